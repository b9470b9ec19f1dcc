//! The rules of ADR 0073: where a careful person does not hesitate, and beside it where one does. An asterisk stands for what somebody
//! must look at.

use super::super::{Recognised, read as read_beside};
use super::facts::facts;
use super::read;

/// A rule, the address block, the text, and what is read of it.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str]);

const TWO: &str = "Till\nParknämnden\nHamnnämnden";
const THREE: &str = "Till\nKommunstyrelsen\nParknämnden\nHamnnämnden";

const ROWS: [Row; 25] = [
    (
        "a clause that says something of a name stands between no two days",
        TWO,
        "Parknämnden ska svara senast den 9 maj 2025, och hamnnämnden, som sammanträder senare, senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "what a clause says apart from that is another thing by another day",
        TWO,
        "Parknämnden ska svara senast den 9 maj 2025, och hamnnämnden, som flimrar, flimrar sin kaj senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23*"],
    ),
    (
        "a day goes on in English as it does in Swedish",
        "To\nPark Committee\nHarbour Committee",
        "The Park Committee is requested to respond not later than 9 May 2025 and the Harbour Committee not later than Friday 23 May 2025.",
        &["Park Committee respond, first 2025-05-09", "Harbour Committee respond, first 2025-05-23"],
    ),
    (
        "both committees are those of the letter",
        "To\nPark Committee\nHarbour Committee",
        "Both committees are invited to comment on the report. Comments must be received no later than 9 May 2025.",
        &["Park Committee respond, first 2025-05-09", "Harbour Committee respond, first 2025-05-09"],
    ),
    (
        "whose answer another reads is asked by what stands elsewhere",
        THREE,
        "Nämnderna ska svara senast den 9 maj 2025. Kommunstyrelsen, som ska ta del av nämndernas svar, svarar senast den 23 maj 2025.",
        &["Kommunstyrelsen respond, first 2025-05-23", "Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "it is so after it has been read, too",
        TWO,
        "Parknämnden ska svara senast den 9 maj 2025. Hamnnämnden ska, efter att ha tagit del av parknämndens yttrande, svara senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "whose answer is only read is a thing to look at",
        "Till\nParknämnden\n\nFör kännedom\nHamnnämnden",
        "Parknämnden ska, efter att ha tagit del av hamnnämndens svar, svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden information*"],
    ),
    (
        "auditors who want to read answers ask for them",
        TWO,
        "Vi vill ta del av parknämndens och hamnnämndens svar senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "what was asked earlier, twice, leaves nothing open",
        "Till\nParknämnden",
        "Nämnden anmodades då att inkomma med yttrande senast 2021-12-17 och, efter påminnelse, senast 2022-02-11. Nu ska nämnden svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09"],
    ),
    (
        "who is excepted is not asked, whatever is said of it",
        TWO,
        "Med undantag av hamnnämnden, som inte har flimrat under året, ska samtliga ovanstående yttra sig. Parknämnden ska yttra sig senast den 9 maj 2025.\n\nHamnnämnden får rapporten för kännedom.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden information"],
    ),
    (
        "before the end of a month is its last day",
        "Till\nParknämnden",
        "Nämnden ska svara före maj månads utgång 2025.",
        &["Parknämnden respond, first 2025-05-31"],
    ),
    (
        "one clause beside another asks, too, where each has its answer and its day",
        TWO,
        "Vi begär att parknämnden yttrar sig senast den 9 maj 2025 och att hamnnämnden yttrar sig senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "a clause that has neither may ask nobody",
        TWO,
        "Vi bedömer att parknämnden i allt väsentligt sköter driften, och att hamnnämnden ska svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "a board that meets late is no other board",
        "Till\nGemensamma parknämnden\nHamnnämnden",
        "Gemensamma parknämnden ska yttra sig senast den 23 maj 2025 med hänsyn till att nämnden sammanträder först i maj. Hamnnämnden ska yttra sig senast den 9 maj 2025.",
        &["Gemensamma parknämnden respond, first 2025-05-23", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "what an answer is to hold is no second day",
        TWO,
        "Nämnderna ska svara senast den 9 maj 2025. Svaret bör innehålla en tidplan för de åtgärder som ska vara genomförda senast den 31 december 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "a sentence that begins with a reason goes on with whom it is about",
        TWO,
        "Parknämnden svarar senast den 9 maj 2025. Eftersom hamnnämnden sammanträder senare får den svara senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "where it goes on with something else, somebody looks",
        TWO,
        "Parknämnden svarar senast den 9 maj 2025. Eftersom hamnnämnden inte har besvarat rapporten ska den behandlas senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden information*"],
    ),
    (
        "what is left out is left out behind a clause, too",
        TWO,
        "Parknämnden ska svara senast den 9 maj 2025. Hamnnämnden, som har större brister, ska göra det senast den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "the last day for somebody tells of nothing",
        TWO,
        "Båda nämnderna ska yttra sig. För parknämnden är sista dag den 9 maj 2025 och för hamnnämnden den 23 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
    (
        "a day of what is recommended is no last day for an answer",
        "Till\nParknämnden",
        "Revisorerna rekommenderar nämnden att ta fram en plan före den 1 oktober 2025 och redovisa resultatet för fullmäktige.",
        &["Parknämnden respond, first missing"],
    ),
    (
        "the one board of a letter is meant, and not the executive board that was named last",
        "Till\nParknämnden\n\nFör kännedom\nKommunstyrelsen",
        "Kommunstyrelsen har uppsikt över nämnderna. Nämnden ska svara senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Kommunstyrelsen information"],
    ),
    (
        "who receives the report with a wish is asked",
        "Till\nParknämnden\nKommunstyrelsen",
        "Vi överlämnar rapporten till parknämnden och kommunstyrelsen och önskar svar på vilka åtgärder som vidtas. Svar önskas senast den 9 maj 2025.",
        &["Parknämnden respond, first 2025-05-09", "Kommunstyrelsen respond, first 2025-05-09"],
    ),
    (
        "who receives it when another is to answer is not",
        TWO,
        "Vi skickar rapporten till parknämnden och önskar svar från hamnnämnden senast den 9 maj 2025.",
        &["Parknämnden information*", "Hamnnämnden respond, first 2025-05-09"],
    ),
    (
        "a date that the end of a page has torn is one",
        "Till\nParknämnden",
        "Vi begär att nämnden yttrar sig över granskningen senast den 9 maj\n\nRevisorerna · Torggatan 2 · info@almvik.example\n                         Sida 1 av 2\n\n2025 och att yttrandet skickas till oss.",
        &["Parknämnden respond, first 2025-05-09"],
    ),
    (
        "beside a board in a row, the day is not the assembly's",
        "Till                Svar senast        För kännedom\nParknämnden         9 maj 2025         Kommunfullmäktige\nHamnnämnden         23 maj 2025",
        "Vi vill ha svar enligt uppställningen ovan.",
        &["Kommunfullmäktige information*", "Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23"],
    ),
];

