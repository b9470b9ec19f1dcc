//! A board that has ended, the board that follows it, and a board that is called something else: who answers, and what readers see of it.

use yttrande::demo::player::Player;

use crate::followed::{bo_agrees, with_bo};
use crate::world::{DESK, PASSWORD, RESPONSE, World, email, look, sees, sees_none};

const END: &str = "/admin/namnder/servicenamnden/avsluta";

/// Mia is the secretary of Miljönämnden; she was given her role before the first audit, and there are two administrators.
async fn with_mia(world: &World) {
    with_bo(world).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let line = format!("Mia Miljö; {}; nämndsekreterare; Miljönämnden", email("Mia Miljo"));
    let links = ada.post("/admin/personer/lagg-till", &[("people", &line)]).await.unwrap().shown().unwrap();
    let link = links.address_after(&email("Mia Miljo"), "/inbjudan/").unwrap();
    world.visitor().post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
}

async fn mia(world: &World) -> Player {
    let mut mia = world.visitor();
    mia.sign_in(&email("Mia Miljo"), PASSWORD).await.unwrap();
    mia
}

async fn ends(world: &World, board: &str, on: &str, heir: &str) {
    let to = format!("/admin/namnder/{board}/avsluta");
    let fields = [("on", on), ("end_reason", "Ny organisation"), ("heir", heir)];
    world.signed_in("Ada Admin").await.post(&to, &fields).await.unwrap().done().unwrap();
    bo_agrees(world, board).await;
}

#[tokio::test]
async fn the_people_of_a_board_that_another_follows_have_nothing_there_from_the_day_after() {
    let world = World::at("2025-03-03 09:00").await;
    with_mia(&world).await;
    world.sent_audit().await;
    ends(&world, "servicenamnden", "2025-03-10", "miljonamnden").await;
    world.move_to_the_end_of("2025-03-10");
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/att-gora").await, &["Städavtal"]);
    sees(&look(&mut sara, DESK).await, &["Servicenämnden"]);
    assert_eq!(mia(&world).await.get(DESK).await.unwrap().status, 404);
    // She stands there since before midnight: it is asked again when she saves.
    let version = look(&mut sara, &format!("{DESK}/sammanfattning")).await.hidden("version").unwrap();
    world.move_to("2025-03-11 00:01");
    let late = [("version", version.as_str()), ("text", "För sent."), ("do", "next")];
    assert_eq!(sara.post(&format!("{DESK}/sammanfattning"), &late).await.unwrap().status, 404);
    for name in ["Sara Service", "Siv Handläggare", "Olle Ordförande"] {
        let mut own = world.signed_in(name).await;
        for page in [DESK, "/ersattare/servicenamnden", &format!("{DESK}/fordelning")] {
            assert_eq!(own.get(page).await.unwrap().status, 404, "{name}: {page}");
        }
        sees_none(&own.get("/att-gora").await.unwrap(), &["Städavtal", "yttrande att lämna"]);
    }
    let mut mia = mia(&world).await;
    sees(&look(&mut mia, DESK).await, &["Servicenämnden"]);
    sees_none(&look(&mut mia, &format!("{DESK}/fordelning")).await, &["Sara Service", "Siv Handläggare"]);
    // Opened again, the board has its own people.
    let again = [("reopen_reason", "Den finns")];
    world.signed_in("Ada Admin").await.post("/admin/namnder/servicenamnden/oppna", &again).await.unwrap().done().unwrap();
    bo_agrees(&world, "servicenamnden").await;
    assert_eq!(world.signed_in("Sara Service").await.get(DESK).await.unwrap().status, 200);
    assert_eq!(mia.get(DESK).await.unwrap().status, 404);
}

#[tokio::test]
async fn nobody_is_followed_from_a_day_that_is_over() {
    let world = World::at("2025-03-12 09:00").await;
    with_mia(&world).await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let over = [("on", "2025-03-11"), ("end_reason", "Ny organisation"), ("heir", "miljonamnden")];
    let refused = ada.post(END, &over).await.unwrap();
    sees(&refused, &["sista dagen tidigast vara i dag", "value=\"2025-03-11\"", "Ny organisation"]);
    assert_eq!(mia(&world).await.get(DESK).await.unwrap().status, 404, "nobody reads the drafts of others because of it");
    // From today on it is seen before: the heir reads nothing until tomorrow.
    let today = [("on", "2025-03-12"), ("end_reason", "Ny organisation"), ("heir", "miljonamnden")];
    ada.post(END, &today).await.unwrap().done().unwrap();
    bo_agrees(&world, "servicenamnden").await;
    assert_eq!(mia(&world).await.get(DESK).await.unwrap().status, 404);
    world.move_to("2025-03-13 08:00");
    assert_eq!(mia(&world).await.get(DESK).await.unwrap().status, 200);
}

#[tokio::test]
async fn whose_own_people_shall_answer_is_said_and_not_both() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let both = [("on", "2025-03-10"), ("end_reason", "Läggs ned"), ("heir", "kommunstyrelsen"), ("alone", "yes")];
    sees(&ada.post(END, &both).await.unwrap(), &["Välj antingen en annan nämnd eller nämndens egna."]);
    let own = [("on", "2025-03-10"), ("end_reason", "Läggs ned"), ("heir", ""), ("alone", "yes")];
    ada.post(END, &own).await.unwrap().done().unwrap();
    world.move_to("2025-03-11 09:00");
    sees(&look(&mut world.signed_in("Sara Service").await, DESK).await, &["Servicenämnden"]);
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, "/admin/namnder/servicenamnden").await, &["Nämndens egna svarar även efter sista dagen."]);
}

