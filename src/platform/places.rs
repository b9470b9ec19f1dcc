//! Places for what takes long and takes room: a few for one person, not many in all. Whoever finds none is told so, and
//! nobody waits in a line.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::failure::{Crowd, Failure};
use crate::domain::ids::PersonId;

/// A number of places.
#[derive(Clone)]
pub(super) struct Places {
    /// How many one person may take.
    each: usize,
    in_all: usize,
    /// How many each has taken. Visitors share theirs.
    taken: Arc<Mutex<HashMap<Option<PersonId>, usize>>>,
}

impl Places {
    pub(super) fn new(each: usize, in_all: usize) -> Self {
        Self { each, in_all, taken: Arc::default() }
    }

    /// Takes a place, until what is returned is dropped.
    pub(super) fn take(&self, who: Option<PersonId>) -> Result<Place, Failure> {
        let mut taken = held(&self.taken);
        if taken.get(&who).is_some_and(|own| *own >= self.each) {
            return Err(Failure::Crowded(Crowd::Own));
        }
        if taken.values().sum::<usize>() >= self.in_all {
            return Err(Failure::Crowded(Crowd::All));
        }
        *taken.entry(who).or_default() += 1;
        drop(taken);
        Ok(Place { who, taken: Arc::clone(&self.taken) })
    }
}

/// A place that somebody has taken.
pub(super) struct Place {
    who: Option<PersonId>,
    taken: Arc<Mutex<HashMap<Option<PersonId>, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = held(&self.taken);
        if let Some(own) = taken.get_mut(&self.who) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                taken.remove(&self.who);
            }
        }
    }
}

/// Counting cannot leave it half done, so that a thread that died with it has done no harm.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Turns at what is done a few at a time. Whoever waits for hers holds nothing that others need.
#[derive(Clone)]
pub(super) struct Turns(Arc<Semaphore>);

/// How long one waits for a turn: everybody before her is at work all the time.
const TURN: Duration = Duration::from_secs(120);

impl Turns {
    pub(super) fn new(at_a_time: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_a_time)))
    }

    pub(super) async fn take(&self) -> Result<OwnedSemaphorePermit, Failure> {
        let turn = timeout(TURN, Arc::clone(&self.0).acquire_owned()).await;
        turn.map_err(|_| Failure::Crowded(Crowd::All))?.map_err(Failure::broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_third_waits_until_one_of_two_has_ended() {
        let turns = Turns::new(2);
        let (first, _second) = (turns.take().await.unwrap(), turns.take().await.unwrap());
        assert!(timeout(Duration::ZERO, turns.take()).await.is_err(), "a third was let in");
        drop(first);
        assert!(timeout(Duration::ZERO, turns.take()).await.is_ok_and(|turn| turn.is_ok()), "a free turn is given to nobody");
    }

    #[test]
    fn nobody_takes_all_places_and_a_place_is_given_back() {
        let at = "2025-01-01T00:00:00Z".parse().unwrap();
        let (ada, bo, eva) = (Some(PersonId::new(at)), Some(PersonId::new(at)), Some(PersonId::new(at)));
        let places = Places::new(2, 4);
        let first = places.take(ada).unwrap();
        let _second = places.take(ada).unwrap();
        assert!(matches!(places.take(ada), Err(Failure::Crowded(Crowd::Own))));
        drop(first);
        let _again = places.take(ada).unwrap();
        let (_b, _c) = (places.take(bo).unwrap(), places.take(bo).unwrap());
        assert!(matches!(places.take(eva), Err(Failure::Crowded(Crowd::All))));
        assert!(matches!(places.take(None), Err(Failure::Crowded(Crowd::All))));
        drop((_again, _second, _b, _c));
        assert!(held(&places.taken).is_empty(), "those who have gone are remembered");
    }
}
