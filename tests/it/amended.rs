//! What was wrong in a sent audit, or in a published verdict, is put right in the open: with a reason, told to those whom it concerns,
//! and with what stood before kept and readable.

use yttrande::demo::player::Player;

use crate::world::{DESK, RESPONSE, World, look, planned, saves, sees};

const PUT_RIGHT: &str = "/granskningar/rev-2025-1/ratta";
const R1: &str = "/rekommendationer/rev-2025-1/R1/servicenamnden";
const ITEM: [(&str, &str); 4] = [
    ("seen", "1"),
    ("heading", "Följ upp städavtalen"),
    ("body", "Nämnden bör följa upp städavtalen varje kvartal."),
    ("reason", "Rekommendationen sa inte vad som ska följas upp."),
];

/// The form with some of its values changed.
fn with<'a>(fields: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, changed.iter().find(|(other, _)| other == name).map_or(*value, |(_, new)| *new))).collect()
}

/// Rut corrects R1.
async fn corrects_r1(world: &World) {
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(&format!("{PUT_RIGHT}/punkter/R1"), &ITEM).await.unwrap().done().unwrap();
}

async fn told(world: &World, name: &str, what: &str) -> bool {
    look(&mut world.signed_in(name).await, "/aviseringar").await.body.contains(what)
}

#[tokio::test]
async fn an_item_is_corrected_while_a_board_answers_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "punkter/R1", &planned("save")).await.done().unwrap();
    // She has the page open, and writes on, when the item is corrected.
    let open = look(&mut sara, &format!("{DESK}/punkter/R1")).await;
    world.move_to("2025-02-04 09:00");
    corrects_r1(&world).await;
    let mut sara = world.signed_in("Sara Service").await;
    let version = open.hidden("version").unwrap();
    let writes: Vec<_> = [("version", version.as_str())].into_iter().chain(with(&planned("save"), &[("responsible", "Ekonomichefen")])).collect();
    sara.post(&format!("{DESK}/punkter/R1"), &writes).await.unwrap().done().unwrap();
    let page = look(&mut sara, &format!("{DESK}/punkter/R1")).await;
    for said in [
        "Avtalen följs upp varje kvartal.",
        "Ekonomichefen",
        "Nämnden bör följa upp städavtalen varje kvartal.",
        "Rekommendationen sa inte vad som ska följas upp.",
    ] {
        assert!(page.body.contains(said), "“{said}”: {}", page.body);
    }
    assert!(page.body.contains("<mark>städavtalen varje kvartal.</mark>") || page.body.contains("<mark>"), "what differs is marked: {}", page.body);
    assert!(page.body.contains("se över detta."), "the wording of before is read beside it");
    let desk = look(&mut sara, DESK).await;
    assert!(desk.body.contains("Revisionen rättade R1 4 februari 2025"), "{}", desk.body);
    let other = look(&mut sara, &format!("{DESK}/punkter/R2")).await;
    assert!(!other.body.contains("rättade"), "nothing is said at an item that was not corrected");
    // Those who answer it are told; nobody else is.
    for name in ["Sara Service", "Siv Handläggare", "Kim Kommun"] {
        assert!(told(&world, name, "Revisionen har rättat en punkt").await, "{name}");
    }
    // Everybody reads both wordings and the reason.
    for name in ["Fia Fullmäktig", "Kim Kommun", "Rut Revisor"] {
        let mut reader = world.signed_in(name).await;
        for path in [R1, "/granskningar/rev-2025-1"] {
            let page = look(&mut reader, path).await;
            for said in ["Följ upp städavtalen", "Nämnden bör se över detta.", "Rekommendationen sa inte vad som ska följas upp."] {
                assert!(page.body.contains(said), "{name} does not read “{said}” at {path}");
            }
        }
    }
    // What is handed in now answers the new wording, and says so.
    for part in ["B1", "R2"] {
        saves(&mut sara, &format!("punkter/{part}"), &planned("next")).await.done().unwrap();
    }
    saves(&mut sara, "punkter/R1", &planned("next")).await.done().unwrap();
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await.done().unwrap();
    world.decides().await;
    world.hands_in().await;
    let document = world.text("select convert_from(document, 'UTF8') from published.submission_document").await;
    assert!(document.contains("Revisionens text: Nämnden bör följa upp städavtalen varje kvartal."), "{document}");
    assert_eq!(world.count("select item_version::bigint from submitted_answer a join item i on i.id = a.item_id where i.code = 'R1'").await, 2);
}

