//! Who is to answer, and when.

use chrono::NaiveDate;

use super::bodies::{Mention, Vocabulary};
use super::dates::{DateMention, dates};
use super::duties::{Deadline, Duty, Setting, duties};
use super::found::Phrase;
use super::kinds::{RESPONSE, kinds};
use super::layout::{Paragraph, Sentence};
use super::letter::{Due, Role, RoundKind};
use super::roll::{Roll, is_assembly};
use super::spans::spans;
use super::words::{Token, any_starts, at, before, has_run};

/// Words that make the dates after them last days.
const LIMITS: [&str; 11] =
    ["senast", "fore", "innan", "svarsdatum", "svarsdag", "svarstid", "svarstiden", "tillhanda", "forfallodag", "inlamningsdag", "forfallodatum"];
/// What follows "senast" when a time is given in other ways than by a date.
const OTHER_TIMES: [&str; 8] = ["i", "vecka", "v", "inom", "vid", "under", "om", "efter"];
/// More names or dates than this are no sentence, and putting them together would take too long.
const MOST_PER_SENTENCE: usize = 100;
/// How far after a genitive the answer it owns can stand.
const GENITIVE_REACH: usize = 12;
/// What may stand between a genitive and the answer.
const BEFORE_ANSWERS: [&str; 8] = ["och", "samt", ",", "respektive", "forsta", "uppfoljande", "skriftliga", "slutliga"];
/// A row of a table or list has at most this many tokens besides names and dates.
const ROW_REST: usize = 8;

