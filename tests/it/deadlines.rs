//! Last days after dispatch: what boards ask for, what auditors decide, and what everybody can see of it for ever.

use crate::world::{RESPONSE, World, audit_form};

const ASK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/anstand";
const WITHDRAW: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/anstand/aterkalla";
const DECIDE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/anstand/beslut";
const LEDGER: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/sista-dag";
const CORRECT: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/sista-dag/ratta";

pub(crate) async fn asked(world: &World, day: &str) {
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(ASK, &[("wished_on", day), ("reason", "Nämnden sammanträder först den 16 april.")]).await.unwrap().done().unwrap();
}

/// Rut decides, with some values of the form changed.
pub(crate) async fn decides(world: &World, changed: &[(&str, &str)]) -> yttrande::demo::player::Page {
    let mut rut = world.signed_in("Rut Revisor").await;
    let request = rut.get(DECIDE).await.unwrap().shown().unwrap().hidden("request").unwrap();
    let mut fields =
        vec![("request", request.as_str()), ("outcome", "granted"), ("other_day", ""), ("reason", ""), ("next", "keep"), ("next_day", ""), ("closed_day", "")];
    for (name, value) in changed {
        fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = value;
    }
    rut.post(DECIDE, &fields).await.unwrap()
}

#[tokio::test]
async fn an_extension_moves_the_last_day_and_both_days_stay_visible_everywhere() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    asked(&world, "2025-04-25").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let start = rut.get("/att-gora").await.unwrap().shown().unwrap();
    assert!(start.body.contains("Begäran om anstånd") && start.body.contains("Anstånd begärt"), "the auditors see that somebody asks");
    decides(&world, &[]).await.done().unwrap();
    let ledger = rut.get(LEDGER).await.unwrap().shown().unwrap();
    for seen in ["fredag 25 april 2025", "måndag 31 mars 2025", "Missivets datum", "Anstånd 1 gång.", "Beviljat till 25 april 2025", "först den 16 april"] {
        assert!(ledger.body.contains(seen), "the ledger lacks {seen}");
    }
    let moved = "Anstånd till 25 april 2025 (tidigare 31 mars 2025)";
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for page in ["/oversikt", "/granskningar/rev-2025-1", "/namnder/servicenamnden", RESPONSE] {
        assert!(fia.get(page).await.unwrap().shown().unwrap().body.contains(moved), "{page} hides the move");
    }
    let mut sara = world.signed_in("Sara Service").await;
    for page in ["/att-gora", "/yttranden", "/yttranden/rev-2025-1/servicenamnden/forsta/arbete"] {
        assert!(sara.get(page).await.unwrap().shown().unwrap().body.contains(moved), "{page} hides the move");
    }
    assert_eq!(
        world
            .count("select count(*) from deadline_entry e join published.round r on r.id = e.round_id where r.board_slug = 'servicenamnden' and r.ordinal = 1")
            .await,
        2
    );
    let events = world.events().await;
    assert_eq!(events[events.len() - 3..], ["extension_requested", "extension_asked", "extension_decided"], "{events:?}");
}

#[tokio::test]
async fn an_answer_after_an_extension_is_in_time_and_still_shows_its_lateness_against_the_letter() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    asked(&world, "2025-04-25").await;
    decides(&world, &[]).await.done().unwrap();
    world.move_to("2025-04-10 10:00");
    world.submitted_response().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let receipt = fia.get(&format!("{RESPONSE}/kvitto")).await.unwrap().shown().unwrap();
    assert!(receipt.body.contains("I tid") && receipt.body.contains("Mot missivets dag: 10 dagar sent"), "{}", receipt.body);
    let ledger = fia.get(LEDGER).await.unwrap().shown().unwrap();
    assert!(ledger.body.contains("Mot sista dagen som gällde: i tid. Mot missivets dag: 10 dagar sent."));
}

