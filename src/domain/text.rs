//! Words from outside, parsed once at the edge. Inside the program a string is already known to be fit.

mod pasted;

pub use pasted::{Broken, broken_words, with_words_joined};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The longest text in one field (domain rule: high enough that nobody writes elsewhere because of it).
pub const FIELD_LIMIT: usize = 20_000;

/// The text with a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Why a text was not taken. Lengths are counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing but space.
    Empty,
    /// More than the limit: the limit and the length it had.
    TooLong(usize, usize),
}

/// Bytes as people and files write them: two signs each, `0a` and not `A`.
#[must_use]
pub fn hex<'b>(bytes: impl IntoIterator<Item = &'b u8>) -> String {
    bytes.into_iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Folds what a browser sends into what is stored: one form of å, one kind of line break, no control characters.
/// Line breaks stay; everything visible stays as it was written, but for bullets that only Word can draw. What turns the direction of reading round goes: a name or a
/// date beside it would read as something else.
#[must_use]
pub fn tidy(raw: &str) -> String {
    let breaks = raw.replace("\r\n", "\n").replace(pasted::LINE_BREAKS, "\n");
    let seen = breaks.nfc().filter(|c| *c == '\n' || *c == '\t' || !(c.is_control() || turns_direction(*c)));
    let kept: String = seen.map(|c| pasted::bullet(c).unwrap_or(c)).collect();
    kept.trim_matches(is_blank).to_owned()
}

/// Like [`tidy`], for a single line.
#[must_use]
pub fn tidy_line(raw: &str) -> String {
    tidy(raw).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that must be there.
///
/// # Errors
/// [`TextFault::Empty`] when only blanks were written, [`TextFault::TooLong`] above `limit` characters.
pub fn required(raw: &str, limit: usize) -> Result<String, TextFault> {
    let text = optional(raw, limit)?;
    if has_visible_text(&text) { Ok(text) } else { Err(TextFault::Empty) }
}

/// Whether there is anything to be seen in a text: the one rule for everything that must be filled in. The database holds the
/// same, sign by sign (`has_visible_text` in `platform/functions/shared.sql`).
#[must_use]
pub fn has_visible_text(text: &str) -> bool {
    text.chars().any(|c| !is_invisible(c))
}

/// Looks like nothing: white space, control characters, all that Unicode lets a program ignore or that only steers others, letters
/// and patterns that are drawn empty (Hangul fillers, the Braille pattern without dots), marks of any script without a letter, shades
/// of skin without a person, and what means nothing outside of somebody's own fonts.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || turns_direction(c)
        || is_combining_mark(c)
        || matches!(
            c,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}' | '\u{1160}'
                | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
                | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}' | '\u{2800}' | '\u{2d7f}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
                | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}'
                | '\u{fffe}'..='\u{ffff}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1345f}' | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{10ffff}'
        )
}

/// Embeds, overrides or isolates a direction of reading. Marks beside a sign of another script are left alone.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text that may be left out.
///
/// # Errors
/// [`TextFault::TooLong`] above `limit` characters.
pub fn optional(raw: &str, limit: usize) -> Result<String, TextFault> {
    let text = tidy(raw);
    let length = text.chars().count();
    if length > limit { Err(TextFault::TooLong(limit, length)) } else { Ok(text) }
}

/// What is cut off at both ends: white space, and what has no width. Not all that is invisible: it may belong to the sign before.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A name as it stands in an address: å and ä become a, ö becomes o, everything else that is not a letter or
/// a digit becomes a hyphen.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().nfd() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !is_combining(c) && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A registry reference as it stands in an address: a slash or a space becomes a hyphen, letters lower case.
#[must_use]
pub fn reference_key(reference: &str) -> String {
    let mut key = String::new();
    for c in reference.trim().to_lowercase().chars() {
        if c.is_alphanumeric() || c == '.' || c == '_' {
            key.push(c);
        } else if !key.ends_with('-') {
            key.push('-');
        }
    }
    key.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_invisible_characters_is_empty() {
        for blank in [
            "",
            "   ",
            "\u{a0}\u{a0}",
            "\u{200b}",
            "\u{feff}\n",
            "\u{3164}",
            "\u{2800}\u{2800}",
            "\u{ad}",
            "\u{115f}\u{1160}",
            "\u{e0020}",
            "\u{202e}\u{2066}",
            "\u{fff9}",
            "\u{fffc}",
            "\u{1d159}",
            "\u{16fe4}",
            "\u{13430}",
            "\u{70f}",
            "\u{2d7f}",
            "\u{301}",
            "\u{e000}",
            "\u{10fffd}",
            "\u{591}",
            "\u{64b}",
            "\u{93c}",
            "\u{e31}",
            "\u{3099}",
            "\u{1e8d0}",
            "\u{1f3fb}",
        ] {
            assert_eq!(required(blank, 10), Err(TextFault::Empty), "{blank:?}");
        }
        for seen in ["x", "\u{ad}-", "\u{3164}å", "❤\u{fe0f}", "👩\u{200d}⚖\u{fe0f}", "👍\u{1f3fb}", "न\u{93f}"] {
            assert_eq!(required(seen, 10), Ok(seen.to_owned()), "{seen:?}");
        }
    }

    #[test]
    fn nothing_turns_the_direction_of_what_stands_beside_it() {
        assert_eq!(tidy("faktura\u{202e}fdp.exe\u{2069} 2025"), "fakturafdp.exe 2025");
        assert_eq!(tidy("שלום\u{200f}!"), "שלום\u{200f}!");
    }

    #[test]
    fn a_text_is_counted_in_characters_and_keeps_its_lines() {
        assert_eq!(required("åäö\r\nrad 2", 9), Ok("åäö\nrad 2".to_owned()));
        assert_eq!(required("åäö", 2), Err(TextFault::TooLong(2, 3)));
    }

    #[test]
    fn both_ways_of_writing_a_ring_become_one() {
        assert_eq!(tidy("a\u{30a}"), "å");
    }

    #[test]
    fn a_nul_never_reaches_the_database() {
        assert_eq!(tidy("a\0b"), "ab");
    }

    #[test]
    fn names_and_references_become_addresses() {
        assert_eq!(slug("Hälsa-, vård- och omsorgsnämnden"), "halsa-vard-och-omsorgsnamnden");
        assert_eq!(reference_key("313-24/2013"), "313-24-2013");
        assert_eq!(reference_key(" SR-2024-38 "), "sr-2024-38");
    }
}
