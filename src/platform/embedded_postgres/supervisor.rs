//! The process that looks after PostgreSQL for as long as its owner lives.

use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::{Duration, Instant};

use tokio::net::unix::pipe;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::account::Account;
use super::binaries::Binaries;
use super::data_folder;
use super::error::ClusterError;
use super::layout::Layout;
use super::lock::Lock;
use super::server::Server;
use super::settings::Durability;

/// A PostgreSQL that ends more often than this within a minute has a reason that starting it again does not cure.
const RESTARTS_A_MINUTE: usize = 10;

/// The body of the hidden subcommand `supervise-postgres`.
///
/// Starts PostgreSQL on `root`, prints `ready SOCKETDIR MAJOR` to standard output, starts PostgreSQL again should it end,
/// and stops it when standard input ends or SIGTERM or SIGINT comes. When it cannot be started, it prints `failed` and the
/// text of the error instead. Await it from `main`, not from a spawned task: PostgreSQL is tied to the thread that starts
/// it.
///
/// # Errors
/// Every [`ClusterError`] that keeps PostgreSQL from being started or stopped.
pub async fn supervise(root: &Path, durability: Durability) -> Result<(), ClusterError> {
    let mut end = End::watch()?;
    let outcome = run(root, durability, &mut end).await;
    if let Err(error) = &outcome {
        // Also to the log, for an owner that is already gone.
        tracing::error!(%error, "PostgreSQL");
        say(format!("failed {error}\n").as_bytes());
    }
    outcome
}

async fn run(root: &Path, durability: Durability, end: &mut End) -> Result<(), ClusterError> {
    let watch = tokio::select! {
        watch = Watch::prepare(root, durability) => watch?,
        () = end.come() => return Ok(()),
    };
    let mut endings: Vec<Instant> = Vec::new();
    let mut announced = false;
    loop {
        let mut server = match watch.launch().await {
            Ok(server) => server,
            Err(error) if announced && watch.waits_for_room(Some(&error)) => {
                tokio::time::sleep(WITHOUT_ROOM).await;
                continue;
            }
            Err(error) => return Err(error),
        };
        let outcome = tokio::select! {
            outcome = watch.attend(&mut server, &mut announced) => outcome,
            () = end.come() => return watch.finish(&mut server).await,
        };
        // However long the disk is full: PostgreSQL comes up again when there is room, and nobody has to see to it.
        if announced && watch.waits_for_room(outcome.as_ref().err()) {
            tokio::select! {
                () = tokio::time::sleep(WITHOUT_ROOM) => {}
                () = end.come() => return watch.finish(&mut server).await,
            }
            continue;
        }
        if let Err(error) = outcome
            && !may_pass(&error)
        {
            watch.finish(&mut server).await?;
            return Err(error);
        }
        endings.retain(|ending| ending.elapsed() < Duration::from_mins(1));
        endings.push(Instant::now());
        if endings.len() > RESTARTS_A_MINUTE {
            return Err(watch.keeps_ending(&server, endings.len()));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// How long it rests while there is no room on its disk.
const WITHOUT_ROOM: Duration = Duration::from_millis(500);
/// With less than this PostgreSQL cannot begin another piece of its log, which has 16 MiB.
const ROOM: u64 = 16 * 1024 * 1024;

/// Helpers of a killed PostgreSQL keep its shared memory for a moment; where there is no /proc they cannot be waited for.
fn may_pass(error: &ClusterError) -> bool {
    matches!(error, ClusterError::ServerFailed { tail, .. } if tail.contains("shared memory block"))
}

/// Everything that is settled before PostgreSQL is started.
struct Watch {
    layout: Layout,
    lock: Lock,
    account: Option<Account>,
    binaries: Binaries,
    durability: Durability,
}

impl Watch {
    async fn prepare(root: &Path, durability: Durability) -> Result<Self, ClusterError> {
        let layout = Layout::open(root)?;
        let lock = Lock::take(&layout).await?;
        let account = Account::needed(&layout)?;
        if let Some(account) = &account {
            account.admit(layout.root()).await?;
        }
        let made_by = data_folder::made_by(&layout)?;
        let binaries = Binaries::find(&layout, made_by).await?;
        if made_by.is_none() {
            data_folder::create(&layout, &binaries, account.as_ref(), durability).await?;
        }
        Ok(Self { layout, lock, account, binaries, durability })
    }

    async fn launch(&self) -> Result<Server, ClusterError> {
        data_folder::wait_until_unused(&self.layout).await?;
        Server::spawn(&self.layout, &self.binaries, self.account.as_ref(), self.durability).await
    }

    /// Returns when PostgreSQL has ended by itself, which it should not.
    async fn attend(&self, server: &mut Server, announced: &mut bool) -> Result<(), ClusterError> {
        server.ready().await?;
        if !std::mem::replace(announced, true) {
            self.announce();
        }
        let status = server.ended().await?;
        tracing::warn!(%status, "PostgreSQL ended and is started again");
        Ok(())
    }

    /// Whether it ended because its disk is full. Its log may lie on the same disk, and then cannot say so.
    fn waits_for_room(&self, error: Option<&ClusterError>) -> bool {
        let room = rustix::fs::statvfs(self.layout.root()).map(|found| found.f_bavail.saturating_mul(found.f_frsize));
        let full = matches!(error, Some(ClusterError::DiskFull { .. })) || room.is_ok_and(|room| room < ROOM);
        if full {
            tracing::warn!("PostgreSQL ended, and its disk is full: it is started again when there is room");
        }
        full
    }

    fn announce(&self) {
        let mut line = b"ready ".to_vec();
        line.extend_from_slice(self.layout.socket_dir().as_os_str().as_bytes());
        line.extend_from_slice(format!(" {}\n", self.binaries.major()).as_bytes());
        say(&line);
    }

    async fn finish(&self, server: &mut Server) -> Result<(), ClusterError> {
        self.lock.stopping();
        server.stop().await?;
        self.layout.remove_socket_dir();
        Ok(())
    }

    fn keeps_ending(&self, server: &Server, times: usize) -> ClusterError {
        ClusterError::KeepsEnding { log: self.layout.log(), tail: server.tail(), times }
    }
}

/// An owner that no longer listens is noticed on standard input; it must not end us here.
fn say(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    if let Err(error) = out.write_all(bytes).and_then(|()| out.flush()) {
        tracing::debug!(%error, "nobody listens to the supervisor");
    }
}

/// What ends the supervisor.
struct End {
    input: pipe::Receiver,
    terminate: Signal,
    interrupt: Signal,
    /// Watched only so that it does not end us: the owner decides what a closed terminal means.
    _hangup: Signal,
}

impl End {
    /// Reads the pipe without a helper thread: Tokio's own standard input would keep the process alive until the owner
    /// writes something.
    fn watch() -> Result<Self, ClusterError> {
        let input = io::stdin().as_fd().try_clone_to_owned().and_then(pipe::Receiver::from_owned_fd);
        let input = input.map_err(|_| ClusterError::StartedByHand)?;
        let watch = |kind| signal(kind).map_err(ClusterError::io("watch the signals of", Path::new("this process")));
        Ok(Self { input, terminate: watch(SignalKind::terminate())?, interrupt: watch(SignalKind::interrupt())?, _hangup: watch(SignalKind::hangup())? })
    }

    async fn come(&mut self) {
        tokio::select! {
            () = closed(&self.input) => {}
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Returns when the other end of the pipe is closed. Nobody is supposed to write to it.
async fn closed(input: &pipe::Receiver) {
    let mut buffer = [0; 64];
    loop {
        if input.readable().await.is_err() {
            return;
        }
        match input.try_read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
