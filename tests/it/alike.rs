//! What the auditors have asked before in nearly the same words stands beside what they write, and beside what was sent.

use yttrande::demo::player::Player;

use crate::world::{World, audit_form, look, sees, sees_none};

const PLAN: &str = "Nämnden rekommenderas att upprätta en plan för underhåll av lokaler samt att följa upp planen årligen.";
const PLAN_ANEW: &str = "Vi rekommenderar nämnden att ta fram en underhållsplan för sina lokaler och årligen följa upp den.";
const OLD: &str = "/rekommendationer/rev-2025-1/R3/servicenamnden";
const NEW: &str = "/granskningar/rev-2026-7";

async fn adds(rut: &mut Player, audit: &str, heading: &str, body: &str) {
    let items = format!("{audit}/punkter");
    let boards = look(rut, &items).await.choice("boards", "Servicenämnden").unwrap();
    rut.post(&items, &[("kind", "recommendation"), ("heading", heading), ("body", body), ("boards", &boards)]).await.unwrap().done().unwrap();
}

/// A plan for upkeep was asked for in 2025, and is asked for again a year later, in other words and beside something else.
async fn asked_again(world: &World) -> Player {
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    adds(&mut rut, "/granskningar/rev-2025-1", "Plan för underhåll", PLAN).await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    world.move_to("2026-03-02 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let days =
        [("first-servicenamnden", "2026-05-29"), ("follow_up-servicenamnden", ""), ("role-kommunstyrelsen", "information"), ("first-kommunstyrelsen", "")];
    let facts = [("title", "Lokaler"), ("reference", "REV-2026-7"), ("decided_on", "2026-02-25"), ("letter_date", "2026-02-26")];
    rut.post("/granskningar/ny/sjalv", &audit_form(&[facts.as_slice(), &days].concat())).await.unwrap().done().unwrap();
    adds(&mut rut, NEW, "Underhållsplan", PLAN_ANEW).await;
    adds(&mut rut, NEW, "Informationssäkerhet", "Säkerställa att policyn för informationssäkerhet är aktuell och känd.").await;
    rut
}

#[tokio::test]
async fn who_writes_an_item_sees_that_it_was_asked_before_in_other_words() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = asked_again(&world).await;
    let items = look(&mut rut, &format!("{NEW}/punkter")).await;
    sees(&items, &["Liknar:", OLD, "R3 i REV-2025-1 (Servicenämnden)"]);
    assert_eq!(items.body.matches("Liknar:").count(), 1, "the item about something else resembles nothing");

    // A draft is the auditors' own: beside what was sent nothing is seen of it.
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees_none(&look(&mut fia, OLD).await, &["Liknande punkter", "REV-2026-7"]);
    rut.post(&format!("{NEW}/skicka"), &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    for (path, other) in [(OLD, "/rekommendationer/rev-2026-7/R1/servicenamnden"), ("/rekommendationer/rev-2026-7/R1/servicenamnden", OLD)] {
        sees(&look(&mut fia, path).await, &["Liknande punkter i andra granskningar", other, "Samma nämnd"]);
    }
    sees_none(&look(&mut fia, "/rekommendationer/rev-2026-7/R2/servicenamnden").await, &["Liknande punkter"]);
}

#[tokio::test]
async fn an_item_that_is_worded_anew_resembles_by_its_new_words() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = asked_again(&world).await;
    let change = format!("{NEW}/punkter/R1");
    let page = look(&mut rut, &change).await;
    let (seen, boards) = (page.hidden("seen").unwrap(), page.choice("boards", "Servicenämnden").unwrap());
    let fields =
        [("seen", seen.as_str()), ("kind", "recommendation"), ("heading", "Delegation"), ("body", "Se över delegationsordningen."), ("boards", &boards)];
    rut.post(&change, &fields).await.unwrap().done().unwrap();
    sees_none(&look(&mut rut, &format!("{NEW}/punkter")).await, &["Liknar:"]);
}

#[tokio::test]
async fn an_item_that_may_hold_several_demands_says_so_where_it_is_written() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let items = "/granskningar/rev-2025-1/punkter";
    sees_none(&look(&mut rut, items).await, &["flera krav"]);
    adds(&mut rut, "/granskningar/rev-2025-1", "Plan för underhåll", PLAN).await;
    sees(&look(&mut rut, items).await, &["Här kan finnas flera krav."]);
}
