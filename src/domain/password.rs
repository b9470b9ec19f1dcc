//! What is a fit password. No rules of composition: length is what counts.

/// The fewest characters of a password while there is no second factor.
pub const SHORTEST: usize = 15;
/// The most: beyond this it is no password but an attack on the machine.
pub const LONGEST: usize = 256;

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// Easy to guess: repeated characters, or the person's own name or address.
    TooSimple,
    /// The two fields differ.
    NotTheSame,
}

/// Judges a new password. No rules of composition: length is what counts.
///
/// # Errors
/// See [`PasswordFault`].
pub fn judge(password: &str, again: &str, email: &str, name: &str) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    let folded = password.to_lowercase();
    let distinct = folded.chars().collect::<std::collections::BTreeSet<_>>().len();
    let own = |word: &str| word.chars().count() >= 4 && folded.replace(&word.to_lowercase(), "").chars().count() < 8;
    if length < SHORTEST {
        Err(PasswordFault::TooShort)
    } else if length > LONGEST {
        Err(PasswordFault::TooLong)
    } else if distinct < 5 || own(email) || own(name) || guessable(&folded) {
        Err(PasswordFault::TooSimple)
    } else if password != again {
        Err(PasswordFault::NotTheSame)
    } else {
        Ok(())
    }
}

fn guessable(folded: &str) -> bool {
    let known = ["lösenord", "losenord", "password", "qwertyuiop", "1234567890", "abcdefghij", "yttrande", "revision"];
    let mut rest = folded.to_owned();
    for word in known {
        rest = rest.replace(word, "");
    }
    rest.chars().count() < 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_what_counts() {
        let judged = |password: &str| judge(password, password, "anna.berg@strand.example", "Anna Berg");
        assert_eq!(judged("kort"), Err(PasswordFault::TooShort));
        assert_eq!(judged("fyra ord på en rad"), Ok(()));
        assert_eq!(judged("aaaaaaaaaaaaaaaaaaaa"), Err(PasswordFault::TooSimple));
        assert_eq!(judged("lösenord1234567890"), Err(PasswordFault::TooSimple));
        assert_eq!(judged("anna.berg@strand.example"), Err(PasswordFault::TooSimple));
        assert_eq!(judged(&"ab cd ef ".repeat(40)), Err(PasswordFault::TooLong));
        assert_eq!(judge("fyra ord på en rad", "något helt annat här", "", ""), Err(PasswordFault::NotTheSame));
    }
}
