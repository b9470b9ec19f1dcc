//! The time of the program. Nothing else asks the machine what time it is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

/// The clock that is passed in. Clones show the same time, and never an earlier one than they have shown before.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mode>);

#[derive(Debug)]
enum Mode {
    /// The machine's time, moved by so much.
    Running(TimeDelta, Mutex<LastShown>),
    /// Standing still until it is moved: for playing a story, and for tests.
    Stopped(Mutex<DateTime<Utc>>),
}

/// How far the machine's clock may be set back without anybody asking why: more than what keeps clocks right takes in one go.
const SMALL_STEP: TimeDelta = TimeDelta::seconds(1);

/// The latest time that was told, and when that was by the counter of the machine, which nobody can set.
#[derive(Clone, Copy, Debug)]
struct LastShown {
    wall: DateTime<Utc>,
    counter: Instant,
    behind: bool,
}

impl LastShown {
    /// What time it is, when the machine says so. If its clock was set back, time goes on as it would have gone: whether it was
    /// right before or is right now, only people can say.
    fn tell(&mut self, machine: DateTime<Utc>, counter: Instant) -> DateTime<Utc> {
        let passed = TimeDelta::from_std(counter.saturating_duration_since(self.counter)).unwrap_or_default();
        let expected = self.wall + passed;
        self.behind = machine + SMALL_STEP < expected;
        if self.behind {
            return expected;
        }
        let wall = machine.max(self.wall);
        *self = Self { wall, counter, behind: false };
        wall
    }
}

impl Clock {
    /// The machine's own time.
    #[must_use]
    pub fn system() -> Self {
        Self::moved(TimeDelta::zero())
    }

    /// Starts at an instant and runs on from there.
    #[must_use]
    pub fn starting_at(instant: DateTime<Utc>) -> Self {
        Self::moved(instant - machine_time())
    }

    fn moved(by: TimeDelta) -> Self {
        Self(Arc::new(Mode::Running(by, Mutex::new(LastShown { wall: machine_time() + by, counter: Instant::now(), behind: false }))))
    }

    /// Stands still at an instant.
    #[must_use]
    pub fn stopped_at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(Mode::Stopped(Mutex::new(instant))))
    }

    /// Moves a stopped clock. A running one goes its own way.
    pub fn move_to(&self, instant: DateTime<Utc>) {
        match self.0.as_ref() {
            Mode::Running(..) => {}
            Mode::Stopped(at) => *at.lock().unwrap_or_else(PoisonError::into_inner) = instant,
        }
    }

    /// What time it is. Whole microseconds, which is what PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let at = match self.0.as_ref() {
            Mode::Running(moved, told) => told.lock().unwrap_or_else(PoisonError::into_inner).tell(machine_time() + *moved, Instant::now()),
            Mode::Stopped(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
    }

    /// Whether the machine's clock has been set back while the program ran, and has not caught up yet.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        match self.0.as_ref() {
            Mode::Running(moved, told) => {
                let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                told.tell(machine_time() + *moved, Instant::now());
                told.behind
            }
            Mode::Stopped(_) => false,
        }
    }

    /// Whether it shows the machine's own time, which other machines can be asked about.
    #[must_use]
    pub fn is_the_machines(&self) -> bool {
        matches!(self.0.as_ref(), Mode::Running(moved, _) if moved.is_zero())
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_stopped_clock_stands_where_it_is_put() {
        let clock = Clock::stopped_at("2025-03-22T08:00:00Z".parse().unwrap());
        let copy = clock.clone();
        clock.move_to("2025-03-23T08:00:00Z".parse().unwrap());
        assert_eq!(copy.now().to_rfc3339(), "2025-03-23T08:00:00+00:00");
    }

    #[test]
    fn a_moved_clock_runs_on_from_its_day() {
        let start: DateTime<Utc> = "2025-03-22T08:00:00Z".parse().unwrap();
        let clock = Clock::starting_at(start);
        assert!(clock.now() >= start && clock.now() - start < TimeDelta::minutes(1));
    }

    #[test]
    fn a_clock_that_is_set_back_is_noticed_and_time_goes_on_all_the_same() {
        let (wall, counter): (DateTime<Utc>, Instant) = ("2025-03-31T20:00:00Z".parse().unwrap(), Instant::now());
        let mut told = LastShown { wall, counter, behind: false };
        let after = |seconds: u64| counter + Duration::from_secs(seconds);
        let at = |seconds: i64| wall + TimeDelta::seconds(seconds);
        assert_eq!(told.tell(at(10), after(10)), at(10));
        // Three hours back: noticed, and a second is still a second.
        assert_eq!(told.tell(at(11) - TimeDelta::hours(3), after(11)), at(11));
        assert!(told.behind);
        assert_eq!(told.tell(at(20) - TimeDelta::hours(3), after(20)), at(20));
        // Set right again, it is believed again.
        assert_eq!(told.tell(at(30), after(30)), at(30));
        assert!(!told.behind);
        // What keeps clocks right takes some hundredths: nothing happens twice, and nobody is alarmed.
        assert_eq!(told.tell(at(30) - TimeDelta::milliseconds(40), after(30)), at(30));
        assert!(!told.behind);
        // A machine that slept goes on at once.
        assert_eq!(told.tell(at(3_600), after(31)), at(3_600));
        assert!(!told.behind);
    }
}
