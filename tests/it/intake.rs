//! How letters and lists come in: nothing is taken over that nobody has looked at, and the letter stays with its audit.

use crate::world::World;

const LETTER: &str = "Provköpings kommun
Revisorskollegiet
2025-01-30
Diarienummer: REV-2025-9

Till
Servicenämnden
Kommunstyrelsen

Granskning av städavtal

Revisorskollegiet beslutade 2025-01-29 att översända rapporten till servicenämnden och kommunstyrelsen för yttrande samt till kommunfullmäktige för kännedom.

Den samlade bedömningen är att styrningen av avtalen inte är tillräcklig.

Yttranden

Det första yttrandet ska inkomma senast 2025-03-31 (servicenämnden) respektive 2025-04-04 (kommunstyrelsen). Svaren skickas till registrator@provköping.example.

Berit Bok
Ordförande
";

/// The fields of a page's main form as a browser would send them untouched; a box that is not ticked is not sent.
pub(crate) fn untouched(body: &str) -> Vec<(String, String)> {
    let page = scraper::Html::parse_document(body);
    let fields = scraper::Selector::parse("main form[data-keys] :is(input, textarea, select)").unwrap();
    let chosen = scraper::Selector::parse("option[selected]").unwrap();
    let sent = page.select(&fields).filter(|field| !matches!(field.attr("type"), Some("checkbox" | "radio")) || field.attr("checked").is_some());
    sent.map(|field| {
        let value = match field.value().name() {
            "textarea" => field.text().collect::<String>().trim_start_matches('\n').to_owned(),
            "select" => field.select(&chosen).next().and_then(|option| option.attr("value")).unwrap_or("").to_owned(),
            _ => field.attr("value").unwrap_or("").to_owned(),
        };
        (field.attr("name").unwrap().to_owned(), value)
    })
    .collect()
}

pub(crate) fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn a_pasted_list_is_looked_at_before_anything_is_added_and_no_board_is_ticked_for_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let before = world.count("select count(*) from item").await;
    let list = "Utifrån granskningen rekommenderas nämnderna att:\n\n\u{f0b7}\tse över avtalen för 2.1 miljoner kronor,\n–\tutbilda beställarna.\n3. Följ upp § 12.";
    let pasted = rut.post("/granskningar/rev-2025-1/punkter/flera", &[("text", list)]).await.unwrap();
    let preview = pasted.done().unwrap().to_owned();
    assert_eq!(world.count("select count(*) from item").await, before, "nothing is added yet");
    let page = rut.get(&preview).await.unwrap().shown().unwrap();
    let fields = untouched(&page.body);
    let of = |name: &str| fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
    assert_eq!(of("body"), ["se över avtalen för 2.1 miljoner kronor,", "utbilda beställarna.", "Följ upp § 12."]);
    assert_eq!(of("kind"), ["recommendation"; 3], "the lead-in says what they are");
    assert_eq!(of("tick"), ["0", "1", "2"]);
    assert_eq!(of("boards"), [""; 0], "no board is ticked silently");

    // Without boards nothing is added, and what was typed is kept.
    let refused = rut.post("/granskningar/rev-2025-1/punkter/valda", &borrowed(&fields)).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Välj minst en nämnd som ska svara på punkt 2."), "{}", refused.sentence());
    let board = page.choice("boards", "Servicenämnden").unwrap();
    let board = board.split_once(':').unwrap().1.to_owned();
    let mut chosen: Vec<(String, String)> = fields.iter().filter(|(name, value)| !(name == "tick" && value == "1")).cloned().collect();
    chosen.extend([0, 2].map(|n| ("boards".to_owned(), format!("{n}:{board}"))));
    rut.post("/granskningar/rev-2025-1/punkter/valda", &borrowed(&chosen)).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from item").await, before + 2, "what was not ticked is not added");
    assert_eq!(world.count("select count(*) from item where body = 'se över avtalen för 2.1 miljoner kronor,'").await, 1);
    assert_eq!(world.count("select count(*) from item_paste").await, 0);
    assert_eq!(world.events().await.last().map(String::as_str), world.events().await.iter().rfind(|event| event.contains("audit_changed")).map(String::as_str));
}

#[tokio::test]
async fn what_the_letter_may_hold_is_proposed_and_not_ticked() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let check = rut.post("/granskningar/ny", &[("letter", LETTER)]).await.unwrap().done().unwrap().to_owned();
    let page = rut.get(&check).await.unwrap().shown().unwrap();
    rut.post(&check, &borrowed(&untouched(&page.body))).await.unwrap().done().unwrap();
    let page = rut.get("/granskningar/rev-2025-9/punkter/forslag").await.unwrap().shown().unwrap();
    let fields = untouched(&page.body);
    assert!(fields.contains(&("body".to_owned(), "Den samlade bedömningen är att styrningen av avtalen inte är tillräcklig.".to_owned())), "{fields:?}");
    assert!(!fields.iter().any(|(name, _)| name == "tick" || name == "boards"), "{fields:?}");
}

#[tokio::test]
async fn the_letter_itself_is_among_the_documents_for_boards_and_council_once_the_audit_is_sent() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let check = rut.post("/granskningar/ny", &[("letter", LETTER)]).await.unwrap().done().unwrap().to_owned();
    let page = rut.get(&check).await.unwrap().shown().unwrap();
    rut.post(&check, &borrowed(&untouched(&page.body))).await.unwrap().done().unwrap();
    let (audit, letter) = ("/granskningar/rev-2025-9", "/granskningar/rev-2025-9/missiv");
    let (mut sara, mut fia) = (world.signed_in("Sara Service").await, world.signed_in("Fia Fullmäktig").await);
    for reader in [&mut sara, &mut fia] {
        assert_eq!(reader.get(letter).await.unwrap().status, 404, "before it is sent it is the auditors' own");
    }
    let items = rut.get(&format!("{audit}/punkter")).await.unwrap().shown().unwrap();
    let (service, executive) = (items.choice("boards", "Servicenämnden").unwrap(), items.choice("boards", "Kommunstyrelsen").unwrap());
    let item = [("kind", "recommendation"), ("heading", "Avtal"), ("body", "Se över avtalen."), ("boards", service.as_str()), ("boards", executive.as_str())];
    rut.post(&format!("{audit}/punkter"), &item).await.unwrap().done().unwrap();
    rut.post(&format!("{audit}/skicka"), &[("message", "")]).await.unwrap().done().unwrap();
    for reader in [&mut rut, &mut sara, &mut fia] {
        let page = reader.get(audit).await.unwrap().shown().unwrap();
        assert!(page.body.contains("Missivet") && page.body.contains(letter), "{}", page.sentence());
        let document = reader.get(letter).await.unwrap();
        assert_eq!((document.status.as_u16(), document.body.trim()), (200, LETTER.trim()));
    }
}
