//! Whoever has an audit without having to answer is told that it came, and reads it.

use crate::post::{self, Basket, instance, round};
use crate::world::{World, look, sees, sees_none};

const AUDIT: &str = "/granskningar/rev-2025-1";
const TOLD: &str = "Revisionen har skickat granskningen Städavtal till Kommunfullmäktige. Inget yttrande begärs.";

#[tokio::test]
async fn the_council_that_has_an_audit_for_information_is_told_and_reads_letter_and_answers() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(world.count("select count(*) from notice").await, 0, "nothing is told of what is not sent");
    rut.post(&format!("{AUDIT}/skicka"), &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    let letters = basket.letters();
    let fia = letters.iter().find(|letter| post::address(letter) == "fia.fullmaktig").expect("the council is told");
    assert_eq!(fia.subject, "Granskning att ta del av: Städavtal");
    assert_eq!(fia.lines[1], "Revisorskollegiet har skickat granskningen Städavtal (REV-2025-1) till Kommunfullmäktige. Inget yttrande begärs.");
    assert!(fia.link.address.ends_with(AUDIT), "{}", fia.link.address);
    let mut player = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut player, "/aviseringar").await, &[TOLD, &format!("href=\"{AUDIT}\"")]);
    sees(&look(&mut player, AUDIT).await, &["Styrningen är inte tillräcklig.", "Kommunfullmäktige"]);
    assert!(player.get("/aviseringar.csv").await.unwrap().body.contains("till Kommunfullmäktige"));
    // Those who answer are told what they were told before, and nothing of this.
    let mut sara = world.signed_in("Sara Service").await;
    let page = look(&mut sara, "/aviseringar").await;
    sees(&page, &["Yttrande begärt av Servicenämnden"]);
    sees_none(&page, &["Inget yttrande begärs"]);
    assert_eq!(world.count("select count(*) from notice where kind = 'informed'").await, 1);
}

#[tokio::test]
async fn a_board_that_gets_it_for_information_afterwards_is_told_in_its_own_name() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post("/admin/personer/lagg-till", &[("people", "Mia Miljö; mia.miljo@kommun.example; nämndsekreterare; Miljönämnden")]).await.unwrap().shown().unwrap();
    world.move_to("2025-02-05 09:00");
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = look(&mut rut, &format!("{AUDIT}/ratta/mottagare")).await;
    sees(&page, &["får veta det i tjänsten och med mejl"]);
    let board = page.choice("board", "Miljönämnden").unwrap();
    let fields = [("board", board.as_str()), ("role", "information"), ("reason", "Nämnden glömdes.")];
    rut.post(&format!("{AUDIT}/ratta/mottagare"), &fields).await.unwrap().done().unwrap();
    round(&jobs).await;
    let letters = basket.letters();
    assert_eq!(letters.iter().map(post::address).collect::<Vec<_>>(), ["mia.miljo"], "the others have it already");
    assert_eq!(letters[0].lines[1], "Revisorskollegiet har skickat granskningen Städavtal (REV-2025-1) till Miljönämnden. Inget yttrande begärs.");
}

#[tokio::test]
async fn whoever_has_left_the_board_is_not_mailed_and_a_digest_names_the_right_body() {
    let world = World::at("2025-02-03 09:00").await;
    world.wants("fia.fullmaktig@kommun.example", "digest", "sv").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    world.move_to("2025-02-04 07:00");
    round(&jobs).await;
    let letters = basket.letters();
    let fia = letters.iter().find(|letter| post::address(letter) == "fia.fullmaktig").unwrap();
    assert!(fia.lines.iter().any(|line| line == "• Granskning att ta del av: Städavtal (Kommunfullmäktige)"), "{:?}", fia.lines);
}
