//! What the service does of itself so that others can see whether its records are what they were.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Browser, Program, Server, Starting, signal};

/// A data folder that goes with the test.
struct Data(PathBuf);

impl Drop for Data {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// The program on a private PostgreSQL.
fn alone(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yttrande"));
    command.args(arguments).arg("--data").arg(data);
    for setting in ["DATABASE_URL", "YTTRANDE_ADMIN_URL", "YTTRANDE_CHECKPOINTS", "STATE_DIRECTORY", "CREDENTIALS_DIRECTORY"] {
        command.env_remove(setting);
    }
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

const SERVE: [&str; 4] = ["serve", "--insecure-cookies", "--listen", "127.0.0.1:0"];

#[test]
fn a_service_with_a_folder_writes_checkpoints_unasked_and_a_last_one_when_it_ends() {
    let data = Data(Server::folder().with_extension("trust"));
    let folder = data.0.join("checkpoints");
    let program = Starting::spawn(alone(&data.0, &SERVE), Stdio::null()).ready().unwrap();
    // Whoever founds the municipality writes the first events, half a minute before anything is written down of them.
    drop(program.founded());
    let ready = Browser::at(program.address).get("/readyz").unwrap();
    assert!(ready.body.contains("\"checkpoints\":\"") && ready.body.contains("\"disk\":\"ok\""), "{}", ready.body);
    // Whoever only compares does so beside the service.
    let compared = alone(&data.0, &["rebuild", "--check"]).output().unwrap();
    assert!(compared.status.success() && said(&compared).contains("is what the facts say"), "{}", said(&compared));
    signal("TERM", &[program.id()]);
    assert!(program.ended(Duration::from_secs(20)).is_some_and(|status| status.success()), "it ends");
    let key = data.0.join("checkpoints-key");
    assert_eq!(fs::metadata(&key).unwrap().mode() & 0o777, 0o600, "the key lies beside");
    assert!(!folder.join("signing-key").exists(), "and not in what is copied away");
    let held = alone(&data.0, &["verify", "--checkpoints", folder.to_str().unwrap()]).output().unwrap();
    assert!(held.status.success(), "{}", said(&held));
    let system = said(&held)
        .lines()
        .find_map(|line| line.strip_prefix("The log of the service is whole: ").and_then(|rest| rest.split(' ').next()).map(str::to_owned))
        .unwrap();
    let note = folder.join(format!("system-{:09}.note", system.parse::<u32>().unwrap()));
    assert!(note.exists(), "the last event has a checkpoint: {}", note.display());
    assert!(
        said(&held).contains(" definitions (views, functions, triggers, policies, grants) were held against those of a clean database."),
        "{}",
        said(&held)
    );
    // Who wants none has none, and is told.
    fs::remove_dir_all(&folder).unwrap();
    let mut without = alone(&data.0, &SERVE);
    without.args(["--checkpoints", "off"]);
    let program = Starting::spawn(without, Stdio::null()).ready().unwrap();
    assert!(program.said.contains("No checkpoints of the log are written (--checkpoints off)"), "{}", program.said);
    signal("TERM", &[program.id()]);
    assert!(program.ended(Duration::from_secs(20)).is_some());
    assert!(!folder.exists());
}

#[test]
fn a_service_that_has_the_administrators_login_is_told_that_it_must_not() {
    let server = Server::start(Durability::Throwaway);
    let program = Program::start(&server, &[]);
    assert!(program.said.contains("Warning: this service has YTTRANDE_ADMIN_URL, by which whoever gets into it"), "{}", program.said);
    assert!(program.said.contains("No checkpoints of the log are written, for this service has no folder"), "{}", program.said);
    drop(program);
    // Without it nothing is said. What systemd keeps for the service is its folder.
    let state = Data(Server::folder().with_extension("state"));
    fs::create_dir(&state.0).unwrap();
    let mut command = Program::command(&server, &[&SERVE[..], &["--accept", "lost-writes", "--metrics", "127.0.0.1:0"]].concat());
    command.env_remove("YTTRANDE_ADMIN_URL").env_remove("YTTRANDE_CHECKPOINTS").env("STATE_DIRECTORY", &state.0);
    let program = Starting::spawn(command, Stdio::null()).ready().unwrap();
    assert!(!program.said.contains("Warning: this service has") && !program.said.contains("No checkpoints"), "{}", program.said);
    drop(program.founded());
    signal("TERM", &[program.id()]);
    assert!(program.ended(Duration::from_secs(20)).is_some());
    assert!(state.0.join("checkpoints").is_dir() && state.0.join("checkpoints-key").is_file());
    // Started again, the monitor is told how old the newest is, and that the database is built as it was. A port that is free now.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = Program::command(&server, &[&SERVE[..], &["--accept", "lost-writes", "--metrics", &free.to_string()]].concat());
    command.env_remove("YTTRANDE_ADMIN_URL").env_remove("YTTRANDE_CHECKPOINTS").env("STATE_DIRECTORY", &state.0);
    let _program = Starting::spawn(command, Stdio::null()).ready().unwrap();
    let mut shown = String::new();
    for _ in 0..100 {
        shown = Browser::at(free).get("/metrics").map(|shown| shown.body).unwrap_or_default();
        if shown.contains("yttrande_checkpoint_last_timestamp_seconds 1") && shown.contains("yttrande_definitions_differing 0") {
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("{shown}");
}
