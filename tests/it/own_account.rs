//! What the owner of an account is told of it, and what she does when she has forgotten her password.

use yttrande::app;
use yttrande::demo::player::Player;
use yttrande::platform::database::Database;
use yttrande::platform::mail::Letter;
use yttrande::platform::session::Cookies;

use crate::database;
use crate::post::{self, Basket, SERVICE, down, instance, round};
use crate::put_right::page_of;
use crate::world::{PASSWORD, World, email};

const FORGOTTEN: &str = "/glomt-losenord";
const NEW: &str = "sju nya ord och en häst";
const SAID: &str = "/logga-in?klart=lank-mejlad";

async fn asks(world: &World, address: &str) -> String {
    world.visitor().post(FORGOTTEN, &[("email", address)]).await.unwrap().location.unwrap_or_default()
}

async fn sign_in(player: &mut Player, name: &str, password: &str) -> bool {
    player.sign_in(&email(name), password).await.is_ok()
}

/// The way that the link of a letter leads, within the service.
fn way(letter: &Letter) -> String {
    letter.link.address.strip_prefix(SERVICE).unwrap().to_owned()
}

fn of_kind(letters: &[Letter], subject: &str) -> Vec<(String, Letter)> {
    letters.iter().filter(|letter| letter.subject == subject).map(|letter| (post::address(letter), letter.clone())).collect()
}

#[tokio::test]
async fn whoever_signs_in_in_a_browser_that_is_not_known_is_told_so_by_mail_and_in_a_known_one_not() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut own = world.signed_in("Sara Service").await;
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new(), "her own browser");
    let mut stranger = world.visitor();
    assert!(sign_in(&mut stranger, "Sara Service", PASSWORD).await);
    assert!(sign_in(&mut stranger, "Sara Service", PASSWORD).await, "it is known from now on");
    round(&jobs).await;
    let letters = basket.letters();
    let told = of_kind(&letters, "Ny inloggning i Revisionsuppföljning");
    let [(to, letter)] = told.as_slice() else { panic!("{letters:?}") };
    assert_eq!(to, "sara.service");
    assert!(letter.lines[1].contains("en webbläsare som inte säger vad den heter, den 3 februari 2025 kl. 09.00"), "{:?}", letter.lines);
    assert_eq!(way(letter), "/konto/inloggningar");
    assert!(!letter.signature.concat().contains("installningar"), "nobody can switch it off");
    // A wrong password tells nobody anything, and a new person does not hear that she has come.
    assert!(!sign_in(&mut world.visitor(), "Kim Kommun", "fel").await);
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new());
    // A password that is changed is told as well.
    own.post("/konto/losenord", &[("current", PASSWORD), ("password", NEW), ("again", NEW)]).await.unwrap().done().unwrap();
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: Ditt lösenord i Revisionsuppföljning är bytt"]);
}

