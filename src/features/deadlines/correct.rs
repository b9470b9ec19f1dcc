//! Putting a wrong last day right: the letter said another date than was meant, or it was entered wrongly. It is a new
//! entry of the ledger, told to the board; it makes nobody late.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::CorrectDeadline;
use super::ask::say;
use super::ledger::Head;
use super::store::{self, Entry, Round};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::extension::{self, Fault};
use crate::domain::refusal::Refusal;
use crate::domain::round::{DeadlineKind, RoundPath};
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::at_once::AtOnce;
use crate::platform::closed_day::LastDays;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form for a correction.
    ShowCorrect, DecideDeadline, RoundPath => Round, store::round
);
crate::action!(
    impl CorrectDeadline, DecideDeadline, RoundPath => Round, store::round, holding store::hold
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    due_on: String,
    reason: String,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    closed_day: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

#[derive(Template)]
#[template(path = "deadlines/correct.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    head: Head,
    fields: Vec<Field>,
    closed: Option<Choices>,
    broken: Option<Choices>,
}

pub(super) async fn show(gate: Gate<ShowCorrect>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    refuse(&round)?;
    Html::page(&page(&mut look, &round, &Form::default(), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<CorrectDeadline>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse(&round)?;
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    let at_once = AtOnce::of([form.reason.as_str()], &form.broken);
    let newest = store::entries(change.conn(), round.id).await?.pop();
    // Clicked twice: the day was corrected to this one, for this reason.
    let says = |entry: &Entry| calendar::date(&form.due_on) == Ok(entry.due_on) && at_once.settled(text::tidy(&form.reason)) == entry.reason;
    if newest.is_some_and(|entry| entry.kind == DeadlineKind::Correction && says(&entry)) {
        return Ok(SeeOther::unchanged(&change, round.name.ledger_url()));
    }
    let mut faults = Faults::none();
    let day = faults.take("due_on", calendar::date(&form.due_on), |fault| words.date_fault(&fault));
    let day = day.and_then(|day| {
        faults.take("due_on", extension::correct(round.between(), day, today), |fault| match fault {
            // The next round's day is no field of this form: it has a form of its own.
            Fault::NextRoundNotAfter(next) => t.before_next_alone(&words.date(next)),
            fault => say(fault, t, words),
        })
    });
    LastDays::of(day).ask(&form.closed_day, words, &mut faults);
    at_once.ask(t.lang, &mut faults);
    let reason = faults.take("reason", text::required(&form.reason, FIELD_LIMIT), |fault| words.text_fault(fault, t.correct_reason_needed()));
    let (Some(to), Some(reason), true) = (day, reason, faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &round, &form, &faults).await?);
    };
    let entry = store::correct(&mut change, round.id, to, &at_once.settled(reason)).await?;
    let done = change.commit(Event::DeadlineCorrected { audit: round.audit, round: round.id, from: round.last_day.due_on, to, entry }).await?;
    Ok(SeeOther::to(done, round.name.ledger_url()).saying(Confirmed::DeadlineCorrected))
}

/// An open request is decided first: it was made from the date that stands.
fn refuse(round: &Round) -> Result<(), Refusal> {
    if round.received_on.is_some() {
        Err(Refusal::ResponseIsSubmitted)
    } else if round.last_day.withdrawn {
        Err(Refusal::RoundIsWithdrawn)
    } else if round.closed_at.is_some() {
        Err(Refusal::AuditIsClosed)
    } else if round.last_day.extension_asked {
        Err(Refusal::RequestIsOpen)
    } else {
        Ok(())
    }
}

async fn page(visit: &mut Passage, round: &Round, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today) = (visit.frame().await?, visit.words(), visit.today());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    Ok(Page {
        summary: faults.summary(lang),
        head: Head::of(round, words, today),
        fields: vec![
            Field::date(lang, "due_on", t.right_day(), &form.due_on, faults).hint(t.wished_hint()),
            Field::area(lang, "reason", t.correct_reason(), &form.reason, faults),
        ],
        closed: LastDays::typed([form.due_on.as_str()]).question(&form.closed_day, words, faults),
        broken: AtOnce::of([form.reason.as_str()], &form.broken).question(lang, faults),
        t,
        frame,
    })
}