#[tokio::test]
async fn where_one_board_follows_another_the_last_one_answers() {
    let world = World::at("2025-03-03 09:00").await;
    with_mia(&world).await;
    world.sent_audit().await;
    ends(&world, "servicenamnden", "2025-03-10", "miljonamnden").await;
    world.move_to("2025-03-12 09:00");
    let mut ada = world.signed_in("Ada Admin").await;
    // What it has come to answer for stands on the form that ends it, and has to be answered for.
    let page = look(&mut ada, "/admin/namnder/miljonamnden").await;
    sees(&page, &["Nämnden svarar också för Servicenämnden, som har 2 yttranden kvar att lämna. Tidigaste sista dag: 31 mars 2025."]);
    let nobody = [("on", "2025-03-20"), ("end_reason", "Uppgår"), ("heir", "")];
    sees(&ada.post("/admin/namnder/miljonamnden/avsluta", &nobody).await.unwrap(), &["Välj vem som svarar för dem"]);
    ends(&world, "miljonamnden", "2025-03-20", "kommunstyrelsen").await;
    world.move_to("2025-03-20 09:00");
    assert_eq!(mia(&world).await.get(DESK).await.unwrap().status, 200);
    assert_eq!(world.signed_in("Kim Kommun").await.get(DESK).await.unwrap().status, 404);
    world.move_to("2025-03-21 09:00");
    assert_eq!(mia(&world).await.get(DESK).await.unwrap().status, 404);
    assert_eq!(world.signed_in("Kim Kommun").await.get(DESK).await.unwrap().status, 200);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let board = look(&mut fia, "/namnder/servicenamnden").await;
    sees(&board, &["Det som är kvar svarar Kommunstyrelsen för."]);
    sees_none(&board, &["Kommunstyrelsen, Miljönämnden"]);
    // Opened again in the middle, it answers for both.
    let again = [("reopen_reason", "Den finns")];
    world.signed_in("Ada Admin").await.post("/admin/namnder/miljonamnden/oppna", &again).await.unwrap().done().unwrap();
    bo_agrees(&world, "miljonamnden").await;
    assert_eq!(mia(&world).await.get(DESK).await.unwrap().status, 200);
    assert_eq!(world.signed_in("Kim Kommun").await.get(DESK).await.unwrap().status, 404);
    sees(&look(&mut fia, "/namnder/servicenamnden").await, &["Det som är kvar svarar Miljönämnden för."]);
}

#[tokio::test]
async fn auditors_and_council_see_that_a_board_has_ended_and_who_answers() {
    let world = World::at("2025-03-03 09:00").await;
    with_mia(&world).await;
    world.sent_audit().await;
    ends(&world, "servicenamnden", "2025-03-10", "miljonamnden").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    // Before its last day they know already, since it has something left to hand in.
    sees(&look(&mut rut, "/att-gora").await, &["Servicenämnden upphör 10 mars 2025", "Därefter svarar Miljönämnden för det som är kvar"]);
    sees_none(&look(&mut rut, "/namnder").await, &["Miljönämnden svarar"]);
    sees(&look(&mut rut, "/granskningar/rev-2025-1").await, &["Nämnden upphör 10 mars 2025. Därefter svarar Miljönämnden för det som är kvar."]);
    world.move_to("2025-03-11 09:00");
    for name in ["Rut Revisor", "Fia Fullmäktig"] {
        let mut reader = world.signed_in(name).await;
        let audit = look(&mut reader, "/granskningar/rev-2025-1").await;
        sees(&audit, &["Nämnden fanns till och med 10 mars 2025. Det som är kvar svarar Miljönämnden för."]);
        let heir = look(&mut reader, "/namnder/miljonamnden").await;
        sees(&heir, &["Svarar också för", "Servicenämnden", "2 yttranden kvar att lämna", "/namnder/servicenamnden"]);
        let boards = look(&mut reader, "/namnder").await;
        sees(&boards, &["Miljönämnden svarar", "svarar också för 2 kvar från Servicenämnden"]);
        if name == "Rut Revisor" {
            sees(&look(&mut reader, "/att-gora").await, &["Servicenämnden fanns till och med 10 mars 2025", "Miljönämnden svarar för det som är kvar"]);
        }
    }
}

#[tokio::test]
async fn what_was_handed_in_keeps_the_name_that_the_board_had() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2025-03-10 09:00");
    let to = "/admin/namnder/servicenamnden/namn";
    let new = [("name", "Fastighetsnämnden"), ("rename_reason", "Ny organisation")];
    world.signed_in("Ada Admin").await.post(to, &new).await.unwrap().done().unwrap();
    world.move_to("2025-03-11 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let receipt = look(&mut fia, &format!("{RESPONSE}/kvitto")).await;
    sees(&receipt, &["Servicenämnden (nu Fastighetsnämnden)"]);
    sees(&look(&mut fia, RESPONSE).await, &["Servicenämnden (nu Fastighetsnämnden)"]);
    sees(&look(&mut fia, "/granskningar/rev-2025-1").await, &["tidigare Servicenämnden, till och med 10 mars 2025"]);
    sees(&look(&mut fia, "/namnder/servicenamnden").await, &["tidigare Servicenämnden, till och med 10 mars 2025"]);
    let mut rut = world.signed_in("Rut Revisor").await;
    let log = look(&mut rut, "/handelser").await;
    sees(&log, &["Servicenämnden"]);
    // Other pages speak of it as it is called now.
    sees(&look(&mut rut, "/namnder").await, &["Fastighetsnämnden"]);
}
