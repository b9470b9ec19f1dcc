//! `yttrande restore`: a backup, back into a database; or only tried.

use std::fs::{self, DirBuilder, File};
use std::io::Read as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};
use sqlx::postgres::PgConnectOptions;
use yttrande::domain::age::Identity;
use yttrande::domain::checkpoint::Checkpoint;
use yttrande::platform::backup::{self, Manifest, Restored, Server};
use yttrande::platform::chain::checkpoints;
use yttrande::platform::clock::Clock;

use super::backup::{Progress, size, what_is_in};
use super::database::{self, LOGIN_URL, Login};
use super::local::{DATABASE, Local};
use super::signals::{STOPPED, Stop};
use super::{print, serve, tell, verify};
use crate::config::Restore;

pub(super) async fn run(options: Restore) -> anyhow::Result<()> {
    let begun = Instant::now();
    let keys = identities(&options.key)?;
    let file = File::open(&options.file).with_context(|| format!("cannot read {}", options.file.display()))?;
    let mut progress = Progress::new(options.quiet);
    let key = backup::opened_by(&file, &keys).with_context(|| format!("{} cannot be restored", options.file.display()))?;
    let manifest = backup::check(&file, key, |bytes| progress.say(|| format!("Reading … {}", size(bytes))))?;
    if !options.quiet {
        tell(&what_is_in(&manifest));
        tell("The file is whole. Nothing has been written yet.");
    }
    let known = known(&options, &manifest)?;
    let stop = Stop::watch()?;
    let place = Place::find(&options).await?;
    let source = Source { file: &file, key, manifest: &manifest, known: &known };
    let done = into(&place, &options, &source, &mut progress, &stop).await;
    // What went wrong first is what is said.
    let left = place.leave().await;
    done?;
    left?;
    tell(&format!("It took {:.1} seconds.", begun.elapsed().as_secs_f32()));
    Ok(())
}

/// What is restored, and what it is held against.
struct Source<'a> {
    file: &'a File,
    key: &'a Identity,
    manifest: &'a Manifest,
    known: &'a [Checkpoint],
}

/// Where the database is made: on the server, in the folder of the private PostgreSQL, or, to try one, in a folder that goes afterwards.
struct Place {
    administrator: PgConnectOptions,
    login: Option<Login>,
    name: String,
    local: Option<Local>,
    scratch: Option<Scratch>,
}

/// A folder that nobody else can know, make or read. It goes with whatever became of it.
struct Scratch(PathBuf);

impl Scratch {
    fn make(below: Option<&Path>) -> anyhow::Result<Self> {
        let path = below.unwrap_or(Path::new("/var/tmp")).join(format!("yttrande-restore-{:032x}", rand::random::<u128>()));
        DirBuilder::new().mode(0o700).create(&path).with_context(|| format!("cannot make the folder {}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tell(&format!("The folder {} could not be removed ({error}), and everything in the backup stands in it. Remove it.", self.0.display()));
        }
    }
}

impl Place {
    async fn find(options: &Restore) -> anyhow::Result<Self> {
        if let Some(administrator) = database::administrator_or_private()? {
            // To try one, nothing of the server is touched: not the password of the service either.
            let login = if options.check { None } else { Login::given(LOGIN_URL)? };
            return Ok(Self { administrator: administrator.options, login, name: database::database_of_login()?, local: None, scratch: None });
        }
        let (name, login) = (DATABASE.to_owned(), None);
        let data = options.data.as_deref();
        if options.check {
            let scratch = Scratch::make(data)?;
            let local = Local::start(Some(&scratch.0), serve::USUAL).await?;
            return Ok(Self { administrator: local.administrator("postgres"), login, name, local: Some(local), scratch: Some(scratch) });
        }
        if let Some(administrator) = Local::running(data, serve::USUAL, "postgres").await {
            return Ok(Self { administrator, login, name, local: None, scratch: None });
        }
        let local = Local::start(data, serve::USUAL).await?;
        Ok(Self { administrator: local.administrator("postgres"), login, name, local: Some(local), scratch: None })
    }

    fn server(&self) -> Server<'_> {
        let password = self.login.as_ref().and_then(|login| login.password.as_deref());
        Server { administrator: &self.administrator, login: self.login.as_ref().map(|login| &login.options), password }
    }

    async fn leave(self) -> anyhow::Result<()> {
        let stopped = match self.local {
            Some(local) => local.stop().await,
            None => Ok(()),
        };
        drop(self.scratch);
        stopped
    }
}

