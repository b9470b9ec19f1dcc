//! What somebody typed, carried through signing in: her session was over when she sent it. It lies in the page on which she signs
//! in, sealed, so that nobody reads it there and nothing is stored. It is opened for her, and for nobody else.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::database::{As, Purpose};
use super::device::DeviceKey;
use super::failure::Failure;
use super::frame::Frame;
use super::html::Html;
use super::language::Lang;
use super::parts::{Faults, Field};
use super::program::App;
use super::register::Register;
use super::sealing;
use super::session;
use super::typed::{GivenBack, Sent, Typed};
use crate::domain::actor::Actor;
use crate::domain::ids::PersonId;
use crate::domain::policy::Side;

crate::texts! {
    signed_out { sv: "Du är utloggad", en: "You are signed out" }
    sign_in_lead { sv: "Det du skrev är inte sparat än. Logga in som samma person, så får du tillbaka det.", en: "What you typed is not saved yet. Sign in as the same person, and you will get it back." }
    email { sv: "E-postadress", en: "E-mail address" }
    password { sv: "Lösenord", en: "Password" }
    back { sv: "Du är inloggad igen", en: "You are signed in again" }
    back_lead { sv: "Det här skrev du innan du loggades ut. Det är inte sparat än.", en: "You typed this before you were signed out. It is not saved yet." }
    typed_at { sv: "Du skrev det på sidan", en: "You typed it on the page" }
    send { sv: "Fortsätt med det du skrev", en: "Go on with what you typed" }
}

/// So long it can be carried: a working day.
const LASTS: TimeDelta = TimeDelta::hours(10);

/// A form that was sent by somebody whose session was over.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Carried {
    /// Whose it is.
    pub(super) person: PersonId,
    to: String,
    from: String,
    body: String,
    until: DateTime<Utc>,
}

impl Carried {
    fn seal(&self, key: &DeviceKey) -> Option<String> {
        Some(URL_SAFE_NO_PAD.encode(sealing::seal(&key.0, WHAT, serde_json::to_vec(self).ok()?)?))
    }

    /// Opens what a page brings; nothing when it is none of ours, or too old.
    pub(super) fn open(sealed: &str, key: &DeviceKey, now: DateTime<Utc>) -> Option<Self> {
        let opened = sealing::open(&key.0, WHAT, &URL_SAFE_NO_PAD.decode(sealed).ok()?)?;
        serde_json::from_slice::<Self>(&opened).ok().filter(|carried| carried.until > now)
    }

    /// The page on which its writer finds it again.
    pub(super) fn page(self, register: &Register, lang: Lang) -> Result<Option<Html>, Failure> {
        let typed = Typed::default();
        typed.keep(&self.body.into());
        let frame = Frame::new(register, lang, "/", &Actor::Visitor).for_anybody();
        let Some(back) = GivenBack::of(register, lang, &typed, Sent::again(self.to, self.from), true) else { return Ok(None) };
        Html::page(&Again { t: Texts::from(lang), frame, back }).map(Some)
    }
}

/// What the seal is for: nothing that is sealed for another purpose can be taken for it.
const WHAT: &[u8] = b"a form that is carried through signing in";

#[derive(askama::Template)]
#[template(path = "typed_again.html")]
struct Again {
    t: Texts,
    frame: Frame,
    back: GivenBack,
}

#[derive(askama::Template)]
#[template(path = "sign_in_again.html")]
struct SignInAgain {
    t: Texts,
    frame: Frame,
    email: Field,
    password: Field,
    till: String,
    sealed: String,
}

/// A form on its way, for the case that whoever sends it is signed in no longer.
pub(super) struct OnItsWay {
    app: App,
    lang: Lang,
    typed: Typed,
    sent: Sent,
    token_hash: Option<Vec<u8>>,
    script: bool,
}

