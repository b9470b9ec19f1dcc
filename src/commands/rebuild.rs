//! `yttrande rebuild`: what is stored of how everything stands, made anew from the facts, or only held against them.

use std::io::{IsTerminal as _, Write as _};
use std::time::Instant;

use anyhow::bail;
use sqlx::postgres::PgConnectOptions;
use yttrande::platform::projections::{self, Differing, Purpose};

use super::database::{self, ADMIN_URL, LOGIN_URL, Login};
use super::local::{DATABASE, Local};
use super::{print, serve, tell};
use crate::config::Rebuild;

/// Where nobody watches a line that counts, it is said so often.
const SAID_EACH: i64 = 500;

pub(super) async fn run(options: Rebuild) -> anyhow::Result<()> {
    let begun = Instant::now();
    let purpose = if options.check { Purpose::Compare } else { Purpose::Rebuild };
    let found =
        if Login::given(LOGIN_URL)?.is_some() || Login::given(ADMIN_URL)?.is_some() { on_server(purpose).await? } else { in_folder(&options, purpose).await? };
    print(&said(purpose, found))?;
    tell(&format!("It took {:.1} seconds.", begun.elapsed().as_secs_f32()));
    if purpose == Purpose::Compare && found.rows() > 0 {
        bail!(
            "what is stored is not what the facts say: a fault of the program, or somebody has changed the database past it.\n\
             What to do: copy the database first, for `yttrande rebuild` writes over what shows it; then run `yttrande verify`. \
             Does that find nothing, run `yttrande rebuild`, and report it as a fault of the program"
        );
    }
    Ok(())
}

async fn on_server(purpose: Purpose) -> anyhow::Result<Differing> {
    let administrator = database::administrator()?;
    let name = Login::given(LOGIN_URL)?.map_or_else(|| DATABASE.to_owned(), |login| login.database());
    go_through(&administrator.options.database(&name), purpose).await
}

async fn in_folder(options: &Rebuild, purpose: Purpose) -> anyhow::Result<Differing> {
    let data = options.data.as_deref();
    // Whoever only compares reads what a running service reads, too; whoever makes it anew starts it herself, as serve does.
    if purpose == Purpose::Compare
        && let Some(running) = Local::running(data, serve::USUAL, DATABASE).await
    {
        return go_through(&running, purpose).await;
    }
    let local = Local::start(data, serve::USUAL).await?;
    local.prepare(DATABASE).await?;
    let found = go_through(&local.administrator(DATABASE), purpose).await;
    local.stop().await?;
    found
}

async fn go_through(administrator: &PgConnectOptions, purpose: Purpose) -> anyhow::Result<Differing> {
    let watched = std::io::stderr().is_terminal();
    let found = projections::check(administrator, purpose, |done, of| {
        let line = format!("Audits … {done} of {of}");
        if watched {
            // Nobody listens any more: nothing to be done about it.
            drop(write!(std::io::stderr(), "\r{line}"));
        } else if done % SAID_EACH == 0 {
            tell(&line);
        }
    })
    .await;
    if watched {
        drop(writeln!(std::io::stderr()));
    }
    found
}

fn said(purpose: Purpose, found: Differing) -> String {
    let Differing { looked_at, rounds, items, audits, days, counts } = found;
    let differing = format!("rounds {rounds}, items {items}, audits {audits}, days {days}, counts {counts}");
    match (purpose, found.rows()) {
        (_, 0) => format!("All that is stored of {looked_at} audits is what the facts say.\n"),
        (Purpose::Compare, _) => format!("Of {looked_at} audits, so many stored rows are not what the facts say: {differing}.\n"),
        (Purpose::Rebuild, _) => format!("Of {looked_at} audits, so many stored rows were not what the facts say, and are now: {differing}.\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_said() {
        let none = Differing { looked_at: 12, ..Differing::default() };
        let some = Differing { rounds: 2, counts: 1, ..none };
        assert_eq!(said(Purpose::Rebuild, none), "All that is stored of 12 audits is what the facts say.\n");
        assert_eq!(
            said(Purpose::Rebuild, some),
            "Of 12 audits, so many stored rows were not what the facts say, and are now: rounds 2, items 0, audits 0, days 0, counts 1.\n"
        );
        assert_eq!(
            said(Purpose::Compare, some),
            "Of 12 audits, so many stored rows are not what the facts say: rounds 2, items 0, audits 0, days 0, counts 1.\n"
        );
    }
}
