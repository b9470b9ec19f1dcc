//! Tables and lists of last days: rows, columns, and cells that come one below the other.

use super::bodies::{Mention, Vocabulary};
use super::dates::{DateMention, dates};
use super::doubt::Doubt;
use super::doubts::Doubts;
use super::found::Phrase;
use super::groups::Group;
use super::kinds::{about_responses, is_response, kinds};
use super::layout::{Paragraph, Sentence};
use super::letter::{Role, RoundKind};
use super::limits::has_limit;
use super::roll::is_assembly;
use super::spans::spans;
use super::stacked::said_alone;
use super::tense::{asks, only_tells};
use super::wording::refuses;
use super::words::{Token, at};

/// A row has at most this many words besides names, dates and words about responses.
const ROW_REST: usize = 4;
/// Longer paragraphs are no cells.
const LONGEST_CELL: usize = 40;

/// A body with a last day, as a table gives it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub body: Mention,
    pub kind: Option<RoundKind>,
    pub date: DateMention,
    pub doubts: Doubts,
    pub phrase: Phrase,
}

/// What a table says, and which paragraphs belong to it.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub entries: Vec<Entry>,
    pub is_cell: Vec<bool>,
    /// Days in cells that go with no body.
    pub loose: Vec<Phrase>,
    /// Bodies of which a column says that they are to respond, and gives no day.
    pub wanted: Vec<(Mention, Phrase)>,
    /// Bodies of which a column says that they need not.
    pub unwanted: Vec<(Mention, Phrase)>,
}

enum Cell {
    Header(Vec<RoundKind>),
    Bodies(Vec<Mention>),
    Days(Vec<DateMention>, Vec<RoundKind>),
    Row {
        bodies: Vec<Mention>,
        days: Vec<DateMention>,
        named: Vec<(usize, RoundKind)>,
        empty: Empty,
        /// It says by itself that its day is a last day.
        leads: bool,
    },
    /// "Valnämnden   Nej".
    Said(Vec<Mention>, bool),
    /// "Ja", below the name that it is said of.
    Role(Role),
    Text {
        opens: bool,
        kinds: Vec<RoundKind>,
    },
}

/// On which side of the only day of a row a dash stands for a day that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Empty {
    Before,
    After,
    Neither,
}

/// Reads all tables of a letter.
pub(super) fn tables(paragraphs: &[Paragraph], is_address: &[bool], vocabulary: &Vocabulary) -> Tables {
    let mut reader = Reader::default();
    for (paragraph, address) in paragraphs.iter().zip(is_address) {
        let cell = if *address { None } else { paragraph.sentences.last().map(|sentence| cell(paragraph, sentence, vocabulary)) };
        let phrase: Phrase = (&paragraph.text).into();
        let used = match cell {
            None => {
                reader.forget();
                false
            }
            Some(cell) => reader.take(cell, paragraph.gap, &phrase),
        };
        reader.found.is_cell.push(used);
    }
    reader.settle();
    reader.found
}

