//! The service reads its logs by itself, and says how far they are whole: on the page of events, and loudly when one is not.

use sqlx::{AssertSqlSafe, ConnectOptions as _};
use yttrande::platform::chain;
use yttrande::platform::database::Database;
use yttrande::platform::worker::Worker;

use crate::database;
use crate::world::World;

const LOG: &str = "/handelser";

async fn worker(world: &World) -> Worker {
    Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone())
}

async fn page(world: &World, name: &str, path: &str) -> String {
    world.signed_in(name).await.get(path).await.unwrap().shown().unwrap().body
}

/// As a superuser does who is careful to wake no trigger.
async fn tampered(world: &World, change: &str) {
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("set session_replication_role = replica; {change}"))).execute(&mut conn).await.unwrap();
}

#[tokio::test]
async fn the_page_of_events_says_how_far_the_log_is_whole_and_nothing_before_it_was_read() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let worker = worker(&world).await;
    assert!(page(&world, "Rut Revisor", LOG).await.contains("Tjänsten har inte läst hela loggen än"));
    assert!(chain::watch(&worker).await.unwrap().is_empty());
    let log = page(&world, "Rut Revisor", LOG).await;
    let number = world.text("select seq::text from chain_head where authority = 'audit'").await;
    let whole = format!("Loggen är hel till och med händelse {number}, kontrollerad ");
    assert!(log.contains(&whole), "{whole}: {log}");
    // What has been written since is not vouched for until it was read, and then at once.
    world.submitted_response().await;
    assert!(page(&world, "Rut Revisor", LOG).await.contains(&whole), "not read yet");
    assert!(chain::watch(&worker).await.unwrap().is_empty());
    let number = world.text("select seq::text from chain_head where authority = 'audit'").await;
    assert!(page(&world, "Rut Revisor", LOG).await.contains(&format!("till och med händelse {number}, ")), "read on");
    assert!(page(&world, "Sara Service", LOG).await.contains("Loggen är hel till och med händelse "), "a board reads of its own");
    assert!(page(&world, "Ada Admin", LOG).await.contains("Loggen är hel till och med händelse "));
}

#[tokio::test]
async fn what_was_changed_past_the_service_is_noticed_at_once_or_within_a_day_and_said_loudly() {
    for (change, at_once) in [
        // At the end of a log, and where it was read last: at once. Far before: when the day's reading comes there.
        ("insert into event (authority, seq, at, kind, facts) select authority, seq + 1, now(), 'audit_changed', '{}' from chain_head where authority = 'audit'", true),
        ("update chain_head set seq = seq - 1 where authority = 'audit'; delete from event e using chain_head h where e.authority = 'audit' and h.authority = 'audit' and e.seq > h.seq;
          delete from link l using chain_head h where l.authority = 'audit' and h.authority = 'audit' and l.seq > h.seq", true),
        ("insert into event (authority, seq, at, kind, facts) select authority, 0, at, 'audit_changed', '{}' from event where authority = 'audit' and seq = 1", true),
        ("update event set actor = null where authority = 'audit' and seq = 1", false),
        ("update seal set digest = sha256('x') where authority = 'audit' and seq = 1", false),
        ("delete from event where authority = 'audit' and seq = 2", false),
    ] {
        let world = World::at("2025-02-03 09:00").await;
        world.sent_audit().await;
        let worker = worker(&world).await;
        assert!(chain::watch(&worker).await.unwrap().is_empty());
        tampered(&world, change).await;
        let found = chain::watch(&worker).await.unwrap();
        assert_eq!(!found.is_empty(), at_once, "{change}: {found:?}");
        world.move_to("2025-02-04 09:30");
        let found = chain::watch(&worker).await.unwrap();
        assert!(matches!(found.as_slice(), [(log, _)] if log == "audit"), "{change}: {found:?}");
        let log = page(&world, "Rut Revisor", LOG).await;
        assert!(log.contains("Loggen stämmer inte från händelse ") && !log.contains("Loggen är hel"), "{change}: {log}");
        assert!(page(&world, "Ada Admin", "/att-gora").await.contains("En händelselogg stämmer inte längre"), "{change}");
        assert!(page(&world, "Ada Admin", LOG).await.contains("Loggen är hel"), "her own is whole");
        let health = world.visitor().get("/readyz").await.unwrap().body;
        assert!(health.contains(r#""log":"does not fit: run yttrande verify""#), "{health}");
        // It is said for as long as it is so.
        assert_eq!(chain::watch(&worker).await.unwrap(), found, "{change}");
    }
}

#[tokio::test]
async fn a_log_that_was_set_back_is_not_whole_because_it_has_grown_again() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let worker = worker(&world).await;
    assert!(chain::watch(&worker).await.unwrap().is_empty());
    let without_its_last = "update chain_head set seq = seq - 1 where authority = 'audit';
        delete from event e using chain_head h where e.authority = 'audit' and h.authority = 'audit' and e.seq > h.seq;
        delete from link l using chain_head h where l.authority = 'audit' and h.authority = 'audit' and l.seq > h.seq;
        delete from seal s using chain_head h where s.authority = 'audit' and h.authority = 'audit' and s.seq > h.seq";
    tampered(&world, without_its_last).await;
    assert!(!chain::watch(&worker).await.unwrap().is_empty());
    world.submitted_response().await;
    for round in 1..=3 {
        let found = chain::watch(&worker).await.unwrap();
        assert!(matches!(found.as_slice(), [(log, _)] if log == "audit"), "round {round}: {found:?}");
    }
    world.move_to("2025-02-05 09:30");
    assert!(!chain::watch(&worker).await.unwrap().is_empty(), "nor after a day");
    assert!(page(&world, "Rut Revisor", LOG).await.contains("Loggen stämmer inte från händelse "));
}

#[tokio::test]
async fn what_is_mended_fits_again_once_all_of_it_was_read() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let worker = worker(&world).await;
    tampered(&world, "update event set facts = facts || '{\"x\": 1}' where authority = 'audit' and seq = 1").await;
    assert_eq!(chain::watch(&worker).await.unwrap(), [("audit".to_owned(), 1)]);
    tampered(&world, "update event set facts = facts - 'x' where authority = 'audit' and seq = 1").await;
    assert!(chain::watch(&worker).await.unwrap().is_empty());
    assert!(page(&world, "Rut Revisor", LOG).await.contains("Loggen är hel till och med händelse "));
}

#[tokio::test]
async fn a_log_that_is_older_than_the_chain_is_read_as_well() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let as_it_was = "delete from link; delete from seal; comment on schema published is 'yttrande 1 another'";
    tampered(&world, as_it_was).await;
    yttrande::platform::upkeep::migrate(&database::superuser(&world.database).await).await.unwrap();
    let worker = worker(&world).await;
    assert!(chain::watch(&worker).await.unwrap().is_empty());
    assert!(page(&world, "Rut Revisor", LOG).await.contains("Loggen är hel till och med händelse "), "and this sign-in is chained to it");
    assert!(chain::watch(&worker).await.unwrap().is_empty());
    tampered(&world, "update event set actor = null where authority = 'system' and seq = 3").await;
    world.move_to("2025-02-04 09:30");
    assert_eq!(chain::watch(&worker).await.unwrap(), [("system".to_owned(), 1)], "from its first event on");
}

