//! Headings that give their day to the bodies that stand below: "För yttrande senast den 25 april 2025", and then names.

use std::collections::HashMap;

use super::addressees::names_only;
use super::bodies::{Mention, Vocabulary};
use super::dates::dates;
use super::kinds::about_responses;
use super::layout::{Paragraph, Sentence};
use super::letter::Role;
use super::limits::is_limit;
use super::roles::marker_at;
use super::tables::leads_to_days;
use super::tense::only_tells;
use super::words::Token;

/// A longer heading is a sentence.
const LONGEST: usize = 20;

/// The headings of a letter that have bodies below them.
#[derive(Debug, Default)]
pub(super) struct DatedHeadings {
    /// The bodies below each heading, by the place of its paragraph.
    pub below: HashMap<usize, Vec<Mention>>,
    /// For every paragraph, whether it is a line below such a heading.
    pub is_line: Vec<bool>,
}

impl DatedHeadings {
    /// Whether a paragraph is such a heading, or a line below one.
    pub(super) fn takes(&self, place: usize) -> bool {
        self.below.contains_key(&place) || self.is_line.get(place).copied().unwrap_or_default()
    }
}

/// Finds them.
pub(super) fn dated_headings(paragraphs: &[Paragraph], vocabulary: &Vocabulary) -> DatedHeadings {
    let mut found = DatedHeadings { below: HashMap::new(), is_line: vec![false; paragraphs.len()] };
    let mut led = false;
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let line = found.is_line.get(place).copied().unwrap_or_default();
        if line || !(is_dated_heading(paragraph, vocabulary) || led && is_only_a_day(paragraph)) {
            // What leads to days leads to all of them, over the names that stand below each.
            led = leads_to_days(paragraph) || led && (line || names(paragraph, vocabulary).is_some());
            continue;
        }
        let below = (place + 1..paragraphs.len()).take_while(|at| *at == place + 1 || !has_its_own_day(paragraphs, *at));
        let lines: Vec<Vec<Mention>> = below.map_while(|at| names(paragraphs.get(at)?, vocabulary)).collect();
        // "Parknämnden / Yttrande senast …": the day belongs to the name above it, unless that one has its day already.
        let above = place.checked_sub(1);
        let after_line = above.and_then(|above| found.is_line.get(above)).copied().unwrap_or_default();
        let named_above = !after_line && above.and_then(|above| paragraphs.get(above)).is_some_and(|above| names(above, vocabulary).is_some());
        let apart = paragraph.gap && paragraphs.get(place + 1).is_some_and(|next| !next.gap);
        if lines.is_empty() || (named_above && !apart) {
            continue;
        }
        found.is_line.iter_mut().skip(place + 1).take(lines.len()).for_each(|is_line| *is_line = true);
        found.below.insert(place, lines.into_iter().flatten().map(|body| Mention { first: 0, end: 0, ..body }).collect());
    }
    found
}

/// "Hamnnämnden / Svar: 2025-05-23", apart from what stands above: the name begins something of its own.
fn has_its_own_day(paragraphs: &[Paragraph], place: usize) -> bool {
    let apart = paragraphs.get(place).is_some_and(|line| line.gap);
    let next = paragraphs.get(place + 1).filter(|next| !next.gap);
    apart && next.and_then(|next| next.sentences.first()).is_some_and(|sentence| !dates(&sentence.tokens).is_empty())
}

fn is_dated_heading(paragraph: &Paragraph, vocabulary: &Vocabulary) -> bool {
    let [sentence] = paragraph.sentences.as_slice() else { return false };
    let words = &sentence.tokens;
    paragraph.is_heading()
        && words.len() <= LONGEST
        && asks_for_a_response(words)
        && !only_tells(words)
        && !dates(words).is_empty()
        && vocabulary.mentions(sentence).iter().all(|mention| mention.group.is_some())
}

/// "Senast den 13 mars 2026:", "måndag 13 mars 2026": a day, and nothing else but the limit.
fn is_only_a_day(paragraph: &Paragraph) -> bool {
    let [sentence] = paragraph.sentences.as_slice() else { return false };
    let words = &sentence.tokens;
    let days = dates(words);
    let [day] = days.as_slice() else { return false };
    let rest = |(place, word): (usize, &Token)| {
        (day.first..day.end).contains(&place) || !word.word || is_limit(words, place) || word.is_any(&["den", "dag", "till"]) || word.plain.ends_with("dag")
    };
    words.iter().enumerate().all(rest) && paragraph.is_heading()
}

fn asks_for_a_response(words: &[Token]) -> bool {
    about_responses(words) || (0..words.len()).any(|place| marker_at(words, place).is_some_and(|(role, _)| role == Role::Respond))
}

/// The bodies of a line that holds nothing but their names.
fn names(line: &Paragraph, vocabulary: &Vocabulary) -> Option<Vec<Mention>> {
    let [sentence]: &[Sentence] = line.sentences.as_slice() else { return None };
    let line = names_only(sentence, vocabulary)?;
    let bare = line.label.is_none() && line.bodies.iter().all(|(_, own)| own.is_none());
    (bare && !line.bodies.is_empty()).then(|| line.bodies.into_iter().map(|(body, _)| body).collect())
}
