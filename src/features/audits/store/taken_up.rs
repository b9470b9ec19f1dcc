//! Items of earlier audits that a new one takes up. Writes `item_taken_up`.

use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::super::actions::TakeUpItems;
use crate::domain::address;
use crate::domain::audit::ItemKind;
use crate::domain::ids::{AuditId, BoardId, ItemId};
use crate::domain::verdict::Grade;
use crate::platform::gate::Change;

/// So many are offered at once, those that were judged last.
pub(crate) const MOST: i64 = 100;

/// An item of an audit that has been sent, as another one names it.
#[derive(Deserialize)]
pub(crate) struct TakenUp {
    pub(crate) code: String,
    pub(crate) reference: String,
    pub(crate) key: String,
}

impl TakenUp {
    /// Where it stands in its audit.
    pub(crate) fn url(&self) -> String {
        format!("{}#{}", address::audit(&self.key), self.code)
    }
}

/// An item that is not settled, with those of its boards that the new audit asks.
pub(crate) struct Unsettled {
    pub(crate) item: ItemId,
    pub(crate) kind: ItemKind,
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) reference: String,
    pub(crate) key: String,
    pub(crate) boards: Json<Vec<Unsatisfied>>,
}

/// A board that has not done what it was asked for.
#[derive(Deserialize)]
pub(crate) struct Unsatisfied {
    pub(crate) id: BoardId,
    pub(crate) name: String,
    pub(crate) grade: Grade,
}

/// What is not settled of what the boards of a draft were asked for earlier, and is not taken up in it yet; of one audit, if its
/// reference is given.
pub(crate) async fn unsettled(conn: &mut PgConnection, audit: AuditId, reference_key: &str) -> sqlx::Result<Vec<Unsettled>> {
    sqlx::query_as!(
        Unsettled,
        r#"with open as (
             select u.item_id, max(u.graded_at) as graded_at,
               jsonb_agg(jsonb_build_object('id', u.board_id, 'name', u.board_name, 'grade', u.grade) order by u.board_name collate "sv-x-icu") as boards
             from published.item_unsettled u
             where u.board_id in (select p.board_id from planned_round p where p.audit_id = $1::audit_id)
               and u.grade is not null
               and case when $2 = '' then true else u.reference_key = $2 end
               and not exists (
                 select 1 from item_taken_up t join item n on n.id = t.item_id where t.earlier_id = u.item_id and n.audit_id = $1::audit_id
               )
             group by u.item_id
             order by max(u.graded_at) desc, u.item_id
             limit $3
           )
           select i.id as "item!: ItemId", i.kind as "kind!", i.code as "code!", i.heading as "heading!", i.body as "body!", a.reference as "reference!",
             a.reference_key as "key!", o.boards as "boards!: Json<Vec<Unsatisfied>>"
           from open o
           join published.item i on i.id = o.item_id
           join audit a on a.id = i.audit_id
           order by o.graded_at desc, i.kind, i.number"#,
        audit as AuditId,
        reference_key,
        MOST + 1
    )
    .fetch_all(conn)
    .await
}

pub(crate) async fn take_up(change: &mut Change<TakeUpItems>, item: ItemId, earlier: ItemId) -> sqlx::Result<()> {
    sqlx::query!("insert into item_taken_up (item_id, earlier_id) values ($1::item_id, $2::item_id)", item as ItemId, earlier as ItemId)
        .execute(change.conn())
        .await?;
    Ok(())
}
