//! From a finished draft to what the board decided, and what becomes of what was handed in: withdrawn, decided on later,
//! supplemented, written in from paper.

use yttrande::demo::player::{Page, Player};

use crate::world::{DESK, RESPONSE, World, decision, planned, saves};

async fn look(player: &mut Player, path: &str) -> Page {
    player.get(path).await.unwrap().shown().unwrap()
}

fn sees(page: &Page, what: &[&str]) {
    for seen in what {
        assert!(page.body.contains(seen), "the page lacks “{seen}”: {}", page.body);
    }
}

fn sees_none(page: &Page, what: &[&str]) {
    for seen in what {
        assert!(!page.body.contains(seen), "the page says “{seen}”: {}", page.body);
    }
}

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
        [decision(day), vec![("text", text.as_str())]].concat().into_iter().map(|(name, value)| (name, if name == "lock" { lock.as_str() } else { value })).collect::<Vec<_>>()
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
    sees(&desk, &["Yttrandet är återtaget, och revisionen har fått veta det.", "det här arbetet är öppet igen", "Fel version skickades in."]);
    assert_eq!(world.events().await.iter().filter(|kind| ["response_withdrawn", "arrival_withdrawn"].contains(&kind.as_str())).count(), 2);
    // It counts as not answered, in the figures and on the pages of all.
    assert_eq!(world.text("select state::text from round_now where board_slug = 'servicenamnden' and ordinal = 1").await, "awaited");
    assert_eq!(world.count("select coalesce(sum(submitted), 0)::bigint from published.tally").await, 0);
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let back = "Nämnden återtog det 10 mars 2025 kl. 10.20. Skäl: Fel version skickades in.";
        sees(&look(&mut reader, RESPONSE).await, &["Yttrandet har inte kommit in.", "Återtaget", back, &format!("href=\"{RESPONSE}/inkommet/1\"")]);
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
    sara.post(&format!("{DESK}/beslut"), &form).await.unwrap().done().unwrap();
    assert_eq!(sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap(), format!("{RESPONSE}/kvitto"));
    sees(&look(&mut sara, &format!("{RESPONSE}/kvitto")).await, &["Y2025-0002"]);
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let read = look(&mut reader, RESPONSE).await;
        sees(&read, &["Nämnden delar inte bilden.", "Inkommet i tid", "Det här har också kommit in", "Y2025-0001", "Fel version skickades in."]);
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
    rut.post(&format!("{RESPONSE}/diarienummer"), &[("diary_number", "REV 7")]).await.unwrap().done().unwrap();
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
    let registering = async { rut.post(&format!("{RESPONSE}/diarienummer"), &[("diary_number", "REV 7")]).await.unwrap().status.as_u16() };
    let (back, registered) = tokio::join!(async { sara.post(BACK, &[("reason", WHY)]).await.unwrap().status.as_u16() }, registering);
    assert!(matches!((back, registered), (303, 404 | 409) | (409, 303)), "{back} {registered}");
    let (withdrawn, registrations) =
        (world.count("select count(*) from submission_withdrawal").await, world.count("select count(*) from registration").await);
    assert_eq!((withdrawn, registrations), if back == 303 { (1, 0) } else { (0, 1) });
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
