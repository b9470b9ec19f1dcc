//! What can go wrong, each with what to do next.

use std::io;
use std::path::{Path, PathBuf};

/// Why the private PostgreSQL could not be started or stopped. The text says what happened and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// There is no PostgreSQL on this machine that is new enough.
    #[error(
        "PostgreSQL {oldest} or newer was not found on this machine{}.\n\
         What to do: {install}. If it is installed in an unusual place, set YTTRANDE_POSTGRES_BIN to the folder of \
         the programs postgres and initdb.",
        only(found), oldest = super::settings::OLDEST_MAJOR
    )]
    NoBinaries {
        /// The versions that were found, all too old.
        found: Vec<u32>,
        /// The command that installs it here.
        install: String,
    },

    /// `YTTRANDE_POSTGRES_BIN` names a folder without PostgreSQL.
    #[error(
        "YTTRANDE_POSTGRES_BIN is {folder}, but there are no working programs postgres and initdb in that folder.\n\
         What to do: set it to the folder that holds them (for instance /usr/lib/postgresql/15/bin), or unset it."
    )]
    NotBinaries {
        /// What the variable says.
        folder: PathBuf,
    },

    /// The data folder belongs to another major version of PostgreSQL.
    #[error(
        "The data folder {data} was made by PostgreSQL {made_by}, and this machine has {}.\n\
         What to do: {install}. Or move the data over: dump it with PostgreSQL {made_by} (pg_dumpall), move the folder \
         away, start again and restore the dump. If the data is not needed, delete the folder.",
        versions(installed)
    )]
    OtherMajor {
        /// The data folder.
        data: PathBuf,
        /// The major version that made it.
        made_by: u32,
        /// The major versions that are installed.
        installed: Vec<u32>,
        /// The command that installs the right one here.
        install: String,
    },

    /// Another running program uses the folder.
    #[error(
        "The database folder {root} is in use by another running yttrande{}.\n\
         What to do: stop that one first, or give this one a data folder of its own.",
        process(*pid)
    )]
    InUse {
        /// The root folder.
        root: PathBuf,
        /// The supervisor that holds it, if it could be told.
        pid: Option<i32>,
    },

    /// PostgreSQL processes that no supervisor looks after still use the data folder.
    #[error(
        "A PostgreSQL that this program did not start, or that does not stop, uses the data folder {data} (process {pid}).\n\
         What to do: stop it with `kill -INT {pid}`, wait until it is gone, and start again."
    )]
    StillRunning {
        /// The data folder.
        data: PathBuf,
        /// One of the processes.
        pid: i32,
    },

    /// The root folder cannot be made or written to.
    #[error(
        "The database folder cannot be used: {path} cannot be written to ({source}).\n\
         What to do: choose a folder that this user may write in, or give this user the right to write there."
    )]
    NotWritable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },

    /// The folder holds something else. It is left as it is.
    #[error(
        "The folder {path} holds files that are not a database of this program (for instance {found}); nothing in it was \
         changed.\nWhat to do: choose an empty or a new folder, or move those files away."
    )]
    ForeignFolder {
        /// The folder.
        path: PathBuf,
        /// One of the files.
        found: String,
    },

    /// The data folder belongs to another user, and PostgreSQL insists on its owner.
    #[error(
        "The data folder {data} belongs to another user (user id {owner}; this is user id {user}).\n\
         What to do: start as the user who made it (or as root), or choose another folder."
    )]
    OtherOwner {
        /// The data folder.
        data: PathBuf,
        /// Its owner.
        owner: u32,
        /// The user of this process.
        user: u32,
    },

    /// Running as root, and there is no other user to run PostgreSQL as.
    #[error(
        "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a user nobody.\n\
         What to do: start as an ordinary user, or make one with `useradd --system postgres`."
    )]
    NoAccount,

    /// Running as root, and the user that runs PostgreSQL cannot get to the folder.
    #[error(
        "PostgreSQL refuses to run as root and therefore runs as the user {account}, who cannot enter {blocked}, which \
         leads to the database folder {root}.\n\
         What to do: choose a folder outside it (for instance /var/lib/yttrande), or start as an ordinary user."
    )]
    NotReachable {
        /// The root folder.
        root: PathBuf,
        /// The user that runs PostgreSQL.
        account: String,
        /// The folder that user cannot enter.
        blocked: PathBuf,
    },

    /// The folder for the socket cannot be used.
    #[error(
        "The folder {path} cannot be used for the socket of PostgreSQL: {reason}.\n\
         What to do: remove that folder, or choose a database folder with a shorter path (at most 80 bytes)."
    )]
    SocketFolder {
        /// The folder.
        path: PathBuf,
        /// Why not.
        reason: String,
    },

    /// The disk is full.
    #[error(
        "There is no space left on the disk of {path}.\n\
         What to do: free some space (a new database needs about 50 MB) and start again; nothing that was saved is lost."
    )]
    DiskFull {
        /// The folder.
        path: PathBuf,
    },

    /// `initdb` failed.
    #[error(
        "A new database could not be made in {path}. The last lines of initdb:\n{tail}\n\
         What to do: correct what they complain about and start again; the half-made folder has been thrown away."
    )]
    InitFailed {
        /// The root folder.
        path: PathBuf,
        /// The last lines of its output.
        tail: String,
    },

    /// PostgreSQL ended instead of starting.
    #[error(
        "PostgreSQL did not start. The last lines of {log}:\n{tail}\n\
         What to do: correct what they complain about and start again; the data folder has not been changed."
    )]
    ServerFailed {
        /// The log.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },

    /// PostgreSQL runs but does not become ready.
    #[error(
        "PostgreSQL was not ready after {seconds} seconds and was stopped. The last lines of {log}:\n{tail}\n\
         What to do: start again; if it was recovering from a power cut, it goes on from where it was."
    )]
    SlowStart {
        /// The log.
        log: PathBuf,
        /// Its last lines.
        tail: String,
        /// How long it was waited for.
        seconds: u64,
    },

    /// PostgreSQL ends again and again.
    #[error(
        "PostgreSQL ended {times} times within a minute, so it is not started again. The last lines of {log}:\n{tail}\n\
         What to do: correct what they complain about and start again."
    )]
    KeepsEnding {
        /// The log.
        log: PathBuf,
        /// Its last lines.
        tail: String,
        /// How many times.
        times: usize,
    },

    /// PostgreSQL is still there after it was told to stop.
    #[error(
        "PostgreSQL (process {pid}) did not stop when told to.\n\
         What to do: look in {log}, and stop it with `kill -QUIT {pid}`; what was saved is kept."
    )]
    DoesNotStop {
        /// The log.
        log: PathBuf,
        /// The process.
        pid: u32,
    },

    /// A program could not be started at all.
    #[error(
        "The program {program} could not be started: {source}.\n\
         What to do: check that it is there and that this user (as root: the user {account}) may run it."
    )]
    Spawn {
        /// The program.
        program: PathBuf,
        /// The user it was to run as.
        account: String,
        /// What the system said.
        source: io::Error,
    },

    /// Somebody started the supervisor in a terminal.
    #[error(
        "This command looks after the private PostgreSQL and is started by yttrande itself.\n\
         What to do: start yttrande in the ordinary way; see `yttrande --help`."
    )]
    StartedByHand,

    /// What the supervisor process said before it ended: the text of one of the other errors.
    #[error("{message}")]
    Refused {
        /// Its words.
        message: String,
    },

    /// The supervisor process ended without a word.
    #[error(
        "The process that looks after PostgreSQL ended unexpectedly ({status}).\n\
         What to do: look at the end of {log}, and start again."
    )]
    SupervisorLost {
        /// The log.
        log: PathBuf,
        /// How it ended.
        status: String,
    },

    /// Anything else the system refused.
    #[error("Could not {doing} {path}: {source}.\nWhat to do: correct that and start again.")]
    Io {
        /// What was being done, as in "read".
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl ClusterError {
    /// For `map_err`: what was being done with which path. A full disk is told apart, wherever it is met.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| match source.kind() {
            io::ErrorKind::StorageFull => Self::DiskFull { path: path.to_owned() },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable { path: path.to_owned(), source },
            _ => Self::Io { doing, path: path.to_owned(), source },
        }
    }
}

fn versions(majors: &[u32]) -> String {
    if majors.is_empty() {
        return "no PostgreSQL".to_owned();
    }
    let names: Vec<String> = majors.iter().map(ToString::to_string).collect();
    format!("PostgreSQL {}", names.join(", "))
}

fn only(found: &[u32]) -> String {
    if found.is_empty() { String::new() } else { format!(" (only {})", versions(found)) }
}

fn process(pid: Option<i32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" (process {pid})"))
}
