//! Work that is divided at a desk: who writes what, who is told, and what everybody hears of a text that is locked.

use yttrande::demo::player::Page;

use crate::world::{DESK, RESPONSE, World, look, planned, saves};

const SHARE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/fordelning";

/// The value by which the form means somebody.
fn id_of(page: &Page, name: &str) -> String {
    page.body.split(&format!(">{name}</option>")).next().unwrap().rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn parts_are_given_to_colleagues_who_are_told_and_find_them_until_they_are_done() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let form = look(&mut sara, SHARE).await;
    assert!(!form.body.contains("Kim Kommun"), "nobody of another board: {}", form.body);
    let siv_id = id_of(&form, "Siv Handläggare");
    let parts = |r1: &'static str| vec![("part", "sammanfattning"), ("was", ""), ("who", ""), ("part", "R1"), ("was", r1)];
    let mut give = parts("");
    give.extend([("who", siv_id.as_str()), ("part", "R2"), ("was", ""), ("who", siv_id.as_str())]);
    sara.post(SHARE, &give).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from notice where kind = 'parts_assigned'").await, 1, "one notice for both");
    let mut siv = world.signed_in("Siv Handläggare").await;
    let start = look(&mut siv, "/att-gora").await;
    assert!(start.body.contains("Tilldelat dig") && start.body.contains("Du skriver R1, R2"), "{}", start.body);
    assert!(look(&mut siv, "/aviseringar").await.body.contains("Du har fått delar att skriva i första yttrande från Servicenämnden"));
    assert_eq!(look(&mut siv, DESK).await.body.matches("Tilldelat dig").count(), 2);
    assert!(look(&mut sara, DESK).await.body.contains("Tilldelat Siv Handläggare"));
    assert!(!look(&mut sara, "/att-gora").await.body.contains("Tilldelat dig"));
    // Somebody gave it away meanwhile: nobody is overruled without a word.
    assert_eq!(
        sara.post(SHARE, &[("part", "R1"), ("was", ""), ("who", siv_id.as_str())]).await.unwrap().status,
        303,
        "nothing is changed by what says the same"
    );
    let sara_id = id_of(&form, "Sara Service");
    assert_eq!(sara.post(SHARE, &[("part", "R1"), ("was", ""), ("who", sara_id.as_str())]).await.unwrap().status, 409);
    saves(&mut siv, "punkter/R1", &planned("next")).await.done().unwrap();
    assert!(look(&mut siv, "/att-gora").await.body.contains("Du skriver R2"));
    // What she takes herself nobody needs to tell her.
    sara.post(SHARE, &[("part", "R2"), ("was", siv_id.as_str()), ("who", sara_id.as_str())]).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from notice where kind = 'parts_assigned'").await, 1);
    assert!(!look(&mut siv, "/att-gora").await.body.contains("Tilldelat dig"));
    let stranger = "0195bca7-0000-7000-8000-000000000000";
    assert_eq!(sara.post(SHARE, &[("part", "B1"), ("was", ""), ("who", stranger)]).await.unwrap().status, 422, "nobody who does not work here");
    let mut kim = world.signed_in("Kim Kommun").await;
    assert_eq!(kim.get(SHARE).await.unwrap().status, 404);
}

#[tokio::test]
async fn everybody_who_works_for_the_board_hears_that_a_text_is_locked_and_handed_in_but_whoever_locks_it() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    assert_eq!(world.count("select count(*) from notice where kind = 'response_locked'").await, 2, "Siv and Olle hear it; Sara locked it");
    let mut siv = world.signed_in("Siv Handläggare").await;
    let notices = look(&mut siv, "/aviseringar").await;
    assert!(
        notices.body.contains("Texten är låst för nämnden: första yttrande från Servicenämnden") && notices.body.contains("har kommit in."),
        "{}",
        notices.body
    );
    // What came in goes out again, as text and for Word, with every word of it.
    let receipt = look(&mut siv, &format!("{RESPONSE}/kvitto")).await;
    for way in ["inkommet/1/dokument.docx", "inkommet/1/kopiera"] {
        assert!(receipt.body.contains(&format!("href=\"{RESPONSE}/{way}\"")), "{}", receipt.body);
    }
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let copy = look(&mut fia, &format!("{RESPONSE}/inkommet/1/kopiera")).await;
    assert!(copy.body.contains("Nämnden delar bilden.") && copy.body.contains("Kvitto: Y2025-0001"), "{}", copy.body);
    let docx = fia.get(&format!("{RESPONSE}/inkommet/1/dokument.docx")).await.unwrap();
    let text = yttrande::domain::file_text::read(&docx.content).unwrap().text;
    for line in
        ["Sammanfattande svar", "Nämnden delar bilden.", "Kopia av det som kom in, kvitto Y2025-0001.", "Planerad åtgärd 1: Avtalen följs upp varje kvartal."]
    {
        assert!(text.contains(line), "the Word file lacks “{line}”: {text}");
    }
}
