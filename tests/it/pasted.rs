//! What is pasted out of Word and of PDF files.

use crate::world::{DESK, World, planned, saves};

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
