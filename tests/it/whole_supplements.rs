//! A supplement as boards really hand them in: written over some days, with attachments, secret ones among them, and with who
//! decided on it.

use sha2::{Digest as _, Sha256};
use yttrande::demo::player::{Page, Player};

use crate::walls::refused;
use crate::world::{RESPONSE, World, look, sees, sees_none};

const ADD: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering";
const DRAFT: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering/utkast";
const FILES: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering/bilagor";
const ADDED: &str = "R1: rutinen gäller från den 1 juni.\nDen är bifogad.";
const READERS: [(&str, bool); 5] = [("Rut Revisor", true), ("Lars Läsare", true), ("Sara Service", true), ("Kim Kommun", false), ("Fia Fullmäktig", false)];

fn fingerprint(content: &[u8]) -> String {
    yttrande::domain::text::hex(&Sha256::digest(content))
}

async fn attach(player: &mut Player, name: &str, content: &[u8], fields: &[(&str, &str)]) -> Page {
    player.upload_with(FILES, name, "text/plain", content, fields).await.unwrap()
}

/// The files that a page leads to.
fn leads_to(page: &Page) -> Vec<String> {
    let mut files: Vec<String> = page.addresses(&format!("{RESPONSE}/bilagor/")).into_iter().chain(page.addresses(&format!("{FILES}/"))).collect();
    files.retain(|file| !file.ends_with("/ta-bort"));
    files.dedup();
    files
}

async fn handed_in() -> World {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2025-04-12 09:30");
    world
}

