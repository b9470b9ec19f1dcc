//! What a form sent. Sealed until the gate is open, so that permission is decided before input is judged.

use std::marker::PhantomData;

use axum::body::{Body, Bytes, HttpBody as _};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::gate::{Action, Change, Gate, ReadFirst};
use crate::domain::refusal::Refusal;

/// The most that a form may send: many long texts, percent-encoded.
const FORM_LIMIT: usize = 4 * 1024 * 1024;

/// Takes a form in as a whole. Whoever says beforehand that it is too much is told so before it comes.
pub(super) async fn taken_in(body: Body) -> Result<Bytes, Failure> {
    if usize::try_from(body.size_hint().lower()).map_or(true, |size| size > FORM_LIMIT) {
        return Err(Failure::TooLarge);
    }
    let (mut all, mut pieces) = (Vec::new(), body.into_data_stream());
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| Failure::of_body(&error))?;
        if all.len() + piece.len() > FORM_LIMIT {
            return Err(Failure::TooLarge);
        }
        all.extend_from_slice(&piece);
    }
    Ok(all.into())
}

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
        if !is_text(&self.body) {
            // The reader of forms would put a sign of its own where the bytes are no text.
            tracing::info!("a form with bytes that are no text");
            return Err(Failure::Refused(Refusal::BadForm));
        }
        serde_html_form::from_bytes(&self.body).map_err(|error| {
            // It names what was sent, line breaks too: escaped, so that nothing that is sent begins a line of the log.
            tracing::info!(error = ?error.to_string(), "a form that is none of ours");
            Failure::Refused(Refusal::BadForm)
        })
    }
}

/// Whether what the escapes of a form stand for is UTF-8. A broken escape stands for itself.
fn is_text(form: &[u8]) -> bool {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(form.len());
    let mut rest = form;
    while let Some((first, after)) = rest.split_first() {
        match (*first, digit(after.first()), digit(after.get(1))) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
            }
            (other, _, _) => {
                bytes.push(other);
                rest = after;
            }
        }
    }
    std::str::from_utf8(&bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// A log that is read again.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Nothing {}

    #[test]
    fn what_is_sent_begins_no_line_of_the_log() {
        let lines = Lines::default();
        let written = lines.clone();
        let log = tracing_subscriber::fmt().with_ansi(false).with_writer(move || written.clone()).finish();
        let posted = Posted::<Nothing> { body: Bytes::from_static(b"x%0A2025-03-31T22:00:00Z%20ERROR%20all%20is%20lost=1"), form: PhantomData };
        let read = tracing::subscriber::with_default(log, || posted.parsed());
        assert!(matches!(read, Err(Failure::Refused(Refusal::BadForm))));
        let said = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        assert!(said.contains("a form that is none of ours") && said.contains("all is lost"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }

    #[test]
    fn bytes_that_are_no_text_are_seen_however_they_are_written() {
        for text in ["", "a=%C3%A5", "a=å", "a=%", "a=%2", "a=%zz", "a=+%00"] {
            assert!(is_text(text.as_bytes()), "{text}");
        }
        for bad in [b"a=\xff".as_slice(), b"a=%ff", b"a=%c0%af", b"a=%ed%a0%80", b"a=%C3", b"a=%c3%"] {
            assert!(!is_text(bad), "{bad:?}");
        }
    }
}
