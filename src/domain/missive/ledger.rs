//! The ledger of days: every day to come that stands anywhere in a letter, whatever the rules made of its sentence. A day that is
//! nobody's last day in the end, and that the words around it do not explain, keeps the accounts open. So does what is left of a day.

mod torn;

use std::collections::HashSet;

use chrono::NaiveDate;

use super::addressees::has_names;
use super::bodies::{Mention, Vocabulary};
use super::clauses::in_clauses;
use super::dates::{DateMention, dates};
use super::days::{EVENTS, MEASURES, OTHER_ERRANDS, is_of_every_year};
use super::found::Phrase;
use super::kinds::about_responses;
use super::layout::{Paragraph, Sentence};
use super::limits::{is_limit, names_the_limit};
use super::roll::is_assembly;
use super::tense::{auditors_demand, auditors_promise, only_tells};
use super::wanted::{comes_to_auditors, speaks_to_readers};
use super::words::{Token, any_starts, at};

/// More entries than this are no letter's.
const MOST: usize = 400;
/// More days than these in one sentence are a list, and say no more than the first of them.
const MOST_IN_SENTENCE: usize = 50;
/// A word of limit stands no further before its day.
const REACH: usize = 40;
/// A row with a body and a day has no more words than this.
const ROW: usize = 16;

/// A day to come, with the words that it stands in.
#[derive(Debug)]
struct Entry {
    day: NaiveDate,
    /// Where its sentence begins in the letter, and its first word there: by these a rule stamps what it understood.
    place: Option<(usize, usize)>,
    /// Its paragraph, and its sentence there.
    at: (usize, usize),
    phrase: Phrase,
}

/// A day of which no rule knows what it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenDay<'l> {
    pub day: NaiveDate,
    /// Its paragraph, and its sentence there.
    pub at: (usize, usize),
    pub phrase: &'l Phrase,
    /// It is somebody's last day, by another sentence.
    pub settled: bool,
}

/// All of them that their own words do not explain.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    /// Enters the days of a letter that was written on a day.
    pub(super) fn of(paragraphs: &[Paragraph], letter: Option<NaiveDate>, vocabulary: &Vocabulary) -> Self {
        let Some(letter) = letter else { return Ledger::default() };
        let mut entries = Vec::new();
        let in_columns = in_columns(paragraphs, vocabulary);
        let sentences =
            paragraphs.iter().zip(in_columns).enumerate().flat_map(|(place, (paragraph, column))| {
                paragraph.sentences.iter().enumerate().map(move |(count, sentence)| ((place, count), sentence, column))
            });
        for (at, sentence, column) in sentences {
            let words = &sentence.tokens;
            let to_come =
                |date: &DateMention| date.due_after(Some(letter)).0.filter(|day| *day > letter && !is_number(words, date) && !is_of_every_year(words, date));
            let all = dates(words);
            if entries.len() < MOST && about_responses(words) && !only_tells(words) {
                let torn = torn::torn_dates(words, &all).then(|| Entry { day: NaiveDate::MAX, place: None, at, phrase: sentence.phrase() });
                entries.extend(torn);
            }
            let days: Vec<(usize, NaiveDate)> = all.iter().filter_map(|date| Some((date.first, to_come(date)?))).collect();
            if days.is_empty() || entries.len() >= MOST || !(column || matters(sentence, vocabulary)) || only_tells(words) || auditors_promise(words) {
                continue;
            }
            let (phrase, aside, mentions) = (sentence.phrase(), in_clauses(words), vocabulary.mentions(sentence));
            if is_a_wish_of_theirs(words, &mentions) {
                continue;
            }
            let around = Explaining::of(words, aside, &mentions);
            let open = days.into_iter().take(MOST_IN_SENTENCE).filter(|(first, _)| !around.explain(words, *first));
            entries.extend(open.map(|(first, day)| Entry { day, place: phrase.place.map(|place| (place.start, first)), at, phrase: phrase.clone() }));
        }
        Ledger { entries }
    }

    /// The days of which no rule knows what they are, each with whether it is somebody's last day for all that.
    pub(super) fn unexplained(&self, last_days: impl Iterator<Item = NaiveDate>, stamped: &HashSet<(usize, usize)>) -> Vec<OpenDay<'_>> {
        let settled: HashSet<NaiveDate> = last_days.collect();
        let open = self.entries.iter().filter(|entry| !entry.place.is_some_and(|place| stamped.contains(&place)));
        open.map(|entry| OpenDay { day: entry.day, at: entry.at, phrase: &entry.phrase, settled: settled.contains(&entry.day) }).collect()
    }
}

