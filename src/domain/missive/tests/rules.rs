//! The rules of ADR 0051, ADR 0055 and ADR 0063, one by one: each row stands for one rule, and is read otherwise without it.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::super::bodies::Vocabulary;
use super::super::layout::paragraphs;
use super::super::ledger::Ledger;
use super::facts::facts;
use super::read;

/// A rule, who the letter goes to, what it says, and what is read of them. An asterisk stands for what somebody must look at.
struct Row {
    rule: &'static str,
    to: &'static str,
    says: &'static str,
    read: &'static [&'static str],
}

const ONE: &str = "Till\nParknämnden";
const TWO: &str = "Till\nParknämnden\nHamnnämnden";

const WANTED: [Row; 12] = [
    Row {
        rule: "what is to come to the auditors by a day is wanted, whatever it is called",
        to: ONE,
        says: "Parknämnden ska senast den 9 maj 2025 till oss ange hur bristerna undanröjs.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a sentence about the time itself goes on with the one that asked",
        to: ONE,
        says: "Vi vill få del av parknämndens syn på rapporten. Tidsfristen löper ut den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a sentence that speaks of it goes on with the one that asked",
        to: ONE,
        says: "Vi önskar veta hur parknämnden ser på saken. Senast den 9 maj 2025 behöver vi det.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "who is to do so too is asked the same",
        to: TWO,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025. Hamnnämnden ska göra detsamma.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09*"],
    },
    Row {
        rule: "a clause behind a name explains no day",
        to: ONE,
        says: "Parknämnden, vars presidium inte har något möte i april, ska yttra sig senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "what something is for explains no day",
        to: ONE,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025, för att vi ska kunna ta med det i revisionsberättelsen.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "the limit may stand behind its day",
        to: ONE,
        says: "9 maj 2025 – sista dag för parknämndens svar.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "an answer that is wanted on a day is wanted by then, where nothing else can be on that day",
        to: ONE,
        says: "Parknämndens yttrande bör ha kommit in den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a label is words of labels",
        to: "Att besvaras av:\nParknämnden\n\nFör kännedom\nHamnnämnden",
        says: "Svar ska lämnas senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden information"],
    },
    Row {
        rule: "a line under a label that a request has again is a name",
        to: "Till\nVuxenlärandet Norra Älven\nParknämnden",
        says: "Vuxenlärandet Norra Älven ska yttra sig senast den 9 maj 2025. Parknämnden får rapporten för kännedom.",
        read: &["Vuxenlärandet Norra Älven respond, first 2025-05-09", "Parknämnden information"],
    },
    Row {
        rule: "a correction that names a body and is not understood to be for that one is never certain",
        to: TWO,
        says: "Parknämnden och hamnnämnden ska yttra sig senast den 9 maj 2025.\n\nRättelse: efter samråd med hamnnämnden är ny sista dag den 23 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-23*", "Hamnnämnden respond, first 2025-05-23*"],
    },
    Row {
        rule: "whoever only the text names is not certain while somebody addressed is left without anything",
        to: TWO,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025. Skolnämnden ska yttra sig senast den 23 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden information*", "Skolnämnden respond, first 2025-05-23*"],
    },
];

const CLOSED: [Row; 14] = [
    Row {
        rule: "a day that is nobody's, and that nothing explains, keeps the accounts open",
        to: TWO,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025. Hamnnämnden får rapporten för kännedom.\n\nHamnnämnden ges anstånd intill den 23 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden information"],
    },
    Row {
        rule: "a measure explains its day",
        to: ONE,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025.\n\nBristerna ska vara åtgärdade senast den 31 december 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "another errand explains its day",
        to: ONE,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025.\n\nBegäran om anstånd ska ha kommit in senast den 25 april 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a meeting explains its day",
        to: ONE,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025.\n\nVi träffar gärna parknämnden vid ett möte den 16 juni 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "before that does not stand by its day leaves open whether the day counts",
        to: ONE,
        says: "Parknämnden ska yttra sig före själva helgen 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09*"],
    },
    Row {
        rule: "who stands before the clause in which another answers may not be asked",
        to: TWO,
        says: "Parknämnden ska ombesörja att hamnnämnden yttrar sig senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a name with half a name before it is not certain",
        to: "Till\nParknämnden\nHamnnämnden",
        says: "Kultur- jämte hamnnämnden ska yttra sig senast den 9 maj 2025. Parknämnden får rapporten för kännedom.",
        read: &["Parknämnden information", "Hamnnämnden respond, first 2025-05-09*"],
    },
    Row {
        rule: "the assembly does not answer",
        to: "Till\nKommunfullmäktige\nParknämnden",
        says: "Kommunfullmäktige ska yttra sig senast den 9 maj 2025. Parknämnden ska yttra sig senast den 9 maj 2025.",
        read: &["Kommunfullmäktige respond, first 2025-05-09*", "Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "as many as are said must be there",
        to: "Till\nParknämnden\nHamnnämnden\nSkolnämnden",
        says: "De båda nämnderna ska yttra sig senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-09*", "Skolnämnden respond, first 2025-05-09*"],
    },
    Row {
        rule: "a day by name that was only outdone still speaks against another",
        to: TWO,
        says: "Parknämnden ska yttra sig. Parknämnden har, om nämnden vill, till den 23 maj 2025.\n\nParknämnden och hamnnämnden ska yttra sig senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a mark is for what is bound to it",
        to: "Till\nParknämnden\nHamnnämnden\nSkolnämnden",
        says: "Rapporten lämnas till hamnnämnden för stöd i arbetet och till skolnämnden för kännedom. Parknämnden ska yttra sig senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden information*", "Skolnämnden information"],
    },
    Row {
        rule: "who need not answer is informed",
        to: TWO,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025. Hamnnämnden behöver inte svara.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden information"],
    },
    Row {
        rule: "sections under a heading with a day all have it",
        to: TWO,
        says: "Svar senast den 9 maj 2025\n\nParknämnden\n\nHur sköts parkerna?\n\nHamnnämnden\n\nHur sköts hamnen?",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "where something is left over, a role that was only guessed is not certain",
        to: TWO,
        says: "Rapporten överlämnas för kännedom.\n\nSkolnämnden bör till den 23 maj 2025 höra av sig.",
        read: &["Parknämnden information*", "Hamnnämnden information*", "Skolnämnden respond, first 2025-05-23*"],
    },
];

