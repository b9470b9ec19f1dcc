//! Somebody on her way to the provider and back. What she takes along lies in a cookie of this browser, sealed: an answer that comes in
//! another browser, or too late, or that nobody has asked for, answers nothing.

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::address;
use crate::domain::id_token::Identity;
use crate::domain::ids::PersonId;
use crate::platform::cookie;
use crate::platform::device::DeviceKey;
use crate::platform::sealing;
use crate::platform::session::{self, Cookies, Secret};

/// So long she may take: to find her telephone, and to type a password twice.
pub const LASTS: TimeDelta = TimeDelta::minutes(10);
/// An address to come back to that is longer is left out: a cookie has an end.
const LONGEST_ADDRESS: usize = 300;
/// No cookie of ours is longer.
const LONGEST_COOKIE: usize = 2_048;
/// What the seals are for: none can be taken for the other.
const ON_HER_WAY: &[u8] = b"somebody on her way to the identity provider";
const SHOWN: &[u8] = b"somebody who has come back from the identity provider";

/// What she wants there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Errand {
    /// To sign in, and go on to an address of ours.
    SignIn {
        /// Where.
        till: String,
    },
    /// To have it kept who she is there.
    Bind {
        /// Who she is here.
        person: PersonId,
    },
}

/// Somebody on her way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// What she wants there.
    pub errand: Errand,
    pub(super) state: String,
    pub(super) nonce: String,
    /// What the provider is shown of it beforehand is its digest (PKCE, RFC 7636).
    pub(super) verifier: String,
    until: DateTime<Utc>,
}

impl Pending {
    /// From now on.
    #[must_use]
    pub fn new(errand: Errand, at: DateTime<Utc>) -> Self {
        let errand = match errand {
            Errand::SignIn { till } if till.len() <= LONGEST_ADDRESS => Errand::SignIn { till: address::own(&till) },
            Errand::SignIn { .. } => Errand::SignIn { till: "/".to_owned() },
            Errand::Bind { person } => Errand::Bind { person },
        };
        let random = || Secret::new().reveal().to_owned();
        Self { errand, state: random(), nonce: random(), verifier: random(), until: at + LASTS }
    }

    /// By which it is known whether an answer has been used.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        session::hash(&self.state)
    }

    /// Whether an answer is the answer to this.
    #[must_use]
    pub fn is_answered_by(&self, state: &str) -> bool {
        // Digests, so that the time it takes says nothing.
        session::hash(state) == self.hash()
    }

    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }

    pub(in super::super) fn cookie(&self, cookies: Cookies, key: &DeviceKey) -> Option<HeaderValue> {
        sealed(cookies, key, ON_HER_WAY, self)
    }

    pub(in super::super) fn of(headers: &HeaderMap, cookies: Cookies, key: &DeviceKey, at: DateTime<Utc>) -> Option<Self> {
        opened::<Self>(headers, cookies, key, ON_HER_WAY).filter(|pending| pending.until > at)
    }
}

/// Who somebody is for the provider, until she has shown here as well that she is who she is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Who she is here.
    pub person: PersonId,
    /// The provider, and its own name for her.
    pub issuer: String,
    /// The provider's own name for her.
    pub subject: String,
    /// By what she knows her account there.
    pub called: String,
    until: DateTime<Utc>,
}

impl Shown {
    /// From now on.
    #[must_use]
    pub fn new(person: PersonId, issuer: &str, identity: Identity, at: DateTime<Utc>) -> Self {
        Self { person, issuer: issuer.to_owned(), subject: identity.subject, called: identity.called, until: at + LASTS }
    }

    pub(in super::super) fn cookie(&self, cookies: Cookies, key: &DeviceKey) -> Option<HeaderValue> {
        sealed(cookies, key, SHOWN, self)
    }

    pub(in super::super) fn of(headers: &HeaderMap, cookies: Cookies, key: &DeviceKey, at: DateTime<Utc>) -> Option<Self> {
        opened::<Self>(headers, cookies, key, SHOWN).filter(|shown| shown.until > at)
    }
}

