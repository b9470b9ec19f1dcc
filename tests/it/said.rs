//! Sentences that were untrue or led nowhere: the letter of reminder, pages that say no, what is offered after it is done.

use yttrande::demo::player::Player;

use crate::world::{DESK, RESPONSE, World, audit_form, decision, look, sees, sees_none, tells_of};

const AUDIT: &str = "/granskningar/rev-2025-1";

#[tokio::test]
async fn the_letter_of_reminder_says_what_is_so_and_has_room_for_a_hand() {
    // Dated 30 January, and sent from here on 3 February.
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-14 09:00");
    let letter = format!("{RESPONSE}/paminnelsebrev");
    let page = look(&mut world.signed_in("Rut Revisor").await, &letter).await;
    sees(
        &page,
        &[
            "I ett missiv som är daterat den 30 januari 2025 bad Revisorskollegiet Servicenämnden om ett första yttrande",
            "Den som behöver mer tid kan begära anstånd och skriva varför.",
            "Servicenämnden ombeds lämna yttrandet snarast.",
            "class=\"signature\"",
        ],
    );
    sees_none(&page, &["skickade den 30 januari"]);
    // Whoever has asked already is not invited to ask.
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{RESPONSE}/anstand"), &[("wished_on", "2025-05-09"), ("reason", "Mer tid.")]).await.unwrap().done().unwrap();
    let page = look(&mut world.signed_in("Rut Revisor").await, &letter).await;
    sees(&page, &["Begäran om anstånd till den 9 maj 2025 har kommit in och är inte avgjord."]);
    sees_none(&page, &["kan begära anstånd"]);
}

#[tokio::test]
async fn a_page_that_says_no_says_whether_it_will_ever_be_yes_and_leads_back() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let refused = async |player: &mut Player, path: &str| {
        let page = player.get(path).await.unwrap();
        assert_eq!(page.status, 409, "{path}");
        page
    };
    let sent = refused(&mut rut, &format!("{AUDIT}/filer")).await;
    sees(&sent, &["<h1>Det går inte längre</h1>", "Granskningen är skickad", &format!("<a href=\"{AUDIT}\">Tillbaka till sidan</a>")]);
    sees_none(&sent, &["just nu"]);
    let mut sara = world.signed_in("Sara Service").await;
    let early = refused(&mut sara, &format!("{DESK}/skicka")).await;
    sees(&early, &["<h1>Det går inte än</h1>", &format!("<a href=\"{DESK}\">Tillbaka till sidan</a>")]);
    world.submitted_response().await;
    // A form leads back to the page that it stood on.
    let late = sara.post(&format!("{DESK}/beslut"), &decision("2025-03-03")).await.unwrap();
    assert_eq!(late.status, 409);
    sees(&late, &["<h1>Det går inte längre</h1>"]);
    sees_none(&late, &["just nu"]);
    sara.post("/sprak", &[("sprak", "en"), ("till", DESK)]).await.unwrap();
    let english = sara.post(&format!("{DESK}/beslut"), &decision("2025-03-03")).await.unwrap();
    sees(&english, &["<h1>That is no longer possible</h1>"]);
}

#[tokio::test]
async fn a_verdict_is_offered_until_it_is_published() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, RESPONSE).await, &["Lämna omdöme"]);
    for code in ["B1", "R1", "R2"] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "save")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    sees(&look(&mut rut, RESPONSE).await, &["Lämna omdöme"]);
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "")]).await.unwrap().done().unwrap();
    let read = look(&mut rut, RESPONSE).await;
    sees_none(&read, &["Lämna omdöme"]);
    sees(&read, &["Revisionens omdöme: "]);
}

#[tokio::test]
async fn the_day_of_a_measure_that_took_anothers_place_is_no_new_last_day() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2026-01-20 10:00");
    let follow_up = "/yttranden/rev-2025-1/servicenamnden/uppfoljande";
    let mut sara = world.signed_in("Sara Service").await;
    let outcome = |outcome: &'static str, date: &'static str| {
        [("version", "0"), ("do", "next"), ("outcome", outcome), ("outcome_action", "En annan väg."), ("outcome_effect", "Bättre."), ("outcome_date", date)]
    };
    tells_of(&mut sara, &format!("{follow_up}/arbete/punkter/R1"), &outcome("replaced", "maj 2026")).await.done().unwrap();
    tells_of(&mut sara, &format!("{follow_up}/arbete/punkter/R2"), &outcome("under_way", "juni 2026")).await.done().unwrap();
    let preview = look(&mut sara, &format!("{follow_up}/arbete/forhandsgranska")).await;
    let said = |label: &str, day: &str| format!("<dt>{label}</dt><dd class=\"text\" lang=\"sv\">{day}</dd>");
    sees(&preview, &[&said("Den nya åtgärdens dag", "maj 2026"), &said("Ny sista dag", "juni 2026")]);
}

#[tokio::test]
async fn a_letter_to_a_company_speaks_of_no_duty_of_boards() {
    let world = World::at("2025-01-08 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post("/admin/namnder/lagg-till", &[("boards", "Provbostäder AB; bolag")]).await.unwrap().done().unwrap();
    world.move_to("2025-02-03 09:00");
    let form = [audit_form(&[]), vec![("board", "provbostader-ab"), ("role", "respond"), ("first", "2025-03-31"), ("follow_up", "")]].concat();
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/ny/sjalv", &form).await.unwrap().done().unwrap();
    let page = look(&mut rut, &format!("{AUDIT}/punkter")).await;
    let boards: Vec<String> = ["Servicenämnden", "Kommunstyrelsen", "Provbostäder AB"].iter().map(|name| page.choice("boards", name).unwrap()).collect();
    let mut item = vec![("kind", "recommendation"), ("heading", "Följ upp avtalen"), ("body", "Följ upp.")];
    item.extend(boards.iter().map(|id| ("boards", id.as_str())));
    rut.post(&format!("{AUDIT}/punkter"), &item).await.unwrap().done().unwrap();
    rut.post(&format!("{AUDIT}/skicka"), &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    world.move_to("2025-04-14 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    for (board, duty) in [("provbostader-ab", false), ("servicenamnden", true)] {
        let letter = look(&mut rut, &format!("/yttranden/rev-2025-1/{board}/forsta/paminnelsebrev")).await;
        assert_eq!(letter.body.contains("12 kap. 9 § kommunallagen"), duty, "{board}");
    }
}
