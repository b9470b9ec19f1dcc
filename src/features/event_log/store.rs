//! The SQL of the event log. Reads only: each side its own log, by row security.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::mentioned::{Mentioned, Names};
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::policy::Side;
use crate::domain::register::FormerName;
use crate::domain::round::RoundName;
use crate::platform::listing::{Count, Window};

/// Which events are asked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Whose log.
    pub(super) authority: String,
    /// Of these kinds; empty: of all.
    pub(super) kinds: Vec<String>,
    /// Done by her.
    pub(super) actor: Option<Uuid>,
    /// About this audit.
    pub(super) audit: Option<Uuid>,
    /// From this instant on.
    pub(super) from: DateTime<Utc>,
    /// Before this instant.
    pub(super) until: DateTime<Utc>,
}

/// An event as the log keeps it.
pub(super) struct Row {
    pub(super) at: DateTime<Utc>,
    pub(super) seq: i64,
    pub(super) actor: Option<PersonId>,
    pub(super) actor_name: Option<String>,
    pub(super) kind: String,
    pub(super) facts: serde_json::Value,
}

/// Where an event stands in its log: the newest first.
pub(super) type Place = (DateTime<Utc>, i64);

impl Row {
    pub(super) fn place(&self) -> Place {
        (self.at, self.seq)
    }
}

/// Newer than every event.
pub(super) fn before_all() -> Place {
    (at_midnight(NaiveDate::from_ymd_opt(9999, 12, 31)), i64::MAX)
}

/// Older than every event.
pub(super) fn oldest() -> DateTime<Utc> {
    at_midnight(NaiveDate::from_ymd_opt(1, 1, 1))
}

fn at_midnight(day: Option<NaiveDate>) -> DateTime<Utc> {
    day.unwrap_or_default().and_time(NaiveTime::MIN).and_utc()
}

/// A page of a log. Each way in which it can be asked for has an index of its own, of which one branch is run.
#[expect(clippy::too_many_lines, reason = "one statement, with a branch for each way")]
pub(super) async fn rows(conn: &mut PgConnection, wanted: &Wanted, window: &Window<Place>) -> sqlx::Result<Vec<Row>> {
    let (at, seq) = window.key(before_all());
    sqlx::query_as!(
        Row,
        r#"with page as (
             (select at, seq from event
              where authority = $1 and not $2 and $5 = '{}'::text[] and $6::uuid is null and $7::uuid is null
                and (at, seq) < ($3, $4) and at >= $8 and at < $9
              order by at desc, seq desc limit $10)
             union all
             (select at, seq from event
              where authority = $1 and $2 and $5 = '{}'::text[] and $6::uuid is null and $7::uuid is null
                and (at, seq) > ($3, $4) and at >= $8 and at < $9
              order by at, seq limit $10)
             union all
             (select k.at, k.seq from unnest($5::text[]) as wanted (kind)
              cross join lateral (
                select at, seq from event e
                where e.authority = $1 and e.kind = wanted.kind and not $2 and (at, seq) < ($3, $4) and at >= $8 and at < $9
                  and case when $6::uuid is null then true else e.actor = $6 end
                  and case when $7::uuid is null then true else e.about_audit = $7 end
                order by at desc, seq desc limit $10
              ) k
              order by k.at desc, k.seq desc limit $10)
             union all
             (select k.at, k.seq from unnest($5::text[]) as wanted (kind)
              cross join lateral (
                select at, seq from event e
                where e.authority = $1 and e.kind = wanted.kind and $2 and (at, seq) > ($3, $4) and at >= $8 and at < $9
                  and case when $6::uuid is null then true else e.actor = $6 end
                  and case when $7::uuid is null then true else e.about_audit = $7 end
                order by at, seq limit $10
              ) k
              order by k.at, k.seq limit $10)
             union all
             (select at, seq from event
              where authority = $1 and not $2 and $5 = '{}'::text[] and $7::uuid is null and actor = $6::uuid
                and (at, seq) < ($3, $4) and at >= $8 and at < $9
              order by at desc, seq desc limit $10)
             union all
             (select at, seq from event
              where authority = $1 and $2 and $5 = '{}'::text[] and $7::uuid is null and actor = $6::uuid
                and (at, seq) > ($3, $4) and at >= $8 and at < $9
              order by at, seq limit $10)
             union all
             (select at, seq from event
              where authority = $1 and not $2 and $5 = '{}'::text[] and about_audit = $7
                and case when $6::uuid is null then true else actor = $6 end
                and (at, seq) < ($3, $4) and at >= $8 and at < $9
              order by at desc, seq desc limit $10)
             union all
             (select at, seq from event
              where authority = $1 and $2 and $5 = '{}'::text[] and about_audit = $7
                and case when $6::uuid is null then true else actor = $6 end
                and (at, seq) > ($3, $4) and at >= $8 and at < $9
              order by at, seq limit $10)
           )
           select e.at, e.seq, e.actor as "actor: PersonId", n.name as "actor_name?", e.kind, e.facts
           from page
           cross join lateral (
             select o.at, o.seq, o.actor, o.kind, o.facts from event o where o.authority = $1 and o.seq = page.seq limit 1
           ) e
           left join lateral (select name from published.person_name p where p.id = e.actor limit 1) n on true
           order by e.at desc, e.seq desc"#,
        wanted.authority,
        window.back(),
        at,
        seq,
        &wanted.kinds,
        wanted.actor,
        wanted.audit,
        wanted.from,
        wanted.until,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// So far a log is counted: nobody wants to know how long it is, only whether there is more than she looks through.
const COUNTED: i64 = 100;

/// How far the service has read a log and found it whole, or where it did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    /// Not yet from its first event to its last.
    NotYet,
    /// Up to this event; read from the first on at the one time, to the last at the other.
    Whole { number: i64, from: DateTime<Utc>, at: DateTime<Utc> },
    /// This event is the first that does not fit.
    Broken { number: i64 },
}

