//! Two-step sign-in: turned on with a telephone, asked for from then on, used once, and never got around.

use yttrande::app;
use yttrande::demo::player::{Page, Player};
use yttrande::domain::totp::Shared;
use yttrande::platform::database::Database;
use yttrande::platform::session::Cookies;
use yttrande::platform::two_step::Keys;

use crate::database;
use crate::post::{self, Basket, SERVICE, instance, round};
use crate::two_administrators::world_with;
use crate::world::{DESK, PASSWORD, World, email, look, sees, sees_none};

const PATH: &str = "/konto/tvasteg";
const CODE: &str = "/logga-in/kod";
const NEW: &str = "sju nya ord och en häst";
/// What is said of a code that is none.
const WRONG: &str = "Koden stämmer inte";
const OTHER_KEY: &str = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// What a telephone keeps that has taken in the key of a page, as text.
fn taken_in(page: &Page) -> Shared {
    let key = page.body.split("Nyckel: <code>").nth(1).unwrap().split('<').next().unwrap();
    let mut bits = String::new();
    for letter in key.chars().filter(|letter| *letter != ' ') {
        let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).unwrap();
        bits.push_str(&format!("{value:05b}"));
    }
    let bytes: Vec<u8> = bits.as_bytes().chunks(8).map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()).collect();
    Shared::of(&bytes).unwrap()
}

/// The ten codes of the page that shows them once.
fn kept(page: &Page) -> Vec<String> {
    let codes: Vec<String> = page.body.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10, "{}", page.body);
    codes
}

/// Somebody with a telephone.
pub(crate) struct Phone {
    secret: Shared,
    codes: Vec<String>,
}

impl Phone {
    /// She turns it on.
    pub(crate) async fn of(world: &World, player: &mut Player) -> Self {
        let page = look(player, PATH).await;
        let secret = taken_in(&page);
        let fields = [("offer", page.hidden("offer").unwrap()), ("password", PASSWORD.to_owned()), ("code", secret.code_at(world.clock.now()))];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let codes = kept(&player.post(PATH, &fields).await.unwrap().shown().unwrap());
        Self { secret, codes }
    }

    /// One of the codes that she has kept.
    pub(crate) fn recovery(&self, n: usize) -> &str {
        &self.codes[n]
    }

    pub(crate) fn code(&self, world: &World) -> String {
        self.secret.code_at(world.clock.now())
    }
}

/// Her password is right, and she is asked for her code.
async fn half_way(player: &mut Player, name: &str, password: &str) -> String {
    let page = player.post("/logga-in", &[("email", &email(name)), ("password", password), ("till", "/att-gora")]).await.unwrap().shown().unwrap();
    sees(&page, &["Ange koden", "Ditt konto har tvåstegsinloggning"]);
    page.hidden("half_way").unwrap()
}

async fn types(player: &mut Player, half_way: &str, code: &str) -> Page {
    player.post(CODE, &[("half_way", half_way), ("code", code), ("till", "/att-gora")]).await.unwrap()
}

pub(crate) async fn signs_in(player: &mut Player, name: &str, password: &str, code: &str) -> Page {
    let half = half_way(player, name, password).await;
    types(player, &half, code).await
}

/// The program once more, with this key or none.
async fn program(world: &World, keys: Option<&str>) -> Player {
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let app = app::program(database, world.clock.clone(), Cookies::Plain).unwrap().two_step(keys.map(|keys| Keys::read(keys).unwrap()));
    Player::new(app::router(app, Cookies::Plain))
}

