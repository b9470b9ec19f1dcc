//! A board asks for a later last day, before or after the one it has. Until the auditors have decided, nothing moves.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::Confirmed;
use super::actions::AskExtension;
use super::ledger::Head;
use super::store::{self, Request, Round};
use super::texts::Texts;
use crate::domain::calendar::{self, Standing};
use crate::domain::event::{Event, Facts};
use crate::domain::extension::{self, Fault, within_limit};
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::at_once::AtOnce;
use crate::platform::closed_day::LastDays;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form for asking.
    ShowAsk, AskExtension, RoundPath => Round, store::round
);
crate::action!(
    impl AskExtension, AskExtension, RoundPath => Round, store::round, holding store::hold_own
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    wished_on: String,
    reason: String,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    closed_day: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

/// A request that waits for its decision.
struct Waiting {
    /// Which it is: a colleague may have made another one since.
    request: String,
    asked: String,
    reason: String,
    withdraw_url: String,
}

#[derive(Template)]
#[template(path = "deadlines/ask.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    head: Head,
    late: bool,
    /// Why nothing can be asked for.
    hindrance: Option<String>,
    waiting: Option<Waiting>,
    fields: Vec<Field>,
    closed: Option<Choices>,
    broken: Option<Choices>,
    desk_url: String,
}

pub(super) async fn show(gate: Gate<ShowAsk>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    // The desk offers the board's next meeting.
    let wished_on = look.asked_for("dag").filter(|day| calendar::date(day).is_ok()).unwrap_or_default();
    Html::page(&page(&mut look, &round, &Form { wished_on, ..Form::default() }, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<AskExtension>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let requests = store::requests(change.conn(), round.id).await?;
    let at_once = AtOnce::of([form.reason.as_str()], &form.broken);
    // Clicked twice: what waits for its decision says the same.
    let says = |open: &Request| calendar::date(&form.wished_on) == Ok(open.wished_on) && at_once.settled(text::tidy(&form.reason)) == open.reason;
    if requests.iter().find(|request| request.open).is_some_and(says) {
        return Ok(SeeOther::unchanged(&change, round.name.ledger_url()));
    }
    refuse(&round, store::rules(change.conn()).await?.extension_limit)?;
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    let mut faults = Faults::none();
    let wished = faults.take("wished_on", calendar::date(&form.wished_on), |fault| words.date_fault(&fault));
    let wished = wished.and_then(|day| faults.take("wished_on", extension::wish(round.between(), day, today), |fault| say(fault, t, words)));
    LastDays::of(wished).ask(&form.closed_day, words, &mut faults);
    at_once.ask(t.lang, &mut faults);
    let asked_today = requests.iter().filter(|request| calendar::day_of(request.asked_at) == today).count();
    if asked_today >= extension::REQUESTS_A_DAY {
        faults.add("wished_on", t.asked_enough(asked_today));
    }
    let reason = faults.take("reason", text::required(&form.reason, FIELD_LIMIT), |fault| words.text_fault(fault, t.ask_reason_needed()));
    let (Some(wished_on), Some(reason), true) = (wished, reason, faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &round, &form, &faults).await?);
    };
    let extension = store::ask(&mut change, &round, wished_on, &at_once.settled(reason)).await?;
    // Sent from the board, arrived at the auditors: two authorities, two logs.
    let sent = Event::ExtensionAsked { board: round.board, round: round.id, extension, wished_on };
    let arrived = Event::ExtensionRequested { audit: round.audit, round: round.id, extension, wished_on };
    let done = change.commit(Facts::of(sent, vec![arrived])).await?;
    Ok(SeeOther::to(done, round.name.ledger_url()).saying(Confirmed::ExtensionAsked))
}

fn refuse(round: &Round, limit: Option<i16>) -> Result<(), Refusal> {
    if round.received_on.is_some() {
        return Err(Refusal::ResponseIsSubmitted);
    }
    if round.last_day.withdrawn {
        return Err(Refusal::RoundIsWithdrawn);
    }
    if round.closed_at.is_some() {
        return Err(Refusal::AuditIsClosed);
    }
    if round.last_day.extension_asked {
        return Err(Refusal::RequestIsOpen);
    }
    if within_limit(round.extensions, limit) { Ok(()) } else { Err(Refusal::ExtensionLimit) }
}

/// Why a day cannot be the new last day, with what can.
pub(super) fn say(fault: Fault, t: Texts, words: Words) -> String {
    let day = |day: NaiveDate| words.date(day);
    match fault {
        Fault::NotLater(due) => t.not_later(&day(due)),
        Fault::Over => t.is_over().to_owned(),
        Fault::NextRoundNotAfter(next) => t.before_next(&day(next)),
        Fault::EarlierRoundNotBefore(earlier) => t.after_earlier(&day(earlier)),
        Fault::Unchanged => t.unchanged().to_owned(),
        Fault::TooSoon => t.too_soon().to_owned(),
        Fault::TooFar => t.too_far().to_owned(),
    }
}

async fn page(visit: &mut Passage, round: &Round, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today) = (visit.frame().await?, visit.words(), visit.today());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let requests = store::requests(visit.conn(), round.id).await?;
    let limit = store::rules(visit.conn()).await?.extension_limit;
    let waiting = requests.iter().find(|request| request.open).map(|request| waiting(request, round, t, words));
    let hindrance = if waiting.is_some() {
        None
    } else if !round.is_open() {
        Some(if round.received_on.is_some() { t.nothing_to_extend() } else { t.audit_is_closed() }.to_owned())
    } else if !within_limit(round.extensions, limit) {
        Some(t.limit_reached(i64::from(round.extensions)))
    } else {
        None
    };
    Ok(Page {
        summary: faults.summary(lang),
        head: Head::of(round, words, today),
        late: round.is_open() && matches!(calendar::standing(round.last_day.due_on, today), Standing::DaysLate(_)),
        hindrance,
        waiting,
        fields: vec![
            Field::date(lang, "wished_on", t.wished(), &form.wished_on, faults).hint(t.wished_hint()),
            Field::area(lang, "reason", t.reason(), &form.reason, faults).hint(t.ask_reason_hint()),
        ],
        closed: LastDays::typed([form.wished_on.as_str()]).question(&form.closed_day, words, faults),
        broken: AtOnce::of([form.reason.as_str()], &form.broken).question(lang, faults),
        desk_url: round.name.desk_url(),
        t,
        frame,
    })
}

fn waiting(request: &Request, round: &Round, t: Texts, words: Words) -> Waiting {
    Waiting {
        request: request.id.to_string(),
        asked: t.asked_line(&words.instant(request.asked_at), &request.asked_by, &words.date(request.wished_on)),
        reason: request.reason.clone(),
        withdraw_url: round.name.extension_withdrawal_url(),
    }
}
