//! Whether the service is well, for whatever looks after it: a container, a balancer, a monitor. `/livez` says that the process
//! answers; `/readyz` that it can work. Neither says anything that is a secret, or which versions there are.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::clock::Clock;
use super::condition::{APART, Condition};
use super::database::Database;
use super::failure::Failure;
use super::upkeep::Schema;

/// What was found is said for so long without looking again, however many ask.
const FRESH: Duration = Duration::from_secs(1);
/// How long looking may take.
const PATIENCE: Duration = Duration::from_secs(1);
/// Less room than this on the disk of the private PostgreSQL is too little: it stops when there is none.
const ROOM: u64 = 256 * 1024 * 1024;

/// What is said of the disk of a database that is not in a folder of ours: only whoever runs its server knows.
const ELSEWHERE: &str = "not known here: ask the server of the database";

/// Says how something is just now.
type Saying = Box<dyn Fn(DateTime<Utc>) -> String + Send + Sync>;

/// What the program says of its own state. Clones say the same.
#[derive(Clone)]
pub struct Health(Arc<Inner>);

struct Inner {
    database: Database,
    clock: Clock,
    /// The folder of the private PostgreSQL, when there is one.
    folder: OnceLock<PathBuf>,
    /// Somebody has said at the start that what has been saved may be lost.
    may_lose_writes: AtomicBool,
    /// No backup may be older than this.
    oldest_backup: OnceLock<TimeDelta>,
    /// How it is with the checkpoints of the log, where any are written.
    checkpoints: OnceLock<Saying>,
    /// Whether the database is built as it was, where jobs look.
    definitions: OnceLock<Saying>,
    /// Whether the identity provider answers, where there is one.
    sign_on: OnceLock<Saying>,
    /// Whether the scanner of files answers, where there is one.
    scanner: OnceLock<Saying>,
    stopping: AtomicBool,
    told: Mutex<Option<(Instant, Report)>>,
}

/// What each part is like: `ok`, or a word or two about what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Report {
    ready: bool,
    parts: Vec<(&'static str, String)>,
}

impl Report {
    fn new(parts: Vec<(&'static str, Result<(), String>)>) -> Self {
        let ready = parts.iter().all(|(_, part)| part.as_ref().err().is_none_or(|said| said == ELSEWHERE));
        Self { ready, parts: parts.into_iter().map(|(name, part)| (name, part.err().unwrap_or_else(|| "ok".to_owned()))).collect() }
    }

    /// A log that does not fit is no reason to end the service, and one to look at it. How old the last backup is, is said as it is;
    /// it counts only where somebody has said how old it may be.
    fn with_log(mut self, found: &Condition, inner: &Inner) -> Self {
        let (now, oldest) = (inner.clock.now(), inner.oldest_backup.get().copied());
        self.parts.push(("log", if found.log_is_broken { "does not fit: run yttrande verify" } else { "ok" }.to_owned()));
        if let Some(definitions) = inner.definitions.get() {
            self.parts.push(("definitions", definitions(now)));
        }
        if let Some(checkpoints) = inner.checkpoints.get() {
            self.parts.push(("checkpoints", checkpoints(now)));
        }
        if let Some(sign_on) = inner.sign_on.get() {
            self.parts.push(("identity provider", sign_on(now)));
        }
        if let Some(scanner) = inner.scanner.get() {
            self.parts.push(("scanner", scanner(now)));
        }
        let age = found.last_backup.map(|at| now - at);
        self.ready &= oldest.is_none_or(|oldest| age.is_some_and(|age| age <= oldest));
        self.parts.push(("backup", age.map_or_else(|| "none known".to_owned(), aged)));
        self
    }

    fn json(&self) -> String {
        let mut fields = serde_json::Map::new();
        fields.insert("ready".to_owned(), self.ready.into());
        fields.extend(self.parts.iter().map(|(name, part)| ((*name).to_owned(), part.as_str().into())));
        serde_json::Value::Object(fields).to_string()
    }
}

impl Health {
    pub(super) fn new(database: Database, clock: Clock) -> Self {
        let told = Mutex::new(None);
        let (folder, oldest_backup, checkpoints, definitions) = (OnceLock::new(), OnceLock::new(), OnceLock::new(), OnceLock::new());
        let (may_lose_writes, stopping) = (AtomicBool::new(false), AtomicBool::new(false));
        let (sign_on, scanner) = (OnceLock::new(), OnceLock::new());
        Self(Arc::new(Inner { database, clock, folder, may_lose_writes, oldest_backup, checkpoints, definitions, sign_on, scanner, stopping, told }))
    }

    /// Also watches the room in this folder.
    pub fn watch_folder(&self, folder: PathBuf) {
        // It is said once, at the start.
        drop(self.0.folder.set(folder));
    }

    /// Also says how it is with the checkpoints of the log. They are no reason to end the service either.
    pub fn watch_checkpoints(&self, said: impl Fn(DateTime<Utc>) -> String + Send + Sync + 'static) {
        // It is said once, at the start.
        drop(self.0.checkpoints.set(Box::new(said)));
    }

