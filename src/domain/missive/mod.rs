//! Reads Swedish municipal auditors' covering letters ("missiv") into proposed facts.
//!
//! A letter says to which boards an audit report goes, which of them are to answer and when. The facts are read from
//! its words alone, each with the sentence it was read from, so that a person can check and correct every one.

mod addressees;
mod bodies;
mod clean;
mod content;
mod dates;
mod deadlines;
mod decision;
mod doubt;
mod duties;
mod found;
mod heading;
mod items;
mod kinds;
mod layout;
mod letter;
mod page;
mod reference;
mod roll;
mod spans;
mod traced;
mod words;

#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};

use bodies::Vocabulary;
use deadlines::Reader;
use kinds::RESPONSE;
use layout::{Paragraph, Sentence};
use roll::Roll;
use words::any_starts;

pub use doubt::{Doubt, Evidence, Leftover, LeftoverReason};
pub use found::{Certainty, Found, Phrase, Place};
pub use items::proposed_assessments;
pub use letter::{Addressee, Due, Instructions, Letter, Recognised, Role, Round, RoundKind};

/// A body that the municipality has registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownBody {
    /// Its name, as the register writes it.
    pub name: String,
}

/// Reads a covering letter. Names of `known` bodies are recognised however the letter inflects them; other bodies are
/// returned as the letter writes them. A text that is no such letter gives a [`Letter`] with nothing in it.
#[must_use]
pub fn read(text: &str, known: &[KnownBody]) -> Letter {
    let paragraphs = layout::paragraphs(text);
    let sentences: Vec<&Sentence> = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).collect();
    if !sentences.iter().any(|sentence| any_starts(&sentence.tokens, &["revis", "kommunrevis", "stadsrevis", "gransk"])) {
        return Letter::default();
    }
    let mut vocabulary = Vocabulary::new(known);
    let mut roll = Roll::default();
    let is_address = addressees::read_blocks(&paragraphs, &mut vocabulary, &mut roll);
    for sentence in &sentences {
        addressees::read_sentence(sentence, &vocabulary.mentions(sentence), &mut roll);
    }
    let letter_date = heading::letter_date(&paragraphs, &vocabulary);
    let decision = decision::decision(&sentences, letter_date.value().copied(), &vocabulary);
    let known_day = letter_date.value().or(decision.on.value()).copied();
    Reader::new(&vocabulary, &mut roll, known_day).read(&paragraphs, &is_address);

    let head = heading::head_length(&paragraphs);
    let reference = reference::reference(&paragraphs, head);
    let title = heading::title(&paragraphs, head, &is_address, reference.value().map(String::as_str));
    let years = due_years(&roll);
    let answers_wanted = wants_answers(&sentences);
    let addressees = roll.into_addressees(addressees::lone_role(&sentences), answers_wanted);
    let letter = Letter {
        is_letter: true,
        recognised: Recognised::Yes,
        against: Vec::new(),
        reference,
        title,
        decided_on: decision.on,
        letter_date,
        decided_by: decision.by,
        chair: decision::chair(&paragraphs),
        reply_to: decision::reply_to(&sentences),
        overall_assessment: content::overall_assessment(&paragraphs),
        follow_up_period: content::follow_up_period(&sentences, years),
        instructions: content::instructions(&paragraphs),
        addressees,
        leftover: Vec::new(),
    };
    let labelled = is_address.iter().any(|address| *address);
    if is_letter(&letter, labelled, &paragraphs) { letter } else { Letter::default() }
}

/// Whether the letter asks for answers in so many words.
fn wants_answers(sentences: &[&Sentence]) -> bool {
    let refuses = |sentence: &Sentence| sentence.tokens.iter().any(|word| word.is_any(&["inte", "ej", "inget", "inga"]));
    sentences.iter().any(|sentence| any_starts(&sentence.tokens, &RESPONSE) && !refuses(sentence))
}

/// The years from the first answer to the last follow-up, when a follow-up is asked for.
fn due_years(roll: &Roll) -> Option<(i32, i32)> {
    let rounds = || roll.entries.iter().flat_map(|entry| &entry.rounds);
    let of = |kind| rounds().filter(move |round| round.kind == kind).filter_map(|round| round.due.day());
    let first: Option<NaiveDate> = of(RoundKind::First).min();
    let last: Option<NaiveDate> = of(RoundKind::FollowUp).max();
    let (first, last) = (first?.year(), last?.year());
    (first <= last).then_some((first, last))
}

/// A letter names somebody it is for, speaks of an audit, and has at least one more thing that letters have.
fn is_letter(letter: &Letter, labelled: bool, paragraphs: &[Paragraph]) -> bool {
    let audit = paragraphs.iter().flat_map(Paragraph::tokens).any(|word| word.starts_any(&["gransk", "revisionsrap", "rapport"]));
    let asks = letter.addressees.iter().any(|addressee| !addressee.rounds.is_empty());
    let signs = [asks, labelled, !letter.reference.is_missing(), !letter.chair.is_missing()];
    let count = signs.iter().filter(|sign| **sign).count();
    !letter.addressees.is_empty() && audit && (asks || count >= 2)
}
