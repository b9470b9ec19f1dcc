//! The data folder: which version made it, who works in it, and how a new one is made.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::account::{self, Account, command};
use super::binaries::Binaries;
use super::error::ClusterError;
use super::layout::{Layout, remove_if_there};
use super::processes;
use super::settings::{Durability, PORT, SUPERUSER};

/// How long a PostgreSQL that nobody looks after any more may take to go away.
const PATIENCE: Duration = Duration::from_secs(30);

/// C.UTF-8 knows all letters; C is always there (macOS has no C.UTF-8). Both sort by code point, so that the order does
/// not depend on the machine; the program sorts names for people itself.
const LOCALES: &[&str] = &["C.UTF-8", "C"];

/// The major version that made the data folder; None when there is none yet.
pub(super) fn made_by(layout: &Layout) -> Result<Option<u32>, ClusterError> {
    let path = layout.data().join("PG_VERSION");
    match fs::read_to_string(&path) {
        Ok(text) => match text.trim().parse() {
            Ok(major) => Ok(Some(major)),
            Err(_) => Err(ClusterError::ForeignFolder { path: layout.data(), found: "PG_VERSION".to_owned() }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ClusterError::io("read", &path)(error)),
    }
}

/// Makes a new data folder beside its final place and renames it when it is complete, so that there is never half a one.
pub(super) async fn create(layout: &Layout, binaries: &Binaries, account: Option<&Account>, durability: Durability) -> Result<(), ClusterError> {
    let fresh = layout.fresh_data();
    let mut outcome = Ok(());
    for locale in LOCALES {
        make_empty(&fresh, account)?;
        outcome = initdb(layout, binaries, account, durability, locale).await;
        let unknown_locale = matches!(&outcome, Err(ClusterError::InitFailed { tail, .. }) if tail.contains("locale"));
        if !unknown_locale {
            break;
        }
    }
    if outcome.is_err() {
        remove_folder(&fresh)?;
        return outcome;
    }
    fs::rename(&fresh, layout.data()).map_err(ClusterError::io("name", &layout.data()))?;
    // The name, too, must survive a power cut.
    let flushed = File::open(layout.root()).and_then(|root| root.sync_all());
    flushed.map_err(ClusterError::io("flush", layout.root()))
}

fn make_empty(folder: &Path, account: Option<&Account>) -> Result<(), ClusterError> {
    remove_folder(folder)?;
    fs::DirBuilder::new().mode(0o700).create(folder).map_err(ClusterError::io("make", folder))?;
    account.map_or(Ok(()), |account| account.give(folder))
}

/// Removes a folder in the making. An initdb whose owner was killed may write in it for another moment: until it has
/// noticed, the folder is never empty when it is to go.
fn remove_folder(folder: &Path) -> Result<(), ClusterError> {
    let mut tries = 0;
    loop {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty && tries < 100 => {
                tries += 1;
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(ClusterError::io("remove", folder)(error)),
            _ => return Ok(()),
        }
    }
}

async fn initdb(layout: &Layout, binaries: &Binaries, account: Option<&Account>, durability: Durability, locale: &str) -> Result<(), ClusterError> {
    let program = binaries.program("initdb");
    let mut initdb = command(&program, account);
    initdb.args(["--username", SUPERUSER, "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8"]);
    initdb.args(["--data-checksums", "--no-instructions", "--locale", locale]);
    initdb.args(durability.initdb_options()).arg("--pgdata").arg(layout.fresh_data());
    // When the owner goes away meanwhile, the half-made folder is worth nothing.
    let output = initdb.kill_on_drop(true).output().await;
    let output = output.map_err(|source| ClusterError::Spawn { program, account: account::name(account), source })?;
    if output.status.success() {
        return Ok(());
    }
    let tail = last_lines(&String::from_utf8_lossy(&output.stderr));
    if is_full(&tail) {
        return Err(ClusterError::DiskFull { path: layout.root().to_owned() });
    }
    Err(ClusterError::InitFailed { path: layout.root().to_owned(), tail })
}

/// Is this PostgreSQL's way to say that the disk is full?
pub(super) fn is_full(text: &str) -> bool {
    ["No space left on device", "Check free disk space", "Disk quota exceeded"].iter().any(|words| text.contains(words))
}

/// What a person needs of a long output.
pub(super) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let last: Vec<&str> = lines.iter().skip(lines.len().saturating_sub(8)).map(|line| line.trim_end()).collect();
    last.join("\n")
}

/// What PostgreSQL writes about itself into the data folder.
#[derive(Debug)]
pub(super) struct Postmaster {
    pub(super) pid: i32,
    pub(super) ready: bool,
    socket_dir: PathBuf,
}

impl Postmaster {
    pub(super) fn read(data: &Path) -> Option<Self> {
        let text = fs::read_to_string(pid_file(data)).ok()?;
        let mut lines = text.lines().map(str::trim);
        let pid = lines.next()?.parse().ok()?;
        let socket_dir = lines.nth(3).map(PathBuf::from).unwrap_or_default();
        let ready = lines.nth(2) == Some("ready");
        Some(Self { pid, ready, socket_dir })
    }

    fn answers(&self) -> bool {
        UnixStream::connect(self.socket_dir.join(format!(".s.PGSQL.{PORT}"))).is_ok()
    }
}

fn pid_file(data: &Path) -> PathBuf {
    data.join("postmaster.pid")
}

/// Waits until no PostgreSQL works in the data folder, and removes what a killed one left.
///
/// Only called with the lock held: whatever runs there has lost its supervisor. One that we started is told to stop; one
/// that somebody else started is left alone.
pub(super) async fn wait_until_unused(layout: &Layout) -> Result<(), ClusterError> {
    let data = layout.data();
    let asked = Instant::now();
    let mut told = false;
    while let Some(pid) = user(&data) {
        let postmaster = Postmaster::read(&data).filter(|found| found.pid == pid);
        let foreign = postmaster.as_ref().is_some_and(|found| found.socket_dir != layout.socket_dir());
        if foreign || asked.elapsed() > PATIENCE {
            return Err(ClusterError::StillRunning { data, pid });
        }
        if postmaster.is_some() && !told {
            processes::send(pid, Signal::INT).map_err(ClusterError::io("stop the PostgreSQL in", &data))?;
            told = true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    forget_stale(&data)
}

/// The process that uses the data folder: PostgreSQL itself if it is there, otherwise one of its orphaned helpers.
fn user(data: &Path) -> Option<i32> {
    let postmaster = Postmaster::read(data);
    if let Some(working) = processes::postgres_working_in(data) {
        let main = postmaster.map(|found| found.pid).filter(|pid| working.contains(pid));
        return main.or_else(|| working.first().copied());
    }
    // Without /proc a number alone proves nothing, it may have been given to another process since: ask the socket.
    postmaster.filter(|found| processes::alive(found.pid) && found.answers()).map(|found| found.pid)
}

/// PostgreSQL refuses to start when the number in a left-over file now belongs to another process of the same user, which
/// it cannot tell from a running PostgreSQL. We can, where there is /proc; elsewhere the decision stays PostgreSQL's.
fn forget_stale(data: &Path) -> Result<(), ClusterError> {
    let known = processes::postgres_working_in(data).is_some_and(|working| working.is_empty());
    if known { remove_if_there(&pid_file(data)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::last_lines;

    #[test]
    fn the_last_lines_leave_out_empty_ones_and_all_but_eight() {
        assert_eq!(last_lines("a\n\nb\n"), "a\nb");
        let many: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        assert_eq!(last_lines(&many.join("\n")).lines().count(), 8);
    }
}
