//! Numbers, months and years as parts of a date.

use super::words::{Token, at, touch};

/// A month with the year after it, if one stands there, and the token after both.
#[derive(Debug, Clone, Copy)]
pub(super) struct MonthYear {
    pub month: u32,
    pub year: Option<u32>,
    pub end: usize,
}

/// "mars 2025", "sept. 2025", "januari månad 2026", "mars -25"; the year may be missing.
pub(super) fn month_and_year(tokens: &[Token], place: usize) -> Option<MonthYear> {
    let name = tokens.get(place)?;
    let month = month(&name.plain)?;
    let mut next = place + 1;
    if at(tokens, next, &["."]) && name.plain.len() <= 4 {
        next += 1;
    }
    let bare = next;
    while at(tokens, next, &["manad", "ar", ","]) {
        next += 1;
    }
    if let Some((year, _)) = year_at(tokens, next) {
        return Some(MonthYear { month, year: Some(year), end: next + 1 });
    }
    if at(tokens, next, &["-", "–", "'", "’"]) && touch(tokens, next, next + 1) {
        let short = number(tokens, next + 1, 2, 2).filter(|year| (15..60).contains(&year.0));
        if let Some((year, _)) = short {
            return Some(MonthYear { month, year: Some(2000 + year), end: next + 2 });
        }
    }
    // The stop of "sept." belongs to the month only when something follows it in the sentence.
    let end = if tokens.get(bare).is_some() { bare } else { place + 1 };
    Some(MonthYear { month, year: None, end })
}

/// The number of a month by its Swedish or English name, whole or cut short.
pub(super) fn month(name: &str) -> Option<u32> {
    Some(match name {
        "januari" | "jan" | "january" => 1,
        "februari" | "feb" | "febr" | "february" => 2,
        "mars" | "mar" | "march" => 3,
        "april" | "apr" => 4,
        "maj" | "may" => 5,
        "juni" | "jun" | "june" => 6,
        "juli" | "jul" | "july" => 7,
        "augusti" | "aug" | "august" => 8,
        "september" | "sept" | "sep" => 9,
        "oktober" | "okt" | "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// A number of so many digits, and whether a letter stands for one of them, as O does for nought in what was scanned.
pub(super) fn number(tokens: &[Token], place: usize, least: usize, most: usize) -> Option<(u32, bool)> {
    let written = &tokens.get(place)?.plain;
    if !(least..=most).contains(&written.len()) || !written.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut damaged = false;
    let mut value = 0_u32;
    for byte in written.bytes() {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'o' => 0,
            b'l' | b'i' => 1,
            // In a year, which has four signs, more is sure.
            b's' if least == 4 => 5,
            b'z' if least == 4 => 2,
            _ => return None,
        };
        damaged |= !byte.is_ascii_digit();
        value = value.checked_mul(10)?.checked_add(u32::from(digit))?;
    }
    Some((value, damaged))
}

/// A year of four digits, and whether it is damaged.
pub(super) fn year_at(tokens: &[Token], place: usize) -> Option<(u32, bool)> {
    let spelled = || tokens.get(place).and_then(|word| super::spelled::year(&word.plain)).map(|year| (year, false));
    number(tokens, place, 4, 4).filter(|(year, _)| (1900..2200).contains(year)).or_else(spelled)
}

/// A number in words, for times that are counted.
pub(super) fn spelled(word: &str) -> Option<u32> {
    const ENGLISH: [(&str, u32); 12] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("thirty", 30),
        ("sixty", 60),
    ];
    super::spelled::number(word).or_else(|| ENGLISH.iter().find(|(name, _)| *name == word).map(|(_, value)| *value))
}
