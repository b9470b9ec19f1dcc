//! Signing in: with address and password. An unknown address, a wrong password and an ended account answer the same,
//! byte for byte and after the same work.
//!
//! The order counts. Whoever is a stranger is held up in memory before anything is done for her; then there must be room in
//! the queue; then the database is asked who it is and counts the attempt; then, without a connection, she waits for her turn
//! to be hashed. On a device that is known, only what was done wrong there holds her up (ADR 0030).

use askama::Template;
use axum::http::HeaderValue;
use serde::Deserialize;

use super::actions::SignIn;
use super::store::{self, Candidate};
use super::texts::Texts;
use super::{Confirmed, code, passkey, sign_on};
use crate::domain::address;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::PersonId;
use crate::domain::password::{LONGEST, Password};
use crate::domain::text;
use crate::platform::assets;
use crate::platform::attempts::{self, On};
use crate::platform::confirmation::Confirms as _;
use crate::platform::device::Device;
use crate::platform::failure::{Failure, Wait, form_encoded};
use crate::platform::gate::{Action, Change, Committed, Gate, GivenBackAt, ReadFirst, Steps, Stranger, WithoutEvent};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::password::{self, Lane, Standing};
use crate::platform::posted::Posted;
use crate::platform::session;
use crate::platform::two_step::{self, HalfWay};
use crate::platform::words::Words;

crate::action!(
    /// The form.
    ShowSignIn, Visit
);
crate::action!(impl SignIn, Visit);
// An attempt is counted beforehand, and that count must survive the refusal.
impl WithoutEvent for SignIn {}
impl ReadFirst for SignIn {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    email: String,
    password: Password,
    till: String,
    /// What she had typed when her session was over, sealed.
    #[serde(default)]
    carried: String,
}

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    email: Field,
    password: Field,
    till: String,
    carried: String,
    no_account: String,
    /// Where she signs in with the municipality's identity provider, and what it says there.
    sign_on: Option<(String, String)>,
    /// The way in for whoever has a passkey, where passkeys can be.
    passkey: Option<ByPasskey>,
}

/// A button that only a script can use, and only a script shows.
struct ByPasskey {
    script: &'static str,
    action: &'static str,
    ask: &'static str,
    error: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowSignIn>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let till = look.asked_for("till").unwrap_or_default();
    let frame = look.frame().await?;
    Html::page(&page(frame, "", address::own(&till), "", &Faults::none()))
}

/// Who comes, as far as can be said before anything is looked up.
pub(super) enum Comer {
    Known(Device),
    Stranger(Stranger),
}

impl Comer {
    /// On what her attempts are counted.
    pub(super) fn on<'a>(&'a self, email: &'a EmailAddress) -> On<'a> {
        match self {
            Self::Known(device) => On::Device(device),
            Self::Stranger(_) => On::Address(email),
        }
    }

    /// She is in: of whoever was a stranger it was no attempt.
    pub(super) fn forgive(self) {
        if let Self::Stranger(stranger) = self {
            stranger.forgive();
        }
    }
}

/// What was looked up, before the password is.
struct Looked {
    candidate: Option<Candidate>,
    comer: Comer,
    standing: Standing,
    frame: Frame,
    gate: Gate<SignIn>,
}

pub(super) async fn act(gate: Gate<SignIn>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let form = posted.read_first(&gate)?;
    let email = EmailAddress::parse(&form.email);
    let (comer, standing) = match in_line(&gate, email.as_ref()).await? {
        Ok(stands) => stands,
        Err(wait) => return come_back(gate.bare_frame(), &form, wait),
    };
    let looked = look_up(gate, &form, email.as_ref(), comer, standing).await?;
    let place = match looked.standing.turn().await {
        Ok(place) => place,
        Err(busy) => return come_back(looked.frame, &form, busy.into()),
    };
    let stored = looked.candidate.as_ref().and_then(|person| person.password_hash.as_deref());
    // A longer one is nobody's, and is not worked on.
    let none = Password::default();
    let right = place.matches(if form.password.length() > LONGEST { &none } else { &form.password }, stored).await?;
    drop(place);
    match (looked.candidate, email) {
        (Some(person), Some(email)) if right => enter(looked.gate, looked.comer, &person, &email, &form).await,
        _ => refuse(looked.frame, &form),
    }
}

/// So often somebody who is known looks again whether one of her two places is free: for about a second.
const LOOKS: u32 = 40;

