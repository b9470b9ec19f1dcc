//! A board's year on one sheet, as the council has it before it when it decides on discharge from liability.

use yttrande::demo::player::Page;

use crate::world::{World, look, sees};

const YEAR: &str = "/namnder/servicenamnden/ar/2025";

async fn page(world: &World, name: &str, path: &str) -> Page {
    world.signed_in(name).await.get(path).await.unwrap().shown().unwrap()
}

/// Servicenämnden answers two days late and promises everything for September.
async fn answered_late() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-02 09:00");
    world.submitted_response().await;
    world
}

#[tokio::test]
async fn a_boards_year_says_how_it_answered_and_which_promises_have_passed_their_day() {
    let world = answered_late().await;
    for name in ["Fia Fullmäktig", "Rut Revisor", "Sara Service", "Kim Kommun", "Lars Läsare"] {
        let year = page(&world, name, YEAR).await;
        sees(&year, &["Året hittills.", "Nämnden har lämnat <strong>0 av 1 yttrande i tid", "2 dagar sent", "Städavtal", "REV-2025-1"]);
        sees(&year, &["Inget utlovat datum har passerat.", "Ingen rekommendation har sitt senaste omdöme i en uppföljning från året."]);
    }
    // The follow-up is due next year: of that there is nothing to say yet, so nothing leads there.
    assert!(!page(&world, "Fia Fullmäktig", YEAR).await.body.contains("/ar/2026"));
    world.move_to("2026-02-02 09:00");
    let year = page(&world, "Fia Fullmäktig", YEAR).await;
    sees(&year, &["Underlag inför fullmäktiges beslut om ansvarsfrihet för 2025.", "Läget <time datetime=\"2026-02-02\">2 februari 2026</time>"]);
    sees(&year, &["Uppföljningen brister", "Följ upp avtalen", "Utbilda beställarna", "Till 30 september 2025. Inte redovisad."]);
    // Its address stands on the board's page, and the years lead to each other.
    sees(&page(&world, "Fia Fullmäktig", "/namnder/servicenamnden").await, &["href=\"/namnder/servicenamnden/ar/2025\""]);
    sees(&page(&world, "Fia Fullmäktig", "/namnder/servicenamnden/ar/2026").await, &["href=\"/namnder/servicenamnden/ar/2025\""]);
}

#[tokio::test]
async fn the_figures_of_a_boards_years_are_those_of_the_overview() {
    let world = answered_late().await;
    world.move_to("2025-05-01 09:00");
    let overview = page(&world, "Fia Fullmäktig", "/oversikt").await;
    sees(&overview, &["försenat yttrande just nu"]);
    // Kommunstyrelsen has not answered: its own year says so, and Servicenämnden's does not.
    let executive = page(&world, "Fia Fullmäktig", "/namnder/kommunstyrelsen/ar/2025").await;
    sees(&executive, &["Nämnden har lämnat <strong>0 av 1 yttrande i tid", "<div class=\"bad\">"]);
    sees(&executive, &["försenat nu av yttrandena med sista dag 2025"]);
    assert!(!page(&world, "Fia Fullmäktig", YEAR).await.body.contains("<div class=\"bad\">"));
    // A year says what is overdue of its own, and that there is something else.
    world.move_to("2026-01-02 09:00");
    sees(
        &page(&world, "Fia Fullmäktig", "/namnder/kommunstyrelsen/ar/2026").await,
        &["försenade nu av yttrandena med sista dag 2026; dessutom ett från ett annat år"],
    );
}

#[tokio::test]
async fn a_year_with_nothing_in_it_says_so_and_what_is_no_year_does_not_exist() {
    let world = answered_late().await;
    let year = page(&world, "Fia Fullmäktig", "/namnder/servicenamnden/ar/2019").await;
    sees(&year, &["Nämnden hade inget yttrande att lämna.", "Underlag inför fullmäktiges beslut om ansvarsfrihet för 2019."]);
    for path in [
        "/namnder/servicenamnden/ar/999",
        "/namnder/servicenamnden/ar/10000",
        "/namnder/servicenamnden/ar/2026",
        "/namnder/servicenamnden/ar/i-fjol",
        "/namnder/finns-inte/ar/2025",
    ] {
        let told = world.signed_in("Fia Fullmäktig").await.get(path).await.unwrap();
        assert_eq!(told.status, 404, "{path}: {}", told.body);
    }
}

#[tokio::test]
async fn a_boards_page_says_what_has_come_of_its_answers_so_far() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let path = "/namnder/servicenamnden";
    // Nothing is due yet, and its recommendation waits.
    sees(&look(&mut fia, path).await, &["rekommendationer väntar på uppföljning nu", "/rekommendationer?namnd=servicenamnden&#38;omdome=vantar"]);
    world.move_to("2025-04-02 09:00");
    world.submitted_response().await;
    world.move_to("2026-02-02 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = look(&mut fia, path).await;
    sees(&page, &["0 av 2", "försenat yttrande just nu", "Utveckling över åren", "href=\"/namnder/servicenamnden/ar/2025\""]);
    sees(&page, &["Punkter där ett utlovat datum har passerat", "Följ upp avtalen", "Till 30 september 2025. Inte redovisad."]);
    sees(&page, &["Revisionen har inte lämnat något omdöme i en uppföljning än."]);
    // What it says is what the register has.
    let rows = look(&mut fia, "/rekommendationer?namnd=servicenamnden&datum=passerat&visa=bedomningar").await;
    assert_eq!(page.body.matches("Till 30 september 2025.").count(), rows.body.matches("class=\"code\"").count());
}
