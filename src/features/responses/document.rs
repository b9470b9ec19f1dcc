//! The submitted document itself, byte for byte.

use super::store::{self, PublishedRound};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::Download;

crate::action!(
    /// The document whose fingerprint stands on the receipt.
    DownloadDocument, ReadPublished, RoundPath => PublishedRound, store::published_round
);

pub(super) async fn act(gate: Gate<DownloadDocument>) -> Result<Download, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    let id = round.submission.ok_or(Failure::NotFound)?;
    let content = store::document(look.conn(), id).await?;
    let name = format!("{} {} {}.txt", round.name.reference_key, round.name.board_slug, round.name.key);
    Ok(Download { name, media_type: "text/plain; charset=utf-8".to_owned(), content })
}
