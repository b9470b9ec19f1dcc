//! What the service looks at by itself: every log from its first event to its last, so many events a round, each day anew; and
//! what is written meanwhile within half a minute. Events, their order, and the digests that came with them; not the records
//! themselves, which `yttrande verify` reads with a login that may (ADR 0064).

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::TryStreamExt as _;
use sqlx::postgres::PgConnection;

use super::events::{Reading, Row};
use super::older::Older;
use super::{Log, Report};
use crate::domain::chain::Hash;
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// So many events are read in a round, of all logs together.
const MOST: i64 = 5_000;
/// A log is read from its beginning again when that was so long ago.
const AGAIN: TimeDelta = TimeDelta::hours(24);
/// That nothing has come since is written down at most so often.
const SAID_EACH: TimeDelta = TimeDelta::minutes(5);

/// How far a log has been read.
struct Cursor {
    authority: String,
    read_seq: i64,
    read_hash: Option<Vec<u8>>,
    begun_at: DateTime<Utc>,
    /// When the reading began that came to its end last.
    whole_from: Option<DateTime<Utc>>,
    /// How long it has been.
    longest: i64,
    whole_at: Option<DateTime<Utc>>,
    broken_seq: Option<i64>,
    /// The number of its last event.
    end: i64,
    /// What stands now where it was read last.
    stands: Option<Vec<u8>>,
    /// Something stands before its first event.
    before_first: bool,
    /// The furthest event that ever fitted, with its hash, and what stands there now.
    held_seq: Option<i64>,
    held_hash: Option<Vec<u8>>,
    held_stands: Option<Vec<u8>>,
    /// What was said of where the chain begins when somebody looked first.
    beginning: Option<Vec<u8>>,
}

impl Cursor {
    fn hash(&self) -> Option<Hash> {
        self.read_hash.as_deref().and_then(|hash| hash.try_into().ok())
    }

    /// What of it can be seen to be wrong before anything is read.
    fn is_broken_at(&self, older: &Older) -> Option<i64> {
        if self.before_first {
            return Some(0);
        }
        if self.end < self.longest {
            return Some(self.end + 1);
        }
        if self.beginning.as_deref().is_some_and(|beginning| beginning != older.beginning()) {
            return Some(1);
        }
        let chained = older.events(&self.authority);
        // It was set back, and has grown again: what stands there now fits by itself.
        if let Some(held) = self.held_seq.filter(|held| *held > chained && self.held_stands != self.held_hash) {
            return Some(held);
        }
        (self.read_seq > chained && self.stands != self.read_hash).then_some(self.read_seq)
    }

    /// Whether it is read from its first event on: because it is a day since that was begun and the end has been reached meanwhile,
    /// or because it did not fit and has been read to its end since.
    fn begins_anew(&self, now: DateTime<Utc>) -> bool {
        let is_at_end = self.read_seq == self.end;
        let has_ended = is_at_end || self.whole_from == Some(self.begun_at);
        self.broken_seq.is_some() && is_at_end || has_ended && self.begun_at + AGAIN <= now
    }
}

