//! How old what is open has become, and in how many days boards answer.

use yttrande::demo::player::Page;

use crate::world::{World, look, sees, sees_none};

/// The number before these words, in a link of the page, and where it leads.
fn link_with(page: &Page, words: &str) -> (String, String) {
    let before = page.body.split(words).next().unwrap();
    let link = before.rsplit("<a href=\"").next().unwrap();
    let (url, said) = link.split_once("\">").unwrap();
    (url.replace("&#38;", "&"), said.trim().to_owned())
}

#[tokio::test]
async fn the_overview_says_how_old_open_recommendations_are_and_leads_to_exactly_those() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, "/oversikt").await, &["Ingen öppen rekommendation är äldre än två år; den äldsta skickades 3 februari 2025."]);
    world.move_to("2027-02-03 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, "/oversikt").await, &["Ingen öppen rekommendation är äldre än två år"]);
    world.move_to("2027-02-04 09:00");
    for name in ["Fia Fullmäktig", "Sara Service", "Rut Revisor"] {
        let mut reader = world.signed_in(name).await;
        let overview = look(&mut reader, "/oversikt").await;
        let (url, number) = link_with(&overview, " äldre än två år</a>");
        sees_none(&overview, &["äldre än fyra år"]);
        let rows = look(&mut reader, &url).await;
        sees(&rows, &[&format!("{number} rekommendationer")]);
    }
    world.move_to("2029-02-04 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(
        &look(&mut fia, "/oversikt").await,
        &["Av de öppna rekommendationerna är", "äldre än två år</a> och", "äldre än fyra år</a>; den äldsta skickades 3 februari 2025."],
    );
    // And of a day that is over what it said then.
    let then = look(&mut fia, "/oversikt?per=2027-06-01").await;
    sees(&then, &["äldre än två år</a>; den äldsta skickades 3 februari 2025."]);
    let (url, number) = link_with(&then, " äldre än två år</a>");
    sees(&look(&mut fia, &url).await, &[&format!("{number} rekommendationer")]);
}

#[tokio::test]
async fn the_list_of_boards_says_in_how_many_days_each_answers() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-03 09:00");
    world.submitted_response().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let list = look(&mut fia, "/namnder").await;
    sees(&list, &["28 dagar", "(1 yttrande)", "Svarstid: från att granskningen skickades"]);
    let file = fia.get("/namnder.csv").await.unwrap().body;
    let row = file.lines().find(|line| line.starts_with("Servicenämnden")).unwrap();
    assert!(row.ends_with(";28"), "{file}");
    assert!(file.lines().find(|line| line.starts_with("Kommunstyrelsen")).unwrap().ends_with(';'), "what has not answered has no time: {file}");
    world.move_to("2026-03-04 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees_none(&look(&mut fia, "/namnder").await, &["28 dagar"]);
}
