//! How much may still be unpacked and done: a small file can hold more than a machine can.

use super::{NoText, TEXT_BYTES};

/// What is left to spend on one file.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: usize,
    steps: usize,
    words: usize,
}

impl Budget {
    /// For one file: more than any letter or report needs, and less than hurts.
    pub(super) fn of_a_file() -> Self {
        Self { bytes: 32 * 1024 * 1024, steps: 2_000_000, words: TEXT_BYTES }
    }

    /// For a document of marked-up text, whose parts are held whole while they are read.
    pub(super) fn of_a_document() -> Self {
        Self { bytes: 16 * 1024 * 1024, ..Self::of_a_file() }
    }

    /// How many bytes may still be unpacked.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// So many bytes have been unpacked.
    pub(super) fn unpacked(&mut self, bytes: usize) -> Result<(), NoText> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or(NoText::TooMuch)?;
        Ok(())
    }

    /// So many bytes of words have been read.
    pub(super) fn said(&mut self, bytes: usize) -> Result<(), NoText> {
        self.words = self.words.checked_sub(bytes).ok_or(NoText::TooMuch)?;
        Ok(())
    }

    /// One more thing is done.
    pub(super) fn step(&mut self) -> Result<(), NoText> {
        self.steps = self.steps.checked_sub(1).ok_or(NoText::TooMuch)?;
        Ok(())
    }
}
