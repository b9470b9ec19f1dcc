//! How long the service waits for somebody who sends slowly. A bad line gets through; whoever stands still does not.

use std::time::Duration;

use tokio::time::Instant;

/// What is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Within this time …
    pub within: Duration,
    /// … so many bytes must have come, again and again.
    pub least: usize,
    /// And everything within this.
    pub in_all: Duration,
}

/// 32 kbit/s is less than the oldest telephone line; twenty megabytes in a quarter of an hour are 0.2 Mbit/s.
impl Default for Patience {
    fn default() -> Self {
        Self { within: Duration::from_secs(30), least: 120 * 1024, in_all: Duration::from_secs(15 * 60) }
    }
}

/// Waiting for one sender.
pub(super) struct Waiting {
    patience: Patience,
    until: Instant,
    end: Instant,
    owed: usize,
}

impl Waiting {
    pub(super) fn begin(patience: Patience) -> Self {
        let now = Instant::now();
        Self { patience, until: now + patience.within, end: now + patience.in_all, owed: patience.least }
    }

    /// When it is over, unless more comes.
    pub(super) fn deadline(&self) -> Instant {
        self.until.min(self.end)
    }

    /// So much has come.
    pub(super) fn came(&mut self, bytes: usize) {
        self.owed = self.owed.saturating_sub(bytes);
        if self.owed == 0 {
            self.owed = self.patience.least;
            self.until = Instant::now() + self.patience.within;
        }
    }
}
