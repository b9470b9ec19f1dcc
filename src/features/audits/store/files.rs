//! Documents attached to an audit.

use sqlx::PgConnection;

use super::super::actions::{AttachFile, RemoveFile};
use super::OwnAudit;
use crate::domain::ids::{AuditId, FileId, PersonId};
use crate::domain::policy::{Scope, Side};
use crate::platform::failure::Failure;
use crate::platform::files::File;
use crate::platform::gate::{Change, Scoped};

/// A document in a list.
#[derive(serde::Deserialize)]
pub(crate) struct FileRow {
    pub(crate) id: FileId,
    pub(crate) name: String,
    pub(crate) byte_count: i64,
    pub(crate) secret: bool,
}

pub(crate) async fn own_files(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<FileRow>> {
    sqlx::query_as!(FileRow, "select id, name, byte_count, secret from audit_file where audit_id = $1::audit_id order by added_at", id as AuditId)
        .fetch_all(conn)
        .await
}

pub(crate) async fn attach(change: &mut Change<AttachFile>, audit: AuditId, file: &File, secret: bool) -> Result<FileId, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let id = FileId::new(now);
    sqlx::query!(
        "insert into audit_file (id, audit_id, name, media_type, byte_count, sha256, secret, added_at, added_by)
         values ($1::file_id, $2::audit_id, $3, $4, $5, $6, $7, $8, $9::person_id)",
        id as FileId,
        audit as AuditId,
        file.name,
        file.media_type,
        i64::try_from(file.content.len()).map_err(Failure::broken)?,
        file.sha256,
        secret,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    sqlx::query!("insert into audit_file_content (file_id, content) values ($1::file_id, $2)", id as FileId, file.content).execute(change.conn()).await?;
    Ok(id)
}

/// A document of an audit that has not been sent.
pub(crate) struct OwnFile {
    pub(crate) audit: OwnAudit,
    pub(crate) id: FileId,
}

impl Scoped for OwnFile {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn own_file(conn: &mut PgConnection, (key, file): &(String, FileId)) -> sqlx::Result<Option<OwnFile>> {
    let Some(audit) = super::own_audit(conn, key).await? else { return Ok(None) };
    let id = sqlx::query_scalar!("select id from audit_file where id = $1::file_id and audit_id = $2::audit_id", *file as FileId, audit.id as AuditId)
        .fetch_optional(conn)
        .await?;
    Ok(id.map(|id| OwnFile { audit, id }))
}

pub(crate) async fn remove_file(change: &mut Change<RemoveFile>, id: FileId) -> sqlx::Result<()> {
    sqlx::query!("delete from audit_file where id = $1::file_id", id as FileId).execute(change.conn()).await?;
    Ok(())
}

/// A document's content, as far as the side may have it: the council the open ones, a board also the secret ones of
/// audits that were addressed to it, the auditors all.
pub(crate) struct Content {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) content: Vec<u8>,
}

pub(crate) async fn content(conn: &mut PgConnection, side: Side, audit: AuditId, file: FileId) -> sqlx::Result<Option<Content>> {
    match side {
        Side::Audit => {
            sqlx::query_as!(
                Content,
                "select f.name, f.media_type, c.content
                 from audit_file f
                 join audit_file_content c on c.file_id = f.id
                 where f.id = $1::file_id and f.audit_id = $2::audit_id",
                file as FileId,
                audit as AuditId
            )
            .fetch_optional(conn)
            .await
        }
        Side::Board => {
            sqlx::query_as!(
                Content,
                r#"select name as "name!", media_type as "media_type!", content as "content!"
                   from (select id, audit_id, name, media_type, content from addressed.file_content
                         union
                         select id, audit_id, name, media_type, content from published.open_file_content) as readable
                   where id = $1::file_id and audit_id = $2::audit_id"#,
                file as FileId,
                audit as AuditId
            )
            .fetch_optional(conn)
            .await
        }
        Side::Council => {
            sqlx::query_as!(
                Content,
                r#"select name as "name!", media_type as "media_type!", content as "content!"
                   from published.open_file_content
                   where id = $1::file_id and audit_id = $2::audit_id"#,
                file as FileId,
                audit as AuditId
            )
            .fetch_optional(conn)
            .await
        }
        Side::Admin | Side::Auth => Ok(None),
    }
}
