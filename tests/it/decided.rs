//! From a finished draft to what the board decided, and what becomes of what was handed in: withdrawn, decided on later,
//! supplemented, written in from paper.

use yttrande::demo::player::Player;

use crate::world::{DESK, RESPONSE, World, decision, look, planned, saves, sees, sees_none};

async fn drafted() -> World {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    world
}

// ---- the way to the receipt -------------------------------------------------------------------------------------------

#[tokio::test]
async fn the_start_page_leads_whoever_hands_in_to_the_next_step_and_the_decision_leads_to_the_check() {
    let world = drafted().await;
    let mut sara = world.signed_in("Sara Service").await;
    let row = |page: &str| format!("href=\"{DESK}{page}\"");
    sees(&look(&mut sara, "/att-gora").await, &[&row("")]);
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sees(&look(&mut sara, "/att-gora").await, &[&row("/beslut")]);
    let form = look(&mut sara, &format!("{DESK}/beslut")).await;
    sees(&form, &["Den låstes 10 mars 2025 kl. 09.00.", &row("/klart-for-namnden"), &row("/forhandsgranska")]);
    let without = [("lock", "1"), ("decider", "board"), ("decided_on", "2025-03-10"), ("section", ""), ("board_reference", "")];
    let told = sara.post(&format!("{DESK}/beslut"), &without).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Skriv paragrafen.", "value=\"2025-03-10\""]);
    let done = sara.post(&format!("{DESK}/beslut"), &decision("2025-03-10")).await.unwrap();
    assert_eq!(done.done().unwrap(), format!("{DESK}/skicka"));
    sees(&look(&mut sara, "/att-gora").await, &[&row("/skicka")]);
    let check = look(&mut sara, &format!("{DESK}/skicka")).await;
    sees(&check, &["10 mars 2025, § 45", "3 svar och ett sammanfattande svar", "Ska vara inne senast måndag 31 mars 2025"]);
    // Siv, who may not decide, is led to the desk.
    let mut siv = world.signed_in("Siv Handläggare").await;
    let start = look(&mut siv, "/att-gora").await;
    sees(&start, &[&row("")]);
    sees_none(&start, &[&row("/skicka"), &row("/beslut")]);
}

#[tokio::test]
async fn a_finished_draft_that_is_decided_on_already_is_locked_with_its_decision_and_the_log_has_both_acts() {
    let world = drafted().await;
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, DESK).await, &["Är det redan beslutat? Då låses texten när beslutet sparas."]);
    let form = look(&mut sara, &format!("{DESK}/beslut")).await;
    sees(&form, &["Texten är klar men inte låst. Den låses som den är nu när beslutet sparas."]);
    let (lock, text) = (form.hidden("lock").unwrap(), form.hidden("text").unwrap());
    let decides = |day: &'static str| {
        [decision(day), vec![("text", text.as_str())]]
            .concat()
            .into_iter()
            .map(|(name, value)| (name, if name == "lock" { lock.as_str() } else { value }))
            .collect::<Vec<_>>()
    };
    // A colleague changes a word meanwhile: that is another text than the one that was seen.
    let mut siv = world.signed_in("Siv Handläggare").await;
    let mut other = planned("next");
    other[1].1 = "Avtalen följs upp varje månad.";
    saves(&mut siv, "punkter/R1", &other).await.done().unwrap();
    let stale = sara.post(&format!("{DESK}/beslut"), &decides("2025-03-10")).await.unwrap();
    assert_eq!(stale.status, 409, "{}", stale.sentence());
    assert_eq!(world.count("select count(*) from desk_lock").await, 0, "nothing is locked unseen");
    let form = look(&mut sara, &format!("{DESK}/beslut")).await;
    let text = form.hidden("text").unwrap();
    let decides = |day: &'static str, predates: &'static str| [decision(day), vec![("text", text.as_str()), ("predates", predates)]].concat();
    // A decision of an earlier day is about what lay before the board then.
    let asked = sara.post(&format!("{DESK}/beslut"), &decides("2025-03-07", "")).await.unwrap();
    assert_eq!(asked.status, 422);
    sees(&asked, &["Beslutet är från 7 mars 2025, men texten låstes 10 mars 2025", "name=\"predates\"", &format!("value=\"{text}\"")]);
    assert_eq!(world.count("select count(*) from desk_lock").await, 0);
    sara.post(&format!("{DESK}/beslut"), &decides("2025-03-10", "")).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    let events = world.events().await;
    let at = |kind: &str| events.iter().position(|event| event == kind).unwrap_or_else(|| panic!("{kind}: {events:?}"));
    assert!(at("response_locked") < at("decision_recorded") && at("decision_recorded") < at("response_sent"), "{events:?}");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, RESPONSE).await, &["Avtalen följs upp varje månad."]);
}

