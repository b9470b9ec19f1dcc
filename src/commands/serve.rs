//! `yttrande serve`: the service, on a PostgreSQL server or on a private one.

use std::path::Path;

use anyhow::Context as _;
use tokio::net::TcpListener;
use yttrande::jobs::Jobs;
use yttrande::platform::clock::Clock;
use yttrande::platform::database::Database;
use yttrande::platform::network::Proxies;
use yttrande::platform::session::Cookies;
use yttrande::platform::upkeep;
use yttrande::platform::worker::Worker;

use super::database::{self, ADMIN_URL, LOGIN_URL, Login};
use super::local::{DATABASE, Local};
use super::mail::{self, Mail};
use super::signals::Signals;
use super::{print, tell, web};
use crate::config::Serve;

pub(super) const USUAL: &str = ".data/yttrande";

pub(super) async fn run(options: Serve) -> anyhow::Result<()> {
    let mut signals = Signals::watch()?;
    let mail = mail::from_environment(options.public_url.as_deref())?;
    let proxies = proxies(&options)?;
    let listener = web::bind(&options.listen).await?;
    let (database, local) = tokio::select! {
        ready = open(options.data.as_deref()) => ready?,
        () = signals.come() => {
            tell("Stopped before it was ready. Start again at any time.");
            return Ok(());
        }
    };
    let outcome = serve(&options, listener, &database, mail, proxies, &mut signals).await;
    database.close().await;
    if let Some(local) = local {
        local.stop().await?;
    }
    outcome
}

/// The database, ready to be used; and the private PostgreSQL when it is ours.
pub(super) async fn open(data: Option<&Path>) -> anyhow::Result<(Database, Option<Local>)> {
    let Some(login) = Login::from_environment(LOGIN_URL)? else {
        let local = Local::start(data, USUAL).await?;
        local.prepare(DATABASE).await?;
        let database = Database::connect(local.login(DATABASE)).await.context("cannot open the private database")?;
        return Ok((database, Some(local)));
    };
    if let Some(administrator) = Login::from_environment(ADMIN_URL)? {
        let name = login.database();
        database::make_roles(&administrator, login.password.as_deref()).await?;
        database::make_tables(&administrator, &name).await?;
    }
    let database = Database::connect(login.options)
        .await
        .with_context(|| format!("cannot open the database. Check {LOGIN_URL}; on a new server, also set {ADMIN_URL} so that roles and tables are made"))?;
    upkeep::check_schema(&database).await?;
    Ok((database, None))
}

/// The web servers in front.
fn proxies(options: &Serve) -> anyhow::Result<Proxies> {
    Proxies::read(options.trusted_proxies.as_deref().unwrap_or_default()).map_err(|wrong| {
        anyhow::anyhow!("--trusted-proxies (YTTRANDE_TRUSTED_PROXIES): {wrong:?} is no address and no network. Write for example 127.0.0.1,10.0.0.0/8")
    })
}

async fn serve(options: &Serve, listener: TcpListener, database: &Database, mail: Option<Mail>, proxies: Proxies, signals: &mut Signals) -> anyhow::Result<()> {
    let cookies = if options.insecure_cookies { Cookies::Plain } else { Cookies::Secure };
    let clock = Clock::system();
    let local_url = web::local_url(&listener)?;
    let public_url = options.public_url.as_deref().unwrap_or(&local_url).trim_end_matches('/');
    if let Some(link) = upkeep::first_link(database, &clock).await? {
        print(&format!(
            "The service is new and empty. Whoever opens this link first becomes its administrator; it works once, for a day:\n{public_url}/kom-igang/{}\n",
            link.reveal()
        ))?;
    }
    if options.insecure_cookies {
        tell("Sessions are not protected by HTTPS (--insecure-cookies): only for trying it out on this machine.");
    }
    tell(&mail::said(mail.as_ref()));
    let jobs = Jobs::new(Worker::new(database.clone(), clock.clone()), mail.map(Mail::into_parts))?.start();
    let router = yttrande::app::router(yttrande::app::program(database.clone(), clock, cookies)?.reached_at(public_url).behind(proxies), cookies);
    tell(&format!("Serving on {local_url}. Stop with Ctrl-C."));
    let outcome = web::serve(listener, router, signals).await;
    jobs.stop().await;
    outcome
}
