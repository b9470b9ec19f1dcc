//! Passwords: argon2id, and the two queues before it.
//!
//! Strangers wait in one, those who are known in the other: on a device that has let them in, in a session, with a one-time
//! link. Each queue has one place at which is worked, few places in which is waited, and an end to the waiting, so that a crowd
//! of strangers takes one processor, 19 MiB and nobody's turn but their own. Of those who are known nobody stands there more than
//! twice: one of them cannot fill the queue of the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::{Failure, Wait};
use crate::domain::password::Password;

/// In which queue somebody waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Whoever has shown nothing yet.
    Strangers,
    /// Whoever is known: by a hash of whose device, session or one-time link it is.
    Known(Vec<u8>),
}

/// So many can stand in a queue, the one whose turn it is with them: what is hashed in about a second.
const STANDING: usize = 24;
/// So often the same person, or one-time link, can stand in it.
const EACH: usize = 2;
/// The longest that anybody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(3);

/// The queue is full, or took too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl From<Busy> for Wait {
    fn from(Busy: Busy) -> Self {
        Self::Crowd
    }
}

impl From<Busy> for Failure {
    fn from(Busy: Busy) -> Self {
        Self::Unavailable
    }
}

/// Hashes and checks, one at a time in each queue, in 19 MiB that are kept: given back, they would stay with the allocator,
/// once more for each thread that has hashed. One at a time is some fifty a second.
#[derive(Clone)]
pub struct Hasher {
    strangers: Queue,
    known: Queue,
    /// What an unknown person's password is checked against, so that both take the same time.
    dummy: Arc<str>,
}

#[derive(Clone)]
struct Queue {
    standing: Arc<Semaphore>,
    /// How often whoever is known stands here.
    own: Arc<Mutex<HashMap<Vec<u8>, usize>>>,
    turn: Arc<Semaphore>,
    patience: Duration,
    memory: Arc<Mutex<Memory>>,
}

impl Queue {
    fn new() -> Self {
        Self {
            standing: Arc::new(Semaphore::new(STANDING)),
            own: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
            patience: PATIENCE,
            memory: Arc::default(),
        }
    }
}

impl Hasher {
    /// Makes the dummy hash.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn new() -> anyhow::Result<Self> {
        let dummy = Memory::default().hash("nobody has this password")?;
        Ok(Self { strangers: Queue::new(), known: Queue::new(), dummy: dummy.into() })
    }

    /// Stands in line, or is told at once that there is no room. Taken before the database is asked anything, so that no more
    /// than these ask it.
    ///
    /// # Errors
    /// [`Busy`] when the queue is full, or the same one stands there too often.
    pub fn stand(&self, lane: Lane) -> Result<Standing, Busy> {
        let (queue, own) = match lane {
            Lane::Strangers => (&self.strangers, None),
            Lane::Known(whose) => (&self.known, Some(Own::of(&self.known.own, whose)?)),
        };
        let room = Arc::clone(&queue.standing).try_acquire_owned().map_err(|_| Busy)?;
        Ok(Standing { _room: room, _own: own, queue: queue.clone(), dummy: Arc::clone(&self.dummy) })
    }

    /// Stands in line and waits for the turn.
    ///
    /// # Errors
    /// [`Busy`] when the queue is full, or the turn does not come in time.
    pub async fn place(&self, lane: Lane) -> Result<Place, Busy> {
        self.stand(lane)?.turn().await
    }
}

/// Somebody for whom there is no place waits until she looks again.
pub async fn a_moment() {
    // It is nothing but time that is waited for.
    drop(tokio::time::timeout(Duration::from_millis(25), std::future::pending::<()>()).await);
}

/// One of the places that somebody who is known can have.
struct Own {
    all: Arc<Mutex<HashMap<Vec<u8>, usize>>>,
    whose: Vec<u8>,
}

impl Own {
    fn of(all: &Arc<Mutex<HashMap<Vec<u8>, usize>>>, whose: Vec<u8>) -> Result<Self, Busy> {
        let mut places = all.lock().unwrap_or_else(PoisonError::into_inner);
        let own = places.entry(whose.clone()).or_default();
        if *own >= EACH {
            return Err(Busy);
        }
        *own += 1;
        Ok(Self { all: Arc::clone(all), whose })
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let mut places = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = places.get_mut(&self.whose) {
            *own -= 1;
            if *own == 0 {
                places.remove(&self.whose);
            }
        }
    }
}

