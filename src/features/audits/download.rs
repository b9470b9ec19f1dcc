//! A document of an audit, as far as the reader may have it. Whoever opens a secret one stands in the log of her authority before
//! the first byte goes.

use super::store::{self, ShownAudit};
use crate::domain::event::Event;
use crate::domain::ids::FileId;
use crate::domain::policy::{Scope, Side};
use crate::platform::failure::Failure;
use crate::platform::gate::{Cleared, Gate, Scoped};
use crate::platform::page::Piece;

crate::action!(
    /// A document is fetched.
    DownloadFile, ReadPublished, (String, FileId) => Wanted, find
);

/// A file of an audit that the reader may read; whether she may have this file, the side's own view decides.
pub(crate) struct Wanted {
    audit: ShownAudit,
    file: FileId,
}

impl Scoped for Wanted {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

async fn find(conn: &mut sqlx::PgConnection, (key, file): &(String, FileId)) -> sqlx::Result<Option<Wanted>> {
    Ok(store::shown_audit(conn, key).await?.map(|audit| Wanted { audit, file: *file }))
}

pub(super) async fn act(gate: Gate<DownloadFile>, n: i32) -> Result<Cleared<Piece>, Failure> {
    let (mut look, wanted) = gate.look().await?;
    let (side, audit, file) = (look.side(), wanted.audit.id, wanted.file);
    let found = store::piece(look.conn(), side, audit, file, n).await?.ok_or(Failure::NotFound)?;
    let secret = found.secret;
    let cleared = look.cleared(file.uuid(), found.piece()).await?;
    if secret && n == 0 {
        let opened = match side {
            Side::Audit => Event::SecretDocumentOpened { audit, file },
            Side::Board => {
                let board = store::addressed_board(look.conn(), audit).await?.ok_or(Failure::NotFound)?;
                Event::AddressedDocumentOpened { board, audit, file }
            }
            // The views give them none.
            Side::Council | Side::Admin | Side::Auth => return Err(Failure::NotFound),
        };
        let (change, _) = look.step_out().open().await?;
        change.commit(opened).await?;
    }
    Ok(cleared)
}
