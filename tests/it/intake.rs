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
    let list =
        "Utifrån granskningen rekommenderas nämnderna att:\n\n\u{f0b7}\tse över avtalen för 2.1 miljoner kronor,\n–\tutbilda beställarna.\n3. Följ upp § 12.";
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

/// The fields with one value changed: the nth of its name.
fn with(fields: &[(String, String)], name: &str, nth: usize, value: &str) -> Vec<(String, String)> {
    let mut fields = fields.to_vec();
    let field = fields.iter_mut().filter(|(field, _)| field == name).nth(nth);
    value.clone_into(&mut field.unwrap_or_else(|| panic!("no field {name} {nth}")).1);
    fields
}

/// Where the row of a name stands among the rows.
fn row_of(fields: &[(String, String)], name: &str) -> usize {
    fields.iter().filter(|(field, _)| field == "name").position(|(_, value)| value == name).unwrap_or_else(|| panic!("no row {name}"))
}

#[tokio::test]
async fn only_what_needs_a_look_is_open_and_marked_and_the_letter_stands_beside_it() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let check = rut.post("/granskningar/ny", &[("letter", LETTER)]).await.unwrap().done().unwrap().to_owned();
    let page = rut.get(&check).await.unwrap().shown().unwrap();
    for seen in ["<mark>", "id=\"fras-title\"", "href=\"#fras-reference\"", "2 ska svara, 1 får det för kännedom.", "Ska svara, senast måndag 31 mars 2025"]
    {
        assert!(page.body.contains(seen), "the check page lacks {seen}");
    }
    assert!(!page.body.contains("Hittat i missivet"), "what was found is not marked");
    assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
    let marked = page.body.matches("<span class=\"chip").count();
    let said = if marked == 0 {
        "Inget är oklart".to_owned()
    } else if marked == 1 {
        "1 av dem är oklar".to_owned()
    } else {
        format!("{marked} är oklara")
    };
    assert!(page.body.contains(&said), "{marked} are marked, but the page says: {}", page.sentence());
}

#[tokio::test]
async fn a_name_that_the_register_does_not_know_is_tied_to_a_board_and_keeps_its_date() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let letter = LETTER
        .replace("Servicenämnden\n", "Serviceutskottet\n")
        .replace("(servicenämnden)", "(serviceutskottet)")
        .replace("till servicenämnden", "till serviceutskottet");
    let check = rut.post("/granskningar/ny", &[("letter", &letter)]).await.unwrap().done().unwrap().to_owned();
    let page = rut.get(&check).await.unwrap().shown().unwrap();
    let fields = untouched(&page.body);
    let row = row_of(&fields, "Serviceutskottet");
    let at = |name: &str| fields.iter().filter(|(field, _)| field == name).nth(row).unwrap().1.as_str();
    assert_eq!((at("board"), at("role")), ("", ""), "nothing is chosen for her");
    assert_eq!(at("first"), "2025-03-31");
    let refused = rut.post(&check, &borrowed(&fields)).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Välj vilken nämnd ”Serviceutskottet” är"), "{}", refused.sentence());
    let tied = with(&with(&fields, "board", row, "servicenamnden"), "role", row, "respond");
    // Who answers is not what the page said: she is asked once more.
    let again = rut.post(&check, &borrowed(&tied)).await.unwrap();
    assert_eq!(again.status, 422);
    assert!(again.body.contains("2 ska svara"), "{}", again.sentence());
    rut.post(&check, &borrowed(&untouched(&again.body))).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from planned_round p join board b on b.id = p.board_id where b.slug = 'servicenamnden' and p.due_on = '2025-03-31' and p.phrase like '%serviceutskottet%'").await, 1);
}

#[tokio::test]
async fn a_date_for_a_board_that_does_not_answer_is_refused_and_odd_days_are_said_before_saving() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let check = rut.post("/granskningar/ny", &[("letter", LETTER)]).await.unwrap().done().unwrap().to_owned();
    let fields = untouched(&rut.get(&check).await.unwrap().shown().unwrap().body);
    let (service, council) = (row_of(&fields, "Servicenämnden"), row_of(&fields, "Kommunfullmäktige"));
    let refused = rut.post(&check, &borrowed(&with(&fields, "first", council, "2025-05-01"))).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Kommunfullmäktige ska inte svara och kan inte ha en sista dag."), "{}", refused.sentence());
    assert_eq!(world.count("select count(*) from audit").await, 0);
    let asked = rut.post(&check, &borrowed(&with(&fields, "first", service, "2025-01-15"))).await.unwrap();
    assert_eq!(asked.status, 422);
    assert!(asked.body.contains("Sista dagen för Servicenämnden, 15 januari 2025, är inte efter missivets datum."), "{}", asked.sentence());
    rut.post(&check, &borrowed(&untouched(&asked.body))).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from planned_round where due_on = '2025-01-15'").await, 1);
}

