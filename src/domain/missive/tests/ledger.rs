//! The accounts of a letter: a day to come that nobody gets, and that nothing explains, keeps every day from being certain.

use super::super::{Due, LeftoverReason, Letter};
use super::read;

/// A letter that asks the park board by a sentence that every rule knows, with another sentence beside it.
fn beside(sentence: &str) -> Letter {
    let text = format!(
        "Almviks kommun\nRevisorerna\n2025-02-10\n\nTill\nParknämnden\nHamnnämnden\n\nGranskning av snöröjningen\n\n\
         Parknämnden ska lämna sitt yttrande senast den 9 maj 2025. Hamnnämnden får rapporten för kännedom.\n\n{sentence}\n"
    );
    read(&text, &[])
}

fn is_settled(letter: &Letter) -> bool {
    letter.addressees.iter().flat_map(|addressee| &addressee.rounds).all(|round| matches!(round.due, Due::On(_)))
}

#[test]
fn a_day_to_come_that_nothing_explains_makes_every_day_one_to_check() {
    for sentence in [
        "Hamnnämnden ska förtälja sin mening senast den 23 maj 2025.",
        "Parknämnden ska delge oss sin ståndpunkt, dock ej senare än den 16 maj 2025.",
        "Hamnnämnden ges anstånd intill den 23 maj 2025.",
        "Hamnnämnden 23 maj 2025",
    ] {
        let letter = beside(sentence);
        assert!(!is_settled(&letter), "{sentence}");
        assert!(!letter.leftover.is_empty() || letter.addressees.iter().filter(|addressee| !addressee.rounds.is_empty()).count() > 1, "{sentence}");
    }
}

#[test]
fn a_day_that_its_words_explain_leaves_the_others_certain() {
    for sentence in [
        "Bristerna ska vara åtgärdade senast den 31 december 2025.",
        "Rapporten behandlas av kommunfullmäktige vid sammanträdet den 16 juni 2025.",
        "Den nya lagen gäller från den 1 juli 2025.",
        "Begäran om anstånd ska ha kommit in senast den 25 april 2025.",
        "Behöver nämnden mer tid bör det meddelas oss senast den 25 april 2025.",
        "Bolaget har köpt bilar, som levereras senast den 30 juni 2026.",
    ] {
        let letter = beside(sentence);
        assert!(is_settled(&letter), "{sentence}: {:?}", letter.leftover);
        assert!(!letter.leftover.iter().any(|left| left.reason == LeftoverReason::Date), "{sentence}");
    }
}

#[test]
fn before_that_does_not_stand_by_its_day_leaves_open_whether_the_day_counts() {
    let letter = read(
        "Almviks kommun\nRevisorerna\n2025-02-10\n\nTill\nParknämnden\n\nGranskning av snöröjningen\n\nParknämnden ska yttra sig före själva helgen 9 maj 2025.\n",
        &[],
    );
    assert!(!is_settled(&letter));
}

/// Whoever stands before the clause in which another answers may not be asked at all.
#[test]
fn who_only_brings_it_about_is_not_certain() {
    let letter = read(
        "Almviks kommun\nRevisorerna\n2025-02-10\n\nTill\nKommunstyrelsen\nParknämnden\n\nGranskning av snöröjningen\n\n\
         Kommunstyrelsen ska ombesörja att parknämnden yttrar sig senast den 9 maj 2025.\n",
        &[],
    );
    let executive = letter.addressees.iter().find(|addressee| addressee.body == "Kommunstyrelsen").expect("it is addressed");
    assert!(executive.rounds.iter().all(|round| !matches!(round.due, Due::On(_))), "{executive:?}");
}

#[test]
fn the_assembly_is_never_certain_to_answer() {
    let letter = beside("Vi önskar att kommunfullmäktige yttrar sig senast den 9 maj 2025.");
    let assembly = letter.addressees.iter().filter(|addressee| addressee.body == "Kommunfullmäktige");
    assert!(assembly.flat_map(|addressee| &addressee.rounds).all(|round| !matches!(round.due, Due::On(_))));
}
