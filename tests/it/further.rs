//! A board is asked once more: a further round with a day of its own, opened by the auditors because something is left.

use yttrande::demo::player::Player;

use crate::post::{self, Basket};
use crate::world::{World, decision, look, planned, sees, tells_of};

const OPEN: &str = "/granskningar/rev-2025-1/ny-omgang";
const FIRST: &str = "/yttranden/rev-2025-1/kommunstyrelsen/forsta";
const SECOND: &str = "/yttranden/rev-2025-1/kommunstyrelsen/uppfoljande";
const WHY: &str = "Rutinen för R1 saknas fortfarande.\nBerätta när den gäller.";

async fn saves(player: &mut Player, path: &str, fields: &[(&str, &str)]) {
    let version = look(player, path).await.hidden("version").unwrap();
    tells_of(player, path, &[&[("version", version.as_str())], fields].concat()).await.done().unwrap();
}

/// Kim answers for Kommunstyrelsen, which was asked once.
async fn answered(world: &World) {
    let mut kim = world.signed_in("Kim Kommun").await;
    saves(&mut kim, &format!("{FIRST}/arbete/sammanfattning"), &[("text", "Styrelsen delar bilden."), ("do", "next")]).await;
    for code in ["B1", "R1"] {
        saves(&mut kim, &format!("{FIRST}/arbete/punkter/{code}"), &planned("next")).await;
    }
    kim.post(&format!("{FIRST}/arbete/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    kim.post(&format!("{FIRST}/arbete/beslut"), &decision("2025-03-10")).await.unwrap().done().unwrap();
    kim.post(&format!("{FIRST}/arbete/skicka"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story")]
async fn a_board_that_has_answered_is_asked_once_more_and_everything_about_a_round_follows() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    answered(&world).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/granskningar/rev-2025-1").await, &[&format!("href=\"{OPEN}\"")]);
    let form = look(&mut rut, OPEN).await;
    sees(&form, &["Kommunstyrelsen: uppföljande yttrande", "Servicenämnden: uppföljande yttrande väntas, senast 30 januari 2026."]);
    for (board, due_on, why, said) in [
        ("", "2025-09-30", WHY, "Välj vilken nämnd som ska svara."),
        ("servicenamnden", "2026-09-30", WHY, "Servicenämnden har en omgång kvar att svara på."),
        ("kommunstyrelsen", "2025-03-10", WHY, "Skriv en dag som kommer efter i dag."),
        ("kommunstyrelsen", "2025-04-04", WHY, "Skriv en dag efter den förra omgångens sista dag, 4 april 2025."),
        ("kommunstyrelsen", "2025-09-31", WHY, "value=\"2025-09-31\""),
        ("kommunstyrelsen", "2025-09-30", " ", "Skriv varför."),
    ] {
        let told = rut.post(OPEN, &[("board", board), ("due_on", due_on), ("why", why)]).await.unwrap();
        assert_eq!(told.status, 422, "{board} {due_on}");
        sees(&told, &[said]);
    }
    assert_eq!(world.count("select count(*) from round where board_id = (select id from board where slug = 'kommunstyrelsen')").await, 1);
    let opened = [("board", "kommunstyrelsen"), ("due_on", "2025-09-30"), ("why", WHY)];
    rut.post(OPEN, &opened).await.unwrap().done().unwrap();
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "round_opened").count(), 1);
    // Every board is waited for: there is nobody to ask, and no way to ask.
    assert!(!look(&mut rut, "/granskningar/rev-2025-1").await.body.contains(OPEN));
    // Clicked twice it is one round; another one is not opened while that is waited for.
    rut.post(OPEN, &opened).await.unwrap().done().unwrap();
    assert_eq!(rut.post(OPEN, &[opened[0], opened[1], ("why", "Något annat.")]).await.unwrap().status, 422);
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "round_opened").count(), 1);
    let mut kim = world.signed_in("Kim Kommun").await;
    sees(&look(&mut kim, "/aviseringar").await, &["Yttrande begärt av Kommunstyrelsen: uppföljande yttrande, Städavtal. Senast 30 september 2025."]);
    sees(&look(&mut kim, "/att-gora").await, &[&format!("href=\"{SECOND}/arbete\"")]);
    let desk = look(&mut kim, &format!("{SECOND}/arbete")).await;
    sees(&desk, &["Därför frågar revisionen en gång till", "Rutinen för R1 saknas fortfarande."]);
    // It is what the board reads first; what the letter said of another round is not said of this one.
    assert!(desk.body.find("Därför frågar revisionen").unwrap() < desk.body.find("<h2>1.").unwrap(), "it stands first: {}", desk.body);
    let item = look(&mut kim, &format!("{SECOND}/arbete/punkter/R1")).await;
    let summary = look(&mut kim, &format!("{SECOND}/arbete/sammanfattning")).await;
    for page in [&desk, &item, &summary] {
        for old in ["2025–2026", "Skriv vad ni har gjort."] {
            assert!(!page.body.contains(old), "“{old}”: {}", page.body);
        }
    }
    sees(&summary, &["Rutinen för R1 saknas fortfarande."]);
    let ledger = look(&mut kim, &format!("{SECOND}/sista-dag")).await;
    sees(&ledger, &["Dagen som revisionen angav när omgången öppnades", "Rutinen för R1 saknas fortfarande.", "30 september 2025"]);
    assert!(!ledger.body.contains("Missivets datum") && !ledger.body.contains("när granskningen lades in"), "{}", ledger.body);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, "/granskningar/rev-2025-1").await, &["Varför omgången öppnades", "Rutinen för R1 saknas fortfarande."]);
    for (name, status) in [("Lars Läsare", 403), ("Fia Fullmäktig", 404), ("Kim Kommun", 404), ("Ada Admin", 404)] {
        assert_eq!(world.signed_in(name).await.post(OPEN, &opened).await.unwrap().status, status, "{name}");
    }
    // And it is answered like any round.
    let mut kim = world.signed_in("Kim Kommun").await;
    saves(&mut kim, &format!("{SECOND}/arbete/sammanfattning"), &[("text", "Rutinen gäller."), ("do", "next")]).await;
    sees(&look(&mut kim, &format!("{SECOND}/arbete/punkter/R1")).await, &["Avtalen följs upp varje kvartal."]);
}

