//! The second step of signing in: what somebody's telephone shares with the service, sealed by a key that is not in the database, and the
//! codes that she has kept for the day without it (ADR 0072).

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use ring::hmac;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::device::DeviceKey;
use super::{sealing, session};
use crate::domain::email::EmailAddress;
use crate::domain::ids::PersonId;
use crate::domain::totp::{RecoveryCode, Shared};

/// The setting with the keys.
pub const SETTING: &str = "YTTRANDE_TWO_STEP_KEY";
/// So long a new secret can be taken in, and a right password waits for its code.
const LASTS: TimeDelta = TimeDelta::minutes(15);
/// Two clicks on one button are so far from each other at most.
const SECOND_CLICK: TimeDelta = TimeDelta::seconds(30);

/// The setting is no key. Never says what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{SETTING} is no key. It is 32 random bytes in base64, as `openssl rand -base64 32` prints them; behind a comma may stand the key that was used before"
)]
pub struct NoKey;

/// The keys by which secrets are sealed: the first one seals, all of them open.
#[derive(Clone)]
pub struct Keys(Arc<[Key]>);

struct Key {
    /// By which it is known which key a secret was sealed with. Says nothing of the key.
    mark: Vec<u8>,
    bytes: [u8; 32],
}

impl Key {
    fn of(bytes: [u8; 32]) -> Self {
        let mark = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &bytes), b"the mark of a key of second steps");
        Self { mark: mark.as_ref().iter().copied().take(8).collect(), bytes }
    }
}

/// A secret as it is kept.
pub struct Sealed {
    /// Which key opens it.
    pub key_mark: Vec<u8>,
    /// What it opens.
    pub sealed: Vec<u8>,
}

/// A secret that is shown to somebody, before she has shown that her telephone has it.
#[derive(Serialize, Deserialize)]
struct Offer {
    secret: Vec<u8>,
    until: DateTime<Utc>,
}

impl Keys {
    /// Reads the setting.
    ///
    /// # Errors
    /// [`NoKey`], when it is none.
    pub fn read(setting: &str) -> Result<Self, NoKey> {
        let one = |key: &str| STANDARD.decode(key.trim()).ok()?.try_into().ok().map(Key::of);
        let keys: Option<Vec<Key>> = setting.split(',').map(one).collect();
        keys.map(|keys| Self(keys.into())).ok_or(NoKey)
    }

    /// By what the keys are known that are here.
    #[must_use]
    pub fn marks(&self) -> Vec<Vec<u8>> {
        self.0.iter().map(|key| key.mark.clone()).collect()
    }

    /// Seals a secret for its owner. For nobody else it opens.
    #[must_use]
    pub fn seal(&self, person: PersonId, secret: &Shared) -> Option<Sealed> {
        let key = self.0.first()?;
        Some(Sealed { key_mark: key.mark.clone(), sealed: sealing::seal(&key.bytes, &kept_for(person), secret.reveal().to_vec())? })
    }

    fn open(&self, person: PersonId, kept: &Sealed) -> Option<Shared> {
        let key = self.0.iter().find(|key| key.mark == kept.key_mark)?;
        Shared::of(&sealing::open(&key.bytes, &kept_for(person), &kept.sealed)?)
    }

    fn is_sealed_by_the_newest(&self, kept: &Sealed) -> bool {
        self.0.first().is_some_and(|key| key.mark == kept.key_mark)
    }

    /// A new secret on its way to its owner's telephone and back: it lies in the page on which she takes it in, and is kept only then.
    #[must_use]
    pub fn offer(&self, person: PersonId, secret: &Shared, at: DateTime<Utc>) -> Option<String> {
        let offer = Offer { secret: secret.reveal().to_vec(), until: at + LASTS };
        let sealed = sealing::seal(&self.0.first()?.bytes, &offered_to(person), serde_json::to_vec(&offer).ok()?)?;
        Some(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// The secret of an offer; nothing when it is none of ours, another's, or too old.
    #[must_use]
    pub fn offered(&self, person: PersonId, offer: &str, at: DateTime<Utc>) -> Option<Shared> {
        let sealed = URL_SAFE_NO_PAD.decode(offer).ok()?;
        let opened = self.0.iter().find_map(|key| sealing::open(&key.bytes, &offered_to(person), &sealed))?;
        let offer: Offer = serde_json::from_slice(&opened).ok()?;
        Shared::of(&offer.secret).filter(|_| offer.until > at)
    }
}

fn kept_for(person: PersonId) -> Vec<u8> {
    format!("the secret of a second step, kept for {person}").into_bytes()
}

fn offered_to(person: PersonId) -> Vec<u8> {
    format!("the secret of a second step, offered to {person}").into_bytes()
}

/// Somebody whose password was right, and who has not shown her code yet. It lies in the page on which she is asked for it, sealed.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct HalfWay {
    /// Who.
    pub person: PersonId,
    /// The address that she typed.
    pub email: String,
    /// A digest of what her password was held against: with another password she is not half way any more.
    password: Vec<u8>,
    until: DateTime<Utc>,
}

/// What the seal is for.
const HALF_WAY: &[u8] = b"somebody whose password was right";

impl HalfWay {
    /// From now on, for a quarter of an hour.
    #[must_use]
    pub fn new(person: PersonId, email: &EmailAddress, password_hash: &str, at: DateTime<Utc>) -> Self {
        Self { person, email: email.as_str().to_owned(), password: session::hash(password_hash), until: at + LASTS }
    }

