//! What is done to a database before the program runs on it: roles, migrations, functions, walls, the first link.

mod functions;

use std::collections::BTreeSet;

use anyhow::{Context as _, anyhow, bail};
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use super::clock::Clock;
use super::database::{As, Database, Purpose};
use super::outage::{self, Outage};
use super::projections;
use super::session::Secret;
use crate::domain::actor::Actor;
use crate::domain::policy::Side;
use crate::domain::text::hex;

/// The SQL that makes the roles of the cluster, for a database administrator who wants to read it first.
pub const ROLES_SQL: &str = include_str!("roles.sql");

/// What each side may touch, on one page: run after the migrations, whenever it or they have changed.
const WALLS_SQL: &str = include_str!("walls.sql");

/// Where the chain of the log begins: run after the functions, and does something once.
const BEGINNING_SQL: &str = include_str!("upkeep/beginning.sql");

/// The login that the program runs as.
pub const LOGIN: &str = "yttrande_app";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How long one program waits for another that prepares the same server.
const TURN: &str = "set client_min_messages = warning; set lock_timeout = '5min'";

/// Makes everything that the program needs, or brings it up to date: roles, password, database, tables, walls. Several may do so
/// at once: they take turns from the beginning to the end, and what is right already is not written again. A lock of PostgreSQL
/// belongs to one database, and so this one is taken in `postgres`, which every server has.
///
/// # Errors
/// When the server cannot be reached, its login may not do it, or the database is none that this program can work on.
pub async fn prepare(administrator: &PgConnectOptions, login: Option<&PgConnectOptions>, password: Option<&str>, name: &str) -> anyhow::Result<()> {
    let mut turn = turn(administrator).await?;
    roles(&mut turn, login, password).await?;
    database(&mut turn, name).await?;
    migrate(&administrator.clone().database(name)).await?;
    turn.close().await?;
    Ok(())
}

/// Makes the roles of the cluster, and gives the login its password when it has another. Safe to run again.
///
/// # Errors
/// When the server cannot be reached, or the login may not create roles.
pub async fn make_roles(administrator: &PgConnectOptions, login: Option<&PgConnectOptions>, password: Option<&str>) -> anyhow::Result<()> {
    let mut turn = turn(administrator).await?;
    roles(&mut turn, login, password).await?;
    turn.close().await?;
    Ok(())
}