fn cell(paragraph: &Paragraph, sentence: &Sentence, vocabulary: &Vocabulary) -> Cell {
    let words = &sentence.tokens;
    let named = kinds(words);
    let text = || Cell::Text { opens: leads_to_days(paragraph), kinds: named.iter().map(|(_, kind)| *kind).collect() };
    let all = vocabulary.mentions(sentence);
    // "Parknämnden: senast den 9 maj." is a row for all its full stop.
    let is_row = paragraph.is_item() || all.first().is_some_and(|body| body.first == 0 && at(words, body.end, &[":", "–"]));
    if paragraph.sentences.len() > 1 || words.len() > LONGEST_CELL || paragraph.text.ends_with(['.', '?', '!']) && !is_row {
        return text();
    }
    let days = days_of(words);
    let bodies: Vec<Mention> = all.iter().filter(|mention| mention.group.is_none_or(|group| !group.is_one())).cloned().collect();
    let covered = |place: usize| all.iter().any(|body| (body.first..body.end).contains(&place)) || days.iter().any(|day| (day.first..day.end).contains(&place));
    let rest = words.iter().enumerate().filter(|(place, word)| word.word && !covered(*place) && !is_table_word(word)).count();
    let own_kinds: Vec<RoundKind> = named.iter().map(|(_, kind)| *kind).collect();
    let speaks = about_responses(words) || has_limit(words) || !named.is_empty();
    let says = |answers: &[&str]| words.iter().enumerate().any(|(place, word)| !covered(place) && word.is_any(answers));
    let (yes, no) = (says(&YES), says(&NO));
    if let Some(role) = said_alone(words) {
        return Cell::Role(role);
    }
    match (bodies.is_empty(), days.is_empty()) {
        (false, true) if yes != no && rest <= 1 => Cell::Said(bodies, yes),
        (false, false) if no => text(),
        (false, false) if rest <= ROW_REST => {
            let empty = empty_cell(words, &covered);
            Cell::Row { bodies, days, named, empty, leads: rest == 0 && speaks }
        }
        (true, false) if rest == 0 => Cell::Days(days, own_kinds),
        (false, true) if rest == 0 && !speaks => Cell::Bodies(bodies),
        (_, true) if (paragraph.is_heading() || paragraph.text.ends_with(':')) && rest <= ROW_REST && (speaks || is_column_head(&all)) => {
            Cell::Header(column_kinds(words, own_kinds))
        }
        _ => text(),
    }
}

/// The days of a row, with the times that are counted from the letter: "inom åtta veckor".
fn days_of(words: &[Token]) -> Vec<DateMention> {
    let mut days = dates(words);
    let apart = |span: &DateMention| !days.iter().any(|day| day.first < span.end && span.first < day.end);
    let counted: Vec<DateMention> = spans(words).into_iter().filter(apart).collect();
    days.extend(counted);
    days.sort_by_key(|day| day.first);
    days
}

/// Whether the days of an answer may stand below a paragraph: it says that they follow, or asks for an answer and gives no day.
pub(super) fn leads_to_days(paragraph: &Paragraph) -> bool {
    let Some(last) = paragraph.sentences.last() else { return false };
    let words = &last.tokens;
    let of_answers = || paragraph.sentences.iter().any(|sentence| about_responses(&sentence.tokens) || has_limit(&sentence.tokens));
    let asks_without_a_day = || about_responses(words) && asks(words) && dates(words).is_empty() && !refuses(words) && !only_tells(words);
    (paragraph.text.ends_with(':') || announces(words)) && of_answers() || asks_without_a_day()
}

/// "Svar lämnas enligt följande.", "… de dagar som anges nedan."
fn announces(words: &[Token]) -> bool {
    words.iter().rev().take(4).any(|word| word.is_any(&["foljande", "nedan", "foljer", "tabellen", "nedanstaende", "below", "follows"]))
}

/// The responses that the columns of a head are for: "Yttrande senast   Uppföljande yttrande senast" are two.
fn column_kinds(words: &[Token], named: Vec<RoundKind>) -> Vec<RoundKind> {
    let follow_up = kinds(words).first().map(|(place, _)| *place).filter(|_| named == [RoundKind::FollowUp]);
    let plain = follow_up.is_some_and(|follow_up| (0..follow_up).any(|place| is_response(words, place)));
    if plain { vec![RoundKind::First, RoundKind::FollowUp] } else { named }
}

/// Where a dash stands alone in a row.
fn empty_cell(words: &[Token], covered: &impl Fn(usize) -> bool) -> Empty {
    let dash = words.iter().enumerate().find(|(place, word)| word.is_any(&["–", "-", "—"]) && !covered(*place)).map(|(place, _)| place);
    match dash {
        Some(last) if last + 1 == words.len() => Empty::After,
        Some(_) => Empty::Before,
        None => Empty::Neither,
    }
}

/// What a column says of whoever is to respond, and of whoever is not.
const YES: [&str; 3] = ["ja", "yes", "x"];
const NO: [&str; 3] = ["nej", "ej", "no"];

/// "Nämnd" alone, over a column of boards.
fn is_column_head(all: &[Mention]) -> bool {
    all.iter().all(|mention| matches!(mention.group, Some(Group::Board | Group::Boards)) && !mention.genitive) && !all.is_empty()
}