#[tokio::test]
async fn what_was_locked_or_handed_in_keeps_the_wording_that_it_answers() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    world.move_to("2025-02-04 09:00");
    corrects_r1(&world).await;
    let mut sara = world.signed_in("Sara Service").await;
    for path in [DESK.to_owned(), format!("{DESK}/punkter/R1")] {
        let page = look(&mut sara, &path).await;
        assert!(page.body.contains("Svaret gäller lydelsen före rättelsen."), "{path}: {}", page.body);
    }
    let pack = look(&mut sara, &format!("{DESK}/utskrift")).await;
    assert!(pack.body.contains("Nämnden bör se över detta.") && !pack.body.contains("städavtalen varje kvartal"), "the board decides on what was locked");
    world.hands_in().await;
    let document = world.text("select convert_from(document, 'UTF8') from published.submission_document").await;
    assert!(!document.contains("städavtalen") && document.contains("Revisionens text: Nämnden bör se över detta."), "{document}");
    assert_eq!(world.count("select max(item_version)::bigint from submitted_answer").await, 1);
    // And a later correction touches none of its bytes.
    let bytes = world.text("select encode(document_sha256, 'hex') from published.submission").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(&format!("{PUT_RIGHT}/punkter/R1"), &with(&ITEM, &[("seen", "2"), ("heading", "Avtalen")])).await.unwrap().done().unwrap();
    assert_eq!(world.text("select encode(sha256(document), 'hex') from published.submission_document").await, bytes);
    let page = look(&mut sara, RESPONSE).await;
    assert!(page.body.contains("Nämnden bör se över detta.") || !page.body.contains("städavtalen varje kvartal"), "{}", page.body);
    assert_eq!(
        world.count("select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()").await,
        0
    );
}

#[tokio::test]
async fn a_correction_needs_a_reason_and_says_something_else_and_overtakes_nobody() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = format!("{PUT_RIGHT}/punkter/R1");
    for (changed, said) in [
        (vec![("reason", "")], "varför"),
        (vec![("reason", "\u{3164}\u{200b}")], "varför"),
        (vec![("body", "  ")], "punktens text"),
        (vec![("heading", "Följ upp avtalen"), ("body", "Nämnden bör se över detta.")], "Det står likadant nu."),
    ] {
        let page = rut.post(&path, &with(&ITEM, &changed)).await.unwrap();
        assert!(page.status == 422 && page.body.contains(said), "{changed:?}: {} {}", page.status, page.body);
        assert!(page.body.contains("städavtal") || changed.len() == 2, "what was typed is kept: {}", page.body);
    }
    assert_eq!(world.count("select count(*) from item_version").await, 0);
    corrects_r1(&world).await;
    let page = rut.post(&path, &with(&ITEM, &[("body", "Något helt annat.")])).await.unwrap();
    assert!(page.status == 422 && page.body.contains("Någon annan har rättat medan du skrev") && page.body.contains("Något helt annat."), "{}", page.body);
    rut.post(&path, &with(&ITEM, &[("seen", "2"), ("body", "Något helt annat.")])).await.unwrap().done().unwrap();
    assert_eq!(world.count("select max(n)::bigint from item_version").await, 3);
    // Nobody but the auditors; readers of theirs not either.
    for (name, status) in [("Lars Läsare", 403), ("Sara Service", 404), ("Fia Fullmäktig", 404)] {
        let page = world.signed_in(name).await.post(&path, &with(&ITEM, &[("seen", "3")])).await.unwrap();
        assert_eq!(page.status, status, "{name}");
    }
    let unsent = rut.get("/granskningar/rev-2025-9/ratta").await.unwrap();
    assert_eq!(unsent.status, 404);
}

#[tokio::test]
async fn a_title_is_corrected_everywhere_and_its_earlier_ones_are_read() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = format!("{PUT_RIGHT}/titel");
    for (fields, said) in [
        ([("seen", "1"), ("title", "Städavtal och tvätt"), ("reason", "")], "varför"),
        ([("seen", "1"), ("title", "Städavtal"), ("reason", "Fel.")], "samma titel som nu"),
        ([("seen", "1"), ("title", " "), ("reason", "Fel.")], "titeln"),
    ] {
        let page = rut.post(&path, &fields).await.unwrap();
        assert!(page.status == 422 && page.body.contains(said), "{said}: {}", page.body);
    }
    rut.post(&path, &[("seen", "1"), ("title", "Städavtal och tvätt"), ("reason", "Tvätten granskades också.")]).await.unwrap().done().unwrap();
    for (name, page) in [
        ("Fia Fullmäktig", "/granskningar"),
        ("Fia Fullmäktig", "/rekommendationer"),
        ("Sara Service", DESK),
        ("Rut Revisor", PUT_RIGHT),
        ("Kim Kommun", "/kalender"),
    ] {
        let page = look(&mut world.signed_in(name).await, page).await;
        assert!(page.body.contains("Städavtal och tvätt"), "{name}: {}", page.body);
    }
    let page = look(&mut world.signed_in("Fia Fullmäktig").await, "/granskningar/rev-2025-1").await;
    assert!(
        page.body.contains("Titeln rättades 3 februari 2025. Skäl: Tvätten granskades också.") && page.body.contains("Till 3 februari 2025"),
        "{}",
        page.body
    );
    assert!(told(&world, "Sara Service", "Den heter nu Städavtal och tvätt.").await || told(&world, "Sara Service", "rättat titeln").await);
    assert_eq!(
        world.count("select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()").await,
        0
    );
}

