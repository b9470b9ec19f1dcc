//! What is left of one audit is taken up in another: nothing that is open ends with its letter.

use yttrande::demo::player::{Page, Player};

use crate::world::{RESPONSE, World, audit_form, look, sees, sees_none};

const NEW: &str = "/granskningar/rev-2026-7";
const TAKE_UP: &str = "/granskningar/rev-2026-7/punkter/tidigare";
const R1: &str = "/rekommendationer/rev-2025-1/R1/servicenamnden";
const LEFT: &str = "/rekommendationer?datum=kvar-att-bestamma";

/// Servicenämnden has answered once and is asked no more; R1 and R2 are left.
async fn left_over(world: &World) {
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (code, grade) in [("B1", "sufficient"), ("R1", "insufficient"), ("R2", "insufficient")] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", grade), ("comment", "Se rapporten."), ("note", ""), ("do", "next")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "")]).await.unwrap().done().unwrap();
    let withdrawn = [("boards", "servicenamnden"), ("reason", "Tas upp i en ny granskning.")];
    rut.post("/granskningar/rev-2025-1/ratta/aterkalla", &withdrawn).await.unwrap().done().unwrap();
}

/// A year later Rut begins another audit of the same boards.
async fn begun_anew(world: &World) -> Player {
    world.move_to("2026-03-02 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let days =
        [("first-servicenamnden", "2026-05-29"), ("follow_up-servicenamnden", ""), ("role-kommunstyrelsen", "information"), ("first-kommunstyrelsen", "")];
    let facts = [("title", "Städavtal, uppföljning"), ("reference", "REV-2026-7"), ("decided_on", "2026-02-25"), ("letter_date", "2026-02-26")];
    rut.post("/granskningar/ny/sjalv", &audit_form(&[facts.as_slice(), &days].concat())).await.unwrap().done().unwrap();
    rut
}

/// The value by which the page means an item.
fn id_of(page: &Page, label: &str) -> String {
    page.body.split(label).next().unwrap().rsplit("for=\"item-").next().unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_left_of_an_audit_is_taken_up_in_a_new_one_and_each_leads_to_the_other() {
    let world = World::at("2025-02-03 09:00").await;
    left_over(&world).await;
    let mut rut = begun_anew(&world).await;
    sees(&look(&mut rut, &format!("{NEW}/punkter")).await, &["Ta upp det som är kvar från tidigare granskningar", TAKE_UP]);
    let offered = look(&mut rut, TAKE_UP).await;
    sees(&offered, &["Ta upp R1 i REV-2025-1", "Ta upp R2 i REV-2025-1", "Servicenämnden: Inte tillräckligt"]);
    sees_none(&offered, &["Ta upp B1", "Kommunstyrelsen: "]);

    let none = rut.post(TAKE_UP, &[("reference", "")]).await.unwrap();
    assert_eq!(none.status, 422);
    sees(&none, &["Kryssa i minst en punkt."]);
    let r1 = id_of(&offered, "Ta upp R1");
    let answer = rut.post(TAKE_UP, &[("reference", ""), ("items", &r1)]).await.unwrap();
    sees(&rut.follow(answer).await.unwrap(), &["Punkterna är tillagda.", "Följ upp avtalen", "Tar upp", "R1 i REV-2025-1"]);
    sees_none(&look(&mut rut, TAKE_UP).await, &["Ta upp R1"]);
    // Somebody else had the same page open.
    assert_eq!(rut.post(TAKE_UP, &[("reference", ""), ("items", &r1)]).await.unwrap().status, 409);

    // A draft is the auditors' own: to everybody else nothing has been taken up, and it is still left to decide.
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees_none(&look(&mut fia, R1).await, &["Tas upp på nytt"]);
    sees(&look(&mut fia, LEFT).await, &["Följ upp avtalen", "Utbilda beställarna"]);

    rut.post(&format!("{NEW}/skicka"), &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    for path in [R1, "/granskningar/rev-2025-1"] {
        sees(&look(&mut fia, path).await, &["Tas upp på nytt som", "href=\"/granskningar/rev-2026-7#R1\"", "R1 i REV-2026-7"]);
    }
    for path in [NEW, "/rekommendationer/rev-2026-7/R1/servicenamnden"] {
        sees(&look(&mut fia, path).await, &["Tar upp", "href=\"/granskningar/rev-2025-1#R1\"", "R1 i REV-2025-1"]);
    }
    // The new one has its days; what nobody took up is still left.
    let left = look(&mut fia, LEFT).await;
    sees(&left, &["Utbilda beställarna"]);
    sees_none(&left, &["Följ upp avtalen"]);
    sees_none(&look(&mut rut, "/att-gora").await, &["Följ upp avtalen"]);
    // As of a day before it was sent, it was left.
    sees(&look(&mut fia, &format!("{LEFT}&per=2026-03-01")).await, &["Följ upp avtalen", "Utbilda beställarna"]);
    sees_none(&look(&mut fia, "/granskningar/rev-2025-1?per=2026-03-01").await, &["Tas upp på nytt"]);

    let late = rut.post(TAKE_UP, &[("reference", ""), ("items", &id_of(&offered, "Ta upp R2"))]).await.unwrap();
    assert_eq!(late.status, 409, "what has been sent stands");
}

#[tokio::test]
async fn what_was_taken_up_can_be_taken_away_and_taken_up_again_while_it_is_a_draft() {
    let world = World::at("2025-02-03 09:00").await;
    left_over(&world).await;
    let mut rut = begun_anew(&world).await;
    let r2 = id_of(&look(&mut rut, TAKE_UP).await, "Ta upp R2");
    rut.post(TAKE_UP, &[("reference", "REV-2025-1"), ("items", &r2)]).await.unwrap().done().unwrap();
    let seen = look(&mut rut, &format!("{NEW}/punkter")).await.hidden("seen").unwrap();
    rut.post(&format!("{NEW}/punkter/R1/ta-bort"), &[("seen", &seen)]).await.unwrap().done().unwrap();
    sees(&look(&mut rut, &format!("{TAKE_UP}?granskning=rev-2025-1")).await, &["Ta upp R2"]);
    let other = look(&mut rut, &format!("{TAKE_UP}?granskning=REV-1999-1")).await;
    sees(&other, &["Nämnderna i granskningen har inget olöst att ta upp.", "REV-1999-1"]);
    rut.post(TAKE_UP, &[("reference", ""), ("items", &r2)]).await.unwrap().done().unwrap();
    sees(&look(&mut rut, &format!("{NEW}/punkter")).await, &["Utbilda beställarna", "R2 i REV-2025-1"]);
    let of_somebody = "0193f000-0000-7000-8000-000000000000";
    assert_eq!(rut.post(TAKE_UP, &[("reference", ""), ("items", of_somebody)]).await.unwrap().status, 409);
}