#[tokio::test]
async fn the_board_is_told_of_a_further_round_and_reminded_and_no_mail_says_that_the_audit_was_just_sent() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    answered(&world).await;
    let basket = Basket::default();
    let jobs = post::instance(&world, basket.clone()).await;
    post::round(&jobs).await;
    basket.letters();
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(OPEN, &[("board", "kommunstyrelsen"), ("due_on", "2025-09-30"), ("why", WHY)]).await.unwrap().done().unwrap();
    post::round(&jobs).await;
    let letters = basket.letters();
    let to_kim = letters.iter().find(|letter| post::address(letter) == "kim.kommun").unwrap();
    assert_eq!(to_kim.subject, "Yttrande begärt: Städavtal – senast 30 september 2025");
    let text = to_kim.lines.join(" ");
    assert!(text.contains("har en fråga till om granskningen Städavtal") && text.contains("uppföljande yttrande"), "{text}");
    assert!(!text.contains("har skickat granskningen") && !text.contains("Rutinen"), "{text}");
    world.move_to("2025-09-01 09:00");
    post::round(&jobs).await;
    let subjects = basket.subjects();
    assert!(subjects.contains(&"kim.kommun: 29 dagar kvar: yttrande om Städavtal (30 september 2025)".to_owned()), "{subjects:?}");
}

const PROMISES: [&str; 4] = ["Skriva en rutin", "Utbilda alla chefer", "Köpa ett system", "Anställa en controller"];

