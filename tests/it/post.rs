//! Somebody who takes letters in the tests, and answers as told; and the jobs of an instance.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use yttrande::jobs::{Done, Jobs};
use yttrande::platform::database::Database;
use yttrande::platform::mail::{Handover, Letter, Post, Reply, Stage};
use yttrande::platform::worker::Worker;

use crate::database;
use crate::world::World;

pub(crate) const SERVICE: &str = "https://uppfoljning.kommun.example";

/// Keeps every letter, and gives the answers it was told to give; without any, it accepts.
#[derive(Clone, Default)]
pub(crate) struct Basket(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    arrived: bool,
    letters: Vec<(DateTime<Utc>, Letter)>,
    answers: Vec<Handover>,
    /// What it answers to the letters for one address, whatever it answers to others.
    to_one: Option<(String, Handover)>,
}

impl Basket {
    /// From now on it answers this, to each letter.
    pub(crate) fn answers(&self, outcome: Option<Handover>) {
        self.0.lock().unwrap().answers = outcome.into_iter().collect();
    }

    /// From now on it answers this to each letter for one person, and to the others as before.
    pub(crate) fn answers_to(&self, address: &str, outcome: Option<Handover>) {
        self.0.lock().unwrap().to_one = outcome.map(|outcome| (address.to_owned(), outcome));
    }

    /// What has come since this was last asked: recipient and subject, in order of the recipients.
    pub(crate) fn subjects(&self) -> Vec<String> {
        let mut seen: Vec<String> = self.letters().iter().map(|letter| format!("{}: {}", address(letter), letter.subject)).collect();
        seen.sort();
        seen
    }

    /// The same of those whose subject says this; the letters stay.
    pub(crate) fn subjects_of(&self, what: &str) -> Vec<String> {
        let kept = self.0.lock().unwrap();
        let letters = kept.letters.iter().map(|(_, letter)| letter).filter(|letter| letter.subject.contains(what));
        let mut seen: Vec<String> = letters.map(|letter| format!("{}: {}", address(letter), letter.subject)).collect();
        seen.sort();
        seen
    }

    /// Until a letter has come.
    pub(crate) async fn first(&self) {
        while !self.0.lock().unwrap().arrived {
            tokio::task::yield_now().await;
        }
    }

    /// The letters themselves.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        std::mem::take(&mut self.0.lock().unwrap().letters).into_iter().map(|(_, letter)| letter).collect()
    }
}

/// The part of the address before the @.
pub(crate) fn address(letter: &Letter) -> String {
    let to = letter.to.to_string();
    to.split(['<', '@']).rev().nth(1).unwrap().to_owned()
}

impl Post for Basket {
    async fn send(&self, letter: &Letter, at: DateTime<Utc>) -> Handover {
        let mut kept = self.0.lock().unwrap();
        kept.arrived = true;
        kept.letters.push((at, letter.clone()));
        if let Some((_, outcome)) = kept.to_one.as_ref().filter(|(to, _)| *to == address(letter)) {
            return outcome.clone();
        }
        kept.answers.first().cloned().unwrap_or_else(|| Handover::Accepted(reply(Stage::Content, Some(250), "OK")))
    }
}

pub(crate) fn reply(stage: Stage, code: Option<u16>, words: &str) -> Reply {
    Reply { stage, code, words: words.to_owned() }
}

/// The server is not there.
pub(crate) fn down() -> Option<Handover> {
    Some(Handover::Later(reply(Stage::Connecting, None, "Connection refused")))
}

/// The jobs of an instance with a pool of its own.
pub(crate) async fn instance<P: Post + 'static>(world: &World, post: P) -> Jobs<P> {
    Jobs::new(worker(world).await, Some((post, SERVICE.parse().unwrap()))).unwrap()
}

pub(crate) async fn worker(world: &World) -> Worker {
    Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone())
}

/// One round of the jobs.
pub(crate) async fn round<P: Post + 'static>(jobs: &Jobs<P>) -> Done {
    jobs.round(|| false).await.unwrap()
}
