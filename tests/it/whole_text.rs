//! Officials write in Word and hand over one text: it is split per item, shown first, and taken in where they say so.

use yttrande::demo::player::Page;
use yttrande::domain::response::whole_text::{Block, as_docx};

use crate::world::{DESK, World, planned, saves};

pub(crate) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub(crate) const WHOLE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/hela-svaret";

const TEXT: &str = "Tjänsteskrivelse

Sammanfattande svar
Nämnden delar revisorernas bild.

Bedömning B1 Uppföljningen brister
Åtgärd: Avtalen följs upp varje kvartal.
Förväntad effekt: Fel upptäcks i tid.
Klart senast: september 2025
Åtgärd: En ny mall tas fram.
Klart senast: 2025-10-31

R2. Utbilda beställarna
Svar: Nämnden planerar inga åtgärder.
Skäl: Alla beställare är redan utbildade.

R9 En punkt som någon annan har fått
Vi återkommer.
";

/// The form of the parts as the page shows it, with these ticked.
pub(crate) fn chosen<'a>(page: &'a Page, take: &[&'a str]) -> Vec<(String, String)> {
    let document = scraper::Html::parse_document(&page.body);
    let fields = scraper::Selector::parse("form#parts input[type=hidden], form#parts textarea").unwrap();
    let mut form: Vec<(String, String)> = document
        .select(&fields)
        .map(|field| {
            let typed = field.text().collect::<String>();
            let value = field.attr("value").map_or_else(|| typed.trim_start_matches('\n').to_owned(), str::to_owned);
            (field.attr("name").unwrap().to_owned(), value)
        })
        .collect();
    form.extend(take.iter().map(|id| ("take".to_owned(), (*id).to_owned())));
    form
}

fn fields(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn a_pasted_response_is_split_per_item_and_nothing_is_saved_before_the_writer_says_so() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    let shown = siv.post(WHOLE, &[("text", TEXT)]).await.unwrap();
    assert_eq!(shown.status, 200);
    for seen in [
        "Ta in B1 Uppföljningen brister",
        "Åtgärd: En ny mall tas fram.",
        "Ta in R2 Utbilda beställarna",
        "Texten säger inget om R1.",
        "Tjänsteskrivelse",
        "R9 En punkt som någon annan har fått",
    ] {
        assert!(shown.body.contains(seen), "the page lacks “{seen}”");
    }
    assert_eq!(world.count("select count(*) from desk_part").await, 0);
    let form = chosen(&shown, &["sammanfattning", "B1", "R2"]);
    siv.post(&format!("{WHOLE}/ta-in"), &fields(&form)).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_part").await, 3);
    assert_eq!(world.count("select count(*) from desk_part where complete").await, 0, "nobody has said that any of it is done");
    let item = siv.get(&format!("{DESK}/punkter/B1")).await.unwrap().shown().unwrap();
    for seen in ["Avtalen följs upp varje kvartal.", "september 2025", "En ny mall tas fram."] {
        assert!(item.body.contains(seen), "B1 lacks “{seen}”");
    }
    let so_far = siv.get(&format!("{DESK}/kopiera")).await.unwrap().shown().unwrap();
    assert!(so_far.body.contains("Skäl: Alla beställare är redan utbildade."), "what is written can be copied as one text");
}

#[tokio::test]
async fn the_answer_goes_out_as_a_word_document_and_comes_back_as_it_was() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    saves(&mut siv, "punkter/B1", &planned("save")).await.done().unwrap();
    let docx = siv.get(&format!("{WHOLE}.docx")).await.unwrap();
    assert_eq!(docx.headers["content-type"], DOCX);
    let back = siv.upload(&format!("{WHOLE}/fil"), "svar.docx", DOCX, &docx.content, false).await.unwrap();
    assert_eq!(back.status, 200, "{}", back.sentence());
    assert!(back.body.contains("Lika med det som står nu: B1."), "nothing is asked about what stands so already");
    assert!(!back.body.contains("hör inte till någon punkt"), "what the document says of itself is no leftover");
    // Somebody has gone on writing in it.
    let blocks = [
        Block::Heading("Bedömning B1 – Uppföljningen brister".into()),
        Block::Field("Svar", "Nämnden planerar inga åtgärder.".into()),
        Block::Field("Skäl", "B2 är viktigare.\n\nÅtgärd: ingen".into()),
        Block::Heading("Rekommendation R7 – En annan".into()),
        Block::Text("Det här är inte vår fråga.".into()),
    ];
    let written = as_docx("Yttrande", &blocks).unwrap();
    let shown = siv.upload(&format!("{WHOLE}/fil"), "svar.docx", DOCX, &written, false).await.unwrap();
    for seen in ["Ersätt B1", "Det här är inte vår fråga.", "Inköpschefen"] {
        assert!(shown.body.contains(seen), "the page lacks “{seen}”");
    }
    let form = chosen(&shown, &["B1"]);
    siv.post(&format!("{WHOLE}/ta-in"), &fields(&form)).await.unwrap().done().unwrap();
    let reason = world.text("select content->>'reason' from desk_part where item_id is not null").await;
    assert_eq!(reason, "B2 är viktigare.\n\nÅtgärd: ingen", "the board's words are taken as they stand, whatever they look like");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_or_split_is_said_at_its_field_and_changes_nothing() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    let file = format!("{WHOLE}/fil");
    let plain = siv.upload(&file, "svar.txt", "text/plain", TEXT.as_bytes(), false).await.unwrap();
    assert!(plain.status == 200 && plain.body.contains("Ta in R2 Utbilda beställarna"), "{}", plain.sentence());
    for (name, declared, bytes, said) in [
        ("svar.txt", "text/plain", "Bara löpande text.".as_bytes(), "Texten har ingen rubrik som B1, R4"),
        ("svar.txt", "text/plain", b"".as_slice(), "Filen är tom."),
        ("svar.doc", "application/msword", b"\xd0\xcf\x11\xe0".as_slice(), "äldre Word-fil"),
    ] {
        let refused = siv.upload(&file, name, declared, bytes, false).await.unwrap();
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.body.contains(said), "“{said}” for {name}");
    }
    assert_eq!(world.count("select count(*) from desk_part").await, 0);
}