    /// Also says whether the database is built as it was. A service that ended then would help whoever changed it.
    pub fn watch_definitions(&self, said: impl Fn(DateTime<Utc>) -> String + Send + Sync + 'static) {
        // It is said once, at the start.
        drop(self.0.definitions.set(Box::new(said)));
    }

    /// Also says whether the identity provider answers. Without it people sign in with their passwords: no reason to end the service.
    pub fn watch_sign_on(&self, said: impl Fn(DateTime<Utc>) -> String + Send + Sync + 'static) {
        // It is said once, at the start.
        drop(self.0.sign_on.set(Box::new(said)));
    }

    /// Also says whether the scanner of files answers. Without it files wait, and are received all the same: no reason to end the service.
    pub fn watch_scanner(&self, said: impl Fn(DateTime<Utc>) -> String + Send + Sync + 'static) {
        // It is said once, at the start.
        drop(self.0.scanner.set(Box::new(said)));
    }

    /// Somebody knows that what has been saved may be lost, and wants it so.
    pub fn let_writes_be_lost(&self) {
        self.0.may_lose_writes.store(true, Ordering::Relaxed);
    }

    /// From now on the service is ready only with a backup that is no older than this.
    pub fn want_backups(&self, within: TimeDelta) {
        // It is said once, at the start.
        let _first = self.0.oldest_backup.set(within);
    }

    /// From now on the service is not ready: it finishes what it has begun.
    pub fn stop(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    async fn report(&self) -> Report {
        if self.0.stopping.load(Ordering::Relaxed) {
            return Report { ready: false, parts: vec![("service", "stopping".to_owned())] };
        }
        // One looks, the others wait for it.
        let mut told = self.0.told.lock().await;
        match told.as_ref() {
            Some((at, report)) if at.elapsed() < FRESH => report.clone(),
            _ => {
                let report = self.look().await;
                *told = Some((Instant::now(), report.clone()));
                report
            }
        }
    }

    async fn look(&self) -> Report {
        let found = match timeout(PATIENCE, Condition::of(&self.0.database)).await {
            Ok(Ok(found)) if !self.0.database.pulse().is_lost() => found,
            Ok(Ok(_) | Err(_)) | Err(_) => return Report::new(vec![("database", Err("does not answer".to_owned())), ("disk", self.room())]),
        };
        let durability = match found.loses_writes.as_slice() {
            [] => Ok(()),
            // Said all the same, so that nobody takes it for a safe one.
            lost if self.0.may_lose_writes.load(Ordering::Relaxed) => {
                let said = format!("accepted: {}", lost.join(", "));
                let mut report =
                    Report::new(vec![("database", Ok(())), ("schema", schema(found.schema)), ("clock", self.clock(&found)), ("disk", self.room())]);
                report.parts.push(("durability", said));
                return report.with_log(&found, &self.0);
            }
            lost => Err(lost.join(", ")),
        };
        let parts =
            vec![("database", Ok(())), ("schema", schema(found.schema)), ("clock", self.clock(&found)), ("durability", durability), ("disk", self.room())];
        Report::new(parts).with_log(&found, &self.0)
    }

    fn clock(&self, found: &Condition) -> Result<(), String> {
        let now = self.0.clock.now();
        if self.0.clock.is_behind() || found.is_after(now) {
            return Err("behind what has already happened".to_owned());
        }
        if self.0.clock.is_the_machines() && (now - found.time).abs() > APART {
            return Err("not that of the database".to_owned());
        }
        Ok(())
    }

    fn room(&self) -> Result<(), String> {
        let Some(folder) = self.0.folder.get() else { return Err(ELSEWHERE.to_owned()) };
        match rustix::fs::statvfs(folder) {
            Ok(disk) if disk.f_bavail.saturating_mul(disk.f_frsize) < ROOM => Err("nearly full".to_owned()),
            Ok(_) => Ok(()),
            Err(_) => Err("cannot be looked at".to_owned()),
        }
    }
}

/// How old a backup is, in whole hours.
fn aged(age: TimeDelta) -> String {
    match age.num_hours() {
        ..1 => "less than an hour old".to_owned(),
        1 => "1 hour old".to_owned(),
        hours => format!("{hours} hours old"),
    }
}

fn schema(schema: Schema) -> Result<(), String> {
    match schema {
        Schema::Ours | Schema::Newer => Ok(()),
        Schema::Missing | Schema::Earlier => Err("none of this program".to_owned()),
        Schema::Behind => Err("older than this program".to_owned()),
    }
}

/// The two addresses, and the one that earlier installations ask.
pub const ADDRESSES: [&str; 3] = ["/readyz", "/livez", "/halsa"];

/// Answers there.
pub fn routes(health: Health) -> Router {
    let wrong = async || Failure::MethodNotAllowed;
    let [readyz, livez, halsa] = ADDRESSES;
    Router::new()
        .route(readyz, get(ready).fallback(wrong))
        .route(halsa, get(ready).fallback(wrong))
        .with_state(health)
        .route(livez, get(async || "ok").fallback(wrong))
}

async fn ready(State(health): State<Health>) -> Response {
    let report = health.report().await;
    let status = if report.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], report.json()).into_response()
}