#[tokio::test]
async fn of_two_instances_the_one_that_comes_late_does_not_take_what_the_other_has_read_for_a_fault() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let worker = worker(&world).await;
    assert!(chain::watch(&worker).await.unwrap().is_empty());
    // The second instance stands still where it asks for the logs that it may read on in.
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let held = "create function held() returns boolean language plpgsql volatile as $$ begin perform pg_advisory_xact_lock_shared(77); return true; end $$;
        drop policy jobs on log_check;
        create policy jobs_read on log_check for select to app_worker using (true);
        create policy jobs_add on log_check for insert to app_worker with check (true);
        create policy jobs_hold on log_check for update to app_worker using (held()) with check (true);
        select pg_advisory_lock(77)";
    sqlx::raw_sql(held).execute(&mut conn).await.unwrap();
    let late = tokio::spawn(async move { chain::watch(&worker).await.unwrap() });
    let waits = "select count(*) from pg_locks where locktype = 'advisory' and objid = 77 and not granted";
    while world.count(waits).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // Meanwhile something happens, and the first one reads it.
    world.submitted_response().await;
    let read = "update log_check k set read_seq = h.seq, read_hash = l.hash, longest = h.seq from chain_head h join link l using (authority, seq) where h.authority = k.authority";
    sqlx::raw_sql(AssertSqlSafe(format!("{read}; select pg_advisory_unlock(77)"))).execute(&mut conn).await.unwrap();
    assert_eq!(late.await.unwrap(), Vec::<(String, i64)>::new());
}

/// So many events, put at the end of the auditors' log past the chain.
fn strange(events: i64) -> String {
    format!(
        "insert into event (authority, seq, at, kind, facts) select h.authority, h.seq + n, now(), 'audit_changed', '{{}}' from chain_head h, generate_series(1, {events}) n where h.authority = 'audit';
         update chain_head set seq = seq + {events} where authority = 'audit'"
    )
}

#[tokio::test]
async fn a_log_is_not_whole_because_another_has_more_faults_than_are_told() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let worker = worker(&world).await;
    let first = world.text("select (seq + 1)::text from chain_head where authority = 'audit'").await.parse().unwrap();
    tampered(&world, &format!("{}; update event set actor = null where authority = 'system' and seq = 2", strange(1_100))).await;
    assert_eq!(chain::watch(&worker).await.unwrap(), [("audit".to_owned(), first), ("system".to_owned(), 2)]);
}

#[tokio::test]
async fn a_log_that_is_long_or_broken_does_not_keep_the_others_from_being_read() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let worker = worker(&world).await;
    tampered(&world, &strange(12_000)).await;
    assert!(matches!(chain::watch(&worker).await.unwrap().as_slice(), [(log, _)] if log == "audit"));
    assert!(page(&world, "Ada Admin", LOG).await.contains("Loggen är hel till och med händelse "), "hers is read in the same round");
}

#[tokio::test]
async fn where_the_chain_begins_is_remembered_and_not_begun_again() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let worker = worker(&world).await;
    assert!(chain::watch(&worker).await.unwrap().is_empty());
    let wiped = "delete from link; delete from seal; comment on schema published is 'yttrande 1 another'";
    tampered(&world, wiped).await;
    // Whoever takes all links and seals away has an upgrade begin nothing anew.
    let superuser = database::superuser(&world.database).await;
    let refused = format!("{:#}", yttrande::platform::upkeep::migrate(&superuser).await.unwrap_err());
    assert!(refused.contains("has been taken away") && refused.contains("What to do"), "{refused}");
    // Nor when she makes it believe that nobody has looked yet, and puts back what was seen.
    tampered(&world, "create table looked as select * from log_check; delete from log_check").await;
    yttrande::platform::upkeep::migrate(&superuser).await.unwrap();
    tampered(&world, "insert into log_check select * from looked; update log_check set read_seq = 0, read_hash = null").await;
    assert!(chain::watch(&worker).await.unwrap().iter().any(|(log, number)| log == "audit" && *number == 1));
}
