//! Somebody who is superuser of the database changes what stands there. Whatever she does is found; what only checkpoints show is
//! not found without them. `./dev promises tampering` does each a thousand times.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use yttrande::domain::checkpoint::Checkpoint;
use yttrande::platform::chain::checkpoints::{self, Keeper};
use yttrande::platform::chain::{self, Report};
use yttrande::platform::database::Database;
use yttrande::platform::failure::Failure;
use yttrande::platform::worker::Worker;

use crate::database;
use crate::deadlines::{asked, decides};
use crate::spoil::spoiled;
use crate::world::{DESK, RESPONSE, World, look, sees};

/// What somebody may do, and how. `{n}` is the so many-th try, by which it is done to another row.
const TAMPERINGS: [(&str, &str); 32] = [
    (
        "a late answer is made one in time",
        "update submission set received_at = received_at - d, entered_at = entered_at - d, received_on = received_on - ({n} % 20 + 1) from (select ({n} % 20 + 1) * interval '1 day' as d) x",
    ),
    ("a verdict is written anew", "update verdict set grade = case grade when 'sufficient' then 'insufficient' else 'sufficient' end::grade where item_id = {any verdict item_id}"),
    ("a day in the ledger is moved", "update deadline_entry set due_on = due_on + ({n} % 9 + 1) where (round_id, n) = (select round_id, n from deadline_entry order by md5(round_id::text || n || {n}) limit 1)"),
    (
        "the end of a log is cut off, and its count set back",
        "create temp table cut on commit drop as select max(seq) - {n} % 3 as at from event where authority = 'system';
         delete from event where authority = 'system' and seq >= (select at from cut);
         delete from link where authority = 'system' and seq >= (select at from cut);
         update chain_head set seq = (select at - 1 from cut) where authority = 'system'",
    ),
    ("an event is taken out", "delete from event where (authority, seq) = ({event}); delete from link where (authority, seq) = ({event})"),
    (
        "an event is put in",
        "insert into event (authority, seq, at, kind, facts) select authority, seq + 1, now(), 'audit_changed', '{}' from chain_head where authority = 'audit';
         insert into link (authority, seq, hash) select authority, seq + 1, sha256('{n}') from chain_head where authority = 'audit';
         update chain_head set seq = seq + 1 where authority = 'audit'",
    ),
    (
        "two events change places",
        "create temp table swap on commit drop as select a.seq as at from event a join event b on b.authority = a.authority and b.seq = a.seq + 1
           where a.authority = 'audit' and (a.kind, a.facts, a.at, a.actor) is distinct from (b.kind, b.facts, b.at, b.actor) order by md5(a.seq || '-{n}') limit 1;
         update event set seq = -seq where authority = 'audit' and seq in (select at from swap union select at + 1 from swap);
         update event set seq = case -seq when (select at from swap) then -seq + 1 else -seq - 1 end where seq < 0",
    ),
    (
        "a role is another, and digests and chain are worked out anew",
        "update role_grant set valid_from = valid_from - ({n} % 300 + 1) where id = {any role_grant id};
         update seal s set digest = row_digest('role_grant', s.salt, to_jsonb(g)) from role_grant g
           where s.relation = 'role_grant' and s.row_key = g.id::text and g.id = {any role_grant id};
         do $$ declare e event; r bytea; h bytea; begin
           for e in select * from event where authority = 'system' order by seq loop
             r := (select sha256(string_agg(sized(convert_to(relation, 'UTF8')) || sized(convert_to(row_key, 'UTF8')) || sized(coalesce(digest, '')), ''::bytea order by id))
               from seal where authority = e.authority and seq = e.seq);
             h := sha256('\\x00' || coalesce(h, decode(repeat('00', 32), 'hex')) || sized(convert_to(e.authority, 'UTF8')) || sized(convert_to(e.seq::text, 'UTF8'))
               || sized(convert_to((extract(epoch from e.at) * 1000000)::bigint::text, 'UTF8')) || sized(convert_to(coalesce(e.actor::text, ''), 'UTF8'))
               || sized(convert_to(e.kind, 'UTF8')) || sized(convert_to(e.facts::text, 'UTF8')) || sized(coalesce(r, '')) || sized(''));
             update link set records = r, hash = h where authority = e.authority and seq = e.seq;
           end loop;
         end $$",
    ),
    ("a receipt gets another number", "update submission set receipt_number = 'Y2025-' || lpad(({n} + 2)::text, 4, '0')"),
    ("a document gets other bytes, and their fingerprint", "update submission set document = document || '{n}', document_sha256 = sha256(document || '{n}')"),
    ("the reason of an extension is another", "update extension_request set reason = reason || ' {n}'"),
    ("somebody gets a role past the service", "update role_grant set person_id = (select id from person p where p.id <> person_id order by md5(id::text || {n}) limit 1) where id = {any role_grant id}"),
    (
        "a role is put there past the service",
        "insert into role_grant (id, person_id, role, board_id, valid_from) select gen_random_uuid(), person_id, role, board_id, valid_from - {n} from role_grant where id = {any role_grant id}",
    ),
    (
        "a role is put there with a seal that nothing binds",
        "insert into role_grant (id, person_id, role, board_id, valid_from) select gen_random_uuid(), person_id, role, board_id, valid_from - {n} - 1000 from role_grant where id = {any role_grant id};
         insert into seal (tx, relation, row_key, salt, digest) select '0', 'role_grant', g.id::text, s.salt, row_digest('role_grant', s.salt, to_jsonb(g))
           from role_grant g, (select uuid_send(gen_random_uuid()) as salt) s where g.id::text not in (select row_key from seal where relation = 'role_grant')",
    ),
    ("an event is put before the first", "insert into event (authority, seq, at, kind, facts) select authority, -({n} % 3), at, 'audit_changed', '{}' from event where authority = 'audit' and seq = 1"),
    (
        "what an event says of another log is spoilt",
        "update link set witness = 'audit {n} ' || repeat('x', {n} % 3) where (authority, seq) = (select authority, seq from link where witness is not null order by md5(authority || seq || {n}) limit 1)",
    ),
    ("an event names somebody else", "update event set actor = (select id from person p where p.id is distinct from actor order by md5(id::text || {n}) limit 1) where (authority, seq) = ({event})"),
    (
        "a late answer is made one in time, and the database seals it with a sign-in",
        "{live}; alter table submission disable trigger append_only;
         update submission set received_at = received_at - d, entered_at = entered_at - d, received_on = received_on - ({n} % 20 + 1) from (select ({n} % 20 + 1) * interval '1 day' as d) x;
         {event signed_in system}; set constraints all immediate",
    ),
    (
        "a late answer is made one in time, and the database seals it with an answer that comes in",
        "{live}; alter table submission disable trigger append_only;
         update submission set received_at = received_at - d, entered_at = entered_at - d, received_on = received_on - ({n} % 20 + 1) from (select ({n} % 20 + 1) * interval '1 day' as d) x;
         {event response_received audit}; set constraints all immediate",
    ),
    (
        "a role is put there, and the database seals it with a sign-in",
        "{live}; alter table role_grant disable trigger user; alter table role_grant enable trigger sealed;
         insert into role_grant (id, person_id, role, board_id, valid_from) select gen_random_uuid(), person_id, role, board_id, valid_from - {n} - 1000 from role_grant where id = {any role_grant id};
         {event signed_in system}; set constraints all immediate",
    ),
    (
        "a role is put there, and the database seals it in the log of others",
        "{live}; alter table role_grant disable trigger user; alter table role_grant enable trigger sealed;
         insert into role_grant (id, person_id, role, board_id, valid_from) select gen_random_uuid(), person_id, role, board_id, valid_from - {n} - 1000 from role_grant where id = {any role_grant id};
         {event role_granted audit}; set constraints all immediate",
    ),
    (
        "a day is put into the ledger as if it had been there in time",
        "{live}; alter table deadline_entry disable trigger user; alter table deadline_entry enable trigger sealed;
         insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by) select round_id, n + 1, 'correction', due_on + {n} % 9 + 1, 'Rättat', entered_at, entered_by from deadline_entry order by n desc limit 1;
         update chain_head set seq = seq + 1 where authority = 'audit';
         insert into event (authority, seq, at, actor, kind, facts) select 'audit', h.seq, e.at, e.actor, 'deadline_corrected', '{}' from event e, chain_head h
           where h.authority = 'audit' and e.authority = 'audit' and e.seq = 2; set constraints all immediate",
    ),
    (
        "a day is put into the ledger that is older than its event",
        "{live}; alter table deadline_entry disable trigger user; alter table deadline_entry enable trigger sealed;
         insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by) select round_id, n + 1, 'correction', due_on + {n} % 9 + 1, 'Rättat', entered_at, entered_by from deadline_entry order by n desc limit 1;
         {event deadline_corrected audit}; set constraints all immediate",
    ),
    (
        "a role that was ended is given back, and the digests change their order",
        "{live}; alter table role_grant disable trigger user; alter table role_grant enable trigger sealed;
         update role_grant set valid_to = valid_from + 1 where id = {any role_grant id}; {event role_ended system}; set constraints all immediate;
         set local session_replication_role = replica;
         update role_grant set valid_to = null where id = {any role_grant id};
         alter table seal alter column id drop identity;
         update seal s set id = s.id + 1000000 from seal g where g.relation = 'role_grant' and g.row_key = {any role_grant id}::text
           and g.id = (select min(m.id) from seal m where m.relation = 'role_grant' and m.row_key = g.row_key) and s.authority = g.authority and s.seq = g.seq",
    ),
    (
        "an answer gets a file later",
        "{live}; alter table submitted_file disable trigger user; alter table submitted_file enable trigger sealed; alter table submitted_file_chunk disable trigger user; {a file};
         {event response_sent board}; set constraints all immediate",
    ),
    (
        "an attachment gets other bytes, and keeps those of its fingerprint where nobody reads them",
        "update submitted_file set content = 'Beslut {n}'; update submitted_file_chunk set bytes = 'Annat {n}'",
    ),
    ("an attachment loses its pieces, and keeps its bytes where nobody reads them", "update submitted_file set content = 'Beslut {n}'; delete from submitted_file_chunk"),
    ("an attachment is put into another piece, which pages do not come to", "update submitted_file_chunk set n = n + 1 + {n} % 3"),
    ("a document is taken away", "alter table submission alter column document drop not null; update submission set document = null where {n} >= 0"),
    (
        "a comment is taken away, and its digest's salt takes it in",
        "alter table seal drop constraint seal_salt_check; alter table verdict alter column comment drop not null;
         create temp table swallowed on commit drop as select submission_id || ' ' || n || ' ' || item_id as k, item_id, comment from verdict where item_id = {any verdict item_id};
         update seal s set salt = s.salt || sized('comment'::bytea) || sized(convert_to(w.comment, 'UTF8')) from swallowed w where s.relation = 'verdict' and s.row_key = w.k;
         update verdict v set comment = null from swallowed w where v.item_id = w.item_id",
    ),
    (
        "an event happens before the one before it, and the database chains it",
        "{live}; update chain_head set seq = seq + 1 where authority = 'system';
         insert into event (authority, seq, at, actor, kind, facts) select 'system', h.seq, e.at - ({n} + 1) * interval '1 minute', e.actor, e.kind, e.facts from event e, chain_head h
           where h.authority = 'system' and e.authority = 'system' and e.seq = h.seq - 1; set constraints all immediate",
    ),
    (
        "an event is hidden from the pages of its audit",
        "alter table event alter column about_audit drop expression; update event set about_audit = null where about_audit is not null and {n} >= 0",
    ),
];
/// What nothing within the database can show.
const ONLY_CHECKPOINTS: [&str; 2] = ["the end of a log is cut off, and its count set back", "a role is another, and digests and chain are worked out anew"];

