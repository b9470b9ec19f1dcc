//! Signing in with a passkey: what a script asks of somebody's telephone or computer, and what comes of its answer (ADR 0097). Nobody says who
//! she is beforehand; the key says it, and that she has shown the device that it is she. So it counts as both steps.
//!
//! Whoever is not let in reads the same page for whatever reason: the log says why.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::SIGN_IN;
use super::actions::{AskPasskey, UsePasskey};
use super::sign_in;
use super::store::{self, PasskeyOwner};
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts};
use crate::domain::outbox::MailKind;
use crate::domain::passkey::{Assertion, PasskeyFault};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, ReadFirst, Steps, WithoutEvent};
use crate::platform::page::{AfterPost, SeeOther, ToScript};
use crate::platform::passkey::{self, LASTS, Question};
use crate::platform::posted::Posted;

/// Where an answer is sent.
pub(super) const PATH: &str = "/logga-in/nyckel";
/// Where a question is fetched.
pub(super) const ASK: &str = "/logga-in/nyckel/fraga";

crate::action!(
    /// Back to the page with the button, for whoever loads the page again on which she was not let in.
    BackToDoor, Visit
);
crate::action!(impl AskPasskey, Visit);
crate::action!(impl UsePasskey, Visit);
// Nothing is written.
impl WithoutEvent for AskPasskey {}
// That a question has been answered must survive that the answer was not believed.
impl WithoutEvent for UsePasskey {}
impl ReadFirst for UsePasskey {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asking {}

/// What the script hands to the browser.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    challenge: String,
    rp_id: String,
    user_verification: &'static str,
    /// In thousandths of a second.
    timeout: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    answer: String,
    till: String,
    /// What she had typed when her session was over, sealed.
    #[serde(default)]
    carried: String,
}

pub(super) async fn again(gate: Gate<BackToDoor>) -> Result<SeeOther, Failure> {
    let (look, _) = gate.look().await?;
    Ok(SeeOther::unchanged(&look, SIGN_IN.path))
}

pub(super) async fn ask(gate: Gate<AskPasskey>, posted: Posted<Asking>) -> Result<ToScript, Failure> {
    let (mut change, _) = gate.open().await?;
    let Asking {} = posted.read(&change)?;
    let Some(site) = change.site() else { return Err(Failure::NotFound) };
    let question = Question::at_the_door(change.now());
    let cookie = change.asks_for_passkey(&question).await?;
    let request = Request { challenge: question.challenge(), rp_id: site.id, user_verification: "required", timeout: LASTS.num_milliseconds() };
    Ok(ToScript::done(change.keep().await?, StatusCode::OK, &request)?.with_cookie(cookie))
}

/// Why she is not in.
enum Why {
    /// The device has nothing to say about it: too late, in another browser, once more, or a key that is nobody's.
    Unknown(&'static str),
    /// It is not believed.
    Disbelieved(PasskeyFault),
    /// It would be, but for its counter.
    MayBeACopy(PasskeyOwner),
}

impl From<PasskeyFault> for Why {
    fn from(fault: PasskeyFault) -> Self {
        Self::Disbelieved(fault)
    }
}

pub(super) async fn act(gate: Gate<UsePasskey>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let form = posted.read_first(&gate)?;
    let stranger = match gate.stranger().await {
        Ok(stranger) => stranger,
        Err(wait) => return sign_in::passkey_waits(gate.bare_frame(), &form.till, &form.carried, wait),
    };
    let question = gate.asked_for_passkey().await?;
    let (mut change, _) = gate.open().await?;
    match judged(&mut change, question.as_ref(), &form.answer).await? {
        Ok((owner, counter)) => {
            let answer = enter(change, &owner, counter, &form).await?;
            stranger.forgive();
            Ok(answer)
        }
        Err(why) => refuse(change, why, &form).await,
    }
}

/// Whose key it is, and how often it has signed by now.
async fn judged(change: &mut Change<UsePasskey>, question: Option<&Question>, answer: &str) -> Result<Result<(PasskeyOwner, u32), Why>, Failure> {
    let (Some(site), Some(question)) = (change.site(), question) else {
        return Ok(Err(Why::Unknown("nothing was asked in this browser, or too long ago")));
    };
    let now = change.now();
    if !passkey::is_first_answer(change.conn(), question, now).await? {
        return Ok(Err(Why::Unknown("it answers a question that has been answered")));
    }
    let assertion = match Assertion::read(answer) {
        Ok(assertion) => assertion,
        Err(fault) => return Ok(Err(fault.into())),
    };
    let Some(owner) = store::passkey_owner(change, &assertion.id).await? else {
        return Ok(Err(Why::Unknown("the key is nobody's, or of an account that has ended")));
    };
    Ok(match assertion.believed(&owner.kept(), owner.person, &question.expected(&site)) {
        Ok(counter) => Ok((owner, counter)),
        Err(PasskeyFault::Counter) => Err(Why::MayBeACopy(owner)),
        Err(fault) => Err(fault.into()),
    })
}

async fn enter(mut change: Change<UsePasskey>, owner: &PasskeyOwner, counter: u32, form: &Form) -> Result<AfterPost, Failure> {
    let (person, email) = (owner.person, EmailAddress::parse(&owner.email).ok_or_else(|| Failure::broken("an address of another spelling"))?);
    change.sign_as(person).await?;
    let now = change.now();
    passkey::has_let_in(change.conn(), owner.id, counter, now).await?;
    let started = change.start_session(person, &email, Steps::More).await?;
    let back = sign_in::given_back(&mut change, person, &form.carried).await?;
    let cookies = started.cookies.into_iter().chain(change.passkey_answered()).collect();
    let done = change.commit(Facts::of(Event::SignedIn { person, single_sign_on: false, passkey: true }, started.ended)).await?;
    Ok(sign_in::led_on(done, back, cookies, &form.till))
}

async fn refuse<T>(mut change: Change<UsePasskey>, why: Why, form: &Form) -> Result<T, Failure> {
    let frame = change.frame().await?;
    match why {
        Why::Unknown(why) => tracing::warn!(%why, "nobody was let in by a passkey"),
        Why::Disbelieved(why) => tracing::warn!(%why, "nobody was let in by a passkey"),
        Why::MayBeACopy(owner) => {
            tracing::error!(why = %PasskeyFault::Counter, "nobody was let in by a passkey");
            change.sign_as(owner.person).await?;
            change.tell_owner(MailKind::PasskeyRefused).await?;
            change.commit(Event::PasskeyRefused { person: owner.person, passkey: owner.id }).await?;
            return sign_in::no_passkey(frame, &form.till, &form.carried);
        }
    }
    change.keep().await?;
    sign_in::no_passkey(frame, &form.till, &form.carried)
}
