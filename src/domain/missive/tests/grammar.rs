//! A grammar of letters: forms of words × boards × days × references. Whatever is put in comes out, and as found.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

use super::super::{Certainty, Letter, Role, RoundKind};
use super::read;

/// Boards, none of them a part of another or near it.
pub(super) const BOARDS: [&str; 12] = [
    "Kommunstyrelsen",
    "Valnämnden",
    "Barn- och utbildningsnämnden",
    "Hälsa-, vård- och omsorgsnämnden",
    "Överförmyndarnämnden",
    "Tekniska nämnden",
    "Nämnden för kultur och fritid",
    "Miljö- och byggnadsnämnden",
    "Socialnämnden",
    "Arbetsmarknadsnämnden",
    "Exploateringsnämnden",
    "Näringslivsutskottet",
];

/// One board, one day.
pub(super) const ONE: [&str; 34] = [
    "{A} ska yttra sig senast {1}.",
    "{A} ska lämna sitt yttrande till revisorerna senast {1}.",
    "Yttrande från {a} ska ha inkommit senast {1}.",
    "Vi emotser svar från {a} senast {1}.",
    "Revisorerna önskar svar från {a} senast {1}.",
    "Revisorerna begär att {a} inkommer med ett yttrande senast {1}.",
    "Revisorerna begär att {a} senast {1} inkommer med ett yttrande.",
    "Senast {1} ska {a} svara på rapporten.",
    "Svar önskas senast {1}.",
    "Svar på granskningen önskas från {a} till {1}.",
    "Svaret ska vara revisorerna tillhanda senast {1}.",
    "Yttrandet ska ha kommit in till revisorerna senast {1}.",
    "{A} ombeds att senast {1} redovisa vilka åtgärder som planeras.",
    "{A} ombeds yttra sig över rapporten. Svaret ska ha inkommit senast {1}.",
    "Rapporten överlämnas till {a} för yttrande senast {1}.",
    "Rapporten översänds till {a} för yttrande. Yttrandet ska ha inkommit senast {1}.",
    "Vi översänder rapporten till {a} för yttrande. Svar emotses senast {1}.",
    "Svarsdatum: {1}",
    "Sista svarsdag: {1}",
    "Yttrande senast: {1}",
    "Svar senast {1}",
    "Revisorerna vill ha en lägesbeskrivning från {a} senast {1}.",
    "{A} har till och med {1} på sig att yttra sig.",
    "Vi ser fram emot yttrande från {a} senast {1}.",
    "{A} ska besvara rapportens rekommendationer senast {1}.",
    "Det är angeläget att {a} återkommer med svar senast {1}.",
    "Revisorerna förväntar sig ett svar från {a} senast {1}.",
    "Ett svar ska lämnas av {a} inte senare än {1}.",
    "{A} ska yttra sig. Det ska ske senast {1}.",
    "{A} ska yttra sig senast {1}. Bristerna ska vara åtgärdade senast den 31 december 2039.",
    "{A} ska svara senast {1}. Frågor om rapporten besvaras av revisionskontoret.",
    "Vid granskningen 2012 skulle {a} yttra sig senast den 1 mars 2013. Nu vill vi ha ett nytt yttrande senast {1}.",
    "{A} ska yttra sig senast {1}. Rapporten behandlas vid sammanträde {1}.",
    "Yttrandet, som ska vara behandlat i nämnden, ska ha inkommit senast {1}.",
];

/// Two boards with the same day.
pub(super) const SAME_DAY: [&str; 12] = [
    "{A} och {b} ska yttra sig senast {1}.",
    "{A} samt {b} ska lämna sina svar senast {1}.",
    "Svar från {a} och {b} ska ha inkommit senast {1}.",
    "Vi begär att {a} och {b} inkommer med yttranden senast {1}.",
    "Senast {1} ska {a} och {b} ha svarat på rapporten.",
    "Rapporten översänds till {a} och {b} för yttrande. Yttrandena ska ha inkommit senast {1}.",
    "Rapporten överlämnas till {a} och {b} för yttrande senast {1}.",
    "{A} och {b} ombeds yttra sig över rapporten.\n\nSvaren ska ha inkommit senast {1}.",
    "Revisorerna önskar yttranden från {a} respektive {b} senast {1}.",
    "Yttranden lämnas av {a} och {b} senast {1}.",
    "Revisorerna beslutade att överlämna rapporten till {a} och {b} för yttrande.\n\nSista svarsdag: {1}",
    "Svaren från {a} och {b} önskas till {1}.",
];

