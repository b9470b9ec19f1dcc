//! The records: each row held against the newest digest that was made of it, and each file against its fingerprint.

use std::collections::HashMap;

use futures_util::TryStreamExt as _;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row as _};

use super::{Fault, How, Place, Report, Step};

/// The tables whose rows are sealed. `T every_record_is_sealed` holds them against the triggers, and says why others are not.
pub const SEALED: [&str; 55] = [
    "access_decision",
    "access_proposal",
    "addressee",
    "audit",
    "audit_closing",
    "audit_file",
    "audit_reopening",
    "audit_responsible",
    "audit_version",
    "board",
    "board_change",
    "board_decision",
    "board_succession",
    "council_act",
    "deadline_entry",
    "deadline_rules",
    "desk_lock",
    "desk_reopening",
    "desk_supplement",
    "dispatch",
    "extension_decision",
    "extension_request",
    "extension_withdrawal",
    "item",
    "item_board",
    "item_follow_up",
    "item_version",
    "letter",
    "letter_file",
    "letter_phrase",
    "measure_status",
    "meeting",
    "organisation",
    "person",
    "person_change",
    "planned_round",
    "prompt",
    "registration",
    "reminder",
    "role_grant",
    "round",
    "round_withdrawal",
    "status_request",
    "submission",
    "submission_decision",
    "submission_withdrawal",
    "submitted_answer",
    "submitted_file",
    "submitted_measure",
    "supplement_reminder",
    "supplement_request",
    "supplement_request_withdrawal",
    "verdict",
    "verdict_correction",
    "verdict_publication",
];

pub(super) async fn verify(conn: &mut PgConnection, report: &mut Report, progress: &mut impl FnMut(Step)) -> sqlx::Result<()> {
    let keys = keys(conn).await?;
    for table in SEALED {
        progress(Step::Records(table));
        let Some(key) = keys.get(table) else {
            report.add(Fault::Table(table.to_owned()));
            continue;
        };
        let mut found: Vec<(String, Option<Place>, How)> = Vec::new();
        {
            let sql = compared(table, key);
            let mut rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch(&mut *conn);
            while let Some(row) = rows.try_next().await? {
                let place = row.try_get::<Option<String>, _>(1)?.map(|authority| row.try_get(2).map(|number| Place { authority, number })).transpose()?;
                found.push((row.try_get(0)?, place, how(row.try_get(3)?)));
            }
        }
        for (row, brought, how) in found {
            report.add(Fault::Record { table: table.to_owned(), row, brought, how });
        }
    }
    report.seals = sqlx::query_scalar!(r#"select count(*) as "all!" from seal"#).fetch_one(&mut *conn).await?;
    strays(conn, report).await?;
    bytes(conn, report).await
}

fn how(said: &str) -> How {
    match said {
        "unknown" => How::Unknown,
        "gone" => How::Gone,
        "back" => How::Back,
        _ => How::Changed,
    }
}

/// By what the rows of each table are named in their seals.
async fn keys(conn: &mut PgConnection) -> sqlx::Result<HashMap<String, Vec<String>>> {
    let sealed: Vec<String> = SEALED.map(str::to_owned).to_vec();
    let keys = sqlx::query!(
        r#"select c.relname::text as "name!", array_agg(a.attname::text order by array_position(i.indkey::smallint[], a.attnum)) as "columns!"
           from pg_class c
           join pg_index i on i.indrelid = c.oid and i.indisprimary
           join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey::smallint[])
           where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)
           group by c.relname"#,
        &sealed
    )
    .fetch_all(conn)
    .await?;
    Ok(keys.into_iter().map(|key| (key.name, key.columns)).collect())
}

/// The rows of a table that are not what their newest seal says. The digest is that of `row_digest` in
/// `platform/functions/chain.sql`, said again here, so that nobody can have changed it in the database.
fn compared(table: &str, keys: &[String]) -> String {
    let key: Vec<String> = keys.iter().map(|column| format!("to_jsonb(t) ->> '{column}'")).collect();
    let left_out = if table == "letter_file" { "'lock_no'" } else { "'lock_no', 'document', 'content'" };
    format!(
        "with newest as (
           select distinct on (s.row_key) s.row_key, s.authority, s.seq, s.salt, s.digest
           from public.seal s where s.relation = '{table}' order by s.row_key, s.id desc
         ), there as (
           select concat_ws(' ', {key}) as row_key, to_jsonb(t) as columns from public.{table} t
         )
         select coalesce(n.row_key, r.row_key), nullif(n.authority, ''), n.seq,
           case when n.row_key is null then 'unknown' when r.row_key is null then 'gone' when n.digest is null then 'back' else 'changed' end
         from newest n
         full join there r on r.row_key = n.row_key
         where n.row_key is null
           or (r.row_key is null) <> (n.digest is null)
           or n.digest is not null and n.digest is distinct from (
             select sha256(n.salt || coalesce(string_agg(
               int4send(length(convert_to(c.key, 'UTF8'))) || convert_to(c.key, 'UTF8')
                 || int4send(length(convert_to(c.value, 'UTF8'))) || convert_to(c.value, 'UTF8'),
               ''::bytea order by c.key collate \"C\"), ''))
             from jsonb_each_text(r.columns) c where c.value is not null and c.key not in ({left_out})
           )
         order by 1",
        key = key.join(", ")
    )
}

/// Digests that no event has taken with it, or whose event is gone. What says where the chain begins waits for the next event, and
/// what migration 58 sealed for the first of all; nothing else is sealed but by a transaction of the service.
async fn strays(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let strays = sqlx::query!(
        r#"select s.relation as "table!", s.row_key as "row!" from seal s
           left join link l on l.authority = s.authority and l.seq = s.seq
           where case
             when s.tx <> '0' then l.seq is null
             when s.relation in ('event', 'seal') then l.seq is null and s.seq is not null
             when s.relation = 'deadline_rules' and exists (select 1 from seal o where o.relation = 'deadline_rules' and o.tx = '0' and o.id < s.id) then true
             when s.authority = '' and s.seq = 0 then false
             else s.relation <> 'deadline_rules' or l.seq is null and (s.seq is not null or exists (select 1 from link))
           end
           order by s.id"#
    )
    .fetch_all(conn)
    .await?;
    for stray in strays {
        report.add(Fault::Record { table: stray.table, row: stray.row, brought: None, how: How::Unknown });
    }
    Ok(())
}

/// A file is known by its fingerprint, which is sealed with its row.
async fn bytes(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let other = sqlx::query!(
        r#"select 'submission' as "table!", s.id::text as "row!" from submission s where s.document_sha256 <> sha256(s.document)
           union all
           select 'submitted_file', f.id::text from submitted_file f
           where f.sha256 is distinct from coalesce(sha256(f.content), (
             select sha256(coalesce(string_agg(c.bytes, ''::bytea order by c.n), '')) from submitted_file_chunk c where c.file_id = f.id))
           union all
           select 'audit_file', f.id::text from audit_file f
           where f.sha256 is distinct from (
             select sha256(coalesce(string_agg(c.bytes, ''::bytea order by c.n), '')) from audit_file_chunk c where c.file_id = f.id)"#
    )
    .fetch_all(conn)
    .await?;
    for one in other {
        report.add(Fault::Bytes { table: one.table, row: one.row });
    }
    Ok(())
}
