//! Officials write in Word and hand over one text: it is split per item, shown first, and taken in where they say so.

use yttrande::demo::player::Page;

use crate::world::{DESK, World, planned, saves};

const WHOLE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/hela-svaret";

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
fn chosen<'a>(page: &'a Page, take: &[&'a str]) -> Vec<(String, String)> {
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
    assert_eq!(world.count("select count(*) from desk_part where complete").await, 2, "the second measure of B1 has no effect yet");
    let item = siv.get(&format!("{DESK}/punkter/B1")).await.unwrap().shown().unwrap();
    for seen in ["Avtalen följs upp varje kvartal.", "september 2025", "En ny mall tas fram."] {
        assert!(item.body.contains(seen), "B1 lacks “{seen}”");
    }
    let so_far = siv.get(WHOLE).await.unwrap().shown().unwrap();
    assert!(so_far.body.contains("Skäl: Alla beställare är redan utbildade."), "what is written can be copied as one text");
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
