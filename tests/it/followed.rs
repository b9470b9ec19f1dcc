//! A board gets another one as its heir by two administrators, or by one and a day: its people read what the other has written. Whoever
//! it concerns is told when it is asked for, and what became of it.

use yttrande::demo::player::Player;
use yttrande::platform::chain;

use crate::database;
use crate::post::{Basket, instance, round};
use crate::two_administrators::{signs_in, world_with};
use crate::walls::refused;
use crate::world::{DESK, PASSWORD, World, look, sees, sees_none};

const BOARD: &str = "/admin/namnder/servicenamnden";
const END: &str = "/admin/namnder/servicenamnden/avsluta";
const REOPEN: &str = "/admin/namnder/servicenamnden/oppna";

async fn ends(world: &World, on: &str, heir: &str) {
    let fields = [("on", on), ("end_reason", "Ny organisation"), ("heir", heir), ("alone", if heir.is_empty() { "yes" } else { "" })];
    world.signed_in("Ada Admin").await.post(END, &fields).await.unwrap().done().unwrap();
}

async fn desk_of(world: &World, name: &str) -> u16 {
    world.signed_in(name).await.get(DESK).await.unwrap().status.as_u16()
}

/// Bo is a second administrator; she was given her role before the first audit.
pub(crate) async fn with_bo(world: &World) {
    let mut ada = world.signed_in("Ada Admin").await;
    let links = ada.post("/admin/personer/lagg-till", &[("people", "Bo Admin; bo.admin@kommun.example; administratör")]).await.unwrap().shown().unwrap();
    let link = links.address_after("bo.admin@", "/inbjudan/").unwrap();
    world.visitor().post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
}

/// Bo agrees to what waits of a board.
pub(crate) async fn bo_agrees(world: &World, board: &str) {
    let mut bo = signs_in(world, "bo.admin@kommun.example").await;
    let page = format!("/admin/namnder/{board}");
    let agree = look(&mut bo, &page).await.addresses(&format!("{page}/vantar/")).into_iter().find(|to| to.ends_with("/godkann")).unwrap();
    bo.post(&agree, &[]).await.unwrap().done().unwrap();
}

/// What was written fits what is said to have happened.
async fn is_whole(world: &World) {
    let report = chain::verify(&database::superuser(&world.database).await, &[], |_| ()).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.faults.iter().map(|fault| fault.said(&report)).collect::<Vec<_>>());
}

/// Where what waits is decided.
async fn waits(admin: &mut Player) -> String {
    let to = look(admin, BOARD).await.addresses(&format!("{BOARD}/vantar/"))[0].clone();
    to.rsplit_once('/').unwrap().0.to_owned()
}

