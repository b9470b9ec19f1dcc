//! The board pack: the proposal on paper, for the meeting. No menus, nothing hidden.

use askama::Template;

use super::drawn::{self, DrawnItem};
use super::store::{self, Round};
use super::texts::Texts;
use super::work::{Stage, Work};
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
    items: Vec<DrawnItem>,
    back: String,
}

pub(super) async fn show(gate: Gate<ShowBoardPack>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let (frame, words, now) = (look.frame().await?, look.words(), look.now());
    let t = Texts::from(frame.lang);
    let work = Work::load(&mut look, round).await?;
    let (as_of, decided) = match &work.stage {
        Stage::Open | Stage::Submitted => (now, None),
        Stage::Locked(lock) => (lock.locked_at, None),
        Stage::Decided(lock, decision) => {
            (lock.locked_at, Some(t.decided_line(words.decider(decision.decider), &words.date(decision.decided_on), &decision.section)))
        }
    };
    Html::page(&Page {
        heading: words.round_heading(&work.round.name),
        deadline: t.must_be_in(&words.weekday_date(work.round.last_day.due_on)),
        to_auditors: t.to_auditors(&frame.auditors),
        proposal: t.proposed_decision_text(&frame.auditors),
        decided,
        version: t.version_line(&words.instant(as_of)),
        items: drawn::drafted(&work, t, words),
        back: work.round.name.desk_url(),
        summary: work.summary.text,
        board: work.round.name.board_name,
        reference: work.round.name.reference,
        t,
        frame,
    })
}
