//! Text that remembers where it stood in the letter as it was pasted.

use std::ops::{Deref, Range};

use super::found::{Phrase, Place};

/// A text whose every byte knows from which stretch of the pasted letter it came. Letters are short: four bytes hold
/// a place in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Traced {
    text: String,
    from: Vec<(u32, u32)>,
}

impl Traced {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Traced { text: String::with_capacity(bytes), from: Vec::with_capacity(bytes) }
    }

    /// Adds a character that stands for a stretch of the pasted letter.
    pub(super) fn push(&mut self, character: char, from: Range<usize>) {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.push_from(character, (place(from.start), place(from.end)));
    }

    fn push_from(&mut self, character: char, from: (u32, u32)) {
        self.text.push(character);
        self.from.extend(std::iter::repeat_n(from, character.len_utf8()));
    }

    /// Adds a space that stands at the end of what is there.
    pub(super) fn push_space(&mut self) {
        let end = self.from.last().map_or(0, |(_, end)| *end);
        self.push_from(' ', (end, end));
    }

    /// Takes the last character away, and gives it with where it came from.
    pub(super) fn pop(&mut self) -> Option<(char, Range<usize>)> {
        let character = self.text.pop()?;
        let (start, end) = self.from.get(self.text.len()).copied().unwrap_or_default();
        self.from.truncate(self.text.len());
        Some((character, start as usize..end as usize))
    }

    /// Adds another text to this one.
    pub(super) fn append(&mut self, other: &Traced) {
        self.text.push_str(&other.text);
        self.from.extend_from_slice(&other.from);
    }

    /// A part of the text, given in bytes of it; nothing when it cuts a character.
    pub(super) fn part(&self, range: Range<usize>) -> Traced {
        match (self.text.get(range.clone()), self.from.get(range)) {
            (Some(text), Some(from)) => Traced { text: text.to_owned(), from: from.to_vec() },
            _ => Traced::default(),
        }
    }

    /// The text with every run of spaces made one, and none at its ends.
    pub(super) fn folded(&self) -> Traced {
        let mut folded = Traced::with_capacity(self.text.len());
        for (place, character) in self.text.char_indices() {
            if !character.is_whitespace() {
                folded.push_from(character, self.from.get(place).copied().unwrap_or_default());
            } else if !folded.text.is_empty() && !folded.text.ends_with(' ') {
                folded.push_from(' ', self.from.get(place).copied().unwrap_or_default());
            }
        }
        if folded.text.ends_with(' ') {
            folded.pop();
        }
        folded
    }

    /// The text with other signs at some places; signs and what takes their place are one byte each.
    pub(super) fn with_signs(self, changes: &[(usize, u8)]) -> Traced {
        let mut bytes = self.text.clone().into_bytes();
        for (place, sign) in changes {
            bytes.get_mut(*place).filter(|byte| byte.is_ascii()).into_iter().for_each(|byte| *byte = *sign);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Traced { text, from: self.from },
            Err(_) => self,
        }
    }

    /// The text without the characters that begin at some places.
    pub(super) fn without(&self, places: &[usize]) -> Traced {
        let mut left = Traced::with_capacity(self.text.len());
        let mut gone = places.iter().peekable();
        for (place, character) in self.text.char_indices() {
            if gone.next_if(|at| **at == place).is_none() {
                left.push_from(character, self.from.get(place).copied().unwrap_or_default());
            }
        }
        left
    }

    /// The text without spaces at its ends.
    pub(super) fn trimmed(&self) -> Traced {
        let start = self.text.len() - self.text.trim_start().len();
        self.part(start..start + self.text.trim().len())
    }

    /// The text without spaces at its end.
    pub(super) fn trimmed_end(&self) -> Traced {
        self.part(0..self.text.trim_end().len())
    }

    /// Where a part of the text stood in the letter as it was pasted.
    pub(super) fn place(&self, range: Range<usize>) -> Option<Place> {
        let from = self.from.get(range)?;
        let (start, _) = from.first()?;
        let (_, end) = from.last()?;
        (start <= end).then_some(Place { start: *start as usize, end: *end as usize })
    }

    /// A part of the text as a phrase with its place.
    pub(super) fn phrase_of(&self, range: Range<usize>) -> Phrase {
        let text = self.text.get(range.clone()).unwrap_or_default().to_owned();
        Phrase { text, place: self.place(range) }
    }
}

impl Deref for Traced {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<&Traced> for Phrase {
    fn from(text: &Traced) -> Self {
        text.phrase_of(0..text.len())
    }
}

impl From<&str> for Phrase {
    /// Words that were put together, and stand nowhere as they are.
    fn from(text: &str) -> Self {
        Phrase { text: text.to_owned(), place: None }
    }
}
