//! The body of a form while it comes, held by two: by whoever reads it, and by the layer that gives back what was typed when the
//! reader is stopped in the middle, because the database is in trouble. So nothing that is on its way is lost with the reader.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{Method, header};
use http_body::{Frame, SizeHint};
use tokio::sync::Semaphore;

use super::typed::{MOST, Typed};

/// So many are given back to at once: whoever sends without end takes no memory from the others.
static PLACES: Semaphore = Semaphore::const_new(64);

/// A form that is being read.
pub(super) struct Coming(Arc<Mutex<Half>>);

/// What has been read of it, and the rest.
struct Half {
    rest: Option<Body>,
    read: Vec<u8>,
    /// Whether what was read is still whole: above [`MOST`] it is not kept.
    whole: bool,
}

impl Coming {
    /// Follows the body of a request, if it is a form without a file.
    pub(super) fn of(request: Request) -> (Request, Option<Self>) {
        let kind = request.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        if *request.method() != Method::POST || kind != Some(true) {
            return (request, None);
        }
        let (parts, body) = request.into_parts();
        let half = Arc::new(Mutex::new(Half { rest: Some(body), read: Vec::new(), whole: true }));
        (Request::from_parts(parts, Body::new(Reader(Arc::clone(&half)))), Some(Self(half)))
    }

    /// Takes in the rest, only in order to give it back: its reader has gone.
    pub(super) async fn take_in(self, typed: &Typed) {
        let (rest, read) = {
            let mut half = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if !half.whole {
                return;
            }
            (half.rest.take(), std::mem::take(&mut half.read))
        };
        if let (Some(rest), Ok(_place)) = (rest, PLACES.try_acquire()) {
            typed.take_in(read, rest).await;
        }
    }
}

/// The body as its reader has it.
struct Reader(Arc<Mutex<Half>>);

impl HttpBody for Reader {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut half = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(body) = half.rest.as_mut() else { return Poll::Ready(None) };
        let frame = Pin::new(body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &frame
            && let Some(data) = frame.data_ref()
        {
            half.whole &= half.read.len() + data.len() <= MOST;
            if half.whole {
                half.read.extend_from_slice(data);
            } else {
                half.read = Vec::new();
            }
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).rest.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).rest.as_ref().map_or_else(SizeHint::default, HttpBody::size_hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(body: Body) -> Request {
        Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body).unwrap()
    }

    /// Pieces as they come over a line.
    fn pieces(pieces: &'static [&'static str]) -> Body {
        Body::from_stream(futures_util::stream::iter(pieces.iter().map(|piece| Ok::<_, std::io::Error>(Bytes::from_static(piece.as_bytes())))))
    }

    #[tokio::test]
    async fn what_was_typed_is_whole_wherever_its_reader_was_stopped() {
        for read in 0..=3 {
            let (request, coming) = Coming::of(form(pieces(&["text=", "hej", "&do=save"])));
            let mut body = request.into_body();
            for _ in 0..read {
                std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await.unwrap().unwrap();
            }
            drop(body);
            let typed = Typed::default();
            coming.unwrap().take_in(&typed).await;
            assert_eq!(typed.body().as_deref(), Some(b"text=hej&do=save".as_slice()), "after {read} pieces");
        }
    }

    #[tokio::test]
    async fn what_is_too_long_is_not_kept_in_part() {
        let long: &'static str = Box::leak("x".repeat(MOST).into_boxed_str());
        for read in 0..=2 {
            let (request, coming) = Coming::of(form(Body::from_stream(futures_util::stream::iter(
                [long, "y"].map(|piece| Ok::<_, std::io::Error>(Bytes::from_static(piece.as_bytes()))),
            ))));
            let mut body = request.into_body();
            for _ in 0..read {
                std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await.unwrap().unwrap();
            }
            drop(body);
            let typed = Typed::default();
            coming.unwrap().take_in(&typed).await;
            assert_eq!(typed.body(), None, "after {read} pieces");
        }
    }

    #[tokio::test]
    async fn nobody_waits_long_for_what_does_not_come() {
        let (_request, coming) = Coming::of(form(Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>())));
        let typed = Typed::default();
        coming.unwrap().take_in(&typed).await;
        assert_eq!(typed.body(), None);
    }

    #[test]
    fn files_and_pages_are_not_followed() {
        assert!(Coming::of(Request::get("/").body(Body::empty()).unwrap()).1.is_none());
        let upload = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x").body(Body::empty()).unwrap();
        assert!(Coming::of(upload).1.is_none());
    }
}