const SEEN_LATER: [Row; 17] = [
    Row {
        rule: "a number without a stop counts names",
        to: "Till\n1  Parknämnden\n2  Kultur-, bibliotek- och fritidsnämnden",
        says: "Samtliga nämnder ska svara senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09", "Kultur-, bibliotek- och fritidsnämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a line that ends in till opens a list, and does not go on with its first name",
        to: "Skrivelsen riktas till\n1. Parknämnden\n2. Hamnnämnden",
        says: "Samtliga nämnder ska svara senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "letters behind a comma stand for the name before them",
        to: "Barn- och skolnämnden, BSN\nServicenämnden, SEN",
        says: "Svar ska lämnas enligt nedan.\n\nBSN      den 9 maj 2025\nSEN      den 23 maj 2025",
        read: &["Barn- och skolnämnden respond, first 2025-05-09", "Servicenämnden respond, first 2025-05-23"],
    },
    Row {
        rule: "who gets it for an answer is asked, also where another has a day and this one has none",
        to: TWO,
        says: "Revisorerna godkände rapporten och överlämnar den till er för svar.\n\nParknämnden ska yttra sig senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first missing"],
    },
    Row {
        rule: "the board of a place is that board, and who is greeted is addressed",
        to: "Hej Lillåns parknämnd,",
        says: "Svar ska lämnas senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "who has got more time has no certain day",
        to: TWO,
        says: "Parknämnden och hamnnämnden ska yttra sig senast den 9 maj 2025.\n\nHamnnämnden har begärt och fått två veckor till.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09*"],
    },
    Row {
        rule: "what time there is for more time gives nobody any",
        to: ONE,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025. Anstånd medges inte, och längre tid kan ges bara om det finns skäl.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "the sentence behind more time may say how much",
        to: ONE,
        says: "Revisorerna beviljar parknämnden anstånd. Yttrandet ska ha kommit in senast den 9 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a time for another end is none for an answer",
        to: ONE,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025. Frist för att stänga kontona: omgående, dock senast den 28 februari 2025.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "auditors ask, wherever in the sentence they stand behind their verb",
        to: TWO,
        says: "Till den 9 maj 2025 vill vi ha båda nämndernas syn på rapporten.",
        read: &["Parknämnden respond, first 2025-05-09*", "Hamnnämnden respond, first 2025-05-09*"],
    },
    Row {
        rule: "de tre övriga are others, and must be as many as there are",
        to: "Till\nParknämnden\nHamnnämnden\nSkolnämnden",
        says: "Parknämnden ska yttra sig senast den 9 maj 2025. Från de tre övriga nämnderna behövs svar senast den 23 maj 2025.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-23*", "Skolnämnden respond, first 2025-05-23*"],
    },
    Row {
        rule: "to explain something to the auditors is an answer",
        to: ONE,
        says: "Parknämnden har att senast den 9 maj 2025 förklara för revisorerna hur det kunde ske.",
        read: &["Parknämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "a report that follows up, and that the board gives, is a second response",
        to: ONE,
        says: "Parknämnden ska yttra sig senast den 9 maj 2025. Nämnden lämnar dessutom en uppföljande rapport senast den 8 maj 2026.",
        read: &["Parknämnden respond, first 2025-05-09, follow_up 2026-05-08"],
    },
    Row {
        rule: "what an answer is to contain lets nobody off: ingå is not inga",
        to: "Till\nKommunstyrelsen\nHamnnämnden",
        says: "Hamnnämnden ska yttra sig senast den 9 maj 2025.\n\nI KS svar bör ingå en bild av läget.",
        read: &["Kommunstyrelsen information*", "Hamnnämnden respond, first 2025-05-09"],
    },
    Row {
        rule: "who has got so many weeks has no certain day, whatever the word behind them is",
        to: TWO,
        says: "Parknämnden och hamnnämnden ska yttra sig senast den 9 maj 2025.\n\nHamnnämnden har fått två veckor framöver.",
        read: &["Parknämnden respond, first 2025-05-09", "Hamnnämnden respond, first 2025-05-09*"],
    },
    Row {
        rule: "what may be half a name is so, whatever the sentence calls it that gives its day",
        to: "Till\nBarn- ungdomsnämnden",
        says: "Nämndens svar ska lämnas senast den 9 maj 2025.",
        read: &["Barnungdomsnämnden respond, first 2025-05-09*"],
    },
    Row {
        rule: "what follows up, in a word that nobody knows, may be the second response",
        to: ONE,
        says: "Parknämnden ska senast den 9 maj 2025 redovisa vad planerna ledde till i ett uppföljande flimra.",
        read: &["Parknämnden respond, first 2025-05-09*"],
    },
];

