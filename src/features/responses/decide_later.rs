//! The decision on what was handed in before it, or more about one: an entry of its own beside what was handed in, which stays
//! as it came. An earlier entry stays, too.

use askama::Template;
use chrono::{DateTime, Utc};

use super::Confirmed;
use super::actions::AddDecision;
use super::decision_fields::{Fields, Form};
use super::decision_words::{self, Kept};
use super::read;
use super::show_desk::Head;
use super::store::{self, Round, SubmissionPage, Which};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::refusal::Refusal;
use crate::domain::response::BoardDecision;
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choices, Faults, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form for it.
    ShowLaterDecision, RecordDecision, RoundPath => Round, store::round
);
crate::action!(
    impl AddDecision, RecordDecision, RoundPath => Round, store::round, holding store::hold
);

#[derive(Template)]
#[template(path = "responses/decide_later.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    /// What was handed in, and how its decision stands.
    what: String,
    stands: String,
    response_url: String,
    submission: i16,
    entry: i16,
    fields: Fields,
    kept: Kept,
    broken: Option<Choices>,
}

/// What is added stands at once, so whoever adds it is asked about broken words before.
fn at_once(form: &Form) -> AtOnce {
    AtOnce::of([&form.amended, &form.reservations, &form.predates].map(String::as_str), &form.broken)
}

/// The form as it is to be recorded.
fn settled(form: &Form) -> Form {
    let settled = |typed: &str| at_once(form).settled(text::tidy(typed));
    Form { amended: settled(&form.amended), reservations: settled(&form.reservations), predates: settled(&form.predates), ..form.clone() }
}

pub(super) async fn show(gate: Gate<ShowLaterDecision>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let page = standing(&mut look, &round).await?;
    let stands = page.decision();
    let left = decision_words::left(&mut look, &round, page.number, stands.as_ref()).await?;
    let said = match &left {
        Some(left) => Form::typed_before(&left.typed),
        None => stands.as_ref().map_or_else(Form::empty, Form::of),
    };
    let form = Form { submission: page.number, entry: newest(&page), ..said };
    Html::page(&draw(&mut look, &round, &page, (&form, left.map(|left| left.at)), &Faults::none()).await?)
}

/// What was handed in and stands; without it there is nothing to decide on here.
async fn standing(visit: &mut Passage, round: &Round) -> Result<SubmissionPage, Failure> {
    if round.submission.is_none() {
        return Err(Refusal::NothingIsHandedIn.into());
    }
    store::submission(visit.conn(), round, Which::Newest).await?.ok_or(Failure::NotFound)
}

fn newest(page: &SubmissionPage) -> i16 {
    page.decisions.last().map_or(0, |entry| entry.n)
}

pub(super) async fn act(gate: Gate<AddDecision>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let page = standing(&mut change, &round).await?;
    // Clicked twice: it stands already.
    if form.submission == page.number && form.entry.checked_add(1) == Some(newest(&page)) && page.decision().is_some_and(|stands| settled(&form).says(&stands))
    {
        return Ok(SeeOther::unchanged(&change, round.name.response_url()));
    }
    // Also what was handed in may be another by now.
    if (form.submission, form.entry) != (page.number, newest(&page)) {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let letter = store::letter_day(change.conn(), round.audit).await?;
    let mut faults = Faults::none();
    let lang = change.lang();
    at_once(&form).ask(lang, &mut faults);
    let Some(decision) = read_form(&settled(&form), &page, letter, &change, &mut faults) else {
        return Html::redraw(&draw(&mut change, &round, &page, (&form, None), &faults).await?);
    };
    if page.decision().as_ref() == Some(&decision) {
        return Ok(SeeOther::unchanged(&change, round.name.response_url()));
    }
    store::add_decision(&mut change, page.id, &decision).await?;
    store::drop_decision_words(&mut change, &round, page.number).await?;
    let done = change.commit(facts(&round, &page, &decision)).await?;
    Ok(SeeOther::to(done, round.name.response_url()).saying(Confirmed::DecisionAdded))
}

/// One event in the board's log, one in the auditors': two authorities.
fn facts(round: &Round, page: &SubmissionPage, decision: &BoardDecision) -> Facts {
    let own = Event::DecisionRecorded { board: round.board, round: round.id, decider: decision.decider, decided_on: decision.decided_on };
    let entry = newest(page) + 1;
    Facts::of(own, vec![Event::DecisionReceived { audit: round.audit, round: round.id, submission: page.id, entry }])
}

/// A decision that is older than the text says why, here as well.
fn read_form(form: &Form, page: &SubmissionPage, letter: chrono::NaiveDate, visit: &Passage, faults: &mut Faults) -> Option<BoardDecision> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    let decision = form.read(letter, visit, faults)?;
    let older = page.locked_at.filter(|at| decision.is_older_than_text(calendar::day_of(*at), None));
    let Some(locked_at) = older.filter(|_| faults.is_empty()) else { return faults.is_empty().then_some(decision) };
    // As in the form before it is handed in: what was changed may say what differs, and a typed reason is kept beside it.
    let typed = if decision.amended.is_empty() { text::required(&form.predates, FIELD_LIMIT) } else { text::optional(&form.predates, FIELD_LIMIT) };
    let predates = faults.take("predates", typed, |f| match f {
        text::TextFault::Empty => t.decision_is_older(&words.date(decision.decided_on), &words.instant(locked_at)),
        text::TextFault::TooLong(..) => words.text_fault(f, ""),
    })?;
    Some(BoardDecision { predates, ..decision })
}

async fn draw(
    visit: &mut Passage,
    round: &Round,
    page: &SubmissionPage,
    (form, left): (&Form, Option<DateTime<Utc>>),
    faults: &Faults,
) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    Ok(Page {
        head: Head::of(round, visit),
        summary: faults.summary(lang),
        what: t.is_handed_in(&words.received(page.received_at, page.received_on)),
        stands: page.decision().map_or_else(|| read::decided(page, t, words), |recorded| words.decided(&recorded)),
        response_url: round.name.response_url(),
        submission: form.submission,
        kept: Kept::of(round, left, page.decision().is_some(), &frame, visit),
        entry: form.entry,
        fields: form.fields(lang, t, words, faults),
        broken: at_once(form).question(lang, faults),
        t,
        frame,
    })
}
