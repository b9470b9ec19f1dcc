//! Things that are done in an order that nobody thinks of first: every sentence is true afterwards, for everybody who reads it,
//! also the older ones.

use yttrande::demo::player::Player;

use crate::world::{DESK, RESPONSE, World, decision, saves};

const BACK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/aterta/1";
const READERS: [&str; 4] = ["Rut Revisor", "Sara Service", "Kim Kommun", "Fia Fullmäktig"];

/// What somebody reads on a page, with single blanks.
async fn read(world: &World, name: &str, path: &str) -> String {
    reads(&mut world.signed_in(name).await, path).await
}

async fn reads(player: &mut Player, path: &str) -> String {
    let page = player.get(path).await.unwrap().shown().unwrap();
    let document = scraper::Html::parse_document(&page.body);
    let main = scraper::Selector::parse("main").unwrap();
    let text = document.select(&main).next().unwrap().text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".").replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

fn says(page: &str, what: &[&str]) {
    for sentence in what {
        assert!(page.contains(sentence), "“{sentence}” is missing: {page}");
    }
}

fn says_none(page: &str, what: &[&str]) {
    for sentence in what {
        assert!(!page.contains(sentence), "“{sentence}” is not so: {page}");
    }
}

async fn asks(world: &World, day: &str) {
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{RESPONSE}/anstand"), &[("wished_on", day), ("reason", "Mer tid.")]).await.unwrap().done().unwrap();
}

async fn grants(world: &World) {
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = format!("{RESPONSE}/anstand/beslut");
    let request = rut.get(&path).await.unwrap().shown().unwrap().hidden("request").unwrap();
    let fields = [("request", request.as_str()), ("outcome", "granted"), ("other_day", ""), ("reason", ""), ("next", "keep"), ("next_day", "")];
    rut.post(&path, &fields).await.unwrap().done().unwrap();
}

async fn takes_back(world: &World) {
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(BACK, &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
}

/// Another text than the one before, with a decision of today.
async fn hands_in_again(world: &World, day: &str) {
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/oppna"), &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar inte bilden."), ("do", "next")]).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let mut form = decision(day);
    form[0].1 = "2";
    sara.post(&format!("{DESK}/beslut"), &form).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_response_that_was_taken_back_and_handed_in_again_after_the_day_was_moved_is_told_as_it_is_by_every_notice() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    asks(&world, "2025-04-25").await;
    says(&read(&world, "Rut Revisor", "/aviseringar").await, &["Servicenämnden begär anstånd: Städavtal. Nuvarande sista dag 31 mars 2025."]);
    world.submitted_response().await;
    takes_back(&world).await;
    for name in ["Rut Revisor", "Sara Service"] {
        says(
            &read(&world, name, "/aviseringar").await,
            &["har återtagit sitt första yttrande om Städavtal. Svaret väntas igen.", "första yttrande om Städavtal kom in, och har återtagits sedan dess."],
        );
    }
    grants(&world).await;
    let told = read(&world, "Rut Revisor", "/aviseringar").await;
    says(&told, &["Servicenämnden begärde anstånd: Städavtal. Sista dag var då 31 mars 2025."]);
    says_none(&told, &["Nuvarande sista dag 31 mars"]);
    world.move_to("2025-04-10 09:00");
    hands_in_again(&world, "2025-04-10").await;
    for name in ["Rut Revisor", "Sara Service"] {
        let told = read(&world, name, "/aviseringar").await;
        says(&told, &["har återtagit sitt första yttrande om Städavtal.", "första yttrande om Städavtal har kommit in."]);
        says_none(&told, &["Svaret väntas igen", "återtagits sedan dess"]);
    }
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        says(&reads(&mut reader, RESPONSE).await, &["Inkom 10 april 2025 kl. 09.00, i tid; 10 dagar sent mot missivets dag"]);
        let first = reads(&mut reader, &format!("{RESPONSE}/inkommet/1/kvitto")).await;
        says(&first, &["Återtaget", "Inte diariefört"]);
        says_none(&first, &["Inte diariefört än"]);
        says(&reads(&mut reader, &format!("{RESPONSE}/kvitto")).await, &["Y2025-0002", "Inte diariefört än"]);
    }
}

#[tokio::test]
async fn nobody_waits_for_the_decision_on_a_preliminary_response_that_was_taken_back() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/preliminart"), &[("expected_on", "2025-03-20")]).await.unwrap().done().unwrap();
    says(&read(&world, "Rut Revisor", "/aviseringar").await, &["har kommit in preliminärt. Nämndens beslut väntas."]);
    takes_back(&world).await;
    let untrue = ["Nämndens beslut har inte kommit än", "Det väntas 20 mars", "beslut väntas", "diariefört än"];
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        for path in [RESPONSE.to_owned(), format!("{RESPONSE}/inkommet/1"), format!("{RESPONSE}/inkommet/1/kvitto"), format!("{RESPONSE}/kvitto")] {
            says_none(&reads(&mut reader, &path).await, &untrue);
        }
        says(&reads(&mut reader, &format!("{RESPONSE}/inkommet/1")).await, &["Det lämnades in innan nämnden hade beslutat."]);
        let pages: &[&str] =
            if name == "Fia Fullmäktig" { &["/granskningar/rev-2025-1", "/oversikt"] } else { &["/granskningar/rev-2025-1", "/att-gora", "/aviseringar"] };
        for path in pages {
            says_none(&reads(&mut reader, path).await, &untrue);
        }
    }
    says_none(&reads(&mut sara, DESK).await, &untrue);
    says_none(&reads(&mut sara, "/kalender").await, &untrue);
}

#[tokio::test]
async fn the_letter_of_reminder_does_not_deny_what_came_in_and_was_taken_back() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    takes_back(&world).await;
    for name in READERS {
        let page = read(&world, name, RESPONSE).await;
        says(&page, &["Det som kom in har återtagits, och inget yttrande gäller nu."]);
        says_none(&page, &["Yttrandet har inte kommit in."]);
    }
    world.move_to("2025-04-07 09:00");
    let letter = read(&world, "Rut Revisor", &format!("{RESPONSE}/paminnelsebrev")).await;
    says(&letter, &["Ett yttrande kom in den 10 mars 2025 och återtogs den 10 mars 2025.", "har inget annat kommit in."]);
    says_none(&letter, &["har yttrandet inte kommit in"]);
}

#[tokio::test]
async fn a_refusal_is_told_with_the_day_of_then_once_another_day_is_in_force() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    asks(&world, "2025-04-25").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = format!("{RESPONSE}/anstand/beslut");
    let request = rut.get(&path).await.unwrap().shown().unwrap().hidden("request").unwrap();
    let fields = [("request", request.as_str()), ("outcome", "refused"), ("other_day", ""), ("reason", "Tiden räcker."), ("next", "keep"), ("next_day", "")];
    rut.post(&path, &fields).await.unwrap().done().unwrap();
    says(&read(&world, "Sara Service", "/aviseringar").await, &["Anstånd avslaget för Servicenämnden: Städavtal. Sista dag är 31 mars 2025."]);
    rut.post(&format!("{RESPONSE}/sista-dag/ratta"), &[("due_on", "2025-04-11"), ("reason", "Fel dag i missivet.")]).await.unwrap().done().unwrap();
    let told = read(&world, "Sara Service", "/aviseringar").await;
    says(&told, &["Anstånd avslaget för Servicenämnden: Städavtal. Sista dag var då 31 mars 2025. Nu är den 11 april 2025."]);
    says_none(&told, &["Sista dag är 31 mars"]);
}
