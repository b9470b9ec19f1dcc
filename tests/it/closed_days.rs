//! Last days on weekends and holidays: asked about, never moved by themselves.

use crate::world::World;

const ASK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/anstand";
const LEDGER: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/sista-dag";

#[tokio::test]
async fn a_last_day_on_which_offices_are_closed_is_asked_about_wherever_it_is_set() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let (mut rut, mut sara) = (world.signed_in("Rut Revisor").await, world.signed_in("Sara Service").await);
    // Midsummer Eve, and the Sunday after it.
    for (path, auditor, day, field, said) in [
        (format!("{LEDGER}/ratta"), true, "2025-06-20", "due_on", "20 juni 2025 är midsommarafton."),
        (ASK.to_owned(), false, "2025-06-22", "wished_on", "22 juni 2025 är en söndag."),
    ] {
        let player = if auditor { &mut rut } else { &mut sara };
        let asked = player.post(&path, &[(field, day), ("reason", "Sommaren.")]).await.unwrap();
        assert_eq!(asked.status, 422, "{path}");
        assert!(asked.body.contains(said) && asked.body.contains(&format!("value=\"{day}\"")), "{path}: {}", asked.body);
        player.post(&path, &[(field, day), ("reason", "Sommaren."), ("closed_day", day)]).await.unwrap().done().unwrap();
    }
}

#[tokio::test]
async fn a_closed_last_day_of_a_supplement_is_asked_about_too() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let asks = "/yttranden/rev-2025-1/servicenamnden/forsta/komplettering";
    let fields = [("wanted", "Vem ansvarar för R1?"), ("due_on", "2025-04-27")];
    let asked = rut.post(asks, &fields).await.unwrap();
    assert_eq!(asked.status, 422);
    assert!(asked.body.contains("27 april 2025 är en söndag.") && asked.body.contains("Vem ansvarar för R1?"), "{}", asked.body);
    assert_eq!(world.count("select count(*) from supplement_request").await, 0);
    rut.post(asks, &[fields.as_slice(), &[("closed_day", "2025-04-27")]].concat()).await.unwrap().done().unwrap();
}
