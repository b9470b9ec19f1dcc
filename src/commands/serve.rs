//! `yttrande serve`: the service, on a PostgreSQL server or on a private one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::net::TcpListener;
use yttrande::domain::email::EmailAddress;
use yttrande::jobs::Jobs;
use yttrande::platform::chain::Builder;
use yttrande::platform::chain::checkpoints::{Keeper, State};
use yttrande::platform::clamd::{self, Scanner};
use yttrande::platform::clock::Clock;
use yttrande::platform::condition::Condition;
use yttrande::platform::database::Database;
use yttrande::platform::health::Health;
use yttrande::platform::hosts::Hosts;
use yttrande::platform::mail::URL;
use yttrande::platform::metrics::Meters;
use yttrande::platform::network::Proxies;
use yttrande::platform::session::Cookies;
use yttrande::platform::sign_on::Provider;
use yttrande::platform::two_step::{self, Keys};
use yttrande::platform::upkeep;
use yttrande::platform::worker::Worker;

use super::database::{self, ADMIN_URL, LOGIN_URL, Login};
use super::local::{DATABASE, Local};
use super::mail::{self, Mail};
use super::secrets::secret;
use super::sign_on::{self, Watched};
use super::signals::Signals;
use super::web::{self, Entrance};
use super::{print, tell};
use crate::config::{Accept, Serve};

pub(super) const USUAL: &str = ".data/yttrande";
/// What is said in place of a folder by whoever wants no checkpoints.
pub(super) const NO_CHECKPOINTS: &str = "off";
/// What the folder is called where nobody has named one.
const CHECKPOINTS: &str = "checkpoints";
const CLOSE: Duration = Duration::from_secs(1);

pub(super) async fn run(options: Serve) -> anyhow::Result<()> {
    let mut signals = Signals::watch()?;
    let mail = mail::given(options.public_url.as_deref())?;
    let proxies = proxies(&options)?;
    let two_step = secret(two_step::SETTING)?.map(|keys| Keys::read(&keys)).transpose()?;
    let provider = sign_on::given(options.public_url.as_deref())?;
    let scanner = scanner()?;
    let entrance = web::bind(&options.listen).await?;
    let figures = match options.metrics.as_deref().filter(|listen| !listen.trim().is_empty()) {
        Some(listen) => Some(web::bind_figures(listen).await?),
        None => None,
    };
    let (database, local) = tokio::select! {
        ready = open(options.data.as_deref(), &options.accept) => ready?,
        () = signals.come() => {
            tell("Stopped before it was ready. Start again at any time.");
            return Ok(());
        }
    };
    let outcome = serve(&options, Doors { entrance, figures, proxies, two_step, provider, scanner }, &database, local.as_ref(), mail, &mut signals).await;
    // Whoever still works on it after all that time is not waited for.
    drop(tokio::time::timeout(CLOSE, database.close()).await);
    if let Some(local) = local {
        local.stop().await?;
    }
    outcome
}

/// The database, ready to be used; and the private PostgreSQL when it is ours.
pub(super) async fn open(data: Option<&Path>, accept: &[Accept]) -> anyhow::Result<(Database, Option<Local>)> {
    let accept_newer = accept.contains(&Accept::NewerSchema);
    let Some(login) = Login::given(LOGIN_URL)? else {
        let local = Local::start(data, USUAL).await?;
        if !accept_newer {
            local.prepare(DATABASE).await?;
        }
        let database = Database::connect(local.login(DATABASE)).await.context("cannot open the private database")?;
        upkeep::check_schema(&database, accept_newer).await?;
        return Ok((database, Some(local)));
    };
    if let Some(administrator) = Login::given(ADMIN_URL)? {
        tell(&ADMINISTRATOR.replace("{}", ADMIN_URL));
        if !accept_newer {
            database::prepare(&administrator, &login).await?;
        }
    }
    if let Some(said) = database::in_the_clear(&login.options, LOGIN_URL) {
        tell(&said);
    }
    let database = Database::connect(login.options)
        .await
        .with_context(|| format!("cannot open the database. Check {LOGIN_URL}; on a new server, also set {ADMIN_URL} so that roles and tables are made"))?;
    upkeep::check_schema(&database, accept_newer).await?;
    Ok((database, None))
}

/// What a service is told that has the administrator's login. It serves: a trial is begun so, and one that was restarted in the night
/// must come up (ADR 0075).
const ADMINISTRATOR: &str = "Warning: this service has {}, by which whoever gets into it can read and change everything on the server, also past the log.\n\
     What to do: run `yttrande migrate` with it by itself, and take it from the service, also its file and what systemd hands over. Only a trial is run with it";

