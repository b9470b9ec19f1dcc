//! The private PostgreSQL against the real one, with real kills.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails loudly, and waits for processes that tell nothing when they go"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::{Cluster, ClusterError, Durability, reachable_root};

const EXE: &str = env!("CARGO_BIN_EXE_yttrande");

/// An owner of a PostgreSQL, as a process of its own.
fn hold(root: &Path) -> Command {
    let holder = Path::new(EXE).parent().unwrap().join("examples/hold_postgres");
    assert!(holder.exists(), "examples/hold_postgres is not built: run cargo test without --test, or cargo build --examples first");
    let mut command = Command::new(holder);
    command.arg(EXE).arg(root);
    command
}

/// A folder of its own for one test, removed afterwards. Its PostgreSQL is gone by then, or going.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("ytp-{}-{number}", std::process::id())).join(name);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        wait_until(|| postgres_in(&self.0).is_empty());
        let _ = fs::remove_dir_all(self.0.ancestors().find(|step| step.parent() == Some(&std::env::temp_dir())).unwrap());
    }
}

async fn start(root: &Path) -> Cluster {
    Cluster::start(root, Path::new(EXE), Durability::Throwaway).await.unwrap_or_else(|error| panic!("{error}"))
}

async fn refusal(root: &Path) -> String {
    Cluster::start(root, Path::new(EXE), Durability::Throwaway).await.expect_err("must be refused").to_string()
}

