//! The server loop: takes connections, gives each what a visitor needs and no more, and ends in good order. What a library
//! gives up only when the network does is given up here after seconds: heads that are not finished, bodies that stop coming,
//! answers that nobody fetches (ADR 0031).

mod body;
mod line;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tower::ServiceExt as _;

pub(super) use body::Stalled;
use body::{Answering, Arriving};
use line::{Line, Watched};

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A head must have come in full so long after its first byte; the first one, after the connection.
    pub head: Duration,
    /// How long a connection is kept on which nothing is asked.
    pub idle: Duration,
    /// How long nothing may come of a body, or go of an answer.
    pub stall: Duration,
    /// Bytes in a head.
    pub head_bytes: usize,
    /// Lines in a head.
    pub head_lines: usize,
    /// Connections at one time. When there is no room, the one that has been waiting longest makes room, or else the one that brings
    /// least of a body.
    pub connections: usize,
    /// How long a body may have been coming, however slowly, before its connection can be made to make room.
    pub begun: Duration,
    /// When it is stopping: how long connections are still served, each answer with the word that it is the last one.
    pub linger: Duration,
    /// And how long those may then take that have begun.
    pub finish: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            stall: Duration::from_secs(20),
            head_bytes: 16 * 1024,
            head_lines: 80,
            connections: 4096,
            begun: Duration::from_secs(2),
            linger: Duration::from_secs(3),
            finish: Duration::from_secs(5),
        }
    }
}

/// So many are heard out at one time when they are turned away, and so many bytes of each.
const TURNED_AWAY: usize = 64;
const MOST_UNREAD: u64 = 64 * 1024;

/// How far the end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Serving,
    /// Each answer is the last one of its connection.
    Lingering,
    /// Connections without a request are closed.
    Finishing,
}

/// Serves until `stop`, and then ends in good order. A listener that others listen on as well is let go at once: they go on
/// taking connections from the same line.
pub async fn serve(listener: TcpListener, shared: bool, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let house = House { limits, router, lines: Arc::default(), phase: watch::Sender::new(Phase::Serving), turned_away: Arc::new(Semaphore::new(TURNED_AWAY)) };
    let mut guests = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => house.receive(accepted, &mut guests).await,
        }
        while guests.try_join_next().is_some() {}
    }
    house.phase.send_replace(Phase::Lingering);
    let listener = (!shared).then_some(listener);
    // An error is the end of the time, and the end is the same.
    drop(timeout(limits.linger, house.linger(listener, &mut guests)).await);
    house.phase.send_replace(Phase::Finishing);
    if timeout(limits.finish, async { while guests.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!(left = guests.len(), "requests were ended before they were finished");
    }
}

struct House {
    limits: Limits,
    router: Router,
    /// Every connection, by its number.
    lines: Arc<Mutex<BTreeMap<u64, Arc<Line>>>>,
    phase: watch::Sender<Phase>,
    /// Places for those who are turned away and have not heard it yet.
    turned_away: Arc<Semaphore>,
}

impl House {
    /// Until nobody is there any more: then no answer is lost.
    async fn linger(&self, listener: Option<TcpListener>, guests: &mut JoinSet<()>) {
        loop {
            let accept = async {
                match &listener {
                    Some(listener) => listener.accept().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                accepted = accept => self.receive(accepted, guests).await,
                left = guests.join_next() => if left.is_none() { return },
            }
        }
    }

    async fn receive(&self, accepted: io::Result<(TcpStream, SocketAddr)>, guests: &mut JoinSet<()>) {
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // No more files may be open: somebody who only waits makes room.
                if !matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) {
                    tracing::warn!(%error, "a connection could not be taken");
                    self.make_room();
                    drop(timeout(Duration::from_millis(20), guests.join_next()).await);
                }
                return;
            }
        };
        if self.count() >= self.limits.connections && !self.make_room() {
            guests.spawn(turn_away(stream, Arc::clone(&self.turned_away)));
            return;
        }
        // Without it small answers wait for nothing.
        drop(stream.set_nodelay(true));
        let line = Arc::new(Line::new());
        let number = {
            let mut lines = self.lines();
            let number = lines.last_key_value().map_or(0, |(last, _)| last + 1);
            lines.insert(number, Arc::clone(&line));
            number
        };
        let (limits, router, phase, lines) = (self.limits, self.router.clone(), self.phase.subscribe(), Arc::clone(&self.lines));
        guests.spawn(async move {
            attend(stream, peer, router, limits, &line, phase).await;
            lines.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        });
    }

    fn lines(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Arc<Line>>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self) -> usize {
        self.lines().len()
    }

    /// Ends the connection that has been waiting longest for a request, or else the one of whose body least comes. Says whether there
    /// was one: somebody whose body comes as it does over any line keeps her place.
    fn make_room(&self) -> bool {
        let mut lines = self.lines();
        let longest = lines.iter().filter_map(|(number, line)| line.waiting_since().map(|since| (since, *number))).min();
        let slowest = || lines.iter().filter_map(|(number, line)| line.hardly_brings(self.limits.begun).map(|pace| (pace, *number))).min();
        match longest.map(|(_, number)| number).or_else(|| slowest().map(|(_, number)| number)).and_then(|number| lines.remove(&number)) {
            Some(line) => {
                line.end();
                true
            }
            None => false,
        }
    }
}

/// For a connection that there is no room for: everybody who is here has asked for something, and it comes.
async fn turn_away(mut stream: TcpStream, places: Arc<Semaphore>) {
    const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        Det \xc3\xa4r m\xc3\xa5nga h\xc3\xa4r just nu. F\xc3\xb6rs\xc3\xb6k igen om en stund.\nThere are many here right now. Try again in a while.\n";
    let told = async {
        stream.write_all(FULL).await?;
        stream.shutdown().await?;
        // A connection that is closed while something has come that nobody has read is reset, and what was said is lost on the way.
        if let Ok(_place) = places.try_acquire() {
            tokio::io::copy(&mut stream.take(MOST_UNREAD), &mut tokio::io::sink()).await?;
        }
        io::Result::Ok(())
    };
    // Whoever does not take it has gone.
    drop(timeout(Duration::from_secs(1), told).await);
}

/// Serves one connection to its end.
async fn attend(stream: TcpStream, peer: SocketAddr, router: Router, limits: Limits, line: &Arc<Line>, mut phase: watch::Receiver<Phase>) {
    let last = phase.clone();
    let service = service_fn(|request: Request<Incoming>| {
        line.asked();
        let (router, line, last) = (router.clone(), Arc::clone(line), last.clone());
        async move {
            let mut request = request.map(|body| Body::new(Arriving::new(body, Arc::clone(&line), limits.stall)));
            request.extensions_mut().insert(ConnectInfo(peer));
            let mut response = match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            if *last.borrow() > Phase::Serving {
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<Response<_>, Infallible>(response.map(|body| Answering::new(body, line)))
        }
    });
    let mut http = http1::Builder::new();
    http.max_header_size(limits.head_bytes).max_headers(limits.head_lines).max_buf_size(limits.head_bytes * 4).header_read_timeout(None);
    let connection = http.serve_connection(TokioIo::new(Watched::new(stream, Arc::clone(line))), service);
    let mut connection = pin!(connection);
    let mut look = interval(Duration::from_millis(500).min(limits.head));
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            // How it ended is the business of whoever ended it.
            _ = connection.as_mut() => return,
            () = line.ended() => return,
            _ = look.tick() => {
                if line.is_overdue(&limits) {
                    return;
                }
            }
            Ok(()) = phase.changed() => {
                if *phase.borrow() == Phase::Finishing {
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    }
}
