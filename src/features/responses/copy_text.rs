//! The response so far, out of here: as text for the case system, and as a Word document that can be taken in again.

use askama::Template;

use super::desk::{Desk, DeskItem, ItemDraft};
use super::handed_in;
use super::show_desk::{Head, visibility};
use super::store::{self, Round};
use super::texts::Texts;
use crate::domain::response::whole_text::{self, Block};
use crate::domain::round::{RoundName, RoundPath};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::language::Lang;
use crate::platform::page::{Download, Frame, Html};
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// The response so far, as one text to copy.
    CopyText, ReadDesk, RoundPath => Round, store::round
);
crate::action!(
    /// The response so far, as a Word document.
    DownloadDocx, ReadDesk, RoundPath => Round, store::round
);

#[derive(Template)]
#[template(path = "responses/copy_text.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    visibility: String,
    text: String,
}

pub(super) async fn show(gate: Gate<CopyText>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let desk = Desk::load(&mut look, round).await?;
    let frame = look.frame().await?;
    let t = Texts::from(frame.lang);
    Html::page(&Page { head: Head::of(&desk.round, &look), visibility: visibility(&desk.round, t), text: whole_text::as_text(&blocks(&desk)), t, frame })
}

pub(super) async fn docx(gate: Gate<DownloadDocx>) -> Result<Download, Failure> {
    let (mut look, round) = gate.look().await?;
    let desk = Desk::load(&mut look, round).await?;
    let gate = look.step_out();
    let own = remarks(&desk.round.name);
    let (title, written) = (own.first().cloned().unwrap_or_default(), blocks(&desk));
    let head = own.into_iter().enumerate().map(|(n, line)| if n == 0 { Block::Title(line) } else { Block::Remark(line) });
    let blocks: Vec<Block> = head.chain(written).collect();
    let content = gate.aside(move || whole_text::as_docx(&title, &blocks)).await?.map_err(Failure::broken)?;
    let name = &desk.round.name;
    Ok(Download {
        name: format!("{} {} {}.docx", name.reference_key, name.board_slug, name.key),
        media_type: crate::domain::attachment::Kind::Docx.media_type().to_owned(),
        content,
    })
}

/// What the document says of itself, its title first. The same each time: so it is known when the document comes back.
pub(super) fn remarks(name: &RoundName) -> Vec<String> {
    // In Swedish, as everything that the board decides on.
    let words = Words::new(Lang::SV);
    vec![
        words.round_heading(name),
        format!("{} · {}", Apart(&name.board_name), Apart(&name.reference)),
        "Skriv under etiketterna. Rubriker, etiketter och format visar var varje svar hör hemma när dokumentet läses in igen.".to_owned(),
    ]
}

/// Everything that has been written, under the headings by which it can be taken in again.
fn blocks(desk: &Desk) -> Vec<Block> {
    let written = |item: &DeskItem| match &item.draft {
        ItemDraft::First(draft) => whole_text::first_item(&item.item, draft),
        ItemDraft::FollowUp(draft) => whole_text::follow_up_item(&item.item, draft, &item.promises),
    };
    whole_text::summary(&desk.summary.text).into_iter().chain(desk.items.iter().flat_map(written)).collect()
}
