//! Signing in with the municipality's identity provider: bound by oneself, believed only for what was asked, and never anybody else's way in.

mod provider;

use serde_json::json;
use yttrande::app;
use yttrande::demo::player::{Page, Player};
use yttrande::platform::database::Database;
use yttrande::platform::session::Cookies;
use yttrande::platform::sign_on::{Provider, Said, Settings};
use yttrande::platform::two_step::Keys;

use crate::database;
use crate::post::{Basket, SERVICE, instance, round};
use crate::world::{PASSWORD, World, email, look, sees, sees_none};
use provider::{CLIENT, Tale};

const THERE: &str = "/logga-in/kommunen";
const OWN: &str = "/konto/kommunen";
const UNBOUND: &str = "inte kopplat till något konto här";
const DISBELIEVED: &str = "gick inte att lita på";
const NOT_BEGUN: &str = "Inloggningen gäller inte längre";

/// The municipality with a provider that does as it is told.
struct City {
    world: World,
    provider: Tale,
    router: axum::Router,
}

impl City {
    async fn at(wall: &str) -> Self {
        Self::with(wall, None).await
    }

    async fn with(wall: &str, second_step: Option<&str>) -> Self {
        let world = World::at(wall).await;
        let provider = Tale::begin(world.clock.clone()).await;
        let said = Said {
            issuer: Some(&provider.issuer),
            client: Some(CLIENT),
            secret: Some(provider::SECRET),
            name: Some("Provköpings kommun"),
            second_step,
            ca: None,
        };
        let database = Database::connect(database::login(&world.database).await).await.unwrap();
        let app =
            app::program(database, world.clock.clone(), Cookies::Plain).unwrap().reached_at(SERVICE).two_step(Keys::read(yttrande::demo::TWO_STEP_KEY).ok());
        let router = app::router(app.signing_on(Some(Provider::new(Settings::read(said).unwrap().unwrap()))), Cookies::Plain);
        Self { world, provider, router }
    }

    /// Somebody's own browser.
    fn browser_of(&self, name: &str) -> Player {
        Player::new(self.router.clone()).known(&self.world.browser_of(name).cookie())
    }

    fn stranger(&self) -> Player {
        Player::new(self.router.clone())
    }

    async fn signed_in(&self, name: &str) -> Player {
        let mut player = self.browser_of(name);
        player.sign_in(&email(name), PASSWORD).await.unwrap();
        player
    }

    /// She sets out from there, and shows the provider who she is: where that sends her back to.
    async fn sent_back(&self, player: &mut Player, from: &str, subject: &str) -> String {
        let there = player.get(from).await.unwrap();
        assert_eq!(there.status, 303, "{}", there.body);
        self.provider.shown(&there.location.unwrap(), subject)
    }

    /// Signs in with the provider.
    async fn signs_on(&self, player: &mut Player, subject: &str) -> Page {
        let back = self.sent_back(player, &format!("{THERE}?till=/att-gora"), subject).await;
        player.get(&back).await.unwrap()
    }

    /// She has shown the provider who she is, and is asked for her password.
    async fn shown(&self, player: &mut Player, subject: &str) -> Page {
        let back = self.sent_back(player, &format!("{THERE}?koppla=ja"), subject).await;
        let page = player.get(&back).await.unwrap();
        assert_eq!(page.location.as_deref(), Some(OWN), "{}", page.body);
        look(player, OWN).await
    }

    async fn binds(&self, name: &str, subject: &str) -> Player {
        let mut player = self.signed_in(name).await;
        self.shown(&mut player, subject).await;
        let bound = player.post(OWN, &[("password", PASSWORD)]).await.unwrap();
        assert_eq!(bound.location.as_deref(), Some("/konto/kommunen?klart=kommunen-kopplad"), "{}", bound.body);
        player
    }
}

/// She has come in, and sees her page.
async fn is_in(player: &mut Player, page: &Page) {
    assert_eq!((page.status.as_u16(), page.location.as_deref()), (303, Some("/att-gora")), "{}", page.body);
    look(player, "/att-gora").await;
}

/// She reads why she is not in, and is not.
async fn is_out(player: &mut Player, page: &Page, why: &str) {
    assert!([422, 429, 503].contains(&page.status.as_u16()), "{}: {}", page.status, page.body);
    sees(page, &["<title>Fel: Du är inte inloggad", why]);
    assert_eq!(player.get("/konto").await.unwrap().status, 303);
}