/// Finds the last days for responses and puts them on the roll.
pub(super) struct Reader<'r> {
    pub vocabulary: &'r Vocabulary,
    pub roll: &'r mut Roll,
    /// The day after which a day without a year comes.
    pub known_day: Option<NaiveDate>,
    /// A heading or a line ending in a colon has said that last days follow.
    lead: bool,
    lead_kinds: Vec<RoundKind>,
    /// The body that stands as a heading over the lines.
    lead_bodies: Vec<Mention>,
    /// Answers wanted at a time that is no date.
    undated: Vec<(Duty, Phrase)>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(vocabulary: &'r Vocabulary, roll: &'r mut Roll, known_day: Option<NaiveDate>) -> Self {
        let (lead_kinds, lead_bodies, undated) = (Vec::new(), Vec::new(), Vec::new());
        Reader { vocabulary, roll, known_day, lead: false, lead_kinds, lead_bodies, undated }
    }

    /// Reads all paragraphs; address lines are only passed by.
    pub(super) fn read(mut self, paragraphs: &[Paragraph], is_address: &[bool]) {
        for (paragraph, address) in paragraphs.iter().zip(is_address) {
            if !address {
                self.read_paragraph(paragraph);
            }
        }
        for ((body, kind, due), phrase) in std::mem::take(&mut self.undated) {
            self.roll.note(&body, kind, due, &phrase);
        }
    }

    fn read_paragraph(&mut self, paragraph: &Paragraph) {
        let mut asks = false;
        let mut kind = None;
        let mut found_row = false;
        for sentence in &paragraph.sentences {
            found_row |= self.read_sentence(sentence, asks, kind);
            asks |= any_starts(&sentence.tokens, &RESPONSE);
            kind = kinds(&sentence.tokens).last().map(|(_, kind)| *kind).or(kind);
        }
        self.look_for_lead(paragraph, found_row);
    }

    /// A heading, or a line that ends in a colon, tells what the lines below it are.
    fn look_for_lead(&mut self, paragraph: &Paragraph, found_row: bool) {
        let opens = paragraph.text.ends_with(':') || (paragraph.is_heading() && !found_row);
        if !opens {
            if !found_row {
                self.lead = false;
                self.lead_kinds.clear();
                self.lead_bodies.clear();
            }
            return;
        }
        let named: Vec<RoundKind> = paragraph.tokens_kinds();
        let last = paragraph.sentences.last();
        let bodies = last.map(|sentence| self.vocabulary.mentions(sentence)).unwrap_or_default();
        let only_bodies = last.is_some_and(|sentence| rest_of(sentence, &bodies, &[]) <= 1) && !bodies.is_empty();
        if only_bodies {
            self.lead_bodies = bodies;
        }
        let about_answers = paragraph.tokens().any(|token| token.starts_any(&RESPONSE) || token.is_any(&LIMITS));
        let is_cell = about_answers || !named.is_empty();
        self.lead |= is_cell;
        // A heading for one response after rows for the other begins anew; header cells add up.
        if !named.is_empty() && paragraph.gap {
            self.lead_kinds.clear();
        }
        self.lead_kinds.extend(named);
        self.lead_kinds.dedup();
    }

    fn read_sentence(&mut self, sentence: &Sentence, asks: bool, kind: Option<RoundKind>) -> bool {
        let words = &sentence.tokens;
        let all = dates(words);
        let mut mentions = self.vocabulary.mentions(sentence);
        mentions.truncate(MOST_PER_SENTENCE);
        let about = !mentions.is_empty() || !self.lead_bodies.is_empty() || !kinds(words).is_empty();
        let row = self.lead && about && !all.is_empty() && rest_of(sentence, &mentions, &all) <= ROW_REST;
        let limit = words.iter().position(|word| word.is_any(&LIMITS));
        let labelled = words.iter().take(3).any(|word| word.plain.starts_with("svars"));
        let wanted = asks || self.lead || labelled || !kinds(words).is_empty() || any_starts(words, &RESPONSE);
        // "Åtgärderna ska vara klara senast …" in the same paragraph is not about an answer.
        let measures = !any_starts(words, &RESPONSE) && !row && any_starts(words, &["genomford", "atgard", "vidtag", "klar"]);
        // "skulle" tells of an answer that was due to an earlier audit.
        if !wanted || measures || words.iter().any(|word| word.is("skulle")) {
            return false;
        }
        let from = if row || has_run(words, &["sista", "dag"]) { 0 } else { limit.unwrap_or(usize::MAX) };
        let mut days: Vec<DateMention> = all.iter().copied().filter(|day| day.end > from && !is_meeting(words, day)).take(MOST_PER_SENTENCE).collect();
        if days.is_empty() && any_starts(words, &RESPONSE) {
            days = spans(words).into_iter().take(MOST_PER_SENTENCE).collect();
        }
        if days.is_empty() {
            self.read_undated(sentence, limit, &mentions);
            return false;
        }
        let bodies = self.answering(words, mentions);
        for (body, kind, due) in self.duties_of(words, &bodies, &days, kind) {
            self.roll.note(&body, kind, due, &(&sentence.text).into());
        }
        row
    }

    fn duties_of(&self, words: &[Token], bodies: &[Mention], days: &[DateMention], kind: Option<RoundKind>) -> Vec<Duty> {
        let days = self.with_kinds(words, days);
        let mut respondents = self.roll.respondents();
        if !self.lead_bodies.is_empty() {
            respondents.clone_from(&self.lead_bodies);
        }
        let both_kinds = self.lead_kinds.contains(&RoundKind::First) && self.lead_kinds.contains(&RoundKind::FollowUp);
        let kind = kind.or_else(|| self.lead_kinds.first().copied());
        duties(words, bodies, &days, &Setting { respondents: &respondents, kind, both_kinds })
    }

    /// "Svar önskas senast vecka 14": an answer is due, but no day can be read.
    fn read_undated(&mut self, sentence: &Sentence, limit: Option<usize>, mentions: &[Mention]) {
        let Some(limit) = limit else { return };
        let words = &sentence.tokens;
        let time = at(words, limit + 1, &OTHER_TIMES) || words.get(limit + 1).is_some_and(|word| word.number().is_some());
        if !time || !any_starts(words, &RESPONSE) {
            return;
        }
        let named = self.answering(words, mentions.to_vec());
        let bodies = if named.is_empty() { self.roll.respondents() } else { named };
        let kind = kinds(words).first().map_or(RoundKind::First, |(_, kind)| *kind);
        let undated = bodies.into_iter().map(|body| ((body, kind, Due::Unknown), Phrase::from(&sentence.text)));
        self.undated.extend(undated);
    }

    /// The bodies of a sentence that can be the ones to answer.
    fn answering(&self, words: &[Token], mentions: Vec<Mention>) -> Vec<Mention> {
        let told = |mention: &Mention| {
            let role = self.roll.role_of(&mention.key);
            matches!(role, Some(Role::Information | Role::Action | Role::Consideration))
        };
        let able: Vec<Mention> = mentions.into_iter().filter(|body| owns_answer(words, body) && !told(body)).collect();
        // "Nämnden ska lämna svar till fullmäktige": the answer goes to one body and comes from another.
        let receives = |body: &Mention| before(words, body.first, &["till"]);
        let boards = able.iter().any(|body| !receives(body) && !is_assembly(&body.key));
        able.into_iter().filter(|body| !boards || !receives(body)).collect()
    }

    /// The days with the response that the sentence says each is for: the last word before it, or the one after it
    /// in a sentence that begins with a day.
    fn with_kinds(&self, words: &[Token], days: &[DateMention]) -> Vec<Deadline> {
        let named = kinds(words);
        let first_day = days.first().map_or(usize::MAX, |day| day.first);
        let days_lead = named.first().is_some_and(|(place, _)| *place > first_day);
        let mut kinds = named.into_iter().peekable();
        let mut current = if days_lead { kinds.peek().map(|(_, kind)| *kind) } else { None };
        let mut found = Vec::with_capacity(days.len());
        for (count, day) in days.iter().enumerate() {
            let bound = if days_lead { days.get(count + 1).map_or(usize::MAX, |next| next.first) } else { day.first };
            while let Some((_, kind)) = kinds.next_if(|(place, _)| *place < bound) {
                current = Some(kind);
            }
            let due = day.day.due_after(self.known_day);
            found.push(Deadline { due, first: day.first, end: day.end, kind: current });
        }
        found
    }
}

