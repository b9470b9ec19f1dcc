//! The logs: read from their first event to their last, each held against the one before it.

use std::collections::HashMap;

use futures_util::TryStreamExt as _;
use sqlx::postgres::PgConnection;

use super::{Fault, Log, Place, Report, Step};
use crate::domain::chain::{BEGINNING, Chained, Hash, Records};
use crate::domain::checkpoint::Checkpoint;

/// Progress is told each so many events.
const SAID_EACH: i64 = 10_000;

/// An event with its link, and one of the seals that came with it. An event with several comes several times.
struct Row {
    authority: String,
    number: i64,
    at: Option<i64>,
    actor: Option<String>,
    kind: Option<String>,
    facts: Option<String>,
    records: Option<Vec<u8>>,
    witness: Option<String>,
    hash: Option<Vec<u8>>,
    relation: Option<String>,
    row_key: Option<String>,
    digest: Option<Vec<u8>>,
}

pub(super) async fn verify(conn: &mut PgConnection, known: &[Checkpoint], report: &mut Report, progress: &mut impl FnMut(Step)) -> sqlx::Result<()> {
    let all = sqlx::query_scalar!(r#"select count(*) as "all!" from event"#).fetch_one(&mut *conn).await?;
    let known: HashMap<(&str, i64), Hash> = known.iter().map(|one| ((one.authority.as_str(), one.number), one.hash)).collect();
    let mut read = 0;
    let mut rows = sqlx::query_as!(
        Row,
        r#"select authority as "authority!", seq as "number!", (extract(epoch from e.at) * 1000000)::bigint as "at?", e.actor::text as "actor?",
             e.kind as "kind?", e.facts::text as "facts?", l.records as "records?", l.witness as "witness?", l.hash as "hash?",
             s.relation as "relation?", s.row_key as "row_key?", s.digest as "digest?"
           from event e
           full join link l using (authority, seq)
           left join seal s using (authority, seq)
           order by authority, seq, s.id"#
    )
    .fetch(&mut *conn);
    let mut pending: Option<(Row, Records)> = None;
    while let Some(row) = rows.try_next().await? {
        let goes_on = pending.as_ref().is_some_and(|(open, _)| open.authority == row.authority && open.number == row.number);
        if !goes_on && let Some((open, records)) = pending.take() {
            judge(&open, records, &known, report);
            read += 1;
            if read % SAID_EACH == 0 {
                progress(Step::Events(read, all));
            }
        }
        let (_, records) = pending.get_or_insert_with(|| (Row { relation: None, row_key: None, digest: None, ..copied(&row) }, Records::default()));
        if let (Some(table), Some(key)) = (&row.relation, &row.row_key) {
            records.add(table, key, row.digest.as_deref());
        }
    }
    if let Some((open, records)) = pending.take() {
        judge(&open, records, &known, report);
    }
    drop(rows);
    ends(conn, &known, report).await?;
    witnesses(conn, report).await
}

fn copied(row: &Row) -> Row {
    Row {
        authority: row.authority.clone(),
        number: row.number,
        at: row.at,
        actor: row.actor.clone(),
        kind: row.kind.clone(),
        facts: row.facts.clone(),
        records: row.records.clone(),
        witness: row.witness.clone(),
        hash: row.hash.clone(),
        relation: None,
        row_key: None,
        digest: None,
    }
}

/// One event, with all that came with it. What does not fit is told once: the next event is held against the hash that stands there.
fn judge(row: &Row, records: Records, known: &HashMap<(&str, i64), Hash>, report: &mut Report) {
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
    match (row.at, hash) {
        (None, _) => faults.push(Fault::Removed(place())),
        // As long as no event of this log has a link, they are older than the chain.
        (Some(_), None) if previous.is_none() && log.events == log.before + 1 => log.before += 1,
        (Some(_), None) => faults.push(Fault::Unchained(place(), kind)),
        (Some(at), Some(hash)) => {
            let said = row.records.as_deref().and_then(|records| records.try_into().ok());
            let event = Chained {
                authority: &row.authority,
                number: row.number,
                at,
                actor: row.actor.as_deref().unwrap_or_default(),
                kind: &kind,
                facts: row.facts.as_deref().unwrap_or_default(),
                records: said,
                witness: row.witness.as_deref().unwrap_or_default(),
            };
            if event.on(&previous.unwrap_or(BEGINNING)) != hash {
                faults.push(Fault::Event(place(), kind.clone()));
            }
            if records.digest() != said {
                faults.push(Fault::Seals(place(), kind));
            }
        }
    }
    if known.get(&(row.authority.as_str(), row.number)).is_some_and(|known| Some(*known) != hash) {
        faults.push(Fault::Checkpoint(place()));
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

/// What events say of other logs must stand there.
async fn witnesses(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let wrong = sqlx::query!(
        r#"select l.authority as "authority!", l.seq as "number!", w.said[1] as "other!", w.said[2]::bigint as "at!"
           from link l
           cross join lateral (select string_to_array(line, ' ') as said from string_to_table(l.witness, E'\n') line) w
           left join link o on o.authority = w.said[1] and o.seq = w.said[2]::bigint
           where l.witness is not null and encode(o.hash, 'hex') is distinct from w.said[3]
           order by 1, 2"#
    )
    .fetch_all(conn)
    .await?;
    for one in wrong {
        report.add(Fault::Witness(Place { authority: one.authority, number: one.number }, Place { authority: one.other, number: one.at }));
    }
    Ok(())
}