#[tokio::test]
async fn an_extension_after_the_last_day_is_marked_as_granted_afterwards() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-03 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    assert!(sara.get(ASK).await.unwrap().shown().unwrap().body.contains("Sista dagen har passerat."));
    asked(&world, "2025-04-25").await;
    decides(&world, &[("outcome", "other"), ("other_day", "2025-04-15"), ("reason", "Nämnden har ett extra möte.")]).await.done().unwrap();
    let ledger = sara.get(LEDGER).await.unwrap().shown().unwrap();
    assert!(ledger.body.contains("beviljades i efterhand") && ledger.body.contains("tisdag 15 april 2025"), "{}", ledger.body);
}

#[tokio::test]
async fn the_next_rounds_day_is_asked_about_and_moves_only_when_the_auditors_say_so() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    asked(&world, "2025-04-25").await;
    let unanswered = decides(&world, &[("next", "")]).await;
    assert_eq!(unanswered.status, 422);
    assert!(unanswered.body.contains("Välj om nästa yttrande också ska flyttas."));
    let in_the_way = decides(&world, &[("outcome", "other"), ("other_day", "2026-02-15"), ("reason", "Lång utredning.")]).await;
    assert!(in_the_way.status == 422 && in_the_way.body.contains("före nästa yttrandes sista dag, 30 januari 2026"), "{}", in_the_way.body);
    let both = [("outcome", "other"), ("other_day", "2026-02-15"), ("reason", "Lång utredning."), ("next", "move"), ("next_day", "2026-06-30")];
    // A Sunday is asked about, and the answer holds for that Sunday.
    for answered in [vec![], vec![("closed_day", "2026-02-22")]] {
        let asked = decides(&world, &[both.as_slice(), &answered].concat()).await;
        assert_eq!(asked.status, 422);
        assert!(asked.body.contains("15 februari 2026 är en söndag.") && asked.body.contains("Ja, dagen är rätt"), "{}", asked.body);
    }
    decides(&world, &[both.as_slice(), &[("closed_day", "2026-02-15")]].concat()).await.done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let later = fia.get("/yttranden/rev-2025-1/servicenamnden/uppfoljande/sista-dag").await.unwrap().shown().unwrap();
    assert!(later.body.contains("tisdag 30 juni 2026") && later.body.contains("Flyttad samtidigt som anståndet för första yttrande."), "{}", later.body);
}

#[tokio::test]
async fn a_refusal_needs_its_reasons_and_moves_nothing() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    asked(&world, "2025-04-25").await;
    let silent = decides(&world, &[("outcome", "refused")]).await;
    assert!(silent.status == 422 && silent.body.contains("Skriv varför ni beslutar så."));
    decides(&world, &[("outcome", "refused"), ("reason", "Rapporten ska upp i maj.")]).await.done().unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    let ledger = sara.get(LEDGER).await.unwrap().shown().unwrap();
    assert!(ledger.body.contains("Avslaget.") && ledger.body.contains("Rapporten ska upp i maj.") && ledger.body.contains("Inga anstånd."));
    assert_eq!(world.count("select count(*) from deadline_entry where n > 1").await, 0);
    // And she may ask again.
    asked(&world, "2025-04-10").await;
}

#[tokio::test]
async fn one_request_at_a_time_and_it_can_be_taken_back() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    asked(&world, "2025-04-25").await;
    let mut sara = world.signed_in("Sara Service").await;
    let second = sara.post(ASK, &[("wished_on", "2025-05-09"), ("reason", "Ännu mer tid.")]).await.unwrap();
    assert_eq!(second.status, 409, "one open request at a time");
    sara.post(WITHDRAW, &[]).await.unwrap().done().unwrap();
    let taken_back = world.count("select count(*) from event where kind = 'extension_withdrawn'").await;
    sara.post(WITHDRAW, &[]).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from event where kind = 'extension_withdrawn'").await, taken_back, "clicked twice");
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(rut.get(DECIDE).await.unwrap().status, 409);
    asked(&world, "2025-05-09").await;
    assert_eq!(world.count("select count(*) from extension_request").await, 2);
}