#[tokio::test]
async fn a_forgotten_document_and_a_forgotten_recipient_are_added_with_their_reason() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = format!("{PUT_RIGHT}/dokument");
    let page = rut.upload_with(&path, "rapport.txt", "text/plain", b"Rapporten.", &[("reason", "")]).await.unwrap();
    assert!(page.status == 422 && page.body.contains("varför") && page.body.contains("Välj filen igen."), "{}", page.body);
    rut.upload_with(&path, "rapport.txt", "text/plain", b"Rapporten.", &[("reason", "Rapporten glömdes.")]).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = look(&mut fia, "/granskningar/rev-2025-1").await;
    assert!(page.body.contains("rapport.txt") && page.body.contains("Tillagt 3 februari 2025. Skäl: Rapporten glömdes."), "{}", page.body);
    let file = page.address_after("<h2>Dokument</h2>", "/granskningar/rev-2025-1/filer/").unwrap();
    assert_eq!(fia.get(&file).await.unwrap().body, "Rapporten.");
    assert!(told(&world, "Sara Service", "lagt till ett dokument").await);
    assert_eq!(rut.post(&format!("{file}/ta-bort"), &[]).await.unwrap().status, 409, "it is part of the record");

    let path = format!("{PUT_RIGHT}/mottagare");
    let form = look(&mut rut, &path).await;
    let board = form.choice("board", "Miljönämnden").unwrap();
    assert!(form.choice("board", "Servicenämnden").is_err(), "it has the audit already");
    let page = rut.post(&path, &[("board", &board), ("role", "respond"), ("reason", "Glömdes.")]).await.unwrap();
    assert_eq!(page.status, 422, "whoever is to answer is asked in a round");
    let page = rut.post(&path, &[("board", &board), ("role", "information"), ("reason", " ")]).await.unwrap();
    assert!(page.status == 422 && page.body.contains("varför"), "{}", page.body);
    rut.post(&path, &[("board", &board), ("role", "information"), ("reason", "Nämnden glömdes.")]).await.unwrap().done().unwrap();
    let page = look(&mut fia, "/granskningar/rev-2025-1").await;
    assert!(page.body.contains("Miljönämnden") && page.body.contains("sedan 3 februari 2025. Skäl: Nämnden glömdes."), "{}", page.body);
    assert_eq!(world.count("select count(*) from round").await, 3, "nobody is asked for more");
}

/// Rut finds every answer insufficient, and has a note of her own.
async fn judges(world: &World) -> Player {
    let mut rut = world.signed_in("Rut Revisor").await;
    for code in ["B1", "R1", "R2"] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", "insufficient"), ("comment", "Se rapporten."), ("note", "Bara vi."), ("do", "next")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story")]
