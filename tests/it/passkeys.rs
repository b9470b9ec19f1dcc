//! Signing in with a passkey: made by oneself, believed only in answer to what was asked, and nobody else's way in.

mod added;
mod damaged;
mod device;

use serde_json::Value;
use yttrande::demo::player::{Page, Player};

use crate::post::{Basket, SERVICE, instance, round};
use crate::world::{PASSWORD, World, email, look, sees, sees_none};
use device::{Device, Kind, Lies};

const OWN: &str = "/konto/nycklar";
const NEW: &str = "/konto/nycklar/ny";
const GONE: &str = "/konto/nycklar/bort";
const ASK: &str = "/logga-in/nyckel/fraga";
const DOOR: &str = "/logga-in/nyckel";
/// Where the pages of the tests stand.
const ORIGIN: &str = "http://localhost";
const REFUSED: &str = "Det gick inte att logga in med nyckeln. Försök igen, eller logga in med e-postadress och lösenord.";

/// What her page asks of her device.
fn request(page: &Page) -> Value {
    let html = scraper::Html::parse_document(&page.body);
    let form = html.select(&scraper::Selector::parse("form[data-request]").unwrap()).next().unwrap_or_else(|| panic!("nothing is asked: {}", page.body));
    serde_json::from_str(form.value().attr("data-request").unwrap()).unwrap()
}

/// Her device makes a key, and her page sends it.
async fn makes(player: &mut Player, device: &mut Device) -> Page {
    let page = look(player, OWN).await;
    let answer = device.makes(&request(&page)).unwrap();
    player.post(OWN, &[("question", &page.hidden("question").unwrap()), ("answer", &answer)]).await.unwrap()
}

async fn names(player: &mut Player, made: &Page, name: &str) -> Page {
    player.post(NEW, &[("made", &made.hidden("made").unwrap()), ("passkey_name", name), ("password", PASSWORD)]).await.unwrap()
}

async fn adds(player: &mut Player, device: &mut Device, name: &str) {
    let made = makes(player, device).await.shown().unwrap();
    let added = names(player, &made, name).await;
    assert_eq!(added.location.as_deref(), Some("/konto/nycklar?klart=nyckel-tillagd"), "{}", added.body);
}

/// Somebody with a device that has a key of hers.
async fn with_passkey(world: &World, name: &str) -> (Player, Device) {
    let (mut player, mut device) = (world.signed_in(name).await, Device::new());
    adds(&mut player, &mut device, "Min telefon").await;
    (player, device)
}

/// What the sign-in page asks.
async fn asked(player: &mut Player) -> Value {
    serde_json::from_str(&player.tell(ASK, &[]).await.unwrap().shown().unwrap().body).unwrap()
}

async fn answers(player: &mut Player, answer: &str) -> Page {
    player.post(DOOR, &[("answer", answer), ("till", "/att-gora")]).await.unwrap()
}

async fn signs_in(player: &mut Player, device: &mut Device) -> Page {
    let answer = device.signs(&asked(player).await);
    answers(player, &answer).await
}

async fn is_in(player: &mut Player, page: &Page) {
    assert_eq!((page.status.as_u16(), page.location.as_deref()), (303, Some("/att-gora")), "{}", page.body);
    look(player, "/att-gora").await;
}

/// She reads that it did not work, and is not in.
async fn is_out(player: &mut Player, page: &Page) {
    assert_eq!(page.status, 422, "{}", page.body);
    sees(page, &["<title>Fel: Logga in", REFUSED, "name=\"password\""]);
    assert_eq!(player.get("/konto").await.unwrap().status, 303);
}

