//! Two-step sign-in once it is on: turning it off, and new codes for the day without the telephone. Both ask for the password and a code; one of
//! those that she has kept will do, so that she can get at new ones without her telephone.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{MakeRecoveryCodes, TurnOffTwoStep, TwoStepIsOn};
use super::proof::{self, Proof};
use super::store::{self, Own};
use super::texts::Texts;
use super::two_step::{PATH, codes_page, new_codes};
use crate::domain::event::{Event, Facts, TwoStepEnd};
use crate::domain::outbox::MailKind;
use crate::domain::password::Password;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, WithoutEvent};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::two_step::{self, Tried};

crate::action!(
    /// The form for turning it off.
    ShowTurnOff, KeepSignIn
);
crate::action!(
    /// The form for new codes.
    ShowNewCodes, KeepSignIn
);
crate::action!(impl TurnOffTwoStep, KeepSignIn);
crate::action!(impl MakeRecoveryCodes, KeepSignIn);
// An attempt at the password is counted beforehand, and that count must survive the refusal. What is done is an event all the same: the
// database asks for one.
impl WithoutEvent for TurnOffTwoStep {}
impl WithoutEvent for MakeRecoveryCodes {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    password: Password,
    /// Typed as a password is: it stands in no log.
    code: Password,
}

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Off,
    Codes,
}

#[derive(Template)]
#[template(path = "account/two_step_again.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: &'static str,
    lead: &'static str,
    button: &'static str,
    password: Field,
    code: Field,
}

pub(super) async fn show_off(gate: Gate<ShowTurnOff>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(What::Off, look.frame().await?, &Faults::none()))
}

pub(super) async fn show_codes(gate: Gate<ShowNewCodes>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(What::Codes, look.frame().await?, &Faults::none()))
}

pub(super) async fn turn_off(gate: Gate<TurnOffTwoStep>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let (mut change, used) = match shown(gate, posted, What::Off).await? {
        Shown::Both(change, used) => (change, used),
        Shown::NotOn(change) => return Ok(SeeOther::unchanged(&change, PATH).into()),
    };
    let person = change.person_id()?;
    two_step::taken_away(change.conn(), person).await?;
    change.tell_owner(MailKind::TwoStepOff).await?;
    let off = Event::TwoStepTurnedOff { person, why: TwoStepEnd::Chosen };
    let done = change.commit(facts(used, off)).await?;
    Ok(SeeOther::to(done, "/konto").saying(Confirmed::TwoStepOff).into())
}

pub(super) async fn make_codes(gate: Gate<MakeRecoveryCodes>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let (mut change, used) = match shown(gate, posted, What::Codes).await? {
        Shown::Both(change, used) => (change, used),
        Shown::NotOn(change) => return Ok(SeeOther::unchanged(&change, PATH).into()),
    };
    let person = change.person_id()?;
    let codes = new_codes();
    store::forget_codes(&mut change, person).await?;
    store::keep_codes(&mut change, person, &codes).await?;
    change.tell_owner(MailKind::RecoveryMade).await?;
    let frame = change.frame().await?;
    let done = change.commit(facts(used, Event::RecoveryCodesMade { person })).await?;
    Ok(AfterPost::once(done, codes_page(frame, &codes)?))
}

fn facts(used: Option<Event>, what: Event) -> Facts {
    match used {
        Some(used) => Facts::of(used, vec![what]),
        None => what.into(),
    }
}

/// What she has shown.
enum Shown<A: TwoStepIsOn> {
    /// Password and code, both right; that it was one that she had kept is an event.
    Both(Change<A>, Option<Event>),
    /// She has no second step any more: a second click.
    NotOn(Change<A>),
}

async fn shown<A: TwoStepIsOn + WithoutEvent>(gate: Gate<A>, posted: Posted<Form>, what: What) -> Result<Shown<A>, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (person, t, words) = (change.person_id()?, Texts::from(change.lang()), change.words());
    if !two_step::is_on(change.conn(), person).await? {
        return Ok(Shown::NotOn(change));
    }
    let mut faults = Faults::none();
    match proof::of_password(change, &form.password).await? {
        Proof::Right(gate, own) => tried(gate, &own, &form.code, what).await,
        Proof::Wrong(frame) => {
            faults.add("password", t.wrong());
            Html::redraw(&page(what, frame, &faults))
        }
        Proof::Wait(frame, wait) => {
            faults.wait("password", words.wait(wait));
            Html::come_back(&page(what, frame, &faults), wait)
        }
    }
}

/// The code, once the password was right. What was counted with the password stays counted when it is wrong.
async fn tried<A: TwoStepIsOn + WithoutEvent>(gate: Gate<A>, own: &Own, code: &Password, what: What) -> Result<Shown<A>, Failure> {
    let (mut change, _) = gate.open().await?;
    let (person, now, t) = (change.person_id()?, change.now(), Texts::from(change.lang()));
    if !store::is_still(&mut change, person, own).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let keys = change.two_step_keys();
    let used = match two_step::tried(change.conn(), keys.as_ref(), person, code.as_str(), now).await? {
        Tried::Code => None,
        Tried::Recovery { left } => Some(Event::RecoveryCodeUsed { person, left }),
        Tried::NotOn => return Ok(Shown::NotOn(change)),
        wrong @ (Tried::Wrong | Tried::Before | Tried::Unreadable) => {
            let mut faults = Faults::none();
            faults.add("code", if wrong == Tried::Unreadable { t.code_unreadable() } else { t.code_wrong() });
            let frame = change.frame().await?;
            return Html::redraw(&page(what, frame, &faults));
        }
    };
    proof::accepted(&mut change, person).await?;
    Ok(Shown::Both(change, used))
}

fn page(what: What, frame: Frame, faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let (heading, lead, button) = match what {
        What::Off => (t.turn_off(), t.turn_off_lead(), t.turn_off()),
        What::Codes => (t.new_codes(), t.new_codes_lead(), t.make_codes()),
    };
    Page {
        summary: faults.summary(lang),
        heading,
        lead,
        button,
        password: Field::password(lang, "password", t.current(), faults).autocomplete("current-password"),
        code: Field::line(lang, "code", t.code(), "", faults).hint(t.any_code_hint()).autocomplete("one-time-code"),
        frame,
        t,
    }
}