/// Who comes, with a place in her line. Both places of an address may be taken by devices that turn out to be forgotten as soon as the
/// database is asked: whoever is known waits for that moment, and is not sent away.
async fn in_line(gate: &Gate<SignIn>, email: Option<&EmailAddress>) -> Result<Result<(Comer, Standing), Wait>, Failure> {
    let mut looks = 0;
    loop {
        let comer = match comer(gate, email).await? {
            Ok(comer) => comer,
            Err(wait) => return Ok(Err(wait)),
        };
        match (stand(gate, &comer, email), &comer) {
            (Ok(standing), _) => return Ok(Ok((comer, standing))),
            (Err(_), Comer::Known(_)) if looks < LOOKS => password::a_moment().await,
            (Err(wait), _) => return Ok(Err(wait)),
        }
        looks += 1;
    }
}

pub(super) async fn comer<A: Action>(gate: &Gate<A>, email: Option<&EmailAddress>) -> Result<Result<Comer, Wait>, Failure> {
    let device = match email {
        Some(email) => gate.known_device(email).await?,
        None => None,
    };
    if let Some(device) = device {
        match gate.still_knows(&device) {
            Ok(true) => return Ok(Ok(Comer::Known(device))),
            Ok(false) => {}
            Err(wait) => return Ok(Err(wait)),
        }
    }
    Ok(gate.stranger().await.map(Comer::Stranger))
}

/// A device stands by the address that it is known for: whoever has twenty has no more places for it.
fn stand(gate: &Gate<SignIn>, comer: &Comer, email: Option<&EmailAddress>) -> Result<Standing, Wait> {
    let lane = match (comer, email) {
        (Comer::Known(_), Some(email)) => Lane::Known(session::hash(email.as_str())),
        (Comer::Known(_) | Comer::Stranger(_), _) => Lane::Strangers,
    };
    Ok(gate.hasher().stand(lane)?)
}

/// Asks the database who it is, and counts the attempt, as much for an address that is nobody's as for any other.
async fn look_up(gate: Gate<SignIn>, form: &Form, email: Option<&EmailAddress>, comer: Comer, standing: Standing) -> Result<Looked, Failure> {
    let (mut change, _) = gate.open().await?;
    let (now, frame) = (change.now(), change.frame().await?);
    let device = match &comer {
        Comer::Known(device) => Some(device.hash()),
        Comer::Stranger(_) => None,
    };
    let candidate = store::candidate(&mut change, email.map_or("", EmailAddress::as_str), device.as_deref()).await?;
    let on = match (&comer, email) {
        (Comer::Known(device), _) if candidate.as_ref().is_some_and(|person| person.device_is_known) => Some(On::Device(device)),
        (_, Some(email)) => Some(On::Address(email)),
        // What is no address can be nobody's: there is nothing to count it by.
        (_, None) => None,
    };
    let person = candidate.as_ref().map(|person| person.id);
    let wait = match on {
        Some(on) => attempts::count(change.conn(), on, person, now).await?,
        None => None,
    };
    let forgotten = matches!((&comer, on), (Comer::Known(_), Some(On::Address(_))));
    let gate = change.keep_and_step_out().await?;
    if let (Comer::Known(device), true) = (&comer, wait.is_some() || forgotten) {
        gate.holds_up(device, wait.filter(|_| !forgotten));
    }
    if let Some(time) = wait {
        return come_back(frame, form, Wait::For(time));
    }
    if !forgotten {
        return Ok(Looked { candidate, comer, standing, frame, gate });
    }
    // Its cookie is ours, but it was forgotten since: a stranger like others. Her place is given back before she is made to wait,
    // for it is one of the two of whoever is known by this address.
    drop(standing);
    let comer = match gate.stranger().await {
        Ok(stranger) => Comer::Stranger(stranger),
        Err(wait) => return come_back(frame, form, wait),
    };
    match stand(&gate, &comer, email) {
        Ok(standing) => Ok(Looked { candidate, comer, standing, frame, gate }),
        Err(wait) => come_back(frame, form, wait),
    }
}

async fn enter(gate: Gate<SignIn>, comer: Comer, person: &Candidate, email: &EmailAddress, form: &Form) -> Result<AfterPost, Failure> {
    let (mut change, _) = gate.open().await?;
    // While she waited for her turn the account may have ended, or got another password.
    if !store::is_still(&mut change, person).await? {
        let frame = change.frame().await?;
        return refuse(frame, form);
    }
    if two_step::is_on(change.conn(), person.id).await? {
        return half_way(change, comer, person, email, form).await;
    }
    attempts::forget(change.conn(), comer.on(email)).await?;
    change.sign_as(person.id).await?;
    let started = change.start_session(person.id, email, Steps::One).await?;
    let back = given_back(&mut change, person.id, &form.carried).await?;
    let done = change.commit(Facts::of(Event::SignedIn { person: person.id, single_sign_on: false, passkey: false }, started.ended)).await?;
    comer.forgive();
    Ok(led_on(done, back, started.cookies, &form.till))
}