#[tokio::test]
async fn whoever_turns_it_on_shows_a_code_of_her_telephone_from_then_on() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/konto").await, &["Tvåstegsinloggning"]);
    let page = look(&mut sara, PATH).await;
    sees(&page, &["<svg class=\"qr\" role=\"img\"", "Slå på tvåstegsinloggning", "M4 4h7v1h-7z"]);
    let phone = Phone::of(&world, &mut sara).await;
    sees(&look(&mut sara, PATH).await, &["På sedan den 3 februari 2025 kl. 09.00", "10 återställningskoder kvar"]);
    sees_none(&look(&mut sara, PATH).await, &["<svg class=\"qr\"", &phone.codes[0]]);
    assert_eq!(world.count("select count(*) from second_step").await, 1);
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: Tvåstegsinloggning är på i Revisionsuppföljning"]);

    world.move_to("2025-02-03 09:05");
    let mut new = world.browser_of("Sara Service");
    let half = half_way(&mut new, "Sara Service", PASSWORD).await;
    assert_eq!(new.get("/att-gora").await.unwrap().status, 303, "a password alone lets nobody in");
    let wrong = types(&mut new, &half, "000000").await;
    assert!(wrong.status == 422 && wrong.body.contains(WRONG) && wrong.body.contains("<title>Fel: "), "{}", wrong.body);
    let right = types(&mut new, &wrong.hidden("half_way").unwrap(), &phone.code(&world)).await;
    assert_eq!((right.status.as_u16(), right.location.as_deref()), (303, Some("/att-gora")));
    look(&mut new, "/att-gora").await;
    assert_eq!(world.events().await, ["two_step_turned_on"]);
    let log = look(&mut world.signed_in("Ada Admin").await, "/handelser").await;
    sees(&log, &["Slog på tvåstegsinloggning"]);
    // In English, too.
    new.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap().done().unwrap();
    sees(&look(&mut new, PATH).await, &["Two-step sign-in", "10 recovery codes left"]);
}

