//! An administrator alone makes nobody able to read what is not hers, and takes over no account: another one agrees, or a day goes
//! by, and whom it concerns is told meanwhile.

use yttrande::demo::player::{Page, Player};

use crate::database;
use crate::post::{Basket, instance, round};
use crate::walls::refused;
use crate::world::{PASSWORD, World, email, look, sees, sees_none};

const ADD: &str = "/admin/personer/lagg-till";
const CHOSEN: [(&str, &str); 2] = [("password", PASSWORD), ("again", PASSWORD)];
const DESK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete";

async fn page_of(ada: &mut Player, name: &str) -> String {
    let list = look(ada, "/admin/personer").await;
    let id = list.body.split(&format!(">{name}")).next().unwrap().rsplit("/admin/personer/").next().unwrap().split('"').next().unwrap().to_owned();
    format!("/admin/personer/{id}")
}

/// A municipality with a sent audit and one administrator, or two.
pub(crate) async fn world_with(administrators: usize) -> World {
    let world = World::at("2025-03-03 09:00").await;
    if administrators == 2 {
        let mut ada = world.signed_in("Ada Admin").await;
        let links = ada.post(ADD, &[("people", "Bo Admin; bo.admin@kommun.example; administratör")]).await.unwrap().shown().unwrap();
        sees_none(&links, &["Rollerna"]);
        let link = links.address_after("bo.admin@", "/inbjudan/").unwrap();
        world.visitor().post(&link, &CHOSEN).await.unwrap().done().unwrap();
    }
    world.sent_audit().await;
    world.move_to("2025-03-03 10:00");
    world
}

/// Ada invents a secretary, and uses the link herself.
async fn puppet(world: &World) -> (Player, Page) {
    let mut ada = world.signed_in("Ada Admin").await;
    let links = ada.post(ADD, &[("people", "Docka Docksson; docka@kommun.example; nämndsekreterare; Servicenämnden")]).await.unwrap().shown().unwrap();
    let link = links.address_after("docka@", "/inbjudan/").unwrap();
    let mut docka = world.visitor();
    docka.post(&link, &CHOSEN).await.unwrap().done().unwrap();
    (docka, links)
}

pub(crate) async fn signs_in(world: &World, who: &str) -> Player {
    let mut player = world.visitor();
    player.sign_in(who, PASSWORD).await.unwrap();
    player
}

#[tokio::test]
async fn an_administrator_alone_reads_no_draft_within_a_day_and_everybody_is_told() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let (mut docka, links) = puppet(&world).await;
    sees(&links, &["Rollerna gäller från den 4 mars 2025 kl. 10.00"]);
    assert_eq!(docka.get(DESK).await.unwrap().status, 404);
    round(&jobs).await;
    let told = basket.subjects();
    let subject = "Behörighet väntar: Docka Docksson som nämndsekreterare i Servicenämnden";
    for who in ["rut.revisor", "sara.service", "olle.ordforande", "docka"] {
        assert!(told.iter().any(|one| one == &format!("{who}: {subject}")), "{who} is not told: {told:?}");
    }
    assert_eq!(told.len(), 4, "not Kim, Siv, Lars or Fia, and not Ada who did it: {told:?}");
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/att-gora").await, &["Ändrad behörighet", "Docka Docksson", "gäller från den 4 mars 2025 kl. 10.00 om det inte tas tillbaka"]);
    sees(&look(&mut sara, "/handelser").await, &["Behörighet väntar: Docka Docksson, nämndsekreterare i Servicenämnden"]);
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/att-gora").await, &["Ändrad behörighet", "Docka Docksson"]);
    sees(&look(&mut rut, "/handelser?vad=behorighet").await, &["Docka Docksson"]);
    let mut kim = world.signed_in("Kim Kommun").await;
    sees_none(&look(&mut kim, "/att-gora").await, &["Docka"]);
    // The last minute of the day, and the first after it.
    world.move_to("2025-03-04 09:59");
    assert_eq!(round(&jobs).await.settled, 0);
    assert_eq!(signs_in(&world, "docka@kommun.example").await.get(DESK).await.unwrap().status, 404);
    world.move_to("2025-03-04 10:00");
    assert_eq!(round(&jobs).await.settled, 1);
    assert_eq!(signs_in(&world, "docka@kommun.example").await.get(DESK).await.unwrap().status, 200);
    let told = basket.subjects();
    assert!(told.contains(&"rut.revisor: Ny behörighet: Docka Docksson som nämndsekreterare i Servicenämnden".to_owned()), "{told:?}");
    assert_eq!(round(&jobs).await.settled, 0);
    let own = "select count(*) from event where kind = 'role_granted' and actor is null";
    assert_eq!(world.count(own).await, 1, "the service did it, and nobody signs for it");
}

