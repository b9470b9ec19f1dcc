//! A supplement: what somebody has written of it and its files, the board's own until it is handed in; and handing it in.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::super::actions::{AttachToSupplement, HandInSupplement, RemoveSupplementFile, SaveSupplement};
use super::files::hold_against_fingerprints;
use super::{DeskFile, FilePiece, Round, save_submitted_decision};
use crate::domain::ids::{AuditId, BoardId, FileId, ItemId, PersonId, RoundId, SubmissionId};
use crate::domain::response::{AttachedFile, BoardDecision, DraftSupplement};
use crate::platform::failure::Failure;
use crate::platform::files::File;
use crate::platform::gate::Change;
use crate::platform::page::Piece;

/// The next supplement of a round, as far as it has been written.
pub(crate) struct SupplementDesk {
    /// 0: nothing has been saved.
    pub(crate) version: i32,
    pub(crate) draft: Option<Json<DraftSupplement>>,
    pub(crate) saved_at: Option<DateTime<Utc>>,
    pub(crate) saved_by: Option<String>,
    /// In the order in which they were attached.
    pub(crate) files: Json<Vec<AttachedFile>>,
}

pub(crate) async fn supplement_desk(conn: &mut PgConnection, round: &Round) -> sqlx::Result<SupplementDesk> {
    sqlx::query_as!(
        SupplementDesk,
        r#"select coalesce(d.version, 0) as "version!", d.content as "draft?: Json<DraftSupplement>", d.saved_at as "saved_at?", n.name as "saved_by?",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'byte_count', f.byte_count, 'fingerprint', encode(f.sha256, 'hex'),
                 'item', f.item_id, 'code', i.code, 'ground', f.ground) order by f.added_at, f.name, f.id)
               from desk_supplement_file f
               left join published.item i on i.id = f.item_id
               where f.round_id = $1::round_id
             ), '[]') as "files!: Json<Vec<AttachedFile>>"
           from (select 1) one
           left join desk_supplement_draft d on d.round_id = $1::round_id
           left join published.person_name n on n.id = d.saved_by"#,
        round.id as RoundId
    )
    .fetch_one(conn)
    .await
}

/// Whether a supplement has been begun: something is written of it, or attached.
pub(crate) async fn supplement_begun(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from desk_supplement_draft d
             where d.round_id = $1::round_id
               and concat(d.content ->> 'text', d.content ->> 'decider', d.content ->> 'decided_on', d.content ->> 'section', d.content ->> 'board_reference')
                 ~ '[^[:space:]]'
           ) or exists (select 1 from desk_supplement_file f where f.round_id = $1::round_id) as "begun!""#,
        round as RoundId
    )
    .fetch_one(conn)
    .await
}

/// Saves what was typed, on top of the version that was seen. `false` when somebody has saved another meanwhile.
pub(crate) async fn save_supplement(change: &mut Change<SaveSupplement>, round: &Round, seen: i32, draft: &DraftSupplement) -> Result<bool, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let content = serde_json::to_value(draft).map_err(Failure::broken)?;
    let saved = sqlx::query!(
        "insert into desk_supplement_draft as d (round_id, board_id, version, content, saved_at, saved_by)
         values ($1::round_id, $2::board_id, $3 + 1, $4, $5, $6::person_id)
         on conflict (round_id) do update
           set version = excluded.version, content = excluded.content, saved_at = excluded.saved_at, saved_by = excluded.saved_by
           where d.version = $3",
        round.id as RoundId,
        round.board as BoardId,
        seen,
        content,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(saved.rows_affected() == 1)
}

/// An item that a file may belong to.
pub(crate) struct AboutItem {
    pub(crate) id: ItemId,
    pub(crate) code: String,
    pub(crate) heading: String,
}

/// What the board was asked, in order.
pub(crate) async fn asked_items(conn: &mut PgConnection, round: &Round) -> sqlx::Result<Vec<AboutItem>> {
    sqlx::query_as!(
        AboutItem,
        r#"select i.id as "id!", i.code as "code!", i.heading as "heading!"
           from published.item i
           join published.item_now n on n.item_id = i.id and n.board_id = $2::board_id
           where i.audit_id = $1::audit_id
           order by i.kind, i.number"#,
        round.audit as AuditId,
        round.board as BoardId
    )
    .fetch_all(conn)
    .await
}

