//! Recording what the board decided about the locked text: who, when, which paragraph.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::RecordDecision;
use super::desk::{Desk, SUMMARY, Stage};
use super::handed_in;
use super::show_desk::Head;
use super::store::{self, LockRow, Round};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::response::{BoardDecision, Decider};
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form for the decision.
    ShowDecision, RecordDecision, RoundPath => Round, store::round
);
crate::action!(
    impl RecordDecision, RecordDecision, RoundPath => Round, store::round, holding store::hold
);

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Which lock the reader saw: a decision is about that text and no other.
    lock: i16,
    #[serde(default)]
    decider: String,
    decided_on: String,
    section: String,
    board_reference: String,
    #[serde(default)]
    immediately_adjusted: String,
    /// Asked for when the decision is older than the text.
    #[serde(default)]
    predates: String,
}

const DECIDERS: [(&str, Decider); 4] = [("board", Decider::Board), ("committee", Decider::Committee), ("chair", Decider::Chair), ("other", Decider::Other)];

#[derive(Template)]
#[template(path = "responses/decide.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    lock: i16,
    /// When the text that the decision is about was locked.
    locked: String,
    decider: Choices,
    decided_on: Field,
    section: Field,
    board_reference: Field,
    immediately_adjusted: bool,
    predates: Option<Field>,
}

pub(super) async fn show(gate: Gate<ShowDecision>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let desk = Desk::load(&mut look, round).await?;
    let (lock, decision) = locked(&desk)?;
    let form = match decision {
        None => Form { lock: lock.n, decider: "board".to_owned(), ..Form::default() },
        Some(decision) => recorded(lock.n, decision),
    };
    Html::page(&page(&mut look, &desk, lock, &form, &Faults::none()).await?)
}

/// The locked text, and what has been decided about it.
fn locked(desk: &Desk) -> Result<(&LockRow, Option<&BoardDecision>), Failure> {
    match &desk.stage {
        Stage::Open => Err(Refusal::ResponseIsNotLocked.into()),
        Stage::Submitted => Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Locked(lock) => Ok((lock, None)),
        Stage::Decided(lock, decision) => Ok((lock, Some(decision))),
    }
}

fn recorded(lock: i16, decision: &BoardDecision) -> Form {
    let key = DECIDERS.iter().find(|(_, decider)| *decider == decision.decider).map_or("", |(key, _)| key);
    Form {
        lock,
        decider: key.to_owned(),
        decided_on: decision.decided_on.to_string(),
        section: decision.section.clone(),
        board_reference: decision.board_reference.clone(),
        immediately_adjusted: if decision.immediately_adjusted { "ja".to_owned() } else { String::new() },
        predates: decision.predates.clone(),
    }
}

pub(super) async fn act(gate: Gate<RecordDecision>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    let (lock, _) = locked(&desk)?;
    if form.lock != lock.n {
        return Err(Refusal::TextHasChanged.into());
    }
    let mut faults = Faults::none();
    match read(&form, &desk, lock, &change, &mut faults) {
        None => Html::redraw(&page(&mut change, &desk, lock, &form, &faults).await?),
        Some(decision) => {
            let round = &desk.round;
            store::save_decision(&mut change, round, lock.n, &decision).await?;
            let event = Event::DecisionRecorded { board: round.board, round: round.id, decider: decision.decider, decided_on: decision.decided_on };
            let done = change.commit(event).await?;
            Ok(SeeOther::to(done, round.name.desk_url()).saying(Confirmed::DecisionRecorded))
        }
    }
}

fn read(form: &Form, desk: &Desk, lock: &LockRow, visit: &Passage, faults: &mut Faults) -> Option<BoardDecision> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    let decider = DECIDERS.iter().find(|(key, _)| *key == form.decider).map(|(_, decider)| *decider);
    let decider = faults.take("decider", decider.ok_or(()), |()| t.decider_needed().to_owned());
    let decided_on = faults.take("decided_on", calendar::date(&form.decided_on), |f| words.date_fault(&f));
    if decided_on.is_some_and(|day| day > visit.today()) {
        faults.add("decided_on", t.decided_in_future());
    }
    // An audit may have been entered here long after its letter went out; before that there was nothing to decide.
    if decided_on.is_some_and(|day| day < desk.days.letter) {
        faults.add("decided_on", t.decided_too_early(&words.date(desk.days.letter)));
    }
    let section = text::tidy_line(form.section.trim().trim_start_matches('§'));
    let section = faults.take("section", text::required(&section, 20), |f| words.text_fault(f, t.section_needed()));
    let reference = text::optional(&text::tidy_line(&form.board_reference), 60);
    let board_reference = faults.take("board_reference", reference, |f| words.text_fault(f, ""));
    let decision = BoardDecision {
        decider: decider?,
        decided_on: decided_on?,
        section: section?,
        board_reference: board_reference?,
        immediately_adjusted: form.immediately_adjusted == "ja",
        predates: String::new(),
    };
    if !desk.is_newer_than(&decision, lock) || !faults.is_empty() {
        return faults.is_empty().then_some(decision);
    }
    let predates = faults.take("predates", text::required(&form.predates, FIELD_LIMIT), |f| match f {
        text::TextFault::Empty => older(desk, lock, &decision, t, words),
        text::TextFault::TooLong(..) => words.text_fault(f, ""),
    })?;
    Some(BoardDecision { predates, ..decision })
}

/// Why the decision cannot be about the locked text as it stands, and which parts have been saved since.
fn older(desk: &Desk, lock: &LockRow, decision: &BoardDecision, t: Texts, words: Words) -> String {
    let changed: Vec<&str> = desk.saved_after(decision.decided_on).into_iter().map(|part| if part == SUMMARY { t.the_summary() } else { part }).collect();
    let (day, locked) = (words.date(decision.decided_on), words.instant(lock.locked_at));
    if changed.is_empty() { t.decision_is_older(&day, &locked) } else { t.decision_is_older_than(&day, &locked, &changed.join(", ")) }
}

async fn page(visit: &mut Passage, desk: &Desk, lock: &LockRow, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t, words) = (frame.lang, Texts::from(frame.lang), visit.words());
    let deciders = DECIDERS.iter().map(|(key, decider)| Choice::new(*key, words.decider(*decider), form.decider == *key)).collect();
    let asked = faults.at("predates").is_some() || !form.predates.trim().is_empty();
    Ok(Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(lang),
        lock: form.lock,
        locked: t.text_locked(&words.instant(lock.locked_at)),
        decider: Choices::radios(lang, "decider", t.decider(), deciders, faults),
        decided_on: Field::date(lang, "decided_on", t.decided_on(), &form.decided_on, faults),
        section: Field::line(lang, "section", t.section(), &form.section, faults).hint(t.section_hint()).class("w6"),
        board_reference: Field::line(lang, "board_reference", t.board_reference(), &form.board_reference, faults).hint(t.optional()).class("w20"),
        immediately_adjusted: form.immediately_adjusted == "ja",
        predates: asked.then(|| Field::area(lang, "predates", t.predates(), &form.predates, faults).hint(t.predates_hint())),
        t,
        frame,
    })
}
