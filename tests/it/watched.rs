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
    assert!(matches!(chain::watch(&worker).await.unwrap().as_slice(), [(log, _)] if log == "system"));
}