#[tokio::test]
async fn whoever_asks_and_takes_back_again_and_again_is_stopped_before_the_auditors_drown_in_mails() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    for _ in 0..3 {
        asked(&world, "2025-04-25").await;
        sara.post(WITHDRAW, &[]).await.unwrap().done().unwrap();
    }
    let told = world.count("select count(*) from mail").await;
    let fourth = sara.post(ASK, &[("wished_on", "2025-04-25"), ("reason", "Mer tid än så.")]).await.unwrap();
    assert_eq!(fourth.status, 422);
    assert!(fourth.sentence().contains("Ni har redan bett om anstånd 3 gånger i dag"), "{}", fourth.sentence());
    assert!(fourth.body.contains("Mer tid än så."), "what was typed is gone");
    assert_eq!(world.count("select count(*) from mail").await, told);
    world.move_to("2025-03-11 00:00");
    asked(&world, "2025-04-25").await;
}

#[tokio::test]
async fn a_request_outlives_the_answer_and_can_be_granted_afterwards_with_its_mark() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    asked(&world, "2025-04-25").await;
    world.move_to("2025-04-02 10:00");
    world.decided_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let check = sara.get("/yttranden/rev-2025-1/servicenamnden/forsta/arbete/skicka").await.unwrap().shown().unwrap();
    for seen in ["inte beslutat om er begäran om ny sista dag 25 april 2025", "räknas yttrandet som sent", "bevilja den i efterhand"] {
        assert!(check.body.contains(seen), "the check lacks {seen}");
    }
    sara.post("/yttranden/rev-2025-1/servicenamnden/forsta/arbete/skicka", &[]).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let read = fia.get(RESPONSE).await.unwrap().shown().unwrap();
    assert!(read.body.contains("2 dagar sent") && read.body.contains("begäran om en senare sista dag är inte avgjord"), "{}", read.body);
    assert_eq!(sara.post(ASK, &[("wished_on", "2025-05-09"), ("reason", "Mer tid.")]).await.unwrap().status, 409, "nothing new is asked for");
    let mut rut = world.signed_in("Rut Revisor").await;
    assert!(rut.get("/att-gora").await.unwrap().shown().unwrap().body.contains("Begäran om anstånd"), "it still waits for the auditors");
    assert_eq!(rut.post(CORRECT, &[("due_on", "2025-05-01"), ("reason", "Fel dag.")]).await.unwrap().status, 409);
    let page = rut.get(DECIDE).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Yttrandet kom in 2 april 2025, 2 dagar sent. Beviljar ni anstånd nu är det beviljat i efterhand"), "{}", page.body);
    // Weeks later, to a day that is over by then.
    world.move_to("2025-04-20 10:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    decides(&world, &[("outcome", "other"), ("other_day", "2025-04-04"), ("reason", "Nämnden bad i tid.")]).await.done().unwrap();
    let receipt = fia.get(&format!("{RESPONSE}/kvitto")).await.unwrap().shown().unwrap();
    for seen in ["I tid", "Mot missivets dag: 2 dagar sent", "Anståndet beviljades i efterhand, när yttrandet redan hade kommit in."] {
        assert!(receipt.body.contains(seen), "the receipt lacks {seen}");
    }
    assert!(fia.get(RESPONSE).await.unwrap().shown().unwrap().body.contains("Anståndet beviljades i efterhand"));
    let ledger = fia.get(LEDGER).await.unwrap().shown().unwrap();
    assert!(ledger.body.contains("beviljades i efterhand") && ledger.body.contains("Mot missivets dag: 2 dagar sent."), "{}", ledger.body);
}

