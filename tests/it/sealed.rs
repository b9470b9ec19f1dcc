//! Which tables are sealed, and why the others are not. Nobody has to remember: a new table that stands in neither list fails here.

use std::collections::BTreeSet;

use sqlx::{ConnectOptions as _, Connection as _};
use yttrande::platform::chain::{self, BRINGS, ONCE, SEALED};

use crate::database;
use crate::world::{World, planned, saves};

/// Tables of which no digest is made, and why.
const NOT_SEALED: [(&str, &[&str]); 13] = [
    ("where stored files lie, and who was told of which in quarantine: what the scanner said is sealed", &["stored_file", "quarantine_told"]),
    ("when backups were made: the files say what stands in them", &["backup"]),
    ("what somebody has typed whose address nobody knows yet: it goes away within a day", &["access_asking"]),
    (
        "what somebody signs in with: nobody's record, and a digest of it would be one thing more to guess from",
        &[
            "calendar_address",
            "credential",
            "device_key",
            "forgotten",
            "invitation",
            "known_device",
            "passkey",
            "passkey_answer",
            "recovery_code",
            "second_step",
            "session",
            "setup_link",
            "sign_on",
            "sign_on_answer",
        ],
    ),
    ("counts of guesses at the door", &["attempt", "sign_in_throttle"]),
    ("pieces of a file, whose fingerprint is sealed with the row of the file", &["audit_file_chunk", "audit_file_content", "submitted_file_chunk"]),
    (
        "drafts, and who writes them: working material of a board",
        &[
            "desk_aside",
            "desk_assignment",
            "desk_decision_words",
            "desk_file",
            "desk_file_chunk",
            "desk_part",
            "desk_supplement_draft",
            "desk_supplement_file",
            "desk_supplement_file_chunk",
            "desk_version",
        ],
    ),
    (
        "working material of the auditors: what becomes of it is a record of its own",
        &["arrival_file", "arrival_file_chunk", "intake", "intake_file", "item_paste", "verdict_part", "verdict_version"],
    ),
    ("what is told of what is sealed, and how somebody wants to be told", &["board_mail", "mail", "notice", "notice_setting", "role_warning"]),
    (
        "folded from what is sealed, and held against it by `yttrande rebuild --check`",
        &[
            "audit_now",
            "audit_tally_now",
            "audit_then",
            "audits_then",
            "item_now",
            "item_then",
            "owed_now",
            "round_now",
            "round_then",
            "tally_now",
            "tally_then",
            "unsent_now",
        ],
    ),
    (
        "worked out from the words of items, which are sealed, to find those that ask for nearly the same: a wrong one shows another item beside it",
        &["item_marks"],
    ),
    (
        "the log itself, which is chained, its counts, how far it has been read, what became of looking at the definitions, and when the jobs ran",
        &["chain_head", "definition_check", "event", "link", "job_round", "log_check", "receipt_counter", "seal"],
    ),
    ("what the program is, written anew when it is another", &["_sqlx_migrations", "may_append", "may_tell"]),
];

/// Columns that were added with a value to tables that are sealed now, in migrations of before the chain.
const FILLED_BEFORE: usize = 16;

