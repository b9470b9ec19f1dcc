//! The logs: read from their first event to their last, each held against the one before it.

use std::collections::HashMap;

use futures_util::TryStreamExt as _;
use sqlx::postgres::PgConnection;

use super::older::Older;
use super::{Fault, Log, Place, Report, Step};
use crate::domain::chain::{BEGINNING, Chained, Hash, Records};
use crate::domain::checkpoint::Checkpoint;

/// Progress is told each so many events.
const SAID_EACH: i64 = 10_000;

/// An event with its link, and one of the seals that came with it. An event with several comes several times.
pub(super) struct Row {
    pub(super) authority: String,
    pub(super) number: i64,
    /// In microseconds since 1970; none when it is no time at which anything can happen.
    pub(super) at: Option<i64>,
    pub(super) actor: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) facts: Option<String>,
    pub(super) records: Option<Vec<u8>>,
    pub(super) witness: Option<String>,
    pub(super) hash: Option<Vec<u8>>,
    pub(super) relation: Option<String>,
    pub(super) row_key: Option<String>,
    pub(super) digest: Option<Vec<u8>>,
}

pub(super) async fn verify(conn: &mut PgConnection, known: &[Checkpoint], report: &mut Report, progress: &mut impl FnMut(Step)) -> sqlx::Result<()> {
    let all = sqlx::query_scalar!(r#"select count(*) as "all!" from event"#).fetch_one(&mut *conn).await?;
    let known: HashMap<(&str, i64), Hash> = known.iter().map(|one| ((one.authority.as_str(), one.number), one.hash)).collect();
    let mut older = Older::read(conn, report).await?;
    let mut read = 0;
    let mut rows = sqlx::query_as!(
        Row,
        r#"select authority as "authority!", seq as "number!", case when isfinite(e.at) then (extract(epoch from e.at) * 1000000)::bigint end as "at?", e.actor::text as "actor?",
             e.kind as "kind?", e.facts::text as "facts?", l.records as "records?", l.witness as "witness?", l.hash as "hash?",
             s.relation as "relation?", s.row_key as "row_key?", s.digest as "digest?"
           from event e
           full join link l using (authority, seq)
           left join seal s using (authority, seq)
           order by authority, seq, s.id"#
    )
    .fetch(&mut *conn);
    let mut reading = Reading::default();
    while let Some(row) = rows.try_next().await? {
        if reading.take(row, &known, &mut older, report) {
            read += 1;
            if read % SAID_EACH == 0 {
                progress(Step::Events(read, all));
            }
        }
    }
    reading.end(&known, &mut older, report);
    drop(rows);
    older.close(conn, report).await?;
    ends(conn, &known, report).await?;
    witnesses(conn, report).await
}

/// The event whose rows are being read.
#[derive(Default)]
pub(super) struct Reading(Option<(Row, Records)>);

impl Reading {
    /// One more row. When it is of the next event, the one before it is judged; says whether one was.
    pub(super) fn take(&mut self, mut row: Row, known: &HashMap<(&str, i64), Hash>, older: &mut Older, report: &mut Report) -> bool {
        let goes_on = self.0.as_ref().is_some_and(|(open, _)| open.authority == row.authority && open.number == row.number);
        let is_judged = !goes_on && self.end(known, older, report);
        let seal = (row.relation.take(), row.row_key.take(), row.digest.take());
        let (_, records) = self.0.get_or_insert_with(|| (row, Records::default()));
        if let (Some(table), Some(key), digest) = seal {
            records.add(&table, &key, digest.as_deref());
        }
        is_judged
    }

    /// Judges the last one.
    pub(super) fn end(&mut self, known: &HashMap<(&str, i64), Hash>, older: &mut Older, report: &mut Report) -> bool {
        let open = self.0.take();
        let is_there = open.is_some();
        if let Some((row, records)) = open {
            judge(&row, records, known, older, report);
        }
        is_there
    }
}

/// One event, with all that came with it. What does not fit is told once: the next event is held against the hash that stands there.
fn judge(row: &Row, records: Records, known: &HashMap<(&str, i64), Hash>, older: &mut Older, report: &mut Report) {
    let place = || Place { authority: row.authority.clone(), number: row.number };
    let log = report.logs.entry(row.authority.clone()).or_default();
    let (expected, previous) = (log.last + 1, log.head);
    let gap = (row.number > expected).then(|| Place { authority: row.authority.clone(), number: expected });
    let hash: Option<Hash> = row.hash.as_deref().and_then(|hash| hash.try_into().ok());
    log.last = row.number;
    log.head = hash;
    log.events += 1;
    let kind = row.kind.clone().unwrap_or_default();
    let mut faults: Vec<Fault> = gap.map(Fault::Missing).into_iter().collect();
    let said = row.records.as_deref().and_then(|records| records.try_into().ok());
    let event = Chained {
        authority: &row.authority,
        number: row.number,
        at: row.at.unwrap_or_default(),
        actor: row.actor.as_deref().unwrap_or_default(),
        kind: &kind,
        facts: row.facts.as_deref().unwrap_or_default(),
        records: said,
        witness: row.witness.as_deref().unwrap_or_default(),
    };
    match hash {
        _ if row.kind.is_none() => faults.push(Fault::Removed(place())),
        None if older.take(&event, previous.is_none()) => log.before += 1,
        None => faults.push(Fault::Unchained(place(), kind.clone())),
        Some(hash) => {
            if row.at.is_none() || event.on(&previous.unwrap_or(BEGINNING)) != hash {
                faults.push(Fault::Event(place(), kind.clone()));
            }
            if records.digest() != said {
                faults.push(Fault::Seals(place(), kind.clone()));
            }
        }
    }
    if known.get(&(row.authority.as_str(), row.number)).is_some_and(|known| Some(*known) != hash) {
        faults.push(Fault::Checkpoint(place()));
    }
    if let (Some(place), Some(log)) = (faults.first().and_then(Fault::place), report.logs.get_mut(&row.authority)) {
        // Kept apart: of all logs together only so many faults are told.
        log.first_fault.get_or_insert(place.number);
    }
    faults.into_iter().for_each(|fault| report.add(fault));
}

/// Where each log ends, and how long it has been: by its own count, and by what was written down outside.
async fn ends(conn: &mut PgConnection, known: &HashMap<(&str, i64), Hash>, report: &mut Report) -> sqlx::Result<()> {
    let heads = sqlx::query!(r#"select authority as "authority!", seq as "number!" from chain_head"#).fetch_all(&mut *conn).await?;
    let mut longest: HashMap<&str, i64> = heads.iter().map(|head| (head.authority.as_str(), head.number)).collect();
    for (authority, number) in known.keys() {
        let most = longest.entry(authority).or_insert(0);
        *most = (*most).max(*number);
    }
    for (authority, was) in longest {
        let last = report.logs.get(authority).map_or(0, |log: &Log| log.last);
        if last < was {
            report.add(Fault::Cut(Place { authority: authority.to_owned(), number: last }, was));
        }
    }
    Ok(())
}

/// What events say of other logs must stand there. What cannot even be read stands in an event whose own hash does not fit, unless
/// that was worked out anew.
async fn witnesses(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let wrong = sqlx::query!(
        r#"select l.authority as "authority!", l.seq as "number!", coalesce(w.said[1], '') as "other!", w.at as "at?"
           from link l
           cross join lateral (
             select x.said, case when x.said[2] ~ '^[0-9]{1,18}$' then x.said[2]::bigint end as at
             from string_to_table(l.witness, E'\n') line cross join lateral (select string_to_array(line, ' ') as said) x
           ) w
           left join link o on o.authority = w.said[1] and o.seq = w.at
           where l.witness is not null and (o.hash is null or encode(o.hash, 'hex') is distinct from w.said[3])
           order by 1, 2"#
    )
    .fetch_all(conn)
    .await?;
    for one in wrong {
        let place = Place { authority: one.authority, number: one.number };
        let fault = match one.at {
            Some(number) => Fault::Witness(place, Place { authority: one.other, number }),
            None => Fault::Unreadable(place),
        };
        let is_said =
            matches!(fault, Fault::Unreadable(_)) && report.faults.iter().any(|known| matches!(known, Fault::Event(..)) && known.place() == fault.place());
        if !is_said {
            report.add(fault);
        }
    }
    Ok(())
}
