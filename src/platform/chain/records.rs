//! The records: each row held against the newest digest that was made of it, and each file against its fingerprint.

use std::collections::HashMap;

use futures_util::TryStreamExt as _;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row as _};

use super::bindings::{APART, ONCE, PARTS};
use super::{Fault, How, Place, Report, Step};

/// The tables whose rows are sealed. `T every_record_is_sealed` holds them against the triggers, and says why others are not.
pub const SEALED: [&str; 66] = [
    "access_decision",
    "access_proposal",
    "access_request",
    "access_request_answer",
    "addressee",
    "audit",
    "audit_closing",
    "audit_file",
    "audit_reopening",
    "audit_reply_to",
    "audit_responsible",
    "audit_version",
    "board",
    "board_change",
    "board_decision",
    "board_mailbox",
    "board_succession",
    "council_act",
    "deadline_entry",
    "deadline_rules",
    "definition_list",
    "desk_lock",
    "desk_reopening",
    "desk_supplement",
    "dispatch",
    "extension_decision",
    "extension_request",
    "extension_withdrawal",
    "file_scan",
    "item",
    "item_board",
    "item_follow_up",
    "item_taken_up",
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
    "role_end",
    "role_grant",
    "round",
    "round_withdrawal",
    "second_step_demand",
    "status_request",
    "item_tagging",
    "presidium_notice",
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
            let sql = compared(table, key, report.generated);
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
        "late" => How::Late,
        "untimely" => How::Untimely,
        "gone" => How::Gone,
        "back" => How::Back,
        _ => How::Changed,
    }
}

/// By what the rows of each table are named in their seals.
pub(super) async fn keys(conn: &mut PgConnection) -> sqlx::Result<HashMap<String, Vec<String>>> {
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

/// Columns that no digest is made of: a lock means nothing, and a document is known by its fingerprint.
pub(super) fn left_out(table: &str) -> &'static str {
    if table == "letter_file" { "'lock_no'" } else { "'lock_no', 'document', 'content'" }
}

/// The rows of a table that are not what their newest seal says. The digest is that of `row_digest` in
/// `platform/functions/chain.sql`, said again here, so that nobody can have changed it in the database. A salt has 16 bytes: a longer
/// one could have taken the first columns into itself.
fn compared(table: &str, keys: &[String], generated: bool) -> String {
    let named = |columns: &[&str]| columns.iter().map(|column| format!("to_jsonb(t) ->> '{column}'")).collect::<Vec<_>>().join(", ");
    let key = named(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    let left_out = left_out(table);
    let whole = PARTS.iter().find(|(part, ..)| *part == table);
    let whole_key = whole.map_or_else(|| "null".to_owned(), |(_, _, columns)| format!("concat_ws(' ', {})", named(columns)));
    let whole = whole.map_or("", |(_, whole, _)| whole);
    let dated = ONCE.iter().find(|(once, _)| *once == table && !generated).and_then(|(_, column)| *column);
    let instant = dated.map_or_else(|| "null::timestamptz".to_owned(), |column| format!("t.{column}"));
    format!(
        "with newest as (
           select distinct on (s.row_key) s.row_key, s.authority, s.seq, s.salt, s.digest
           from public.seal s where s.relation = '{table}' order by s.row_key, s.id desc
         ), whole as (
           select distinct on (s.row_key) s.row_key, s.authority, s.seq from public.seal s where s.relation = '{whole}' order by s.row_key, s.id
         ), there as (
           select concat_ws(' ', {key}) as row_key, to_jsonb(t) as columns, {whole_key} as whole_key, {instant} as instant from public.{table} t
         ), judged as (
           select coalesce(n.row_key, r.row_key) as row_key, nullif(n.authority, '') as authority, n.seq,
             case
               when n.row_key is null then 'unknown'
               when r.row_key is null and n.digest is null then null
               when r.row_key is null then 'gone'
               when n.digest is null then 'back'
               when length(n.salt) is distinct from 16 or n.digest is distinct from (
                 select sha256(n.salt || coalesce(string_agg(
                   int4send(length(convert_to(c.key, 'UTF8'))) || convert_to(c.key, 'UTF8')
                     || int4send(length(convert_to(c.value, 'UTF8'))) || convert_to(c.value, 'UTF8'),
                   ''::bytea order by c.key collate \"C\"), ''))
                 from jsonb_each_text(r.columns) c where c.value is not null and c.key not in ({left_out})
               ) then 'changed'
               when r.whole_key is not null and (w.authority, w.seq) is distinct from (n.authority, n.seq) then 'late'
               when case when not isfinite(e.at) then false when not isfinite(r.instant) then true else abs(extract(epoch from r.instant - e.at)) > {APART} end
                 then 'untimely'
             end as how
           from newest n
           full join there r on r.row_key = n.row_key
           left join whole w on w.row_key = r.whole_key
           left join public.event e on e.authority = n.authority and e.seq = n.seq
         )
         select row_key, authority, seq, how from judged where how is not null order by 1"
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

/// A file is known by its fingerprint, which is sealed with its row: it is held against what pages read, which is the pieces from the
/// first to the last. What stands beside them in a column that nobody reads any more is nobody's file.
async fn bytes(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let other = sqlx::query!(
        r#"select 'submission' as "table!", s.id::text as "row!" from submission s where s.document_sha256 is distinct from sha256(s.document)
           union all
           select 'submitted_file', f.id::text from submitted_file f
           cross join lateral (
             select count(*) as pieces, max(c.n) as last, sum(length(c.bytes)) as bytes, sha256(coalesce(string_agg(c.bytes, ''::bytea order by c.n), '')) as digest
             from submitted_file_chunk c where c.file_id = f.id) p
           where f.content is not null or f.sha256 is distinct from p.digest or p.pieces is distinct from coalesce(p.last + 1, 0)
             or f.byte_count is distinct from coalesce(p.bytes, 0)
           union all
           select 'audit_file', f.id::text from audit_file f
           cross join lateral (
             select count(*) as pieces, max(c.n) as last, sum(length(c.bytes)) as bytes, sha256(coalesce(string_agg(c.bytes, ''::bytea order by c.n), '')) as digest
             from audit_file_chunk c where c.file_id = f.id) p
           where exists (select 1 from audit_file_content c where c.file_id = f.id) or f.sha256 is distinct from p.digest
             or p.pieces is distinct from coalesce(p.last + 1, 0) or f.byte_count is distinct from coalesce(p.bytes, 0)"#
    )
    .fetch_all(conn)
    .await?;
    for one in other {
        report.add(Fault::Bytes { table: one.table, row: one.row });
    }
    Ok(())
}
