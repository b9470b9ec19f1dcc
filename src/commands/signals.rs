//! Being asked to stop: Ctrl-C, and what service managers send.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, bail};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

/// Watches from its making on, so that also a long start can be stopped.
pub(super) struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    pub(super) fn watch() -> anyhow::Result<Self> {
        let watch = |kind| signal(kind).context("cannot watch for Ctrl-C");
        Ok(Self { interrupt: watch(SignalKind::interrupt())?, terminate: watch(SignalKind::terminate())? })
    }

    /// Returns when somebody wants us to stop.
    pub(super) async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// For work that tidies up when it is stopped. It is noticed by whoever waits, and by whoever computes and asks now and then.
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    told: Arc<Notify>,
}

impl Stop {
    pub(super) fn watch() -> anyhow::Result<Self> {
        let mut signals = Signals::watch()?;
        let (asked, told) = (Arc::new(AtomicBool::new(false)), Arc::new(Notify::new()));
        let stop = Self { asked: Arc::clone(&asked), told: Arc::clone(&told) };
        drop(tokio::spawn(async move {
            signals.come().await;
            asked.store(true, Ordering::SeqCst);
            told.notify_one();
        }));
        Ok(stop)
    }

    pub(super) async fn come(&self) {
        self.told.notified().await;
    }

    /// An error when somebody has asked.
    pub(super) fn unless_asked(&self) -> anyhow::Result<()> {
        if self.asked.load(Ordering::SeqCst) {
            bail!(STOPPED);
        }
        Ok(())
    }
}

pub(super) const STOPPED: &str = "stopped, as was asked; what was begun is taken away again";
