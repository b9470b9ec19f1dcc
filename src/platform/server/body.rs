//! Bodies that are watched on their way: one that stops coming is given up with an error that can be told, and when an answer
//! has gone its connection is known to wait again.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body::{Body as HttpBody, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep_until};

use super::line::Line;

/// Nothing has come of a body for too long.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("nothing more has come")]
pub(crate) struct Stalled;

/// A body that comes in.
pub(super) struct Arriving {
    body: Incoming,
    line: Arc<Line>,
    stall: Duration,
    /// Until when something must have come.
    until: Option<Pin<Box<Sleep>>>,
}

impl Arriving {
    pub(super) fn new(body: Incoming, line: Arc<Line>, stall: Duration) -> Self {
        Self { body, line, stall, until: None }
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.line.has_brought_all();
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            self.until = None;
            match &frame {
                Some(Ok(frame)) if !self.body.is_end_stream() => self.line.has_brought(frame.data_ref().map_or(0, Bytes::len)),
                Some(_) | None => self.line.has_brought_all(),
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(axum::Error::new)));
        }
        self.line.waits_for_more();
        let stall = self.stall;
        let until = self.until.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + stall)));
        until.as_mut().poll(cx).map(|()| Some(Err(axum::Error::new(Stalled))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// An answer that goes out.
pub(super) struct Answering {
    body: Body,
    line: Arc<Line>,
}

impl Answering {
    pub(super) fn new(body: Body, line: Arc<Line>) -> Self {
        Self { body, line }
    }
}

impl HttpBody for Answering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.line.answered();
    }
}
