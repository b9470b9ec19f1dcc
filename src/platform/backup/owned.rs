//! What in a database is the program's, and what stands beside it: tables of extensions, or of whoever looks after the server.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use sqlx::postgres::PgConnection;

use super::Sequence;
use crate::platform::upkeep;

/// Tables that the program makes itself, each time it brings a database up to date.
const MADE: [&str; 3] = ["_sqlx_migrations", "may_append", "may_tell"];

/// Tables by their names, each with its columns but those that are worked out from the others.
pub(super) type Tables = BTreeMap<String, Vec<String>>;

/// The tables that are taken.
pub(super) async fn tables(conn: &mut PgConnection) -> anyhow::Result<Tables> {
    let made = MADE.map(str::to_owned).to_vec();
    let rows = sqlx::query!(
        r#"select c.relname::text as "name!", c.relkind = 'p' as "is_parted!", array_agg(a.attname::text order by a.attnum) as "columns!"
           from pg_class c
           join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all ($1)
             and c.relowner = 'yttrande_owner'::regrole
             and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
           group by c.relname, c.relkind"#,
        &made
    )
    .fetch_all(conn)
    .await?;
    if let Some(row) = rows.iter().find(|row| row.is_parted) {
        bail!("the table {} stands in parts, which this version does not know how to take", row.name);
    }
    Ok(rows.into_iter().map(|row| (row.name, row.columns)).collect())
}

/// Judged when the backup is made, and not on the day on which it is needed.
pub(super) fn are_ours(found: &Tables) -> anyhow::Result<()> {
    let made: BTreeSet<String> = MADE.map(str::to_owned).into();
    let (wanted, found) = (&upkeep::tables() - &made, found.keys().cloned().collect::<BTreeSet<_>>());
    if let Some(name) = wanted.difference(&found).next() {
        bail!("the table {name} is missing in the database: no backup of it could be restored");
    }
    if let Some(name) = found.difference(&wanted).next() {
        bail!(
            "yttrande_owner owns the table {name}, which is none of this program's: no backup of it could be restored.\n\
             What to do: give it another owner, or drop it"
        );
    }
    Ok(())
}

/// The counters that are taken.
pub(super) async fn sequences(conn: &mut PgConnection) -> sqlx::Result<Vec<Sequence>> {
    sqlx::query_as!(
        Sequence,
        r#"select s.sequencename::text as "name!", s.last_value as "last?"
           from pg_sequences s
           join pg_class c on c.relname = s.sequencename and c.relnamespace = 'public'::regnamespace
           where s.schemaname = 'public' and c.relowner = 'yttrande_owner'::regrole
             and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
           order by 1"#
    )
    .fetch_all(conn)
    .await
}

/// What holds rows or numbers beside the program's, and is left to whoever made it.
pub(super) async fn left_out(conn: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"select c.relname::text as "name!"
           from pg_class c
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'f', 'S')
             and (c.relowner <> 'yttrande_owner'::regrole
               or exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
           order by 1"#
    )
    .fetch_all(conn)
    .await
}