/// How many there are, and how many of them are newer than a place, counted only so far; and whether the log is whole.
pub(super) async fn count(conn: &mut PgConnection, wanted: &Wanted, before: Place) -> sqlx::Result<(Count, Checked)> {
    let row = sqlx::query!(
        r#"with newest as (
             (select at, seq from event
              where authority = $1 and $2 = '{}'::text[] and $3::uuid is null and $4::uuid is null and at >= $5 and at < $6
              order by at desc, seq desc limit $9)
             union all
             (select k.at, k.seq from unnest($2::text[]) as wanted (kind)
              cross join lateral (
                select at, seq from event e
                where e.authority = $1 and e.kind = wanted.kind and at >= $5 and at < $6
                  and case when $3::uuid is null then true else e.actor = $3 end
                  and case when $4::uuid is null then true else e.about_audit = $4 end
                order by at desc, seq desc limit $9
              ) k
              order by k.at desc, k.seq desc limit $9)
             union all
             (select at, seq from event
              where authority = $1 and $2 = '{}'::text[] and $4::uuid is null and actor = $3::uuid and at >= $5 and at < $6
              order by at desc, seq desc limit $9)
             union all
             (select at, seq from event
              where authority = $1 and $2 = '{}'::text[] and about_audit = $4
                and case when $3::uuid is null then true else actor = $3 end and at >= $5 and at < $6
              order by at desc, seq desc limit $9)
           )
           select c.total as "total!", c.before as "before!", k.whole_seq as "whole?", k.whole_from as "from?", k.whole_at as "at?", k.broken_seq as "broken?"
           from (select count(*) as total, count(*) filter (where (at, seq) > ($7, $8)) as before from newest) c
           left join lateral (select k.whole_seq, k.whole_from, k.whole_at, k.broken_seq from log_check k where k.authority = $1 limit 1) k on true"#,
        wanted.authority,
        &wanted.kinds,
        wanted.actor,
        wanted.audit,
        wanted.from,
        wanted.until,
        before.0,
        before.1,
        COUNTED + 1
    )
    .fetch_one(conn)
    .await?;
    let checked = match (row.broken, row.whole, row.from, row.at) {
        (Some(number), ..) => Checked::Broken { number },
        (None, Some(number), Some(from), Some(at)) => Checked::Whole { number, from, at },
        _ => Checked::NotYet,
    };
    Ok((Count::up_to(COUNTED, row.before, row.total), checked))
}

/// Something that events speak of. Three kinds of things have three kinds of names.
struct Named {
    id: Uuid,
    /// Of a person or a board; of an audit its title.
    name: Option<String>,
    /// Of an audit.
    reference: Option<String>,
    key: Option<String>,
    round: Option<RoundName>,
    /// Of a board, or of that of a round, what it was called before.
    called: Option<Json<Vec<FormerName>>>,
}

/// What the events of a page speak of, as it is called today.
pub(super) async fn names(conn: &mut PgConnection, side: Side, mentioned: &Mentioned) -> sqlx::Result<Names> {
    let named = match side {
        Side::Admin => of_administrators(conn, mentioned).await?,
        Side::Board => of_boards(conn, mentioned).await?,
        Side::Audit => of_auditors(conn, mentioned).await?,
        Side::Auth | Side::Council => Vec::new(),
    };
    let mut names = Names::default();
    for mut one in named {
        if let Some(called) = one.called.take().filter(|called| !called.is_empty()) {
            names.called.insert(one.id, called.0);
        }
        match one {
            Named { id, round: Some(round), .. } => {
                names.rounds.insert(id, round);
            }
            Named { id, name: Some(title), reference: Some(reference), key: Some(key), .. } => {
                names.audits.insert(id, (reference, title, key));
            }
            Named { id, name, .. } => {
                names.names.insert(id, name.unwrap_or_default());
            }
        }
    }
    Ok(names)
}

