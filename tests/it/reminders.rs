//! Reminders: who is told what about a last day, and when; once, and only as long as it is true.

use yttrande::platform::mail::{Handover, Stage};

use crate::post::{self, Basket, down, instance, round};
use crate::world::{World, audit_form, email};

/// The morning of a day.
async fn morning(world: &World, jobs: &yttrande::jobs::Jobs<Basket>, day: &str) {
    world.move_to(&format!("{day} 07:00"));
    round(jobs).await;
}

async fn kinds(world: &World, kind: &str) -> usize {
    world.events().await.iter().filter(|event| *event == kind).count()
}

#[tokio::test]
async fn a_board_is_reminded_before_its_last_day_and_told_after_it() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    world.sent_audit().await;
    round(&jobs).await;
    let asked = basket.subjects();
    assert_eq!(asked.len(), 5, "those who answer, and the council that has it for information: {asked:?}");
    assert!(asked.contains(&"sara.service: Yttrande begärt: Städavtal – senast 31 mars 2025".to_owned()), "{asked:?}");

    // Thirty days before is a Saturday: told on the Friday.
    world.move_to("2025-02-28 06:59");
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new());
    morning(&world, &jobs, "2025-02-28").await;
    let subject = "31 dagar kvar: yttrande om Städavtal (31 mars 2025)";
    assert_eq!(basket.subjects(), [format!("olle.ordforande: {subject}"), format!("sara.service: {subject}")]);
    world.move_to("2025-02-28 07:30");
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new());

    for (day, who) in [("2025-03-17", 3), ("2025-03-24", 3), ("2025-03-28", 3), ("2025-04-01", 4), ("2025-04-07", 4), ("2025-04-14", 1)] {
        morning(&world, &jobs, day).await;
        let about: Vec<String> = basket.subjects().into_iter().filter(|subject| subject.contains("31 mars")).collect();
        assert_eq!(about.len(), who, "{day}: {about:?}");
    }
    let n = world.count("select count(*) from event where kind = 'reminder_made' and facts ->> 'due_on' = '2025-03-31'").await;
    assert_eq!((n, world.count("select count(*) from event where kind = 'response_missing' and facts ->> 'due_on' = '2025-03-31'").await), (6, 1));
}

#[tokio::test]
async fn what_a_reminder_says() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    morning(&world, &jobs, "2025-03-24").await;
    let letters = basket.letters();
    let sara = letters.iter().find(|letter| post::address(letter) == "sara.service" && letter.subject.contains("kvar")).unwrap();
    assert_eq!(sara.subject, "7 dagar kvar: yttrande om Städavtal (31 mars 2025)");
    assert_eq!(
        sara.lines,
        [
            "Hej Sara Service!",
            "Servicenämnden ska lämna sitt första yttrande över Städavtal (REV-2025-1) senast måndag 31 mars 2025. Hela den dagen räknas.",
            "Räcker inte tiden kan nämnden begära anstånd hos revisorerna."
        ]
    );
    assert_eq!(sara.link.address, "https://uppfoljning.kommun.example/yttranden/rev-2025-1/servicenamnden/forsta/arbete");
    assert_eq!(sara.signature[0], "Revisorskollegiet, Provköpings kommun");
    assert!(sara.signature.last().unwrap().ends_with("https://uppfoljning.kommun.example/aviseringar/installningar"));
    // The drafts of this board are full of words; none of them leaves the house.
    for letter in &letters {
        let all = format!("{letter:?}");
        for canary in ["delar bilden", "varje kvartal", "Inköpschefen", "inte tillräcklig", "se över"] {
            assert!(!all.contains(canary), "{canary}: {all}");
        }
    }
}

#[tokio::test]
async fn a_service_that_stood_still_tells_the_last_step_only_with_the_true_days() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    morning(&world, &jobs, "2025-03-26").await;
    let seen: Vec<String> = basket.subjects().into_iter().filter(|subject| subject.contains("31 mars")).collect();
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(seen.iter().all(|subject| subject.contains("5 dagar kvar")), "{seen:?}");
}

