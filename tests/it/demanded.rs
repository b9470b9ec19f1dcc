//! A second step that is demanded of a role: said beforehand, and from its day nothing but the account is open to whoever has none.

use yttrande::demo::player::{Page, Player};

use crate::two_step::{Phone, signs_in};
use crate::walls;
use crate::world::{DESK, PASSWORD, World, look, sees, sees_none};

const SETTINGS: &str = "/admin/andra-steg";
const STEP: &str = "/konto/tvasteg";
/// What everybody reads of whom it is demanded, before its day and from it on.
const BEFORE: &str = "Från och med den 1 mars 2025 räcker inte lösenordet";
const SINCE: &str = "Sedan den 1 mars 2025 räcker inte lösenordet för din roll.";

/// The form of the settings: these roles from these days, and no other.
async fn posts(ada: &mut Player, wanted: &[(&str, &str)]) -> Page {
    let seen = look(ada, SETTINGS).await.hidden("seen").unwrap();
    let day = |role| wanted.iter().find(|(name, _)| *name == role).map_or("", |(_, day)| day);
    let roles = ["auditor", "audit_reader", "secretary", "contributor", "approver", "council", "administrator"];
    let fields: Vec<(&str, &str)> = [("seen", seen.as_str())].into_iter().chain(roles.into_iter().map(|role| (role, day(role)))).collect();
    ada.post(SETTINGS, &fields).await.unwrap()
}

/// Ada demands it of these roles from 1 March on.
pub(crate) async fn demanded(world: &World, roles: &[&str]) {
    let wanted: Vec<(&str, &str)> = roles.iter().map(|role| (*role, "2025-03-01")).collect();
    posts(&mut world.signed_in("Ada Admin").await, &wanted).await.done().unwrap();
}

/// An address leads to her account, where she reads why.
async fn is_led_to_her_account(player: &mut Player, path: &str) {
    let page = player.get(path).await.unwrap();
    assert_eq!((page.status.as_u16(), page.location.as_deref()), (303, Some("/konto")), "{path}: {}", page.body);
    sees(&look(player, "/konto").await, &[SINCE]);
}

#[tokio::test]
async fn an_administrator_chooses_of_whom_a_second_step_is_demanded_and_from_which_day() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, "/admin/organisation").await, &["href=\"/admin/andra-steg\""]);
    Phone::of(&world, &mut world.signed_in("Kim Kommun").await).await;
    sees(&look(&mut ada, SETTINGS).await, &["Andra steg vid inloggning", "2 personer har rollen. 1 saknar ett andra steg."]);
    // Nobody has time for today, and what was typed is kept.
    for (day, why) in [("2025-02-03", "Välj tidigast i morgon"), ("i maj", "i maj")] {
        let wrong = posts(&mut ada, &[("secretary", day), ("council", "2025-03-01")]).await;
        assert_eq!(wrong.status, 422);
        sees(&wrong, &["<title>Fel: ", why, &format!("value=\"{day}\""), "value=\"2025-03-01\""]);
    }
    assert_eq!(world.count("select count(*) from second_step_demand").await, 0);
    let saved = posts(&mut ada, &[("secretary", "2025-03-01"), ("auditor", "1 april 2025")]).await;
    sees(&ada.follow(saved).await.unwrap(), &["Kraven är sparade", "value=\"2025-03-01\"", "value=\"2025-04-01\""]);
    assert_eq!(world.events().await, ["two_step_turned_on", "second_step_demanded", "second_step_demanded"]);
    // A second click changes nothing, and a role that it was demanded of keeps its day when others change.
    posts(&mut ada, &[("secretary", "2025-03-01"), ("auditor", "2025-04-01")]).await.done().unwrap();
    world.move_to("2025-03-10 09:00");
    let mut ada = world.signed_in("Ada Admin").await;
    posts(&mut ada, &[("secretary", "2025-03-01")]).await.done().unwrap();
    assert_eq!(world.text("select string_agg(role || ':' || from_day, ' ' order by role) from published.second_step_demanded").await, "secretary:2025-03-01");
    sees(
        &look(&mut ada, "/handelser").await,
        &[
            "Ställde krav på ett andra steg vid inloggning för rollen nämndsekreterare, från och med 1 mars 2025",
            "Tog bort kravet på ett andra steg vid inloggning för rollen revisor",
        ],
    );
}

#[tokio::test]
async fn of_two_administrators_the_second_does_not_undo_what_she_has_not_seen() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let old = look(&mut ada, SETTINGS).await.hidden("seen").unwrap();
    demanded(&world, &["secretary"]).await;
    let rest = ["audit_reader", "secretary", "contributor", "approver", "council", "administrator"].map(|role| (role, ""));
    let fields = [[("seen", old.as_str()), ("auditor", "2025-03-01")].as_slice(), &rest].concat();
    let refused = ada.post(SETTINGS, &fields).await.unwrap();
    assert_eq!(refused.status, 409);
    sees(&refused, &["Det har ändrats under tiden", "2025-03-01"]);
    assert_eq!(world.count("select count(*) from published.second_step_demanded").await, 1);
}

