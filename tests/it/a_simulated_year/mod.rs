//! Years of a city of two hundred boards, day by day, by the stopped clock: three instances that are killed in the middle of
//! what they do, a mail server that is away for days, a clock that steps back, dates that move, answers in time and late.
//! A model that shares no code with the program says what everybody should have been told.

mod carrier;
pub(crate) mod chance;
mod city;
mod model;

use std::sync::Arc;
use std::time::Duration;

use chrono::{Days, NaiveDate};
use tokio::time::timeout;
use yttrande::jobs::Jobs;

use crate::post::{self, SERVICE};
use crate::world::World;
use carrier::{Carrier, Road};
use chance::Chance;
use city::City;

const INSTANCES: usize = 3;

/// A worker with a pool of its own. Killed, it leaves everything as it is.
struct Worker {
    worker: yttrande::platform::worker::Worker,
}

impl Worker {
    async fn round(&self, road: &Arc<Road>, cut_off_after: Option<Duration>) {
        let carrier = Carrier::new(road.clone());
        let killed = carrier.killed();
        let jobs = Jobs::new(self.worker.clone(), Some((carrier.clone(), SERVICE.parse().unwrap()))).unwrap();
        let work = async {
            tokio::select! {
                done = jobs.round(|| false) => drop(done.unwrap()),
                () = killed.notified() => {}
            }
        };
        match cut_off_after {
            // Dropped wherever it happens to be, in the middle of a transaction as well.
            Some(after) => {
                if timeout(after, work).await.is_err() {
                    carrier.cut_off();
                }
            }
            None => work.await,
        }
    }
}

struct Simulation {
    world: World,
    city: City,
    road: Arc<Road>,
    workers: Vec<Worker>,
    chance: Chance,
    model: model::Model,
}

impl Simulation {
    async fn begin(seed: u64, first: NaiveDate, last: NaiveDate) -> Self {
        let world = World::at(&format!("{first} 05:00")).await;
        let mut chance = Chance::new(seed);
        let city = City::found(&world, &mut chance, first, last).await;
        let mut workers = Vec::new();
        for _ in 0..INSTANCES {
            workers.push(Worker { worker: post::worker(&world).await });
        }
        let model = model::Model::new(city.grants(&world).await);
        Self { road: Road::new(chance.fork()), world, city, workers, chance, model }
    }

    /// All instances at once, some of them cut off.
    async fn pass(&mut self, day: NaiveDate, time: &str) {
        self.world.move_to(&format!("{day} {time}"));
        let now = self.world.clock.now();
        self.city.live_until(&self.world, now).await;
        self.road.set_time(now);
        // One of them comes through, though perhaps not past the mail server.
        let spared = self.chance.below(INSTANCES as u64);
        let mut cut = |n: u64| (n != spared && self.chance.one_in(10)).then(|| Duration::from_micros(self.chance.below(20_000)));
        let cuts = [cut(0), cut(1), cut(2)];
        if time >= "07:00" {
            self.model.morning(&self.city, day, now);
        }
        let [first, second, third] = self.workers.as_slice() else { panic!() };
        let road = &self.road;
        tokio::join!(first.round(road, cuts[0]), second.round(road, cuts[1]), third.round(road, cuts[2]));
    }

    async fn day(&mut self, day: NaiveDate) {
        if self.chance.one_in(30) {
            // The whole service stands still.
            return;
        }
        self.road.close(self.chance.one_in(25));
        self.pass(day, "06:59").await;
        self.pass(day, "07:00").await;
        if self.chance.one_in(20) {
            self.pass(day, "06:20").await;
            self.pass(day, "07:25").await;
        }
        self.pass(day, "15:00").await;
    }

    /// Nothing happens any more but that the mail goes out.
    async fn drain(&mut self, day: NaiveDate) {
        self.road.be_kind();
        for days in 0..7 {
            for time in ["08:00", "13:00", "18:00"] {
                self.pass(day + Days::new(days), time).await;
            }
        }
    }
}

async fn simulate(seed: u64, years: u64, progress: fn(&str)) {
    let first: NaiveDate = "2025-01-09".parse().unwrap();
    let last = first + Days::new(365 * years);
    let mut simulation = Simulation::begin(seed, first, last).await;
    for day in first.iter_days().take_while(|day| *day < last) {
        simulation.day(day).await;
        if day.to_string().ends_with("-01") {
            progress(&format!("{day}: {}", simulation.road.tally()));
        }
    }
    simulation.drain(last).await;
    let tally = simulation.model.judge(&simulation.world, &simulation.city, &simulation.road).await;
    progress(&format!("{years} years, seed {seed}: {tally}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_year_of_two_hundred_boards_nobody_is_missed_and_nobody_is_told_twice() {
    simulate(20_250_109, 1, |_| {}).await;
}

/// `./dev simulate`: as many years as one likes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes long: ./dev simulate"]
async fn many_years() {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual);
    simulate(number("YTTRANDE_SEED", 1), number("YTTRANDE_YEARS", 10), |line| {
        use std::io::Write as _;
        let mut terminal = std::io::stderr();
        writeln!(terminal, "{line}").unwrap();
    })
    .await;
}
