//! What pages read records through: views, functions, policies, triggers, grants. Whoever exchanges one shows what stands in no
//! record. So `yttrande verify` holds them against those of a clean database, which this program makes on the same server for the
//! purpose and takes away again; and the service holds them against the list that it wrote when it was new, which the chain binds
//! (ADR 0075).

use std::collections::BTreeMap;

use anyhow::Context as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};

use super::{Fault, How, Report, listed};
use crate::platform::upkeep;

pub(super) const DEFINITIONS: &str = include_str!("definitions.sql");
const LINES: &str = include_str!("lines.sql");
const STANDING: &str = include_str!("standing.sql");

/// Everything that a database is built of: kind and name, and a digest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definitions(BTreeMap<(String, String), String>);

impl Definitions {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Reads those of a database. Names are written out as long as this is read.
    pub(super) async fn read(conn: &mut PgConnection) -> sqlx::Result<Self> {
        let before: String = sqlx::query_scalar!(r#"select current_setting('search_path') as "path!""#).fetch_one(&mut *conn).await?;
        sqlx::raw_sql("set search_path = pg_catalog").execute(&mut *conn).await?;
        let found = Self::asked(&mut *conn, DEFINITIONS).await?;
        sqlx::query_scalar!(r#"select set_config('search_path', $1, false) as "path!""#, before).fetch_one(conn).await?;
        Ok(found)
    }

    /// The same with the rows that are walls, as somebody who may read all tables.
    async fn read_all(conn: &mut PgConnection) -> sqlx::Result<Self> {
        let mut found = Self::read(&mut *conn).await?;
        found.0.extend(Self::asked(conn, LINES).await?.0);
        Ok(found)
    }

    async fn asked(conn: &mut PgConnection, sql: &'static str) -> sqlx::Result<Self> {
        let rows = sqlx::raw_sql(sql).fetch_all(conn).await?;
        let read = |row: sqlx::postgres::PgRow| Ok(((row.try_get(0)?, row.try_get(1)?), row.try_get(2)?));
        Ok(Self(rows.into_iter().map(read).collect::<sqlx::Result<_>>()?))
    }

    /// As they are written down.
    pub(super) fn written(&self) -> serde_json::Value {
        self.0.iter().map(|((kind, name), digest)| (format!("{kind}\t{name}"), serde_json::Value::from(digest.as_str()))).collect()
    }

    /// Those that were written down.
    pub(super) fn of_written(written: &serde_json::Value) -> Self {
        let named = |name: &str| name.split_once('\t').map_or_else(|| (String::new(), name.to_owned()), |(kind, name)| (kind.to_owned(), name.to_owned()));
        let all = written.as_object().into_iter().flatten();
        Self(all.map(|(name, digest)| (named(name), digest.as_str().unwrap_or_default().to_owned())).collect())
    }

    /// What is another here than there.
    pub(super) fn against(&self, should: &Self) -> Vec<Fault> {
        let fault = |(kind, name): &(String, String), how| Fault::Definition { kind: kind.clone(), name: name.clone(), how };
        let mut faults = Vec::new();
        for (object, digest) in &self.0 {
            match should.0.get(object) {
                None => faults.push(fault(object, How::Unknown)),
                Some(other) if other != digest => faults.push(fault(object, How::Changed)),
                Some(_) => {}
            }
        }
        faults.extend(should.0.keys().filter(|object| !self.0.contains_key(*object)).map(|object| fault(object, How::Gone)));
        faults
    }
}

/// What the database is held against, and how it was come by.
#[derive(Clone, Debug)]
pub enum Reference {
    /// What this program makes of a clean database on the same server.
    Made(Definitions),
    /// The login may make no database: what the service wrote down.
    Listed,
}

/// Makes a clean database beside the others, reads it, and takes it away again. Where the login may not, or the server takes nothing
/// new, there is only the list in the database itself.
///
/// # Errors
/// When a clean database cannot be built, or not be taken away.
pub async fn reference(login: &PgConnectOptions) -> anyhow::Result<Reference> {
    // Whoever may only read one database need not be let into this one.
    let Ok(mut conn) = login.clone().database("postgres").connect().await else { return Ok(Reference::Listed) };
    let may = sqlx::query_scalar!(
        r#"select (r.rolsuper or r.rolcreatedb and pg_has_role('yttrande_owner', 'member')) and not pg_is_in_recovery() as "may!"
           from pg_roles r where r.rolname = current_user"#
    )
    .fetch_optional(&mut conn)
    .await?;
    let name = format!("yttrande_clean_{:016x}", rand::random::<u64>());
    // From what PostgreSQL came with, and not from what somebody may have put into template1.
    let make = format!("create database {name} owner yttrande_owner template template0");
    if may != Some(true) {
        return Ok(Reference::Listed);
    }
    if let Err(error) = sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut conn).await {
        tracing::warn!(%error, "no clean database can be made to hold the definitions against");
        return Ok(Reference::Listed);
    }
    let read = clean(&login.clone().database(&name)).await;
    sqlx::raw_sql(AssertSqlSafe(format!("drop database {name} with (force)")))
        .execute(&mut conn)
        .await
        .with_context(|| format!("cannot take the clean database {name} away again: drop it"))?;
    conn.close().await?;
    read.context("cannot build a clean database to hold the definitions against").map(Reference::Made)
}

async fn clean(login: &PgConnectOptions) -> anyhow::Result<Definitions> {
    upkeep::migrate(login).await?;
    let mut conn = login.connect().await?;
    let found = Definitions::read_all(&mut conn).await?;
    conn.close().await?;
    Ok(found)
}

/// Holds what a database is built of against what it should be, and the roles of the server against what is written here.
///
/// # Errors
/// When the database cannot be read.
pub async fn hold(conn: &mut PgConnection, reference: &Reference, report: &mut Report) -> anyhow::Result<()> {
    let (found, should, is_listed) = match reference {
        Reference::Made(clean) => (Definitions::read_all(conn).await, Some(clean.clone()), false),
        Reference::Listed => {
            let list = listed::newest(conn).await?.filter(|list| list.fits);
            (Definitions::read(conn).await, list.map(|list| list.objects), true)
        }
    };
    let found = found.context("cannot read what the database is built of")?;
    if let Some(should) = should {
        found.against(&should).into_iter().for_each(|fault| report.add(fault));
        report.definitions = Some(Held { definitions: found.count(), is_listed });
    }
    report.are_definitions_asked = true;
    let (faults, told) = standing(conn).await.context("cannot read the roles of the server")?;
    faults.into_iter().for_each(|fault| report.add(fault));
    report.told = told;
    Ok(())
}

/// How many definitions were held, and against what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// How many.
    pub definitions: usize,
    /// Against the list in the database itself, and not against a clean one.
    pub is_listed: bool,
}

/// What is wrong with what belongs to the server, and who administers it: of that nobody but whoever runs it knows how it should be.
pub(super) async fn standing(conn: &mut PgConnection) -> sqlx::Result<(Vec<Fault>, Vec<String>)> {
    let (mut faults, mut told) = (Vec::new(), Vec::new());
    for row in sqlx::raw_sql(STANDING).fetch_all(conn).await? {
        let (kind, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        match row.try_get(2)? {
            "told" => told.push(format!("{kind} {name}")),
            "changed" => faults.push(Fault::Definition { kind, name, how: How::Changed }),
            _ => faults.push(Fault::Definition { kind, name, how: How::Unknown }),
        }
    }
    Ok((faults, told))
}
