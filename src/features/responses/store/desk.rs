//! What lies on a desk. In one statement what is asked and what is written; and only where there is more to it, in another what has
//! happened to the text: each question costs its way there and back, and each table its part of the plan.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::history::{History, history};
use super::{PartRow, Round};
use crate::domain::audit::ItemKind;
use crate::domain::ids::{AuditId, BoardId, ItemId, PersonId, RoundId};
use crate::domain::response::AskedItem;
use crate::platform::failure::Failure;

/// What lies on a desk.
pub(crate) struct DeskRows {
    /// What the board is to answer.
    pub(crate) items: Vec<AskedItem>,
    /// The parts as they were last saved.
    pub(crate) parts: Vec<PartRow>,
    /// The day of the letter, or the day on which it was sent here where that came first.
    pub(crate) letter: NaiveDate,
    /// When the auditors follow up, as their letter says it.
    pub(crate) follow_up_period: String,
    /// The parts of which the reader has words that could not be taken in; none: the summary.
    pub(crate) asides: Vec<Option<ItemId>>,
    pub(crate) history: History,
}

/// Reads a desk.
pub(crate) async fn desk(conn: &mut PgConnection, round: &Round, follow_up: bool) -> Result<DeskRows, Failure> {
    let mut lines = lines(&mut *conn, round).await?;
    let parts = lines.iter_mut().filter_map(DeskLine::part).collect();
    let items = lines.iter_mut().filter_map(DeskLine::asked).collect();
    let one = lines.into_iter().next().ok_or(Failure::NotFound)?;
    let history = if follow_up || one.has_history { history(conn, round, follow_up).await? } else { History::default() };
    Ok(DeskRows { items, parts, letter: one.letter, follow_up_period: one.follow_up_period, asides: one.asides.unwrap_or_default(), history })
}

/// One line per item with its part, and one for the summary; what there is one of on a desk stands in each.
struct DeskLine {
    letter: NaiveDate,
    follow_up_period: String,
    asides: Option<Vec<Option<ItemId>>>,
    has_history: bool,
    asked: Option<ItemId>,
    wording: Option<i16>,
    kind: Option<ItemKind>,
    code: Option<String>,
    heading: Option<String>,
    body: Option<String>,
    item: Option<ItemId>,
    version: Option<i32>,
    content: Option<serde_json::Value>,
    complete: Option<bool>,
    saved_at: Option<DateTime<Utc>>,
    saved_by: Option<String>,
    saved_by_id: Option<PersonId>,
}

async fn lines(conn: &mut PgConnection, round: &Round) -> sqlx::Result<Vec<DeskLine>> {
    sqlx::query_as!(
        DeskLine,
        r#"select least(a.letter_date, stockholm_day(a.sent_at)) as "letter!", a.follow_up_period as "follow_up_period!",
             (select array_agg(distinct w.item_id::uuid) from desk_aside w where w.round_id = $1::round_id and w.person_id = myself())
               as "asides?: Vec<Option<ItemId>>",
             exists (select 1 from desk_lock k where k.round_id = $1::round_id)
               or exists (select 1 from desk_version v where v.round_id = $1::round_id and v.over is not null)
               or exists (select 1 from desk_file f where f.round_id = $1::round_id) as "has_history!",
             q.id as "asked?: ItemId", q.wording as "wording?", q.kind as "kind?: ItemKind", q.code as "code?", q.heading as "heading?", q.body as "body?",
             q.item as "item?: ItemId", q.version as "version?", q.content as "content?", q.complete as "complete?", q.saved_at as "saved_at?",
             w.name as "saved_by?", q.saved_by as "saved_by_id?: PersonId"
           from published.audit a
           left join lateral (
             select i.id, i.version as wording, i.kind, i.number, i.code, i.heading, i.body,
               p.item_id as item, p.version, p.content, p.complete, p.saved_at, p.saved_by
             from (
               select i.id, i.version, i.kind, i.number, i.code, i.heading, i.body
               from published.item i
               join published.item_now n on n.item_id = i.id and n.board_id = $3::board_id
               where i.audit_id = $2::audit_id
             ) i
             full join (
               select p.item_id, p.version, p.content, p.complete, p.saved_at, p.saved_by from desk_part p where p.round_id = $1::round_id
             ) p on p.item_id = i.id
           ) q on true
           left join published.person_name w on w.id = q.saved_by
           where a.id = $2::audit_id
           order by q.kind, q.number"#,
        round.id as RoundId,
        round.audit as AuditId,
        round.board as BoardId
    )
    .fetch_all(conn)
    .await
}

impl DeskLine {
    fn part(&mut self) -> Option<PartRow> {
        Some(PartRow {
            item: self.item,
            version: self.version?,
            content: self.content.take()?,
            complete: self.complete?,
            saved_at: self.saved_at?,
            saved_by: self.saved_by.take()?,
            saved_by_id: self.saved_by_id?,
        })
    }

    fn asked(&mut self) -> Option<AskedItem> {
        Some(AskedItem {
            id: self.asked?,
            version: self.wording?,
            kind: self.kind?,
            code: self.code.take()?,
            heading: self.heading.take()?,
            body: self.body.take()?,
        })
    }
}
