//! The board pack: the proposal on paper, for the meeting. The auditors' words are labelled and stand apart from the board's, and
//! whether the text is locked is said at the top. No menus, nothing hidden.

use askama::Template;

use super::attachments::{self, ShownFile};
use super::corrected;
use super::desk::{Desk, Stage};
use super::items::{self, ShownItem};
use super::received::{self, Line};
use super::show_desk::Head;
use super::store::{self, Round, Which};
use super::texts::Texts;
use crate::domain::audit::BoardKind;
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;

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
    /// Draft, locked, decided or handed in; and what that means for whoever reads it on paper.
    chip: Chip,
    stands: String,
    /// None where there is nothing to decide any more.
    proposal: Option<String>,
    decided: Option<String>,
    /// The auditors' overall assessment.
    overall: String,
    summary_heading: String,
    summary: String,
    /// "Servicenämndens svar", over each answer.
    answer_heading: String,
    items: Vec<ShownItem>,
    files: Vec<ShownFile>,
    /// What was added to what was handed in.
    supplements: Vec<Line>,
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
    let (t, c) = (Texts::from(look.lang()), corrected::Texts::from(look.lang()));
    let overall = store::letter_facts(look.conn(), round.audit).await?.overall_assessment;
    let desk = Desk::load(look, round).await?;
    let (chip, stands, decided) = match &desk.stage {
        Stage::Withdrawn => (Chip::info(c.status_withdrawn()), look.words().refusal(Refusal::RoundIsWithdrawn).to_owned(), None),
        Stage::Open | Stage::Submitted => (Chip::warn(t.pack_draft()), t.pack_is_draft(&words.instant(now)), None),
        Stage::Locked(lock) => (Chip::info(t.proposal()), t.pack_is_locked(&words.instant(lock.locked_at)), None),
        Stage::Decided(lock, decision) => (Chip::ok(t.pack_decided()), t.pack_was_locked(&words.instant(lock.locked_at)), Some(words.decided(decision))),
    };
    let items = items::drafted(&desk, t, words)?;
    let files = attachments::printed(&desk.files, words);
    let contents = PackContents { chip, stands, decided, overall, summary: desk.summary.text, items, files, supplements: Vec::new() };
    let page = page(look, &desk.round, contents).await?;
    Html::page(&page)
}

/// What was handed in. It is no proposal any more.
async fn handed_in(look: &mut Look<ShowBoardPack>, round: Round) -> Result<Html, Failure> {
    let words = look.words();
    let t = Texts::from(look.lang());
    let submission = store::submission(look.conn(), &round, Which::Newest).await?.ok_or(Failure::NotFound)?;
    let answers = store::answers(look.conn(), submission.id).await?;
    let contents = PackContents {
        chip: Chip::ok(t.pack_submitted()),
        stands: t.version_handed_in(&words.received(submission.received_at, submission.received_on), &submission.receipt_number),
        decided: Some(super::read::decided(&submission, t, words)),
        items: items::submitted(&answers, &[], words),
        files: attachments::printed(&submission.files, words),
        supplements: received::on_paper(&round, &submission.received, t, words),
        overall: submission.overall_assessment,
        summary: submission.summary,
    };
    let page = page(look, &round, contents).await?;
    Html::page(&page)
}

/// What the two say differently.
struct PackContents {
    chip: Chip,
    stands: String,
    decided: Option<String>,
    overall: String,
    summary: String,
    items: Vec<ShownItem>,
    files: Vec<ShownFile>,
    supplements: Vec<Line>,
}

async fn page(look: &mut Look<ShowBoardPack>, round: &Round, contents: PackContents) -> Result<Page, Failure> {
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let whose = words.genitive(&round.name.board_name);
    Ok(Page {
        heading: words.round_heading(&round.name),
        deadline: Head::of(round, look).deadline,
        to_auditors: t.to_auditors(&frame.auditors),
        proposal: (!round.last_day.withdrawn).then(|| t.proposed_decision_text(&deciding(round, t), &frame.auditors)),
        chip: contents.chip,
        stands: contents.stands,
        decided: contents.decided,
        overall: contents.overall,
        items: contents.items,
        files: contents.files,
        supplements: contents.supplements,
        back: round.name.desk_url(),
        summary: contents.summary,
        summary_heading: t.whose_summary(&whose),
        answer_heading: t.whose_answer(&whose),
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        t,
        frame,
    })
}

/// Who decides, in the body's own word: a board under its name; for a company its directors.
fn deciding(round: &Round, t: Texts) -> String {
    match round.board_kind {
        BoardKind::Board | BoardKind::Executive | BoardKind::Council => round.name.board_name.clone(),
        BoardKind::Company => t.directors_of(&round.name.board_name),
    }
}
