//! What strangers may try: so much from one network, and so much all together. Asked before anything else is done for them,
//! without the database, in the memory of each instance. Whoever comes on a device that is known is no stranger (`device.rs`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::failure::Wait;
use super::network::Network;

/// Wrong passwords from one network within [`WINDOW`].
pub const FROM_ONE_NETWORK: u32 = 30;
/// The time within which they are counted.
pub const WINDOW: TimeDelta = TimeDelta::minutes(10);
/// Attempts of all strangers within a second: about half of what one processor can hash.
pub const A_SECOND: u32 = 20;
/// Networks that are remembered. Beyond this the one that came first is forgotten.
const REMEMBERED: usize = 10_000;

/// The counts of one instance.
#[derive(Clone, Default)]
pub struct Strangers(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    networks: HashMap<Network, Count>,
    all: Count,
}

#[derive(Clone, Copy, Default)]
struct Count {
    since: DateTime<Utc>,
    attempts: u32,
}

impl Count {
    /// Counts one more, unless there are too many. A clock that has gone back begins anew.
    fn one_more(&mut self, most: u32, window: TimeDelta, at: DateTime<Utc>) -> Result<(), TimeDelta> {
        if at - self.since >= window || at < self.since {
            *self = Self { since: at, attempts: 0 };
        }
        if self.attempts >= most {
            return Err(window - (at - self.since));
        }
        self.attempts += 1;
        Ok(())
    }

    fn one_less(&mut self) {
        self.attempts = self.attempts.saturating_sub(1);
    }
}

impl Strangers {
    /// Lets one more try, and counts it beforehand, so that a hundred at once are a hundred.
    ///
    /// # Errors
    /// How long to wait.
    pub fn admit(&self, network: Option<Network>, at: DateTime<Utc>) -> Result<(), Wait> {
        let mut counts = self.counts();
        if let Some(network) = network {
            counts.make_room(network, at);
            counts.networks.entry(network).or_default().one_more(FROM_ONE_NETWORK, WINDOW, at).map_err(Wait::For)?;
        }
        let crowded = counts.all.one_more(A_SECOND, TimeDelta::seconds(1), at);
        if crowded.is_err() {
            counts.give_back(network);
        }
        crowded.map_err(|_| Wait::Crowd)
    }

    /// She got in: it was no attempt.
    pub fn forgive(&self, network: Option<Network>) {
        let mut counts = self.counts();
        counts.give_back(network);
        counts.all.one_less();
    }

    /// So long is somebody kept who has to wait: at random, so that those who came together do not come back together.
    pub(super) async fn hold_up(&self) {
        let time = Duration::from_millis(rand::random_range(2_000..4_000));
        // It is nothing but time that is waited for.
        drop(tokio::time::timeout(time, std::future::pending::<()>()).await);
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    fn give_back(&mut self, network: Option<Network>) {
        if let Some(count) = network.and_then(|network| self.networks.get_mut(&network)) {
            count.one_less();
        }
    }

    /// Forgets what is over, and if that is not enough, whoever came first.
    fn make_room(&mut self, newcomer: Network, at: DateTime<Utc>) {
        if self.networks.len() < REMEMBERED || self.networks.contains_key(&newcomer) {
            return;
        }
        self.networks.retain(|_, count| at - count.since < WINDOW && at >= count.since);
        if self.networks.len() >= REMEMBERED
            && let Some(oldest) = self.networks.iter().min_by_key(|(_, count)| count.since).map(|(network, _)| *network)
        {
            self.networks.remove(&oldest);
        }
    }
}

/// Devices whose cookie is ours and that are nevertheless held up, as the database has said: kept here so that whoever comes again
/// and again with one of them takes no place among those who are known, and asks the database nothing.
#[derive(Clone, Default)]
pub struct HeldDevices(Arc<Mutex<HashMap<Vec<u8>, Held>>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// It was forgotten: whoever comes with it is a stranger like others.
    Forgotten { until: DateTime<Utc> },
    /// Too much was tried with it.
    Waits { until: DateTime<Utc> },
}

impl Held {
    fn until(self) -> DateTime<Utc> {
        match self {
            Self::Forgotten { until } | Self::Waits { until } => until,
        }
    }
}

impl HeldDevices {
    /// Whether this one is still known, as far as is remembered here.
    ///
    /// # Errors
    /// How long to wait.
    pub(super) fn is_known(&self, device: &[u8], at: DateTime<Utc>) -> Result<bool, Wait> {
        match self.all().get(device).filter(|held| held.until() > at) {
            None => Ok(true),
            Some(Held::Forgotten { .. }) => Ok(false),
            Some(Held::Waits { until }) => Err(Wait::For(*until - at)),
        }
    }