async fn names(world: &World, sql: &'static str) -> BTreeSet<String> {
    world.text(sql).await.split(' ').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_record_is_sealed_or_it_is_said_why_not() {
    let world = World::at("2025-02-03 09:00").await;
    let all = names(&world, "select string_agg(tablename, ' ') from pg_tables where schemaname = 'public'").await;
    let sealed = names(&world, "select string_agg(distinct tgrelid::regclass::text, ' ') from pg_trigger where tgname = 'sealed'").await;
    let read: BTreeSet<String> = SEALED.iter().map(|table| (*table).to_owned()).collect();
    assert_eq!(sealed, read, "what is sealed is read again by `yttrande verify`, and the other way round");

    let not_sealed: BTreeSet<String> = NOT_SEALED.iter().flat_map(|(_, tables)| *tables).map(|table| (*table).to_owned()).collect();
    let forgotten: Vec<_> = all.difference(&sealed).filter(|table| !not_sealed.contains(*table)).collect();
    assert!(forgotten.is_empty(), "a new record is sealed in its migration with select sealed('…'), or stands in NOT_SEALED with its reason: {forgotten:?}");
    let twice: Vec<_> = not_sealed.iter().filter(|table| sealed.contains(*table) || !all.contains(*table)).collect();
    assert!(twice.is_empty(), "in NOT_SEALED, but sealed or not there at all: {twice:?}");
}

#[tokio::test]
async fn what_is_sealed_is_never_written_without_an_event_that_takes_the_seal_with_it() {
    let world = World::at("2025-02-03 09:00").await;
    let with = "select string_agg(distinct tgrelid::regclass::text, ' ') from pg_trigger where tgname = 'must_be_logged' and tgenabled <> 'D'";
    let logged = names(&world, with).await;
    let stray: Vec<_> = SEALED.iter().filter(|table| !logged.contains(**table)).collect();
    assert!(stray.is_empty(), "sealed, but they can be written without an event: {stray:?}");
}

#[tokio::test]
async fn what_is_written_once_the_database_keeps_so_and_every_record_has_an_event_that_brings_it() {
    let world = World::at("2025-02-03 09:00").await;
    // Not those that are only never taken away: a trigger before updates has this bit.
    let kept = names(
        &world,
        "select string_agg(distinct tgrelid::regclass::text, ' ') from pg_trigger
         where tgname = 'append_only' and tgtype & 16 > 0 and tgrelid in (select tgrelid from pg_trigger where tgname = 'sealed')",
    )
    .await;
    assert_eq!(kept, ONCE.map(|(table, _)| table.to_owned()).into(), "what is only added is written once for `yttrande verify`, and the other way round");

    let written = names(&world, "select string_agg(log || ':' || kind, ' ') from may_append").await;
    let strange: Vec<_> = BRINGS.iter().filter(|(kind, log, _)| !written.contains(&format!("{log}:{kind}"))).collect();
    assert!(strange.is_empty(), "nobody may write these events in these logs: {strange:?}");
    let brought: BTreeSet<&str> = BRINGS.iter().flat_map(|(_, _, tables)| *tables).copied().collect();
    let without: Vec<_> = SEALED.iter().filter(|table| !brought.contains(**table)).collect();
    // How a supplement was begun before there were drafts of it; nobody writes it any more.
    assert_eq!(without, [&"desk_supplement"], "say in chain/bindings.rs which event brings a new record");
    assert!(brought.iter().all(|table| SEALED.contains(table)), "an event brings what is not sealed");
}

#[tokio::test]
async fn no_column_with_a_value_is_added_to_a_sealed_table() {
    // It is empty in the rows that are there: with a value it would make them others than they were when they were sealed.
    let world = World::at("2025-02-03 09:00").await;
    let filled = names(
        &world,
        "select string_agg(attrelid::regclass || '.' || attname, ' ') from pg_attribute
         where atthasmissing and attrelid in (select tgrelid from pg_trigger where tgname = 'sealed')",
    )
    .await;
    assert_eq!(filled.len(), FILLED_BEFORE, "columns that were added with a value to sealed tables after the chain began: {filled:?}");
}

#[tokio::test]
async fn a_draft_is_saved_while_somebody_else_holds_every_log_and_leaves_no_trace_in_any() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let traces = "select (select count(*) from event) + (select count(*) from link) + (select count(*) from seal)";
    let before = world.count(traces).await;
    // Another board hands in, and its transaction has not ended yet.
    let mut other = database::superuser(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql("begin; select 1 from chain_head for update; lock table seal, link in access exclusive mode").execute(&mut other).await.unwrap();
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await.done().unwrap();
    saves(&mut sara, "punkter/R1", &planned("next")).await.done().unwrap();
    other.close().await.unwrap();
    assert_eq!(world.count(traces).await, before, "a draft is nobody else's business, and so it is in no log");
}

#[tokio::test]
async fn a_service_that_nobody_has_used_yet_raises_no_alarm() {
    let name = "it_sealed_new";
    database::empty(name).await;
    let report = chain::verify(&database::superuser(name).await, &[], |_| ()).await.unwrap();
    assert!(
        report.is_whole() && report.logs.is_empty() && report.seals == 2 && report.waiting,
        "{:?}",
        report.faults.iter().map(|fault| fault.said(&report)).collect::<Vec<_>>()
    );
    database::drop(name).await;
}
