//! The SQL of the organisation. Writes `organisation` (its first row is made by the first administrator).

use sqlx::PgConnection;

use super::actions::SaveOrganisation;
use crate::domain::terms::VerdictWord;
use crate::platform::gate::Change;

/// The organisation's details.
#[derive(Default)]
pub(super) struct Details {
    pub(super) name: String,
    pub(super) auditors_name: String,
    pub(super) contact: String,
    /// What the auditors call a verdict.
    pub(super) verdict: VerdictWord,
}

pub(super) async fn details(conn: &mut PgConnection) -> sqlx::Result<Details> {
    let row = sqlx::query_as!(Details, r#"select name, auditors_name, contact, coalesce(verdict_word, 'omdome') as "verdict!: VerdictWord" from organisation"#)
        .fetch_optional(conn)
        .await?;
    Ok(row.unwrap_or_default())
}

pub(super) async fn save(change: &mut Change<SaveOrganisation>, details: &Details) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into organisation (name, auditors_name, contact, verdict_word) values ($1, $2, $3, $4)
         on conflict (only_one) do update set name = $1, auditors_name = $2, contact = $3, verdict_word = $4",
        details.name,
        details.auditors_name,
        details.contact,
        details.verdict as VerdictWord
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
