//! The auditors remind late boards in their own words.

use yttrande::app;
use yttrande::demo::player::{Page, Player};
use yttrande::platform::database::Database;
use yttrande::platform::mail::{Handover, Stage};
use yttrande::platform::session::Cookies;

use crate::database;
use crate::lists::archive;
use crate::plural::{NOTHING, auditors};
use crate::post::{self, Basket, instance, round};
use crate::walls::ROUND;
use crate::world::{PASSWORD, RESPONSE, World, email, look, sees, sees_none};

const PROMPT: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/paminn";
const LEDGER: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/sista-dag";
const ALL: &str = "/yttranden/paminn";
const AUDIT: &str = "/granskningar/rev-2025-1";

/// What can be ticked, in order.
fn values(page: &Page) -> Vec<String> {
    page.body.split("name=\"round\"").skip(1).filter_map(|rest| rest.split_once("value=\"")?.1.split('"').next()).map(str::to_owned).collect()
}

/// Both boards are late: Servicenämnden since 31 March, Kommunstyrelsen since 4 April.
async fn late() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-09 10:00");
    world
}

async fn prompts(world: &World) -> i64 {
    world.count("select count(*) from prompt").await
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story")]
async fn a_late_board_is_reminded_in_two_clicks_in_the_auditors_own_words() {
    let world = late().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut rut = world.signed_in("Rut Revisor").await;
    // The first click: from the start page, and from the page of the audit.
    sees(&look(&mut rut, "/att-gora").await, &[&format!("href=\"{PROMPT}\"")]);
    sees(&look(&mut rut, AUDIT).await, &[&format!("href=\"{PROMPT}\"")]);
    let form = look(&mut rut, PROMPT).await;
    sees(&form, &["Påminn Servicenämnden", "måndag 31 mars 2025", "<strong>Olle Ordförande, Sara Service</strong>"]);
    // What the letter of reminder would say, to be changed.
    sees(
        &form,
        &["Servicenämnden ombeds lämna yttrandet snarast. Det ska besvara 3 bedömningar", "12 kap. 9 § kommunallagen", "Yttrandet är 9 dagar försenat."],
    );
    for (words, said) in [(" ", "Skriv vad nämnden ska få läsa."), (&*"å".repeat(5001), "Texten får ha högst")] {
        let told = rut.post(PROMPT, &[("words", words), ("seen", "0")]).await.unwrap();
        assert_eq!(told.status, 422, "{said}");
        sees(&told, &[said]);
        sees_none(&told, &["Skriv Skriv", ".."]);
    }
    // The second.
    let words = "Hej Sara!\n\nVi ses på torsdag och behöver svaret dessförinnan.\n\n/Rut";
    let done = rut.post(PROMPT, &[("words", words), ("seen", "0")]).await.unwrap();
    assert_eq!(done.done().unwrap(), AUDIT);
    sees(&rut.follow(done).await.unwrap().shown().unwrap(), &["Påminnelsen är skickad.", "Påmind 9 april 2025 av Rut Revisor"]);
    round(&jobs).await;
    let letters = basket.letters();
    let to: std::collections::BTreeSet<String> = letters.iter().map(post::address).collect();
    assert_eq!(to.into_iter().collect::<Vec<_>>(), ["olle.ordforande", "sara.service"], "those who can hand in, and nobody else");
    let sara = letters.iter().find(|letter| post::address(letter) == "sara.service").unwrap();
    assert_eq!(sara.subject, "Påminnelse från revisionen: yttrande om Städavtal skulle ha kommit 31 mars 2025");
    assert_eq!(
        sara.lines[1..],
        [
            "Revisorskollegiet väntar på första yttrande från Servicenämnden över Städavtal (REV-2025-1). Sista dag var måndag 31 mars 2025.",
            "Yttrandet är 9 dagar försenat.",
            "Revisorskollegiet skriver:",
            "Hej Sara!",
            "Vi ses på torsdag och behöver svaret dessförinnan.",
            "/Rut",
        ]
    );
    assert!(sara.link.address.ends_with("/forsta/arbete"), "{}", sara.link.address);
    // Whoever may read about the audit reads that it was reminded, by whom, and in which words.
    for name in ["Rut Revisor", "Lars Läsare", "Sara Service", "Kim Kommun", "Fia Fullmäktig"] {
        let mut reader = world.signed_in(name).await;
        sees(&look(&mut reader, AUDIT).await, &["Påmind 9 april 2025 av Rut Revisor"]);
        sees(&look(&mut reader, LEDGER).await, &["Påminnelser från revisionen", "Påmind 9 april 2025 kl. 10.00 av Rut Revisor", "Vi ses på torsdag"]);
    }
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/aviseringar").await, &["Revisionen har påmint Servicenämnden: första yttrande, Städavtal. Skulle ha kommit 31 mars 2025."]);
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "board_prompted").count(), 1);
    sees(&look(&mut rut, "/handelser").await, &["Påminde nämnden med egna ord. Sista dag var 31 mars 2025"]);
}