/// For every paragraph, whether it is a day on a line by itself: a cell of a table that came loose.
fn in_columns(paragraphs: &[Paragraph], vocabulary: &Vocabulary) -> Vec<bool> {
    let alone = |paragraph: &Paragraph| match (paragraph.is_heading(), paragraph.sentences.as_slice()) {
        (true, [sentence]) => matches!(dates(&sentence.tokens).as_slice(), [date] if date.end - date.first == sentence.tokens.len()),
        _ => false,
    };
    let alone: Vec<bool> = paragraphs.iter().map(alone).collect();
    let beside = |place: usize| alone.get(place).copied().unwrap_or_default();
    let cell = |above: usize| {
        let line = paragraphs.get(above).and_then(|above| above.sentences.last());
        line.is_some_and(|line| line.tokens.len() <= ROW && (about_responses(&line.tokens) || has_names(line, vocabulary)))
    };
    let in_column = |place: usize| beside(place + 1) || place.checked_sub(1).is_some_and(|above| beside(above) || cell(above));
    (0..alone.len()).map(|place| beside(place) && in_column(place)).collect()
}

/// "Nämnden föreslår den 30 juni": what a board would have is no last day.
fn is_a_wish_of_theirs(words: &[Token], mentions: &[Mention]) -> bool {
    let subject = mentions.first().filter(|mention| mention.first <= 1 && !mention.genitive);
    subject.is_some_and(|mention| at(words, mention.end, &["foreslar", "foreslog", "onskar", "begar", "anhaller", "vill", "hemstaller"]))
}

/// "1/2", "EREV 25/08": two numbers with a stroke are more often a page or a reference than a day.
fn is_number(words: &[Token], date: &DateMention) -> bool {
    date.whole().is_none() && words.get(date.first + 1).is_some_and(|mark| mark.is("/"))
}

/// Whether a day in such a sentence could be for an answer: it speaks of answers or of the time for one, sets somebody a limit,
/// or is a line with a body.
fn matters(sentence: &Sentence, vocabulary: &Vocabulary) -> bool {
    let words = &sentence.tokens;
    // The assembly has days of its own, and answers nothing.
    let names = || vocabulary.mentions(sentence).iter().any(|mention| !mention.genitive && !is_assembly(&mention.key));
    let asks = || auditors_demand(words) || speaks_to_readers(words) || comes_to_auditors(words) || names();
    about_responses(words) || names_the_limit(words) || any_starts(words, &["senast", "fore", "innan"]) && asks() || words.len() <= ROW && names()
}

/// What a sentence says besides its days, looked for once: a text may repeat its days by the thousand.
struct Explaining {
    /// For every word, whether it stands in a name or in a clause that explains no day.
    quiet: Vec<bool>,
    /// For every word, whether it stands in such a clause.
    aside: Vec<bool>,
    /// A measure or another errand explains the days of the sentence.
    errand: bool,
    /// A meeting, a decision or the like stands in it.
    happens: bool,
    /// Where it begins to say something of a thing, when it speaks of no answer: "bilar, som levereras senast …".
    thing: Option<usize>,
}

impl Explaining {
    fn of(words: &[Token], aside: Vec<bool>, mentions: &[Mention]) -> Self {
        let mut quiet = aside.clone();
        // "Plan- och byggnadsnämnden" speaks of no plan.
        for mention in mentions {
            quiet.iter_mut().take(mention.end).skip(mention.first).for_each(|word| *word = true);
        }
        let loud = || words.iter().enumerate().zip(&quiet).filter(|(_, quiet)| !**quiet).map(|(word, _)| word);
        let errand = loud().any(|(place, word)| errand(words, place, word));
        let happens = loud().any(|(_, word)| word.starts_any(&EVENTS));
        let opens = |pair: &[Token]| matches!(pair, [comma, which] if comma.is(",") && which.is_any(&["som", "vilka", "vilket"]));
        let thing = words.windows(2).position(opens).filter(|_| !about_responses(words));
        Explaining { quiet, aside, errand, happens, thing }
    }

    /// Whether it explains the day that begins at a place. Behind a word of limit, of what happens only that does which stands
    /// between the two; a measure or another errand explains the limit itself.
    fn explain(&self, words: &[Token], date: usize) -> bool {
        let limit = (date.saturating_sub(REACH)..date).rev().find(|place| is_limit(words, *place));
        let between = || limit.into_iter().flat_map(|limit| limit..date).filter(|place| !self.quiet.get(*place).copied().unwrap_or_default());
        let happens = match limit {
            Some(_) => between().any(|place| words.get(place).is_some_and(|word| word.starts_any(&EVENTS))),
            None => self.happens,
        };
        let aside = self.aside.get(date).copied().unwrap_or_default();
        aside || self.errand || happens || self.thing.is_some_and(|thing| thing < date)
    }
}

fn errand(words: &[Token], place: usize, word: &Token) -> bool {
    // "Ges anstånd till den 25 april" gives a day; a wish for more time has one of its own.
    let more_time = word.starts_any(&["anstand"]) && place.checked_sub(1).is_some_and(|before| at(words, before, &["ges", "medges", "beviljas", "far", "har"]));
    !more_time
        && (word.starts_any(&MEASURES)
            || word.starts_any(&OTHER_ERRANDS)
            || word.starts_any(&["rutin", "riktlinje"])
            || word.starts_any(&["tidplan"])
            || at(words, place, &["mer", "langre"]) && at(words, place + 1, &["tid"])
            || word.is_any(&["plan", "planen", "rekommenderar", "rekommenderas", "rekommenderade", "recommend"]))
}
