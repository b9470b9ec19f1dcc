//! What the auditors decide about an item once its rounds are over: when they look again, what they found, or that they follow it
//! up no longer. It is a record, published and told as it is made.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::FollowUpItem;
use super::life;
use super::remarks;
use super::store::{self, FollowUp, Found, ItemPath, NewFollowUp};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::follow_up::{self, Choice, FollowUpFault};
use crate::domain::refusal::Refusal;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{self, Chip, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowFollowUp, PublishVerdict, ItemPath => Found, store::find
);
crate::action!(
    impl FollowUpItem, PublishVerdict, ItemPath => Found, store::find, holding store::hold
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// How many decisions there were when the page was drawn.
    seen: i16,
    #[serde(default)]
    found: Option<Choice>,
    look_on: String,
    reason: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

impl Form {
    fn at_once(&self) -> AtOnce {
        AtOnce::of([self.reason.as_str()], &self.broken)
    }

    /// Clicked twice: what was decided last is what it says.
    fn says(&self, found: &Found) -> bool {
        let reason = self.at_once().settled(text::tidy(&self.reason));
        let same = |(choice, newest): (Choice, &FollowUp)| {
            newest.grade == choice.grade()
                && newest.given_up == (choice == Choice::GiveUp)
                && newest.look_on == calendar::date(&self.look_on).ok()
                && newest.reason == reason
        };
        self.seen.checked_add(1) == Some(found.entries()) && self.found.zip(found.follow_ups.last()).is_some_and(same)
    }
}

#[derive(Template)]
#[template(path = "register/follow_up.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    item_url: String,
    reference: String,
    name: String,
    heading: String,
    board: String,
    chip: Chip,
    remarks: Vec<String>,
    seen: i16,
    found: Choices,
    look_on: Field,
    reason: Field,
    broken: Option<Choices>,
}

pub(super) async fn show(gate: Gate<ShowFollowUp>) -> Result<Html, Failure> {
    let (mut look, found) = gate.look().await?;
    refuse(&found)?;
    let form = Form { seen: found.entries(), ..Form::default() };
    Html::page(&page(&mut look, &found, &form, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<FollowUpItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, found) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse(&found)?;
    if form.says(&found) {
        return Ok(SeeOther::unchanged(&change, address::recommendation(&found.key, &found.code, &found.board_slug)));
    }
    if form.seen != found.entries() {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    let mut faults = Faults::none();
    let day = match form.look_on.trim() {
        "" => Some(None),
        typed => faults.take("look_on", calendar::date(typed).map(Some), |fault| words.date_fault(&fault)),
    };
    let reason = faults.take("reason", text::optional(&form.reason, FIELD_LIMIT), |fault| words.text_fault(fault, ""));
    if form.found.is_none() {
        faults.add("found", t.choose_what());
    }
    let at_once = form.at_once();
    at_once.ask(t.lang, &mut faults);
    let (Some(choice), Some(look_on), Some(reason)) = (form.found, day, reason.map(|reason| at_once.settled(reason))) else {
        return Html::redraw(&page(&mut change, &found, &form, &faults).await?);
    };
    for fault in follow_up::faults(choice, look_on, &reason, today) {
        let (field, sentence) = said(fault, t);
        faults.add(field, sentence);
    }
    if !faults.is_empty() {
        return Html::redraw(&page(&mut change, &found, &form, &faults).await?);
    }
    let new = NewFollowUp { n: found.entries() + 1, look_on, grade: choice.grade(), given_up: choice == Choice::GiveUp, reason: &reason };
    store::follow_up(&mut change, &found, &new).await?;
    let event = Event::ItemFollowedUp { audit: found.audit, item: found.item, board: found.board, round: found.newest_round, entry: new.n };
    let done = change.commit(event).await?;
    Ok(SeeOther::to(done, address::recommendation(&found.key, &found.code, &found.board_slug)).saying(Confirmed::FollowedUp))
}

fn said(fault: FollowUpFault, t: Texts) -> (&'static str, &'static str) {
    match fault {
        FollowUpFault::NoDay => ("look_on", t.day_needed()),
        FollowUpFault::DayNotAhead => ("look_on", t.day_ahead()),
        FollowUpFault::DayOfSettled => ("look_on", t.day_of_settled()),
        FollowUpFault::NoReason => ("reason", t.reason_needed()),
    }
}

/// What is asked about, or waits for its verdict, is judged there.
fn refuse(found: &Found) -> Result<(), Refusal> {
    if found.may_be_followed_up() { Ok(()) } else { Err(Refusal::RoundsAreOpen) }
}

async fn page(visit: &mut Passage, found: &Found, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today) = (visit.frame().await?, visit.words(), visit.today());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let choices = Choice::ALL.into_iter().map(|choice| parts::Choice::new(choice.key(), t.choice(found.kind, choice), form.found == Some(choice))).collect();
    Ok(Page {
        summary: faults.summary(lang),
        item_url: address::recommendation(&found.key, &found.code, &found.board_slug),
        reference: found.reference.clone(),
        name: t.place_of(words.item_kind(found.kind), &found.code),
        heading: found.heading.clone(),
        board: found.board_name.clone(),
        chip: remarks::chip(found.kind, found.standing, t),
        remarks: life::remarks_of(found, today, t, words),
        seen: form.seen,
        found: Choices::radios(lang, "found", t.what_now(), choices, faults),
        look_on: Field::date(lang, "look_on", t.look_next(), &form.look_on, faults).hint(t.look_hint()),
        reason: Field::area(lang, "reason", t.comment(), &form.reason, faults).hint(t.comment_hint()),
        broken: AtOnce::of([form.reason.as_str()], &form.broken).question(lang, faults),
        t,
        frame,
    })
}
