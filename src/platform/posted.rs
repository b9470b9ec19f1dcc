//! What a form sent. Sealed until the gate is open, so that permission is decided before input is judged.

use std::marker::PhantomData;

use axum::body::Bytes;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::gate::{Action, Change, Gate, ReadFirst};
use crate::domain::refusal::Refusal;

/// The most that a form may send: many long texts, percent-encoded.
pub(super) const FORM_LIMIT: usize = 4 * 1024 * 1024;

/// A form that has arrived in full but has not been read.
pub struct Posted<F> {
    pub(super) body: Bytes,
    pub(super) form: PhantomData<F>,
}

impl<F: DeserializeOwned> Posted<F> {
    /// Reads it, once the gate is open. Forms name their fields and refuse others (`deny_unknown_fields`).
    ///
    /// # Errors
    /// [`Refusal::BadForm`] for unknown, repeated or missing fields: somebody has tampered, or the page is old.
    pub fn read<A: Action>(self, _open: &Change<A>) -> Result<F, Failure> {
        self.parsed()
    }

    /// Reads it before the gate is open, for the few actions that must not ask the database before they know what was sent.
    ///
    /// # Errors
    /// As above.
    pub fn read_first<A: ReadFirst>(self, _gate: &Gate<A>) -> Result<F, Failure> {
        self.parsed()
    }

    fn parsed(self) -> Result<F, Failure> {
        serde_html_form::from_bytes(&self.body).map_err(|error| {
            tracing::info!(%error, "a form that is none of ours");
            Failure::Refused(Refusal::BadForm)
        })
    }
}
