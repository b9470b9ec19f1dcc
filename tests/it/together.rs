//! A response is written by several people: what the form shows, what is said to be done, and by whom.

use crate::world::{DESK, World, planned, saves};

#[tokio::test]
async fn an_answer_is_done_when_somebody_says_so_and_not_because_nothing_is_missing_in_it() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "punkter/R1", &planned("save")).await.done().unwrap();
    let desk = sara.get(DESK).await.unwrap().shown().unwrap();
    assert!(desk.body.contains("0 av 4 svar är klara"), "a draft is a draft");
    assert!(desk.body.contains("R1: Skrivet, men inte markerat som klart."));
    let next = saves(&mut sara, "punkter/R1", &planned("next")).await;
    let next = sara.get(next.done().unwrap()).await.unwrap().shown().unwrap();
    assert!(next.body.contains("R2") && next.body.contains("1 av 4 svar är klara"));
    assert!(!next.body.contains("role=\"status\""), "what was done on one part is not said on the next");
    // Whoever goes on writing has not said that it is done again.
    saves(&mut sara, "punkter/R1", &planned("save")).await.done().unwrap();
    assert!(sara.get(DESK).await.unwrap().shown().unwrap().body.contains("0 av 4 svar är klara"));
    assert_eq!(sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().status, 409);
}

#[tokio::test]
async fn no_success_is_told_beside_an_error() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let saved = saves(&mut sara, "punkter/R1", &planned("save")).await.location.unwrap();
    assert!(sara.get(&saved).await.unwrap().shown().unwrap().body.contains("Utkastet är sparat."));
    // The form stands on the page whose address says that something was saved.
    let mut fields = planned("next");
    fields.retain(|(name, _)| *name != "due");
    fields.extend([("due", "löpande"), ("version", "1")]);
    let refused = sara.post(&saved, &fields).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("”löpande” är inget datum."));
    assert!(!refused.body.contains("Utkastet är sparat."));
}

#[tokio::test]
async fn the_fields_are_called_by_what_was_chosen_and_the_first_one_comes_right_after_the_auditors_words() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let page = sara.get(&format!("{DESK}/punkter/R1")).await.unwrap().shown().unwrap();
    let main = page.body.split("id=\"innehall\"").nth(1).unwrap();
    let before = main.split("name=\"stance\"").next().unwrap();
    let stops = ["<a ", "<summary", "<button class=\"btn", "<input type=\"radio", "<textarea"].map(|tag| before.matches(tag).count());
    assert_eq!(stops, [0, 0, 0, 1, 0], "nothing to stop at between the skip link and the first choice");
    for seen in ["Planerad åtgärd", "data-when=\"done\">Vad har gjorts?", "Förväntad effekt", "data-when=\"done\">Genomförd"] {
        assert!(main.contains(seen), "{seen}");
    }
}
