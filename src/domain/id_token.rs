//! What the municipality's identity provider says of somebody who has signed in there: an ID token (OpenID Connect Core 1.0, 3.1.3.7). It is
//! believed only when every part of it is what was asked for: who signed it, for whom, in answer to what, and when.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use ring::signature::{self, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The clocks of two machines are so far from each other at most.
const SKEW: TimeDelta = TimeDelta::minutes(1);
/// So long ago a token may have been made: it is fetched as soon as somebody has come back.
const FRESH: TimeDelta = TimeDelta::minutes(10);
/// Longer than any honest one.
const LONGEST: usize = 32 * 1024;
/// The longest that somebody can be called by her provider (OpenID Connect Core 1.0, 2).
const LONGEST_SUBJECT: usize = 255;
/// So much is shown of the name by which somebody knows her account there.
const LONGEST_NAME: usize = 100;

/// Why a token is not believed. For the log: whoever reads the page learns only that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It is none.
    #[error("it is no ID token")]
    Unreadable,
    /// Signed in a way that is not taken, or not at all.
    #[error("it is not signed by RS256, PS256 or ES256")]
    Algorithm,
    /// Signed with a key that the provider does not publish.
    #[error("it is signed with a key that the provider does not publish")]
    UnknownKey,
    /// The signature is not of this text.
    #[error("its signature is false")]
    Signature,
    /// Made by somebody else.
    #[error("it is another's: iss is not the issuer that is set")]
    Issuer,
    /// Made for another service.
    #[error("it is for another service: aud or azp is not our client id")]
    Audience,
    /// In answer to another question.
    #[error("it answers another question: nonce is not the one that was sent")]
    Nonce,
    /// Its time is over.
    #[error("its time is over (exp), or it was made long ago (iat). Are the clocks of both machines right?")]
    Over,
    /// Its time has not begun.
    #[error("it is from the future (iat, nbf). Are the clocks of both machines right?")]
    Future,
    /// It names nobody.
    #[error("it names nobody: sub is empty or too long")]
    Subject,
}

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Who makes it, sign for sign.
    pub issuer: &'a str,
    /// For whom.
    pub client: &'a str,
    /// In answer to what.
    pub nonce: &'a str,
    /// Now.
    pub at: DateTime<Utc>,
}

/// Who somebody is for her provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider's own name for her, which is never another's.
    pub subject: String,
    /// By what she knows her account there, if it says so. Nobody is known by it.
    pub called: String,
    /// How she has shown there who she is (`amr`, `acr`).
    pub means: Vec<String>,
}

impl Identity {
    /// Reads a token, and believes it if all of it is as expected.
    ///
    /// # Errors
    /// [`TokenFault`], the first that is found.
    pub fn read(token: &str, keys: &SigningKeys, expected: &Expected) -> Result<Self, TokenFault> {
        if token.len() > LONGEST {
            return Err(TokenFault::Unreadable);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(TokenFault::Unreadable)?;
        let (header, payload) = signed.split_once('.').ok_or(TokenFault::Unreadable)?;
        let (header, signature) = (json::<Header>(header)?, bytes(signature)?);
        keys.verify(&header, signed.as_bytes(), &signature)?;
        json::<Payload>(payload)?.believed(expected)
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// What must be understood and is not: then nothing is.
    crit: Option<serde_json::Value>,
}

/// One text, or several.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

#[derive(Deserialize)]
struct Payload {
    iss: String,
    sub: String,
    aud: OneOrMany,
    azp: Option<String>,
    nonce: Option<String>,
    /// Seconds, which may have fractions.
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    #[serde(default)]
    amr: OneOrMany,
    #[serde(default)]
    acr: OneOrMany,
    preferred_username: Option<String>,
    email: Option<String>,
    name: Option<String>,
}

impl Payload {
    fn believed(self, expected: &Expected) -> Result<Identity, TokenFault> {
        let (exp, iat) = (instant(self.exp)?, instant(self.iat)?);
        let begins = self.nbf.map(instant).transpose()?.unwrap_or(iat);
        // For us and nobody else: whoever else it is for could have handed it on.
        let is_ours = matches!(self.aud.into_vec().as_slice(), [one] if one == expected.client);
        if self.iss != expected.issuer {
            Err(TokenFault::Issuer)
        } else if !is_ours || self.azp.is_some_and(|azp| azp != expected.client) {
            Err(TokenFault::Audience)
        } else if self.nonce.as_deref() != Some(expected.nonce) {
            Err(TokenFault::Nonce)
        } else if exp <= expected.at - SKEW || iat <= expected.at - FRESH {
            Err(TokenFault::Over)
        } else if iat > expected.at + SKEW || begins > expected.at + SKEW {
            Err(TokenFault::Future)
        } else if self.sub.trim().is_empty() || self.sub.len() > LONGEST_SUBJECT || self.sub.chars().any(char::is_control) {
            Err(TokenFault::Subject)
        } else {
            let called = self.preferred_username.or(self.email).or(self.name).unwrap_or_default();
            let means = self.amr.into_vec().into_iter().chain(self.acr.into_vec()).collect();
            Ok(Identity { subject: self.sub, called: super::text::tidy_line(&called).chars().take(LONGEST_NAME).collect(), means })
        }
    }
}

fn instant(seconds: f64) -> Result<DateTime<Utc>, TokenFault> {
    let whole = if seconds.is_finite() { seconds.floor() as i64 } else { return Err(TokenFault::Unreadable) };
    DateTime::from_timestamp(whole, 0).ok_or(TokenFault::Unreadable)
}

fn bytes(part: &str) -> Result<Vec<u8>, TokenFault> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenFault::Unreadable)
}