async fn a_published_verdict_is_corrected_and_the_former_is_read_beside_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = judges(&world).await;
    let path = format!("{RESPONSE}/omdome/R1/ratta");
    assert_eq!(rut.get(&path).await.unwrap().status, 409, "nothing is published that could be corrected");
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Svagt.")]).await.unwrap().done().unwrap();
    world.move_to("2025-02-10 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let form = [
        ("submission", "1"),
        ("seen", "1"),
        ("grade", "sufficient"),
        ("comment", "Åtgärderna räcker."),
        ("overall", "Bättre än vi såg."),
        ("reason", "Vi läste fel bilaga."),
    ];
    for (changed, said) in [
        (vec![("reason", "")], "varför"),
        (vec![("grade", "insufficient"), ("comment", "")], "Ett kritiskt omdöme behöver en kommentar."),
        (vec![("grade", "insufficient"), ("comment", "Se rapporten."), ("overall", "Svagt.")], "samma omdöme som nu"),
        (vec![("seen", "7")], "Någon annan har rättat omdömet"),
    ] {
        let page = rut.post(&path, &with(&form, &changed)).await.unwrap();
        assert!(page.status == 422 && page.body.contains(said), "{said}: {} {}", page.status, page.body);
    }
    assert_eq!(world.count("select count(*) from verdict_correction").await, 0);
    for click in ["once", "twice"] {
        rut.post(&path, &form).await.unwrap().done().unwrap_or_else(|error| panic!("{click}: {error}"));
    }
    assert_eq!(world.count("select count(*) from verdict where n = 2").await, 3, "published whole");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = look(&mut fia, RESPONSE).await;
    for said in ["Bättre än vi såg.", "Omdömet (R1) rättades 10 februari 2025. Skäl: Vi läste fel bilaga.", "Svagt.", "Åtgärderna räcker."] {
        assert!(page.body.contains(said), "“{said}”: {}", page.body);
    }
    let life = look(&mut fia, R1).await;
    for said in ["Inte tillräckligt", "Vi läste fel bilaga.", "Åtgärderna räcker."] {
        assert!(life.body.contains(said), "“{said}”: {}", life.body);
    }
    assert!(!life.body.contains("Bara vi.") && !page.body.contains("Bara vi."), "a note stays with the auditors");
    of_the_others_nothing_was_corrected(&mut fia).await;
    assert!(told(&world, "Sara Service", "Revisionen har rättat ett omdöme").await);
    assert!(world.events().await.ends_with(&["verdict_corrected".to_owned()]));
    for (name, status) in [("Lars Läsare", 403), ("Sara Service", 404)] {
        assert_eq!(world.signed_in(name).await.get(&path).await.unwrap().status, status, "{name}");
    }
    assert_eq!(
        world.count("select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()").await,
        0
    );
}

/// What was said of another item stands as it was said, on its day; and what was corrected is of the day on which it was judged.
async fn of_the_others_nothing_was_corrected(fia: &mut Player) {
    let other = look(fia, "/rekommendationer/rev-2025-1/R2/servicenamnden").await;
    assert!(!other.body.contains("Rättat omdöme") && !other.body.contains("Vi läste fel bilaga."), "{}", other.body);
    let list = look(fia, "/rekommendationer.csv").await;
    for code in ["R1", "R2"] {
        let row = list.body.lines().find(|row| row.contains(&format!(";{code};"))).unwrap();
        // Judged on the third, and R1 changed on the tenth.
        assert_eq!((row.contains("2025-02-03"), row.contains("2025-02-10")), (true, code == "R1"), "{row}");
    }
    assert!(look(fia, "/granskningar/rev-2025-1").await.body.contains("Omdöme publicerat 3 februari 2025"), "the day of the verdict stays");
}

#[tokio::test]
async fn what_was_closed_is_opened_again_with_a_reason_and_both_are_read() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let path = "/granskningar/rev-2025-1/oppna-igen";
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(rut.get(path).await.unwrap().status, 409, "what is open is not opened");
    world.move_to("2026-02-20 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/avsluta", &[("motive", "Ingen svarade."), ("without_answer", "yes")]).await.unwrap().done().unwrap();
    for page in ["titel", "dokument", "mottagare", "punkter/R1"] {
        assert_eq!(rut.get(&format!("{PUT_RIGHT}/{page}")).await.unwrap().status, 409, "{page}: while it is closed, it stands");
    }
    let page = rut.post(path, &[("reason", "")]).await.unwrap();
    assert!(page.status == 422 && page.body.contains("varför"), "{}", page.body);
    world.move_to("2026-02-21 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(path, &[("reason", "Servicenämnden har hört av sig.")]).await.unwrap().done().unwrap();
    assert_eq!(rut.post(path, &[("reason", "En gång till.")]).await.unwrap().status, 409);
    let page = look(&mut world.signed_in("Fia Fullmäktig").await, "/granskningar/rev-2025-1").await;
    for said in ["Avslutades 20 februari 2026: Ingen svarade.", "Öppnades igen 21 februari 2026: Servicenämnden har hört av sig."] {
        assert!(page.body.contains(said), "“{said}”: {}", page.body);
    }
    assert!(told(&world, "Sara Service", "öppnat en avslutad granskning").await);
    assert_eq!(world.count("select awaited::bigint from audit_now").await, 3, "the answers are awaited anew");
    // Closed once more and opened once more, it is told once more.
    rut.post("/granskningar/rev-2025-1/avsluta", &[("motive", "Ändå inte."), ("without_answer", "yes")]).await.unwrap().done().unwrap();
    rut.post(path, &[("reason", "Jo.")]).await.unwrap().done().unwrap();
    assert_eq!(
        world.count("select count(*) from notice n join person p on p.id = n.person_id where n.kind = 'audit_reopened' and p.name = 'Sara Service'").await,
        2
    );
    assert_eq!(
        world.count("select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()").await,
        0
    );
}

