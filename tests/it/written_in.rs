//! What came another way than through the service, written in by the auditors with its true day and its files.

use yttrande::demo::player::{Page, Player};

use crate::world::{DESK, RESPONSE, World, look, sees, sees_none};

const WRITE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/skriv-in";
const SCAN: &[u8] = b"%PDF-1.7 det inskannade yttrandet %%EOF";
const READERS: [&str; 4] = ["Sara Service", "Rut Revisor", "Kim Kommun", "Fia Fullmäktig"];

async fn brought(player: &mut Player, name: &str, content: &[u8], secret: &[(&str, &str)]) -> Page {
    player.upload_with(&format!("{WRITE}/fil"), name, "application/pdf", content, secret).await.unwrap()
}

fn written<'a>(files: &'a str, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("files", files),
        ("channel", "paper"),
        ("received_on", "2025-03-28"),
        ("decided", "star"),
        ("decider", "board"),
        ("decided_on", "2025-03-26"),
        ("section", "31"),
        ("board_reference", "SN-2025-17"),
        ("summary", "Nämnden delar bilden och följer upp avtalen."),
    ];
    for (name, value) in changed {
        form.iter_mut().filter(|(field, _)| field == name).for_each(|(_, typed)| *typed = value);
    }
    form
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn a_response_on_paper_is_written_in_with_its_true_day_and_its_files_and_says_so_everywhere() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-02 10:00");
    world.drafted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, RESPONSE).await, &["Kom yttrandet med e-post eller på papper?", &format!("href=\"{WRITE}\"")]);
    sees_none(&look(&mut rut, WRITE).await, &["name=\"received_on\""]);
    brought(&mut rut, "Yttrande.pdf", SCAN, &[]).await.done().unwrap();
    let again = brought(&mut rut, "Kopia.pdf", SCAN, &[]).await;
    assert_eq!(again.status, 422);
    sees(&again, &["Filen finns redan här, som ”Yttrande.pdf”."]);
    let early = look(&mut rut, WRITE).await.hidden("files").unwrap();
    world.move_to("2025-04-02 10:01");
    brought(&mut rut, "Journal.pdf", b"%PDF-1.7 en patients journal %%EOF", &[("secret", "ja"), ("ground", "OSL 25 kap. 1 §")]).await.done().unwrap();
    let form = look(&mut rut, WRITE).await;
    sees(&form, &["Yttrande.pdf", "Journal.pdf", "Sekretess: OSL 25 kap. 1 §", "name=\"received_on\""]);
    let files = form.hidden("files").unwrap();
    for (changed, said) in [
        (("received_on", "2025-04-03"), "Dagen kan inte ligga i framtiden."),
        (("received_on", "2025-01-29"), "Yttrandet kan inte ha kommit före revisionens missiv, 30 januari 2025."),
        (("decided_on", "2025-03-29"), "Ett beslut som kom med yttrandet kan inte vara senare än 28 mars 2025, då yttrandet kom in."),
        (("channel", ""), "Välj hur det kom in."),
        (("decided", ""), "Välj om beslutet har kommit."),
        (("section", ""), "Skriv paragrafen."),
        (("summary", " "), "Skriv en kort sammanfattning av vad nämnden svarar."),
    ] {
        let told = rut.post(WRITE, &written(&files, &[changed])).await.unwrap();
        assert_eq!(told.status, 422, "{changed:?}");
        sees(&told, &[said]);
    }
    assert_eq!(rut.post(WRITE, &written(&early, &[])).await.unwrap().status, 409, "other files than those that were seen");
    rut.post(WRITE, &written(&files, &[])).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from arrival_file").await, 0, "they are records now");
    assert_eq!(world.count("select count(*) from arrival_file_chunk").await, 0);
    // The last day was 31 March, and it came on the 28th.
    let how = "Yttrandet kom på papper. Det kom in 28 mars 2025 och skrevs in av revisionen 2 april 2025.";
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, RESPONSE).await;
        sees(
            &page,
            &[
                "Inkommet i tid",
                how,
                "Nämnden beslutade 26 mars 2025, § 31.",
                "Svaret står i det som kom in.",
                "Revisionens sammanfattning",
                "Yttrande.pdf",
                "OSL 25 kap. 1 §",
            ],
        );
        sees_none(&page, &["Avtalen följs upp varje kvartal.", "Återta yttrandet", "28 mars 2025 kl."]);
        let open = page.addresses(&format!("{RESPONSE}/bilagor/"));
        assert_eq!(reader.get(&open[0]).await.unwrap().content, SCAN);
        let knows = ["Sara Service", "Rut Revisor"].contains(&name);
        assert_eq!((open.len(), page.body.contains("Journal.pdf")), if knows { (2, true) } else { (1, false) }, "{name}");
        sees(&look(&mut reader, &format!("{RESPONSE}/kvitto")).await, &[how, "I tid"]);
        let document = reader.get(&format!("{RESPONSE}/dokument")).await.unwrap().body;
        assert!(document.contains("Inkom: 2025-03-28, på papper") && document.contains("Handling 1: Yttrande.pdf"), "{document}");
        assert!(document.contains("Handling 2: omfattas av sekretess, OSL 25 kap. 1 §.") && !document.contains("Journal"), "{document}");
        sees(&look(&mut reader, "/granskningar/rev-2025-1").await, &["Inkommet i tid"]);
    }
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/aviseringar").await, &["Revisionen har skrivit in första yttrande från Servicenämnden"]);
    sees(&look(&mut sara, DESK).await, &[how, "Yttrandet har kommit in. Det kom 28 mars 2025."]);
    let draft = [("version", "1"), ("text", "x"), ("do", "save")];
    assert_eq!(sara.post(&format!("{DESK}/sammanfattning"), &draft).await.unwrap().status, 409);
    // It is judged item by item, as any other.
    sees(&look(&mut rut, &format!("{RESPONSE}/omdome/R1")).await, &["Svaret står i det som kom in."]);
    assert_eq!(rut.get(WRITE).await.unwrap().status, 409, "it has come");
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "response_written_in").count(), 1);
}

