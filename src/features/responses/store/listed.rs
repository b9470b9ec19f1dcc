//! Reading the list of responses: all rounds, or those of some boards, in pages.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::ids::{BoardId, PersonId, RoundId};
use crate::domain::round::{LastDay, RoundName};
use crate::platform::listing::{self, Count, Places, Window};

/// What the list is narrowed to.
pub(crate) struct Wanted {
    /// The boards whose responses are seen here; `None`: all.
    pub(crate) boards: Option<Vec<BoardId>>,
    /// A pattern; empty: any title and reference.
    pub(crate) like: String,
    /// Between which places they stand.
    pub(crate) places: Places,
    /// How they may stand, as the database names it.
    pub(crate) states: &'static [&'static str],
    /// Only those about which an extension is asked for.
    pub(crate) asked: bool,
    /// Only those without a diary number.
    pub(crate) unregistered: bool,
    /// The first and the last day among which its last day is.
    pub(crate) days: Option<(NaiveDate, NaiveDate)>,
    pub(crate) timing: Timing,
    /// Only those of audits for which she is responsible.
    pub(crate) responsible: Option<PersonId>,
    /// By which day.
    pub(crate) today: NaiveDate,
    /// Whether all responses of these boards are asked for.
    pub(crate) tallied: bool,
}

/// How a response stands to its last day in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timing {
    Any,
    /// It is missing, and the day is over.
    Late,
    /// It is missing, and the day is not over.
    Awaited,
    /// It has come or should have come, or was closed without: what is counted as in time or not.
    Due,
    /// It came by the day.
    InTime,
    /// It has not, or not by the day.
    NotInTime,
}

impl Timing {
    fn name(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Late => "late",
            Self::Awaited => "awaited",
            Self::Due => "due",
            Self::InTime => "in_time",
            Self::NotInTime => "not_in_time",
        }
    }
}

/// All that a response can be. What is withdrawn is found by asking for it.
pub(crate) const ANY_STATE: &[&str] = &["awaited", "received", "assessed", "unanswered"];

impl Wanted {
    fn states(&self) -> Vec<String> {
        self.states.iter().map(|state| (*state).to_owned()).collect()
    }

    fn boards(&self) -> &[BoardId] {
        self.boards.as_deref().unwrap_or_default()
    }
}

/// Where a response stands in the list: what is awaited by its last day, then what has come, the newest first.
pub(crate) type RoundPlace = (i32, Uuid);

/// Comes before every response.
pub(crate) const BEFORE_ALL: RoundPlace = (i32::MIN, Uuid::nil());

/// A line of the list of responses.
pub(crate) struct RoundLine {
    pub(crate) id: RoundId,
    pub(crate) place: i32,
    pub(crate) name: RoundName,
    pub(crate) last_day: LastDay,
    pub(crate) received_on: Option<NaiveDate>,
    pub(crate) receipt: Option<String>,
    pub(crate) assessed_at: Option<DateTime<Utc>>,
    pub(crate) closed: bool,
    /// It is a follow-up of a first response that has not come: its own last day asks nothing of anybody yet.
    pub(crate) waits_for_first: bool,
}