fn is_table_word(word: &super::words::Token) -> bool {
    word.starts_any(&[
        "forsta",
        "andra",
        "uppfoljande",
        "uppfoljning",
        "yttrande",
        "svar",
        "senast",
        "datum",
        "dag",
        "inlamn",
        "inkom",
        "sista",
        "ska",
        "skall",
    ]) || word.is_any(&[
        "den",
        "det",
        "till",
        "och",
        "respektive",
        "med",
        "ha",
        "in",
        "kl",
        "by",
        "due",
        "the",
        "response",
        "first",
        "follow",
        "up",
        "for",
        "av",
        "fran",
        "tom",
    ]) || word.plain.ends_with("dag")
        || word.plain.ends_with("dagen")
}

#[derive(Default)]
struct Reader {
    found: Tables,
    /// A heading or a line ending in a colon has said that last days follow.
    lead: bool,
    kinds: Vec<RoundKind>,
    bodies: Vec<Mention>,
    /// Days that wait for the end of their column.
    days: Vec<(DateMention, Vec<RoundKind>, Phrase)>,
    last: Last,
}

#[derive(Default, PartialEq)]
enum Last {
    #[default]
    Nothing,
    Header,
    Bodies,
    Days,
    Row,
}

impl Reader {
    fn forget(&mut self) {
        self.settle();
        self.lead = false;
        self.kinds.clear();
        self.bodies.clear();
        self.last = Last::Nothing;
    }

    /// Takes the next cell, and tells whether it belongs to a table.
    fn take(&mut self, cell: Cell, gap: bool, phrase: &Phrase) -> bool {
        if !matches!(cell, Cell::Days(..)) {
            self.settle();
        }
        match cell {
            Cell::Header(kinds) => {
                // A header after days or rows is over the next column, or over another table.
                if self.last != Last::Header || (gap && !kinds.is_empty()) {
                    self.kinds.clear();
                }
                self.kinds.extend(kinds);
                self.lead = true;
                self.last = Last::Header;
                false
            }
            Cell::Bodies(bodies) => {
                if self.last == Last::Bodies {
                    self.bodies.extend(bodies);
                } else {
                    self.bodies = bodies;
                }
                self.last = Last::Bodies;
                false
            }
            Cell::Days(days, kinds) => self.days(days, &kinds, phrase),
            Cell::Row { bodies, days, named, empty, leads } => {
                self.lead |= leads;
                self.row(&bodies, &days, &named, empty, phrase)
            }
            Cell::Said(bodies, yes) if self.lead => {
                self.last = Last::Row;
                let said = if yes { &mut self.found.wanted } else { &mut self.found.unwanted };
                said.extend(bodies.into_iter().map(|body| (body, phrase.clone())));
                true
            }
            Cell::Role(role) if self.lead && self.last == Last::Bodies => self.said(role, phrase),
            // A row that is not understood does not end its table.
            Cell::Said(..) | Cell::Role(_) | Cell::Text { opens: false, .. } if self.last == Last::Row && !gap => false,
            Cell::Said(..) | Cell::Role(_) => {
                self.forget();
                false
            }
            Cell::Text { opens, kinds } => {
                self.forget();
                self.lead = opens;
                if opens {
                    self.kinds = kinds;
                }
                false
            }
        }
    }

    /// What is said below names, and not beside them.
    fn said(&mut self, role: Role, phrase: &Phrase) -> bool {
        if role == Role::Information {
            self.found.unwanted.extend(self.bodies.drain(..).map(|body| (body, phrase.clone())));
        }
        true
    }

    fn days(&mut self, days: Vec<DateMention>, kinds: &[RoundKind], phrase: &Phrase) -> bool {
        if self.bodies.is_empty() {
            return false;
        }
        let in_table = self.lead || !kinds.is_empty();
        if !kinds.is_empty() {
            // "Första yttrandet senast" on the same line is the head of the column that begins here.
            self.settle();
            self.kinds = kinds.to_vec();
        }
        if in_table {
            self.days.extend(days.into_iter().map(|day| (day, kinds.to_vec(), phrase.clone())));
            self.last = Last::Days;
        }
        in_table
    }