#[tokio::test]
async fn only_the_auditors_write_in_and_what_came_without_its_decision_is_preliminary() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-02 10:00");
    for name in ["Lars Läsare", "Sara Service", "Fia Fullmäktig", "Ada Admin"] {
        let mut other = world.signed_in(name).await;
        let wanted = if name == "Lars Läsare" { 403 } else { 404 };
        assert_eq!(other.get(WRITE).await.unwrap().status, wanted, "{name}");
        assert_eq!(other.post(WRITE, &written("", &[])).await.unwrap().status, wanted, "{name}");
        assert_eq!(brought(&mut other, "Yttrande.pdf", SCAN, &[]).await.status, wanted, "{name}");
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    brought(&mut rut, "Fel.pdf", b"%PDF-1.7 fel fil %%EOF", &[]).await.done().unwrap();
    let page = look(&mut rut, WRITE).await;
    let wrong = page.addresses(&format!("{WRITE}/fil/")).into_iter().find(|url| !url.ends_with("/ta-bort")).unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.get(&wrong).await.unwrap().status, 404, "working material of the auditors");
    rut.post(&format!("{wrong}/ta-bort"), &[]).await.unwrap().done().unwrap();
    assert_eq!(rut.get(&wrong).await.unwrap().status, 404);
    brought(&mut rut, "Yttrande.pdf", SCAN, &[]).await.done().unwrap();
    let files = look(&mut rut, WRITE).await.hidden("files").unwrap();
    let late = [("received_on", "2025-04-02"), ("channel", "email"), ("decided", "saknas"), ("decided_on", ""), ("section", "")];
    rut.post(WRITE, &written(&files, &late)).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, RESPONSE).await, &["Yttrandet kom med e-post.", "Nämndens beslut har inte kommit än.", "2 dagar sent"]);
}

#[tokio::test]
async fn what_was_brought_goes_when_the_board_hands_in_itself_and_a_follow_up_says_where_the_first_answer_stands() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    brought(&mut rut, "Yttrande.pdf", SCAN, &[]).await.done().unwrap();
    world.submitted_response().await;
    assert_eq!(world.count("select count(*) from arrival_file").await, 0);
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    brought(&mut rut, "Yttrande.pdf", SCAN, &[]).await.done().unwrap();
    let files = look(&mut rut, WRITE).await.hidden("files").unwrap();
    let early = [("received_on", "2025-03-07"), ("decided_on", "2025-03-05")];
    rut.post(WRITE, &written(&files, &early)).await.unwrap().done().unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    let follow_up = look(&mut sara, "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete/punkter/R1").await;
    sees(&follow_up, &["Det första yttrandet kom in på annat sätt än genom tjänsten, och svaret står där. Skriv här vad som har gjorts."]);
}
