//! A received response, as auditors, council and boards read it. Before it has come there is nothing to see but its
//! last day: not whether it has been begun.

use askama::Template;

use super::attachments::{self, ShownFile};
use super::items::{self, ShownItem};
use super::store::{self, PublishedRound, Round, SubmissionPage};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::policy::{Scope, Verb};
use crate::domain::round::{RoundPath, RoundState};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::words::Words;

crate::action!(
    /// A received response.
    ReadResponse, ReadPublished, RoundPath => PublishedRound, store::published_round
);

#[derive(Template)]
#[template(path = "responses/read.html")]
struct Page {
    frame: Frame,
    t: Texts,
    board: String,
    reference: String,
    heading: String,
    audit_url: String,
    chip: Chip,
    arrival: String,
    last_day: Due,
    decision: String,
    /// What else has to be known about when it came and what the board decided on.
    remarks: Vec<String>,
    visible: String,
    summary: String,
    items: Vec<ShownItem>,
    files: Vec<ShownFile>,
    overall_verdict: Option<String>,
    receipt_url: String,
    verdict_url: Option<String>,
}

#[derive(Template)]
#[template(path = "responses/not_arrived.html")]
struct NotArrived {
    frame: Frame,
    t: Texts,
    board: String,
    reference: String,
    heading: String,
    audit_url: String,
    last_day: Due,
    chip: Option<Chip>,
    closed: Option<String>,
    desk_url: Option<String>,
}

pub(super) async fn show(gate: Gate<ReadResponse>) -> Result<Html, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    match round.submission {
        None => not_arrived(&mut look, &round).await,
        Some(id) => arrived(&mut look, &round, id).await,
    }
}

async fn not_arrived(look: &mut Look<ReadResponse>, round: &Round) -> Result<Html, Failure> {
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let own = look.may(Verb::ReadDesk, Scope::Board(round.board));
    Html::page(&NotArrived {
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        heading: words.round_heading(&round.name),
        audit_url: round.name.audit_url(),
        last_day: Due::with_weekday(words, round.last_day, &round.name),
        chip: match round.state(look.today()) {
            RoundState::Awaited(standing) => Chip::of_deadline(words, standing),
            state @ (RoundState::Received { .. } | RoundState::Unanswered | RoundState::Assessed { .. }) => Some(Chip::of_round(words, state)),
        },
        closed: round.closed_at.map(|at| t.closed_without(&words.date(calendar::day_of(at)))),
        desk_url: own.then(|| round.name.desk_url()),
        t,
        frame,
    })
}

async fn arrived(look: &mut Look<ReadResponse>, round: &Round, id: crate::domain::ids::SubmissionId) -> Result<Html, Failure> {
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let page = store::submission(look.conn(), id).await?;
    let answers = store::answers(look.conn(), id).await?;
    let late = round.last_day.lateness(page.received_on);
    Html::page(&Page {
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        heading: words.round_heading(&round.name),
        audit_url: round.name.audit_url(),
        chip: Chip::of_round(words, round.state(look.today())),
        last_day: Due::new(words, round.last_day, &round.name),
        arrival: format!("{} {}, {}", t.arrived(), words.received(page.received_at, page.received_on), words.lateness(late)),
        decision: decided(&page, t, words),
        remarks: remarks(round, &page, t, words),
        visible: t.submitted_visible(&words.date(page.received_on)),
        items: items::submitted(&answers, &page.verdicts, words),
        files: attachments::received(round, &page.files, words),
        summary: page.summary,
        overall_verdict: page.overall_verdict,
        receipt_url: round.name.receipt_url(),
        verdict_url: (round.closed_at.is_none() && round.assessed_at.is_none() && look.may(Verb::DraftVerdict, Scope::Common))
            .then(|| round.name.verdict_url()),
        t,
        frame,
    })
}

/// That it came after the audit had been closed, that more time was granted afterwards, and that the decision is older than
/// the text.
pub(super) fn remarks(round: &Round, page: &SubmissionPage, t: Texts, words: Words) -> Vec<String> {
    let mut remarks = Vec::new();
    remarks.extend(round.closed_before_it_came().map(|day| t.came_after_closing(&words.date(day))));
    if round.extended_afterwards() {
        remarks.push(t.extended_afterwards(&words.lateness_by_day(round.last_day.lateness(page.received_on).by_letter)));
    }
    if round.last_day.extension_asked {
        remarks.push(t.still_asked().to_owned());
    }
    if let (Some(predates), Some(at)) = (page.predates.as_deref().filter(|why| !why.is_empty()), page.locked_at) {
        remarks.push(t.locked_after_decision(&words.instant(at), predates));
    }
    remarks
}

/// Who decided, when and under which section; a preliminary response may have come without.
pub(super) fn decided(page: &SubmissionPage, t: Texts, words: Words) -> String {
    match (page.decider, page.decided_on, &page.section) {
        (Some(who), Some(day), Some(section)) => t.decided_line(words.decider(who), &words.date(day), section),
        (Some(who), Some(day), None) => t.decided_plain(words.decider(who), &words.date(day)),
        (None, _, _) | (_, None, _) => t.decision_to_come().to_owned(),
    }
}