/// An audit that was sent, moved, answered late, registered and judged, and a sign-in or two after that.
async fn lived() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    asked(&world, "2025-04-04").await;
    decides(&world, &[]).await.done().unwrap();
    world.move_to("2025-04-24 09:00");
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.upload_with(&format!("{DESK}/bilagor"), "protokoll.txt", "text/plain", b"Beslut: bifall", &[]).await.unwrap().done().unwrap();
    world.decides().await;
    world.hands_in().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(&format!("{RESPONSE}/diarienummer"), &[("submission", "1"), ("diary_number", "REV-2025-1-4")]).await.unwrap().done().unwrap();
    for code in ["B1", "R1", "R2"] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", "partly_sufficient"), ("comment", "Säg vem."), ("note", ""), ("do", "next")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Ett steg på vägen.")]).await.unwrap().done().unwrap();
    for name in ["Sara Service", "Lars Läsare", "Fia Fullmäktig"] {
        world.signed_in(name).await;
    }
    world
}

async fn superuser(world: &World) -> PgConnection {
    database::superuser(&world.database).await.connect().await.unwrap()
}

async fn read(conn: &mut PgConnection, known: &[Checkpoint]) -> Report {
    chain::verify_on(conn, known, |_| ()).await.unwrap()
}

fn said(report: &Report) -> String {
    report.faults.iter().map(|fault| fault.said(report)).collect::<Vec<_>>().join("\n")
}

