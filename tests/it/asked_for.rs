//! A supplement that the auditors ask for: with their own words and a day of its own, beside what was handed in.

use crate::plural::{NOTHING, auditors, board};
use crate::post::{self, Basket, round};
use crate::walls::ROUND;
use crate::world::{DESK, RESPONSE, World, look, sees, sees_none};

const ASK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/komplettering";
const BACK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/komplettering/1/aterta";
const ADD: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering";
const WANTED: &str = "Svaret på R1 säger inte när rutinen gäller.\nSkriv vilken dag.";
const ANSWER: &str = "R1: rutinen gäller från den 1 juni.";
const READERS: [&str; 4] = ["Sara Service", "Rut Revisor", "Kim Kommun", "Fia Fullmäktig"];

async fn handed_in() -> World {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2025-04-10 09:00");
    world
}

async fn asks(world: &World, day: &str) {
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(ASK, &[("wanted", WANTED), ("due_on", day)]).await.unwrap().done().unwrap();
}

fn answer(request: &str) -> Vec<(&str, &str)> {
    vec![("submission", "1"), ("request", request), ("why", "begaran"), ("text", ANSWER)]
}

#[tokio::test]
async fn the_auditors_ask_for_a_supplement_and_everybody_reads_what_is_missing_and_by_when() {
    let world = handed_in().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let document = rut.get(&format!("{RESPONSE}/dokument")).await.unwrap().content;
    sees(&look(&mut rut, RESPONSE).await, &["Begär komplettering", &format!("href=\"{ASK}\"")]);
    sees(&look(&mut rut, &format!("{RESPONSE}/omdome")).await, &[&format!("href=\"{ASK}\"")]);
    for (wanted, day, said) in [
        (" ", "2025-04-30", "Skriv vad som saknas."),
        (WANTED, "2025-04-10", "Skriv en dag som kommer efter i dag."),
        (WANTED, "2027-04-11", "Dagen ligger mer än två år bort."),
        (WANTED, "2025-04-31", "value=\"2025-04-31\""),
    ] {
        let told = rut.post(ASK, &[("wanted", wanted), ("due_on", day)]).await.unwrap();
        assert_eq!(told.status, 422, "{wanted} {day}");
        sees(&told, &[said]);
    }
    assert_eq!(world.count("select count(*) from supplement_request").await, 0);
    let done = rut.post(ASK, &[("wanted", WANTED), ("due_on", "2025-04-30")]).await.unwrap();
    assert_eq!(done.done().unwrap(), RESPONSE);
    let page = rut.follow(done).await.unwrap().shown().unwrap();
    sees(&page, &["Kompletteringen är begärd.", "Begärd komplettering", "Återta begäran"]);
    // Clicked twice: one request. Another one waits for its turn.
    assert_eq!(rut.post(ASK, &[("wanted", WANTED), ("due_on", "2025-04-30")]).await.unwrap().done().unwrap(), RESPONSE);
    assert_eq!(rut.post(ASK, &[("wanted", "Något annat."), ("due_on", "2025-05-30")]).await.unwrap().status, 409);
    assert_eq!(world.count("select count(*) from supplement_request").await, 1);
    sees(&look(&mut rut, ASK).await, &["En komplettering är redan begärd, senast 30 april 2025."]);
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, RESPONSE).await;
        sees(&page, &["Begärd komplettering", "med sista dag onsdag 30 april 2025", "Svaret på R1 säger inte när rutinen gäller.\nSkriv vilken dag."]);
        sees(&page, &["Inkommet i tid"]);
        assert_eq!(reader.get(&format!("{RESPONSE}/dokument")).await.unwrap().content, document, "what was handed in stays as it came");
    }
    for (name, status) in [("Lars Läsare", 403), ("Sara Service", 404), ("Fia Fullmäktig", 404), ("Ada Admin", 404)] {
        let mut other = world.signed_in(name).await;
        assert_eq!(other.post(ASK, &[("wanted", WANTED), ("due_on", "2025-04-30")]).await.unwrap().status, status, "{name}");
        assert_eq!(other.post(BACK, &[("reason", "Nej.")]).await.unwrap().status, status, "{name}");
    }
    let mut lars = world.signed_in("Lars Läsare").await;
    sees_none(&look(&mut lars, RESPONSE).await, &["Återta begäran", "Lämna kompletteringen"]);
    sees(&look(&mut lars, "/att-gora").await, &["Begärda kompletteringar", "komplettering senast onsdag 30 april 2025"]);
    // What the auditors have begun to ask about is not taken back.
    let mut sara = world.signed_in("Sara Service").await;
    let refused = sara.post(&format!("{DESK}/aterta/1"), &[("reason", "Fel.")]).await.unwrap();
    assert_eq!(refused.status, 409);
    sees(&refused, &["Revisionen har begärt en komplettering, och yttrandet kan inte återtas."]);
    let events = world.events().await;
    assert_eq!(events.iter().filter(|kind| *kind == "supplement_asked").count(), 1, "{events:?}");
}