#[tokio::test]
async fn a_secret_is_kept_only_when_password_and_code_are_right_and_in_time() {
    let world = World::at("2025-02-03 09:00").await;
    let (mut sara, mut kim) = (world.signed_in("Sara Service").await, world.signed_in("Kim Kommun").await);
    let page = look(&mut sara, PATH).await;
    let (offer, secret) = (page.hidden("offer").unwrap(), taken_in(&page));
    let code = secret.code_at(world.clock.now());
    let wrong = sara.post(PATH, &[("offer", &offer), ("password", PASSWORD), ("code", "12345")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.body.contains(WRONG) && taken_in(&wrong) == secret, "the same secret is shown again: {}", wrong.body);
    let wrong = sara.post(PATH, &[("offer", &offer), ("password", "fel lösenord här nu"), ("code", &code)]).await.unwrap();
    assert!(wrong.status == 422 && wrong.body.contains("Det nuvarande lösenordet stämmer inte") && taken_in(&wrong) == secret);
    // Another's picture is none, and no offer at all neither.
    for offer in [offer.as_str(), ""] {
        let other = kim.post(PATH, &[("offer", offer), ("password", PASSWORD), ("code", &code)]).await.unwrap();
        assert!(other.status == 422 && other.body.contains("Bilden var för gammal") && taken_in(&other) != secret);
    }
    world.move_to("2025-02-03 09:16");
    let old = sara.post(PATH, &[("offer", &offer), ("password", PASSWORD), ("code", &secret.code_at(world.clock.now()))]).await.unwrap();
    assert!(old.status == 422 && old.body.contains("Bilden var för gammal"));
    assert_eq!(world.count("select count(*) from second_step").await + world.count("select count(*) from recovery_code").await, 0);
    // A second click changes nothing.
    let page = look(&mut sara, PATH).await;
    let (offer, code) = (page.hidden("offer").unwrap(), taken_in(&page).code_at(world.clock.now()));
    let fields = [("offer", offer.as_str()), ("password", PASSWORD), ("code", code.as_str())];
    let codes = kept(&sara.post(PATH, &fields).await.unwrap().shown().unwrap());
    assert_eq!(sara.post(PATH, &fields).await.unwrap().location.as_deref(), Some(PATH));
    assert_eq!(world.events().await, ["two_step_turned_on"]);
    let half = half_way(&mut world.browser_of("Sara Service"), "Sara Service", PASSWORD).await;
    assert_eq!(types(&mut world.browser_of("Sara Service"), &half, &codes[3]).await.status, 303, "the codes of the first click hold");
}

#[tokio::test]
async fn a_code_is_used_once_and_taken_a_step_before_and_after_its_own() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    let mut new = world.browser_of("Sara Service");
    assert_eq!(signs_in(&mut new, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 422, "it was used when she turned it on");
    let (tomorrow, slow) =
        (phone.secret.code_at(world.clock.now() + chrono::TimeDelta::hours(24)), phone.secret.code_at(world.clock.now() + chrono::TimeDelta::minutes(5)));
    world.move_to("2025-02-03 09:05");
    assert_eq!(signs_in(&mut new, "Sara Service", PASSWORD, &tomorrow).await.status, 422);
    // She types it half a minute later.
    world.clock.move_to(world.clock.now() + chrono::TimeDelta::seconds(45));
    assert_eq!(signs_in(&mut new, "Sara Service", PASSWORD, &format!("{} {}", &slow[..3], &slow[3..])).await.status, 303);
    assert_eq!(signs_in(&mut new, "Sara Service", PASSWORD, &slow).await.status, 422, "and nobody who saw it uses it again");
    world.clock.move_to(world.clock.now() + chrono::TimeDelta::seconds(30));
    assert_eq!(signs_in(&mut new, "Sara Service", PASSWORD, &slow).await.status, 422);
    assert_eq!(signs_in(&mut new, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
}

#[tokio::test]
async fn the_same_code_in_many_windows_at_once_lets_one_of_them_in() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    world.move_to("2025-02-03 10:00");
    for code in [phone.code(&world), phone.codes[0].clone()] {
        let (one, other) = (world.router(), world.another_program().await);
        let mut windows = Vec::new();
        for n in 0..8 {
            let mut window = Player::new(if n % 2 == 0 { one.clone() } else { other.clone() }).known(&world.browser_of("Sara Service").cookie());
            let (half, code) = (half_way(&mut window, "Sara Service", PASSWORD).await, code.clone());
            windows.push(async move { types(&mut window, &half, &code).await.status.as_u16() });
        }
        let windows: Vec<_> = windows.into_iter().map(tokio::spawn).collect();
        let mut answers = Vec::new();
        for window in windows {
            answers.push(window.await.unwrap());
        }
        assert_eq!(answers.iter().filter(|status| **status == 303).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| [303, 422, 429, 503].contains(status)), "{answers:?}");
        world.move_to("2025-02-03 11:00");
    }
    assert_eq!(world.count("select count(*) from recovery_code where used_at is not null").await, 1);
    assert_eq!(world.count("select count(*) from event where kind = 'recovery_code_used'").await, 1);
}

#[tokio::test]
async fn a_code_that_was_kept_works_once_without_the_telephone_and_its_owner_is_told() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    round(&jobs).await;
    basket.letters();
    let mut new = world.browser_of("Sara Service");
    assert_eq!(signs_in(&mut new, "Sara Service", PASSWORD, &phone.codes[4].to_uppercase().replace('-', " ")).await.status, 303);
    sees(&look(&mut new, PATH).await, &["9 återställningskoder kvar"]);
    assert_eq!(signs_in(&mut world.browser_of("Sara Service"), "Sara Service", PASSWORD, &phone.codes[4]).await.status, 422);
    round(&jobs).await;
    let letters = basket.letters();
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0].subject, "En återställningskod har använts i Revisionsuppföljning");
    assert_eq!((post::address(&letters[0]).as_str(), letters[0].link.address.as_str()), ("sara.service", format!("{SERVICE}{PATH}").as_str()));
    assert!(!letters[0].signature.concat().contains("installningar"), "nobody can switch it off");
    sees(&look(&mut world.signed_in("Ada Admin").await, "/handelser").await, &["Använde en återställningskod, 9 kvar"]);
    // New ones end the old ones, for whoever has the password and a code.
    let fields = |password: &'static str, code: &str| vec![("password".to_owned(), password.to_owned()), ("code".to_owned(), code.to_owned())];
    let codes_path = format!("{PATH}/koder");
    for (password, code, said) in [("fel lösenord här nu", phone.codes[5].as_str(), "Det nuvarande lösenordet"), (PASSWORD, "000000", WRONG)] {
        let fields = fields(password, code);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = new.post(&codes_path, &fields).await.unwrap();
        assert!(refused.status == 422 && refused.body.contains(said), "{}", refused.body);
    }
    let new_codes = kept(&new.post(&codes_path, &[("password", PASSWORD), ("code", &phone.codes[5])]).await.unwrap().shown().unwrap());
    assert_eq!(signs_in(&mut world.browser_of("Sara Service"), "Sara Service", PASSWORD, &phone.codes[6]).await.status, 422);
    assert_eq!(signs_in(&mut world.browser_of("Sara Service"), "Sara Service", PASSWORD, &new_codes[6]).await.status, 303);
    assert_eq!(world.events().await, ["two_step_turned_on", "recovery_code_used", "recovery_code_used", "recovery_codes_made", "recovery_code_used"]);
}

