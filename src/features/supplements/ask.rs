//! The auditors ask a board to add to what it has handed in: what is missing, in their own words, and by when.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::AskSupplement;
use super::store::{self, Round};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::domain::supplement_request::{DayFault, due_on};
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::at_once::AtOnce;
use crate::platform::closed_day::LastDays;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form for it.
    ShowAskSupplement, SendAudit, RoundPath => Round, store::round
);
crate::action!(
    impl AskSupplement, SendAudit, RoundPath => Round, store::round, holding store::hold
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    wanted: String,
    due_on: String,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    closed_day: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

#[derive(Template)]
#[template(path = "supplements/ask.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: String,
    board: String,
    reference: String,
    response_url: String,
    came: String,
    /// One is waited for already: until when, and where it is taken back.
    waiting: Option<(String, String)>,
    wanted: Field,
    due_on: Field,
    closed: Option<Choices>,
    broken: Option<Choices>,
}

pub(super) async fn show(gate: Gate<ShowAskSupplement>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    refuse(&round)?;
    // Asked anew with another day: the words of the request that was taken back.
    let again = look.asked_for("som").and_then(|n| n.parse().ok());
    let wanted = match again {
        Some(n) => store::request(look.conn(), round.id, n).await?.map(|request| request.wanted),
        None => None,
    };
    let form = Form { wanted: wanted.unwrap_or_default(), ..Form::default() };
    Html::page(&page(&mut look, &round, &form, &Faults::none()).await?)
}

/// There must be something to add to, in an audit that is open.
fn refuse(round: &Round) -> Result<(), Failure> {
    if round.closed {
        return Err(Refusal::AuditIsClosed.into());
    }
    if round.received_on.is_none() { Err(Refusal::NothingToSupplement.into()) } else { Ok(()) }
}

pub(super) async fn act(gate: Gate<AskSupplement>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse(&round)?;
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    if let Some(open) = round.open {
        // Clicked twice: it says the same, and both lead to the response.
        let standing = store::request(change.conn(), round.id, open).await?;
        let at_once = AtOnce::of([form.wanted.as_str()], &form.broken);
        let typed = text::required(&form.wanted, FIELD_LIMIT).ok().map(|typed| at_once.settled(typed));
        if standing.is_some_and(|asked| Some(&asked.wanted) == typed.as_ref() && calendar::date(&form.due_on) == Ok(asked.due_on)) {
            return Ok(SeeOther::unchanged(&change, round.name.response_url()));
        }
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let mut faults = Faults::none();
    let wanted = faults.take("wanted", text::required(&form.wanted, FIELD_LIMIT), |fault| words.text_fault(fault, t.wanted_needed()));
    let day = faults.take("due_on", calendar::date(&form.due_on), |fault| words.date_fault(&fault));
    let day = day.and_then(|day| {
        faults.take("due_on", due_on(day, today), |fault| match fault {
            DayFault::Over => t.day_is_over().to_owned(),
            DayFault::TooFar => t.day_too_far().to_owned(),
        })
    });
    LastDays::of(day).ask(&form.closed_day, words, &mut faults);
    let at_once = AtOnce::of([form.wanted.as_str()], &form.broken);
    at_once.ask(t.lang, &mut faults);
    let Some((wanted, due_on)) = wanted.zip(day).filter(|_| faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &round, &form, &faults).await?);
    };
    let request = store::ask(&mut change, &round, &at_once.settled(wanted), due_on).await?;
    let done = change.commit(Event::SupplementAsked { audit: round.audit, round: round.id, request, due_on }).await?;
    Ok(SeeOther::to(done, round.name.response_url()).saying(Confirmed::SupplementAsked))
}

async fn page(visit: &mut Passage, round: &Round, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    Ok(Page {
        summary: faults.summary(lang),
        heading: words.round_heading(&round.name),
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        response_url: round.name.response_url(),
        came: round.received_on.map(|day| t.came(&words.date(day))).unwrap_or_default(),
        waiting: round.open.zip(round.due_on).map(|(n, day)| (t.waits_until(&words.date(day)), round.name.supplement_request_withdrawal_url(n))),
        wanted: Field::area(lang, "wanted", t.wanted(), &form.wanted, faults).hint(t.wanted_hint()).class("tall"),
        due_on: Field::date(lang, "due_on", t.day(), &form.due_on, faults).hint(t.day_hint()),
        closed: LastDays::typed([form.due_on.as_str()]).question(&form.closed_day, words, faults),
        broken: AtOnce::of([form.wanted.as_str()], &form.broken).question(lang, faults),
        t,
        frame,
    })
}
