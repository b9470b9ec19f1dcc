//! Taking back what was handed in by mistake, until the auditors have registered it. It has come in all the same and stays
//! (TF 2:9), with its receipt and its document; it counts no more, and the desk is open again.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::WithdrawResponse;
use super::read_one::NumberedPath;
use super::show_desk::Head;
use super::store::{self, Round, SubmissionPage, Which};
use super::supplement;
use super::texts::Texts;
use crate::domain::event::{Event, Facts};
use crate::domain::policy::Scope;
use crate::domain::refusal::Refusal;
use crate::domain::submission::{Hindrance, SubmissionKind};
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, Scoped};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form for it.
    ShowWithdrawal, SubmitResponse, NumberedPath => HandedIn, find
);
crate::action!(
    impl WithdrawResponse, SubmitResponse, NumberedPath => HandedIn, find, holding hold
);

/// What one's own board has handed in.
pub(crate) struct HandedIn {
    round: Round,
    number: i16,
}

impl Scoped for HandedIn {
    fn scope(&self) -> Scope {
        Scope::Board(self.round.board)
    }
}

async fn find(conn: &mut sqlx::PgConnection, (key, board, round, number): &NumberedPath) -> sqlx::Result<Option<HandedIn>> {
    let round = store::round(conn, &(key.clone(), board.clone(), *round)).await?;
    Ok(round.map(|round| HandedIn { round, number: *number }))
}

async fn hold(conn: &mut sqlx::PgConnection, (key, board, round, _): &NumberedPath) -> sqlx::Result<()> {
    store::hold(conn, &(key.clone(), board.clone(), *round)).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    reason: String,
}

#[derive(Template)]
#[template(path = "responses/withdraw.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    /// What it is, and when it came.
    what: String,
    response_url: String,
    /// Why it cannot be taken back.
    hindered: Option<&'static str>,
    /// That a supplement has been begun, and what becomes of it.
    begun: Option<&'static str>,
    reason: Field,
}

pub(super) async fn show(gate: Gate<ShowWithdrawal>) -> Result<Html, Failure> {
    let (mut look, HandedIn { round, number }) = gate.look().await?;
    let page = store::submission(look.conn(), &round, Which::Numbered(number)).await?.ok_or(Failure::NotFound)?;
    Html::page(&draw(&mut look, &round, &page, "", &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<WithdrawResponse>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, HandedIn { round, number }) = gate.open().await?;
    let form = posted.read(&change)?;
    let page = store::submission(change.conn(), &round, Which::Numbered(number)).await?.ok_or(Failure::NotFound)?;
    // Clicked twice: it is taken back, for this reason.
    let again = page.own().and_then(|own| own.withdrawal_reason.as_ref());
    if again.is_some_and(|reason| *reason == text::tidy(&form.reason)) {
        return Ok(SeeOther::unchanged(&change, round.name.desk_url()));
    }
    if let Some(hindrance) = hindrance(&mut change, &round, &page).await? {
        return Err(refusal(hindrance).into());
    }
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let Some(reason) = faults.take("reason", text::required(&form.reason, 2000), |fault| words.text_fault(fault, t.why_taken_back_needed())) else {
        return Html::redraw(&draw(&mut change, &round, &page, &form.reason, &faults).await?);
    };
    store::withdraw(&mut change, page.id, round.board, &reason).await?;
    let done = change.commit(facts(&round, &page)).await?;
    Ok(SeeOther::to(done, round.name.desk_url()).saying(Confirmed::ResponseWithdrawn))
}

/// One event in the board's log, one in the auditors': two authorities.
fn facts(round: &Round, page: &SubmissionPage) -> Facts {
    let own = Event::ResponseWithdrawn { board: round.board, round: round.id, submission: page.id };
    Facts::of(own, vec![Event::ArrivalWithdrawn { audit: round.audit, round: round.id, submission: page.id }])
}

async fn hindrance(visit: &mut Passage, round: &Round, page: &SubmissionPage) -> Result<Option<Hindrance>, Failure> {
    let begun = store::follow_up_begun(visit.conn(), round).await?;
    Ok(page.own().and_then(|received| received.hindrance(round.closed_at.is_some(), begun)))
}

fn refusal(hindrance: Hindrance) -> Refusal {
    match hindrance {
        Hindrance::Withdrawn | Hindrance::WrittenIn | Hindrance::Supplement => Refusal::NothingToWithdraw,
        Hindrance::Registered => Refusal::ResponseIsRegistered,
        Hindrance::Judged => Refusal::VerdictIsPublished,
        Hindrance::Supplemented => Refusal::ResponseIsSupplemented,
        Hindrance::Asked => Refusal::SupplementIsAskedFor,
        Hindrance::Followed => Refusal::SomethingRestsOnIt,
        Hindrance::FollowUpBegun => Refusal::FollowUpIsBegun,
        Hindrance::Closed => Refusal::AuditIsClosed,
    }
}

async fn draw(visit: &mut Passage, round: &Round, page: &SubmissionPage, reason: &str, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let hindered = hindrance(visit, round, page).await?;
    let begun = store::supplement_begun(visit.conn(), round.id).await?;
    let kind = page.own().map_or(SubmissionKind::Response, |received| received.kind);
    Ok(Page {
        head: Head::of(round, visit),
        summary: faults.summary(frame.lang),
        what: t.came_in(&t.kind_with_receipt(t.kind(kind), &page.receipt_number), &words.received(page.received_at, page.received_on)),
        response_url: round.name.submission_url(page.number),
        hindered: hindered.map(|hindrance| words.refusal(refusal(hindrance))),
        begun: (begun && hindered.is_none()).then(|| supplement::OwnTexts::from(frame.lang).will_be_kept()),
        reason: Field::area(frame.lang, "reason", t.why_taken_back(), reason, faults).hint(t.why_taken_back_hint()),
        t,
        frame,
    })
}