#[tokio::test]
async fn nobody_is_reminded_twice_the_same_day_without_a_question() {
    let world = late().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(PROMPT, &[("words", "Svara nu."), ("seen", "0")]).await.unwrap().done().unwrap();
    // Clicked twice: it has been done.
    assert_eq!(rut.post(PROMPT, &[("words", "Svara nu."), ("seen", "0")]).await.unwrap().done().unwrap(), AUDIT);
    assert_eq!(prompts(&world).await, 1);
    // Another one, the same day: the page says so and asks, also of whoever had the page open.
    sees(&look(&mut rut, PROMPT).await, &["Nämnden påmindes redan i dag", "av Rut Revisor", "Ja, påminn nämnden igen i dag"]);
    let told = rut.post(PROMPT, &[("words", "Svara nu, tack."), ("seen", "0")]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Nämnden har redan påmints i dag.", "Svara nu, tack.", "name=\"seen\" value=\"1\""]);
    assert_eq!(prompts(&world).await, 1);
    // Whoever says yes to once more has seen which one there was.
    let told = rut.post(PROMPT, &[("words", "Svara nu, tack."), ("seen", "0"), ("again", "ja")]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Någon annan har påmint nämnden sedan sidan öppnades.", "Svara nu, tack."]);
    rut.post(PROMPT, &[("words", "Svara nu, tack."), ("seen", "1"), ("again", "ja")]).await.unwrap().done().unwrap();
    assert_eq!(prompts(&world).await, 2);
    sees(&look(&mut rut, AUDIT).await, &["Påmind 2 gånger, senast 9 april 2025 av Rut Revisor"]);
    // The next day nothing is asked.
    world.move_to("2025-04-10 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = look(&mut rut, PROMPT).await;
    sees(&page, &["Nämnden påmindes senast"]);
    sees_none(&page, &["igen i dag"]);
    rut.post(PROMPT, &[("words", "Svara nu."), ("seen", "2")]).await.unwrap().done().unwrap();
    assert_eq!(prompts(&world).await, 3);
}

#[tokio::test]
async fn all_that_are_late_are_reminded_at_once_after_a_look_at_who_gets_what() {
    let world = late().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/att-gora").await, &["Påminn alla försenade", &format!("href=\"{ALL}\"")]);
    let form = look(&mut rut, ALL).await;
    sees(&form, &["Servicenämnden, första yttrande, Städavtal: 9 dagar sent. Till Olle Ordförande, Sara Service.", "Till Kim Kommun."]);
    let chosen = values(&form);
    assert_eq!(chosen.len(), 2, "{chosen:?}");
    let nobody = rut.post(ALL, &[("words", "Svara nu.")]).await.unwrap();
    assert_eq!(nobody.status, 422);
    sees(&nobody, &["Välj minst ett yttrande."]);
    let both = [("words", "Vi väntar på er."), ("round", &*chosen[0]), ("round", &*chosen[1])];
    assert_eq!(rut.post(ALL, &both).await.unwrap().done().unwrap(), "/att-gora");
    assert_eq!(rut.post(ALL, &both).await.unwrap().done().unwrap(), "/att-gora", "clicked twice");
    assert_eq!(prompts(&world).await, 2);
    round(&jobs).await;
    let mut to: Vec<String> = basket.letters().iter().map(post::address).collect();
    to.sort();
    assert_eq!(to, ["kim.kommun", "olle.ordforande", "sara.service"]);
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "board_prompted").count(), 2);
    // Now there is nobody left to remind today but by hand, one by one.
    let page = look(&mut rut, ALL).await;
    sees(&page, &["Inget försenat yttrande kan påminnas om just nu.", "Nämnden påmindes redan i dag", &format!("href=\"{PROMPT}\"")]);
    // Whoever had the page open is told what has changed, and loses nothing.
    let stale = rut.post(ALL, &[("words", "En gång till."), ("round", &*chosen[0])]).await.unwrap();
    assert_eq!(stale.status, 422);
    assert_eq!(prompts(&world).await, 2);
}