#[tokio::test]
async fn whoever_has_made_a_passkey_signs_in_with_it_from_then_on() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/konto").await, &["href=\"/konto/nycklar\"", "Inloggningsnycklar"]);
    sees(&look(&mut sara, OWN).await, &["Du har ingen inloggningsnyckel.", "Lägg till en nyckel", "med JavaScript påslaget"]);
    let mut phone = Device::new();
    let made = makes(&mut sara, &mut phone).await.shown().unwrap();
    sees(&made, &["Spara din nya nyckel", "name=\"passkey_name\" value=\"Okänd webbläsare\"", "Du får ett mejl om det."]);
    sees_none(&made, &["name=\"code\""]);
    names(&mut sara, &made, "Min telefon").await.done().unwrap();
    // A second click changes nothing, and a device has one key for a person.
    assert_eq!(names(&mut sara, &made, "Min telefon").await.location.as_deref(), Some(OWN));
    assert_eq!(phone.makes(&request(&look(&mut sara, OWN).await)), None);
    sees(&look(&mut sara, OWN).await, &["Min telefon", "Tillagd 3 februari 2025 kl. 09.00, inte använd än"]);
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: En inloggningsnyckel är tillagd i Revisionsuppföljning"]);
    assert_eq!(world.events().await, ["passkey_added"]);

    world.move_to("2025-02-03 10:00");
    let mut own = world.browser_of("Sara Service");
    sees(&look(&mut own, "/logga-in").await, &["Logga in med nyckel", "novalidate hidden>", "src=\"/static/passkeys.js?v="]);
    let page = signs_in(&mut own, &mut phone).await;
    is_in(&mut own, &page).await;
    sees(&look(&mut own, OWN).await, &["Tillagd 3 februari 2025 kl. 09.00, senast använd 3 februari 2025 kl. 10.00"]);
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new(), "in her own browser it is no news");
    let mut new = world.visitor();
    let page = signs_in(&mut new, &mut phone).await;
    is_in(&mut new, &page).await;
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: Ny inloggning i Revisionsuppföljning"]);
    assert_eq!(world.count("select count(*) from event where kind = 'signed_in' and facts ->> 'passkey' = 'true'").await, 2);
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, "/handelser").await, &["Lade till en inloggningsnyckel", "Loggade in med en inloggningsnyckel"]);
    sees(&look(&mut ada, "/att-gora").await, &["Inloggningsnycklar: 1 har en"]);
    new.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap().done().unwrap();
    sees(&look(&mut new, OWN).await, &["Passkeys", "last used"]);
}

#[tokio::test]
async fn each_kind_of_key_lets_its_owner_in_and_several_are_told_apart() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let mut devices: Vec<Device> = [Kind::P256, Kind::Ed25519, Kind::Rsa].into_iter().map(Device::of).collect();
    // One whose keys lie elsewhere, too, and who does not count.
    let mut copied = Device::new();
    (copied.flags, copied.counts) = (0x1d, false);
    devices.push(copied);
    // One that says what nobody has asked for.
    let mut talks = Device::new();
    talks.says(Lies { with: 0x80, behind: &[0xa1, 0x61, b'a', 0xf5], ..Lies::default() });
    devices.push(talks);
    for (n, device) in devices.iter_mut().enumerate() {
        adds(&mut sara, device, &format!("Nyckel {n}")).await;
    }
    // Twice each, for what they count; but for one, since nobody is in more than ten browsers at once.
    for times in [5, 4] {
        for device in devices.iter_mut().take(times) {
            let mut own = world.browser_of("Sara Service");
            let page = signs_in(&mut own, device).await;
            is_in(&mut own, &page).await;
        }
    }
    sees(&look(&mut sara, OWN).await, &["Nyckel 0", "Nyckel 1", "Nyckel 2", "Nyckel 3"]);
}

