//! What has happened since a day, and since which one.

use yttrande::demo::player::Player;

use crate::world::{RESPONSE, World, look, sees, sees_none};

const SINCE: &str = "/oversikt/sedan";
const CAME: &str = "Första yttrande kom in, i tid";

async fn file(player: &mut Player, path: &str) -> String {
    player.get(path).await.unwrap().body
}

#[tokio::test]
async fn what_has_happened_is_told_since_the_reader_signed_in_the_time_before() {
    let world = World::at("2025-02-03 09:00").await;
    world.signed_in("Fia Fullmäktig").await;
    world.sent_audit().await;
    world.move_to("2025-03-03 09:00");
    world.submitted_response().await;
    world.move_to("2025-03-05 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = look(&mut fia, SINCE).await;
    sees(&page, &["Sedan du loggade in gången före den här, 3 februari 2025.", "Granskningen skickades till nämnderna", CAME]);
    sees(&look(&mut fia, "/oversikt").await, &["Vad har hänt sedan sist?", "href=\"/oversikt/sedan\""]);
    assert_eq!(page.body.matches("<tr role=\"row\"").count(), 1 + 2, "{}", page.body);
    // The row leads to the response.
    sees(&page, &[&format!("<a href=\"{RESPONSE}\">{CAME}")]);
    // The next time only what is new is told; and nothing, when there is nothing.
    world.move_to("2025-03-06 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = look(&mut fia, SINCE).await;
    sees(&page, &["Sedan du loggade in gången före den här, 5 mars 2025.", "Inget har hänt sedan dess."]);
    sees_none(&page, &[CAME]);
}

#[tokio::test]
async fn any_day_within_a_year_can_be_chosen_and_others_are_named() {
    let world = World::at("2025-02-03 09:00").await;
    world.signed_in("Fia Fullmäktig").await;
    world.sent_audit().await;
    world.move_to("2025-03-03 09:00");
    world.submitted_response().await;
    world.move_to("2026-03-02 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, SINCE).await, &["Den senaste månaden, sedan 2 februari 2026.", "Inget har hänt sedan dess."]);
    let page = look(&mut fia, "/oversikt/sedan?dag=3+mars+2025").await;
    sees(&page, &["Sedan 3 mars 2025.", CAME]);
    sees_none(&page, &["Granskningen skickades"]);
    // A day that cannot be chosen is not offered either.
    sees_none(&look(&mut fia, SINCE).await, &["Sedan du loggade in gången före den här"]);
    for unusable in ["2025-03-01", "2026-03-03", "i+gar"] {
        let page = look(&mut fia, &format!("{SINCE}?dag={unusable}")).await;
        sees(&page, &["har inte använts", "Den senaste månaden"]);
    }
    // What is asked for is also what the file has, formula-safe as every list.
    let rows = file(&mut fia, "/oversikt/sedan.csv?dag=2025-03-03&vad=yttranden").await;
    assert!(rows.contains("2025-03-03;Första yttrande kom in, i tid;Servicenämnden;"), "{rows}");
    assert_eq!(file(&mut fia, "/oversikt/sedan.csv?dag=2025-03-03&vad=avslutade").await.lines().count(), 1);
}

#[tokio::test]
async fn what_becomes_overdue_and_what_is_promised_and_not_done_is_told_on_its_day() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-10 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let missing = "Första yttrande hade inte kommit när sista dagen var slut";
    let page = look(&mut fia, "/oversikt/sedan?dag=2025-04-01").await;
    sees(&page, &[missing, "Försenat"]);
    // The day after its last day it is late: of the next day only the other board is told, whose last day was 4 April.
    let others = look(&mut fia, "/oversikt/sedan?dag=2025-04-02").await;
    sees(&others, &[missing, "<time datetime=\"2025-04-05\">"]);
    sees_none(&others, &["<time datetime=\"2025-04-01\">"]);
    world.submitted_response().await;
    let page = look(&mut fia, "/oversikt/sedan?dag=2025-04-01").await;
    sees(&page, &["Första yttrande kom in, 10 dagar sent", missing]);
    sees_none(&page, &["<time datetime=\"2025-04-01\">"]);
    world.move_to("2026-03-02 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, "/oversikt/sedan?dag=2025-06-01&vad=utlovat").await, &["ett utlovat datum har passerat"]);
}

#[tokio::test]
async fn what_is_written_in_later_is_new_on_the_day_on_which_it_was_written_in() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-01 09:00");
    world.signed_in("Fia Fullmäktig").await;
    world.move_to("2025-04-10 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.upload_with(&format!("{RESPONSE}/skriv-in/fil"), "Yttrande.pdf", "application/pdf", b"%PDF-1.7 %%EOF", &[]).await.unwrap().done().unwrap();
    let files = look(&mut rut, &format!("{RESPONSE}/skriv-in")).await.hidden("files").unwrap();
    let arrival = [
        ("files", files.as_str()),
        ("channel", "paper"),
        ("received_on", "2025-03-28"),
        ("decided", "star"),
        ("decider", "board"),
        ("decided_on", "2025-03-26"),
        ("section", "31"),
        ("board_reference", "SN-2025-17"),
        ("summary", "Nämnden delar bilden."),
    ];
    rut.post(&format!("{RESPONSE}/skriv-in"), &arrival).await.unwrap().done().unwrap();
    let act = [("held_on", "2025-03-27"), ("section", "45"), ("handling", "arende"), ("asked", ""), ("minutes", ""), ("seen", "0")];
    rut.post("/granskningar/rev-2025-1/fullmaktige", &act).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = look(&mut fia, SINCE).await;
    sees(&page, &["1 april 2025.", "Första yttrande skrevs in. Det kom 28 mars 2025, i tid", "Fullmäktige tog upp granskningen 27 mars 2025, §\u{a0}45"]);
}

#[tokio::test]
async fn drafts_and_whatever_is_not_published_are_no_event() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-03 09:00");
    world.decided_response().await;
    for name in ["Fia Fullmäktig", "Rut Revisor", "Sara Service"] {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, "/oversikt/sedan?dag=2025-02-03").await;
        assert_eq!(page.body.matches("<tr role=\"row\"").count(), 1 + 1, "{name}: {}", page.body);
    }
}

#[tokio::test]
async fn what_a_board_adds_to_its_response_is_told() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2025-03-12 09:30");
    let mut sara = world.signed_in("Sara Service").await;
    let desk = format!("{RESPONSE}/arbete");
    let form = look(&mut sara, &format!("{desk}/komplettering")).await;
    let hidden = ["submission", "newest", "request", "version", "files"].map(|name| (name, form.hidden(name).unwrap_or_default()));
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend([("why", "eget"), ("text", "Rutinen gäller nu."), ("decider", "chair"), ("decided_on", "2025-03-11"), ("board_reference", "")]);
    sara.post(&format!("{desk}/komplettering"), &fields).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let since = "/oversikt/sedan?dag=2025-03-10";
    sees(&look(&mut fia, since).await, &["En komplettering till första yttrande kom in", &format!("href=\"{RESPONSE}/inkommet/2\"")]);
    assert_eq!(file(&mut fia, "/oversikt/sedan.csv?dag=2025-03-10&vad=kompletteringar").await.lines().count(), 2);
}

