//! Two-step sign-in: how it stands, and turning it on. Her telephone takes in a secret from the page, as a picture or as text, and shows by a
//! code that it has it; only then is the secret kept. The ten codes for the day without the telephone are shown once (ADR 0072).

use askama::Template;
use serde::Deserialize;

use super::actions::TurnOnTwoStep;
use super::proof::{self, Proof};
use super::store::{self, Own};
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::outbox::MailKind;
use crate::domain::password::Password;
use crate::domain::refusal::Refusal;
use crate::domain::totp::{RECOVERY_CODES, RecoveryCode, Shared};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, WithoutEvent};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::qr::Picture;
use crate::platform::two_step::{self, Keys};

/// Where it stands.
pub(super) const PATH: &str = "/konto/tvasteg";

crate::action!(
    /// How it stands.
    ShowTwoStep, KeepSignIn
);
crate::action!(impl TurnOnTwoStep, KeepSignIn);
// An attempt at the password is counted beforehand, and that count must survive the refusal. That it is turned on is an event all the
// same: the database asks for one.
impl WithoutEvent for TurnOnTwoStep {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The secret that the page showed, sealed.
    offer: String,
    password: Password,
    /// Typed as a password is: it stands in no log.
    code: Password,
}

/// It is off, and can be turned on.
#[derive(Template)]
#[template(path = "account/two_step_offer.html")]
struct OfferPage {
    frame: Frame,
    t: Texts,
    summary: Summary,
    picture: Picture,
    secret: String,
    offer: String,
    password: Field,
    code: Field,
}

/// It is on, or cannot be turned on.
#[derive(Template)]
#[template(path = "account/two_step.html")]
struct StatePage {
    frame: Frame,
    t: Texts,
    /// Since when it is on, and how many codes are left.
    state: Option<(String, String)>,
    none_left: bool,
}

/// The codes, once.
#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct CodesPage {
    frame: Frame,
    t: Texts,
    codes: Vec<String>,
}

/// A secret that somebody is shown, to take in with her telephone.
struct Offering {
    person: PersonId,
    /// What the telephone calls the account.
    email: String,
    secret: Shared,
    /// The same, sealed, for the way back.
    offer: String,
}

impl Offering {
    /// A new secret, or the one that the page has shown before.
    async fn of(visit: &mut Passage, keys: &Keys, person: PersonId, before: Option<Shared>) -> Result<Self, Failure> {
        let own = store::own(visit.conn(), person).await?;
        let secret = before.unwrap_or_default();
        let offer = keys.offer(person, &secret, visit.now()).ok_or_else(|| Failure::broken("a second step cannot be sealed"))?;
        Ok(Self { person, email: own.email, secret, offer })
    }

    fn page(&self, frame: Frame, faults: &Faults) -> Result<OfferPage, Failure> {
        let (lang, t) = (frame.lang, Texts::from(frame.lang));
        let issuer = if frame.organisation.is_empty() { t.issuer().to_owned() } else { t.issuer_of(&frame.organisation) };
        let address = self.secret.address(&issuer, &self.email);
        // A name of hundreds of signs has no room in a picture: then it goes without.
        let picture = Picture::of(&address).or_else(|| Picture::of(&self.secret.address(t.issuer(), "")));
        Ok(OfferPage {
            t,
            summary: faults.summary(lang),
            picture: picture.ok_or_else(|| Failure::broken("a secret has no picture"))?,
            secret: self.secret.typed(),
            offer: self.offer.clone(),
            password: Field::password(lang, "password", t.current(), faults).autocomplete("current-password"),
            code: Field::line(lang, "code", t.code(), "", faults).hint(t.code_hint()).autocomplete("one-time-code").class("w10"),
            frame,
        })
    }
}

pub(super) async fn show(gate: Gate<ShowTwoStep>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let Some(person) = look.person().map(|person| person.id) else { return Err(Failure::NotFound) };
    match look.two_step_keys() {
        Some(keys) if !two_step::is_on(look.conn(), person).await? => {
            let frame = look.frame().await?;
            Html::page(&Offering::of(&mut look, &keys, person, None).await?.page(frame, &Faults::none())?)
        }
        Some(_) | None => Html::page(&state(&mut look, person).await?),
    }
}

pub(super) async fn act(gate: Gate<TurnOnTwoStep>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (person, now, t, words) = (change.person_id()?, change.now(), Texts::from(change.lang()), change.words());
    let keys = match change.two_step_keys() {
        Some(keys) if !two_step::is_on(change.conn(), person).await? => keys,
        // A second click, or the key has been taken away: the page says how it stands.
        Some(_) | None => return Ok(SeeOther::unchanged(&change, PATH).into()),
    };
    let mut faults = Faults::none();
    let before = keys.offered(person, &form.offer, now);
    // The code is of a secret that she sees herself: it is looked at first, and uses up no attempt at the password.
    let step = before.as_ref().and_then(|secret| secret.step_of(form.code.as_str(), now, 0));
    let is_old = before.is_none();
    let offering = Offering::of(&mut change, &keys, person, before).await?;
    let Some(step) = step else {
        faults.add("code", if is_old { t.offer_is_old() } else { t.code_wrong() });
        let frame = change.frame().await?;
        return Html::redraw(&offering.page(frame, &faults)?);
    };
    match proof::of_password(change, &form.password).await? {
        Proof::Right(gate, own) => turn_on(gate, &own, &keys, &offering, step).await,
        Proof::Wrong(frame) => {
            faults.add("password", t.wrong());
            Html::redraw(&offering.page(frame, &faults)?)
        }
        Proof::Wait(frame, wait) => {
            faults.wait("password", words.wait(wait));
            Html::come_back(&offering.page(frame, &faults)?, wait)
        }
    }
}

async fn turn_on(gate: Gate<TurnOnTwoStep>, own: &Own, keys: &Keys, offering: &Offering, step: i64) -> Result<AfterPost, Failure> {
    let (mut change, _) = gate.open().await?;
    let person = offering.person;
    if !store::is_still(&mut change, person, own).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let sealed = keys.seal(person, &offering.secret).ok_or_else(|| Failure::broken("a second step cannot be sealed"))?;
    if !store::turn_on(&mut change, person, &sealed, step).await? {
        return Ok(SeeOther::unchanged(&change, PATH).into());
    }
    let codes = new_codes();
    store::keep_codes(&mut change, person, &codes).await?;
    proof::accepted(&mut change, person).await?;
    change.has_shown_more().await?;
    change.tell_owner(MailKind::TwoStepOn).await?;
    let frame = change.frame().await?;
    let done = change.commit(Event::TwoStepTurnedOn { person }).await?;
    Ok(AfterPost::once(done, codes_page(frame, &codes)?))
}

pub(super) fn new_codes() -> Vec<RecoveryCode> {
    (0..RECOVERY_CODES).map(|_| RecoveryCode::new()).collect()
}

/// Shown once: what is kept of them is their digests.
pub(super) fn codes_page(frame: Frame, codes: &[RecoveryCode]) -> Result<Html, Failure> {
    Html::page(&CodesPage { t: Texts::from(frame.lang), codes: codes.iter().map(RecoveryCode::reveal).collect(), frame })
}

async fn state(visit: &mut Passage, person: PersonId) -> Result<StatePage, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let found = store::two_step(visit.conn(), person).await?;
    Ok(StatePage {
        none_left: found.as_ref().is_some_and(|found| found.left == 0),
        state: found.map(|found| (t.two_step_since(&words.instant(found.since)), t.codes_left(found.left.into()))),
        frame,
        t,
    })
}