/// Somebody in line.
pub struct Standing {
    _room: OwnedSemaphorePermit,
    _own: Option<Own>,
    queue: Queue,
    dummy: Arc<str>,
}

impl Standing {
    /// Waits for the turn. Whoever waits here holds no connection of the database.
    ///
    /// # Errors
    /// [`Busy`] when it does not come in time.
    pub async fn turn(self) -> Result<Place, Busy> {
        let turn = tokio::time::timeout(self.queue.patience, Arc::clone(&self.queue.turn).acquire_owned());
        let permit = turn.await.map_err(|_| Busy)?.map_err(|_| Busy)?;
        Ok(Place { _permit: permit, standing: self })
    }
}

/// Somebody's turn to be hashed.
pub struct Place {
    _permit: OwnedSemaphorePermit,
    standing: Standing,
}

impl Place {
    /// A new hash.
    ///
    /// # Errors
    /// When the machine fails.
    pub async fn hash(&self, password: &Password) -> Result<String, Failure> {
        let password = password.clone();
        self.aside(move |memory| memory.hash(password.as_str()).map_err(Failure::broken)).await?
    }

    /// Whether the password is the one. Without a stored hash the answer is no, after the same work.
    ///
    /// # Errors
    /// When the machine fails.
    pub async fn matches(&self, password: &Password, stored: Option<&str>) -> Result<bool, Failure> {
        let known = stored.is_some();
        let stored = stored.map_or_else(|| self.standing.dummy.to_string(), ToOwned::to_owned);
        let password = password.clone();
        let right = self.aside(move |memory| memory.matches(password.as_str(), &stored).unwrap_or(false)).await?;
        Ok(known && right)
    }

    /// Off the threads that serve requests. Whoever goes away meanwhile gives up the turn; the next one then waits here.
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce(&mut Memory) -> T + Send + 'static) -> Result<T, Failure> {
        let memory = Arc::clone(&self.standing.queue.memory);
        let work = move || work(&mut memory.lock().unwrap_or_else(PoisonError::into_inner));
        tokio::task::spawn_blocking(work).await.map_err(Failure::broken)
    }
}

/// Where argon2 works. As large as the largest hash so far.
#[derive(Default)]
struct Memory(Vec<Block>);

impl Memory {
    fn hash(&mut self, password: &str) -> anyhow::Result<String> {
        let salt: [u8; 16] = rand::random();
        self.work(password, &salt, (Algorithm::Argon2id, Version::V0x13, own_params())).map(|hash| hash.to_string())
    }

    /// With the settings that the stored hash names. The comparison takes the same time wherever they differ.
    fn matches(&mut self, password: &str, stored: &str) -> anyhow::Result<bool> {
        let stored = PasswordHash::new(stored)?;
        let (Some(salt), Some(wanted)) = (&stored.salt, &stored.hash) else { return Ok(false) };
        let version = stored.version.map(Version::try_from).transpose()?.unwrap_or_default();
        let settings = (Algorithm::try_from(stored.algorithm.as_str())?, version, Params::try_from(&stored)?);
        Ok(self.work(password, salt, settings)?.hash.as_ref() == Some(wanted))
    }

    fn work(&mut self, password: &str, salt: &[u8], (algorithm, version, params): (Algorithm, Version, Params)) -> anyhow::Result<PasswordHash> {
        if self.0.len() < params.block_count() {
            self.0.resize(params.block_count(), Block::default());
        }
        let mut out = vec![0; params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
        let written = ParamsString::try_from(&params)?;
        Argon2::new(algorithm, version, params).hash_password_into_with_memory(password.as_bytes(), salt, &mut out, &mut self.0)?;
        Ok(PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: written,
            salt: Some(Salt::new(salt)?),
            hash: Some(Output::new(&out)?),
        })
    }
}

