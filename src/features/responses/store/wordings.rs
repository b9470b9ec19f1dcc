//! The wordings of items that the auditors have corrected since the audit was sent.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::ids::{AuditId, ItemId};

/// A wording of an item: the first as it was sent, each later one with its reason.
#[derive(Clone)]
pub(crate) struct Wording {
    pub(crate) item: ItemId,
    pub(crate) n: i16,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) reason: String,
    pub(crate) worded_at: DateTime<Utc>,
}

/// Every wording of the items of an audit that have had several, in order.
pub(crate) async fn wordings(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Vec<Wording>> {
    sqlx::query_as!(
        Wording,
        r#"select w.item_id as "item!: ItemId", w.n as "n!", w.heading as "heading!", w.body as "body!", w.reason as "reason!", w.worded_at as "worded_at!"
           from published.item i
           join published.item_version w on w.item_id = i.id
           where i.audit_id = $1::audit_id and i.version > 1
           order by w.item_id, w.n"#,
        audit as AuditId
    )
    .fetch_all(conn)
    .await
}