/// What checkpoints would have written down: how long each log is, and its last hash.
fn heads(report: &Report) -> Vec<Checkpoint> {
    report.logs.iter().map(|(authority, log)| Checkpoint { authority: authority.clone(), number: log.last, hash: log.head.unwrap() }).collect()
}

/// An event that the database itself chains, as whoever is its superuser can have it.
fn written(kind: &str, log: &str) -> String {
    format!(
        "update chain_head set seq = seq + 1 where authority like '{log}%';
         insert into event (authority, seq, at, actor, kind, facts) select h.authority, h.seq, e.at, e.actor, '{kind}', e.facts from event e, chain_head h
           where h.authority like '{log}%' and e.authority = h.authority and e.seq = h.seq - 1"
    )
}

/// A file of the answer that there is.
const A_FILE: &str = "insert into submitted_file (id, submission_id, name, media_type, byte_count, sha256, secret, position)
      select gen_random_uuid(), id, 'protokoll.txt', 'text/plain', length('Beslut {n}'::bytea), sha256('Beslut {n}'::bytea), false, 1 from submission;
    insert into submitted_file_chunk (file_id, n, submission_id, bytes) select id, 0, submission_id, 'Beslut {n}'::bytea from submitted_file where position = 1";
/// The statement for the so many-th try.
fn nth(sql: &str, n: u32) -> String {
    let any = |table: &str, column: &str| format!("(select {column} from {table} order by md5({column}::text || {n}) limit 1)");
    sql.replace("{any verdict item_id}", &any("verdict", "item_id"))
        .replace("{any role_grant id}", &any("role_grant", "id"))
        .replace("{event}", &format!("select authority, seq from link where seq < (select seq from chain_head h where h.authority = link.authority) order by md5(authority || seq || {n}) limit 1"))
        .replace("{live}", "set local session_replication_role = origin; set local row_security = on")
        .replace("{a file}", A_FILE)
        .replace("{event signed_in system}", &written("signed_in", "system"))
        .replace("{event response_received audit}", &written("response_received", "audit"))
        .replace("{event role_granted audit}", &written("role_granted", "audit"))
        .replace("{event role_ended system}", &written("role_ended", "system"))
        .replace("{event deadline_corrected audit}", &written("deadline_corrected", "audit"))
        .replace("{event response_sent board}", &written("response_sent", "board:"))
        .replace("{n}", &n.to_string())
}