fn json<T: DeserializeOwned>(part: &str) -> Result<T, TokenFault> {
    serde_json::from_slice(&bytes(part)?).map_err(|_| TokenFault::Unreadable)
}

/// The keys that a provider signs with, as it publishes them (JWK Set, RFC 7517). Those of another kind are left out.
#[derive(Clone, Debug)]
pub struct SigningKeys(Vec<SigningKey>);

#[derive(Clone, Debug)]
struct SigningKey {
    name: Option<String>,
    /// The only way in which it signs, where the provider says so.
    way: Option<String>,
    numbers: Numbers,
}

#[derive(Clone, Debug)]
enum Numbers {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// A point of P-256, uncompressed.
    P256(Vec<u8>),
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    r#use: Option<String>,
    alg: Option<String>,
    kid: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl SigningKeys {
    /// Reads what the provider publishes; nothing when it is no set of keys.
    #[must_use]
    pub fn read(published: &[u8]) -> Option<Self> {
        let set: KeySet = serde_json::from_slice(published).ok()?;
        Some(Self(set.keys.into_iter().filter_map(|key| SigningKey::of(serde_json::from_value(key).ok()?)).collect()))
    }

    fn verify(&self, header: &Header, signed: &[u8], signature: &[u8]) -> Result<(), TokenFault> {
        if header.crit.is_some() || !["RS256", "PS256", "ES256"].contains(&header.alg.as_str()) {
            return Err(TokenFault::Algorithm);
        }
        let named = |key: &&SigningKey| header.kid.is_none() || key.name == header.kid;
        let mut fitting = self.0.iter().filter(named).filter(|key| key.signs(&header.alg)).peekable();
        if fitting.peek().is_none() {
            return Err(TokenFault::UnknownKey);
        }
        if fitting.any(|key| key.has_signed(&header.alg, signed, signature)) { Ok(()) } else { Err(TokenFault::Signature) }
    }
}

impl SigningKey {
    fn of(jwk: Jwk) -> Option<Self> {
        if jwk.r#use.is_some_and(|to| to != "sig") {
            return None;
        }
        let number = |part: Option<String>| bytes(&part?).ok();
        let numbers = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
            ("RSA", _) => Numbers::Rsa { n: number(jwk.n)?.into_iter().skip_while(|byte| *byte == 0).collect(), e: number(jwk.e)? },
            ("EC", Some("P-256")) => Numbers::P256([[4].as_slice(), &number(jwk.x)?, &number(jwk.y)?].concat()),
            _ => return None,
        };
        Some(Self { name: jwk.kid, way: jwk.alg, numbers })
    }

    /// Whether it is of the kind that signs so.
    fn signs(&self, way: &str) -> bool {
        let kind = match self.numbers {
            Numbers::Rsa { .. } => way != "ES256",
            Numbers::P256(_) => way == "ES256",
        };
        kind && self.way.as_deref().is_none_or(|own| own == way)
    }

    fn has_signed(&self, way: &str, signed: &[u8], signature: &[u8]) -> bool {
        match &self.numbers {
            Numbers::Rsa { n, e } => {
                let way: &RsaParameters = if way == "PS256" { &signature::RSA_PSS_2048_8192_SHA256 } else { &signature::RSA_PKCS1_2048_8192_SHA256 };
                RsaPublicKeyComponents { n, e }.verify(way, signed, signature).is_ok()
            }
            Numbers::P256(point) => UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point).verify(signed, signature).is_ok(),
        }
    }
}

#[cfg(test)]
mod tests;
