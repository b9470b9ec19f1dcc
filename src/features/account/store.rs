//! The SQL of one's own account. Changes `credential` and `session` as signing in does: one's own rows only.

use sqlx::PgConnection;

use super::actions::ChangePassword;
use crate::domain::ids::PersonId;
use crate::platform::gate::Change;

/// Who one is here.
pub(super) struct Own {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) password_hash: Option<String>,
}

pub(super) async fn own(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Own> {
    sqlx::query_as!(
        Own,
        r#"select p.name, p.email, c.password_hash as "password_hash?"
           from person p
           left join credential c on c.person_id = p.id
           where p.id = $1::person_id"#,
        person as PersonId
    )
    .fetch_one(conn)
    .await
}

/// Names of boards, for saying which roles one has.
pub(super) async fn board_names(conn: &mut PgConnection) -> sqlx::Result<Vec<(crate::domain::ids::BoardId, String)>> {
    let rows = sqlx::query!(r#"select id as "id!", name as "name!" from published.board"#).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Sets the new password and ends every session but this one.
pub(super) async fn set_password(change: &mut Change<ChangePassword>, person: PersonId, hash: &str) -> sqlx::Result<()> {
    let (now, token) = (change.now(), change.token_hash().map(<[u8]>::to_vec));
    sqlx::query!("update credential set password_hash = $2, changed_at = $3 where person_id = $1::person_id", person as PersonId, hash, now)
        .execute(change.conn())
        .await?;
    sqlx::query!("update session set ended_at = $2 where person_id = $1::person_id and ended_at is null and token_hash <> $3", person as PersonId, now, token)
        .execute(change.conn())
        .await?;
    Ok(())
}
