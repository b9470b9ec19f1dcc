//! Signing in with the municipality's identity provider: setting out, and coming back (ADR 0092). Whoever comes back is let in when she has
//! begun in this browser, when what the provider says of her is believed, and when she has bound that to her account here. Of everybody else
//! nothing is said but that.

use askama::Template;

use super::actions::ComeBack;
use super::store::{self, SignedOn};
use super::texts::Texts;
use super::{SIGN_IN, code};
use crate::domain::address;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts};
use crate::domain::id_token::Identity;
use crate::domain::ids::PersonId;
use crate::platform::failure::{Failure, Wait, form_encoded};
use crate::platform::gate::{Change, Gate, Passage, Steps, WithoutEvent};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::sign_on::{Answered, Errand, Pending, Provider, Shown, Trouble, word};
use crate::platform::two_step::{self, HalfWay};
use crate::platform::words::Words;

/// Where one sets out.
pub(super) const THERE: &str = "/logga-in/kommunen";
/// Where the provider sends people back to.
pub(crate) const BACK: &str = "/logga-in/kommunen/svar";
/// Where it stands who one is there.
const OWN: &str = "/konto/kommunen";

crate::action!(
    /// Setting out.
    SetOut, Visit
);
crate::action!(impl ComeBack, Visit);
// That an answer has been used must survive that it was not believed.
impl WithoutEvent for ComeBack {}

/// Why she is not in.
#[derive(Clone, Copy, Debug)]
enum Why {
    /// The provider does not answer.
    Away,
    /// It has not let her in, or she did not want to.
    Denied,
    /// She has not begun here, or too long ago, or this answer has been used.
    NotBegun,
    /// What it says is not believed.
    Disbelieved,
    /// Nobody here is bound to who she is there, or not any more.
    Unbound,
    /// Too much was tried.
    Wait(Wait),
}