#[tokio::test]
async fn a_response_that_was_taken_back_is_told_as_that() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2025-03-13 09:30");
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{RESPONSE}/arbete/aterta/1"), &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = look(&mut fia, "/oversikt/sedan?dag=2025-03-10").await;
    sees(&page, &["Nämnden tog tillbaka sitt första yttrande", "<time datetime=\"2025-03-13\">", &format!("href=\"{RESPONSE}/inkommet/1\"")]);
    sees_none(&page, &["Första yttrande kom in"]);
}

#[tokio::test]
async fn a_place_behind_all_that_has_happened_is_said_to_be_lost_and_the_page_begins_anew() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-03 09:00");
    world.submitted_response().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let since = format!("{SINCE}?dag=2025-02-03");
    let all = look(&mut fia, &since).await;
    sees(&all, &["2 händelser", CAME, "Granskningen skickades till nämnderna"]);
    // Behind the last row there is nothing, and it is still said how much there is.
    sees_none(&look(&mut fia, &format!("{since}&efter=1")).await, &[CAME, "Granskningen skickades", "Platsen i listan"]);
    sees(&look(&mut fia, &format!("{since}&efter=0")).await, &["Granskningen skickades till nämnderna"]);
    let anew = look(&mut fia, &format!("{since}&efter=99")).await;
    sees(&anew, &["Platsen i listan gick inte att läsa. Här är första sidan.", CAME, "Granskningen skickades till nämnderna"]);
    let behind = look(&mut fia, &format!("{since}&fore=30")).await;
    sees(&behind, &["Platsen i listan gick inte att läsa. Här är första sidan.", CAME, "Granskningen skickades till nämnderna"]);
    // Before the first row there is nothing either, and a file has its rows in their order.
    sees_none(&look(&mut fia, &format!("{since}&fore=0")).await, &[CAME, "Inget har hänt"]);
    let rows = file(&mut fia, &since.replace("sedan?", "sedan.csv?")).await;
    assert_eq!(rows.lines().count(), 1 + 2, "{rows}");
}