#[tokio::test]
async fn a_draft_with_gaps_is_not_locked_with_a_decision() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.get(&format!("{DESK}/beslut")).await.unwrap().status, 409);
    let made_up = [decision("2025-03-10"), vec![("text", "00")]].concat();
    assert_eq!(sara.post(&format!("{DESK}/beslut"), &made_up).await.unwrap().status, 409);
    assert_eq!(world.count("select count(*) from desk_lock").await, 0);
}

// ---- handed in by mistake ---------------------------------------------------------------------------------------------

const BACK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/aterta/1";
const WHY: &str = "Fel version skickades in.\nNämnden beslutade om en annan text.";
const READERS: [&str; 4] = ["Sara Service", "Rut Revisor", "Kim Kommun", "Fia Fullmäktig"];

#[tokio::test]
async fn what_was_handed_in_by_mistake_is_taken_back_with_a_reason_and_both_facts_stay_for_everybody() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let document = sara.get(&format!("{RESPONSE}/dokument")).await.unwrap().content;
    sees(&look(&mut sara, DESK).await, &["Skickades det av misstag?", &format!("href=\"{BACK}\"")]);
    world.move_to("2025-03-10 10:20");
    let told = sara.post(BACK, &[("reason", " ")]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Skriv varför yttrandet återtas."]);
    let done = sara.post(BACK, &[("reason", WHY)]).await.unwrap();
    assert_eq!(done.done().unwrap(), DESK);
    let desk = sara.follow(done).await.unwrap().shown().unwrap();
    sees(&desk, &["Yttrandet är återtaget, och revisionen har fått veta det.", "ni kan arbeta vidare här", "Fel version skickades in."]);
    assert_eq!(world.events().await.iter().filter(|kind| ["response_withdrawn", "arrival_withdrawn"].contains(&kind.as_str())).count(), 2);
    // It counts as not answered, in the figures and on the pages of all.
    assert_eq!(world.text("select state::text from round_now where board_slug = 'servicenamnden' and ordinal = 1").await, "awaited");
    assert_eq!(world.count("select coalesce(sum(submitted), 0)::bigint from published.tally").await, 0);
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let back = "Nämnden återtog det 10 mars 2025 kl. 10.20. Skäl: Fel version skickades in.";
        sees(
            &look(&mut reader, RESPONSE).await,
            &["Det som kom in har återtagits, och inget yttrande gäller nu.", "Återtaget", back, &format!("href=\"{RESPONSE}/inkommet/1\"")],
        );
        let kept = look(&mut reader, &format!("{RESPONSE}/inkommet/1")).await;
        sees(&kept, &["Återtaget", back, "Det räknas inte längre som nämndens svar", "Avtalen följs upp varje kvartal.", "10 mars 2025, § 45"]);
        sees_none(&kept, &["Återta yttrandet", "Lämna omdöme"]);
        for receipt in [format!("{RESPONSE}/kvitto"), format!("{RESPONSE}/inkommet/1/kvitto")] {
            sees(&look(&mut reader, &receipt).await, &["Kvitto <span class=\"num\">Y2025-0001</span>", "Återtaget", back]);
        }
        for path in [format!("{RESPONSE}/dokument"), format!("{RESPONSE}/inkommet/1/dokument")] {
            assert_eq!(reader.get(&path).await.unwrap().content, document, "{path}: the document stays as it was");
        }
        sees(&look(&mut reader, "/granskningar/rev-2025-1").await, &["Ett yttrande kom in 10 mars 2025 och återtogs av nämnden 10 mars 2025"]);
        assert_eq!(reader.get(&format!("{RESPONSE}/inkommet/2")).await.unwrap().status, 404);
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/aviseringar").await, &["Servicenämnden har återtagit sitt första yttrande om Städavtal. Svaret väntas igen."]);
    sees_none(&look(&mut rut, "/att-gora").await, &["Inkommet"]);
    assert_eq!(rut.get(&format!("{RESPONSE}/omdome")).await.unwrap().status, 404);
    let mut siv = world.signed_in("Siv Handläggare").await;
    sees(&look(&mut siv, "/aviseringar").await, &["har återtagit sitt första yttrande"]);
}

