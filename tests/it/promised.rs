//! What was promised is held against what came of it, for as long as it takes.

use yttrande::demo::player::{Page, Player};

use crate::world::{RESPONSE, World, decision, tells_of};

const FOLLOW_UP: &str = "/yttranden/rev-2025-1/servicenamnden/uppfoljande";

async fn overview(world: &World) -> Page {
    world.signed_in("Fia Fullmäktig").await.get("/oversikt").await.unwrap().shown().unwrap()
}

/// What the table of passed dates says: a line for each measure.
async fn passed(world: &World) -> Vec<String> {
    let page = scraper::Html::parse_document(&overview(world).await.body);
    let rows = scraper::Selector::parse("table tr:has(td[data-l='Först lovad till'])").unwrap();
    page.select(&rows).map(|row| row.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Servicenämnden promised a measure for each of three items by September 2025, and it is November.
async fn promised() -> (World, Player) {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for code in ["B1", "R1", "R2"] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "next")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Tydliga planer.")]).await.unwrap().done().unwrap();
    assert_eq!(passed(&world).await, Vec::<String>::new());
    world.move_to("2025-11-20 09:00");
    let sara = world.signed_in("Sara Service").await;
    (world, sara)
}

async fn tells(sara: &mut Player, code: &str, outcome: &str, date: &str) {
    let fields = [
        ("version", "0"),
        ("outcome", outcome),
        ("outcome_action", "Leverantören dröjer."),
        ("outcome_effect", "Ingen."),
        ("outcome_date", date),
        ("do", "next"),
    ];
    tells_of(sara, &format!("{FOLLOW_UP}/arbete/punkter/{code}"), &fields).await.done().unwrap();
}

async fn hands_in(sara: &mut Player) {
    let desk = format!("{FOLLOW_UP}/arbete");
    sara.post(&format!("{desk}/sammanfattning"), &[("version", "0"), ("text", "Det mesta är gjort."), ("do", "next")]).await.unwrap().done().unwrap();
    sara.post(&format!("{desk}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{desk}/beslut"), &decision("2025-11-20")).await.unwrap().done().unwrap();
    sara.post(&format!("{desk}/skicka"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_promise_that_was_moved_or_dropped_counts_until_it_is_done_or_the_auditors_let_it_go() {
    let (world, mut sara) = promised().await;
    let silent = passed(&world).await;
    assert_eq!(silent.len(), 3, "{silent:?}");
    assert!(silent.iter().all(|row| row.contains("Inte redovisad") && row.contains("2025-09-30")), "{silent:?}");

    tells(&mut sara, "B1", "done", "2025-10-01").await;
    tells(&mut sara, "R1", "under_way", "maj 2026").await;
    tells(&mut sara, "R2", "dropped", "").await;
    hands_in(&mut sara).await;
    let told = passed(&world).await;
    assert_eq!(told.len(), 2, "what is done is owed no more: {told:?}");
    assert!(told.iter().any(|row| row.contains("R1") && row.contains("2025-09-30") && row.contains("Flyttad till 31 maj 2026")), "{told:?}");
    assert!(told.iter().any(|row| row.contains("R2") && row.contains("Ska inte genomföras, enligt nämnden")), "{told:?}");

    // The auditors' verdict ends what is no longer relevant, and not what is carried out in part.
    let mut rut = world.signed_in("Rut Revisor").await;
    for (code, grade) in [("B1", "implemented"), ("R1", "partly_implemented"), ("R2", "no_longer_relevant")] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", grade), ("comment", "Se rapporten."), ("note", ""), ("do", "next")];
        rut.post(&format!("{FOLLOW_UP}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{FOLLOW_UP}/omdome/publicera"), &[("submission", "1"), ("overall", "På väg.")]).await.unwrap().done().unwrap();
    assert_eq!(passed(&world).await.len(), 1);

    // Nor does the end of the audit.
    rut.post("/granskningar/rev-2025-1/avsluta", &[("motive", "Nämnden har svarat två gånger."), ("without_answer", "yes")]).await.unwrap().done().unwrap();
    let left = passed(&world).await;
    assert!(left.len() == 1 && left[0].contains("R1"), "{left:?}");
    assert_eq!(
        world.count("select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()").await,
        0
    );
}

#[tokio::test]
async fn a_promise_that_is_answered_in_special_order_is_not_called_unreported() {
    let (world, mut sara) = promised().await;
    let fields = [
        ("version", "0"),
        ("stance", "elsewhere"),
        ("elsewhere_reference", "SN-2025-99"),
        ("outcome", ""),
        ("outcome_action", ""),
        ("outcome_effect", ""),
        ("outcome_date", ""),
        ("do", "next"),
    ];
    tells_of(&mut sara, &format!("{FOLLOW_UP}/arbete/punkter/B1"), &fields).await.done().unwrap();
    tells(&mut sara, "R1", "done", "2025-10-01").await;
    tells(&mut sara, "R2", "done", "2025-10-01").await;
    hands_in(&mut sara).await;
    let told = passed(&world).await;
    assert!(told.len() == 1 && told[0].contains("B1") && told[0].contains("Svar lämnat i särskild ordning"), "{told:?}");
}
