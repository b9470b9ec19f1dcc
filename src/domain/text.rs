//! Words from outside, parsed once at the edge. Inside the program a string is already known to be fit.

use unicode_normalization::UnicodeNormalization as _;

/// The longest text in one field (domain rule: high enough that nobody writes elsewhere because of it).
pub const FIELD_LIMIT: usize = 20_000;

/// Why a text was not taken. Lengths are counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing but space.
    Empty,
    /// More than the limit: the limit and the length it had.
    TooLong(usize, usize),
}

/// Folds what a browser sends into what is stored: one form of å, one kind of line break, no control characters.
/// Line breaks stay; everything visible stays as it was written.
#[must_use]
pub fn tidy(raw: &str) -> String {
    let breaks = raw.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = breaks.nfc().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect();
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
    if text.chars().all(is_blank) { Err(TextFault::Empty) } else { Ok(text) }
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

/// White space, and the characters that look like nothing at all.
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
        for blank in ["", "   ", "\u{a0}\u{a0}", "\u{200b}", "\u{feff}\n"] {
            assert_eq!(required(blank, 10), Err(TextFault::Empty), "{blank:?}");
        }
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