#[tokio::test]
async fn after_it_was_taken_back_another_text_is_handed_in_and_stands_beside_the_first() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(BACK, &[("reason", WHY)]).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/oppna"), &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar inte bilden."), ("do", "next")]).await.done().unwrap();
    world.move_to("2025-03-12 10:00");
    sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let mut form = decision("2025-03-12");
    form[0].1 = "2";
    form.push(("predates", "Texten rättades efter mötet."));
    sara.post(&format!("{DESK}/beslut"), &form).await.unwrap().done().unwrap();
    assert_eq!(sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap(), format!("{RESPONSE}/kvitto"));
    sees(&look(&mut sara, &format!("{RESPONSE}/kvitto")).await, &["Y2025-0002"]);
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let read = look(&mut reader, RESPONSE).await;
        sees(&read, &["Nämnden delar inte bilden.", "Inkommet i tid", "Kommit in till den här omgången", "Y2025-0001", "Fel version skickades in."]);
        let first = look(&mut reader, &format!("{RESPONSE}/inkommet/1")).await;
        sees(&first, &["Nämnden delar bilden.", "Återtaget", "Y2025-0002"]);
    }
    assert_eq!(world.count("select coalesce(sum(submitted), 0)::bigint from published.tally").await, 1);
}

#[tokio::test]
async fn what_the_auditors_have_registered_is_not_taken_back_nor_by_whoever_may_not_hand_in() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    for (name, status) in [("Siv Handläggare", 403), ("Kim Kommun", 404), ("Rut Revisor", 404), ("Fia Fullmäktig", 404), ("Ada Admin", 404)] {
        let mut other = world.signed_in(name).await;
        assert_eq!(other.post(BACK, &[("reason", WHY)]).await.unwrap().status, status, "{name}");
        assert_eq!(other.get(BACK).await.unwrap().status, status, "{name}");
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(&format!("{RESPONSE}/diarienummer"), &[("submission", "1"), ("diary_number", "REV 7")]).await.unwrap().done().unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    let desk = look(&mut sara, DESK).await;
    sees(&desk, &["Revisionen har diariefört yttrandet, så det går inte längre att återta."]);
    sees_none(&desk, &["Återta yttrandet"]);
    let form = look(&mut sara, BACK).await;
    sees(&form, &["Revisionen har diariefört yttrandet, och det går inte längre att återta."]);
    sees_none(&form, &["<textarea"]);
    let refused = sara.post(BACK, &[("reason", WHY)]).await.unwrap();
    assert_eq!(refused.status, 409);
    assert_eq!(world.count("select count(*) from submission_withdrawal").await, 0);
}

#[tokio::test]
async fn taking_back_and_registering_at_once_ends_with_one_of_them() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let (mut sara, mut rut) = (world.signed_in("Sara Service").await, world.signed_in("Rut Revisor").await);
    let registering = async { rut.post(&format!("{RESPONSE}/diarienummer"), &[("submission", "1"), ("diary_number", "REV 7")]).await.unwrap().status.as_u16() };
    let (back, registered) = tokio::join!(async { sara.post(BACK, &[("reason", WHY)]).await.unwrap().status.as_u16() }, registering);
    assert!(matches!((back, registered), (303, 404 | 409) | (409, 303)), "{back} {registered}");
    let (withdrawn, registrations) = (world.count("select count(*) from submission_withdrawal").await, world.count("select count(*) from registration").await);
    assert_eq!((withdrawn, registrations), if back == 303 { (1, 0) } else { (0, 1) });
}

#[tokio::test]
async fn two_auditors_who_note_a_diary_number_at_once_do_not_correct_each_other_unseen() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = format!("{RESPONSE}/diarienummer");
    rut.post(&path, &[("submission", "1"), ("was", ""), ("diary_number", "REV 7")]).await.unwrap().done().unwrap();
    assert_eq!(rut.post(&path, &[("submission", "1"), ("was", ""), ("diary_number", "REV 8")]).await.unwrap().status, 409);
    let page = look(&mut rut, &format!("{RESPONSE}/omdome")).await;
    assert_eq!(page.hidden("was").unwrap(), "REV 7");
    rut.post(&path, &[("submission", "1"), ("was", "REV 7"), ("diary_number", "REV 8")]).await.unwrap().done().unwrap();
    assert_eq!(world.text("select string_agg(diary_number, ', ' order by n) from registration").await, "REV 7, REV 8");
}

