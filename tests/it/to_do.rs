//! The start page: what is about one audit stands together, what the first day asks for is said until it is done, and an English page
//! says which of its words are Swedish.

use crate::world::{World, audit_form, look, sees, sees_none};

/// Beside the audit of cleaning contracts one of purchases, whose last days lie between the other's.
async fn two_audits_are_late() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let days = [("first-servicenamnden", "2025-04-01"), ("first-kommunstyrelsen", "2025-04-02"), ("follow_up-servicenamnden", "")];
    let form = audit_form(&[&[("reference", "REV-2025-2"), ("title", "Inköp")], days.as_slice()].concat());
    rut.post("/granskningar/ny/sjalv", &form).await.unwrap().done().unwrap();
    let page = look(&mut rut, "/granskningar/rev-2025-2/punkter").await;
    let boards = ["Servicenämnden", "Kommunstyrelsen"].map(|board| page.choice("boards", board).unwrap());
    let item = [("kind", "recommendation"), ("heading", "Följ upp inköpen"), ("body", "Se över dem."), ("boards", &boards[0]), ("boards", &boards[1])];
    rut.post("/granskningar/rev-2025-2/punkter", &item).await.unwrap().done().unwrap();
    rut.post("/granskningar/rev-2025-2/skicka", &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    world.move_to("2025-04-10 09:00");
    world
}

#[tokio::test]
async fn what_is_late_of_one_audit_stands_together_the_longest_late_first() {
    let world = two_audits_are_late().await;
    let page = look(&mut world.signed_in("Rut Revisor").await, "/att-gora").await;
    let rows = [
        "Servicenämnden: första yttrande, Städavtal",
        "Kommunstyrelsen: första yttrande, Städavtal",
        "Servicenämnden: första yttrande, Inköp",
        "Kommunstyrelsen: första yttrande, Inköp",
    ];
    let places: Vec<usize> = rows.iter().map(|row| page.body.find(row).unwrap_or_else(|| panic!("the page lacks “{row}”"))).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn an_english_page_says_which_of_its_words_are_swedish() {
    let world = two_audits_are_late().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/sprak", &[("sprak", "en"), ("till", "/att-gora")]).await.unwrap().done().unwrap();
    let row = "<span lang=\"sv\">Servicenämnden</span>: first response, <span lang=\"sv\">Städavtal</span>";
    sees(&look(&mut rut, "/att-gora").await, &[row]);
    sees(&look(&mut rut, "/yttranden").await, &["First response: <span lang=\"sv\">Städavtal</span>", "<span lang=\"sv\">Servicenämnden</span>"]);
    sees(&look(&mut rut, "/kalender").await, &["Last day: first response, <span lang=\"sv\">Städavtal</span>"]);
    let mut sara = world.signed_in("Sara Service").await;
    sees_none(&look(&mut sara, "/aviseringar").await, &["<span lang=\"sv\">Städavtal"]);
    sara.post("/sprak", &[("sprak", "en"), ("till", "/att-gora")]).await.unwrap().done().unwrap();
    sees(&look(&mut sara, "/aviseringar").await, &["<span lang=\"sv\">Städavtal</span>"]);
    // A file is text: nothing stands around what people wrote.
    let file = look(&mut rut, "/kalender.csv").await.body;
    assert!(file.contains("first response, Städavtal") && !file.contains(['\u{1fffe}', '\u{1ffff}']), "{file}");
}

#[tokio::test]
async fn what_the_first_day_asks_for_is_said_until_it_is_done_and_what_was_skipped_stays() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let organisation = |contact| [("name", "Provköping"), ("auditors_name", "Revisorskollegiet"), ("contact", contact), ("verdict", "omdome")];
    ada.post("/admin/organisation", &organisation("")).await.unwrap().done().unwrap();
    let first = look(&mut ada, "/att-gora").await;
    sees(&first, &["Kom igång", "2 av 5 steg är klara.", "Beskriv organisationen", "Inte gjort", "Klart", "Prova att mejl kommer fram", "/admin/organisation"]);
    sees_none(&first, &["Allt är i ordning"]);
    ada.post("/admin/organisation", &organisation("Ada Admin, ada.admin@example.org")).await.unwrap().done().unwrap();
    let later = look(&mut ada, "/att-gora").await;
    sees(&later, &["Kom igång", "Bjud in en administratör till", "Prova att mejl kommer fram"]);
    sees_none(&later, &["steg är klara", "Beskriv organisationen", "Inte gjort"]);
}