#[derive(Template)]
#[template(path = "sign_in/not_signed_on.html")]
struct Page {
    frame: Frame,
    heading: &'static str,
    why: Vec<String>,
    /// Where she can begin again, and what that is called.
    back: (String, &'static str),
}

pub(super) async fn set_out(gate: Gate<SetOut>) -> Result<SeeOther, Failure> {
    let (look, _) = gate.look().await?;
    let Some(provider) = look.provider() else { return Ok(SeeOther::unchanged(&look, SIGN_IN.path)) };
    let errand = match (look.asked_for("koppla"), look.person()) {
        (Some(_), Some(person)) => Errand::Bind { person: person.id },
        (Some(_), None) => Errand::SignIn { till: OWN.to_owned() },
        (None, _) => Errand::SignIn { till: look.asked_for("till").unwrap_or_default() },
    };
    // Nobody holds a connection while the provider is asked.
    let gate = look.step_out();
    let pending = Pending::new(errand, gate.now());
    let there = provider.way_there(&pending, &gate.whole_address(BACK)).await;
    let (mut look, _) = gate.look().await?;
    match there {
        Ok(there) => {
            let cookie = look.sets_out(&pending).await?;
            Ok(SeeOther::unchanged(&look, there).with_cookies([cookie]))
        }
        Err(trouble) => refuse(&mut look, Some(&pending.errand), why(&trouble)).await,
    }
}

pub(super) async fn come_back(gate: Gate<ComeBack>) -> Result<AfterPost, Failure> {
    let state = gate.asked_for("state").unwrap_or_default();
    let pending = gate.pending().await?.filter(|pending| pending.is_answered_by(&state));
    let (Some(provider), Some(pending)) = (gate.provider(), pending) else {
        let (mut look, _) = gate.look().await?;
        return refuse(&mut look, None, Why::NotBegun).await;
    };
    let stranger = match gate.stranger().await {
        Ok(stranger) => stranger,
        Err(wait) => {
            let (mut look, _) = gate.look().await?;
            return refuse(&mut look, Some(&pending.errand), Why::Wait(wait)).await;
        }
    };
    let (mut change, _) = gate.open().await?;
    if !store::use_answer(&mut change, &pending.hash()).await? {
        return refuse(&mut change, Some(&pending.errand), Why::NotBegun).await;
    }
    let gate = change.keep_and_step_out().await?;
    let identity = identity(&gate, &provider, &pending).await;
    // What is nobody's fault is no attempt, and neither is to be somebody for the provider and nobody here: on the first morning that is everybody.
    if matches!(identity, Ok(_) | Err(Why::Away)) {
        stranger.forgive();
    }
    let (mut change, _) = gate.open().await?;
    match (identity, pending.errand) {
        (Err(why), errand) => refuse(&mut change, Some(&errand), why).await,
        (Ok(identity), Errand::SignIn { till }) => enter(change, &provider, &identity, till).await,
        (Ok(identity), Errand::Bind { person }) => keep_shown(change, &provider, person, identity).await,
    }
}

/// Who she is there.
async fn identity(gate: &Gate<ComeBack>, provider: &Provider, pending: &Pending) -> Result<Identity, Why> {
    if let Some(error) = gate.asked_for("error") {
        let error = word(&error);
        return Err(match error.as_str() {
            "access_denied" => Why::Denied,
            "server_error" | "temporarily_unavailable" => Why::Away,
            _ => {
                tracing::error!(%error, "the identity provider has sent somebody back");
                Why::Disbelieved
            }
        });
    }
    let (code, issuer) = (gate.asked_for("code").unwrap_or_default(), gate.asked_for("iss"));
    let answered = Answered { code: &code, issuer: issuer.as_deref() };
    provider.who(pending, answered, &gate.whole_address(BACK), gate.now()).await.map_err(|trouble| why(&trouble))
}

fn why(trouble: &Trouble) -> Why {
    tracing::error!(%trouble, "nobody could sign in with the identity provider");
    match trouble {
        Trouble::Away(_) => Why::Away,
        Trouble::Code(_) | Trouble::Token(_) => Why::Disbelieved,
    }
}

async fn enter(mut change: Change<ComeBack>, provider: &Provider, identity: &Identity, till: String) -> Result<AfterPost, Failure> {
    let Some(person) = store::signed_on(&mut change, provider.issuer(), &identity.subject).await? else {
        return refuse(&mut change, Some(&Errand::SignIn { till }), Why::Unbound).await;
    };
    let email = EmailAddress::parse(&person.email).ok_or_else(|| Failure::broken("an address of another spelling"))?;
    if two_step::is_on(change.conn(), person.id).await? && !provider.has_seen_two(identity) {
        return half_way(change, &person, &email, &till).await;
    }
    change.sign_as(person.id).await?;
    let started = change.start_session(person.id, &email, Steps::More).await?;
    let arrived = change.arrived();
    let done = change.commit(Facts::of(Event::SignedIn { person: person.id, single_sign_on: true, passkey: false }, started.ended)).await?;
    Ok(SeeOther::to(done, address::own(&till)).with_cookies(started.cookies.into_iter().chain(arrived)).into())
}

/// She has a second step here, and the provider has not said that she has shown one there.
async fn half_way(mut change: Change<ComeBack>, person: &SignedOn, email: &EmailAddress, till: &str) -> Result<AfterPost, Failure> {
    let half = HalfWay::new(person.id, email, person.password_hash.as_deref().unwrap_or_default(), change.now());
    let sealed = change.is_half_way(&half).await?;
    let (frame, arrived) = (change.frame().await?, change.arrived());
    let done = change.keep().await?;
    Ok(AfterPost::once_with_cookies(done, code::asked(frame, sealed, till, "")?, arrived.into_iter().collect()))
}

/// Who she is there is kept when she has shown here, too, that she is who she is: on the page of her account.
async fn keep_shown(mut change: Change<ComeBack>, provider: &Provider, person: PersonId, identity: Identity) -> Result<AfterPost, Failure> {
    let shown = Shown::new(person, provider.issuer(), identity, change.now());
    let cookie = change.comes_back(&shown).await?;
    Ok(SeeOther::unchanged(&change, OWN).with_cookies([cookie]).into())
}

async fn refuse<T>(visit: &mut Passage, errand: Option<&Errand>, why: Why) -> Result<T, Failure> {
    let frame = visit.frame().await?;
    let (t, words) = (Texts::from(frame.lang), Words::new(frame.lang));
    let name = frame.provider.clone().unwrap_or_default();
    let said = match why {
        Why::Away => t.provider_away(&name),
        Why::Denied => t.provider_denied(&name),
        Why::NotBegun => t.not_begun().to_owned(),
        Why::Disbelieved => t.disbelieved(&name),
        Why::Unbound => t.unbound(&name),
        Why::Wait(wait) => words.wait(wait),
    };
    let (heading, back) = match errand {
        Some(Errand::Bind { .. }) => (t.not_bound(), (OWN.to_owned(), t.to_own_sign_on())),
        Some(Errand::SignIn { till }) => (t.not_signed_on(), (format!("{}?till={}", SIGN_IN.path, form_encoded(till)), t.to_sign_in())),
        None => (t.not_signed_on(), (SIGN_IN.path.to_owned(), t.to_sign_in())),
    };
    let or_password = matches!((errand, why), (Some(Errand::SignIn { .. }), Why::Away | Why::Denied)).then(|| t.password_works().to_owned());
    let page = Page { frame, heading, why: [said].into_iter().chain(or_password).collect(), back };
    match why {
        Why::Away => Html::come_back(&page, Wait::Crowd),
        Why::Wait(wait) => Html::come_back(&page, wait),
        Why::Denied | Why::NotBegun | Why::Disbelieved | Why::Unbound => Html::redraw(&page),
    }
}
