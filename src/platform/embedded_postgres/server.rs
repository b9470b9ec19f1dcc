//! One run of the program `postgres`.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::account::{self, Account, command};
use super::binaries::Binaries;
use super::data_folder::{Postmaster, is_full, last_lines};
use super::error::ClusterError;
use super::layout::Layout;
use super::processes;
use super::settings::{Durability, PORT};

/// How long PostgreSQL may take to become ready. Long, because it may have much to recover after a power cut.
const READY_PATIENCE: Duration = Duration::from_mins(5);

/// How long a fast shutdown may take (it writes everything to the disk), and an immediate one after that.
const FAST_PATIENCE: Duration = Duration::from_secs(30);
const IMMEDIATE_PATIENCE: Duration = Duration::from_secs(10);

/// A log this big is put aside at the next start.
const BIG_LOG: u64 = 10 * 1024 * 1024;

/// A running PostgreSQL.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    pid: u32,
    layout: Layout,
    log_start: u64,
}

impl Server {
    /// Starts the process. Must be called on a thread that lives as long as the supervisor: the kernel sends the death
    /// signal when the *thread* that started the process ends.
    pub(super) async fn spawn(layout: &Layout, binaries: &Binaries, account: Option<&Account>, durability: Durability) -> Result<Self, ClusterError> {
        layout.prepare_socket_dir(account)?;
        let (log, log_start) = open_log(layout)?;
        let program = binaries.program("postgres");
        let mut command = tied_to_us(&program, account).await;
        command.arg("-D").arg(layout.data()).args(settings(layout, durability)).stdout(Stdio::null()).stderr(log);
        let started = command.spawn();
        let child = started.map_err(|source| ClusterError::Spawn { program, account: account::name(account), source })?;
        // A child that was never waited for always has a number.
        let pid = child.id().unwrap_or_default();
        Ok(Self { child, pid, layout: layout.clone(), log_start })
    }

    /// Waits until it accepts connections.
    pub(super) async fn ready(&mut self) -> Result<(), ClusterError> {
        let asked = Instant::now();
        let data = self.layout.data();
        loop {
            if self.child.try_wait().map_err(ClusterError::io("watch the PostgreSQL in", &data))?.is_some() {
                return Err(self.failed());
            }
            // Its own number: a file left by an earlier PostgreSQL says nothing about this one.
            let own = Postmaster::read(&data).filter(|found| u32::try_from(found.pid) == Ok(self.pid));
            if own.is_some_and(|found| found.ready) {
                return Ok(());
            }
            if asked.elapsed() > READY_PATIENCE {
                let (log, tail) = (self.layout.log(), self.tail());
                return Err(ClusterError::SlowStart { log, tail, seconds: READY_PATIENCE.as_secs() });
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until it ends by itself.
    pub(super) async fn ended(&mut self) -> Result<ExitStatus, ClusterError> {
        let path = self.layout.data();
        self.child.wait().await.map_err(ClusterError::io("watch the PostgreSQL in", &path))
    }

    /// Stops it: fast (open transactions are rolled back, everything is written), and if that takes too long, at once
    /// (the next start recovers).
    pub(super) async fn stop(&mut self) -> Result<(), ClusterError> {
        for (signal, patience) in [(Signal::INT, FAST_PATIENCE), (Signal::QUIT, IMMEDIATE_PATIENCE)] {
            // Once it has been waited for, the number may be another's.
            let Some(pid) = self.child.id().and_then(|pid| i32::try_from(pid).ok()) else {
                return Ok(());
            };
            processes::send(pid, signal).map_err(ClusterError::io("stop the PostgreSQL in", &self.layout.data()))?;
            if timeout(patience, self.child.wait()).await.is_ok() {
                return Ok(());
            }
        }
        Err(ClusterError::DoesNotStop { log: self.layout.log(), pid: self.pid })
    }

    /// The last lines it wrote to the log in this run.
    pub(super) fn tail(&self) -> String {
        last_lines(&read_from(&self.layout.log(), self.log_start).unwrap_or_default())
    }

    fn failed(&self) -> ClusterError {
        let tail = self.tail();
        if is_full(&tail) {
            return ClusterError::DiskFull { path: self.layout.root().to_owned() };
        }
        ClusterError::ServerFailed { log: self.layout.log(), tail }
    }
}

/// On Linux the kernel stops PostgreSQL (fast) when the supervisor dies. `setpriv` asks for that and then becomes
/// PostgreSQL, so the process number stays the same. Elsewhere the next start stops the one that was left.
async fn tied_to_us(program: &Path, account: Option<&Account>) -> Command {
    // Tried rather than looked for: the one in busybox does not know the option.
    let mut attempt = command("setpriv", None);
    attempt.args(["--pdeathsig", "INT", "--", "true"]).stdout(Stdio::null()).stderr(Stdio::null());
    if !attempt.status().await.is_ok_and(|status| status.success()) {
        return command(program, account);
    }
    let mut tied = command("setpriv", account);
    tied.args(["--pdeathsig", "INT", "--"]).arg(program);
    tied
}

fn settings(layout: &Layout, durability: Durability) -> Vec<OsString> {
    // Quoted, because the setting is a list and a space or a capital letter would otherwise be folded.
    let socket = format!("unix_socket_directories=\"{}\"", layout.socket_dir().display());
    let fixed = durability.server_settings().map(str::to_owned).chain([format!("port={PORT}"), socket]);
    fixed.flat_map(|setting| [OsString::from("-c"), OsString::from(setting)]).collect()
}

/// The log to append to, and how long it is already. A big one is put aside first.
fn open_log(layout: &Layout) -> Result<(File, u64), ClusterError> {
    let path = layout.log();
    if fs::metadata(&path).is_ok_and(|found| found.len() > BIG_LOG) {
        fs::rename(&path, layout.old_log()).map_err(ClusterError::io("put aside", &path))?;
    }
    let log = OpenOptions::new().create(true).append(true).open(&path).map_err(ClusterError::io("open", &path))?;
    let length = log.metadata().map_err(ClusterError::io("look at", &path))?.len();
    Ok((log, length))
}

fn read_from(path: &Path, start: u64) -> io::Result<String> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
