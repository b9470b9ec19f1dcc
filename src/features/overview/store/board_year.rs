//! What there is to say of one board's year: its responses, the verdicts, and the promises that have passed their day.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;

use super::{Promise, Round};
use crate::domain::calendar;
use crate::domain::ids::{BoardId, RoundId};
use crate::domain::response::Outcome;
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

/// What the auditors have judged of a board, or what it has promised.
pub(in super::super) enum OfYear {
    /// A recommendation with its newest verdict in a follow-up, and when that was published.
    Judged { item: ItemName, grade: Grade, at: DateTime<Utc> },
    /// An item of which a promise has passed its day, and the oldest such promise.
    Passed { item: ItemName, promise: Promise },
}

/// What an item is called, and where it is found.
pub(in super::super) struct ItemName {
    pub(in super::super) key: String,
    pub(in super::super) reference: String,
    pub(in super::super) code: String,
    pub(in super::super) heading: String,
}

/// The recommendations whose newest verdict in a follow-up is from these days, the newest first, as they are counted; and all items of which a
/// promise has passed its day today, the oldest first. So many of each.
pub(in super::super) async fn of_year(
    conn: &mut PgConnection,
    board: BoardId,
    (from, to): (NaiveDate, NaiveDate),
    today: NaiveDate,
    most: i64,
) -> sqlx::Result<Vec<OfYear>> {
    let passed = Places::of_group(0).before(today);
    let rows = sqlx::query_as!(
        Row,
        r#"select i.reference_key as "key!", i.reference as "reference!", i.code as "code!", i.heading as "heading!",
             case when i.judged then i.grade end as "grade?: Grade", case when i.judged then i.graded_at end as "graded_at?",
             p.first_on as "first_on?", p.now_on as "now_on?", p.moves as "moves?", p.outcome as "outcome?: Outcome",
             coalesce(i.answer_kind = 'elsewhere' and i.ordinal > 1, false) as "elsewhere!"
           from (
             (select true as judged, n.graded_at, n.place, n.item_id, n.reference_key, n.reference, n.code, n.heading, n.grade, n.answer_kind, n.ordinal,
                n.open_plans
              from published.item_now n
              where n.responds and n.board_id = $1::board_id and n.kind = 'recommendation' and n.graded_at >= $2 and n.graded_at < $3
                and n.grade in ('implemented', 'partly_implemented', 'not_implemented')
              order by n.graded_at desc, n.item_id
              limit $7)
             union all
             (select false, x.graded_at, x.place, x.item_id, x.reference_key, x.reference, x.code, x.heading, x.grade, x.answer_kind, x.ordinal,
                x.open_plans
              from unnest(enum_range(null::item_kind)) k cross join unnest(enum_range(null::item_standing)) s cross join lateral (
                select n.graded_at, n.place, n.item_id, n.reference_key, n.reference, n.code, n.heading, n.grade, n.answer_kind, n.ordinal, n.open_plans
                from published.item_now n
                where n.responds and n.board_id = $1::board_id and n.kind = k and n.standing = s and n.place between $4 and $5
                order by n.place, n.item_id
                limit $7
              ) x
              order by x.place, x.item_id
              limit $7)
           ) i
           left join lateral (
             select q.first_on, q.now_on, q.moves, q.outcome
             from unnest(i.open_plans) with ordinality as q (measure, first_on, now_on, moves, outcome, nth)
             where not i.judged and q.first_on < $6
             order by q.first_on, q.nth
             limit 1
           ) p on true
           order by i.judged desc, case when i.judged then i.graded_at end desc, i.place, i.item_id"#,
        board as BoardId,
        calendar::instant(from, NaiveTime::MIN),
        calendar::end_of(to),
        passed.from,
        passed.to,
        today,
        most
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(Row::told).collect())
}

struct Row {
    key: String,
    reference: String,
    code: String,
    heading: String,
    grade: Option<Grade>,
    graded_at: Option<DateTime<Utc>>,
    first_on: Option<NaiveDate>,
    now_on: Option<NaiveDate>,
    moves: Option<i16>,
    outcome: Option<Outcome>,
    elsewhere: bool,
}

impl Row {
    fn told(self) -> Option<OfYear> {
        let item = ItemName { key: self.key, reference: self.reference, code: self.code, heading: self.heading };
        if let Some((grade, at)) = self.grade.zip(self.graded_at) {
            return Some(OfYear::Judged { item, grade, at });
        }
        let promise = Promise { first_on: self.first_on?, now_on: self.now_on, moves: self.moves?, outcome: self.outcome, elsewhere: self.elsewhere };
        Some(OfYear::Passed { item, promise })
    }
}