/// A page of the list. Each state, or each board, is read by the index that has its order, so far as a page goes; then the
/// first ones of all are taken.
#[expect(clippy::too_many_lines, reason = "one statement: all boards and some, forwards and back")]
pub(crate) async fn round_lines(conn: &mut PgConnection, wanted: &Wanted, window: &Window<RoundPlace>) -> sqlx::Result<Vec<RoundLine>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        RoundLine,
        r#"with wanted as not materialized (
             select r.id, r.place, r.state, r.board_id
             from published.round r
             where r.place between $4 and $5
               and case when $6 = '' then true else lower(r.title || E'\n' || r.reference) like (select lower($6)) end
               and case when $7::date is null then true else r.due_on between $7 and $8 end
               and case when $9 then r.extension_asked else true end
               and case when $10 then r.diary_number is null else true end
               and case when $17::person_id is null then true
                 else r.audit_id in (select m.audit_id from published.responsible_now m where m.person_id = $17) end
               -- While the first response is missing no follow-up can be written: one silent board is late once.
               and case $15 when '' then true when 'awaited' then r.due_on >= $16 or r.behind when 'late' then r.due_on < $16 and not r.behind
                 when 'in_time' then r.received_on <= r.due_on
                 when 'due' then r.state <> 'awaited' or r.due_on < $16 and not r.behind
                 else (r.state <> 'awaited' or r.due_on < $16 and not r.behind) and (r.received_on <= r.due_on) is not true end
           ),
           found as (
             select x.id, x.place from unnest($3::text[]::round_state[]) s cross join lateral (
               (select w.id, w.place from wanted w
                where $1 and not $11 and w.state = s and (w.place, w.id) > ($12, $13::uuid)
                order by w.place, w.id limit $14)
               union all
               (select w.id, w.place from wanted w
                where $1 and $11 and w.state = s and (w.place, w.id) < ($12, $13::uuid)
                order by w.place desc, w.id desc limit $14)
             ) x
             union all
             select x.id, x.place from unnest($2::board_id[]) b cross join lateral (
               (select w.id, w.place from wanted w
                where not $1 and not $11 and w.board_id = b and (w.place, w.id) > ($12, $13::uuid) and w.state = any ($3::text[]::round_state[])
                order by w.place, w.id limit $14)
               union all
               (select w.id, w.place from wanted w
                where not $1 and $11 and w.board_id = b and (w.place, w.id) < ($12, $13::uuid) and w.state = any ($3::text[]::round_state[])
                order by w.place desc, w.id desc limit $14)
             ) x
           ),
           page as (
             (select id from found where not $11 order by place, id limit $14)
             union all
             (select id from found where $11 order by place desc, id desc limit $14)
           )
           select r.id as "id!", r.place as "place!", r.name as "name!: RoundName", r.last_day as "last_day!: LastDay", r.received_on as "received_on?",
             r.receipt_number as "receipt?", r.assessed_at as "assessed_at?", r.closed_at is not null as "closed!",
             r.state = 'awaited' and r.behind as "waits_for_first!"
           from page
           cross join lateral (
             select o.id, o.place, o.name, o.last_day, o.received_on, o.receipt_number, o.assessed_at, o.closed_at, o.state, o.behind
             from published.round o
             where o.id = page.id
             limit 1
           ) r
           order by r.place, r.id"#,
        wanted.boards.is_none(),
        wanted.boards() as &[BoardId],
        &wanted.states(),
        wanted.places.from,
        wanted.places.to,
        wanted.like,
        wanted.days.map(|(from, _)| from),
        wanted.days.map(|(_, to)| to),
        wanted.asked,
        wanted.unregistered,
        window.back(),
        place,
        id,
        window.most(),
        wanted.timing.name(),
        wanted.today,
        wanted.responsible as Option<PersonId>
    )
    .fetch_all(conn)
    .await
}

/// How many there are, and how many of them come before a place.
pub(crate) async fn count_rounds(conn: &mut PgConnection, wanted: &Wanted, before: RoundPlace) -> sqlx::Result<Count> {
    if wanted.tallied { tally(conn, wanted, before).await } else { count(conn, wanted, before).await }
}