fn psql(socket: &Path, sql: &str) -> Output {
    let mut psql = Command::new("psql");
    psql.args(["-X", "-A", "-t", "-U", "yttrande_dba", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-c", sql]);
    psql.arg("-h").arg(socket).output().unwrap()
}

fn ask(socket: &Path, sql: &str) -> String {
    let output = psql(socket, sql);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// An owner in a process of its own, to be killed.
struct Owner {
    process: Child,
    socket: PathBuf,
}

impl Owner {
    fn start(root: &Path, options: &[&str]) -> Self {
        let mut command = hold(root);
        command.args(options).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        if line.is_empty() {
            let mut said = String::new();
            process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("{said}");
        }
        Self { process, socket: PathBuf::from(line.trim_end()) }
    }

    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn wait_until(condition: impl Fn() -> bool) -> bool {
    let asked = Instant::now();
    while asked.elapsed() < Duration::from_secs(10) {
        if condition() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

/// All PostgreSQL processes that work in the data folder of this root.
fn postgres_in(root: &Path) -> Vec<i32> {
    let data = root.join("data");
    let ids = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id: &i32| fs::read_link(format!("/proc/{id}/cwd")).is_ok_and(|at| at == data)).collect()
}

fn postmaster(root: &Path) -> i32 {
    let text = fs::read_to_string(root.join("data/postmaster.pid")).unwrap();
    text.lines().next().unwrap().parse().unwrap()
}

fn supervisor(root: &Path) -> i32 {
    let text = fs::read_to_string(root.join("lock")).unwrap();
    text.split_whitespace().next().unwrap().parse().unwrap()
}

fn signal(name: &str, ids: &[i32]) {
    for id in ids {
        let _ = Command::new("kill").args([format!("-{name}"), id.to_string()]).stderr(Stdio::null()).status();
    }
}

fn log(root: &Path) -> String {
    fs::read_to_string(root.join("postgres.log")).unwrap()
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

#[tokio::test]
async fn it_starts_answers_and_stops() {
    let folder = Folder::new("plain");
    let cluster = start(&folder.0).await;
    assert_eq!(ask(cluster.socket_dir(), "select 1"), "1");
    assert!(cluster.major() >= 15);
    cluster.stop().await.unwrap();
    assert!(postgres_in(&folder.0).is_empty());
    assert!(!folder.0.join("data/postmaster.pid").exists());
    assert!(!folder.0.join("socket").exists());
    assert!(log(&folder.0).contains("database system is shut down"));
}

#[tokio::test]
async fn it_is_set_up_as_promised() {
    let folder = Folder::new("set up");
    let cluster = start(&folder.0).await;
    let show = |name: &str| ask(cluster.socket_dir(), &format!("show {name}"));
    assert_eq!(show("server_encoding"), "UTF8");
    assert!(["C.UTF-8", "C"].contains(&show("lc_collate").as_str()));
    assert_eq!(show("timezone"), "UTC");
    assert_eq!(show("listen_addresses"), "");
    assert_eq!(show("max_connections"), "200");
    assert_eq!(show("data_checksums"), "on");
    assert_eq!(show("fsync"), "off");
    let mode = fs::metadata(cluster.socket_dir()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    cluster.stop().await.unwrap();
}

#[test]
fn what_must_last_is_flushed_to_the_disk_and_kept_between_starts() {
    let folder = Folder::new("lasting");
    let mut owner = Owner::start(&folder.0, &[]);
    let settings = "select string_agg(setting, ' ' order by name) from pg_settings \
                    where name in ('fsync', 'full_page_writes', 'synchronous_commit')";
    assert_eq!(ask(&owner.socket, settings), "on on on");
    ask(&owner.socket, "create table kept (text text)");
    ask(&owner.socket, "insert into kept values ('Åäö')");
    signal("INT", &[i32::try_from(owner.process.id()).unwrap()]);
    assert!(owner.process.wait().unwrap().success());
    let owner = Owner::start(&folder.0, &[]);
    assert_eq!(ask(&owner.socket, "select text from kept"), "Åäö");
}

#[test]
fn a_killed_owner_leaves_no_postgres_and_the_next_start_works() {
    let folder = Folder::new("killed owner");
    let mut owner = Owner::start(&folder.0, &["--throwaway"]);
    ask(&owner.socket, "create table kept as select 7 as number");
    owner.kill();
    assert!(wait_until(|| postgres_in(&folder.0).is_empty()), "PostgreSQL is still there after 10 s");
    assert!(wait_until(|| log(&folder.0).contains("database system is shut down")));
    let owner = Owner::start(&folder.0, &["--throwaway"]);
    assert_eq!(ask(&owner.socket, "select number from kept"), "7");
}

#[test]
fn a_start_right_after_the_kill_of_the_owner_waits_for_the_old_postgres() {
    let folder = Folder::new("killed owner at once");
    for _ in 0..5 {
        let mut owner = Owner::start(&folder.0, &["--throwaway"]);
        assert_eq!(ask(&owner.socket, "select 1"), "1");
        owner.kill();
    }
}

#[test]
fn after_the_kill_of_every_process_the_next_start_works_and_nothing_committed_is_lost() {
    let folder = Folder::new("killed all");
    let mut owner = Owner::start(&folder.0, &[]);
    ask(&owner.socket, "create table kept as select 7 as number");
    // PostgreSQL first: whoever watches over it would else have the time to stop it in good order.
    let mut ids = vec![postmaster(&folder.0)];
    ids.extend(postgres_in(&folder.0));
    ids.extend([supervisor(&folder.0), i32::try_from(owner.process.id()).unwrap()]);
    signal("KILL", &ids);
    owner.process.wait().unwrap();
    assert!(folder.0.join("data/postmaster.pid").exists());
    let owner = Owner::start(&folder.0, &[]);
    assert_eq!(ask(&owner.socket, "select number from kept"), "7");
}

#[test]
fn a_left_over_process_number_that_now_belongs_to_another_process_does_not_prevent_a_start() {
    let folder = Folder::new("foreign number");
    let mut owner = Owner::start(&folder.0, &["--throwaway"]);
    let file = folder.0.join("data/postmaster.pid");
    let text = fs::read_to_string(&file).unwrap();
    let user = fs::metadata(&file).unwrap();
    signal("KILL", &[i32::try_from(owner.process.id()).unwrap(), supervisor(&folder.0)]);
    owner.kill();
    assert!(wait_until(|| postgres_in(&folder.0).is_empty()));
    // A living process of the user that runs PostgreSQL, which is what PostgreSQL itself cannot tell apart.
    let mut sleeper = Command::new("sleep");
    sleeper.arg("60");
    if is_root() {
        sleeper.uid(user.uid()).gid(user.gid());
    }
    let mut sleeper = sleeper.spawn().unwrap();
    let rest = text.split_once('\n').unwrap().1;
    fs::write(&file, format!("{}\n{rest}", sleeper.id())).unwrap();
    chown(&file, Some(user.uid()), Some(user.gid())).unwrap();
    let started = std::panic::catch_unwind(|| ask(&Owner::start(&folder.0, &["--throwaway"]).socket, "select 1"));
    sleeper.kill().unwrap();
    sleeper.wait().unwrap();
    assert_eq!(started.unwrap(), "1");
}

#[test]
fn a_killed_supervisor_takes_postgres_with_it_and_the_next_start_works() {
    let folder = Folder::new("killed supervisor");
    let mut owner = Owner::start(&folder.0, &["--throwaway"]);
    signal("KILL", &[supervisor(&folder.0)]);
    assert!(wait_until(|| postgres_in(&folder.0).is_empty()), "PostgreSQL is still there after 10 s");
    assert!(log(&folder.0).contains("database system is shut down"));
    owner.kill();
    assert_eq!(ask(&Owner::start(&folder.0, &["--throwaway"]).socket, "select 1"), "1");
}

#[test]
fn a_killed_postgres_is_started_again_under_the_same_owner() {
    let folder = Folder::new("killed postgres");
    let owner = Owner::start(&folder.0, &["--throwaway"]);
    signal("KILL", &[postmaster(&folder.0)]);
    assert!(wait_until(|| psql(&owner.socket, "select 1").status.success()));
}

#[tokio::test]
async fn a_second_start_on_the_same_folder_is_refused_with_a_clear_sentence() {
    let folder = Folder::new("twice");
    let cluster = start(&folder.0).await;
    let message = refusal(&folder.0).await;
    assert!(message.contains("is in use by another running yttrande (process "), "{message}");
    assert!(message.contains("What to do: stop that one first"), "{message}");
    assert_eq!(ask(cluster.socket_dir(), "select 1"), "1");
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_folder_with_other_files_is_refused_and_left_as_it_is() {
    let folder = Folder::new("foreign");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("thesis.txt"), "years of work").unwrap();
    let message = refusal(&folder.0).await;
    assert!(message.contains("holds files that are not a database of this program (for instance thesis.txt)"), "{message}");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[tokio::test]
async fn a_data_folder_that_is_none_is_refused_and_left_as_it_is() {
    let folder = Folder::new("foreign data");
    fs::create_dir_all(folder.0.join("data")).unwrap();
    fs::write(folder.0.join("data/thesis.txt"), "years of work").unwrap();
    let message = refusal(&folder.0).await;
    assert!(message.contains("data holds files that are not a database"), "{message}");
    assert_eq!(fs::read_to_string(folder.0.join("data/thesis.txt")).unwrap(), "years of work");
}

#[tokio::test]
async fn a_data_folder_of_another_major_version_is_refused_naming_both() {
    let folder = Folder::new("other version");
    let cluster = start(&folder.0).await;
    let major = cluster.major();
    cluster.stop().await.unwrap();
    fs::write(folder.0.join("data/PG_VERSION"), "9\n").unwrap();
    let message = refusal(&folder.0).await;
    assert!(message.contains("was made by PostgreSQL 9, and this machine has PostgreSQL"), "{message}");
    assert!(message.contains(&major.to_string()), "{message}");
}

#[tokio::test]
async fn an_interrupted_first_start_leaves_nothing_that_disturbs_the_next_one() {
    let folder = Folder::new("interrupted");
    fs::create_dir_all(folder.0.join("data.new/base")).unwrap();
    fs::write(folder.0.join("data.new/PG_VERSION"), "15\n").unwrap();
    let cluster = start(&folder.0).await;
    assert_eq!(ask(cluster.socket_dir(), "select 1"), "1");
    assert!(!folder.0.join("data.new").exists());
    cluster.stop().await.unwrap();
}

#[test]
fn an_owner_killed_in_the_middle_of_the_first_start_does_not_disturb_the_next_one() {
    for delay in [50, 200, 400, 600] {
        let folder = Folder::new("killed early");
        let mut command = hold(&folder.0);
        command.arg("--throwaway").stdout(Stdio::null()).stderr(Stdio::null());
        let mut owner = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        owner.kill().unwrap();
        owner.wait().unwrap();
        assert_eq!(ask(&Owner::start(&folder.0, &["--throwaway"]).socket, "select 1"), "1");
    }
}

#[tokio::test]
async fn a_path_with_spaces_swedish_letters_and_a_comma_works() {
    for name in ["en mapp på å", "a, b's \"c\""] {
        let folder = Folder::new(name);
        let cluster = start(&folder.0).await;
        assert_eq!(ask(cluster.socket_dir(), "select 1"), "1");
        cluster.stop().await.unwrap();
    }
}

#[tokio::test]
async fn a_long_path_works_with_its_socket_elsewhere() {
    let folder = Folder::new(&format!("{}/{}", "x".repeat(120), "y".repeat(120)));
    let cluster = start(&folder.0).await;
    let socket = cluster.socket_dir().to_owned();
    assert!(!socket.starts_with(&folder.0));
    assert_eq!(ask(&socket, "select 1"), "1");
    cluster.stop().await.unwrap();
    assert!(!socket.exists());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_to_is_refused() {
    // /proc refuses even root.
    let message = refusal(Path::new("/proc/yttrande")).await;
    assert!(message.contains("What to do: "), "{message}");
}

#[tokio::test]
async fn as_root_a_folder_that_postgres_cannot_enter_is_refused_naming_the_obstacle_and_another_is_proposed() {
    if !is_root() {
        return;
    }
    let folder = Folder::new("closed");
    fs::create_dir_all(&folder.0).unwrap();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700)).unwrap();
    let root = folder.0.join("inner/root");
    let message = refusal(&root).await;
    assert!(message.contains(&format!("who cannot enter {}, which", folder.0.display())), "{message}");
    let proposed = reachable_root(&folder.0.join("other/root")).await.unwrap();
    assert!(proposed.starts_with("/var/lib/yttrande"), "{}", proposed.display());
    let fine = std::env::temp_dir().join("ytp-fine");
    assert_eq!(reachable_root(&fine).await.unwrap(), fine);
}

#[test]
fn the_supervisor_started_by_hand_says_what_to_start_instead() {
    let folder = Folder::new("by hand");
    let mut command = Command::new(EXE);
    let output = command.args(["supervise-postgres", "--root"]).arg(&folder.0).stdin(Stdio::null()).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("is started by yttrande itself"));
}

#[test]
fn a_wrong_folder_of_programs_is_refused_naming_the_variable() {
    let folder = Folder::new("variable");
    let mut command = hold(&folder.0);
    command.env("YTTRANDE_POSTGRES_BIN", "/nowhere");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("YTTRANDE_POSTGRES_BIN is /nowhere"), "{said}");
    assert!(said.contains("What to do: "), "{said}");
}

#[test]
fn a_variable_of_the_environment_meant_for_another_postgres_changes_nothing() {
    let folder = Folder::new("environment");
    let mut command = hold(&folder.0);
    command.arg("--throwaway");
    command.env("PGDATA", "/nowhere").env("PGPORT", "1").env("PGUSER", "nobody").env("PGOPTIONS", "-c nonsense=1");
    let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let owner = Owner { process, socket: PathBuf::from(line.trim_end()) };
    assert_eq!(ask(&owner.socket, "select 1"), "1");
}

#[test]
fn every_error_says_what_to_do() {
    let root = || PathBuf::from("/srv/db");
    let source = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let errors = [
        ClusterError::NoBinaries { found: vec![13], install: "run `apt-get install postgresql`".to_owned() },
        ClusterError::NoAccount,
        ClusterError::StillRunning { data: root(), pid: 4 },
        ClusterError::NotWritable { path: root(), source: source() },
        ClusterError::OtherOwner { data: root(), owner: 1, user: 2 },
        ClusterError::DiskFull { path: root() },
        ClusterError::InitFailed { path: root(), tail: "initdb: error".to_owned() },
        ClusterError::ServerFailed { log: root(), tail: "FATAL".to_owned() },
        ClusterError::Io { doing: "read", path: root(), source: source() },
    ];
    for error in errors {
        assert!(error.to_string().contains("\nWhat to do: "), "{error}");
    }
}