fn letter(to: &str, says: &str) -> String {
    format!(
        "Almviks kommun\nRevisorerna\n2025-02-10\n\n{to}\n\nGranskning av skötseln\n\nRevisorerna har granskat hur skötseln går till.\n\n{says}\n\nEva Lind\nOrdförande\n"
    )
}

#[test]
fn nobody_is_made_to_look_where_a_careful_person_would_not() {
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

/// What is sent to auditors, or to a board by somebody else, is no letter of theirs.
#[test]
fn what_others_write_is_no_letter_of_the_auditors() {
    for text in [
        "Flimra Revision AB\nOffert nr 2025-12      2025-02-10\n\nKommunrevisionen i Almvik\n\nOffert – granskning av parknämnden\n\nTack för er förfrågan. Vi räknar med att parknämnden lämnar synpunkter senast den 9 maj 2025.\n\nEva Lind\n",
        "Statens Flimratillsyn       BESLUT\n2025-02-10\n\nParknämnden i Almviks kommun\n\nTillsyn av parker\n\nMyndigheten begär att nämnden senast den 9 maj 2025 redovisar sina åtgärder.\n\nBeslut i detta ärende har fattats av Eva Lind. Inspektören Jo Ek har varit föredragande.\n\nKopia till: Kommunens revisorer\n",
    ] {
        assert_eq!(read_beside(text, &[]).recognised, Recognised::No, "{text}");
    }
}

/// A number of the auditors may have two words of letters, or a year that is grown together with its letter.
#[test]
fn numbers_of_the_auditors_are_read_whole() {
    for (line, wanted) in [("Dnr SRF REV 2025/3", "SRF REV 2025/3"), ("R2025/11", "R2025/11")] {
        let text = letter("Till\nParknämnden", "Parknämnden ska svara senast den 9 maj 2025.").replacen("2025-02-10", &format!("{line}\n\n2025-02-10"), 1);
        assert_eq!(read_beside(&text, &[]).reference.value().map(String::as_str), Some(wanted), "{text}");
    }
}
