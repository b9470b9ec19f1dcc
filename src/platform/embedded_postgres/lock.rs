//! One supervisor per folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek, Write};
use std::time::{Duration, Instant};

use super::error::ClusterError;
use super::layout::Layout;

/// How long a supervisor that is at work may keep the next one waiting. A killed owner's supervisor notices at once, but
/// on a busy machine "at once" takes a moment.
const PATIENCE_RUNNING: Duration = Duration::from_secs(2);

/// How long a supervisor that is stopping PostgreSQL may: a little longer than it waits itself.
const PATIENCE_STOPPING: Duration = Duration::from_secs(50);

/// The lock on the root folder. The kernel gives it back when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock. Waits while the supervisor before us is stopping PostgreSQL, for that is soon over; does not wait
    /// for one that is at work.
    pub(super) async fn take(layout: &Layout) -> Result<Self, ClusterError> {
        let path = layout.lock();
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(ClusterError::io("open", &path))?;
        let asked = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => {
                    return Err(ClusterError::io("lock", &path)(error));
                }
                Err(TryLockError::WouldBlock) => {}
            }
            let (pid, stopping) = holder(layout);
            let patience = if stopping { PATIENCE_STOPPING } else { PATIENCE_RUNNING };
            if asked.elapsed() > patience {
                return Err(ClusterError::InUse { root: layout.root().to_owned(), pid });
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let lock = Self { file };
        lock.note("running");
        Ok(lock)
    }

    /// Tells whoever wants the folder next that it is worth waiting.
    pub(super) fn stopping(&self) {
        self.note("stopping");
    }

    /// Only information for others, so a failure (a full disk) must not keep PostgreSQL from being stopped.
    fn note(&self, state: &str) {
        let text = format!("{} {state}\n", std::process::id());
        let mut file = &self.file;
        let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(text.as_bytes()));
        if let Err(error) = written {
            tracing::warn!(%error, "the lock file could not be written");
        }
    }
}

/// Who holds the lock, as far as the file tells, and whether it is stopping.
fn holder(layout: &Layout) -> (Option<i32>, bool) {
    let text = fs::read_to_string(layout.lock()).unwrap_or_default();
    let mut words = text.split_whitespace();
    let pid = words.next().and_then(|word| word.parse().ok());
    (pid, words.next() == Some("stopping"))
}