#[tokio::test]
async fn a_letter_comes_as_a_file_and_stays_with_its_audit_as_that_file() {
    const FILE: &[u8] = include_bytes!("../../src/domain/file_text/samples/ekhamra.pdf");
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let check = rut.upload("/granskningar/ny/fil", "Missiv REV 2025-14.pdf", "application/pdf", FILE, false).await.unwrap().done().unwrap().to_owned();
    let page = rut.get(&check).await.unwrap().shown().unwrap();
    let fields = untouched(&page.body);
    assert!(fields.contains(&("reference".to_owned(), "REV 2025/14".to_owned())), "{fields:?}");
    let mut tied = fields.clone();
    for (name, board, role) in [("Kultur- och fritidsnämnden", "servicenamnden", "respond"), ("Tekniska nämnden", "-", "")] {
        let row = row_of(&fields, name);
        tied = with(&with(&tied, "board", row, board), "role", row, role);
    }
    tied = with(&tied, "first", row_of(&fields, "Kultur- och fritidsnämnden"), "2025-04-14");
    let again = rut.post(&check, &borrowed(&tied)).await.unwrap();
    rut.post(&check, &borrowed(&untouched(&again.body))).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from planned_round where due_on = '2025-04-14'").await, 1);
    let document = rut.get("/granskningar/rev-2025-14/missiv").await.unwrap();
    assert_eq!(document.content, FILE);
    // A picture of a letter is said to be one, and nothing is kept of it.
    let scan = empty_pdf();
    let refused = rut.upload("/granskningar/ny/fil", "skannat.pdf", "application/pdf", &scan, false).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Det finns ingen text i filen. Kanske är den inskannad."), "{}", refused.sentence());
    assert_eq!(world.count("select count(*) from intake").await, 0);
}

#[tokio::test]
async fn a_letter_comes_as_a_mail_a_page_or_rich_text_and_its_text_is_what_is_kept() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let lines: Vec<&str> = LETTER.lines().collect();
    let mail =
        format!("From: rut@revision.example\r\nSubject: Missiv\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}", lines.join("\r\n"));
    let page = format!("<!doctype html><meta charset=utf-8><body><p>{}</p></body>", lines.join("</p><p>"));
    let rich: String = lines.join("\\par ").chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{}?", u32::from(c)) }).collect();
    let rich = format!("{{\\rtf1\\ansi {rich}}}");
    let old_text: Vec<u8> = LETTER.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'-')).collect();
    let files: [(&str, &str, &[u8]); 4] = [
        ("missiv.eml", "message/rfc822", mail.as_bytes()),
        ("missiv.html", "text/html", page.as_bytes()),
        ("missiv.rtf", "application/rtf", rich.as_bytes()),
        ("missiv.txt", "text/plain", &old_text),
    ];
    for (name, kind, content) in files {
        let check = rut.upload("/granskningar/ny/fil", name, kind, content, false).await.unwrap().done().unwrap().to_owned();
        let fields = untouched(&rut.get(&check).await.unwrap().shown().unwrap().body);
        assert!(fields.contains(&("reference".to_owned(), "REV-2025-9".to_owned())), "{name}: {fields:?}");
    }
    assert_eq!(world.count("select count(*) from intake_file").await, 0, "such files are not kept");
    // A program is none of these, whatever it calls itself.
    let refused = rut.upload("/granskningar/ny/fil", "missiv.exe", "application/octet-stream", b"MZ\0\0", false).await.unwrap();
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn rows_of_a_list_are_put_together_and_taken_apart_before_anything_is_added() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let before = world.count("select count(*) from item").await;
    let list = "Vi rekommenderar nämnden att:\n\n- se över avtalen\n\n- och deras uppföljning\n\n- utbilda beställarna";
    let preview = rut.post("/granskningar/rev-2025-1/punkter/flera", &[("text", list)]).await.unwrap().done().unwrap().to_owned();
    let shown = rut.get(&preview).await.unwrap().shown().unwrap();
    // Enter in a field presses the first button of its form: it adds what is ticked, and changes no row.
    let document = scraper::Html::parse_document(&shown.body);
    let buttons = scraper::Selector::parse("form[action$='/punkter/valda'] button").unwrap();
    assert_eq!(document.select(&buttons).next().and_then(|button| button.attr("name")), None);
    let fields = untouched(&shown.body);
    let of =
        |fields: &[(String, String)], name: &str| -> Vec<String> { fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect() };
    let asked = |fields: &[(String, String)], shape: &str| -> Vec<(String, String)> {
        let mut fields = fields.to_vec();
        fields.push(("shape".to_owned(), shape.to_owned()));
        fields
    };
    let joined = rut.post("/granskningar/rev-2025-1/punkter/valda", &borrowed(&asked(&fields, "join:1"))).await.unwrap();
    assert_eq!(joined.status, 200);
    let fields = untouched(&joined.body);
    assert_eq!(of(&fields, "body"), ["se över avtalen och deras uppföljning", "utbilda beställarna"]);
    assert_eq!(of(&fields, "tick"), ["0", "1"]);

    // What has no line break is not split, and nothing is lost.
    let refused = rut.post("/granskningar/rev-2025-1/punkter/valda", &borrowed(&asked(&fields, "split:0"))).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Gör en radbrytning där punkt 1 ska delas"), "{}", refused.sentence());
    let row = fields.iter().position(|(name, _)| name == "body").unwrap();
    let mut broken = fields.clone();
    broken[row].1 = "se över avtalen\r\nfölj upp dem".to_owned();
    let split = rut.post("/granskningar/rev-2025-1/punkter/valda", &borrowed(&asked(&broken, "split:0"))).await.unwrap();
    assert_eq!(of(&untouched(&split.body), "body"), ["se över avtalen", "följ upp dem", "utbilda beställarna"]);
    assert_eq!(of(&untouched(&split.body), "kind"), ["recommendation"; 3]);
    assert_eq!(world.count("select count(*) from item").await, before, "nothing is added yet");
    assert_eq!(rut.post("/granskningar/rev-2025-1/punkter/valda", &borrowed(&asked(&fields, "turn:0"))).await.unwrap().status, 422);
}

