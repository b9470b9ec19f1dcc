//! Files of a response: attached at the desk, copied when it is handed in, and fetched piece by piece.

use chrono::NaiveTime;
use sqlx::PgConnection;

use super::super::actions::{AttachToResponse, Attaches, HandsIn, RemoveAttachment};
use super::Round;
use crate::domain::calendar;
use crate::domain::ids::{BoardId, FileId, ItemId, PersonId, RoundId, SubmissionId};
use crate::domain::policy::Scope;
use crate::domain::response::AttachedFile;
use crate::domain::round::{RoundKey, RoundPath};
use crate::platform::failure::Failure;
use crate::platform::files::File;
use crate::platform::gate::{Change, Scoped};
use crate::platform::page::Piece;

/// The address of a file of a round.
pub(crate) type FilePath = (String, String, RoundKey, FileId);

/// The round that a file's address begins with.
pub(crate) fn round_path((key, board, round, _): &FilePath) -> RoundPath {
    (key.clone(), board.clone(), *round)
}

/// A file on a board's desk.
pub(crate) struct DeskFile {
    pub(crate) round: Round,
    pub(crate) id: FileId,
}

impl Scoped for DeskFile {
    fn scope(&self) -> Scope {
        self.round.scope()
    }
}

/// The round of a file's address; whether the file is there is asked when it is fetched or taken away.
pub(crate) async fn desk_file(conn: &mut PgConnection, path: &FilePath) -> sqlx::Result<Option<DeskFile>> {
    Ok(super::round(conn, &round_path(path)).await?.map(|round| DeskFile { round, id: path.3 }))
}

/// Locks the round.
pub(crate) async fn hold_of_file(conn: &mut PgConnection, path: &FilePath) -> sqlx::Result<()> {
    super::hold(conn, &round_path(path)).await
}

/// A file of a received response. Whether she may open it, the published view decides.
pub(crate) struct PublishedFile {
    pub(crate) round: Round,
    pub(crate) id: FileId,
}

impl Scoped for PublishedFile {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn published_file(conn: &mut PgConnection, path: &FilePath) -> sqlx::Result<Option<PublishedFile>> {
    Ok(super::round(conn, &round_path(path)).await?.map(|round| PublishedFile { round, id: path.3 }))
}

/// How many files this person has attached today, anywhere; those that she has taken away again stand in the log.
pub(crate) async fn attached_today<A: Attaches>(change: &mut Change<A>) -> Result<i64, Failure> {
    let (person, morning) = (change.person_id()?, calendar::instant(change.today(), NaiveTime::MIN));
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "today!" from event e where e.at >= $1 and e.kind = 'response_file_attached' and e.actor = $2::person_id"#,
        morning,
        person as PersonId
    )
    .fetch_one(change.conn())
    .await?)
}

/// Stores a file, piece by piece as it is read from where it waits.
pub(crate) async fn attach(
    change: &mut Change<AttachToResponse>,
    round: &Round,
    file: &mut File,
    item: Option<ItemId>,
    ground: &str,
) -> Result<FileId, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let id = FileId::new(now);
    sqlx::query!(
        "insert into desk_file (id, round_id, board_id, name, media_type, byte_count, sha256, secret, ground, item_id, added_at, added_by)
         values ($1::file_id, $2::round_id, $3::board_id, $4, $5, $6, $7, $8, $9, $10::item_id, $11, $12::person_id)",
        id as FileId,
        round.id as RoundId,
        round.board as BoardId,
        file.name,
        file.kind.media_type(),
        file.byte_count,
        file.sha256,
        !ground.is_empty(),
        ground,
        item as Option<ItemId>,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    let mut n = 0;
    while let Some(bytes) = file.piece().await? {
        sqlx::query!(
            "insert into desk_file_chunk (file_id, n, board_id, bytes) values ($1::file_id, $2, $3::board_id, $4)",
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

/// Takes a file away. `false` when it is not there.
pub(crate) async fn remove_file(change: &mut Change<RemoveAttachment>, file: &DeskFile) -> sqlx::Result<bool> {
    let gone = sqlx::query!("delete from desk_file where id = $1::file_id and round_id = $2::round_id", file.id as FileId, file.round.id as RoundId)
        .execute(change.conn())
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// A piece of a file, and whether all of it is secret.
pub(crate) struct FilePiece {
    pub(crate) secret: bool,
    pub(crate) piece: Piece,
}

/// A piece of a file on the board's own desk.
pub(crate) async fn desk_piece(conn: &mut PgConnection, file: &DeskFile, n: i32) -> sqlx::Result<Option<FilePiece>> {
    let row = sqlx::query!(
        "select f.name, f.media_type, f.byte_count, f.secret, c.bytes
         from desk_file f
         join desk_file_chunk c on c.file_id = f.id
         where f.id = $1::file_id and f.round_id = $2::round_id and c.n = $3",
        file.id as FileId,
        file.round.id as RoundId,
        n
    )
    .fetch_optional(conn)
    .await?;
    Ok(row
        .map(|row| FilePiece { secret: row.secret, piece: Piece { name: row.name, media_type: row.media_type, byte_count: row.byte_count, bytes: row.bytes } }))
}

/// A piece of a file that was handed in, as far as the side may have it.
pub(crate) async fn submitted_piece(conn: &mut PgConnection, file: &PublishedFile, n: i32) -> sqlx::Result<Option<FilePiece>> {
    let row = sqlx::query!(
        r#"select name as "name!", media_type as "media_type!", byte_count as "byte_count!", secret as "secret!", bytes as "bytes!"
           from published.submitted_file_chunk
           where id = $1::file_id and round_id = $2::round_id and n = $3"#,
        file.id as FileId,
        file.round.id as RoundId,
        n
    )
    .fetch_optional(conn)
    .await?;
    Ok(row
        .map(|row| FilePiece { secret: row.secret, piece: Piece { name: row.name, media_type: row.media_type, byte_count: row.byte_count, bytes: row.bytes } }))
}

/// Copies what lies on the desk into the record, in this order, before the submission is written that it belongs to.
pub(crate) async fn keep_files<A: HandsIn>(change: &mut Change<A>, submission: SubmissionId, files: &[AttachedFile]) -> sqlx::Result<()> {
    let now = change.now();
    for (position, file) in (0_i16..).zip(files) {
        let id = FileId::new(now);
        sqlx::query!(
            "insert into submitted_file (id, submission_id, name, media_type, byte_count, sha256, secret, ground, item_id, position)
             select $1::file_id, $2::submission_id, f.name, f.media_type, f.byte_count, f.sha256, f.secret, f.ground, f.item_id, $4
             from desk_file f
             where f.id = $3::file_id",
            id as FileId,
            submission as SubmissionId,
            file.id as FileId,
            position
        )
        .execute(change.conn())
        .await?;
        sqlx::query!(
            "insert into submitted_file_chunk (file_id, n, submission_id, bytes)
             select $1::file_id, c.n, $2::submission_id, c.bytes
             from desk_file_chunk c
             where c.file_id = $3::file_id",
            id as FileId,
            submission as SubmissionId,
            file.id as FileId
        )
        .execute(change.conn())
        .await?;
    }
    hold_against_fingerprints(change).await
}

/// Each copy is held against its fingerprint at once, and not at the end, when others wait for the number.
pub(super) async fn hold_against_fingerprints<A: HandsIn>(change: &mut Change<A>) -> sqlx::Result<()> {
    sqlx::query!("set constraints submitted_file_is_whole immediate").execute(change.conn()).await?;
    Ok(())
}