/// Two boards, each with its own day.
pub(super) const OWN_DAYS: [&str; 18] = [
    "{A} ska yttra sig senast {1} och {b} senast {2}.",
    "{A} ska yttra sig senast {1}. {B} ska yttra sig senast {2}.",
    "{A} och {b} ska yttra sig senast {1} respektive {2}.",
    "Yttrande ska lämnas senast {1} ({a}) respektive {2} ({b}).",
    "Yttranden lämnas senast {1} för {a} och senast {2} för {b}.",
    "Senast {1} ska {a} lämna sitt svar och senast {2} {b}.",
    "Yttranden ska ha inkommit enligt följande:\n\n- {A} senast {1}\n- {B} senast {2}",
    "Yttranden ska ha inkommit enligt följande:\n\n{A}: {1}\n{B}: {2}",
    "Svarstider\n\n{A}   {1}\n{B}   {2}",
    "Nämnd   Yttrande senast\n{A}   {1}\n{B}   {2}",
    "| Nämnd | Sista svarsdag |\n| {A} | {1} |\n| {B} | {2} |",
    "{A} ska yttra sig en gång. Yttrandet ska ha kommit in senast {1}.\n\n{B} ska yttra sig en gång. Yttrandet ska ha kommit in senast {2}.",
    "{A}\nVi begär ett yttrande senast {1}.\n\n{B}\nVi begär ett yttrande senast {2}.",
    "Rapporten överlämnas till {a} för yttrande senast {1} och till {b} för yttrande senast {2}.",
    "Yttrande från {a} ska ha inkommit senast {1} och från {b} senast {2}.",
    "{A} ska lämna sitt yttrande senast {1}. Motsvarande yttrande från {b} ska lämnas senast {2}.",
    "{A} (senast {1}) och {b} (senast {2}) ska lämna var sitt yttrande.",
    "Yttrande ska lämnas senast {2} ({a}) respektive {2} ({b}).\n\nRättelse: Sista dag för yttrande från {a} är {1}, inte {2}.",
];

/// One board that is to answer twice.
pub(super) const TWICE: [&str; 12] = [
    "{A} ska lämna ett första yttrande senast {1} och ett uppföljande yttrande senast {2}.",
    "{A} ska yttra sig senast {1}. Ett uppföljande yttrande ska lämnas senast {2}.",
    "{A} ska yttra sig vid två tillfällen, senast {1} och senast {2}.",
    "{A} ska yttra sig två gånger. Det första yttrandet ska ha inkommit senast {1}. Det uppföljande yttrandet ska ha inkommit senast {2}.",
    "Senast {1} lämnas det första yttrandet och senast {2} det uppföljande yttrandet.",
    "Första yttrandet: senast {1}\n\nUppföljande yttrande: senast {2}",
    "Svar önskas senast {1}.\n\nUppföljning: senast {2}.",
    "Nämnd   Första yttrande   Uppföljande yttrande\n{A}   {1}   {2}",
    "Första yttrandet\nYttrandet ska ha inkommit senast {1}.\n\nUppföljande yttrandet\nYttrandet ska ha inkommit senast {2}.",
    "{A} ska svara senast {1} och, vad gäller uppföljning av åtgärderna, senast {2}.",
    "Ett första yttrande ska lämnas senast {1}. Det andra yttrandet ska lämnas senast {2}.",
    "Yttrande ska lämnas senast {1} (första yttrandet) och {2} (uppföljande yttrandet).",
];

const MONTHS: [&str; 12] = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];
const WEEKDAYS: [&str; 7] = ["måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"];

pub(super) fn written(date: NaiveDate, style: usize) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let name = MONTHS[date.month0() as usize];
    match style % 8 {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("den {day} {name} {year}"),
        2 => format!("{day} {name} {year}"),
        3 => format!("{day}/{month} {year}"),
        4 => format!("den {day}:e {name} {year}"),
        5 => format!("{} den {day} {name} {year}", WEEKDAYS[date.weekday().num_days_from_monday() as usize]),
        6 => format!("{day}/{month} -{:02}", year % 100),
        _ => format!("{year}–{month:02}–{day:02}"),
    }
}

