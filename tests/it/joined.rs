//! Two accounts of one person become one: the roles go to the account that goes on, and what each has signed stays signed by that one.

use sqlx::{AssertSqlSafe, ConnectOptions as _};
use yttrande::demo::player::Player;

use crate::database;
use crate::followed::with_bo;
use crate::post::{Basket, instance, round};
use crate::world::{DESK, PASSWORD, World, email, look, saves, sees, sees_none};

/// Somebody has written Sara in a second time, with another address and no role that Sara does not have elsewhere.
async fn with_second_sara(world: &World) -> Player {
    let mut ada = world.signed_in("Ada Admin").await;
    let line = format!("Sara Service; {}; handläggare; Miljönämnden", email("Sara Ny"));
    let links = ada.post("/admin/personer/lagg-till", &[("people", line.as_str()), ("others", "yes")]).await.unwrap().shown().unwrap();
    let link = links.address_after(&email("Sara Ny"), "/inbjudan/").unwrap();
    world.visitor().post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
    ada
}

async fn second_sara(world: &World) -> Player {
    let mut sara = world.visitor();
    sara.sign_in(&email("Sara Ny"), PASSWORD).await.unwrap();
    sara
}

#[tokio::test]
async fn an_account_that_was_made_twice_goes_on_as_one_and_what_was_written_keeps_its_writer() {
    let world = World::at("2025-02-10 09:00").await;
    with_second_sara(&world).await;
    world.sent_audit().await;
    let mut old = world.signed_in("Sara Service").await;
    saves(&mut old, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await.done().unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    let first = account(&world, "select id::text from person where email = 'sara.service@kommun.example'").await;
    let join = format!("{first}/sla-ihop");
    for (same_as, reason, said) in [
        ("sara", "Samma", "Skriv en e-postadress"),
        ("ingen@kommun.example", "Samma", "Ingen med den adressen kan logga in"),
        (&email("Sara Service"), "Samma", "Ingen med den adressen kan logga in"),
        (&email("Rut Revisor"), "Samma", "Samma person kan inte ha båda."),
        (&email("Sara Ny"), " ", "Skriv varför."),
    ] {
        let refused = ada.post(&join, &[("same_as", same_as), ("join_reason", reason)]).await.unwrap();
        assert_eq!(refused.status, 422, "{same_as}");
        sees(&refused, &[said, &format!("value=\"{same_as}\"")]);
    }
    // A content role waits for a day where there is one administrator: both go on until then.
    let fields = [("same_as", email("Sara Ny")), ("join_reason", "Upplagd två gånger".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let waits = ada.post(&join, &fields).await.unwrap().location.unwrap();
    sees(&look(&mut ada, &waits).await, &["Båda kontona är kvar så länge."]);
    sees(&look(&mut old, DESK).await, &["Servicenämnden"]);
    let again = ada.post(&join, &fields).await.unwrap();
    sees(&again, &["väntar redan. Slå ihop kontona när de gäller."]);
    world.move_to("2025-02-11 09:30");
    round(&instance(&world, Basket::default()).await).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let kept = ada.post(&join, &fields).await.unwrap().location.unwrap();
    let kept = look(&mut ada, &kept).await;
    sees(&kept, &["Kontona är sammanslagna.", "är samma person; kontona slogs ihop av Ada Admin. Skäl: Upplagd två gånger", &email("Sara Ny")]);
    sees(&look(&mut ada, &first).await, &["sammanslaget av Ada Admin med Sara Service", &email("Sara Ny")]);
    sees(&look(&mut ada, "/handelser").await, &["Slog ihop kontot för Sara Service med Sara Service"]);
    assert_eq!(old.get(DESK).await.unwrap().status, 303, "the other account is signed out");
    let mut new = second_sara(&world).await;
    sees(&look(&mut new, DESK).await, &["Servicenämnden"]);
    sees(&look(&mut new, &format!("{DESK}/sammanfattning/versioner")).await, &["Sara Service"]);
    assert_eq!(world.count("select count(*) from desk_version v join person p on p.id = v.saved_by where p.ended_at is not null").await, 1);
}

async fn account(world: &World, which: &'static str) -> String {
    format!("/admin/personer/{}", world.text(which).await)
}

#[tokio::test]
async fn where_the_other_account_can_do_all_of_it_they_are_joined_at_once() {
    let world = World::at("2025-02-10 09:00").await;
    let mut ada = with_second_sara(&world).await;
    with_bo(&world).await;
    // The second account is the one too many: its only role is one that nobody has had anything to do in.
    let page = account(&world, "select id::text from person where email = 'sara.ny@kommun.example'").await;
    let fields = [("same_as", email("Sara Service")), ("join_reason", "Upplagd två gånger".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let kept = ada.post(&format!("{page}/sla-ihop"), &fields).await.unwrap().location.unwrap();
    sees(&look(&mut ada, &kept).await, &["Handläggare, Miljönämnden", "Kontona är sammanslagna."]);
    let ended = look(&mut ada, &page).await;
    sees(&ended, &["sammanslaget av Ada Admin", "Öppna"]);
    sees_none(&ended, &["Slå ihop med ett annat konto"]);
    // Nobody joins herself away.
    let own = account(&world, "select id::text from person where name = 'Ada Admin'").await;
    let refused = ada.post(&format!("{own}/sla-ihop"), &[("same_as", &email("Bo Admin")), ("join_reason", "Trött")]).await.unwrap();
    assert_eq!(refused.status, 409);
    // The database holds that only an account that ended goes on as another one.
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    for wrong in ["kind = 'corrected'", "joined_to = person_id"] {
        let sql = format!("set session_replication_role = replica; update person_change set {wrong} where joined_to is not null");
        let fault = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await.unwrap_err();
        assert_eq!(fault.as_database_error().and_then(|fault| fault.constraint()), Some("joined_when_ended"));
    }
}