/// The form as its page gives it, with what is typed over it.
async fn form(player: &mut Player, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = look(player, ADD).await;
    let hidden = ["submission", "newest", "request", "version", "files"].map(|name| (name.to_owned(), page.hidden(name).unwrap_or_default()));
    hidden.into_iter().chain(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

async fn sends(player: &mut Player, path: &str, form: &[(String, String)]) -> Page {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    player.post(path, &form).await.unwrap()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, from the first word to what everybody reads")]
async fn a_supplement_is_handed_in_with_its_files_and_who_decided_and_everybody_reads_what_she_may() {
    let world = handed_in().await;
    let mut sara = world.signed_in("Sara Service").await;
    // She writes, goes to the attachments and finds her words again.
    let typed = [("why", "eget"), ("text", ADDED), ("do", "bilagor")];
    let form_of_now = form(&mut sara, &typed).await;
    assert_eq!(sends(&mut sara, DRAFT, &form_of_now).await.done().unwrap(), FILES);
    sees(&look(&mut sara, FILES).await, &["Kompletteringens bilagor", "R1 Följ upp avtalen", "Utkast – syns bara för Servicenämnden."]);
    attach(&mut sara, "Rutin å.txt", b"Rutinen.", &[("item", "R1")]).await.done().unwrap();
    attach(&mut sara, "hemlig-patient.txt", b"Hemligt innehall", &[("secret", "ja"), ("ground", "OSL 25 kap. 1 §")]).await.done().unwrap();
    attach(&mut sara, "Fel.txt", b"Fel.", &[]).await.done().unwrap();
    // Of one time, they stand by their names.
    let listed = leads_to(&look(&mut sara, FILES).await);
    sara.post(&format!("{}/ta-bort", listed[0]), &[]).await.unwrap().done().unwrap();
    assert_eq!(look(&mut sara, &listed[2]).await.content, b"Hemligt innehall");
    sees(
        &look(&mut sara, ADD).await,
        &["Den är bifogad.", "Rutin å.txt", "till R1", "hemlig-patient.txt", "Sekretess: OSL 25 kap. 1 §", "Ändrat 12 april 2025"],
    );
    let decided = [("why", "eget"), ("text", ADDED), ("decider", "chair"), ("decided_on", "2025-04-10"), ("board_reference", "SN 2025/7")];
    let form_of_now = form(&mut sara, &decided).await;
    let done = sends(&mut sara, ADD, &form_of_now).await;
    assert_eq!(done.done().unwrap(), format!("{RESPONSE}/inkommet/2/kvitto"));
    assert_eq!(sends(&mut sara, ADD, &form_of_now).await.done().unwrap(), format!("{RESPONSE}/inkommet/2/kvitto"), "clicked twice");
    assert_eq!(world.count("select count(*) from submission where kind = 'supplement'").await, 1);
    for left in ["select count(*) from desk_supplement_draft", "select count(*) from desk_supplement_file", "select count(*) from desk_supplement_file_chunk"] {
        assert_eq!(world.count(left).await, 0, "{left}");
    }
    let (open, secret) = (fingerprint(b"Rutinen."), fingerprint(b"Hemligt innehall"));
    let by_whom = "Ordföranden beslutade 10 april 2025";
    for (name, opens) in READERS {
        let mut reader = world.signed_in(name).await;
        let pages = [
            look(&mut reader, RESPONSE).await,
            look(&mut reader, &format!("{RESPONSE}/inkommet/2")).await,
            look(&mut reader, &format!("{RESPONSE}/inkommet/2/kvitto")).await,
        ];
        for page in &pages {
            sees(page, &["Rutin å.txt", "till R1", "Sekretess: OSL 25 kap. 1 §", by_whom]);
            // It was written and handed in at once: nothing was locked after the decision.
            sees_none(page, &["Texten låstes", "efter beslutet"]);
            assert_eq!(page.body.contains("hemlig-patient.txt"), opens, "{name}");
            assert_eq!(leads_to(page).len(), if opens { 2 } else { 1 }, "{name}");
        }
        sees(&pages[2], &[&open, "SN 2025/7"]);
        for page in [&pages[0], &pages[2]] {
            assert_eq!(page.body.contains(&secret), opens, "{name}");
        }
        let document = look(&mut reader, &format!("{RESPONSE}/inkommet/2/dokument")).await;
        sees(&document, &["Beslutat av ordföranden 2025-04-10", "Nämndens diarienummer: SN 2025/7", "Bilaga 1 till R1: Rutin å.txt (8 byte)", &open]);
        sees(&document, &["Bilaga 2: omfattas av sekretess, OSL 25 kap. 1 §. Lämnad för sig."]);
        sees_none(&document, &["hemlig-patient", &secret]);
        let files = leads_to(&pages[1]);
        assert_eq!(look(&mut reader, &files[0]).await.content, b"Rutinen.");
    }
    // Each opening of the secret one stands in the log of whoever opened it.
    let file = leads_to(&look(&mut sara, RESPONSE).await)[1].clone();
    for (name, opens) in READERS {
        let got = world.signed_in(name).await.get(&file).await.unwrap();
        assert_eq!(got.status, if opens { 200 } else { 404 }, "{name}");
        assert_eq!(got.content == b"Hemligt innehall", opens, "{name}");
    }
    let log = "select string_agg(split_part(p.name, ' ', 1) || ' ' || split_part(e.authority, ':', 1), ', ' order by e.at, e.tx, e.seq)
       from event e join person p on p.id = e.actor where e.kind like '%secret_file_opened'";
    assert_eq!(world.text(log).await, "Sara board, Rut audit, Lars audit, Sara board");
    // Whoever judges finds them from where she judges, and the events speak of a supplement.
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, &format!("{RESPONSE}/omdome")).await, &["2 bilagor"]);
    sees(&look(&mut sara, "/handelser").await, &["Bifogade en fil till en komplettering", "Tog bort en fil från en komplettering"]);
}

#[tokio::test]
async fn what_is_written_of_a_supplement_is_the_boards_own_until_it_is_handed_in() {
    let world = handed_in().await;
    let mut sara = world.signed_in("Sara Service").await;
    let typed = [("why", "eget"), ("text", "kanariefagel i texten"), ("do", "utkast")];
    let form_of_now = form(&mut sara, &typed).await;
    let saved = sends(&mut sara, DRAFT, &form_of_now).await;
    sees(&sara.follow(saved).await.unwrap().shown().unwrap(), &["Utkastet är sparat.", "kanariefagel i texten"]);
    attach(&mut sara, "kanariefagel.txt", b"Hej", &[]).await.done().unwrap();
    let file = leads_to(&look(&mut sara, FILES).await)[0].clone();
    for (name, status) in [("Kim Kommun", 404), ("Rut Revisor", 404), ("Lars Läsare", 404), ("Fia Fullmäktig", 404), ("Ada Admin", 404)] {
        let mut other = world.signed_in(name).await;
        for path in [&file, &FILES.to_owned(), &ADD.to_owned()] {
            assert_eq!(other.get(path).await.unwrap().status, status, "{name}: {path}");
        }
        assert_eq!(other.post(DRAFT, &[("text", "x")]).await.unwrap().status, status, "{name}");
        assert_eq!(other.post(&format!("{file}/ta-bort"), &[]).await.unwrap().status, status, "{name}");
        assert_eq!(other.get(&file.replace("arbete/komplettering/", "")).await.unwrap().status, 404, "{name}");
        for path in [RESPONSE, "/granskningar/rev-2025-1", "/att-gora", "/aviseringar"] {
            sees_none(&other.get(path).await.unwrap(), &["kanariefagel"]);
        }
    }
    for asked in [
        "select count(*)::text from desk_supplement_draft",
        "select count(*)::text from desk_supplement_file",
        "select count(*)::text from desk_supplement_file_chunk",
    ] {
        assert_eq!(world.asked_as("app_board", "Kommunstyrelsen", asked).await, "0", "{asked}");
        assert_eq!(world.asked_as("app_board", "Servicenämnden", asked).await, "1", "{asked}");
    }
}

#[tokio::test]
async fn two_who_write_the_same_supplement_are_told_of_each_other_and_no_word_is_lost() {
    let world = handed_in().await;
    let mut sara = world.signed_in("Sara Service").await;
    let seen = form(&mut sara, &[("why", "eget"), ("text", ADDED)]).await;
    let mut olle = world.signed_in("Olle Ordförande").await;
    let other = form(&mut olle, &[("why", "eget"), ("text", "Något annat."), ("do", "utkast")]).await;
    sends(&mut olle, DRAFT, &other).await.done().unwrap();
    for path in [ADD, DRAFT] {
        let told = sends(&mut sara, path, &seen).await;
        assert_eq!(told.status, 409, "{path}");
        sees(&told, &["Den är bifogad."]);
    }
    // A file that came meanwhile is not handed in by whoever has not seen it.
    let seen = form(&mut sara, &[("why", "eget"), ("text", ADDED)]).await;
    attach(&mut olle, "Ny.txt", b"Ny", &[]).await.done().unwrap();
    assert_eq!(sends(&mut sara, ADD, &seen).await.status, 409);
    let seen = form(&mut sara, &[("why", "eget"), ("text", ADDED)]).await;
    sends(&mut sara, ADD, &seen).await.done().unwrap();
    // Olle's page was open all the while: his words are kept for the next one.
    sends(&mut olle, DRAFT, &other).await.done().unwrap();
    sees(&look(&mut sara, ADD).await, &["Något annat."]);
    // The same words once more, on purpose, this time with the file that was forgotten.
    attach(&mut sara, "Glömd.txt", b"Gl", &[]).await.done().unwrap();
    let again = form(&mut sara, &[("why", "eget"), ("text", ADDED)]).await;
    assert_eq!(sends(&mut sara, ADD, &again).await.done().unwrap(), format!("{RESPONSE}/inkommet/3/kvitto"));
}

#[tokio::test]
async fn what_is_wrong_in_it_is_said_at_its_field_and_what_was_typed_is_kept() {
    let world = handed_in().await;
    let mut sara = world.signed_in("Sara Service").await;
    for (typed, said) in [
        (&[("decided_on", "2025-04-10")][..], "Välj vem som beslutade."),
        (&[("section", "12")], "Välj vem som beslutade."),
        (&[("decider", "board"), ("decided_on", "2025-04-10")], "Skriv paragrafen."),
        (&[("decider", "chair"), ("decided_on", "2025-04-13")], "Beslutsdatumet kan inte ligga i framtiden."),
        (&[("decider", "chair"), ("decided_on", "2025-01-02")], "Beslutet kan inte vara äldre än revisionens missiv"),
        (&[("decider", "chair")], "Skriv"),
        (&[("decider", "kungen"), ("decided_on", "2025-04-10")], "Välj vem som beslutade."),
    ] {
        let all: Vec<(&str, &str)> = [("why", "eget"), ("text", ADDED)].into_iter().chain(typed.iter().copied()).collect();
        let form_of_now = form(&mut sara, &all).await;
        let told = sends(&mut sara, ADD, &form_of_now).await;
        assert_eq!(told.status, 422, "{typed:?}");
        sees(&told, &[said, "Den är bifogad.", "<details open>"]);
    }
    let long = "å".repeat(20_001);
    let form_of_now = form(&mut sara, &[("text", &long), ("do", "utkast")]).await;
    let told = sends(&mut sara, DRAFT, &form_of_now).await;
    assert_eq!(told.status, 422);
    sees(&told, &[&long]);
    for (name, content, fields, said) in [
        ("brev.txt", b"A".as_slice(), &[("secret", "ja"), ("ground", "")][..], "Skriv lagrummet"),
        ("brev.exe", b"MZ", &[("item", "R1")], "Filer av typen .exe tas inte emot."),
        ("", b"", &[("item", "R1")], "Välj en fil."),
    ] {
        let told = attach(&mut sara, name, content, fields).await;
        assert_eq!(told.status, 422, "{name}");
        sees(&told, &[said]);
    }
    attach(&mut sara, "samma.txt", b"A", &[]).await.done().unwrap();
    sees(&attach(&mut sara, "igen.txt", b"A", &[]).await, &["Filen finns redan bland bilagorna, som ”samma.txt”."]);
    assert_eq!(attach(&mut sara, "brev.txt", b"B", &[("item", "R9")]).await.status, 422);
    for n in 1..20 {
        attach(&mut sara, &format!("{n}.txt"), n.to_string().as_bytes(), &[]).await.done().unwrap();
    }
    sees(&attach(&mut sara, "brev.txt", b"B", &[]).await, &["En komplettering kan ha högst 20 bilagor."]);
    assert_eq!(world.count("select count(*) from submission where kind = 'supplement'").await, 0);
}

const ROUND: &str =
    "(select id from published.round where board_slug = 'servicenamnden' and ordinal = 1), (select id from published.board where slug = 'servicenamnden')";

#[tokio::test]
async fn the_database_takes_a_draft_of_a_supplement_only_where_something_is_supplemented_and_only_for_its_board() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let draft = format!("insert into desk_supplement_draft values ({ROUND}, 1, '{{}}', now(), {{me}})").replace("'{}'", "'{\"text\": \"x\"}'");
    let file = format!(
        "insert into desk_supplement_file (id, round_id, board_id, name, media_type, byte_count, sha256, added_at, added_by)
         values (gen_random_uuid(), {ROUND}, 'b.txt', 'text/plain', 3, sha256('abc'), now(), {{me}})"
    );
    for statement in [&draft, &file] {
        assert_eq!(refused(&world, "app_board", "Sara Service", statement).await, "supplement_follows_response", "{statement}");
    }
    world.submitted_response().await;
    // A file comes with an event, or not at all.
    for (statement, found) in [(&draft, "nothing"), (&file, "YT001")] {
        assert_eq!(refused(&world, "app_board", "Sara Service", statement).await, found, "{statement}");
        assert_eq!(refused(&world, "app_board", "Kim Kommun", statement).await, "42501", "{statement}");
        assert_eq!(refused(&world, "app_audit", "Rut Revisor", statement).await, "42501", "{statement}");
    }
}

