//! Handing in. What was locked and decided is copied, sealed and registered as arrived at the instant at which the
//! request had come in full (FL 22 §). Late or not, it is accepted.

use askama::Template;
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::Confirmed;
use super::actions::{HandsIn, SubmitResponse};
use super::attachments::{self, ShownFile};
use super::decision;
use super::desk::{Desk, Stage};
use super::handed_in;
use super::show_desk::Head;
use super::store::{self, LetterFacts, Round, Submission};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::SubmissionId;
use crate::domain::refusal::Refusal;
use crate::domain::response::{AnsweredItem, Backing, BoardDecision, Document, SettledResponse, render};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate};
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The check before handing in.
    ShowSubmit, SubmitResponse, RoundPath => Round, store::round
);
crate::action!(
    impl SubmitResponse, SubmitResponse, RoundPath => Round, store::round, holding store::hold
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

#[derive(Template)]
#[template(path = "responses/submit.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    lead: String,
    decided: String,
    /// Changes, reservations, and what comes later.
    notes: Vec<String>,
    /// When the text was locked, and why the decision is older, where it is.
    locked: String,
    predates: Option<String>,
    /// A request for a later last day that nobody has decided on yet.
    asked: Option<String>,
    withdraw_url: String,
    answers: String,
    files: Vec<ShownFile>,
    preview_url: String,
}

pub(super) async fn show(gate: Gate<ShowSubmit>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let facts = store::letter_facts(look.conn(), round.audit).await?;
    let wished = if round.last_day.extension_asked { store::wished(look.conn(), round.id).await? } else { None };
    let desk = Desk::load(&mut look, round).await?;
    let (lock, decision) = decided(&desk)?;
    let late = calendar::days_late(desk.round.last_day.due_on, today);
    Html::page(&Page {
        head: Head::of(&desk.round, &look),
        lead: lead(&facts, t),
        decided: words.decided(decision),
        notes: decision::notes(decision, t),
        locked: words.instant(lock.locked_at),
        predates: (!decision.predates.is_empty()).then(|| t.older_because(&decision.predates)),
        asked: wished.map(|day| if late.is_some() { t.asked_and_late(&words.date(day)) } else { t.asked_and_in_time(&words.date(day)) }),
        withdraw_url: desk.round.name.extension_url(),
        answers: t.answers_count(desk.items.len()),
        files: attachments::on_desk(&desk, words),
        preview_url: desk.round.name.below_desk("forhandsgranska"),
        t,
        frame,
    })
}

/// What handing in means.
pub(super) fn lead(facts: &LetterFacts, t: Texts) -> String {
    if facts.reply_to.is_empty() { t.submit_lead_plain().to_owned() } else { t.submit_lead(&facts.reply_to) }
}

/// What adding to it means.
pub(super) fn supplement_lead(facts: &LetterFacts, t: Texts) -> String {
    if facts.reply_to.is_empty() { t.supplement_lead_plain().to_owned() } else { t.supplement_lead(&facts.reply_to) }
}

/// The lock and the decision, or why there is none.
fn decided(desk: &Desk) -> Result<(&store::LockRow, &BoardDecision), Failure> {
    match &desk.stage {
        Stage::Open => Err(Refusal::ResponseIsNotLocked.into()),
        Stage::Locked(_) => Err(Refusal::NotDecided.into()),
        Stage::Submitted => Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Withdrawn => Err(Refusal::RoundIsWithdrawn.into()),
        // Recorded by an earlier release, which did not ask.
        Stage::Decided(lock, decision) if decision.predates.is_empty() && decision.amended.is_empty() && desk.is_newer_than(decision, lock) => {
            Err(Refusal::DecisionIsOlder.into())
        }
        Stage::Decided(lock, decision) => Ok((lock, decision)),
    }
}

pub(super) async fn act(gate: Gate<SubmitResponse>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let receipt = round.name.receipt_url();
    // Clicked twice: the first click counts, and both lead to the same receipt.
    if round.submission.is_some() {
        return Ok(SeeOther::unchanged(&change, receipt));
    }
    let desk = Desk::load(&mut change, round).await?;
    let (lock, decision) = decided(&desk)?;
    let facts = hand_in(&mut change, &desk, lock, &Backing::Decided(decision.clone())).await?;
    let done = change.commit(facts).await?;
    Ok(SeeOther::to(done, receipt).saying(Confirmed::ResponseSubmitted))
}

/// Copies and seals what was locked, with what it has behind it.
pub(super) async fn hand_in<A: HandsIn>(change: &mut Change<A>, desk: &Desk, lock: &store::LockRow, backing: &Backing) -> Result<Facts, Failure> {
    let response = desk.settle().ok_or(Refusal::ResponseIsIncomplete)?;
    if lock.content_sha256 != response.digest() {
        return Err(Failure::broken("the text is not the one that was locked"));
    }
    let answered = answered(desk, &response);
    let id = SubmissionId::new(change.now());
    store::keep_files(change, id, &response.files).await?;
    let year = change.today().year();
    let number = store::receipt_number(change, year).await?;
    let text = document(change, desk, (lock, backing), &number, &response.summary, &answered).await?;
    let new = Submission {
        id,
        receipt_number: &number,
        summary: &response.summary,
        backing,
        locked_at: lock.locked_at,
        document: text.as_bytes(),
        document_sha256: &Sha256::digest(text.as_bytes()),
        answered: &answered,
    };
    store::submit(change, &desk.round, &new).await?;
    Ok(facts(&desk.round, new.id, change.today(), matches!(backing, Backing::Expected(_))))
}

/// One event in the board's log, one in the auditors': two authorities.
fn facts(round: &Round, submission: SubmissionId, received_on: NaiveDate, preliminary: bool) -> Facts {
    let sent = Event::ResponseSent { board: round.board, round: round.id, submission };
    let received = Event::ResponseReceived {
        audit: round.audit,
        round: round.id,
        submission,
        days_late: calendar::days_late(round.last_day.due_on, received_on),
        days_late_against_letter: calendar::days_late(round.last_day.original_due_on, received_on),
        preliminary,
    };
    Facts::of(sent, vec![received])
}

async fn document<A: HandsIn>(
    change: &mut Change<A>,
    desk: &Desk,
    (lock, backing): (&store::LockRow, &Backing),
    number: &str,
    summary: &str,
    answered: &[AnsweredItem],
) -> Result<String, Failure> {
    let auditors = change.frame().await?.auditors;
    // Always in Swedish, whatever the reader's language: an official record is one text.
    let words = Words::new(Lang::SV);
    Ok(render(&Document {
        board: desk.round.name.board_name.clone(),
        auditors,
        reference: desk.round.name.reference.clone(),
        title: desk.round.name.title.clone(),
        round: words.round_title(desk.round.name.kind, desk.round.name.ordinal()),
        due_on: desk.round.last_day.due_on,
        received: format!("{} kl. {}", change.today(), words.time(change.now())),
        receipt_number: number.to_owned(),
        locked: format!("{} kl. {}", calendar::day_of(lock.locked_at), words.time(lock.locked_at)),
        backing: backing.clone(),
        summary: summary.to_owned(),
        items: answered.to_vec(),
        files: desk.files.clone(),
    }))
}

fn answered(desk: &Desk, response: &SettledResponse) -> Vec<AnsweredItem> {
    let items = desk.items.iter().zip(&response.answers);
    items
        .map(|(item, (_, answer))| AnsweredItem {
            item: item.item.clone(),
            answer: answer.clone(),
            promises: item.promises.clone(),
            earlier: item.earlier.clone(),
            stand: item.draft.stand(),
        })
        .collect()
}