impl Paragraph {
    fn tokens_kinds(&self) -> Vec<RoundKind> {
        self.sentences.iter().flat_map(|sentence| kinds(&sentence.tokens)).map(|(_, kind)| kind).collect()
    }
}

/// Whether the body is named as such, or in the genitive as the one whose answer is meant ("nämndens yttrande").
fn owns_answer(words: &[Token], body: &Mention) -> bool {
    let mut after = words.iter().skip(body.end).take(GENITIVE_REACH);
    let passed = |word: &&Token| word.is_any(&BEFORE_ANSWERS) || (word.word && word.plain.ends_with('s'));
    !body.genitive || after.find(|word| !passed(word)).is_some_and(|word| word.starts_any(&["yttrand", "svar", "senast"]))
}

/// How many tokens of a sentence are neither names nor dates.
fn rest_of(sentence: &Sentence, mentions: &[Mention], dates: &[DateMention]) -> usize {
    let names: usize = mentions.iter().map(|mention| mention.end - mention.first).sum();
    let days: usize = dates.iter().map(|date| date.end - date.first).sum();
    sentence.tokens.len().saturating_sub(names + days)
}

/// Whether the date is that of a meeting ("vid sammanträdet den 12 mars").
fn is_meeting(words: &[Token], day: &DateMention) -> bool {
    let nearby = words.get(day.first.saturating_sub(3)..day.first).unwrap_or_default();
    nearby.iter().any(|word| word.starts_any(&["sammantrad", "motet", "mote"])) && !nearby.iter().any(|word| word.is_any(&LIMITS))
}
