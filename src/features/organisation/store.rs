//! The SQL of the organisation. Writes `organisation` (its first row is made by the first administrator).

use sqlx::PgConnection;

use super::actions::SaveOrganisation;
use crate::platform::gate::Change;

/// The organisation's details.
#[derive(Default)]
pub(super) struct Details {
    pub(super) name: String,
    pub(super) auditors_name: String,
    pub(super) contact: String,
}

pub(super) async fn details(conn: &mut PgConnection) -> sqlx::Result<Details> {
    let row = sqlx::query_as!(Details, "select name, auditors_name, contact from organisation").fetch_optional(conn).await?;
    Ok(row.unwrap_or_default())
}

pub(super) async fn save(change: &mut Change<SaveOrganisation>, details: &Details) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into organisation (name, auditors_name, contact) values ($1, $2, $3)
         on conflict (only_one) do update set name = $1, auditors_name = $2, contact = $3",
        details.name,
        details.auditors_name,
        details.contact
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