/// Her password was right, and she is asked for her code. What was tried in vain before stays counted until she is in.
async fn half_way(mut change: Change<SignIn>, comer: Comer, person: &Candidate, email: &EmailAddress, form: &Form) -> Result<AfterPost, Failure> {
    attempts::give_back(change.conn(), comer.on(email)).await?;
    let half = HalfWay::new(person.id, email, person.password_hash.as_deref().unwrap_or_default(), change.now());
    let sealed = change.is_half_way(&half).await?;
    let frame = change.frame().await?;
    let done = change.keep().await?;
    comer.forgive();
    Ok(AfterPost::once(done, code::asked(frame, sealed, &form.till, &form.carried)?))
}

pub(super) async fn given_back<A: Action>(change: &mut Change<A>, person: PersonId, carried: &str) -> Result<GivenBackAt, Failure> {
    if carried.is_empty() { Ok(GivenBackAt::Nowhere) } else { change.given_back(person, carried).await }
}

/// Where she is led once she is in.
pub(super) fn led_on(done: Committed, back: GivenBackAt, cookies: Vec<HeaderValue>, till: &str) -> AfterPost {
    match back {
        GivenBackAt::Page(page) => AfterPost::once_with_cookies(done, page, cookies),
        GivenBackAt::NobodyElse => SeeOther::to(done, "/").saying(Confirmed::OfAnother).with_cookies(cookies).into(),
        GivenBackAt::Nowhere => SeeOther::to(done, address::own(till)).with_cookies(cookies).into(),
    }
}

/// The form for whoever was half way in for too long.
pub(super) fn again<T>(frame: Frame, till: &str, carried: &str) -> Result<T, Failure> {
    let mut faults = Faults::none();
    faults.add("email", Confirmed::BeginAgain.confirmation().sentence(frame.lang));
    Html::redraw(&page(frame, "", address::own(till), carried, &faults))
}

fn refuse<T>(frame: Frame, form: &Form) -> Result<T, Failure> {
    let mut faults = Faults::none();
    faults.add("email", Texts::from(frame.lang).wrong());
    Html::redraw(&page(frame, &form.email, address::own(&form.till), &form.carried, &faults))
}

/// The form for whoever was not let in by a passkey, whatever the reason.
pub(super) fn no_passkey<T>(frame: Frame, till: &str, carried: &str) -> Result<T, Failure> {
    let mut faults = Faults::none();
    faults.add("passkey", Texts::from(frame.lang).passkey_wrong());
    Html::redraw(&page(frame, "", address::own(till), carried, &faults))
}

/// The same where too much was tried.
pub(super) fn passkey_waits<T>(frame: Frame, till: &str, carried: &str, wait: Wait) -> Result<T, Failure> {
    let mut faults = Faults::none();
    faults.wait("passkey", Words::new(frame.lang).wait(wait));
    Html::come_back(&page(frame, "", address::own(till), carried, &faults), wait)
}

fn come_back<T>(frame: Frame, form: &Form, wait: Wait) -> Result<T, Failure> {
    let mut faults = Faults::none();
    faults.wait("email", Words::new(frame.lang).wait(wait));
    Html::come_back(&page(frame, &form.email, address::own(&form.till), &form.carried, &faults), wait)
}

fn page(frame: Frame, email: &str, till: String, carried: &str, faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let email: String = text::tidy_line(email).chars().take(LONGEST).collect();
    let no_account = match (frame.mails, frame.contact.as_str()) {
        (true, "") => t.no_account_plain().to_owned(),
        (true, contact) => t.no_account(contact),
        (false, "") => t.no_link_plain().to_owned(),
        (false, contact) => t.no_link(contact),
    };
    // What she had typed when her session was over lies in this page, and does not come along to anywhere else.
    let provider = frame.provider.as_deref().filter(|_| carried.is_empty());
    Page {
        t,
        summary: faults.summary(lang),
        sign_on: provider.map(|name| (format!("{}?till={}", sign_on::THERE, form_encoded(&till)), t.sign_on(name))),
        passkey: frame.passkeys.then(|| ByPasskey { script: assets::passkeys_url(), action: passkey::PATH, ask: passkey::ASK, error: faults.at("passkey") }),
        email: Field::email(lang, "email", t.email(), email, faults).autocomplete("username"),
        password: Field::password(lang, "password", t.password(), faults).autocomplete("current-password"),
        till,
        carried: carried.to_owned(),
        no_account,
        frame,
    }
}
