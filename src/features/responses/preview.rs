//! The whole response as the auditors will read it, with what is missing at its place.

use askama::Template;

use super::desk::{self, Head};
use super::drawn::{self, DrawnItem};
use super::store::{self, Round};
use super::texts::Texts;
use super::work::{Stage, Work};
use crate::domain::policy::{Scope, Verb};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};

crate::action!(
    /// The response so far.
    ShowPreview, ReadDesk, RoundPath => Round, store::round
);

#[derive(Template)]
#[template(path = "responses/preview.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    visibility: String,
    stage: Option<String>,
    summary: String,
    items: Vec<DrawnItem>,
    missing: Vec<(String, String)>,
    may_lock: bool,
}

pub(super) async fn show(gate: Gate<ShowPreview>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let work = Work::load(&mut look, round).await?;
    Html::page(&Page {
        head: Head::of(&work.round, &look),
        visibility: t.draft_of(&work.round.name.board_name),
        stage: desk::stage(&work.stage, t, words),
        items: drawn::drafted(&work, t, words),
        missing: desk::missing(&work, t),
        may_lock: work.is_complete() && matches!(work.stage, Stage::Open) && look.may(Verb::LockResponse, Scope::Board(work.round.board)),
        summary: work.summary.text,
        t,
        frame,
    })
}
