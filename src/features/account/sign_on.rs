//! The municipality's sign-in and one's own account: how it stands, binding and letting go. Who she is there she has shown there, a moment ago
//! and in this browser; that she is who she is here she shows by her password, and by a code where she has a second step (ADR 0092).

use askama::Template;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::Confirmed;
use super::actions::{BindSignOn, RestsOnPassword, UnbindSignOn};
use super::proof::{self, Both};
use super::store;
use super::texts::Texts;
use crate::domain::event::{Event, SignOnEnd};
use crate::domain::ids::PersonId;
use crate::domain::outbox::MailKind;
use crate::domain::password::Password;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::sign_on::{self, Shown};
use crate::platform::two_step;
use crate::platform::words::Words;

/// Where it stands.
const PATH: &str = "/konto/kommunen";

crate::action!(
    /// How it stands.
    ShowSignOn, KeepSignIn
);
crate::action!(impl BindSignOn, KeepSignIn);
crate::action!(impl UnbindSignOn, KeepSignIn);
// An attempt at the password is counted beforehand, and that count must survive the refusal. What is done is an event all the same: the
// database asks for one.
impl WithoutEvent for BindSignOn {}
impl WithoutEvent for UnbindSignOn {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    password: Password,
    /// Typed as a password is: it stands in no log. Only whoever has a second step is asked for it.
    #[serde(default)]
    code: Password,
}

/// How it stands.
enum Standing {
    Bound(DateTime<Utc>),
    /// She has shown there who she is, and has to show it here.
    Shown(Shown),
    Offered,
    NotOffered,
}

impl Standing {
    async fn of(visit: &mut Passage, person: PersonId) -> Result<Self, Failure> {
        let provider = visit.provider();
        let issuer = provider.as_ref().map(|provider| provider.issuer().to_owned());
        if let Some(since) = sign_on::bound_since(visit.conn(), person, issuer.as_deref()).await? {
            return Ok(Self::Bound(since));
        }
        let Some(issuer) = issuer else { return Ok(Self::NotOffered) };
        let shown = visit.shown().await?.filter(|shown| shown.person == person && shown.issuer == issuer);
        Ok(shown.map_or(Self::Offered, Self::Shown))
    }
}

/// What is asked of her.
struct Asking {
    action: &'static str,
    button: &'static str,
    password: Field,
    code: Option<Field>,
}

#[derive(Template)]
#[template(path = "account/sign_on.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    lines: Vec<String>,
    form: Option<Asking>,
    /// What is said of the way to the provider; nothing when there is none from here.
    there: String,
}

pub(super) async fn show(gate: Gate<ShowSignOn>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let Some(person) = look.person().map(|person| person.id) else { return Err(Failure::NotFound) };
    let standing = Standing::of(&mut look, person).await?;
    let two_step = two_step::is_on(look.conn(), person).await?;
    Html::page(&page(look.frame().await?, &standing, two_step, &Faults::none()))
}

pub(super) async fn bind(gate: Gate<BindSignOn>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, used, standing) = match proven(gate, posted, |standing| matches!(standing, Standing::Shown(_))).await? {
        Proven::Both(change, used, standing) => (*change, used, standing),
        Proven::Otherwise(change) => return Ok(SeeOther::unchanged(&change, PATH)),
    };
    let person = change.person_id()?;
    let Standing::Shown(shown) = &standing else { return Err(Failure::broken("nobody has shown who she is")) };
    if !store::bind_sign_on(&mut change, person, shown).await? {
        let (mut faults, frame) = (Faults::none(), change.frame().await?);
        faults.add("password", Texts::from(frame.lang).sign_on_of_another());
        let two_step = two_step::is_on(change.conn(), person).await?;
        return Html::redraw(&page(frame, &standing, two_step, &faults));
    }
    change.tell_owner(MailKind::SignOnBound).await?;
    let arrived = change.arrived();
    change.has_shown_more().await?;
    let done = change.commit(proof::facts(used, Event::SignOnBound { person })).await?;
    Ok(SeeOther::to(done, PATH).saying(Confirmed::SignOnBound).with_cookies(arrived))
}

pub(super) async fn unbind(gate: Gate<UnbindSignOn>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, used) = match proven(gate, posted, |standing| matches!(standing, Standing::Bound(_))).await? {
        Proven::Both(change, used, _) => (*change, used),
        Proven::Otherwise(change) => return Ok(SeeOther::unchanged(&change, PATH)),
    };
    let person = change.person_id()?;
    if !sign_on::unbound(change.conn(), person).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    change.tell_owner(MailKind::SignOnUnbound).await?;
    let done = change.commit(proof::facts(used, Event::SignOnUnbound { person, why: SignOnEnd::Chosen })).await?;
    Ok(SeeOther::to(done, PATH).saying(Confirmed::SignOnUnbound))
}

/// What she has shown.
enum Proven<A: RestsOnPassword> {
    /// That she is who she is; that a code was one that she had kept is an event.
    Both(Box<Change<A>>, Option<Event>, Standing),
    /// It stands otherwise by now: a second click, or it took her too long.
    Otherwise(Box<Change<A>>),
}

async fn proven<A: RestsOnPassword + WithoutEvent>(gate: Gate<A>, posted: Posted<Form>, fits: fn(&Standing) -> bool) -> Result<Proven<A>, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let person = change.person_id()?;
    let standing = Standing::of(&mut change, person).await?;
    if !fits(&standing) {
        return Ok(Proven::Otherwise(Box::new(change)));
    }
    let two_step = two_step::is_on(change.conn(), person).await?;
    match proof::of_both(change, &form.password, &form.code).await? {
        Both::Right(change, used) => Ok(Proven::Both(change, used, standing)),
        Both::Wrong(frame, faults) => Html::redraw(&page(frame, &standing, two_step, &faults)),
        Both::Wait(frame, faults, wait) => Html::come_back(&page(frame, &standing, two_step, &faults), wait),
    }
}

fn page(frame: Frame, standing: &Standing, two_step: bool, faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let name = frame.provider.clone().unwrap_or_default();
    let words = Words::new(lang);
    let bind_lead = [t.bind_lead(), if frame.mails { t.mail_follows() } else { "" }].join(" ").trim().to_owned();
    let asking = |action, button| {
        let code = || Field::line(lang, "code", t.code(), "", faults).hint(t.any_code_hint()).autocomplete("one-time-code");
        let password = Field::password(lang, "password", t.current(), faults).autocomplete("current-password");
        Asking { action, button, password, code: two_step.then(code) }
    };
    let (lines, form, there) = match standing {
        Standing::Bound(since) => {
            let lines = vec![t.bound_since(&words.instant(*since)), t.unbind_lead().to_owned()];
            (lines, Some(asking("/konto/kommunen/bort", t.unbind())), String::new())
        }
        Standing::Shown(shown) if shown.called.is_empty() => (vec![t.shown(&name), bind_lead], Some(asking(PATH, t.bind())), String::new()),
        Standing::Shown(shown) => (vec![t.shown_as(&name, &shown.called), bind_lead], Some(asking(PATH, t.bind())), String::new()),
        Standing::Offered => (vec![t.sign_on_lead(&name), t.sign_on_first(&name)], None, t.go_there(&name)),
        Standing::NotOffered => (vec![t.sign_on_not_offered().to_owned()], None, String::new()),
    };
    Page { summary: faults.summary(lang), frame, t, lines, form, there }
}