#[tokio::test]
async fn nobody_is_let_in_by_what_is_not_the_answer_to_what_was_asked() {
    let world = World::at("2025-02-03 09:00").await;
    let (_, mut phone) = with_passkey(&world, "Sara Service").await;
    let (_, mut kims) = with_passkey(&world, "Kim Kommun").await;
    let mut own = world.browser_of("Sara Service");
    let kim = serde_json::from_str::<Value>(&kims.signs(&asked(&mut own).await)).unwrap();
    let of_kim = |part: &Value| device::unwritten(part.as_str().unwrap());
    let lies = [
        ("another site", Lies { origin: Some("https://evil.example"), ..Lies::default() }),
        ("another port", Lies { origin: Some("http://localhost:8080"), ..Lies::default() }),
        ("a key of another site", Lies { site: Some("evil.example"), ..Lies::default() }),
        ("inside of another site", Lies { inside_another: true, ..Lies::default() }),
        ("an answer to something else", Lies { purpose: Some("webauthn.create"), ..Lies::default() }),
        ("another question", Lies { challenge: Some(vec![1; 32]), ..Lies::default() }),
        ("no question", Lies { challenge: Some(Vec::new()), ..Lies::default() }),
        ("nobody there", Lies { without: 0x01, ..Lies::default() }),
        ("not shown that it is she", Lies { without: 0x04, ..Lies::default() }),
        ("copied, and cannot be", Lies { with: 0x10, ..Lies::default() }),
        ("can be copied by now", Lies { with: 0x08, ..Lies::default() }),
        ("more than there is", Lies { with: 0x80, ..Lies::default() }),
        ("something behind it", Lies { behind: &[0], ..Lies::default() }),
        ("more that is no map", Lies { with: 0x80, behind: &[0x80], ..Lies::default() }),
        ("a key where none is made", Lies { with: 0x40, ..Lies::default() }),
        ("another person's name", Lies { handle: Some(of_kim(&kim["response"]["userHandle"])), ..Lies::default() }),
        ("nobody's name", Lies { handle: Some(Vec::new()), ..Lies::default() }),
        ("another person's key", Lies { id: Some(of_kim(&kim["id"])), ..Lies::default() }),
        ("nobody's key", Lies { id: Some(vec![1; 32]), ..Lies::default() }),
        ("a false signature", Lies { signature: true, ..Lies::default() }),
    ];
    let mut pages = Vec::new();
    for (what, lie) in lies {
        // Whoever is refused is counted as a stranger who tries.
        world.clock.move_to(world.clock.now() + chrono::TimeDelta::seconds(2));
        phone.says(lie);
        let page = signs_in(&mut own, &mut phone).await;
        assert_eq!(page.status, 422, "{what}: {:?}", page.location);
        is_out(&mut own, &page).await;
        pages.push(page.body);
    }
    phone.says(Lies::default());
    for broken in ["", "{}", "[]", "{\"id\":\"!\"}", &"x".repeat(20_000)] {
        world.clock.move_to(world.clock.now() + chrono::TimeDelta::seconds(2));
        asked(&mut own).await;
        let page = answers(&mut own, broken).await;
        is_out(&mut own, &page).await;
        pages.push(page.body);
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "whatever the reason, it is the same page");
    assert_eq!(world.count("select count(*) from event where kind = 'signed_in' and facts ? 'passkey'").await, 0);
    world.clock.move_to(world.clock.now() + chrono::TimeDelta::seconds(2));
    let page = signs_in(&mut own, &mut phone).await;
    is_in(&mut own, &page).await;
}

#[tokio::test]
async fn an_answer_counts_once_in_the_browser_that_was_asked_and_for_five_minutes() {
    let world = World::at("2025-02-03 09:00").await;
    let (_, mut phone) = with_passkey(&world, "Sara Service").await;
    let mut own = world.browser_of("Sara Service");
    let answer = phone.signs(&asked(&mut own).await);
    // Who has read it on its way has not the cookie, and whoever has asked herself answers nobody else's question.
    let mut thief = world.visitor();
    let page = answers(&mut thief, &answer).await;
    is_out(&mut thief, &page).await;
    asked(&mut thief).await;
    let page = answers(&mut thief, &answer).await;
    is_out(&mut thief, &page).await;
    let mut twin = own.clone();
    let page = answers(&mut own, &answer).await;
    is_in(&mut own, &page).await;
    // Once more, with the cookie, also in another program.
    let page = answers(&mut twin, &answer).await;
    is_out(&mut twin, &page).await;
    let mut elsewhere = Player::new(world.another_program().await).known(&twin.cookie());
    let page = answers(&mut elsewhere, &answer).await;
    is_out(&mut elsewhere, &page).await;
    // What was refused once is not believed later.
    let mut own = world.browser_of("Sara Service");
    let question = asked(&mut own).await;
    let page = answers(&mut own, "{}").await;
    is_out(&mut own, &page).await;
    let right = phone.signs(&question);
    let page = answers(&mut own, &right).await;
    is_out(&mut own, &page).await;
    let late = phone.signs(&asked(&mut own).await);
    world.move_to("2025-02-03 09:05");
    let page = answers(&mut own, &late).await;
    is_out(&mut own, &page).await;
    let page = signs_in(&mut own, &mut phone).await;
    is_in(&mut own, &page).await;
    // What is kept of answers goes when nobody can come with them any more.
    let jobs = instance(&world, Basket::default()).await;
    world.move_to("2025-02-03 10:06");
    round(&jobs).await;
    assert_eq!(world.count("select count(*) from passkey_answer").await, 0);
}

