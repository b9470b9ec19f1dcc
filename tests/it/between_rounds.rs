//! Between rounds a board is asked how a measure goes when its day has come, one mail for all of them; its answer is a record of its
//! own, which everybody reads as the board's own word.

use yttrande::demo::player::{Page, Player};

use crate::plural::board;
use crate::post::{self, Basket, down, round};
use crate::world::{DESK, RESPONSE, World, look, sees, sees_none};

const STATUS: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/lagesbesked";
const ITEM: &str = "/rekommendationer/rev-2025-1/R1/servicenamnden";
const OWN_WORD: &str = "Revisorerna har inte bedömt dem.";
const READERS: [&str; 4] = ["Sara Service", "Rut Revisor", "Kim Kommun", "Fia Fullmäktig"];

/// Sara has planned three measures until September, and it is a day in autumn.
async fn planned_until_september(now: &str) -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to(now);
    world
}

/// The form as its page gives it, with what is typed of each measure: how it goes, in words, and the day.
async fn tells(player: &mut Player, typed: [(&str, &str, &str); 3]) -> Page {
    let page = look(player, STATUS).await;
    let (measures, seen) = (page.hiddens("measure"), page.hiddens("seen"));
    send(player, &measures, &seen, typed).await
}

async fn send(player: &mut Player, measures: &[String], seen: &[String], typed: [(&str, &str, &str); 3]) -> Page {
    let mut fields = Vec::new();
    for ((measure, seen), (outcome, words, date)) in measures.iter().zip(seen).zip(typed) {
        fields.extend([("measure", measure.as_str()), ("seen", seen.as_str()), ("outcome", outcome), ("words", words), ("date", date)]);
    }
    player.post(STATUS, &fields).await.unwrap()
}

const NONE: (&str, &str, &str) = ("", "", "");

#[tokio::test]
async fn when_their_day_has_come_the_board_is_asked_once_in_one_mail_for_all_and_nothing_is_late() {
    let world = planned_until_september("2025-09-29 08:00").await;
    let basket = Basket::default();
    let jobs = post::instance(&world, basket.clone()).await;
    round(&jobs).await;
    assert!(basket.subjects_of("Hur går det?").is_empty(), "the day has not come");
    world.move_to("2025-09-30 06:30");
    round(&jobs).await;
    assert!(basket.subjects_of("Hur går det?").is_empty(), "nobody is woken");
    world.move_to("2025-09-30 08:00");
    round(&jobs).await;
    round(&jobs).await;
    world.move_to("2025-10-06 08:00");
    round(&jobs).await;
    let subject = "Hur går det? Åtgärder vars dag har kommit – Servicenämnden";
    let asked = basket.subjects_of("Hur går det?");
    assert_eq!(asked.len(), 2, "one mail each to those who hand in: {asked:?}");
    assert!(asked.iter().all(|mail| mail.ends_with(subject)), "{asked:?}");
    assert_eq!(world.count("select count(*) from status_request").await, 3);
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "status_asked").count(), 1);
    let mut sara = world.signed_in("Sara Service").await;
    let row = format!("href=\"{STATUS}\"");
    let start = look(&mut sara, "/att-gora").await;
    sees(&start, &["Åtgärder vars dag har kommit", "berätta hur 3 åtgärder går", &row]);
    sees(&look(&mut sara, "/aviseringar").await, &["Dagen har kommit för åtgärder som Servicenämnden har planerat.", &row]);
    // Whoever helps to write is not asked, and others have no such page.
    let mut siv = world.signed_in("Siv Handläggare").await;
    sees_none(&look(&mut siv, "/att-gora").await, &["Åtgärder vars dag har kommit"]);
    for (name, status) in [("Siv Handläggare", 403), ("Kim Kommun", 404), ("Rut Revisor", 404), ("Fia Fullmäktig", 404)] {
        assert_eq!(world.signed_in(name).await.get(STATUS).await.unwrap().status, status, "{name}");
    }
}

