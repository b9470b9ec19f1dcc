//! What every page of the desk leads to once the response has been handed in: a bookmark, yesterday's mail or a calendar may
//! still point there, and nothing is written any more.

use askama::Template;

use super::received::{self, Line};
use super::requested::{self, Requested};
use super::set_aside;
use super::store::{self, Round};
use super::supplement;
use super::texts::Texts;
use super::write_in;
use crate::domain::policy::{Scope, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::submission::{Channel, Hindrance, SubmissionKind};
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::words::Words;

#[derive(Template)]
#[template(path = "responses/handed_in.html")]
struct Page {
    frame: Frame,
    t: Texts,
    board: String,
    reference: String,
    heading: String,
    chip: Chip,
    arrived: String,
    last_day: Due,
    after_closing: Option<String>,
    asked: bool,
    /// Where the reader has words that could not be taken in.
    asides: Vec<(String, String)>,
    response_url: String,
    receipt_url: String,
    pack_url: String,
    /// That it came another way, and was written in.
    written_in: Option<String>,
    /// Where the decision is recorded, or more about it.
    decision_url: Option<String>,
    /// That it is preliminary, and waits for that.
    undecided: bool,
    /// Where something is added to it, and what it is called for this reader.
    supplement: Option<(String, &'static str)>,
    /// Where it is taken back, while it can be.
    withdrawal_url: Option<String>,
    /// Why it cannot be any more.
    hindered: Option<&'static str>,
    q: requested::Texts,
    /// What the auditors have asked for beside it.
    requested: Vec<Requested>,
    others: Vec<Line>,
}

/// The page, at whatever address of the desk it was asked for.
pub(super) async fn page(visit: &mut Passage, round: &Round) -> Result<Html, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let codes = store::aside_codes(visit.conn(), round).await?;
    let day = round.received_on.unwrap_or_else(|| visit.today());
    let came = store::received(visit.conn(), round.id).await?;
    // Seldom there: asked for where it is.
    let asks = came.iter().any(|one| one.requests > 0);
    let requests = if asks { store::requests(visit.conn(), round.id).await? } else { Vec::new() };
    let begun = store::follow_up_begun(visit.conn(), round).await?;
    let own = came.iter().find(|one| one.withdrawn_at.is_none() && one.kind != SubmissionKind::Supplement);
    let hindrance = own.and_then(|one| one.hindrance(round.closed_at.is_some(), begun));
    let may_take_back = visit.may(Verb::SubmitResponse, Scope::Board(round.board));
    Html::page(&Page {
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        heading: words.round_heading(&round.name),
        chip: Chip::of_round(words, round.state(visit.today())),
        arrived: if own.is_some_and(|one| one.channel == Channel::Service) {
            t.is_handed_in(&words.received(round.received_at, day))
        } else {
            write_in::Texts::from(t.lang).has_come_in(&words.received(round.received_at, day))
        },
        last_day: Due::with_weekday(words, round.last_day, &round.name),
        after_closing: round.closed_before_it_came().map(|day| t.came_after_closing(&words.date(day))),
        asked: round.last_day.extension_asked,
        asides: set_aside::links_by_code(round, &codes, t),
        response_url: round.name.response_url(),
        receipt_url: round.name.receipt_url(),
        pack_url: round.name.below_desk("utskrift"),
        written_in: own.and_then(|one| received::written_in(one, words)),
        decision_url: visit.may(Verb::RecordDecision, Scope::Board(round.board)).then(|| round.name.below_desk("beslut-efterat")),
        supplement: supplement::way(round, visit),
        undecided: round.last_day.undecided,
        withdrawal_url: own.filter(|_| may_take_back && hindrance.is_none()).map(|one| round.name.withdrawal_url(one.number)),
        hindered: hindrance.filter(|_| may_take_back).and_then(|hindrance| told(hindrance, t, words)),
        q: requested::Texts::from(t.lang),
        requested: requested::lines(round, &requests, visit),
        others: received::lines(round, &came, own.map(|one| one.number), t, words),
        t,
        frame,
    })
}

/// Why it cannot be taken back, where the page does not say it otherwise.
fn told(hindrance: Hindrance, t: Texts, words: Words) -> Option<&'static str> {
    match hindrance {
        Hindrance::Registered => Some(t.is_registered()),
        Hindrance::Supplemented => Some(words.refusal(Refusal::ResponseIsSupplemented)),
        Hindrance::Asked => Some(words.refusal(Refusal::SupplementIsAskedFor)),
        Hindrance::FollowUpBegun => Some(words.refusal(Refusal::FollowUpIsBegun)),
        Hindrance::Withdrawn | Hindrance::WrittenIn | Hindrance::Supplement | Hindrance::Judged | Hindrance::Followed | Hindrance::Closed => None,
    }
}
