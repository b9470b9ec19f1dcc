//! The time of the program. Nothing else asks the machine what time it is.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};

/// The clock that is passed in. Clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mode>);

#[derive(Debug)]
enum Mode {
    /// The machine's time, moved by so much.
    Running(TimeDelta),
    /// Standing still until it is moved: for playing a story, and for tests.
    Stopped(Mutex<DateTime<Utc>>),
}

impl Clock {
    /// The machine's own time.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Mode::Running(TimeDelta::zero())))
    }

    /// Starts at an instant and runs on from there.
    #[must_use]
    pub fn starting_at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(Mode::Running(instant - machine_time())))
    }

    /// Stands still at an instant.
    #[must_use]
    pub fn stopped_at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(Mode::Stopped(Mutex::new(instant))))
    }

    /// Moves a stopped clock. A running one goes its own way.
    pub fn move_to(&self, instant: DateTime<Utc>) {
        match self.0.as_ref() {
            Mode::Running(_) => {}
            Mode::Stopped(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = instant,
        }
    }

    /// What time it is. Whole microseconds, which is what PostgreSQL keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let at = match self.0.as_ref() {
            Mode::Running(moved) => machine_time() + *moved,
            Mode::Stopped(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        };
        DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
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
}
