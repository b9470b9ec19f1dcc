//! `yttrande restore`: a backup, back into a database; or only tried.

use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, bail};
use sqlx::postgres::PgConnectOptions;
use yttrande::domain::age::Identity;
use yttrande::domain::checkpoint::Checkpoint;
use yttrande::platform::backup::{self, Manifest, Restored, Server};
use yttrande::platform::chain::checkpoints;
use yttrande::platform::clock::Clock;

use super::backup::{Progress, size, what_is_in};
use super::database::{ADMIN_URL, LOGIN_URL, Login};
use super::local::{DATABASE, Local};
use super::{print, serve, tell, verify};
use crate::config::Restore;

pub(super) async fn run(options: Restore) -> anyhow::Result<()> {
    let begun = Instant::now();
    let key = identity(&options.key)?;
    let mut progress = Progress::new(options.quiet);
    let manifest = backup::check(&options.file, &key, |bytes| progress.say(|| format!("Reading … {}", size(bytes))))?;
    if !options.quiet {
        tell(&what_is_in(&manifest));
        tell("The file is whole. Nothing has been written yet.");
    }
    let place = Place::find(&options).await?;
    let done = into(&place, &options, &key, &manifest, &mut progress).await;
    place.leave().await?;
    done?;
    tell(&format!("It took {:.1} seconds.", begun.elapsed().as_secs_f32()));
    Ok(())
}

/// Where the database is made: on the server, in the folder of the private PostgreSQL, or, to try one, in a folder that goes afterwards.
struct Place {
    administrator: PgConnectOptions,
    login: Option<Login>,
    name: String,
    local: Option<Local>,
    scratch: bool,
}

impl Place {
    async fn find(options: &Restore) -> anyhow::Result<Self> {
        if let Some(administrator) = Login::from_environment(ADMIN_URL)? {
            let login = Login::from_environment(LOGIN_URL)?;
            let name = login.as_ref().map_or_else(|| DATABASE.to_owned(), Login::database);
            return Ok(Self { administrator: administrator.options, login, name, local: None, scratch: false });
        }
        if Login::from_environment(LOGIN_URL)?.is_some() {
            bail!("{ADMIN_URL} is not set.\nWhat to do: set it to a superuser of the server: postgres://postgres:PASSWORD@HOST/postgres");
        }
        let (name, login) = (DATABASE.to_owned(), None);
        let data = options.data.as_deref();
        if !options.check
            && let Some(administrator) = Local::running(data, serve::USUAL, "postgres").await
        {
            return Ok(Self { administrator, login, name, local: None, scratch: false });
        }
        let folder = std::env::temp_dir().join(format!("yttrande-restore-{}", std::process::id()));
        let local = if options.check { Local::start(Some(&folder), serve::USUAL).await? } else { Local::start(data, serve::USUAL).await? };
        Ok(Self { administrator: local.administrator("postgres"), login, name, local: Some(local), scratch: options.check })
    }

    fn server(&self) -> Server<'_> {
        let password = self.login.as_ref().and_then(|login| login.password.as_deref());
        Server { administrator: &self.administrator, login: self.login.as_ref().map(|login| &login.options), password }
    }

    async fn leave(self) -> anyhow::Result<()> {
        let Some(local) = self.local else { return Ok(()) };
        let folder = local.folder();
        local.stop().await?;
        if self.scratch {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        Ok(())
    }
}

async fn into(place: &Place, options: &Restore, key: &Identity, manifest: &Manifest, progress: &mut Progress) -> anyhow::Result<()> {
    let wanted = place.name.as_str();
    let there = if options.check { None } else { backup::hindrance(&place.administrator, wanted).await? };
    if let Some(what) = there.as_ref().filter(|_| !options.replace) {
        bail!(
            "the database {wanted} has something in it: {what}. Nothing has been changed.\n\
             What to do: if the backup shall stand in its place, stop the service and say --replace; the database of now is kept under another name"
        );
    }
    let known = checkpoints_until(options.checkpoints.as_deref(), manifest)?;
    let now = Clock::system().now().format("%Y%m%d%H%M%S");
    let made = format!("{wanted}_restoring_{now}");
    let said = |table: &str, n: usize, of: usize| progress.say(|| format!("Table {n} of {of}, {table} …"));
    let restored = backup::restore(&place.server(), &made, (&options.file, key), manifest, &known, said).await?;
    print(&verify::said(&restored.report, restored.checkpoints))?;
    if !restored.report.is_whole() && !options.accept_faults {
        backup::remove(&place.administrator, &made).await?;
        bail!(
            "what was restored is not whole, as the list above says; it has been taken away again.\n\
             What to do: try an older backup. If it was so when the backup was made and you know why, say --accept-faults"
        );
    }
    if options.check {
        backup::remove(&place.administrator, &made).await?;
        tell(&format!("This backup can be restored{}. It was tried beside, and nothing else was touched.", up_to(&restored)));
        return Ok(());
    }
    let aside = there.map(|_| format!("{wanted}_before_{now}"));
    backup::put_in_place(&place.administrator, &made, wanted, aside.as_deref()).await?;
    tell(&format!("The database {wanted} stands as it was on {}{}.", manifest.taken_at.format("%Y-%m-%d at %H:%M:%S UTC"), up_to(&restored)));
    if let Some(aside) = aside {
        tell(&format!("What had that name before is called {aside} now. Drop it when nobody needs it any more."));
    }
    Ok(())
}

fn up_to(restored: &Restored) -> String {
    if !restored.report.is_whole() {
        return ", and not whole".to_owned();
    }
    let logs: Vec<String> = restored.report.logs.iter().map(|(authority, log)| format!("{} {}", restored.report.called(authority), log.last)).collect();
    if logs.is_empty() { String::new() } else { format!(", whole up to event: {}", logs.join(", ")) }
}

fn identity(path: &Path) -> anyhow::Result<Identity> {
    let mut text = String::new();
    if path == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).context("cannot read the key from standard input")?;
    } else {
        text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    }
    Identity::read(&text).with_context(|| format!("{} is no secret key: one line of it begins with AGE-SECRET-KEY-1", path.display()))
}

/// Those that say something of what is in the backup. What was written after it is not there, and that is no fault of the backup.
fn checkpoints_until(folder: Option<&Path>, manifest: &Manifest) -> anyhow::Result<Vec<Checkpoint>> {
    let Some(folder) = folder else { return Ok(Vec::new()) };
    let ends = |one: &Checkpoint| manifest.logs.iter().any(|log| log.authority == one.authority && one.number <= log.number);
    let (within, after): (Vec<_>, Vec<_>) = checkpoints::read(folder)?.into_iter().partition(ends);
    if !after.is_empty() {
        tell(&format!("{} checkpoints are newer than the backup: what happened until then is not in it.", after.len()));
    }
    Ok(within)
}
