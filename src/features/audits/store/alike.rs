//! Items of earlier audits that ask for nearly the same as one that is being written.

use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::domain::audit::ItemKind;
use crate::domain::ids::AuditId;
use crate::domain::verdict::Grade;

/// An item that has been sent, with one of its boards, and which item of the audit resembles it.
pub(crate) struct Alike {
    pub(crate) of: Uuid,
    pub(crate) key: String,
    pub(crate) reference: String,
    pub(crate) code: String,
    pub(crate) kind: ItemKind,
    pub(crate) board_name: String,
    pub(crate) board_slug: String,
    /// The newest verdict.
    pub(crate) grade: Option<Grade>,
}

/// Of every item of the audit the three that are most alike, without those that it takes up already.
pub(crate) async fn alike(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Vec<Alike>> {
    sqlx::query_as!(
        Alike,
        r#"select a.item_id as "of!", n.reference_key as "key!", n.reference as "reference!", n.code as "code!", n.kind as "kind!: ItemKind",
             n.board_name as "board_name!", n.board_slug as "board_slug!", n.grade as "grade?: Grade"
           from (
             select l.item_id, l.alike_id, row_number() over (partition by l.item_id order by l.likeness desc, l.alike_id desc) as nth
             from alike_in($1::audit_id) l
             where not exists (select 1 from item_taken_up t where t.item_id = l.item_id and t.earlier_id = l.alike_id)
           ) a
           cross join lateral (
             select i.reference_key, i.reference, i.code, i.kind, i.board_name, i.board_slug, i.grade
             from published.item_now i
             where i.item_id = a.alike_id and i.responds
             order by i.board_name collate "sv-x-icu"
             limit 1
           ) n
           where a.nth <= 3
           order by a.nth"#,
        audit as AuditId
    )
    .fetch_all(conn)
    .await
}