/// Where checkpoints of the log are written: where somebody has said; else in the data folder, or in the one that systemd keeps for the
/// service. None where somebody wants none, or there is no such folder; that is said.
fn checkpoints(options: &Serve, local: Option<&Local>) -> Option<PathBuf> {
    match &options.checkpoints {
        Some(folder) if folder.as_os_str() == NO_CHECKPOINTS => {
            tell("No checkpoints of the log are written (--checkpoints off): nothing outside of the database vouches for it.");
            return None;
        }
        Some(folder) if !folder.as_os_str().is_empty() => return Some(folder.clone()),
        Some(_) | None => {}
    }
    // Of several folders that it keeps, the first; they stand with colons between them.
    let kept = || std::env::var("STATE_DIRECTORY").ok().and_then(|all| all.split(':').next().filter(|first| !first.is_empty()).map(PathBuf::from));
    let folder = local.map(Local::folder).or_else(kept);
    if folder.is_none() {
        tell(
            "No checkpoints of the log are written, for this service has no folder: nothing outside of the database vouches for it. Name one with --checkpoints (YTTRANDE_CHECKPOINTS).",
        );
    }
    folder.map(|folder| folder.join(CHECKPOINTS))
}

/// Where checkpoints go by mail. That cannot be where nothing is signed, or no mail goes: whoever has named an address relies on it.
fn registrar(options: &Serve, signed: bool, mails: bool) -> anyhow::Result<Option<EmailAddress>> {
    let Some(typed) = options.checkpoint_mail.as_deref().map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    let address = EmailAddress::parse(typed)
        .with_context(|| format!("--checkpoint-mail (YTTRANDE_CHECKPOINT_MAIL): {typed:?} is no address. Write for example registrator@kommun.se"))?;
    if !signed {
        bail!(
            "Checkpoints are to be mailed to {address}, and none are signed, for they have no folder.\n\
             What to do: name one with --checkpoints (YTTRANDE_CHECKPOINTS), or take away --checkpoint-mail (YTTRANDE_CHECKPOINT_MAIL)"
        );
    }
    if !mails {
        bail!(
            "Checkpoints are to be mailed to {address}, and no mail server is set.\n\
             What to do: set {URL}, or take away --checkpoint-mail (YTTRANDE_CHECKPOINT_MAIL)"
        );
    }
    tell(&format!("The newest checkpoint of each log goes to {address} by mail, at most once a day."));
    Ok(Some(address))
}

/// The web servers in front.
fn proxies(options: &Serve) -> anyhow::Result<Proxies> {
    Proxies::read(options.trusted_proxies.as_deref().unwrap_or_default()).map_err(|wrong| {
        anyhow::anyhow!("--trusted-proxies (YTTRANDE_TRUSTED_PROXIES): {wrong:?} is no address and no network. Write for example 127.0.0.1,10.0.0.0/8")
    })
}

/// Refuses to run on a database that can lose what people have saved, and says when the clock is wrong. Says whether the first is
/// accepted.
async fn look_at(database: &Database, clock: &Clock, accept: &[Accept]) -> anyhow::Result<bool> {
    let found = Condition::of(database).await.context("cannot ask PostgreSQL for its settings")?;
    if found.is_after(clock.now()) {
        tell("The clock of this machine is behind what has already happened in the database. Nothing will be saved until it is set right.");
    }
    if found.loses_writes.is_empty() {
        return Ok(false);
    }
    let settings = found.loses_writes.join(", ");
    if !accept.contains(&Accept::LostWrites) {
        bail!(
            "PostgreSQL runs with {settings}: what people have saved can be lost when the machine stops.\n\
             What to do: set it to on in postgresql.conf and reload. For a trial with nothing to lose, start with --accept lost-writes"
        );
    }
    tell(&format!("PostgreSQL runs with {settings}: what people save can be lost when the machine stops. This was accepted (--accept lost-writes)."));
    Ok(true)
}

/// Where people come in and by what they are known, and where a monitor reads.
struct Doors {
    entrance: Entrance,
    figures: Option<TcpListener>,
    proxies: Proxies,
    two_step: Option<Keys>,
    provider: Option<Provider>,
    scanner: Option<Scanner>,
}