#[tokio::test]
async fn whoever_has_bound_her_account_signs_in_with_the_municipality_from_then_on() {
    let city = City::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&city.world, basket.clone()).await;
    let mut sara = city.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/konto").await, &["href=\"/konto/kommunen\"", "Kommunens inloggning"]);
    sees(&look(&mut sara, OWN).await, &["Logga in med Provköpings kommun", "href=\"/logga-in/kommunen?koppla=ja\""]);
    sees(&city.shown(&mut sara, "s-17").await, &["Du har loggat in hos Provköpings kommun som s-17@kommun.example.", "Koppla till mitt konto"]);
    sara.post(OWN, &[("password", PASSWORD)]).await.unwrap().done().unwrap();
    sees(&look(&mut sara, OWN).await, &["Kopplad till ditt konto sedan den 3 februari 2025 kl. 09.00", "Ta bort kopplingen"]);
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: Kommunens inloggning är kopplad till ditt konto i Revisionsuppföljning"]);
    // A second click changes nothing.
    assert_eq!(sara.post(OWN, &[("password", PASSWORD)]).await.unwrap().location.as_deref(), Some(OWN));
    assert_eq!(city.world.events().await, ["sign_on_bound"]);

    let mut own = city.browser_of("Sara Service");
    sees(
        &look(&mut own, "/logga-in?till=/att-gora").await,
        &["href=\"/logga-in/kommunen?till=/att-gora\"", "Logga in med Provköpings kommun", "Eller med lösenord"],
    );
    let page = city.signs_on(&mut own, "s-17").await;
    is_in(&mut own, &page).await;
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new(), "in her own browser it is no news");
    let mut new = city.stranger();
    let page = city.signs_on(&mut new, "s-17").await;
    is_in(&mut new, &page).await;
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: Ny inloggning i Revisionsuppföljning"]);
    assert_eq!(city.world.count("select count(*) from event where kind = 'signed_in' and facts ->> 'single_sign_on' = 'true'").await, 2);
    sees(&look(&mut city.signed_in("Ada Admin").await, "/att-gora").await, &["Kommunens inloggning: 1 har kopplat den"]);
    sees(
        &look(&mut city.signed_in("Ada Admin").await, "/handelser").await,
        &["Kopplade kontot till kommunens inloggning", "Loggade in med kommunens inloggning"],
    );
    new.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap().done().unwrap();
    sees(&look(&mut new, OWN).await, &["Connected to your account since"]);
}

#[tokio::test]
async fn whoever_comes_back_is_led_on_within_the_service_and_nowhere_else() {
    let city = City::at("2025-02-03 09:00").await;
    city.binds("Sara Service", "s-17").await;
    for (till, to) in [("/konto", "/konto"), ("//evil.example", "/"), ("https://evil.example/", "/"), ("/%5Cevil.example", "/"), ("", "/")] {
        let mut own = city.browser_of("Sara Service");
        let back = city.sent_back(&mut own, &format!("{THERE}?till={till}"), "s-17").await;
        assert_eq!(own.get(&back).await.unwrap().location.as_deref(), Some(to), "{till}");
    }
}

#[tokio::test]
async fn nobody_is_let_in_by_a_token_that_is_not_the_answer_to_what_was_asked() {
    let city = City::at("2025-02-03 09:00").await;
    city.binds("Sara Service", "s-17").await;
    let now = city.world.clock.now().timestamp();
    let mut own = city.browser_of("Sara Service");
    for (name, value) in [
        ("iss", json!("https://evil.example")),
        ("aud", json!("another")),
        ("aud", json!([CLIENT, "another"])),
        ("azp", json!("another")),
        ("nonce", json!("another")),
        ("nonce", json!(null)),
        ("exp", json!(now - 3_600)),
        ("iat", json!(now - 3_600)),
        ("iat", json!(now + 3_600)),
        ("nbf", json!(now + 3_600)),
        ("sub", json!("")),
    ] {
        // Whoever is refused is counted as a stranger who tries.
        city.world.clock.move_to(city.world.clock.now() + chrono::TimeDelta::seconds(2));
        city.provider.lies(name, value.clone());
        let page = city.signs_on(&mut own, "s-17").await;
        assert!(page.body.contains(DISBELIEVED), "{name}: {value}: {:?}", page.location);
        is_out(&mut own, &page, DISBELIEVED).await;
    }
    city.provider.tells_the_truth();
    for header in [json!({"alg": "none", "kid": "1"}), json!({"alg": "HS256", "kid": "1"})] {
        city.world.clock.move_to(city.world.clock.now() + chrono::TimeDelta::seconds(2));
        city.provider.signs_as(header);
        let page = city.signs_on(&mut own, "s-17").await;
        is_out(&mut own, &page, DISBELIEVED).await;
    }
    city.provider.tells_the_truth();
    city.provider.signs_with_anothers_key();
    let page = city.signs_on(&mut own, "s-17").await;
    is_out(&mut own, &page, DISBELIEVED).await;
    // A key that it publishes by now is its own.
    city.provider.publishes_that_key();
    city.world.clock.move_to(city.world.clock.now() + chrono::TimeDelta::seconds(2));
    let page = city.signs_on(&mut own, "s-17").await;
    is_in(&mut own, &page).await;
    // And one that it does not publish is none.
    city.provider.signs_as(json!({"alg": "ES256", "kid": "7"}));
    let mut own = city.browser_of("Sara Service");
    let page = city.signs_on(&mut own, "s-17").await;
    is_out(&mut own, &page, DISBELIEVED).await;
}

