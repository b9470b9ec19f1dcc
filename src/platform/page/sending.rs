//! A stored file on its way to a reader: read piece by piece, each time through the gate, so that a slow reader holds no
//! connection and little memory.

use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::time::Instant;

use super::{insert, saved_as};
use crate::platform::failure::Failure;
use crate::platform::gate::Cleared;
use crate::platform::places::Place;

/// How long a file may take to be fetched: twenty megabytes at less than 0.1 Mbit/s.
const IN_ALL: Duration = Duration::from_secs(30 * 60);

/// A piece of a stored file, and what all of it is.
#[derive(Debug)]
pub struct Piece {
    /// The name it is saved under.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// The length of the whole file, in bytes.
    pub byte_count: i64,
    /// This piece.
    pub bytes: Vec<u8>,
}

type Reading = Pin<Box<dyn Future<Output = Result<Cleared<Piece>, Failure>> + Send>>;

/// A file whose first piece has been read. `read` reads the one with this number.
pub(in crate::platform) struct Sending {
    first: Piece,
    read: Box<dyn Fn(i32) -> Reading + Send + Sync>,
    place: Place,
}

/// What is being sent, and what is left.
struct Course {
    next: Option<Piece>,
    n: i32,
    left: i64,
    read: Box<dyn Fn(i32) -> Reading + Send + Sync>,
    until: Instant,
    /// Given back when the reader has everything or has gone.
    _place: Place,
}

impl Sending {
    pub(in crate::platform) fn new(first: Cleared<Piece>, place: Place, read: impl Fn(i32) -> Reading + Send + Sync + 'static) -> Self {
        Self { first: first.into_inner(), read: Box::new(read), place }
    }
}

impl Course {
    async fn step(mut self) -> Result<Option<(Bytes, Self)>, String> {
        if self.left == 0 {
            return Ok(None);
        }
        if Instant::now() > self.until {
            return Err("the file took too long to be fetched".to_owned());
        }
        let piece = match self.next.take() {
            Some(first) => first,
            None => (self.read)(self.n).await.map_err(broken_off)?.into_inner(),
        };
        self.n += 1;
        self.left -= i64::try_from(piece.bytes.len()).unwrap_or(i64::MAX);
        if self.left < 0 || piece.bytes.is_empty() {
            tracing::error!("a stored file is not as long as it says");
            return Err("the file is not as long as it says".to_owned());
        }
        Ok(Some((piece.bytes.into(), self)))
    }
}

/// Ends the connection: half a file must not look like a whole one.
fn broken_off(failure: Failure) -> String {
    tracing::error!(?failure, "a file was not read to its end");
    "the file could not be read to its end".to_owned()
}

impl IntoResponse for Sending {
    fn into_response(self) -> Response {
        let Self { first, read, place } = self;
        let (disposition, media_type, length) = (saved_as(&first.name), first.media_type.clone(), first.byte_count);
        let course = Course { left: length, next: Some(first), n: 0, read, until: Instant::now() + IN_ALL, _place: place };
        let mut response = Response::new(Body::from_stream(stream::try_unfold(course, Course::step)));
        super::stored_headers(response.headers_mut(), &media_type, &disposition);
        insert(response.headers_mut(), header::CONTENT_LENGTH, &length.to_string());
        response
    }
}
