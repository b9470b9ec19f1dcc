//! The pools. Private to this floor: features reach PostgreSQL through a gate and in no other way.
//!
//! Each side has a small pool of its own, whose connections take the side's role when they connect and keep it. Plans
//! depend on the role, because of row security; a connection that changed sides would plan everything anew (ADR 0022).

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection as _, Postgres, Transaction};

use crate::domain::actor::Actor;
use crate::domain::policy::Side;

/// The connections of the running program. All log in as the role that owns nothing.
#[derive(Clone)]
pub struct Database {
    /// Before a side has been chosen: asks who stands at the gate, and nothing else.
    door: PgPool,
    board: PgPool,
    audit: PgPool,
    council: PgPool,
    admin: PgPool,
    auth: PgPool,
    worker: PgPool,
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

impl Database {
    /// Opens the pools. Only the door connects at once.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses the login.
    pub async fn connect(options: PgConnectOptions) -> sqlx::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, |n| u32::try_from(n.get()).unwrap_or(2)).clamp(2, 8);
        // Compiling a plan pays for queries that take seconds; ours take milliseconds.
        let options = options.options([("jit", "off")]).statement_cache_capacity(STATEMENTS);
        let worker = options.clone().options([("role", "app_worker")]).application_name("app_worker");
        // Left to itself PostgreSQL plans most of our statements at each execution, which takes longer than running them. They
        // are written so that one plan is right for all values (ADR 0029).
        let options = options.options([("plan_cache_mode", "force_generic_plan")]);
        let side = |role: &str, size| pool(size).connect_lazy_with(options.clone().options([("role", role)]).application_name(role));
        Ok(Self {
            board: side(Side::Board.database_role(), cores + 2),
            audit: side(Side::Audit.database_role(), cores + 2),
            council: side(Side::Council.database_role(), cores + 2),
            admin: side(Side::Admin.database_role(), 2),
            auth: side(Side::Auth.database_role(), cores),
            worker: pool(2).connect_lazy_with(worker),
            door: pool(cores).connect_with(options.application_name("yttrande")).await?,
        })
    }

    /// Begins on a task of its own, which nobody can interrupt. The library counts a transaction only when PostgreSQL has
    /// answered: if whoever asked goes away before that, the connection would go back into the pool inside a transaction
    /// that nobody knows of, and the next one would work in it.
    pub(super) async fn begin(&self, work: As<'_>, purpose: Purpose) -> sqlx::Result<Transaction<'static, Postgres>> {
        let pool = match work {
            As::Side(Side::Board, _) => &self.board,
            As::Side(Side::Audit, _) => &self.audit,
            As::Side(Side::Council, _) => &self.council,
            As::Side(Side::Admin, _) => &self.admin,
            As::Side(Side::Auth, _) => &self.auth,
            As::Worker => &self.worker,
        };
        let (pool, beginning) = (pool.clone(), beginning(work, purpose));
        let begun = tokio::spawn(async move { pool.begin_with(AssertSqlSafe(beginning)).await });
        begun.await.map_err(|_| sqlx::Error::WorkerCrashed)?
    }

    /// Where it is asked who stands at the gate. Whoever waits for a side's connection holds none of these.
    pub(super) fn door(&self) -> &PgPool {
        &self.door
    }

    /// Closes all connections, waiting for work in progress.
    pub async fn close(&self) {
        for pool in [&self.board, &self.audit, &self.council, &self.admin, &self.auth, &self.worker, &self.door] {
            pool.close().await;
        }
    }
}

fn pool(size: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(10))
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
fn beginning(work: As<'_>, purpose: Purpose) -> String {
    let begin = match purpose {
        Purpose::Reading => "begin isolation level repeatable read read only",
        Purpose::Writing => "begin isolation level read committed",
    };
    let As::Side(side, Actor::Person(person)) = work else { return begin.to_owned() };
    let mut beginning = format!("{begin}; set local app.person = '{}'", person.id);
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
        let written = "begin isolation level read committed";
        assert_eq!(
            beginning(As::Side(Side::Board, &anna), Purpose::Writing),
            format!("{written}; set local app.person = '{id}'; set local app.boards = '{{{board}}}'")
        );
        assert_eq!(beginning(As::Side(Side::Council, &anna), Purpose::Writing), format!("{written}; set local app.person = '{id}'"));
        assert_eq!(beginning(As::Side(Side::Auth, &Actor::Visitor), Purpose::Writing), written);
        assert_eq!(beginning(As::Worker, Purpose::Reading), "begin isolation level repeatable read read only");
    }
}
