//! Searching what has been published: by words, in Swedish, and never beyond what the reader may read.

use yttrande::demo::player::{Page, Player};

use crate::world::{RESPONSE, World, saves};

async fn search(player: &mut Player, words: &str) -> Page {
    let query: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
    player.get(&format!("/sok?q={query}")).await.unwrap().shown().unwrap()
}

/// How many results the page says there are.
fn found(page: &Page) -> usize {
    let said = page.body.split("träff").next().filter(|_| page.body.contains("träff")).and_then(|before| before.rsplit('>').next());
    said.and_then(|n| n.trim().parse().ok()).unwrap_or(0)
}

/// Rut judges what Servicenämnden has handed in.
async fn judged(world: &World) {
    let mut rut = world.signed_in("Rut Revisor").await;
    for code in ["B1", "R1", "R2"] {
        let fields = [
            ("submission", "1"),
            ("version", "0"),
            ("grade", "insufficient"),
            ("comment", "Omdömesordet saknar täckning."),
            ("note", "Anteckningskanariefågel"),
            ("do", "next"),
        ];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
}

#[tokio::test]
async fn everything_that_is_published_is_found_by_its_words_in_any_form() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    judged(&world).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Översynen dröjer.")]).await.unwrap().done().unwrap();
    for name in ["Fia Fullmäktig", "Rut Revisor", "Lars Läsare", "Sara Service", "Kim Kommun"] {
        let mut reader = world.signed_in(name).await;
        for (words, least, said) in [
            // The title, and beginnings of words; any form of a word.
            ("städavtal", 1, "/granskningar/rev-2025-1"),
            ("STÄDAVTALEN", 1, "<mark>Städavtal</mark>"),
            ("städ", 1, "<mark>Städavtal</mark>"),
            // An assessment, an item, a summary, measures, verdicts.
            ("styrning", 1, "Samlad bedömning"),
            ("utbilda beställare", 1, "#R2"),
            ("delar bilden", 1, "/yttranden/rev-2025-1/servicenamnden/forsta"),
            ("kvartalen", 3, "/rekommendationer/rev-2025-1/R1/servicenamnden"),
            ("täckningen", 3, "Omdöme"),
            ("översyn", 1, "Samlat omdöme"),
            // Both ways of writing ö.
            ("o\u{308}versyn", 1, "Samlat omdöme"),
        ] {
            let page = search(&mut reader, words).await;
            assert!(found(&page) >= least, "{name} finds “{words}” {} times: {}", found(&page), page.body);
            assert!(page.body.contains(said), "{name}, “{words}”: no “{said}” in {}", page.body);
        }
        assert_eq!(reader.get("/sok?q=rev-2025-1").await.unwrap().done().unwrap(), "/granskningar/rev-2025-1", "{name}");
    }
    assert_eq!(found(&search(&mut rut, "städavtal kvartal").await), 0, "all words stand in one text");
    let english = rut.post("/sprak", &[("sprak", "en"), ("till", "/sok?q=avtal")]).await.unwrap();
    let page = rut.follow(english).await.unwrap();
    assert!(page.body.contains("results") && page.body.contains("Search audits, items"), "{}", page.body);
}

#[tokio::test]
async fn nothing_is_found_that_the_reader_may_not_read() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "sammanfattning", &[("text", "Utkastkanariefågel"), ("do", "save")]).await.done().unwrap();
    world.submitted_response().await;
    judged(&world).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let secret = [("reason", "Glömdes."), ("secret", "ja")];
    let dokument = "/granskningar/rev-2025-1/ratta/dokument";
    rut.upload_with(dokument, "Hemlighetskanariefågel.txt", "text/plain", "Filkanariefågel".as_bytes(), &secret).await.unwrap().done().unwrap();
    // An audit that nobody has sent, and a draft at another desk.
    rut.post(
        "/granskningar/ny/sjalv",
        &crate::world::audit_form(&[("reference", "REV-2025-2"), ("title", "Osändkanariefågel"), ("overall_assessment", "Osändkanariefågel.")]),
    )
    .await
    .unwrap()
    .done()
    .unwrap();
    for name in ["Fia Fullmäktig", "Rut Revisor", "Lars Läsare", "Sara Service", "Kim Kommun"] {
        let mut reader = world.signed_in(name).await;
        for words in
            ["utkastkanariefågel", "anteckningskanariefågel", "osändkanariefågel", "hemlighetskanariefågel", "filkanariefågel", "omdömesordet", "välkomna"]
        {
            let page = search(&mut reader, words).await;
            assert_eq!(found(&page), 0, "{name} finds “{words}”: {}", page.body);
            assert!(page.body.contains("Inget hittades."), "{name}: {}", page.body);
        }
        let page = search(&mut reader, "rev-2025-2").await;
        assert!(!page.body.contains("Osänd"), "{name} learns of an audit that has not been sent: {}", page.body);
    }
    for (name, status) in [("Ada Admin", 404)] {
        assert_eq!(world.signed_in(name).await.get("/sok?q=avtal").await.unwrap().status, status, "{name}");
    }
}

