//! What came another way: its files until they are written in, and writing it in.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::super::actions::{BringArrival, RemoveArrival, WritesIn};
use super::files::hold_against_fingerprints;
use super::{FilePath, FilePiece, PublishedFile, Round, round_path, save_submitted_decision};
use crate::domain::ids::{AuditId, BoardId, FileId, PersonId, RoundId, SubmissionId};
use crate::domain::response::{AttachedFile, BoardDecision};
use crate::domain::submission::{Channel, SubmissionKind};
use crate::platform::failure::Failure;
use crate::platform::files::File;
use crate::platform::gate::Change;
use crate::platform::page::Piece;

pub(crate) use crate::platform::held::hold_round as hold_any;

/// Locks the round of a file's address.
pub(crate) async fn hold_any_of_file(conn: &mut PgConnection, path: &FilePath) -> sqlx::Result<()> {
    hold_any(conn, &round_path(path)).await
}

/// The files that came, in the order in which they were brought. The auditors open all of them.
pub(crate) async fn arrival_files(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Vec<AttachedFile>> {
    let rows = sqlx::query!(
        r#"select id, name, byte_count, encode(sha256, 'hex') as "fingerprint!", ground
           from arrival_file where round_id = $1::round_id order by brought_at, id"#,
        round as RoundId
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AttachedFile {
            id: row.id,
            name: row.name,
            byte_count: row.byte_count,
            fingerprint: row.fingerprint,
            item: None,
            code: None,
            ground: row.ground,
        })
        .collect())
}

/// Stores a file, piece by piece as it is read from where it waits.
pub(crate) async fn bring(change: &mut Change<BringArrival>, round: RoundId, file: &mut File, ground: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let id = FileId::new(now);
    sqlx::query!(
        "insert into arrival_file (id, round_id, name, media_type, byte_count, sha256, ground, brought_at, brought_by)
         values ($1::file_id, $2::round_id, $3, $4, $5, $6, $7, $8, $9::person_id)",
        id as FileId,
        round as RoundId,
        file.name,
        file.kind.media_type(),
        file.byte_count,
        file.sha256,
        ground,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    let mut n = 0;
    while let Some(bytes) = file.piece().await? {
        sqlx::query!("insert into arrival_file_chunk (file_id, n, bytes) values ($1::file_id, $2, $3)", id as FileId, n, bytes).execute(change.conn()).await?;
        n += 1;
    }
    Ok(())
}

/// Takes one away. `false` when it is not there.
pub(crate) async fn remove_arrival(change: &mut Change<RemoveArrival>, file: &PublishedFile) -> sqlx::Result<bool> {
    let gone = sqlx::query!("delete from arrival_file where id = $1::file_id and round_id = $2::round_id", file.id as FileId, file.round.id as RoundId)
        .execute(change.conn())
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// A piece of one.
pub(crate) async fn arrival_piece(conn: &mut PgConnection, file: &PublishedFile, n: i32) -> sqlx::Result<Option<FilePiece>> {
    let row = sqlx::query!(
        "select f.name, f.media_type, f.byte_count, f.ground, c.bytes
         from arrival_file f
         join arrival_file_chunk c on c.file_id = f.id
         where f.id = $1::file_id and f.round_id = $2::round_id and c.n = $3",
        file.id as FileId,
        file.round.id as RoundId,
        n
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| FilePiece {
        secret: !row.ground.is_empty(),
        piece: Piece { name: row.name, media_type: row.media_type, byte_count: row.byte_count, bytes: row.bytes },
    }))
}

/// What came another way.
pub(crate) struct WrittenIn<'a> {
    pub(crate) id: SubmissionId,
    pub(crate) receipt_number: &'a str,
    pub(crate) channel: Channel,
    pub(crate) received_on: NaiveDate,
    pub(crate) decision: Option<&'a BoardDecision>,
    pub(crate) summary: &'a str,
    pub(crate) document: &'a [u8],
    pub(crate) document_sha256: &'a [u8],
    /// Of a supplement: whether the auditors asked for it, and which request it answers.
    pub(crate) adds: Option<(bool, Option<i16>)>,
}

/// Every item that the board was asked is answered by a response that came; a supplement answers none.
pub(crate) async fn write_in<A: WritesIn>(change: &mut Change<A>, round: &Round, new: &WrittenIn<'_>) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let kind = match (new.adds, new.decision) {
        (Some(_), _) => SubmissionKind::Supplement,
        (None, Some(_)) => SubmissionKind::Response,
        (None, None) => SubmissionKind::Preliminary,
    };
    sqlx::query!(
        "insert into submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by,
           summary, locked_at, document, document_sha256, on_request, answers_request)
         select $1::submission_id, $2::round_id, $3::board_id, coalesce(max(s.number), 0) + 1, $4, $5, $6, null, $7, $8, $9::person_id,
           $10, null, $11, $12, $13, $14
         from published.submission s
         where s.round_id = $2::round_id",
        new.id as SubmissionId,
        round.id as RoundId,
        round.board as BoardId,
        kind as SubmissionKind,
        new.channel as Channel,
        new.receipt_number,
        new.received_on,
        now,
        person as PersonId,
        new.summary,
        new.document,
        new.document_sha256,
        new.adds.map(|(on_request, _)| on_request),
        new.adds.and_then(|(_, request)| request)
    )
    .execute(change.conn())
    .await?;
    if let Some(decision) = new.decision {
        save_submitted_decision(change.conn(), new.id, decision, (now, person)).await?;
    }
    if new.adds.is_none() {
        answer_by_document(change, round, new.id).await?;
    }
    Ok(())
}

async fn answer_by_document<A: WritesIn>(change: &mut Change<A>, round: &Round, id: SubmissionId) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into submitted_answer (submission_id, item_id, item_version, kind)
         select $1::submission_id, i.id, i.version, 'in_document'
         from published.item i
         join published.item_board x on x.item_id = i.id
         where i.audit_id = $2::audit_id and x.board_id = $3::board_id",
        id as SubmissionId,
        round.audit as AuditId,
        round.board as BoardId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// What came goes into the record, before what it belongs to is written.
pub(crate) async fn keep_arrivals<A: WritesIn>(change: &mut Change<A>, round: RoundId, new: SubmissionId, files: &[AttachedFile]) -> sqlx::Result<()> {
    let now = change.now();
    for (position, file) in (0_i16..).zip(files) {
        let id = FileId::new(now);
        sqlx::query!(
            "insert into submitted_file (id, submission_id, name, media_type, byte_count, sha256, secret, ground, item_id, position)
             select $1::file_id, $2::submission_id, f.name, f.media_type, f.byte_count, f.sha256, f.ground <> '', f.ground, null, $4
             from arrival_file f
             where f.id = $3::file_id",
            id as FileId,
            new as SubmissionId,
            file.id as FileId,
            position
        )
        .execute(change.conn())
        .await?;
        sqlx::query!(
            "insert into submitted_file_chunk (file_id, n, submission_id, bytes)
             select $1::file_id, c.n, $2::submission_id, c.bytes
             from arrival_file_chunk c
             where c.file_id = $3::file_id",
            id as FileId,
            new as SubmissionId,
            file.id as FileId
        )
        .execute(change.conn())
        .await?;
    }
    sqlx::query!("delete from arrival_file where round_id = $1::round_id", round as RoundId).execute(change.conn()).await?;
    hold_against_fingerprints(change).await
}