#[tokio::test]
async fn a_key_that_has_counted_less_than_before_is_refused_and_its_owner_is_told() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let (_, mut phone) = with_passkey(&world, "Sara Service").await;
    let mut own = world.browser_of("Sara Service");
    for _ in 0..3 {
        let page = signs_in(&mut own, &mut phone).await;
        is_in(&mut own, &page).await;
    }
    round(&jobs).await;
    basket.letters();
    let mut thief = world.visitor();
    for counter in [3, 2, 0] {
        phone.says(Lies { counter: Some(counter), ..Lies::default() });
        let page = signs_in(&mut thief, &mut phone).await;
        is_out(&mut thief, &page).await;
    }
    // Nobody can cause that who has not the key.
    phone.says(Lies { counter: Some(1), signature: true, ..Lies::default() });
    let page = signs_in(&mut thief, &mut phone).await;
    is_out(&mut thief, &page).await;
    assert_eq!(world.count("select count(*) from event where kind = 'passkey_refused'").await, 3);
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: En av dina inloggningsnycklar nekades i Revisionsuppföljning"], "one mail a day");
    sees(&look(&mut world.signed_in("Ada Admin").await, "/handelser").await, &["den hade räknat färre inloggningar än förra gången"]);
    // The one that goes on counting is hers still.
    phone.says(Lies { counter: Some(4), ..Lies::default() });
    let page = signs_in(&mut own, &mut phone).await;
    is_in(&mut own, &page).await;
}

