//! Documents attached to an audit.

use chrono::{DateTime, NaiveTime, Utc};
use sqlx::PgConnection;

use super::super::actions::{AttachFile, Attaches, RemoveFile};
use super::{OfAudit, OwnAudit, Unsent};
use crate::domain::attachment::Used;
use crate::domain::calendar;
use crate::domain::ids::{AuditId, BoardId, FileId, PersonId};
use crate::domain::policy::{Scope, Side};
use crate::platform::failure::Failure;
use crate::platform::files::File;
use crate::platform::gate::{Change, Scoped};
use crate::platform::page::Piece;

/// A document in a list.
#[derive(serde::Deserialize)]
pub(crate) struct FileRow {
    pub(crate) id: FileId,
    pub(crate) name: String,
    pub(crate) byte_count: i64,
    pub(crate) secret: bool,
    /// Why it was added after the audit had been sent, and when; empty: it went along.
    pub(crate) added_reason: String,
    pub(crate) added_at: DateTime<Utc>,
}

pub(crate) async fn own_files(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<FileRow>> {
    sqlx::query_as!(
        FileRow,
        "select id, name, byte_count, secret, added_reason, added_at from audit_file where audit_id = $1::audit_id order by added_at",
        id as AuditId
    )
    .fetch_all(conn)
    .await
}

/// How much has been attached: to this audit, and by this person today. What she has taken away again stands in the log.
pub(crate) async fn used<A: Attaches>(change: &mut Change<A>, audit: AuditId) -> Result<Used, Failure> {
    let (person, morning) = (change.person_id()?, calendar::instant(change.today(), NaiveTime::MIN));
    Ok(sqlx::query_as!(
        Used,
        r#"select count(*) as "files!", coalesce(sum(f.byte_count), 0)::bigint as "bytes!",
             (select count(*) from event e where e.at >= $2 and e.kind in ('file_attached', 'document_added') and e.actor = $3::person_id) as "today!"
           from audit_file f
           where f.audit_id = $1::audit_id"#,
        audit as AuditId,
        morning,
        person as PersonId
    )
    .fetch_one(change.conn())
    .await?)
}

pub(crate) async fn attach(change: &mut Change<AttachFile>, audit: &Unsent<OwnAudit>, file: &mut File, secret: bool) -> Result<FileId, Failure> {
    store(change, audit.id, file, secret, "").await
}

/// Stores a file, piece by piece as it is read from where it waits; with the reason, when it comes after the audit was sent.
pub(super) async fn store<A: Attaches>(change: &mut Change<A>, audit: AuditId, file: &mut File, secret: bool, reason: &str) -> Result<FileId, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let id = FileId::new(now);
    sqlx::query!(
        "insert into audit_file (id, audit_id, name, media_type, byte_count, sha256, secret, added_at, added_by, added_reason)
         values ($1::file_id, $2::audit_id, $3, $4, $5, $6, $7, $8, $9::person_id, $10)",
        id as FileId,
        audit as AuditId,
        file.name,
        file.kind.media_type(),
        file.byte_count,
        file.sha256,
        secret,
        now,
        person as PersonId,
        reason
    )
    .execute(change.conn())
    .await?;
    let mut n = 0;
    while let Some(bytes) = file.piece().await? {
        sqlx::query!("insert into audit_file_chunk (file_id, n, bytes) values ($1::file_id, $2, $3)", id as FileId, n, bytes).execute(change.conn()).await?;
        n += 1;
    }
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

impl OfAudit for OwnFile {
    fn audit(&self) -> &OwnAudit {
        &self.audit
    }
}

pub(crate) async fn own_file(conn: &mut PgConnection, (key, file): &(String, FileId)) -> sqlx::Result<Option<OwnFile>> {
    let Some(audit) = super::own_audit(conn, key).await? else { return Ok(None) };
    let id = sqlx::query_scalar!("select id from audit_file where id = $1::file_id and audit_id = $2::audit_id", *file as FileId, audit.id as AuditId)
        .fetch_optional(conn)
        .await?;
    Ok(id.map(|id| OwnFile { audit, id }))
}

pub(crate) async fn remove_file(change: &mut Change<RemoveFile>, file: &Unsent<OwnFile>) -> sqlx::Result<()> {
    sqlx::query!("delete from audit_file where id = $1::file_id", file.id as FileId).execute(change.conn()).await?;
    Ok(())
}

/// A piece of a document, and whether all of it is secret.
pub(crate) struct DocumentPiece {
    pub(crate) secret: bool,
    name: String,
    media_type: String,
    byte_count: i64,
    bytes: Vec<u8>,
}

impl DocumentPiece {
    pub(crate) fn piece(self) -> Piece {
        Piece { name: self.name, media_type: self.media_type, byte_count: self.byte_count, bytes: self.bytes }
    }
}

/// A piece of a document, as far as the side may have it: the council the open ones, a board also the secret ones of audits
/// that were addressed to it, the auditors all.
pub(crate) async fn piece(conn: &mut PgConnection, side: Side, audit: AuditId, file: FileId, n: i32) -> sqlx::Result<Option<DocumentPiece>> {
    match side {
        Side::Audit => {
            sqlx::query_as!(
                DocumentPiece,
                "select f.secret, f.name, f.media_type, f.byte_count, c.bytes
                 from audit_file f
                 join audit_file_chunk c on c.file_id = f.id
                 where f.id = $1::file_id and f.audit_id = $2::audit_id and c.n = $3",
                file as FileId,
                audit as AuditId,
                n
            )
            .fetch_optional(conn)
            .await
        }
        Side::Board => {
            sqlx::query_as!(
                DocumentPiece,
                r#"select secret as "secret!", name as "name!", media_type as "media_type!", byte_count as "byte_count!", bytes as "bytes!"
                   from (select false as secret, id, audit_id, name, media_type, byte_count, n, bytes from published.open_file_chunk
                         union all
                         select true, id, audit_id, name, media_type, byte_count, n, bytes from addressed.file_chunk) as readable
                   where id = $1::file_id and audit_id = $2::audit_id and n = $3
                   -- What is open stands in both.
                   order by secret
                   limit 1"#,
                file as FileId,
                audit as AuditId,
                n
            )
            .fetch_optional(conn)
            .await
        }
        Side::Council => {
            sqlx::query_as!(
                DocumentPiece,
                r#"select false as "secret!", name as "name!", media_type as "media_type!", byte_count as "byte_count!", bytes as "bytes!"
                   from published.open_file_chunk
                   where id = $1::file_id and audit_id = $2::audit_id and n = $3"#,
                file as FileId,
                audit as AuditId,
                n
            )
            .fetch_optional(conn)
            .await
        }
        Side::Admin | Side::Auth => Ok(None),
    }
}

/// Which of the reader's boards the audit was addressed to; the first of them, when there are several.
pub(crate) async fn addressed_board(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Option<BoardId>> {
    sqlx::query_scalar!(
        r#"select board_id as "board!: BoardId" from published.addressee
           where audit_id = $1::audit_id and board_id = any (my_boards())
           order by board_id
           limit 1"#,
        audit as AuditId
    )
    .fetch_optional(conn)
    .await
}

/// A document that is to be read, with its name.
pub(crate) struct WholeContent {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

/// All of a document, for finding text in it.
pub(crate) async fn whole(conn: &mut PgConnection, side: Side, audit: AuditId, file: FileId) -> sqlx::Result<Option<WholeContent>> {
    let mut whole: Option<WholeContent> = None;
    for n in 0.. {
        let Some(next) = piece(conn, side, audit, file, n).await? else { break };
        let next = next.piece();
        whole.get_or_insert_with(|| WholeContent { name: next.name, content: Vec::new() }).content.extend(next.bytes);
    }
    Ok(whole)
}
