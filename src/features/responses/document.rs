//! The submitted document itself, byte for byte: of the response, or of anything else that came in for the round. And out of here: as
//! text to copy, and set for Word.

use askama::Template;

use super::read_one::{NumberedPath, OneReceived, find};
use super::store::{self, PublishedRound, Round, Which};
use super::texts::Texts;
use crate::domain::response::record_blocks;
use crate::domain::response::whole_text;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Download, Frame, Html};

crate::action!(
    /// The document whose fingerprint stands on the receipt.
    DownloadDocument, ReadPublished, RoundPath => PublishedRound, store::published_round
);
crate::action!(
    /// The document of one thing that came in, also of what was taken back.
    DownloadOneDocument, ReadPublished, NumberedPath => OneReceived, find
);

crate::action!(
    /// The same words as a Word document.
    DownloadOneDocx, ReadPublished, NumberedPath => OneReceived, find
);
crate::action!(
    /// The same words to copy.
    CopyOneText, ReadPublished, NumberedPath => OneReceived, find
);

#[derive(Template)]
#[template(path = "responses/copy_received.html")]
struct CopyPage {
    frame: Frame,
    t: Texts,
    heading: String,
    response_url: String,
    receipt_url: String,
    docx_url: String,
    receipt_number: String,
    text: String,
}

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

pub(super) async fn copy(gate: Gate<CopyOneText>) -> Result<Html, Failure> {
    let (mut look, OneReceived { round, number }) = gate.look().await?;
    let (receipt_number, content) = store::document(look.conn(), &round, Which::Numbered(number)).await?.ok_or(Failure::NotFound)?;
    let (frame, words) = (look.frame().await?, look.words());
    Html::page(&CopyPage {
        heading: words.round_heading(&round.name),
        response_url: round.name.submission_url(number),
        receipt_url: round.name.below_submission(number, "kvitto"),
        docx_url: round.name.below_submission(number, "dokument.docx"),
        receipt_number,
        text: String::from_utf8(content).map_err(Failure::broken)?,
        t: Texts::from(frame.lang),
        frame,
    })
}

/// What counts is the text; this says so, and whose copy it is.
pub(super) async fn docx(gate: Gate<DownloadOneDocx>) -> Result<Download, Failure> {
    let (mut look, OneReceived { round, number }) = gate.look().await?;
    let (receipt_number, content) = store::document(look.conn(), &round, Which::Numbered(number)).await?.ok_or(Failure::NotFound)?;
    let gate = look.step_out();
    let text = String::from_utf8(content).map_err(Failure::broken)?;
    // In Swedish, as the document itself.
    let remark = format!("Kopia av det som kom in, kvitto {receipt_number}. Det som gäller är textfilen med samma nummer, vars fingeravtryck står på kvittot.");
    let content = gate
        .aside(move || {
            let title = text.lines().next().unwrap_or_default().to_owned();
            whole_text::as_docx(&title, &record_blocks(&text, &remark))
        })
        .await?
        .map_err(Failure::broken)?;
    Ok(Download {
        name: format!("{} {} {} {receipt_number}.docx", round.name.reference_key, round.name.board_slug, round.name.key),
        media_type: crate::domain::attachment::Kind::Docx.media_type().to_owned(),
        content,
    })
}
