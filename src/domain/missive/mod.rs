//! Reads Swedish municipal auditors' covering letters ("missiv") into proposed facts.
//!
//! A letter says to which boards an audit report goes, which of them are to answer and when. The facts are read from
//! its words alone, each with the sentence it was read from, so that a person can check and correct every one.

mod accounts;
mod addressees;
mod asked_for;
mod askers;
mod beside;
mod beside_each_other;
mod bodies;
mod clauses;
mod clean;
mod columns;
mod content;
mod date_forms;
mod dated_headings;
mod dates;
mod days;
mod decision;
mod doubt;
mod doubts;
mod found;
mod groups;
mod heading;
mod items;
mod kinds;
mod last_days;
mod layout;
mod ledger;
mod letter;
mod letterhead;
mod limits;
mod linking;
mod markup;
mod months;
mod names;
mod page;
mod pairing;
mod parts_of_years;
mod recognise;
mod reference;
mod requests;
mod resolve;
mod roles;
mod roll;
mod scanned;
mod sense;
mod settled;
mod shorts;
mod spans;
mod spelled;
mod stacked;
mod steps;
mod tables;
mod tense;
mod thread;
mod traced;
mod wanted;
mod wording;
mod words;

#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};

use addressees::Block;
use beside::Surroundings;
use bodies::Vocabulary;
use decision::Decision;
use kinds::about_responses;
use layout::{Paragraph, Sentence};
use ledger::Ledger;
use recognise::{Signs, any_auditors, recognise};
use requests::Collector;
use resolve::{Resolved, Wish, resolve};
use roll::Roll;
use wording::refuses;

pub use doubt::{Doubt, Evidence, Leftover, LeftoverReason};
pub use found::{Certainty, Found, Phrase, Place};
pub use items::{Proposal, pasted_items, proposed_items};
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
    if !any_auditors(&paragraphs) {
        return Letter::default();
    }
    let (paragraphs, quoted) = without_quoted(paragraphs);
    let sentences: Vec<&Sentence> = paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).collect();
    let mut vocabulary = shorts::vocabulary(known, &sentences);
    let mut roll = Roll::default();
    let dated = dated_headings::dated_headings(&paragraphs, &vocabulary);
    let stacked = stacked::stacked(&paragraphs, &vocabulary);
    let block = addressees::read_blocks(&paragraphs, &dated, &stacked.is_cell, &mut vocabulary, &mut roll);
    addressees::named_in_text(&paragraphs, &block, &vocabulary, &mut roll);
    let letter_date = heading::letter_date(&paragraphs, &vocabulary);
    let decision = decision::decision(&sentences, letter_date.value().copied(), &vocabulary);
    let day = letter_date.value().or(decision.on.value()).copied();

    // First everything that is asked, over the whole letter; then what it comes to.
    let is_taken: Vec<bool> = block.is_address.iter().enumerate().map(|(place, address)| *address || dated.takes(place)).collect();
    let mut tables = tables::tables(&paragraphs, &is_taken, &vocabulary);
    tables.entries.extend(stacked.entries);
    tables.unwanted.extend(stacked.informed);
    let mut collected = Collector::new(&vocabulary, &roll, day).collect(&paragraphs, &block.is_address, &dated, tables);
    collected.leftover.extend(block.leftover.iter().cloned().chain(quoted));
    collected.aside.extend(block.aside.iter().cloned());
    let asks = !(collected.requests.is_empty() && collected.unexplained.is_empty());
    let wish = Wish {
        wanted: wants_answers(&sentences),
        refused: refuses_answers(&sentences, &vocabulary),
        lone: roles::lone_role(&sentences),
        letter: day,
        damaged: clean::has_lost_letters(text) || paragraphs.iter().any(Paragraph::is_cut),
    };
    let Resolved { addressees, leftover } = resolve(roll, collected, &ledger(&paragraphs, day, &vocabulary), around(&paragraphs, &block, &vocabulary), wish);

    let letter = Letter { is_letter: true, addressees, leftover, ..fields(&paragraphs, &sentences, &block, letter_date, decision) };
    let signs = Signs {
        asks: asks || (wish.wanted && letter.addressees.iter().any(|addressee| addressee.role == Role::Respond)),
        sends: wish.lone.is_some() || wish.refused || sentences.iter().any(|sentence| roles::hands_over(sentence)),
        labelled: block.labelled,
        headed: block.is_address.contains(&true),
        addressed: !letter.addressees.is_empty() || !block.leftover.is_empty() || !block.aside.is_empty(),
        reference: !letter.reference.is_missing(),
        signed: !letter.chair.is_missing(),
        to_come: any_to_come(&letter.addressees, day),
        dated: !letter.letter_date.is_missing(),
    };
    let (recognised, against) = recognise(&paragraphs, &vocabulary, signs);
    let years = due_years(&letter.addressees);
    match recognised {
        Recognised::No => Letter { against, ..Letter::default() },
        Recognised::Yes => Letter { recognised, against, follow_up_period: content::follow_up_period(&sentences, years), ..letter },
        Recognised::Perhaps => Letter { recognised, against, follow_up_period: content::follow_up_period(&sentences, years), ..letter }.doubted(),
    }
}

