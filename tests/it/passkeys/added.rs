//! Adding a passkey: made as it was asked, and kept when its owner has shown that it is she.

use crate::world::{PASSWORD, World, look, sees, sees_none};
use yttrande::demo::player::Player;

use super::device::{self, Device, Kind, Lies};
use super::{GONE, NEW, OWN, adds, is_in, makes, names, request, signs_in};

/// What is said of one that is not as it was asked.
const NOT_TAKEN: &str = "Nyckeln gick inte att ta emot. Försök igen.";

#[tokio::test]
async fn a_new_key_takes_the_password_and_belongs_to_whoever_asked_for_it() {
    let world = World::at("2025-02-03 09:00").await;
    let (mut sara, mut phone) = (world.signed_in("Sara Service").await, Device::new());
    let made = makes(&mut sara, &mut phone).await.shown().unwrap();
    let sealed = made.hidden("made").unwrap();
    let tries = async |player: &mut Player, name: &str, password: &str| {
        player.post(NEW, &[("made", &sealed), ("passkey_name", name), ("password", password)]).await.unwrap()
    };
    let wrong = tries(&mut sara, "Min <b>telefon</b>", "fel lösenord här nu").await;
    assert_eq!(wrong.status, 422);
    sees(&wrong, &["Det nuvarande lösenordet stämmer inte", "Min &#60;b&#62;telefon"]);
    for (name, why) in [(" ", "Skriv ett namn på nyckeln."), (&"x".repeat(61), "60")] {
        let wrong = tries(&mut sara, name, PASSWORD).await;
        assert!(wrong.status == 422 && wrong.body.contains(why), "{}", wrong.body);
    }
    // What was made in her session is nothing in another's, nor in another of hers.
    for other in ["Kim Kommun", "Sara Service"] {
        let mut other = world.signed_in(other).await;
        assert_eq!(tries(&mut other, "Min", PASSWORD).await.location.as_deref(), Some(OWN));
    }
    world.move_to("2025-02-03 09:15");
    assert_eq!(tries(&mut sara, "Min", PASSWORD).await.location.as_deref(), Some(OWN), "nor after a quarter of an hour");
    assert_eq!(world.count("select count(*) from passkey").await, 0);
    // A question is hers, once, and in time.
    let page = look(&mut sara, OWN).await;
    let (question, answer) = (page.hidden("question").unwrap(), Device::new().makes(&request(&page)).unwrap());
    let mut kim = world.signed_in("Kim Kommun").await;
    let refused = kim.post(OWN, &[("question", &question), ("answer", &answer)]).await.unwrap();
    assert!(refused.status == 422 && refused.body.contains(NOT_TAKEN), "{}", refused.body);
    sara.post(OWN, &[("question", &question), ("answer", &answer)]).await.unwrap().shown().unwrap();
    let again = sara.post(OWN, &[("question", &question), ("answer", &answer)]).await.unwrap();
    assert!(again.status == 422 && again.body.contains(NOT_TAKEN), "{}", again.body);
    let late = look(&mut sara, OWN).await;
    let answer = Device::new().makes(&request(&late)).unwrap();
    world.move_to("2025-02-03 09:30");
    let late = sara.post(OWN, &[("question", &late.hidden("question").unwrap()), ("answer", &answer)]).await.unwrap();
    assert!(late.status == 422 && late.body.contains(NOT_TAKEN), "{}", late.body);
    // A key is one person's.
    adds(&mut sara, &mut phone, "Min telefon").await;
    let taken = device::unwritten(request(&look(&mut sara, OWN).await)["excludeCredentials"][0].as_str().unwrap());
    let page = look(&mut kim, OWN).await;
    let mut device = Device::new();
    device.says(Lies { id: Some(taken), ..Lies::default() });
    let stolen = kim.post(OWN, &[("question", &page.hidden("question").unwrap()), ("answer", &device.makes(&request(&page)).unwrap())]).await.unwrap();
    assert!(stolen.status == 422 && stolen.body.contains("har redan en nyckel"), "{}", stolen.body);
    assert_eq!(world.events().await, ["passkey_added"]);
}