#[tokio::test]
async fn keys_that_were_removed_or_whose_account_has_ended_let_nobody_in_and_look_like_any_other() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let (mut sara, mut phone) = with_passkey(&world, "Sara Service").await;
    let (_, mut lars_key) = with_passkey(&world, "Lars Läsare").await;
    let mut unknown = world.visitor();
    lars_key.says(Lies { id: Some(vec![1; 32]), ..Lies::default() });
    let nobodys = signs_in(&mut unknown, &mut lars_key).await;
    lars_key.says(Lies::default());

    let list = look(&mut sara, OWN).await;
    let one = list.addresses("/konto/nycklar/").into_iter().find(|address| address.len() > 40).unwrap();
    sees(&look(&mut sara, &one).await, &["Ta bort nyckeln", "Min telefon", "Har du tappat telefonen eller datorn"]);
    let id = one.strip_prefix("/konto/nycklar/").unwrap().to_owned();
    // Somebody else does not see it, and removes nothing.
    let mut lars = world.signed_in("Lars Läsare").await;
    assert_eq!(lars.get(&one).await.unwrap().status, 404);
    assert_eq!(lars.post(GONE, &[("passkey", &id), ("password", PASSWORD)]).await.unwrap().location.as_deref(), Some(OWN));
    let wrong = sara.post(GONE, &[("passkey", &id), ("password", "fel lösenord här nu")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.body.contains("Det nuvarande lösenordet stämmer inte"), "{}", wrong.body);
    assert_eq!(world.count("select count(*) from passkey").await, 2);
    round(&jobs).await;
    basket.letters();
    let gone = sara.post(GONE, &[("passkey", &id), ("password", PASSWORD)]).await.unwrap();
    assert_eq!(gone.location.as_deref(), Some("/konto/nycklar?klart=nyckel-borttagen"), "{}", gone.body);
    assert_eq!(sara.post(GONE, &[("passkey", &id), ("password", PASSWORD)]).await.unwrap().location.as_deref(), Some(OWN), "a second click");
    sees(&look(&mut sara, OWN).await, &["Du har ingen inloggningsnyckel."]);
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: En inloggningsnyckel är borttagen i Revisionsuppföljning"]);
    let mut own = world.visitor();
    let removed = signs_in(&mut own, &mut phone).await;
    is_out(&mut own, &removed).await;

    let mut ada = world.signed_in("Ada Admin").await;
    let kept = crate::put_right::page_of(&mut ada, "Lars Läsare").await;
    ada.post(&format!("{kept}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let mut own = world.visitor();
    let ended = signs_in(&mut own, &mut lars_key).await;
    is_out(&mut own, &ended).await;
    assert_eq!((&nobodys.body, &nobodys.body, nobodys.status), (&removed.body, &ended.body, ended.status));
    let names = |page: &Page| page.headers.keys().map(ToString::to_string).collect::<Vec<String>>();
    assert_eq!((names(&nobodys), names(&nobodys)), (names(&removed), names(&ended)));
}

#[tokio::test]
async fn a_one_time_link_takes_all_keys_away() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let (mut sara, mut phone) = with_passkey(&world, "Sara Service").await;
    adds(&mut sara, &mut Device::new(), "Min dator").await;
    world.move_to("2025-02-03 09:30");
    world.visitor().post("/glomt-losenord", &[("email", &email("Sara Service"))]).await.unwrap();
    round(&jobs).await;
    let letters = basket.letters();
    let link = letters.iter().find(|letter| letter.link.address.contains("/inbjudan/")).unwrap().link.address.strip_prefix(SERVICE).unwrap().to_owned();
    let mut own = world.browser_of("Sara Service");
    sees(&look(&mut own, &link).await, &["Dina inloggningsnycklar tas bort när du använder länken"]);
    own.post(&link, &[("password", "sju nya ord och en häst"), ("again", "sju nya ord och en häst")]).await.unwrap().done().unwrap();
    let mut thief = world.visitor();
    let page = signs_in(&mut thief, &mut phone).await;
    is_out(&mut thief, &page).await;
    let events = ["passkey_added", "passkey_added", "password_link_mailed", "password_chosen", "passkey_removed", "passkey_removed"];
    assert_eq!(world.events().await, events);
    sees(&look(&mut world.signed_in("Ada Admin").await, "/handelser").await, &["Kom in med en engångslänk, som tog bort en inloggningsnyckel"]);
    round(&jobs).await;
    assert!(basket.subjects().contains(&"sara.service: En inloggningsnyckel är borttagen i Revisionsuppföljning".to_owned()));
}

#[tokio::test]
async fn strangers_who_try_are_held_up_as_at_the_door() {
    let world = World::at("2025-02-03 09:00").await;
    let mut stranger = world.visitor();
    let mut answers_given = Vec::new();
    for _ in 0..21 {
        asked(&mut stranger).await;
        answers_given.push(answers(&mut stranger, "{}").await);
    }
    let statuses: Vec<u16> = answers_given.iter().map(|page| page.status.as_u16()).collect();
    assert_eq!((&statuses[..20], statuses[20]), ([422; 20].as_slice(), 503));
    sees(&answers_given[20], &["Det går inte just nu"]);
}

#[tokio::test]
async fn where_the_address_is_a_number_nobody_is_offered_a_key() {
    let world = World::at("2025-02-03 09:00").await;
    let database = yttrande::platform::database::Database::connect(crate::database::login(&world.database).await).await.unwrap();
    let app = yttrande::app::program(database, world.clock.clone(), yttrande::platform::session::Cookies::Plain).unwrap();
    let router = yttrande::app::router(app.reached_at("http://127.0.0.1:8080"), yttrande::platform::session::Cookies::Plain);
    let mut visitor = Player::new(router.clone());
    sees_none(&look(&mut visitor, "/logga-in").await, &["Logga in med nyckel", "passkeys.js"]);
    assert_eq!(visitor.tell(ASK, &[]).await.unwrap().status, 404);
    let page = answers(&mut visitor, "{}").await;
    assert_eq!(page.status, 422);
    let mut sara = Player::new(router).known(&world.browser_of("Sara Service").cookie());
    sara.sign_in(&email("Sara Service"), PASSWORD).await.unwrap();
    sees_none(&look(&mut sara, "/konto").await, &[OWN]);
    sees(&look(&mut sara, OWN).await, &["Inloggningsnycklar går inte att använda här."]);
    assert_eq!(sara.post(OWN, &[("question", ""), ("answer", "{}")]).await.unwrap().status, 422);
}

#[tokio::test]
async fn where_a_second_step_is_demanded_a_passkey_lets_in_and_the_password_of_its_owner_does_not() {
    let world = World::at("2025-02-03 09:00").await;
    crate::demanded::demanded(&world, &["secretary"]).await;
    let (mut sara, mut phone) = with_passkey(&world, "Sara Service").await;
    sees_none(&look(&mut sara, "/att-gora").await, &["räcker inte lösenordet"]);
    world.move_to("2025-03-03 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.get("/att-gora").await.unwrap().location.as_deref(), Some("/konto"));
    sees(&look(&mut sara, "/konto").await, &["Har du redan ett loggar du ut och använder det när du loggar in."]);
    let mut sara = world.browser_of("Sara Service");
    let page = signs_in(&mut sara, &mut phone).await;
    is_in(&mut sara, &page).await;
    // Its removal leads back to where she adds one.
    let key = look(&mut sara, OWN).await.addresses(&format!("{OWN}/")).into_iter().find(|address| !address.ends_with("/ny")).unwrap();
    let passkey = key.rsplit('/').next().unwrap().to_owned();
    sara.post(GONE, &[("passkey", &passkey), ("password", PASSWORD)]).await.unwrap().done().unwrap();
    assert_eq!(sara.get("/att-gora").await.unwrap().location.as_deref(), Some("/konto"));
    // And one that she adds now opens everything where she is.
    adds(&mut sara, &mut Device::new(), "Ny telefon").await;
    look(&mut sara, "/att-gora").await;
}
