//! The pools. Private to this floor: features reach PostgreSQL through a gate and in no other way.
//!
//! Each side has a small pool of its own, whose connections take the side's role when they connect and keep it. Plans
//! depend on the role, because of row security; a connection that changed sides would plan everything anew (ADR 0022).

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, Postgres, Transaction};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::pulse::Pulse;
use crate::domain::actor::Actor;
use crate::domain::policy::Side;

/// The connections of the running program. All log in as the role that owns nothing.
#[derive(Clone)]
pub struct Database(Arc<Shared>);

struct Shared {
    options: PgConnectOptions,
    /// Made anew when the database was lost: connections to a server that is gone may be silent for ever.
    pools: RwLock<Arc<Pools>>,
    pulse: Pulse,
}

struct Pools {
    /// Before a side has been chosen: asks who stands at the gate, and nothing else.
    door: PgPool,
    board: Places,
    audit: Places,
    council: Places,
    admin: Places,
    auth: Places,
    worker: Places,
}

/// The pool of a side. Not all of its connections are for those who write: whoever waits for a lock that somebody holds
/// keeps nobody from reading. And the line before it is not endless: who comes when it is full is told so at once.
struct Places {
    pool: PgPool,
    writers: Arc<Semaphore>,
    line: Semaphore,
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A page: read only, one unchanging picture.
    Reading,
    /// A change.
    Writing,
}

/// Who works in a transaction, and so in which pool.
#[derive(Clone, Copy, Debug)]
pub(super) enum As<'a> {
    /// Somebody, on a side of the house.
    Side(Side, &'a Actor),
    /// What the service does by itself.
    Worker,
}

/// More statements than any side has, so that each is planned once per connection.
const STATEMENTS: usize = 400;
/// How long somebody waits for a connection.
const PATIENCE: Duration = Duration::from_millis(800);
/// How many may wait for a connection of one side.
const LINE: usize = 64;
/// How long people wait for a lock, how long a statement may take, and how long a transaction may rest. The jobs have time.
const FOR_PEOPLE: [(&str, &str); 3] = [("lock_timeout", "1000"), ("statement_timeout", "10s"), ("idle_in_transaction_session_timeout", "20s")];
const FOR_JOBS: [(&str, &str); 3] = [("lock_timeout", "5s"), ("statement_timeout", "60s"), ("idle_in_transaction_session_timeout", "60s")];

impl Pools {
    fn lazy(options: &PgConnectOptions) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, |n| u32::try_from(n.get()).unwrap_or(2)).clamp(2, 8);
        let role = |role: &str| options.clone().options([("role", role)]).application_name(role);
        // Left to itself PostgreSQL plans most of our statements at each execution, which takes longer than running them. They
        // are written so that one plan is right for all values (ADR 0029).
        let generic = [("plan_cache_mode", "force_generic_plan")];
        let side = |side: Side, size| Places::new(size, 2, role(side.database_role()).options(FOR_PEOPLE).options(generic));
        Self {
            board: side(Side::Board, cores + 2),
            audit: side(Side::Audit, cores + 2),
            council: side(Side::Council, cores + 2),
            admin: side(Side::Admin, 3),
            auth: side(Side::Auth, cores + 2),
            worker: Places::new(2, 0, role("app_worker").options(FOR_JOBS)),
            door: pool(cores).connect_lazy_with(options.clone().options(FOR_PEOPLE).options(generic).application_name("yttrande")),
        }
    }

    fn of(&self, work: As<'_>) -> &Places {
        match work {
            As::Side(Side::Board, _) => &self.board,
            As::Side(Side::Audit, _) => &self.audit,
            As::Side(Side::Council, _) => &self.council,
            As::Side(Side::Admin, _) => &self.admin,
            As::Side(Side::Auth, _) => &self.auth,
            As::Worker => &self.worker,
        }
    }

    async fn close(&self) {
        for side in [&self.board, &self.audit, &self.council, &self.admin, &self.auth, &self.worker] {
            side.pool.close().await;
        }
        self.door.close().await;
    }
}

