//! The SQL of scans. Writes `quarantine_told`; outcomes are kept by a function that holds two programs apart.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::domain::ids::RoundId;
use crate::platform::clamd::Scanner;
use crate::platform::worker::Job;

/// What the scanner said, as the database keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "scan_outcome", rename_all = "snake_case")]
pub(super) enum ScanOutcome {
    /// Nothing was found.
    Clean,
    /// Something was.
    Infected,
    /// It could not look.
    Unscannable,
}

/// A file that waits.
pub(super) struct Waiting {
    pub(super) id: Uuid,
    pub(super) sha256: Vec<u8>,
    pub(super) byte_count: i64,
}

/// The next one but for those that are passed over. What could not be scanned before the service has begun comes once more.
pub(super) async fn next(conn: &mut PgConnection, now: DateTime<Utc>, begun: DateTime<Utc>, passed: &[Uuid]) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(Waiting, r#"select id as "id!", sha256 as "sha256!", byte_count as "byte_count!" from next_to_scan($1, $2, $3)"#, now, begun, passed)
        .fetch_optional(conn)
        .await
}

/// All of its bytes: at most those of the largest file that is taken. The database lets nobody read them who does not say in the same
/// transaction that there is a scanner, and so this asks for one.
pub(super) async fn bytes(conn: &mut PgConnection, file: &Waiting, _for: &Scanner) -> sqlx::Result<Vec<u8>> {
    sqlx::query_scalar!("select set_config('app.scans', 'on', true)").fetch_one(&mut *conn).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.byte_count).unwrap_or(0));
    for n in 0.. {
        let piece = sqlx::query_scalar!("select piece_to_scan($1, $2)", file.id, n).fetch_one(&mut *conn).await?;
        let Some(piece) = piece else { break };
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Keeps what the scanner said; `false` when another program was first.
pub(super) async fn keep(job: &mut Job, file: &Waiting, outcome: ScanOutcome, said: &str) -> sqlx::Result<bool> {
    let now = job.now();
    sqlx::query_scalar!(r#"select keep_scan($1, $2, $3, $4) as "news!""#, file.sha256, outcome as ScanOutcome, said, now).fetch_one(job.conn()).await
}

/// Some bytes in quarantine, a round that they belong to, and the side that has not been told of it.
pub(super) struct Untold {
    pub(super) sha256: Vec<u8>,
    pub(super) round: RoundId,
    pub(super) to_board: bool,
    /// It is a document of the audit, or its letter.
    pub(super) of_audit: bool,
}

pub(super) async fn untold(conn: &mut PgConnection) -> sqlx::Result<Vec<Untold>> {
    sqlx::query_as!(
        Untold,
        r#"select sha256 as "sha256!", round_id as "round!: RoundId", to_board as "to_board!", of_audit as "of_audit!" from quarantine_untold()"#
    )
    .fetch_all(conn)
    .await
}

/// It is told. `false` when another program was first.
pub(super) async fn told(job: &mut Job, one: &Untold) -> sqlx::Result<bool> {
    let now = job.now();
    let told = sqlx::query!(
        "insert into quarantine_told (sha256, round_id, to_board, told_at) values ($1, $2, $3, $4) on conflict do nothing",
        one.sha256,
        one.round.uuid(),
        one.to_board,
        now
    );
    Ok(told.execute(job.conn()).await?.rows_affected() == 1)
}