#[tokio::test]
async fn an_answer_counts_once_in_the_browser_that_asked_and_for_ten_minutes() {
    let city = City::at("2025-02-03 09:00").await;
    city.binds("Sara Service", "s-17").await;
    let mut own = city.browser_of("Sara Service");
    let back = city.sent_back(&mut own, THERE, "s-17").await;
    // Who has read the address on its way has not the cookie.
    let mut thief = city.stranger();
    let stolen = thief.get(&back).await.unwrap();
    is_out(&mut thief, &stolen, NOT_BEGUN).await;
    // And whoever has begun herself answers nobody else's question.
    city.sent_back(&mut thief, THERE, "thief").await;
    let stolen = thief.get(&back).await.unwrap();
    is_out(&mut thief, &stolen, NOT_BEGUN).await;
    for wrong in [back.replace("state=", "state=x"), back.split("&state").next().unwrap().to_owned(), "/logga-in/kommunen/svar".to_owned()] {
        let page = own.get(&wrong).await.unwrap();
        is_out(&mut own, &page, NOT_BEGUN).await;
    }
    let mut twin = own.clone();
    assert_eq!(own.get(&back).await.unwrap().status, 303, "the right one still lets her in");
    city.provider.forgets_nothing();
    let again = twin.get(&back).await.unwrap();
    is_out(&mut twin, &again, NOT_BEGUN).await;
    let mut own = city.browser_of("Sara Service");
    let back = city.sent_back(&mut own, THERE, "s-17").await;
    city.world.move_to("2025-02-03 09:10");
    let late = own.get(&back).await.unwrap();
    is_out(&mut own, &late, NOT_BEGUN).await;
    let late = city.signs_on(&mut own, "s-17").await;
    is_in(&mut own, &late).await;
    // What is kept of answers goes when nobody can come with them any more.
    let jobs = instance(&city.world, Basket::default()).await;
    city.world.move_to("2025-02-03 10:11");
    round(&jobs).await;
    assert_eq!(city.world.count("select count(*) from sign_on_answer").await, 0);
}

#[tokio::test]
async fn a_provider_that_is_away_keeps_nobody_out_who_has_a_password() {
    let city = City::at("2025-02-03 09:00").await;
    city.binds("Sara Service", "s-17").await;
    let mut own = city.browser_of("Sara Service");
    let back = city.sent_back(&mut own, THERE, "s-17").await;
    city.provider.goes_away(true);
    let away = own.get(&back).await.unwrap();
    assert_eq!(away.status, 503);
    is_out(&mut own, &away, "Provköpings kommun svarar inte just nu. Försök igen om en stund.").await;
    sees(&away, &["Det går också att logga in med e-postadress och lösenord."]);
    own.sign_in(&email("Sara Service"), PASSWORD).await.unwrap();
    city.provider.goes_away(false);
    let mut own = city.browser_of("Sara Service");
    let page = city.signs_on(&mut own, "s-17").await;
    is_in(&mut own, &page).await;
    // From the beginning, too: where it was never reached, nobody is sent there.
    let city = City::at("2025-02-03 09:00").await;
    city.provider.goes_away(true);
    let mut sara = city.stranger();
    let away = sara.get(THERE).await.unwrap();
    assert_eq!(away.status, 503);
    is_out(&mut sara, &away, "Provköpings kommun").await;
}