#[tokio::test]
async fn a_request_that_is_not_needed_any_more_is_taken_back_after_the_answer_and_nothing_is_closed_over_one() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    asked(&world, "2025-04-25").await;
    world.decided_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let check = sara.get("/yttranden/rev-2025-1/servicenamnden/forsta/arbete/skicka").await.unwrap().shown().unwrap();
    assert!(check.body.contains("Skickar ni in nu kommer yttrandet i tid, och begäran behövs inte längre"), "{}", check.body);
    sara.post("/yttranden/rev-2025-1/servicenamnden/forsta/arbete/skicka", &[]).await.unwrap().done().unwrap();
    assert!(sara.get(ASK).await.unwrap().shown().unwrap().body.contains("Ta tillbaka begäran"));
    let close = "insert into audit_closing (audit_id, n, closed_at, closed_by, motive) select id, 1, now(), (select id from person limit 1), 'x' from audit";
    let pool = sqlx::postgres::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
    let refused = sqlx::query(close).execute(&pool).await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().constraint(), Some("one_request_at_a_time"));
    pool.close().await;
    sara.post(WITHDRAW, &[]).await.unwrap().done().unwrap();
    assert!(sara.get(LEDGER).await.unwrap().shown().unwrap().body.contains("Återkallad"));
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(rut.get(DECIDE).await.unwrap().status, 409);
}

#[tokio::test]
async fn bad_days_are_refused_with_the_way_out_and_what_was_typed_is_kept() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    for (day, sentence) in [
        ("2025-03-31", "Ny sista dag måste vara efter 31 mars 2025."),
        ("2025-03-01", "Ny sista dag måste vara efter 31 mars 2025."),
        ("2025-02-30", "Det finns inget datum 2025-02-30."),
        ("snarast", "Skriv ett datum"),
        ("2052-01-01", "mer än fem år"),
        ("", "Skriv ett datum"),
    ] {
        let page = sara.post(ASK, &[("wished_on", day), ("reason", "Vi hinner <inte>.")]).await.unwrap();
        assert_eq!(page.status, 422, "{day}");
        assert!(page.body.contains(sentence) && page.body.contains("Vi hinner &#60;inte&#62;."), "{day}: {}", page.body);
    }
    assert_eq!(sara.post(ASK, &[("wished_on", "2025-04-25"), ("reason", "  ")]).await.unwrap().status, 422);
    assert_eq!(world.count("select count(*) from extension_request").await, 0);
}

#[tokio::test]
async fn a_mistake_is_put_right_with_its_reason_and_makes_nobody_late() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (day, sentence) in [
        ("2025-03-09", "Dagen har redan passerat"),
        ("2025-03-31", "redan den sista dag som gäller"),
        ("2026-01-30", "Rätta den dagen först, eller välj en tidigare dag."),
    ] {
        let page = rut.post(CORRECT, &[("due_on", day), ("reason", "Fel i missivet.")]).await.unwrap();
        assert!(page.status == 422 && page.body.contains(sentence), "{day}: {}", page.body);
    }
    rut.post(CORRECT, &[("due_on", "2025-03-28"), ("reason", "Missivet skulle säga den 28.")]).await.unwrap().done().unwrap();
    let mut kim = world.signed_in("Kim Kommun").await;
    let ledger = kim.get(LEDGER).await.unwrap().shown().unwrap();
    assert!(ledger.body.contains("Rättad till 28 mars 2025 (tidigare 31 mars 2025)") && ledger.body.contains("Missivet skulle säga den 28."));
    assert_eq!(kim.post(CORRECT, &[("due_on", "2025-04-28"), ("reason", "x")]).await.unwrap().status, 404, "a board corrects nothing");
}

#[tokio::test]
async fn a_municipality_can_limit_extensions_and_move_weekends() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let rules = |limit: &'static str, weekday: &'static str| {
        [("before", "14, 3"), ("after", "1"), ("letter_after", "10"), ("extension_limit", limit), ("weekday", weekday)]
    };
    let wrong = ada.post("/admin/sista-dagar", &[("before", "sju"), ("after", "400"), ("letter_after", "0"), ("extension_limit", "-1")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.body.contains("value=\"sju\"") && wrong.body.contains("Välj vad som gäller på helger."));
    ada.post("/admin/sista-dagar", &rules("1", "move")).await.unwrap().done().unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    // 30 March 2025 was a Sunday.
    let form = audit_form(&[("first-servicenamnden", "2025-03-30")]);
    world.unsent_audit_of(&form).await;
    let check = rut.get("/granskningar/rev-2025-1/skicka").await.unwrap().shown().unwrap();
    assert!(check.body.contains("Enligt kommunens regel flyttas sista dagen dit"), "{}", check.body);
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    let ledger = rut.get(LEDGER).await.unwrap().shown().unwrap();
    assert!(ledger.body.contains("söndag 30 mars 2025") && ledger.body.contains("Flyttad till närmaste vardag") && ledger.body.contains("måndag 31 mars 2025"));
    asked(&world, "2025-04-25").await;
    decides(&world, &[]).await.done().unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    let again = sara.post(ASK, &[("wished_on", "2025-05-09"), ("reason", "Mer tid.")]).await.unwrap();
    assert_eq!(again.status, 409);
    assert!(again.body.contains("så många anstånd som kommunen tillåter"));
}

