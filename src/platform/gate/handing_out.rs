//! Stored files are handed out through here, and through nothing else: where a scanner is named, only what it has found clean.

use sqlx::types::Uuid;

use super::Passage;
use crate::domain::refusal::{FileHeld, Refusal};
use crate::platform::failure::Failure;

/// What may go of a stored file. Only this file makes it.
#[derive(Debug)]
pub struct Cleared<T>(T);

impl<T> Cleared<T> {
    pub(in crate::platform) fn into_inner(self) -> T {
        self.0
    }
}

impl Passage {
    /// A piece of a stored file may go, if the file may. Before anything is written of who has opened it.
    ///
    /// # Errors
    /// [`Refusal::FileHeld`] when the scanner has not found it clean.
    pub async fn cleared<T: Send>(&mut self, file: Uuid, piece: T) -> Result<Cleared<T>, Failure> {
        self.may_go(file).await?;
        Ok(Cleared(piece))
    }

    /// Whether a stored file may go.
    ///
    /// # Errors
    /// [`Refusal::FileHeld`] when the scanner has not found it clean.
    pub async fn may_go(&mut self, file: Uuid) -> Result<(), Failure> {
        if !self.app.scans() {
            return Ok(());
        }
        let stands = sqlx::query_scalar!(r#"select file_stands($1) as "stands!""#, file).fetch_one(self.conn()).await?;
        let held = match stands.as_str() {
            "clean" => return Ok(()),
            "infected" => FileHeld::Infected,
            "unscannable" => FileHeld::Unscannable,
            _ => FileHeld::Waits,
        };
        Err(Refusal::FileHeld(held).into())
    }

    /// Whether files are scanned before they are handed out.
    #[must_use]
    pub fn scans(&self) -> bool {
        self.app.scans()
    }
}