    /// Whether her password is still the one that was right.
    #[must_use]
    pub fn is_of(&self, password_hash: &str) -> bool {
        self.password == session::hash(password_hash)
    }

    pub(super) fn seal(&self, key: &DeviceKey) -> Option<String> {
        Some(URL_SAFE_NO_PAD.encode(sealing::seal(&key.0, HALF_WAY, serde_json::to_vec(self).ok()?)?))
    }

    pub(super) fn open(sealed: &str, key: &DeviceKey, at: DateTime<Utc>) -> Option<Self> {
        let opened = sealing::open(&key.0, HALF_WAY, &URL_SAFE_NO_PAD.decode(sealed).ok()?)?;
        serde_json::from_slice::<Self>(&opened).ok().filter(|half| half.until > at)
    }
}

/// What became of a code that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It was her telephone's.
    Code,
    /// It was one of those that she has kept; so many are left.
    Recovery {
        /// Of ten.
        left: i32,
    },
    /// It was, in this very form, a moment ago: a second click.
    Before,
    /// It was none, or it was used before.
    Wrong,
    /// Nobody can tell: the key is not here. What she has kept would do.
    Unreadable,
    /// She has no second step.
    NotOn,
}

/// Whether somebody has a second step.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_on(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select 1 from second_step where person_id = $1::person_id) as "on!""#, person as PersonId).fetch_one(conn).await
}

/// Tries a code, and uses it up if it is right. Holds her second step to the end of the transaction: of two windows with the same code the
/// second one finds it used.
///
/// # Errors
/// When the database cannot be written.
pub async fn tried(conn: &mut PgConnection, keys: Option<&Keys>, person: PersonId, typed: &str, at: DateTime<Utc>) -> sqlx::Result<Tried> {
    let row = sqlx::query!("select key_mark, sealed, last_step from second_step where person_id = $1::person_id for update", person as PersonId)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(Tried::NotOn) };
    if let Some(code) = RecoveryCode::read(typed) {
        return used_up(conn, person, &code, at).await;
    }
    let kept = Sealed { key_mark: row.key_mark, sealed: row.sealed };
    let Some((keys, secret)) = keys.and_then(|keys| Some((keys, keys.open(person, &kept)?))) else {
        tracing::error!("the key by which a second step was sealed is not here: set {SETTING}, with the former key behind the new one");
        return Ok(Tried::Unreadable);
    };
    let Some(step) = secret.step_of(typed, at, row.last_step) else { return Ok(Tried::Wrong) };
    // Once a code shows that it is hers it is sealed by the newest key.
    let sealed = if keys.is_sealed_by_the_newest(&kept) { None } else { keys.seal(person, &secret) }.unwrap_or(kept);
    sqlx::query!(
        "update second_step set last_step = $2, key_mark = $3, sealed = $4 where person_id = $1::person_id",
        person as PersonId,
        step,
        sealed.key_mark,
        sealed.sealed
    )
    .execute(conn)
    .await?;
    Ok(Tried::Code)
}

/// A second click: what she sends is, sign for sign, the form by which she was let in a moment ago, and she has not signed out since. Whoever
/// read her code on its way has another page, and so another form. Asked when [`tried`] has found the code used, which holds her second step.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_a_second_click(conn: &mut PgConnection, person: PersonId, form: &[u8], at: DateTime<Utc>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from second_step s
             join session n on n.person_id = s.person_id and n.created_at = s.let_in_at and n.ended_at is null
             where s.person_id = $1::person_id and s.let_in_by = $2 and s.let_in_at >= $3
           ) as "second!""#,
        person as PersonId,
        form,
        at - SECOND_CLICK
    )
    .fetch_one(conn)
    .await
}

/// Keeps by which form she was let in.
///
/// # Errors
/// When the database cannot be written.
pub async fn is_let_in(conn: &mut PgConnection, person: PersonId, form: &[u8], at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("update second_step set let_in_by = $2, let_in_at = $3 where person_id = $1::person_id", person as PersonId, form, at).execute(conn).await?;
    Ok(())
}