#[tokio::test]
async fn with_two_administrators_a_role_waits_for_the_other_one_for_ever() {
    let world = world_with(2).await;
    let (mut docka, links) = puppet(&world).await;
    sees(&links, &["Rollerna väntar på en annan administratör."]);
    let jobs = instance(&world, Basket::default()).await;
    world.move_to("2025-03-12 10:00");
    assert_eq!(round(&jobs).await.settled, 0);
    let mut ada = world.signed_in("Ada Admin").await;
    let page = page_of(&mut ada, "Docka Docksson").await;
    let own = look(&mut ada, &page).await;
    sees(&own, &["Väntar", "Gäller när en annan administratör har godkänt", "Ta tillbaka"]);
    sees_none(&own, &["Godkänn", "Avslå"]);
    let waits = own.addresses(&format!("{page}/vantar/"))[0].replace("/ta-tillbaka", "");
    let refused = ada.post(&format!("{waits}/godkann"), &[]).await.unwrap();
    assert_eq!(refused.status, 409);
    sees(&refused, &["Det här avgörs av en annan administratör än den som föreslog det"]);
    let board = world.text("select id::text from board where name = 'Servicenämnden'").await;
    let again = ada.post(&format!("{page}/roller"), &[("role", "secretary"), ("board", &board)]).await.unwrap();
    assert_eq!(again.status, 422);
    sees(&again, &["Rollen är redan föreslagen och väntar."]);
    let mut bo = signs_in(&world, "bo.admin@kommun.example").await;
    sees(&look(&mut bo, "/att-gora").await, &["Behörighet som väntar", "Docka Docksson som nämndsekreterare i Servicenämnden"]);
    sees(&look(&mut bo, &page).await, &["Godkänn", "Avslå", "Ada Admin föreslog"]);
    sees(&bo.post(&format!("{waits}/avsla"), &[("refuse_reason", " ")]).await.unwrap(), &["Skriv varför."]);
    bo.post(&format!("{waits}/godkann"), &[]).await.unwrap().done().unwrap();
    assert_eq!(signs_in(&world, "docka@kommun.example").await.get(DESK).await.unwrap().status, 200);
    sees_none(&look(&mut bo, "/att-gora").await, &["Behörighet som väntar"]);
    // The second click comes too late, whatever it wants.
    let late = bo.post(&format!("{waits}/avsla"), &[("refuse_reason", "Fel person")]).await.unwrap();
    assert_eq!(late.status, 409);
    assert_eq!(ada.post(&format!("{waits}/ta-tillbaka"), &[]).await.unwrap().status, 409);
    let kinds = world.events().await;
    assert!(kinds.ends_with(&["audit_access_changed", "board_access_changed", "access_changed", "role_granted"].map(str::to_owned)), "{kinds:?}");
    drop(docka.get("/konto").await.unwrap());
}

