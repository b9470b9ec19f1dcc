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
async fn each_opening_of_a_secret_document_is_in_the_log_of_whoever_opened_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (name, secret) in [("rapport.txt", false), ("hemlig-brandvagg.txt", true)] {
        rut.upload(&format!("{AUDIT}/filer"), name, "text/plain", b"x", secret).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{AUDIT}/skicka"), &[("message", "")]).await.unwrap().done().unwrap();
    let page = rut.get(AUDIT).await.unwrap().body;
    let files: Vec<&str> = page.split("href=\"").filter_map(|rest| rest.split('"').next()).filter(|to| to.starts_with(&format!("{AUDIT}/filer/"))).collect();
    assert_eq!(files.len(), 2, "{page}");
    for (name, opens) in [("Rut Revisor", true), ("Lars Läsare", true), ("Sara Service", true), ("Fia Fullmäktig", false)] {
        let mut reader = world.signed_in(name).await;
        let mut opened = 0;
        for file in &files {
            opened += usize::from(reader.get(file).await.unwrap().status == 200);
        }
        assert_eq!(opened, if opens { 2 } else { 1 }, "{name}");
    }
    let log = "select string_agg(e.kind || ' ' || split_part(p.name, ' ', 1) || ' ' || split_part(e.authority, ':', 1), ', ' order by e.at, e.tx, e.seq)
       from event e join person p on p.id = e.actor where e.kind like '%document_opened'";
    assert_eq!(world.text(log).await, "secret_document_opened Rut audit, secret_document_opened Lars audit, addressed_document_opened Sara board");
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

/// A form of an item with all that it shows, and something else in it.
fn item_form(page: &yttrande::demo::player::Page, heading: &'static str, body: &'static str) -> Vec<(&'static str, String)> {
    let boards = ["Servicenämnden", "Kommunstyrelsen"].map(|board| ("boards", page.choice("boards", board).unwrap()));
    let typed = [("seen", page.hidden("seen").unwrap()), ("kind", "recommendation".to_owned()), ("heading", heading.to_owned()), ("body", body.to_owned())];
    typed.into_iter().chain(boards).collect()
}

#[tokio::test]
async fn two_auditors_who_change_one_item_see_each_other() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let r1 = format!("{AUDIT}/punkter/R1");
    let (mut rut, mut second) = (world.signed_in("Rut Revisor").await, world.signed_in("Rut Revisor").await);
    let save = async |player: &mut yttrande::demo::player::Player, path: &str, fields: &[(&'static str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        player.post(path, &fields).await.unwrap()
    };
    let page = rut.get(&r1).await.unwrap().shown().unwrap();
    save(&mut rut, &r1, &item_form(&page, "Följ upp avtalen", "Nämnden bör följa upp varje kvartal.")).await.done().unwrap();
    let late = save(&mut second, &r1, &item_form(&page, "Följ upp alla avtal", "Nämnden bör se över detta.")).await;
    assert_eq!(late.status, 422);
    for said in ["Någon annan har sparat medan du skrev: ”Nämnden bör följa upp varje kvartal.”", "value=\"Följ upp alla avtal\""] {
        assert!(late.body.contains(said), "{said}: {}", late.body);
    }
    assert_eq!(world.text("select body from item where code = 'R1'").await, "Nämnden bör följa upp varje kvartal.");
    // Saving again is a decision.
    save(&mut second, &r1, &item_form(&late, "Följ upp alla avtal", "Nämnden bör se över detta.")).await.done().unwrap();
    assert_eq!(world.text("select heading from item where code = 'R1'").await, "Följ upp alla avtal");
    // Without having seen anything, nothing is replaced.
    let blind =
        save(&mut rut, &r1, &[("seen", String::new()), ("kind", "recommendation".to_owned()), ("heading", String::new()), ("body", "Annat".to_owned())]).await;
    assert_eq!(blind.status, 422);
}

#[tokio::test]
async fn an_item_that_has_got_another_number_is_still_the_one_that_was_seen() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let (r1, r2) = (format!("{AUDIT}/punkter/R1"), format!("{AUDIT}/punkter/R2"));
    let (mut rut, mut second) = (world.signed_in("Rut Revisor").await, world.signed_in("Rut Revisor").await);
    let (first, page) = (rut.get(&r1).await.unwrap().shown().unwrap(), rut.get(&r2).await.unwrap().shown().unwrap());
    // Changed places meanwhile: what is saved is still the item that was looked at.
    second.post(&format!("{r1}/flytta"), &[("seen", &first.hidden("seen").unwrap()), ("direction", "down")]).await.unwrap().done().unwrap();
    let typed = item_form(&page, "Utbilda alla beställare", "Nämnden bör se över detta.");
    let fields: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    rut.post(&r2, &fields).await.unwrap().done().unwrap();
    assert_eq!(
        world.text("select string_agg(code || ' ' || heading, ', ' order by code) from item where kind = 'recommendation'").await,
        "R1 Utbilda alla beställare, R2 Följ upp avtalen"
    );
    // It was looked at as it was before: it is not taken away unread.
    let kept = second.post(&format!("{r1}/ta-bort"), &[("seen", &page.hidden("seen").unwrap())]).await.unwrap();
    assert_eq!(kept.status, 422);
    assert!(kept.body.contains("Någon annan har ändrat R1 sedan du öppnade sidan"), "{}", kept.body);
    second.post(&format!("{r2}/ta-bort"), &[("seen", &first.hidden("seen").unwrap())]).await.unwrap().done().unwrap();
    // Gone: the text is kept, and nothing else is replaced by it.
    let gone =
        rut.post(&r1, &[("seen", &first.hidden("seen").unwrap()), ("kind", "recommendation"), ("heading", "Följ upp"), ("body", "Nytt.")]).await.unwrap();
    assert_eq!(gone.status, 422);
    assert!(gone.body.contains("Någon annan har tagit bort punkten medan du skrev") && gone.body.contains("Nytt.</textarea>"), "{}", gone.body);
    assert_eq!(world.text("select string_agg(code || ' ' || heading, ', ') from item where kind = 'recommendation'").await, "R1 Utbilda alla beställare");
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