fn fails(row: &Row) -> Option<String> {
    let text = format!(
        "Almviks kommun\nRevisorerna\n2025-02-10\n\n{}\n\nGranskning av skötseln\n\nRevisorerna har granskat hur skötseln går till.\n\n{}\n\nEva Lind\nOrdförande\n",
        row.to, row.says
    );
    let found: Vec<String> = facts(&read(&text, &[])).into_iter().filter(|line| line.contains(" respond") || line.contains(" information")).collect();
    (found != row.read).then(|| format!("{}\n    {}\n    is read as {found:?}", row.rule, row.says))
}

#[test]
fn each_rule_of_what_is_wanted_is_seen_by_itself() {
    let failed: Vec<String> = WANTED.iter().filter_map(fails).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn each_rule_of_when_accounts_are_closed_is_seen_by_itself() {
    let failed: Vec<String> = CLOSED.iter().filter_map(fails).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn each_rule_that_letters_nobody_had_seen_taught_is_seen_by_itself() {
    let failed: Vec<String> = SEEN_LATER.iter().filter_map(fails).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// A sentence, and whether a day in it stays open in the ledger when it is nobody's.
const LEDGER: [(&str, bool); 15] = [
    // Whatever the rules make of it.
    ("Hamnnämnden ska förtälja sin mening senast den 23 maj 2025.", true),
    ("Hamnnämnden 23 maj 2025", true),
    ("Svar: 23 maj 2025", true),
    // A measure, another errand, a clause that says what for, what is said of a thing.
    ("Hamnnämnden ska ha åtgärdat bristerna senast den 23 maj 2025.", false),
    ("Hamnnämndens begäran om anstånd ska ha kommit in senast den 23 maj 2025.", false),
    ("Hamnnämnden hörs i tid, för att vi ska hinna läsa allt den 23 maj 2025.", false),
    ("Hamnnämnden har köpt båtar, som levereras senast den 23 maj 2025.", false),
    // A meeting; behind a word of limit only what stands between the two.
    ("Hamnnämnden kallas till ett möte den 23 maj 2025.", false),
    ("Hamnnämnden ska efter sitt möte, dock senast den 23 maj 2025, höras.", true),
    ("Hamnnämnden hörs senast vid sitt möte den 23 maj 2025.", false),
    // What is told, what auditors promise, what a board would have.
    ("Hamnnämnden skulle svara senast den 23 maj 2025.", false),
    ("Vi återkommer till hamnnämnden senast den 23 maj 2025.", false),
    ("Hamnnämnden föreslår den 23 maj 2025.", false),
    // What is left of a day.
    ("Hamnnämnden ska svara senast den 23 majj 2025.", true),
    ("Hamnnämnden ska svara senast den maj.", true),
];

#[test]
fn a_day_stays_open_in_the_ledger_unless_its_words_explain_it() {
    let letter = NaiveDate::from_ymd_opt(2025, 2, 10);
    let is_open = |sentence: &str| {
        let ledger = Ledger::of(&paragraphs(sentence), letter, &Vocabulary::new(&[]));
        !ledger.unexplained(std::iter::empty(), &HashSet::new()).is_empty()
    };
    let failed: Vec<&str> = LEDGER.iter().filter(|(sentence, open)| is_open(sentence) != *open).map(|(sentence, _)| *sentence).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
