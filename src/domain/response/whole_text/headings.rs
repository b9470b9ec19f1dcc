//! Which lines of a pasted response are headings, and of what.

use super::Place;
use crate::domain::audit::ItemKind;
use crate::domain::response::AskedItem;

/// Words before the code of an item: "Svar på rekommendation 4", "Bedömning B2", "Response to R1".
const BEFORE: [(&str, Option<ItemKind>); 12] = [
    ("nämndens", None),
    ("svar", None),
    ("på", None),
    ("yttrande", None),
    ("över", None),
    ("punkt", None),
    ("response", None),
    ("to", None),
    ("bedömning", Some(ItemKind::Assessment)),
    ("rekommendation", Some(ItemKind::Recommendation)),
    ("assessment", Some(ItemKind::Assessment)),
    ("recommendation", Some(ItemKind::Recommendation)),
];

/// Endings of these words: "bedömningen", "rekommendationerna".
const ENDINGS: [&str; 7] = ["", "en", "er", "erna", "ar", "arna", "s"];

const SUMMARY: [&str; 6] = ["sammanfattande svar", "nämndens sammanfattande svar", "sammanfattning", "samlat svar", "summary", "summary response"];

/// What a heading is of, and what stands behind the code on the same line. None: the line is no heading.
///
/// A line that begins with a code is always one, also when a sentence follows ("R4 kräver mer tid."): the sentence is kept,
/// and it is about R4. What repeats the item's own heading or wording is not the board's text and is left out.
pub(super) fn heading<'a>(line: &'a str, items: &[AskedItem]) -> Option<(Place, &'a str)> {
    let plain = line.trim().trim_start_matches(['#', '*', '•', ' ']).trim_end_matches(['*', ' ']);
    let folded = folded(plain);
    if SUMMARY.contains(&folded.trim_end_matches(':').trim()) {
        return Some((Place::Summary, ""));
    }
    if let Some(at) = items.iter().position(|item| folded.chars().count() >= 8 && folded == self::folded(&item.heading)) {
        return Some((Place::Items(vec![at]), ""));
    }
    let (codes, rest) = codes(plain)?;
    let places: Vec<usize> = items.iter().enumerate().filter(|(_, item)| codes.iter().any(|code| same_code(&item.code, code))).map(|(at, _)| at).collect();
    if places.is_empty() {
        return Some((Place::Nowhere, rest));
    }
    let rest = rest.trim_start_matches([' ', '\t', '.', ':', '–', '—', '-', ')']).trim();
    let repeated =
        places.iter().filter_map(|at| items.get(*at)).any(|item| [&item.heading, &item.body].iter().any(|own| self::folded(own) == self::folded(rest)));
    Some((Place::Items(places), if repeated { "" } else { rest }))
}

/// A code as it is compared: kind and number.
type Code = (ItemKind, u32);

fn same_code(written: &str, (kind, number): &Code) -> bool {
    matches!(one_code(written, None), Some((code, "")) if code == (*kind, *number))
}

/// The codes at the beginning of a line, and the rest of it: "R4", "R 4.", "B1 och B2", "R1–R3", "Rekommendation 4".
fn codes(line: &str) -> Option<(Vec<Code>, &str)> {
    let mut rest = line;
    let mut kind = None;
    while let Some((word, after)) = rest.split_once(char::is_whitespace) {
        let lower = word.to_lowercase();
        let known = BEFORE.iter().find(|(before, _)| lower.strip_prefix(before).is_some_and(|ending| ENDINGS.contains(&ending)));
        let Some((_, meant)) = known else { break };
        kind = meant.or(kind);
        rest = after.trim_start();
    }
    let (first, mut rest) = one_code(rest, kind)?;
    let mut found = vec![first];
    while let Some((to, after)) = next_code(rest, kind.or(Some(first.0))) {
        match to {
            Next::One(code) => found.push(code),
            Next::Through(code) => {
                let from = found.last().map_or(code.1, |last| last.1);
                found.extend((from.saturating_add(1)..=code.1).take(100).map(|number| (code.0, number)));
            }
        }
        rest = after;
    }
    Some((found, rest))
}

enum Next {
    One(Code),
    Through(Code),
}

/// A further code: ", R2", " och R3", " & 4", "–R6".
fn next_code(rest: &str, kind: Option<ItemKind>) -> Option<(Next, &str)> {
    let trimmed = rest.trim_start();
    for through in ["–", "-", "—"] {
        if let Some((code, after)) = trimmed.strip_prefix(through).and_then(|after| one_code(after.trim_start(), kind)) {
            return Some((Next::Through(code), after));
        }
    }
    for and in [",", "och ", "and ", "samt ", "&", "+", "/"] {
        if let Some((code, after)) = trimmed.strip_prefix(and).and_then(|after| one_code(after.trim_start(), kind)) {
            return Some((Next::One(code), after));
        }
    }
    None
}

/// One code. A bare number counts only where the kind has been said. "R4a" and "B12-korridoren" are no codes.
fn one_code(text: &str, said: Option<ItemKind>) -> Option<(Code, &str)> {
    let mut characters = text.chars();
    let (kind, digits) = match characters.next()? {
        'B' | 'b' => (ItemKind::Assessment, characters.as_str()),
        'R' | 'r' => (ItemKind::Recommendation, characters.as_str()),
        '0'..='9' => (said?, text),
        _ => return None,
    };
    let digits = digits.strip_prefix([' ', '\u{a0}', '.']).unwrap_or(digits);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = digits.strip_suffix(rest)?.parse().ok()?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '%') && !is_joined(rest);
    ends.then_some(((kind, number), rest))
}

/// A hyphen with letters behind it makes a compound, not a heading.
fn is_joined(rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next() == Some('-') && characters.next().is_some_and(|c| c.is_alphabetic() && c.is_lowercase())
}

/// A text as it is compared with another: lower case, one space between words, no full stop at the end.
pub(super) fn folded(text: &str) -> String {
    let lower = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    lower.trim_end_matches(['.', ':']).to_owned()
}
