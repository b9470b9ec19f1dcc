//! `yttrande verify`: whether the logs are whole, and every record what it was when it was written.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, bail};
use sqlx::postgres::PgConnectOptions;
use yttrande::domain::checkpoint::Checkpoint;
use yttrande::domain::text::hex;
use yttrande::platform::chain::{self, Held, Log, Report, Step, checkpoints};

use super::local::{DATABASE, Local};
use super::{database, print, serve, tell};
use crate::config::Verify;

/// Progress is told at most so often, in seconds.
const SAID_EACH: u64 = 2;

pub(super) async fn run(options: Verify) -> anyhow::Result<()> {
    let begun = Instant::now();
    let known = known(&options)?;
    let report = if let Some(administrator) = database::administrator_or_private()? {
        read(&administrator.options.database(&database::database_of_login()?), &known, &options).await?
    } else if let Some(running) = Local::running(options.data.as_deref(), serve::USUAL, DATABASE).await {
        read(&running, &known, &options).await?
    } else {
        let local = Local::start_what_is_there(options.data.as_deref(), serve::USUAL).await?;
        // As it stands: nothing is brought up to date by whoever only looks.
        let report = read(&local.administrator(DATABASE), &known, &options).await;
        local.stop().await?;
        report?
    };
    print(&said(&report, known.len()))?;
    tell(&format!("It took {:.1} seconds.", begun.elapsed().as_secs_f32()));
    if !report.is_whole() {
        bail!(
            "the log or the records have been changed past the service.\n\
             What to do: touch nothing, keep this list and a copy of the database, and hold it against backups and receipts; see SECURITY.md"
        );
    }
    Ok(())
}

/// What stands outside of the database: a folder of checkpoints, and what receipts say.
fn known(options: &Verify) -> anyhow::Result<Vec<Checkpoint>> {
    let mut known = options.checkpoints.as_deref().map(checkpoints::read).transpose()?.unwrap_or_default();
    for line in &options.receipt {
        let of_receipt = Checkpoint::of_line(line).with_context(|| {
            format!("“{line}” is no checkpoint of a receipt.\nWhat to do: copy the whole line, as one argument: a log, a number and 64 signs")
        })?;
        known.push(of_receipt);
    }
    Ok(known)
}

/// A file that only its owner reads.
fn for_oneself(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path);
    file.map(BufWriter::new).with_context(|| format!("cannot write {}: it must not be there yet", path.display()))
}

async fn read(login: &PgConnectOptions, known: &[Checkpoint], options: &Verify) -> anyhow::Result<Report> {
    if let Some(path) = &options.export {
        let mut records = options.records.as_deref().map(for_oneself).transpose()?;
        let mut out = BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?);
        chain::export(login, &mut out, records.as_mut().map(|file| file as &mut dyn Write)).await?;
    }
    let mut last = Instant::now();
    let mut is_long = false;
    let tell_of = |step| match step {
        Step::Events(done, all) if last.elapsed().as_secs() >= SAID_EACH => {
            (last, is_long) = (Instant::now(), true);
            tell(&format!("Events … {done} of {all}"));
        }
        // Only where it takes a while.
        Step::Records(table) if is_long => tell(&format!("Records … {table}")),
        Step::Events(..) | Step::Records(_) | Step::Definitions => {}
    };
    if options.generated { chain::verify_generated(login, known, tell_of).await } else { chain::verify(login, known, tell_of).await }
}

pub(super) fn said(report: &Report, checkpoints: usize) -> String {
    let mut said = String::new();
    for fault in &report.faults {
        said.push_str(&fault.said(report));
        said.push('\n');
    }
    if report.more > 0 {
        said.push_str(&format!("And {} more.\n", report.more));
    }
    for (authority, log) in &report.logs {
        said.push_str(&of_log(report.called(authority), log, report.is_whole()));
    }
    if report.before > 0 {
        said.push_str(&format!("{} records are older than the chain: nothing vouches for what they were before it was begun for them.\n", report.before));
    }
    if report.waiting {
        said.push_str("What says where the chain begins waits for the next event, which takes it with it.\n");
    }
    if report.generated {
        said.push_str("Neither times were looked at nor which events bring which records (--generated): only the audits of a demo are generated.\n");
    }
    said.push_str(&of_definitions(report));
    if report.is_whole() {
        said.push_str(&format!("Nothing was found changed. {} digests were held against the records.\n", report.seals));
        said.push_str(&match checkpoints {
            1.. => format!("{checkpoints} checkpoints fit. What was written after the newest of a log, nothing outside of the database vouches for.\n"),
            0 => "Whether the end of a log was cut off, or all of it worked out anew, cannot be seen without checkpoints.\n".to_owned(),
        });
    }
    said
}

/// What the database is built of, and who administers it. A restored backup is built anew, and has nothing to be held.
fn of_definitions(report: &Report) -> String {
    let mut said = match report.definitions {
        Some(Held { definitions, is_listed: false }) => {
            format!("{definitions} definitions (views, functions, triggers, policies, grants) were held against those of a clean database.\n")
        }
        Some(Held { definitions, is_listed: true }) => format!(
            "{definitions} definitions (views, functions, triggers, policies, grants) were held against the list that the service wrote, for this login may make no clean database.\n"
        ),
        None if report.are_definitions_asked => {
            "The definitions (views, functions, triggers, policies, grants) were held against nothing: this login may make no clean database, and \
             the service has written no list with this version of itself and of PostgreSQL.\n"
                .to_owned()
        }
        None => String::new(),
    };
    if !report.told.is_empty() {
        said.push_str(&format!("Beside the program there are on the server: {}. Whether they should be there, you know.\n", report.told.join(", ")));
    }
    said
}

/// A log that has a fault is not called whole, nor any other while one has: they vouch for one another.
fn of_log(whose: &str, log: &Log, whole: bool) -> String {
    let before = if log.before > 0 { format!("; the first {} are older than the chain", log.before) } else { String::new() };
    let head = log.head.map_or_else(String::new, |hash| format!("; the last one's hash is {}", hex(&hash)));
    format!("The log of {whose}{}: {} events{before}{head}.\n", if whole { " is whole" } else { "" }, log.events)
}