#[tokio::test]
async fn what_stands_already_is_shown_beside_and_is_not_replaced_by_itself() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "punkter/B1", &planned("save")).await.done().unwrap();
    let shown = sara.post(WHOLE, &[("text", TEXT)]).await.unwrap();
    assert!(shown.body.contains("Inköpschefen"), "what stands now is shown");
    let document = scraper::Html::parse_document(&shown.body);
    let ticked = scraper::Selector::parse("input[name=take][checked]").unwrap();
    let ticked: Vec<&str> = document.select(&ticked).filter_map(|tick| tick.attr("value")).collect();
    assert_eq!(ticked, ["sammanfattning", "R2"]);
    // Somebody saves in between: all that is ticked is taken in, or nothing.
    let form = chosen(&shown, &["B1", "R2"]);
    saves(&mut sara, "punkter/B1", &planned("save")).await.done().unwrap();
    let refused = sara.post(&format!("{WHOLE}/ta-in"), &fields(&form)).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("har ändrats sedan du delade upp texten"));
    assert!(refused.body.contains("En ny mall tas fram."), "what was typed is kept");
    assert_eq!(world.count("select count(*) from desk_part").await, 1);
    let again = chosen(&refused, &["B1", "R2"]);
    sara.post(&format!("{WHOLE}/ta-in"), &fields(&again)).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_version where item_id is not null").await, 4, "the earlier texts are kept as versions");
}

#[tokio::test]
async fn a_text_without_headings_is_said_to_have_none_and_is_kept_in_its_field() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    let refused = siv.post(WHOLE, &[("text", "Bara löpande text.")]).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Texten har ingen rubrik som B1, R4"));
    assert!(refused.body.contains("Bara löpande text."));
}

#[tokio::test]
async fn what_stands_in_fields_that_are_not_chosen_is_shown_and_not_replaced_unseen() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    // A reason without a choice, and a reason behind another choice.
    saves(&mut sara, "punkter/B1", &[("reason", "Lokalerna rivs i höst."), ("do", "save")]).await.done().unwrap();
    let mut hidden = planned("save");
    (hidden[5].1, hidden[6].1) = ("Det är för dyrt.", "SN-2025-9");
    saves(&mut sara, "punkter/R2", &hidden).await.done().unwrap();
    let shown = sara.post(WHOLE, &[("text", TEXT)]).await.unwrap();
    for seen in ["Skäl: Lokalerna rivs i höst.", "Skäl: Det är för dyrt.", "Diarienummer: SN-2025-9", "Ersätt B1", "Ersätt R2"] {
        assert!(shown.body.contains(seen), "the page lacks “{seen}”");
    }
    let document = scraper::Html::parse_document(&shown.body);
    let ticked = scraper::Selector::parse("input[name=take][checked]").unwrap();
    let ticked: Vec<&str> = document.select(&ticked).filter_map(|tick| tick.attr("value")).collect();
    assert_eq!(ticked, ["sammanfattning"]);
}

#[tokio::test]
async fn a_text_that_could_not_be_taken_in_is_refused_when_it_is_split_and_is_kept_in_its_field() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    let line = "Vi mäter städningen. ";
    for (heading, signs, said) in [
        ("R1", 110_000, "Texten under R1 Följ upp avtalen är längre än 100000 tecken"),
        ("R1 och R2", 210_000, "Svaren blir längre än 400 000 tecken tillsammans."),
    ] {
        let text = format!("{heading}\n{}\nSlutord.", line.repeat(signs / line.chars().count() + 1));
        let refused = siv.post(WHOLE, &[("text", &text)]).await.unwrap();
        assert_eq!(refused.status, 422, "{heading}");
        assert!(refused.body.contains(said), "{heading}: {}", refused.sentence());
        assert!(refused.body.contains("Slutord."), "what was pasted is kept");
        assert!(refused.body.len() < 2 * text.len(), "{heading}: the text is sent back once");
    }
}
