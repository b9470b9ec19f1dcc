//! A response is written by several people: what the form shows, what is said to be done, and by whom.

use crate::world::{DESK, RESPONSE, World, decision, planned, saves};

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

/// A first response with one answer that agrees in part, and one without measures that is looked at again.
fn stands(button: &'static str) -> [(&'static str, Vec<(&'static str, &'static str)>); 3] {
    let mut agreeing = planned(button);
    agreeing.extend([("agreement", "in_part"), ("agreement_reason", "Avtalet följs redan upp.")]);
    let none = vec![
        ("stance", "none"),
        ("reason", "Upphandlingen görs om nästa år."),
        ("look_again", "juni 2025"),
        ("agreement", "agrees"),
        ("action", ""),
        ("effect", ""),
        ("due", ""),
        ("responsible", ""),
        ("do", button),
    ];
    [("punkter/B1", agreeing), ("punkter/R1", none), ("punkter/R2", planned(button))]
}

#[tokio::test]
async fn where_the_board_stands_and_when_it_looks_again_follow_the_answer_to_its_end() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let refused = saves(&mut sara, "punkter/B1", &[planned("next"), vec![("agreement", "disagrees"), ("agreement_reason", " ")]].concat()).await;
    assert!(refused.status == 422 && refused.body.contains("Skriv varför nämnden inte instämmer, eller bara delvis."));
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await.done().unwrap();
    for (part, fields) in stands("next") {
        saves(&mut sara, part, &fields).await.done().unwrap();
    }
    let pack = sara.get(&format!("{DESK}/forhandsgranska")).await.unwrap().shown().unwrap();
    for seen in ["Nämnden instämmer delvis.", "Avtalet följs redan upp.", "Nämnden instämmer.", "Frågan ses över igen senast: juni 2025"] {
        assert!(pack.body.contains(seen), "{seen}");
    }
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/beslut"), &decision("2025-02-10")).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    for who in ["Rut Revisor", "Fia Fullmäktig"] {
        let mut reader = world.signed_in(who).await;
        let read = reader.get(RESPONSE).await.unwrap().shown().unwrap();
        assert!(read.body.contains("Frågan ses över igen senast: juni 2025") && read.body.contains("Nämnden instämmer delvis."), "{who}");
    }
    let document = sara.get(&format!("{RESPONSE}/dokument")).await.unwrap();
    assert!(document.body.contains("Ställningstagande: Nämnden instämmer delvis. Skäl: Avtalet följs redan upp."));
    // The day passes like a promised one.
    world.move_to("2025-07-01 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let overview = fia.get("/oversikt").await.unwrap().shown().unwrap();
    assert!(overview.body.contains("Inga åtgärder: frågan skulle ses över igen"));
    // And the follow-up says what came of it.
    let mut sara = world.signed_in("Sara Service").await;
    let item = "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete/punkter/R1";
    let page = sara.get(item).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Frågan skulle ses över igen senast juni 2025."));
    let silent = sara.post(item, &[("version", "0"), ("looked_again", ""), ("elsewhere_reference", ""), ("do", "next")]).await.unwrap();
    assert!(silent.status == 422 && silent.body.contains("Skriv vad nämnden kom fram till när frågan sågs över."));
    let told = [("version", "0"), ("looked_again", "Risken finns inte längre."), ("elsewhere_reference", ""), ("do", "next")];
    sara.post(item, &told).await.unwrap().done().unwrap();
    let desk = "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete/forhandsgranska";
    assert!(sara.get(desk).await.unwrap().shown().unwrap().body.contains("Risken finns inte längre."));
}