#[tokio::test]
async fn the_board_is_told_finds_it_everywhere_and_answers_it_in_time() {
    let world = handed_in().await;
    asks(&world, "2025-04-30").await;
    let mut sara = world.signed_in("Sara Service").await;
    let row = format!("href=\"{ADD}\"");
    let start = look(&mut sara, "/att-gora").await;
    sees(&start, &["Begärda kompletteringar", "komplettering senast onsdag 30 april 2025", &row]);
    sees(
        &look(&mut sara, "/aviseringar").await,
        &["Revisionen begär att Servicenämnden kompletterar sitt första yttrande, Städavtal. Senast 30 april 2025.", &row],
    );
    sees(&look(&mut sara, DESK).await, &["Begärd komplettering", "Skriv vilken dag.", &row]);
    let form = look(&mut sara, ADD).await;
    sees(&form, &["Skriv vilken dag.", "Det revisionen begärde 10 april 2025, senast onsdag 30 april 2025"]);
    assert_eq!(form.hidden("request").unwrap(), "1");
    // Siv, who helps to write, is led to it and cannot hand it in.
    let mut siv = world.signed_in("Siv Handläggare").await;
    sees(&look(&mut siv, "/att-gora").await, &["Begärda kompletteringar", &row]);
    assert_eq!(siv.post(ADD, &answer("1")).await.unwrap().status, 403);
    world.move_to("2025-04-30 23:30");
    let mut sara = world.signed_in("Sara Service").await;
    let done = sara.post(ADD, &answer("1")).await.unwrap();
    assert_eq!(done.done().unwrap(), format!("{RESPONSE}/inkommet/2/kvitto"));
    let receipt = sara.follow(done).await.unwrap().shown().unwrap();
    sees(&receipt, &["Lämnad på begäran av revisionen, med sista dag 30 april 2025: i tid."]);
    assert_eq!(sara.post(ADD, &answer("1")).await.unwrap().done().unwrap(), format!("{RESPONSE}/inkommet/2/kvitto"), "clicked twice");
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, RESPONSE).await;
        sees(&page, &["Svaret kom i tid.", "Kom i tid", ANSWER, &format!("href=\"{RESPONSE}/inkommet/2\"")]);
        sees(
            &reader.get(&format!("{RESPONSE}/inkommet/2/dokument")).await.unwrap(),
            &["Lämnas på begäran av revisionen 2025-04-10, med sista dag 2025-04-30."],
        );
    }
    sees_none(&look(&mut sara, "/att-gora").await, &["Begärda kompletteringar"]);
    let mut rut = world.signed_in("Rut Revisor").await;
    sees_none(&look(&mut rut, "/att-gora").await, &["Begärda kompletteringar"]);
    sees(&look(&mut rut, RESPONSE).await, &[&format!("href=\"{ASK}\"")]);
    assert_eq!(rut.post(BACK, &[("reason", "För sent.")]).await.unwrap().status, 409, "it has been answered");
}

#[tokio::test]
async fn a_supplement_that_comes_late_is_accepted_and_marked_and_so_it_stands_for_the_council() {
    let world = handed_in().await;
    asks(&world, "2025-04-30").await;
    world.move_to("2025-05-02 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/att-gora").await, &["2 dagar sen"]);
    sees(&look(&mut sara, ADD).await, &["Sista dagen har passerat. Lämnar ni den nu räknas den som 2 dagar sent."]);
    sara.post(ADD, &answer("1")).await.unwrap().done().unwrap();
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        sees(&look(&mut reader, RESPONSE).await, &["Svaret kom 2 dagar sent.", "Kom sent", "med sista dag onsdag 30 april 2025"]);
        let own = look(&mut reader, &format!("{RESPONSE}/inkommet/2")).await;
        sees(&own, &["Lämnad på begäran av revisionen, med sista dag 30 april 2025: 2 dagar sent."]);
    }
    // The response itself is in time all the same.
    assert_eq!(world.text("select (received_on <= due_on)::text from published.round where board_slug = 'servicenamnden' and ordinal = 1").await, "true");
    let facts = world.text("select facts->>'request' || ' ' || (facts->>'days_late') from event where kind = 'supplement_received'").await;
    assert_eq!(facts, "1 2");
}

