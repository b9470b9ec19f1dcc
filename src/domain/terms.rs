//! What a city calls things otherwise than most do.

/// What the auditors of a city call what they say of an answer: an *omdöme*, where nothing else has been chosen.
///
/// Not any word, but these, because sentences must stay sentences: all of them are neuter and end alike in every form
/// (*omdöme, omdömet, omdömen, omdömena*), and their English ones begin with a consonant and take an s. *Kommentar* would
/// make "ett kommentar" and is the name of another field; *bedömning* is what the letter itself has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "verdict_word", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum VerdictWord {
    /// Omdöme, verdict.
    #[default]
    Omdome,
    /// Utlåtande, statement.
    Utlatande,
    /// Ställningstagande, position.
    Stallningstagande,
}

impl VerdictWord {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Omdome, Self::Utlatande, Self::Stallningstagande];

    /// The name in forms and in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Omdome => "omdome",
            Self::Utlatande => "utlatande",
            Self::Stallningstagande => "stallningstagande",
        }
    }

    /// The word of a key; nothing for another one.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.key() == key)
    }

    /// "omdöme".
    #[must_use]
    pub fn swedish(self) -> &'static str {
        match self {
            Self::Omdome => "omdöme",
            Self::Utlatande => "utlåtande",
            Self::Stallningstagande => "ställningstagande",
        }
    }

    /// "verdict".
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Omdome => "verdict",
            Self::Utlatande => "statement",
            Self::Stallningstagande => "position",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::VerdictWord;

    #[test]
    fn every_word_is_neuter_and_ends_as_the_usual_one_does() {
        for word in VerdictWord::ALL {
            assert!(word.swedish().ends_with('e'), "{word:?}: {}t, {}n, {}na", word.swedish(), word.swedish(), word.swedish());
            assert!(!word.english().starts_with(['a', 'e', 'i', 'o', 'u']), "{word:?}: a {}", word.english());
            assert_eq!(VerdictWord::of_key(word.key()), Some(word));
        }
    }
}