#[tokio::test]
async fn until_the_day_everybody_concerned_reads_of_it_on_every_page_and_nothing_is_closed() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    demanded(&world, &["secretary", "council"]).await;
    let mut sara = world.signed_in("Sara Service").await;
    for path in ["/att-gora", "/granskningar/rev-2025-1", DESK, "/konto", "/hjalp"] {
        sees(&look(&mut sara, path).await, &[BEFORE, "href=\"/konto\""]);
    }
    sees(&look(&mut world.signed_in("Fia Fullmäktig").await, "/oversikt").await, &[BEFORE]);
    for other in ["Rut Revisor", "Siv Handläggare", "Ada Admin"] {
        sees_none(&look(&mut world.signed_in(other).await, "/att-gora").await, &["räcker inte lösenordet"]);
    }
    // Whoever has one reads nothing, from the page on that shows its codes.
    Phone::of(&world, &mut sara).await;
    sees_none(&look(&mut sara, "/att-gora").await, &["räcker inte lösenordet"]);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    fia.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap().done().unwrap();
    sees(&look(&mut fia, "/oversikt").await, &["From 1 March 2025 on, a password alone is not enough to sign in."]);
}

#[tokio::test]
async fn from_the_day_on_nothing_but_her_account_and_the_help_is_open_to_whoever_has_none() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    demanded(&world, &["secretary", "auditor", "council", "administrator"]).await;
    world.move_to("2025-02-28 23:50");
    let mut sara = world.signed_in("Sara Service").await;
    look(&mut sara, DESK).await;
    world.move_to("2025-03-01 00:01");
    for path in ["/", "/att-gora", "/granskningar", "/granskningar.csv", "/granskningar/rev-2025-1", DESK, "/aviseringar", "/kalender/prenumeration"] {
        is_led_to_her_account(&mut sara, path).await;
    }
    for path in ["/konto", STEP, "/konto/nycklar", "/konto/losenord", "/konto/inloggningar", "/hjalp"] {
        sees(&look(&mut sara, path).await, &[SINCE]);
    }
    let account = look(&mut sara, "/konto").await;
    sees(&account, &["Nämndsekreterare, Servicenämnden", "href=\"/konto/tvasteg\""]);
    sees_none(&account, &["href=\"/att-gora\"", "/aviseringar/installningar"]);
    for (who, path) in [("Rut Revisor", "/att-gora"), ("Fia Fullmäktig", "/oversikt"), ("Ada Admin", "/admin/personer")] {
        is_led_to_her_account(&mut world.signed_in(who).await, path).await;
    }
    look(&mut world.signed_in("Siv Handläggare").await, DESK).await;
    // Whoever adds one comes in where she is; in another browser, where she has shown her password only, she does not.
    let mut elsewhere = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    sees_none(&look(&mut sara, DESK).await, &[SINCE]);
    is_led_to_her_account(&mut elsewhere, DESK).await;
    elsewhere.post("/logga-ut", &[]).await.unwrap();
    assert_eq!(signs_in(&mut elsewhere, "Sara Service", PASSWORD, phone.recovery(0)).await.status, 303, "a code that she has kept will do");
    look(&mut elsewhere, DESK).await;
}

#[tokio::test]
async fn what_she_sends_is_refused_with_her_words_and_can_be_sent_again_when_she_has_one() {
    let world = World::at("2025-02-28 23:50").await;
    world.sent_audit().await;
    demanded(&world, &["secretary"]).await;
    let mut sara = world.signed_in("Sara Service").await;
    let path = format!("{DESK}/sammanfattning");
    let version = look(&mut sara, &path).await.hidden("version").unwrap();
    world.move_to("2025-03-01 00:05");
    let fields = [("version", version.as_str()), ("text", "Nämnden delar revisorernas bild."), ("do", "next")];
    let refused = sara.post(&path, &fields).await.unwrap();
    assert_eq!(refused.status, 403);
    sees(&refused, &["Först behövs ett andra steg", "Nämnden delar revisorernas bild.", "Skicka igen", "href=\"/konto\""]);
    // The page's own script is told that nothing is saved, and why.
    let told = sara.tell(&path, &fields).await.unwrap();
    assert_eq!(told.status, 403);
    sees(&told, &["Först behövs ett andra steg", "\"unsaved\":true"]);
    let upload = sara.upload(&format!("{DESK}/bilagor"), "Plan.txt", "text/plain", b"Plan.", false).await.unwrap();
    assert_eq!(upload.status, 403);
    assert_eq!(world.count("select count(*) from desk_version").await, 0);
    Phone::of(&world, &mut sara).await;
    sara.post(&path, &fields).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_version").await, 1);
}

