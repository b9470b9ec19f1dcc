//! What sixty letters taught that nobody of the rule-makers had seen (ADR 0095): a row for each rule. An asterisk stands for what somebody
//! must look at.

use super::super::{LeftoverReason, Recognised, read as read_beside};
use super::facts::facts;
use super::read;

/// A rule, the address block, the text, and what is read of it.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str]);

const TWO: &str = "Till\nParknämnden\nHamnnämnden";

/// Nobody who is to answer is lost.
const NAMES: [Row; 10] = [
    (
        "a label in English is one, and counts are counted",
        "Addressees: Park Board; Harbour Board; Ferry and Quay Board",
        "All three boards are asked to submit a first response no later than 2025-05-09. A follow-up response is to be submitted no later than 2026-02-06.",
        &[
            "Park Board respond, first 2025-05-09, follow_up 2026-02-06",
            "Harbour Board respond, first 2025-05-09, follow_up 2026-02-06",
            "Ferry and Quay Board respond, first 2025-05-09, follow_up 2026-02-06",
        ],
    ),
    (
        "recipients are those whom it goes to",
        "Recipients: Park Board, Harbour Board",
        "Both boards are asked to respond no later than 9 May 2025.",
        &["Park Board respond, first 2025-05-09", "Harbour Board respond, first 2025-05-09"],
    ),
    (
        "the boards, in English, are several and own nothing",
        "To\nPark Board\nHarbour Board",
        "The boards are asked to respond no later than 9 May 2025.",
        &["Park Board respond, first 2025-05-09", "Harbour Board respond, first 2025-05-09"],
    ),
    (
        "a joint board is called by what it is for, and is the joint one in the text",
        "Gemensam nämnd för bad och färjor\nParknämnden",
        "Svar lämnas av den gemensamma nämnden senast den 9 maj 2025 och av parknämnden senast den 23 maj 2025.",
        &["Gemensam nämnd för bad och färjor respond, first 2025-05-09", "Parknämnden respond, first 2025-05-23"],
    ),
    (
        "beside a joint board another board is still that one",
        "Parknämnden\nGemensam nämnd för bad och färjor",
        "Parknämnden har granskats. Nämnden ska svara senast den 9 maj 2025. Gemensamma nämnden får rapporten för kännedom.",
        &["Parknämnden respond, first 2025-05-09", "Gemensam nämnd för bad och färjor information"],
    ),
    (
        "who is addressed may be the one whom the text calls by a part of its name",
        "Till\nPark- och hamnbyggnadsnämnden",
        "Byggnadsnämnden ska svara senast den 9 maj 2025.",
        &["Park- och hamnbyggnadsnämnden respond, first 2025-05-09*", "Byggnadsnämnden respond, first 2025-05-09*"],
    ),
    (
        "a part of its name is of nobody who has an answer to give already",
        "Till\nHamnbyggnadsnämnden",
        "Hamnbyggnadsnämnden ska svara senast den 9 maj 2025. Byggnadsnämnden ska svara senast den 23 maj 2025.",
        &["Hamnbyggnadsnämnden respond, first 2025-05-09", "Byggnadsnämnden respond, first 2025-05-23"],
    ),
    (
        "companies answer by their boards, and who sees to them is informed",
        "Till\nHamnens Färjor AB\nParkskötsel AB\nKommunstyrelsen",
        "Vi vill att styrelserna i de båda bolagen yttrar sig senast den 9 maj 2025. Kommunstyrelsen har uppsikt över bolagen och får rapporten för kännedom.",
        &["Hamnens Färjor AB respond, first 2025-05-09", "Parkskötsel AB respond, first 2025-05-09", "Kommunstyrelsen information"],
    ),
    (
        "the board of the company is the company",
        "Till\nParkskötsel AB\n\nFör kännedom\nKommunstyrelsen",
        "Styrelsen för bolaget ska yttra sig senast den 9 maj 2025.",
        &["Parkskötsel AB respond, first 2025-05-09", "Kommunstyrelsen information"],
    ),
    (
        "a line among addresses that may hide a body speaks against what is asked of several",
        "Flimrande bolagsdelen\nParknämnden\nHamnnämnden",
        "Nämnderna ska svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-09*"],
    ),
];