#[tokio::test]
async fn the_letter_of_reminder_is_prepared_when_the_answer_is_late_and_only_for_the_auditors() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let letter = format!("{RESPONSE}/paminnelsebrev");
    let mut rut = world.signed_in("Rut Revisor").await;
    assert!(rut.get(&letter).await.unwrap().shown().unwrap().body.contains("inte försenat"));
    world.move_to("2025-04-14 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = rut.get(&letter).await.unwrap().shown().unwrap();
    for seen in ["I dag, 14 dagar senare", "31 mars 2025", "Servicenämnden", "Berit Bok", "12 kap. 9 § kommunallagen", "3 bedömningar och rekommendationer"]
    {
        assert!(page.body.contains(seen), "the letter lacks {seen}");
    }
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.get(&letter).await.unwrap().status, 404);
}

#[tokio::test]
async fn what_happens_is_told_to_the_right_people_once() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    // Servicenämnden has three people, Kommunstyrelsen one; the follow-up is not asked for yet.
    assert_eq!(world.count("select count(*) from notice where kind = 'response_requested'").await, 4);
    // And the council, which has it for information.
    assert_eq!(world.count("select count(*) from mail").await, 5);
    asked(&world, "2025-04-25").await;
    assert_eq!(
        world.count("select count(*) from notice n join person p on p.id = n.person_id where n.kind = 'extension_requested' and p.name = 'Rut Revisor'").await,
        1
    );
    decides(&world, &[]).await.done().unwrap();
    assert_eq!(world.count("select count(*) from notice where kind = 'extension_granted' and due_on = '2025-04-25'").await, 3);
    world.submitted_response().await;
    // Everybody who works for the board, and Rut; and the address that the letter names.
    assert_eq!(world.count("select count(*) from notice where kind = 'response_received'").await, 4);
    assert_eq!(world.count("select count(*) from mail where kind = 'receipt' and address = 'registrator@provköping.example'").await, 1);
    assert_eq!(
        world.count("select count(*) from notice n join person p on p.id = n.person_id where p.name in ('Fia Fullmäktig', 'Ada Admin', 'Lars Läsare') and n.kind <> 'informed'").await,
        0
    );
}

