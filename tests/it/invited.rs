//! Who is invited by mail: the link is in her mailbox and nowhere else.

use yttrande::app;
use yttrande::demo::player::Player;
use yttrande::platform::database::Database;
use yttrande::platform::mail::Letter;
use yttrande::platform::session::Cookies;

use crate::database;
use crate::post::{self, Basket, SERVICE, down, instance, round};
use crate::put_right::page_of;
use crate::world::World;

const NEW: &str = "sju nya ord och en häst";
const SUBJECT: &str = "Du är inbjuden till Revisionsuppföljning";
const NINA: &str = "Nina Ny; nina@kommun.example; läsare";

async fn adds(ada: &mut Player, people: &str) {
    let added = ada.post("/admin/personer/lagg-till", &[("people", people), ("links", "mejl")]).await.unwrap();
    assert_eq!((added.status.as_u16(), added.location.as_deref()), (303, Some("/admin/personer?klart=inbjudna")), "{}", added.body);
}

fn invitations(basket: &Basket) -> Vec<(String, Letter)> {
    basket.letters().into_iter().filter(|letter| letter.subject == SUBJECT).map(|letter| (post::address(&letter), letter)).collect()
}

fn way(letter: &Letter) -> String {
    letter.link.address.strip_prefix(SERVICE).unwrap().to_owned()
}

#[tokio::test]
async fn who_is_invited_by_mail_comes_in_by_a_link_that_nobody_else_has_seen() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    assert!(ada.get("/admin/personer/lagg-till").await.unwrap().body.contains("Med mejl. Ingen annan ser länken."));
    adds(&mut ada, "Nina Ny; nina@kommun.example; läsare\nNils Ny; nils@kommun.example; läsare").await;
    let page = page_of(&mut ada, "Nina Ny").await;
    assert!(ada.get(&page).await.unwrap().body.contains("Inbjuden"), "also before the mail has gone");
    round(&jobs).await;
    let letters = invitations(&basket);
    assert_eq!(letters.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), ["nina", "nils"]);
    let letter = &letters[0].1;
    let said = letter.lines.join("\n");
    for words in ["Hej Nina Ny!", "Den gäller en gång, till 10 februari 2025 kl. 09.00", "nina@kommun.example"] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(!letter.signature.concat().contains("installningar"), "she has no settings yet");
    let link = way(letter);
    let secret = link.rsplit('/').next().unwrap().to_owned();
    assert_eq!(world.count("select count(*) from mail where position('/inbjudan' in mail::text) > 0").await, 0);
    let log = ada.get("/handelser").await.unwrap().body;
    assert!(log.contains("Mejlade en länk till Nina Ny för att välja lösenord") && !log.contains(&secret), "{log}");
    let mut nina = world.visitor();
    nina.get(&link).await.unwrap().shown().unwrap();
    nina.post(&link, &[("password", NEW), ("again", NEW)]).await.unwrap().done().unwrap();
    nina.get("/att-gora").await.unwrap().shown().unwrap();
    assert_eq!(world.visitor().get(&link).await.unwrap().status, 410, "it works once");
    let hers = ada.get(&page).await.unwrap().body;
    assert!(hers.contains("Aktiv") && !hers.contains("Mejla en ny inbjudan"), "who has come in is not invited");
}

#[tokio::test]
async fn an_invitation_that_could_not_be_sent_lasts_as_long_as_it_says_and_makes_way_for_another_link() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    basket.answers(down());
    adds(&mut ada, NINA).await;
    round(&jobs).await;
    let lost = way(&invitations(&basket)[0].1);
    basket.answers(None);
    world.move_to("2025-02-04 09:00");
    round(&jobs).await;
    let link = way(&invitations(&basket)[0].1);
    assert_eq!(world.visitor().get(&lost).await.unwrap().status, 410, "each try has a link of its own");
    world.move_to("2025-02-10 08:59");
    world.visitor().get(&link).await.unwrap().shown().unwrap();
    world.move_to("2025-02-10 09:00");
    assert_eq!(world.visitor().get(&link).await.unwrap().status, 410);
    // A link that is shown while another mail waits takes its place: the mail does not go.
    let mut ada = world.signed_in("Ada Admin").await;
    let page = page_of(&mut ada, "Nina Ny").await;
    assert!(ada.get(&page).await.unwrap().body.contains("Inbjudan har gått ut"));
    ada.post(&format!("{page}/mejla-lank"), &[]).await.unwrap().done().unwrap();
    world.move_to("2025-02-10 09:01");
    let shown = ada.post(&format!("{page}/ny-lank"), &[]).await.unwrap().shown().unwrap().address_after("nina@", "/inbjudan/").unwrap();
    round(&jobs).await;
    assert!(invitations(&basket).is_empty());
    world.visitor().get(&shown).await.unwrap().shown().unwrap();
    // Nor does one to somebody who has ended.
    world.move_to("2025-02-10 09:02");
    ada.post(&format!("{page}/mejla-lank"), &[]).await.unwrap().done().unwrap();
    ada.post(&format!("{page}/avsluta"), &[("end_reason", "Kom aldrig")]).await.unwrap().done().unwrap();
    round(&jobs).await;
    assert!(invitations(&basket).is_empty());
}