    /// It is not among those who are known any more. Remembered for a quarter: then the database is asked again.
    pub(super) fn was_forgotten(&self, device: Vec<u8>, at: DateTime<Utc>) {
        self.remember(device, Held::Forgotten { until: at + TimeDelta::minutes(15) }, at);
    }

    /// It has to wait for so long.
    pub(super) fn waits(&self, device: Vec<u8>, time: TimeDelta, at: DateTime<Utc>) {
        self.remember(device, Held::Waits { until: at + time }, at);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember(&self, device: Vec<u8>, held: Held, at: DateTime<Utc>) {
        let mut all = self.all();
        if all.len() >= REMEMBERED && !all.contains_key(&device) {
            all.retain(|_, held| held.until() > at);
            // Each was made by a sign-in of somebody's; so many at once have none.
            if all.len() >= REMEMBERED {
                return;
            }
        }
        all.insert(device, held);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_764_000_000 + second, 0).unwrap()
    }

    fn network(n: u32) -> Option<Network> {
        Some(Network::of(std::net::IpAddr::V4(n.into())))
    }

    #[test]
    fn a_network_has_thirty_attempts_in_ten_minutes_and_others_are_not_held_by_it() {
        let strangers = Strangers::default();
        for second in 0..30 {
            strangers.admit(network(1), at(second)).unwrap();
        }
        assert_eq!(strangers.admit(network(1), at(60)), Err(Wait::For(TimeDelta::minutes(9))));
        strangers.admit(network(2), at(60)).unwrap();
        strangers.admit(network(1), at(600)).unwrap();
    }

    #[test]
    fn whoever_gets_in_has_used_up_nothing() {
        let strangers = Strangers::default();
        for second in 0..500 {
            strangers.admit(network(1), at(second / 10)).unwrap();
            strangers.forgive(network(1));
        }
    }

    #[test]
    fn a_device_that_was_forgotten_is_none_and_one_that_waits_does_so_for_its_time() {
        let held = HeldDevices::default();
        assert_eq!(held.is_known(b"a", at(0)), Ok(true));
        held.was_forgotten(b"a".to_vec(), at(0));
        held.waits(b"b".to_vec(), TimeDelta::minutes(9), at(0));
        assert_eq!(held.is_known(b"a", at(60)), Ok(false));
        assert_eq!(held.is_known(b"b", at(60)), Err(Wait::For(TimeDelta::minutes(8))));
        assert_eq!(held.is_known(b"b", at(540)), Ok(true));
        for n in 0..2 * REMEMBERED {
            held.waits(n.to_be_bytes().to_vec(), TimeDelta::minutes(9), at(0));
        }
        assert!(held.all().len() <= REMEMBERED);
        held.waits(b"c".to_vec(), TimeDelta::minutes(9), at(600));
        assert!(held.all().len() < 4, "what is over is forgotten when room is needed: {}", held.all().len());
    }

    #[test]
    fn all_together_have_twenty_a_second_and_whoever_is_held_by_the_crowd_has_used_up_nothing() {
        let strangers = Strangers::default();
        let admitted = (0..1200).filter(|n| strangers.admit(network(*n), at(0)).is_ok()).count();
        assert_eq!(admitted, 20);
        assert_eq!(strangers.admit(network(9), at(0)), Err(Wait::Crowd));
        for second in 1..=30 {
            strangers.admit(network(1200), at(second)).unwrap();
        }
    }

    #[test]
    fn a_clock_that_goes_back_holds_nobody() {
        let strangers = Strangers::default();
        for second in 0..30 {
            strangers.admit(network(1), at(10_000 + second)).unwrap();
        }
        strangers.admit(network(1), at(0)).unwrap();
    }

    #[test]
    fn no_number_of_networks_fills_the_memory() {
        let strangers = Strangers::default();
        for n in 0..12_000_u32 {
            strangers.admit(network(n), at(i64::from(n) / 20)).unwrap();
        }
        assert!(strangers.counts().networks.len() <= REMEMBERED);
    }
}