/// What Kim tells of each promise in a round, as his page lists them.
async fn tells(world: &World, round: &str, told: &[[&str; 3]]) {
    let mut kim = world.signed_in("Kim Kommun").await;
    saves(&mut kim, &format!("{round}/arbete/sammanfattning"), &[("text", "Så här har det gått."), ("do", "next")]).await;
    let fields: Vec<(&str, &str)> = told
        .iter()
        .flat_map(|[outcome, action, date]| [("outcome", *outcome), ("outcome_action", *action), ("outcome_effect", "Färre fel."), ("outcome_date", *date)])
        .chain([("do", "next")])
        .collect();
    saves(&mut kim, &format!("{round}/arbete/punkter/R1"), &fields).await;
    // B1 was to be dealt with by the same routine.
    saves(
        &mut kim,
        &format!("{round}/arbete/punkter/B1"),
        &[("outcome", "done"), ("outcome_action", "Klart."), ("outcome_effect", "Färre fel."), ("outcome_date", "2025-03-01"), ("do", "next")],
    )
    .await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, through three rounds")]
async fn a_further_round_asks_once_about_each_promise_that_is_still_open_as_it_was_last_said_to_be() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut kim = world.signed_in("Kim Kommun").await;
    saves(&mut kim, &format!("{FIRST}/arbete/sammanfattning"), &[("text", "Styrelsen delar bilden."), ("do", "next")]).await;
    saves(&mut kim, &format!("{FIRST}/arbete/punkter/B1"), &planned("next")).await;
    let plans: Vec<(&str, &str)> =
        PROMISES.iter().flat_map(|action| [("action", *action), ("effect", "Färre fel."), ("due", "2025-06-30"), ("responsible", "")]).collect();
    saves(&mut kim, &format!("{FIRST}/arbete/punkter/R1"), &[&[("stance", "planned")], plans.as_slice(), &[("do", "next")]].concat()).await;
    hands_in(&world, FIRST, "2025-03-10").await;
    opens(&world, "2025-09-30").await;
    world.move_to("2025-09-01 09:00");
    tells(
        &world,
        SECOND,
        &[
            ["done", "Rutinen gäller.", "2025-06-01"],
            ["under_way", "Hälften är utbildade.", "2025-12-31"],
            ["replaced", "Vi hyr ett system i stället.", "2026-02-28"],
            ["dropped", "Tjänsten finns inte i budgeten.", ""],
        ],
    )
    .await;
    hands_in(&world, SECOND, "2025-09-01").await;
    opens(&world, "2026-03-31").await;
    world.move_to("2026-03-01 09:00");
    let third = "/yttranden/rev-2025-1/kommunstyrelsen/omgang-3";
    let mut kim = world.signed_in("Kim Kommun").await;
    let page = look(&mut kim, &format!("{third}/arbete/punkter/R1")).await;
    sees(
        &page,
        &[
            "Utbilda alla chefer",
            "Redovisat 1 september 2025: Pågår. Hälften är utbildade. Senast 2025-12-31.",
            "Köpa ett system",
            "Redovisat 1 september 2025: Ersatt av annan åtgärd. Vi hyr ett system i stället. Senast 2026-02-28.",
        ],
    );
    for settled in [PROMISES[0], PROMISES[3]] {
        assert!(!page.body.contains(settled), "{settled} is settled: {}", page.body);
    }
    assert_eq!(page.body.matches("name=\"outcome\"").count(), 2);
    // Of B1 everything is told: nothing is asked, and nothing untrue is said of it.
    let b1 = look(&mut kim, &format!("{third}/arbete/punkter/B1")).await;
    sees(&b1, &["Det ni lovade här är redovisat i en tidigare omgång"]);
    assert!(!b1.body.contains("inga planerade åtgärder"), "{}", b1.body);
    saves(&mut kim, &format!("{third}/arbete/sammanfattning"), &[("text", "Allt är klart."), ("do", "next")]).await;
    let told = [
        ("outcome", "done"),
        ("outcome_action", "Alla är utbildade."),
        ("outcome_effect", "Färre fel."),
        ("outcome_date", "2025-12-20"),
        ("outcome", "under_way"),
        ("outcome_action", "Systemet provas."),
        ("outcome_effect", ""),
        ("outcome_date", "2026-05-31"),
        ("do", "next"),
    ];
    saves(&mut kim, &format!("{third}/arbete/punkter/R1"), &told).await;
    hands_in(&world, third, "2026-03-01").await;
    for name in ["Rut Revisor", "Fia Fullmäktig", "Kim Kommun"] {
        let mut reader = world.signed_in(name).await;
        for page in [look(&mut reader, third).await, look(&mut reader, &format!("{third}/dokument")).await] {
            sees(&page, &["Utbilda alla chefer", "Hälften är utbildade.", "Alla är utbildade.", "Vi hyr ett system i stället.", "Systemet provas."]);
            assert!(!page.body.contains(PROMISES[3]) && !page.body.contains("inga planerade åtgärder"), "{name}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn a_date_that_was_moved_is_told_of_the_measure_whose_date_it_is() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut kim = world.signed_in("Kim Kommun").await;
    saves(&mut kim, &format!("{FIRST}/arbete/sammanfattning"), &[("text", "Styrelsen delar bilden."), ("do", "next")]).await;
    saves(&mut kim, &format!("{FIRST}/arbete/punkter/B1"), &planned("next")).await;
    let plans: Vec<(&str, &str)> = [(PROMISES[0], "2025-06-30"), (PROMISES[1], "2025-08-31")]
        .into_iter()
        .flat_map(|(action, due)| [("action", action), ("effect", "Färre fel."), ("due", due), ("responsible", "")])
        .collect();
    saves(&mut kim, &format!("{FIRST}/arbete/punkter/R1"), &[&[("stance", "planned")], plans.as_slice(), &[("do", "next")]].concat()).await;
    hands_in(&world, FIRST, "2025-03-10").await;
    opens(&world, "2025-09-30").await;
    world.move_to("2025-09-01 09:00");
    // The earlier one is late; the later one was done on its day and never moved.
    tells(&world, SECOND, &[["under_way", "Hälften är skriven.", "2025-12-31"], ["done", "Alla är utbildade.", "2025-08-31"]]).await;
    hands_in(&world, SECOND, "2025-09-01").await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let item = look(&mut fia, "/rekommendationer/rev-2025-1/R1/kommunstyrelsen").await;
    sees(&item, &["datumet flyttat en gång: först 30 juni 2025, nu 31 december 2025", "63 dagar sedan det först lovade datumet"]);
    let list = look(&mut fia, "/rekommendationer.csv").await;
    assert!(list.body.lines().any(|row| row.contains(";R1;") && row.contains(";2025-06-30;2025-12-31;1;")), "{}", list.body);
    // Whoever judges reads it at the measure, too, and nowhere above both.
    let mut rut = world.signed_in("Rut Revisor").await;
    let judged = look(&mut rut, &format!("{SECOND}/omdome/R1")).await;
    let captions = scraper::Html::parse_document(&judged.body);
    let said: Vec<String> = captions
        .select(&scraper::Selector::parse("caption").unwrap())
        .map(|caption| caption.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(said, ["Åtgärd 1 63 dagar efter planerat datum när svaret kom datumet flyttat en gång", "Åtgärd 2"]);
    assert_eq!(judged.body.matches("datumet flyttat").count(), 1, "{}", judged.body);
}

async fn hands_in(world: &World, round: &str, day: &str) {
    let mut kim = world.signed_in("Kim Kommun").await;
    kim.post(&format!("{round}/arbete/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    kim.post(&format!("{round}/arbete/beslut"), &decision(day)).await.unwrap().done().unwrap();
    kim.post(&format!("{round}/arbete/skicka"), &[]).await.unwrap().done().unwrap();
}

async fn opens(world: &World, due_on: &str) {
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(OPEN, &[("board", "kommunstyrelsen"), ("due_on", due_on), ("why", WHY)]).await.unwrap().done().unwrap();
}