/// What of it was not found, of so many tries of each.
async fn missed(conn: &mut PgConnection, known: &[Checkpoint], tries: u32) -> BTreeSet<&'static str> {
    let mut missed = BTreeSet::new();
    for (what, sql) in TAMPERINGS {
        for n in 0..tries {
            let tampered = format!("begin; set local session_replication_role = replica; {}", nth(sql, n));
            sqlx::raw_sql(AssertSqlSafe(tampered)).execute(&mut *conn).await.unwrap_or_else(|error| panic!("{what}: {error}"));
            if read(conn, known).await.is_whole() {
                missed.insert(what);
            }
            sqlx::raw_sql("rollback").execute(&mut *conn).await.unwrap();
        }
    }
    missed
}

#[tokio::test]
async fn whatever_a_superuser_changes_is_found_and_what_only_checkpoints_show_not_without_them() {
    let tries = std::env::var("YTTRANDE_ROUNDS").map_or(4, |rounds| rounds.parse().unwrap());
    let world = lived().await;
    let mut conn = superuser(&world).await;
    let honest = read(&mut conn, &[]).await;
    assert!(honest.is_whole() && honest.before == 0, "a false alarm: {}", said(&honest));
    let known = if spoiled("tampering") { Vec::new() } else { heads(&honest) };
    let unseen = missed(&mut conn, &known, tries).await;
    assert!(unseen.is_empty(), "not found although there are checkpoints: {unseen:?}");
    println!("figure: {} kinds of tampering, {tries} times each, all found", TAMPERINGS.len());
    assert_eq!(missed(&mut conn, &[], tries.min(20)).await, BTreeSet::from(ONLY_CHECKPOINTS));
}

/// A day is moved, and all digests and chains are worked out anew, with what each log says of the others, until nothing within shows it.
const ALL_LOGS_ANEW: &str = "update deadline_entry set due_on = due_on + 1 where n = 2;
    update seal s set digest = row_digest('deadline_entry', s.salt, to_jsonb(d)) from deadline_entry d where s.relation = 'deadline_entry' and s.row_key = d.round_id || ' ' || d.n;
    do $$ declare e event; r bytea; w text; h bytea; own text; begin
      for _ in 1..20 loop
        for own in select authority from chain_head loop
          h := decode(repeat('00', 32), 'hex');
          for e in select * from event where authority = own order by seq loop
            r := (select sha256(string_agg(sized(convert_to(relation, 'UTF8')) || sized(convert_to(row_key, 'UTF8')) || sized(coalesce(digest, '')), ''::bytea order by id))
              from seal where authority = e.authority and seq = e.seq);
            w := (select string_agg(concat_ws(' ', split_part(line, ' ', 1), split_part(line, ' ', 2), coalesce(
                (select encode(o.hash, 'hex') from link o where o.authority = split_part(line, ' ', 1) and o.seq = split_part(line, ' ', 2)::bigint),
                split_part(line, ' ', 3))), e'\\n' order by place)
              from link l, unnest(string_to_array(l.witness, e'\\n')) with ordinality lines (line, place) where l.authority = e.authority and l.seq = e.seq);
            h := sha256('\\x00' || h || sized(convert_to(e.authority, 'UTF8')) || sized(convert_to(e.seq::text, 'UTF8'))
              || sized(convert_to((extract(epoch from e.at) * 1000000)::bigint::text, 'UTF8')) || sized(convert_to(coalesce(e.actor::text, ''), 'UTF8'))
              || sized(convert_to(e.kind, 'UTF8')) || sized(convert_to(e.facts::text, 'UTF8')) || sized(coalesce(r, '')) || sized(convert_to(coalesce(w, ''), 'UTF8')));
            update link set records = r, witness = w, hash = h where authority = e.authority and seq = e.seq;
          end loop;
        end loop;
      end loop;
    end $$";

