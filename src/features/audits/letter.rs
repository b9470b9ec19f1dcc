//! The covering letter as a document of its audit, for everybody who reads the audit: as the file that it came as, or as its text.

use super::store::{self, ShownAudit};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::Download;

crate::action!(
    /// The letter is fetched.
    DownloadLetter, ReadPublished, String => ShownAudit, find
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<ShownAudit>> {
    store::shown_audit(conn, key).await
}

pub(super) async fn act(gate: Gate<DownloadLetter>) -> Result<Download, Failure> {
    let (mut look, audit) = gate.look().await?;
    let side = look.side();
    let letter = store::letter_document(look.conn(), side, audit.id).await?.ok_or(Failure::NotFound)?;
    let name = letter.name.unwrap_or_else(|| format!("missiv-{}.txt", audit.key));
    Ok(Download { name, media_type: letter.media_type, content: letter.content })
}