/// How one of the pools is used.
pub(super) struct Occupied {
    pub(super) pool: &'static str,
    pub(super) busy: u32,
    pub(super) idle: u32,
    pub(super) most: u32,
    pub(super) waiting: usize,
}

impl Occupied {
    fn of(name: &'static str, pool: &PgPool, waiting: usize) -> Self {
        let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
        Self { pool: name, busy: pool.size().saturating_sub(idle), idle, most: pool.options().get_max_connections(), waiting }
    }
}

impl Places {
    /// With so many connections, of which so many are for reading only.
    fn new(size: u32, kept_for_readers: u32, options: PgConnectOptions) -> Self {
        let writers = usize::try_from(size.saturating_sub(kept_for_readers).max(1)).unwrap_or(1);
        Self { pool: pool(size).connect_lazy_with(options), writers: Arc::new(Semaphore::new(writers)), line: Semaphore::new(LINE) }
    }

    /// Begins on a task of its own, which nobody can interrupt. The library counts a transaction only when PostgreSQL has
    /// answered: if whoever asked goes away before that, the connection would go back into the pool inside a transaction
    /// that nobody knows of, and the next one would work in it.
    async fn begin(&self, beginning: String, purpose: Purpose) -> sqlx::Result<Begun> {
        let _in_line = self.line.try_acquire().map_err(|_| sqlx::Error::PoolTimedOut)?;
        let place = match purpose {
            Purpose::Reading => None,
            Purpose::Writing => {
                let turn = timeout(PATIENCE, Arc::clone(&self.writers).acquire_owned()).await;
                Some(turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?)
            }
        };
        let pool = self.pool.clone();
        let begun = tokio::spawn(async move {
            let tx = pool.begin_with(AssertSqlSafe(beginning)).await?;
            Ok(Begun { tx, _place: place })
        });
        begun.await.map_err(|_| sqlx::Error::WorkerCrashed)?
    }
}

/// A transaction, and its place among those who write.
pub(super) struct Begun {
    tx: Transaction<'static, Postgres>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Deref for Begun {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for Begun {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

impl Begun {
    /// Commits. An error says in [`super::outage::of_commit`] whether it may have happened all the same.
    pub(super) async fn commit(self) -> sqlx::Result<()> {
        super::outage::committing();
        self.tx.commit().await
    }
}

impl Database {
    /// Opens the pools, once the server has let us in.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses the login.
    pub async fn connect(options: PgConnectOptions) -> sqlx::Result<Self> {
        // Compiling a plan pays for queries that take seconds; ours take milliseconds.
        let options = options.options([("jit", "off")]).statement_cache_capacity(STATEMENTS);
        // What is wrong with a login is said at the start, and not as "no connection in time".
        options.connect().await?.close().await?;
        let pools = RwLock::new(Arc::new(Pools::lazy(&options)));
        Ok(Self(Arc::new(Shared { options, pools, pulse: Pulse::new() })))
    }

    /// Watches from now on whether the database answers, for as long as the program runs.
    pub fn watch(&self) {
        let database = self.clone();
        // It ends with the program.
        drop(self.0.pulse.start(self.0.options.clone().application_name("yttrande pulse"), move || database.renew()));
    }

    /// Whether the database answers.
    #[must_use]
    pub fn pulse(&self) -> &Pulse {
        &self.0.pulse
    }

    /// New pools in the place of those whose connections cannot be trusted any more. What still works on an old connection
    /// ends its work.
    fn renew(&self) {
        let new = Arc::new(Pools::lazy(&self.0.options));
        let old = std::mem::replace(&mut *self.0.pools.write().unwrap_or_else(PoisonError::into_inner), new);
        tokio::spawn(async move { old.close().await });
    }

