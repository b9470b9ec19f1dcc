//! Recording what the board decided about the locked text: who, when, which paragraph.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::RecordDecision;
use super::desk::Head;
use super::store::{self, Round};
use super::texts::Texts;
use super::work::{self, Stage};
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::response::{BoardDecision, Decider};
use crate::domain::round::RoundPath;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

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
    decider: Choices,
    decided_on: Field,
    section: Field,
    board_reference: Field,
    immediately_adjusted: bool,
}

pub(super) async fn show(gate: Gate<ShowDecision>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let form = match work::load_stage(&mut look, &round).await? {
        Stage::Open => return Err(Refusal::ResponseIsNotLocked.into()),
        Stage::Submitted => return Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Locked(lock) => Form { lock: lock.n, decider: "board".to_owned(), ..Form::default() },
        Stage::Decided(lock, decision) => recorded(lock.n, &decision),
    };
    Html::page(&page(&mut look, &round, &form, &Faults::none()).await?)
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
    }
}

pub(super) async fn act(gate: Gate<RecordDecision>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let n = match work::load_stage(&mut change, &round).await? {
        Stage::Open => return Err(Refusal::ResponseIsNotLocked.into()),
        Stage::Submitted => return Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Locked(lock) | Stage::Decided(lock, _) => lock.n,
    };
    if form.lock != n {
        return Err(Refusal::TextHasChanged.into());
    }
    let sent_on = calendar::day_of(store::letter_facts(change.conn(), round.audit).await?.sent_at);
    let mut faults = Faults::none();
    match read(&form, sent_on, &change, &mut faults) {
        None => Html::redraw(&page(&mut change, &round, &form, &faults).await?),
        Some(decision) => {
            store::save_decision(&mut change, &round, n, &decision).await?;
            let event = Event::DecisionRecorded { board: round.board, round: round.id, decider: decision.decider, decided_on: decision.decided_on };
            let done = change.commit(event).await?;
            Ok(SeeOther::to(done, round.name.desk_url()).saying(Confirmed::DecisionRecorded))
        }
    }
}

fn read(form: &Form, sent_on: chrono::NaiveDate, visit: &Passage, faults: &mut Faults) -> Option<BoardDecision> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    let decider = DECIDERS.iter().find(|(key, _)| *key == form.decider).map(|(_, decider)| *decider);
    let decider = faults.take("decider", decider.ok_or(()), |()| t.decider_needed().to_owned());
    let decided_on = faults.take("decided_on", calendar::date(&form.decided_on), |f| words.date_fault(&f));
    if decided_on.is_some_and(|day| day > visit.today()) {
        faults.add("decided_on", t.decided_in_future());
    }
    if decided_on.is_some_and(|day| day < sent_on) {
        faults.add("decided_on", t.decided_too_early(&words.date(sent_on)));
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
    };
    faults.is_empty().then_some(decision)
}

async fn page(visit: &mut Passage, round: &Round, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t, words) = (frame.lang, Texts::from(frame.lang), visit.words());
    let deciders = DECIDERS.iter().map(|(key, decider)| Choice::new(*key, words.decider(*decider), form.decider == *key)).collect();
    Ok(Page {
        head: Head::of(round, visit),
        summary: faults.summary(lang),
        lock: form.lock,
        decider: Choices::radios(lang, "decider", t.decider(), deciders, faults),
        decided_on: Field::date(lang, "decided_on", t.decided_on(), &form.decided_on, faults),
        section: Field::line(lang, "section", t.section(), &form.section, faults).hint(t.section_hint()).class("w6"),
        board_reference: Field::line(lang, "board_reference", t.board_reference(), &form.board_reference, faults).hint(t.optional()).class("w20"),
        immediately_adjusted: form.immediately_adjusted == "ja",
        t,
        frame,
    })
}