#[tokio::test]
async fn a_first_response_that_a_follow_up_reports_on_is_not_taken_back() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let later = "insert into submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by,
           summary, locked_at, document, document_sha256)
         select '00000000-0000-0000-0000-000000000009', r.id, r.board_id, 1, 'preliminary', 'service', 'Y2025-9009', '2025-03-10T09:30:00Z', '2025-03-10',
           '2025-03-10T09:30:00Z', {me}, 'x', '2025-03-10T09:30:00Z', 'x', sha256('x')
         from published.round r where r.board_slug = 'servicenamnden' and r.ordinal = 2";
    let logged = format!("select append_event('board:' || (my_boards())[1], '2025-03-10T09:30:00Z', 'response_sent', '{{}}'); {later}");
    assert_eq!(crate::walls::refused(&world, "app_board", "Sara Service", &logged).await, "nothing");
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, BACK).await, &["Något som har lämnats in senare bygger på det här."]);
    assert_eq!(sara.post(BACK, &[("reason", WHY)]).await.unwrap().status, 409);
    let back = "insert into submission_withdrawal (submission_id, board_id, reason, withdrawn_at, withdrawn_by)
         select s.id, s.board_id, 'x', '2025-03-10T09:40:00Z', {me} from published.submission s where s.receipt_number = 'Y2025-0001'";
    let logged = format!("select append_event('board:' || (my_boards())[1], '2025-03-10T09:40:00Z', 'response_withdrawn', '{{}}'); {back}");
    assert_eq!(crate::walls::refused(&world, "app_board", "Sara Service", &logged).await, "later_answers_stand", "the database holds it too");
}

/// The board takes back what it handed in first.
async fn takes_back(world: &World) {
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(BACK, &[("reason", WHY)]).await.unwrap().done().unwrap();
}

/// And hands in another text in its place.
async fn hands_in_another(world: &World) {
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/oppna"), &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar inte bilden."), ("do", "next")]).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let mut form = decision("2025-03-10");
    form[0].1 = "2";
    form.push(("predates", "Texten rättades efter mötet."));
    sara.post(&format!("{DESK}/beslut"), &form).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn nobody_registers_judges_or_publishes_another_response_than_the_one_she_saw() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for page in ["/att-gora".to_owned(), format!("{RESPONSE}/omdome"), format!("{RESPONSE}/omdome/R1"), format!("{RESPONSE}/omdome/publicera")] {
        assert_eq!(look(&mut rut, &page).await.hidden("submission").unwrap(), "1", "{page}");
    }
    let judgement = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", "Bra ordnat."), ("note", ""), ("do", "save")];
    let forms = [
        ("diarienummer", vec![("submission", "1"), ("diary_number", "REV 7")], "REV 7"),
        ("omdome/R1", judgement.to_vec(), "Bra ordnat."),
        ("omdome/publicera", vec![("submission", "1"), ("overall", "Ett steg.")], "Ett steg."),
    ];
    takes_back(&world).await;
    for another in [false, true] {
        if another {
            hands_in_another(&world).await;
        }
        for (page, form, typed) in &forms {
            let told = rut.post(&format!("{RESPONSE}/{page}"), form).await.unwrap();
            assert_eq!(told.status, 409, "{page}, {another}");
            sees(&told, &["har återtagits eller ersatts av ett annat. Inget är sparat.", typed]);
        }
        let saved = "select (select count(*) from registration) + (select count(*) from verdict_version) + (select count(*) from verdict_publication)";
        assert_eq!(world.count(saved).await, 0, "{another}");
    }
    rut.post(&format!("{RESPONSE}/diarienummer"), &[("submission", "2"), ("diary_number", "REV 7")]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_first_response_stands_once_the_board_has_begun_to_write_what_follows_it_up() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    for page in [DESK, RESPONSE] {
        sees(&look(&mut sara, page).await, &[&format!("href=\"{BACK}\"")]);
    }
    let later = "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete/sammanfattning";
    let form = [("version", "0"), ("text", "Allt är genomfört."), ("do", "save")];
    sara.post(later, &form).await.unwrap().done().unwrap();
    let begun = "Ni har börjat skriva det uppföljande yttrandet";
    let refused = sara.post(BACK, &[("reason", WHY)]).await.unwrap();
    assert_eq!(refused.status, 409);
    for page in [refused, look(&mut sara, BACK).await, look(&mut sara, DESK).await] {
        sees(&page, &[begun]);
    }
    sees_none(&look(&mut sara, DESK).await, &[&format!("href=\"{BACK}\"")]);
    // Others are not told that it has been begun.
    for name in ["Rut Revisor", "Kim Kommun", "Fia Fullmäktig"] {
        let mut reader = world.signed_in(name).await;
        sees_none(&look(&mut reader, RESPONSE).await, &[begun]);
    }
    sees(&look(&mut sara, later).await, &["Allt är genomfört."]);
    let back = "insert into submission_withdrawal (submission_id, board_id, reason, withdrawn_at, withdrawn_by)
         select s.id, s.board_id, 'x', '2025-03-10T09:40:00Z', {me} from published.submission s where s.receipt_number = 'Y2025-0001'";
    let logged = format!("select append_event('board:' || (my_boards())[1], '2025-03-10T09:40:00Z', 'response_withdrawn', '{{}}'); {back}");
    assert_eq!(crate::walls::refused(&world, "app_board", "Sara Service", &logged).await, "follow_up_is_begun", "the database holds it too");
}

