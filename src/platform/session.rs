//! Sessions: a random token in a cookie, its SHA-256 in the database. Nobody who reads the database can sign in.

mod recent;

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::{PgConnection, PgPool};

use super::cookie;
use crate::domain::actor::{Actor, Grant, Person, Role};
use crate::domain::calendar;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::terms::VerdictWord;
pub(super) use recent::{Recent, is_same};

/// How long a session lives in all.
pub const LIFETIME: TimeDelta = TimeDelta::hours(10);
/// How long it lives when nothing is heard of its owner. The database judges by the same limit, in `stand_at_gate`.
pub const IDLE: TimeDelta = TimeDelta::minutes(45);

/// How long it is kept when it is over, for whoever asks what has been done in her name.
pub const KEPT: TimeDelta = TimeDelta::days(90);

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

    pub(super) fn attributes(self) -> &'static str {
        match self {
            Self::Secure => "; Path=/; HttpOnly; SameSite=Lax; Secure",
            Self::Plain => "; Path=/; HttpOnly; SameSite=Lax",
        }
    }

    /// The hash of the token in the request, if there is exactly one.
    #[must_use]
    pub fn token_hash(self, headers: &HeaderMap) -> Option<Vec<u8>> {
        cookie::value(headers, self.name()).map(|token| hash(&token))
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
        let (name, code) = (self.language_name(), lang.code());
        HeaderValue::from_str(&format!("{name}={code}; Max-Age=31536000{}", self.attributes())).ok()
    }

    fn language_name(self) -> &'static str {
        match self {
            Self::Secure => super::language::SECURE_COOKIE,
            Self::Plain => super::language::COOKIE,
        }
    }
}

/// Whoever stands at a gate, and what every page says about her and the house.
pub(super) struct Caller {
    pub(super) actor: Actor,
    /// How many notices she has not read.
    pub(super) unread: i64,
    /// From which day more than a password is demanded of her, where she has shown no more.
    pub(super) second_step_from: Option<NaiveDate>,
    pub(super) house: House,
}

/// Whose house it is. Empty until it has been set up.
#[derive(Default)]
pub(super) struct House {
    pub(super) organisation: String,
    pub(super) auditors: String,
    pub(super) contact: String,
    /// What its auditors call a verdict.
    pub(super) verdict: VerdictWord,
}

/// Asks the database who stands behind a token and what she may be today, and renews her session's idle clock. Before any
/// transaction, because a page's is read-only.
pub(super) async fn caller(door: PgPool, token_hash: Option<&[u8]>, at: DateTime<Utc>) -> sqlx::Result<Caller> {
    let row = sqlx::query!(
        r#"select person_id as "person_id?: PersonId", name, roles as "roles?: Vec<Role>", boards as "boards?: Vec<Option<BoardId>>",
             unread, organisation, auditors, contact, second_step_from, verdict_word as "verdict_word?: VerdictWord"
           from stand_at_gate($1, $2, $3)"#,
        token_hash,
        at,
        calendar::day_of(at)
    )
    .fetch_one(&door)
    .await?;
    let one_step = row.second_step_from.is_some_and(|day| day <= calendar::day_of(at));
    let actor = match (row.person_id, row.name) {
        (Some(id), Some(name)) => {
            let person = Person { id, name, grants: grants(row.roles, row.boards) };
            if one_step { Actor::OneStep(person) } else { Actor::Person(person) }
        }
        _ => Actor::Visitor,
    };
    let house = House {
        organisation: row.organisation.unwrap_or_default(),
        auditors: row.auditors.unwrap_or_default(),
        contact: row.contact.unwrap_or_default(),
        verdict: row.verdict_word.unwrap_or_default(),
    };
    Ok(Caller { actor, unread: row.unread.unwrap_or(0), second_step_from: row.second_step_from, house })
}

fn grants(roles: Option<Vec<Role>>, boards: Option<Vec<Option<BoardId>>>) -> Vec<Grant> {
    roles.unwrap_or_default().into_iter().zip(boards.unwrap_or_default()).filter_map(|(role, board)| Grant::from_columns(role, board)).collect()
}

/// The same person as she is now, by her own transaction: whoever has waited for a lock acts as what she is when she has it.
pub(super) async fn now(conn: &mut PgConnection, actor: &Actor, at: DateTime<Utc>) -> sqlx::Result<Actor> {
    let Actor::Person(Person { id, name, .. }) = actor else { return Ok(actor.clone()) };
    let row = sqlx::query!(r#"select roles as "roles?: Vec<Role>", boards as "boards?: Vec<Option<BoardId>>" from holds_now($1)"#, calendar::day_of(at))
        .fetch_one(conn)
        .await?;
    Ok(Actor::Person(Person { id: *id, name: name.clone(), grants: grants(row.roles, row.boards) }))
}

/// Whose session a token was, also when it is over.
pub(super) async fn whose(door: PgPool, token_hash: &[u8]) -> sqlx::Result<Option<PersonId>> {
    sqlx::query_scalar!(r#"select whose_session($1) as "person?: PersonId""#, token_hash).fetch_one(&door).await
}