#[tokio::test]
async fn taking_it_away_or_another_password_leads_back_to_the_account() {
    let world = World::at("2025-02-03 09:00").await;
    demanded(&world, &["secretary"]).await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    world.move_to("2025-03-03 09:00");
    let mut sara = world.browser_of("Sara Service");
    assert_eq!(signs_in(&mut sara, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
    look(&mut sara, "/att-gora").await;
    world.move_to("2025-03-03 09:10");
    let gone = sara.post(&format!("{STEP}/av"), &[("password", PASSWORD), ("code", &phone.code(&world))]).await.unwrap();
    assert_eq!(gone.location.as_deref(), Some("/konto?klart=tvasteg-av"));
    is_led_to_her_account(&mut sara, "/att-gora").await;
    let new = [("current", PASSWORD), ("password", "sju nya ord och en häst"), ("again", "sju nya ord och en häst")];
    sara.post("/konto/losenord", &new).await.unwrap().done().unwrap();
    is_led_to_her_account(&mut sara, "/att-gora").await;
}

#[tokio::test]
async fn her_calendar_is_as_empty_as_her_pages_until_she_has_one() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post("/kalender/sammantraden/servicenamnden", &[("days", "2025-03-19; handlingar senast 2025-03-07")]).await.unwrap().done().unwrap();
    let address = crate::calendar::address_of(&mut sara).await;
    demanded(&world, &["secretary"]).await;
    let entries = async |player: &mut Player| player.get(&address).await.unwrap().body.matches("BEGIN:VEVENT").count();
    assert_eq!(entries(&mut world.visitor()).await, 4);
    world.move_to("2025-03-01 09:00");
    assert_eq!(entries(&mut world.visitor()).await, 0);
    Phone::of(&world, &mut world.signed_in("Sara Service").await).await;
    assert_eq!(entries(&mut world.visitor()).await, 4);
}

#[tokio::test]
async fn the_only_administrator_is_never_shut_out_and_can_take_it_back() {
    let world = World::at("2025-02-03 09:00").await;
    demanded(&world, &["administrator"]).await;
    world.move_to("2025-03-03 09:00");
    let mut ada = world.signed_in("Ada Admin").await;
    is_led_to_her_account(&mut ada, SETTINGS).await;
    Phone::of(&world, &mut ada).await;
    posts(&mut ada, &[]).await.done().unwrap();
    assert_eq!(world.count("select count(*) from published.second_step_demanded").await, 0);
    look(&mut world.signed_in("Rut Revisor").await, "/att-gora").await;
}

#[tokio::test]
async fn whoever_waits_for_a_lock_has_no_role_once_she_has_no_second_step() {
    let world = World::at("2025-02-03 09:00").await;
    demanded(&world, &["secretary"]).await;
    let held = async |day: &'static str| world.asked_as("app_board", "Servicenämnden", day).await;
    const OF_SARA: &str = "select count(h.roles)::text || works_for((my_boards())[1], '2025-02-28')::text
      from set_config('app.person', (select id::text from published.person_name where name = 'Sara Service'), true) s, holds_now('2025-02-28') h";
    const FROM_THEN_ON: &str = "select count(h.roles)::text || works_for((my_boards())[1], '2025-03-01')::text
      from set_config('app.person', (select id::text from published.person_name where name = 'Sara Service'), true) s, holds_now('2025-03-01') h";
    assert_eq!(held(OF_SARA).await, "1true");
    assert_eq!(held(FROM_THEN_ON).await, "0false");
}

#[tokio::test]
async fn the_database_takes_no_day_that_has_come_and_no_demand_but_from_an_administrator() {
    let world = World::at("2025-02-03 09:00").await;
    let demands =
        |day: &str| format!("insert into second_step_demand (role, n, from_day, set_at, set_by) values ('auditor', 1, '{day}', '2025-02-03 09:00+01', {{me}})");
    for day in ["2025-02-03", "2025-01-01"] {
        let refused = walls::refused(&world, "app_admin", "Ada Admin", &demands(day)).await;
        assert!(refused == "second_step_is_demanded_from_a_day_to_come", "{refused}");
    }
    for (side, who) in [("app_audit", "Rut Revisor"), ("app_board", "Sara Service"), ("app_auth", "Sara Service")] {
        let refused = walls::refused(&world, side, who, &demands("2025-03-01")).await;
        assert!(refused == "42501", "{refused}");
    }
    // What was demanded is undone by nobody but through another day.
    for undone in ["update second_step_demand set from_day = null", "delete from second_step_demand"] {
        let refused = walls::refused(&world, "app_admin", "Ada Admin", undone).await;
        assert!(refused == "42501", "{refused}");
    }
}
