//! Somebody who got two accounts: an administrator says which one stays.

use yttrande::demo::player::Player;

use crate::put_right::page_of;
use crate::two_administrators::{signs_in, world_with};
use crate::world::{DESK, PASSWORD, World, look, sees};

const ADD: &str = "/admin/personer/lagg-till";

/// Siv has been added once more, as Siv Östberg, who works for Kommunstyrelsen; and can sign in with both.
async fn twice(world: &World) -> (Player, String, String) {
    let mut ada = world.signed_in("Ada Admin").await;
    let line = "Siv Östberg; siv.ostberg@kommun.example; handläggare; Kommunstyrelsen; 2025-12-31";
    let links = ada.post(ADD, &[("people", line)]).await.unwrap().shown().unwrap();
    let link = links.address_after("siv.ostberg@", "/inbjudan/").unwrap();
    world.visitor().post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
    let (goes, stays) = (page_of(&mut ada, "Siv Handläggare").await, page_of(&mut ada, "Siv Östberg").await);
    (ada, goes, stays)
}

#[tokio::test]
async fn two_accounts_become_one_and_both_say_so() {
    let world = world_with(2).await;
    let (mut ada, goes, stays) = twice(&world).await;
    let join = format!("{goes}/sla-ihop");
    for (email, reason, said) in [
        ("siv", "Samma person", "Skriv en e-postadress"),
        ("nobody@kommun.example", "Samma person", "Ingen med den adressen kan logga in."),
        ("siv.handlaggare@kommun.example", "Samma person", "Det är adressen till det här kontot."),
        ("rut.revisor@kommun.example", "Samma person", "Rut Revisor har en roll som inte går ihop med rollerna här."),
        ("siv.ostberg@kommun.example", " ", "Skriv varför."),
    ] {
        let told = ada.post(&join, &[("join_email", email), ("join_reason", reason)]).await.unwrap();
        assert_eq!(told.status, 422, "{email}");
        sees(&told, &[said, &format!("value=\"{email}\"")]);
    }
    let mut before = signs_in(&world, "siv.handlaggare@kommun.example").await;
    assert_eq!(before.get(DESK).await.unwrap().status, 200);
    let done = ada.post(&join, &[("join_email", "siv.ostberg@kommun.example"), ("join_reason", "Gifte sig")]).await.unwrap();
    let page = ada.follow(done).await.unwrap().shown().unwrap();
    sees(
        &page,
        &[
            "Kontona är ihopslagna.",
            "Siv Östberg",
            "kontot Siv Handläggare, siv.handlaggare@kommun.example, avslutades av Ada Admin och slogs ihop med det här. Skäl: Gifte sig",
        ],
    );
    sees(&look(&mut ada, &goes).await, &["Avslutad", "avslutad av Ada Admin och ihopslagen med Siv Östberg, siv.ostberg@kommun.example. Skäl: Gifte sig"]);
    sees(&look(&mut ada, "/handelser").await, &["Slog ihop två konton: Siv Handläggare avslutades, Siv Östberg är kvar"]);
    assert_ne!(before.get(DESK).await.unwrap().status, 200, "that account is ended");
    assert!(world.browser_of("Siv Handläggare").sign_in("siv.handlaggare@kommun.example", PASSWORD).await.is_err());
    // What it could do, the other one can when a second administrator has agreed: not before.
    let mut siv = signs_in(&world, "siv.ostberg@kommun.example").await;
    assert_eq!(siv.get(DESK).await.unwrap().status, 404);
    let mut bo = signs_in(&world, "bo.admin@kommun.example").await;
    let waits = world.text("select q.id::text from access_proposal q join board b on b.id = q.board_id where b.slug = 'servicenamnden'").await;
    bo.post(&format!("{stays}/vantar/{waits}/godkann"), &[]).await.unwrap().done().unwrap();
    assert_eq!(signs_in(&world, "siv.ostberg@kommun.example").await.get(DESK).await.unwrap().status, 200);
    // Joined once.
    assert_eq!(ada.post(&join, &[("join_email", "siv.ostberg@kommun.example"), ("join_reason", "Gifte sig")]).await.unwrap().status, 409);
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "persons_joined").count(), 1);
}
