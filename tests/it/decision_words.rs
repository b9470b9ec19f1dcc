//! What is typed of a decision is kept while it is typed: hers alone, no decision, and gone once there is one.

use serde_json::Value;
use yttrande::demo::player::Player;

use crate::world::{DESK, RESPONSE, World, decision, look, sees, sees_none};

const KEEP: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/beslut/spara";
const AMENDED: &str = "Nämnden strök åtgärden om utbildning och lade till en om avtal.";

/// The page keeps by itself what the form has; says the status and what the page is told.
async fn keeps(player: &mut Player, fields: &[(&str, &str)]) -> (u16, Value) {
    let form = [&[("version", "0"), ("op", ""), ("do", "save")], fields].concat();
    let page = player.tell(KEEP, &form).await.unwrap();
    (page.status.as_u16(), serde_json::from_str(&page.body).unwrap())
}

async fn locked() -> (World, Player) {
    let world = World::at("2025-03-24 08:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    (world, sara)
}

#[tokio::test]
async fn what_is_typed_of_a_decision_is_there_again_and_is_no_decision() {
    let (world, mut sara) = locked().await;
    let page = format!("{DESK}/beslut");
    sees(&look(&mut sara, &page).await, &[&format!("data-autosave=\"{KEEP}\"")]);
    let typed = [("lock", "1"), ("decider", "committee"), ("decided_on", "24"), ("section", "§ 4"), ("board_reference", ""), ("amended", AMENDED)];
    let (status, facts) = keeps(&mut sara, &typed).await;
    assert_eq!((status, facts["kept"].as_bool()), (200, Some(true)), "{facts}");
    assert_eq!(facts["said"], "Det du skriver är sparat kl. 08.00. Det gäller först när du sparar beslutet.");
    // The browser was closed. The words stand in the form as they were typed, also those that are not right.
    let mut again = world.signed_in("Sara Service").await;
    sees(
        &look(&mut again, &page).await,
        &[AMENDED, "value=\"24\"", "value=\"§ 4\"", "Det här skrev du 24 mars 2025 kl. 08.00. Beslutet är inte sparat med det."],
    );
    assert_eq!(world.count("select count(*) from board_decision").await, 0);
    sees_none(&look(&mut again, DESK).await, &[AMENDED]);
    // They are hers: not her chair's, not the auditors'.
    let mut olle = world.signed_in("Olle Ordförande").await;
    sees_none(&look(&mut olle, &page).await, &[AMENDED, "Det här skrev du"]);
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(rut.tell(KEEP, &[("amended", "Nej")]).await.unwrap().status, 404);
    // Recorded: nothing is left over.
    let mut right = decision("2025-03-24");
    right.push(("amended", AMENDED));
    again.post(&page, &right).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_decision_words").await, 0);
    let shown = look(&mut again, &page).await;
    sees(&shown, &[AMENDED]);
    sees_none(&shown, &["Det här skrev du"]);
}

#[tokio::test]
async fn what_is_not_wanted_is_thrown_away_and_what_is_recorded_is_read_again() {
    let (world, mut sara) = locked().await;
    let page = format!("{DESK}/beslut");
    sara.post(&page, &decision("2025-03-24")).await.unwrap().done().unwrap();
    keeps(&mut sara, &[("decider", "chair"), ("decided_on", "2025-03-24"), ("reservations", "Olle reserverade sig.")]).await;
    sees(&look(&mut sara, &page).await, &["Olle reserverade sig.", "Ett annat beslut är inskrivet. Sparar du gäller det här i stället."]);
    let gone = sara.post(&format!("{page}/slang"), &[("submission", "0")]).await.unwrap();
    assert_eq!(gone.done().unwrap(), page);
    let shown = look(&mut sara, &page).await;
    sees(&shown, &["value=\"45\""]);
    sees_none(&shown, &["Olle reserverade sig.", "Det här skrev du"]);
    // Nor is what is recorded already, which the page keeps once more when its button is pressed twice.
    keeps(&mut sara, &decision("2025-03-24")).await;
    assert_eq!(world.count("select count(*) from desk_decision_words").await, 0);
    // The form as it is found is nothing that anybody has written.
    keeps(&mut sara, &[("decider", "board"), ("decided_on", ""), ("section", ""), ("board_reference", "")]).await;
    assert_eq!(world.count("select count(*) from desk_decision_words").await, 0);
}

#[tokio::test]
async fn where_there_is_nothing_to_decide_any_more_the_page_says_so_and_nothing_is_kept() {
    let (world, mut sara) = locked().await;
    sara.post(&format!("{DESK}/beslut"), &decision("2025-03-24")).await.unwrap().done().unwrap();
    world.hands_in().await;
    let (status, facts) = keeps(&mut sara, &[("amended", AMENDED)]).await;
    assert_eq!((status, facts["kept"].as_bool()), (409, Some(false)), "{facts}");
    // After it was handed in there is another form, with words of its own.
    let (status, _) = keeps(&mut sara, &[("submission", "1"), ("reservations", "Två reserverade sig.")]).await;
    assert_eq!(status, 200);
    let later = format!("{DESK}/beslut-efterat");
    sees(&look(&mut sara, &later).await, &["Två reserverade sig.", "Det här skrev du"]);
    let mut right = decision("2025-03-24");
    right[0] = ("submission", "1");
    right.extend([("entry", "1"), ("reservations", "Två reserverade sig.")]);
    sara.post(&later, &right).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_decision_words").await, 0);
    sees(&look(&mut sara, RESPONSE).await, &["Två reserverade sig."]);
    // A page that is about another response than the one that stands, or about none.
    for other in ["2", "-1"] {
        let (status, facts) = keeps(&mut sara, &[("submission", other), ("reservations", "x")]).await;
        assert_eq!((status, facts["kept"].as_bool()), (409, Some(false)), "{other}: {facts}");
    }
    // Much too long for anything, and written by somebody who is signed in as another by now.
    let long = "x".repeat(200_000);
    let (status, facts) = keeps(&mut sara, &[("submission", "1"), ("reservations", &long)]).await;
    assert_eq!((status, facts["kept"].as_bool()), (413, Some(false)), "{facts}");
    let other = sara.tell(KEEP, &[("submission", "1"), ("by", "0195bca7-0000-7000-8000-000000000000"), ("amended", "x")]).await.unwrap();
    assert_eq!(other.status, 409);
}

#[tokio::test]
async fn of_two_saves_that_are_on_their_way_at_once_the_newer_words_stay() {
    let (world, mut sara) = locked().await;
    let page = "0195bca7000070008000000000000001";
    for (step, words) in [(2, "De nyare orden."), (1, "De äldre orden.")] {
        let form = [("op", &*format!("{page}_{step}")), ("version", "0"), ("decider", "board"), ("reservations", words)];
        assert_eq!(sara.tell(KEEP, &form).await.unwrap().status, 200);
    }
    let shown = look(&mut world.signed_in("Sara Service").await, &format!("{DESK}/beslut")).await;
    sees(&shown, &["De nyare orden."]);
    sees_none(&shown, &["De äldre orden."]);
}