#[tokio::test]
async fn nobody_is_reminded_of_what_has_been_handed_in() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    // The reminder is made while the mail server is away, and the answer comes before it is back.
    basket.answers(down());
    morning(&world, &jobs, "2025-03-17").await;
    assert_eq!(world.count("select count(*) from mail where state = 'waiting' and made_at > '2025-03-17'").await, 4);
    world.move_to("2025-03-17 10:00");
    world.submitted_response().await;
    basket.answers(None);
    basket.letters();
    world.move_to("2025-03-17 12:00");
    round(&jobs).await;
    let seen = basket.subjects();
    assert!(seen.iter().all(|subject| !subject.contains("31 mars")), "{seen:?}");
    assert!(seen.contains(&"sara.service: Kvitto: Servicenämndens yttrande om Städavtal är inskickat".to_owned()), "{seen:?}");
    assert!(seen.contains(&"rut.revisor: Yttrande inkommet: Städavtal – Servicenämnden".to_owned()), "{seen:?}");
    assert_eq!(
        world.count("select count(*) from mail where state = 'dropped' and reply = 'answered'").await,
        8,
        "three asked for, three reminded, and two who heard of the lock"
    );
    for day in ["2025-03-24", "2025-04-01", "2025-04-20"] {
        morning(&world, &jobs, day).await;
    }
    assert!(basket.subjects().iter().all(|subject| !subject.contains("31 mars")));
}

#[tokio::test]
async fn the_letters_own_address_gets_a_receipt_with_time_number_and_fingerprint() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    let letters = basket.letters();
    let receipt = letters.iter().find(|letter| post::address(letter) == "registrator").unwrap();
    assert_eq!(receipt.to.to_string(), "registrator@xn--provkping-47a.example");
    assert_eq!(receipt.subject, "Kvitto: Servicenämndens yttrande om Städavtal är inskickat");
    let all = receipt.lines.join("\n");
    assert!(all.contains("3 mars 2025 kl. 09.00") && all.contains("SHA-256"), "{all}");
    let sum = all.split_whitespace().last().unwrap();
    let known: i64 = world.count("select count(*) from submission").await;
    assert_eq!((known, sum.len()), (1, 64));
    assert!(receipt.link.address.ends_with("/yttranden/rev-2025-1/servicenamnden/forsta/inkommet/1/kvitto"));
    // A supplement has a receipt of its own, and so has the mail about it.
    let mut sara = world.signed_in("Sara Service").await;
    let form = [("submission", "1"), ("why", "eget"), ("text", "R1: rutinen gäller från den 1 juni.")];
    sara.post("/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering", &form).await.unwrap().done().unwrap();
    round(&jobs).await;
    let letters = basket.letters();
    let receipt = letters.iter().find(|letter| post::address(letter) == "registrator").unwrap();
    assert_eq!(receipt.subject, "Kvitto: Servicenämndens komplettering om Städavtal är inskickad");
    let all = receipt.lines.join("\n");
    assert!(all.contains("Servicenämnden lämnade en komplettering till sitt första yttrande över Städavtal (REV-2025-1) 3 mars 2025 kl. 09.00."), "{all}");
    assert!(receipt.link.address.ends_with("/yttranden/rev-2025-1/servicenamnden/forsta/inkommet/2/kvitto"), "{}", receipt.link.address);
}