// ---- on paper ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_response_is_printed_and_copied_with_its_supplements_as_they_came() {
    let world = handed_in().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let asks = [("wanted", "Svaret på R1 säger inte när rutinen gäller."), ("due_on", "2025-04-30")];
    rut.post("/yttranden/rev-2025-1/servicenamnden/forsta/komplettering", &asks).await.unwrap().done().unwrap();
    world.move_to("2025-05-02 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    attach(&mut sara, "Rutin å.txt", b"Rutinen.", &[("item", "R1")]).await.done().unwrap();
    attach(&mut sara, "hemlig-patient.txt", b"Hemligt innehall", &[("secret", "ja"), ("ground", "OSL 25 kap. 1 §")]).await.done().unwrap();
    let typed = [("why", "begaran"), ("text", ADDED), ("decider", "committee"), ("decided_on", "2025-05-01"), ("section", "7")];
    let form_of_now = form(&mut sara, &typed).await;
    sends(&mut sara, ADD, &form_of_now).await.done().unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    let came =
        ["Komplettering, kvitto Y2025-0002", "med sista dag 30 april 2025: 2 dagar sent.", "Arbetsutskottet beslutade 1 maj 2025, § 7.", "Den är bifogad."];
    let (open, secret) = (fingerprint(b"Rutinen."), fingerprint(b"Hemligt innehall"));
    // Paper goes anywhere.
    let pack = look(&mut sara, "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/utskrift").await;
    sees(&pack, &came);
    sees(&pack, &["Kompletteringar", "Rutin å.txt", &open, "Sekretess: OSL 25 kap. 1 §"]);
    sees_none(&pack, &["hemlig-patient", &secret]);
    let judging = look(&mut rut, &format!("{RESPONSE}/omdome")).await;
    sees(&judging, &[came[1], came[2], came[3], "Rutin å.txt (till R1, 1 kB). SHA-256: ", &open]);
    sees_none(&judging, &["hemlig-patient", &secret]);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, RESPONSE).await, &came);
    let sealed = look(&mut fia, &format!("{RESPONSE}/dokument")).await.body;
    let copied = look(&mut fia, &format!("{RESPONSE}/inkommet/1/kopiera")).await;
    sees(
        &copied,
        &[
            "Yttrandet och dess kompletteringar, var för sig som de kom in.",
            "Komplettering, kvitto Y2025-0002, inkom 2 maj 2025 kl. 09.00. Lämnad på begäran av revisionen, med sista dag 30 april 2025: 2 dagar sent.",
        ],
    );
    sees(&copied, &["Kompletterar: kvitto Y2025-0001", "Beslutat av arbetsutskottet 2025-05-01, § 7", &open]);
    sees_none(&copied, &["hemlig-patient", &secret]);
    assert_eq!(sealed, look(&mut fia, &format!("{RESPONSE}/dokument")).await.body, "the sealed document is the response alone");
    sees_none(&look(&mut fia, &format!("{RESPONSE}/dokument")).await, &["Kompletterar:"]);
    // The supplement's own text is its own.
    sees_none(&look(&mut fia, &format!("{RESPONSE}/inkommet/2/kopiera")).await, &["var för sig som de kom in", "Sista dag: "]);
    let docx = look(&mut fia, &format!("{RESPONSE}/inkommet/1/dokument.docx")).await.content;
    let read = yttrande::domain::file_text::read(&docx).unwrap().text;
    for word in ["Komplettering till första yttrande: Städavtal", "Den är bifogad.", "2 dagar sent.", "Rutin å.txt (8 byte)"] {
        assert!(read.contains(word), "the Word document lacks “{word}”: {read}");
    }
}

