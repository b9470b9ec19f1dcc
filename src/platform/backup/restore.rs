//! Back into a database. It is made beside the one that is wanted, filled in one transaction, read by whoever verifies the logs, and
//! only then gets the name.

use std::path::Path;

use anyhow::{Context as _, bail};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::archive::Reading;
use super::manifest::{Manifest, Table, folder, opened};
use super::{columns, tables};
use crate::domain::age::Identity;
use crate::domain::checkpoint::{Checkpoint, VerifyingKey};
use crate::domain::text::hex;
use crate::platform::chain::{self, Report};
use crate::platform::projections::{self, Purpose};
use crate::platform::upkeep;

/// Rows come as they were: no trigger judges, folds, seals or chains them anew.
const AS_THEY_WERE: &str = "begin; set local session_replication_role = replica; set local search_path = pg_catalog; set local timezone = 'UTC';
    set local datestyle = 'ISO, YMD'; set local client_encoding = 'UTF8'; set local statement_timeout = 0; set local lock_timeout = 0;
    set local idle_in_transaction_session_timeout = 0; set local client_min_messages = warning";

/// A database that was filled, and what was found in it.
#[derive(Debug)]
pub struct Restored {
    /// Whether its logs and records are whole.
    pub report: Report,
    /// How many checkpoints its logs were held against.
    pub checkpoints: usize,
}

/// Where a database is made.
pub struct Server<'a> {
    /// The superuser.
    pub administrator: &'a PgConnectOptions,
    /// The service's own login, and its password.
    pub login: Option<&'a PgConnectOptions>,
    /// See there.
    pub password: Option<&'a str>,
}