#[tokio::test]
async fn on_a_day_on_which_offices_are_closed_nobody_is_asked() {
    // The last day of November is a Sunday.
    let world = planned_until_september("2025-09-30 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    let moved = ("under_way", "Upphandlingen drog ut.", "november 2025");
    tells(&mut sara, [moved, moved, moved]).await.done().unwrap();
    let basket = Basket::default();
    let jobs = post::instance(&world, basket.clone()).await;
    for (day, asked) in [("2025-11-28 08:00", 0), ("2025-11-30 08:00", 0), ("2025-12-01 08:00", 2), ("2025-12-02 08:00", 2)] {
        world.move_to(day);
        round(&jobs).await;
        assert_eq!(basket.subjects_of("Hur går det?").len(), asked, "{day}");
    }
}

#[tokio::test]
async fn a_board_tells_of_some_of_its_measures_and_what_is_wrong_keeps_what_was_typed() {
    let world = planned_until_september("2025-10-01 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, STATUS).await, &["Avtalen följs upp varje kvartal.", "Dagen som gäller: 30 september 2025", "Detta är ingen sista dag"]);
    for (typed, said) in [
        (NONE, "Välj hur det går med minst en åtgärd."),
        (("", "Rutinen gäller.", ""), "Välj hur det går med åtgärden."),
        (("done", " ", "2025-09-15"), "Skriv vad som har gjorts, eller varför åtgärden inte är klar."),
        (("done", "Rutinen gäller.", "2025-12-01"), "Dagen har inte kommit än."),
        (("done", "Rutinen gäller.", "2025-01-02"), "Dagen är före missivet"),
        (("under_way", "Vi hann inte.", "2025-09-15"), "Den nya sista dagen har redan passerat."),
        (("under_way", "Vi hann inte.", "snart"), "value=\"snart\""),
    ] {
        let told = tells(&mut sara, [NONE, typed, NONE]).await;
        assert_eq!(told.status, 422, "{typed:?}");
        sees(&told, &[said, typed.1.trim(), typed.2]);
    }
    assert_eq!(world.count("select count(*) from measure_status").await, 0);
    let page = look(&mut sara, STATUS).await;
    let (measures, seen) = (page.hiddens("measure"), page.hiddens("seen"));
    let typed = [NONE, ("under_way", "Upphandlingen drog ut.", "mars 2026"), ("done", "Alla har gått kursen. Listan finns i diariet.", "2025-09-15")];
    let done = send(&mut sara, &measures, &seen, typed).await;
    assert_eq!(done.done().unwrap(), RESPONSE);
    sees(&sara.follow(done).await.unwrap().shown().unwrap(), &["Lägesbeskedet är lämnat.", "Lägesbesked mellan omgångarna"]);
    // Clicked twice it stands once; another word on top of what somebody has not seen is refused.
    assert_eq!(send(&mut sara, &measures, &seen, typed).await.done().unwrap(), RESPONSE);
    let other = [NONE, ("dropped", "Nej.", ""), NONE];
    assert_eq!(send(&mut sara, &measures, &seen, other).await.status, 409);
    assert_eq!(world.count("select count(*) from measure_status").await, 2);
    sees(&look(&mut sara, "/att-gora").await, &["berätta hur en åtgärd går"]);
    let events = world.events().await;
    assert_eq!(events.iter().filter(|kind| ["status_told", "status_received"].contains(&kind.as_str())).count(), 2, "{events:?}");
    // A later report follows it; what was told before stands.
    tells(&mut sara, [NONE, ("dropped", "Upphandlingen avbröts.", ""), NONE]).await.done().unwrap();
    world.move_to("2025-10-03 09:00");
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let item = look(&mut reader, ITEM).await;
        sees(&item, &["Lägesbesked 1 oktober 2025", "Upphandlingen drog ut.", "Ny sista dag: mars 2026.", "Upphandlingen avbröts.", OWN_WORD]);
        sees(&look(&mut reader, RESPONSE).await, &["Upphandlingen drog ut.", "Alla har gått kursen.", OWN_WORD, "Klar: 2025-09-15."]);
        // What was promised is counted as before, and what the board says of it stands beside.
        sees(
            &look(&mut reader, "/oversikt").await,
            &["Lägesbesked från nämnden 1 oktober 2025: Genomförd.", "Lägesbesked från nämnden 1 oktober 2025: Genomförs inte."],
        );
        sees(&look(&mut reader, "/oversikt?per=2025-10-01").await, &["Lägesbesked från nämnden 1 oktober 2025: Genomförd."]);
        sees_none(&look(&mut reader, "/oversikt?per=2025-09-30").await, &["Lägesbesked från nämnden"]);
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/aviseringar").await, &["Servicenämnden har lämnat lägesbesked om sina åtgärder: Städavtal."]);
}

#[tokio::test]
async fn nobody_gets_a_mail_about_what_has_been_told_meanwhile() {
    let world = planned_until_september("2025-09-30 08:00").await;
    let basket = Basket::default();
    let jobs = post::instance(&world, basket.clone()).await;
    basket.answers(down());
    round(&jobs).await;
    let mut sara = world.signed_in("Sara Service").await;
    let done = ("done", "Rutinen gäller.", "2025-09-15");
    tells(&mut sara, [done, done, done]).await.done().unwrap();
    basket.answers(None);
    basket.letters();
    world.move_to("2025-09-30 09:00");
    round(&jobs).await;
    assert!(basket.subjects_of("Hur går det?").is_empty(), "{:?}", basket.subjects());
    let dropped = "select count(*) from mail m join notice n on n.id = m.notice_id where n.kind = 'status_asked' and m.state = 'dropped'";
    assert_eq!(world.count(dropped).await, 2);
}

#[tokio::test]
async fn the_follow_up_begins_with_what_was_told_and_is_the_boards_to_change() {
    let world = planned_until_september("2025-10-01 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    tells(&mut sara, [NONE, ("under_way", "Upphandlingen drog ut.", "mars 2026"), NONE]).await.done().unwrap();
    let desk = DESK.replace("forsta", "uppfoljande");
    let item = look(&mut sara, &format!("{desk}/punkter/R1")).await;
    sees(&item, &["Fälten är ifyllda efter nämndens lägesbesked.", "Upphandlingen drog ut.", "value=\"mars 2026\"", "<option value=\"under_way\" selected>"]);
    sees_none(&look(&mut sara, &format!("{desk}/punkter/R2")).await, &["Fälten är ifyllda"]);
    assert_eq!(world.count("select count(*) from desk_part p join published.round r on r.id = p.round_id where r.ordinal = 2").await, 0, "nothing is saved");
}

#[tokio::test]
async fn the_database_takes_what_is_told_only_of_what_is_open_and_never_changes_it() {
    let world = planned_until_september("2025-10-01 09:00").await;
    let tell = |n: i16, at: &str| {
        format!(
            "insert into measure_status (measure_id, n, submission_id, outcome, words, told_at, told_by)
             select id, {n}, submission_id, 'dropped', 'Nej.', '{at}', {{me}} from published.submitted_measure order by id limit 1;"
        )
    };
    assert_eq!(board(&world, "Kim Kommun", &tell(1, "2025-10-01T09:00:00Z")).await, "42501", "another board's measures are not one's own");
    let of_another = tell(1, "2025-10-01T09:00:00Z").replace("submission_id, 'dropped'", "gen_random_uuid(), 'dropped'");
    assert_eq!(board(&world, "Sara Service", &of_another).await, "status_is_of_what_is_open");
    assert_eq!(board(&world, "Sara Service", &tell(2, "2025-10-01T09:00:00Z")).await, "measure_status_pkey");
    assert_eq!(board(&world, "Sara Service", &tell(1, "2025-01-01T09:00:00Z")).await, "follows_its_cause");
}
