//! People and boards are put right in the open: a name, an address, an end, a new beginning, and who answers afterwards.

use yttrande::demo::player::Player;

use crate::followed::{bo_agrees, with_bo};
use crate::post::{Basket, instance, round};
use crate::world::{DESK, PASSWORD, RESPONSE, World, decision, email, look, sees, sees_none};

pub(crate) async fn page_of(ada: &mut Player, name: &str) -> String {
    let list = look(ada, "/admin/personer").await;
    let id = list.body.split(&format!(">{name}")).next().unwrap().rsplit("/admin/personer/").next().unwrap().split('"').next().unwrap().to_owned();
    format!("/admin/personer/{id}")
}

#[tokio::test]
async fn a_name_and_an_address_are_put_right_with_a_reason_and_no_document_changes() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let document = world.signed_in("Sara Service").await.get(&format!("{RESPONSE}/dokument")).await.unwrap().content;
    let mut ada = world.signed_in("Ada Admin").await;
    let page = page_of(&mut ada, "Sara Service").await;
    let to = format!("{page}/uppgifter");
    let wrong = ada.post(&to, &[("name", " "), ("email", "sara"), ("correct_reason", "")]).await.unwrap();
    sees(&wrong, &["Skriv namnet.", "Skriv en e-postadress, till exempel", "Skriv varför.", r#"value="sara""#]);
    let taken = ada.post(&to, &[("name", "Sara Service"), ("email", &email("Kim Kommun")), ("correct_reason", "Ny adress")]).await.unwrap();
    sees(&taken, &["Adressen tillhör redan", "Kim Kommun"]);
    let same = ada.post(&to, &[("name", "Sara Service"), ("email", &email("Sara Service")), ("correct_reason", "Ingen")]).await.unwrap();
    sees(&same, &["Namnet och adressen är de som redan står där."]);
    ada.post(&to, &[("name", "Sara Sjö"), ("email", "Sara.Sjo@kommun.example"), ("correct_reason", "Gift")]).await.unwrap().done().unwrap();
    let after = look(&mut ada, &page).await;
    sees(&after, &["Sara Sjö", "sara.sjo@kommun.example", "rättad av", "Sara Service", "Gift"]);
    let mut old = world.visitor();
    assert!(old.sign_in(&email("Sara Service"), PASSWORD).await.is_err());
    let mut sara = world.visitor();
    sara.sign_in("sara.sjo@kommun.example", PASSWORD).await.unwrap();
    sees(&look(&mut sara, "/att-gora").await, &["Sara Sjö"]);
    assert_eq!(sara.get(&format!("{RESPONSE}/dokument")).await.unwrap().content, document, "no byte of what was handed in");
    assert!(world.events().await.contains(&"person_corrected".to_owned()));
}

#[tokio::test]
async fn whoever_is_the_only_one_to_hand_in_is_not_ended_without_an_heir_or_a_word() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let lock = format!("{DESK}/klart-for-namnden");
    assert_eq!(world.signed_in("Siv Handläggare").await.get(&lock).await.unwrap().status, 403);
    let mut ada = world.signed_in("Ada Admin").await;
    let olle = page_of(&mut ada, "Olle Ordförande").await;
    ada.post(&format!("{olle}/avsluta"), &[("end_reason", "")]).await.unwrap().shown().unwrap_err();
    sees(&ada.post(&format!("{olle}/avsluta"), &[("end_reason", "")]).await.unwrap(), &["Skriv varför."]);
    // The secretary is left: nobody asks for more.
    sees_none(&look(&mut ada, &olle).await, &["Vem tar över?"]);
    ada.post(&format!("{olle}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let sara = page_of(&mut ada, "Sara Service").await;
    sees(&look(&mut ada, &sara).await, &["Personen är den enda som kan lämna in för:", "2 yttranden kvar att lämna", "31 mars 2025", "Vem tar över?"]);
    let alone = ada.post(&format!("{sara}/avsluta"), &[("end_reason", "Slutat"), ("heir", "")]).await.unwrap();
    sees(&alone, &["Skriv vem som tar över, eller kryssa i att nämnden får stå utan.", r#"value="Slutat""#]);
    for (heir, said) in [
        ("ingen", "Skriv en e-postadress"),
        ("ingen@kommun.example", "Ingen med den adressen kan logga in."),
        (&email("Olle Ordförande"), "Ingen med den adressen kan logga in."),
        (&email("Rut Revisor"), "har en roll som inte går ihop med"),
    ] {
        sees(&ada.post(&format!("{sara}/avsluta"), &[("end_reason", "Slutat"), ("heir", heir)]).await.unwrap(), &[said]);
    }
    assert_eq!(world.count("select count(*) from person where ended_at is not null").await, 1);
    ada.post(&format!("{sara}/avsluta"), &[("end_reason", "Slutat"), ("heir", &email("Siv Handläggare"))]).await.unwrap().done().unwrap();
    // Nobody else administers: a day goes by.
    assert_eq!(world.signed_in("Siv Handläggare").await.get(&lock).await.unwrap().status, 403);
    world.move_to("2025-03-04 09:00");
    let settled = round(&instance(&world, Basket::default()).await).await.settled;
    assert_eq!(settled, 1);
    assert_ne!(world.signed_in("Siv Handläggare").await.get(&lock).await.unwrap().status, 403);
}

#[tokio::test]
async fn the_last_role_that_hands_in_is_not_ended_by_one_click() {
    let world = World::at("2025-03-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let kim = page_of(&mut ada, "Kim Kommun").await;
    let shown = look(&mut ada, &kim).await;
    let end = shown.addresses(&format!("{kim}/roller/")).first().unwrap().clone();
    let refused = ada.post(&end, &[]).await.unwrap();
    sees(&refused, &["Ge rollen till någon annan först, eller kryssa i att nämnden får stå utan."]);
    ada.post(&end, &[("alone", "yes"), ("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn somebody_who_was_ended_comes_back_as_the_same_person() {
    let world = World::at("2025-03-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let siv = page_of(&mut ada, "Siv Handläggare").await;
    ada.post(&format!("{siv}/avsluta"), &[("end_reason", "Tjänstledig")]).await.unwrap().done().unwrap();
    assert!(world.visitor().sign_in(&email("Siv Handläggare"), PASSWORD).await.is_err());
    sees(&ada.post(&format!("{siv}/oppna"), &[("reopen_reason", "")]).await.unwrap(), &["Skriv varför."]);
    let again = ada.post("/admin/personer/lagg-till", &[("people", &format!("Siv Handläggare; {}; läsare", email("Siv Handläggare")))]).await.unwrap();
    sees(&again, &["Öppna kontot igen på personens sida."]);
    ada.post(&format!("{siv}/oppna"), &[("reopen_reason", "Tillbaka")]).await.unwrap().done().unwrap();
    sees(&look(&mut ada, &siv).await, &["avslutad av", "Tjänstledig", "öppnad igen av", "Tillbaka"]);
    sees(&look(&mut world.signed_in("Siv Handläggare").await, "/att-gora").await, &["Siv Handläggare"]);
    assert_eq!(ada.post(&format!("{siv}/oppna"), &[("reopen_reason", "Igen")]).await.unwrap().status, 409);
}

#[tokio::test]
async fn a_second_person_of_the_same_name_does_not_arise_unnoticed() {
    let world = World::at("2025-03-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let people = "Nils Ny; nils@kommun.example; läsare\nsara service; sara.s@kommun.example; läsare";
    let asked = ada.post("/admin/personer/lagg-till", &[("people", people)]).await.unwrap();
    sees(&asked, &["Rad 2:", "finns redan, med adressen", "sara.service@kommun.example", "Det är andra personer med samma namn."]);
    ada.post("/admin/personer/lagg-till", &[("people", people), ("others", "yes")]).await.unwrap().shown().unwrap();
    assert_eq!(world.count("select count(*) from person where lower(name) = 'sara service'").await, 2);
}

#[tokio::test]
async fn a_board_gets_another_name_and_keeps_its_address_and_what_it_has_submitted() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let to = "/admin/namnder/servicenamnden/namn";
    sees(&ada.post(to, &[("name", "miljönämnden"), ("rename_reason", "")]).await.unwrap(), &["En annan nämnd heter så.", "Skriv varför."]);
    ada.post(to, &[("name", "Fastighetsnämnden"), ("rename_reason", "Ny organisation")]).await.unwrap().done().unwrap();
    sees(&look(&mut ada, "/admin/namnder/servicenamnden").await, &["Fastighetsnämnden", "namnet bytt av", "Före:", "Servicenämnden", "Ny organisation"]);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, "/namnder/servicenamnden").await, &["Fastighetsnämnden"]);
    sees(&look(&mut fia, "/granskningar/rev-2025-1").await, &["Fastighetsnämnden"]);
    let document = fia.get(&format!("{RESPONSE}/dokument")).await.unwrap();
    sees(&document, &["Servicenämnden"]);
    sees_none(&document, &["Fastighetsnämnden"]);
    assert_eq!(world.count("select count(*) from round_now where board_name = 'Servicenämnden'").await, 0);
}

#[tokio::test]
async fn what_a_board_that_ceases_has_left_its_heir_answers_for_from_the_day_after() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let to = "/admin/namnder/servicenamnden/avsluta";
    sees(&look(&mut ada, "/admin/namnder/servicenamnden").await, &["Nämnden har 2 yttranden kvar att lämna.", "31 mars 2025"]);
    let refused = ada.post(to, &[("on", "2025-03-10"), ("end_reason", "Uppgår i Miljönämnden"), ("heir", "")]).await.unwrap();
    sees(&refused, &["Välj vem som svarar för dem, eller kryssa i att nämndens egna gör det."]);
    let people = "Mia Miljö; mia.miljo@kommun.example; nämndsekreterare; Miljönämnden\nMoa Miljö; moa.miljo@kommun.example; handläggare; Miljönämnden";
    let links = ada.post("/admin/personer/lagg-till", &[("people", people)]).await.unwrap().shown().unwrap();
    let link = links.address_after("mia.miljo@kommun.example", "/inbjudan/").unwrap();
    world.visitor().post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
    ada.post(to, &[("on", "2025-03-10"), ("end_reason", "Uppgår i Miljönämnden"), ("heir", "miljonamnden")]).await.unwrap().done().unwrap();
    world.move_to("2025-03-10 12:00");
    round(&instance(&world, Basket::default()).await).await;
    let mut mia = world.visitor();
    mia.sign_in("mia.miljo@kommun.example", PASSWORD).await.unwrap();
    assert_eq!(mia.get(DESK).await.unwrap().status, 404);
    world.move_to("2025-03-11 09:00");
    let mut mia = world.visitor();
    mia.sign_in("mia.miljo@kommun.example", PASSWORD).await.unwrap();
    sees(&look(&mut mia, "/att-gora").await, &["Städavtal"]);
    sees(&look(&mut mia, DESK).await, &["Servicenämnden"]);
    // Those who work for the heir are colleagues at this desk: parts are given to them, and they stand in for one another.
    let share = look(&mut mia, &format!("{DESK}/fordelning")).await;
    sees(&share, &[">Mia Miljö</option>", ">Moa Miljö</option>"]);
    let moa = share.body.split(">Moa Miljö</option>").next().unwrap().rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    mia.post(&format!("{DESK}/fordelning"), &[("part", "R1"), ("was", ""), ("who", moa.as_str())]).await.unwrap().done().unwrap();
    let instead = [("who", moa.as_str()), ("from", "2025-03-11"), ("to", "2025-03-12")];
    mia.post("/ersattare/servicenamnden", &instead).await.unwrap().done().unwrap();
    sees(&look(&mut mia, "/ersattare/miljonamnden").await, &["Moa Miljö ersätter Mia Miljö"]);
    mia.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    mia.post(&format!("{DESK}/beslut"), &decision("2025-03-11")).await.unwrap().done().unwrap();
    mia.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, "/namnder/servicenamnden").await, &["Nämnden fanns till och med", "Det som är kvar svarar", "Miljönämnden"]);
    // Nobody else has come nearer to the desk.
    assert_eq!(world.signed_in("Kim Kommun").await.get(DESK).await.unwrap().status, 404);
}

#[tokio::test]
async fn a_last_day_that_is_over_is_not_called_the_next() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-07 09:00");
    let page = look(&mut world.signed_in("Ada Admin").await, "/admin/namnder/servicenamnden").await;
    sees(&page, &["Nämnden har 2 yttranden kvar att lämna.", "Tidigaste sista dag: 31 mars 2025."]);
    sees_none(&page, &["Nästa sista dag"]);
}

#[tokio::test]
async fn a_board_that_goes_on_answers_for_itself_and_is_no_second_board() {
    let world = World::at("2025-03-03 09:00").await;
    with_bo(&world).await;
    world.sent_audit().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let end = [("on", "2025-03-03"), ("end_reason", "Av misstag"), ("heir", "kommunstyrelsen")];
    ada.post("/admin/namnder/servicenamnden/avsluta", &end).await.unwrap().done().unwrap();
    bo_agrees(&world, "servicenamnden").await;
    world.move_to("2025-03-04 09:00");
    let mut ada = world.signed_in("Ada Admin").await;
    assert_eq!(world.signed_in("Kim Kommun").await.get(DESK).await.unwrap().status, 200);
    let again = ada.post("/admin/namnder/lagg-till", &[("boards", "servicenämnden")]).await.unwrap();
    sees(&again, &["finns redan och är avslutad. Öppna den igen", "Det är en annan nämnd med samma namn."]);
    ada.post("/admin/namnder/servicenamnden/oppna", &[("reopen_reason", "Den finns")]).await.unwrap().done().unwrap();
    bo_agrees(&world, "servicenamnden").await;
    assert_eq!(world.signed_in("Kim Kommun").await.get(DESK).await.unwrap().status, 404);
    assert_eq!(world.signed_in("Sara Service").await.get(DESK).await.unwrap().status, 200);
    assert_eq!(world.count("select count(*) from board where name = 'Servicenämnden'").await, 1);
}

#[tokio::test]
async fn the_database_lets_no_board_follow_itself() {
    let world = World::at("2025-03-03 09:00").await;
    let pool = sqlx::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
    let refused = sqlx::raw_sql("insert into board_succession (board_id, heir_id) select id, id from board limit 1").execute(&pool).await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().constraint(), Some("no_board_follows_itself"));
}

#[tokio::test]
async fn a_role_is_ended_once_and_whoever_comes_second_is_told_so() {
    let world = World::at("2025-03-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let siv = world.text("select id::text from person where name = 'Siv Handläggare'").await;
    let grant = world.text("select g.id::text from role_grant g join person p on p.id = g.person_id where p.name = 'Siv Handläggare'").await;
    let end = format!("/admin/personer/{siv}/roller/{grant}/avsluta");
    ada.post(&end, &[("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
    assert_eq!(ada.post(&end, &[]).await.unwrap().status, 409);
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "role_ended").count(), 1);
}
