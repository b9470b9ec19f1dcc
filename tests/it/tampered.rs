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
use yttrande::platform::worker::Worker;

use crate::database;
use crate::deadlines::{asked, decides};
use crate::spoil::spoiled;
use crate::world::{RESPONSE, World, look, sees};

/// What somebody may do, and how. `{n}` is the so many-th try, by which it is done to another row.
const TAMPERINGS: [(&str, &str); 17] = [
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
    world.submitted_response().await;
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

/// The statement for the so many-th try.
fn nth(sql: &str, n: u32) -> String {
    let any = |table: &str, column: &str| format!("(select {column} from {table} order by md5({column}::text || {n}) limit 1)");
    sql.replace("{any verdict item_id}", &any("verdict", "item_id"))
        .replace("{any role_grant id}", &any("role_grant", "id"))
        .replace("{event}", &format!("select authority, seq from link where seq < (select seq from chain_head h where h.authority = link.authority) order by md5(authority || seq || {n}) limit 1"))
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
    let _gone = std::fs::remove_dir_all(&folder);
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

    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(folder.join("signing-key")).unwrap());
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
async fn a_program_that_shares_no_code_finds_the_same() {
    let world = lived().await;
    let folder = folder("export");
    let worker = Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone());
    Keeper::open(&folder).unwrap().keep(&worker).await.unwrap();
    let mut export = Vec::new();
    chain::export(&database::superuser(&world.database).await, &mut export).await.unwrap();
    let export = String::from_utf8(export).unwrap();
    let judged = |text: &str| {
        let path = folder.join("export.jsonl");
        std::fs::write(&path, text).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/verify_log.py");
        let done = Command::new("python3").arg(script).arg(path).arg("--checkpoints").arg(&folder).output().expect("Python is there, as for ./dev oracle");
        (done.status.success(), String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
    };
    let (whole, said) = judged(&export);
    assert!(whole && said.contains(" 3 checkpoints: 0 faults"), "{said}");
    let cut = export.rsplitn(3, '\n').nth(2).unwrap();
    for (changed, words) in [
        (export.replace("partly", "wholly").replace("\"kind\" : \"audit_sent\"", "\"kind\" : \"audit_closed\""), "not the event that was written"),
        (export.lines().skip(1).collect::<Vec<_>>().join("\n"), "the event is missing"),
        (cut.to_owned(), "and has been "),
        (export.replacen("[\"submission\"", "[\"submissiom\"", 1), "what it says of its records"),
    ] {
        let (whole, said) = judged(&changed);
        assert!(!whole && said.contains(words), "{words}: {said}");
    }
}
