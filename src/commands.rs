//! What the program does for each verb of the command line.

mod backup;
mod calendar;
mod database;
mod days;
mod demo;
mod health;
mod local;
mod mail;
mod read_missive;
mod rebuild;
mod remind;
mod restore;
mod routes;
mod secrets;
mod serve;
mod sign_on;
mod signals;
mod verify;
mod web;

use std::io::{IsTerminal as _, Write as _};

use tracing_subscriber::EnvFilter;
use yttrande::platform::embedded_postgres::{self, Durability};

use crate::config::Command;

/// Does what was asked for.
pub(crate) async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Demo(options) => demo::run(options).await,
        Command::Serve(options) => serve::run(options).await,
        Command::Remind(options) => remind::run(options).await,
        Command::Migrate => database::migrate().await,
        Command::Rebuild(options) => rebuild::run(options).await,
        Command::Verify(options) => verify::run(options).await,
        Command::Backup(options) => backup::run(options).await,
        Command::BackupKey(options) => backup::key(&options),
        Command::Restore(options) => restore::run(options).await,
        Command::Roles { print } => database::roles(print).await,
        Command::ReadMissive { files, lines } => read_missive::run(&files, lines),
        Command::Routes => routes::run(),
        Command::Health { url } => health::run(&url).await,
        Command::Calendar { now } => calendar::run(now),
        Command::Days { from, to } => days::run(from, to),
        Command::SupervisePostgres { root, throwaway } => {
            let durability = if throwaway { Durability::Throwaway } else { Durability::Lasting };
            // Its caller hears of errors on standard output, and writes them out itself.
            Ok(embedded_postgres::supervise(&root, durability).await?)
        }
    }
}

/// Logs go to standard error, so that what a command prints can be used by the next one.
pub(crate) fn start_log(command: &Command) {
    let usual = if matches!(command, Command::Serve(_)) { "info,sqlx=warn" } else { "warn,sqlx=error" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    if std::env::var("YTTRANDE_LOG").is_ok_and(|form| form == "json") {
        log.json().init();
    } else {
        log.init();
    }
}

/// The error and what caused it, a line each.
pub(crate) fn complain(error: &anyhow::Error) {
    let mut said = format!("yttrande: {error}");
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        // Some errors repeat their cause in their own text.
        if !said.contains(&cause) {
            said.push_str("\n  because: ");
            said.push_str(&cause);
        }
    }
    tell(&said);
}

/// Says to the person at the terminal what is going on.
pub(crate) fn tell(line: &str) {
    // Nobody listens any more: nothing to be done about it.
    drop(writeln!(std::io::stderr(), "{line}"));
}

/// Prints what was asked for. A reader that has gone away, as `head` does, is no error.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(anyhow::Error::new(error).context("cannot write to standard output")),
        Ok(()) | Err(_) => Ok(()),
    }
}