#[tokio::test]
async fn everybody_reads_her_own_notices_and_says_how_she_wants_to_be_told() {
    let world = World::at("2025-03-10 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let silent = [("deadlines", "in_app"), ("responses", "in_app"), ("extensions", "in_app"), ("lang", "en")];
    rut.post("/aviseringar/installningar", &silent).await.unwrap().done().unwrap();
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    assert!(sara.get("/att-gora").await.unwrap().shown().unwrap().body.contains(", 1 oläst<"));
    let page = sara.get("/aviseringar").await.unwrap().shown().unwrap();
    assert!(
        page.body.contains("Yttrande begärt av Servicenämnden: första yttrande, Städavtal. Senast 31 mars 2025.") && page.body.contains("Oläst"),
        "{}",
        page.body
    );
    asked(&world, "2025-04-25").await;
    assert_eq!(world.count("select count(*) from mail m join person p on p.id = m.person_id where p.name = 'Rut Revisor'").await, 0, "only in the service");
    assert!(rut.get("/aviseringar").await.unwrap().shown().unwrap().body.contains("Servicenämnden begär anstånd: Städavtal."));
    let until = page.hidden("until").unwrap();
    sara.post("/aviseringar/lasta", &[("until", &until)]).await.unwrap().done().unwrap();
    assert!(!sara.get("/aviseringar").await.unwrap().shown().unwrap().body.contains("Oläst"));
    assert!(rut.get("/aviseringar").await.unwrap().shown().unwrap().body.contains("Oläst"), "another's notices stay unread");
    let refused = sara.post("/aviseringar/installningar", &silent).await.unwrap();
    assert!(refused.status == 422 && refused.body.contains("kan inte stänga av påminnelser"), "{}", refused.body);
    let collected = [("deadlines", "digest"), ("responses", "in_app"), ("extensions", "in_app"), ("lang", "sv")];
    sara.post("/aviseringar/installningar", &collected).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from published.recipient where name = 'Sara Service' and deadlines = 'digest'").await, 1);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = fia.get("/aviseringar").await.unwrap().shown().unwrap();
    assert!(page.body.contains("1 avisering<") && page.body.contains("till Kommunfullmäktige. Inget yttrande begärs."), "{}", page.body);
}

#[tokio::test]
async fn an_audit_is_closed_without_an_answer_only_on_purpose_and_the_missing_answer_stays_visible() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-05-05 09:00");
    let close = "/granskningar/rev-2025-1/avsluta";
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(rut.get(close).await.unwrap().status, 409, "the follow-up may still come in time");
    world.move_to("2026-03-02 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = rut.get(close).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Servicenämnden: första yttrande, senast 31 mars 2025"), "{}", page.body);
    let unticked = rut.post(close, &[("motive", "Nämnden har upphört.")]).await.unwrap();
    assert!(unticked.status == 422 && unticked.body.contains("Kryssa i"), "{}", unticked.body);
    rut.post(close, &[("motive", "Nämnden har upphört."), ("without_answer", "yes")]).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for page in ["/granskningar/rev-2025-1", "/namnder/servicenamnden"] {
        assert!(fia.get(page).await.unwrap().shown().unwrap().body.contains("Avslutat utan svar"), "{page}");
    }
    let overview = fia.get("/oversikt").await.unwrap().shown().unwrap();
    assert!(overview.body.contains("0 av 3 yttranden i tid") && overview.body.contains("2 avslutade utan svar"), "{}", overview.body);
    assert!(!overview.body.contains("skulle ha kommit"), "closed is not overdue any more");
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.post(ASK, &[("wished_on", "2026-05-09"), ("reason", "Mer tid.")]).await.unwrap().status, 409, "the audit is closed");
    assert_eq!(rut.post(CORRECT, &[("due_on", "2026-05-09"), ("reason", "Fel dag.")]).await.unwrap().status, 409);
    // An answer that comes after all is taken in: it is a record like any other.
    world.submitted_response().await;
    assert!(fia.get(RESPONSE).await.unwrap().shown().unwrap().body.contains("336 dagar sent"));
}

#[tokio::test]
async fn a_day_that_is_put_right_twice_is_told_twice() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for day in ["2025-03-28", "2025-03-31", "2025-03-28", "2025-03-31"] {
        rut.post(CORRECT, &[("due_on", day), ("reason", "Fel i missivet.")]).await.unwrap().done().unwrap();
    }
    // Three people at Servicenämnden, four entries.
    assert_eq!(world.count("select count(*) from notice where kind = 'deadline_changed'").await, 12);
}

#[tokio::test]
async fn a_request_is_decided_before_the_audit_is_closed_without_the_answer() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.move_to("2026-03-02 09:00");
    asked(&world, "2026-03-20").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let refused = rut.post("/granskningar/rev-2025-1/avsluta", &[("motive", "Inget svar."), ("without_answer", "yes")]).await.unwrap();
    assert!(refused.status == 409 && refused.body.contains("Begäran måste avgöras"), "{}", refused.body);
}