#[tokio::test]
async fn whoever_the_provider_sends_back_without_a_code_is_told_so() {
    let city = City::at("2025-02-03 09:00").await;
    let mut own = city.browser_of("Sara Service");
    for (error, why) in [("access_denied", "avbröts"), ("temporarily_unavailable", "svarar inte"), ("%3Cscript%3E", DISBELIEVED), ("", DISBELIEVED)] {
        let back = city.sent_back(&mut own, THERE, "s-17").await;
        let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap();
        let page = own.get(&format!("/logga-in/kommunen/svar?error={error}&state={state}")).await.unwrap();
        is_out(&mut own, &page, why).await;
        sees_none(&page, &["<script>"]);
    }
    // A code that is none of the provider's.
    let back = city.sent_back(&mut own, THERE, "s-17").await;
    let page = own.get(&back.replace("code=", "code=x")).await.unwrap();
    is_out(&mut own, &page, DISBELIEVED).await;
    // Who says to be another provider is none.
    let back = city.sent_back(&mut own, THERE, "s-17").await;
    let page = own.get(&format!("{back}&iss=https://evil.example")).await.unwrap();
    is_out(&mut own, &page, DISBELIEVED).await;
}

#[tokio::test]
async fn strangers_who_try_are_held_up_as_at_the_door() {
    let city = City::at("2025-02-03 09:00").await;
    let mut stranger = city.stranger();
    let mut answers = Vec::new();
    for _ in 0..21 {
        let back = city.sent_back(&mut stranger, THERE, "s-17").await;
        answers.push(stranger.get(&back.replace("code=", "code=x")).await.unwrap().status.as_u16());
    }
    assert_eq!((&answers[..20], answers[20]), ([422; 20].as_slice(), 503));
}