// ---- decided as it happens --------------------------------------------------------------------------------------------

async fn locked(day: &str) -> (World, Player) {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to(&format!("{day} 09:00"));
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    (world, sara)
}

/// A decision with some of its fields changed, and others added.
fn but<'a>(form: Vec<(&'a str, &'a str)>, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = form.into_iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed.iter().copied()).collect()
}

#[tokio::test]
async fn the_chair_decides_by_delegation_without_a_section_and_a_meeting_under_one() {
    let (world, mut sara) = locked("2025-03-10").await;
    for decider in ["board", "committee"] {
        let told = sara.post(&format!("{DESK}/beslut"), &but(decision("2025-03-10"), &[("decider", decider), ("section", " ")])).await.unwrap();
        assert_eq!(told.status, 422, "{decider}");
        sees(&told, &["Skriv paragrafen."]);
    }
    let chair = but(decision("2025-03-10"), &[("decider", "chair"), ("section", ""), ("immediately_adjusted", "")]);
    sara.post(&format!("{DESK}/beslut"), &chair).await.unwrap().done().unwrap();
    sees(&look(&mut sara, &format!("{DESK}/skicka")).await, &["Ordföranden beslutade 10 mars 2025."]);
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        for page in [RESPONSE.to_owned(), format!("{RESPONSE}/kvitto")] {
            let page = look(&mut reader, &page).await;
            sees(&page, &["Ordföranden beslutade 10 mars 2025."]);
            sees_none(&page, &["§"]);
        }
        sees(&reader.get(&format!("{RESPONSE}/dokument")).await.unwrap(), &["Beslutat av ordföranden 2025-03-10\n"]);
    }
    let by_hand = "insert into board_decision (round_id, n, entry, board_id, decider, decided_on, section, board_reference, immediately_adjusted, recorded_at, recorded_by)
        select r.id, 1, 9, r.board_id, 'committee', '2025-03-10', null, '', false, '2025-03-10T09:00:00Z', {me} from published.round r where r.board_slug = 'kommunstyrelsen'";
    let logged = format!("select append_event('board:' || (my_boards())[1], '2025-03-10T09:00:00Z', 'decision_recorded', '{{}}'); {by_hand}");
    assert_eq!(crate::walls::refused(&world, "app_board", "Kim Kommun", &logged).await, "a_meeting_decides_under_a_section");
}

#[tokio::test]
async fn a_decision_with_changes_is_about_a_text_that_has_them_and_everybody_reads_changes_reservations_and_what_comes_later() {
    let (world, _) = locked("2025-03-10").await;
    world.move_to("2025-03-20 15:00");
    let mut sara = world.signed_in("Sara Service").await;
    let amended = [("amended", "R1 följs upp varje månad."), ("reservations", "Anna Ek (X) reserverade sig, bilaga 2."), ("minutes_later", "ja")];
    let told = sara.post(&format!("{DESK}/beslut"), &but(decision("2025-03-20"), &amended)).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["texten låstes 10 mars 2025 kl. 09.00 och har inte ändrats sedan dess", "R1 följs upp varje månad.", "<details open>"]);
    sara.post(&format!("{DESK}/oppna"), &[("reason", "Nämnden ändrade R1.")]).await.unwrap().done().unwrap();
    let mut monthly = planned("next");
    monthly[1].1 = "Avtalen följs upp varje månad.";
    saves(&mut sara, "punkter/R1", &monthly).await.done().unwrap();
    world.move_to("2025-03-21 09:00");
    sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    // What the board changed says what differs: nothing more is asked, although the text is younger than the decision.
    // What somebody says all the same is kept.
    let why = ("predates", "Texten ändrades som nämnden beslutade.");
    let form = but(decision("2025-03-20"), &[amended.as_slice(), &[("lock", "2"), why]].concat());
    sara.post(&format!("{DESK}/beslut"), &form).await.unwrap().done().unwrap();
    let said = [
        "Beslutat med ändringar av förslaget: R1 följs upp varje månad.",
        "Reservationer och särskilda yttranden: Anna Ek (X) reserverade sig, bilaga 2.",
        "Protokollsutdraget lämnas senare.",
    ];
    sees(&look(&mut sara, &format!("{DESK}/skicka")).await, &said);
    sees(&look(&mut sara, DESK).await, &said);
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        for page in [RESPONSE.to_owned(), format!("{RESPONSE}/kvitto")] {
            sees(&look(&mut reader, &page).await, &said);
            sees(&look(&mut reader, &page).await, &["§ 45. Paragrafen är omedelbart justerad."]);
            sees(&look(&mut reader, &page).await, &["Texten låstes 21 mars 2025 kl. 09.00, efter beslutet.", "Texten ändrades som nämnden beslutade."]);
        }
        sees(&reader.get(&format!("{RESPONSE}/dokument")).await.unwrap(), &said);
    }
}