pub(super) fn small(board: &str) -> String {
    let mut letters = board.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A letter around a form, its boards addressed.
fn letter(form: &str, boards: &[&str], days: [NaiveDate; 3], style: usize, reference: &str) -> String {
    let [sent, first, second] = days;
    let mut text = form.replace("{1}", &written(first, style)).replace("{2}", &written(second, style));
    for (board, (large, low)) in boards.iter().zip([("{A}", "{a}"), ("{B}", "{b}")]) {
        text = text.replace(large, board).replace(low, &small(board));
    }
    format!(
        "Revisorerna i Granby\n{sent}\nDnr {reference}\n\nTill\n{}\n\nGranskning av vägar\n\nRevisorerna har granskat hur vägar sköts.\n\n{text}\n\nEva Lind\nOrdförande\n",
        boards.join("\n")
    )
}

type Duties = Vec<(RoundKind, Option<NaiveDate>, Certainty)>;

fn rounds(letter: &Letter, board: &str) -> Duties {
    let found = letter.addressees.iter().find(|addressee| addressee.body == board && addressee.role == Role::Respond);
    found.map(|found| found.rounds.iter().map(|round| (round.kind, round.due.day(), round.due.certainty())).collect()).unwrap_or_default()
}

prop_compose! {
    /// The day of the letter, and two last days after it.
    fn days()(sent in 736_000_i32..743_000, wait in 20_u64..200, more in 30_u64..400) -> [NaiveDate; 3] {
        let sent = NaiveDate::from_num_days_from_ce_opt(sent).expect("a day");
        let first = sent + Days::new(wait);
        [sent, first, first + Days::new(more)]
    }
}

prop_compose! {
    fn reference()(year in 2012_u32..2034, number in 1_u32..999, form in 0_usize..7) -> String {
        match form {
            0 => format!("REV {year}/{number}"),
            1 => format!("{year}/REV {number:04}"),
            2 => format!("SR-{year}-{number}"),
            3 => format!("7.1-{number}/{year}"),
            4 => format!("REV-{}/{number}", year % 100),
            5 => format!("RK {year}:{number}"),
            _ => format!("{year}-REV-{number}"),
        }
    }
}

fn is_found(kind: RoundKind, day: NaiveDate) -> (RoundKind, Option<NaiveDate>, Certainty) {
    (kind, Some(day), Certainty::Found)
}

/// Reads the letter, and compares what it says of its reference and of each board.
fn comes_out(text: &str, reference: &str, expected: &[(&str, Vec<(RoundKind, NaiveDate)>)]) -> Result<(), TestCaseError> {
    let letter = read(text, &[]);
    prop_assert!(letter.is_letter, "{}", text);
    prop_assert_eq!(letter.reference.value().map(String::as_str), Some(reference), "{}", text);
    prop_assert_eq!(letter.title.value().map(String::as_str), Some("Vägar"), "{}", text);
    prop_assert_eq!(letter.addressees.len(), expected.len(), "{}", text);
    for (board, duties) in expected {
        let wanted: Duties = duties.iter().map(|(kind, day)| is_found(*kind, *day)).collect();
        prop_assert_eq!(rounds(&letter, board), wanted, "{} in {}\n{:?}", board, text, letter.leftover);
    }
    Ok(())
}

/// Every form in every style of dates, with everything that comes out wrong at once.
#[test]
fn every_form_in_every_style() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let days = [day(2025, 1, 15), day(2025, 4, 29), day(2026, 2, 27)];
    let (one, other) = ("Barn- och utbildningsnämnden", "Tekniska nämnden");
    let (first, second) = ((RoundKind::First, days[1]), (RoundKind::First, days[2]));
    let follow_up = (RoundKind::FollowUp, days[2]);
    let mut wrong = Vec::new();
    for style in 0..8 {
        let mut check = |form: &str, boards: &[&str], expected: &[(&str, Vec<(RoundKind, NaiveDate)>)]| {
            let text = letter(form, boards, days, style, "REV 2025/4");
            if comes_out(&text, "REV 2025/4", expected).is_err() {
                let read: Vec<_> = boards.iter().map(|board| rounds(&read(&text, &[]), board)).collect();
                wrong.push(format!("{style} {form}\n    {read:?}"));
            }
        };
        ONE.iter().for_each(|form| check(form, &[one], &[(one, vec![first])]));
        SAME_DAY.iter().for_each(|form| check(form, &[one, other], &[(one, vec![first]), (other, vec![first])]));
        OWN_DAYS.iter().for_each(|form| check(form, &[one, other], &[(one, vec![first]), (other, vec![second])]));
        TWICE.iter().for_each(|form| check(form, &[one], &[(one, vec![first, follow_up])]));
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn one_board(board in 0..BOARDS.len(), days in days(), style in 0_usize..8, reference in reference()) {
        for form in ONE {
            let text = letter(form, &[BOARDS[board]], days, style, &reference);
            comes_out(&text, &reference, &[(BOARDS[board], vec![(RoundKind::First, days[1])])])?;
        }
    }

    #[test]
    fn two_boards(one in 0..BOARDS.len(), step in 1..BOARDS.len(), days in days(), style in 0_usize..8, reference in reference()) {
        let (one, other) = (BOARDS[one], BOARDS[(one + step) % BOARDS.len()]);
        for form in SAME_DAY {
            let text = letter(form, &[one, other], days, style, &reference);
            comes_out(&text, &reference, &[(one, vec![(RoundKind::First, days[1])]), (other, vec![(RoundKind::First, days[1])])])?;
        }
        for form in OWN_DAYS {
            let text = letter(form, &[one, other], days, style, &reference);
            comes_out(&text, &reference, &[(one, vec![(RoundKind::First, days[1])]), (other, vec![(RoundKind::First, days[2])])])?;
        }
    }

    #[test]
    fn two_responses(board in 0..BOARDS.len(), days in days(), style in 0_usize..8, reference in reference()) {
        for form in TWICE {
            let text = letter(form, &[BOARDS[board]], days, style, &reference);
            comes_out(&text, &reference, &[(BOARDS[board], vec![(RoundKind::First, days[1]), (RoundKind::FollowUp, days[2])])])?;
        }
    }
}