#[tokio::test]
async fn whoever_has_forgotten_her_password_chooses_another_by_a_link_in_her_mailbox() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut before = world.signed_in("Sara Service").await;
    assert!(before.get("/logga-in").await.unwrap().body.contains("href=\"/glomt-losenord\""));
    assert_eq!(asks(&world, " Sara.Service@Kommun.example ").await, SAID);
    assert_eq!(world.count("select count(*) from mail").await, 0, "whose it is a job looks up");
    round(&jobs).await;
    let letters = basket.letters();
    let [(to, letter)] = of_kind(&letters, "Välj ett nytt lösenord i Revisionsuppföljning").try_into().unwrap_or_else(|other| panic!("{other:?}"));
    assert_eq!((to.as_str(), letters.len()), ("sara.service", 1));
    let link = way(&letter);
    assert!(link.starts_with("/inbjudan/"), "{link}");
    assert_eq!(world.count("select count(*) from mail where position('inbjudan' in mail::text) > 0").await, 0, "the link stands nowhere but in the letter");
    let log = world.signed_in("Ada Admin").await.get("/handelser").await.unwrap().body;
    assert!(log.contains("Mejlade en länk till Sara Service för att välja lösenord"), "{log}");

    let mut new = world.visitor();
    let form = new.get(&link).await.unwrap().shown().unwrap();
    assert!(form.body.contains("Välj ett nytt lösenord för") && form.body.contains("Du loggas ut överallt"), "{}", form.body);
    assert!(sign_in(&mut world.visitor(), "Sara Service", PASSWORD).await, "until it is used the old password holds");
    new.post(&link, &[("password", NEW), ("again", NEW)]).await.unwrap().done().unwrap();
    new.get("/att-gora").await.unwrap().shown().unwrap();
    assert_eq!(before.get("/att-gora").await.unwrap().status, 303, "her other sessions have ended");
    assert!(!sign_in(&mut world.visitor(), "Sara Service", PASSWORD).await);
    assert!(sign_in(&mut world.visitor(), "Sara Service", NEW).await);
    assert_eq!(world.visitor().get(&link).await.unwrap().status, 410, "it works once");
    round(&jobs).await;
    assert!(basket.subjects().contains(&"sara.service: Ditt lösenord i Revisionsuppföljning är bytt".to_owned()));
}

