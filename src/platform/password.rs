//! Passwords: argon2id, one place, few at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::Failure;

/// The fewest characters of a password while there is no second factor.
pub const SHORTEST: usize = 15;
/// The most: beyond this it is no password but an attack on the machine.
pub const LONGEST: usize = 256;

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// Easy to guess: repeated characters, or the person's own name or address.
    TooSimple,
    /// The two fields differ.
    NotTheSame,
}

/// Judges a new password. No rules of composition: length is what counts.
///
/// # Errors
/// See [`PasswordFault`].
pub fn judge(password: &str, again: &str, email: &str, name: &str) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    let folded = password.to_lowercase();
    let distinct = folded.chars().collect::<std::collections::BTreeSet<_>>().len();
    let own = |word: &str| word.chars().count() >= 4 && folded.replace(&word.to_lowercase(), "").chars().count() < 8;
    if length < SHORTEST {
        Err(PasswordFault::TooShort)
    } else if length > LONGEST {
        Err(PasswordFault::TooLong)
    } else if distinct < 5 || own(email) || own(name) || guessable(&folded) {
        Err(PasswordFault::TooSimple)
    } else if password != again {
        Err(PasswordFault::NotTheSame)
    } else {
        Ok(())
    }
}

fn guessable(folded: &str) -> bool {
    let known = ["lösenord", "losenord", "password", "qwertyuiop", "1234567890", "abcdefghij", "yttrande", "revision"];
    let mut rest = folded.to_owned();
    for word in known {
        rest = rest.replace(word, "");
    }
    rest.chars().count() < 6
}

/// Hashes and checks, two at a time: each takes 19 MiB.
#[derive(Clone)]
pub struct Hasher {
    places: Arc<Semaphore>,
    /// What an unknown person's password is checked against, so that both take the same time.
    dummy: Arc<str>,
}

impl Hasher {
    /// Makes the dummy hash.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn new() -> anyhow::Result<Self> {
        let dummy = argon2().hash_password(b"nobody has this password").map_err(|e| anyhow::anyhow!("{e}"))?.to_string();
        Ok(Self { places: Arc::new(Semaphore::new(2)), dummy: dummy.into() })
    }

    /// A place in the queue. Taken before a transaction is opened, so that those who wait for their turn to be hashed
    /// hold no connection, and a crowd at the door does not stop those who are inside.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the queue is so long that the turn does not come within ten seconds.
    pub async fn place(&self) -> Result<Place, Failure> {
        let turn = tokio::time::timeout(std::time::Duration::from_secs(10), Arc::clone(&self.places).acquire_owned());
        let permit = turn.await.map_err(|_| Failure::Unavailable)?.map_err(Failure::broken)?;
        Ok(Place { _permit: permit, dummy: Arc::clone(&self.dummy) })
    }
}

/// Somebody's turn to be hashed.
pub struct Place {
    _permit: OwnedSemaphorePermit,
    dummy: Arc<str>,
}

impl Place {
    /// A new hash.
    ///
    /// # Errors
    /// When the machine fails.
    pub async fn hash(&self, password: &str) -> Result<String, Failure> {
        let password = password.to_owned();
        aside(move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(Failure::broken)).await?
    }

    /// Whether the password is the one. Without a stored hash the answer is no, after the same work.
    ///
    /// # Errors
    /// When the machine fails.
    pub async fn matches(&self, password: &str, stored: Option<&str>) -> Result<bool, Failure> {
        let known = stored.is_some();
        let stored = stored.map_or_else(|| self.dummy.to_string(), ToOwned::to_owned);
        let password = password.to_owned();
        let right = aside(move || PasswordHash::new(&stored).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())).await?;
        Ok(right && known)
    }
}

/// On a thread of its own, so that other requests are not held up.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(Failure::broken)
}

/// OWASP's first choice for argon2id: 19 MiB, two passes.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_what_counts() {
        let judged = |password: &str| judge(password, password, "anna.berg@strand.example", "Anna Berg");
        assert_eq!(judged("kort"), Err(PasswordFault::TooShort));
        assert_eq!(judged("fyra ord på en rad"), Ok(()));
        assert_eq!(judged("aaaaaaaaaaaaaaaaaaaa"), Err(PasswordFault::TooSimple));
        assert_eq!(judged("lösenord1234567890"), Err(PasswordFault::TooSimple));
        assert_eq!(judged("anna.berg@strand.example"), Err(PasswordFault::TooSimple));
        assert_eq!(judged(&"ab cd ef ".repeat(40)), Err(PasswordFault::TooLong));
        assert_eq!(judge("fyra ord på en rad", "något helt annat här", "", ""), Err(PasswordFault::NotTheSame));
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_and_nobody_matches_none() {
        let hasher = Hasher::new().unwrap().place().await.unwrap();
        let hash = hasher.hash("fyra ord på en rad").await.unwrap();
        assert!(hasher.matches("fyra ord på en rad", Some(&hash)).await.unwrap());
        assert!(!hasher.matches("fyra ord på en rav", Some(&hash)).await.unwrap());
        assert!(!hasher.matches("nobody has this password", None).await.unwrap());
    }
}