#[tokio::test]
async fn an_answer_that_waits_for_a_decision_is_written_with_the_day_that_was_decided() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-03 09:00");
    world.decided_response().await;
    asked(&world, "2025-04-25").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let mut sara = world.signed_in("Sara Service").await;
    let request = rut.get(DECIDE).await.unwrap().shown().unwrap().hidden("request").unwrap();
    let granting =
        [("request", request.as_str()), ("outcome", "granted"), ("other_day", ""), ("reason", ""), ("next", "keep"), ("next_day", ""), ("closed_day", "")];
    // Somebody holds the round while both arrive; then whoever is let in first is first.
    let pool = sqlx::postgres::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
    let mut held = pool.begin().await.unwrap();
    sqlx::query("select id from round for update").execute(&mut *held).await.unwrap();
    let (granted, submitted, ()) = tokio::join!(
        rut.post(DECIDE, &granting),
        async {
            waits(&pool, 1).await;
            sara.post("/yttranden/rev-2025-1/servicenamnden/forsta/arbete/skicka", &[]).await
        },
        async {
            waits(&pool, 2).await;
            held.rollback().await.unwrap();
        }
    );
    granted.unwrap().done().unwrap();
    submitted.unwrap().done().unwrap();
    let document = sara.get(&format!("{RESPONSE}/dokument")).await.unwrap();
    assert!(document.body.contains("2025-04-25") && !document.body.contains("2025-03-31"), "{}", document.body);
    assert_eq!(
        world
            .count(
                "select count(*) from event where kind = 'response_received' and facts -> 'days_late' = 'null' and facts ->> 'days_late_against_letter' = '3'"
            )
            .await,
        1
    );
    pool.close().await;
}

/// Until so many others wait for a row.
pub(crate) async fn waits(pool: &sqlx::postgres::PgPool, others: i64) {
    for _ in 0..2000 {
        let waiting: i64 = sqlx::query_scalar("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
            .fetch_one(pool)
            .await
            .unwrap();
        if waiting >= others {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("nobody waits");
}

#[tokio::test]
async fn whoever_decides_sees_how_late_the_board_is_when_it_meets_and_how_it_has_answered_before() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let plan = [("days", "2025-04-09\n2025-04-23; handlingar senast 2025-04-11\n2025-05-21")];
    sara.post("/kalender/sammantraden/servicenamnden", &plan).await.unwrap().done().unwrap();
    world.move_to("2025-04-03 09:00");
    asked(&world, "2025-04-25").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = rut.get(DECIDE).await.unwrap().shown().unwrap();
    for seen in [
        "Yttrandet är 3 dagar försenat i dag.",
        "Nästa sammanträde i nämnden: onsdag 9 april 2025.",
        "Sista sammanträdet till och med den dag som nämnden ber om: onsdag 23 april 2025, handlingar senast fredag 11 april 2025.",
        "Nästa sammanträde efter den dagen: onsdag 21 maj 2025.",
        "Nämnden har inte lämnat något yttrande de senaste två åren.",
    ] {
        assert!(page.body.contains(seen), "the page lacks “{seen}”: {}", page.body);
    }
    // What it has answered since counts, by the day in force.
    decides(&world, &[("outcome", "refused"), ("reason", "Tiden räcker.")]).await.done().unwrap();
    world.submitted_response().await;
    world.move_to("2026-01-12 09:00");
    let next = DECIDE.replace("forsta", "uppfoljande");
    let plan = [("days", "2026-01-21\n2026-02-18")];
    world.signed_in("Rut Revisor").await.post("/kalender/sammantraden/revisionen", &plan).await.unwrap().done().unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&ASK.replace("forsta", "uppfoljande"), &[("wished_on", "2026-03-20"), ("reason", "Tiden räcker inte.")]).await.unwrap().done().unwrap();
    let page = world.signed_in("Rut Revisor").await.get(&next).await.unwrap().shown().unwrap();
    for seen in [
        "Nämnden har lämnat ett yttrande de senaste två åren: inget i tid, ett sent.",
        "Nämnden har inte lagt in något kommande sammanträde.",
        "Revisionens eget nästa sammanträde: onsdag 21 januari 2026.",
    ] {
        assert!(page.body.contains(seen), "the page lacks “{seen}”: {}", page.body);
    }
    assert!(!page.body.contains("försenat i dag"), "it is not late yet");
}
