//! What the auditors have asked for beside what has come, as everybody reads it: what is missing, by when, and what became of it.

use super::store::Round;
use super::supplement;
use crate::domain::policy::{Scope, Verb};
use crate::domain::supplement_request::{RequestState, SupplementRequest};
use crate::platform::gate::Passage;
use crate::platform::parts::Chip;

crate::texts! {
    heading { sv: "Begärd komplettering", en: "Requested supplement" }
    asked(at: &str, day: &str) { sv: "Revisionen begärde den {at}, med sista dag {day}.", en: "The auditors asked for it {at}, with the last day {day}." }
    awaited { sv: "Väntas", en: "Awaited" }
    answered(late: &str) { sv: "Svaret kom {late}.", en: "The answer came {late}." }
    in_time { sv: "Kom i tid", en: "On time" }
    came_late { sv: "Kom sent", en: "Came late" }
    read_answer { sv: "Läs kompletteringen", en: "Read the supplement" }
    taken_back { sv: "Återtagen", en: "Withdrawn" }
    was_taken_back(at: &str, reason: &str) { sv: "Revisionen återtog begäran {at}. Skäl: {reason}", en: "The auditors withdrew the request {at}. Reason: {reason}" }
    closed { sv: "Granskningen avslutades utan den", en: "The audit was closed without it" }
    answer { sv: "Lämna kompletteringen", en: "Submit the supplement" }
    ask { sv: "Begär komplettering", en: "Ask for a supplement" }
    ask_again { sv: "Begär på nytt med en annan dag", en: "Ask anew with another day" }
    withdraw { sv: "Återta begäran", en: "Withdraw the request" }
    answers(at: &str, day: &str) { sv: "Det revisionen begärde {at}, senast {day}", en: "What the auditors asked for {at}, by {day}" }
    late_now(late: &str) { sv: "Sista dagen har passerat. Lämnar ni den nu räknas den som {late}.", en: "The last day has passed. If you submit it now, it counts as {late}." }
}

/// A request, as it is drawn.
pub(super) struct Requested {
    pub(super) asked: String,
    pub(super) chip: Chip,
    pub(super) wanted: String,
    /// What became of it.
    pub(super) became: Option<String>,
    /// Where its answer is read, where it is answered, taken back or asked anew, by whoever may.
    pub(super) links: Vec<(&'static str, String)>,
}

/// All of them, for this reader.
pub(super) fn lines(round: &Round, requests: &[SupplementRequest], visit: &Passage) -> Vec<Requested> {
    requests.iter().map(|request| line(round, request, visit)).collect()
}

/// One of them.
pub(super) fn line(round: &Round, request: &SupplementRequest, visit: &Passage) -> Requested {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    let closed = round.closed_at.is_some();
    let (writes, hands_in) = (visit.may(Verb::DraftResponse, Scope::Board(round.board)), visit.may(Verb::SubmitResponse, Scope::Board(round.board)));
    let may_ask = visit.may(Verb::SendAudit, Scope::Board(round.board)) && !closed && round.submission.is_some();
    let answer = if hands_in { t.answer() } else { supplement::OwnTexts::from(t.lang).write_requested() };
    let answer = writes.then(|| (answer, round.name.supplement_url()));
    let withdrawn = request.withdrawn_at.map(|at| t.was_taken_back(&words.instant(at), request.withdrawal_reason.as_deref().unwrap_or_default()));
    let state = request.state(closed, visit.today());
    let (chip, became, links) = match state {
        RequestState::Awaited(standing) => {
            let withdraw = may_ask.then(|| (t.withdraw(), round.name.supplement_request_withdrawal_url(request.n)));
            (Chip::of_deadline(words, standing).unwrap_or_else(|| Chip::plain(t.awaited())), None, answer.into_iter().chain(withdraw).collect())
        }
        RequestState::Answered { number, late } => {
            let chip = if late.is_some() { Chip::warn(t.came_late()) } else { Chip::plain(t.in_time()) };
            (chip, Some(t.answered(&words.lateness_by_day(late))), vec![(t.read_answer(), round.name.submission_url(number))])
        }
        RequestState::Withdrawn => {
            let again = may_ask.then(|| (t.ask_again(), format!("{}?som={}", round.name.supplement_request_url(), request.n)));
            (Chip::plain(t.taken_back()), withdrawn, again.into_iter().collect())
        }
        RequestState::Closed => (Chip::plain(t.closed()), None, answer.into_iter().collect()),
    };
    Requested { asked: t.asked(&words.instant(request.asked_at), &words.weekday_date(request.due_on)), chip, wanted: request.wanted.clone(), became, links }
}

/// Where the auditors ask for one: while none is waited for.
pub(super) fn ask_url(round: &Round, requests: &[SupplementRequest], visit: &Passage) -> Option<String> {
    let may = visit.may(Verb::SendAudit, Scope::Board(round.board)) && round.closed_at.is_none() && round.submission.is_some();
    (may && !requests.iter().any(SupplementRequest::is_open)).then(|| round.name.supplement_request_url())
}

/// The one that a supplement can answer now.
pub(super) fn open(requests: &[SupplementRequest]) -> Option<&SupplementRequest> {
    requests.iter().find(|request| request.is_open())
}
