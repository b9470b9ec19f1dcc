//! What is pasted out of Word and of PDF files.

use crate::world::{DESK, RESPONSE, World, planned, saves};

#[tokio::test]
async fn what_word_pastes_is_kept_as_it_reads_and_broken_words_are_offered_and_joined_only_when_asked() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let pasted = "Nämnden har gransk-\r\nning på gång:\u{b}\u{f0b7}\tAvtalen\u{2028}\u{f0a7} Priserna\r\nIn-\r\noch utbetalningar";
    saves(&mut sara, "sammanfattning", &[("text", pasted), ("do", "save")]).await.done().unwrap();
    let path = format!("{DESK}/sammanfattning");
    let page = sara.get(&path).await.unwrap().shown().unwrap();
    for seen in
        ["Nämnden har gransk-\nning på gång:\n•\tAvtalen\n• Priserna\nIn-\noch utbetalningar", "gransk-ning (blir granskning)</span>.", "Foga ihop orden"]
    {
        assert!(page.body.contains(seen), "the page lacks “{seen}”: {}", page.body);
    }
    saves(&mut sara, "sammanfattning", &[("text", pasted), ("do", "join")]).await.done().unwrap();
    let page = sara.get(&path).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Nämnden har granskning på gång:\n•\tAvtalen") && page.body.contains("In-\noch"), "{}", page.body);
    assert!(!page.body.contains("Foga ihop orden"), "{}", page.body);
    // The same in an item, in each of its fields; what it was is among the versions.
    let mut form = planned("save");
    form.iter_mut().filter(|(name, _)| *name == "action").for_each(|(_, value)| *value = "Avtals-\nuppföljning varje kvar-\ntal.");
    saves(&mut sara, "punkter/R1", &form).await.done().unwrap();
    let item = format!("{DESK}/punkter/R1");
    let page = sara.get(&item).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Avtals-uppföljning (blir Avtalsuppföljning), kvar-tal (blir kvartal)"), "{}", page.body);
    form.iter_mut().filter(|(name, _)| *name == "do").for_each(|(_, value)| *value = "join");
    saves(&mut sara, "punkter/R1", &form).await.done().unwrap();
    let page = sara.get(&item).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Avtalsuppföljning varje kvartal.") && !page.body.contains("Foga ihop"), "{}", page.body);
    let kept = "select count(*) from desk_version where content::text like '%Avtals-%'";
    assert_eq!(world.count(kept).await, 1, "what was pasted is among the versions");
}

#[tokio::test]
async fn broken_words_are_offered_in_items_and_verdicts_as_well_and_joined_only_when_asked() {
    let world = World::at("2025-03-10 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = "/granskningar/rev-2025-1/punkter/R2";
    let page = rut.get(path).await.unwrap().shown().unwrap();
    assert!(!page.body.contains("Foga ihop orden"));
    let seen = page.hidden("seen").unwrap();
    let board = page.choice("boards", "Servicenämnden").unwrap();
    let item = |seen: &str, button: &'static str| {
        [
            ("kind", "recommendation"),
            ("heading", "Utbilda beställarna"),
            ("body", "Nämnden bör gransk-\r\nningsutbilda dem."),
            ("boards", &board),
            ("seen", seen),
            ("do", button),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    };
    let sent = item(&seen, "save");
    rut.post(path, &sent.each_ref().map(|(name, value)| (*name, value.as_str()))).await.unwrap().done().unwrap();
    let page = rut.get(path).await.unwrap().shown().unwrap();
    assert!(page.body.contains("gransk-ningsutbilda (blir granskningsutbilda)</span>."), "{}", page.body);
    let sent = item(&page.hidden("seen").unwrap(), "join");
    rut.post(path, &sent.each_ref().map(|(name, value)| (*name, value.as_str()))).await.unwrap().done().unwrap();
    let page = rut.get(path).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Nämnden bör granskningsutbilda dem.") && !page.body.contains("Foga ihop orden"), "{}", page.body);
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    world.submitted_response().await;
    let verdict = format!("{RESPONSE}/omdome/R1");
    let text = |version: &'static str, button: &'static str| {
        [
            ("submission", "1"),
            ("version", version),
            ("grade", "partly_sufficient"),
            ("comment", "Bra, men upp-\r\nföljningen saknas."),
            ("note", ""),
            ("do", button),
        ]
    };
    rut.post(&verdict, &text("0", "save")).await.unwrap().done().unwrap();
    let page = rut.get(&verdict).await.unwrap().shown().unwrap();
    assert!(page.body.contains("upp-följningen (blir uppföljningen)</span>."), "{}", page.body);
    rut.post(&verdict, &text("1", "join")).await.unwrap().done().unwrap();
    let page = rut.get(&verdict).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Bra, men uppföljningen saknas.") && !page.body.contains("Foga ihop orden"), "{}", page.body);
}