/// People and boards: administrators see no content.
async fn of_administrators(conn: &mut PgConnection, mentioned: &Mentioned) -> sqlx::Result<Vec<Named>> {
    sqlx::query_as!(
        Named,
        r#"select id as "id!: Uuid", name as "name?", null as "reference?", null as "key?", null::round_name as "round?: RoundName",
             null::jsonb as "called?: Json<Vec<FormerName>>"
           from published.person_name where id = any ($1)
           union all
           select b.id, b.name, null, null, null, y.story -> 'called'
           from published.board b join published.board_story y on y.board_id = b.id where b.id = any ($2)"#,
        &mentioned.people,
        &mentioned.boards
    )
    .fetch_all(conn)
    .await
}

/// The same, and what has been published. The audits stand in another table than the auditors' own.
async fn of_boards(conn: &mut PgConnection, mentioned: &Mentioned) -> sqlx::Result<Vec<Named>> {
    sqlx::query_as!(
        Named,
        r#"select id as "id!: Uuid", name as "name?", null as "reference?", null as "key?", null::round_name as "round?: RoundName",
             null::jsonb as "called?: Json<Vec<FormerName>>"
           from published.person_name where id = any ($1)
           union all
           select b.id, b.name, null, null, null, y.story -> 'called'
           from published.board b join published.board_story y on y.board_id = b.id where b.id = any ($2)
           union all
           select id, title, reference, reference_key, null, null from published.audit where id = any ($3)
           union all
           select r.id, null, null, null, r.name, y.story -> 'called'
           from published.round r join published.board_story y on y.board_id = r.board_id where r.id = any ($4)
           union all
           select s.id, null, null, null, r.name, y.story -> 'called'
           from published.submission s
           join published.round r on r.id = s.round_id
           join published.board_story y on y.board_id = r.board_id
           where s.id = any ($5)"#,
        &mentioned.people,
        &mentioned.boards,
        &mentioned.audits,
        &mentioned.rounds,
        &mentioned.submissions
    )
    .fetch_all(conn)
    .await
}

/// And the auditors' audits before they are sent.
async fn of_auditors(conn: &mut PgConnection, mentioned: &Mentioned) -> sqlx::Result<Vec<Named>> {
    sqlx::query_as!(
        Named,
        r#"select id as "id!: Uuid", name as "name?", null as "reference?", null as "key?", null::round_name as "round?: RoundName",
             null::jsonb as "called?: Json<Vec<FormerName>>"
           from published.person_name where id = any ($1)
           union all
           select b.id, b.name, null, null, null, y.story -> 'called'
           from published.board b join published.board_story y on y.board_id = b.id where b.id = any ($2)
           union all
           select id, title, reference, reference_key, null, null from audit where id = any ($3)
           union all
           select r.id, null, null, null, r.name, y.story -> 'called'
           from published.round r join published.board_story y on y.board_id = r.board_id where r.id = any ($4)
           union all
           select s.id, null, null, null, r.name, y.story -> 'called'
           from published.submission s
           join published.round r on r.id = s.round_id
           join published.board_story y on y.board_id = r.board_id
           where s.id = any ($5)"#,
        &mentioned.people,
        &mentioned.boards,
        &mentioned.audits,
        &mentioned.rounds,
        &mentioned.submissions
    )
    .fetch_all(conn)
    .await
}

/// The audit with this reference, as it stands in letters or in addresses.
pub(super) async fn audit(conn: &mut PgConnection, reference: &str) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(r#"select id as "id!: Uuid" from audit where reference_key = lower(replace($1, '/', '-')) or reference = $1 limit 1"#, reference)
        .fetch_optional(conn)
        .await
}

/// The boards in whose logs somebody reads.
pub(super) async fn boards(conn: &mut PgConnection, own: &[BoardId]) -> sqlx::Result<Vec<(BoardId, String, String)>> {
    let ids: Vec<Uuid> = own.iter().map(|board| board.uuid()).collect();
    let rows = sqlx::query!(
        r#"select id as "id!: BoardId", slug as "slug!", name as "name!" from published.board where id = any ($1) order by name collate "sv-x-icu""#,
        &ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.slug, row.name)).collect())
}
