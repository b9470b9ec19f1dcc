//! The board pack: the proposal on paper, for the meeting. No menus, nothing hidden.

use askama::Template;

use super::decision;
use super::desk::{Desk, Stage};
use super::items::{self, ShownItem};
use super::store::{self, Round, Which};
use super::texts::Texts;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look};
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
    match round.submission {
        Some(_) => handed_in(&mut look, round).await,
        None => drafted(&mut look, round).await,
    }
}

/// What lies on the desk: a proposal, until the board has decided.
async fn drafted(look: &mut Look<ShowBoardPack>, round: Round) -> Result<Html, Failure> {
    let (words, now) = (look.words(), look.now());
    let t = Texts::from(look.lang());
    let desk = Desk::load(look, round).await?;
    let (as_of, decided) = match &desk.stage {
        Stage::Open | Stage::Submitted => (now, None),
        Stage::Locked(lock) => (lock.locked_at, None),
        Stage::Decided(lock, decision) => (lock.locked_at, Some(decision::sentence(decision, t, words))),
    };
    let (version, items) = (t.version_line(&words.instant(as_of)), items::drafted(&desk, t, words));
    let page = page(look, &desk.round, Told { decided, version, summary: desk.summary.text, items }).await?;
    Html::page(&page)
}

/// What was handed in. It is no proposal any more.
async fn handed_in(look: &mut Look<ShowBoardPack>, round: Round) -> Result<Html, Failure> {
    let words = look.words();
    let t = Texts::from(look.lang());
    let submission = store::submission(look.conn(), &round, Which::Newest).await?.ok_or(Failure::NotFound)?;
    let answers = store::answers(look.conn(), submission.id).await?;
    let told = Told {
        decided: Some(super::read::decided(&submission, t, words)),
        version: t.version_handed_in(&words.received(submission.received_at, submission.received_on), &submission.receipt_number),
        items: items::submitted(&answers, &[], words),
        summary: submission.summary,
    };
    let page = page(look, &round, told).await?;
    Html::page(&page)
}

/// What the two say differently.
struct Told {
    decided: Option<String>,
    version: String,
    summary: String,
    items: Vec<ShownItem>,
}

async fn page(look: &mut Look<ShowBoardPack>, round: &Round, told: Told) -> Result<Page, Failure> {
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    Ok(Page {
        heading: words.round_heading(&round.name),
        deadline: t.must_be_in(&words.weekday_date(round.last_day.due_on)),
        to_auditors: t.to_auditors(&frame.auditors),
        proposal: t.proposed_decision_text(&frame.auditors),
        decided: told.decided,
        version: told.version,
        items: told.items,
        back: round.name.desk_url(),
        summary: told.summary,
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        t,
        frame,
    })
}
