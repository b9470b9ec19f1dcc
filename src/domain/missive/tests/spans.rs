//! Times that are counted from the letter.

use super::{json, read};

/// The round that a letter of 30 November 2024 asks for in a sentence: kind, day, certainty and phrase.
fn asked(sentence: &str) -> Vec<(String, String, String, String)> {
    let letter = format!("Revisorerna\n2024-11-30\n\nTill:\nMiljönämnden\n\nGranskning av tillsynen\n\nRevisorerna har granskat tillsynen. {sentence}\n");
    let letter = json(&read(&letter, &[]));
    let said = |round: &serde_json::Value, name: &str| round[name].as_str().unwrap_or("-").to_owned();
    let rounds = letter["addressees"].as_array().into_iter().flatten().flat_map(|body| body["rounds"].as_array().into_iter().flatten());
    rounds.map(|round| (said(round, "kind"), said(round, "due_on"), said(round, "certainty"), said(round, "phrase"))).collect()
}

#[test]
fn a_time_that_is_counted_gives_a_day_to_check() {
    for (sentence, day) in [
        ("Revisorerna önskar svar från nämnden inom tre månader.", "2025-02-28"),
        ("Vi vill ha nämndens yttrande inom 2 månader.", "2025-01-30"),
        ("Nämnden ska yttra sig inom tre (3) månader från detta datum.", "2025-02-28"),
        ("Svar emotses inom loppet av en månad efter mottagandet.", "2024-12-30"),
        ("Svar önskas inom en tid av två månader.", "2025-01-30"),
        ("Nämndens svar ska lämnas inom sex veckor.", "2025-01-11"),
        ("Nämndens svar ska lämnas senast åtta veckor från brevets datum.", "2025-01-25"),
        ("Svar ska ha kommit in inom 30 dagar.", "2024-12-30"),
        ("Nämnden ska återkomma med svar inom ett år.", "2025-11-30"),
        ("Nämnden ska återkomma med svar inom ett halvår.", "2025-05-30"),
    ] {
        let round = ("first".to_owned(), day.to_owned(), "check".to_owned(), sentence.to_owned());
        assert_eq!(asked(sentence), [round], "{sentence}");
    }
}

#[test]
fn a_time_that_is_counted_from_something_else_gives_no_day() {
    let sentence = "Nämndens svar ska lämnas inom tre månader efter fullmäktiges beslut.";
    assert_eq!(asked(sentence), [("first".to_owned(), "-".to_owned(), "missing".to_owned(), sentence.to_owned())]);
}

#[test]
fn a_time_for_something_else_than_an_answer_asks_for_none() {
    for sentence in ["Bristerna bör åtgärdas inom sex månader.", "Nämnden har inom tre månader bytt system.", "Resultatet ligger inom tre procent."] {
        assert_eq!(asked(sentence), [], "{sentence}");
    }
}

#[test]
fn a_date_is_taken_before_a_time_that_is_counted() {
    let sentence = "Nämndens svar ska lämnas senast 2025-03-31 och gälla det som görs inom sex månader.";
    assert_eq!(asked(sentence), [("first".to_owned(), "2025-03-31".to_owned(), "found".to_owned(), sentence.to_owned())]);
}

#[test]
fn both_responses_can_be_counted() {
    let sentence = "Nämnden ska lämna ett första yttrande inom tre månader och ett uppföljande yttrande inom ett år.";
    let days: Vec<(String, String)> = asked(sentence).into_iter().map(|(kind, day, _, _)| (kind, day)).collect();
    assert_eq!(days, [("first".to_owned(), "2025-02-28".to_owned()), ("follow_up".to_owned(), "2025-11-30".to_owned())]);
}
