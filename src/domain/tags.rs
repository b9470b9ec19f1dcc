//! Tags: what an item is about, in a few words that the auditors choose, so that items of different audits are found together.

use super::text::tidy_line;

/// So many an item has at most.
pub const MOST: usize = 8;
/// So many characters one has at most.
pub const LONGEST: usize = 40;

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagsFault {
    /// More than [`MOST`].
    TooMany,
    /// This one is longer than [`LONGEST`].
    TooLong(String),
}

/// Reads tags with commas or line breaks between. Each once, in small letters, so that "IT" and "it" are one; in the order of the alphabet as it
/// is stored, which says nothing of how they are shown.
///
/// # Errors
/// When there are too many, or one is too long.
pub fn parse(typed: &str) -> Result<Vec<String>, TagsFault> {
    let mut tags: Vec<String> = typed.split([',', ';', '\n']).map(|one| tidy_line(one).to_lowercase()).filter(|one| !one.is_empty()).collect();
    tags.sort_unstable();
    tags.dedup();
    if let Some(long) = tags.iter().find(|one| one.chars().count() > LONGEST) {
        return Err(TagsFault::TooLong(long.clone()));
    }
    if tags.len() > MOST { Err(TagsFault::TooMany) } else { Ok(tags) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_once_each_whatever_stands_between_them() {
        let read = |typed: &str| parse(typed).unwrap().join("|");
        assert_eq!(read("IT-säkerhet, avtal ;  avtal\nit-säkerhet"), "avtal|it-säkerhet");
        assert_eq!(read(" , ;\n"), "");
        assert_eq!(read("intern   kontroll"), "intern kontroll");
    }

    #[test]
    fn too_many_and_too_long_ones_are_named() {
        let many = (0..9).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        assert_eq!(parse(&many), Err(TagsFault::TooMany));
        let long = "å".repeat(LONGEST + 1);
        assert_eq!(parse(&format!("kort, {long}")), Err(TagsFault::TooLong(long)));
        assert_eq!(parse(&"å".repeat(LONGEST)).map(|tags| tags.len()), Ok(1));
    }
}
