//! Recording what the board decided about the locked text: who, when, which paragraph. Where the text is complete and nobody
//! has locked it, the board having decided already, one form does both: the text that was seen is locked, and then decided on.

use std::borrow::Cow;

use askama::Template;
use chrono::{DateTime, Utc};

use super::Confirmed;
use super::actions::RecordDecision;
use super::decision_fields::{Fields, Form};
use super::decision_words::{self, Kept};
use super::desk::{Desk, SUMMARY, Stage};
use super::handed_in;
use super::show_desk::Head;
use super::store::{self, LockRow, Round};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::refusal::Refusal;
use crate::domain::response::BoardDecision;
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form for the decision.
    ShowDecision, RecordDecision, RoundPath => Round, store::round
);
crate::action!(
    impl RecordDecision, RecordDecision, RoundPath => Round, store::round, holding store::hold
);

#[derive(Template)]
#[template(path = "responses/decide.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    lock: i16,
    /// The text that is to be locked with the decision, by its digest.
    text: Option<String>,
    /// When the text that the decision is about was locked, or that it will be.
    locked: String,
    preview_url: String,
    open_again_url: Option<String>,
    /// Where it is handed in before the decision.
    preliminary_url: Option<String>,
    fields: Fields,
    kept: Kept,
}

pub(super) async fn show(gate: Gate<ShowDecision>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let desk = Desk::load(&mut look, round).await?;
    let about = about(&desk, &look)?;
    let left = decision_words::left(&mut look, &desk.round, 0, about.decision).await?;
    let said = match &left {
        Some(left) => Form::typed_before(&left.typed),
        None => about.decision.map_or_else(Form::empty, Form::of),
    };
    let form = Form { lock: about.lock.n, text: about.digest(), ..said };
    Html::page(&page(&mut look, &desk, &about, (&form, left.map(|left| left.at)), &Faults::none()).await?)
}

/// The text that a decision is recorded about.
struct About<'a> {
    /// As it is locked, or as it will be.
    lock: Cow<'a, LockRow>,
    /// Whether nobody has locked it yet.
    is_open: bool,
    decision: Option<&'a BoardDecision>,
}

impl About<'_> {
    /// What the form says of a text that is locked with the decision; nothing of one that is locked already.
    fn digest(&self) -> String {
        if self.is_open { digest(&self.lock) } else { String::new() }
    }
}

/// A text by its digest, as a form carries it.
fn digest(lock: &LockRow) -> String {
    text::hex(&lock.content_sha256)
}

fn about<'a>(desk: &'a Desk, visit: &Passage) -> Result<About<'a>, Failure> {
    let (lock, decision) = match &desk.stage {
        Stage::Submitted => return Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Withdrawn => return Err(Refusal::RoundIsWithdrawn.into()),
        Stage::Open => {
            let content_sha256 = desk.ready().ok_or(Refusal::ResponseIsNotLocked)?.digest();
            let lock = LockRow { n: desk.locks + 1, content_sha256, locked_at: visit.now(), locked_by: None, reopening: None };
            return Ok(About { lock: Cow::Owned(lock), is_open: true, decision: None });
        }
        Stage::Locked(lock) => (lock, None),
        Stage::Decided(lock, decision) => (lock, Some(decision)),
    };
    Ok(About { lock: Cow::Borrowed(lock), is_open: false, decision })
}

pub(super) async fn act(gate: Gate<RecordDecision>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    // Clicked twice: it is recorded about this text.
    if let Stage::Decided(lock, decision) = &desk.stage
        && form.lock == lock.n
        && (form.text.is_empty() || form.text == digest(lock))
        && form.says(decision)
    {
        return Ok(SeeOther::unchanged(&change, desk.round.name.below_desk("skicka")));
    }
    let about = about(&desk, &change)?;
    if about.is_open && form.text.is_empty() {
        return Err(Refusal::ResponseIsNotLocked.into());
    }
    if form.lock != about.lock.n || form.text != about.digest() {
        return Err(Refusal::TextHasChanged.into());
    }
    let mut faults = Faults::none();
    let Some(decision) = read(&form, &desk, &about.lock, &change, &mut faults) else {
        return Html::redraw(&page(&mut change, &desk, &about, (&form, None), &faults).await?);
    };
    let (round, n) = (&desk.round, about.lock.n);
    if about.is_open {
        store::save_lock(&mut change, round, n, &about.lock.content_sha256).await?;
    }
    store::save_decision(&mut change, round, n, &decision).await?;
    store::drop_decision_words(&mut change, round, 0).await?;
    let done = change.commit(facts(round, &about, &decision)).await?;
    Ok(SeeOther::to(done, round.name.below_desk("skicka")).saying(Confirmed::DecisionRecorded))
}

/// Two acts stay two in the log, also where one form did both.
fn facts(round: &Round, about: &About<'_>, decision: &BoardDecision) -> Facts {
    let decided = Event::DecisionRecorded { board: round.board, round: round.id, decider: decision.decider, decided_on: decision.decided_on };
    if about.is_open { Facts::of(Event::ResponseLocked { board: round.board, round: round.id, lock: about.lock.n }, vec![decided]) } else { decided.into() }
}

fn read(form: &Form, desk: &Desk, lock: &LockRow, visit: &Passage, faults: &mut Faults) -> Option<BoardDecision> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    let decision = form.read(desk.days.letter, visit, faults)?;
    if decision.changed_a_text_of_before(calendar::day_of(lock.locked_at)) {
        faults.add("amended", t.changes_are_not_in_it(&words.date(decision.decided_on), &words.instant(lock.locked_at)));
    }
    if !desk.is_newer_than(&decision, lock) || !faults.is_empty() {
        return faults.is_empty().then_some(decision);
    }
    // A decision with changes says what differs by what it changed. Whoever says more is heard all the same.
    let typed = if decision.amended.is_empty() { text::required(&form.predates, FIELD_LIMIT) } else { text::optional(&form.predates, FIELD_LIMIT) };
    let predates = faults.take("predates", typed, |f| match f {
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

async fn page(visit: &mut Passage, desk: &Desk, about: &About<'_>, (form, left): (&Form, Option<DateTime<Utc>>), faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t, words) = (frame.lang, Texts::from(frame.lang), visit.words());
    let url = |page: &str| desk.round.name.below_desk(page);
    Ok(Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(lang),
        lock: form.lock,
        text: about.is_open.then(|| form.text.clone()),
        locked: if about.is_open { t.locked_with_decision().to_owned() } else { t.text_locked(&words.instant(about.lock.locked_at)) },
        preview_url: url("forhandsgranska"),
        open_again_url: (!about.is_open).then(|| url("klart-for-namnden")),
        preliminary_url: matches!(desk.stage, Stage::Locked(_)).then(|| url("preliminart")),
        fields: form.fields(lang, t, words, faults),
        kept: Kept::of(&desk.round, left, about.decision.is_some(), &frame, visit),
        t,
        frame,
    })
}