#[tokio::test]
async fn whoever_was_reminded_makes_room_for_the_next() {
    let world = World::at("2025-02-03 09:00").await;
    archive(&world, 30, 0).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = look(&mut rut, ALL).await;
    sees(&page, &["Sidan visar de 25"]);
    for left in [30, 5] {
        let seen = values(&look(&mut rut, ALL).await);
        assert_eq!(seen.len(), left.min(25));
        let form: Vec<(&str, &str)> = seen.iter().map(|round| ("round", round.as_str())).chain([("words", "Svara snarast.")]).collect();
        rut.post(ALL, &form).await.unwrap().done().unwrap();
    }
    assert_eq!(prompts(&world).await, 30);
    sees(&look(&mut rut, ALL).await, &["Inget försenat yttrande kan påminnas om just nu."]);
}

#[tokio::test]
async fn a_board_that_asks_for_time_or_has_nobody_stands_beside_and_is_said_before() {
    let world = late().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{RESPONSE}/anstand"), &[("wished_on", "2025-04-25"), ("reason", "Nämnden möts den 20 april."), ("closed_day", "")])
        .await
        .unwrap()
        .done()
        .unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    let people = look(&mut ada, "/admin/personer").await;
    let kim = people.body.split("<a href=\"").find(|part| part.contains("Kim Kommun")).unwrap().split('"').next().unwrap().to_owned();
    ada.post(&format!("{kim}/avsluta"), &[("end_reason", "Slutat"), ("heir", ""), ("alone", "yes")]).await.unwrap().done().unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    let all = look(&mut rut, ALL).await;
    assert_eq!(values(&all).len(), 0);
    sees(&all, &["Nämnden har begärt anstånd, och ni har inte beslutat.", "Ingen i tjänsten kan lämna in för nämnden.", "/anstand/beslut", "/paminnelsebrev"]);
    let one = look(&mut rut, "/yttranden/rev-2025-1/kommunstyrelsen/forsta/paminn").await;
    sees(&one, &["Kommunstyrelsen har ingen i tjänsten som kan lämna in", "/paminnelsebrev"]);
    sees_none(&one, &["<textarea"]);
    let told = rut.post("/yttranden/rev-2025-1/kommunstyrelsen/forsta/paminn", &[("words", "Svara."), ("seen", "0")]).await.unwrap();
    assert_eq!(told.status, 422);
    assert_eq!(prompts(&world).await, 0);
    // One that asks for time is reminded by hand, and not invited to ask for it.
    let service = look(&mut rut, PROMPT).await;
    sees(&service, &["Nämnden har begärt anstånd, och ni har inte beslutat.", "Begäran om anstånd till den 25 april 2025 har kommit in"]);
    sees_none(&service, &["kan begära anstånd"]);
}

#[tokio::test]
async fn a_mail_that_bounced_and_mail_that_does_not_go_out_are_said_before_sending() {
    let world = late().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let no = Handover::Refused(post::reply(Stage::Recipient, Some(550), "No such user"));
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(
        &look(&mut rut, PROMPT).await,
        &["Mejl går inte ut ur tjänsten: inget har gått i väg sedan 3 februari 2025 kl. 09.00, fast det finns mejl som väntar."],
    );
    let mut ada = world.signed_in("Ada Admin").await;
    let to_do = look(&mut ada, "/att-gora").await;
    sees(&to_do, &["Mejl går inte ut ur tjänsten", "Inget har gått i väg sedan 3 februari 2025 kl. 09.00"]);
    sees_none(&to_do, &["Allt är i ordning"]);
    basket.answers(Some(no));
    round(&jobs).await;
    let page = look(&mut rut, PROMPT).await;
    sees(&page, &["Det senaste mejlet till Sara Service kunde inte skickas (9 april 2025)."]);
    sees_none(&page, &["Mejl går inte ut"]);
    sees(&look(&mut rut, ALL).await, &["Det senaste mejlet till Olle Ordförande, Sara Service kunde inte skickas."]);
}