    fn row(&mut self, bodies: &[Mention], days: &[DateMention], named: &[(usize, RoundKind)], empty: Empty, phrase: &Phrase) -> bool {
        // Without a lead it is a sentence, or a line of the letterhead.
        if !self.lead || bodies.first().is_some_and(|body| body.genitive) || bodies.len() > 1 && days.len() > 1 {
            return false;
        }
        self.last = Last::Row;
        // "Regionstyrelsen   31 augusti   Regionfullmäktige", under "För kännedom": beside a board, the day is not the assembly's.
        let (assemblies, mut asked): (Vec<&Mention>, Vec<&Mention>) = bodies.iter().partition(|body| is_assembly(&body.key));
        if asked.is_empty() {
            asked = assemblies;
        } else {
            let informed = assemblies.into_iter().map(|body| (Mention { doubts: body.doubts.and(Doubt::BodyAssumed), ..body.clone() }, phrase.clone()));
            self.found.unwanted.extend(informed);
        }
        for (place, day) in days.iter().enumerate() {
            let own = named.iter().rfind(|(at, _)| *at < day.first).map(|(_, kind)| *kind);
            let (kind, doubts) = match (own, days.len(), self.kinds.as_slice()) {
                (Some(kind), _, _) => (Some(kind), Doubts::NONE),
                (None, 1, [kind]) => (Some(*kind), Doubts::NONE),
                (None, 1, [first, _]) if empty == Empty::After => (Some(*first), Doubts::NONE),
                (None, 1, [_, second]) if empty == Empty::Before => (Some(*second), Doubts::NONE),
                (None, 1, [first, _]) => (Some(*first), Doubts::of(Doubt::RequestAssumed)),
                (None, 1, _) => (None, Doubts::NONE),
                (None, count, kinds) if kinds.len() == count => (kinds.get(place).copied(), Doubts::NONE),
                (None, _, [RoundKind::FollowUp]) => (Some(if place == 0 { RoundKind::First } else { RoundKind::FollowUp }), Doubts::NONE),
                _ => (Some(if place == 0 { RoundKind::First } else { RoundKind::FollowUp }), Doubts::of(Doubt::RequestAssumed)),
            };
            let more = days.len() > 2;
            for body in &asked {
                let doubts = doubts.and_if(more, Doubt::Counts);
                self.found.entries.push(Entry { body: (*body).clone(), kind, date: *day, doubts, phrase: phrase.clone() });
            }
        }
        true
    }

    /// Gives the days that have come to the bodies before them.
    fn settle(&mut self) {
        let days = std::mem::take(&mut self.days);
        if days.is_empty() {
            return;
        }
        let across = self.bodies.len() == 1;
        // A head that names the second column only.
        if across && days.len() == 2 && self.kinds == [RoundKind::FollowUp] {
            self.kinds.insert(0, RoundKind::First);
        }
        let fits = if across { days.len() == 1 || days.len() == self.kinds.len() } else { days.len() == self.bodies.len() };
        let doubts = if fits { Doubts::NONE } else { Doubts::of(Doubt::Counts) };
        // Bodies beyond the last day of their column are not lost: they get it as a proposal.
        if let (Some((day, own, phrase)), false) = (days.last(), across) {
            for body in self.bodies.iter().skip(days.len()) {
                let (kind, doubts) = (own.last().or(self.kinds.last()).copied(), Doubts::of(Doubt::Counts));
                self.found.entries.push(Entry { body: body.clone(), kind, date: *day, doubts, phrase: phrase.clone() });
            }
        }
        for (place, (day, own, phrase)) in days.into_iter().enumerate() {
            let header = if across && self.kinds.len() > 1 { self.kinds.get(place) } else { self.kinds.last() };
            let kind = own.last().or(header).copied();
            let body = if across { self.bodies.first() } else { self.bodies.get(place) };
            match body.cloned() {
                Some(body) => self.found.entries.push(Entry { body, kind, date: day, doubts, phrase }),
                None => self.found.loose.push(phrase),
            }
        }
    }
}
