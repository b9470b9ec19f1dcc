//! From a finished draft to what the board decided, and what becomes of what was handed in: withdrawn, decided on later,
//! supplemented, written in from paper.

use yttrande::demo::player::{Page, Player};

use crate::world::{DESK, RESPONSE, World, decision, planned, saves};

async fn look(player: &mut Player, path: &str) -> Page {
    player.get(path).await.unwrap().shown().unwrap()
}

fn sees(page: &Page, what: &[&str]) {
    for seen in what {
        assert!(page.body.contains(seen), "the page lacks “{seen}”: {}", page.body);
    }
}

fn sees_none(page: &Page, what: &[&str]) {
    for seen in what {
        assert!(!page.body.contains(seen), "the page says “{seen}”: {}", page.body);
    }
}

async fn drafted() -> World {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    world
}

// ---- the way to the receipt -------------------------------------------------------------------------------------------

#[tokio::test]
async fn the_start_page_leads_whoever_hands_in_to_the_next_step_and_the_decision_leads_to_the_check() {
    let world = drafted().await;
    let mut sara = world.signed_in("Sara Service").await;
    let row = |page: &str| format!("href=\"{DESK}{page}\"");
    sees(&look(&mut sara, "/att-gora").await, &[&row("")]);
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sees(&look(&mut sara, "/att-gora").await, &[&row("/beslut")]);
    let form = look(&mut sara, &format!("{DESK}/beslut")).await;
    sees(&form, &["Den låstes 10 mars 2025 kl. 09.00.", &row("/klart-for-namnden"), &row("/forhandsgranska")]);
    let without = [("lock", "1"), ("decider", "board"), ("decided_on", "2025-03-10"), ("section", ""), ("board_reference", "")];
    let told = sara.post(&format!("{DESK}/beslut"), &without).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Skriv paragrafen.", "value=\"2025-03-10\""]);
    let done = sara.post(&format!("{DESK}/beslut"), &decision("2025-03-10")).await.unwrap();
    assert_eq!(done.done().unwrap(), format!("{DESK}/skicka"));
    sees(&look(&mut sara, "/att-gora").await, &[&row("/skicka")]);
    let check = look(&mut sara, &format!("{DESK}/skicka")).await;
    sees(&check, &["10 mars 2025, § 45", "3 svar och ett sammanfattande svar", "Ska vara inne senast måndag 31 mars 2025"]);
    // Siv, who may not decide, is led to the desk.
    let mut siv = world.signed_in("Siv Handläggare").await;
    let start = look(&mut siv, "/att-gora").await;
    sees(&start, &[&row("")]);
    sees_none(&start, &[&row("/skicka"), &row("/beslut")]);
}

#[tokio::test]
async fn a_finished_draft_that_is_decided_on_already_is_locked_with_its_decision_and_the_log_has_both_acts() {
    let world = drafted().await;
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, DESK).await, &["Är det redan beslutat? Då låses texten när beslutet sparas."]);
    let form = look(&mut sara, &format!("{DESK}/beslut")).await;
    sees(&form, &["Texten är klar men inte låst. Den låses som den är nu när beslutet sparas."]);
    let (lock, text) = (form.hidden("lock").unwrap(), form.hidden("text").unwrap());
    let decides = |day: &'static str| {
        [decision(day), vec![("text", text.as_str())]].concat().into_iter().map(|(name, value)| (name, if name == "lock" { lock.as_str() } else { value })).collect::<Vec<_>>()
    };
    // A colleague changes a word meanwhile: that is another text than the one that was seen.
    let mut siv = world.signed_in("Siv Handläggare").await;
    let mut other = planned("next");
    other[1].1 = "Avtalen följs upp varje månad.";
    saves(&mut siv, "punkter/R1", &other).await.done().unwrap();
    let stale = sara.post(&format!("{DESK}/beslut"), &decides("2025-03-10")).await.unwrap();
    assert_eq!(stale.status, 409, "{}", stale.sentence());
    assert_eq!(world.count("select count(*) from desk_lock").await, 0, "nothing is locked unseen");
    let form = look(&mut sara, &format!("{DESK}/beslut")).await;
    let text = form.hidden("text").unwrap();
    let decides = |day: &'static str, predates: &'static str| [decision(day), vec![("text", text.as_str()), ("predates", predates)]].concat();
    // A decision of an earlier day is about what lay before the board then.
    let asked = sara.post(&format!("{DESK}/beslut"), &decides("2025-03-07", "")).await.unwrap();
    assert_eq!(asked.status, 422);
    sees(&asked, &["Beslutet är från 7 mars 2025, men texten låstes 10 mars 2025", "name=\"predates\"", &format!("value=\"{text}\"")]);
    assert_eq!(world.count("select count(*) from desk_lock").await, 0);
    sara.post(&format!("{DESK}/beslut"), &decides("2025-03-10", "")).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    let events = world.events().await;
    let at = |kind: &str| events.iter().position(|event| event == kind).unwrap_or_else(|| panic!("{kind}: {events:?}"));
    assert!(at("response_locked") < at("decision_recorded") && at("decision_recorded") < at("response_sent"), "{events:?}");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, RESPONSE).await, &["Avtalen följs upp varje månad."]);
}

#[tokio::test]
async fn a_draft_with_gaps_is_not_locked_with_a_decision() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.get(&format!("{DESK}/beslut")).await.unwrap().status, 409);
    let made_up = [decision("2025-03-10"), vec![("text", "00")]].concat();
    assert_eq!(sara.post(&format!("{DESK}/beslut"), &made_up).await.unwrap().status, 409);
    assert_eq!(world.count("select count(*) from desk_lock").await, 0);
}