    fn pools(&self) -> Arc<Pools> {
        Arc::clone(&self.0.pools.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins a transaction, at an instant: no event is written with a time that is far before the newest one (`append_event`).
    pub(super) async fn begin(&self, work: As<'_>, purpose: Purpose, now: DateTime<Utc>) -> sqlx::Result<Begun> {
        if self.0.pulse.is_lost() {
            return Err(sqlx::Error::PoolTimedOut);
        }
        self.pools().of(work).begin(beginning(work, purpose, now), purpose).await
    }

    /// Whether there is a connection for this at once, and one at the door as well: only then is anything begun beforehand.
    pub(super) fn has_room(&self, work: As<'_>, purpose: Purpose) -> bool {
        let pools = self.pools();
        let side = pools.of(work);
        let writes = purpose == Purpose::Writing && side.writers.available_permits() == 0;
        !self.0.pulse.is_lost() && !writes && side.pool.num_idle() > 0 && pools.door.num_idle() > 0
    }

    /// How the pools are used just now: each by its name, with those at work and those that rest, how many there may be, and how many
    /// people wait for one.
    pub(super) fn occupied(&self) -> Vec<Occupied> {
        let pools = self.pools();
        let named = [
            ("board", &pools.board),
            ("audit", &pools.audit),
            ("council", &pools.council),
            ("admin", &pools.admin),
            ("auth", &pools.auth),
            ("worker", &pools.worker),
        ];
        let mut all: Vec<_> =
            named.into_iter().map(|(name, places)| Occupied::of(name, &places.pool, LINE.saturating_sub(places.line.available_permits()))).collect();
        all.push(Occupied::of("door", &pools.door, 0));
        all
    }

    /// Where it is asked who stands at the gate. Whoever waits for a side's connection holds none of these.
    pub(super) fn door(&self) -> PgPool {
        self.pools().door.clone()
    }

    /// Closes all connections, waiting for work in progress.
    pub async fn close(&self) {
        self.pools().close().await;
    }
}

fn pool(size: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(PATIENCE)
        // A connection that worked a moment ago is taken at its word; one that rested is asked first.
        .test_before_acquire(false)
        .before_acquire(|conn, rest| {
            Box::pin(async move {
                if rest.idle_for > Duration::from_secs(1) {
                    conn.ping().await?;
                }
                Ok(true)
            })
        })
}

/// Begins, and says for row security and the event log who works and for which boards: one message to PostgreSQL. The
/// settings end with the transaction. There is nothing in them but ids of ours.
fn beginning(work: As<'_>, purpose: Purpose, now: DateTime<Utc>) -> String {
    let mut beginning = match purpose {
        Purpose::Reading => "begin isolation level repeatable read read only".to_owned(),
        // What the clock shows when the work begins: a form may have arrived a good while before.
        Purpose::Writing => format!("begin isolation level read committed; set local app.clock = '{}'", now.to_rfc3339()),
    };
    let As::Side(side, Actor::Person(person) | Actor::OneStep(person)) = work else { return beginning };
    beginning.push_str(&format!("; set local app.person = '{}'", person.id));
    if side == Side::Board {
        let boards: Vec<String> = person.boards().iter().map(ToString::to_string).collect();
        beginning.push_str(&format!("; set local app.boards = '{{{}}}'", boards.join(",")));
    }
    beginning
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::{BoardRole, Grant, Person};
    use crate::domain::ids::{BoardId, PersonId};

    #[test]
    fn a_transaction_begins_with_whoever_works_and_for_a_board_with_her_boards() {
        let at = "2025-01-01T00:00:00Z".parse().unwrap();
        let (id, board) = (PersonId::new(at), BoardId::new(at));
        let anna = Actor::Person(Person { id, name: "Anna".into(), grants: vec![Grant::Board(BoardRole::Secretary, board), Grant::Council] });
        let written = "begin isolation level read committed; set local app.clock = '2025-01-01T00:00:00+00:00'";
        assert_eq!(
            beginning(As::Side(Side::Board, &anna), Purpose::Writing, at),
            format!("{written}; set local app.person = '{id}'; set local app.boards = '{{{board}}}'")
        );
        assert_eq!(beginning(As::Side(Side::Council, &anna), Purpose::Writing, at), format!("{written}; set local app.person = '{id}'"));
        assert_eq!(beginning(As::Side(Side::Auth, &Actor::Visitor), Purpose::Writing, at), written);
        assert_eq!(beginning(As::Worker, Purpose::Reading, at), "begin isolation level repeatable read read only");
    }
}