#[tokio::test]
async fn that_the_text_is_younger_than_its_decision_is_told_also_where_only_the_changes_say_what_differs() {
    let (world, mut sara) = locked("2025-03-21").await;
    let changed = [("amended", "R1 följs upp varje månad.")];
    sara.post(&format!("{DESK}/beslut"), &but(decision("2025-03-20"), &changed)).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        for page in [RESPONSE.to_owned(), format!("{RESPONSE}/kvitto")] {
            sees(&look(&mut reader, &page).await, &["Texten låstes 21 mars 2025 kl. 09.00, efter beslutet."]);
        }
    }
}

const LATER: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/beslut-efterat";

#[tokio::test]
async fn a_preliminary_response_counts_from_its_day_says_that_the_decision_is_awaited_and_gets_it_beside_it() {
    let (world, mut sara) = locked("2025-03-31").await;
    sees(&look(&mut sara, &format!("{DESK}/beslut")).await, &["Hinner beslutet inte fattas i tid?", &format!("href=\"{DESK}/preliminart\"")]);
    let form = look(&mut sara, &format!("{DESK}/preliminart")).await;
    sees(&form, &["3 svar och ett sammanfattande svar", "31 mars 2025 kl. 09.00", "När väntas nämndens beslut?"]);
    for (day, said) in [("", "Skriv"), ("2025-03-30", "Dagen har passerat.")] {
        let told = sara.post(&format!("{DESK}/preliminart"), &[("expected_on", day)]).await.unwrap();
        assert_eq!(told.status, 422);
        sees(&told, &[said]);
    }
    let done = sara.post(&format!("{DESK}/preliminart"), &[("expected_on", "2025-04-16")]).await.unwrap();
    assert_eq!(done.done().unwrap(), format!("{RESPONSE}/kvitto"));
    let document = sara.get(&format!("{RESPONSE}/dokument")).await.unwrap().content;
    assert!(String::from_utf8_lossy(&document).contains("Preliminärt yttrande. Nämndens beslut har inte fattats. Det väntas 2025-04-16."));
    sees(&look(&mut sara, "/kalender").await, &["Preliminärt, beslut väntas"]);
    world.move_to("2025-04-10 09:00");
    let board_pages = ["/granskningar/rev-2025-1", "/yttranden", "/namnder/servicenamnden"];
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        for page in [RESPONSE.to_owned(), format!("{RESPONSE}/kvitto")] {
            sees(&look(&mut reader, &page).await, &["Nämndens beslut har inte kommit än. Det väntas 16 april 2025."]);
        }
        sees(&look(&mut reader, RESPONSE).await, &["Preliminärt, beslut väntas"]);
        for page in board_pages.into_iter().filter(|page| name != "Kim Kommun" || *page != "/yttranden") {
            let page = look(&mut reader, page).await;
            assert!(page.body.contains("reliminärt, beslut väntas"), "{name}: {}", page.body);
        }
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/att-gora").await, &["i tid; preliminärt, beslut väntas"]);
    sees(&look(&mut rut, "/aviseringar").await, &["har kommit in preliminärt. Nämndens beslut väntas."]);
    sees(&look(&mut rut, &format!("{RESPONSE}/omdome")).await, &["preliminärt, beslut väntas"]);
    // A verdict does not make it decided, neither on its pages nor in the files.
    for code in ["B1", "R1", "R2"] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "next")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Tydliga planer.")]).await.unwrap().done().unwrap();
    sees(&look(&mut rut, RESPONSE).await, &["Omdöme lämnat, beslut väntas"]);
    for file in ["/yttranden.csv", "/namnder/servicenamnden/yttranden.csv"] {
        sees(&look(&mut rut, file).await, &["Preliminärt", "Omdöme lämnat, beslut väntas", "i tid;i tid;;beslut väntas"]);
    }
    sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/att-gora").await, &["Preliminärt lämnade: skriv in beslutet", &format!("href=\"{LATER}\"")]);
    sees(&look(&mut sara, DESK).await, &["Yttrandet är preliminärt: nämndens beslut är inte inskrivet.", &format!("href=\"{LATER}\"")]);
    the_decision_comes(&world).await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    assert_eq!(fia.get(&format!("{RESPONSE}/dokument")).await.unwrap().content, document, "what was handed in stays as it came");
}