#[tokio::test]
async fn nobody_learns_from_the_form_whose_an_address_is() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let invited = "Nina Ny; nina@kommun.example; läsare";
    ada.post("/admin/personer/lagg-till", &[("people", invited)]).await.unwrap().shown().unwrap();
    let lars = page_of(&mut ada, "Lars Läsare").await;
    ada.post(&format!("{lars}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    for address in [email("Sara Service").as_str(), "ingen@kommun.example", "nina@kommun.example", &email("Lars Läsare")] {
        assert_eq!(asks(&world, address).await, SAID, "{address}");
    }
    let wrong = world.visitor().post(FORGOTTEN, &[("email", "sara")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.body.contains("Skriv en e-postadress") && wrong.body.contains(r#"value="sara""#));
    round(&jobs).await;
    let told: Vec<String> = basket.subjects().into_iter().filter(|subject| subject.contains("Välj ett nytt lösenord")).collect();
    assert_eq!(told, ["sara.service: Välj ett nytt lösenord i Revisionsuppföljning"], "neither nobody, nor who has no password yet, nor who has ended");
}

#[tokio::test]
async fn a_link_by_mail_works_for_half_an_hour_and_is_let_go_when_it_could_not_be_sent() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    asks(&world, &email("Sara Service")).await;
    round(&jobs).await;
    let link = way(&basket.letters()[0]);
    world.move_to("2025-02-03 09:29");
    world.visitor().get(&link).await.unwrap().shown().unwrap();
    world.move_to("2025-02-03 09:30");
    assert_eq!(world.visitor().get(&link).await.unwrap().status, 410);
    assert_eq!(world.visitor().post(&link, &[("password", NEW), ("again", NEW)]).await.unwrap().status, 410);
    // While the mail server is away it waits for an hour; each try has a link of its own, made at its time.
    basket.answers(down());
    asks(&world, &email("Sara Service")).await;
    round(&jobs).await;
    basket.letters();
    world.move_to("2025-02-03 10:20");
    basket.answers(None);
    round(&jobs).await;
    let late = way(&basket.letters()[0]);
    world.move_to("2025-02-03 10:45");
    world.visitor().get(&late).await.unwrap().shown().unwrap();
    basket.answers(down());
    asks(&world, &email("Sara Service")).await;
    round(&jobs).await;
    basket.letters();
    basket.answers(None);
    world.move_to("2025-02-03 12:00");
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new());
    assert_eq!(world.count("select count(*) from mail where kind = 'reset' and state = 'dropped'").await, 1);
}

#[tokio::test]
async fn an_address_that_an_administrator_has_corrected_proves_nothing_until_a_second_look_has_been_taken() {
    // Or one administrator alone could name a mailbox of his own, and become anybody (ADR 0057).
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let sara = page_of(&mut ada, "Sara Service").await;
    let form = [("name", "Sara Service"), ("email", "sara.sjo@kommun.example"), ("correct_reason", "Gift")];
    ada.post(&format!("{sara}/uppgifter"), &form).await.unwrap().done().unwrap();
    let links = async || {
        assert_eq!(asks(&world, "sara.sjo@kommun.example").await, SAID);
        round(&jobs).await;
        basket.letters().into_iter().filter(|letter| letter.link.address.contains("/inbjudan/")).count()
    };
    assert_eq!(links().await, 0);
    world.move_to("2025-02-10 09:00");
    assert_eq!(links().await, 0, "not after a week either");
    // She types what she was told is her address now: that says nothing of whose the mailbox is.
    world.visitor().sign_in("sara.sjo@kommun.example", PASSWORD).await.unwrap();
    world.move_to("2025-02-10 09:05");
    assert_eq!(links().await, 0, "an address that was typed is no mailbox");
    // Nor does a link that the administrator makes and replaces.
    let mut ada = world.signed_in("Ada Admin").await;
    for _ in 0..2 {
        ada.post(&format!("{sara}/ny-lank"), &[]).await.unwrap().shown().unwrap();
    }
    assert_eq!(links().await, 0);
    // Nor one that has waited as every new link does, and is replaced then without having been used.
    world.move_to("2025-02-11 09:05");
    assert_eq!(links().await, 0, "it has not been used");
    let mut ada = world.signed_in("Ada Admin").await;
    let link = ada.post(&format!("{sara}/ny-lank"), &[]).await.unwrap().shown().unwrap().address_after("sara.sjo@", "/inbjudan/").unwrap();
    assert_eq!(links().await, 0, "it was replaced");
    // With one that she uses, she has come in again.
    world.move_to("2025-02-12 09:10");
    assert_eq!(links().await, 0);
    world.visitor().post(&link, &[("password", NEW), ("again", NEW)]).await.unwrap().done().unwrap();
    world.move_to("2025-02-12 09:15");
    assert_eq!(links().await, 1);
}

#[tokio::test]
async fn a_link_by_mail_does_not_outlive_what_its_owner_has_done_since() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mailed = async || {
        asks(&world, &email("Sara Service")).await;
        round(&jobs).await;
        basket.letters().into_iter().find(|letter| letter.link.address.contains("/inbjudan/")).map(|letter| way(&letter)).unwrap()
    };
    let is_over = async |link: &str| world.visitor().get(link).await.unwrap().status == 410;
    let (first, second) = (mailed().await, {
        world.move_to("2025-02-03 09:01");
        mailed().await
    });
    assert!(is_over(&first).await && !is_over(&second).await, "the newest alone works");
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.post("/konto/inloggningar/avsluta-alla", &[]).await.unwrap().status, 303);
    assert!(is_over(&second).await, "she has signed out everywhere");
    world.move_to("2025-02-03 09:05");
    let third = mailed().await;
    let mut sara = world.signed_in("Sara Service").await;
    world.move_to("2025-02-03 09:07");
    sara.post("/konto/losenord", &[("current", PASSWORD), ("password", NEW), ("again", NEW)]).await.unwrap().done().unwrap();
    assert!(is_over(&third).await, "she has chosen another password");
    // While the mail server is away another one waits, and she remembers meanwhile.
    basket.answers(down());
    world.move_to("2025-02-03 09:10");
    asks(&world, &email("Sara Service")).await;
    round(&jobs).await;
    basket.letters();
    world.move_to("2025-02-03 09:12");
    sara.post("/konto/losenord", &[("current", NEW), ("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
    basket.answers(None);
    world.move_to("2025-02-03 09:40");
    round(&jobs).await;
    let links: Vec<String> = basket.subjects().into_iter().filter(|subject| subject.contains("Välj ett nytt lösenord")).collect();
    assert_eq!(links, Vec::<String>::new(), "nor is one mailed that she asked for before");
    let told = "select count(*) from mail where state <> 'waiting' and browser <> ''";
    assert_eq!(world.count(told).await, 0, "in which browser it was is known for as long as it is to be told");
}

#[tokio::test]
async fn a_stranger_asks_no_oftener_than_she_guesses_and_one_person_gets_three_links_an_hour() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    for minute in 0..8 {
        world.move_to(&format!("2025-02-03 09:{:02}", minute * 5));
        assert_eq!(asks(&world, &email("Sara Service")).await, SAID);
        round(&jobs).await;
    }
    let links = basket.letters().len();
    assert_eq!(links, 3);
    world.move_to("2025-02-03 10:01");
    assert_eq!(asks(&world, &email("Sara Service")).await, SAID);
    round(&jobs).await;
    assert_eq!(basket.letters().len(), 1, "an hour later she gets hers, whatever a stranger has asked for");
    world.move_to("2025-02-03 11:00");
    let mut answers = Vec::new();
    for n in 0..24 {
        answers.push(world.visitor().post(FORGOTTEN, &[("email", &format!("ingen{n}@kommun.example"))]).await.unwrap().status.as_u16());
    }
    assert!(answers.starts_with(&[303; 20]) && answers.ends_with(&[503; 4]), "twenty a second, as at the door: {answers:?}");
    let mut sara = world.browser_of("Sara Service");
    assert_eq!(sara.post(FORGOTTEN, &[("email", &email("Sara Service"))]).await.unwrap().status, 303, "whoever is known is not held up with them");
}

#[tokio::test]
async fn where_no_mail_is_sent_none_is_promised() {
    let world = World::at("2025-02-03 09:00").await;
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let app = app::program(database, world.clock.clone(), Cookies::Plain).unwrap().mailing(false);
    let mut anybody = Player::new(app::router(app, Cookies::Plain));
    let page = anybody.get("/logga-in").await.unwrap().shown().unwrap().body;
    assert!(!page.contains("/glomt-losenord") && page.contains("Saknar du konto eller har glömt lösenordet?"), "{page}");
    let page = anybody.get(FORGOTTEN).await.unwrap().shown().unwrap().body;
    assert!(!page.contains("Mejla en länk") && page.contains("Saknar du konto eller har glömt lösenordet?"), "{page}");
}

#[tokio::test]
async fn sessions_go_ninety_days_after_they_were_over_but_the_last_of_each_person() {
    let world = World::at("2025-02-03 08:00").await;
    world.signed_in("Sara Service").await;
    world.move_to("2025-02-03 09:00");
    world.signed_in("Sara Service").await;
    let jobs = instance(&world, Basket::default()).await;
    let sessions = "select count(*) from session s join person p on p.id = s.person_id where p.name = 'Sara Service' and s.created_at > '2025-02-01'";
    world.move_to("2025-05-04 07:00");
    round(&jobs).await;
    assert_eq!(world.count(sessions).await, 2);
    world.move_to("2025-05-05 09:00");
    round(&jobs).await;
    assert_eq!(world.count(sessions).await, 1, "the last one stays");
    let mut ada = world.signed_in("Ada Admin").await;
    let sara = page_of(&mut ada, "Sara Service").await;
    let page = ada.get(&sara).await.unwrap().shown().unwrap().body;
    assert!(page.contains("3 februari 2025 kl. 09.00"), "when she was here last is still known: {page}");
}

#[tokio::test]
async fn nothing_stays_in_the_browser_of_whoever_signs_out_but_that_it_is_known() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let left = sara.post("/logga-ut", &[]).await.unwrap();
    assert_eq!(left.headers.get("clear-site-data").unwrap(), r#""cache", "storage""#);
    assert!(sara.cookie().starts_with("enhet-"), "{}", sara.cookie());
    let mut sara = world.signed_in("Sara Service").await;
    let left = sara.post("/konto/inloggningar/avsluta-alla", &[]).await.unwrap();
    assert_eq!(left.headers.get("clear-site-data").unwrap(), r#""cache", "storage""#, "{}", left.status);
}
