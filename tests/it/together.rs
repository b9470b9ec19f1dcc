//! A response is written by several people: what the form shows, what is said to be done, and by whom.

use sqlx::PgPool;

use crate::database;
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
    assert!(!next.body.contains("note ok"), "what was done on one part is not said on the next");
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

#[tokio::test]
async fn one_measure_answers_several_items_and_is_written_promised_and_followed_up_once() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let same = |code: &'static str| [("stance", "same"), ("same_as", code), ("do", "next")];
    let early = saves(&mut sara, "punkter/R1", &same("B1")).await;
    assert!(early.status == 422 && early.body.contains("Välj en punkt som har en åtgärd."), "B1 has none yet");
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await.done().unwrap();
    saves(&mut sara, "punkter/B1", &planned("next")).await.done().unwrap();
    saves(&mut sara, "punkter/R1", &same("B1")).await.done().unwrap();
    saves(&mut sara, "punkter/R2", &planned("next")).await.done().unwrap();
    // Whoever takes the measure away leaves nothing to refer to, and the desk says so.
    let none = [("stance", "none"), ("reason", "Det behövs inte."), ("do", "next")];
    saves(&mut sara, "punkter/B1", &none).await.done().unwrap();
    assert!(sara.get(DESK).await.unwrap().shown().unwrap().body.contains("R1: Välj en punkt som har en åtgärd."));
    assert_eq!(sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().status, 409);
    saves(&mut sara, "punkter/B1", &planned("next")).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/beslut"), &decision("2025-02-10")).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    let document = sara.get(&format!("{RESPONSE}/dokument")).await.unwrap();
    assert!(document.body.contains("Samma åtgärd som B1."));
    assert_eq!(document.body.matches("Planerad åtgärd 1:").count(), 2, "once for B1, once for R2");
    let mut rut = world.signed_in("Rut Revisor").await;
    assert!(rut.get(RESPONSE).await.unwrap().shown().unwrap().body.contains("Samma åtgärd som B1."));
    assert_eq!(world.count("select sum(measures)::bigint from owed_now where day < 'infinity'").await, 2, "promises are counted as measures");
    let after = "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete";
    let mut sara = world.signed_in("Sara Service").await;
    let item = sara.get(&format!("{after}/punkter/R1")).await.unwrap().shown().unwrap();
    assert!(item.body.contains("Åtgärden är densamma som för B1 och redovisas där."));
    assert!(sara.get(after).await.unwrap().shown().unwrap().body.contains("1 av 4 svar är klara"), "nothing is owed under R1");
}

#[tokio::test]
async fn the_database_holds_that_a_stand_says_why_and_that_nothing_is_the_same_as_itself() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    for (change, constraint) in [
        ("agreement = 'disagrees', agreement_reason = E'\\u200b'", "who_does_not_agree_says_why"),
        ("agreement_reason = 'Utan ställningstagande'", "who_does_not_agree_says_why"),
        ("again_text = 'maj 2025', again_on = '2025-05-31'", "looked_at_again_where_nothing_is_planned"),
        ("same_as = item_id", "the_same_as_another_item"),
    ] {
        let mut tx = pool.begin().await.unwrap();
        sqlx::raw_sql("alter table submitted_answer disable trigger user").execute(&mut *tx).await.unwrap();
        let update = sqlx::AssertSqlSafe(format!("update submitted_answer set {change}"));
        let error = sqlx::query(update).execute(&mut *tx).await.unwrap_err();
        assert_eq!(error.as_database_error().and_then(|e| e.constraint()), Some(constraint), "{change}: {error}");
    }
    pool.close().await;
}
