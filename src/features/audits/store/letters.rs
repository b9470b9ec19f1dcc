//! The letter of an audit as one of its documents.

use sqlx::PgConnection;

use super::super::actions::AttachLetter;
use super::{OwnAudit, Unsent};
use crate::domain::ids::AuditId;
use crate::domain::policy::Side;
use crate::platform::failure::Failure;
use crate::platform::files::WholeFile;
use crate::platform::gate::Change;

/// The letter in a list of documents. One that was pasted has no name.
#[derive(serde::Deserialize)]
pub(crate) struct LetterRow {
    pub(crate) name: Option<String>,
    pub(crate) byte_count: i64,
}

/// The letter of an audit that has not been sent.
pub(crate) async fn own_letter(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Option<LetterRow>> {
    sqlx::query_as!(
        LetterRow,
        r#"select f.name as "name?", coalesce(length(f.content), octet_length(l.body))::bigint as "byte_count!"
           from letter l
           left join letter_file f on f.audit_id = l.audit_id
           where l.audit_id = $1::audit_id"#,
        id as AuditId
    )
    .fetch_optional(conn)
    .await
}

/// The letter with its content. The auditors have it from the beginning, everybody else once the audit is sent.
pub(crate) async fn letter_document(conn: &mut PgConnection, side: Side, id: AuditId) -> sqlx::Result<Option<LetterContent>> {
    match side {
        Side::Audit => {
            sqlx::query_as!(
                LetterContent,
                r#"select f.name as "name?", coalesce(f.media_type, 'text/plain; charset=utf-8') as "media_type!",
                     coalesce(f.content, convert_to(l.body, 'UTF8')) as "content!"
                   from letter l
                   left join letter_file f on f.audit_id = l.audit_id
                   where l.audit_id = $1::audit_id"#,
                id as AuditId
            )
            .fetch_optional(conn)
            .await
        }
        Side::Board | Side::Council => {
            sqlx::query_as!(
                LetterContent,
                r#"select name as "name?", media_type as "media_type!", content as "content!" from published.letter_content where audit_id = $1::audit_id"#,
                id as AuditId
            )
            .fetch_optional(conn)
            .await
        }
        Side::Admin | Side::Auth => Ok(None),
    }
}

/// A letter to keep.
pub(crate) struct LetterContent {
    pub(crate) name: Option<String>,
    pub(crate) media_type: String,
    pub(crate) content: Vec<u8>,
}

/// Brings the letter to an audit that has none; `false` when it has one.
pub(crate) async fn attach_letter(change: &mut Change<AttachLetter>, audit: &Unsent<OwnAudit>, text: &str, file: &WholeFile) -> Result<bool, Failure> {
    let brought = sqlx::query!("insert into letter (audit_id, body) values ($1::audit_id, $2) on conflict do nothing", audit.id as AuditId, text)
        .execute(change.conn())
        .await?;
    if brought.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into letter_file (audit_id, name, media_type, content) values ($1::audit_id, $2, $3, $4)",
        audit.id as AuditId,
        file.name,
        file.media_type,
        file.content
    )
    .execute(change.conn())
    .await?;
    Ok(true)
}