#[tokio::test]
async fn a_request_is_taken_back_with_a_reason_and_asked_anew_and_both_stay() {
    let world = handed_in().await;
    asks(&world, "2025-04-30").await;
    let mut sara = world.signed_in("Sara Service").await;
    let seen = look(&mut sara, ADD).await.hidden("request").unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, BACK).await, &["Skriv vilken dag.", "Varför återtas begäran?"]);
    let told = rut.post(BACK, &[("reason", " ")]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Skriv varför begäran återtas."]);
    let done = rut.post(BACK, &[("reason", "Nämnden behöver längre tid.")]).await.unwrap();
    let page = rut.follow(done).await.unwrap().shown().unwrap();
    sees(&page, &["Begäran om komplettering är återtagen", "Skäl: Nämnden behöver längre tid.", "Begär på nytt med en annan dag"]);
    assert_eq!(rut.post(BACK, &[("reason", "Igen.")]).await.unwrap().status, 409);
    // What answers a request that is gone is not handed in as if it were there; the words are given back.
    let stale = sara.post(ADD, &answer(&seen)).await.unwrap();
    assert_eq!(stale.status, 409);
    sees(&stale, &[ANSWER]);
    sees(
        &look(&mut sara, "/aviseringar").await,
        &["Revisionen har återtagit sin begäran om komplettering till första yttrande från Servicenämnden, Städavtal."],
    );
    sees_none(&look(&mut sara, "/att-gora").await, &["Begärda kompletteringar"]);
    sees(&look(&mut rut, &format!("{ASK}?som=1")).await, &["Skriv vilken dag."]);
    asks(&world, "2025-05-15").await;
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        sees(&look(&mut reader, RESPONSE).await, &["30 april 2025", "Skäl: Nämnden behöver längre tid.", "15 maj 2025"]);
    }
    // The form of the request before is not an answer to the one that stands.
    assert_eq!(sara.post(ADD, &answer(&seen)).await.unwrap().status, 409);
    sara.post(ADD, &answer("2")).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from published.supplement_request where n = 2 and answered_number = 2").await, 1);
}

#[tokio::test]
async fn nothing_is_asked_for_before_an_answer_has_come_or_after_the_audit_is_closed() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let early = rut.post(ASK, &[("wanted", WANTED), ("due_on", "2025-04-30")]).await.unwrap();
    assert_eq!(early.status, 409);
    sees(&early, &["Inget yttrande har kommit in."]);
}

#[tokio::test]
async fn a_supplement_that_is_waited_for_is_reminded_of_by_mail_until_it_has_come() {
    let world = handed_in().await;
    let basket = Basket::default();
    let jobs = post::instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    asks(&world, "2025-04-30").await;
    round(&jobs).await;
    let letters = basket.letters();
    let subjects: Vec<String> = letters.iter().map(|letter| letter.subject.clone()).collect();
    assert!(subjects.iter().all(|subject| subject == "Komplettering begärd: Städavtal – senast 30 april 2025"), "{subjects:?}");
    assert_eq!(letters.len(), 3, "all who work for the board: {subjects:?}");
    let sara = letters.iter().find(|letter| post::address(letter) == "sara.service").unwrap();
    assert!(sara.link.address.ends_with(ADD), "{}", sara.link.address);
    for (day, subject, people) in [
        ("2025-04-16", "14 dagar kvar: komplettering om Städavtal (30 april 2025)", 3),
        ("2025-04-23", "7 dagar kvar: komplettering om Städavtal (30 april 2025)", 3),
        ("2025-04-29", "1 dag kvar: komplettering om Städavtal (30 april 2025)", 3),
        ("2025-05-01", "Försenad: komplettering om Städavtal skulle ha kommit 30 april 2025", 4),
    ] {
        world.move_to(&format!("{day} 07:00"));
        round(&jobs).await;
        round(&jobs).await;
        let subjects: Vec<String> = basket.letters().iter().map(|letter| letter.subject.clone()).filter(|said| said.contains("omplettering")).collect();
        assert_eq!(subjects, vec![subject.to_owned(); people], "{day}");
    }
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(ADD, &answer("1")).await.unwrap().done().unwrap();
    round(&jobs).await;
    basket.letters();
    world.move_to("2025-05-07 07:00");
    round(&jobs).await;
    let subjects: Vec<String> = basket.letters().iter().map(|letter| letter.subject.clone()).filter(|said| said.contains("omplettering")).collect();
    assert!(subjects.is_empty(), "{subjects:?}");
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "supplement_reminded").count(), 4);
}