// ---- written in -------------------------------------------------------------------------------------------------------

const WRITE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/skriv-in";
const WRITE_SUPPLEMENT: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/skriv-in/komplettering";

async fn brought(player: &mut Player, name: &str, content: &[u8], fields: &[(&str, &str)]) -> Page {
    player.upload_with(&format!("{WRITE}/fil"), name, "application/pdf", content, fields).await.unwrap()
}

async fn written(player: &mut Player, typed: &[(&str, &str)]) -> Page {
    let page = look(player, WRITE_SUPPLEMENT).await;
    let hidden = ["files", "submission", "request"].map(|name| (name.to_owned(), page.hidden(name).unwrap_or_default()));
    let mut form: Vec<(String, String)> = hidden.into_iter().collect();
    let usual = [("channel", "paper"), ("received_on", "2025-04-28"), ("why", "begaran"), ("summary", "Rutinen gäller från den 1 juni.")];
    for (name, value) in usual.iter().chain(typed) {
        form.retain(|(other, _)| other != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
    sends(player, WRITE_SUPPLEMENT, &form).await
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, from the letter to what everybody reads")]
async fn a_supplement_on_paper_is_written_in_with_its_true_day_and_answers_what_was_asked_for() {
    let world = handed_in().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let asks = [("wanted", "Svaret på R1 säger inte när rutinen gäller."), ("due_on", "2025-04-30")];
    rut.post("/yttranden/rev-2025-1/servicenamnden/forsta/komplettering", &asks).await.unwrap().done().unwrap();
    world.move_to("2025-05-05 09:59");
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, RESPONSE).await, &[&format!("href=\"{WRITE_SUPPLEMENT}\"")]);
    sees_none(&look(&mut rut, WRITE_SUPPLEMENT).await, &["name=\"received_on\""]);
    assert_eq!(brought(&mut rut, "Brev.pdf", b"%PDF-1.7 brevet %%EOF", &[]).await.done().unwrap(), WRITE_SUPPLEMENT);
    world.move_to("2025-05-05 10:00");
    brought(&mut rut, "Journal.pdf", b"%PDF-1.7 en journal %%EOF", &[("secret", "ja"), ("ground", "OSL 25 kap. 1 §")]).await.done().unwrap();
    for (typed, said) in [
        (&[("received_on", "2025-05-06")][..], "Dagen kan inte ligga i framtiden."),
        (&[("received_on", "2025-03-09")], "Kompletteringen kan inte ha kommit före yttrandet, 10 mars 2025."),
        (&[("received_on", "2025-04-11")], "Kompletteringen kan inte svara på det som revisionen begärde 12 april 2025"),
        (&[("channel", "")], "Välj hur det kom in."),
        (&[("why", "")], "Välj varför kompletteringen lämnas."),
        (&[("summary", " ")], "Skriv en kort sammanfattning av vad nämnden lägger till."),
        (&[("section", "4")], "Välj vem som beslutade."),
        (&[("decider", "chair"), ("decided_on", "2025-04-29")], "kan inte vara senare än 28 april 2025"),
    ] {
        let told = written(&mut rut, typed).await;
        assert_eq!(told.status, 422, "{typed:?}");
        sees(&told, &[said]);
    }
    for (name, status) in [("Lars Läsare", 403), ("Sara Service", 404), ("Fia Fullmäktig", 404), ("Ada Admin", 404)] {
        assert_eq!(world.signed_in(name).await.get(WRITE_SUPPLEMENT).await.unwrap().status, status, "{name}");
    }
    // What the board hands in meanwhile may be something else: what waits stays.
    let mut sara = world.signed_in("Sara Service").await;
    let own = form(&mut sara, &[("why", "eget"), ("text", "Något annat.")]).await;
    sends(&mut sara, ADD, &own).await.done().unwrap();
    written(&mut rut, &[("decider", "board"), ("decided_on", "2025-04-24"), ("section", "9")]).await.done().unwrap();
    assert_eq!(world.count("select count(*) from arrival_file").await, 0);
    let how = "Kompletteringen kom på papper. Den kom in 28 april 2025 och skrevs in av revisionen 5 maj 2025.";
    for (name, opens) in READERS {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, RESPONSE).await;
        sees(
            &page,
            &[how, "med sista dag 30 april 2025: i tid.", "Nämnden beslutade 24 april 2025, § 9.", "Revisionens sammanfattning", "Brev.pdf", "Kom i tid"],
        );
        assert_eq!(page.body.contains("Journal.pdf"), opens, "{name}");
        let own = look(&mut reader, &format!("{RESPONSE}/inkommet/3")).await;
        sees(&own, &[how, "Revisionens sammanfattning"]);
        let document = look(&mut reader, &format!("{RESPONSE}/inkommet/3/dokument")).await;
        sees(&document, &["Kompletterar: kvitto Y2025-0001", "Inkom: 2025-04-28, på papper", "Inskrivet av revisionen: 2025-05-05", "Handling 1: Brev.pdf"]);
        sees_none(&document, &["Journal", "Preliminärt"]);
    }
    sees(
        &look(&mut sara, "/aviseringar").await,
        &["Revisionen har skrivit in en komplettering till första yttrande från Servicenämnden, Städavtal, som kom in på annat sätt än genom tjänsten."],
    );
    sees_none(&look(&mut sara, "/att-gora").await, &["Begärda kompletteringar"]);
    sees(&look(&mut rut, "/handelser").await, &["Skrev in en komplettering som kom på annat sätt den 28 april 2025"]);
    // The response itself keeps its day, and is written in no more than once.
    assert_eq!(world.text("select received_on::text from published.round where board_slug = 'servicenamnden' and ordinal = 1").await, "2025-03-10");
    assert_eq!(rut.get(WRITE).await.unwrap().status, 409);
}

