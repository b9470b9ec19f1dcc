//! Chance that is the same every time: the fifth audit is the same audit however many follow.

use chrono::{DateTime, Utc};

/// A line of chance (splitmix64).
pub(super) struct Chance(u64);

impl Chance {
    /// The chance of one thing, named by a number.
    pub(super) fn of(seed: u64, number: u64) -> Self {
        let mut own = Self(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        own.next();
        own
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// A number of days, or of anything else that is counted: both ends included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.below(u64::try_from(to - from + 1).unwrap_or(1))).unwrap_or(0)
    }

    pub(super) fn percent(&mut self, likely: u64) -> bool {
        self.below(100) < likely
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let at = self.below(from.len() as u64);
        from.get(usize::try_from(at).unwrap_or(0)).copied()
    }

    /// One of these sentences, about this.
    pub(super) fn say(&mut self, from: &[&str], subject: &str) -> String {
        self.pick(from).unwrap_or("").replace("{x}", subject)
    }

    /// So many different ones of these sentences, in one paragraph.
    pub(super) fn paragraph(&mut self, from: &[&str], subject: &str, count: usize) -> String {
        let start = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        let said: Vec<&str> = from.iter().cycle().skip(start).step_by(3).take(count.min(from.len())).copied().collect();
        said.join(" ").replace("{x}", subject)
    }

    /// What an identity is made of, beside its instant.
    pub(super) fn bytes(&mut self) -> [u8; 10] {
        let mut bytes = [0; 10];
        for (byte, source) in bytes.iter_mut().zip(self.next().to_le_bytes().into_iter().chain(self.next().to_le_bytes())) {
            *byte = source;
        }
        bytes
    }

    /// A moment of this working day.
    pub(super) fn moment(&mut self, day: chrono::NaiveDate) -> DateTime<Utc> {
        let minute = u32::try_from(self.below(8 * 60)).unwrap_or(0);
        let time = chrono::NaiveTime::from_num_seconds_from_midnight_opt((8 * 60 + minute) * 60, 0).unwrap_or_default();
        crate::domain::calendar::instant(day, time)
    }
}