#[tokio::test]
async fn an_answer_is_not_done_on_a_wording_that_its_writer_has_not_seen() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let open = look(&mut sara, &format!("{DESK}/punkter/R1")).await;
    let says = |page: &yttrande::demo::player::Page| {
        let (version, wording) = (page.hidden("version").unwrap(), page.hidden("wording").unwrap());
        let own = vec![("version".to_owned(), version), ("wording".to_owned(), wording)];
        own.into_iter().chain(planned("next").into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()))).collect::<Vec<_>>()
    };
    let fields = says(&open);
    world.move_to("2025-02-03 09:10");
    corrects_r1(&world).await;
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let told = sara.post(&format!("{DESK}/punkter/R1"), &fields).await.unwrap();
    // Her words are kept, what differs is shown, and nobody said that it is done.
    assert_eq!(told.status, 422, "{}", told.sentence());
    for said in [
        "Revisionen rättade punkten medan du skrev",
        "Avtalen följs upp varje kvartal.",
        "Nämnden bör följa upp städavtalen varje kvartal.",
        "<details open>",
        "<mark>",
    ] {
        assert!(told.body.contains(said), "“{said}”: {}", told.body);
    }
    assert_eq!(world.count("select count(*) from desk_part where not complete").await, 1);
    // She has seen it now, and says it again.
    let fields = says(&told);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sara.post(&format!("{DESK}/punkter/R1"), &fields).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_part where complete").await, 1);
}

#[tokio::test]
async fn the_address_for_answers_is_corrected_and_receipts_go_there_from_then_on() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let receipt = format!("{RESPONSE}/kvitto");
    let said = "räknas som skickat till registrator@provköping.example.";
    sees(&look(&mut world.signed_in("Sara Service").await, &receipt).await, &[said]);
    world.move_to("2025-02-05 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = format!("{PUT_RIGHT}/svarsadress");
    for (fields, said) in [
        ([("seen", "1"), ("reply_to", "diariet@provköping.example"), ("reason", "")], "Skriv varför."),
        ([("seen", "1"), ("reply_to", "registrator@provköping.example"), ("reason", "Fel.")], "samma adress som nu"),
        ([("seen", "1"), ("reply_to", "diariet"), ("reason", "Fel.")], "Skriv en e-postadress"),
        ([("seen", "3"), ("reply_to", "diariet@provköping.example"), ("reason", "Fel.")], "Någon annan har rättat"),
    ] {
        let page = rut.post(&path, &fields).await.unwrap();
        assert_eq!(page.status, 422);
        sees(&page, &[said, &format!("value=\"{}\"", fields[1].1)]);
    }
    rut.post(&path, &[("seen", "1"), ("reply_to", "Diariet@Provköping.example"), ("reason", "Fel adress i missivet.")]).await.unwrap().done().unwrap();
    let page = look(&mut world.signed_in("Fia Fullmäktig").await, "/granskningar/rev-2025-1").await;
    sees(&page, &["diariet@provköping.example", "Rättad 5 februari 2025, förut registrator@provköping.example. Skäl: Fel adress i missivet."]);
    assert!(told(&world, "Kim Kommun", "rättat svarsadressen").await);
    sees(&look(&mut rut, "/handelser").await, &["Rättade granskningens svarsadress"]);
    // What came before keeps what was so then, byte for byte and word for word.
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, &receipt).await, &[said]);
    sara.post(&format!("{DESK}/aterta/1"), &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    world.hands_in().await;
    sees(&look(&mut sara, &receipt).await, &["räknas som skickat till diariet@provköping.example."]);
    let to = world.text("select string_agg(address, ' ' order by made_at) from mail where kind = 'receipt'").await;
    assert_eq!(to, "registrator@provköping.example diariet@provköping.example");
    // Taken away, nothing is sent anywhere.
    rut.post(&path, &[("seen", "2"), ("reply_to", ""), ("reason", "Allt lämnas här.")]).await.unwrap().done().unwrap();
    sees(&look(&mut rut, "/granskningar/rev-2025-1").await, &["Borttagen 5 februari 2025, förut diariet@provköping.example. Skäl: Allt lämnas här."]);
}
