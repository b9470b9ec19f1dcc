//! All logs, a line of JSON for each event: for a verifier that shares no code with this one (`tools/verify_log.py`).

use std::io::Write;

use anyhow::Context as _;
use futures_util::TryStreamExt as _;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

/// Writes every event with its link, and the digests of the records that came with it. Names and texts are not among it.
///
/// # Errors
/// When the database cannot be read, or the file cannot be written.
pub async fn export(login: &PgConnectOptions, out: &mut impl Write) -> anyhow::Result<()> {
    let mut conn = login.connect().await.context("cannot reach PostgreSQL")?;
    sqlx::raw_sql("set timezone = 'UTC'; set row_security = off; begin isolation level repeatable read read only").execute(&mut conn).await?;
    {
        // Those of before the chain, and what still waits for the first event after it: they belong to none.
        let mut lines = sqlx::query_scalar!(
            r#"select json_build_object(case when s.seq is null then 'waiting' else 'older' end,
                 json_build_array(s.relation, s.row_key, coalesce(encode(s.digest, 'hex'), '')))::text as "line!"
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
                   select coalesce(json_agg(json_build_array(s.relation, s.row_key, coalesce(encode(s.digest, 'hex'), '')) order by s.id), '[]')
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
    conn.close().await?;
    Ok(())
}
