//! Where things are in the root folder.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::account::Account;
use super::error::ClusterError;
use super::settings::PORT;

/// The longest path of a Unix socket, in bytes (the smaller limit, that of macOS; Linux has 107).
const LONGEST_SOCKET_PATH: usize = 103;

/// What this module itself puts in the root folder.
const OURS: &[&str] = &["data", "data.new", "socket", "lock", "postgres.log", "postgres.log.1"];

/// Harmless things that version control, file managers and file systems put in an otherwise empty folder.
const TOLERATED: &[&str] = &[".gitignore", ".gitkeep", ".DS_Store", "lost+found"];

/// The paths of one private PostgreSQL.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    root: PathBuf,
    socket_dir: PathBuf,
}

impl Layout {
    /// Makes the root folder if need be, and makes sure that it is empty or ours.
    pub(super) fn open(root: &Path) -> Result<Self, ClusterError> {
        make_root(root)?;
        let root = root.canonicalize().map_err(ClusterError::io("find", root))?;
        let socket_dir = socket_dir(&root);
        let layout = Self { root, socket_dir };
        layout.refuse_foreign()?;
        Ok(layout)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    pub(super) fn fresh_data(&self) -> PathBuf {
        self.root.join("data.new")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    pub(super) fn old_log(&self) -> PathBuf {
        self.root.join("postgres.log.1")
    }

    pub(super) fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// Is the socket folder somewhere else than in the root folder?
    pub(super) fn socket_is_elsewhere(&self) -> bool {
        !self.socket_dir.starts_with(&self.root)
    }

    /// Makes the socket folder anew: empty, and closed to everybody but PostgreSQL's user.
    ///
    /// Only called with the lock held and no PostgreSQL running, so what is left in it is left over.
    pub(super) fn prepare_socket_dir(&self, account: Option<&Account>) -> Result<(), ClusterError> {
        let path = &self.socket_dir;
        match fs::DirBuilder::new().mode(0o700).create(path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.empty_socket_dir(account)?;
            }
            Err(error) => return Err(ClusterError::io("make", path)(error)),
        }
        if let Some(account) = account {
            account.give(path)?;
        }
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(ClusterError::io("close", path))
    }

    /// In /tmp anybody may have made a folder of this name: it is used only when it is a real folder and belongs to us.
    fn empty_socket_dir(&self, account: Option<&Account>) -> Result<(), ClusterError> {
        let path = &self.socket_dir;
        let refuse = |reason: &str| ClusterError::SocketFolder { path: path.clone(), reason: reason.to_owned() };
        let found = fs::symlink_metadata(path).map_err(ClusterError::io("look at", path))?;
        let user = rustix::process::geteuid().as_raw();
        if !found.is_dir() {
            return Err(refuse("it is not a folder"));
        }
        if found.uid() != user && account.is_none_or(|account| account.uid != found.uid()) {
            return Err(refuse("it belongs to another user"));
        }
        for name in [format!(".s.PGSQL.{PORT}"), format!(".s.PGSQL.{PORT}.lock")] {
            remove_if_there(&path.join(name))?;
        }
        Ok(())
    }

    /// Leaves nothing behind in /tmp.
    pub(super) fn remove_socket_dir(&self) {
        if let Err(error) = fs::remove_dir(&self.socket_dir) {
            tracing::debug!(%error, path = %self.socket_dir.display(), "the socket folder was not removed");
        }
    }

    fn refuse_foreign(&self) -> Result<(), ClusterError> {
        let data = self.data();
        if !data.try_exists().map_err(ClusterError::io("look at", &data))? {
            return refuse_other_names(&self.root, |name| OURS.iter().chain(TOLERATED).any(|known| name == *known));
        }
        let user = rustix::process::geteuid();
        let owner = fs::metadata(&data).map_err(ClusterError::io("look at", &data))?.uid();
        if !user.is_root() && owner != user.as_raw() {
            return Err(ClusterError::OtherOwner { data, owner, user: user.as_raw() });
        }
        if data.join("PG_VERSION").is_file() { Ok(()) } else { refuse_other_names(&data, |_| false) }
    }
}

/// Removes a file; it is fine if there is none.
pub(super) fn remove_if_there(path: &Path) -> Result<(), ClusterError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(ClusterError::io("remove", path)(error)),
        _ => Ok(()),
    }
}