#[tokio::test]
async fn what_is_refused_or_taken_back_never_takes_effect() {
    let world = world_with(2).await;
    puppet(&world).await;
    let (mut ada, mut bo) = (world.signed_in("Ada Admin").await, signs_in(&world, "bo.admin@kommun.example").await);
    let page = page_of(&mut ada, "Docka Docksson").await;
    let waits = look(&mut ada, &page).await.addresses(&format!("{page}/vantar/"))[0].replace("/ta-tillbaka", "");
    bo.post(&format!("{waits}/avsla"), &[("refuse_reason", "Hon finns inte")]).await.unwrap().done().unwrap();
    sees_none(&look(&mut ada, &page).await, &["Ta tillbaka"]);
    ada.post(ADD, &[("people", "Docka Docksson; docka@kommun.example; revisor")]).await.unwrap().shown().unwrap();
    let waits = look(&mut ada, &page).await.addresses(&format!("{page}/vantar/"))[0].clone();
    ada.post(&waits, &[]).await.unwrap().done().unwrap();
    let jobs = instance(&world, Basket::default()).await;
    world.move_to("2025-03-20 10:00");
    round(&jobs).await;
    assert_eq!(world.count("select count(*) from role_grant g join person p on p.id = g.person_id where p.name = 'Docka Docksson'").await, 0);
    sees(&look(&mut world.signed_in("Rut Revisor").await, "/att-gora").await, &["Docka Docksson som revisor", "gäller inte"]);
}

