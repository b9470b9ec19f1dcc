//! Standing in: a colleague answers for a board in somebody's place for a time, is reminded as she is, and it ends by itself.

use yttrande::demo::player::{Page, Player};

use crate::plural::{NOTHING, board};
use crate::world::{DESK, World, look};

const PAGE: &str = "/ersattare/servicenamnden";

/// The value by which the form means somebody.
fn id_of(page: &Page, name: &str) -> String {
    page.body.split(&format!(">{name}</option>")).next().unwrap().rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

async fn named(sara: &mut Player, from: &str, to: &str) -> Page {
    let siv = id_of(&look(sara, PAGE).await, "Siv Handläggare");
    sara.post(PAGE, &[("who", siv.as_str()), ("from", from), ("to", to)]).await.unwrap()
}

#[tokio::test]
async fn a_substitute_does_what_the_secretary_does_for_those_days_and_no_longer() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    assert!(look(&mut sara, "/att-gora").await.body.contains(&format!("href=\"{PAGE}\"")));
    for (from, to, said) in [
        ("2025-03-09", "2025-03-20", "Den första dagen kan inte vara före i dag."),
        ("2025-03-12", "2025-03-11", "Den sista dagen kan inte vara före den första."),
        ("2025-03-12", "2026-03-30", "En ersättare kan utses för högst ett år."),
        ("2025-03-12", "", "Skriv"),
    ] {
        let told = named(&mut sara, from, to).await;
        assert_eq!(told.status, 422, "{from} {to}");
        assert!(told.body.contains(said), "{}", told.body);
    }
    named(&mut sara, "2025-03-12", "2025-03-14").await.done().unwrap();
    assert!(look(&mut sara, PAGE).await.body.contains("Siv Handläggare ersätter Sara Service, 12 mars 2025 till och med 14 mars 2025"));
    let twice = named(&mut sara, "2025-03-14", "2025-03-20").await;
    assert_eq!(twice.status, 422);
    assert!(twice.body.contains("Siv Handläggare har redan samma roll för nämnden de dagarna."), "{}", twice.body);
    let lock = format!("{DESK}/klart-for-namnden");
    let mut siv = world.signed_in("Siv Handläggare").await;
    assert_eq!(siv.post(&lock, &[]).await.unwrap().status, 403, "not yet");
    world.move_to("2025-03-12 09:00");
    let mut siv = world.signed_in("Siv Handläggare").await;
    assert!(look(&mut siv, "/att-gora").await.body.contains("Du ersätter Sara Service i Servicenämnden till och med 14 mars 2025."));
    siv.post(&lock, &[]).await.unwrap().done().unwrap();
    assert!(look(&mut siv, PAGE).await.body.contains("Du ersätter själv någon annan, och kan inte utse en ersättare."));
    world.move_to("2025-03-15 09:00");
    let mut siv = world.signed_in("Siv Handläggare").await;
    assert_eq!(siv.get(&format!("{DESK}/beslut")).await.unwrap().status, 403, "it has ended by itself");
    assert!(!look(&mut siv, "/att-gora").await.body.contains("Du ersätter"));
    let events = world.events().await;
    assert_eq!(events.iter().filter(|kind| *kind == "substitute_named").count(), 1, "{events:?}");
}

#[tokio::test]
async fn a_substitute_is_told_what_the_secretary_is_told_and_is_ended_by_her_alone_or_with_her_role() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    named(&mut sara, "2025-03-10", "2025-03-31").await.done().unwrap();
    let recipients = "select count(*) from published.recipient r join person p on p.id = r.person_id
                      where p.name = 'Siv Handläggare' and r.role = 'secretary' and r.valid_to = '2025-03-31'";
    assert_eq!(world.count(recipients).await, 1, "reminders go to her as to a secretary");
    let mut siv = world.signed_in("Siv Handläggare").await;
    let end = look(&mut sara, PAGE).await.addresses(&format!("{PAGE}/")).remove(0);
    assert_eq!(siv.post(&end, &[]).await.unwrap().status, 404, "only whoever named her ends it");
    sara.post(&end, &[]).await.unwrap().done().unwrap();
    assert!(look(&mut sara, PAGE).await.body.contains("Ingen ersättare är utsedd."));
    assert_eq!(siv.get(&format!("{DESK}/klart-for-namnden")).await.unwrap().status, 403);
    // When Sara's own role ends, nobody stands in for her.
    named(&mut sara, "2025-03-10", "2025-03-31").await.done().unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    let list = look(&mut ada, "/admin/personer").await;
    let sara_url = list.body.split(">Sara Service").next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let ends = look(&mut ada, &sara_url).await.addresses(&format!("{sara_url}/roller/")).remove(0);
    ada.post(&ends, &[("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let mut siv = world.signed_in("Siv Handläggare").await;
    assert_eq!(siv.get(&format!("{DESK}/klart-for-namnden")).await.unwrap().status, 403);
    let mut kim = world.signed_in("Kim Kommun").await;
    assert_eq!(kim.get(PAGE).await.unwrap().status, 404);
}

#[tokio::test]
async fn the_database_gives_nobodys_role_but_ones_own_to_a_colleague_for_days_that_are_to_come() {
    let world = World::at("2025-03-10 09:00").await;
    let named = |who: &str, from: &str, to: &str| {
        format!(
            "select name_substitute(gen_random_uuid(), (select id from published.board where slug = 'servicenamnden'),
               (select id from published.person_name where name = '{who}'), '{from}', '{to}', '2025-03-10');"
        )
    };
    for (name, who, from, to, guard) in [
        ("Kim Kommun", "Siv Handläggare", "2025-03-10", "2025-03-14", "substitutes_stand_in_for_somebody"),
        ("Sara Service", "Kim Kommun", "2025-03-10", "2025-03-14", "substitutes_work_for_the_board"),
        ("Sara Service", "Sara Service", "2025-03-10", "2025-03-14", "substitutes_work_for_the_board"),
        ("Sara Service", "Siv Handläggare", "2025-03-09", "2025-03-14", "substitutes_have_days"),
        ("Sara Service", "Siv Handläggare", "2025-03-11", "2025-03-10", "substitutes_have_days"),
        ("Sara Service", "Siv Handläggare", "2025-03-11", "2026-03-30", "substitutes_have_days"),
        ("Sara Service", "Siv Handläggare", "2025-03-10", "2025-03-14", NOTHING),
    ] {
        assert_eq!(board(&world, name, &named(who, from, to)).await, guard, "{name} names {who}");
    }
}
