//! The SQL of one's own notices. Writes `notice.read_at` and `notice_setting`; notices themselves are written with their cause.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::actions::{MarkRead, SaveSettings};
use crate::domain::event::NoticeKind;
use crate::domain::ids::{BoardId, NoticeId, PersonId};
use crate::domain::notice::{Delivery, Notice, RoundTold};
use crate::domain::round::{LastDay, RoundName};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;
use crate::platform::listing::{Count, Window};

/// A notice in one's own list.
pub(super) struct Listed {
    pub(super) id: NoticeId,
    pub(super) notice: Notice,
    pub(super) made_at: DateTime<Utc>,
    pub(super) read_at: Option<DateTime<Utc>>,
}

/// Where a notice stands: the newest first.
pub(super) type NoticePlace = (DateTime<Utc>, Uuid);

/// Newer than every notice.
pub(super) fn before_all() -> NoticePlace {
    (NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default().and_time(NaiveTime::MIN).and_utc(), Uuid::max())
}

/// A page of what one has been told, or of what one has not read.
pub(super) async fn listed(conn: &mut PgConnection, unread: bool, window: &Window<NoticePlace>) -> sqlx::Result<Vec<Listed>> {
    let (at, id) = window.key(before_all());
    let rows = sqlx::query!(
        r#"with page as (
             (select n.id from published.my_notice_place n
              where not $1 and (n.made_at, n.id) < ($2, $3::uuid) and case when $4 then n.read_at is null else true end
              order by n.made_at desc, n.id desc
              limit $5)
             union all
             (select n.id from published.my_notice_place n
              where $1 and (n.made_at, n.id) > ($2, $3::uuid) and case when $4 then n.read_at is null else true end
              order by n.made_at, n.id
              limit $5)
           )
           select n.id as "id!: NoticeId", kind as "notice!: NoticeKind", due_on as "told_due_on!", days as "days!", made_at as "made_at!", read_at,
             board_id as "board!: BoardId", name as "name!: RoundName", last_day as "last_day!: LastDay", received_at, received_on,
             closed_at is not null as "closed!", supplement_due_on
           from page
           cross join lateral (
             select o.id, o.kind, o.due_on, o.days, o.made_at, o.read_at, o.board_id, o.name, o.last_day, o.received_at, o.received_on, o.closed_at,
               o.supplement_due_on
             from published.my_notice o
             where o.id = page.id
             limit 1
           ) n
           order by n.made_at desc, n.id desc"#,
        window.back(),
        at,
        id,
        unread,
        window.most()
    )
    .fetch_all(conn)
    .await?;
    let listed = rows.into_iter().map(|row| {
        let (received_at, received_on) = (row.received_at, row.received_on);
        let round = RoundTold {
            board: row.board,
            name: row.name,
            last_day: row.last_day,
            received_at,
            received_on,
            closed: row.closed,
            supplement_due_on: row.supplement_due_on,
        };
        let notice = Notice { kind: row.notice, told_due_on: row.told_due_on, days: row.days, round, words: None };
        Listed { id: row.id, notice, made_at: row.made_at, read_at: row.read_at }
    });
    Ok(listed.collect())
}

/// How many there are, and how many of them are newer than a place; counted only so far.
pub(super) async fn count(conn: &mut PgConnection, unread: bool, before: NoticePlace) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"select
             case when $1 then (select count(*) from (select 1 from published.my_notice_place n where n.read_at is null limit $4) t)
               else (select count(*) from (select 1 from published.my_notice_place n limit $4) t) end as "total!",
             case when $1 then (select count(*) from (
                 select 1 from published.my_notice_place n where n.read_at is null and (n.made_at, n.id) > ($2, $3::uuid) limit $4) b)
               else (select count(*) from (
                 select 1 from published.my_notice_place n where (n.made_at, n.id) > ($2, $3::uuid) limit $4) b) end as "before!""#,
        unread,
        before.0,
        before.1,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::new(row.before, row.total))
}

/// Only what had been made when the page was read: what has come since stays unread.
pub(super) async fn mark_read(change: &mut Change<MarkRead>, until: DateTime<Utc>) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!("update notice set read_at = $1 where person_id = $2::person_id and read_at is null and made_at <= $3", now, person as PersonId, until)
        .execute(change.conn())
        .await?;
    Ok(())
}

/// How somebody wants to be told.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    pub(super) deadlines: Delivery,
    pub(super) responses: Delivery,
    pub(super) extensions: Delivery,
    pub(super) english: bool,
}

/// Without a choice: everything at once, in Swedish.
pub(super) async fn settings(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Settings> {
    let row = sqlx::query!("select deadlines, responses, extensions, lang from notice_setting where person_id = $1::person_id", person as PersonId)
        .fetch_optional(conn)
        .await?;
    let usual = Settings { deadlines: Delivery::AtOnce, responses: Delivery::AtOnce, extensions: Delivery::AtOnce, english: false };
    Ok(row.map_or(usual, |row| Settings { deadlines: row.deadlines, responses: row.responses, extensions: row.extensions, english: row.lang == "en" }))
}

pub(super) async fn save(change: &mut Change<SaveSettings>, settings: Settings) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into notice_setting (person_id, deadlines, responses, extensions, lang, saved_at) values ($1::person_id, $2, $3, $4, $5, $6)
         on conflict (person_id) do update set deadlines = $2, responses = $3, extensions = $4, lang = $5, saved_at = $6",
        person as PersonId,
        settings.deadlines as Delivery,
        settings.responses as Delivery,
        settings.extensions as Delivery,
        if settings.english { "en" } else { "sv" },
        now
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