#[tokio::test]
async fn whoever_is_bound_to_nobody_here_or_whose_account_has_ended_learns_nothing_but_that() {
    let city = City::at("2025-02-03 09:00").await;
    city.binds("Sara Service", "s-17").await;
    let mut unknown = city.stranger();
    // An address that is somebody's here makes nobody of her.
    city.provider.lies("email", json!(email("Kim Kommun")));
    city.provider.lies("email_verified", json!(true));
    let page = city.signs_on(&mut unknown, "k-99").await;
    is_out(&mut unknown, &page, UNBOUND).await;
    let mut ada = city.world.signed_in("Ada Admin").await;
    let kept = crate::put_right::page_of(&mut ada, "Sara Service").await;
    ada.post(&format!("{kept}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let mut own = city.browser_of("Sara Service");
    let ended = city.signs_on(&mut own, "s-17").await;
    is_out(&mut own, &ended, UNBOUND).await;
    assert_eq!(page.body, ended.body);
    assert_eq!(page.status, ended.status);
}

#[tokio::test]
async fn binding_takes_the_password_and_belongs_to_whoever_set_out() {
    let city = City::at("2025-02-03 09:00").await;
    let mut sara = city.signed_in("Sara Service").await;
    city.shown(&mut sara, "s-17").await;
    let wrong = sara.post(OWN, &[("password", "fel lösenord här nu")]).await.unwrap();
    assert_eq!(wrong.status, 422);
    sees(&wrong, &["Det nuvarande lösenordet stämmer inte", "som s-17@kommun.example"]);
    // What was shown in her browser is nothing for whoever signs in there after her.
    let mut kim = sara.clone();
    kim.sign_in(&email("Kim Kommun"), PASSWORD).await.unwrap();
    assert_eq!(kim.post(OWN, &[("password", PASSWORD)]).await.unwrap().location.as_deref(), Some(OWN));
    // Nor after ten minutes.
    city.world.move_to("2025-02-03 09:10");
    assert_eq!(sara.post(OWN, &[("password", PASSWORD)]).await.unwrap().location.as_deref(), Some(OWN));
    assert_eq!(city.world.count("select count(*) from sign_on").await, 0);
    city.binds("Sara Service", "s-17").await;
    // Who one is there is one person here.
    let mut kim = city.signed_in("Kim Kommun").await;
    city.shown(&mut kim, "s-17").await;
    let taken = kim.post(OWN, &[("password", PASSWORD)]).await.unwrap();
    assert!(taken.status == 422 && taken.body.contains("hör redan till ett annat konto"), "{}", taken.body);
    assert_eq!(city.world.events().await, ["sign_on_bound"]);
    // What cannot be bound is said so, to whoever is signed in.
    let back = city.sent_back(&mut kim, &format!("{THERE}?koppla=ja"), "k-1").await;
    let refused = kim.get(&back.replace("code=", "code=x")).await.unwrap();
    sees(&refused, &["<title>Fel: Kommunens inloggning är inte kopplad", DISBELIEVED, "href=\"/konto/kommunen\"", "Kim Kommun"]);
    // Whoever is signed in no longer is asked to sign in, and binds nothing by it.
    let mut out = city.stranger();
    let back = city.sent_back(&mut out, &format!("{THERE}?koppla=ja"), "s-17").await;
    assert_eq!(out.get(&back).await.unwrap().location.as_deref(), Some(OWN));
    assert_eq!(city.world.count("select count(*) from sign_on").await, 1);
}

#[tokio::test]
async fn a_second_step_is_asked_for_here_unless_the_operator_trusts_that_of_the_provider() {
    for (second_step, asked) in [(None, true), (Some("mfa, urn:two"), false)] {
        let city = City::with("2025-02-03 09:00", second_step).await;
        let mut sara = city.signed_in("Sara Service").await;
        let phone = crate::two_step::Phone::of(&city.world, &mut sara).await;
        city.world.move_to("2025-02-03 09:05");
        city.shown(&mut sara, "s-17").await;
        sees(&look(&mut sara, OWN).await, &["name=\"code\""]);
        let wrong = sara.post(OWN, &[("password", PASSWORD), ("code", "000000")]).await.unwrap();
        assert!(wrong.status == 422 && wrong.body.contains("Koden stämmer inte"), "{}", wrong.body);
        sara.post(OWN, &[("password", PASSWORD), ("code", &phone.code(&city.world))]).await.unwrap().done().unwrap();
        city.world.move_to("2025-02-03 09:10");
        let mut own = city.browser_of("Sara Service");
        let page = city.signs_on(&mut own, "s-17").await;
        sees(&page, &["Ange koden", "Ditt konto har tvåstegsinloggning"]);
        assert_eq!(own.get("/konto").await.unwrap().status, 303, "she is not in before");
        let fields = [("half_way", page.hidden("half_way").unwrap()), ("code", phone.code(&city.world)), ("till", page.hidden("till").unwrap())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = own.post("/logga-in/kod", &fields).await.unwrap();
        is_in(&mut own, &page).await;
        city.provider.lies("amr", json!(["pwd", "mfa"]));
        let mut own = city.browser_of("Sara Service");
        let page = city.signs_on(&mut own, "s-17").await;
        if asked {
            sees(&page, &["Ange koden"]);
        } else {
            is_in(&mut own, &page).await;
        }
    }
}

#[tokio::test]
async fn what_was_bound_is_let_go_by_its_owner_and_by_a_link_and_she_is_told() {
    let city = City::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&city.world, basket.clone()).await;
    let mut sara = city.binds("Sara Service", "s-17").await;
    let off = format!("{OWN}/bort");
    assert_eq!(sara.post(&off, &[("password", "fel lösenord här nu")]).await.unwrap().status, 422);
    round(&jobs).await;
    basket.letters();
    assert_eq!(sara.post(&off, &[("password", PASSWORD)]).await.unwrap().location.as_deref(), Some("/konto/kommunen?klart=kommunen-borttagen"));
    assert_eq!(sara.post(&off, &[("password", PASSWORD)]).await.unwrap().location.as_deref(), Some(OWN), "a second click");
    round(&jobs).await;
    assert_eq!(basket.subjects(), ["sara.service: Kopplingen till kommunens inloggning är borttagen i Revisionsuppföljning"]);
    let mut own = city.browser_of("Sara Service");
    let page = city.signs_on(&mut own, "s-17").await;
    is_out(&mut own, &page, UNBOUND).await;

    city.world.move_to("2025-02-03 09:30");
    city.binds("Sara Service", "s-17").await;
    city.stranger().post("/glomt-losenord", &[("email", &email("Sara Service"))]).await.unwrap();
    round(&jobs).await;
    let letters = basket.letters();
    let link = letters.iter().find(|letter| letter.link.address.contains("/inbjudan/")).unwrap().link.address.strip_prefix(SERVICE).unwrap().to_owned();
    let mut own = city.browser_of("Sara Service");
    sees(&look(&mut own, &link).await, &["Kopplingen till kommunens inloggning tas bort när du använder länken"]);
    own.post(&link, &[("password", "sju nya ord och en häst"), ("again", "sju nya ord och en häst")]).await.unwrap().done().unwrap();
    let mut thief = city.stranger();
    let page = city.signs_on(&mut thief, "s-17").await;
    is_out(&mut thief, &page, UNBOUND).await;
    let bound_and_let_go = ["sign_on_bound", "sign_on_unbound", "sign_on_bound", "password_link_mailed", "password_chosen", "sign_on_unbound"];
    assert_eq!(city.world.events().await, bound_and_let_go);
    sees(&look(&mut city.signed_in("Ada Admin").await, "/handelser").await, &["Kom in med en engångslänk, som tog bort kopplingen"]);
    round(&jobs).await;
    assert!(basket.subjects().contains(&"sara.service: Kopplingen till kommunens inloggning är borttagen i Revisionsuppföljning".to_owned()));
}

#[tokio::test]
async fn over_tls_a_provider_is_asked_only_by_the_name_and_the_authority_that_are_believed() {
    let folder = std::env::temp_dir();
    let (authority, other) = (folder.join(format!("authority-{}.pem", std::process::id())), folder.join(format!("other-{}.pem", std::process::id())));
    let clock = yttrande::platform::clock::Clock::system();
    let (tale, _other) = (Tale::behind_tls(clock.clone(), &authority).await, Tale::behind_tls(clock, &other).await);
    let by_number = tale.issuer.replace("localhost", "127.0.0.1");
    for (issuer, ca, why) in [
        (&tale.issuer, Some(authority.as_path()), ""),
        (&tale.issuer, Some(other.as_path()), "invalid peer certificate"),
        (&tale.issuer, None, "invalid peer certificate"),
        (&by_number, Some(authority.as_path()), "invalid peer certificate"),
    ] {
        let said = Said { issuer: Some(issuer), client: Some(CLIENT), secret: Some(provider::SECRET), ca, ..Said::default() };
        let looked = Provider::new(Settings::read(said).unwrap().unwrap()).look().await;
        let told = looked.err().map(|trouble| trouble.to_string()).unwrap_or_default();
        assert_eq!((told.is_empty(), told.contains(why)), (why.is_empty(), true), "{issuer}: {told}");
    }
    std::fs::remove_file(authority).unwrap();
    std::fs::remove_file(other).unwrap();
}

#[tokio::test]
async fn where_no_provider_is_named_nobody_is_offered_one() {
    let world = World::at("2025-02-03 09:00").await;
    sees_none(&look(&mut world.visitor(), "/logga-in").await, &[THERE, "Eller med lösenord"]);
    for path in [THERE, "/logga-in/kommunen?koppla=ja"] {
        assert_eq!(world.visitor().get(path).await.unwrap().location.as_deref(), Some("/logga-in"));
    }
    assert_eq!(world.visitor().get("/logga-in/kommunen/svar?code=a&state=b").await.unwrap().status, 422);
    let mut sara = world.signed_in("Sara Service").await;
    sees_none(&look(&mut sara, "/konto").await, &[OWN]);
    sees(&look(&mut sara, OWN).await, &["Tjänsten är inte ansluten till kommunens inloggning"]);
    assert_eq!(sara.post(OWN, &[("password", PASSWORD)]).await.unwrap().location.as_deref(), Some(OWN));
}

#[tokio::test]
async fn where_a_second_step_is_demanded_the_municipality_is_one_and_the_password_alone_is_not() {
    let city = City::at("2025-02-03 09:00").await;
    crate::demanded::demanded(&city.world, &["secretary"]).await;
    let mut sara = city.binds("Sara Service", "sara-at-the-municipality").await;
    sees_none(&look(&mut sara, "/att-gora").await, &["räcker inte lösenordet"]);
    city.world.move_to("2025-03-03 09:00");
    let mut sara = city.signed_in("Sara Service").await;
    assert_eq!(sara.get("/att-gora").await.unwrap().location.as_deref(), Some("/konto"));
    let mut sara = city.browser_of("Sara Service");
    let page = city.signs_on(&mut sara, "sara-at-the-municipality").await;
    is_in(&mut sara, &page).await;
}
