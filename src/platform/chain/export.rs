//! All logs, a line of JSON for each event, and all records: for a verifier that shares no code with this one (`tools/verify_log.py`).

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Context as _;
use futures_util::TryStreamExt as _;
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};

use super::bindings::{BRINGS, ONCE};
use super::records;

/// Writes every event with its link, and the digests of the records that came with it; no name and no text is among it. Into another
/// file, if somebody wants it, the records themselves as their digests are made of them: with everything that they say, what is secret
/// too.
///
/// # Errors
/// When the database cannot be read, or a file cannot be written.
pub async fn export(login: &PgConnectOptions, out: &mut impl Write, records: Option<&mut dyn Write>) -> anyhow::Result<()> {
    let mut conn = login.connect().await.context("cannot reach PostgreSQL")?;
    let settings = "set search_path = pg_catalog, public; set timezone = 'UTC'; set row_security = off; begin isolation level repeatable read read only";
    sqlx::raw_sql(settings).execute(&mut conn).await?;
    // Which events bring which records stands in no database: it is a rule.
    writeln!(out, "{}", json!({ "rules": { "once": ONCE.map(|(table, _)| table).as_slice(), "brings": BRINGS.as_slice() } }))
        .context("the export cannot be written")?;
    {
        // Those of before the chain, and what still waits for the first event after it: they belong to none.
        let mut lines = sqlx::query_scalar!(
            r#"select json_build_object(case when s.seq is null then 'waiting' else 'older' end,
                 json_build_array(s.relation, s.row_key, coalesce(encode(s.digest, 'hex'), ''), s.id))::text as "line!"
               from seal s where s.tx = '0' and (s.seq is null or s.authority = '' and s.seq = 0)
               order by s.id"#
        )
        .fetch(&mut conn);
        while let Some(line) = lines.try_next().await? {
            writeln!(out, "{line}").context("the export cannot be written")?;
        }
    }
    {
        let mut lines = sqlx::query_scalar!(
            r#"select json_build_object(
                 'authority', x.authority, 'number', x.seq, 'at', case when isfinite(x.at) then (extract(epoch from x.at) * 1000000)::bigint end, 'actor', x.actor::text,
                 'kind', x.kind, 'facts', x.facts::text, 'witness', x.witness, 'records', encode(x.records, 'hex'), 'hash', encode(x.hash, 'hex'),
                 'seals', (
                   select coalesce(json_agg(json_build_array(s.relation, s.row_key, coalesce(encode(s.digest, 'hex'), ''), s.id) order by s.id), '[]')
                   from seal s where s.authority = x.authority and s.seq = x.seq
                 ))::text as "line!"
               from (select * from event full join link using (authority, seq)) x
               order by x.authority, x.seq"#
        )
        .fetch(&mut conn);
        while let Some(line) = lines.try_next().await? {
            writeln!(out, "{line}").context("the export cannot be written")?;
        }
    }
    out.flush().context("the export cannot be written")?;
    if let Some(records) = records {
        write_records(&mut conn, records).await?;
    }
    conn.close().await?;
    Ok(())
}

/// A line for each row of each sealed table: the salt of its newest digest, and its columns as they go into it (ADR 0056).
async fn write_records(conn: &mut PgConnection, out: &mut dyn Write) -> anyhow::Result<()> {
    let tables: BTreeMap<_, _> = records::keys(conn).await?.into_iter().collect();
    for (table, keys) in tables {
        let key: Vec<String> = keys.iter().map(|column| format!("to_jsonb(t) ->> '{column}'")).collect();
        let (key, left_out) = (key.join(", "), records::left_out(&table));
        let sql = format!(
            "select json_build_object('table', '{table}', 'row', r.row_key, 'salt', encode(n.salt, 'hex'), 'columns', (
               select coalesce(json_object_agg(c.key, c.value), '{{}}') from jsonb_each_text(r.columns) c where c.value is not null and c.key not in ({left_out})
             ))::text
             from (select concat_ws(' ', {key}) as row_key, to_jsonb(t) as columns from public.{table} t) r
             left join (
               select distinct on (s.row_key) s.row_key, s.salt from public.seal s where s.relation = '{table}' order by s.row_key, s.id desc
             ) n using (row_key)"
        );
        let mut lines = sqlx::raw_sql(AssertSqlSafe(sql)).fetch(&mut *conn);
        while let Some(line) = lines.try_next().await? {
            writeln!(out, "{}", line.try_get::<String, _>(0)?).context("the records cannot be written")?;
        }
    }
    out.flush().context("the records cannot be written")
}
