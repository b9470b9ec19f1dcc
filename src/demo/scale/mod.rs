//! The demo at size: as many generated audits as somebody asks for, beside the story, so that anybody can try the
//! program with the archive of a large city, and so that its speed can be measured.
//!
//! Every number gives the same audit for ever. An audit asks two boards about ten items in two rounds, which makes some
//! 33 answers; ten audits are a municipality's year. The years lie beside each other in the last quarter of a century,
//! so most audits are old and closed. [`Rules::Known`] writes past the triggers, at many times the speed; the tests write
//! with [`Rules::Held`] and so prove that nothing is made up that the program could not have written.

mod answers;
mod audit;
mod books;
mod chance;
mod course;
mod rounds;
mod sheet;
mod store;
mod texts;
mod town;

use anyhow::Context as _;
use chrono::{NaiveDate, NaiveTime};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use super::story;
use crate::domain::calendar;
use crate::platform::projections;
use chance::Chance;
use course::Course;
use town::Town;

/// Another seed is another archive. With this one the first ten audits already show every stage of the work.
const SEED: u64 = 1_931;
/// What the reference of a generated audit begins with.
const REFERENCE: &str = "STR-";
/// So many audits are written in one transaction.
const AT_ONCE: u32 = 200;

/// Whether the database's own rules look at every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// All of them do.
    Held,
    /// They are known to hold, and pass.
    Known,
}

/// Adds what is missing to make so many generated audits, and returns how many that were. `progress` hears how many of
/// how many there are. What was interrupted goes on where it stopped.
///
/// # Errors
/// When the database does not hold the story, or cannot be written.
pub async fn add(owner: &PgConnectOptions, wanted: u32, rules: Rules, progress: impl Fn(u32, u32)) -> anyhow::Result<u32> {
    let mut conn = owner.connect().await.context("cannot open the demo's database")?;
    let there = u32::try_from(store::generated(&mut conn, REFERENCE).await?).unwrap_or(u32::MAX);
    if there >= wanted {
        return Ok(0);
    }
    let today: NaiveDate = story::TODAY.parse().context("the story's own day cannot be read")?;
    let now = calendar::instant(today, NaiveTime::MIN);
    let mut books = store::numbers(&mut conn, crate::app::register()?).await?;
    let known = store::known(&mut conn, story::AUDITOR, story::ADMINISTRATOR).await?;
    let town = Town::settle(known, wanted, now, today, &mut books)?;
    let mut next = there;
    while next < wanted {
        progress(next, wanted);
        let until = wanted.min(next.saturating_add(AT_ONCE));
        for number in next..until {
            let mut chance = Chance::of(SEED, number.into());
            let course = Course::of(number, today, &mut chance);
            audit::write(&course, &town, &mut books, &mut chance)?;
        }
        store::write(&mut conn, &mut books, rules, town.auditor).await?;
        next = until;
    }
    progress(wanted, wanted);
    if rules == Rules::Known {
        // The triggers that keep what is stored of how everything stands have not seen these audits.
        projections::check(owner, projections::Purpose::Rebuild, |_, _| {}).await?;
    }
    store::settle(&mut conn).await?;
    conn.close().await?;
    Ok(wanted - there)
}
