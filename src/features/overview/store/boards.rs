//! The list of boards: what each owes, what it has answered, and in how many days.

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::domain::audit::BoardKind;
use crate::domain::calendar;
use crate::domain::register::BoardStory;

/// A line of the list of boards.
pub(in super::super) struct Listed {
    pub(in super::super) name: String,
    pub(in super::super) slug: String,
    pub(in super::super) kind: BoardKind,
    pub(in super::super) valid_to: Option<NaiveDate>,
    pub(in super::super) story: BoardStory,
    pub(in super::super) awaited: i64,
    pub(in super::super) submitted: i64,
    pub(in super::super) owing: Owing,
    /// In how many days it answered, in the middle of the first responses that came within a year; and how many those were.
    pub(in super::super) response_days: Option<i32>,
    pub(in super::super) responses: i64,
}

/// All boards, the living before those that have ceased.
pub(in super::super) async fn boards(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"select b.name as "name!", b.slug as "slug!", b.kind as "kind!: BoardKind", b.valid_to as "valid_to?",
             y.story as "story!: Json<BoardStory>", coalesce(t.awaited, 0) - coalesce(o.overdue, 0) as "awaited!", coalesce(o.overdue, 0) as "overdue!",
             coalesce(o.by_letter, 0) as "by_letter!", coalesce(o.moved, 0) as "moved!", coalesce(t.submitted, 0) as "submitted!",
             w.days as "response_days?", coalesce(w.responses, 0) as "responses!"
           from published.board b
           join published.board_story y on y.board_id = b.id
           left join (
             select board_id, sum(awaited)::bigint as awaited, sum(submitted)::bigint as submitted from published.tally group by board_id
           ) t on t.board_id = b.id
           left join (
             select r.board_id, count(*) filter (where r.due_on < $1 and not r.behind) as overdue,
               count(*) filter (where r.original_due_on < $1 and not r.behind) as by_letter, count(*) filter (where r.moved_after is not null) as moved
             from published.round r
             where r.submission_id is null and r.closed_at is null
             group by r.board_id
           ) o on o.board_id = b.id
           left join (
             select r.board_id, percentile_disc(0.5) within group (order by r.received_on - stockholm_day(r.sent_at)) as days, count(*) as responses
             from published.round r
             where r.submission_id is not null and r.kind = 'first' and r.received_on between $2 and $1
             group by r.board_id
           ) w on w.board_id = b.id
           order by coalesce(b.valid_to < $1, false), b.name collate "sv-x-icu", b.slug"#,
        today,
        calendar::years_before(today, 1).unwrap_or(today)
    )
    .fetch_all(conn)
    .await?;
    let listed = rows.into_iter().map(|row| Listed {
        name: row.name,
        slug: row.slug,
        kind: row.kind,
        valid_to: row.valid_to,
        story: row.story.0,
        awaited: row.awaited,
        submitted: row.submitted,
        owing: Owing { overdue: row.overdue, overdue_by_letter: row.by_letter, moved_after: row.moved },
        response_days: row.response_days,
        responses: row.responses,
    });
    Ok(listed.collect())
}

/// What a board owes today.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Owing {
    /// By the last day in force.
    pub(in super::super) overdue: i64,
    /// By the date of the letter.
    pub(in super::super) overdue_by_letter: i64,
    /// Its last day was moved when it had passed already.
    pub(in super::super) moved_after: i64,
}