#[tokio::test]
async fn one_administrator_alone_lets_no_board_read_the_drafts_of_another_within_a_day() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    ends(&world, "2025-03-03", "kommunstyrelsen").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let page = look(&mut ada, BOARD).await;
    sees(&page, &["Väntar", "Ada Admin föreslog 3 mars 2025 kl. 10.00", "så det gäller från den 4 mars 2025 kl. 10.00", "Ta tillbaka"]);
    sees_none(&page, &["Avsluta nämnden</button>", "Godkänn"]);
    // Who works for either board, the auditors and the service's own people are told; the council and other boards are not.
    round(&jobs).await;
    let told = basket.letters();
    let mut to: Vec<String> = told.iter().map(crate::post::address).collect();
    to.sort();
    assert_eq!(to, ["kim.kommun", "olle.ordforande", "rut.revisor", "sara.service", "siv.handlaggare"]);
    assert_eq!(told[0].subject, "Väntar: Servicenämnden upphör 3 mars 2025, därefter svarar Kommunstyrelsen");
    assert!(told[0].lines.iter().any(|line| line.contains("läser då allt som Servicenämnden har skrivit, även utkast")), "{:?}", told[0].lines);
    for name in ["Sara Service", "Siv Handläggare", "Kim Kommun", "Rut Revisor"] {
        let mut reader = world.signed_in(name).await;
        let said = "Servicenämnden upphör 3 mars 2025, därefter svarar Kommunstyrelsen";
        sees(&look(&mut reader, "/att-gora").await, &[said, "gäller från den 4 mars 2025 kl. 10.00 om det inte tas tillbaka"]);
        sees(&look(&mut reader, "/handelser").await, &["Väntar: Servicenämnden upphör 3 mars 2025, därefter svarar Kommunstyrelsen"]);
    }
    sees(&look(&mut ada, "/att-gora").await, &["Servicenämnden upphör 3 mars 2025"]);
    // The day that was asked for has passed, and nobody has agreed: it is as it was.
    world.move_to("2025-03-04 09:59");
    assert_eq!(round(&jobs).await.settled, 0);
    assert_eq!((desk_of(&world, "Kim Kommun").await, desk_of(&world, "Sara Service").await), (404, 200));
    world.move_to("2025-03-04 10:00");
    assert_eq!(round(&jobs).await.settled, 1);
    assert_eq!(round(&jobs).await.settled, 0);
    assert_eq!(basket.subjects().iter().filter(|one| one.ends_with(": Servicenämnden upphör 4 mars 2025, därefter svarar Kommunstyrelsen")).count(), 6);
    // The last day is not one that was over when it took effect: the heir reads nothing before the day after.
    assert_eq!(desk_of(&world, "Kim Kommun").await, 404);
    world.move_to("2025-03-05 08:00");
    assert_eq!((desk_of(&world, "Kim Kommun").await, desk_of(&world, "Sara Service").await), (200, 404));
    assert_eq!(world.count("select count(*) from event where kind = 'board_ended' and actor is null").await, 1, "nobody signs for what the service did");
    is_whole(&world).await;
}

#[tokio::test]
async fn with_two_administrators_an_heir_waits_for_the_other_one() {
    let world = world_with(2).await;
    ends(&world, "2025-03-10", "kommunstyrelsen").await;
    let jobs = instance(&world, Basket::default()).await;
    world.move_to("2025-03-06 10:00");
    assert_eq!(round(&jobs).await.settled, 0);
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, BOARD).await, &["Du föreslog 3 mars 2025", "när en annan administratör har godkänt", "Ta tillbaka"]);
    let waits = waits(&mut ada).await;
    let refused = ada.post(&format!("{waits}/godkann"), &[]).await.unwrap();
    assert_eq!(refused.status, 409);
    sees(&refused, &["Det här avgörs av en annan administratör än den som föreslog det"]);
    let again = [("on", "2025-03-10"), ("end_reason", "Ny organisation"), ("heir", "miljonamnden")];
    assert_eq!(ada.post(END, &again).await.unwrap().status, 409, "one thing waits at a time");
    let mut bo = signs_in(&world, "bo.admin@kommun.example").await;
    let start = look(&mut bo, "/att-gora").await;
    sees(&start, &["Behörighet som väntar", "Servicenämnden upphör 10 mars 2025, därefter svarar Kommunstyrelsen", "Föreslogs av Ada Admin"]);
    sees(&start, &[&format!("href=\"{BOARD}\"")]);
    sees(&look(&mut bo, BOARD).await, &["Ada Admin föreslog", "Skäl: Ny organisation", "Godkänn", "Avslå"]);
    let why = bo.post(&format!("{waits}/avsla"), &[("refuse_reason", " ")]).await.unwrap();
    assert_eq!(why.status, 422);
    sees(&why, &["Skriv varför."]);
    bo.post(&format!("{waits}/godkann"), &[]).await.unwrap().done().unwrap();
    assert_eq!(ada.post(&format!("{waits}/ta-tillbaka"), &[]).await.unwrap().status, 409, "it is decided");
    sees(&look(&mut bo, BOARD).await, &["Nämnden upphör 10 mars 2025.", "avslutad av Ada Admin, godkänt av Bo Admin. Skäl: Ny organisation"]);
    is_whole(&world).await;
    world.move_to("2025-03-11 08:00");
    assert_eq!((desk_of(&world, "Kim Kommun").await, desk_of(&world, "Sara Service").await), (200, 404));
    sees(&look(&mut world.signed_in("Rut Revisor").await, "/handelser?vad=behorighet").await, &["Godkände: Servicenämnden upphör 10 mars 2025"]);
}