/// What is said of a day, and of whom.
const DAYS: [Row; 13] = [
    (
        "what also applies to one applies to those before it",
        "Till\nKommunstyrelsen\nParknämnden\nHamnnämnden",
        "Respektive nämnd ska lämna ett yttrande. Sista dag är 2025-05-09, vilket även gäller kommunstyrelsen.",
        &["Kommunstyrelsen respond, first 2025-05-09", "Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "later than a day gives none, and more time does",
        "Till\nParknämnden",
        "Parknämnden har begärt att få svara senare än den 7 mars 2025. Revisorerna medger anstånd. Parknämndens yttrande ska lämnas senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09"],
    ),
    ("not later than a day gives it", "Till\nParknämnden", "Parknämnden ska svara inte senare än den 9 maj 2025.", &["Parknämnden respond, first 2025-05-09"]),
    (
        "what comes every year is no day for an answer",
        "Till\nParknämnden",
        "Planen anger att en redovisning ska lämnas senast i april varje år. Nämnden ska lämna två svar. Ett första svar ska ha kommit in senast den 9 maj 2025. I ett uppföljande svar redovisas effekterna.",
        &["Parknämnden respond, first 2025-05-09, follow_up missing"],
    ),
    (
        "days of several bodies share a year",
        "Till\nSkolnämnden\nParknämnden\nHamnnämnden",
        "Svar ska lämnas av parknämnden senast den 9 maj, av hamnnämnden senast den 16 maj och av skolnämnden senast den 23 maj 2025.",
        &["Skolnämnden respond, first 2025-05-23", "Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-16"],
    ),
    (
        "a year that leaves out a day before it is not certain",
        TWO,
        "Svar ska lämnas av parknämnden senast den 9 maj och av hamnnämnden senast den 16 maj 2026.",
        &["Parknämnden respond, first 2026-05-09*", "Hamnnämnden respond, first 2026-05-16"],
    ),
    (
        "a day that does not apply to one is not that one's",
        TWO,
        "Parknämnden ska svara. Sista dag är den 9 maj 2025, vilket inte gäller hamnnämnden.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden information*"],
    ),
    (
        "it is not that of one among several, either",
        TWO,
        "Nämnderna ska svara. Sista dag är den 9 maj 2025, vilket inte gäller hamnnämnden.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09*"],
    ),
    (
        "whose day does not apply has none that is certain",
        TWO,
        "Parknämnden och hamnnämnden ska svara senast den 9 maj 2025. Datumet gäller inte hamnnämnden.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09*"],
    ),
    (
        "the last day for one is that one's",
        "Till\nKommunstyrelsen\nHamnnämnden",
        "Sista dag för hamnnämndens svar är den 9 maj 2025. Svar ska lämnas. Sista dag för kommunstyrelsen är den 16 maj 2025.",
        &["Kommunstyrelsen respond, first 2025-05-16", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "those of two responses do not",
        "Till\nParknämnden",
        "Parknämnden ska lämna ett första yttrande senast den 9 maj och ett uppföljande yttrande senast den 8 maj 2026.",
        &["Parknämnden respond, first 2025-05-09*, follow_up 2026-05-08"],
    ),
    (
        "the day applies to whom it is said to",
        TWO,
        "I brevet stod fel dag. Rätt datum är den 9 maj 2025. Datumet gäller både parknämnden och hamnnämnden.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "names and a day alone go on with what was asked",
        TWO,
        "Svar: Parknämnden senast 9/5 -25. Hamnnämnden senast 23 sep. 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-09-23"],
    ),
];