async fn used_up(conn: &mut PgConnection, person: PersonId, code: &RecoveryCode, at: DateTime<Utc>) -> sqlx::Result<Tried> {
    let used = sqlx::query!(
        "update recovery_code set used_at = $3 where code_hash = $2 and person_id = $1::person_id and used_at is null",
        person as PersonId,
        code.hash(person),
        at
    );
    if used.execute(&mut *conn).await?.rows_affected() != 1 {
        return Ok(Tried::Wrong);
    }
    Ok(Tried::Recovery { left: left(conn, person).await? })
}

/// How many of the codes that she has kept are not used.
///
/// # Errors
/// When the database cannot be read.
pub async fn left(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<i32> {
    sqlx::query_scalar!(r#"select count(*)::int as "left!" from recovery_code where person_id = $1::person_id and used_at is null"#, person as PersonId)
        .fetch_one(conn)
        .await
}

/// Takes somebody's second step away, with the codes that she has kept. Says whether she had one.
///
/// # Errors
/// When the database cannot be written.
pub async fn taken_away(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<bool> {
    let gone = sqlx::query!("delete from second_step where person_id = $1::person_id", person as PersonId).execute(&mut *conn).await?;
    sqlx::query!("delete from recovery_code where person_id = $1::person_id", person as PersonId).execute(conn).await?;
    Ok(gone.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const OTHER: &str = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    fn now() -> DateTime<Utc> {
        "2025-02-03T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_key_is_thirty_two_bytes_and_nothing_is_said_of_what_is_none() {
        assert!(Keys::read(ONE).is_ok() && Keys::read(&format!("{ONE}, {OTHER}\n")).is_ok());
        for none in ["", "hemligt", "AAECAwQ=", &format!("{ONE},"), &format!("{ONE}AAAA")] {
            let fault = Keys::read(none).err().unwrap();
            assert!(!fault.to_string().contains("hemligt") && fault.to_string().contains("openssl rand -base64 32"), "{none}");
        }
    }

    #[test]
    fn a_secret_opens_for_its_owner_by_its_key_and_for_nobody_else() {
        let (anna, bo) = (PersonId::new(now()), PersonId::new(now()));
        let (keys, others) = (Keys::read(ONE).unwrap(), Keys::read(OTHER).unwrap());
        let secret = Shared::new();
        let kept = keys.seal(anna, &secret).unwrap();
        assert_eq!((kept.key_mark.len(), kept.sealed.len()), (8, 48));
        assert!(keys.open(anna, &kept) == Some(secret.clone()) && keys.open(bo, &kept).is_none() && others.open(anna, &kept).is_none());
        // After the key has been exchanged what is sealed by the former one still opens.
        let both = Keys::read(&format!("{OTHER},{ONE}")).unwrap();
        assert!(both.open(anna, &kept) == Some(secret.clone()) && !both.is_sealed_by_the_newest(&kept));
        let again = both.seal(anna, &secret).unwrap();
        assert!(both.is_sealed_by_the_newest(&again) && others.open(anna, &again) == Some(secret.clone()));
        for at in [0, 20, 47] {
            let mut changed = keys.seal(anna, &secret).unwrap();
            changed.sealed[at] ^= 1;
            assert!(keys.open(anna, &changed).is_none(), "{at}");
        }
    }

    #[test]
    fn an_offer_is_taken_by_whom_it_was_made_to_and_for_a_quarter_of_an_hour() {
        let (anna, bo) = (PersonId::new(now()), PersonId::new(now()));
        let (keys, secret) = (Keys::read(ONE).unwrap(), Shared::new());
        let offer = keys.offer(anna, &secret, now()).unwrap();
        assert!(keys.offered(anna, &offer, now()) == Some(secret.clone()));
        assert!(keys.offered(bo, &offer, now()).is_none() && keys.offered(anna, &offer, now() + LASTS).is_none());
        assert!(keys.offered(anna, "", now()).is_none() && keys.offered(anna, &offer[1..], now()).is_none());
    }

    #[test]
    fn whoever_is_half_way_is_so_for_a_quarter_of_an_hour_and_with_the_same_password() {
        let (key, other) = (DeviceKey(vec![7; 32]), DeviceKey(vec![8; 32]));
        let half = HalfWay::new(PersonId::new(now()), &EmailAddress::parse("anna@kommun.se").unwrap(), "$argon2id$x", now());
        let sealed = half.seal(&key).unwrap();
        assert_eq!(HalfWay::open(&sealed, &key, now()), Some(half.clone()));
        assert_eq!(HalfWay::open(&sealed, &other, now()), None);
        assert_eq!(HalfWay::open(&sealed, &key, now() + LASTS), None);
        assert!(half.is_of("$argon2id$x") && !half.is_of("$argon2id$y"));
    }
}