#[tokio::test]
async fn what_was_added_to_a_response_is_found_and_what_was_taken_back_is_not() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let desk = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete";
    let added = [("submission", "1"), ("why", "eget"), ("text", "Städrobotarna har kommit.")];
    sara.post(&format!("{desk}/komplettering"), &added).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    assert_eq!(found(&search(&mut fia, "städrobot").await), 1, "a supplement is found");
    assert_eq!(found(&search(&mut fia, "kvartalen").await), 3, "and so is what it adds to");
    let mistaken = World::at("2025-03-10 10:00").await;
    mistaken.sent_audit().await;
    mistaken.submitted_response().await;
    let (mut sara, mut fia) = (mistaken.signed_in("Sara Service").await, mistaken.signed_in("Fia Fullmäktig").await);
    assert_eq!(found(&search(&mut fia, "kvartalen").await), 3);
    sara.post(&format!("{desk}/aterta/1"), &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    assert_eq!(found(&search(&mut fia, "kvartalen").await), 0, "what was taken back counts no more, and is read where it stands");
}

#[tokio::test]
async fn whatever_is_typed_is_searched_for_as_words() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for (typed, said) in [
        ("", "Ord eller diarienummer"),
        ("   ", "Ord eller diarienummer"),
        ("%", "Skriv minst ett ord"),
        ("_ ' \" \\ & | ! ( ) :*", "Skriv minst ett ord"),
        ("och att", "Så vanliga ord"),
        ("' OR 1=1 --", "Inget hittades."),
        ("finnsinte", "Inget hittades."),
        ("städavtal'", "1 träff"),
        ("100 % städavtal_", "Inget hittades."),
    ] {
        let page = search(&mut fia, typed).await;
        assert!(page.body.contains(said), "“{typed}”: no “{said}” in {}", page.body);
    }
    let long = search(&mut fia, &"å".repeat(5_000)).await;
    assert!(long.body.contains("Inget hittades.") && long.body.len() < 60_000, "{} bytes", long.body.len());
    let many = search(&mut fia, &(0..400).map(|n| format!("ord{n} ")).collect::<String>()).await;
    assert!(many.body.contains("Vi sökte på de 10 första orden."), "{}", many.body);
    let unknown = fia.get("/sok?q=avtal&sida=2").await.unwrap().shown().unwrap();
    assert!(unknown.body.contains("sida"), "an unknown filter is named: {}", unknown.body);
}

#[tokio::test]
async fn what_fills_several_pages_is_read_page_by_page_and_each_once() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for n in 1..=30 {
        let (reference, title) = (format!("REV-2025-{n}"), format!("Granskning av tvätt nummer {n}"));
        rut.post("/granskningar/ny/sjalv", &crate::world::audit_form(&[("reference", &reference), ("title", &title)])).await.unwrap().done().unwrap();
        let items = format!("/granskningar/rev-2025-{n}/punkter");
        let page = rut.get(&items).await.unwrap().shown().unwrap();
        let (service, executive) = (page.choice("boards", "Servicenämnden").unwrap(), page.choice("boards", "Kommunstyrelsen").unwrap());
        let fields = [("kind", "recommendation"), ("heading", "Punkt"), ("body", "Se över detta."), ("boards", &service), ("boards", &executive)];
        rut.post(&items, &fields).await.unwrap().done().unwrap();
        rut.post(&format!("/granskningar/rev-2025-{n}/skicka"), &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    }
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let (mut path, mut all) = ("/sok?q=tv%C3%A4tt".to_owned(), Vec::new());
    for _ in 0..3 {
        let page = fia.get(&path).await.unwrap().shown().unwrap();
        assert!(page.body.contains("30 träffar") && page.body.len() < 60_000, "{}", page.body);
        all.extend(page.addresses("/granskningar/rev-2025-"));
        let links = page.body.split("href=\"").filter_map(|link| link.split('"').next());
        match links.filter(|link| link.starts_with("/sok?")).find(|link| link.contains("efter=")) {
            Some(next) => path = next.replace("&amp;", "&").replace("&#38;", "&"),
            None => break,
        }
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 30, "{all:?}");
}

#[tokio::test]
async fn whoever_types_a_reference_is_led_to_the_audit_and_what_the_council_asked_for_is_found() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-05-02 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let act = [
        ("seen", "0"),
        ("held_on", "2025-04-24"),
        ("section", "45"),
        ("handling", "arende"),
        ("asked", "Nämnden återkommer med en flaggstångsplan."),
        ("minutes", ""),
    ];
    rut.post("/granskningar/rev-2025-1/fullmaktige", &act).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for typed in ["REV-2025-1", "rev-2025-1", "Rev%202025-1"] {
        assert_eq!(fia.get(&format!("/sok?q={typed}")).await.unwrap().done().unwrap(), "/granskningar/rev-2025-1", "{typed}");
    }
    for typed in ["REV-2025-1%20R1", "rev%202025%201%20r1"] {
        assert_eq!(fia.get(&format!("/sok?q={typed}")).await.unwrap().location.as_deref(), Some("/granskningar/rev-2025-1#R1"), "{typed}");
    }
    assert_eq!(found(&search(&mut fia, "REV-2025-1%20R99").await), 0, "there is no such item");
    let page = search(&mut fia, "flaggstångsplanen").await;
    assert_eq!(found(&page), 1, "{}", page.body);
    assert!(page.body.contains("Fullmäktiges behandling") && page.body.contains("/granskningar/rev-2025-1#fullmaktige"), "{}", page.body);
    // What is struck out did not happen, and is not found.
    let struck = [
        ("seen", "1"),
        ("held_on", "2025-04-24"),
        ("section", "45"),
        ("handling", "arende"),
        ("asked", ""),
        ("minutes", ""),
        ("struck", "ja"),
        ("reason", "Fel granskning."),
    ];
    rut.post("/granskningar/rev-2025-1/fullmaktige/1/ratta", &struck).await.unwrap().done().unwrap();
    assert_eq!(found(&search(&mut fia, "flaggstångsplanen").await), 0);
}