/// Where a careful person does not hesitate.
const PLACES: [Row; 7] = [
    (
        "where a report is sent asks nobody, also behind one that is asked",
        "Till\nParknämnden\nFör kännedom\nKommunfullmäktige",
        "Revisorerna beslutade att skicka den till parknämnden för yttrande. Rapporten skickas till kommunfullmäktige för kännedom. Parknämnden ska svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Kommunfullmäktige information"],
    ),
    (
        "an item of a list that asks asks, whether it gives a day or not",
        TWO,
        "Därför begär vi svar\n– från parknämnden senast den 9 maj 2025,\n– från hamnnämnden så snart den har sammanträtt.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first missing"],
    ),
    (
        "what stands between two boards is what was audited, and no line of the address",
        "Parknämnden\nHamnnämnden\n\nAvtalen mellan nämnderna\n\n1  Bakgrund",
        "Vi tar emot nämndernas svar från den 2 maj 2025 till och med den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "a line in English that ends in a word that binds goes on below",
        "To\nPark Board\nHarbour Board",
        "Written responses should reach the auditors by May 9, 2025 (Park Board) and\nMay 23, 2025 (Harbour Board).\nThe report is long, and a line of it goes on below in the middle of what it says, as\nlines do.",
        &["Park Board respond, first 2025-05-09", "Harbour Board respond, first 2025-05-23"],
    ),
    (
        "an item that ends in a comma ends before the next",
        TWO,
        "Revisorerna begär följande:\n\n  a) att parknämnden senast den 9 maj 2025 svarar på vad som saknas,\n  b) att hamnnämnden senast den 23 maj 2025 svarar på rapporten,\n  c) att hamnnämnden ser till att kajen provas. Provet ska vara utfört senast den 6 juni 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "where the answer goes is no title of one",
        "Till\nParknämnden",
        "Revisorerna begär följande:\n\n  a) att parknämnden senast den 9 maj 2025 svarar på rapporten.\n\nSvar ställs till revisorerna och skickas till revision@almvik.example",
        &["Parknämnden respond, first 2025-05-09"],
    ),
    (
        "what is recommended to be told to somebody of their own is no answer",
        "Till\nParkskötsel AB",
        "Rekommendationer till bolaget\n\n1. Redovisa inköpen varje år för styrelsen, första gången senast den 30 april 2025.\n\nSvar\n\nBolaget ska svara senast den 9 maj 2025.",
        &["Parkskötsel AB respond, first 2025-05-09"],
    ),
];

fn letter(to: &str, says: &str) -> String {
    format!(
        "Almviks kommun\nRevisorerna\n2025-02-10\n\n{to}\n\nGranskning av skötseln\n\nRevisorerna har granskat hur skötseln går till.\n\n{says}\n\nEva Lind\nOrdförande\n"
    )
}

fn failed(rows: &[Row]) -> String {
    let failed = rows.iter().filter_map(|(rule, to, says, wanted)| {
        let found: Vec<String> =
            facts(&read(&letter(to, says), &[])).into_iter().filter(|line| line.contains(" respond") || line.contains(" information")).collect();
        (found != *wanted).then(|| format!("{rule}\n    is read as {found:?}"))
    });
    failed.collect::<Vec<_>>().join("\n")
}

#[test]
fn nobody_who_is_to_answer_is_lost() {
    assert_eq!(failed(&NAMES), "");
}

#[test]
fn a_day_is_for_whom_it_is_said_to_be() {
    assert_eq!(failed(&DAYS), "");
}

#[test]
fn where_words_stand_tells_what_they_are_for() {
    assert_eq!(failed(&PLACES), "");
}

/// An answer is asked of boards, and no line of the address was understood: whom the letter names is reported.
#[test]
fn where_nobody_is_addressed_whom_the_letter_names_is_reported() {
    let text = letter("Flimrare: Parknämnden; Hamnnämnden", "Samtliga nämnder ska svara senast den 9 maj 2025.");
    let read = read(&text, &[]);
    let reported: Vec<&str> = read.leftover.iter().filter(|left| left.reason == LeftoverReason::Body).map(|left| &*left.phrase.text).collect();
    let named = read.addressees.iter().filter(|addressee| addressee.body.ends_with("nämnden")).count();
    assert!(named == 2 || reported.iter().any(|line| line.contains("Hamnnämnden")), "{read:?}");
}

