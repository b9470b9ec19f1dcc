//! The second step of signing in, for whoever has one: a code from her telephone, or one of those that she has kept. It is asked for when
//! the password was right; until then nobody learns that it would be (ADR 0072).
//!
//! Who has shown her password lies in the page, sealed, for a quarter of an hour. Codes are counted as passwords are, on the same device or
//! address: whoever has the password guesses at no more codes than strangers at passwords.

use askama::Template;
use serde::Deserialize;

use super::actions::EnterCode;
use super::sign_in::{self, Comer};
use super::store;
use super::texts::Texts;
use super::{Confirmed, SIGN_IN};
use crate::domain::address;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::PersonId;
use crate::domain::outbox::MailKind;
use crate::domain::password::Password;
use crate::platform::attempts::{self, On};
use crate::platform::failure::{Failure, Wait};
use crate::platform::gate::{Change, Gate, ReadFirst, Steps, WithoutEvent};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::session;
use crate::platform::two_step::{self, HalfWay, Tried};
use crate::platform::words::Words;

crate::action!(
    /// Back to the beginning, for whoever comes without having shown a password.
    BeginAgain, Visit
);
crate::action!(impl EnterCode, Visit);
// An attempt is counted with the code, and that count must survive the refusal.
impl WithoutEvent for EnterCode {}
impl ReadFirst for EnterCode {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Who has shown her password, sealed.
    half_way: String,
    /// Typed as a password is: it stands in no log.
    code: Password,
    till: String,
    /// What she had typed when her session was over, sealed.
    #[serde(default)]
    carried: String,
}

impl Form {
    /// By which the same form is known when it comes twice.
    fn digest(&self) -> Vec<u8> {
        session::hash(&format!("{} {}", self.half_way, self.code.as_str()))
    }
}

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    code: Field,
    half_way: String,
    till: String,
    carried: String,
    lost: String,
}

pub(super) async fn again(gate: Gate<BeginAgain>) -> Result<SeeOther, Failure> {
    let (look, _) = gate.look().await?;
    Ok(SeeOther::unchanged(&look, SIGN_IN.path))
}

/// The page on which she is asked for it.
pub(super) fn asked(frame: Frame, half_way: String, till: &str, carried: &str) -> Result<Html, Failure> {
    Html::page(&page(frame, half_way, till, carried, &Faults::none()))
}

pub(super) async fn act(gate: Gate<EnterCode>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let form = posted.read_first(&gate)?;
    let known = gate.half_way(&form.half_way).await?;
    let Some((half, email)) = known.and_then(|half| EmailAddress::parse(&half.email).map(|email| (half, email))) else {
        let (change, _) = gate.open().await?;
        return begin_again(change, &form).await;
    };
    let comer = match sign_in::comer(&gate, Some(&email)).await? {
        Ok(comer) => comer,
        Err(wait) => return come_back(gate.bare_frame(), form, wait),
    };
    let (mut change, _) = gate.open().await?;
    let now = change.now();
    let on = match &comer {
        Comer::Known(device) if store::knows(&mut change, &half, device).await? => On::Device(device),
        // Its cookie is ours, but it was forgotten since: counted as a stranger's.
        Comer::Known(_) | Comer::Stranger(_) => On::Address(&email),
    };
    let wait = attempts::count(change.conn(), on, Some(half.person), now).await?;
    if let Some(time) = wait {
        let frame = change.frame().await?;
        change.keep().await?;
        return come_back(frame, form, Wait::For(time));
    }
    // While she looked for her telephone the account may have ended, or got another password.
    if !store::is_still_half_way(&mut change, &half, &email).await? {
        return begin_again(change, &form).await;
    }
    let answer = match tried(&mut change, &half, &form).await? {
        right @ (Tried::Code | Tried::Recovery { .. } | Tried::Before) => {
            attempts::forget(change.conn(), on).await?;
            enter(change, &half, &email, &form, right).await?
        }
        Tried::NotOn => return begin_again(change, &form).await,
        wrong @ (Tried::Wrong | Tried::Unreadable) => {
            if wrong == Tried::Wrong {
                tell_of_it(&mut change, half.person, on).await?;
            }
            let frame = change.frame().await?;
            change.keep().await?;
            return refuse(frame, form, wrong);
        }
    };
    comer.forgive();
    Ok(answer)
}

