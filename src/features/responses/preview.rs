//! The whole response as the auditors will read it, with what is missing at its place.

use askama::Template;

use super::attachments::{self, ShownFile};
use super::desk::{Desk, Stage};
use super::handed_in;
use super::items::{self, ShownItem};
use super::show_desk::{self, Head};
use super::store::{self, Round};
use super::texts::Texts;
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
    items: Vec<ShownItem>,
    files: Vec<ShownFile>,
    missing: Vec<(String, String)>,
    may_lock: bool,
}

pub(super) async fn show(gate: Gate<ShowPreview>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let desk = Desk::load(&mut look, round).await?;
    Html::page(&Page {
        head: Head::of(&desk.round, &look),
        visibility: show_desk::visibility(&desk.round, t),
        stage: show_desk::stage(&desk, t, words),
        items: items::drafted(&desk, t, words)?,
        files: attachments::on_desk(&desk, words),
        missing: show_desk::missing(&desk, t),
        may_lock: desk.is_complete() && matches!(desk.stage, Stage::Open) && look.may(Verb::LockResponse, Scope::Board(desk.round.board)),
        summary: desk.summary.text,
        t,
        frame,
    })
}
