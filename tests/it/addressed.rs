//! What is meant for some: the names of secret documents, and the message to the boards. And two auditors at one unsent audit.

use crate::world::{World, audit_form};

const AUDIT: &str = "/granskningar/rev-2025-1";

/// Everything that somebody is answered about the audit, and whatever lists and calendars say.
async fn everything(world: &World, name: &str) -> String {
    let mut player = world.signed_in(name).await;
    let mut all = String::new();
    for path in [AUDIT, "/granskningar", "/granskningar.csv", "/oversikt", "/namnder/servicenamnden", "/kalender", "/aviseringar", "/att-gora", "/"] {
        all.push_str(&player.get(path).await.unwrap().body);
    }
    all
}

#[tokio::test]
async fn a_secret_document_has_a_name_only_for_whoever_may_open_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (name, secret) in [("rapport.txt", false), ("hemlig-brandvagg.txt", true)] {
        rut.upload(&format!("{AUDIT}/filer"), name, "text/plain", b"x", secret).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{AUDIT}/skicka"), &[("message", "")]).await.unwrap().done().unwrap();
    for (name, knows) in [("Rut Revisor", true), ("Lars Läsare", true), ("Sara Service", true), ("Kim Kommun", true), ("Fia Fullmäktig", false)] {
        let read = everything(&world, name).await;
        assert!(read.contains("rapport.txt"), "{name}");
        assert_eq!(read.contains("hemlig-brandvagg"), knows, "{name}");
        assert_eq!(read.contains("1 sekretessbelagd handling"), !knows, "{name}: {read}");
    }
    // The wall itself, with the program out of the way.
    for (role, board, name) in [("app_council", "", ""), ("app_audit", "", "hemlig-brandvagg.txt"), ("app_board", "Servicenämnden", "hemlig-brandvagg.txt")] {
        assert_eq!(world.asked_as(role, board, "select name from published.audit_file where secret").await, name, "{role}");
    }
    assert_eq!(world.asked_as("app_board", "Miljönämnden", "select name from published.audit_file where secret").await, "");
}

#[tokio::test]
async fn the_message_to_the_boards_is_read_by_those_it_greets() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    for (name, reads) in [("Rut Revisor", true), ("Sara Service", true), ("Kim Kommun", true), ("Fia Fullmäktig", false)] {
        assert_eq!(everything(&world, name).await.contains("Välkomna att svara."), reads, "{name}");
    }
    for (role, board, says) in [
        ("app_council", "", ""),
        ("app_board", "Miljönämnden", ""),
        ("app_board", "Servicenämnden", "Välkomna att svara."),
        ("app_audit", "", "Välkomna att svara."),
    ] {
        assert_eq!(world.asked_as(role, board, "select message from published.audit").await, says, "{role} {board}");
    }
}

#[tokio::test]
async fn two_auditors_at_one_unsent_audit_see_each_other() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let edit = format!("{AUDIT}/redigera");
    let mut rut = world.signed_in("Rut Revisor").await;
    let mut second = world.signed_in("Rut Revisor").await;
    let (seen, seen_by_both) = (rut.get(&edit).await.unwrap().hidden("seen").unwrap(), second.get(&edit).await.unwrap().hidden("seen").unwrap());
    assert_eq!(seen, seen_by_both);
    let with = |title: &'static str, first: &'static str, seen: &str| {
        let mut fields: Vec<(String, String)> =
            audit_form(&[("title", title), ("first-servicenamnden", first)]).into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        fields.push(("seen".to_owned(), seen.to_owned()));
        fields
    };
    let save = async |player: &mut yttrande::demo::player::Player, fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        player.post(&edit, &fields).await.unwrap()
    };
    save(&mut rut, with("Städavtal och tvätt", "2025-04-11", &seen)).await.done().unwrap();
    let late = save(&mut second, with("Städning", "2025-03-31", &seen)).await;
    assert_eq!(late.status, 422);
    for said in ["Någon annan har sparat medan du skrev: ”Städavtal och tvätt”.", "Någon annan har sparat andra uppgifter om nämnden", "value=\"Städning\""]
    {
        assert!(late.body.contains(said), "{said}: {}", late.body);
    }
    assert_eq!(world.text("select title from audit").await, "Städavtal och tvätt");
    let again = save(&mut second, with("Städning", "2025-03-31", &late.hidden("seen").unwrap())).await;
    again.done().unwrap();
    assert_eq!(world.text("select title from audit").await, "Städning");
    // Without having seen anything, nothing is replaced.
    assert_eq!(save(&mut rut, with("Tvätt", "2025-03-31", "")).await.status, 422);
    assert_eq!(world.text("select title from audit").await, "Städning");
}

#[tokio::test]
async fn what_is_often_a_slip_is_asked_about_before_an_audit_is_sent() {
    // A Saturday; the last day is the Sunday after it.
    let world = World::at("2025-02-01 09:00").await;
    world.unsent_audit_of(&audit_form(&[("first-servicenamnden", "2025-02-02")])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let send = format!("{AUDIT}/skicka");
    let page = rut.get(&send).await.unwrap().shown().unwrap();
    for question in [
        "Du skickar i dag. 1 februari 2025 är en lördag.",
        "Sista dag för Servicenämnden: 2 februari 2025 är en söndag.",
        "Servicenämnden får bara 1 dag på sig, till söndag 2 februari 2025.",
    ] {
        assert!(page.body.contains(question), "{question}: {}", page.body);
    }
    let asked = rut.post(&send, &[("message", "Hej")]).await.unwrap();
    assert!(asked.status == 422 && asked.sentence().contains("Kontrollera dagarna") && asked.body.contains("Hej"), "{}", asked.sentence());
    assert_eq!(world.count("select count(*) from dispatch").await, 0);
    assert_eq!(rut.post(&send, &[("message", "Hej"), ("sure", "nej")]).await.unwrap().status, 422);
    rut.post(&send, &[("message", "Hej"), ("sure", "ja")]).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from dispatch").await, 1);
}
