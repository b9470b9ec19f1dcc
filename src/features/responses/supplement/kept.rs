//! What had been written of a supplement when the response was taken back: read and copied, its files opened and taken away. It is
//! gone on with once something has been handed in again.

use askama::Template;

use super::form::{Form, REQUEST, on_request};
use super::texts::Texts;
use crate::domain::policy::{Scope, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::response::DraftSupplement;
use crate::features::responses::attachments::{self, ShownFile};
use crate::features::responses::decision_fields;
use crate::features::responses::show_desk::Head;
use crate::features::responses::store::{self, Round};
use crate::features::responses::texts::Texts as Slice;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::page::{Frame, Html};

#[derive(Template)]
#[template(path = "responses/supplement_kept.html")]
struct Page {
    frame: Frame,
    s: Slice,
    t: Texts,
    a: attachments::Texts,
    head: Head,
    visibility: String,
    saved: Option<String>,
    lines: Vec<(&'static str, String)>,
    files: Vec<ShownFile>,
    /// Whoever writes there takes files away.
    open: bool,
}

/// The page, at whatever address of the supplement it was asked for. Without anything begun there is nothing to add to.
pub(super) async fn page(visit: &mut Passage, round: &Round) -> Result<Html, Failure> {
    let desk = store::supplement_desk(visit.conn(), round).await?;
    let draft = desk.draft.map(|draft| draft.0).unwrap_or_default();
    let (frame, words) = (visit.frame().await?, visit.words());
    let s = Slice::from(frame.lang);
    let lines = lines(&draft, s, words);
    if lines.is_empty() && desk.files.is_empty() {
        return Err(Refusal::NothingIsHandedIn.into());
    }
    Html::page(&Page {
        head: Head::of(round, visit),
        visibility: s.draft_of(&round.name.board_name),
        saved: desk.saved_at.zip(desk.saved_by.as_ref()).map(|(at, by)| s.saved_line(&words.instant(at), by)),
        lines,
        files: attachments::of_supplement(round, &desk.files, words),
        open: visit.may(Verb::DraftResponse, Scope::Board(round.board)),
        t: Texts::from(frame.lang),
        a: attachments::Texts::from(frame.lang),
        s,
        frame,
    })
}

/// Every word of it, under what its field is called.
fn lines(draft: &DraftSupplement, s: Slice, words: crate::platform::words::Words) -> Vec<(&'static str, String)> {
    let why = on_request(&draft.why).map(|asked| if asked { s.on_request() } else { s.on_own_initiative() }).unwrap_or_default();
    // What is chosen for the reader is no word of hers.
    let why = if draft.why == REQUEST && Form::of(draft.clone()).is_blank() { "" } else { why };
    let all = [
        (s.why_added(), why.to_owned()),
        (s.added(), draft.text.clone()),
        (s.decider(), decision_fields::said(&draft.decider, words).to_owned()),
        (s.decided_on(), draft.decided_on.clone()),
        (s.section(), draft.section.clone()),
        (s.board_reference(), draft.board_reference.clone()),
    ];
    all.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect()
}