#[tokio::test]
async fn an_heir_that_is_refused_or_taken_back_reads_nothing_and_that_is_told() {
    let world = world_with(2).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    ends(&world, "2025-03-03", "kommunstyrelsen").await;
    let mut bo = signs_in(&world, "bo.admin@kommun.example").await;
    let to = waits(&mut bo).await;
    round(&jobs).await;
    basket.letters();
    world.move_to("2025-03-03 10:20");
    bo.post(&format!("{to}/avsla"), &[("refuse_reason", "Fullmäktige har inte beslutat det")]).await.unwrap().done().unwrap();
    round(&jobs).await;
    let told = basket.subjects();
    let said = "Blir inte av: Servicenämnden upphör 3 mars 2025, därefter svarar Kommunstyrelsen";
    assert!(told.contains(&format!("sara.service: {said}")) && told.contains(&format!("ada.admin: {said}")), "{told:?}");
    sees(&look(&mut world.signed_in("Kim Kommun").await, "/att-gora").await, &["gäller inte: avslaget eller tillbakataget"]);
    ends(&world, "2025-03-03", "miljonamnden").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let to = waits(&mut ada).await;
    ada.post(&format!("{to}/ta-tillbaka"), &[]).await.unwrap().done().unwrap();
    world.move_to("2025-03-20 10:00");
    round(&jobs).await;
    assert_eq!(world.count("select count(*) from board_succession").await, 0);
    assert_eq!((desk_of(&world, "Kim Kommun").await, desk_of(&world, "Sara Service").await), (404, 200));
}

#[tokio::test]
async fn a_board_that_ends_without_an_heir_ends_at_once_and_is_told() {
    let world = world_with(2).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    ends(&world, "2025-03-10", "").await;
    round(&jobs).await;
    let told = basket.subjects();
    assert!(told.contains(&"siv.handlaggare: Servicenämnden upphör 10 mars 2025".to_owned()), "{told:?}");
    assert!(told.contains(&"rut.revisor: Servicenämnden upphör 10 mars 2025".to_owned()), "{told:?}");
    assert!(!told.iter().any(|one| one.starts_with("kim.kommun")), "another board is not concerned: {told:?}");
    sees(&look(&mut world.signed_in("Sara Service").await, "/att-gora").await, &["Ändrad behörighet", "Servicenämnden upphör 10 mars 2025"]);
    sees(&look(&mut world.signed_in("Sara Service").await, "/handelser").await, &["Servicenämnden upphör 10 mars 2025"]);
}

#[tokio::test]
async fn opening_again_stops_an_heir_that_has_not_begun_and_waits_where_it_has() {
    let world = world_with(2).await;
    ends(&world, "2025-03-10", "kommunstyrelsen").await;
    bo_agrees(&world, "servicenamnden").await;
    let mut bo = signs_in(&world, "bo.admin@kommun.example").await;
    // Nobody has read anything yet: one administrator stops it.
    bo.post(REOPEN, &[("reopen_reason", "Fel nämnd")]).await.unwrap().done().unwrap();
    sees_none(&look(&mut bo, BOARD).await, &["Nämnden upphör"]);
    ends(&world, "2025-03-10", "kommunstyrelsen").await;
    bo_agrees(&world, "servicenamnden").await;
    world.move_to("2025-03-11 09:00");
    assert_eq!(desk_of(&world, "Kim Kommun").await, 200);
    // From now on its own people would read what the other board has written.
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post(REOPEN, &[("reopen_reason", "Den finns")]).await.unwrap().done().unwrap();
    assert_eq!((desk_of(&world, "Kim Kommun").await, desk_of(&world, "Sara Service").await), (200, 404));
    round(&jobs).await;
    let told = basket.subjects();
    for who in ["kim.kommun", "sara.service", "rut.revisor", "bo.admin"] {
        assert!(told.contains(&format!("{who}: Väntar: Servicenämnden öppnas igen och svarar själv")), "{who}: {told:?}");
    }
    bo_agrees(&world, "servicenamnden").await;
    assert_eq!((desk_of(&world, "Kim Kommun").await, desk_of(&world, "Sara Service").await), (404, 200));
    is_whole(&world).await;
}