fn refuse_other_names(folder: &Path, known: impl Fn(&OsStr) -> bool) -> Result<(), ClusterError> {
    for entry in fs::read_dir(folder).map_err(ClusterError::io("read", folder))? {
        let name = entry.map_err(ClusterError::io("read", folder))?.file_name();
        if !known(&name) {
            let found = name.to_string_lossy().into_owned();
            return Err(ClusterError::ForeignFolder { path: folder.to_owned(), found });
        }
    }
    Ok(())
}

/// As root the folder must let PostgreSQL's user through (not look inside); otherwise it is nobody else's business.
fn make_root(root: &Path) -> Result<(), ClusterError> {
    if root.is_dir() {
        return Ok(());
    }
    if let Some(parent) = root.parent() {
        fs::create_dir_all(parent).map_err(ClusterError::io("make", parent))?;
    }
    match fs::DirBuilder::new().mode(0o700).create(root) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && root.is_dir() => Ok(()),
        Err(error) => Err(ClusterError::io("make", root)(error)),
        Ok(()) => Ok(()),
    }
}

/// The folder of the socket of whatever runs on this root folder, if it looks as if something did.
pub fn socket_of(root: &Path) -> Option<PathBuf> {
    let folder = socket_dir(&root.canonicalize().ok()?);
    folder.join(format!(".s.PGSQL.{PORT}")).exists().then_some(folder)
}

/// `ROOT/socket`, or a short folder named after ROOT when the path of the socket would be too long for the system.
fn socket_dir(root: &Path) -> PathBuf {
    let inside = root.join("socket");
    if fits(&inside) {
        return inside;
    }
    let name = format!("yttrande-{}-{:016x}", rustix::process::geteuid().as_raw(), digest(root));
    runtime_dir().map(|dir| dir.join(&name)).filter(|path| fits(path)).unwrap_or_else(|| Path::new("/tmp").join(name))
}

/// The user's own runtime folder. Root's is closed to the user that runs PostgreSQL, so root does without.
fn runtime_dir() -> Option<PathBuf> {
    let user = rustix::process::geteuid();
    let dir = PathBuf::from(std::env::var_os("XDG_RUNTIME_DIR")?);
    let owned = fs::metadata(&dir).is_ok_and(|found| found.is_dir() && found.uid() == user.as_raw());
    (owned && dir.is_absolute() && !user.is_root()).then_some(dir)
}

/// PostgreSQL and its clients read a comma as the end of a path; a quote or a line break would confuse them too.
fn fits(dir: &Path) -> bool {
    let path = dir.join(format!(".s.PGSQL.{PORT}"));
    let plain = path.to_str().is_some_and(|text| !text.contains([',', '"', '\'', '\\', '\n']));
    plain && path.as_os_str().len() <= LONGEST_SOCKET_PATH
}

/// FNV-1a. The name must be the same in every release, which the hash of the standard library does not promise.
fn digest(path: &Path) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    path.as_os_str().as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_plain_path_holds_the_socket_and_a_long_or_odd_one_does_not() {
        assert!(fits(Path::new("/srv/å b/socket")));
        assert!(!fits(Path::new("/srv/a,b/socket")));
        assert!(!fits(&Path::new("/srv").join("x".repeat(90))));
        assert!(fits(&socket_dir(&Path::new("/srv").join("x".repeat(200)))));
    }

    #[test]
    fn two_folders_never_share_a_socket_folder() {
        let long = |last| Path::new("/srv").join("x".repeat(200)).join(last);
        assert_ne!(socket_dir(&long("a")), socket_dir(&long("b")));
    }
}
