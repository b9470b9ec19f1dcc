//! `yttrande backup` and `yttrande backup-key`: everything in one encrypted file, and who can open it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{anyhow, bail};
use sqlx::postgres::PgConnectOptions;
use yttrande::domain::age::{Identity, Recipient};
use yttrande::platform::backup::{self, Manifest, Order, Step, Taken};
use yttrande::platform::chain::checkpoints;
use yttrande::platform::clock::Clock;

use super::local::{DATABASE, Local};
use super::signals::{STOPPED, Stop};
use super::{database, print, serve, tell};
use crate::config::{Backup, BackupKey};

/// Progress is told at most so often.
const SAID_EACH: Duration = Duration::from_secs(1);

pub(super) async fn run(options: Backup) -> anyhow::Result<()> {
    let begun = Instant::now();
    let to = recipients(&options.to)?;
    let signing =
        options.checkpoints.as_deref().filter(|folder| *folder != Path::new(serve::NO_CHECKPOINTS)).map(checkpoints::signing_key).transpose()?.flatten();
    let now = Clock::system().now();
    let file = if options.file.is_dir() { options.file.join(format!("yttrande-{}.age", now.format("%Y%m%dT%H%M%SZ"))) } else { options.file.clone() };
    let order = Order { file: &file, to: &to, signing: signing.as_ref(), now };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for left in backup::left_over(folder) {
        tell(&format!("{} was left by a backup that was ended. Remove it, unless one runs now.", left.display()));
    }
    let stop = Stop::watch()?;
    let (login, local) = whole_database(options.data.as_deref()).await?;
    let mut progress = Progress::new(options.quiet);
    let said = |step: Step<'_>| {
        progress.say(|| match step {
            Step::Table(name, n, of, bytes) => format!("Table {n} of {of}, {name} … {}", size(bytes)),
            Step::ReadBack(bytes) => format!("Reading back … {}", size(bytes)),
        });
        stop.unless_asked()
    };
    let taken = tokio::select! {
        taken = backup::take(&login, &order, said) => taken,
        () = stop.come() => Err(anyhow!(STOPPED)),
    };
    let stopped = match local {
        Some(local) => local.stop().await,
        None => Ok(()),
    };
    tell_of(&taken?, &file, begun, options.quiet)?;
    stopped
}

/// The database that is run, as somebody who may read all of it; and the private PostgreSQL, when it had to be started for that.
async fn whole_database(data: Option<&Path>) -> anyhow::Result<(PgConnectOptions, Option<Local>)> {
    if let Some(administrator) = database::administrator_or_private()? {
        return Ok((administrator.options.database(&database::database_of_login()?), None));
    }
    if let Some(running) = Local::running(data, serve::USUAL, DATABASE).await {
        return Ok((running, None));
    }
    let local = Local::start_what_is_there(data, serve::USUAL).await?;
    Ok((local.administrator(DATABASE), Some(local)))
}

fn recipients(written: &[String]) -> anyhow::Result<Vec<Recipient>> {
    let named: Vec<&str> = written.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
    if named.is_empty() {
        bail!(
            "nobody is named who can open the backup.\n\
             What to do: make a pair of keys with `yttrande backup-key FILE`, on another machine, and name the public one: --to age1… (YTTRANDE_BACKUP_TO)"
        );
    }
    named.into_iter().map(|one| one.parse().map_err(|wrong| anyhow::anyhow!("--to {one}: {wrong}"))).collect()
}

fn tell_of(taken: &Taken, file: &Path, begun: Instant, quiet: bool) -> anyhow::Result<()> {
    if let Err(why) = &taken.noted {
        tell(&format!("The backup is made, but the database could not be told of it ({why}): /readyz will not know of it."));
    }
    if !taken.left_out.is_empty() {
        tell(&format!("Not in the backup, because it is not the program's own: {}.", taken.left_out.join(", ")));
    }
    if !quiet {
        tell(&format!(
            "Read back from the disk, opened and found to be what was read from the database. It took {:.1} seconds.",
            begun.elapsed().as_secs_f32()
        ));
        tell(&what_is_in(&taken.manifest));
    }
    print(&format!("{}  {}\n", taken.sha256, file.display()))
}

/// What stands in a backup, in some lines.
pub(super) fn what_is_in(manifest: &Manifest) -> String {
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    let events: i64 = manifest.logs.iter().map(|log| log.number).sum();
    format!(
        "Backup of {}, everything up to {}: {} tables, {rows} rows, {}; {} logs with {events} events; made by version {} on PostgreSQL {}.",
        manifest.organisation.as_deref().unwrap_or("a service that nobody has founded yet"),
        manifest.taken_at.format("%Y-%m-%d %H:%M:%S UTC"),
        manifest.tables.len(),
        size(manifest.bytes),
        manifest.logs.len(),
        manifest.program,
        manifest.postgresql
    )
}

pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{} MB", bytes.div_ceil(1_000_000)),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes % 1_000_000_000 / 100_000_000),
    }
}

/// Says how far it has come, and not too often.
pub(super) struct Progress {
    quiet: bool,
    last: Instant,
}

impl Progress {
    pub(super) fn new(quiet: bool) -> Self {
        Self { quiet, last: Instant::now() }
    }

    pub(super) fn say(&mut self, line: impl FnOnce() -> String) {
        if !self.quiet && self.last.elapsed() >= SAID_EACH {
            self.last = Instant::now();
            tell(&line());
        }
    }
}

/// `yttrande backup-key`
pub(super) fn key(options: &BackupKey) -> anyhow::Result<()> {
    let identity = Identity::new();
    let public = identity.recipient().to_string();
    let path: &PathBuf = &options.file;
    let content = format!("# For backups of Yttrande. Whoever has this file can read everything in them.\n# public key: {public}\n{}\n", identity.reveal());
    backup::write_new(path, content.as_bytes())?;
    tell(&format!(
        "{} opens what is encrypted to the public key below. Keep it, and a copy, away from the server: without it no backup can be restored.",
        path.display()
    ));
    print(&format!("{public}\n"))
}
