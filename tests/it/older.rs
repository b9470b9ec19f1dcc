//! A database that was lived in before its log was chained: what was there is sealed as it stands when it is brought up to date, and
//! from then on nothing is put there past the service unseen. And whatever is spoilt, the report goes on to its end.

use std::path::Path;
use std::process::Command;

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use yttrande::platform::chain::{self, Report};
use yttrande::platform::upkeep;

use crate::database;
use crate::world::{RESPONSE, World};

/// An audit that was sent and answered, in tables that no trigger has sealed and no event was chained in, brought up to date.
async fn upgraded() -> (World, PgConnection) {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let as_it_was = "set session_replication_role = replica; delete from link; delete from seal; reset session_replication_role;
        comment on schema published is 'yttrande 1 another'";
    sqlx::raw_sql(as_it_was).execute(&mut conn).await.unwrap();
    upkeep::migrate(&database::superuser(&world.database).await).await.unwrap();
    (world, conn)
}

async fn read(conn: &mut PgConnection) -> Report {
    chain::verify_on(conn, &[], |_| ()).await.unwrap()
}

fn said(report: &Report) -> Vec<String> {
    report.faults.iter().map(|fault| fault.said(report)).collect()
}

/// What is said when somebody has done this, and how many faults that are. It is undone afterwards.
async fn found(conn: &mut PgConnection, change: &str) -> Vec<String> {
    let tampered = format!("begin; set local session_replication_role = replica; {change}");
    sqlx::raw_sql(AssertSqlSafe(tampered)).execute(&mut *conn).await.unwrap_or_else(|error| panic!("{change}: {error}"));
    let found = said(&read(conn).await);
    sqlx::raw_sql("rollback").execute(&mut *conn).await.unwrap();
    found
}

const ROLE: &str = "insert into role_grant (id, person_id, role, board_id, valid_from)
    select gen_random_uuid(), person_id, role, board_id, valid_from - 1 from role_grant limit 1";

/// Other rules, sealed as those were that are there from the beginning: by the functions of the database itself.
const OWN_RULES: &str = "update deadline_rules set letter_after = letter_after + 1;
    insert into seal (tx, relation, row_key, salt, digest) select '0', 'deadline_rules', 'true', s.salt, row_digest('deadline_rules', s.salt, to_jsonb(d))
    from deadline_rules d, (select uuid_send(gen_random_uuid()) as salt) s";

/// What somebody may do to what is older than the chain, and how it is said.
const TAMPERINGS: [(&str, &str); 10] = [
    (OWN_RULES, "The record deadline_rules true was put there without an event."),
    (ROLE, "was put there without an event."),
    ("update submission set receipt_number = 'Y2025-0099'", "The record submission "),
    ("delete from submitted_measure", "The record submitted_measure "),
    (
        "insert into event (authority, seq, at, kind, facts) select authority, 0, at, 'audit_changed', '{}' from event where authority = 'audit' and seq = 1",
        "Event 0 in the log of the auditors (audit_changed) was put there past the chain.",
    ),
    ("update event set actor = null where authority = 'audit' and seq = 2", "in the log of the auditors are not those that were there when the chain began."),
    ("delete from event where authority = 'audit' and seq = 1", "Event 1 in the log of the auditors is missing."),
    (
        "insert into event (authority, seq, at, kind, facts) select authority, seq + 1, now(), 'audit_changed', '{}' from chain_head where authority = 'audit';
         update chain_head set seq = seq + 1 where authority = 'audit'",
        "(audit_changed) was put there past the chain.",
    ),
    ("delete from seal where relation = 'addressee'; delete from addressee", "The digests of the records in addressee that are older"),
    ("delete from seal where relation in ('event', 'seal')", "What says where the chain begins is not there"),
];

