//! Back into a database. It is made beside the one that is wanted, filled in one transaction, read by whoever verifies the logs, and
//! only then gets the name.

use std::fs::File;

use anyhow::{Context as _, anyhow, bail};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::archive::Reading;
use super::manifest::{Counted, Manifest, Table, folder, from_start};
use super::{Sequence, columns, has_code, owned, table};
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
    /// How many checkpoints that stand outside of the backup its logs were held against.
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
        r#"select to_regclass('public.event') is not null and to_regclass('public.chain_head') is not null as "ours!",
             (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_toast%' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f'))
               as "relations!",
             (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname not in ('pg_catalog', 'information_schema'))
               as "functions!",
             (select count(*) from pg_largeobject_metadata) as "objects!""#
    )
    .fetch_one(&mut conn)
    .await?;
    let events = if found.ours { sqlx::query_scalar!(r#"select count(*) as "events!" from public.event"#).fetch_one(&mut conn).await? } else { 0 };
    conn.close().await?;
    Ok(match found.relations + found.functions + found.objects {
        0 => None,
        _ if found.ours => Some(format!("{events} events of this program, and what belongs to them")),
        _ => Some(format!(
            "{} tables, views and counters, {} functions and {} large objects of another program",
            found.relations, found.functions, found.objects
        )),
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
    (file, key): (&File, &Identity),
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
    if exists(server.administrator, name).await? {
        bail!("there is a database {name} already. What to do: try again in a moment");
    }
    match make(server, name, (file, key), manifest, known, &mut progress).await {
        Ok(made) => Ok(made),
        Err(error) => Err(match discard(server.administrator, name).await {
            Ok(()) => error,
            // Both are said: what went wrong, and what it left.
            Err(left) => error.context(format!("{left:#}")),
        }),
    }
}

async fn make(
    server: &Server<'_>,
    name: &str,
    (file, key): (&File, &Identity),
    manifest: &Manifest,
    known: &[Checkpoint],
    progress: &mut impl FnMut(&str, usize, usize),
) -> anyhow::Result<Restored> {
    upkeep::prepare(server.administrator, server.login, server.password, name).await?;
    let database = server.administrator.clone().database(name);
    let mut conn = database.connect().await?;
    let mut reading = Reading::new(from_start(file)?, key)?;
    fill(&mut conn, &mut reading, manifest, progress).await?;
    if !upkeep::are_folds_of(&manifest.folds) {
        projections::check(&database, Purpose::Rebuild, |_, _| ()).await?;
    }
    conn.close().await?;
    let all = [known, &within(manifest)?].concat();
    let report = chain::verify(&database, &all, |_| ()).await?;
    for log in &manifest.logs {
        let found = report.logs.get(&log.authority);
        if found.map(|found| (found.last, found.head.map(|hash| hex(&hash)))) != Some((log.number, log.hash.clone())) {
            bail!("the log of {} does not end as the backup says: with event {}", report.called(&log.authority), log.number);
        }
    }
    if let Some(more) = report.logs.keys().find(|authority| manifest.logs.iter().all(|log| log.authority != **authority)) {
        bail!("the log of {} is in the database, and the backup does not speak of it", report.called(more));
    }
    Ok(Restored { report, checkpoints: known.len() })
}

/// The checkpoints that stand in the backup, by a key that was kept elsewhere: nobody but its holder can have signed them.
///
/// # Errors
/// When they were signed with another key.
pub fn vouched(manifest: &Manifest, key: &VerifyingKey) -> anyhow::Result<Vec<Checkpoint>> {
    match &manifest.signed_by {
        Some(written) if written.trim() != key.written() => {
            bail!(
                "the checkpoints in the backup were signed with another key than the one in the folder of checkpoints: {written}.\n\
                 What to do: find out which service made this backup. Whoever knows a public key of backups can make a false one"
            )
        }
        _ => within(manifest),
    }
}

/// The checkpoints that stand in the backup itself, by the key that stands there too. By themselves they prove nothing: who makes a
/// false backup makes both.
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
    if let Err(error) = sqlx::raw_sql(AS_THEY_WERE).execute(&mut *conn).await {
        let error = anyhow::Error::new(error);
        let is_refused = has_code(&error, "42501");
        return Err(if is_refused { error.context("a backup is restored by a superuser of the database: name one in YTTRANDE_ADMIN_URL") } else { error });
    }
    agree(&owned::tables(conn).await?.into_iter().collect::<Vec<_>>(), &manifest.tables)?;
    counters_agree(&owned::sequences(conn).await?, &manifest.sequences)?;
    let all: Vec<String> = manifest.tables.iter().map(|one| table(&one.name)).collect();
    sqlx::raw_sql(AssertSqlSafe(format!("truncate {}", all.join(", ")))).execute(&mut *conn).await?;
    reading.next_in(super::READ_ME)?;
    for (n, one) in manifest.tables.iter().enumerate() {
        progress(&one.name, n + 1, manifest.tables.len());
        filled(conn, reading, one).await?;
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

/// What comes is counted and digested once more: it is the same that was judged.
async fn filled(conn: &mut PgConnection, reading: &mut Reading<impl std::io::BufRead>, wanted: &Table) -> anyhow::Result<()> {
    let mut copy = conn.copy_in_raw(&format!("copy {} ({}) from stdin", table(&wanted.name), columns(&wanted.columns))).await?;
    let mut counted = Counted::default();
    while let Some(piece) = reading.next_in(&folder(&wanted.name))? {
        counted.add(&piece.content);
        copy.send(piece.content).await?;
    }
    let rows = copy.finish().await.with_context(|| format!("the rows of {} do not fit into its table", wanted.name))?;
    if rows != wanted.rows {
        bail!("{rows} rows of {} came into their table, and the backup has {}", wanted.name, wanted.rows);
    }
    if counted.table(wanted.name.clone(), wanted.columns.clone()) != *wanted {
        bail!("the rows of {} are not those that were judged: the file was changed meanwhile", wanted.name);
    }
    Ok(())
}

fn counters_agree(there: &[Sequence], taken: &[Sequence]) -> anyhow::Result<()> {
    let has = |counters: &[Sequence], name: &str| counters.iter().any(|counter| counter.name == name);
    let differing = there.iter().find(|one| !has(taken, &one.name)).or_else(|| taken.iter().find(|one| !has(there, &one.name)));
    match differing {
        Some(one) => bail!("the counter {} is missing in the backup or in the database", one.name),
        None => Ok(()),
    }
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

/// A name for a database beside another one: as long as PostgreSQL keeps names, which it cuts off after 63 bytes.
#[must_use]
pub fn name_beside(wanted: &str, what: &str) -> String {
    let mut kept = wanted;
    while kept.len() + what.len() > 63 {
        let Some((last, _)) = kept.char_indices().last() else { break };
        kept = kept.get(..last).unwrap_or_default();
    }
    format!("{kept}{what}")
}

/// Databases that restores left which were ended before they could tidy up, or whose database waits for its name.
///
/// # Errors
/// When the server cannot be reached.
pub async fn left_over(administrator: &PgConnectOptions) -> anyhow::Result<Vec<String>> {
    let mut conn = administrator.clone().database("postgres").connect().await.context("cannot reach PostgreSQL as its administrator")?;
    let found = sqlx::query_scalar!(r#"select datname::text as "name!" from pg_database where datname ~ '_restoring_[0-9]{14}$' order by 1"#)
        .fetch_all(&mut conn)
        .await?;
    conn.close().await?;
    Ok(found)
}

/// Gives a database that was made the name that is wanted. What had that name is called `aside` from then on: nothing is ever dropped
/// here. Says whether there was any. Both get their names in one step, or neither does.
///
/// # Errors
/// When there is something in it that shall not be replaced, or somebody is connected to either of them, as a running service is.
pub async fn put_in_place(administrator: &PgConnectOptions, made: &str, wanted: &str, aside: &str, replace: bool) -> anyhow::Result<bool> {
    let is_there = exists(administrator, wanted).await?;
    let mut conn = administrator.clone().database("postgres").connect().await?;
    let mut renamed = async |from: &str, to: &str| {
        sqlx::query_scalar!(r#"select format('alter database %I rename to %I', $1::text, $2::text) as "statement!""#, from, to).fetch_one(&mut conn).await
    };
    let mut steps = if is_there { vec![renamed(wanted, aside).await?] } else { Vec::new() };
    steps.push(renamed(made, wanted).await?);
    let steps = format!("begin; {}; commit", steps.join("; "));
    let stands = |why: &str| {
        format!(
            "{why}. What was restored is whole, and is called {made}; {wanted} is as it was.\n\
             What to do: stop the service, and run as the superuser, in the database postgres: {steps}"
        )
    };
    // Asked once more: it took a while to get here.
    if let Some(what) = hindrance(administrator, wanted).await?.filter(|_| !replace) {
        bail!(stands(&format!("the database {wanted} has something in it by now: {what}")));
    }
    let done = sqlx::raw_sql(AssertSqlSafe(steps.as_str())).execute(&mut conn).await;
    done.map_err(|error| {
        anyhow!(error).context(stands("the names could not be exchanged: somebody is connected to one of the databases, or a name is taken"))
    })?;
    conn.close().await?;
    Ok(is_there)
}

/// Takes a database away that was made by [`restore`], with whoever is connected to it. Waits for whoever still makes it.
///
/// # Errors
/// When it cannot be done; says what is left, and how it goes.
pub async fn discard(administrator: &PgConnectOptions, made: &str) -> anyhow::Result<()> {
    dropped(administrator, made).await.with_context(|| {
        format!("the database {made}, which was made for this, could not be taken away again.\nWhat to do: run, in the database postgres: drop database \"{made}\" with (force)")
    })
}

async fn dropped(administrator: &PgConnectOptions, name: &str) -> anyhow::Result<()> {
    let mut turn = upkeep::turn(administrator).await?;
    let statement =
        sqlx::query_scalar!(r#"select format('drop database if exists %I with (force)', $1::text) as "statement!""#, name).fetch_one(&mut turn).await?;
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut turn).await?;
    Ok(turn.close().await?)
}
