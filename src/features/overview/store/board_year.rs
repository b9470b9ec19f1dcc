//! What there is to say of one board's year: its responses, the verdicts, and the promises that have passed their day.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;

use super::Round;
use crate::domain::calendar;
use crate::domain::ids::{BoardId, RoundId};
use crate::domain::round::{LastDay, RoundName};
use crate::domain::verdict::Grade;
use crate::platform::listing::Places;

/// The board's responses whose last day in force falls among these days, in its order: so many of them.
pub(in super::super) async fn rounds_of_year(
    conn: &mut PgConnection,
    board: BoardId,
    (from, to): (NaiveDate, NaiveDate),
    most: i64,
) -> sqlx::Result<Vec<Round>> {
    sqlx::query_as!(
        Round,
        r#"select r.id as "id!: RoundId", r.place as "place!", r.name as "name!: RoundName", r.last_day as "last_day!: LastDay",
             r.received_on as "received_on?", r.assessed_at as "assessed_at?", r.closed_at is not null as "closed!", r.receipt_number as "receipt?"
           from published.round r
           where r.board_id = $1::board_id and r.due_on between $2 and $3
           order by r.due_on, r.title collate "sv-x-icu", r.ordinal
           limit $4"#,
        board as BoardId,
        from,
        to,
        most
    )
    .fetch_all(conn)
    .await
}

/// An item of the board that the auditors judged in the year, or of which a promise has passed its day.
pub(in super::super) struct ItemOfYear {
    pub(in super::super) key: String,
    pub(in super::super) reference: String,
    pub(in super::super) code: String,
    pub(in super::super) heading: String,
    /// The verdict of a follow-up and its instant; none: it is here for what was promised.
    pub(in super::super) judged: Option<(Grade, DateTime<Utc>)>,
    /// The first day promised that still counts, the day promised now, and how often it was moved.
    pub(in super::super) owed_on: Option<NaiveDate>,
    pub(in super::super) promised_on: Option<NaiveDate>,
    pub(in super::super) times_moved: i16,
}

struct Row {
    key: String,
    reference: String,
    code: String,
    heading: String,
    grade: Option<Grade>,
    graded_at: Option<DateTime<Utc>>,
    owed_on: Option<NaiveDate>,
    promised_on: Option<NaiveDate>,
    times_moved: i16,
}

/// The recommendations that were judged among these days, the newest first, and all items of which a promise has passed its day today, the
/// oldest first; so many of each.
pub(in super::super) async fn items_of_year(
    conn: &mut PgConnection,
    board: BoardId,
    (from, to): (NaiveDate, NaiveDate),
    today: NaiveDate,
    most: i64,
) -> sqlx::Result<Vec<ItemOfYear>> {
    let passed = Places::of_group(0).before(today);
    let rows = sqlx::query_as!(
        Row,
        r#"select i.reference_key as "key!", i.reference as "reference!", i.code as "code!", i.heading as "heading!",
             case when i.judged then i.grade end as "grade?: Grade", case when i.judged then i.graded_at end as "graded_at?",
             i.owed_on as "owed_on?", i.promised_on as "promised_on?", i.times_moved as "times_moved!"
           from (
             (select true as judged, n.graded_at, n.place, n.item_id, n.reference_key, n.reference, n.code, n.heading, n.grade, n.owed_on,
                n.promised_on, n.times_moved
              from published.item_now n
              where n.board_id = $1::board_id and n.kind = 'recommendation' and n.graded_at >= $2 and n.graded_at < $3
                and n.grade in ('implemented', 'partly_implemented', 'not_implemented')
              order by n.graded_at desc, n.item_id
              limit $6)
             union all
             (select false, x.graded_at, x.place, x.item_id, x.reference_key, x.reference, x.code, x.heading, x.grade, x.owed_on, x.promised_on,
                x.times_moved
              from unnest(enum_range(null::item_kind)) k cross join unnest(enum_range(null::item_standing)) s cross join lateral (
                select n.graded_at, n.place, n.item_id, n.reference_key, n.reference, n.code, n.heading, n.grade, n.owed_on, n.promised_on, n.times_moved
                from published.item_now n
                where n.responds and n.board_id = $1::board_id and n.kind = k and n.standing = s and n.place between $4 and $5
                order by n.place, n.item_id
                limit $6
              ) x
              order by x.place, x.item_id
              limit $6)
           ) i
           order by i.judged desc, case when i.judged then i.graded_at end desc, i.place, i.item_id"#,
        board as BoardId,
        calendar::instant(from, NaiveTime::MIN),
        calendar::end_of(to),
        passed.from,
        passed.to,
        most
    )
    .fetch_all(conn)
    .await?;
    let item = |row: Row| ItemOfYear {
        key: row.key,
        reference: row.reference,
        code: row.code,
        heading: row.heading,
        judged: row.grade.zip(row.graded_at),
        owed_on: row.owed_on,
        promised_on: row.promised_on,
        times_moved: row.times_moved,
    };
    Ok(rows.into_iter().map(item).collect())
}