#[tokio::test]
async fn what_was_there_before_the_chain_is_sealed_when_a_database_is_brought_up_to_date() {
    let (world, mut conn) = upgraded().await;
    let report = read(&mut conn).await;
    assert!(report.is_whole() && report.waiting && report.before > 30, "{:?}, {} before", said(&report), report.before);
    assert!(report.logs.values().all(|log| log.events == log.before && log.events > 0), "{:?}", report.logs);
    for (change, words) in TAMPERINGS {
        let found = found(&mut conn, change).await;
        assert!(found.iter().any(|fault| fault.contains(words)), "{change}: {words:?} is not said: {found:?}");
    }
    // The next event takes it all with it, and people go on.
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(&format!("{RESPONSE}/diarienummer"), &[("submission", "1"), ("diary_number", "REV-2025-7")]).await.unwrap().done().unwrap();
    let after = read(&mut conn).await;
    assert!(after.is_whole() && !after.waiting && after.before == report.before, "{:?}", said(&after));
    for (change, words) in TAMPERINGS {
        let found = found(&mut conn, change).await;
        assert!(found.iter().any(|fault| fault.contains(words)), "{change}, with events after it: {words:?} is not said: {found:?}");
    }
    // Whoever seals her own row, as the upgrade did, is found as well, and by the next event at latest.
    let sealed = format!("{ROLE}; insert into seal (tx, relation, row_key, salt, digest) select '0', 'role_grant', g.id::text, s.salt, row_digest('role_grant', s.salt, to_jsonb(g))
        from role_grant g, (select uuid_send(gen_random_uuid()) as salt) s where g.id::text not in (select row_key from seal where relation = 'role_grant')");
    assert!(!found(&mut conn, &sealed).await.is_empty());
    let bound = format!("{sealed}; update seal set authority = '', seq = 0 where tx = '0' and seq is null");
    assert_eq!(found(&mut conn, &bound).await, ["The digests of the records in role_grant that are older than the chain are not those with which it began."]);
    sqlx::raw_sql(AssertSqlSafe(format!("set session_replication_role = replica; {sealed}; reset session_replication_role"))).execute(&mut conn).await.unwrap();
    world.signed_in("Lars Läsare").await;
    assert!(!read(&mut conn).await.is_whole(), "an event that came afterwards has taken the seal with it");
}

#[tokio::test]
async fn an_upgrade_that_is_run_again_begins_nothing_anew() {
    let (world, mut conn) = upgraded().await;
    let seals = "select count(*) from seal";
    let before = world.count(seals).await;
    sqlx::raw_sql(AssertSqlSafe(format!("set session_replication_role = replica; {ROLE}; reset session_replication_role"))).execute(&mut conn).await.unwrap();
    sqlx::raw_sql("comment on schema published is 'yttrande 1 another'").execute(&mut conn).await.unwrap();
    let unread = chain::verify_on(&mut conn, &[], |_| ()).await.unwrap_err().to_string();
    assert!(unread.contains("has not been brought up to date") && unread.contains("What to do:"), "{unread}");
    upkeep::migrate(&database::superuser(&world.database).await).await.unwrap();
    assert_eq!(world.count(seals).await, before);
    assert!(said(&read(&mut conn).await).concat().contains("was put there without an event."));
}

#[tokio::test]
async fn a_log_from_which_every_link_and_seal_was_taken_does_not_pass_for_an_older_one() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let report = read(&mut conn).await;
    assert!(report.is_whole() && report.before == 0 && !report.waiting, "{:?}", said(&report));
    let found = found(&mut conn, "delete from link where authority = 'system'; delete from seal where authority = 'system'").await;
    assert!(found.iter().any(|fault| fault.starts_with("Event 1 in the log of the service") && fault.ends_with("was put there past the chain.")), "{found:?}");
}

#[tokio::test]
async fn rules_that_somebody_seals_herself_are_taken_by_no_event() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("set session_replication_role = replica; {OWN_RULES}; reset session_replication_role")))
        .execute(&mut conn)
        .await
        .unwrap();
    world.signed_in("Lars Läsare").await;
    assert_eq!(said(&read(&mut conn).await), ["The record deadline_rules true was put there without an event."]);
    assert_eq!(world.count("select count(*) from seal where tx = '0' and seq is null").await, 1, "the event that came afterwards has left it");
}

#[tokio::test]
async fn what_cannot_be_read_is_one_fault_in_the_report_and_the_rest_of_it_is_there() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let moved = "update deadline_entry set due_on = due_on + 1 where n = 1";
    for (spoilt, words) in [
        (
            "update link set witness = 'audit one two' where authority = 'audit' and seq = 1",
            "Event 1 in the log of the auditors (audit_recorded) is not the event",
        ),
        ("update link set witness = 'nothing' where authority = 'audit' and seq = 1", "Event 1 in the log of the auditors (audit_recorded) is not the event"),
        ("update event set at = 'infinity' where authority = 'audit' and seq = 1", "Event 1 in the log of the auditors (audit_recorded) is not the event"),
        ("alter table meeting drop constraint meeting_pkey cascade", "The table meeting is not there, or has no primary key"),
    ] {
        let found = found(&mut conn, &format!("{spoilt}; {moved}")).await;
        let about: Vec<_> = found.iter().filter(|fault| fault.starts_with(words)).collect();
        assert_eq!(about.len(), 1, "{spoilt}: {found:?}");
        assert!(found.iter().any(|fault| fault.starts_with("The record deadline_entry ")), "{spoilt}: {found:?}");
        assert!(found.len() <= 4, "{spoilt}: {found:?}");
    }
}

#[tokio::test]
async fn a_program_that_shares_no_code_reads_what_is_older_as_well() {
    let (world, mut conn) = upgraded().await;
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("older.jsonl");
    for (change, words) in [
        ("waits", ": 0 faults"),
        ("", ": 0 faults"),
        ("update event set actor = null where authority = 'audit' and seq = 2", "not the events that were there when the chain began"),
        ("update seal set digest = sha256('x') where id = (select max(id) from seal where authority = '')", "not the digests with which the chain began"),
        ("update link set witness = 'audit x y'", "what it says of other logs cannot be read"),
        ("delete from seal where relation in ('event', 'seal')", "what says where the chain begins is not there"),
    ] {
        match change {
            "waits" => {}
            "" => drop(world.signed_in("Lars Läsare").await),
            tampered => {
                let tampered = format!("set session_replication_role = replica; {tampered}");
                sqlx::raw_sql(AssertSqlSafe(tampered)).execute(&mut conn).await.unwrap();
            }
        }
        let mut export = Vec::new();
        chain::export(&database::superuser(&world.database).await, &mut export, None).await.unwrap();
        std::fs::write(&path, export).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/verify_log.py");
        let done = Command::new("python3").arg(script).arg(&path).output().expect("Python is there, as for ./dev oracle");
        let told = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        assert!(told.contains(words), "{change}: {words}: {told}");
    }
}