#[tokio::test]
async fn a_board_without_anybody_is_told_to_administrators_and_auditors() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let people = ada.get("/admin/personer").await.unwrap().shown().unwrap();
    let kim = people.body.split("<a href=\"").find(|part| part.contains("Kim Kommun")).unwrap().split('"').next().unwrap().to_owned();
    ada.post(&format!("{kim}/avsluta"), &[("end_reason", "Slutat"), ("heir", ""), ("alone", "yes")]).await.unwrap().done().unwrap();
    basket.letters();
    for day in ["2025-03-05", "2025-03-21"] {
        morning(&world, &jobs, day).await;
        let letters = basket.letters();
        let about: Vec<_> = letters.iter().filter(|letter| letter.subject.contains("har ingen att påminna")).collect();
        assert_eq!(
            about.iter().map(|letter| post::address(letter)).collect::<std::collections::BTreeSet<_>>(),
            ["ada.admin".to_owned(), "rut.revisor".to_owned()].into()
        );
        // The administrator sees no content, not even the title.
        let ada = about.iter().find(|letter| post::address(letter) == "ada.admin").unwrap();
        assert!(!format!("{ada:?}").contains("Städavtal"), "{ada:?}");
        assert!(ada.link.address.ends_with("/admin/namnder/kommunstyrelsen"));
        assert!(letters.iter().all(|letter| post::address(letter) != "kim.kommun"));
    }
}

#[tokio::test]
async fn however_many_instances_there_are_each_thing_is_told_once() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let mut all = Vec::new();
    for _ in 0..3 {
        all.push(instance(&world, basket.clone()).await);
    }
    for day in ["2025-02-03", "2025-03-01", "2025-03-17", "2025-03-24", "2025-04-01", "2025-04-15"] {
        world.move_to(&format!("{day} 07:00"));
        let [first, second, third] = all.as_slice() else { panic!() };
        tokio::join!(round(first), round(second), round(third));
    }
    let letters = basket.letters();
    let ids: std::collections::BTreeSet<String> = letters.iter().map(|letter| letter.message_id.to_string()).collect();
    assert_eq!(ids.len(), letters.len());
    assert_eq!(world.count("select count(*) from mail where state = 'sent'").await, i64::try_from(letters.len()).unwrap());
    assert_eq!(world.count("select count(*) from (select round_id, due_on, days from reminder group by 1, 2, 3 having count(*) > 1) x").await, 0);
    assert_eq!(
        world.count("select count(*) from reminder").await,
        i64::try_from(kinds(&world, "reminder_made").await + kinds(&world, "response_missing").await).unwrap()
    );
}

#[tokio::test]
async fn a_clock_that_steps_back_an_hour_repeats_nothing_and_loses_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    world.move_to("2025-03-17 07:10");
    basket.answers(down());
    round(&jobs).await;
    let made = world.count("select count(*) from mail where made_at > '2025-03-01'").await;
    assert!(made > 0);
    world.move_to("2025-03-17 06:20");
    round(&jobs).await;
    world.move_to("2025-03-17 07:05");
    round(&jobs).await;
    assert_eq!(world.count("select count(*) from mail where made_at > '2025-03-01'").await, made);
    basket.answers(None);
    basket.letters();
    world.move_to("2025-03-17 07:20");
    round(&jobs).await;
    assert_eq!(i64::try_from(basket.letters().len()).unwrap(), made);
    assert_eq!(world.count("select count(*) from mail where state = 'waiting'").await, 0);
}

#[tokio::test]
async fn a_mail_server_that_is_away_for_a_day_loses_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    basket.answers(down());
    morning(&world, &jobs, "2025-03-24").await;
    for hour in 8..24 {
        world.move_to(&format!("2025-03-24 {hour:02}:00"));
        round(&jobs).await;
    }
    let tried: std::collections::BTreeSet<String> = basket.letters().iter().map(|letter| letter.message_id.to_string()).collect();
    basket.answers(None);
    // It comes back; the mails whose turn has come go at once, those that were tried often within four hours.
    for hour in 7..12 {
        world.move_to(&format!("2025-03-25 {hour:02}:00"));
        round(&jobs).await;
    }
    let letters = basket.letters();
    let seven: Vec<_> = letters.iter().filter(|letter| letter.subject.contains("31 mars")).collect();
    assert_eq!(seven.len(), 3);
    assert!(seven.iter().all(|letter| letter.subject.starts_with("6 dagar kvar")), "days are counted when it goes");
    assert!(seven.iter().any(|letter| tried.contains(&letter.message_id.to_string())), "the same letter as before");
    assert_eq!(world.count("select count(*) from mail where state in ('waiting', 'failed')").await, 0);
}