/// Takes one's turn, until the connection is closed.
pub(super) async fn turn(administrator: &PgConnectOptions) -> anyhow::Result<PgConnection> {
    let mut conn = administrator.clone().database("postgres").connect().await.context("cannot reach PostgreSQL as its administrator")?;
    sqlx::raw_sql(TURN).execute(&mut conn).await?;
    sqlx::query!(r#"select pg_advisory_lock(5933201)::text as "locked?""#)
        .fetch_one(&mut conn)
        .await
        .context("another program prepares this server, and has done so for five minutes. See what it waits for, and try again")?;
    Ok(conn)
}

async fn roles(conn: &mut PgConnection, login: Option<&PgConnectOptions>, password: Option<&str>) -> anyhow::Result<()> {
    sqlx::raw_sql(ROLES_SQL)
        .execute(&mut *conn)
        .await
        .context("cannot create roles: run `yttrande roles --print` and let a database administrator run what it prints")?;
    if let Some(password) = password
        && !lets_in(login).await
    {
        set_password(conn, password).await?;
    }
    Ok(())
}

/// Whether the program's login is let in as it is. Setting a password again would write it anew each time.
async fn lets_in(login: Option<&PgConnectOptions>) -> bool {
    let Some(login) = login else { return false };
    match login.clone().database("postgres").connect().await {
        Ok(conn) => conn.close().await.is_ok(),
        Err(_) => false,
    }
}

async fn set_password(conn: &mut PgConnection, password: &str) -> anyhow::Result<()> {
    let statement =
        sqlx::query_scalar!(r#"select format('alter role yttrande_app password %L', $1::text) as "statement!""#, password).fetch_one(&mut *conn).await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(conn).await.context("cannot set the password of yttrande_app")?;
    Ok(())
}

/// Creates the database if it is not there, owned by the role that owns the schema.
///
/// # Errors
/// When the login may not create databases.
pub async fn create_database(administrator: &PgConnectOptions, name: &str) -> anyhow::Result<()> {
    let mut turn = turn(administrator).await?;
    database(&mut turn, name).await?;
    turn.close().await?;
    Ok(())
}

async fn database(conn: &mut PgConnection, name: &str) -> anyhow::Result<()> {
    let there = sqlx::query_scalar!(r#"select exists (select 1 from pg_database where datname = $1) as "there!""#, name).fetch_one(&mut *conn).await?;
    if !there {
        let statement =
            sqlx::query_scalar!(r#"select format('create database %I owner yttrande_owner', $1::text) as "statement!""#, name).fetch_one(&mut *conn).await?;
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut *conn).await.with_context(|| format!("cannot create the database {name}"))?;
    }
    Ok(())
}

/// A database with tables of before the first release, which no migration leads on from.
const EARLIER_SET: &str = "the database was made by a version of Yttrande from before its first release, and its tables cannot be carried over.\n\
     What to do: if nothing in it is needed, remove it (the data folder of `demo` or `serve`, or the database on the server) and start again; \
     otherwise keep it, run the version that made it, and give this one a data folder or a database of its own";

/// A database that a newer version of the program has worked on.
const NEWER_VERSION: &str = "the database was made by a newer version of Yttrande than this one.\n\
     What to do: run that version, or a newer one; this one does not know all of its tables";

/// A PostgreSQL without the library that knows the order of letters: every sorted list would fail, one by one.
const NO_SWEDISH_ORDER: &str = "this PostgreSQL cannot sort Swedish: it has no collation sv-x-icu, because it was built without ICU or without ICU's Swedish data.\n\
     What to do: use one with ICU, as those of Debian, Fedora, Homebrew and postgresql.org are, and a data folder or database that it made; \
     YTTRANDE_POSTGRES_BIN says which one is used as the private PostgreSQL. On Alpine, install icu-data-full first";

/// Brings the schema up to date, and the walls with it, as the owner of both. Safe to run again, also while the service runs.
///
/// # Errors
/// When a migration fails, or the database was made by a version of the program that this one cannot follow on.
pub async fn migrate(administrator: &PgConnectOptions) -> anyhow::Result<()> {
    let mut conn = administrator.connect().await.context("cannot reach PostgreSQL as its administrator")?;
    check_order(&mut conn).await?;
    sqlx::raw_sql("set client_min_messages = warning; set role yttrande_owner")
        .execute(&mut conn)
        .await
        .context("cannot act as yttrande_owner: run `yttrande roles` first, with a login that may create roles")?;
    // Two that start at once take turns: the second finds everything done.
    sqlx::query!(r#"select pg_advisory_lock(5933202)::text as "locked?""#).fetch_one(&mut conn).await?;
    // Whoever waits for a lock holds up everybody who comes after: rather than that, it is tried again a moment later.
    sqlx::raw_sql("set lock_timeout = '400ms'").execute(&mut conn).await?;
    let mut tries = 0;
    while let Err(error) = bring_up(&mut conn).await {
        tries += 1;
        if tries > TRIES || !is_held(&error) {
            return Err(error);
        }
        tokio::task::yield_now().await;
        drop(tokio::time::timeout(REST, std::future::pending::<()>()).await);
    }
    fold_anew(administrator, &mut conn).await?;
    conn.close().await?;
    Ok(())
}

/// Keeps every migration of this database waiting until it is [let go](let_go), and waits for one that runs: what reads for long in one
/// picture would find a table empty that was written anew meanwhile.
pub(super) async fn keep_as_it_is(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::raw_sql("set lock_timeout = '1min'").execute(&mut *conn).await?;
    sqlx::query!(r#"select pg_advisory_lock_shared(5933202)::text as "locked?""#).fetch_one(conn).await?;
    Ok(())
}

/// Migrations go on.
pub(super) async fn let_go(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(r#"select pg_advisory_unlock_shared(5933202) as "let_go?""#).fetch_one(conn).await?;
    Ok(())
}

/// The tables that migrations of this version make.
pub(super) fn tables() -> BTreeSet<String> {
    let named = |line: &str| line.strip_prefix("create table ").and_then(|rest| rest.split([' ', '(']).next()).map(str::to_owned);
    MIGRATIONS.iter().flat_map(|migration| migration.sql.as_str().lines().filter_map(named).collect::<Vec<_>>()).collect()
}

/// How often a migration is tried that a busy service keeps from its locks, and how long it rests in between.
const TRIES: u32 = 60;
const REST: std::time::Duration = std::time::Duration::from_millis(300);

async fn bring_up(conn: &mut PgConnection) -> anyhow::Result<()> {
    functions::with(&MIGRATIONS).run(&mut *conn).await.map_err(explained)?;
    build(conn).await
}

/// Whether somebody else held what was needed.
fn is_held(error: &anyhow::Error) -> bool {
    let held = |error: &sqlx::Error| outage::of(error) == Some(Outage::Held);
    error.chain().any(|cause| match cause.downcast_ref::<sqlx::Error>() {
        Some(error) => held(error),
        None => matches!(cause.downcast_ref::<MigrateError>(), Some(MigrateError::ExecuteMigration(error, _) | MigrateError::Execute(error)) if held(error)),
    })
}

/// Checks that names can be sorted as people in Sweden expect, before anything is made that would need it.
async fn check_order(conn: &mut PgConnection) -> anyhow::Result<()> {
    let there = sqlx::query_scalar!(r#"select exists (select 1 from pg_collation where collname = 'sv-x-icu') as "there!""#).fetch_one(conn).await?;
    if !there {
        bail!(NO_SWEDISH_ORDER);
    }
    Ok(())
}

/// A migration of another text, or of a number that is none of ours, is one of before the first release; one with a higher
/// number is of a newer version. Since the release, migrations are only ever added.
fn explained(error: MigrateError) -> anyhow::Error {
    match error {
        MigrateError::VersionMismatch(_) => anyhow!(EARLIER_SET),
        MigrateError::VersionMissing(version) if version <= Built::by_this_program().newest => anyhow!(EARLIER_SET),
        MigrateError::VersionMissing(_) => anyhow!(NEWER_VERSION),
        other => anyhow::Error::new(other).context("cannot bring the schema up to date; nothing has been changed"),
    }
}

/// Reads the functions again, seals once what is older than the chain, takes everything from all sides and gives them what stands on the page of the walls, in one
/// transaction. Only when a function, that page or a migration is another than the last time: what runs beside it would have to
/// wait for it.
async fn build(conn: &mut PgConnection) -> anyhow::Result<()> {
    let (wanted, found) = (Built::by_this_program(), Built::found(&mut *conn).await?);
    if found.as_ref().is_some_and(|found| found.digest == wanted.digest && found.newest == wanted.newest) {
        return Ok(());
    }
    let mut tx = conn.begin().await?;
    functions::define(&mut tx).await.context("cannot define the functions of the database; nothing of them has been changed")?;
    sqlx::raw_sql(BEGINNING_SQL).execute(&mut *tx).await.context("cannot seal what is older than the chain of the log; nothing of it has been changed")?;
    sqlx::raw_sql(WALLS_SQL)
        .execute(&mut *tx)
        .await
        .context("cannot build the walls between the sides; nothing of them has been changed. If the service is busy, try again in a while")?;
    let folds = found.map(|found| found.folds).unwrap_or_default();
    Built { folds, ..wanted }.write(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Folds anew what is stored of how everything stands, when it was stored by other folds. The service may run meanwhile.
async fn fold_anew(administrator: &PgConnectOptions, conn: &mut PgConnection) -> anyhow::Result<()> {
    let wanted = Built::by_this_program();
    if Built::found(&mut *conn).await?.is_some_and(|found| found == wanted) {
        return Ok(());
    }
    projections::check(administrator, projections::Purpose::Rebuild, |_, _| ()).await.context("cannot fold anew how everything stands: try again")?;
    wanted.write(conn).await?;
    Ok(())
}

/// What a database was brought to, as it is written on the schema `published`, where also the login can read it: its newest
/// migration; the digest of the functions, the walls and everything that they stand on; and that of the folds by which its rows
/// are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Built {
    newest: i64,
    digest: String,
    folds: String,
}

impl Built {
    fn by_this_program() -> Self {
        let mut digest = Sha256::new();
        for migration in MIGRATIONS.iter() {
            digest.update(&migration.checksum);
        }
        functions::digest_into(&mut digest);
        digest.update(BEGINNING_SQL);
        digest.update(WALLS_SQL);
        let digest = hex(&digest.finalize());
        Self { newest: MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0), digest, folds: functions::digest_of_folds() }
    }

    /// What is written on the schema, by whatever version of the program.
    fn read(written: &str) -> Option<Self> {
        let mut words = written.strip_prefix("yttrande ")?.split(' ').map(str::to_owned);
        let newest = words.next()?.parse().ok()?;
        Some(Self { newest, digest: words.next().unwrap_or_default(), folds: words.next().unwrap_or_default() })
    }

    async fn found(conn: &mut PgConnection) -> sqlx::Result<Option<Self>> {
        let written = sqlx::query_scalar!(r#"select obj_description(n.oid, 'pg_namespace') as "written?" from pg_namespace n where n.nspname = 'published'"#)
            .fetch_optional(conn)
            .await?;
        Ok(written.flatten().as_deref().and_then(Self::read))
    }

    async fn write(&self, conn: &mut PgConnection) -> sqlx::Result<()> {
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("comment on schema published is '{self}'"))).execute(conn).await?;
        Ok(())
    }
}

impl std::fmt::Display for Built {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "yttrande {} {} {}", self.newest, self.digest, self.folds)
    }
}

/// By what this program's migrations, functions and walls are told from those of others.
pub(super) fn program() -> String {
    Built::by_this_program().digest
}

/// Whether a database says that it was brought to where this program brings it.
pub(super) async fn is_built_by_this_program(conn: &mut PgConnection) -> sqlx::Result<bool> {
    let (wanted, found) = (Built::by_this_program(), Built::found(conn).await?);
    Ok(found.is_some_and(|found| found.digest == wanted.digest && found.newest == wanted.newest))
}

/// Whose tables a database has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// None.
    Missing,
    /// Those of before the first release, or of another program.
    Earlier,
    /// Those of an earlier version, to be brought up to date.
    Behind,
    /// This program's.
    Ours,
    /// Those of a newer version.
    Newer,
}

/// Looks whose tables they are.
pub(super) async fn schema(conn: &mut PgConnection) -> sqlx::Result<Schema> {
    let there = sqlx::query_scalar!(
        // Asked of the catalogue: the login may not even look into the schema before it has chosen a side.
        r#"select exists (
             select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'published' and c.relname = 'organisation'
           ) as "there!""#,
    )
    .fetch_one(&mut *conn)
    .await?;
    if !there {
        return Ok(Schema::Missing);
    }
    let ours = Built::by_this_program().newest;
    Ok(match Built::found(conn).await? {
        None => Schema::Earlier,
        Some(found) if found.newest < ours => Schema::Behind,
        Some(found) if found.newest > ours => Schema::Newer,
        Some(_) => Schema::Ours,
    })
}

/// The newest migration of a database, and by which folds its rows are stored, for a backup of it.
pub(super) async fn built(conn: &mut PgConnection) -> anyhow::Result<(i64, String)> {
    match (schema(conn).await?, Built::found(conn).await?) {
        (Schema::Ours, Some(found)) => Ok((found.newest, found.folds)),
        (Schema::Missing, _) => bail!("the database has no tables yet: there is nothing to back up"),
        (Schema::Ours | Schema::Earlier | Schema::Behind | Schema::Newer, _) => {
            bail!("the database was brought up to date by another version than this one.\nWhat to do: back it up with the version that the service runs")
        }
    }
}

/// Whether a database with this newest migration has this program's tables.
pub(super) fn is_newest(migration: i64) -> bool {
    migration == Built::by_this_program().newest
}

/// Whether rows that were stored by these folds are what this program would store.
pub(super) fn are_folds_of(folds: &str) -> bool {
    folds == Built::by_this_program().folds
}

/// Checks that the schema is one that this program can work on: its own; or one that a newer version has carried on, when
/// whoever runs it says so.
///
/// # Errors
/// When it is not, with what to do.
pub async fn check_schema(database: &Database, accept_newer: bool) -> anyhow::Result<()> {
    let mut conn = database.door().acquire().await.context("cannot reach the database")?;
    match schema(&mut conn).await.context("cannot reach the database")? {
        Schema::Missing => {
            bail!("the database has no schema yet: run `yttrande roles` and `yttrande migrate` with the administrator's URL in YTTRANDE_ADMIN_URL")
        }
        Schema::Earlier => bail!(EARLIER_SET),
        Schema::Behind => bail!("the database has not been brought up to date: run `yttrande migrate` with the administrator's URL in YTTRANDE_ADMIN_URL"),
        Schema::Newer if !accept_newer => bail!(NEWER_SCHEMA),
        Schema::Ours | Schema::Newer => {}
    }
    check_order(&mut conn).await
}

/// A service that was started on tables of a newer version.
const NEWER_SCHEMA: &str = "the database was made by a newer version of Yttrande than this one.\n\
     What to do: run that version, or a newer one. To go back one release for a while, start with --accept newer-schema: \
     a release only adds to what the one before it knows";

/// The instant of the newest event, so that a clock is never set to before what has already happened.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest_event(administrator: &PgConnectOptions) -> anyhow::Result<Option<DateTime<Utc>>> {
    let mut conn = administrator.connect().await.context("cannot reach PostgreSQL as its administrator")?;
    let newest = sqlx::query_scalar!("select max(at) from event").fetch_one(&mut conn).await?;
    conn.close().await?;
    Ok(newest)
}

/// On an empty database: a one-time link for the first administrator, valid a day. `None` once there is somebody.
///
/// # Errors
/// When the database cannot be written.
pub async fn first_link(database: &Database, clock: &Clock) -> anyhow::Result<Option<Secret>> {
    let mut tx = database.begin(As::Side(Side::Auth, &Actor::Visitor), Purpose::Writing, clock.now()).await?;
    let people = sqlx::query_scalar!(r#"select exists (select 1 from person) as "people!""#).fetch_one(&mut *tx).await?;
    if people {
        return Ok(None);
    }
    // Only the newest link works: an older one may lie in some log.
    sqlx::query!("update setup_link set used_at = $1 where used_at is null", clock.now()).execute(&mut *tx).await?;
    let secret = Secret::new();
    sqlx::query!("insert into setup_link (token_hash, created_at) values ($1, $2)", secret.hash(), clock.now()).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(Some(secret))
}