/// The mail server takes every letter but those for Sara, whose mailbox is full.
#[tokio::test]
async fn a_mailbox_that_is_not_reached_is_not_mail_that_does_not_go_out() {
    let world = late().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let full = Handover::Later(post::reply(Stage::Recipient, Some(452), "Mailbox full"));
    basket.answers_to("sara.service", Some(full));
    round(&jobs).await;
    world.move_to("2025-04-09 15:00");
    round(&jobs).await;
    let (mut rut, mut ada) = (world.signed_in("Rut Revisor").await, world.signed_in("Ada Admin").await);
    let one = look(&mut rut, PROMPT).await;
    sees(&one, &["Mejlet till Sara Service från 9 april 2025 har inte kommit fram: mottagaren tar inte emot det just nu"]);
    sees_none(&one, &["Mejl går inte ut", "Olle Ordförande från"]);
    let all = look(&mut rut, ALL).await;
    sees(&all, &["Det senaste mejlet till Sara Service har inte kommit fram än."]);
    sees_none(&all, &["Mejl går inte ut"]);
    sees_none(&look(&mut rut, "/yttranden/rev-2025-1/kommunstyrelsen/forsta/paminn").await, &["Mejl går inte ut", "har inte kommit fram"]);
    // Whoever can do something about it is told whom it is about.
    let to_do = look(&mut ada, "/att-gora").await;
    sees(&to_do, &["Mejl når inte fram till Sara Service (Servicenämnden)", "Mejlet från 9 april 2025 tas inte emot än."]);
    sees_none(&to_do, &["Mejl går inte ut", "Olle Ordförande (", "Allt är i ordning"]);
    let hers = format!("/admin/personer/{}", world.text("select id::text from person where name = 'Sara Service'").await);
    sees(&to_do, &[&format!("href=\"{hers}\"")]);
    sees(&look(&mut ada, &hers).await, &["Mejl når inte fram: det senaste, från 9 april 2025, tas inte emot än."]);
    // Then the mail server is gone: for a while that is nothing to be said.
    basket.answers(post::down());
    rut.post(PROMPT, &[("words", "Svara nu."), ("seen", "0")]).await.unwrap().done().unwrap();
    round(&jobs).await;
    world.move_to("2025-04-09 15:55");
    sees_none(&look(&mut world.signed_in("Rut Revisor").await, PROMPT).await, &["Mejl går inte ut"]);
    world.move_to("2025-04-09 16:05");
    round(&jobs).await;
    let (mut rut, mut ada) = (world.signed_in("Rut Revisor").await, world.signed_in("Ada Admin").await);
    let page = look(&mut rut, PROMPT).await;
    sees(&page, &["Mejl går inte ut ur tjänsten: inget har gått i väg sedan 9 april 2025 kl. 15.00, fast det finns mejl som väntar."]);
    sees(&look(&mut ada, "/att-gora").await, &["Mejl går inte ut ur tjänsten", "Mejl når inte fram till Sara Service"]);
    // It is there again, and so is her mailbox.
    basket.answers(None);
    basket.answers_to("sara.service", None);
    world.move_to("2025-04-10 02:00");
    round(&jobs).await;
    let (mut rut, mut ada) = (world.signed_in("Rut Revisor").await, world.signed_in("Ada Admin").await);
    sees_none(&look(&mut rut, PROMPT).await, &["Mejl går inte ut", "har inte kommit fram"]);
    sees_none(&look(&mut ada, "/att-gora").await, &["Mejl går inte ut", "Mejl når inte fram"]);
}

#[tokio::test]
async fn mail_is_late_from_when_it_could_go_and_a_mailbox_is_as_it_was_last_found() {
    let world = late().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let full = || Some(Handover::Later(post::reply(Stage::Recipient, Some(452), "Mailbox full")));
    basket.answers_to("sara.service", full());
    round(&jobs).await;
    // A later mail got through, and then the first one was tried again: her mailbox is full again.
    basket.answers_to("sara.service", None);
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(PROMPT, &[("words", "Svara nu."), ("seen", "0")]).await.unwrap().done().unwrap();
    round(&jobs).await;
    basket.answers_to("sara.service", full());
    world.move_to("2025-04-09 15:00");
    round(&jobs).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, PROMPT).await, &["Mejlet till Sara Service från 9 april 2025 har inte kommit fram"]);
    // It waited for her mailbox for hours, and for the mail server since now.
    basket.answers_to("sara.service", post::down());
    world.move_to("2025-04-09 15:20");
    round(&jobs).await;
    world.move_to("2025-04-09 15:30");
    sees_none(&look(&mut world.signed_in("Rut Revisor").await, PROMPT).await, &["Mejl går inte ut"]);
    world.move_to("2025-04-09 16:25");
    round(&jobs).await;
    sees(&look(&mut world.signed_in("Rut Revisor").await, PROMPT).await, &["Mejl går inte ut ur tjänsten: inget har gått i väg sedan 9 april 2025 kl. 15.20"]);
}