/// A page without a letter on it.
fn empty_pdf() -> Vec<u8> {
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"];
    let (mut pdf, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (n, object) in (1..).zip(objects) {
        places.push(pdf.len());
        pdf.push_str(&format!("{n} 0 obj\n{object}\nendobj\n"));
    }
    let table = pdf.len();
    pdf.push_str("xref\n0 4\n0000000000 65535 f \n");
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    pdf.into_bytes()
}

#[tokio::test]
async fn a_text_that_is_no_letter_is_refused_until_somebody_knows_better_and_spoiled_letters_are_mended() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let text = "Hej! Vi ses på torsdag och äter tårta.";
    let refused = rut.post("/granskningar/ny", &[("letter", text)]).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Fortsätt ändå") && refused.body.contains(text), "{}", refused.sentence());
    let check = rut.post("/granskningar/ny", &[("letter", text), ("anyway", "ja")]).await.unwrap().done().unwrap().to_owned();
    let page = rut.get(&check).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Vi känner inte igen det här som ett missiv."), "{}", page.sentence());
    let waiting = rut.get("/granskningar/ny").await.unwrap().shown().unwrap();
    assert!(waiting.body.contains(&check), "the letter waits to be found again");
    let spoiled: String = LETTER.replace('ä', "Ã¤").replace('ö', "Ã¶").replace('å', "Ã¥").replace('Å', "Ã…");
    let check = rut.post("/granskningar/ny", &[("letter", &spoiled)]).await.unwrap().done().unwrap().to_owned();
    let page = rut.get(&check).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Texten hade fel tecken") && page.body.contains("översända rapporten till servicenämnden"), "{}", page.sentence());
}

#[tokio::test]
async fn letters_that_lie_unsaved_have_an_end_and_whoever_brought_one_takes_it_away() {
    let world = World::at("2025-02-03 09:00").await;
    let (mut rut, mut lars) = (world.signed_in("Rut Revisor").await, world.signed_in("Lars Läsare").await);
    let mut first = String::new();
    for n in 0..50 {
        let read = rut.post("/granskningar/ny", &[("letter", &LETTER.replace("REV-2025-9", &format!("REV-2025-{n}")))]).await.unwrap();
        let check = read.done().unwrap().to_owned();
        if first.is_empty() {
            first = check;
        }
    }
    let one_more = LETTER.replace("REV-2025-9", "REV-2025-999");
    let refused = rut.post("/granskningar/ny", &[("letter", &one_more)]).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("att det inte får plats fler") && refused.body.contains("REV-2025-999"), "{}", refused.sentence());
    assert_eq!(world.count("select count(*) from intake").await, 50);

    let remove = format!("{first}/ta-bort");
    assert!(refused.body.contains(&remove), "all of one's own are there to choose from");
    assert_eq!(lars.post(&remove, &[]).await.unwrap().status, 403, "a reader of the auditors takes nothing away");
    assert!(rut.post(&remove, &[]).await.unwrap().done().unwrap().starts_with("/granskningar/ny"));
    assert_eq!(rut.get(&first).await.unwrap().status, 404);
    rut.post("/granskningar/ny", &[("letter", &one_more)]).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from intake").await, 50);
}
