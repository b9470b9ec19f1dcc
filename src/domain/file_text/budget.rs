//! How much may still be unpacked and done: a small file can hold more than a machine can.

use super::NoText;

/// What is left to spend on one file.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: usize,
    steps: usize,
}

impl Budget {
    /// For one file: more than any letter or report needs, and less than hurts.
    pub(super) fn of_a_file() -> Self {
        Self { bytes: 32 * 1024 * 1024, steps: 2_000_000 }
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

    /// One more thing is done.
    pub(super) fn step(&mut self) -> Result<(), NoText> {
        self.steps = self.steps.checked_sub(1).ok_or(NoText::TooMuch)?;
        Ok(())
    }
}
