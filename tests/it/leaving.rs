//! Somebody leaves, or loses a role: why is said, what she leaves behind is named, and nothing stands without anybody unsaid.

use crate::post::{Basket, instance, round};
use crate::put_right::page_of;
use crate::world::{DESK, PASSWORD, World, email, look, sees, sees_none};

const AUDIT: &str = "/granskningar/rev-2025-1";

/// A second auditor, who signs in with her link.
async fn with_rita(world: &World) {
    let mut ada = world.signed_in("Ada Admin").await;
    let line = format!("Rita Revisor; {}; revisor", email("Rita Revisor"));
    let links = ada.post("/admin/personer/lagg-till", &[("people", &line)]).await.unwrap().shown().unwrap();
    let link = links.address_after(&email("Rita Revisor"), "/inbjudan/").unwrap();
    world.visitor().post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_role_is_ended_for_a_reason_and_the_page_says_when() {
    let world = World::at("2025-03-22 10:15").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let siv = page_of(&mut ada, "Siv Handläggare").await;
    let shown = look(&mut ada, &siv).await;
    let end = shown.addresses(&format!("{siv}/roller/")).into_iter().find(|to| to.ends_with("/avsluta")).unwrap();
    sees(&shown, &["Skäl att avsluta rollen"]);
    let without = ada.post(&end, &[("role_end_reason", " ")]).await.unwrap();
    assert_eq!(without.status, 422);
    sees(&without, &["Skriv varför."]);
    assert_eq!(world.count("select count(*) from role_grant where valid_to is not null").await, 0);
    ada.post(&end, &[("role_end_reason", "Har bytt <tjänst>")]).await.unwrap().done().unwrap();
    let after = look(&mut ada, &siv).await;
    let said = ["från 7 januari 2025 till 22 mars 2025 kl. 10.15", "rollen Handläggare, Servicenämnden avslutad av Ada Admin. Skäl: Har bytt &#60;tjänst&#62;"];
    sees(&after, &said);
    sees_none(&after, &["21 mars 2025"]);
    assert_eq!(world.signed_in("Siv Handläggare").await.get(DESK).await.unwrap().status, 404);
    // Twice is once.
    assert_eq!(ada.post(&end, &[("role_end_reason", "Igen")]).await.unwrap().status, 409);
}

#[tokio::test]
async fn what_was_typed_about_a_role_is_given_back_with_what_is_missing() {
    let world = World::at("2025-03-22 10:15").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let kim = page_of(&mut ada, "Kim Kommun").await;
    let end = look(&mut ada, &kim).await.addresses(&format!("{kim}/roller/")).into_iter().find(|to| to.ends_with("/avsluta")).unwrap();
    let refused = ada.post(&end, &[("role_end_reason", "Har slutat")]).await.unwrap();
    sees(&refused, &["Ge rollen till någon annan först", r#"value="Har slutat""#]);
    let refused = ada.post(&end, &[("role_end_reason", ""), ("alone", "yes")]).await.unwrap();
    sees(&refused, &["Skriv varför.", "checked"]);
}

#[tokio::test]
async fn whoever_is_responsible_for_audits_does_not_leave_without_a_word() {
    let world = World::at("2025-02-03 09:00").await;
    with_rita(&world).await;
    world.sent_audit().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let rut = page_of(&mut ada, "Rut Revisor").await;
    sees(&look(&mut ada, &rut).await, &["Personen är ansvarig för 1 granskning som inte är avslutad:", "REV-2025-1", "står utan ansvarig"]);
    sees_none(&look(&mut ada, &rut).await, &["Städavtal"]);
    let rita_page = page_of(&mut ada, "Rita Revisor").await;
    sees_none(&look(&mut ada, &rita_page).await, &["ansvarig för"]);
    ada.post(&format!("{rut}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let mut rita = world.visitor();
    rita.sign_in(&email("Rita Revisor"), PASSWORD).await.unwrap();
    sees(&look(&mut rita, AUDIT).await, &["Rut Revisor", "är inte längre revisor", "Granskningen är utan ansvarig."]);
    sees(&look(&mut rita, "/att-gora").await, &["Granskningar utan ansvarig", "Städavtal", &format!("{AUDIT}/ansvarig")]);
    let form = look(&mut rita, &format!("{AUDIT}/ansvarig")).await;
    let own = form.choice("person", "Rita Revisor").unwrap();
    rita.post(&format!("{AUDIT}/ansvarig"), &[("person", &own), ("seen", "1")]).await.unwrap().done().unwrap();
    sees_none(&look(&mut rita, "/att-gora").await, &["Granskningar utan ansvarig"]);
    sees_none(&look(&mut rita, AUDIT).await, &["utan ansvarig"]);
}

#[tokio::test]
async fn an_audit_is_without_anybody_also_where_only_the_role_has_ended() {
    let world = World::at("2025-02-03 09:00").await;
    with_rita(&world).await;
    world.unsent_audit().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let rut = page_of(&mut ada, "Rut Revisor").await;
    // What has not been sent is nothing an administrator reads of: not what it is called either.
    let shown = look(&mut ada, &rut).await;
    sees(&shown, &["ansvarig för 1 granskning som inte är avslutad", "1 som inte är skickad"]);
    sees_none(&shown, &["REV-2025-1"]);
    let end = shown.addresses(&format!("{rut}/roller/")).into_iter().find(|to| to.ends_with("/avsluta")).unwrap();
    ada.post(&end, &[("role_end_reason", "Ny uppgift")]).await.unwrap().done().unwrap();
    let mut rita = world.visitor();
    rita.sign_in(&email("Rita Revisor"), PASSWORD).await.unwrap();
    sees(&look(&mut rita, "/att-gora").await, &["Granskningar utan ansvarig", "Städavtal"]);
    sees(&look(&mut rita, AUDIT).await, &["är inte längre revisor"]);
}

#[tokio::test]
async fn whoever_is_followed_goes_when_the_other_can_hand_in_or_at_once_by_choice() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let kim = page_of(&mut ada, "Kim Kommun").await;
    sees(&look(&mut ada, &kim).await, &["kan ingen lämna in för nämnden tills den nya rollen gäller", "Personen ska ut direkt"]);
    let sara = email("Sara Service");
    let over = [("end_reason", "Slutat"), ("heir", sara.as_str())];
    let answer = ada.post(&format!("{kim}/avsluta"), &over).await.unwrap();
    let after = ada.follow(answer).await.unwrap();
    sees(&after, &["Personen är kvar tills den som tar över kan lämna in", "Avsluta sedan personen."]);
    let kims = "/yttranden/rev-2025-1/kommunstyrelsen/forsta/arbete";
    assert_eq!(world.signed_in("Kim Kommun").await.get(kims).await.unwrap().status, 200, "she goes on");
    // One administrator alone has opened no desk to anybody.
    assert_eq!(world.signed_in("Sara Service").await.get(kims).await.unwrap().status, 404);
    let again = ada.post(&format!("{kim}/avsluta"), &over).await.unwrap();
    sees(&again, &["väntar redan"]);
    world.move_to("2025-03-04 09:00");
    round(&instance(&world, Basket::default()).await).await;
    assert_eq!(world.signed_in("Sara Service").await.get(kims).await.unwrap().status, 200);
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post(&format!("{kim}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    assert!(world.visitor().sign_in(&email("Kim Kommun"), PASSWORD).await.is_err());
}

#[tokio::test]
async fn a_role_that_waits_is_not_called_none_and_ending_a_substitute_is_no_end_of_a_person() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let line = "Nils Ny; nils.ny@kommun.example; handläggare; Servicenämnden";
    ada.post("/admin/personer/lagg-till", &[("people", line)]).await.unwrap().shown().unwrap();
    let list = look(&mut ada, "/admin/personer").await;
    let row = list.body.split("Nils Ny").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("Väntar: Handläggare, Servicenämnden"), "{row}");
    assert!(!row.contains("Ingen roll"), "{row}");
    let mut sara = world.signed_in("Sara Service").await;
    let page = look(&mut sara, "/ersattare/servicenamnden").await;
    let siv = page.body.split(">Siv Handläggare</option>").next().unwrap().rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    sara.post("/ersattare/servicenamnden", &[("who", &siv), ("from", "2025-03-03"), ("to", "2025-03-10")]).await.unwrap().done().unwrap();
    let page = look(&mut sara, "/ersattare/servicenamnden").await;
    sees(&page, &["Avsluta ersättningen"]);
}
