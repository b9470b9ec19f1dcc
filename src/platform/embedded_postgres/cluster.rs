//! The owner's side: starts the supervisor process and tells it when to stop.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::error::ClusterError;
use super::layout::Layout;
use super::settings::Durability;

/// A private PostgreSQL that runs as long as this value, or until [`stop`](Cluster::stop).
///
/// When the value is dropped, or this process ends in whatever way, PostgreSQL is shut down cleanly a moment later, but
/// nobody waits for it; a new start on the same folder does.
#[derive(Debug)]
pub struct Cluster {
    supervisor: Child,
    /// As long as this end of the pipe is open, PostgreSQL runs.
    lifeline: ChildStdin,
    log: PathBuf,
    socket_dir: PathBuf,
    major: u32,
}

impl Cluster {
    /// Starts PostgreSQL on the folder `root`, making a new database when there is none, and waits until it accepts
    /// connections.
    ///
    /// `root` must be a folder of its own: it is made when it is missing, and refused when it holds anything else.
    /// `supervisor_exe` is this program (`std::env::current_exe()`); it is started as
    /// `EXE supervise-postgres --root ROOT [--throwaway]`, which must end up in [`supervise`](super::supervise).
    ///
    /// # Errors
    /// A [`ClusterError`] whose text says what happened and what to do next. What the supervisor process finds out comes
    /// as [`ClusterError::Refused`], with the same text.
    pub async fn start(root: &Path, supervisor_exe: &Path, durability: Durability) -> Result<Self, ClusterError> {
        let layout = Layout::open(root)?;
        let mut supervisor = spawn(&layout, supervisor_exe, durability)?;
        // Both are there because they were asked for; if not, the supervisor has ended or will.
        let (Some(lifeline), Some(output)) = (supervisor.stdin.take(), supervisor.stdout.take()) else {
            return Err(lost(&layout.log(), wait(&mut supervisor, &layout.log()).await?));
        };
        let answer = read_first_word(output).await.map_err(ClusterError::io("read the answer of", supervisor_exe))?;
        match answer {
            FirstWord::Ready { socket_dir, major } => {
                if layout.socket_is_elsewhere() {
                    tracing::info!(socket = %socket_dir.display(), "the socket of PostgreSQL is in a folder with a short path");
                }
                Ok(Self { supervisor, lifeline, log: layout.log(), socket_dir, major })
            }
            FirstWord::Refused { message } => {
                wait(&mut supervisor, &layout.log()).await?;
                Err(ClusterError::Refused { message })
            }
            FirstWord::Nothing => {
                drop(lifeline);
                Err(lost(&layout.log(), wait(&mut supervisor, &layout.log()).await?))
            }
        }
    }

    /// The folder of the socket: what a client takes for its host. The user is [`SUPERUSER`](super::SUPERUSER).
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// The major version of the PostgreSQL that runs.
    #[must_use]
    pub fn major(&self) -> u32 {
        self.major
    }

    /// Shuts PostgreSQL down (fast: open connections are closed) and waits until it is gone.
    ///
    /// # Errors
    /// [`ClusterError::SupervisorLost`] when it did not end in good order; the log says why.
    pub async fn stop(self) -> Result<(), ClusterError> {
        let Self { mut supervisor, lifeline, log, .. } = self;
        drop(lifeline);
        let status = wait(&mut supervisor, &log).await?;
        if status.success() { Ok(()) } else { Err(lost(&log, status)) }
    }
}

/// In a process group of its own: Ctrl-C in the terminal is for the owner, who may still have something to save.
fn spawn(layout: &Layout, exe: &Path, durability: Durability) -> Result<Child, ClusterError> {
    let path = layout.log();
    let log = OpenOptions::new().create(true).append(true).open(&path).map_err(ClusterError::io("open", &path))?;
    let mut command = Command::new(exe);
    command.arg("supervise-postgres").arg("--root").arg(layout.root()).args(durability.supervisor_options());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log).process_group(0);
    let account = "who started yttrande".to_owned();
    command.spawn().map_err(|source| ClusterError::Spawn { program: exe.to_owned(), account, source })
}

async fn wait(supervisor: &mut Child, log: &Path) -> Result<ExitStatus, ClusterError> {
    supervisor.wait().await.map_err(ClusterError::io("wait for the supervisor; see", log))
}

fn lost(log: &Path, status: ExitStatus) -> ClusterError {
    ClusterError::SupervisorLost { log: log.to_owned(), status: status.to_string() }
}

/// What the supervisor says.
#[derive(Debug, PartialEq, Eq)]
enum FirstWord {
    Ready { socket_dir: PathBuf, major: u32 },
    Refused { message: String },
    Nothing,
}

/// `ready SOCKETDIR MAJOR` is one line; after `failed` comes a text until the end.
async fn read_first_word(output: ChildStdout) -> io::Result<FirstWord> {
    let mut output = BufReader::new(output);
    let mut bytes = Vec::new();
    output.read_until(b'\n', &mut bytes).await?;
    if bytes.starts_with(b"failed ") {
        output.read_to_end(&mut bytes).await?;
    }
    Ok(parse(&bytes))
}

fn parse(bytes: &[u8]) -> FirstWord {
    let bytes = bytes.trim_ascii_end();
    if let Some(message) = bytes.strip_prefix(b"failed ") {
        return FirstWord::Refused { message: String::from_utf8_lossy(message).into_owned() };
    }
    bytes.strip_prefix(b"ready ").and_then(ready).unwrap_or(FirstWord::Nothing)
}

/// `/a folder/socket 15`: the folder may have spaces in it.
fn ready(words: &[u8]) -> Option<FirstWord> {
    let space = words.iter().rposition(|byte| *byte == b' ')?;
    let (folder, major) = words.split_at_checked(space)?;
    let major = std::str::from_utf8(major).ok()?.trim().parse().ok()?;
    Some(FirstWord::Ready { socket_dir: PathBuf::from(OsStr::from_bytes(folder)), major })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_of_the_supervisor_may_have_spaces_in_the_folder() {
        let ready = FirstWord::Ready { socket_dir: PathBuf::from("/en å mapp/socket"), major: 15 };
        assert_eq!(parse("ready /en å mapp/socket 15\n".as_bytes()), ready);
    }

    #[test]
    fn a_refusal_is_passed_on_with_all_its_lines() {
        assert_eq!(parse(b"failed One.\nTwo.\n"), FirstWord::Refused { message: "One.\nTwo.".to_owned() });
    }

    #[test]
    fn a_supervisor_that_dies_says_nothing() {
        assert_eq!(parse(b""), FirstWord::Nothing);
        assert_eq!(parse(b"ready nonsense\n"), FirstWord::Nothing);
    }
}
