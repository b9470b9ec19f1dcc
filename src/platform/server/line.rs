//! What is known of a connection: whether it waits or works, and whether anything moves.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::Limits;

/// Whoever brings so many bytes of a body in a second, on the whole, is at work and gives her place to nobody.
const STEADY: u128 = 4 * 1024;

/// An answer of which less than this goes in the time of a stall is fetched by nobody.
const MOVES: usize = 16 * 1024;

/// A connection.
pub(super) struct Line {
    state: Mutex<State>,
    end: Notify,
}

struct State {
    /// Since when it waits for a head; none while a request is worked on and its answer goes out.
    waiting: Option<Instant>,
    /// Since when a head is coming.
    head: Option<Instant>,
    /// A body that is coming.
    body: Option<Coming>,
    /// Since when the other end does not take what is written, and how much it has taken since.
    blocked: Option<(Instant, usize)>,
}

/// How much of a body has come, and for how long it has been waited for. While nobody asks for more of it, it does not count.
#[derive(Default)]
struct Coming {
    brought: usize,
    waited: Duration,
    since: Option<Instant>,
}

impl Coming {
    fn time(&self) -> Duration {
        self.waited + self.since.map_or(Duration::ZERO, |since| since.elapsed())
    }
}

impl Line {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        // The first head is waited for no longer than for any other that has begun.
        Self { state: Mutex::new(State { waiting: Some(now), head: Some(now), body: None, blocked: None }), end: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn asked(&self) {
        let mut state = self.state();
        (state.waiting, state.head) = (None, None);
    }

    pub(super) fn answered(&self) {
        self.state().waiting = Some(Instant::now());
    }

    /// More of a body is waited for.
    pub(super) fn waits_for_more(&self) {
        self.state().body.get_or_insert_default().since.get_or_insert_with(Instant::now);
    }

    /// So much more of a body has come.
    pub(super) fn has_brought(&self, bytes: usize) {
        let mut state = self.state();
        let body = state.body.get_or_insert_default();
        body.waited = body.time();
        body.since = None;
        body.brought += bytes;
    }

    /// All of a body has come, or no more of it is wanted.
    pub(super) fn has_brought_all(&self) {
        self.state().body = None;
    }

    /// Of a body that has been waited for longer than this, and hardly comes: how many bytes a second.
    pub(super) fn hardly_brings(&self, new: Duration) -> Option<u128> {
        let state = self.state();
        let body = state.body.as_ref()?;
        let time = body.time();
        let pace = u128::try_from(body.brought).ok()?.saturating_mul(1000) / time.as_millis().max(1);
        (time > new && pace < STEADY).then_some(pace)
    }

    pub(super) fn waiting_since(&self) -> Option<Instant> {
        self.state().waiting
    }

    pub(super) fn is_overdue(&self, limits: &Limits) -> bool {
        let state = self.state();
        let stalled = state.blocked.is_some_and(|(since, _)| since.elapsed() > limits.stall);
        let unfinished = state.head.is_some_and(|since| since.elapsed() > limits.head);
        let idle = state.waiting.is_some_and(|since| since.elapsed() > limits.idle) && state.blocked.is_none();
        stalled || unfinished || idle
    }

    pub(super) fn end(&self) {
        self.end.notify_one();
    }

    pub(super) async fn ended(&self) {
        self.end.notified().await;
    }

    fn has_read(&self) {
        let mut state = self.state();
        if state.waiting.is_some() && state.head.is_none() {
            state.head = Some(Instant::now());
        }
    }

    fn has_written(&self, written: usize, of: usize) {
        let mut state = self.state();
        state.blocked = match state.blocked {
            Some((since, before)) if written < of && before + written < MOVES => Some((since, before + written)),
            Some(_) | None => None,
        };
    }

    fn is_blocked(&self) {
        self.state().blocked.get_or_insert((Instant::now(), 0));
    }
}

/// A stream whose movements are seen.
pub(super) struct Watched {
    stream: TcpStream,
    line: Arc<Line>,
}

impl Watched {
    pub(super) fn new(stream: TcpStream, line: Arc<Line>) -> Self {
        Self { stream, line }
    }

    fn seen(&self, wrote: Poll<io::Result<usize>>, of: usize) -> Poll<io::Result<usize>> {
        match &wrote {
            Poll::Ready(Ok(written)) => self.line.has_written(*written, of),
            Poll::Ready(Err(_)) => {}
            Poll::Pending => self.line.is_blocked(),
        }
        wrote
    }
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, into))?;
        if into.filled().len() > before {
            self.line.has_read();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.seen(wrote, bytes.len())
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, slices: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.seen(wrote, slices.iter().map(|slice| slice.len()).sum())
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
