//! The pool. Private to this floor: features reach PostgreSQL through a gate and in no other way.

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Postgres, Transaction};

/// The connections of the running program, all as the login role that owns nothing.
#[derive(Clone)]
pub struct Database {
    pool: PgPool,
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A page: read only, one unchanging picture.
    Reading,
    /// A change.
    Writing,
}

impl Database {
    /// Opens the pool.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses the login.
    pub async fn connect(options: PgConnectOptions) -> sqlx::Result<Self> {
        let size = 2 * std::thread::available_parallelism().map_or(2, |n| u32::try_from(n.get()).unwrap_or(2));
        let pool = PgPoolOptions::new()
            .max_connections(size.max(4))
            .acquire_timeout(std::time::Duration::from_secs(10))
            .connect_with(options.application_name("yttrande"))
            .await?;
        Ok(Self { pool })
    }

    /// Begins on a task of its own, which nobody can interrupt. The library counts a transaction only when PostgreSQL has
    /// answered: if whoever asked goes away before that, the connection would go back into the pool inside a transaction
    /// that nobody knows of, and the next one would work in it.
    pub(super) async fn begin(&self, purpose: Purpose) -> sqlx::Result<Transaction<'static, Postgres>> {
        let pool = self.pool.clone();
        let begun = tokio::spawn(async move {
            match purpose {
                Purpose::Reading => pool.begin_with("begin isolation level repeatable read read only").await,
                Purpose::Writing => pool.begin_with("begin isolation level read committed").await,
            }
        });
        begun.await.map_err(|_| sqlx::Error::WorkerCrashed)?
    }

    pub(super) fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Closes all connections, waiting for work in progress.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