#[tokio::test]
async fn a_receipt_that_somebody_has_kept_holds_the_log_up_to_when_it_was_given() {
    let world = lived().await;
    let receipt = look(&mut world.signed_in("Sara Service").await, &format!("{RESPONSE}/kvitto")).await;
    sees(&receipt, &["Kontrollpunkt i händelseloggen", "Spara kvittot utanför tjänsten."]);
    let lines = receipt.body.split("<code class=\"hash\">").filter_map(|rest| rest.split_once("</code>")).map(|(line, _)| line);
    let kept: Vec<Checkpoint> = lines.filter_map(Checkpoint::of_line).collect();
    let [kept] = kept.as_slice() else { panic!("{kept:?}: {}", receipt.body) };
    let mut conn = superuser(&world).await;
    let honest = read(&mut conn, std::slice::from_ref(kept)).await;
    assert!(honest.is_whole(), "{}", said(&honest));
    sqlx::raw_sql(AssertSqlSafe(format!("begin; set local session_replication_role = replica; {ALL_LOGS_ANEW}"))).execute(&mut conn).await.unwrap();
    let within = read(&mut conn, &[]).await;
    assert!(within.is_whole(), "nothing within shows it: {}", said(&within));
    let found = said(&read(&mut conn, std::slice::from_ref(kept)).await);
    assert!(found.contains("checkpoint"), "{found}");
    sqlx::raw_sql("rollback").execute(&mut conn).await.unwrap();
    // Everybody who may read it gets the same line.
    for name in ["Rut Revisor", "Lars Läsare", "Fia Fullmäktig"] {
        sees(&look(&mut world.signed_in(name).await, &format!("{RESPONSE}/kvitto")).await, &[&kept.line()]);
    }
}

#[tokio::test]
async fn what_was_changed_is_said_with_its_event_its_log_and_its_table() {
    let world = lived().await;
    let mut conn = superuser(&world).await;
    for (change, words) in [
        (
            "update deadline_entry set due_on = due_on + 1 where n = 2",
            vec!["The record deadline_entry ", " 2, which came with event ", "in the log of the auditors", "says something else"],
        ),
        ("delete from registration", vec!["The record registration ", "has been taken away."]),
        ("insert into registration select submission_id, 2, 'X', registered_at, registered_by from registration", vec!["was put there without an event"]),
        (
            "update event set facts = facts || '{\"round\": null}' where kind = 'response_received'",
            vec!["(response_received) is not the event that was written"],
        ),
        ("delete from event where kind = 'audit_recorded'", vec!["Event 1 in the log of the auditors has been taken away."]),
        (
            "delete from event where kind = 'audit_recorded'; delete from link where authority = 'audit' and seq = 1",
            vec!["Event 1 in the log of the auditors is missing."],
        ),
        ("update chain_head set seq = seq + 2 where authority like 'board:%'", vec!["The log of Servicenämnden ends with event "]),
        (
            "update link set hash = sha256('x') where authority = 'audit' and seq = 1",
            vec!["Event 1 in the log of the auditors (audit_recorded) is not", "Event 2 in"],
        ),
        ("update submission set document = 'x'", vec!["The bytes of submission "]),
        (
            "insert into event (authority, seq, at, kind, facts) select authority, seq + 1, now(), 'x', '{}' from chain_head where authority = 'audit'",
            vec!["(x) was put there past the chain."],
        ),
    ] {
        let tampered = format!("begin; set local session_replication_role = replica; alter table submission drop constraint submission_check; {change}");
        sqlx::raw_sql(AssertSqlSafe(tampered)).execute(&mut conn).await.unwrap();
        let found = said(&read(&mut conn, &[]).await);
        for part in words {
            assert!(found.contains(part), "{change}: {part:?} is not said: {found}");
        }
        sqlx::raw_sql("rollback").execute(&mut conn).await.unwrap();
    }
}

