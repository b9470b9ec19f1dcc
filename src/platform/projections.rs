//! What is stored of how everything stands now, held against the facts: compared, and made anew. The facts are the only
//! truth; the fold and what keeps the stored rows stand in `platform/functions`.

use anyhow::Context as _;
use sqlx::ConnectOptions as _;
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::types::Uuid;

/// So many audits at a time: whoever writes about one of them waits for a part of a second.
const CHUNK: i64 = 50;

/// What is to be done about rows that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Only say how many there are.
    Compare,
    /// Make them anew.
    Rebuild,
}

/// How many stored rows were not what the facts say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differing {
    /// Audits that were looked at.
    pub looked_at: i64,
    /// Rounds.
    pub rounds: i64,
    /// Items, once for each board.
    pub items: i64,
    /// Audits.
    pub audits: i64,
    /// Of how they stood on days that are over, since when and until when.
    pub days: i64,
    /// Counts per board, year or day.
    pub counts: i64,
}

impl Differing {
    /// All of them.
    #[must_use]
    pub fn rows(self) -> i64 {
        self.rounds + self.items + self.audits + self.days + self.counts
    }
}

/// Goes through all audits, and then the counts. `progress` hears how many audits are done, of how many.
///
/// # Errors
/// When the database cannot be reached as its administrator, or has no tables yet.
pub async fn check(administrator: &PgConnectOptions, purpose: Purpose, mut progress: impl FnMut(i64, i64)) -> anyhow::Result<Differing> {
    let mut conn = administrator.connect().await.context("cannot reach PostgreSQL as its administrator")?;
    sqlx::raw_sql("set jit = off; set role yttrande_owner").execute(&mut conn).await.context("cannot act as yttrande_owner: run `yttrande roles` first")?;
    let all = sqlx::query_scalar!(r#"select count(*) as "all!" from dispatch"#).fetch_one(&mut conn).await.context("the database has no tables yet")?;
    let (mut found, mut last) = (Differing::default(), Uuid::nil());
    loop {
        let audits: Vec<Uuid> =
            sqlx::query_scalar!(r#"select audit_id::uuid as "id!" from dispatch where audit_id > $1::uuid order by audit_id limit $2"#, last, CHUNK)
                .fetch_all(&mut conn)
                .await?;
        let Some(newest) = audits.last() else { break };
        last = *newest;
        look_at(&mut conn, purpose, &audits, &mut found).await?;
        progress(found.looked_at, all);
    }
    let counts = match purpose {
        Purpose::Compare => sqlx::query_scalar!(r#"select compare_counts() + compare_counts_then() as "counts!""#).fetch_one(&mut conn).await?,
        Purpose::Rebuild => sqlx::query_scalar!(r#"select rebuild_counts() + rebuild_counts_then() as "counts!""#).fetch_one(&mut conn).await?,
    };
    conn.close().await?;
    Ok(Differing { counts, ..found })
}

/// Each chunk is a transaction of its own.
async fn look_at(conn: &mut PgConnection, purpose: Purpose, audits: &[Uuid], found: &mut Differing) -> sqlx::Result<()> {
    let chunk = match purpose {
        Purpose::Compare => {
            sqlx::query_as!(
                Chunk,
                r#"select rounds as "rounds!", items as "items!", audits as "audits!", compare_then($1) as "days!" from compare_audits($1)"#,
                audits
            )
            .fetch_one(conn)
            .await?
        }
        Purpose::Rebuild => {
            // The days after the rows: those of today are read from them.
            sqlx::query_as!(
                Chunk,
                r#"select rounds as "rounds!", items as "items!", audits as "audits!", rebuild_then($1) as "days!" from rebuild_audits($1)"#,
                audits
            )
            .fetch_one(conn)
            .await?
        }
    };
    found.looked_at += i64::try_from(audits.len()).unwrap_or(0);
    found.rounds += chunk.rounds;
    found.items += chunk.items;
    found.audits += chunk.audits;
    found.days += chunk.days;
    Ok(())
}

struct Chunk {
    rounds: i64,
    items: i64,
    audits: i64,
    days: i64,
}