#[tokio::test]
async fn a_key_that_is_not_made_as_asked_is_not_taken_in() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let lies = [
        Lies { origin: Some("https://evil.example"), ..Lies::default() },
        Lies { site: Some("evil.example"), ..Lies::default() },
        Lies { purpose: Some("webauthn.get"), ..Lies::default() },
        Lies { challenge: Some(vec![1; 32]), ..Lies::default() },
        Lies { inside_another: true, ..Lies::default() },
        Lies { without: 0x01, ..Lies::default() },
        Lies { without: 0x04, ..Lies::default() },
        Lies { without: 0x40, ..Lies::default() },
        Lies { with: 0x10, ..Lies::default() },
        Lies { with: 0x80, ..Lies::default() },
        Lies { behind: &[0], ..Lies::default() },
        Lies { with: 0x80, behind: &[0xa0, 0], ..Lies::default() },
        Lies { id: Some(Vec::new()), ..Lies::default() },
    ];
    for lie in lies {
        let mut device = Device::new();
        device.says(lie.clone());
        let page = makes(&mut sara, &mut device).await;
        assert!(page.status == 422 && page.body.contains(NOT_TAKEN), "{lie:?}: {}", page.body);
    }
    let page = makes(&mut sara, &mut Device::of(Kind::P384)).await;
    assert!(page.status == 422 && page.body.contains(NOT_TAKEN), "{}", page.body);
    makes(&mut sara, &mut Device::new()).await.shown().unwrap();
    assert_eq!(world.count("select count(*) from passkey").await, 0);
}

#[tokio::test]
async fn a_second_step_is_asked_for_when_a_key_is_added_or_removed_and_not_at_the_door() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let authenticator = crate::two_step::Phone::of(&world, &mut sara).await;
    world.move_to("2025-02-03 09:05");
    let mut phone = Device::new();
    let made = makes(&mut sara, &mut phone).await.shown().unwrap();
    sees(&made, &["name=\"code\""]);
    let sealed = made.hidden("made").unwrap();
    let fields = |code| [("made", sealed.clone()), ("passkey_name", "Min".to_owned()), ("password", PASSWORD.to_owned()), ("code", code)];
    for code in ["000000".to_owned(), authenticator.code(&world)] {
        let fields = fields(code.clone());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = sara.post(NEW, &fields).await.unwrap();
        assert_eq!(page.location.is_none(), code == "000000", "{}", page.body);
        assert_eq!(page.body.contains("Koden stämmer inte"), code == "000000", "{}", page.body);
    }
    world.move_to("2025-02-03 09:10");
    let mut own = world.browser_of("Sara Service");
    let page = signs_in(&mut own, &mut phone).await;
    is_in(&mut own, &page).await;
    let one = look(&mut own, OWN).await.addresses("/konto/nycklar/").into_iter().find(|address| address.len() > 40).unwrap();
    sees(&look(&mut own, &one).await, &["name=\"code\""]);
    let id = one.strip_prefix("/konto/nycklar/").unwrap().to_owned();
    assert_eq!(own.post(GONE, &[("passkey", &id), ("password", PASSWORD), ("code", "000000")]).await.unwrap().status, 422);
    own.post(GONE, &[("passkey", &id), ("password", PASSWORD), ("code", &authenticator.code(&world))]).await.unwrap().done().unwrap();
    assert_eq!(world.events().await, ["two_step_turned_on", "passkey_added", "passkey_removed"]);
}

#[tokio::test]
async fn nobody_has_more_keys_than_ten() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let waiting = makes(&mut sara, &mut Device::new()).await.shown().unwrap();
    for n in 0..10 {
        adds(&mut sara, &mut Device::new(), &format!("Nyckel {n}")).await;
    }
    let full = look(&mut sara, OWN).await;
    sees(&full, &["Du kan ha högst 10 nycklar. Ta bort en för att lägga till en ny."]);
    sees_none(&full, &["data-request"]);
    assert_eq!(names(&mut sara, &waiting, "En till").await.location.as_deref(), Some(OWN));
    assert_eq!(world.count("select count(*) from passkey").await, 10);
}