#[tokio::test]
async fn a_response_that_is_handed_in_binds_the_boards_log_and_the_auditors_to_each_other() {
    let world = lived().await;
    let witness = |kind: &'static str| format!("select witness from link join event using (authority, seq) where kind = '{kind}'");
    let mut conn = superuser(&world).await;
    let mut ask = async |sql: String| -> String { sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut conn).await.unwrap() };
    let (sent, received) = (ask(witness("response_sent")).await, ask(witness("response_received")).await);
    let number: i64 = ask("select seq::text from event where kind = 'response_received'".to_owned()).await.parse().unwrap();
    // The board's was first: it knows the auditors' log up to then, and the auditors' event knows the board's.
    let hash = ask("select encode(hash, 'hex') from link join event using (authority, seq) where kind = 'response_sent'".to_owned()).await;
    assert!(sent.starts_with(&format!("audit {} ", number - 1)), "{sent}");
    assert!(received.starts_with("board:") && received.ends_with(&hash), "{received}");
}

#[tokio::test]
async fn a_long_honest_log_raises_no_alarm() {
    let events: i64 = std::env::var("YTTRANDE_EVENTS").map_or(2_000, |events| events.parse().unwrap());
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = superuser(&world).await;
    sqlx::raw_sql("alter function append_event set synchronous_commit = off; set app.person = ''").execute(&mut conn).await.unwrap();
    let write = "do $$ begin perform set_config('role', 'app_auth', true); for n in 1..50 loop perform append_event('system', '2025-02-03 08:00+00', 'signed_in', jsonb_build_object('person', gen_random_uuid())); end loop; end $$";
    for _ in 0..events / 50 {
        sqlx::raw_sql(write).execute(&mut conn).await.unwrap();
    }
    sqlx::raw_sql("reset role").execute(&mut conn).await.unwrap();
    let begun = std::time::Instant::now();
    let report = read(&mut conn, &[]).await;
    assert!(report.is_whole(), "a false alarm: {}", said(&report));
    let read = report.logs.values().map(|log| log.events).sum::<i64>();
    assert!(read > events, "{read}");
    println!("figure: {read} honest events, no alarm, read in {:.1} s", begun.elapsed().as_secs_f32());
}

/// A folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("log-{name}"));
    let (_gone, _key) = (std::fs::remove_dir_all(&folder), std::fs::remove_file(key_of(&folder)));
    folder
}

#[tokio::test]
async fn checkpoints_are_written_when_somebody_hands_in_and_at_latest_after_ten_minutes() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    let folder = folder("checkpoints");
    let worker = Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone());
    let keeper = Keeper::open(&folder).unwrap();
    assert_eq!(keeper.keep(&worker).await.unwrap(), 3, "the auditors', the board's and the service's");
    assert_eq!(keeper.keep(&worker).await.unwrap(), 0, "nothing has happened");
    world.move_to("2025-02-03 09:04");
    world.signed_in("Lars Läsare").await;
    assert_eq!(keeper.keep(&worker).await.unwrap(), 0, "a sign-in waits");
    world.hands_in().await;
    assert_eq!(keeper.keep(&worker).await.unwrap(), 2, "what is handed in does not, in either log");
    world.move_to("2025-02-03 09:10");
    assert_eq!(keeper.keep(&worker).await.unwrap(), 1, "but for ten minutes at most");
    let known = checkpoints::read(&folder).unwrap();
    assert_eq!(known.len(), 6);
    let mut conn = superuser(&world).await;
    assert!(read(&mut conn, &known).await.is_whole());
    // Another start goes on with the same key, and knows what was written.
    assert_eq!(Keeper::open(&folder).unwrap().keep(&worker).await.unwrap(), 0);

    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(key_of(&folder)).unwrap());
    assert_eq!(mode & 0o077, 0, "the key is its owner's alone");
    let cut = "begin; set local session_replication_role = replica; update chain_head set seq = seq - 2 where authority = 'system'; \
               delete from event e using chain_head h where h.authority = 'system' and e.authority = 'system' and e.seq > h.seq; \
               delete from link l using chain_head h where h.authority = 'system' and l.authority = 'system' and l.seq > h.seq";
    sqlx::raw_sql(cut).execute(&mut conn).await.unwrap();
    let found = said(&read(&mut conn, &known).await);
    assert!(found.contains("The log of the service ends with event ") && found.contains("its end was cut off"), "{found}");

    let note = std::fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).find(|path| path.extension().is_some_and(|end| end == "note")).unwrap();
    let forged = std::fs::read_to_string(&note).unwrap().replacen("yttrande/", "yttrande/x", 1);
    std::fs::write(&note, forged).unwrap();
    let refused = checkpoints::read(&folder).unwrap_err().to_string();
    assert!(refused.contains("it has been changed"), "{refused}");
}