/// Stores a file, piece by piece as it is read from where it waits.
pub(crate) async fn attach_to_supplement(
    change: &mut Change<AttachToSupplement>,
    round: &Round,
    file: &mut File,
    item: Option<ItemId>,
    ground: &str,
) -> Result<FileId, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let id = FileId::new(now);
    sqlx::query!(
        "insert into desk_supplement_file (id, round_id, board_id, name, media_type, byte_count, sha256, item_id, ground, added_at, added_by)
         values ($1::file_id, $2::round_id, $3::board_id, $4, $5, $6, $7, $8::item_id, $9, $10, $11::person_id)",
        id as FileId,
        round.id as RoundId,
        round.board as BoardId,
        file.name,
        file.kind.media_type(),
        file.byte_count,
        file.sha256,
        item as Option<ItemId>,
        ground,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    let mut n = 0;
    while let Some(bytes) = file.piece().await? {
        sqlx::query!(
            "insert into desk_supplement_file_chunk (file_id, n, board_id, bytes) values ($1::file_id, $2, $3::board_id, $4)",
            id as FileId,
            n,
            round.board as BoardId,
            bytes
        )
        .execute(change.conn())
        .await?;
        n += 1;
    }
    Ok(id)
}

/// Takes one away. `false` when it is not there.
pub(crate) async fn remove_from_supplement(change: &mut Change<RemoveSupplementFile>, file: &DeskFile) -> sqlx::Result<bool> {
    let gone = sqlx::query!("delete from desk_supplement_file where id = $1::file_id and round_id = $2::round_id", file.id as FileId, file.round.id as RoundId)
        .execute(change.conn())
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// A piece of one.
pub(crate) async fn supplement_piece(conn: &mut PgConnection, file: &DeskFile, n: i32) -> sqlx::Result<Option<FilePiece>> {
    let row = sqlx::query!(
        "select f.name, f.media_type, f.byte_count, f.ground, c.bytes
         from desk_supplement_file f
         join desk_supplement_file_chunk c on c.file_id = f.id
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

/// A supplement as it is handed in.
pub(crate) struct NewSupplement<'a> {
    pub(crate) id: SubmissionId,
    pub(crate) receipt_number: &'a str,
    pub(crate) text: &'a str,
    pub(crate) on_request: bool,
    /// Which request it answers.
    pub(crate) answers: Option<i16>,
    /// Who decided on it, where the board says so.
    pub(crate) decision: Option<&'a BoardDecision>,
    pub(crate) document: &'a [u8],
    pub(crate) document_sha256: &'a [u8],
}

/// Its text is written and handed in at once: it is locked as it comes. What was written of it becomes the record.
pub(crate) async fn add_supplement(change: &mut Change<HandInSupplement>, round: &Round, new: &NewSupplement<'_>) -> Result<(), Failure> {
    let (now, today, person) = (change.now(), change.today(), change.person_id()?);
    sqlx::query!(
        "insert into submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by,
           summary, locked_at, document, document_sha256, on_request, answers_request)
         select $1::submission_id, $2::round_id, $3::board_id, coalesce(max(s.number), 0) + 1, 'supplement', 'service', $4, $5, $6, $5, $7::person_id,
           $8, $5, $9, $10, $11, $12
         from published.submission s
         where s.round_id = $2::round_id",
        new.id as SubmissionId,
        round.id as RoundId,
        round.board as BoardId,
        new.receipt_number,
        now,
        today,
        person as PersonId,
        new.text,
        new.document,
        new.document_sha256,
        new.on_request,
        new.answers
    )
    .execute(change.conn())
    .await?;
    if let Some(decision) = new.decision {
        save_submitted_decision(change.conn(), new.id, decision, (now, person)).await?;
    }
    sqlx::query!("delete from desk_supplement_draft where round_id = $1::round_id", round.id as RoundId).execute(change.conn()).await?;
    sqlx::query_scalar!("select post_receipt($1::uuid, $2::uuid, $3)::text", round.id.uuid(), new.id.uuid(), now).fetch_one(change.conn()).await?;
    Ok(())
}

/// Its files go from the desk into the record, in this order, before it is written itself.
pub(crate) async fn keep_supplement_files(change: &mut Change<HandInSupplement>, round: &Round, new: SubmissionId, files: &[AttachedFile]) -> sqlx::Result<()> {
    let now = change.now();
    for (position, file) in (0_i16..).zip(files) {
        let id = FileId::new(now);
        sqlx::query!(
            "insert into submitted_file (id, submission_id, name, media_type, byte_count, sha256, secret, ground, item_id, position)
             select $1::file_id, $2::submission_id, f.name, f.media_type, f.byte_count, f.sha256, f.ground <> '', f.ground, f.item_id, $4
             from desk_supplement_file f
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
             from desk_supplement_file_chunk c
             where c.file_id = $3::file_id",
            id as FileId,
            new as SubmissionId,
            file.id as FileId
        )
        .execute(change.conn())
        .await?;
    }
    sqlx::query!("delete from desk_supplement_file where round_id = $1::round_id", round.id as RoundId).execute(change.conn()).await?;
    hold_against_fingerprints(change).await
}
