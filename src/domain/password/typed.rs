//! A password as it was typed, in the one form in which it is compared.

use unicode_normalization::UnicodeNormalization as _;

/// One form of each sign, and one kind of space (RFC 8265, OpaqueString): some keyboards write å as a letter and a ring, or a
/// space that does not break, and who signs in at another desk types the same password. A form brings it as this, and nothing else
/// is judged, hashed or compared. It is never printed.
#[derive(Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(from = "String")]
pub struct Password(String);

impl From<String> for Password {
    fn from(typed: String) -> Self {
        Self(typed.nfc().map(|c| if is_space(c) { ' ' } else { c }).collect())
    }
}

impl From<&str> for Password {
    fn from(typed: &str) -> Self {
        Self::from(typed.to_owned())
    }
}

impl Password {
    /// For hashing it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In characters.
    #[must_use]
    pub fn length(&self) -> usize {
        self.0.chars().count()
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Zs of Unicode, but for the ordinary one.
fn is_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::Password;

    #[test]
    fn the_same_password_typed_on_two_keyboards_is_the_same() {
        assert_eq!(Password::from("fyra ord pa\u{30a} en rad"), Password::from("fyra ord på en rad"));
        assert_eq!(Password::from("fyra\u{a0}ord på en\u{202f}rad"), Password::from("fyra ord på en rad"));
        // Otherwise it is as it was typed.
        assert_ne!(Password::from("Fyra ord på en rad"), Password::from("fyra ord på en rad"));
        assert_eq!(Password::from("  två\u{200d}  ﬁ①").as_str(), "  två\u{200d}  ﬁ①");
    }

    #[test]
    fn it_is_not_printed() {
        assert_eq!(format!("{:?}", Password::from("fyra ord på en rad")), "Password(…)");
    }
}
