//! A board that is silent in two rounds is overdue once, wherever it is said: while the first response is missing, nobody can write the
//! follow-up.

use crate::world::World;

async fn rows(world: &World, path: &str) -> String {
    let body = world.signed_in("Rut Revisor").await.get(path).await.unwrap().shown().unwrap().body;
    body.split("<main").nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn the_list_of_what_is_late_says_the_same_as_the_overview_and_the_audits_page() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    // Both rounds of Servicenämnden are over, and the one of Kommunstyrelsen.
    world.move_to("2026-02-10 09:00");
    let late = rows(&world, "/yttranden?status=forsenat").await;
    assert!(late.contains("servicenamnden/forsta") && late.contains("kommunstyrelsen/forsta"), "{late}");
    assert!(!late.contains("servicenamnden/uppfoljande"), "a silent board is late once: {late}");
    let file = world.signed_in("Rut Revisor").await.get("/yttranden.csv?status=forsenat").await.unwrap().shown().unwrap().body;
    assert_eq!(file.lines().count(), 3, "{file}");
    let start = rows(&world, "/att-gora").await;
    assert!(start.contains("Två yttranden är försenade."), "{start}");
    assert!(rows(&world, "/oversikt").await.contains("två") || rows(&world, "/oversikt").await.contains("Två"));
    // It is not lost: it waits, and says for what.
    for path in ["/yttranden?status=vantar", "/yttranden"] {
        let waiting = rows(&world, path).await;
        assert!(waiting.contains("servicenamnden/uppfoljande") && waiting.contains("Väntar på det första yttrandet"), "{path}: {waiting}");
    }
    let audit = rows(&world, "/granskningar/rev-2025-1").await;
    assert!(audit.contains("Två yttranden är försenade") && audit.contains("Väntar på det första yttrandet"), "{audit}");
    // Once the first has come, the follow-up is late itself.
    world.submitted_response().await;
    assert!(rows(&world, "/yttranden?status=forsenat").await.contains("servicenamnden/uppfoljande"));
    assert!(!rows(&world, "/yttranden?status=vantar").await.contains("servicenamnden/uppfoljande"));
}
