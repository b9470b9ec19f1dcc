//! A file of a response is opened: on the board's own desk, or after it was handed in. Whoever opens a secret one stands in
//! the log of her authority before the first byte goes.

use super::store::{self, DeskFile, FilePath, FilePiece, PublishedFile};
use crate::domain::event::Event;
use crate::domain::policy::Side;
use crate::platform::failure::Failure;
use crate::platform::gate::{Action, Cleared, Gate, Look};
use crate::platform::page::Piece;

crate::action!(
    /// A file on the board's own desk is fetched.
    OpenDeskFile, ReadDesk, FilePath => DeskFile, store::desk_file
);
crate::action!(
    /// A file of a supplement that is being written is fetched.
    OpenSupplementFile, ReadDesk, FilePath => DeskFile, store::desk_file
);
crate::action!(
    /// A file of a received response is fetched.
    OpenSubmittedFile, ReadPublished, FilePath => PublishedFile, store::published_file
);

pub(super) async fn on_desk(gate: Gate<OpenDeskFile>, n: i32) -> Result<Cleared<Piece>, Failure> {
    let (mut look, file) = gate.look().await?;
    let found = store::desk_piece(look.conn(), &file, n).await?.ok_or(Failure::NotFound)?;
    own(look, &file, found, n).await
}

pub(super) async fn of_supplement(gate: Gate<OpenSupplementFile>, n: i32) -> Result<Cleared<Piece>, Failure> {
    let (mut look, file) = gate.look().await?;
    let found = store::supplement_piece(look.conn(), &file, n).await?.ok_or(Failure::NotFound)?;
    own(look, &file, found, n).await
}

/// A piece of a file of the board's own.
async fn own<A: Action>(mut look: Look<A>, file: &DeskFile, found: FilePiece, n: i32) -> Result<Cleared<Piece>, Failure> {
    let cleared = look.cleared(file.id.uuid(), found.piece).await?;
    if found.secret && n == 0 {
        logged(look, Event::OwnSecretFileOpened { board: file.round.board, round: file.round.id, file: file.id }).await?;
    }
    Ok(cleared)
}

pub(super) async fn submitted(gate: Gate<OpenSubmittedFile>, n: i32) -> Result<Cleared<Piece>, Failure> {
    let (mut look, file) = gate.look().await?;
    let found = store::submitted_piece(look.conn(), &file, n).await?.ok_or(Failure::NotFound)?;
    let cleared = look.cleared(file.id.uuid(), found.piece).await?;
    if found.secret && n == 0 {
        let (audit, board, round) = (file.round.audit, file.round.board, file.round.id);
        let opened = match look.side() {
            Side::Audit => Event::SecretFileOpened { audit, round, file: file.id },
            Side::Board => Event::OwnSecretFileOpened { board, round, file: file.id },
            // The view gives them none.
            Side::Council | Side::Admin | Side::Auth => return Err(Failure::NotFound),
        };
        logged(look, opened).await?;
    }
    Ok(cleared)
}

/// Comes in again as a change, with the same question to the policy, and writes what happens.
async fn logged<A: Action>(look: Look<A>, opened: Event) -> Result<(), Failure> {
    let (change, _) = look.step_out().open().await?;
    change.commit(opened).await?;
    Ok(())
}