async fn serve(
    options: &Serve,
    Doors { entrance, figures, proxies, two_step, provider, scanner }: Doors,
    database: &Database,
    local: Option<&Local>,
    mail: Option<Mail>,
    signals: &mut Signals,
) -> anyhow::Result<()> {
    let cookies = if options.insecure_cookies { Cookies::Plain } else { Cookies::Secure };
    let keeper = checkpoints(options, local).as_deref().map(Keeper::on);
    let kept = keeper.as_ref().map(Keeper::state);
    let registrar = registrar(options, keeper.is_some(), mail.is_some())?;
    let clock = Clock::system();
    let lossy = look_at(database, &clock, &options.accept).await?;
    let local_url = entrance.local_url()?;
    let public_url = options.public_url.as_deref().unwrap_or(&local_url).trim_end_matches('/');
    say_first_link(database, &clock, public_url).await?;
    if options.insecure_cookies {
        tell("Sessions are not protected by HTTPS (--insecure-cookies): only for trying it out on this machine.");
    }
    tell(&mail::said(mail.as_ref()));
    let mails = mail.is_some();
    database.watch();
    let jobs =
        Jobs::new(Worker::new(database.clone(), clock.clone()), mail.map(Mail::into_parts))?.keeping(keeper).vouching_to(registrar).scanning(scanner.clone());
    let builder = jobs.builder();
    let jobs = jobs.start();
    // Without the address that people type, only a machine that speaks with itself knows what it is called.
    let hosts = if options.public_url.is_some() || entrance.is_local() { Hosts::of(public_url) } else { Hosts::Any };
    let watched = provider.clone().map(|provider| Watched::begin(provider, public_url));
    let app = yttrande::app::program(database.clone(), clock, cookies)?.reached_at(public_url).behind(proxies).answering(hosts);
    let mut app = app.mailing(mails).two_step(two_step).signing_on(provider).scanning(scanner.is_some());
    if figures.is_some() {
        app = app.measuring(meters(kept.clone(), builder.clone()));
    }
    let health = app.health().clone();
    if lossy {
        health.let_writes_be_lost();
    }
    looked_after(&health, options, local, kept);
    health.watch_definitions(move |_| builder.said());
    if let Some(watched) = &watched {
        let said = watched.said();
        health.watch_sign_on(move |_| said());
    }
    if let Some(scanner) = scanner {
        health.watch_scanner(move |_| scanner.state().to_owned());
    }
    let monitored = figures.zip(app.figures()).map(|(listener, shown)| web::serve_figures(listener, shown));
    tell(&format!("Serving on {local_url}. Stop with Ctrl-C."));
    let outcome = entrance.serve(yttrande::app::router(app, cookies), &health, signals).await;
    jobs.stop().await;
    drop(watched);
    if let Some(monitored) = monitored {
        monitored.abort();
    }
    outcome
}

/// Who scans files, if anybody does.
fn scanner() -> anyhow::Result<Option<Scanner>> {
    let Some(named) = std::env::var(clamd::SETTING).ok().filter(|named| !named.trim().is_empty()) else { return Ok(None) };
    let scanner = Scanner::read(&named)?;
    tell(&format!("Files are scanned by clamd at {}, and handed out only when nothing was found.", named.trim()));
    Ok(Some(scanner))
}

/// How the first administrator comes in, while there is none.
async fn say_first_link(database: &Database, clock: &Clock, public_url: &str) -> anyhow::Result<()> {
    let Some(link) = upkeep::first_link(database, clock).await? else { return Ok(()) };
    print(&format!(
        "The service is new and empty. Whoever opens this link first becomes its administrator; it works once, for a day:\n{public_url}/kom-igang/{}\n",
        link.reveal()
    ))?;
    Ok(())
}

/// Figures for a monitor, with those that the database does not know.
fn meters(kept: Option<State>, builder: Builder) -> Meters {
    let meters = yttrande::app::meters();
    if let Some(kept) = kept {
        meters.watch_checkpoints(move || kept.newest());
    }
    meters.watch_definitions(move || builder.differing());
    meters
}

/// What else is said of its state to whoever asks.
fn looked_after(health: &Health, options: &Serve, local: Option<&Local>, checkpoints: Option<State>) {
    if let Some(checkpoints) = checkpoints {
        health.watch_checkpoints(move |now| checkpoints.said(now));
    }
    if let Some(hours) = options.backup_hours {
        health.want_backups(chrono::TimeDelta::hours(i64::from(hours)));
    }
    if let Some(local) = local {
        health.watch_folder(local.folder());
    }
}
