//! Passkeys: what is asked of a telephone or computer, and what of its answer counts (ADR 0097). What it says is believed as `domain::passkey`
//! believes it. A question lies sealed with whoever was asked: in a cookie of the browser in which somebody signs in, in the page of somebody who
//! adds a key. Its digest is kept when an answer comes, so that it counts once, in however many instances.

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use url::{Host, Url};

use super::cookie;
use super::device::DeviceKey;
use super::sealing;
use super::session::Cookies;
use crate::domain::ids::{PasskeyId, PersonId};
use crate::domain::passkey::{Expected, NewPasskey};

/// So long somebody may look for her telephone.
pub const LASTS: TimeDelta = TimeDelta::minutes(5);
/// So long she may take to name a key that was made, and to type a password.
const WAITS: TimeDelta = TimeDelta::minutes(15);
/// What the seals are for: none can be taken for the other.
const ASKED_AT_THE_DOOR: &[u8] = b"a passkey is asked for, of whoever signs in";
const ASKED_INSIDE: &[u8] = b"a new passkey is asked for";
const MADE: &[u8] = b"a new passkey, until its owner has shown who she is";

/// What the service is for authenticators: keys are for a host, and for no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The host. With another one no key works any more.
    pub id: String,
    /// Where the pages stand.
    origin: String,
}

impl Site {
    /// Of the address that people type; none where keys cannot be: a number is no name, and without HTTPS browsers make no keys.
    pub(super) fn at(public_url: &str) -> Option<Self> {
        let url = Url::parse(public_url).ok()?;
        let Some(Host::Domain(host)) = url.host() else { return None };
        let safe = url.scheme() == "https" || host == "localhost" || host.ends_with(".localhost");
        safe.then(|| Self { id: host.to_owned(), origin: url.origin().ascii_serialization() })
    }
}

/// A question: random bytes that an authenticator signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    challenge: [u8; 32],
    /// Who is asked, in which session; nobody in particular at the door.
    of: Option<(PersonId, Vec<u8>)>,
    until: DateTime<Utc>,
}

impl Question {
    /// Whoever signs in is asked for a key of hers.
    #[must_use]
    pub fn at_the_door(at: DateTime<Utc>) -> Self {
        Self { challenge: rand::random(), of: None, until: at + LASTS }
    }

    /// Somebody who is in is asked for a new key.
    #[must_use]
    pub fn inside(person: PersonId, session: &[u8], at: DateTime<Utc>) -> Self {
        Self { challenge: rand::random(), of: Some((person, session.to_vec())), until: at + WAITS }
    }

    /// As it stands in a page.
    #[must_use]
    pub fn challenge(&self) -> String {
        written(&self.challenge)
    }

    /// What an answer must say.
    #[must_use]
    pub fn expected<'a>(&'a self, site: &'a Site) -> Expected<'a> {
        Expected { challenge: &self.challenge, origin: &site.origin, site: &site.id }
    }

    pub(super) fn cookie(&self, cookies: Cookies, key: &DeviceKey) -> Option<HeaderValue> {
        let value = sealed(key, ASKED_AT_THE_DOOR, self)?;
        HeaderValue::from_str(&format!("{}={value}; Max-Age={}{}", name(cookies), LASTS.num_seconds(), cookies.attributes())).ok()
    }

    pub(super) fn of_cookie(headers: &HeaderMap, cookies: Cookies, key: &DeviceKey, at: DateTime<Utc>) -> Option<Self> {
        let value = cookie::value_up_to(headers, name(cookies), 1_024)?;
        opened::<Self>(key, ASKED_AT_THE_DOOR, &value).filter(|question| question.until > at)
    }

    pub(super) fn seal(&self, key: &DeviceKey) -> Option<String> {
        sealed(key, ASKED_INSIDE, self)
    }

    pub(super) fn open(value: &str, key: &DeviceKey, of: (PersonId, &[u8]), at: DateTime<Utc>) -> Option<Self> {
        let is_hers = |question: &Self| question.of.as_ref().is_some_and(|(person, session)| (*person, session.as_slice()) == of);
        opened::<Self>(key, ASKED_INSIDE, value).filter(|question| question.until > at && is_hers(question))
    }
}

/// The cookie that takes a question away.
pub(super) fn answered(cookies: Cookies) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}=; Max-Age=0{}", name(cookies), cookies.attributes())).ok()
}

fn name(cookies: Cookies) -> &'static str {
    match cookies {
        Cookies::Secure => "__Host-nyckel",
        Cookies::Plain => "nyckel",
    }
}

/// A key that was made in somebody's session, and is kept when she has shown that it is she.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    of: (PersonId, Vec<u8>),
    id: Vec<u8>,
    key: Vec<u8>,
    counter: u32,
    may_be_copied: bool,
    until: DateTime<Utc>,
}

impl Made {
    /// From now on.
    #[must_use]
    pub fn new(person: PersonId, session: &[u8], made: NewPasskey, at: DateTime<Utc>) -> Self {
        let NewPasskey { id, key, counter, may_be_copied } = made;
        Self { of: (person, session.to_vec()), id, key, counter, may_be_copied, until: at + WAITS }
    }

    /// What is kept.
    #[must_use]
    pub fn passkey(&self) -> NewPasskey {
        NewPasskey { id: self.id.clone(), key: self.key.clone(), counter: self.counter, may_be_copied: self.may_be_copied }
    }

    pub(super) fn seal(&self, key: &DeviceKey) -> Option<String> {
        sealed(key, MADE, self)
    }

    pub(super) fn open(value: &str, key: &DeviceKey, of: (PersonId, &[u8]), at: DateTime<Utc>) -> Option<Self> {
        opened::<Self>(key, MADE, value).filter(|made| made.until > at && (made.of.0, made.of.1.as_slice()) == of)
    }
}

