//! How much one person can save of one text. Every version that she saves by hand is kept, so there must be an end to them: nobody
//! fills the service, and whoever does holds up nobody but herself (ADR 0044).

/// So many versions of one person are kept of one response, or of one verdict: twenty a day, for most of a year.
pub const MOST_VERSIONS: i64 = 5_000;
/// And so many bytes, as the database stores them.
pub const MOST_BYTES: i64 = 64 * 1024 * 1024;

/// What is kept of one person's versions of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// How many there are.
    pub versions: i64,
    /// What they take where they are stored.
    pub bytes: i64,
}

impl Kept {
    /// Whether one more can be saved. The last one may go over the bytes by its own length.
    #[must_use]
    pub fn has_room(self) -> bool {
        self.versions < MOST_VERSIONS && self.bytes < MOST_BYTES
    }
}

/// So many letters of one auditor lie there read and not saved: more than anybody checks in an afternoon.
pub const MOST_LETTERS: i64 = 50;
/// And so many bytes, with their files.
pub const MOST_LETTER_BYTES: i64 = 200 * 1024 * 1024;

/// What one auditor has had read and not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LyingLetters {
    /// How many there are.
    pub letters: i64,
    /// How long they and their files are.
    pub bytes: i64,
}

impl LyingLetters {
    /// Whether one more can lie there. The last one may go over the bytes by its own length.
    #[must_use]
    pub fn has_room(self) -> bool {
        self.letters < MOST_LETTERS && self.bytes < MOST_LETTER_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_version_fits_and_the_one_after_it_does_not() {
        for (versions, bytes, has_room) in [
            (0, 0, true),
            (MOST_VERSIONS - 1, 0, true),
            (MOST_VERSIONS, 0, false),
            (1, MOST_BYTES - 1, true),
            (1, MOST_BYTES, false),
            (MOST_VERSIONS, MOST_BYTES, false),
        ] {
            assert_eq!(Kept { versions, bytes }.has_room(), has_room, "{versions} {bytes}");
        }
    }

    #[test]
    fn the_last_letter_fits_and_the_one_after_it_does_not() {
        for (letters, bytes, has_room) in
            [(0, 0, true), (MOST_LETTERS - 1, MOST_LETTER_BYTES - 1, true), (MOST_LETTERS, 0, false), (1, MOST_LETTER_BYTES, false)]
        {
            assert_eq!(LyingLetters { letters, bytes }.has_room(), has_room, "{letters} {bytes}");
        }
    }
}