async fn the_decision_comes(world: &World) {
    for (name, status) in [("Siv Handläggare", 403), ("Kim Kommun", 404), ("Rut Revisor", 404), ("Fia Fullmäktig", 404)] {
        let mut other = world.signed_in(name).await;
        assert_eq!(other.post(LATER, &later("2025-04-09", "0")).await.unwrap().status, status, "{name}");
    }
    world.move_to("2025-04-16 16:00");
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.post(LATER, &later("2025-04-17", "0")).await.unwrap().status, 422, "in the future");
    let reserved = ("reservations", "Anna Ek (X) reserverade sig, bilaga 2.");
    sara.post(LATER, &but(later("2025-04-16", "0"), &[reserved])).await.unwrap().done().unwrap();
    assert_eq!(sara.post(LATER, &later("2025-04-15", "0")).await.unwrap().status, 409, "the form is of before that entry");
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, RESPONSE).await;
        sees(
            &page,
            &["Nämnden beslutade 16 april 2025, § 45.", "Yttrandet kom in före nämndens beslut. Beslutet skrevs in 16 april 2025 kl. 16.00.", "Omdöme lämnat"],
        );
        sees_none(&page, &["beslut väntas", "har inte kommit än"]);
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/aviseringar").await, &["Servicenämnden har skrivit in sitt beslut om första yttrande, Städavtal."]);
    sees_none(&look(&mut sara, "/att-gora").await, &["Preliminärt lämnade"]);
    // A wrong section is put right by a further entry, and what stood before is read for ever.
    world.move_to("2025-04-17 09:00");
    sara = world.signed_in("Sara Service").await;
    sara.post(LATER, &but(later("2025-04-16", "1"), &[("section", "46")])).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(
        &look(&mut fia, RESPONSE).await,
        &[
            "§ 46.",
            "Uppgifterna om beslutet ändrades 17 april 2025 kl. 09.00. Förut stod: Nämnden beslutade 16 april 2025, § 45. \
             Nämndens diarienummer: SN-2025-17. Reservationer och särskilda yttranden: Anna Ek (X) reserverade sig, bilaga 2.",
        ],
    );
    let events = world.events().await;
    let of = |kind: &str| events.iter().filter(|event| *event == kind).count();
    assert_eq!((of("decision_recorded"), of("decision_received"), of("response_received")), (2, 2, 1), "{events:?}");
}

fn later<'a>(day: &'a str, entry: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("submission", "1"), ("entry", entry), ("decider", "board"), ("decided_on", day), ("section", "45"), ("board_reference", "SN-2025-17")]
}

#[tokio::test]
async fn what_has_been_decided_on_is_not_handed_in_as_preliminary_nor_is_a_decision_added_to_nothing() {
    let (world, mut sara) = locked("2025-03-10").await;
    assert_eq!(sara.post(LATER, &later("2025-03-10", "0")).await.unwrap().status, 409);
    sara.post(&format!("{DESK}/beslut"), &decision("2025-03-10")).await.unwrap().done().unwrap();
    assert_eq!(sara.post(&format!("{DESK}/preliminart"), &[("expected_on", "2025-04-16")]).await.unwrap().status, 409);
    let mut siv = world.signed_in("Siv Handläggare").await;
    assert_eq!(siv.post(&format!("{DESK}/preliminart"), &[("expected_on", "2025-04-16")]).await.unwrap().status, 403);
    assert_eq!(world.count("select count(*) from submission").await, 0);
}

// ---- supplements ------------------------------------------------------------------------------------------------------

