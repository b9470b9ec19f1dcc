//! A board's own mailbox: what the whole board is told goes there as well, also when nobody has a role in it; nothing of a draft does.

use sqlx::ConnectOptions as _;
use yttrande::jobs::Jobs;

use crate::post::{self, Basket, instance, round};
use crate::world::{DESK, World, decision, look, sees, sees_none};

const MAILBOX: &str = "/admin/namnder/servicenamnden/brevlada";
const PAGE: &str = "/admin/namnder/servicenamnden";

async fn set(world: &World, address: &str) {
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post(MAILBOX, &[("mailbox", address)]).await.unwrap().done().unwrap();
}

/// Nobody has a role in the board from March on.
async fn all_have_left(world: &World) {
    let mut conn = crate::database::superuser(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql(
        "set session_replication_role = replica;
         update role_grant set valid_to = '2025-02-28' where board_id = (select id from board where slug = 'servicenamnden')",
    )
    .execute(&mut conn)
    .await
    .unwrap();
}

/// What has come to the board's mailbox since it was last asked.
async fn came(jobs: &Jobs<Basket>, basket: &Basket) -> Vec<yttrande::platform::mail::Letter> {
    round(jobs).await;
    basket.letters().into_iter().filter(|letter| post::address(letter) == "service").collect()
}

fn subjects(letters: &[yttrande::platform::mail::Letter]) -> Vec<&str> {
    letters.iter().map(|letter| letter.subject.as_str()).collect()
}

async fn with_mailbox(wall: &str) -> (World, Basket, Jobs<Basket>) {
    let world = World::at(wall).await;
    set(&world, " Service@Kommun.Example ").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    (world, basket, jobs)
}

#[tokio::test]
async fn what_a_board_is_told_goes_to_its_own_mailbox_as_well_and_nothing_of_a_draft() {
    let (world, basket, jobs) = with_mailbox("2025-02-03 09:00").await;
    world.sent_audit().await;
    let letters = came(&jobs, &basket).await;
    assert_eq!(letters.len(), 1, "once, whatever the letter asks for later: {:?}", subjects(&letters));
    let said = letters[0].lines.join("\n");
    assert!(said.contains("Servicenämnden") && said.contains("Mejlet går till nämndens gemensamma brevlåda."), "{said}");
    assert!(!said.contains("Välj vad du får mejl om") && letters[0].link.address.contains("/yttranden/rev-2025-1/servicenamnden/forsta"));
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/oppna"), &[("reason", "Ett fel")]).await.unwrap().done().unwrap();
    let letters = came(&jobs, &basket).await;
    assert!(letters.is_empty(), "what is being written is nobody's but the board's own people's: {:?}", subjects(&letters));
    // The week before the last day it is reminded.
    world.move_to("2025-03-24 08:00");
    let letters = came(&jobs, &basket).await;
    assert_eq!(letters.len(), 1, "{:?}", subjects(&letters));
    // Once it is handed in, the receipt of just this comes, with its number; and no other mail says the same.
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let mut decided = decision("2025-03-24");
    decided[0].1 = "2";
    sara.post(&format!("{DESK}/beslut"), &decided).await.unwrap().done().unwrap();
    world.hands_in().await;
    let letters = came(&jobs, &basket).await;
    assert_eq!(letters.len(), 1, "{:?}", subjects(&letters));
    let number = world.text("select receipt_number from submission").await;
    assert!(letters[0].lines.join("\n").contains(&number) && letters[0].link.address.ends_with("/kvitto"), "{:?}", letters[0].lines);
    // The auditors' registry gets its own.
    let registry = world.count("select count(*) from mail where kind = 'receipt'").await;
    assert_eq!(registry, 2);
}

#[tokio::test]
async fn a_board_in_which_nobody_has_a_role_is_reminded_in_its_mailbox() {
    let (world, basket, jobs) = with_mailbox("2025-02-03 09:00").await;
    world.sent_audit().await;
    came(&jobs, &basket).await;
    all_have_left(&world).await;
    world.move_to("2025-03-24 08:00");
    let letters = came(&jobs, &basket).await;
    assert_eq!(letters.len(), 1, "{:?}", subjects(&letters));
    assert!(letters[0].lines.join("\n").contains("31 mars 2025"), "{:?}", letters[0].lines);
    world.move_to("2025-04-01 08:00");
    assert_eq!(came(&jobs, &basket).await.len(), 1, "that it is late is told there, too");
}

#[tokio::test]
async fn an_address_that_is_the_boards_no_more_gets_nothing_that_waited_for_it() {
    let (world, basket, jobs) = with_mailbox("2025-02-03 09:00").await;
    world.sent_audit().await;
    set(&world, "").await;
    assert!(came(&jobs, &basket).await.is_empty());
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, "/admin/utskick?visa=skickades-inte").await, &["Till en nämnds brevlåda", "service@kommun.example"]);
    sees_none(&look(&mut ada, PAGE).await, &["service@kommun.example"]);
    sees(&look(&mut ada, "/handelser").await, &["Ändrade brevlådan för Servicenämnden"]);
}

#[tokio::test]
async fn the_mailbox_of_whoever_answers_in_its_place_is_told() {
    let (world, basket, jobs) = with_mailbox("2025-02-03 09:00").await;
    crate::followed::with_bo(&world).await;
    world.sent_audit().await;
    came(&jobs, &basket).await;
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post("/admin/namnder/miljonamnden/brevlada", &[("mailbox", "miljo@kommun.example")]).await.unwrap().done().unwrap();
    let ends = [("on", "2025-03-10"), ("end_reason", "Ny organisation"), ("heir", "miljonamnden")];
    ada.post("/admin/namnder/servicenamnden/avsluta", &ends).await.unwrap().done().unwrap();
    crate::followed::bo_agrees(&world, "servicenamnden").await;
    world.move_to("2025-03-24 08:00");
    round(&jobs).await;
    let to: Vec<String> = basket.letters().iter().map(post::address).collect();
    assert!(to.iter().any(|to| to == "miljo") && !to.iter().any(|to| to == "service"), "{to:?}");
}

#[tokio::test]
async fn what_cannot_be_an_address_is_said_and_kept_and_nothing_else_changes() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    for wrong in ["service", "service@", "två ord@kommun.example", "a@b"] {
        let refused = ada.post(MAILBOX, &[("mailbox", wrong)]).await.unwrap();
        assert_eq!(refused.status, 422, "{wrong}");
        sees(&refused, &["Skriv brevlådans e-postadress", &format!("value=\"{wrong}\"")]);
    }
    assert_eq!(world.count("select count(*) from board_mailbox").await, 0);
    set(&world, "service@kommun.example").await;
    set(&world, "SERVICE@kommun.example").await;
    assert_eq!(world.count("select count(*) from board_mailbox").await, 1, "the same address twice is one");
}

#[tokio::test]
async fn the_auditors_see_beforehand_that_a_mailbox_will_be_told_and_nobody_thinks_that_it_hands_in() {
    let (world, ..) = with_mailbox("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-20 09:00");
    let page = look(&mut world.signed_in("Rut Revisor").await, "/paminnelser").await;
    sees(&page, &["Sara Service", "service@kommun.example"]);
    sees_none(&page, &["styrelsen@kommun.example"]);
    // A board that has nothing but a mailbox has still nobody who can hand in, and the mailbox is told all the same.
    all_have_left(&world).await;
    let page = look(&mut world.signed_in("Rut Revisor").await, "/paminnelser").await;
    sees(&page, &["Ada Admin", "service@kommun.example"]);
    sees_none(&page, &["Sara Service"]);
}
