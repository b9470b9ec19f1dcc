//! The database frozen, stopped and killed under people who save: what was acknowledged is there, what was called unsaved is not,
//! and everybody is answered within two seconds.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Browser, Program, Server, rounds, signal, spoiled};

/// The bar is two seconds, and half a second more where other tests of a check run beside this one.
fn soon() -> Duration {
    Duration::from_millis(if std::env::var_os("YTTRANDE_ROUNDS").is_some() { 2_000 } else { 2_500 })
}

/// A private PostgreSQL that ends more often than ten times within a minute is not started again, on purpose: what ends it is
/// spread over time.
#[derive(Default)]
struct Endings(Vec<Instant>);

impl Endings {
    const MOST: usize = 9;
    const WITHIN: Duration = Duration::from_secs(62);

    /// Waits until one more is no sign that starting it again is in vain.
    fn one_more(&mut self) {
        self.0.retain(|ending| ending.elapsed() < Self::WITHIN);
        if let Some(oldest) = self.0.first().filter(|_| self.0.len() >= Self::MOST) {
            std::thread::sleep(Self::WITHIN.saturating_sub(oldest.elapsed()));
        }
        self.0.push(Instant::now());
    }
}

#[derive(Default)]
pub(crate) struct Said {
    pub(crate) saved: Vec<String>,
    pub(crate) unsaved: Vec<String>,
    pub(crate) unknown: u32,
    /// Told that the database has no room.
    pub(crate) full: u32,
    other: Vec<String>,
    pub(crate) longest: Duration,
}

/// Somebody who saves, over and over, until it is enough.
pub(crate) fn saves(ada: &Browser, stop: &Arc<AtomicBool>) -> std::thread::JoinHandle<Said> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let (mut browser, stop) = (ada.another(), Arc::clone(stop));
    std::thread::spawn(move || {
        let mut said = Said::default();
        while !stop.load(Ordering::Relaxed) {
            let name = format!("Nämnd {}", NUMBER.fetch_add(1, Ordering::Relaxed));
            let asked = Instant::now();
            let answer = browser.post("/admin/namnder/lagg-till", &[("boards", &name)]);
            said.longest = said.longest.max(asked.elapsed());
            match answer {
                Ok(answer) if answer.status == 303 => said.saved.push(name),
                Ok(answer) if answer.status == 503 => {
                    if !answer.body.contains(&name) {
                        said.other.push(format!("what was typed is gone: {}", answer.body));
                    }
                    said.full += u32::from(answer.body.contains("Databasen har inte plats"));
                    if answer.body.contains("Det går inte att veta om det sparades") {
                        said.unknown += 1;
                    } else if answer.body.contains("inte sparat") {
                        said.unsaved.push(name);
                    } else {
                        said.other.push(answer.body);
                    }
                }
                Ok(answer) => said.other.push(format!("{} {}", answer.status, answer.body)),
                Err(error) => said.other.push(error.to_string()),
            }
            std::thread::sleep(Duration::from_millis(3));
        }
        said
    })
}

/// Until people can save again.
pub(crate) fn recovered(ada: &Browser) -> Duration {
    let asked = Instant::now();
    let mut browser = ada.another();
    while let Ok(page) = browser.get("/admin/namnder")
        && page.status != 200
    {
        assert!(asked.elapsed() < Duration::from_secs(20), "the service does not come back: {} {}", page.status, page.body);
        std::thread::sleep(Duration::from_millis(50));
    }
    asked.elapsed()
}

#[test]
fn whatever_happens_to_the_database_nothing_is_lost_and_nothing_untrue_is_said() {
    let server = Server::start(Durability::Lasting);
    let program = Program::start(&server, &[]);
    let ada = program.founded();
    let stop = Arc::new(AtomicBool::new(false));
    let people: Vec<_> = (0..4).map(|_| saves(&ada, &stop)).collect();
    let (rounds, mut slowest, mut endings) = (rounds(1), Duration::ZERO, Endings::default());
    for round in 0..rounds {
        for trouble in ["frozen", "stopped", "killed", "one killed"] {
            std::thread::sleep(Duration::from_millis(300 + u64::from(round * 37 % 400)));
            if matches!(trouble, "stopped" | "killed") {
                endings.one_more();
            }
            let postmaster = server.postmaster();
            match trouble {
                "frozen" => {
                    signal("STOP", &server.processes());
                    std::thread::sleep(Duration::from_secs(4));
                    signal("CONT", &server.processes());
                }
                "stopped" => signal("INT", &[postmaster]),
                "killed" => signal("KILL", &server.processes()),
                _ => signal("KILL", &server.processes().into_iter().filter(|id| *id != postmaster).take(3).collect::<Vec<_>>()),
            }
            slowest = slowest.max(recovered(&ada));
        }
    }
    std::thread::sleep(Duration::from_millis(500));
    stop.store(true, Ordering::Relaxed);
    let all = Said::by(people);
    if spoiled("trouble") {
        let last = all.saved.last().unwrap();
        server.run("yttrande", &format!("set session_replication_role = replica; delete from board where name = '{last}'"));
    }
    all.is_true(&server);
    println!(
        "figure: {} times in trouble: 0 of {} acknowledged saves lost, 0 of {} called unsaved were there, {} said to be unknown; longest answer {:.1} s, back after {:.1} s",
        rounds * 4,
        all.saved.len(),
        all.unsaved.len(),
        all.unknown,
        all.longest.as_secs_f32(),
        slowest.as_secs_f32()
    );
}

impl Said {
    /// All that was said, by everybody.
    pub(crate) fn by(people: Vec<std::thread::JoinHandle<Self>>) -> Self {
        people.into_iter().map(|person| person.join().unwrap()).fold(Self::default(), Self::and)
    }

    fn and(mut self, other: Self) -> Self {
        self.saved.extend(other.saved);
        self.unsaved.extend(other.unsaved);
        self.other.extend(other.other);
        Self { unknown: self.unknown + other.unknown, full: self.full + other.full, longest: self.longest.max(other.longest), ..self }
    }

    /// What was said, held against what is there.
    pub(crate) fn is_true(&self, server: &Server) {
        let there: BTreeSet<String> = server.texts("select name from board").into_iter().collect();
        let lost: Vec<&String> = self.saved.iter().filter(|name| !there.contains(*name)).collect();
        assert!(lost.is_empty(), "{} acknowledged saves are lost: {lost:?}", lost.len());
        let untrue: Vec<&String> = self.unsaved.iter().filter(|name| there.contains(*name)).collect();
        assert!(untrue.is_empty(), "{} were called unsaved and are there: {untrue:?}", untrue.len());
        assert!(self.other.is_empty(), "{} other answers: {:?}", self.other.len(), self.other.iter().take(3).collect::<Vec<_>>());
        assert!(self.longest < soon(), "somebody waited {:?}", self.longest);
        assert!(self.saved.len() > 20 && !self.unsaved.is_empty(), "{} saved, {} not: nothing has been tried", self.saved.len(), self.unsaved.len());
    }
}
