//! A city that calls the auditors' verdict otherwise reads its own word everywhere, and people's words as they wrote them.

use scraper::{Html, Selector};
use yttrande::demo::player::Player;
use yttrande::demo::{PASSWORD, story};

use crate::as_of::judges;
use crate::demo;
use crate::post::{Basket, instance, round};
use crate::world::{World, audit_form, look, sees, sees_none};

/// What people of the demo have written with the usual word.
const WRITTEN: [&str; 2] = ["Efter revisionens omdöme utökade vi kontrollen.", "Nämnden har gjort det den lovade och dessutom lyssnat på vårt omdöme."];

/// Everything that somebody reads of a page or has read to her.
fn read(body: &str) -> String {
    let page = Html::parse_document(body);
    let mut words: String = page.root_element().text().collect::<Vec<_>>().join(" ");
    for attribute in ["aria-label", "title", "placeholder", "data-l", "alt", "value"] {
        for element in page.select(&Selector::parse(&format!("[{attribute}]:not([type=hidden]):not([type=radio]):not(option)")).unwrap()) {
            words.push_str(&format!(" | {}", element.attr(attribute).unwrap()));
        }
    }
    words
}

async fn signed_in(router: &axum::Router, email: &str) -> Player {
    let mut player = Player::new(router.clone());
    player.sign_in(email, PASSWORD).await.unwrap();
    player
}

#[tokio::test]
async fn a_city_reads_its_own_word_on_every_page_in_every_file_and_in_both_languages() {
    let router = demo::router(&demo::played().await).await;
    let mut admin = signed_in(&router, story::ADMINISTRATOR).await;
    let details = [("name", "Strandköpings kommun"), ("auditors_name", "Revisorskollegiet"), ("contact", ""), ("verdict", "stallningstagande")];
    admin.post("/admin/organisation", &details).await.unwrap().done().unwrap();
    for email in [story::AUDITOR, story::SECRETARY, story::COUNCIL_MEMBER, story::ADMINISTRATOR] {
        for (lang, usual, own) in [("sv", "omdöme", "ställningstagande"), ("en", "verdict", "position")] {
            let mut reader = signed_in(&router, email).await;
            reader.post("/sprak", &[("sprak", lang), ("till", "/")]).await.unwrap().done().unwrap();
            let found = std::cell::Cell::new(0);
            demo::walk(&mut reader, |path, body| {
                // There the words stand beside each other, to be chosen from.
                if path.starts_with("/admin/organisation") {
                    return;
                }
                let mut words = if path.contains(".csv") { body.to_owned() } else { read(body) };
                for written in WRITTEN {
                    words = words.replace(written, "");
                }
                let words = words.to_lowercase();
                found.set(found.get() + words.matches(own).count());
                let around =
                    words.find(usual).map(|at| words[..at + usual.len() + 40].chars().rev().take(120).collect::<String>().chars().rev().collect::<String>());
                assert_eq!(around, None, "{email} reads on {path}");
            })
            .await;
            assert!(found.get() > 0, "{email} reads {own} nowhere");
        }
    }
}

#[tokio::test]
async fn what_people_have_written_with_the_usual_word_stays_and_a_word_that_is_none_is_refused() {
    let router = demo::router(&demo::played().await).await;
    let mut admin = signed_in(&router, story::ADMINISTRATOR).await;
    let page = look(&mut admin, "/admin/organisation").await;
    sees(&page, &["Utlåtande: revisionen lämnar ett utlåtande, och utlåtandet publiceras", "Omdöme: revisionen lämnar ett omdöme"]);
    let save = async |admin: &mut Player, word: &str| {
        let details = [("name", "Strandköpings kommun"), ("auditors_name", "Revisorskollegiet"), ("contact", "Yusuf"), ("verdict", word)];
        admin.post("/admin/organisation", &details).await.unwrap()
    };
    for word in ["", "kommentar", "Omdöme"] {
        let refused = save(&mut admin, word).await;
        assert_eq!(refused.status, 422, "{word}");
        sees(&refused, &["Välj hur det heter hos er.", "value=\"Yusuf\""]);
    }
    save(&mut admin, "utlatande").await.done().unwrap();
    let mut council = signed_in(&router, story::COUNCIL_MEMBER).await;
    let overview = look(&mut council, "/oversikt").await;
    sees_none(&overview, &["omdöme"]);
    let found = std::cell::Cell::new(0);
    demo::walk(&mut council, |_, body| found.set(found.get() + WRITTEN.iter().filter(|written| body.contains(*written)).count())).await;
    assert!(found.get() >= 2, "people's words are read as they are");
    // And back again: nothing was stored with the other word.
    save(&mut admin, "omdome").await.done().unwrap();
    let mut auditor = signed_in(&router, story::AUDITOR).await;
    demo::walk(&mut auditor, |path, body| assert!(!body.contains("tlåtande"), "{path}")).await;
}

#[tokio::test]
async fn a_mail_says_it_with_the_citys_word_and_leaves_a_title_as_it_is() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let details = [("name", "Kommunen"), ("auditors_name", "Revisorskollegiet"), ("contact", ""), ("verdict", "utlatande")];
    ada.post("/admin/organisation", &details).await.unwrap().done().unwrap();
    world.unsent_audit_of(&audit_form(&[("title", "Ett omdöme om städningen")])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    world.move_to("2025-03-25 09:00");
    world.submitted_response().await;
    judges(&world).await;
    let basket = Basket::default();
    round(&instance(&world, basket.clone()).await).await;
    let letters = basket.letters();
    let told = letters.iter().find(|letter| letter.subject.starts_with("Revisionen har")).unwrap();
    assert_eq!(told.subject, "Revisionen har lämnat utlåtande: Ett omdöme om städningen");
    assert!(told.lines.join(" ").contains("Revisorerna har lämnat utlåtande om första yttrande"), "{:?}", told.lines);
}