#[tokio::test]
async fn whoever_has_the_password_guesses_at_ten_codes_in_a_quarter_and_then_even_the_right_one_waits() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    world.move_to("2025-02-03 09:30");
    // A stranger with her password, who begins anew each time.
    let mut stranger = world.visitor();
    for n in 0..10 {
        assert_eq!(signs_in(&mut stranger, "Sara Service", PASSWORD, &format!("99999{n}")).await.status, 422);
    }
    let half = stranger.post("/logga-in", &[("email", &email("Sara Service")), ("password", PASSWORD), ("till", "/")]).await.unwrap();
    assert_eq!(half.status, 429, "the password waits as the code does");
    // In her own browser she gets in meanwhile.
    assert_eq!(signs_in(&mut world.browser_of("Sara Service"), "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
    world.move_to("2025-02-03 09:46");
    assert_eq!(signs_in(&mut stranger, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
    // The right password alone is no wrong attempt, however often it is typed.
    let mut own = world.browser_of("Sara Service");
    for _ in 0..15 {
        half_way(&mut own, "Sara Service", PASSWORD).await;
    }
    world.move_to("2025-02-03 09:50");
    assert_eq!(signs_in(&mut own, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
}

#[tokio::test]
async fn a_second_click_on_the_page_of_the_code_leads_on_as_the_first_one_did_and_nothing_else_does() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    world.move_to("2025-02-03 10:00");
    for code in [phone.code(&world), phone.codes[0].clone()] {
        // The browser lets the first answer go, and so knows of no session when it asks once more.
        let mut new = world.browser_of("Sara Service");
        let (half, others) = (half_way(&mut new, "Sara Service", PASSWORD).await, half_way(&mut new, "Sara Service", PASSWORD).await);
        let (mut first, mut second) = (world.browser_of("Sara Service"), world.browser_of("Sara Service"));
        let (one, two) = tokio::join!(types(&mut first, &half, &code), types(&mut second, &half, &code));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303), "{}", two.body);
        look(&mut first, "/att-gora").await;
        look(&mut second, "/att-gora").await;
        // Another page of hers is another attempt.
        assert_eq!(types(&mut new, &others, &code).await.status, 422);
        // Who has signed out is out, also with what the browser could send again.
        for player in [&mut first, &mut second] {
            player.post("/logga-ut", &[]).await.unwrap();
        }
        assert_eq!(types(&mut new, &half, &code).await.status, 422);
        world.move_to("2025-02-03 11:00");
    }
    assert_eq!(world.count("select count(*) from event where kind = 'recovery_code_used'").await, 1);
    // Out is out, too, when a session was left behind that nobody has, as its cookie never came.
    let (mut new, code) = (world.browser_of("Sara Service"), phone.code(&world));
    let half = half_way(&mut new, "Sara Service", PASSWORD).await;
    assert_eq!(types(&mut world.browser_of("Sara Service"), &half, &code).await.status, 303);
    world.clock.move_to(world.clock.now() + chrono::TimeDelta::seconds(10));
    assert_eq!(types(&mut new, &half, &code).await.status, 303);
    new.post("/logga-ut", &[]).await.unwrap();
    assert_eq!(types(&mut new, &half, &code).await.status, 422);
    // And a second click comes at once.
    world.move_to("2025-02-03 12:00");
    let code = phone.code(&world);
    let half = half_way(&mut new, "Sara Service", PASSWORD).await;
    assert_eq!(types(&mut new, &half, &code).await.status, 303);
    world.clock.move_to(world.clock.now() + chrono::TimeDelta::seconds(31));
    assert_eq!(types(&mut world.browser_of("Sara Service"), &half, &code).await.status, 422);
}

#[tokio::test]
async fn whoever_has_the_password_and_no_code_is_told_of_once_a_day() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    world.move_to("2025-02-03 09:30");
    round(&jobs).await;
    basket.letters();
    // A figure that she mistypes in her own browser is no news to her.
    let mut own = world.browser_of("Sara Service");
    for _ in 0..2 {
        assert_eq!(signs_in(&mut own, "Sara Service", PASSWORD, "000000").await.status, 422);
    }
    assert_eq!(signs_in(&mut own, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new());
    // Where nobody has signed in with her address before it is, once and not for each.
    let mut stranger = world.visitor();
    for n in 0..3 {
        assert_eq!(signs_in(&mut stranger, "Sara Service", PASSWORD, &format!("99999{n}")).await.status, 422);
    }
    round(&jobs).await;
    let letters = basket.letters();
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0].subject, "Någon har ditt lösenord till Revisionsuppföljning");
    assert_eq!((post::address(&letters[0]).as_str(), letters[0].link.address.as_str()), ("sara.service", format!("{SERVICE}/konto/losenord").as_str()));
    assert!(letters[0].lines.concat().contains("rätt lösenord och fel kod") && !letters[0].signature.concat().contains("installningar"), "{letters:?}");
    // A third wrong one in a browser of hers is one, too, on another day.
    world.move_to("2025-02-04 09:30");
    for _ in 0..5 {
        assert_eq!(signs_in(&mut own, "Sara Service", PASSWORD, "000000").await.status, 422);
    }
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: Någon har ditt lösenord till Revisionsuppföljning"]);
    // Of a wrong password she is not.
    world.visitor().sign_in(&email("Kim Kommun"), "fel lösenord här nu").await.unwrap_err();
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new());
}

