//! Letters that have been changed at random: whatever they have become, each pass ends, soon.
//!
//! A short walk runs with the tests. `FUZZ_SECONDS=300 cargo test --release missive::tests::fuzz -- --nocapture` walks as long, and
//! prints how many letters it read and how long the slowest took.

use std::time::{Duration, Instant};

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

use super::super::{pasted_items, proposed_items, read};
use super::{known, sets};
use crate::domain::file_text;

/// The longest letter that is made, in bytes.
const LONGEST: usize = 60_000;
/// What the rules look for, put in where it does not belong.
const SPICE: [&str; 28] = [
    "\n\n",
    "\n",
    "   ",
    "\t",
    "\u{c}",
    "\u{ad}\n",
    "\u{308}",
    "Ã¤",
    "\u{fffd}",
    " senast ",
    " den 31 februari 2025",
    " den 3, 4, 5 och den ",
    " respektive ",
    "(",
    ")",
    " och ",
    ", ",
    "Till:\n",
    "För yttrande senast den 9 maj 2025\n",
    "För kännedom\n",
    "Parknämnden",
    "nämnden för ",
    " AB ",
    "| A | 2025-05-09 |\n",
    "Nämnd   Svar   Senast\n",
    "Ja",
    "Dnr ",
    " samtliga nämnder utom ",
];

fn changed(seed: &str, others: &[&str], random: &mut SmallRng) -> String {
    let mut text = seed.to_owned();
    for _ in 0..random.random_range(1..12) {
        let place = |random: &mut SmallRng, text: &str| text.floor_char_boundary(random.random_range(0..=text.len()));
        let at = place(random, &text);
        let end = text.floor_char_boundary((at + random.random_range(0..200)).min(text.len())).max(at);
        match random.random_range(0..8) {
            0 => text.replace_range(at..end, ""),
            1 | 2 => text.insert_str(at, SPICE[random.random_range(0..SPICE.len())]),
            3 => {
                let copied = text[at..end].to_owned();
                for _ in 0..random.random_range(1..300) {
                    if text.len() + copied.len() < LONGEST {
                        text.insert_str(at, &copied);
                    }
                }
            }
            4 => {
                let other = others[random.random_range(0..others.len())];
                let from = place(random, other);
                let until = other.floor_char_boundary((from + 400).min(other.len())).max(from);
                text.insert_str(at, &other[from..until]);
            }
            5 => {
                let mut lines: Vec<&str> = text.lines().collect();
                if !lines.is_empty() {
                    let (one, two) = (random.random_range(0..lines.len()), random.random_range(0..lines.len()));
                    lines.swap(one, two);
                }
                text = lines.join("\n");
            }
            6 => text.insert(at, char::from_u32(random.random_range(0..0x3000)).unwrap_or('\u{2028}')),
            _ => text.replace_range(at..end, SPICE[random.random_range(0..SPICE.len())]),
        }
    }
    text
}

#[test]
fn letters_that_were_changed_at_random_are_read_to_their_end() {
    let seconds: Option<u64> = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let (begun, mut random) = (Instant::now(), SmallRng::seed_from_u64(seconds.unwrap_or(1)));
    let seeds: Vec<&str> = sets::letters().map(|(_, letter, _)| letter).collect();
    let register = known(&["Kommunstyrelsen", "Parknämnden", "Vård- och omsorgsnämnden", "Nämnden för kultur och fritid"]);
    let (mut count, mut longest, mut slowest) = (0_u64, 0, Duration::ZERO);
    while seconds.map_or(count < 200, |seconds| begun.elapsed() < Duration::from_secs(seconds)) {
        let text = changed(seeds[random.random_range(0..seeds.len())], &seeds, &mut random);
        let started = Instant::now();
        let letter = read(&text, if count % 2 == 0 { &register } else { &[] });
        let places = letter.addressees.iter().map(|addressee| addressee.phrase.place).chain(letter.leftover.iter().map(|left| left.phrase.place));
        for place in places.flatten() {
            assert!(text.get(place.start..place.end).is_some(), "{place:?} cuts a character of\n{text}");
        }
        let _ = (proposed_items(&text), pasted_items(&text), file_text::mended(&text));
        (count, longest, slowest) = (count + 1, longest.max(text.len()), slowest.max(started.elapsed()));
    }
    println!("figure: {count} changed letters, the longest {} kB, the slowest in {} ms", longest / 1000, slowest.as_millis());
    // Optimised, the slowest takes a small part of this; a debug build on a busy machine has its time.
    assert!(slowest < Duration::from_secs(10), "{slowest:?}");
}