/// The ledger of the letter; where its own day was not read, it enters what comes after the earliest day of the head.
fn ledger(paragraphs: &[Paragraph], day: Option<NaiveDate>, vocabulary: &Vocabulary) -> Ledger {
    Ledger::of(paragraphs, day.or_else(|| heading::earliest_day(paragraphs)), vocabulary)
}

/// What stands around the days that are left open.
fn around<'p>(paragraphs: &'p [Paragraph], block: &'p Block, vocabulary: &'p Vocabulary) -> Surroundings<'p> {
    Surroundings { paragraphs, is_address: &block.is_address, vocabulary }
}

/// Everything but who must answer what by when.
fn fields(paragraphs: &[Paragraph], sentences: &[&Sentence], block: &Block, letter_date: Found<NaiveDate>, decision: Decision) -> Letter {
    let head = heading::head_length(paragraphs);
    let reference = reference::reference(paragraphs, head);
    Letter {
        title: heading::title(paragraphs, head, &block.is_address, reference.value().map(String::as_str)),
        reference,
        decided_on: decision.on,
        letter_date,
        decided_by: decision.by,
        chair: decision::chair(paragraphs),
        reply_to: decision::reply_to(sentences),
        overall_assessment: content::overall_assessment(paragraphs),
        instructions: content::instructions(paragraphs),
        ..Letter::default()
    }
}

/// An answer to an earlier mail says what holds now, and what it quotes is told. A letter that is quoted as a whole is read.
fn without_quoted(paragraphs: Vec<Paragraph>) -> (Vec<Paragraph>, Vec<Leftover>) {
    let paragraphs = below_an_original(paragraphs);
    let own = |paragraph: &&Paragraph| !paragraph.quoted;
    let answers = paragraphs.iter().filter(own).any(|paragraph| paragraph.sentences.iter().any(says_a_day));
    let (own, quoted): (Vec<Paragraph>, Vec<Paragraph>) = paragraphs.into_iter().partition(|paragraph| !(answers && paragraph.quoted));
    let told = quoted.iter().flat_map(|paragraph| &paragraph.sentences).filter(|sentence| says_a_day(sentence));
    let told = told.map(|sentence| Leftover { phrase: sentence.phrase(), reason: LeftoverReason::Earlier }).collect();
    (own, told)
}

/// "-----Ursprungligt meddelande-----": what stands below is quoted, where auditors give a day above it. What they forward is their letter.
fn below_an_original(mut paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let divides = |paragraph: &Paragraph| {
        let words: Vec<&str> = paragraph.tokens().filter(|word| word.word).map(|word| word.plain.as_str()).take(3).collect();
        matches!(words.as_slice(), ["ursprungligt", "meddelande", ..] | ["original", "message", ..])
    };
    if let Some(place) = paragraphs.iter().position(divides) {
        let above = paragraphs.get(..place).unwrap_or_default();
        let gives_a_day = |sentence: &Sentence| says_a_day(sentence) && limits::has_limit(&sentence.tokens);
        if any_auditors(above) && above.iter().flat_map(|paragraph| &paragraph.sentences).any(gives_a_day) {
            paragraphs.iter_mut().skip(place).for_each(|paragraph| paragraph.quoted = true);
        }
    }
    paragraphs
}

/// Whether somebody is to answer by a day after the letter's.
fn any_to_come(addressees: &[Addressee], letter: Option<NaiveDate>) -> bool {
    let mut days = addressees.iter().flat_map(|addressee| &addressee.rounds).filter_map(|round| round.due.day());
    days.any(|due| letter.is_none_or(|letter| due > letter))
}

/// Whether a sentence about responses gives a day.
fn says_a_day(sentence: &Sentence) -> bool {
    about_responses(&sentence.tokens) && !dates::dates(&sentence.tokens).is_empty()
}

/// Whether the letter asks for answers in so many words.
fn wants_answers(sentences: &[&Sentence]) -> bool {
    let asks = |sentence: &&&Sentence| about_responses(&sentence.tokens) && !refuses(&sentence.tokens) && !tense::only_tells(&sentence.tokens);
    sentences.iter().any(|sentence| asks(&sentence))
}

/// "Något yttrande begärs inte": of nobody.
fn refuses_answers(sentences: &[&Sentence], vocabulary: &Vocabulary) -> bool {
    sentences.iter().any(|sentence| about_responses(&sentence.tokens) && refuses(&sentence.tokens) && vocabulary.mentions(sentence).is_empty())
}

/// The years from the first answer to the last follow-up, when a follow-up is asked for.
fn due_years(addressees: &[Addressee]) -> Option<(i32, i32)> {
    let rounds = || addressees.iter().flat_map(|addressee| &addressee.rounds);
    let of = |kind| rounds().filter(move |round| round.kind == kind).filter_map(|round| round.due.day());
    let first: Option<NaiveDate> = of(RoundKind::First).min();
    let last: Option<NaiveDate> = of(RoundKind::FollowUp).max();
    let (first, last) = (first?.year(), last?.year());
    (first <= last).then_some((first, last))
}
