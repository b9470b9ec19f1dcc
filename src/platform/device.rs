//! The browsers in which somebody has signed in before. Strangers can do so much wrong that a person has to wait for her own
//! account, or fill every place in the queue; in a browser that is known here they stop nobody.
//!
//! Each has a cookie: a token of 256 random bits, and a signature over the token and the address that it is for. By the
//! signature a made-up token is told at once, without the database; the database keeps the token's SHA-256 and can forget it.
//! The cookie lets nobody in: a password is asked for all the same.

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::cookie;
use super::session::{self, Cookies, Secret};
use crate::domain::email::EmailAddress;
use crate::domain::text::hex;

/// How long a browser is remembered in which nobody signs in.
pub const LIFETIME: chrono::TimeDelta = chrono::TimeDelta::days(180);

/// With this, tokens are signed.
#[derive(Clone)]
pub(super) struct DeviceKey(pub(super) Vec<u8>);

/// A browser whose cookie is ours, and is for this address. Whether it is still remembered, the database says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    token: String,
}

impl Device {
    /// A new one.
    pub(super) fn new() -> Self {
        Self { token: Secret::new().reveal().to_owned() }
    }

    /// The one that a request shows for this address.
    pub(super) fn shown(headers: &HeaderMap, cookies: Cookies, key: &DeviceKey, address: &EmailAddress) -> Option<Self> {
        let value = Self::cookie(headers, cookies, address)?;
        let (token, signature) = value.split_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        key.over(token, address)?.verify_slice(&signature).ok()?;
        Some(Self { token: token.to_owned() })
    }

    /// What stands in the cookie, before it is known whether it is ours.
    pub(super) fn cookie(headers: &HeaderMap, cookies: Cookies, address: &EmailAddress) -> Option<String> {
        cookie::value(headers, &name(cookies, address))
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        session::hash(&self.token)
    }

    /// The cookie by which it is known again.
    pub(super) fn known_again(&self, cookies: Cookies, key: &DeviceKey, address: &EmailAddress) -> Option<HeaderValue> {
        let signature = URL_SAFE_NO_PAD.encode(key.over(&self.token, address)?.finalize().into_bytes());
        let name = name(cookies, address);
        HeaderValue::from_str(&format!("{name}={}.{signature}; Max-Age={}{}", self.token, LIFETIME.num_seconds(), cookies.attributes())).ok()
    }
}

impl DeviceKey {
    /// Reads it, on the side of signing in.
    pub(super) async fn read(conn: &mut sqlx::PgConnection) -> sqlx::Result<Self> {
        sqlx::query_scalar!("select key from device_key").fetch_one(conn).await.map(Self)
    }

    fn over(&self, token: &str, address: &EmailAddress) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        // A token has no blank in it, so that nothing else is signed the same.
        mac.update(format!("{token} {address}").as_bytes());
        Some(mac)
    }
}

/// A name a person, so that several can share a browser. It says whose it is to nobody who does not know the address.
fn name(cookies: Cookies, address: &EmailAddress) -> String {
    let whose = hex(session::hash(address.as_str()).iter().take(8));
    match cookies {
        Cookies::Secure => format!("__Host-enhet-{whose}"),
        Cookies::Plain => format!("enhet-{whose}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(raw: &str) -> EmailAddress {
        EmailAddress::parse(raw).unwrap()
    }

    fn request(set_cookie: &HeaderValue) -> HeaderMap {
        let pair = set_cookie.to_str().unwrap().split(';').next().unwrap();
        HeaderMap::from_iter([(axum::http::header::COOKIE, HeaderValue::from_str(pair).unwrap())])
    }

    #[test]
    fn a_cookie_is_known_again_for_its_address_and_for_no_other_and_with_no_other_key() {
        let (key, other) = (DeviceKey(vec![7; 32]), DeviceKey(vec![8; 32]));
        let (anna, bo) = (address("Anna@kommun.se"), address("bo@kommun.se"));
        let device = Device::new();
        let cookie = device.known_again(Cookies::Secure, &key, &anna).unwrap();
        assert!(cookie.to_str().unwrap().starts_with("__Host-enhet-") && cookie.to_str().unwrap().ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
        let headers = request(&cookie);
        assert_eq!(Device::shown(&headers, Cookies::Secure, &key, &anna), Some(device));
        assert_eq!(Device::shown(&headers, Cookies::Secure, &other, &anna), None);
        assert_eq!(Device::shown(&headers, Cookies::Secure, &key, &bo), None);
        // Under the other's name, it is still not hers.
        let renamed = cookie.to_str().unwrap().replace(&name(Cookies::Secure, &anna), &name(Cookies::Secure, &bo));
        assert_eq!(Device::shown(&request(&HeaderValue::from_str(&renamed).unwrap()), Cookies::Secure, &key, &bo), None);
    }

    #[test]
    fn a_cookie_with_one_sign_changed_or_of_another_form_is_none() {
        let key = DeviceKey(vec![7; 32]);
        let anna = address("anna@kommun.se");
        let cookie = Device::new().known_again(Cookies::Plain, &key, &anna).unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        let value = pair.find('=').unwrap() + 1;
        for at in value..pair.len() {
            let other = if pair.as_bytes()[at] == b'A' { "B" } else { "A" };
            let changed = format!("{}{other}{}", &pair[..at], &pair[at + 1..]);
            // The last sign of base64 holds bits that say nothing, and those must be nought.
            assert_eq!(Device::shown(&request(&HeaderValue::from_str(&changed).unwrap()), Cookies::Plain, &key, &anna), None, "{changed}");
        }
        for broken in ["", ".", "a", "a.b", &"a".repeat(300)] {
            let changed = format!("{}{broken}", &pair[..value]);
            assert_eq!(Device::shown(&request(&HeaderValue::from_str(&changed).unwrap()), Cookies::Plain, &key, &anna), None, "{broken}");
        }
    }
}
