//! The board pack: the proposal on paper, for the meeting. No menus, nothing hidden.

use askama::Template;

use super::desk::{Desk, Stage};
use super::items::{self, ShownItem};
use super::store::{self, Round};
use super::texts::Texts;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};

crate::action!(
    /// The board pack.
    ShowBoardPack, ReadDesk, RoundPath => Round, store::round
);

#[derive(Template)]
#[template(path = "responses/board_pack.html")]
struct Page {
    frame: Frame,
    t: Texts,
    board: String,
    reference: String,
    heading: String,
    deadline: String,
    to_auditors: String,
    proposal: String,
    decided: Option<String>,
    version: String,
    summary: String,
    items: Vec<ShownItem>,
    back: String,
}

pub(super) async fn show(gate: Gate<ShowBoardPack>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let (frame, words, now) = (look.frame().await?, look.words(), look.now());
    let t = Texts::from(frame.lang);
    let desk = Desk::load(&mut look, round).await?;
    let (as_of, decided) = match &desk.stage {
        Stage::Open | Stage::Submitted => (now, None),
        Stage::Locked(lock) => (lock.locked_at, None),
        Stage::Decided(lock, decision) => {
            (lock.locked_at, Some(t.decided_line(words.decider(decision.decider), &words.date(decision.decided_on), &decision.section)))
        }
    };
    Html::page(&Page {
        heading: words.round_heading(&desk.round.name),
        deadline: t.must_be_in(&words.weekday_date(desk.round.last_day.due_on)),
        to_auditors: t.to_auditors(&frame.auditors),
        proposal: t.proposed_decision_text(&frame.auditors),
        decided,
        version: t.version_line(&words.instant(as_of)),
        items: items::drafted(&desk, t, words),
        back: desk.round.name.desk_url(),
        summary: desk.summary.text,
        board: desk.round.name.board_name,
        reference: desk.round.name.reference,
        t,
        frame,
    })
}