#[tokio::test]
async fn what_is_wrong_with_the_folder_of_checkpoints_is_said_and_keeps_nobody_from_working() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let folder = folder("trouble");
    let worker = Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone());
    // Something else is in its place.
    std::fs::write(&folder, "no folder").unwrap();
    let keeper = Keeper::on(&folder);
    let Failure::Broken(cause) = keeper.keep(&worker).await.unwrap_err() else { panic!("another failure") };
    let cause = format!("{cause:#}");
    assert!(cause.contains("no checkpoint of the log can be written") && cause.contains("What to do: ") && cause.contains("cannot make the folder"), "{cause}");
    assert_eq!(keeper.state().said(world.clock.now()), "cannot be written, see what the service logs; none written yet");
    // It is put right, and goes on without a new start, whatever a killed program has left there.
    std::fs::remove_file(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    for log in ["audit", "system"] {
        for number in 1..9 {
            std::fs::write(folder.join(format!("{log}-{number:09}.{}.new", std::process::id())), "half").unwrap();
        }
    }
    assert_eq!(keeper.keep(&worker).await.unwrap(), 2);
    world.move_to("2025-02-03 09:07");
    assert_eq!(keeper.state().said(world.clock.now()), "newest 7 minutes old");

    // A file that is no checkpoint is said, and counted; others are written all the same.
    std::fs::write(folder.join("audit-000000099.note"), "rubbish").unwrap();
    world.move_to("2025-02-03 09:20");
    world.signed_in("Lars Läsare").await;
    let keeper = Keeper::on(&folder);
    assert_eq!(keeper.keep(&worker).await.unwrap(), 1);
    let said = keeper.state().said(world.clock.now());
    assert_eq!(said, "1 in the folder are not of this service's key, see what the service logs; newest 0 minutes old");
    assert!(checkpoints::read(&folder).unwrap_err().to_string().contains("audit-000000099.note"), "who verifies is told");

    // With another key nobody could tell any more which checkpoints are the service's.
    std::fs::rename(key_of(&folder), folder.join("kept")).unwrap();
    let refused = Keeper::open(&folder).err().unwrap().to_string();
    assert!(refused.contains("log-trouble-key is gone") && refused.contains("What to do: put it back"), "{refused}");
    assert!(!key_of(&folder).exists() && !folder.join("signing-key").exists(), "no new key");
    std::fs::write(key_of(&folder), [7; 32]).unwrap();
    let refused = Keeper::open(&folder).err().unwrap().to_string();
    assert!(refused.contains("is not the other half of"), "{refused}");
    std::fs::rename(folder.join("kept"), key_of(&folder)).unwrap();
    Keeper::open(&folder).unwrap();
}

/// Where the key of a folder of checkpoints lies: not in what is copied away.
fn key_of(folder: &Path) -> PathBuf {
    folder.with_file_name(format!("{}-key", folder.file_name().unwrap().to_str().unwrap()))
}

#[tokio::test]
async fn a_key_that_lies_among_the_checkpoints_is_moved_out_and_found_where_it_was_named() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let folder = folder("moved");
    let worker = Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone());
    assert_eq!(Keeper::open(&folder).unwrap().keep(&worker).await.unwrap(), 2);
    let (old, new) = (folder.join("signing-key"), key_of(&folder));
    assert!(!old.exists(), "a new one never lies there");
    // As an earlier release left it.
    let seed = std::fs::read(&new).unwrap();
    std::fs::rename(&new, &old).unwrap();
    assert!(checkpoints::signing_key(&folder).unwrap().is_some(), "it is read there");
    for _ in 0..2 {
        Keeper::open(&folder).unwrap();
        assert_eq!(std::fs::read(&new).unwrap(), seed);
        assert!(std::fs::symlink_metadata(&old).unwrap().is_symlink(), "no key is in what is copied away");
        assert_eq!(std::fs::read(&old).unwrap(), seed, "and whoever has named its old place finds it");
    }
    assert_eq!(checkpoints::read(&folder).unwrap().len(), 2);
    // Another key at its new place is not taken for it, nor written over.
    std::fs::remove_file(&old).unwrap();
    std::fs::write(&old, &seed).unwrap();
    std::fs::write(&new, [7; 32]).unwrap();
    let refused = Keeper::open(&folder).err().unwrap().to_string();
    assert!(refused.contains("are two keys") && std::fs::read(&old).unwrap() == seed && std::fs::read(&new).unwrap() == [7; 32], "{refused}");
}