#[tokio::test]
async fn turning_it_off_takes_password_and_code_and_is_told() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    let off = format!("{PATH}/av");
    world.move_to("2025-02-03 09:10");
    sees(&look(&mut sara, &off).await, &["Stäng av tvåstegsinloggning", "Nuvarande lösenord"]);
    for (password, code) in [(PASSWORD, "000000"), ("fel lösenord här nu", phone.code(&world).as_str())] {
        assert_eq!(sara.post(&off, &[("password", password), ("code", code)]).await.unwrap().status, 422);
    }
    let gone = sara.post(&off, &[("password", PASSWORD), ("code", &phone.code(&world))]).await.unwrap();
    assert_eq!(gone.location.as_deref(), Some("/konto?klart=tvasteg-av"));
    assert_eq!(sara.post(&off, &[("password", PASSWORD), ("code", "000000")]).await.unwrap().location.as_deref(), Some(PATH), "a second click");
    assert_eq!(world.count("select count(*) from second_step").await + world.count("select count(*) from recovery_code").await, 0);
    assert!(world.browser_of("Sara Service").sign_in(&email("Sara Service"), PASSWORD).await.is_ok());
    assert_eq!(world.events().await, ["two_step_turned_on", "two_step_turned_off"]);
    round(&jobs).await;
    assert!(basket.subjects().contains(&"sara.service: Tvåstegsinloggning är avstängd i Revisionsuppföljning".to_owned()));
    // Whoever has none has nothing to turn off, and no codes to make.
    let mut kim = world.signed_in("Kim Kommun").await;
    for path in [off.clone(), format!("{PATH}/koder")] {
        assert_eq!(kim.post(&path, &[("password", PASSWORD), ("code", "000000")]).await.unwrap().location.as_deref(), Some(PATH));
    }
}