#[tokio::test]
async fn whoever_ends_the_other_one_waits_a_day_from_then() {
    let world = world_with(2).await;
    puppet(&world).await;
    world.move_to("2025-03-08 12:00");
    let mut ada = world.signed_in("Ada Admin").await;
    let bo = page_of(&mut ada, "Bo Admin").await;
    ada.post(&format!("{bo}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let jobs = instance(&world, Basket::default()).await;
    let docka = page_of(&mut ada, "Docka Docksson").await;
    sees(&look(&mut ada, &docka).await, &["gäller från den 9 mars 2025 kl. 12.00 om det inte tas tillbaka"]);
    world.move_to("2025-03-09 11:59");
    assert_eq!(round(&jobs).await.settled, 0);
    world.move_to("2025-03-09 12:00");
    assert_eq!(round(&jobs).await.settled, 1);
}

#[tokio::test]
async fn ending_only_her_role_does_not_help_either_and_a_puppet_administrator_waits_too() {
    let world = world_with(2).await;
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post(ADD, &[("people", "Docka Docksson; docka@kommun.example; administratör")]).await.unwrap().shown().unwrap();
    let bo = page_of(&mut ada, "Bo Admin").await;
    let end = look(&mut ada, &bo).await.addresses(&format!("{bo}/roller/")).into_iter().find(|to| to.ends_with("/avsluta")).unwrap();
    world.move_to("2025-03-03 15:30");
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post(&end, &[("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let jobs = instance(&world, Basket::default()).await;
    world.move_to("2025-03-04 15:29");
    assert_eq!(round(&jobs).await.settled, 0);
    world.move_to("2025-03-04 15:30");
    assert_eq!(round(&jobs).await.settled, 1);
}

#[tokio::test]
async fn a_new_link_for_a_secretary_is_worth_nothing_until_a_day_has_passed() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut ada = world.signed_in("Ada Admin").await;
    let sara = page_of(&mut ada, "Sara Service").await;
    let made = ada.post(&format!("{sara}/ny-lank"), &[]).await.unwrap().shown().unwrap();
    sees(&made, &["Länken går att använda från den 4 mars 2025 kl. 10.00"]);
    let link = made.address_after("sara.service@", "/inbjudan/").unwrap();
    let mut thief = world.visitor();
    let shown = look(&mut thief, &link).await;
    sees(&shown, &["Länken går att använda från den 4 mars 2025 kl. 10.00"]);
    sees_none(&shown, &["name=\"password\""]);
    assert_eq!(thief.post(&link, &CHOSEN).await.unwrap().status, 422);
    assert!(world.browser_of("Sara Service").sign_in(&email("Sara Service"), PASSWORD).await.is_ok(), "her own password is as it was");
    round(&jobs).await;
    let subject = "Behörighet väntar: ny engångslänk för Sara Service";
    let told = basket.letters();
    let hers = told.iter().find(|letter| letter.to.to_string().contains("sara.service")).unwrap();
    assert_eq!(hers.subject, subject);
    assert!(hers.lines.iter().any(|line| line.contains("Säg till revisionen eller administratören")), "{:?}", hers.lines);
    let mut to: Vec<String> = told.iter().map(crate::post::address).collect();
    to.sort();
    assert_eq!(to, ["olle.ordforande", "rut.revisor", "sara.service"]);
    // Sara has it taken back.
    sees(&look(&mut ada, &sara).await, &["Ny engångslänk"]);
    let waits = look(&mut ada, &sara).await.addresses(&format!("{sara}/vantar/"))[0].clone();
    ada.post(&waits, &[]).await.unwrap().done().unwrap();
    world.move_to("2025-03-05 10:00");
    assert_eq!(world.visitor().post(&link, &CHOSEN).await.unwrap().status, 410);
    // And a second one, which nobody minds, opens by itself.
    let mut ada = world.signed_in("Ada Admin").await;
    let made = ada.post(&format!("{sara}/ny-lank"), &[]).await.unwrap().shown().unwrap();
    let link = made.address_after("sara.service@", "/inbjudan/").unwrap();
    world.move_to("2025-03-06 10:00");
    world.visitor().post(&link, &CHOSEN).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn with_two_administrators_a_link_opens_when_the_other_one_agrees() {
    let world = world_with(2).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let sara = page_of(&mut ada, "Sara Service").await;
    let made = ada.post(&format!("{sara}/ny-lank"), &[]).await.unwrap().shown().unwrap();
    sees(&made, &["Länken går inte att använda förrän en annan administratör har godkänt den."]);
    let link = made.address_after("sara.service@", "/inbjudan/").unwrap();
    world.move_to("2025-03-06 10:00");
    sees(&look(&mut world.visitor(), &link).await, &["En andra administratör ska godkänna den först."]);
    assert_eq!(world.visitor().post(&link, &CHOSEN).await.unwrap().status, 422);
    let mut bo = signs_in(&world, "bo.admin@kommun.example").await;
    let waits = look(&mut bo, &sara).await.addresses(&format!("{sara}/vantar/")).into_iter().find(|to| to.ends_with("/godkann")).unwrap();
    bo.post(&waits, &[]).await.unwrap().done().unwrap();
    world.visitor().post(&link, &CHOSEN).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn two_who_decide_at_once_decide_once() {
    let world = world_with(2).await;
    puppet(&world).await;
    let (mut ada, mut bo) = (world.signed_in("Ada Admin").await, signs_in(&world, "bo.admin@kommun.example").await);
    let page = page_of(&mut ada, "Docka Docksson").await;
    let waits = look(&mut ada, &page).await.addresses(&format!("{page}/vantar/"))[0].replace("/ta-tillbaka", "");
    let jobs = instance(&world, Basket::default()).await;
    let (agree, withdraw) = (format!("{waits}/godkann"), format!("{waits}/ta-tillbaka"));
    let (agreed, withdrawn, _) = tokio::join!(bo.post(&agree, &[]), ada.post(&withdraw, &[]), round(&jobs));
    let mut codes = [agreed.unwrap().status, withdrawn.unwrap().status];
    codes.sort_unstable();
    assert_eq!(codes, [303, 409]);
    assert_eq!(world.count("select count(*) from access_decision").await, 1);
}

#[tokio::test]
async fn before_there_is_anything_to_protect_everything_takes_effect_at_once() {
    let world = World::at("2025-03-03 09:00").await;
    let (mut docka, links) = puppet(&world).await;
    sees_none(&links, &["Rollerna"]);
    assert_eq!(docka.get("/att-gora").await.unwrap().status, 200);
    assert_eq!(world.count("select count(*) from access_proposal").await, 0);
    // A letter that has been pasted is something to protect.
    let mut rut = world.signed_in("Rut Revisor").await;
    let letter = "Provköpings kommun\nRevisorskollegiet\n2025-01-30\nDiarienummer: REV-2025-9\n\nGranskning av avtal\n\nServicenämnden ska yttra sig senast 2025-03-31.\n";
    rut.post("/granskningar/ny", &[("letter", letter)]).await.unwrap().done().unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    let links = ada.post(ADD, &[("people", "Dick Docka; dick@kommun.example; revisor")]).await.unwrap().shown().unwrap();
    sees(&links, &["Rollerna gäller från den"]);
}

#[tokio::test]
async fn who_takes_over_from_somebody_ended_waits_and_who_comes_back_is_told() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let kim = page_of(&mut ada, "Kim Kommun").await;
    let sara = email("Sara Service");
    let ended = ada.post(&format!("{kim}/avsluta"), &[("end_reason", "Slutat"), ("heir", &sara), ("at_once", "yes")]).await.unwrap();
    ended.done().unwrap();
    let own = page_of(&mut ada, "Sara Service").await;
    sees(&look(&mut ada, &own).await, &["Nämndsekreterare, Kommunstyrelsen", "gäller från den 4 mars 2025 kl. 10.00"]);
    round(&jobs).await;
    basket.letters();
    ada.post(&format!("{kim}/oppna"), &[("reopen_reason", "Tillbaka")]).await.unwrap().done().unwrap();
    // One mail says all that happened at one instant; the clock stands still here.
    world.move_to("2025-03-03 10:05");
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post(&format!("{kim}/avsluta"), &[("end_reason", "Slutat"), ("alone", "yes")]).await.unwrap().done().unwrap();
    ada.post(&format!("{kim}/oppna"), &[("reopen_reason", "Tillbaka")]).await.unwrap().done().unwrap();
    round(&jobs).await;
    let told = basket.subjects();
    assert!(told.contains(&"rut.revisor: Ny behörighet: Kim Kommun kan logga in igen".to_owned()), "{told:?}");
    sees(&look(&mut world.signed_in("Rut Revisor").await, "/att-gora").await, &["Kim Kommun kan logga in igen"]);
}

#[tokio::test]
async fn the_former_address_is_told_that_it_is_another() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut ada = world.signed_in("Ada Admin").await;
    let sara = page_of(&mut ada, "Sara Service").await;
    let fields = [("name", "Sara Service"), ("email", "sara.ny@kommun.example"), ("correct_reason", "Ny adress")];
    ada.post(&format!("{sara}/uppgifter"), &fields).await.unwrap().done().unwrap();
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: Din e-postadress i Revisionsuppföljning är ändrad"]);
}

#[tokio::test]
async fn the_former_address_is_told_for_thirty_days_of_what_is_done_with_the_account() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let sara = page_of(&mut ada, "Sara Service").await;
    let fields = [("name", "Sara Service"), ("email", "sara.ny@kommun.example"), ("correct_reason", "Ny adress")];
    ada.post(&format!("{sara}/uppgifter"), &fields).await.unwrap().done().unwrap();
    round(&jobs).await;
    basket.letters();
    let former = |basket: &Basket| {
        let letters = basket.letters();
        let hers = letters.into_iter().filter(|letter| letter.to.to_string().contains("sara.service"));
        hers.map(|letter| letter.subject).collect::<Vec<_>>()
    };
    world.move_to("2025-03-05 10:00");
    let mut ada = world.signed_in("Ada Admin").await;
    let made = ada.post(&format!("{sara}/ny-lank"), &[]).await.unwrap().shown().unwrap();
    let link = made.address_after("sara.ny@", "/inbjudan/").unwrap();
    round(&jobs).await;
    assert_eq!(former(&basket), ["Ny engångslänk för kontot som hade din adress"]);
    world.move_to("2025-03-06 10:00");
    world.visitor().post(&link, &CHOSEN).await.unwrap().done().unwrap();
    round(&jobs).await;
    assert_eq!(former(&basket), ["Nytt lösenord för kontot som hade din adress"]);
    // After thirty days it is somebody else's matter.
    world.move_to("2025-04-03 10:00");
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post(&format!("{sara}/ny-lank"), &[]).await.unwrap().shown().unwrap();
    round(&jobs).await;
    assert!(former(&basket).is_empty());
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one way round the rule after the other")]
async fn the_database_itself_gives_no_role_that_nobody_agreed_to() {
    let world = world_with(2).await;
    puppet(&world).await;
    let role = "insert into role_grant (id, person_id, role, valid_from) select gen_random_uuid(), id, 'council', '2025-03-03' from person where name = 'Docka Docksson'";
    for side in ["app_admin", "app_worker", "app_board", "app_audit", "app_council"] {
        assert_eq!(refused(&world, side, "Ada Admin", role).await, "42501", "{side}");
    }
    assert_eq!(refused(&world, "app_auth", "Ada Admin", role).await, "roles_are_agreed");
    let waits = "(select id::uuid from access_proposal)";
    let now = "'2025-03-03T10:00:00Z', '2025-03-03'";
    for (who, statement, guard) in [
        ("Ada Admin", format!("select decide_access({waits}, 'agreed', '', {now})"), "access_needs_another"),
        ("Ada Admin", format!("select decide_access({waits}, 'refused', '', {now})"), "access_needs_another"),
        ("Bo Admin", format!("select decide_access({waits}, 'withdrawn', '', {now})"), "access_needs_another"),
        ("Sara Service", format!("select decide_access({waits}, 'agreed', '', {now})"), "access_needs_another"),
        ("Bo Admin", format!("select decide_access({waits}, 'after_a_day', '', {now})"), "access_is_decided_once"),
        ("Bo Admin", format!("select decide_access({waits}, 'agreed', '', {now})"), "YT001"),
        ("Ada Admin", format!("select propose_role(gen_random_uuid(), person_id, role, board_id, {now}) from access_proposal"), "role_waits_already"),
        (
            "Ada Admin",
            format!("select propose_role(gen_random_uuid(), id, 'auditor', null, {now}) from person where name = 'Sara Service'"),
            "role_grant_conflict",
        ),
        (
            "Ada Admin",
            "insert into access_decision (proposal_id, step, decided_at) select id, 'after_a_day', proposed_at from access_proposal".to_owned(),
            "42501",
        ),
        (
            "Ada Admin",
            "insert into invitation (token_hash, person_id, created_at, expires_at) select sha256('x'), id, now(), now() from person limit 1".to_owned(),
            "42501",
        ),
        ("Ada Admin", "update role_grant set role = 'secretary'".to_owned(), "42501"),
    ] {
        assert_eq!(refused(&world, "app_admin", who, &statement).await, guard, "{who}: {statement}");
    }
    // A role that has ended is not made longer.
    let mut ada = world.signed_in("Ada Admin").await;
    let siv = page_of(&mut ada, "Siv Handläggare").await;
    let end = look(&mut ada, &siv).await.addresses(&format!("{siv}/roller/"))[0].clone();
    ada.post(&end, &[("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let longer = "update role_grant set valid_to = null where valid_to is not null";
    assert_eq!(refused(&world, "app_admin", "Ada Admin", longer).await, "roles_are_agreed");
    for (statement, guard) in [
        (
            "insert into access_proposal select gen_random_uuid(), 'role', person_id, null, null, proposed_at, proposed_by from access_proposal",
            "proposed_roles_are_named",
        ),
        (
            "insert into access_proposal select gen_random_uuid(), 'role', person_id, 'secretary', null, proposed_at, proposed_by from access_proposal",
            "proposed_roles_name_their_board",
        ),
        ("insert into access_decision select id, 'withdrawn', '', proposed_at, null from access_proposal", "decisions_end_something"),
        ("update access_proposal set kind = 'link'", "YT002"),
    ] {
        let pool = sqlx::postgres::PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
        let error = sqlx::query(statement).execute(&pool).await.unwrap_err();
        assert_eq!(crate::walls::guard(&error), guard, "{statement}: {error}");
        pool.close().await;
    }
    // Agreed to, it is a role.
    let agrees = format!("select decide_access({waits}, 'agreed', '', {now}); select append_event('system', '2025-03-03T10:00:00Z', 'access_changed', '{{}}')");
    assert_eq!(refused(&world, "app_admin", "Bo Admin", &agrees).await, "nothing");
    assert_eq!(world.count("select count(*) from role_grant g join access_proposal q on q.id::uuid = g.id::uuid").await, 1);
}
