//! A disk that is really full: the database lies on a small file system of its own, and that runs out of room under people who
//! save. Mounting one takes root; `./dev promises full-disk` says so where it cannot be done.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Program, Server, rounds, spoiled};
use crate::trouble::{Said, recovered, saves};

/// In MiB: a fresh database, and some segments of its log.
const SIZE: u32 = 220;

/// A file system in memory, with an end.
struct Small {
    at: PathBuf,
}

impl Small {
    fn mounted() -> Self {
        let at = Server::folder().with_extension("small");
        fs::create_dir_all(&at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={SIZE}m,mode=0755"), "yttrande-full"]).arg(&at).status().unwrap();
        assert!(mounted.success(), "a file system of its own cannot be mounted here: this takes root, and the right to mount");
        Self { at }
    }

    fn ballast(&self) -> PathBuf {
        self.at.join("ballast")
    }

    /// Takes all the room that is left, to the last byte.
    fn fill(&self) {
        let mut ballast = File::create(self.ballast()).unwrap();
        let mut piece = vec![7; 1 << 20];
        while !piece.is_empty() {
            if ballast.write_all(&piece).is_err() {
                piece.truncate(piece.len() / 2);
            }
        }
    }

    fn free(&self) {
        fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg("-l").arg(&self.at).status();
        let _gone = fs::remove_dir(&self.at);
    }
}

#[test]
#[ignore = "mounts a file system, which takes root: ./dev promises full-disk"]
fn a_disk_that_is_full_loses_nothing_and_the_service_goes_on_when_there_is_room() {
    let disk = Small::mounted();
    let server = Server::start_in(disk.at.join("database"), Durability::Lasting);
    let program = Program::start(&server, &[]);
    let ada = program.founded();
    let stop = Arc::new(AtomicBool::new(false));
    let people: Vec<_> = (0..4).map(|_| saves(&ada, &stop)).collect();
    let (rounds, mut slowest) = (rounds(1), Duration::ZERO);
    for round in 0..rounds {
        // There is no room for another page of a table; then none for the next piece of the log, at which PostgreSQL ends.
        for log in [false, true] {
            std::thread::sleep(Duration::from_millis(700 + u64::from(round * 37 % 400)));
            disk.fill();
            if log {
                server.tries("postgres", "select pg_switch_wal()");
            }
            let mut reader = ada.another();
            for _ in 0..8 {
                std::thread::sleep(Duration::from_millis(500));
                let asked = Instant::now();
                let page = reader.get("/admin/namnder").unwrap();
                assert!([200, 503].contains(&page.status) && asked.elapsed() < Duration::from_millis(2_500), "{} after {:?}", page.status, asked.elapsed());
            }
            disk.free();
            slowest = slowest.max(recovered(&ada));
        }
    }
    std::thread::sleep(Duration::from_secs(1));
    stop.store(true, Ordering::Relaxed);
    let all = Said::by(people);
    if spoiled("full disk") {
        let last = all.saved.last().unwrap();
        server.run("yttrande", &format!("set session_replication_role = replica; delete from board where name = '{last}'"));
    }
    all.is_true(&server);
    assert!(all.full > 0, "nobody was told that there is no room");
    println!(
        "figure: {} times without a byte of room: 0 of {} acknowledged saves lost, 0 of {} called unsaved were there, {} said to be unknown, {} told that there is no room; longest answer {:.1} s, back {:.1} s after there was room",
        rounds * 2,
        all.saved.len(),
        all.unsaved.len(),
        all.unknown,
        all.full,
        all.longest.as_secs_f32(),
        slowest.as_secs_f32()
    );
    drop((program, server, disk));
}