#[tokio::test]
async fn a_service_that_ends_writes_a_last_checkpoint_of_what_has_happened_since() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let folder = folder("last");
    let worker = Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone());
    let keeper = Keeper::open(&folder).unwrap();
    assert_eq!(keeper.keep(&worker).await.unwrap(), 2);
    world.signed_in("Lars Läsare").await;
    assert_eq!(keeper.keep(&worker).await.unwrap(), 0, "a sign-in waits");
    assert_eq!(keeper.close(&worker).await.unwrap(), 1);
    assert_eq!(keeper.close(&worker).await.unwrap(), 0, "nothing has happened since");
    assert_eq!(keeper.state().newest(), Some(world.clock.now()));
}

#[tokio::test]
async fn an_honest_year_of_the_demo_raises_no_alarm() {
    let name = crate::demo::played().await;
    let report = chain::verify(&database::superuser(&name).await, &[], |_| ()).await.unwrap();
    assert!(report.is_whole() && report.seals > 400, "a false alarm: {}", said(&report));
}

/// What the database seals and chains for whoever changes something past the service, and what a verifier says of it.
const WRITTEN_LIVE: [(&str, &str); 4] = [
    ("a late answer is made one in time, and the database seals it with a sign-in", "(signed_in), and no such event brings such a record"),
    ("a late answer is made one in time, and the database seals it with an answer that comes in", "written again"),
    ("an event happens before the one before it, and the database chains it", "bears an earlier time than the one before it"),
    ("a role that was ended is given back, and the digests change their order", "not stand in the order of their events"),
];

/// Whether everything fits for the other verifier, and what it says.
fn in_python(folder: &Path, text: &str, records: &str) -> (bool, String) {
    let (path, beside) = (folder.join("export.jsonl"), folder.join("records.jsonl"));
    std::fs::write(&path, text).unwrap();
    std::fs::write(&beside, records).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/verify_log.py");
    let mut python = Command::new("python3");
    python.arg(script).arg(path).arg("--records").arg(beside).arg("--checkpoints").arg(folder);
    let done = python.output().expect("Python is there, as for ./dev oracle");
    (done.status.success(), String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
}

#[tokio::test]
async fn a_program_that_shares_no_code_finds_the_same() {
    let world = lived().await;
    let folder = folder("export");
    let worker = Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone());
    Keeper::open(&folder).unwrap().keep(&worker).await.unwrap();
    let exported = async || {
        let (mut export, mut records) = (Vec::new(), Vec::new());
        chain::export(&database::superuser(&world.database).await, &mut export, Some(&mut records)).await.unwrap();
        (String::from_utf8(export).unwrap(), String::from_utf8(records).unwrap())
    };
    let (export, records) = exported().await;
    let judged = |text: &str, records: &str| in_python(&folder, text, records);
    let (whole, said) = judged(&export, &records);
    assert!(whole && said.contains(" records, 3 checkpoints: 0 faults"), "{said}");
    let cut = export.rsplitn(3, '\n').nth(2).unwrap();
    let without = |text: &str, line: usize| text.lines().enumerate().filter(|(at, _)| *at != line).map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    for (changed, words) in [
        (export.replace("partly", "wholly").replace("\"kind\" : \"audit_sent\"", "\"kind\" : \"audit_closed\""), "not the event that was written"),
        (without(&export, 0), "does not say which events bring which records"),
        (without(&export, 1), "the event is missing"),
        (cut.to_owned(), "and has been "),
        (export.replacen("[\"submission\", ", "[\"submissiom\", ", 1), "what it says of its records"),
    ] {
        let (whole, said) = judged(&changed, &records);
        assert!(!whole && said.contains(words), "{words}: {said}");
    }
    let again = records.lines().next().unwrap().replacen("\"row\" : \"", "\"row\" : \"0", 1);
    for (changed, words) in [
        (records.replace("Säg vem.", "Säg det."), "says something else than when it was written"),
        (without(&records, 0), "has been taken away"),
        (format!("{records}{again}\n"), "was put there without an event"),
    ] {
        let (whole, said) = judged(&export, &changed);
        assert!(!whole && said.contains(words), "{words}: {said}");
    }
    let mut conn = superuser(&world).await;
    for (what, words) in WRITTEN_LIVE {
        let (_, sql) = TAMPERINGS.iter().find(|(known, _)| *known == what).unwrap();
        sqlx::raw_sql(AssertSqlSafe(format!("begin; {}; commit", nth(sql, 1)))).execute(&mut conn).await.unwrap();
        let (export, records) = exported().await;
        let (whole, python) = judged(&export, &records);
        assert!(!whole && python.contains(words), "{what}: {python}");
        let rust = self::said(&read(&mut conn, &[]).await);
        assert!(rust.contains(words), "{what}: {rust}");
    }
}