/// Bytes as they stand in a page, and in what authenticators say.
#[must_use]
pub fn written(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn sealed(key: &DeviceKey, what: &[u8], plain: &impl Serialize) -> Option<String> {
    Some(URL_SAFE_NO_PAD.encode(sealing::seal(&key.0, what, serde_json::to_vec(plain).ok()?)?))
}

fn opened<T: DeserializeOwned>(key: &DeviceKey, what: &[u8], value: &str) -> Option<T> {
    serde_json::from_slice(&sealing::open(&key.0, what, &URL_SAFE_NO_PAD.decode(value).ok()?)?).ok()
}

/// Uses a question up. Says whether it had not been answered before.
///
/// # Errors
/// When the database cannot be written.
pub async fn is_first_answer(conn: &mut PgConnection, question: &Question, at: DateTime<Utc>) -> sqlx::Result<bool> {
    let hash = Sha256::digest(question.challenge).to_vec();
    let used = sqlx::query!("insert into passkey_answer (challenge_hash, came_at) values ($1, $2) on conflict do nothing", hash, at);
    Ok(used.execute(conn).await?.rows_affected() == 1)
}

/// Keeps that it has let its owner in, and how often it had signed then.
///
/// # Errors
/// When the database cannot be written.
pub async fn has_let_in(conn: &mut PgConnection, id: PasskeyId, counter: u32, at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("update passkey set counter = $2, used_at = $3 where id = $1::passkey_id", id as PasskeyId, i64::from(counter), at).execute(conn).await?;
    Ok(())
}

/// How many passkeys somebody has.
///
/// # Errors
/// When the database cannot be read.
pub async fn how_many(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "many!" from passkey where person_id = $1::person_id"#, person as PersonId).fetch_one(conn).await
}

/// Takes all of somebody's passkeys away. Says which they were.
///
/// # Errors
/// When the database cannot be written.
pub async fn taken_away(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Vec<PasskeyId>> {
    sqlx::query_scalar!(r#"delete from passkey where person_id = $1::person_id returning id as "id: PasskeyId""#, person as PersonId).fetch_all(conn).await
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    fn at() -> DateTime<Utc> {
        "2025-02-03T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn keys_are_for_a_host_that_has_a_name_and_is_reached_safely() {
        let site = |url| Site::at(url).map(|site| (site.id, site.origin));
        let of = |id: &str, origin: &str| Some((id.to_owned(), origin.to_owned()));
        assert_eq!(site("https://uppfoljning.kommun.se"), of("uppfoljning.kommun.se", "https://uppfoljning.kommun.se"));
        assert_eq!(site("https://Uppföljning.kommun.se:8443/"), of("xn--uppfljning-hcb.kommun.se", "https://xn--uppfljning-hcb.kommun.se:8443"));
        assert_eq!(site("http://localhost:8080"), of("localhost", "http://localhost:8080"));
        for none in ["http://kommun.se", "https://192.0.2.7", "https://[2001:db8::7]", "http://127.0.0.1:8080", "", "kommun.se"] {
            assert_eq!(site(none), None, "{none}");
        }
    }

    #[test]
    fn a_question_is_opened_in_the_browser_that_was_asked_with_our_key_and_in_time() {
        let (key, other) = (DeviceKey(vec![7; 32]), DeviceKey(vec![8; 32]));
        let question = Question::at_the_door(at());
        let cookie = question.cookie(Cookies::Secure, &key).unwrap();
        let said = cookie.to_str().unwrap();
        assert!(said.starts_with("__Host-nyckel=") && said.ends_with("; Max-Age=300; Path=/; HttpOnly; SameSite=Lax; Secure"), "{said}");
        let pair = said.split(';').next().unwrap();
        let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(pair).unwrap())]);
        assert_eq!(Question::of_cookie(&headers, Cookies::Secure, &key, at()), Some(question.clone()));
        assert_eq!(Question::of_cookie(&headers, Cookies::Secure, &other, at()), None);
        assert_eq!(Question::of_cookie(&headers, Cookies::Secure, &key, at() + LASTS), None);
        assert_eq!(Question::of_cookie(&HeaderMap::new(), Cookies::Secure, &key, at()), None);
        // What is sealed for the door is nothing inside.
        let value = pair.split_once('=').unwrap().1;
        assert_eq!(Question::open(value, &key, (PersonId::new(at()), b"session"), at()), None);
        assert_ne!(Question::at_the_door(at()).challenge(), question.challenge());
    }

    #[test]
    fn what_is_made_inside_is_its_owners_in_her_session_and_in_time() {
        let (key, anna, bo) = (DeviceKey(vec![7; 32]), PersonId::new(at()), PersonId::new(at()));
        let question = Question::inside(anna, b"session", at());
        let sealed = question.seal(&key).unwrap();
        assert_eq!(Question::open(&sealed, &key, (anna, b"session"), at()), Some(question));
        let passkey = NewPasskey { id: vec![1], key: vec![2; 300], counter: 3, may_be_copied: true };
        let made = Made::new(anna, b"session", passkey.clone(), at());
        let kept = made.seal(&key).unwrap();
        assert_eq!(Made::open(&kept, &key, (anna, b"session"), at()).map(|made| made.passkey()), Some(passkey));
        for (who, session, when) in [(bo, b"session", at()), (anna, b"another", at()), (anna, b"session", at() + WAITS)] {
            assert_eq!(Question::open(&sealed, &key, (who, session), when), None);
            assert_eq!(Made::open(&kept, &key, (who, session), when), None);
        }
        assert_eq!(Made::open(&sealed, &key, (anna, b"session"), at()), None);
    }
}
