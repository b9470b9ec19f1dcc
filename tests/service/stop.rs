//! Stopping and taking over: no request is lost, and nobody waits for a lock that somebody holds.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Browser, Program, Server, rounds, signal, spoiled};

/// What people did meanwhile.
struct Crowd {
    stop: Arc<AtomicBool>,
    people: Vec<std::thread::JoinHandle<Seen>>,
}

#[derive(Default)]
struct Seen {
    asked: u32,
    failed: Vec<String>,
    saved: Vec<String>,
    connections: u32,
}

impl Crowd {
    /// Four read and write on connections that they keep, two make a new one each time.
    fn at(ada: &Browser) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let stop = Arc::new(AtomicBool::new(false));
        let person = |keeps: bool| {
            let (mut browser, stop) = (ada.another(), Arc::clone(&stop));
            std::thread::spawn(move || {
                let mut seen = Seen::default();
                while !stop.load(Ordering::Relaxed) {
                    let n = NUMBER.fetch_add(1, Ordering::Relaxed);
                    let name = format!("Nämnd {n}");
                    let answer = match n % 8 {
                        0 => browser.post("/admin/namnder/lagg-till", &[("boards", &name)]),
                        1..4 => browser.get("/admin/namnder"),
                        _ => browser.get("/logga-in"),
                    };
                    seen.asked += 1;
                    match answer {
                        Ok(answer) if answer.status == 303 && n.is_multiple_of(8) => seen.saved.push(name),
                        Ok(answer) if answer.status == 200 => {}
                        Ok(answer) => seen.failed.push(format!("{} {}", answer.status, answer.body.chars().take(200).collect::<String>())),
                        Err(error) => seen.failed.push(error.to_string()),
                    }
                    if !keeps {
                        seen.connections += browser.connections;
                        browser = browser.another();
                    }
                    // Six people, not a thousand: this machine has others to serve.
                    std::thread::sleep(Duration::from_millis(5));
                }
                seen.connections += browser.connections;
                seen
            })
        };
        let people = vec![person(true), person(true), person(true), person(true), person(false), person(false)];
        Self { stop, people }
    }

    fn go(self) -> Seen {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = Seen::default();
        for person in self.people {
            let seen = person.join().unwrap();
            all.asked += seen.asked;
            all.connections += seen.connections;
            all.failed.extend(seen.failed);
            all.saved.extend(seen.saved);
        }
        all
    }
}

fn all_are_kept(server: &Server, seen: &Seen) {
    let there: std::collections::BTreeSet<String> = server.texts("select name from board").into_iter().collect();
    let lost: Vec<&String> = seen.saved.iter().filter(|name| !there.contains(*name)).collect();
    assert!(lost.is_empty(), "{} acknowledged saves are lost: {lost:?}", lost.len());
    assert!(seen.saved.len() > 5, "nobody has saved anything");
}

#[test]
fn rolling_restarts_and_a_migration_lose_no_request() {
    let server = Server::start(Durability::Throwaway);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut running = Program::on(&server, &listener);
    let ada = running.founded();
    let crowd = Crowd::at(&ada);
    let (begun, rounds) = (Instant::now(), rounds(3));
    for round in 0..rounds {
        // As a newer version would, the next one builds the walls anew, beside the one that serves.
        if round % 3 == 1 {
            server.run("yttrande", "comment on schema published is 'yttrande 16 another'");
        }
        let next = Program::on(&server, &listener);
        let old = std::mem::replace(&mut running, next);
        signal(if spoiled("stop") { "KILL" } else { "TERM" }, &[old.id()]);
        let asked = Instant::now();
        let ended = old.ended(Duration::from_secs(20)).expect("it does not stop");
        assert!(ended.success() || spoiled("stop"), "{ended}");
        assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    }
    let seen = crowd.go();
    assert!(seen.failed.is_empty(), "{} of {} requests were lost: {:?}", seen.failed.len(), seen.asked, &seen.failed[..seen.failed.len().min(5)]);
    all_are_kept(&server, &seen);
    println!(
        "figure: {rounds} restarts and {} migrations under load: 0 of {} requests on {} connections failed, {} saves kept, {:.0} s",
        rounds.saturating_add(1) / 3,
        seen.asked,
        seen.connections,
        seen.saved.len(),
        begun.elapsed().as_secs_f32()
    );
}

#[test]
fn a_lock_that_somebody_holds_does_not_keep_the_service_from_stopping() {
    let server = Server::start(Durability::Throwaway);
    let program = Program::start(&server, &[]);
    let ada = program.founded();
    let mut holder = server.connection("yttrande");
    server.run_on(&mut holder, "begin; lock table board in exclusive mode");
    let mut window = ada.another();
    let waiting = std::thread::spawn(move || window.post("/admin/namnder/lagg-till", &[("boards", "Byggnadsnämnden")]).unwrap());
    std::thread::sleep(Duration::from_millis(300));
    let asked = Instant::now();
    signal("TERM", &[program.id()]);
    let answer = waiting.join().unwrap();
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("Byggnadsnämnden") && answer.body.contains("inte sparat"), "{}", answer.body);
    assert!(answer.head.to_lowercase().contains("connection: close"), "{}", answer.head);
    assert!(program.ended(Duration::from_secs(20)).expect("it does not stop").success());
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
}