#[tokio::test]
async fn a_refused_mail_fails_at_once_and_one_that_waits_fails_after_five_days() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    basket.answers(Some(Handover::Refused(post::reply(Stage::Recipient, Some(550), "5.1.1 No such person"))));
    round(&jobs).await;
    assert_eq!(world.count("select count(*) from mail where state = 'failed' and reply = '550 5.1.1 No such person' and attempts = 1").await, 5);
    basket.answers(Some(Handover::Later(post::reply(Stage::Recipient, Some(451), "4.7.1 Later"))));
    morning(&world, &jobs, "2025-03-17").await;
    let waiting = "select count(*) from mail where state = 'waiting' and reply = '451 4.7.1 Later'";
    assert!(world.count(waiting).await > 0);
    for day in ["2025-03-18", "2025-03-19", "2025-03-21"] {
        morning(&world, &jobs, day).await;
        assert_eq!(world.count("select count(*) from mail where state = 'failed' and made_at > '2025-03-01'").await, 0);
    }
    morning(&world, &jobs, "2025-03-22").await;
    assert_eq!(world.count("select count(*) from mail where state = 'waiting' and made_at < '2025-03-18'").await, 0);
    assert!(world.count("select count(*) from mail where state = 'failed' and reply = '451 4.7.1 Later'").await > 0);
}

#[tokio::test]
async fn a_worker_that_dies_leaves_its_mail_to_another_and_the_letter_is_the_same() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let dies = instance(&world, Dies(basket.clone())).await;
    // It hands over a letter and never comes back from that.
    tokio::select! {
        _ = dies.round(|| false) => panic!("it should have died"),
        () = basket.first() => {}
    }
    drop(dies);
    let lost = basket.letters();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    assert_eq!(basket.letters().len(), 4, "the mail in the dead worker's hands is not touched before its lease is over");
    world.move_to("2025-02-03 09:05");
    round(&jobs).await;
    let again = basket.letters();
    assert_eq!((again.len(), &again[0].message_id), (1, &lost[0].message_id));
    assert_eq!((&again[0].subject, &again[0].lines), (&lost[0].subject, &lost[0].lines));
}

/// Takes the letter and is never heard of again.
struct Dies(Basket);

impl yttrande::platform::mail::Post for Dies {
    async fn send(&self, letter: &yttrande::platform::mail::Letter, at: chrono::DateTime<chrono::Utc>) -> Handover {
        self.0.send(letter, at).await;
        std::future::pending().await
    }
}

#[tokio::test]
async fn who_wants_one_mail_a_day_gets_one_with_everything_in_it() {
    let world = World::at("2025-02-03 09:00").await;
    let sara = email("Sara Service");
    world.wants(&sara, "digest", "sv").await;
    world.wants(&email("Kim Kommun"), "in_app", "en").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    let seen = basket.subjects();
    // It is past seven: today's digest is made with what there is. A secretary cannot turn last days off.
    assert!(seen.contains(&"sara.service: 1 nyhet om granskningar, 3 februari 2025".to_owned()), "{seen:?}");
    assert!(seen.contains(&"kim.kommun: Response requested: Städavtal – by 4 April 2025".to_owned()), "{seen:?}");
    morning(&world, &jobs, "2025-03-24").await;
    let letters = basket.letters();
    let digest = letters.iter().find(|letter| post::address(letter) == "sara.service").unwrap();
    assert_eq!(digest.lines[2], "• 7 dagar kvar: yttrande om Städavtal (31 mars 2025) (Servicenämnden)");
    assert_eq!(letters.iter().filter(|letter| post::address(letter) == "sara.service").count(), 1);
    round(&jobs).await;
    assert_eq!(basket.subjects(), Vec::<String>::new());
}