#[tokio::test]
async fn where_no_mail_server_is_set_nobody_reads_that_a_mail_goes() {
    let world = late().await;
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let app = app::program(database, world.clock.clone(), Cookies::Plain).unwrap().mailing(false);
    let router = app::router(app, Cookies::Plain);
    let mut rut = Player::new(router.clone());
    rut.sign_in(&email("Rut Revisor"), PASSWORD).await.unwrap();
    let page = look(&mut rut, PROMPT).await;
    sees(&page, &["Tjänsten skickar inga mejl: ingen e-postserver är inställd.", "ser den genast i tjänsten."]);
    sees_none(&page, &["och med mejl", "Mejl går inte ut"]);
    let mut ada = Player::new(router);
    ada.sign_in(&email("Ada Admin"), PASSWORD).await.unwrap();
    let to_do = look(&mut ada, "/att-gora").await;
    sees(&to_do, &["Tjänsten skickar inga mejl", "Ingen e-postserver är inställd."]);
    sees_none(&to_do, &["Allt är i ordning"]);
    ada.post("/sprak", &[("sprak", "en"), ("till", "/att-gora")]).await.unwrap();
    sees(&look(&mut ada, "/att-gora").await, &["The service sends no mail", "No mail server is set."]);
}

#[tokio::test]
async fn only_what_is_late_is_reminded_of_and_only_by_the_auditors() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (when, late) in [("2025-03-31 23:50", false), ("2025-04-01 00:10", true)] {
        world.move_to(when);
        rut = world.signed_in("Rut Revisor").await;
        let page = rut.get(PROMPT).await.unwrap();
        assert_eq!(page.status, if late { 200 } else { 409 }, "{when}");
        if !late {
            sees(&page, &["Det går inte än", "Sista dag är måndag 31 mars 2025", "href=\"/yttranden/rev-2025-1/servicenamnden/forsta\""]);
            sees_none(&page, &["Det går inte längre"]);
            sees(&look(&mut rut, ALL).await, &["Inget försenat yttrande", "href=\"/yttranden?status=vantar\""]);
        }
    }
    // A follow-up that cannot be written yet is not late.
    world.move_to("2026-02-10 09:00");
    let mut late_rut = world.signed_in("Rut Revisor").await;
    assert_eq!(late_rut.get("/yttranden/rev-2025-1/servicenamnden/uppfoljande/paminn").await.unwrap().status, 409);
    for (name, status) in [("Lars Läsare", 403), ("Sara Service", 404), ("Fia Fullmäktig", 404), ("Ada Admin", 404)] {
        let mut other = world.signed_in(name).await;
        assert_eq!(other.get(PROMPT).await.unwrap().status, status, "{name}");
        assert_eq!(other.post(PROMPT, &[("words", "Svara."), ("seen", "0")]).await.unwrap().status, status, "{name}");
        assert_ne!(other.get(ALL).await.unwrap().status, 200, "{name}");
        sees_none(&other.get(AUDIT).await.unwrap(), &["/paminn\""]);
    }
    drop(rut);
    // And the database holds it, whoever writes.
    let insert = |n: u8, at: &str, again: bool| {
        format!(
            "insert into prompt (round_id, n, words, due_on, again, prompted_at, prompted_by) select id, {n}, 'Svara.', '2025-03-31', {again}, '{at}', {{me}} from published.round where id = {ROUND};"
        )
    };
    assert_eq!(auditors(&world, &insert(1, "2025-03-31T21:00:00Z", false)).await, "prompt_is_of_what_is_late");
    assert_eq!(auditors(&world, &insert(2, "2025-04-09T08:00:00Z", false)).await, "prompt_pkey");
    let first = insert(1, "2025-04-09T08:00:00Z", false);
    assert_eq!(auditors(&world, &format!("{first} {}", insert(2, "2025-04-09T09:00:00Z", false))).await, "prompt_is_asked_about");
    assert_eq!(auditors(&world, &format!("{first} {}", insert(2, "2025-04-09T09:00:00Z", true))).await, NOTHING);
}

#[tokio::test]
async fn a_reminder_is_not_sent_once_the_answer_has_come() {
    let world = late().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(PROMPT, &[("words", "Svara nu."), ("seen", "0")]).await.unwrap().done().unwrap();
    world.submitted_response().await;
    round(&jobs).await;
    let subjects = basket.subjects();
    assert!(!subjects.iter().any(|subject| subject.contains("Påminnelse från revisionen")), "{subjects:?}");
    let over = rut.get(PROMPT).await.unwrap();
    assert_eq!(over.status, 409);
    sees(&over, &["Det går inte längre"]);
    assert_eq!(world.count("select count(*) from mail m join notice n on n.id = m.notice_id where n.kind = 'prompted' and m.reply = 'answered'").await, 2);
}
