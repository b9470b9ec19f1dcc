//! `yttrande demo`: a made-up city on a private PostgreSQL, with a clock of its own.

use std::io::{IsTerminal as _, Write as _};
use std::time::Instant;

use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use yttrande::demo::{self, play, scale, story};
use yttrande::domain::calendar;
use yttrande::jobs::Jobs;
use yttrande::platform::clock::Clock;
use yttrande::platform::database::Database;
use yttrande::platform::hosts::Hosts;
use yttrande::platform::mail::Mailer;
use yttrande::platform::session::Cookies;
use yttrande::platform::two_step::Keys;
use yttrande::platform::upkeep;
use yttrande::platform::worker::Worker;

use super::local::{DATABASE, Local};
use super::signals::Signals;
use super::web::{self, Entrance};
use super::{print, tell};
use crate::config::Demo;

const USUAL: &str = ".data/demo";
/// Where the story is played, so that a story that was interrupted is never taken for a whole one.
const PLAYING: &str = "yttrande_playing";

pub(super) async fn run(options: Demo) -> anyhow::Result<()> {
    let mut signals = Signals::watch()?;
    let today = options.today.as_deref().map(read_day).transpose()?;
    let entrance = web::bind(&options.listen).await?;
    let (local, start) = tokio::select! {
        ready = prepare(&options, today) => ready?,
        () = signals.come() => {
            tell("Stopped before it was ready. Start again at any time.");
            return Ok(());
        }
    };
    let database = Database::connect(local.login(DATABASE)).await.context("cannot open the demo's database")?;
    let outcome = serve(entrance, &database, start, &mut signals).await;
    database.close().await;
    local.stop().await?;
    outcome
}

async fn serve(entrance: Entrance, database: &Database, start: DateTime<Utc>, signals: &mut Signals) -> anyhow::Result<()> {
    let url = entrance.local_url()?;
    let clock = Clock::starting_at(start);
    let hosts = if entrance.is_local() { Hosts::of(&url) } else { Hosts::Any };
    let app = yttrande::app::program(database.clone(), clock.clone(), Cookies::Plain)?
        .reached_at(&url)
        .answering(hosts)
        .mailing(false)
        .two_step(Keys::read(demo::TWO_STEP_KEY).ok());
    database.watch();
    print(&welcome(&url, calendar::day_of(start)))?;
    // Reminders are made and shown; the people of the demo have no real addresses, so nothing is mailed to them.
    let jobs = Jobs::<Mailer>::new(Worker::new(database.clone(), clock), None)?.start();
    let health = app.health().clone();
    let outcome = entrance.serve(yttrande::app::router(app, Cookies::Plain), &health, signals).await;
    jobs.stop().await;
    outcome
}

/// PostgreSQL with the played story in it, and the instant at which the demo's clock begins.
async fn prepare(options: &Demo, today: Option<NaiveDate>) -> anyhow::Result<(Local, DateTime<Utc>)> {
    let local = Local::start(options.data.as_deref(), USUAL).await?;
    local.prepare(DATABASE).await?;
    let administrator = local.administrator(DATABASE);
    let start = match organisation(&administrator).await? {
        Some(name) if name == demo::ORGANISATION => start(today, upkeep::newest_event(&administrator).await?)?,
        Some(name) => bail!("This folder holds the data of {name}, not the demo. Choose another with --data."),
        None => {
            let start = start(today, Some(play::last_act()?))?;
            play_story(&local).await?;
            start
        }
    };
    if let Some(wanted) = options.audits {
        add_audits(&administrator, wanted).await?;
    }
    Ok((local, start))
}

/// Generated audits beside the story, until there are so many.
async fn add_audits(administrator: &PgConnectOptions, wanted: u32) -> anyhow::Result<()> {
    let begun = Instant::now();
    let line = |done: u32, all: u32| show_progress("Writing audits", done.try_into().unwrap_or(0), all.try_into().unwrap_or(0), 1_000);
    match scale::add(administrator, wanted, scale::Rules::Known, line).await? {
        0 => tell(&format!("There are at least {wanted} generated audits already.")),
        added => tell(&format!("{added} audits are added, in {:.1} seconds.", begun.elapsed().as_secs_f32())),
    }
    Ok(())
}

/// Whose database it is; nobody's when it is empty. A demo whose name was changed is recognised by its administrator.
async fn organisation(administrator: &PgConnectOptions) -> anyhow::Result<Option<String>> {
    let mut conn = administrator.connect().await.context("cannot open the demo's database")?;
    let name = sqlx::query_scalar!(
        r#"select case when exists (select 1 from person where email = $1) then $2 else name end as "name!" from organisation"#,
        story::ADMINISTRATOR,
        demo::ORGANISATION
    )
    .fetch_optional(&mut conn)
    .await?;
    conn.close().await?;
    Ok(name)
}

