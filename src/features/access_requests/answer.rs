//! Whoever answers for a board says yes or no to those who ask to work for it. What may be odd about a request stands beside it: it is a
//! doubt, and she knows her colleagues.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{DeclineRequest, ProposeColleague};
use super::store::{self, Board, Request};
use super::texts::Texts;
use crate::domain::access::{AccessKind, AccessStep, REQUEST_LASTS, RequestStep};
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::{AccessRequestId, ProposalId};
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// Who asks, and who has asked.
    ShowRequests, SubmitResponse, String => Board, find
);
crate::action!(
    impl ProposeColleague, SubmitResponse, (String, AccessRequestId) => Board, store::board_of
);
crate::action!(
    impl DeclineRequest, SubmitResponse, (String, AccessRequestId) => Board, store::board_of
);

async fn find(conn: &mut sqlx::PgConnection, slug: &str) -> sqlx::Result<Option<Board>> {
    store::board(conn, slug).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Yes {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct No {
    decline_reason: String,
}

/// A request that waits.
struct Waiting {
    id: String,
    name: String,
    address: String,
    why: String,
    when: String,
    doubts: Vec<String>,
    has_account: bool,
    url: String,
    reason: Field,
}

/// One that was answered.
struct Answered {
    name: String,
    said: String,
}

#[derive(Template)]
#[template(path = "access_requests/answer.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    board: String,
    board_url: String,
    lead: String,
    waiting: Vec<Waiting>,
    answered: Vec<Answered>,
}

pub(super) async fn show(gate: Gate<ShowRequests>) -> Result<Html, Failure> {
    let (mut look, board) = gate.look().await?;
    Html::page(&page(&mut look, &board, None, &Faults::none()).await?)
}

pub(super) async fn propose(gate: Gate<ProposeColleague>, posted: Posted<Yes>) -> Result<SeeOther, Failure> {
    let request = gate.path().1;
    let (mut change, own) = gate.open().await?;
    let Yes {} = posted.read(&change)?;
    let (proposal, board) = (ProposalId::new(change.now()), own.id);
    let Some(person) = store::answer(&mut change, request, &own, Some(proposal), "").await? else {
        return Err(Failure::broken("a role was proposed for nobody"));
    };
    let (access, role, step) = (AccessKind::Role, Some(Role::Contributor), AccessStep::Proposed);
    let answered = RequestStep::Proposed;
    // The first takes with it who was put among the people: it stands in the log in which all else of people stands.
    let first = Event::AccessRequestChanged { request, board, step: answered, person: Some(person) };
    let rest = vec![
        Event::AccessChanged { proposal, person, access, role, board: Some(board), step, to: None },
        Event::AuditAccessChanged { proposal, person, access, role, board: Some(board), step, to: None },
        Event::BoardAccessChanged { proposal, person, access, role, board, step, to: None },
        Event::BoardAccessRequestChanged { request, board, step: answered, person: Some(person) },
    ];
    let done = change.commit(Facts::of(first, rest)).await?;
    Ok(SeeOther::to(done, url(&own)).saying(Confirmed::ColleagueProposed))
}

pub(super) async fn decline(gate: Gate<DeclineRequest>, posted: Posted<No>) -> Result<SeeOther, Failure> {
    let request = gate.path().1;
    let (mut change, own) = gate.open().await?;
    let form = posted.read(&change)?;
    let words = change.words();
    let mut faults = Faults::none();
    let reason =
        faults.take(&field(request), text::required(&form.decline_reason, 500), |fault| words.text_fault(fault, Texts::from(words.lang()).reason_needed()));
    let Some(reason) = reason else {
        return Html::redraw(&page(&mut change, &own, Some((request, &form.decline_reason)), &faults).await?);
    };
    let person = store::answer(&mut change, request, &own, None, &reason).await?;
    let (board, step) = (own.id, RequestStep::Declined);
    let told = vec![Event::BoardAccessRequestChanged { request, board, step, person }];
    let done = change.commit(Facts::of(Event::AccessRequestChanged { request, board, step, person }, told)).await?;
    Ok(SeeOther::to(done, url(&own)).saying(Confirmed::RequestDeclined))
}

fn url(board: &Board) -> String {
    format!("/atkomst/{}", board.slug)
}

/// The field of a request among those of the page.
fn field(request: AccessRequestId) -> String {
    format!("decline-{request}")
}

async fn page(visit: &mut Passage, board: &Board, typed: Option<(AccessRequestId, &str)>, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let all = store::requests(visit.conn(), board.id).await?;
    let (waiting, answered): (Vec<Request>, Vec<Request>) = all.into_iter().partition(|request| request.step == RequestStep::Asked);
    let waits = |request: Request| {
        let own = typed.filter(|(id, _)| *id == request.id).map_or("", |(_, reason)| reason);
        Waiting {
            id: format!("begaran-{}", request.id),
            when: when(&request, t, words),
            doubts: doubts(&request, t),
            has_account: request.has_account,
            url: format!("{}/{}", url(board), request.id),
            reason: Field::line(t.lang, field(request.id), t.decline_reason(), own, faults).hint(t.decline_hint()).named("decline_reason"),
            name: request.name,
            address: request.address,
            why: request.why,
        }
    };
    Ok(Page {
        summary: faults.summary(frame.lang),
        board: board.name.clone(),
        board_url: format!("/namnder/{}", board.slug),
        lead: t.answer_lead(&board.name),
        waiting: waiting.into_iter().map(waits).collect(),
        answered: answered.into_iter().map(|request| became(request, t, words)).collect(),
        t,
        frame,
    })
}

/// When it was asked, and until when it can be answered.
fn when(request: &Request, t: Texts, words: Words) -> String {
    let last = calendar::day_of(request.asked_at + REQUEST_LASTS);
    t.asked_until(&words.instant(request.asked_at), &words.date(last))
}

fn doubts(request: &Request, t: Texts) -> Vec<String> {
    let domain = request.address.rsplit('@').next().unwrap_or_default();
    let usual = request.usual_domain.as_deref().filter(|_| !request.domain_known).map(|usual| t.other_domain(domain, usual));
    let same = request.namesake.as_deref().map(|address| t.namesake(&request.name, address));
    [usual, same].into_iter().flatten().collect()
}

fn became(request: Request, t: Texts, words: Words) -> Answered {
    let when = request.answered_at.map(|at| words.instant(at)).unwrap_or_default();
    let by = request.answerer.unwrap_or_default();
    let said = match request.step {
        RequestStep::Proposed | RequestStep::Asked => t.said_yes(&by, &when),
        RequestStep::Declined | RequestStep::Removed => t.said_no(&by, &when, &request.reason),
        RequestStep::Lapsed => t.lapsed_on(&when),
    };
    Answered { name: request.name, said }
}