#[tokio::test]
async fn before_the_first_audit_an_heir_is_named_at_once() {
    let world = World::at("2025-03-03 09:00").await;
    ends(&world, "2025-03-10", "kommunstyrelsen").await;
    assert_eq!(world.count("select count(*) from access_proposal").await, 0);
    assert_eq!(world.count("select count(*) from board_succession").await, 1);
}

#[tokio::test]
async fn the_database_itself_lets_no_side_name_an_heir() {
    let world = world_with(2).await;
    ends(&world, "2025-03-10", "kommunstyrelsen").await;
    let heir =
        "insert into board_succession (board_id, heir_id) select a.id, b.id from board a, board b where a.slug = 'miljonamnden' and b.slug = 'kommunstyrelsen'";
    for side in ["app_admin", "app_worker", "app_board", "app_audit", "app_council", "app_auth"] {
        assert_eq!(refused(&world, side, "Ada Admin", heir).await, "42501", "{side}");
        assert_eq!(refused(&world, side, "Ada Admin", "update board set valid_to = '2025-03-10'").await, "42501", "{side}");
        assert_eq!(refused(&world, side, "Ada Admin", "delete from board_succession").await, "42501", "{side}");
    }
    let waits = "(select id::uuid from access_proposal)";
    let now = "'2025-03-03T10:00:00Z', '2025-03-03'";
    let board = |slug: &str| format!("(select id::uuid from board where slug = '{slug}')");
    let (service, council, environment) = (board("servicenamnden"), board("kommunstyrelsen"), board("miljonamnden"));
    let end = |of: &str, on: &str, heir: &str| format!("select propose_board_end(gen_random_uuid(), {of}, '{on}', {heir}, 'Varför', {now})");
    for (statement, guard) in [
        (end(&service, "2025-03-10", &environment), "board_waits_already"),
        (format!("select propose_board_reopening(gen_random_uuid(), {environment}, 'Varför', {now})"), "board_waits_already"),
        (end(&environment, "2025-03-02", &council), "heirs_begin_later"),
        (end(&environment, "2025-03-10", &environment), "no_board_follows_itself_by_proposal"),
    ] {
        assert_eq!(refused(&world, "app_admin", "Ada Admin", &statement).await, guard, "{statement}");
    }
    let of = "insert into access_proposal (id, kind, proposed_at, proposed_by, person_id, board_id, ends_on) select gen_random_uuid()";
    let me = "(select id from person where name = 'Ada Admin')";
    let pool = sqlx::PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    for (columns, guard) in [
        (format!("'board_end', now(), {me}, {me}, {service}, '2025-03-10'"), "proposals_are_of_a_person_or_a_board"),
        (format!("'board_end', now(), {me}, null, {service}, null"), "boards_end_on_a_day"),
    ] {
        let refused = sqlx::raw_sql(sqlx::AssertSqlSafe(format!("{of}, {columns}"))).execute(&pool).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().constraint(), Some(guard));
    }
    for (who, step, guard) in
        [("Ada Admin", "agreed", "access_needs_another"), ("Bo Admin", "withdrawn", "access_needs_another"), ("Bo Admin", "agreed", "YT001")]
    {
        assert_eq!(refused(&world, "app_admin", who, &format!("select decide_access({waits}, '{step}', '', {now})")).await, guard, "{who} {step}");
    }
}
