//! Whom PostgreSQL runs as. It refuses to run as root, for good reason, so root lends it another user.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use super::error::ClusterError;
use super::layout::Layout;

/// In this order. `nobody` is a last resort: other services may run as the same user.
const CANDIDATES: &[&str] = &["postgres", "_postgres", "nobody"];

/// Where root keeps its databases when the wanted folder is closed to the user that runs PostgreSQL.
const SHARED_ROOT: &str = "/var/lib/yttrande";

/// A user that root lends to PostgreSQL.
#[derive(Clone, Debug)]
pub(super) struct Account {
    name: String,
    pub(super) uid: u32,
    gid: u32,
}

impl Account {
    /// None when not root: then PostgreSQL runs as whoever we are. An existing data folder decides who its user is, so
    /// that a folder made by an ordinary user also works when root starts the program, and stays that user's.
    pub(super) fn needed(layout: &Layout) -> Result<Option<Self>, ClusterError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        if let Ok(found) = fs::metadata(layout.data())
            && found.uid() != 0
        {
            let name = name_of(found.uid());
            return Ok(Some(Self { name, uid: found.uid(), gid: found.gid() }));
        }
        lent().map(Some)
    }

    /// Hands a file or folder over to the user.
    pub(super) fn give(&self, path: &Path) -> Result<(), ClusterError> {
        chown(path, Some(self.uid), Some(self.gid)).map_err(ClusterError::io("hand over", path))
    }

    /// Makes sure that the user can get to the root folder. Only the root folder itself is opened for that, as it is
    /// ours: the folders above it are the business of whoever made them.
    pub(super) async fn admit(&self, root: &Path) -> Result<(), ClusterError> {
        let mode = fs::metadata(root).map_err(ClusterError::io("look at", root))?.permissions().mode();
        if mode & 0o011 != 0o011 {
            fs::set_permissions(root, fs::Permissions::from_mode(mode | 0o011)).map_err(ClusterError::io("open", root))?;
        }
        match self.blocked(root).await {
            None => Ok(()),
            Some(blocked) => Err(ClusterError::NotReachable { root: root.to_owned(), account: self.name.clone(), blocked }),
        }
    }

    /// The outermost folder on the way that the user cannot enter. Asks the system as that user, because permission
    /// bits alone do not tell (groups, access lists, mounts).
    async fn blocked(&self, folder: &Path) -> Option<PathBuf> {
        if self.can_enter(folder).await {
            return None;
        }
        let mut way: Vec<&Path> = folder.ancestors().collect();
        way.reverse();
        for step in way {
            if !self.can_enter(step).await {
                return Some(step.to_owned());
            }
        }
        None
    }

    async fn can_enter(&self, folder: &Path) -> bool {
        let mut test = command("test", Some(self));
        test.arg("-x").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
        // A machine without `test` says nothing about the folder: PostgreSQL itself will complain if need be.
        test.status().await.is_ok_and(|status| status.success()) || !on_path("test")
    }
}

/// A command that runs as the account, without anything in the environment that would change what PostgreSQL does.
pub(super) fn command(program: impl AsRef<OsStr>, account: Option<&Account>) -> Command {
    let mut command = Command::new(program);
    if let Some(account) = account {
        // The standard library also drops root's supplementary groups when it changes the user.
        command.uid(account.uid).gid(account.gid);
    }
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PG")) {
        command.env_remove(name);
    }
    command.current_dir("/").env("LC_ALL", "C").env("TZ", "UTC").stdin(Stdio::null());
    command
}

/// For the error when a program cannot be started.
pub(super) fn name(account: Option<&Account>) -> String {
    account.map_or_else(|| "who started yttrande".to_owned(), |account| account.name.clone())
}

/// Is there a program of this name on PATH?
pub(super) fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The folder to use where nobody chose one: `wanted`, or a folder of its own under `/var/lib/yttrande` when this is root
/// and the user that runs PostgreSQL cannot get to `wanted` (a project under `/root`, for instance).
///
/// [`Cluster::start`](super::Cluster::start) never moves a database by itself: a folder that somebody chose is used or
/// refused. So this is a question of its own, for the default folder only, and the caller says which folder it became.
///
/// # Errors
/// [`ClusterError::NoAccount`] when root finds no user to run PostgreSQL as.
pub async fn reachable_root(wanted: &Path) -> Result<PathBuf, ClusterError> {
    if !rustix::process::geteuid().is_root() {
        return Ok(wanted.to_owned());
    }
    let absolute = std::path::absolute(wanted).map_err(ClusterError::io("find", wanted))?;
    // The last parts may not exist yet: they are made by root and opened by `admit`.
    let existing = absolute.ancestors().skip(1).find(|step| step.is_dir()).unwrap_or(Path::new("/"));
    let existing = existing.canonicalize().map_err(ClusterError::io("find", existing))?;
    if lent()?.can_enter(&existing).await {
        return Ok(absolute);
    }
    let name: String = absolute.to_string_lossy().split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    Ok(Path::new(SHARED_ROOT).join(name))
}

fn lent() -> Result<Account, ClusterError> {
    let users = users();
    let found = CANDIDATES.iter().find_map(|name| users.iter().find(|user| user.name == *name));
    found.cloned().ok_or(ClusterError::NoAccount)
}

fn name_of(uid: u32) -> String {
    let found = users().into_iter().find(|user| user.uid == uid);
    found.map_or_else(|| format!("with the id {uid}"), |user| user.name)
}

fn users() -> Vec<Account> {
    let file = fs::read_to_string("/etc/passwd").unwrap_or_default();
    file.lines().filter_map(user).collect()
}

/// `postgres:x:101:104:...`
fn user(line: &str) -> Option<Account> {
    let mut fields = line.split(':');
    let name = fields.next()?.to_owned();
    let uid = fields.nth(1)?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(Account { name, uid, gid })
}