async fn into(place: &Place, options: &Restore, source: &Source<'_>, progress: &mut Progress, stop: &Stop) -> anyhow::Result<()> {
    stop.unless_asked()?;
    let wanted = place.name.as_str();
    for left in backup::left_over_databases(&place.administrator).await? {
        tell(&format!("The database {left} was left by another restore. Drop it when nobody needs it, unless one runs now."));
    }
    let may = options.replace || options.check;
    if !may && let Some(what) = backup::hindrance(&place.administrator, wanted).await? {
        bail!(
            "the database {wanted} has something in it: {what}. Nothing has been changed.\n\
             What to do: if the backup shall stand in its place, stop the service and say --replace; the database of now is kept under another name"
        );
    }
    let now = Clock::system().now().format("%Y%m%d%H%M%S");
    let made = backup::name_beside(wanted, &format!("_restoring_{now}"));
    let restored = tokio::select! {
        restored = beside(place, options, source, &made, progress) => restored?,
        () = stop.come() => {
            backup::discard(&place.administrator, &made).await?;
            bail!(STOPPED);
        }
    };
    if options.check {
        backup::discard(&place.administrator, &made).await?;
        tell(&format!("This backup can be restored{}. It was tried beside, and nothing else was touched.", up_to(&restored)));
        return Ok(());
    }
    let aside = backup::name_beside(wanted, &format!("_before_{now}"));
    let was_there = backup::put_in_place(&place.administrator, &made, wanted, &aside, options.replace).await?;
    tell(&format!("The database {wanted} stands as it was on {}{}.", source.manifest.taken_at.format("%Y-%m-%d at %H:%M:%S UTC"), up_to(&restored)));
    if was_there {
        tell(&format!("What had that name before is called {aside} now. Drop it when nobody needs it any more."));
    }
    Ok(())
}

/// Makes it, and says what was found in it. What is not whole is taken away again.
async fn beside(place: &Place, options: &Restore, source: &Source<'_>, made: &str, progress: &mut Progress) -> anyhow::Result<Restored> {
    let said = |table: &str, n: usize, of: usize| progress.say(|| format!("Table {n} of {of}, {table} …"));
    let restored = backup::restore(&place.server(), made, (source.file, source.key), source.manifest, source.known, said).await?;
    print(&verify::said(&restored.report, restored.checkpoints))?;
    if !restored.report.is_whole() && !options.accept_faults {
        backup::discard(&place.administrator, made).await?;
        bail!(
            "what was restored is not whole, as the list above says; it has been taken away again.\n\
             What to do: try an older backup. If it was so when the backup was made and you know why, say --accept-faults"
        );
    }
    Ok(restored)
}

fn up_to(restored: &Restored) -> String {
    if !restored.report.is_whole() {
        return ", and not whole".to_owned();
    }
    let logs: Vec<String> = restored.report.logs.iter().map(|(authority, log)| format!("{} {}", restored.report.called(authority), log.last)).collect();
    if logs.is_empty() { String::new() } else { format!(", whole up to event: {}", logs.join(", ")) }
}

fn identities(path: &Path) -> anyhow::Result<Vec<Identity>> {
    let mut text = String::new();
    if path == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).context("cannot read the key from standard input")?;
    } else {
        text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    }
    let keys = Identity::all(&text);
    if keys.is_empty() {
        bail!("{} is no secret key: one line of it begins with AGE-SECRET-KEY-1", path.display());
    }
    Ok(keys)
}

/// What stands outside of the backup: checkpoints that were kept elsewhere, and with their key those in the backup. Where nothing does,
/// those in the backup are no proof, and are not counted as one.
fn known(options: &Restore, manifest: &Manifest) -> anyhow::Result<Vec<Checkpoint>> {
    let Some(folder) = options.checkpoints.as_deref() else {
        if let Some(key) = &manifest.signed_by {
            tell(&format!("Checkpoints in it are signed by {key}, which stands in the backup itself: hold that against a key that was kept elsewhere."));
        }
        return Ok(Vec::new());
    };
    let all = checkpoints::read(folder)?;
    let missing = not_reached(&all, manifest);
    if !missing.is_empty() && !options.accept_faults {
        bail!(
            "the backup has no log of {}, and checkpoints know of one.\n\
             What to do: look for another backup. If the log was begun after this backup was made, say --accept-faults",
            missing.join(", ")
        );
    }
    let ends = |one: &Checkpoint| manifest.logs.iter().any(|log| log.authority == one.authority && one.number <= log.number);
    let within: Vec<Checkpoint> = all.into_iter().filter(ends).collect();
    Ok([within, backup::vouched(manifest, &checkpoints::verifying_key(folder)?)?].concat())
}

/// Says of each log of which checkpoints know more than the backup has: what was written after it, or was cut off. Gives those that are
/// missing altogether.
fn not_reached(all: &[Checkpoint], manifest: &Manifest) -> Vec<String> {
    let mut newest = std::collections::BTreeMap::<&str, i64>::new();
    for one in all {
        let most = newest.entry(one.authority.as_str()).or_default();
        *most = one.number.max(*most);
    }
    let mut missing = Vec::new();
    for (authority, number) in newest {
        match manifest.logs.iter().find(|log| log.authority == authority) {
            None => missing.push(authority.to_owned()),
            Some(log) if log.number < number => tell(&format!(
                "Of the log of {authority} the backup ends with event {}, and checkpoints know of {number}: what came between is not in it. Was the backup made before?",
                log.number
            )),
            Some(_) => {}
        }
    }
    missing
}
