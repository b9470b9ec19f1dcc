//! A fact with its source: what was read, where it stands, and how far to trust it.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

pub use crate::domain::audit::Certainty;

/// A fact read from a letter. A value that is found always comes with the phrase it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Found<T> {
    /// Read as it stands in the letter.
    Read {
        /// The fact.
        value: T,
        /// The sentence or line it came from.
        phrase: String,
    },
    /// Proposed, for a person to confirm.
    Proposed {
        /// The fact as proposed.
        value: T,
        /// Where it came from; nothing when it was worked out from other facts.
        phrase: Option<String>,
    },
    /// Not in the letter.
    #[default]
    Missing,
}

impl<T> Found<T> {
    pub(super) fn read(value: T, phrase: &str) -> Self {
        Found::Read { value, phrase: phrase.to_owned() }
    }

    pub(super) fn proposed(value: T, phrase: &str) -> Self {
        Found::Proposed { value, phrase: Some(phrase.to_owned()) }
    }

    /// The fact, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Found::Read { value, .. } | Found::Proposed { value, .. } => Some(value),
            Found::Missing => None,
        }
    }

    /// The words of the letter that the fact rests on.
    pub fn phrase(&self) -> Option<&str> {
        match self {
            Found::Read { phrase, .. } => Some(phrase),
            Found::Proposed { phrase, .. } => phrase.as_deref(),
            Found::Missing => None,
        }
    }

    /// How far the fact can be trusted.
    pub fn certainty(&self) -> Certainty {
        match self {
            Found::Read { .. } => Certainty::Found,
            Found::Proposed { .. } => Certainty::Check,
            Found::Missing => Certainty::Missing,
        }
    }

    pub(super) fn is_missing(&self) -> bool {
        self.value().is_none()
    }

    /// This fact, or the second reading when the first found nothing.
    pub(super) fn or_else(self, second: impl FnOnce() -> Self) -> Self {
        if self.is_missing() { second() } else { self }
    }

    /// The same fact, but for a person to confirm.
    pub(super) fn doubted(self) -> Self {
        match self {
            Found::Read { value, phrase } => Found::Proposed { value, phrase: Some(phrase) },
            Found::Proposed { .. } | Found::Missing => self,
        }
    }
}

impl<T: Serialize> Serialize for Found<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fact = serializer.serialize_struct("Found", 3)?;
        fact.serialize_field("value", &self.value())?;
        fact.serialize_field("phrase", &self.phrase())?;
        fact.serialize_field("certainty", &self.certainty())?;
        fact.end()
    }
}