#[tokio::test]
async fn everybody_who_has_not_come_in_is_invited_again_and_nobody_twice() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post("/admin/personer/lagg-till", &[("people", NINA)]).await.unwrap().shown().unwrap();
    adds(&mut ada, "Nils Ny; nils@kommun.example; läsare").await;
    round(&jobs).await;
    assert_eq!(invitations(&basket).len(), 1);
    let list = ada.get("/admin/personer?lage=inbjuden").await.unwrap().body;
    assert!(list.contains("Mejla nya inbjudningar till alla som inte har loggat in"));
    assert!(!ada.get("/admin/personer").await.unwrap().body.contains("Mejla nya inbjudningar"));
    let again = async |ada: &mut Player| ada.post("/admin/personer/bjud-in-igen", &[]).await.unwrap().location.unwrap();
    assert_eq!(again(&mut ada).await, "/admin/personer?lage=inbjuden&klart=inbjudningar-mejlas");
    assert_eq!(again(&mut ada).await, "/admin/personer?klart=ingen-att-bjuda-in");
    round(&jobs).await;
    let told: Vec<String> = invitations(&basket).into_iter().map(|(to, _)| to).collect();
    assert_eq!(told, ["nina"], "Nils was invited by mail just now, and the others have come in");
    world.move_to("2025-02-12 09:00");
    let mut ada = world.signed_in("Ada Admin").await;
    again(&mut ada).await;
    round(&jobs).await;
    let mut told: Vec<String> = invitations(&basket).into_iter().map(|(to, _)| to).collect();
    told.sort();
    assert_eq!(told, ["nils", "nina"]);
}

#[tokio::test]
async fn a_corrected_address_is_not_mailed_a_link_once_there_is_something_to_protect() {
    // Or one administrator alone could name a mailbox of his own for a role to which another one agreed (ADR 0057).
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    adds(&mut ada, "Nina Ny; ninna@kommun.example; läsare").await;
    let page = page_of(&mut ada, "Nina Ny").await;
    let put_right = async |ada: &mut Player, address: &str| {
        ada.post(&format!("{page}/uppgifter"), &[("name", "Nina Ny"), ("email", address), ("correct_reason", "Felskrivet")]).await.unwrap().done().unwrap();
        ada.post(&format!("{page}/mejla-lank"), &[]).await.unwrap().location.unwrap()
    };
    world.move_to("2025-02-03 09:01");
    assert!(put_right(&mut ada, "nina@kommun.example").await.ends_with("klart=inbjudan-mejlas"), "a slip on the first day is put right at once");
    round(&jobs).await;
    assert_eq!(invitations(&basket).into_iter().map(|(to, _)| to).collect::<Vec<_>>(), ["nina"]);
    world.sent_audit().await;
    world.move_to("2025-02-03 09:02");
    assert!(put_right(&mut ada, "ada.privat@post.example").await.ends_with("klart=ingen-att-bjuda-in"));
    assert!(!ada.get(&page).await.unwrap().body.contains("Mejla en ny inbjudan"));
    ada.post("/admin/personer/bjud-in-igen", &[]).await.unwrap().done().unwrap();
    round(&jobs).await;
    assert!(invitations(&basket).is_empty());
}

#[tokio::test]
async fn an_invitation_that_waits_does_not_go_to_an_address_that_was_corrected_meanwhile() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    adds(&mut ada, NINA).await;
    let page = page_of(&mut ada, "Nina Ny").await;
    let form = [("name", "Nina Ny"), ("email", "ada.privat@post.example"), ("correct_reason", "Felskrivet")];
    ada.post(&format!("{page}/uppgifter"), &form).await.unwrap().done().unwrap();
    round(&jobs).await;
    assert!(invitations(&basket).is_empty());
    assert_eq!(world.count("select count(*) from mail where kind = 'invitation' and state = 'dropped'").await, 1);
}

#[tokio::test]
async fn where_the_service_sends_no_mail_the_links_are_shown_and_nothing_else_is_offered() {
    let world = World::at("2025-02-03 09:00").await;
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let app = app::program(database, world.clock.clone(), Cookies::Plain).unwrap().mailing(false);
    let mut ada = Player::new(app::router(app, Cookies::Plain));
    ada.sign_in(&crate::world::email("Ada Admin"), crate::world::PASSWORD).await.unwrap();
    assert!(!ada.get("/admin/personer/lagg-till").await.unwrap().body.contains("Med mejl"));
    // Also when the form was drawn while it did.
    let shown = ada.post("/admin/personer/lagg-till", &[("people", NINA), ("links", "mejl")]).await.unwrap().shown().unwrap();
    assert!(shown.body.contains("/inbjudan/"));
    let page = page_of(&mut ada, "Nina Ny").await;
    assert!(!ada.get(&page).await.unwrap().body.contains("Mejla en ny inbjudan"));
    assert!(!ada.get("/admin/personer?lage=inbjuden").await.unwrap().body.contains("Mejla nya inbjudningar"));
    ada.post("/admin/personer/bjud-in-igen", &[]).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from mail where kind = 'invitation'").await, 0);
}
