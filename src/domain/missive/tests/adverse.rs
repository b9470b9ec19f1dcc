//! Texts that nobody writes and anybody can paste: 60 kB of one thing, under a letter with a hundred addressees. Whatever they are,
//! they are read well under a second.
//!
//! A few run with the tests. `ADVERSE=all cargo test --release missive::tests::adverse -- --nocapture` tries all of them and as many
//! mixtures, and prints how long the slowest took.

use std::time::{Duration, Instant};

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

use super::super::{pasted_items, proposed_items, read};
use super::template::PIECES;

const LENGTH: usize = 60_000;

/// What once took long, or might: groups of many, names by the thousand, cells, marks that are never closed.
const HARD: [&str; 14] = [
    "Övriga nämnder ska svara senast den 9 maj 2025. ",
    "Övriga får rapporten för kännedom, och valnämnden ska svara senast den 3 juni 2025. ",
    "Valnämnden och tekniska nämnden ska svara. Övriga nämnder svarar senast den 9 maj 2025. ",
    "I fjol skulle valnämnden svara. Svar lämnas nu senast den 3 maj 2025. ",
    "Till styrelsen\n",
    "a    b    ",
    "Svar senast den 9 maj 2025\nValnämnden\n",
    "<s>",
    "~~a ",
    "Valnämnden senast den 9 maj 2025, tekniska nämnden ",
    "för valnämnden senast 2025-05-09 ",
    "Nämnd   Svar   Senast\nValnämnden   Ja   2025-05-09\n",
    "Nämnden ska svara. Den ska ha kommit in senast den 9 maj 2025. ",
    "Rättelse: valnämnden ska svara senast den 9 maj 2025, inte den 3 maj. ",
];

/// A letter to a hundred boards, each with a name of its own.
fn head() -> String {
    let names: String = (0..100).map(|number| format!("{}nämnden\n", own_word("Mark", number))).collect();
    format!("Revisorerna\n2024-12-01\n\nTill\n{names}\nGranskning av vägar\n\nNämnderna ska svara senast 2025-01-02.\n\n")
}

/// A word for a number, in letters only.
fn own_word(stem: &str, number: usize) -> String {
    let letters = format!("{number:04}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect::<String>();
    format!("{stem}{letters}")
}

/// Names that come only once each, right, misspelt and in sentences that ask.
fn names_by_the_thousand() -> [String; 3] {
    let made = |form: &dyn Fn(String) -> String| (0..4_000).map(|number| form(own_word("Kum", number))).collect::<String>();
    [made(&|name| format!("{name}nämnden ska svara senast den 9 maj 2025. ")), made(&|name| format!("{name}nämden och ")), made(&|name| format!("{name}ymn "))]
}

fn took(text: &str) -> Duration {
    let begun = Instant::now();
    let _ = (read(text, &[]), proposed_items(text), pasted_items(text));
    begun.elapsed()
}

#[test]
#[ignore = "goes by the clock: ./dev promises letters"]
fn no_text_of_sixty_kilobytes_takes_a_second() {
    let all = std::env::var("ADVERSE").is_ok();
    let whole = |piece: &str| piece.chars().cycle().take(LENGTH).collect::<String>();
    let mut bodies: Vec<String> = HARD.iter().map(|piece| whole(piece)).chain(names_by_the_thousand()).collect();
    if all {
        let mut random = SmallRng::seed_from_u64(60);
        let pieces: Vec<&str> = HARD.into_iter().chain(PIECES).collect();
        bodies.extend(PIECES.iter().map(|piece| whole(piece)));
        bodies.extend((0..200).map(|_| {
            let few: Vec<&str> = (0..random.random_range(2..6)).map(|_| pieces[random.random_range(0..pieces.len())]).collect();
            whole(&few.concat())
        }));
    }
    // Unoptimised, on a machine that does other things besides, it has its time.
    let limit = if cfg!(debug_assertions) { Duration::from_secs(8) } else { Duration::from_secs(1) };
    let mut slowest = (Duration::ZERO, String::new());
    for body in &bodies {
        let text = format!("{}{body}", head());
        // Another process may have had the processor: what is slow is slow again.
        let time = if took(&text) > limit / 2 { took(&text).min(took(&text)) } else { took(&text) };
        if time > slowest.0 {
            slowest = (time, body.chars().take(60).collect());
        }
    }
    println!("figure: {} texts of {} kB, the slowest in {} ms: {:?}", bodies.len(), LENGTH / 1000, slowest.0.as_millis(), slowest.1);
    assert!(slowest.0 < limit, "{slowest:?}");
}