/// OWASP's first choice for argon2id: 19 MiB, two passes.
fn own_params() -> Params {
    Params::new(19 * 1024, 2, 1, None).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(n: u8) -> Lane {
        Lane::Known(vec![n; 32])
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_and_nobody_matches_none() {
        let hasher = Hasher::new().unwrap().place(known(1)).await.unwrap();
        let hash = hasher.hash(&"fyra ord på en rad".into()).await.unwrap();
        assert!(hasher.matches(&"fyra ord pa\u{30a} en rad".into(), Some(&hash)).await.unwrap());
        assert!(!hasher.matches(&"fyra ord på en rav".into(), Some(&hash)).await.unwrap());
        assert!(!hasher.matches(&"nobody has this password".into(), None).await.unwrap());
    }

    #[test]
    fn a_hash_made_by_the_library_alone_matches_and_ours_matches_there() {
        use argon2::{PasswordHasher as _, PasswordVerifier as _};
        let (library, mut memory) = (Argon2::new(Algorithm::Argon2id, Version::V0x13, own_params()), Memory::default());
        let theirs = library.hash_password("fyra ord på en rad".as_bytes()).unwrap().to_string();
        assert!(memory.matches("fyra ord på en rad", &theirs).unwrap() && !memory.matches("fyra ord på en rav", &theirs).unwrap());
        let ours = memory.hash("fyra ord på en rad").unwrap();
        assert!(library.verify_password("fyra ord på en rad".as_bytes(), &PasswordHash::new(&ours).unwrap()).is_ok());
        // One with other settings, and one that is none.
        let small = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 3, 2, None).unwrap());
        let small = small.hash_password(b"fyra ord").unwrap().to_string();
        assert!(memory.matches("fyra ord", &small).unwrap() && !memory.matches("fyra rad", &small).unwrap());
        assert!(memory.matches("fyra ord", "$argon2id$").is_err());
    }

    /// What the process holds, in MiB.
    fn resident() -> u64 {
        let status = std::fs::read_to_string("/proc/self/statm").unwrap();
        status.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 4096 / (1024 * 1024)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn many_sign_ins_take_no_more_memory_than_one() {
        let hasher = Hasher::new().unwrap();
        let hash = hasher.place(Lane::Strangers).await.unwrap().hash(&"fyra ord på en rad".into()).await.unwrap();
        let before = resident();
        let crowd: Vec<_> = (0..12)
            .map(|_| {
                let (hasher, hash) = (hasher.clone(), hash.clone());
                tokio::spawn(async move { hasher.place(Lane::Strangers).await.unwrap().matches(&"fyra ord på en rad".into(), Some(&hash)).await.unwrap() })
            })
            .collect();
        for one in crowd {
            assert!(one.await.unwrap());
        }
        assert!(resident() < before + 15, "{before} MiB became {}", resident());
        assert_eq!(hasher.strangers.memory.lock().unwrap().0.len(), own_params().block_count());
    }

    #[tokio::test]
    async fn a_full_queue_of_strangers_says_so_at_once_and_keeps_nobody_who_is_known_waiting() {
        let hasher = Hasher::new().unwrap();
        let crowd: Vec<Standing> = (0..STANDING).map(|_| hasher.stand(Lane::Strangers).unwrap()).collect();
        assert_eq!(hasher.stand(Lane::Strangers).err(), Some(Busy));
        hasher.place(known(1)).await.unwrap();
        drop(crowd);
        hasher.place(Lane::Strangers).await.unwrap();
    }

    #[tokio::test]
    async fn nobody_who_is_known_fills_the_queue_of_the_others() {
        let hasher = Hasher::new().unwrap();
        let mut many: Vec<Standing> = (0..EACH).map(|_| hasher.stand(known(1)).unwrap()).collect();
        assert_eq!(hasher.stand(known(1)).err(), Some(Busy));
        many.push(hasher.stand(known(2)).unwrap());
        many.remove(0);
        many.push(hasher.stand(known(1)).unwrap());
        drop(many);
        assert!(hasher.known.own.lock().unwrap().is_empty(), "nothing is kept of who was here");
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let mut hasher = Hasher::new().unwrap();
        hasher.strangers.patience = Duration::from_millis(1);
        let _working = hasher.place(Lane::Strangers).await.unwrap();
        assert_eq!(hasher.place(Lane::Strangers).await.err(), Some(Busy));
    }
}