#[tokio::test]
async fn a_link_in_her_mailbox_changes_the_password_and_lets_nobody_in_without_a_code() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    world.visitor().post("/glomt-losenord", &[("email", &email("Sara Service"))]).await.unwrap();
    round(&jobs).await;
    let letters = basket.letters();
    let link = letters.iter().find(|letter| letter.link.address.contains("/inbjudan/")).unwrap().link.address.strip_prefix(SERVICE).unwrap().to_owned();
    let mut thief = world.visitor();
    sees(&look(&mut thief, &link).await, &["Sedan loggar du in med det nya lösenordet och en kod"]);
    let chosen = thief.post(&link, &[("password", NEW), ("again", NEW)]).await.unwrap();
    assert_eq!(chosen.location.as_deref(), Some("/logga-in?klart=losenord-valt"));
    assert_eq!(thief.get("/att-gora").await.unwrap().status, 303, "she is not in");
    assert_eq!(sara.get("/att-gora").await.unwrap().status, 303, "and whoever was in is so no longer");
    assert_eq!(signs_in(&mut thief, "Sara Service", NEW, "000000").await.status, 422);
    world.move_to("2025-02-03 09:05");
    assert_eq!(signs_in(&mut thief, "Sara Service", NEW, &phone.code(&world)).await.status, 303);
}

#[tokio::test]
async fn a_link_that_two_administrators_agree_on_ends_it_for_whoever_has_lost_everything() {
    let world = world_with(2).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut sara = world.signed_in("Sara Service").await;
    Phone::of(&world, &mut sara).await;
    round(&jobs).await;
    basket.letters();
    let mut ada = world.signed_in("Ada Admin").await;
    let page = crate::put_right::page_of(&mut ada, "Sara Service").await;
    let links = ada.post(&format!("{page}/ny-lank"), &[]).await.unwrap().shown().unwrap();
    let link = links.address_after("sara.service@", "/inbjudan/").unwrap();
    let mut lost = world.visitor();
    sees(&look(&mut lost, &link).await, &["Länken går inte att använda än"]);
    let refused = lost.post(&link, &[("password", NEW), ("again", NEW)]).await.unwrap();
    assert_eq!(refused.status, 422);
    assert_eq!(world.count("select count(*) from second_step").await, 1, "one administrator alone ends nothing");
    let mut bo = crate::two_administrators::signs_in(&world, "bo.admin@kommun.example").await;
    let agree = look(&mut bo, &page).await.addresses(&format!("{page}/vantar/")).into_iter().find(|to| to.ends_with("/godkann")).unwrap();
    bo.post(&agree, &[]).await.unwrap().done().unwrap();
    sees(&look(&mut lost, &link).await, &["Tvåstegsinloggningen stängs av när du använder länken"]);
    lost.post(&link, &[("password", NEW), ("again", NEW)]).await.unwrap().done().unwrap();
    look(&mut lost, "/att-gora").await;
    assert_eq!(world.count("select count(*) from second_step").await + world.count("select count(*) from recovery_code").await, 0);
    sees(&look(&mut ada, "/handelser").await, &["Kom in med en engångslänk, som stängde av tvåstegsinloggningen"]);
    round(&jobs).await;
    assert!(basket.subjects().contains(&"sara.service: Tvåstegsinloggning är avstängd i Revisionsuppföljning".to_owned()));
}

