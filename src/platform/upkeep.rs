//! What is done to a database before the program runs on it: roles, migrations, the first link.

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use super::clock::Clock;
use super::database::{As, Database, Purpose};
use super::session::Secret;
use crate::domain::actor::Actor;
use crate::domain::policy::Side;

/// The SQL that makes the roles of the cluster, for a database administrator who wants to read it first.
pub const ROLES_SQL: &str = include_str!("roles.sql");

/// The login that the program runs as.
pub const LOGIN: &str = "yttrande_app";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// Makes the roles of the cluster, and gives the login its password when there is one. Safe to run again.
///
/// # Errors
/// When the server cannot be reached, or the login may not create roles.
pub async fn make_roles(administrator: &PgConnectOptions, login_password: Option<&str>) -> anyhow::Result<()> {
    let mut conn = administrator.connect().await.context("cannot reach PostgreSQL as its administrator")?;
    sqlx::raw_sql("set client_min_messages = warning").execute(&mut conn).await?;
    sqlx::raw_sql(ROLES_SQL)
        .execute(&mut conn)
        .await
        .context("cannot create roles: run `yttrande roles --print` and let a database administrator run what it prints")?;
    if let Some(password) = login_password {
        set_password(&mut conn, password).await?;
    }
    conn.close().await?;
    Ok(())
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
    let mut conn = administrator.clone().database("postgres").connect().await.context("cannot reach PostgreSQL")?;
    let there = sqlx::query_scalar!(r#"select exists (select 1 from pg_database where datname = $1) as "there!""#, name).fetch_one(&mut conn).await?;
    if !there {
        let statement =
            sqlx::query_scalar!(r#"select format('create database %I owner yttrande_owner', $1::text) as "statement!""#, name).fetch_one(&mut conn).await?;
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut conn).await.with_context(|| format!("cannot create the database {name}"))?;
    }
    conn.close().await?;
    Ok(())
}

/// Brings the schema up to date, as its owner.
///
/// # Errors
/// When a migration fails, or the database was made by a newer version of the program.
pub async fn migrate(administrator: &PgConnectOptions) -> anyhow::Result<()> {
    let mut conn = administrator.connect().await.context("cannot reach PostgreSQL as its administrator")?;
    sqlx::raw_sql("set client_min_messages = warning; set role yttrande_owner")
        .execute(&mut conn)
        .await
        .context("cannot act as yttrande_owner: run `yttrande roles` first, with a login that may create roles")?;
    MIGRATIONS.run(&mut conn).await.context("cannot bring the schema up to date; nothing has been changed")?;
    conn.close().await?;
    Ok(())
}

/// Checks that the schema is the one that this program was built for.
///
/// # Errors
/// When it is not, with what to do.
pub async fn check_schema(database: &Database) -> anyhow::Result<()> {
    let there = sqlx::query_scalar!(
        // Asked of the catalogue: the login may not even look into the schema before it has chosen a side.
        r#"select exists (
             select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'published' and c.relname = 'organisation'
           ) as "there!""#,
    )
    .fetch_one(database.door())
    .await
    .context("cannot reach the database")?;
    if !there {
        bail!("the database has no schema yet: run `yttrande roles` and `yttrande migrate` with the administrator's URL in YTTRANDE_ADMIN_URL");
    }
    Ok(())
}

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
    let mut tx = database.begin(As::Side(Side::Auth, &Actor::Visitor), Purpose::Writing).await?;
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