/// What hinders a database from being made under this name: that there is something in it.
///
/// # Errors
/// When the server cannot be reached.
pub async fn hindrance(administrator: &PgConnectOptions, name: &str) -> anyhow::Result<Option<String>> {
    if !exists(administrator, name).await? {
        return Ok(None);
    }
    let mut conn = administrator.clone().database(name).connect().await.with_context(|| format!("cannot look into the database {name}"))?;
    let found = sqlx::query!(
        r#"select count(*) as "tables!", to_regclass('public.event') is not null and to_regclass('public.chain_head') is not null as "ours!"
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_toast%'"#
    )
    .fetch_one(&mut conn)
    .await?;
    let events = if found.ours { sqlx::query_scalar!(r#"select count(*) as "events!" from public.event"#).fetch_one(&mut conn).await? } else { 0 };
    conn.close().await?;
    Ok(match (found.tables, found.ours, events) {
        (0, _, _) | (_, true, 0) => None,
        (tables, false, _) => Some(format!("{tables} tables of another program")),
        (_, true, events) => Some(format!("{events} events, and what belongs to them")),
    })
}

async fn exists(administrator: &PgConnectOptions, name: &str) -> anyhow::Result<bool> {
    let mut conn = administrator.clone().database("postgres").connect().await.context("cannot reach PostgreSQL as its administrator")?;
    let there = sqlx::query_scalar!(r#"select exists (select 1 from pg_database where datname = $1) as "there!""#, name).fetch_one(&mut conn).await?;
    conn.close().await?;
    Ok(there)
}

/// Makes a database of this name from a backup that was [checked](super::check), and verifies it. When it cannot be done nothing of it
/// is left.
///
/// # Errors
/// When the backup is of another version, the server refuses, or what stands in the database afterwards is not what the backup says.
pub async fn restore(
    server: &Server<'_>,
    name: &str,
    (file, key): (&Path, &Identity),
    manifest: &Manifest,
    known: &[Checkpoint],
    mut progress: impl FnMut(&str, usize, usize),
) -> anyhow::Result<Restored> {
    if !upkeep::is_newest(manifest.schema) {
        bail!(
            "the backup was made by version {} of the program with other tables ({}) than this one's.\n\
             What to do: restore it with that version, and bring it up to date afterwards with `yttrande migrate`",
            manifest.program,
            manifest.schema
        );
    }
    let made = make(server, name, (file, key), manifest, known, &mut progress).await;
    if made.is_err() {
        drop(remove(server.administrator, name).await);
    }
    made
}

async fn make(
    server: &Server<'_>,
    name: &str,
    (file, key): (&Path, &Identity),
    manifest: &Manifest,
    known: &[Checkpoint],
    progress: &mut impl FnMut(&str, usize, usize),
) -> anyhow::Result<Restored> {
    upkeep::prepare(server.administrator, server.login, server.password, name).await?;
    let database = server.administrator.clone().database(name);
    let mut conn = database.connect().await?;
    let mut reading = Reading::new(opened(file)?, key)?;
    fill(&mut conn, &mut reading, manifest, progress).await?;
    if !upkeep::are_folds_of(&manifest.folds) {
        projections::check(&database, Purpose::Rebuild, |_, _| ()).await?;
    }
    conn.close().await?;
    let known = [known, &within(manifest)?].concat();
    let report = chain::verify(&database, &known, |_| ()).await?;
    for log in &manifest.logs {
        let found = report.logs.get(&log.authority);
        if found.map(|found| (found.last, found.head.map(|hash| hex(&hash)))) != Some((log.number, log.hash.clone())) {
            bail!("the log of {} does not end as the backup says: with event {}", report.called(&log.authority), log.number);
        }
    }
    Ok(Restored { report, checkpoints: known.len() })
}

/// The checkpoints that stand in the backup itself.
fn within(manifest: &Manifest) -> anyhow::Result<Vec<Checkpoint>> {
    let Some(written) = &manifest.signed_by else { return Ok(Vec::new()) };
    let key = VerifyingKey::read(written).context("the key of the checkpoints in the backup cannot be read")?;
    manifest.checkpoints.iter().map(|note| Checkpoint::read(note, &key).context("a checkpoint in the backup was not signed with its key")).collect()
}

async fn fill(
    conn: &mut PgConnection,
    reading: &mut Reading<impl std::io::BufRead>,
    manifest: &Manifest,
    progress: &mut impl FnMut(&str, usize, usize),
) -> anyhow::Result<()> {
    sqlx::raw_sql(AS_THEY_WERE).execute(&mut *conn).await.context("a backup is restored by a superuser of the database: name one in YTTRANDE_ADMIN_URL")?;
    agree(&tables(conn).await?.into_iter().collect::<Vec<_>>(), &manifest.tables)?;
    let all: Vec<String> = manifest.tables.iter().map(|table| format!("public.\"{}\"", table.name)).collect();
    sqlx::raw_sql(AssertSqlSafe(format!("truncate {}", all.join(", ")))).execute(&mut *conn).await?;
    reading.next_in(super::READ_ME)?;
    for (n, table) in manifest.tables.iter().enumerate() {
        progress(&table.name, n + 1, manifest.tables.len());
        let mut copy = conn.copy_in_raw(&format!("copy public.\"{}\" ({}) from stdin", table.name, columns(&table.columns))).await?;
        while let Some(piece) = reading.next_in(&folder(&table.name))? {
            copy.send(piece.content).await?;
        }
        let rows = copy.finish().await.with_context(|| format!("the rows of {} do not fit into its table", table.name))?;
        if rows != table.rows {
            bail!("{rows} rows of {} came into their table, and the backup has {}", table.name, table.rows);
        }
    }
    for sequence in &manifest.sequences {
        let (last, is_called) = (sequence.last.unwrap_or(1), sequence.last.is_some());
        sqlx::query!(r#"select setval(format('public.%I', $1::text)::regclass, $2, $3) as "set!""#, sequence.name, last, is_called)
            .fetch_one(&mut *conn)
            .await?;
    }
    past(conn).await?;
    sqlx::raw_sql("commit; analyze").execute(conn).await?;
    Ok(())
}

/// The tables of the backup must be those of the database, with the same columns.
fn agree(there: &[(String, Vec<String>)], taken: &[Table]) -> anyhow::Result<()> {
    let sorted = |columns: &[String]| {
        let mut columns = columns.to_vec();
        columns.sort();
        columns
    };
    let there: Vec<_> = there.iter().map(|(name, columns)| (name.clone(), sorted(columns))).collect();
    let taken: Vec<_> = taken.iter().map(|table| (table.name.clone(), sorted(&table.columns))).collect();
    let differing = there.iter().find(|table| !taken.contains(table)).or_else(|| taken.iter().find(|table| !there.contains(table)));
    match differing {
        Some((name, _)) => bail!("the table {name} is not the same in the backup and in the database, or is missing in one of them"),
        None => Ok(()),
    }
}

/// The database knows the events and seals of a transaction by its number, and a new server counts from the beginning: without this an
/// old event would pass for one of a new transaction. So what was written elsewhere gets numbers that no server reaches. Nothing that
/// is chained or sealed says them.
async fn past(conn: &mut PgConnection) -> anyhow::Result<()> {
    let numbered = sqlx::query!(
        r#"select c.relname::text as "table!", a.attname::text as "column!"
           from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'xid8'::regtype"#
    )
    .fetch_all(&mut *conn)
    .await?;
    for one in numbered {
        let (table, column) = (&one.table, &one.column);
        let moved = format!(
            "update public.\"{table}\" set \"{column}\" = (\"{column}\"::text::numeric + 9223372036854775808)::text::xid8
             where \"{column}\"::text::numeric between 1 and 9223372036854775807"
        );
        sqlx::raw_sql(AssertSqlSafe(moved)).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Gives a database that was made the name that is wanted. What had that name, and had something in it, is called `aside` from then on;
/// what was empty goes.
///
/// # Errors
/// When somebody is connected to either of them, as a running service is.
pub async fn put_in_place(administrator: &PgConnectOptions, made: &str, wanted: &str, aside: Option<&str>) -> anyhow::Result<()> {
    let in_the_way = "it is ready, and does not have its name yet: somebody is connected to the database, or has taken the name.\nWhat to do: stop the service, and restore again";
    if exists(administrator, wanted).await? {
        match aside {
            Some(aside) => renamed(administrator, wanted, aside).await.context(in_the_way)?,
            None => remove(administrator, wanted).await.context(in_the_way)?,
        }
    }
    renamed(administrator, made, wanted).await.context(in_the_way)
}

async fn renamed(administrator: &PgConnectOptions, from: &str, to: &str) -> anyhow::Result<()> {
    let mut conn = administrator.clone().database("postgres").connect().await?;
    let statement =
        sqlx::query_scalar!(r#"select format('alter database %I rename to %I', $1::text, $2::text) as "statement!""#, from, to).fetch_one(&mut conn).await?;
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut conn).await?;
    Ok(conn.close().await?)
}

/// Takes a database away.
///
/// # Errors
/// When somebody is connected to it.
pub async fn remove(administrator: &PgConnectOptions, name: &str) -> anyhow::Result<()> {
    let mut conn = administrator.clone().database("postgres").connect().await?;
    let statement = sqlx::query_scalar!(r#"select format('drop database if exists %I', $1::text) as "statement!""#, name).fetch_one(&mut conn).await?;
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut conn).await?;
    Ok(conn.close().await?)
}