#[tokio::test]
async fn whoever_goes_away_in_the_middle_leaves_no_connection_inside_a_transaction() {
    let world = World::at("2025-02-03 09:00").await;
    let worker = post::worker(&world).await;
    for micros in (0..600).map(|n| n * 5) {
        // Gone, wherever that is: before, during or after PostgreSQL's answer.
        drop(tokio::time::timeout(std::time::Duration::from_micros(micros), worker.look()).await);
        let mut job = worker.begin().await.unwrap();
        let read_only: String = sqlx::query_scalar("show transaction_read_only").fetch_one(job.conn()).await.unwrap();
        assert_eq!(read_only, "off", "cut off after {micros} µs");
    }
}

#[tokio::test]
async fn an_answer_and_a_reminder_at_the_same_moment_come_in_an_order_that_makes_sense() {
    let world = World::at("2025-03-16 09:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    let jobs = instance(&world, Basket::default()).await;
    world.move_to("2025-03-17 07:00");
    let mut sara = world.signed_in("Sara Service").await;
    let handing_in = sara.post("/yttranden/rev-2025-1/servicenamnden/forsta/arbete/skicka", &[]);
    let (handed_in, _) = tokio::join!(handing_in, round(&jobs));
    handed_in.unwrap().done().unwrap();
    let after = "select count(*) from event told join event came on came.kind = 'response_received' and came.authority = 'audit'
        and came.facts ->> 'round' = told.facts ->> 'round' where told.kind = 'reminder_made' and told.authority = 'audit' and told.seq > came.seq";
    assert_eq!(world.count(after).await, 0);
}

#[tokio::test]
async fn whoever_would_get_many_mails_at_once_gets_one_with_all_of_them() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let sends = async |rut: &mut yttrande::demo::player::Player, n: usize| {
        let reference = format!("REV-2025-{n}");
        rut.post("/granskningar/ny/sjalv", &audit_form(&[("reference", &reference), ("title", &format!("Granskning {n}"))])).await.unwrap().done().unwrap();
        let audit = format!("/granskningar/rev-2025-{n}");
        let page = rut.get(&format!("{audit}/punkter")).await.unwrap().shown().unwrap();
        let (service, executive) = (page.choice("boards", "Servicenämnden").unwrap(), page.choice("boards", "Kommunstyrelsen").unwrap());
        let item = [("kind", "recommendation"), ("heading", "Följ upp"), ("body", "Följ upp."), ("boards", &service), ("boards", &executive)];
        rut.post(&format!("{audit}/punkter"), &item).await.unwrap().done().unwrap();
        rut.post(&format!("{audit}/skicka"), &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    };
    for n in 1..=7 {
        sends(&mut rut, n).await;
    }
    // Nothing went out meanwhile: seven wait for each.
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    let letters = basket.letters();
    let mut to: Vec<String> = letters.iter().map(post::address).collect();
    to.sort();
    assert_eq!(to, ["fia.fullmaktig", "kim.kommun", "olle.ordforande", "sara.service", "siv.handlaggare"]);
    let sara = letters.iter().find(|letter| post::address(letter) == "sara.service").unwrap();
    assert_eq!(sara.subject, "7 nyheter om granskningar, 3 februari 2025");
    for n in 1..=7 {
        assert_eq!(sara.lines.iter().filter(|line| line.contains(&format!("Granskning {n} "))).count(), 1, "{n}: {:?}", sara.lines);
    }
    assert_eq!(world.count("select count(*) from mail where state = 'dropped' and reply = 'gathered'").await, 35);
    round(&jobs).await;
    assert_eq!(basket.letters().len(), 0, "nothing is told twice");
    // Five at once are five mails.
    for n in 8..=12 {
        sends(&mut rut, n).await;
    }
    round(&jobs).await;
    assert_eq!(basket.letters().len(), 25);
}
