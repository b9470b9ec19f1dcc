//! People write, a backup is made meanwhile, the database is destroyed, and restored: what was saved before is there.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::Durability;

use crate::crash::{Asked, DESK, PARTS, Told, a_desk, nothing_is_twice_or_out_of_order, recovered, there, writes};
use crate::harness::{Browser, Program, Server, rounds, spoiled};

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = Server::folder().with_extension("backups");
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn run(server: &Server, arguments: &[&str]) -> Output {
    Program::command(server, arguments).output().unwrap()
}

/// The public key.
fn key(server: &Server, file: &Path) -> String {
    let made = run(server, &["backup-key", file.to_str().unwrap()]);
    assert!(made.status.success(), "{}", said(&made));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

fn flipped(file: &Path, into: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(into, bytes).unwrap();
}

/// How long the backup took, how large it is, how many saves it had to have, and how long nobody could work after the database was gone.
struct Round {
    took: Duration,
    bytes: u64,
    saves: u64,
    away: Duration,
}

fn restores(server: &Server, folder: &Folder, file: &str) -> Output {
    run(server, &["restore", file, "--key", folder.file("key").to_str().unwrap()])
}

fn one_round() -> Round {
    let (server, folder) = (Server::start(Durability::Lasting), Folder::new());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let program = Program::on(&server, &listener);
    let sara = a_desk(&mut program.founded());
    let public = key(&server, &folder.file("key"));
    let (writing, told) = (Arc::new(Asked::default()), PARTS.iter().map(|_| Arc::default()).collect::<Vec<Arc<Told>>>());
    let people: Vec<_> = (0..PARTS.len()).map(|part| writes(&sara, part, &told[part], &writing)).collect();
    std::thread::sleep(Duration::from_millis(1_500));
    // While they write.
    let before: Vec<u64> = told.iter().map(|told| told.acknowledged.load(Ordering::SeqCst)).collect();
    let (asked, file) = (Instant::now(), folder.file("a.age"));
    let made = run(&server, &["backup", file.to_str().unwrap(), "--to", &public]);
    assert!(made.status.success(), "{}", said(&made));
    let took = asked.elapsed();
    let meanwhile: u64 = told.iter().map(|told| told.acknowledged.load(Ordering::SeqCst)).sum::<u64>() - before.iter().sum::<u64>();
    assert!(meanwhile > 0, "nobody could save while the backup was made");
    std::thread::sleep(Duration::from_millis(300));
    writing.stop.store(true, Ordering::Relaxed);
    let odd: Vec<String> = people.into_iter().flat_map(|person| person.join().unwrap()).collect();
    assert!(odd.is_empty(), "{odd:?}");
    let ready = Browser::at(program.address).get("/readyz").unwrap();
    assert!(ready.body.contains("\"backup\":\"less than an hour old\""), "{}", ready.body);
    // Where there is something, nothing is restored, and nothing that is damaged anywhere.
    let name = file.to_str().unwrap();
    assert!(said(&restores(&server, &folder, name)).contains("has something in it"));
    let damaged = folder.file("b.age");
    flipped(&file, &damaged);
    let refused = restores(&server, &folder, damaged.to_str().unwrap());
    assert!(!refused.status.success() && said(&refused).contains("has been changed since it was written"), "{}", said(&refused));
    let tried = run(&server, &["restore", name, "--check", "--key", folder.file("key").to_str().unwrap()]);
    assert!(tried.status.success() && said(&tried).contains("can be restored, whole up to event"), "{}", said(&tried));
    // Everything is gone.
    let destroyed = Instant::now();
    drop(program);
    server.run("postgres", "drop database yttrande with (force)");
    let from = if spoiled("restore") { damaged.to_str().unwrap() } else { name };
    let restored = restores(&server, &folder, from);
    assert!(restored.status.success(), "nothing was restored: {}", said(&restored));
    assert!(said(&restored).contains("whole up to event"), "{}", said(&restored));
    let program = Program::on(&server, &listener);
    let mut browsers = [sara.at_address(program.address)];
    recovered(&mut browsers);
    let away = destroyed.elapsed();
    let is_there = there(&server);
    let lost: Vec<String> =
        before.iter().enumerate().filter(|(part, n)| is_there.get(part).copied().unwrap_or(0) < **n).map(|(part, n)| format!("{} {n}", PARTS[part])).collect();
    assert!(lost.is_empty(), "acknowledged saves are lost: {lost:?}, there is {is_there:?}");
    nothing_is_twice_or_out_of_order(&server);
    assert_eq!(browsers[0].get(DESK).unwrap().status, 200);
    let verified = run(&server, &["verify"]);
    assert!(verified.status.success(), "{}", said(&verified));
    Round { took, bytes: fs::metadata(&file).unwrap().len(), saves: before.iter().sum(), away }
}

#[test]
fn what_was_saved_before_a_backup_is_there_after_the_database_was_destroyed() {
    let all: Vec<Round> = (0..rounds(1)).map(|_| one_round()).collect();
    let slowest = |of: fn(&Round) -> Duration| all.iter().map(of).max().unwrap_or_default().as_secs_f32();
    println!(
        "figure: {} times destroyed and restored: 0 of {} saves that were acknowledged before the backup lost, backup under writes {:.1} s at most ({} kB), people work again {:.1} s at most after the database was gone",
        all.len(),
        all.iter().map(|round| round.saves).sum::<u64>(),
        slowest(|round| round.took),
        all.iter().map(|round| round.bytes).max().unwrap_or_default() / 1000,
        slowest(|round| round.away)
    );
}

#[test]
fn a_backup_for_which_there_is_no_room_says_so_and_leaves_nothing() {
    let (server, folder) = (Server::start(Durability::Throwaway), Folder::new());
    let _program = Program::start(&server, &[]);
    let public = key(&server, &folder.file("key"));
    let file = folder.file("a.age");
    let whole = Program::command(&server, &["backup", file.to_str().unwrap(), "--to", &public, "--quiet"]).output().unwrap();
    assert!(whole.status.success() && whole.stderr.is_empty(), "{}", said(&whole));
    assert!(said(&whole).ends_with("a.age\n"), "{}", said(&whole));
    fs::remove_file(&file).unwrap();
    // No file may be longer than 4 KiB, and whoever writes on is told so instead of being ended.
    let command = Program::command(&server, &["backup", file.to_str().unwrap(), "--to", &public]);
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "sh"]).arg(command.get_program()).args(command.get_args());
    limited.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let refused = limited.output().unwrap();
    assert!(!refused.status.success() && said(&refused).contains("What to do: make room"), "{}", said(&refused));
    let left: Vec<_> = fs::read_dir(&folder.0).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["key"], "nothing is left of it");
    // Without anybody who can open it there is none.
    let nobody = run(&server, &["backup", file.to_str().unwrap()]);
    assert!(said(&nobody).contains("What to do: make a pair of keys"), "{}", said(&nobody));
}

#[test]
fn a_service_that_wants_backups_is_not_ready_without_one() {
    let (server, folder) = (Server::start(Durability::Throwaway), Folder::new());
    let program = Program::start(&server, &["--backup-hours", "24"]);
    let mut monitor = Browser::at(program.address);
    let ready = monitor.get("/readyz").unwrap();
    assert!(ready.status == 503 && ready.body.contains("\"backup\":\"none known\""), "{}", ready.body);
    let public = key(&server, &folder.file("key"));
    let made = run(&server, &["backup", folder.0.to_str().unwrap(), "--to", &public]);
    assert!(made.status.success(), "{}", said(&made));
    std::thread::sleep(Duration::from_millis(1_100));
    let ready = monitor.get("/readyz").unwrap();
    assert!(ready.status == 200 && ready.body.contains("\"backup\":\"less than an hour old\""), "{}", ready.body);
    server.run("yttrande", "update backup set taken_at = taken_at - interval '25 hours'");
    std::thread::sleep(Duration::from_millis(1_100));
    let ready = monitor.get("/readyz").unwrap();
    assert!(ready.status == 503 && ready.body.contains("\"backup\":\"25 hours old\""), "{}", ready.body);
}
