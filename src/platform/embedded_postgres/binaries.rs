//! Finds the PostgreSQL that is installed on the machine. Installing it is the business of the script `dev`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::account::{command, on_path};
use super::error::ClusterError;
use super::layout::Layout;
use super::settings::OLDEST_MAJOR;

/// Names a folder with the programs `postgres` and `initdb`, and goes before everything else.
const VARIABLE: &str = "YTTRANDE_POSTGRES_BIN";

/// Folders with one folder per installed version, and where the programs are in it.
const VERSIONED: &[(&str, &str)] = &[
    ("/usr/lib/postgresql", "bin"), // Debian, Ubuntu
    ("/usr/lib", "bin"),            // openSUSE: /usr/lib/postgresql16/bin
    ("/usr/libexec", "."),          // Alpine: /usr/libexec/postgresql17
    ("/usr", "bin"),                // /usr/pgsql-16/bin: PostgreSQL's own packages for Red Hat and Fedora
    ("/opt/homebrew/opt", "bin"),
    ("/usr/local/opt", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "bin"),
];

/// Folders with one version.
const SINGLE: &[&str] = &["/usr/local/pgsql/bin", "/usr/bin"];

/// One installed PostgreSQL.
#[derive(Clone, Debug)]
pub(super) struct Binaries {
    folder: PathBuf,
    major: u32,
}

impl Binaries {
    /// The version that made the data folder, or the newest one for a new folder.
    pub(super) async fn find(layout: &Layout, made_by: Option<u32>) -> Result<Self, ClusterError> {
        let installed = installed().await?;
        let majors = || installed.iter().map(|found| found.major).collect::<Vec<_>>();
        let chosen = match made_by {
            Some(major) => installed.iter().find(|found| found.major == major),
            None => installed.iter().find(|found| found.major >= OLDEST_MAJOR),
        };
        match (chosen, made_by) {
            (Some(found), _) => Ok(found.clone()),
            (None, Some(made_by)) if !installed.is_empty() => {
                Err(ClusterError::OtherMajor { data: layout.data(), made_by, installed: majors(), install: install_command(Some(made_by)) })
            }
            (None, _) => Err(ClusterError::NoBinaries { found: majors(), install: install_command(made_by) }),
        }
    }

    /// The path of one of its programs.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn major(&self) -> u32 {
        self.major
    }
}

/// What is installed, newest first, each version once. The variable leaves no choice.
async fn installed() -> Result<Vec<Binaries>, ClusterError> {
    if let Some(folder) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        return match examine(&folder).await {
            Some(found) => Ok(vec![found]),
            None => Err(ClusterError::NotBinaries { folder }),
        };
    }
    let mut found: Vec<Binaries> = Vec::new();
    for folder in candidates().await {
        if let Some(binaries) = examine(&folder).await {
            found.push(binaries);
        }
    }
    // A stable sort: of two with the same version the one that was looked for first wins.
    found.sort_by_key(|binaries| std::cmp::Reverse(binaries.major));
    found.dedup_by_key(|binaries| binaries.major);
    Ok(found)
}

/// Every folder worth looking in, each once, with links resolved (on Debian /usr/bin only links).
async fn candidates() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = pg_config().await.into_iter().collect();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders.extend(VERSIONED.iter().flat_map(|(parent, bin)| versions_in(Path::new(parent), bin)));
    folders.extend(SINGLE.iter().map(PathBuf::from));
    let mut real: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let resolved = folder.join("postgres").canonicalize().ok();
        if let Some(folder) = resolved.as_deref().and_then(Path::parent)
            && !real.iter().any(|known| known == folder)
        {
            real.push(folder.to_owned());
        }
    }
    real
}

fn versions_in(parent: &Path, bin: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    entries.map(|entry| entry.path().join(bin)).filter(|folder| folder.join("postgres").exists()).collect()
}

async fn pg_config() -> Option<PathBuf> {
    let output = command("pg_config", None).arg("--bindir").stderr(Stdio::null()).output().await.ok()?;
    let line = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(line.trim()))
}

/// Both programs must be there: packages for clients bring a `pg_config` but no server.
async fn examine(folder: &Path) -> Option<Binaries> {
    if !folder.join("initdb").is_file() {
        return None;
    }
    let output = command(folder.join("postgres"), None).arg("-V").stderr(Stdio::null()).output().await.ok()?;
    let major = major_in(&String::from_utf8_lossy(&output.stdout))?;
    Some(Binaries { folder: folder.to_owned(), major })
}

/// `postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)`, `postgres (PostgreSQL) 18beta1`
fn major_in(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The command for this machine, as in "run `apt-get install postgresql`".
fn install_command(major: Option<u32>) -> String {
    let sudo = if rustix::process::geteuid().is_root() { "" } else { "sudo " };
    let version = |between: &str| major.map_or_else(String::new, |major| format!("{between}{major}"));
    if on_path("apt-get") {
        format!("run `{sudo}apt-get install postgresql{}`", version("-"))
    } else if on_path("dnf") {
        format!("run `{sudo}dnf install postgresql{}-server`", version(""))
    } else if on_path("apk") {
        format!("run `{sudo}apk add postgresql{} postgresql{}-contrib setpriv`", apk(major), apk(major))
    } else if on_path("brew") {
        format!("run `brew install postgresql@{}`", major.unwrap_or(17))
    } else {
        format!("install the package postgresql{} of your system", version(" "))
    }
}

/// Alpine has no package without a version.
fn apk(major: Option<u32>) -> u32 {
    major.unwrap_or(17)
}

#[cfg(test)]
mod tests {
    use super::major_in;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major_in("postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)"), Some(15));
        assert_eq!(major_in("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_in("something else"), None);
    }
}