/// Plays the story beside, and puts it in the place of the empty database when it is whole.
async fn play_story(local: &Local) -> anyhow::Result<()> {
    let begun = Instant::now();
    let mut conn = local.administrator("postgres").connect().await.context("cannot reach PostgreSQL")?;
    sqlx::raw_sql("set client_min_messages = warning").execute(&mut conn).await?;
    sqlx::raw_sql("drop database if exists yttrande_playing with (force)").execute(&mut conn).await?;
    local.prepare(PLAYING).await?;
    let database = Database::connect(local.login(PLAYING)).await.context("cannot open the demo's database")?;
    let outcome = play::play(&database, |done, all| show_progress("Playing the demo year", done, all, 100)).await;
    database.close().await;
    outcome.context("the demo's story does not fit the program: this is a fault of the program")?;
    sqlx::raw_sql("drop database yttrande with (force)").execute(&mut conn).await?;
    sqlx::raw_sql("alter database yttrande_playing rename to yttrande").execute(&mut conn).await?;
    conn.close().await?;
    tell(&format!("The demo year is played, in {:.1} seconds.", begun.elapsed().as_secs_f32()));
    Ok(())
}

/// One line that counts on a terminal; elsewhere a line now and then.
fn show_progress(what: &str, done: usize, all: usize, each: usize) {
    let line = format!("{what} … {done}/{all}");
    if std::io::stderr().is_terminal() {
        let end = if done == all { "\n" } else { "" };
        drop(write!(std::io::stderr(), "\r{line}{end}"));
    } else if done.is_multiple_of(each) || done == all {
        tell(&line);
    }
}

fn read_day(raw: &str) -> anyhow::Result<NaiveDate> {
    calendar::date(raw).map_err(|_| anyhow::anyhow!("{raw:?} is no day. Write it like --today 2025-03-31."))
}

/// Eight in the morning of the day, but never before anything that has happened.
fn start(today: Option<NaiveDate>, newest: Option<DateTime<Utc>>) -> anyhow::Result<DateTime<Utc>> {
    let newest = newest.unwrap_or(DateTime::UNIX_EPOCH);
    let newest_day = calendar::day_of(newest);
    if let Some(day) = today.filter(|day| *day < newest_day) {
        bail!("In this demo something happened on {newest_day}, so it cannot be {day}. Choose {newest_day} or later, or another --data folder.");
    }
    let first: NaiveDate = story::TODAY.parse().context("the story's own day cannot be read")?;
    let morning = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
    Ok(calendar::instant(today.unwrap_or(first), morning).max(newest))
}

fn welcome(url: &str, day: NaiveDate) -> String {
    let people = [
        (story::AUDITOR, "auditor"),
        (story::AUDIT_READER, "elected auditor, reads"),
        (story::SECRETARY, "secretary of Servicenämnden"),
        (story::CONTRIBUTOR, "drafts for Servicenämnden"),
        (story::APPROVER, "chair of Servicenämnden"),
        (story::SECRETARY_OF_EXECUTIVE, "secretary of Kommunstyrelsen"),
        (story::COUNCIL_MEMBER, "member of the council"),
        (story::ADMINISTRATOR, "administrator"),
    ];
    let width = people.iter().map(|(email, _)| email.chars().count()).max().unwrap_or(0);
    let lines: Vec<String> = people.iter().map(|(email, role)| format!("  {email:width$}  {role}\n")).collect();
    format!(
        "\nThe demo is running. In Strandköping it is {day}.\n\n  {url}\n\nSign in as one of these, all with the password  {}\n\n{}\nStop with Ctrl-C. What you change is kept; remove the data folder to begin anew.\n",
        demo::PASSWORD,
        lines.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_never_begins_before_what_has_happened() {
        let newest = Some(at("2025-03-24T12:30:00Z"));
        assert_eq!(start(None, None).unwrap(), at("2025-03-22T07:00:00Z"));
        assert_eq!(start(None, newest).unwrap(), at("2025-03-24T12:30:00Z"));
        assert_eq!(start(Some(read_day("2025-03-24").unwrap()), newest).unwrap(), at("2025-03-24T12:30:00Z"));
        assert_eq!(start(Some(read_day("2025-04-01").unwrap()), newest).unwrap(), at("2025-04-01T06:00:00Z"));
        let refused = start(Some(read_day("2025-03-23").unwrap()), newest).unwrap_err().to_string();
        assert!(refused.contains("Choose 2025-03-24 or later"), "{refused}");
    }
}