/// Counted only so far.
async fn count(conn: &mut PgConnection, wanted: &Wanted, before: RoundPlace) -> sqlx::Result<Count> {
    let limit = listing::limit(&wanted.like);
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select r.id, r.place, r.board_id
             from published.round r
             where r.place between $4 and $5
               and r.state = any ($3::text[]::round_state[])
               and case when $6 = '' then true else lower(r.title || E'\n' || r.reference) like (select lower($6)) end
               and case when $7::date is null then true else r.due_on between $7 and $8 end
               and case when $9 then r.extension_asked else true end
               and case when $10 then r.diary_number is null else true end
               and case when $16::person_id is null then true
                 else r.audit_id in (select m.audit_id from published.responsible_now m where m.person_id = $16) end
               -- While the first response is missing no follow-up can be written: one silent board is late once.
               and case $14 when '' then true when 'awaited' then r.due_on >= $15 or r.behind when 'late' then r.due_on < $15 and not r.behind
                 when 'in_time' then r.received_on <= r.due_on
                 when 'due' then r.state <> 'awaited' or r.due_on < $15 and not r.behind
                 else (r.state <> 'awaited' or r.due_on < $15 and not r.behind) and (r.received_on <= r.due_on) is not true end
           )
           select
             case when $1 then (select count(*) from (select 1 from wanted limit $13) t)
               else (select count(*) from (select 1 from wanted where board_id = any ($2::board_id[]) limit $13) t) end as "total!",
             case when $1 then (select count(*) from (select 1 from wanted where (place, id) < ($11, $12::uuid) limit $13) b)
               else (select count(*) from (
                 select 1 from wanted where board_id = any ($2::board_id[]) and (place, id) < ($11, $12::uuid) limit $13) b) end as "before!""#,
        wanted.boards.is_none(),
        wanted.boards() as &[BoardId],
        &wanted.states(),
        wanted.places.from,
        wanted.places.to,
        wanted.like,
        wanted.days.map(|(from, _)| from),
        wanted.days.map(|(_, to)| to),
        wanted.asked,
        wanted.unregistered,
        before.0,
        before.1,
        limit + 1,
        wanted.timing.name(),
        wanted.today,
        wanted.responsible as Option<PersonId>
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::up_to(limit, row.before, row.total))
}

/// All of these boards have been counted by the database as they came.
async fn tally(conn: &mut PgConnection, wanted: &Wanted, before: RoundPlace) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"select
             (select coalesce(sum(t.submitted + t.unanswered + t.awaited), 0)::bigint from published.tally t
              where $1 or t.board_id = any ($2::board_id[])) as "total!",
             case when $1 then (select count(*) from (select 1 from published.round where (place, id) < ($3, $4::uuid) limit $5) b)
               else (select count(*) from (
                 select 1 from published.round where board_id = any ($2::board_id[]) and (place, id) < ($3, $4::uuid) limit $5) b) end
               -- What is withdrawn stands among them and is not shown.
               - (select count(*) from published.round w
                  where w.withdrawn_at is not null and (w.place, w.id) < ($3, $4::uuid) and ($1 or w.board_id = any ($2::board_id[]))) as "before!""#,
        wanted.boards.is_none(),
        wanted.boards() as &[BoardId],
        before.0,
        before.1,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::known(row.before, row.total))
}

/// A board that the list can be narrowed to.
pub(crate) struct AskedBoard {
    pub(crate) id: BoardId,
    pub(crate) slug: String,
    pub(crate) name: String,
}

/// The boards that are asked, of these or of all, and the first last day.
pub(crate) async fn list_choices(conn: &mut PgConnection, own: Option<&[BoardId]>) -> sqlx::Result<(Vec<AskedBoard>, Option<NaiveDate>)> {
    let rows = sqlx::query!(
        r#"select b.id as "id!: BoardId", b.slug as "slug!", b.name as "name!", (select min(r.due_on) from published.round r) as "since?"
           from published.board b
           where b.kind <> 'council' and ($1 or b.id = any ($2::board_id[]))
           order by b.name collate "sv-x-icu", b.slug"#,
        own.is_none(),
        own.unwrap_or_default() as &[BoardId]
    )
    .fetch_all(conn)
    .await?;
    let since = rows.first().and_then(|row| row.since);
    Ok((rows.into_iter().map(|row| AskedBoard { id: row.id, slug: row.slug, name: row.name }).collect(), since))
}
