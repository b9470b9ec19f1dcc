//! What has happened since a day, read from the published views: in the order in which it happened, the newest first.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::round::{LastDay, RoundName};

/// What can have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(in super::super) enum What {
    /// An audit was sent to its boards.
    Sent,
    /// A response came.
    Came,
    /// Something was added to a response.
    Added,
    /// A board took its response back.
    TakenBack,
    /// The auditors published what they think of it.
    Judged,
    /// Its last day was moved.
    Moved,
    /// It has not come, and its last day is over.
    Overdue,
    /// It is not asked for any more.
    Withdrawn,
    /// A day that a board had promised is over, and the measure remains.
    Promise,
    /// The council took an audit up.
    Council,
    /// An audit was closed.
    Closed,
}

/// Something that has happened, on the day since which it can be read here.
pub(in super::super) struct Happened {
    pub(in super::super) day: NaiveDate,
    pub(in super::super) what: What,
    pub(in super::super) key: String,
    pub(in super::super) reference: String,
    pub(in super::super) title: String,
    pub(in super::super) board: Option<String>,
    pub(in super::super) board_slug: Option<String>,
    /// Of a response: which one, and its last day.
    pub(in super::super) name: Option<RoundName>,
    pub(in super::super) last_day: Option<LastDay>,
    /// The day on which a response came, or the council met: what came on paper, and minutes, are written in later.
    pub(in super::super) happened_on: Option<NaiveDate>,
    /// The code of an item, the section of minutes, or which of the things that came for the response it was.
    pub(in super::super) about: Option<String>,
    /// How many there are.
    pub(in super::super) of_all: i64,
}

/// Where one can begin: when the reader signed in the time before, and the last meeting of the council that took something up.
pub(in super::super) struct Beginnings {
    pub(in super::super) signed_in_at: Option<DateTime<Utc>>,
    pub(in super::super) council_on: Option<NaiveDate>,
}

pub(in super::super) async fn beginnings(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Beginnings> {
    sqlx::query_as!(
        Beginnings,
        r#"select my_sign_in_before() as "signed_in_at?",
             (select c.held_on from published.council_act c where c.stands and not c.struck and c.held_on <= $1 order by c.held_on desc limit 1) as "council_on?""#,
        today
    )
    .fetch_one(conn)
    .await
}

/// What has happened from this day to today, of one sort or of all: so many rows from a number on. `at` is the first instant of the day. Each
/// stretch has an end, so that the plan for all values goes by its beginning. What a row is called and tells is asked of those that are shown.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(in super::super) async fn since(
    conn: &mut PgConnection,
    (from, at, today): (NaiveDate, DateTime<Utc>, NaiveDate),
    what: Option<What>,
    numbers: &Range<usize>,
) -> sqlx::Result<Vec<Happened>> {
    sqlx::query_as!(
        Happened,
        r#"with happened as (
             select x.day, x.what, x.reference_key, x.board_name, x.about, x.round_id, x.board_slug, x.happened_on, count(*) over () as of_all
             from (
               select stockholm_day(a.sent_at) as day, 'sent' as what, a.reference_key, null as board_name, null as about,
                 null::uuid as round_id, null as board_slug, null::date as happened_on
               from published.audit_now a where a.sent_at between $2 and 'infinity'
               union all
               select stockholm_day(s.entered_at), 'came', r.reference_key, r.board_name, null, r.id::uuid, null, null
               from published.submission s
               cross join lateral (select o.id, o.reference_key, o.board_name from published.round o where o.submission_id = s.id limit 1) r
               where s.entered_at between $2 and 'infinity'
               union all
               select stockholm_day(s.entered_at), 'added', r.reference_key, r.board_name, s.number::text, s.round_id::uuid, null, s.received_on
               from published.submission s
               cross join lateral (select o.reference_key, o.board_name from published.round o where o.id = s.round_id limit 1) r
               where s.kind = 'supplement' and s.entered_at between $2 and 'infinity' and s.withdrawn_at is null
               union all
               select stockholm_day(s.withdrawn_at), 'taken_back', r.reference_key, r.board_name, s.number::text, s.round_id::uuid, null, s.received_on
               from published.submission s
               cross join lateral (select o.reference_key, o.board_name from published.round o where o.id = s.round_id limit 1) r
               where s.withdrawn_at between $2 and 'infinity'
               union all
               select stockholm_day(r.assessed_at), 'judged', r.reference_key, r.board_name, null, r.id::uuid, null, null
               from published.round r where r.assessed_at between $2 and 'infinity'
               union all
               select stockholm_day(r.due_entered_at), 'moved', r.reference_key, r.board_name, null, r.id::uuid, null, null
               from published.round r where r.changes > 0 and r.due_entered_at between $2 and 'infinity'
               union all
               select r.due_on + 1, 'overdue', r.reference_key, r.board_name, null, r.id::uuid, null, null
               from published.round r
               where r.submission_id is null and r.closed_at is null and r.withdrawn_at is null and not r.behind and r.due_on between $1::date - 1 and $3::date - 1
               union all
               select stockholm_day(w.withdrawn_at), 'withdrawn', r.reference_key, r.board_name, null, w.round_id::uuid, null, null
               from published.round_withdrawal w
               cross join lateral (select o.reference_key, o.board_name from published.round o where o.id = w.round_id limit 1) r
               where w.withdrawn_at between $2 and 'infinity'
               union all
               select i.owed_on + 1, 'promise', i.reference_key, i.board_name, i.code, null, i.board_slug, null
               from published.item_now i where i.owed_on between $1::date - 1 and $3::date - 1
               union all
               select stockholm_day(c.entered_at), 'council', a.reference_key, null, c.section, null, null, c.held_on
               from published.council_act c
               cross join lateral (select n.reference_key from published.audit_now n where n.id = c.audit_id limit 1) a
               where c.stands and not c.struck and c.entered_at between $2 and 'infinity'
               union all
               select stockholm_day(c.closed_at), 'closed', a.reference_key, null, null, null, null, null
               from published.audit_closing c
               cross join lateral (select n.reference_key from published.audit_now n where n.id = c.audit_id limit 1) a
               where c.closed_at between $2 and 'infinity' and c.reopened_at is null
             ) x
             where $4::text is null or x.what = $4
             order by x.day desc, x.reference_key, x.board_name collate "sv-x-icu", x.what, x.about, x.round_id, x.happened_on
             limit $6 offset $5
           )
           select h.day as "day!", h.what as "what!: What", h.reference_key as "key!", a.reference as "reference!", a.title as "title!",
             h.board_name as "board?", coalesce(r.board_slug, h.board_slug) as "board_slug?", r.name as "name?: RoundName",
             r.last_day as "last_day?: LastDay", coalesce(h.happened_on, r.received_on) as "happened_on?", h.about as "about?", h.of_all as "of_all!"
           from happened h
           cross join lateral (select n.reference, n.title from published.audit_now n where n.reference_key = h.reference_key limit 1) a
           left join lateral (select o.name, o.last_day, o.board_slug, o.received_on from published.round o where o.id = h.round_id limit 1) r on true
           order by h.day desc, h.reference_key, h.board_name collate "sv-x-icu", h.what, h.about, h.round_id, h.happened_on"#,
        from,
        at,
        today,
        what as Option<What>,
        i64::try_from(numbers.start).unwrap_or(i64::MAX),
        i64::try_from(numbers.len()).unwrap_or(i64::MAX)
    )
    .fetch_all(conn)
    .await
}