async fn tried(change: &mut Change<EnterCode>, half: &HalfWay, form: &Form) -> sqlx::Result<Tried> {
    let (keys, now) = (change.two_step_keys(), change.now());
    let tried = two_step::tried(change.conn(), keys.as_ref(), half.person, form.code.as_str(), now).await?;
    let is_before = tried == Tried::Wrong && two_step::is_a_second_click(change.conn(), half.person, &form.digest(), now).await?;
    Ok(if is_before { Tried::Before } else { tried })
}

/// So many wrong codes in a browser of hers are not her fingers any more.
const TELLING: i32 = 3;

/// Whoever is here has her password. Where nobody has signed in with her address before she is told so at once: one who guesses slowly
/// guesses a thousand codes a day.
async fn tell_of_it(change: &mut Change<EnterCode>, person: PersonId, on: On<'_>) -> Result<(), Failure> {
    let tell = match on {
        On::Device(_) => attempts::so_far(change.conn(), on).await? >= TELLING,
        On::Address(_) | On::Session(_) | On::Person(_) => true,
    };
    if tell {
        change.sign_as(person).await?;
        change.tell_owner(MailKind::CodeWrong).await?;
    }
    Ok(())
}

/// She is in. Of a code that she had kept she is told, and how many are left.
async fn enter(mut change: Change<EnterCode>, half: &HalfWay, email: &EmailAddress, form: &Form, right: Tried) -> Result<AfterPost, Failure> {
    let person = half.person;
    change.sign_as(person).await?;
    let used = match right {
        Tried::Recovery { left } => {
            change.tell_owner(MailKind::RecoveryUsed).await?;
            Some(Event::RecoveryCodeUsed { person, left })
        }
        Tried::Code | Tried::Before | Tried::Wrong | Tried::Unreadable | Tried::NotOn => None,
    };
    let now = change.now();
    two_step::is_let_in(change.conn(), person, &form.digest(), now).await?;
    let started = change.start_session(person, email, Steps::More).await?;
    let back = sign_in::given_back(&mut change, person, &form.carried).await?;
    let facts = Facts::of(Event::SignedIn { person, single_sign_on: false, passkey: false }, used.into_iter().chain(started.ended).collect());
    let done = change.commit(facts).await?;
    Ok(sign_in::led_on(done, back, started.cookies, &form.till))
}

/// From the beginning. What she had typed when her session was over is in no address: then the page is drawn here, and it waits on.
async fn begin_again(mut change: Change<EnterCode>, form: &Form) -> Result<AfterPost, Failure> {
    if !form.carried.is_empty() {
        return sign_in::again(change.frame().await?, &form.till, &form.carried);
    }
    let till = crate::platform::failure::form_encoded(&address::own(&form.till));
    Ok(SeeOther::unchanged(&change, format!("{}?till={till}", SIGN_IN.path)).saying(Confirmed::BeginAgain).into())
}

fn refuse<T>(frame: Frame, form: Form, why: Tried) -> Result<T, Failure> {
    let (mut faults, t) = (Faults::none(), Texts::from(frame.lang));
    faults.add("code", if why == Tried::Unreadable { t.code_unreadable() } else { t.code_wrong() });
    Html::redraw(&page(frame, form.half_way, &form.till, &form.carried, &faults))
}

fn come_back<T>(frame: Frame, form: Form, wait: Wait) -> Result<T, Failure> {
    let mut faults = Faults::none();
    faults.wait("code", Words::new(frame.lang).wait(wait));
    Html::come_back(&page(frame, form.half_way, &form.till, &form.carried, &faults), wait)
}

fn page(frame: Frame, half_way: String, till: &str, carried: &str, faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    Page {
        t,
        summary: faults.summary(lang),
        // Never given back: a code that was wrong is not right the second time.
        code: Field::line(lang, "code", t.code(), "", faults).hint(t.code_hint()).autocomplete("one-time-code"),
        half_way,
        till: address::own(till),
        carried: carried.to_owned(),
        lost: if frame.contact.is_empty() { t.code_lost_plain().to_owned() } else { t.code_lost(&frame.contact) },
        frame,
    }
}