/// Reads on. Says which logs do not fit, each with its first event that does not.
///
/// # Errors
/// When the database cannot be reached.
pub async fn watch(worker: &Worker) -> Result<Vec<(String, i64)>, Failure> {
    let mut job = worker.begin().await?;
    let now = job.now();
    let mut report = Report::default();
    let cursors = cursors(job.conn(), now).await?;
    let mut older = Older::read(job.conn(), &mut report).await?;
    let begins_wrong = !report.is_whole();
    let mut reading = Vec::new();
    for cursor in cursors {
        let wrong = if begins_wrong { Some(1) } else { cursor.is_broken_at(&older) };
        let anew = wrong.is_some() || cursor.begins_anew(now);
        let (from, hash) = if anew { (0, None) } else { (cursor.read_seq, cursor.hash()) };
        let until = if wrong.is_some() { 0 } else { cursor.end };
        older.resume(&cursor.authority, from, hash);
        let behind = from > older.events(&cursor.authority);
        report.logs.insert(cursor.authority.clone(), Log { events: from, last: from, head: hash.filter(|_| behind), ..Log::default() });
        let begun_at = if from == 0 { now } else { cursor.begun_at };
        reading.push(Stretch { cursor, from, until, begun_at, wrong });
    }
    share(&mut reading);
    read(job.conn(), &reading, &mut older, &mut report).await?;
    for stretch in reading {
        settle(job.conn(), stretch, &older, &report, now).await?;
    }
    let broken = sqlx::query!(r#"select authority as "authority!", broken_seq as "number!" from log_check where broken_seq is not null order by authority"#)
        .fetch_all(job.conn())
        .await?;
    job.keep().await?;
    Ok(broken.into_iter().map(|log| (log.authority, log.number)).collect())
}

/// What is read of a log in this round.
struct Stretch {
    cursor: Cursor,
    /// Behind this one, up to that one.
    from: i64,
    until: i64,
    begun_at: DateTime<Utc>,
    /// What is known to be wrong already.
    wrong: Option<i64>,
}

/// Each log gets what it needs, and at most an even share of what the shorter ones leave: one that is long, or broken and therefore
/// read again and again, does not keep what is new in the others from being read.
fn share(stretches: &mut [Stretch]) {
    stretches.sort_by_key(|stretch| stretch.until - stretch.from);
    let (mut room, mut left) = (MOST, i64::try_from(stretches.len()).unwrap_or(MOST));
    for stretch in stretches {
        let given = (stretch.until - stretch.from).clamp(0, (room / left.max(1)).max(1));
        stretch.until = stretch.from + given;
        room -= given;
        left -= 1;
    }
}

/// Holds them, so that of several instances one reads. Only then is looked up where the logs end: who had looked before would hold
/// what another instance has read meanwhile against logs of before.
async fn cursors(conn: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<Cursor>> {
    sqlx::query!(
        "with recursive whose (authority) as (
           select min(e.authority) from event e
           union all
           select (select min(e.authority) from event e where e.authority > w.authority) from whose w where w.authority is not null
         )
         insert into log_check (authority, read_seq, begun_at)
         select a.authority, 0, $1 from (select w.authority from whose w where w.authority is not null union select h.authority from chain_head h) a
         where not exists (select 1 from log_check k where k.authority = a.authority) on conflict do nothing",
        now
    )
    .execute(&mut *conn)
    .await?;
    let held = sqlx::query_scalar!("select authority from log_check order by authority for update skip locked").fetch_all(&mut *conn).await?;
    sqlx::query_as!(
        Cursor,
        r#"select k.authority as "authority!", k.read_seq as "read_seq!", k.read_hash as "read_hash?", k.begun_at as "begun_at!",
             k.whole_from as "whole_from?", k.longest as "longest!", k.whole_at as "whole_at?", k.broken_seq as "broken_seq?", k.beginning as "beginning?",
             greatest(coalesce(h.seq, 0), coalesce((select max(e.seq) from event e where e.authority = k.authority), 0)) as "end!",
             (select l.hash from link l where l.authority = k.authority and l.seq = k.read_seq) as "stands?",
             k.held_seq as "held_seq?", k.held_hash as "held_hash?",
             (select l.hash from link l where l.authority = k.authority and l.seq = k.held_seq) as "held_stands?",
             exists (select 1 from event e where e.authority = k.authority and e.seq < 1) as "before_first!"
           from log_check k
           left join chain_head h on h.authority = k.authority
           where k.authority = any ($1)"#,
        &held
    )
    .fetch_all(conn)
    .await
}

/// Every number is asked for, so that one that is missing is seen.
async fn read(conn: &mut PgConnection, stretches: &[Stretch], older: &mut Older, report: &mut Report) -> sqlx::Result<()> {
    let wanted: Vec<&Stretch> = stretches.iter().filter(|stretch| stretch.until > stretch.from).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let logs: Vec<String> = wanted.iter().map(|stretch| stretch.cursor.authority.clone()).collect();
    let from: Vec<i64> = wanted.iter().map(|stretch| stretch.from).collect();
    let until: Vec<i64> = wanted.iter().map(|stretch| stretch.until).collect();
    let mut rows = sqlx::query_as!(
        Row,
        r#"select w.authority as "authority!", n.number as "number!",
             case when isfinite(e.at) then (extract(epoch from e.at) * 1000000)::bigint end as "at?", e.actor::text as "actor?",
             e.kind as "kind?", e.facts::text as "facts?", l.records as "records?", l.witness as "witness?", l.hash as "hash?",
             s.relation as "relation?", s.row_key as "row_key?", s.digest as "digest?"
           from unnest($1::text[], $2::bigint[], $3::bigint[]) w (authority, after, until)
           cross join lateral generate_series(w.after + 1, w.until) n (number)
           -- One by one, by the index: joined as a whole, all that there ever was would be read.
           left join lateral (select e.* from event e where e.authority = w.authority and e.seq = n.number limit 1) e on true
           left join lateral (select l.* from link l where l.authority = w.authority and l.seq = n.number limit 1) l on true
           left join lateral (select s.* from seal s where s.authority = w.authority and s.seq = n.number offset 0) s on true
           order by w.authority, n.number, s.id"#,
        &logs,
        &from,
        &until
    )
    .fetch(conn);
    let (nothing_outside, mut reading) = (std::collections::HashMap::new(), Reading::default());
    while let Some(row) = rows.try_next().await? {
        reading.take(row, &nothing_outside, older, report);
    }
    reading.end(&nothing_outside, older, report);
    Ok(())
}

/// Writes down how far it has come, and what did not fit.
async fn settle(conn: &mut PgConnection, stretch: Stretch, older: &Older, report: &Report, now: DateTime<Utc>) -> sqlx::Result<()> {
    let Stretch { cursor, from, until, begun_at, wrong } = stretch;
    let authority = cursor.authority.as_str();
    let found = report.logs.get(authority).and_then(|log| log.first_fault);
    let at = wrong.or(found).or_else(|| older.differs(authority, until));
    if let Some(number) = at {
        // What has been said of it before holds no longer. It is read from its beginning, until it fits again.
        sqlx::query!(
            "update log_check set read_seq = 0, read_hash = null, begun_at = $2, whole_seq = null, whole_from = null, whole_at = null,
               broken_seq = $3, broken_at = coalesce(broken_at, $2) where authority = $1 and (broken_seq is distinct from $3 or read_seq > 0)",
            authority,
            now,
            number
        )
        .execute(conn)
        .await?;
        return Ok(());
    }
    let is_at_end = until == cursor.end;
    let is_said = cursor.whole_at.is_some_and(|said| now - said < SAID_EACH);
    if until == from && from == cursor.read_seq && (!is_at_end || is_said) {
        return Ok(());
    }
    let hash = if until > older.events(authority) { report.logs.get(authority).and_then(|log| log.head) } else { older.digest(authority) };
    sqlx::query!(
        "update log_check set read_seq = $2, read_hash = $3, begun_at = $4, longest = greatest(longest, $2),
           whole_seq = case when $5 then $2 else whole_seq end, whole_from = case when $5 then $4 else whole_from end,
           whole_at = case when $5 then $6 else whole_at end,
           broken_seq = case when $5 then null else broken_seq end, broken_at = case when $5 then null else broken_at end,
           beginning = coalesce(beginning, $7),
           held_seq = case when $5 and $3::bytea is not null and $2 >= coalesce(held_seq, 0) then $2 else held_seq end,
           held_hash = case when $5 and $3::bytea is not null and $2 >= coalesce(held_seq, 0) then $3 else held_hash end
         where authority = $1",
        authority,
        until,
        hash.filter(|_| until > 0).map(|hash| hash.to_vec()),
        begun_at,
        is_at_end && until > 0,
        now,
        older.beginning()
    )
    .execute(conn)
    .await?;
    Ok(())
}
