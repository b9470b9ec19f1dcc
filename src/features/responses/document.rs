//! The submitted document itself, byte for byte: of the response, or of anything else that came in for the round. And out of here: as
//! text to copy, and set for Word.

use askama::Template;

use super::read_one::{NumberedPath, OneReceived, find};
use super::store::{self, NumberedDocument, PublishedRound, Round, Which};
use super::texts::Texts;
use crate::domain::response::record_blocks;
use crate::domain::response::whole_text::{self, Block};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::language::Lang;
use crate::platform::page::{Download, Frame, Html};
use crate::platform::words::Words;

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
    /// That its supplements stand below it.
    lead: Option<&'static str>,
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

/// A document in words, with what is said above it; over the first nothing is.
struct DocumentText {
    receipt_number: String,
    said: Option<String>,
    text: String,
}

/// The document of this number and, of what decides the round, those of its supplements, in Swedish as they are.
async fn told(visit: &mut Passage, round: &Round, number: i16) -> Result<Vec<DocumentText>, Failure> {
    let documents = store::documents(visit.conn(), round, number).await?;
    let came = if documents.len() > 1 { store::received(visit.conn(), round.id).await? } else { Vec::new() };
    let words = Words::new(Lang::SV);
    let said = |one: &NumberedDocument| {
        let own = came.iter().find(|own| own.number == one.number && own.number != number)?;
        let came = words.received(own.received_at, own.received_on);
        Some(format!("Komplettering, kvitto {}, inkom {came}. {}", own.receipt_number, words.initiative(own).unwrap_or_default()))
    };
    let told = documents
        .into_iter()
        .map(|one| Ok(DocumentText { said: said(&one), receipt_number: one.receipt_number, text: String::from_utf8(one.document).map_err(Failure::broken)? }));
    told.collect()
}

pub(super) async fn copy(gate: Gate<CopyOneText>) -> Result<Html, Failure> {
    let (mut look, OneReceived { round, number }) = gate.look().await?;
    let told = told(&mut look, &round, number).await?;
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let texts: Vec<String> = told.iter().map(|one| one.said.iter().map(|said| format!("{said}\n\n")).chain([one.text.clone()]).collect()).collect();
    Html::page(&CopyPage {
        heading: words.round_heading(&round.name),
        response_url: round.name.submission_url(number),
        receipt_url: round.name.below_submission(number, "kvitto"),
        docx_url: round.name.below_submission(number, "dokument.docx"),
        receipt_number: told.first().ok_or(Failure::NotFound)?.receipt_number.clone(),
        lead: (told.len() > 1).then(|| t.copy_with_supplements()),
        text: texts.join("\n\n"),
        t,
        frame,
    })
}

/// What counts is the text; this says so, and whose copy it is.
pub(super) async fn docx(gate: Gate<DownloadOneDocx>) -> Result<Download, Failure> {
    let (mut look, OneReceived { round, number }) = gate.look().await?;
    let told = told(&mut look, &round, number).await?;
    let gate = look.step_out();
    let receipt_number = told.first().ok_or(Failure::NotFound)?.receipt_number.clone();
    let content = gate
        .aside(move || {
            let title = told.first().and_then(|one| one.text.lines().next()).unwrap_or_default();
            whole_text::as_docx(title, &blocks(&told))
        })
        .await?
        .map_err(Failure::broken)?;
    Ok(Download {
        name: format!("{} {} {} {receipt_number}.docx", round.name.reference_key, round.name.board_slug, round.name.key),
        media_type: crate::domain::attachment::Kind::Docx.media_type().to_owned(),
        content,
    })
}

fn blocks(told: &[DocumentText]) -> Vec<Block> {
    let of_one = |one: &DocumentText| {
        // In Swedish, as the document itself.
        let said = one.said.as_ref().map_or_else(String::new, |said| format!("{said} "));
        let remark = format!(
            "{said}Kopia av det som kom in, kvitto {}. Det som gäller är textfilen med samma nummer, vars fingeravtryck står på kvittot.",
            one.receipt_number
        );
        record_blocks(&one.text, &remark)
    };
    told.iter().flat_map(of_one).collect()
}