/// Lax: the provider sends her back from another site.
fn sealed(cookies: Cookies, key: &DeviceKey, what: &[u8], plain: &impl Serialize) -> Option<HeaderValue> {
    let value = URL_SAFE_NO_PAD.encode(sealing::seal(&key.0, what, serde_json::to_vec(plain).ok()?)?);
    HeaderValue::from_str(&format!("{}={value}; Max-Age={}{}", name(cookies), LASTS.num_seconds(), cookies.attributes())).ok()
}

fn opened<T: DeserializeOwned>(headers: &HeaderMap, cookies: Cookies, key: &DeviceKey, what: &[u8]) -> Option<T> {
    let value = cookie::value_up_to(headers, name(cookies), LONGEST_COOKIE)?;
    serde_json::from_slice(&sealing::open(&key.0, what, &URL_SAFE_NO_PAD.decode(value).ok()?)?).ok()
}

/// The cookie that takes it away.
pub(in super::super) fn ended(cookies: Cookies) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}=; Max-Age=0{}", name(cookies), cookies.attributes())).ok()
}

fn name(cookies: Cookies) -> &'static str {
    match cookies {
        Cookies::Secure => "__Host-kommunen",
        Cookies::Plain => "kommunen",
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    fn at() -> DateTime<Utc> {
        "2025-02-03T08:00:00Z".parse().unwrap()
    }

    fn request(cookie: &HeaderValue) -> HeaderMap {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(pair).unwrap())])
    }

    #[test]
    fn what_she_takes_along_is_opened_in_her_browser_with_our_key_and_in_time() {
        let (key, other) = (DeviceKey(vec![7; 32]), DeviceKey(vec![8; 32]));
        let pending = Pending::new(Errand::SignIn { till: "/att-gora".into() }, at());
        let cookie = pending.cookie(Cookies::Secure, &key).unwrap();
        let said = cookie.to_str().unwrap();
        assert!(said.starts_with("__Host-kommunen=") && said.ends_with("; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure"), "{said}");
        assert!(!said.contains(&pending.state) && !said.contains(&pending.nonce));
        let headers = request(&cookie);
        assert_eq!(Pending::of(&headers, Cookies::Secure, &key, at()), Some(pending.clone()));
        assert_eq!(Pending::of(&headers, Cookies::Secure, &other, at()), None);
        assert_eq!(Pending::of(&headers, Cookies::Secure, &key, at() + LASTS), None);
        assert_eq!(Pending::of(&HeaderMap::new(), Cookies::Secure, &key, at()), None);
        // What is sealed for the one is nothing for the other.
        assert_eq!(Shown::of(&headers, Cookies::Secure, &key, at()), None);
        let again = Pending::new(pending.errand.clone(), at());
        assert!(again.state != pending.state && again.nonce != pending.nonce && again.verifier != pending.verifier);
        assert!(pending.is_answered_by(&pending.state.clone()) && !pending.is_answered_by(&again.state) && !pending.is_answered_by(""));
    }

    #[test]
    fn she_comes_back_to_an_address_of_ours_and_never_to_one_that_has_no_room() {
        let till = |raw: &str| match Pending::new(Errand::SignIn { till: raw.to_owned() }, at()).errand {
            Errand::SignIn { till } => till,
            Errand::Bind { .. } => unreachable!(),
        };
        assert_eq!(till("/granskningar?status=utkast"), "/granskningar?status=utkast");
        for foreign in ["//evil.example", "https://evil.example", &format!("/{}", "a".repeat(300))] {
            assert_eq!(till(foreign), "/", "{foreign}");
        }
        let key = DeviceKey(vec![7; 32]);
        let long = Pending::new(Errand::SignIn { till: format!("/{}", "a".repeat(299)) }, at()).cookie(Cookies::Secure, &key).unwrap();
        assert!(long.len() < LONGEST_COOKIE, "{}", long.len());
        let identity = Identity { subject: "ö".repeat(127), called: "\"".repeat(100), means: Vec::new() };
        let shown = Shown::new(PersonId::new(at()), &format!("https://{}", "a".repeat(300)), identity, at());
        let cookie = shown.cookie(Cookies::Secure, &key).unwrap();
        assert_eq!(Shown::of(&request(&cookie), Cookies::Secure, &key, at()), Some(shown));
    }
}
