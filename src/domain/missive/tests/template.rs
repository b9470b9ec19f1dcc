//! Properties: what is put into a letter comes out of it, and no text whatever makes the reader fail.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::super::steps::counted;
use super::super::{Letter, Role, RoundKind, proposed_items};
use super::{LETTERS, known, read};

const BOARDS: [&str; 8] = [
    "Kommunstyrelsen",
    "Valnämnden",
    "Barn- och utbildningsnämnden",
    "Hälsa-, vård- och omsorgsnämnden",
    "Överförmyndarnämnden",
    "Tekniska nämnden",
    "Nämnden för kultur och fritid",
    "Miljö- och byggnadsnämnden",
];
const MONTHS: [&str; 12] = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

fn written(date: NaiveDate, style: u8) -> String {
    use chrono::Datelike;
    let (year, month, day) = (date.year(), date.month(), date.day());
    let name = MONTHS[month as usize - 1];
    match style % 5 {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("den {day} {name} {year}"),
        2 => format!("{day} {name} {year}"),
        3 => format!("{day}/{month} {year}"),
        _ => format!("den {day}:e {name} {year}"),
    }
}

fn lower(board: &str) -> String {
    let mut letters = board.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

prop_compose! {
    fn day()(number in 738_000_i32..745_000) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(number).expect("a day in range")
    }
}

proptest! {
    #[test]
    fn what_is_put_in_comes_out(
        one in 0_usize..8, step in 1_usize..8, first in day(), wait in 1_i64..500, style in 0_u8..5,
        year in 2010_u32..2040, number in 1_u32..999, registered in any::<bool>(),
    ) {
        let (board, other) = (BOARDS[one], BOARDS[(one + step) % 8]);
        let later = first + chrono::Duration::days(wait);
        let reference = format!("RK {year}/{number}");
        let text = format!(
            "Till:\n{board}\n{other}\n\nGranskning av vägar {reference}\n\n\
             Revisorerna har granskat hur vägar sköts. {board} ska lämna sitt yttrande senast {}, {} senast {}. \
             De uppföljande yttrandena lämnas senast {} respektive {}.\n",
            written(first, style), lower(other), written(later, style), written(later, style + 1), written(later, style),
        );
        let register = if registered { known(&BOARDS) } else { Vec::new() };
        let letter = read(&text, &register);
        prop_assert!(letter.is_letter);
        prop_assert_eq!(letter.reference.value(), Some(&reference));
        prop_assert_eq!(letter.title.value().map(String::as_str), Some("Vägar"));
        let dues = |name: &str| -> Vec<(RoundKind, Option<NaiveDate>)> {
            let found = letter.addressees.iter().find(|addressee| addressee.body == name && addressee.role == Role::Respond);
            found.map(|found| found.rounds.iter().map(|round| (round.kind, round.due.day())).collect()).unwrap_or_default()
        };
        prop_assert_eq!(letter.addressees.len(), 2, "{}", text);
        prop_assert_eq!(dues(board), vec![(RoundKind::First, Some(first)), (RoundKind::FollowUp, Some(later))], "{}", text);
        prop_assert_eq!(dues(other), vec![(RoundKind::First, Some(later)), (RoundKind::FollowUp, Some(later))], "{}", text);
    }

    #[test]
    fn no_text_makes_it_fail(text in any::<String>()) {
        let _ = read(&text, &known(&["", "Kommunstyrelsen", "&-,"]));
        let _ = proposed_items(&text);
    }

    #[test]
    fn no_words_make_it_fail(words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..60), glue in "[ \n]{1,2}") {
        let text = words.join(&glue);
        let _ = read(&text, &known(&["Nämnden för vård", "Vård- och omsorgsnämnden"]));
        let _ = proposed_items(&text);
    }

    #[test]
    fn a_letter_with_noise_in_it_does_not_make_it_fail(which in 0..LETTERS.len(), cut in 0_usize..2_000, noise in any::<String>()) {
        let letter = LETTERS[which];
        let cut = (0..=cut.min(letter.len())).rev().find(|cut| letter.is_char_boundary(*cut)).unwrap_or_default();
        let _ = read(&format!("{}{noise}{}", &letter[..cut], &letter[cut..]), &[]);
    }
}

const WORDS: [&str; 40] = [
    "Till:",
    "Kommunstyrelsen",
    "nämnden",
    "för",
    "yttrande",
    "kännedom",
    "senast",
    "2025-02-30",
    "31",
    "mars",
    "2025",
    "(",
    ")",
    "respektive",
    "och",
    ",",
    "-",
    "vård-",
    "omsorgsnämnden",
    "det",
    "första",
    "uppföljande",
    "Granskning",
    "av",
    "revisorerna",
    "dnr",
    "REV",
    "2025/14",
    "ordförande",
    "Ek",
    "@",
    "a@b.se",
    "1",
    "(2)",
    "sista",
    "utgången",
    "Sida",
    "\u{AD}",
    "\u{30A}",
    "\u{C}",
];

/// Four times the text may take four times the work, and a little more; never sixteen times.
#[test]
fn a_long_text_takes_work_in_its_measure() {
    for piece in PIECES {
        let steps = |bytes: usize| {
            // With a day of its own, so that every later day is one to come, and is accounted for.
            let text = format!("Till: Kommunstyrelsen\nRevisorerna\n2024-12-01\nsvar senast 2025-01-01\n{}", piece.repeat(bytes / piece.len()));
            counted(|| {
                let _: Letter = read(&text, &known(&BOARDS));
                let _ = proposed_items(&text);
            })
        };
        let (short, long) = (steps(15_000), steps(60_000));
        assert!(long <= short * 6 + 10_000, "{piece:?}: {short} steps for 15 kB, {long} for 60 kB");
        assert!(long < 20_000_000, "{piece:?}: {long} steps");
    }
}

pub(super) const PIECES: [&str; 46] = [
    "a",
    "1-",
    "31 mars ",
    "kommunstyrelsen senast 2025-03-31 (",
    "och ",
    "valnämnden, senast 3 maj 2025 ",
    "Till\n",
    "Till: Nämnden för a\n",
    "Vård-, ",
    "nämnden för a, b, ",
    "REV-",
    ". ",
    "\u{AD}\n",
    "Granskning av ",
    "2 (3)\n",
    "(",
    "\n\n- svar senast 3/4\n",
    "yttrande senast den 3 respektive ",
    "- ",
    "Nr",
    "Valnämden ",
    "senast ",
    "svar ",
    "Valnämnden ska svara senast den 9 maj 2025. ",
    "valnämnden och tekniska nämnden, ",
    "samtliga nämnder ",
    "Xnämnden 2025-03-03\n",
    "| A | B |\n",
    "A   B\n",
    "Till:    För kännedom:\n",
    "inte den 3 maj ",
    "S AB ",
    "The A ",
    "A B C D Board ",
    "§ ",
    "KS ",
    "för kännedom ",
    "till ",
    "3, 4, 5, ",
    "den 3 och ",
    "1.1.",
    "a@b.se ",
    "ordförande Eva Ek\n",
    "Svar senast den 3 maj.\n",
    "Both boards are to respond twice. The first response is due on 11 April 2025. ",
    "s.en.",
];