#[tokio::test]
async fn it_stands_in_the_calendar_that_people_subscribe_to() {
    let world = handed_in().await;
    asks(&world, "2025-04-30").await;
    for name in ["Sara Service", "Rut Revisor"] {
        let mut reader = world.signed_in(name).await;
        let address = crate::calendar::address_of(&mut reader).await;
        let feed = look(&mut world.visitor(), &address).await.body.replace("\r\n ", "");
        assert!(feed.contains("Sista dag för komplettering: första yttrande\\, Städavtal (Servicenämnden)") && feed.contains("20250430"), "{name}: {feed}");
    }
    let mut kim = world.signed_in("Kim Kommun").await;
    let address = crate::calendar::address_of(&mut kim).await;
    assert!(!look(&mut world.visitor(), &address).await.body.contains("komplettering"), "another board's");
}

#[tokio::test]
async fn the_database_keeps_what_is_asked_for_whatever_the_program_says() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let asks = |n: u8, day: &str, at: &str| format!("insert into supplement_request values ({ROUND}, {n}, 'x', '{day}', '{at}', {{me}})");
    let now = "2025-03-10T09:00:00Z";
    assert_eq!(auditors(&world, &asks(1, "2025-04-30", now)).await, "supplement_follows_response");
    world.submitted_response().await;
    let answers = |n: u8, on_request: bool| {
        format!(
            "insert into submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by,
               summary, locked_at, document, document_sha256, on_request, answers_request)
             select gen_random_uuid(), r.id, r.board_id, 2, 'supplement', 'service', 'Y2025-9002', '{now}', '2025-03-10', '{now}', {{me}},
               'x', '{now}', 'x', sha256('x'), {on_request}, {n} from published.round r where r.id = {ROUND}"
        )
    };
    let back = |n: u8| format!("insert into supplement_request_withdrawal values ({ROUND}, {n}, 'x', '{now}', {{me}})");
    let takes_back = format!(
        "insert into submission_withdrawal (submission_id, board_id, reason, withdrawn_at, withdrawn_by)
         select submission_id, board_id, 'x', '{now}', {{me}} from published.round where id = {ROUND}"
    );
    assert_eq!(auditors(&world, &asks(1, "2025-03-10", now)).await, "supplement_day_is_ahead");
    assert_eq!(auditors(&world, &asks(2, "2025-04-30", now)).await, "supplement_request_pkey");
    assert_eq!(auditors(&world, &asks(1, "2025-04-30", "2025-03-10T08:00:00Z")).await, "follows_its_cause");
    assert_eq!(auditors(&world, &asks(1, "2025-04-30", now)).await, NOTHING);
    assert_eq!(auditors(&world, &asks(2, "2025-05-30", now)).await, "one_supplement_at_a_time");
    assert_eq!(board(&world, "Sara Service", &takes_back).await, "supplement_is_asked_for");
    assert_eq!(board(&world, "Sara Service", &answers(1, false)).await, "only_what_is_asked_for_answers");
    assert_eq!(auditors(&world, &back(1)).await, NOTHING);
    assert_eq!(auditors(&world, &back(1)).await, "supplement_request_is_open");
    assert_eq!(board(&world, "Sara Service", &answers(1, true)).await, "supplement_request_is_open");
    assert_eq!(auditors(&world, &asks(2, "2025-05-30", now)).await, NOTHING);
    assert_eq!(board(&world, "Sara Service", &answers(2, true)).await, NOTHING);
    assert_eq!(auditors(&world, &back(2)).await, "supplement_request_is_open");
}