#[tokio::test]
async fn without_the_key_nobody_is_offered_it_nobody_gets_around_it_and_administrators_read_so() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    sees(&look(&mut world.signed_in("Ada Admin").await, "/att-gora").await, &["Tvåstegsinloggning: 1 har slagit på den"]);
    world.move_to("2025-02-03 09:05");
    for keys in [None, Some(OTHER_KEY)] {
        let bare = program(&world, keys).await;
        let own = |name: &str| bare.clone().known(&world.browser_of(name).cookie());
        let (mut kim, mut ada) = (own("Kim Kommun"), own("Ada Admin"));
        kim.sign_in(&email("Kim Kommun"), PASSWORD).await.unwrap();
        if keys.is_none() {
            sees_none(&look(&mut kim, "/konto").await, &["Tvåstegsinloggning"]);
            sees(&look(&mut kim, PATH).await, &["Tjänsten erbjuder inte tvåstegsinloggning"]);
        }
        ada.sign_in(&email("Ada Admin"), PASSWORD).await.unwrap();
        let start = look(&mut ada, "/att-gora").await;
        sees(&start, &["Koder från telefonen kan inte kontrolleras för 1 person"]);
        assert_eq!(start.body.contains("Tvåstegsinloggning: erbjuds inte, ingen nyckel är inställd"), keys.is_none());
        let mut sara = own("Sara Service");
        let unreadable = signs_in(&mut sara, "Sara Service", PASSWORD, &phone.code(&world)).await;
        assert!(unreadable.status == 422 && unreadable.body.contains("kan inte kontrollera koder från appen just nu"), "{}", unreadable.body);
        let code = &phone.codes[usize::from(keys.is_some())];
        assert_eq!(types(&mut sara, &unreadable.hidden("half_way").unwrap(), code).await.status, 303, "what she has kept lets her in");
        sees(&look(&mut sara, PATH).await, &["På sedan"]);
    }
    // With a new key before the former one everybody goes on, and is sealed by the new one from then on.
    let both = program(&world, Some(&format!("{OTHER_KEY},{}", yttrande::demo::TWO_STEP_KEY))).await;
    let mut sara = both.clone().known(&world.browser_of("Sara Service").cookie());
    assert_eq!(signs_in(&mut sara, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
    world.move_to("2025-02-03 09:10");
    let mut sara = program(&world, Some(OTHER_KEY)).await.known(&world.browser_of("Sara Service").cookie());
    assert_eq!(signs_in(&mut sara, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
}

#[tokio::test]
async fn whoever_is_half_way_begins_again_after_a_quarter_or_with_another_password_or_when_the_account_has_ended() {
    let world = World::at("2025-02-03 09:00").await;
    let begin_again = Some("/logga-in?till=/att-gora&klart=borja-om");
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    world.move_to("2025-02-03 10:00");
    let mut new = world.browser_of("Sara Service");
    assert_eq!(new.get(CODE).await.unwrap().location.as_deref(), Some("/logga-in"));
    for none in ["", "AAAA", &half_way(&mut new, "Sara Service", PASSWORD).await[1..]] {
        assert_eq!(types(&mut new, none, &phone.code(&world)).await.location.as_deref(), begin_again, "{none}");
    }
    let half = half_way(&mut new, "Sara Service", PASSWORD).await;
    world.move_to("2025-02-03 10:15");
    assert_eq!(types(&mut new, &half, &phone.code(&world)).await.location.as_deref(), begin_again);
    let half = half_way(&mut new, "Sara Service", PASSWORD).await;
    let mut sara = world.browser_of("Sara Service");
    assert_eq!(signs_in(&mut sara, "Sara Service", PASSWORD, &phone.code(&world)).await.status, 303);
    sara.post("/konto/losenord", &[("current", PASSWORD), ("password", NEW), ("again", NEW)]).await.unwrap().done().unwrap();
    world.move_to("2025-02-03 10:20");
    assert_eq!(types(&mut new, &half, &phone.code(&world)).await.location.as_deref(), begin_again);
    let half = half_way(&mut new, "Sara Service", NEW).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let page = crate::put_right::page_of(&mut ada, "Sara Service").await;
    ada.post(&format!("{page}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    assert_eq!(types(&mut new, &half, &phone.code(&world)).await.location.as_deref(), begin_again);
}

#[tokio::test]
async fn what_was_typed_when_a_session_was_over_comes_back_after_the_second_step() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    let form = format!("{DESK}/sammanfattning");
    let by = look(&mut sara, &form).await.hidden("by").unwrap();
    world.move_to("2025-03-03 09:50");
    let fields = [("version", "0"), ("op", ""), ("by", by.as_str()), ("text", "Nämnden delar bilden."), ("do", "save")];
    let page = sara.post(&form, &fields).await.unwrap();
    assert_eq!(page.status, 401, "{}", page.body);
    let carried = page.hidden("carried").unwrap();
    let own = email("Sara Service");
    let asked = async |sara: &mut Player, carried: &str| {
        let fields = [("email", own.as_str()), ("password", PASSWORD), ("till", "/"), ("carried", carried)];
        let asked = sara.post("/logga-in", &fields).await.unwrap().shown().unwrap();
        (asked.hidden("half_way").unwrap(), asked.hidden("carried").unwrap())
    };
    let (half, carried) = asked(&mut sara, &carried).await;
    // It took her too long to find the telephone: she begins again, and it still waits.
    world.move_to("2025-03-03 10:10");
    let late = sara.post(CODE, &[("half_way", &half), ("code", &phone.code(&world)), ("till", "/"), ("carried", &carried)]).await.unwrap();
    assert_eq!(late.status, 422, "{:?}", late.location);
    sees(&late, &["Logga in igen", "name=\"password\""]);
    let (half, carried) = asked(&mut sara, &late.hidden("carried").unwrap()).await;
    let back = sara.post(CODE, &[("half_way", &half), ("code", &phone.code(&world)), ("till", "/"), ("carried", &carried)]).await.unwrap().shown().unwrap();
    sees(&back, &["Du är inloggad igen", "Nämnden delar bilden."]);
}

#[tokio::test]
async fn nothing_in_the_database_is_a_secret_that_makes_codes_or_a_code() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let phone = Phone::of(&world, &mut sara).await;
    let everything = world.text("select string_agg(s::text, ' ') || (select string_agg(c::text, ' ') from recovery_code c) from second_step s").await;
    let hex: String = phone.secret.reveal().iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(!everything.contains(&hex), "{everything}");
    for code in &phone.codes {
        assert!(!everything.contains(code.as_str()) && !everything.contains(&code.replace('-', "")));
    }
    // Another's row does not open with hers: the seal names its owner.
    let mut kim = world.signed_in("Kim Kommun").await;
    Phone::of(&world, &mut kim).await;
    let pool = sqlx::PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let swap = "update second_step s set sealed = o.sealed, last_step = 0 from second_step o where o.person_id <> s.person_id";
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica").execute(&mut *tx).await.unwrap();
    sqlx::query(swap).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    pool.close().await;
    world.move_to("2025-02-03 09:05");
    let refused = signs_in(&mut world.browser_of("Kim Kommun"), "Kim Kommun", PASSWORD, &phone.code(&world)).await;
    assert!(refused.status == 422 && refused.body.contains("kan inte kontrollera koder"), "{}", refused.body);
}
