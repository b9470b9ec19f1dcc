//! Two dates, one headline: a last day that is moved when it is over makes nobody punctual, for whoever reads and wherever.

use yttrande::demo::player::Page;

use crate::spoil::spoiled;
use crate::world::{DESK, RESPONSE, World, decision};

const CORRECT: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/sista-dag/ratta";
const READERS: [&str; 4] = ["Fia Fullmäktig", "Rut Revisor", "Sara Service", "Kim Kommun"];
/// Kommunstyrelsen has no part in it: its day comes long afterwards.
const ALONE: (&str, &str) = ("first-kommunstyrelsen", "2025-12-04");

/// Servicenämnden is two days late when the auditors put its last day right: 25 April instead of 31 March.
async fn corrected_after_the_day() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit_of(&crate::world::audit_form(&[ALONE])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    // A control of `./dev promises`: moved in good time, it has no mark.
    world.move_to(if spoiled("two dates") { "2025-03-28 09:00" } else { "2025-04-02 09:00" });
    let mut rut = world.signed_in("Rut Revisor").await;
    let reason = [("due_on", "2025-04-25"), ("reason", "Det skulle ha stått den 25 april.")];
    rut.post(CORRECT, &reason).await.unwrap().done().unwrap();
    world.move_to("2025-04-02 10:00");
    world
}

async fn handed_in(world: &World, day: &str) {
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/beslut"), &decision(day)).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
}

async fn page(world: &World, name: &str, path: &str) -> Page {
    world.signed_in(name).await.get(path).await.unwrap().shown().unwrap()
}

#[tokio::test]
async fn a_last_day_that_is_corrected_when_it_is_over_turns_no_headline_green() {
    let world = corrected_after_the_day().await;
    for name in READERS {
        for (path, sentence) in [
            ("/oversikt", "Inget yttrande är försenat. Mot missivets dag är ett försenat. För ett flyttades sista dagen när den hade passerat."),
            ("/namnder/servicenamnden", "har inget försenat yttrande. Mot missivets dag är ett försenat."),
        ] {
            let page = page(&world, name, path).await;
            assert!(page.body.contains(sentence), "{name} reads on {path}: {}", page.body);
            assert!(!page.body.contains("note ok"), "{name} sees green on {path}");
        }
        for (path, marks) in
            [("/granskningar", &["1 sista dag flyttad efter dagen"][..]), ("/namnder", &["1 sent mot missivets dag", "1 sista dag flyttad efter dagen"])]
        {
            let list = page(&world, name, path).await;
            assert!(marks.iter().all(|mark| list.body.contains(mark)), "{name} reads on {path}: {}", list.body);
        }
        let page = page(&world, name, "/granskningar/rev-2025-1").await;
        assert!(page.body.contains("Rättad till 25 april 2025 (tidigare 31 mars 2025); rättad efter dagen"), "{name}: {}", page.body);
    }
    let file = page(&world, "Fia Fullmäktig", "/namnder.csv").await;
    assert!(file.body.contains("Servicenämnden;nämnd;;0;") && file.body.lines().any(|row| row.ends_with(";1;1;")), "{}", file.body);
    let ledger = page(&world, "Fia Fullmäktig", &format!("{RESPONSE}/sista-dag")).await;
    assert!(ledger.body.contains("Dagen rättades i efterhand: den tidigare sista dagen hade passerat."), "{}", ledger.body);
}

#[tokio::test]
async fn an_answer_by_a_day_that_was_moved_afterwards_is_told_by_both_days_wherever_it_stands() {
    let world = corrected_after_the_day().await;
    world.move_to("2025-04-10 09:00");
    handed_in(&world, "2025-04-10").await;
    for name in READERS {
        for (path, sentences) in [
            (RESPONSE, vec!["i tid; 10 dagar sent mot missivets dag; rättad efter dagen", "Inkommet efter missivets dag"]),
            ("/yttranden/rev-2025-1/servicenamnden/forsta/kvitto", vec!["I tid; 10 dagar sent mot missivets dag; rättad efter dagen", "Mot missivets dag"]),
            ("/granskningar/rev-2025-1", vec!["i tid; 10 dagar sent mot missivets dag; rättad efter dagen"]),
            (
                "/oversikt",
                vec![
                    "1 av 1 yttrande i tid",
                    "mot missivets dag 0 av 1.",
                    "För ett yttrande flyttades sista dagen när den hade passerat.",
                    "av yttrandena lämnade i tid; mot missivets dag 0 av 1",
                    "1 av 1; mot missivets dag 0 av 1",
                    "1 lämnat, 1 sent mot missivets dag, 1 flyttad efter dagen",
                ],
            ),
            ("/namnder/servicenamnden", vec!["i tid; 10 dagar sent mot missivets dag; rättad efter dagen", "Inkommet efter missivets dag"]),
            ("/namnder/servicenamnden/yttranden.csv", vec!["i tid;10 dagar sent;rättad efter dagen"]),
        ] {
            let page = page(&world, name, path).await;
            for sentence in sentences {
                assert!(page.body.contains(sentence), "{name} does not read “{sentence}” on {path}: {}", page.body);
            }
            for green in ["Alla i tid", "Alla yttranden har kommit in i tid.", "Inkommet i tid"] {
                assert!(!page.body.contains(green), "{name} reads “{green}” on {path}");
            }
        }
    }
    let list = page(&world, "Fia Fullmäktig", "/yttranden.csv").await;
    assert!(list.body.contains("i tid;10 dagar sent;rättad efter dagen"), "{}", list.body);
}

#[tokio::test]
async fn what_was_moved_in_good_time_has_no_mark_but_is_told_by_both_days() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit_of(&crate::world::audit_form(&[ALONE])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    // On the last day itself it is not over yet.
    world.move_to("2025-03-31 23:50");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(CORRECT, &[("due_on", "2025-04-25"), ("reason", "Det skulle ha stått den 25 april.")]).await.unwrap().done().unwrap();
    world.move_to("2025-04-10 09:00");
    handed_in(&world, "2025-04-10").await;
    let response = page(&world, "Fia Fullmäktig", RESPONSE).await;
    assert!(response.body.contains("i tid; 10 dagar sent mot missivets dag") && !response.body.contains("rättad efter dagen"), "{}", response.body);
    let overview = page(&world, "Fia Fullmäktig", "/oversikt").await;
    assert!(overview.body.contains("mot missivets dag 0 av 1.") && !overview.body.contains("när den hade passerat."), "{}", overview.body);
}
