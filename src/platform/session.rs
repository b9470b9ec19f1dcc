//! Sessions: a random token in a cookie, its SHA-256 in the database. Nobody who reads the database can sign in.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;

use crate::domain::actor::{Actor, Grant, Person, Role};
use crate::domain::calendar;

/// How long a session lives in all. The idle limit, 45 minutes, stands in `actor_of_session`.
pub const LIFETIME: TimeDelta = TimeDelta::hours(10);

/// A secret that is shown once: a session token or a one-time link.
pub struct Secret(String);

impl Secret {
    /// A new one: 256 random bits.
    #[must_use]
    pub fn new() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// What is sent or shown, once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        hash(&self.0)
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

/// What is kept of a secret that somebody shows.
#[must_use]
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// How the session cookie is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookies {
    /// Behind HTTPS: `__Host-` and `Secure`.
    Secure,
    /// Plain HTTP on the machine itself: demo and tests.
    Plain,
}

impl Cookies {
    fn name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-yttrande",
            Self::Plain => "yttrande",
        }
    }

    fn attributes(self) -> &'static str {
        match self {
            Self::Secure => "; Path=/; HttpOnly; SameSite=Lax; Secure",
            Self::Plain => "; Path=/; HttpOnly; SameSite=Lax",
        }
    }

    /// The hash of the token in the request, if there is exactly one.
    #[must_use]
    pub fn token_hash(self, headers: &HeaderMap) -> Option<Vec<u8>> {
        cookie(headers, self.name()).map(|token| hash(&token))
    }

    /// Sets the session cookie.
    #[must_use]
    pub fn start(self, token: &Secret) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}={}{}", self.name(), token.reveal(), self.attributes())).ok()
    }

    /// Takes it away.
    #[must_use]
    pub fn end(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}=; Max-Age=0{}", self.name(), self.attributes())).ok()
    }

    /// Remembers the language for a year.
    #[must_use]
    pub fn language(self, lang: super::language::Lang) -> Option<HeaderValue> {
        let code = lang.code();
        HeaderValue::from_str(&format!("{}={code}; Max-Age=31536000{}", super::language::COOKIE, self.attributes())).ok()
    }
}

/// A cookie's value. Two of one name are none: somebody may have planted one.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut found = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, value)| *key == name && value.len() <= 256);
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Some(value.to_owned()),
        (Some(_) | None, _) => None,
    }
}

/// Asks the database who stands behind a token, and what she may be today.
pub(super) async fn actor(conn: &mut PgConnection, token_hash: Option<&[u8]>, at: DateTime<Utc>) -> sqlx::Result<Actor> {
    let Some(token_hash) = token_hash else { return Ok(Actor::Visitor) };
    let rows = sqlx::query!(
        r#"select person_id as "person_id!: crate::domain::ids::PersonId", name as "name!", role as "role?: Role",
             board_id as "board_id?: crate::domain::ids::BoardId"
           from actor_of_session($1, $2, $3)"#,
        token_hash,
        at,
        calendar::day_of(at)
    )
    .fetch_all(conn)
    .await?;
    let Some(first) = rows.first() else { return Ok(Actor::Visitor) };
    let (id, name) = (first.person_id, first.name.clone());
    let grants = rows.iter().filter_map(|row| Grant::from_columns(row.role?, row.board_id)).collect();
    Ok(Actor::Person(Person { id, name, grants }))
}
