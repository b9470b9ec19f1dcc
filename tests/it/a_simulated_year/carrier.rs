//! A mail server on a bad road: it is away for days, asks to come back later, refuses, and the worker that speaks with it may
//! be killed before it has the letter, or after it has promised.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;
use uuid::Uuid;
use yttrande::platform::mail::{Handover, Letter, Post, Stage};

use super::chance::Chance;
use crate::post::reply;

/// What has come over it, by mail.
#[derive(Default)]
pub(super) struct Arrived {
    /// When each copy came.
    pub(super) at: Vec<DateTime<Utc>>,
    /// Times at which the worker was killed when the server had promised, and perhaps before it could write it down.
    pub(super) unsaid: usize,
    /// Whether it was refused for good.
    pub(super) refused: bool,
}

struct State {
    chance: Chance,
    now: DateTime<Utc>,
    closed: bool,
    kind: bool,
    arrived: BTreeMap<Uuid, Arrived>,
    killed: usize,
}

/// The road that all carriers share.
pub(super) struct Road(Mutex<State>);

impl Road {
    pub(super) fn new(chance: Chance) -> Arc<Self> {
        Arc::new(Self(Mutex::new(State { chance, now: DateTime::UNIX_EPOCH, closed: false, kind: false, arrived: BTreeMap::new(), killed: 0 })))
    }

    pub(super) fn set_time(&self, now: DateTime<Utc>) {
        self.0.lock().unwrap().now = now;
    }

    /// The mail server is away today.
    pub(super) fn close(&self, closed: bool) {
        self.0.lock().unwrap().closed = closed;
    }

    /// From now on everything goes well.
    pub(super) fn be_kind(&self) {
        let mut state = self.0.lock().unwrap();
        (state.kind, state.closed) = (true, false);
    }

    /// Everything that has come over it.
    pub(super) fn take_arrived(&self) -> BTreeMap<Uuid, Arrived> {
        std::mem::take(&mut self.0.lock().unwrap().arrived)
    }

    pub(super) fn tally(&self) -> String {
        let state = self.0.lock().unwrap();
        let copies: usize = state.arrived.values().map(|arrived| arrived.at.len().saturating_sub(1)).sum();
        format!("{} mails so far, {copies} more than once, {} workers killed at the mail server", state.arrived.len(), state.killed)
    }
}

/// What happens to a letter.
enum Fate {
    Away,
    ComeBack,
    Refused,
    KilledBefore,
    KilledAfter,
    Taken,
}

/// One worker's hands.
#[derive(Clone)]
pub(super) struct Carrier {
    road: Arc<Road>,
    killed: Arc<Notify>,
    /// The mail whose promise it brought back last.
    promised: Arc<Mutex<Option<Uuid>>>,
}

impl Carrier {
    pub(super) fn new(road: Arc<Road>) -> Self {
        Self { road, killed: Arc::default(), promised: Arc::default() }
    }

    /// Says when the worker has been killed.
    pub(super) fn killed(&self) -> Arc<Notify> {
        self.killed.clone()
    }

    /// The worker is cut off, wherever it is: the last promise may not have been written down.
    pub(super) fn cut_off(&self) {
        if let Some(id) = self.promised.lock().unwrap().take() {
            self.road.0.lock().unwrap().arrived.entry(id).or_default().unsaid += 1;
        }
    }

    /// Decides, and writes down what has arrived.
    fn fate(&self, letter: &Letter) -> Fate {
        let id: Uuid = letter.message_id.to_string()[1..37].parse().unwrap();
        *self.promised.lock().unwrap() = None;
        let mut state = self.road.0.lock().unwrap();
        let State { chance, now, closed, kind, arrived, killed } = &mut *state;
        let fate = match chance.below(1000) {
            _ if *closed => return Fate::Away,
            _ if *kind => Fate::Taken,
            0..25 => Fate::KilledBefore,
            25..50 => Fate::KilledAfter,
            50..70 => return Fate::ComeBack,
            70..73 => Fate::Refused,
            _ => Fate::Taken,
        };
        match fate {
            Fate::Refused => arrived.entry(id).or_default().refused = true,
            Fate::KilledBefore => *killed += 1,
            Fate::KilledAfter | Fate::Taken => {
                let arrived = arrived.entry(id).or_default();
                arrived.at.push(*now);
                if matches!(fate, Fate::KilledAfter) {
                    arrived.unsaid += 1;
                    *killed += 1;
                } else {
                    *self.promised.lock().unwrap() = Some(id);
                }
            }
            Fate::Away | Fate::ComeBack => {}
        }
        fate
    }
}

impl Post for Carrier {
    async fn send(&self, letter: &Letter, _at: DateTime<Utc>) -> Handover {
        match self.fate(letter) {
            Fate::Away => Handover::Later(reply(Stage::Connecting, None, "Connection refused")),
            Fate::ComeBack => Handover::Later(reply(Stage::Recipient, Some(451), "4.7.1 Come back later")),
            Fate::Refused => Handover::Refused(reply(Stage::Recipient, Some(550), "5.1.1 No such person")),
            Fate::KilledBefore | Fate::KilledAfter => {
                self.killed.notify_one();
                std::future::pending().await
            }
            Fate::Taken => Handover::Accepted(reply(Stage::Content, Some(250), "OK")),
        }
    }
}