/// A letterhead beside the text, at its left, as a page in two columns gives it.
const BESIDE: &str = "Kommunrevisionen              Parknämnden
Almvik                        Hamnnämnden
Box 7
123 45 Almvik                 2025-02-10

revision@almvik.example       Granskning av skötseln
010-111 22 33
                              Kommunrevisionen har granskat hur parker och ham-
Handläggare                   nar sköts i kommunen. Hamnnämnden har riktlinjer som
Eva Lind                      är kända i hela förvaltningen.

Vår referens                  Vi vill ha nämndernas yttranden senast den 9
ALM-2025-07                   maj 2025.

                              Jo Ek, ordförande
";

#[test]
fn a_letterhead_at_the_left_of_the_text_is_put_above_it() {
    let letter = read(BESIDE, &[]);
    let found = facts(&letter);
    for wanted in ["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"] {
        assert!(found.iter().any(|line| line == wanted), "{wanted}: {found:?}");
    }
    assert_eq!(letter.reference.value().map(String::as_str), Some("ALM-2025-07"));
    assert_eq!(letter.title.value().map(String::as_str), Some("Skötseln"));
}

/// The number is the auditors' own: not the board's, and not the day of a memorandum.
#[test]
fn the_number_is_the_auditors_own() {
    for (head, wanted) in [
        ("Ert dnr                      Vårt dnr\nPN 2025/31                   REV 2025/2", "REV 2025/2"),
        ("Almvik                       PM 2025-02-10\nRevisorerna                  Rev 9/25", "Rev 9/25"),
    ] {
        let text = letter("Till\nParknämnden", "Parknämnden ska svara senast den 9 maj 2025.").replacen("2025-02-10", &format!("2025-02-10\n\n{head}"), 1);
        assert_eq!(read(&text, &[]).reference.value().map(String::as_str), Some(wanted), "{text}");
    }
}

/// A sentence that asks is text, however short it is: what stands over it is the title.
#[test]
fn what_stands_over_a_table_that_a_sentence_leads_to_is_the_title() {
    let text = "Kommunrevisionen Almvik\n2025-02-10\n\nParknämnden\nHamnnämnden\n\nUppföljning av parkmålen\n\nRevisorerna önskar yttranden enligt nedan.\n\nNämnd\nParknämnden\nHamnnämnden\nSista svarsdag\n2025-05-09\n2025-05-23\n\nEva Lind\nordförande\n";
    assert_eq!(read(text, &[]).title.value().map(String::as_str), Some("Uppföljning av parkmålen"));
}

/// The day of the letter may stand with its place beside whom it goes to; a day without a year is the next one after it.
#[test]
fn a_place_and_a_day_beside_whom_it_goes_to_are_those_of_the_letter() {
    let text = "Revisorerna i Almvik\n\nTill parknämnden och hamnnämnden                  Almvik den 8 september 2025\n\nSkötseln\n\nVi har granskat skötseln.\n\nParknämnden ska svara senast den 10 december. Hamnnämnden ska svara så snart den kan.\n\nEva Lind\nordförande\n";
    let found: Vec<String> = facts(&read(text, &[])).into_iter().filter(|line| line.contains(" respond")).collect();
    assert_eq!(found, ["Parknämnden respond, first 2025-12-10*", "Hamnnämnden respond, first missing"]);
}

/// What an office of the municipality sends on, with a day of its own, is no letter of the auditors.
#[test]
fn what_an_office_sends_on_is_no_letter_of_the_auditors() {
    let text = "Almviks kommun\nKommunstyrelsekontoret                INTERNREMISS\n2025-02-10\n\nTill\nParkförvaltningen\nHamnförvaltningen\n\nRevisorernas granskning av skötseln\n\nRevisorerna har överlämnat sin rapport. Kommunstyrelsen ska yttra sig till revisorerna senast den 9 maj 2025.\n\nVi behöver förvaltningarnas synpunkter senast den 11 april 2025.\n\nEva Lind\n";
    assert_eq!(read_beside(text, &[]).recognised, Recognised::No);
}
