//! A fact with its source: what was read, where it stands, and how far to trust it.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

pub use crate::domain::audit::Certainty;

/// A stretch of the letter as it was pasted, in bytes. Both ends lie between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, not included.
    pub end: usize,
}

/// Words of the letter that a value rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    /// The words, on one line, without what a page break put between them.
    pub text: String,
    /// Where they stand in the letter as it was pasted.
    pub place: Option<Place>,
}

/// A fact read from a letter. A value that is found always comes with the phrase it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Found<T> {
    /// Read as it stands in the letter.
    Read {
        /// The fact.
        value: T,
        /// The sentence or line it came from.
        phrase: Phrase,
    },
    /// Proposed, for a person to confirm.
    Proposed {
        /// The fact as proposed.
        value: T,
        /// Where it came from; nothing when it was worked out from other facts.
        phrase: Option<Phrase>,
    },
    /// Not in the letter.
    #[default]
    Missing,
}

impl<T> Found<T> {
    pub(super) fn read(value: T, phrase: impl Into<Phrase>) -> Self {
        Found::Read { value, phrase: phrase.into() }
    }

    pub(super) fn proposed(value: T, phrase: impl Into<Phrase>) -> Self {
        Found::Proposed { value, phrase: Some(phrase.into()) }
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
        self.source().map(|phrase| phrase.text.as_str())
    }

    /// Where those words stand in the letter as it was pasted.
    pub fn place(&self) -> Option<Place> {
        self.source().and_then(|phrase| phrase.place)
    }

    fn source(&self) -> Option<&Phrase> {
        match self {
            Found::Read { phrase, .. } => Some(phrase),
            Found::Proposed { phrase, .. } => phrase.as_ref(),
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
        let mut fact = serializer.serialize_struct("Found", 4)?;
        fact.serialize_field("value", &self.value())?;
        fact.serialize_field("phrase", &self.phrase())?;
        fact.serialize_field("place", &self.place())?;
        fact.serialize_field("certainty", &self.certainty())?;
        fact.end()
    }
}