const ADD: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering";
const ADDED: &str = "R1: rutinen gäller från den 1 juni.\nDen som beställer får den skickad till sig.";

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, from the request to what everybody reads")]
async fn a_supplement_stands_beside_what_was_handed_in_with_a_receipt_and_a_document_of_its_own() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.post(ADD, &[("why", "eget"), ("text", ADDED)]).await.unwrap().status, 409, "there is nothing to add to");
    world.submitted_response().await;
    let document = sara.get(&format!("{RESPONSE}/dokument")).await.unwrap().content;
    world.move_to("2025-04-12 09:30");
    sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, DESK).await, &["Lämna en komplettering", &format!("href=\"{ADD}\"")]);
    let told = sara.post(ADD, &[("submission", "1"), ("text", " ")]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Välj varför kompletteringen lämnas.", "Skriv kompletteringen."]);
    let done = sara.post(ADD, &[("submission", "1"), ("why", "begaran"), ("text", ADDED)]).await.unwrap();
    assert_eq!(done.done().unwrap(), format!("{RESPONSE}/inkommet/2/kvitto"));
    let receipt = sara.follow(done).await.unwrap().shown().unwrap();
    sees(&receipt, &["Kompletteringen är inskickad.", "Y2025-0002", "12 april 2025 kl. 09.30", "Lämnad på begäran av revisionen."]);
    // Clicked twice: one supplement.
    assert_eq!(
        sara.post(ADD, &[("submission", "1"), ("why", "begaran"), ("text", ADDED)]).await.unwrap().done().unwrap(),
        format!("{RESPONSE}/inkommet/2/kvitto")
    );
    assert_eq!(world.count("select count(*) from submission where kind = 'supplement' and on_request").await, 1);
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let said = ["Komplettering, kvitto Y2025-0002", "R1: rutinen gäller från den 1 juni.", "Lämnad på begäran av revisionen."];
        sees(&look(&mut reader, RESPONSE).await, &said);
        sees(&look(&mut reader, RESPONSE).await, &["Inkommet i tid", "Avtalen följs upp varje kvartal."]);
        let own = look(&mut reader, &format!("{RESPONSE}/inkommet/2")).await;
        sees(&own, &["Komplettering till Första yttrande: Städavtal", "R1: rutinen gäller från den 1 juni.", "Y2025-0001"]);
        sees_none(&own, &["Nämndens beslut har inte kommit än"]);
        // Nothing says when a supplement should have come, so it is not late, and has no last day.
        let receipt = look(&mut reader, &format!("{RESPONSE}/inkommet/2/kvitto")).await;
        sees(&receipt, &["Kompletteringen från Servicenämnden har kommit in till revisionen."]);
        for page in [own, receipt] {
            sees_none(&page, &["dagar sent", "Sista dag:", "Sista dag</dt>", ", i tid", "Mot missivets dag"]);
        }
        assert_eq!(reader.get(&format!("{RESPONSE}/dokument")).await.unwrap().content, document, "what was handed in stays as it came");
        sees(&reader.get(&format!("{RESPONSE}/inkommet/2/dokument")).await.unwrap(), &["Kompletterar: kvitto Y2025-0001", "R1: rutinen gäller"]);
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    for page in ["", "/R1"] {
        sees(&look(&mut rut, &format!("{RESPONSE}/omdome{page}")).await, &["Komplettering, kvitto Y2025-0002", "R1: rutinen gäller"]);
    }
    sees(&look(&mut rut, "/aviseringar").await, &["Servicenämnden har lämnat en komplettering till sitt första yttrande om Städavtal."]);
    // It came on the twelfth of April; the response is in time all the same.
    assert_eq!(world.text("select received_on::text from published.round where board_slug = 'servicenamnden' and ordinal = 1").await, "2025-03-10");
    // What a supplement rests on is not taken back, and what is said of it can be done.
    let stands = "Yttrandet har kompletterats och kan inte återtas. Lämna en komplettering till om något behöver ändras.";
    let refused = sara.post(BACK, &[("reason", WHY)]).await.unwrap();
    assert_eq!(refused.status, 409);
    for page in [refused, look(&mut sara, BACK).await, look(&mut sara, DESK).await] {
        sees(&page, &[stands]);
        sees_none(&page, &["Det senare måste återtas först"]);
    }
    assert_eq!(sara.post(&BACK.replace("/1", "/2"), &[("reason", WHY)]).await.unwrap().status, 409);
    for (name, status) in [("Siv Handläggare", 403), ("Kim Kommun", 404), ("Rut Revisor", 404), ("Fia Fullmäktig", 404)] {
        let mut other = world.signed_in(name).await;
        assert_eq!(other.post(ADD, &[("why", "eget"), ("text", ADDED)]).await.unwrap().status, status, "{name}");
    }
    let events = world.events().await;
    assert_eq!(events.iter().filter(|kind| ["response_supplemented", "supplement_received"].contains(&kind.as_str())).count(), 2, "{events:?}");
}

#[tokio::test]
async fn what_is_added_is_added_to_what_was_seen() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let entry = look(&mut sara, LATER).await.hidden("entry").unwrap();
    for page in [LATER, ADD] {
        assert_eq!(look(&mut sara, page).await.hidden("submission").unwrap(), "1", "{page}");
    }
    takes_back(&world).await;
    hands_in_another(&world).await;
    let forms = [
        (LATER, but(later("2025-03-10", &entry), &[("reservations", "Anna Ek (X) reserverade sig.")]), "Anna Ek (X) reserverade sig."),
        (ADD, vec![("submission", "1"), ("why", "eget"), ("text", ADDED)], "Den som beställer får den skickad till sig."),
    ];
    for (page, form, typed) in &forms {
        let told = sara.post(page, form).await.unwrap();
        assert_eq!(told.status, 409, "{page}");
        sees(&told, &[typed]);
    }
    assert_eq!(world.count("select count(*) from submission").await, 2);
    assert_eq!(world.count("select count(*) from submission_decision").await, 2);
    sara.post(ADD, &[("submission", "2"), ("why", "eget"), ("text", ADDED)]).await.unwrap().done().unwrap();
}