#[tokio::test]
async fn nothing_is_supplemented_before_it_has_come() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(rut.get(WRITE_SUPPLEMENT).await.unwrap().status, 409);
}

#[tokio::test]
async fn a_supplement_is_saved_by_its_page_while_somebody_writes() {
    const SAVE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering/spara";
    let world = handed_in().await;
    let (mut sara, mut siv) = (world.signed_in("Sara Service").await, world.signed_in("Siv Handläggare").await);
    let page = look(&mut sara, ADD).await;
    sees(&page, &[&format!("data-autosave=\"{SAVE}\""), "Inte sparat än"]);
    let writes = async |player: &mut Player, version: &str, text: &str| {
        let typed = form(player, &[("why", "eget"), ("text", text), ("do", "save"), ("op", "")]).await;
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), if name == "version" { version } else { value.as_str() })).collect();
        let told = player.tell(SAVE, &typed).await.unwrap();
        (told.status.as_u16(), serde_json::from_str::<serde_json::Value>(&told.body).unwrap())
    };
    let (status, told) = writes(&mut sara, "0", "R1: rutinen").await;
    assert_eq!((status, &told["version"], &told["kept"], told["said"].as_str().unwrap()), (200, &1.into(), &true.into(), "Sparat kl. 09.30."));
    let (status, told) = writes(&mut sara, "1", ADDED).await;
    assert_eq!((status, &told["version"]), (200, &2.into()));
    // An answer that was lost on its way is asked for again.
    assert_eq!(writes(&mut sara, "1", ADDED).await.1["version"], 2);
    // Siv wrote on an older page: nothing of hers is taken, and she is told.
    let (status, told) = writes(&mut siv, "1", "Något annat.").await;
    assert_eq!((status, &told["kept"]), (409, &false.into()), "{told}");
    let (status, told) = writes(&mut sara, "2", &"ord ".repeat(6_000)).await;
    assert!(status == 409 && told["said"].as_str().unwrap().contains("för lång"), "{told}");
    sees(&look(&mut siv, ADD).await, &["R1: rutinen gäller från den 1 juni."]);
    assert_eq!(world.count("select count(*) from submission").await, 1);
}
