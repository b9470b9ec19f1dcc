//! The rules of ADR 0068: what stands where, whatever the words are. Words that nobody knows ("flimra") stand in for those of a letter
//! that nobody has seen. An asterisk stands for what somebody must look at.

use super::super::{Recognised, read as read_beside};
use super::facts::facts;
use super::read;

/// A rule, the address block, the text, and what is read of it.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str]);

const TWO: &str = "Till\nParknämnden\nHamnnämnden";

const ROWS: [Row; 11] = [
    (
        "a day by a name, in words that nobody knows, is proposed to whoever has that name",
        TWO,
        "Parknämnden ska svara senast den 9 maj 2025.\n\nHamnnämnden flimrar oss senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-23*"],
    ),
    (
        "a day below a name is proposed to it",
        TWO,
        "Vi vill ha svar av båda.\n\nParknämnden\nFlimra senast: 9 maj 2025\n\nHamnnämnden\nFlimra senast: 23 maj 2025",
        &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-23*"],
    ),
    (
        "a day beside nobody is proposed to those who are asked and have none",
        "Till\nParknämnden för yttrande\nHamnnämnden för kännedom",
        "Flimra senast: 9 maj 2025",
        &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden information"],
    ),
    (
        "what stands behind a name and a mark is no part of the name",
        "Till\nParknämnden, Flimravägen\nHamnnämnden (flimrar)",
        "Parknämnden ska svara senast den 9 maj 2025 och hamnnämnden senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "words behind a name say what is asked of it",
        "Till\nParknämnden – flimrar sitt yttrande\nHamnnämnden – behöver inte svara",
        "Svar lämnas senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden information"],
    ),
    (
        "a line of the address block that was not read speaks against nobody who is asked by name",
        "Till\nParknämnden\nFlimra nämndens flimrare",
        "Parknämnden ska svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09"],
    ),
    (
        "it speaks against what is asked of several",
        "Till\nParknämnden\nHamnnämnden\nFlimra nämndens flimrare",
        "Nämnderna ska svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-09*"],
    ),
    (
        "a line among names that is a name by its form is one",
        "Till\nParknämnden\nRäddningstjänsten Mitt\nHamnnämnden",
        "Parknämnden ska svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Räddningstjänsten Mitt information*", "Hamnnämnden information*"],
    ),
    (
        "who asks for answers and gives no day leads to the days below",
        TWO,
        "Vi begär svar av nämnderna på varsin flimra dag.\n\nParknämnden   9 maj 2025\nHamnnämnden   23 maj 2025",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "a day alone stands over the names below it",
        TWO,
        "Vi begär svar av nämnderna på flimra dagar.\n\n9 maj 2025\nParknämnden\n\n23 maj 2025\nHamnnämnden",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "two days that lie most of a year apart may be those of two answers",
        "Till\nParknämnden",
        "Parknämnden ska svara senast den 9 maj 2025.\n\nVi vill ha parknämndens svar på flimran senast den 8 maj 2026.",
        &["Parknämnden respond, first 2025-05-09*, follow_up 2026-05-08*"],
    ),
];

fn letter(to: &str, says: &str) -> String {
    format!(
        "Almviks kommun\nRevisorerna\n2025-02-10\n\n{to}\n\nGranskning av skötseln\n\nRevisorerna har granskat hur skötseln går till.\n\n{says}\n\nEva Lind\nOrdförande\n"
    )
}

#[test]
fn what_stands_where_is_read_whatever_the_words_are() {
    let failed: Vec<String> = ROWS
        .iter()
        .filter_map(|(rule, to, says, wanted)| {
            let found: Vec<String> =
                facts(&read(&letter(to, says), &[])).into_iter().filter(|line| line.contains(" respond") || line.contains(" information")).collect();
            (found != *wanted).then(|| format!("{rule}\n    is read as {found:?}"))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What the text of a letter tells of invoices, decisions and criticism makes it no invoice, no minutes and no news.
#[test]
fn what_a_letter_tells_of_does_not_make_it_something_else() {
    for told in [
        "Fakturor betalas i tid. Moms dras av som den ska, och varje faktura granskas.",
        "Parknämnden beslutade 2023 om ett svar på en tidigare granskning, och godkänner svaret varje år.",
        "Parknämnden får kritik för sin planering.",
    ] {
        let text = letter("Till\nParknämnden", &format!("{told}\n\nParknämnden ska svara senast den 9 maj 2025."));
        assert_eq!(read_beside(&text, &[]).recognised, Recognised::Yes, "{told}");
    }
}
