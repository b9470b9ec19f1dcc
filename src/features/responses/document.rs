//! The submitted document itself, byte for byte: of the response, or of anything else that came in for the round.

use super::read_one::{NumberedPath, OneReceived, find};
use super::store::{self, PublishedRound, Round, Which};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::Download;

crate::action!(
    /// The document whose fingerprint stands on the receipt.
    DownloadDocument, ReadPublished, RoundPath => PublishedRound, store::published_round
);
crate::action!(
    /// The document of one thing that came in, also of what was taken back.
    DownloadOneDocument, ReadPublished, NumberedPath => OneReceived, find
);

pub(super) async fn act(gate: Gate<DownloadDocument>) -> Result<Download, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    download(&mut look, &round, Which::Newest).await
}

pub(super) async fn act_one(gate: Gate<DownloadOneDocument>) -> Result<Download, Failure> {
    let (mut look, OneReceived { round, number }) = gate.look().await?;
    download(&mut look, &round, Which::Numbered(number)).await
}

async fn download(visit: &mut Passage, round: &Round, which: Which) -> Result<Download, Failure> {
    let (receipt_number, content) = store::document(visit.conn(), round, which).await?.ok_or(Failure::NotFound)?;
    let name = match which {
        Which::Newest => format!("{} {} {}.txt", round.name.reference_key, round.name.board_slug, round.name.key),
        Which::Numbered(_) => format!("{} {} {} {receipt_number}.txt", round.name.reference_key, round.name.board_slug, round.name.key),
    };
    Ok(Download { name, media_type: "text/plain; charset=utf-8".to_owned(), content })
}
