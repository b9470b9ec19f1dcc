//! A document of an audit, as far as the reader may have it.

use super::store::{self, ShownAudit};
use crate::domain::ids::FileId;
use crate::domain::policy::Scope;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Scoped};
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

pub(super) async fn act(gate: Gate<DownloadFile>, n: i32) -> Result<Piece, Failure> {
    let (mut look, wanted) = gate.look().await?;
    let side = look.side();
    store::piece(look.conn(), side, wanted.audit.id, wanted.file, n).await?.ok_or(Failure::NotFound)
}