impl OnItsWay {
    pub(super) fn of(app: &App, request: &Request) -> Self {
        Self {
            app: app.clone(),
            lang: app.register().lang(request.headers()),
            typed: request.extensions().get::<Typed>().cloned().unwrap_or_default(),
            sent: Sent::of(request),
            token_hash: app.cookies().token_hash(request.headers()),
            script: is_of_a_script(request.headers()),
        }
    }

    /// Where she signs in, with what she typed when it is known whose it is; else the way there.
    pub(super) async fn signs_in(self, till: String) -> Response {
        match self.carried(&till).await {
            Ok(Some(page)) => (StatusCode::UNAUTHORIZED, page).into_response(),
            Ok(None) => Failure::SignInFirst(till).into_response(),
            Err(failure) => failure.into_response(),
        }
    }

    async fn carried(&self, till: &str) -> Result<Option<Html>, Failure> {
        let register = self.app.register();
        let Some(body) = self.typed.body().filter(|_| !self.script) else { return Ok(None) };
        let Some(by) = super::typed::of_a_person(&register, self.lang, &self.sent, &body) else { return Ok(None) };
        let person = match &self.token_hash {
            Some(token) => session::whose(self.app.database().door(), token).await?.or(by),
            None => by,
        };
        let Ok(body) = String::from_utf8(body.to_vec()) else { return Ok(None) };
        let Some(person) = person else { return Ok(None) };
        let until = self.app.clock().now() + LASTS;
        let carried = Carried { person, to: self.sent.to.clone(), from: self.sent.from.clone(), body, until };
        let Some(sealed) = carried.seal(&key(&self.app).await?) else { return Ok(None) };
        let (t, faults) = (Texts::from(self.lang), Faults::none());
        Html::page(&SignInAgain {
            t,
            frame: Frame::new(&register, self.lang, "/", &Actor::Visitor).for_anybody(),
            email: Field::email(self.lang, "email", t.email(), "", &faults).autocomplete("username"),
            password: Field::password(self.lang, "password", t.password(), &faults).autocomplete("current-password"),
            till: till.to_owned(),
            sealed,
        })
        .map(Some)
    }
}

/// The key of browsers, read once.
pub(super) async fn key(app: &App) -> Result<DeviceKey, Failure> {
    let read = async || {
        let mut tx = app.database().begin(As::Side(Side::Auth, &Actor::Visitor), Purpose::Reading, app.clock().now()).await?;
        DeviceKey::read(&mut tx).await
    };
    Ok(app.device_key().get_or_try_init(read).await?.clone())
}

/// Whether the page's own script asks, which stays where it is and says itself what became of it.
pub(super) fn is_of_a_script(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|kinds| kinds.as_bytes().starts_with(b"application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_is_opened_by_its_key_until_it_is_too_old_and_cannot_be_changed() {
        let (key, other) = (DeviceKey(vec![7; 32]), DeviceKey(vec![8; 32]));
        let now: DateTime<Utc> = "2025-02-03T08:00:00Z".parse().unwrap();
        let carried = Carried { person: PersonId::new(now), to: "/a".into(), from: "/b".into(), body: "text=Hemligt".into(), until: now + LASTS };
        let sealed = carried.seal(&key).unwrap();
        assert!(!sealed.contains("Hemligt") && sealed != carried.seal(&key).unwrap(), "{sealed}");
        assert_eq!(Carried::open(&sealed, &key, now), Some(carried));
        assert_eq!(Carried::open(&sealed, &other, now), None);
        assert_eq!(Carried::open(&sealed, &key, now + LASTS), None);
        for at in [0, 20, sealed.len() - 2] {
            let sign = if sealed.as_bytes()[at] == b'A' { "B" } else { "A" };
            assert_eq!(Carried::open(&format!("{}{sign}{}", &sealed[..at], &sealed[at + 1..]), &key, now), None, "{at}");
        }
        for none in ["", "A", "!"] {
            assert_eq!(Carried::open(none, &key, now), None);
        }
    }
}
