//! What the desk says is so: decisions and texts, what was handed in, days that cannot be, meetings, and closed audits.

use yttrande::demo::player::Player;

use crate::world::{DESK, RESPONSE, World, decision, look, planned, saves, sees, sees_none, tells_of};

const FOLLOW_UP: &str = "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete";
const CLOSE: &str = "/granskningar/rev-2025-1/avsluta";

fn decided<'a>(day: &'a str, lock: &'a str, predates: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = decision(day);
    form[0].1 = lock;
    form.push(("predates", predates));
    form
}

// ---- the decision and the text ----------------------------------------------------------------------------------------

#[tokio::test]
async fn a_decision_older_than_the_text_needs_its_reason_and_everybody_reads_when_the_text_was_locked() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    world.move_to("2025-03-27 10:00");
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "punkter/R1", &planned("next")).await.done().unwrap();
    world.move_to("2025-03-28 09:14");
    sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let asked = sara.post(&format!("{DESK}/beslut"), &decision("2025-03-26")).await.unwrap();
    assert_eq!(asked.status, 422);
    sees(&asked, &["Beslutet är från 26 mars 2025, men texten låstes 28 mars 2025 kl. 09.14. Efter beslutsdagen har ni sparat R1.", "name=\"predates\""]);
    assert_eq!(world.count("select count(*) from board_decision").await, 0);
    let why = "Nämnden hade R1 utan siffran 3.\nDen är tillagd efteråt.";
    sara.post(&format!("{DESK}/beslut"), &decided("2025-03-26", "1", why)).await.unwrap().done().unwrap();
    sees(&look(&mut sara, DESK).await, &["Beslutet är äldre än den låsta texten: Nämnden hade R1 utan siffran 3."]);
    sees(&look(&mut sara, &format!("{DESK}/skicka")).await, &["28 mars 2025 kl. 09.14", "Nämnden hade R1 utan siffran 3."]);
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for page in [RESPONSE.to_owned(), format!("{RESPONSE}/kvitto")] {
        sees(&look(&mut fia, &page).await, &["Texten låstes 28 mars 2025 kl. 09.14, efter beslutet.", "Den är tillagd efteråt."]);
    }
    let document = fia.get(&format!("{RESPONSE}/dokument")).await.unwrap();
    sees(
        &document,
        &["Beslutat av nämnden 2025-03-26, § 45", "Texten låstes 2025-03-28 kl. 09.14, efter beslutet. Skäl, och vad som skiljer: Nämnden hade R1"],
    );
}

#[tokio::test]
async fn the_same_decision_about_a_text_that_was_opened_meanwhile_has_to_say_what_differs() {
    let world = World::at("2025-03-26 15:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let unsaid = sara.post(&format!("{DESK}/oppna"), &[("reason", " ")]).await.unwrap();
    assert_eq!(unsaid.status, 422);
    sees(&unsaid, &["Skriv varför texten öppnas."]);
    sara.post(&format!("{DESK}/oppna"), &[("reason", "Ett årtal var fel i R1.")]).await.unwrap().done().unwrap();
    saves(&mut sara, "punkter/R1", &planned("next")).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    // The same day, the same section: the dates alone would not tell.
    assert_eq!(sara.post(&format!("{DESK}/beslut"), &decided("2025-03-26", "2", "")).await.unwrap().status, 422);
    sara.post(&format!("{DESK}/beslut"), &decided("2025-03-26", "2", "Årtalet i R1.")).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    sees(&look(&mut sara, &format!("{RESPONSE}/kvitto")).await, &["efter beslutet", "Årtalet i R1."]);
}

#[tokio::test]
async fn a_text_that_is_opened_again_is_told_to_the_boards_people_who_read_why() {
    let world = World::at("2025-03-26 15:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/oppna"), &[("reason", "Ett årtal var fel i R1.")]).await.unwrap().done().unwrap();
    for name in ["Siv Handläggare", "Olle Ordförande"] {
        let mut one = world.signed_in(name).await;
        sees(&look(&mut one, "/aviseringar").await, &["Texten är öppen för ändringar igen: första yttrande från Servicenämnden, Städavtal."]);
        sees(&look(&mut one, DESK).await, &["av Sara Service: Ett årtal var fel i R1."]);
    }
    for name in ["Rut Revisor", "Kim Kommun"] {
        let mut other = world.signed_in(name).await;
        sees_none(&look(&mut other, "/aviseringar").await, &["öppen för ändringar"]);
    }
    assert_eq!(world.count("select count(*) from mail where kind = 'notice' and made_at > '2025-03-26' and notice_id in (select id from notice where kind = 'response_reopened')").await, 3);
}

#[tokio::test]
async fn a_true_decision_from_before_the_audit_was_entered_here_is_taken_in_when_it_is_not_older_than_the_letter() {
    let world = World::at("2025-02-20 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let warned = sara.post(&format!("{DESK}/beslut"), &decision("2025-02-12")).await.unwrap();
    assert_eq!(warned.status, 422);
    sees(&warned, &["men texten låstes 20 februari 2025"]);
    let why = "Granskningen lades in sent. Nämnden beslutade på papper om samma text.";
    sara.post(&format!("{DESK}/beslut"), &decided("2025-02-12", "1", why)).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn the_database_holds_that_a_decision_is_about_the_text_and_that_opening_it_again_has_a_reason() {
    let world = World::at("2025-03-26 15:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    let pool = sqlx::postgres::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
    let earlier = "insert into board_decision select round_id, n, entry + 1, board_id, decider, decided_on - 1, section, board_reference, immediately_adjusted,
      recorded_at, recorded_by, '' from board_decision";
    let silent =
        "insert into desk_reopening (round_id, n, board_id, reopened_at, reopened_by) select round_id, n, board_id, locked_at, locked_by from desk_lock";
    for (sql, rule) in [(earlier, "decision_on_the_text"), (silent, "reopening_says_why")] {
        let refused = sqlx::query(sql).execute(&pool).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().constraint(), Some(rule));
    }
    pool.close().await;
}

// ---- after it has been handed in --------------------------------------------------------------------------------------

#[tokio::test]
async fn every_page_of_the_desk_knows_that_the_response_was_handed_in() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2026-04-22 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    for page in ["", "/punkter/R1", "/sammanfattning", "/forhandsgranska", "/klart-for-namnden", "/beslut", "/skicka"] {
        let shown = look(&mut sara, &format!("{DESK}{page}")).await;
        sees(
            &shown,
            &[
                "Yttrandet är inskickat. Det kom in 3 februari 2025 kl. 09.00.",
                "Inkommet i tid",
                &format!("href=\"{RESPONSE}/kvitto\""),
                &format!("href=\"{RESPONSE}\""),
            ],
        );
        sees_none(&shown, &["Utkast", "Inte påbörjat", "dagar sent", "Begär anstånd", "<textarea"]);
    }
    let pack = look(&mut sara, &format!("{DESK}/utskrift")).await;
    sees(&pack, &["Texten som den lämnades in 3 februari 2025 kl. 09.00, kvitto Y2025-0001", "Avtalen följs upp varje kvartal.", "§ 45"]);
    sees_none(&pack, &["Förslag"]);
    let asked = look(&mut sara, &format!("{RESPONSE}/anstand")).await;
    sees_none(&asked, &["Sista dagen har passerat"]);
}

// ---- days that cannot be, and what is followed up ---------------------------------------------------------------------

#[tokio::test]
async fn days_that_cannot_be_are_refused_at_their_field_and_nothing_is_locked_with_them() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let with = |stance: &'static str, due: &'static str, button: &'static str| {
        let mut form = planned(button);
        form[0].1 = stance;
        form[3].1 = due;
        form
    };
    for (stance, due, sentence) in [
        ("planned", "1999-05-01", "Dagen är före revisionens missiv, 30 januari 2025."),
        ("done", "2030-01-01", "Dagen har inte kommit än."),
        ("planned", "", "Skriv när åtgärden senast ska vara genomförd"),
        ("planned", "löpande", "”löpande” är inget datum."),
    ] {
        let page = saves(&mut sara, "punkter/R1", &with(stance, due, "next")).await;
        assert_eq!(page.status, 422, "{due}");
        sees(&page, &[sentence, &format!("value=\"{due}\"")]);
    }
    // A draft may say anything; the lists then say what is wrong in whole sentences, with what was typed.
    saves(&mut sara, "punkter/R1", &with("planned", "löpande", "save")).await.done().unwrap();
    sees(&look(&mut sara, DESK).await, &["R1: ”löpande” är inget datum. Skriv när åtgärden senast ska vara genomförd"]);
    saves(&mut sara, "punkter/R1", &with("done", "2030-01-01", "save")).await.done().unwrap();
    sees(&look(&mut sara, DESK).await, &["3 av 4 svar är klara", "R1: Dagen har inte kommit än."]);
    assert_eq!(sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().status, 409);
    saves(&mut sara, "punkter/R1", &with("done", "januari 2025", "next")).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn the_follow_up_knows_what_was_answered_first_and_can_be_given_in_special_order() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let mut done = planned("next");
    (done[0].1, done[3].1) = ("done", "januari 2025");
    saves(&mut sara, "punkter/B1", &done).await.done().unwrap();
    let mut elsewhere = planned("next");
    (elsewhere[0].1, elsewhere[6].1) = ("elsewhere", "SN 2025/17");
    saves(&mut sara, "punkter/R1", &elsewhere).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/beslut"), &decision("2025-02-03")).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    world.move_to("2025-11-20 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    let at = |page: &str| format!("{FOLLOW_UP}/{page}");
    sees(&look(&mut sara, &at("punkter/B1")).await, &["redovisade ni att åtgärden redan var genomförd"]);
    sees(&look(&mut sara, &at("punkter/R1")).await, &["Det första svaret lämnades i särskild ordning, diarienummer SN 2025/17."]);
    sees(&look(&mut sara, FOLLOW_UP).await, &["R1: Inte besvarad"]);
    let silent = sara.post(&at("punkter/R1"), &[("version", "0"), ("elsewhere_reference", ""), ("do", "next")]).await.unwrap();
    assert_eq!(silent.status, 422);
    sees(&silent, &["Kryssa för att svaret lämnas i särskild ordning, eller berätta här"]);
    let unnumbered = sara.post(&at("punkter/R1"), &[("version", "0"), ("stance", "elsewhere"), ("elsewhere_reference", ""), ("do", "next")]).await.unwrap();
    sees(&unnumbered, &["Skriv diarienumret för svaret."]);
    let version = unnumbered.hidden("version").unwrap();
    let again = [("version", version.as_str()), ("stance", "elsewhere"), ("elsewhere_reference", "SN 2025/90"), ("do", "next")];
    sara.post(&at("punkter/R1"), &again).await.unwrap().done().unwrap();
    followed_up(&world, &mut sara).await;
}

/// In the open a promise has new days that are possible; and everybody reads what is so.
async fn followed_up(world: &World, sara: &mut Player) {
    let at = |page: &str| format!("{FOLLOW_UP}/{page}");
    let row = |outcome: &'static str, date: &'static str| {
        [
            ("version", "0"),
            ("outcome", outcome),
            ("outcome_action", "Leverantören dröjer."),
            ("outcome_effect", "Ingen."),
            ("outcome_date", date),
            ("do", "next"),
        ]
    };
    for (outcome, date, sentence) in [
        ("not_done", "", "Skriv när åtgärden nu ska vara klar, eller välj att den inte ska genomföras."),
        ("not_done", "2025-10-01", "Den nya sista dagen har redan passerat."),
        ("under_way", "oktober 2025", "Den nya sista dagen har redan passerat."),
        ("done", "2030-01-01", "Dagen har inte kommit än."),
    ] {
        let page = tells_of(sara, &at("punkter/R2"), &row(outcome, date)).await;
        assert_eq!(page.status, 422, "{outcome} {date}");
        sees(&page, &[sentence, "Leverantören dröjer."]);
    }
    tells_of(sara, &at("punkter/R2"), &row("not_done", "maj 2026")).await.done().unwrap();
    sara.post(&at("sammanfattning"), &[("version", "0"), ("text", "Det mesta är gjort."), ("do", "next")]).await.unwrap().done().unwrap();
    sara.post(&at("klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&at("beslut"), &decision("2025-11-20")).await.unwrap().done().unwrap();
    sara.post(&at("skicka"), &[]).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let response = FOLLOW_UP.replace("/arbete", "");
    let read = look(&mut fia, &response).await;
    sees(
        &read,
        &[
            "I det första yttrandet redovisades att åtgärden redan var genomförd, och inget mer redovisas nu.",
            "särskild ordning, diarienummer SN 2025/90",
            "maj 2026",
        ],
    );
    sees_none(&read, &["inga planerade åtgärder"]);
    let document = fia.get(&format!("{response}/dokument")).await.unwrap();
    sees(&document, &["redovisades att åtgärden redan var genomförd", "diarienummer SN 2025/90", "Ny sista dag: maj 2026"]);
}

// ---- meetings ---------------------------------------------------------------------------------------------------------

async fn plans(player: &mut Player, days: &str) {
    player.post("/kalender/sammantraden/servicenamnden", &[("days", days)]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn the_desk_says_when_the_board_can_decide_and_what_is_over_and_offers_the_next_meeting() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    sees_none(&look(&mut sara, DESK).await, &["sammanträde"]);
    plans(&mut sara, "2025-03-25; handlingar senast 2025-03-14\n2025-04-23; handlingar senast 2025-04-11").await;
    let early = look(&mut sara, DESK).await;
    sees(&early, &["Sista sammanträde före sista dagen: tisdag 25 mars 2025. Handlingar senast fredag 14 mars 2025."]);
    sees_none(&early, &["Nästa sammanträde", "inlagda till och med"]);
    world.move_to("2025-03-22 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    let over = look(&mut sara, DESK).await;
    sees(
        &over,
        &[
            "Sista dag för handlingar dit var fredag 14 mars 2025 och har passerat.",
            "Nästa sammanträde som handlingar hinner till: onsdag 23 april 2025, om de lämnas senast fredag 11 april 2025.",
            "/forsta/anstand?dag=2025-04-23\">Begär anstånd till 23 april 2025</a>",
        ],
    );
    sees_none(&over, &["Handlingar senast fredag 14 mars"]);
    sees(&look(&mut sara, &format!("{RESPONSE}/anstand?dag=2025-04-23")).await, &["value=\"2025-04-23\""]);
    world.move_to("2025-04-03 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, DESK).await, &["Nästa sammanträde som handlingar hinner till: onsdag 23 april 2025", "anstand?dag=2025-04-23"]);
}

#[tokio::test]
async fn where_the_boards_calendar_ends_before_the_last_day_the_desk_says_so() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    plans(&mut sara, "2025-02-18").await;
    let desk = look(&mut sara, DESK).await;
    sees(
        &desk,
        &[
            "Sista sammanträde före sista dagen: tisdag 18 februari 2025.",
            "Nämndens sammanträden är inlagda till och med 18 februari 2025; senare sammanträden kan tillkomma.",
        ],
    );
}

// ---- closed audits ----------------------------------------------------------------------------------------------------

/// Rut closes without the answers that have not come.
async fn closed_without_answer(world: &World) {
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(CLOSE, &[("motive", "Nämnden har inte svarat."), ("without_answer", "yes")]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_closed_audit_is_closed_at_the_desk_and_an_answer_after_that_is_taken_in_and_says_so_to_everybody() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2026-03-02 10:00");
    world.decided_response().await;
    closed_without_answer(&world).await;
    let mut sara = world.signed_in("Sara Service").await;
    for page in ["", "/punkter/R1", "/skicka"] {
        sees(&look(&mut sara, &format!("{DESK}{page}")).await, &["Avslutat utan svar"]);
    }
    sees(&look(&mut sara, DESK).await, &["Granskningen avslutades 2 mars 2026 utan ert yttrande. Ni kan ändå lämna det."]);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, RESPONSE).await, &["Avslutat utan svar", "Granskningen avslutades 2 mars 2026, utan det här yttrandet."]);
    world.move_to("2026-03-03 10:00");
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    let after = "Yttrandet kom in efter att granskningen hade avslutats utan svar, 2 mars 2026.";
    for name in ["Sara Service", "Fia Fullmäktig", "Rut Revisor"] {
        let mut reader = world.signed_in(name).await;
        for page in [RESPONSE.to_owned(), format!("{RESPONSE}/kvitto")] {
            sees(&look(&mut reader, &page).await, &[after]);
        }
        let audit = look(&mut reader, "/granskningar/rev-2025-1").await;
        sees(&audit, &["Inkommet sent"]);
    }
    sees(&look(&mut sara, DESK).await, &[after]);
    let mut rut = world.signed_in("Rut Revisor").await;
    sees_none(&look(&mut rut, RESPONSE).await, &["Lämna omdöme"]);
    assert_eq!(world.text("select state::text from round_now where board_slug = 'servicenamnden' and ordinal = 1").await, "received");
}

#[tokio::test]
async fn handing_in_while_the_audit_is_closed_ends_the_same_for_the_desk_and_the_council() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2026-03-02 10:00");
    world.decided_response().await;
    let (mut sara, mut rut) = (world.signed_in("Sara Service").await, world.signed_in("Rut Revisor").await);
    let closing = async { rut.post(CLOSE, &[("motive", "Inget svar."), ("without_answer", "yes")]).await.unwrap().status };
    let (handed, closed) = tokio::join!(async { sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap() }, closing);
    handed.done().unwrap();
    assert!([303, 409].contains(&closed.as_u16()), "{closed}");
    // Whoever was first: it has come, and nobody reads that it has not.
    for name in ["Fia Fullmäktig", "Sara Service"] {
        let mut reader = world.signed_in(name).await;
        sees_none(&look(&mut reader, RESPONSE).await, &["har inte kommit in", "Avslutat utan svar"]);
        sees(&look(&mut reader, RESPONSE).await, &["Inkommet sent"]);
    }
    assert_eq!(world.count("select count(*) from round_now where board_slug = 'servicenamnden' and ordinal = 1 and state = 'received'").await, 1);
}

// ---- two writers, and versions ----------------------------------------------------------------------------------------

/// The planned answer on R1 with some of its values changed.
fn changed<'a>(version: &'a str, values: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = planned("save");
    for (name, value) in values {
        form.iter_mut().find(|(field, _)| field == name).unwrap().1 = value;
    }
    form.push(("version", version));
    form
}

#[tokio::test]
async fn two_who_change_different_fields_of_one_answer_are_put_together() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let (mut sara, mut siv) = (world.signed_in("Sara Service").await, world.signed_in("Siv Handläggare").await);
    let path = format!("{DESK}/punkter/R1");
    siv.post(&path, &changed("1", &[("due", "maj 2025")])).await.unwrap().done().unwrap();
    let to = sara.post(&path, &changed("1", &[("effect", "Fel upptäcks genast.")])).await.unwrap().location.unwrap();
    let merged = look(&mut sara, &to).await;
    sees(&merged, &["En kollega sparade medan du skrev, i andra fält", "maj 2025", "Fel upptäcks genast."]);
    // In her own two tabs nobody else is accused.
    sara.post(&path, &changed("3", &[("due", "maj 2025"), ("effect", "Fel upptäcks genast."), ("responsible", "Stadsdirektören")]))
        .await
        .unwrap()
        .done()
        .unwrap();
    let to = sara.post(&path, &changed("3", &[("due", "juni 2025"), ("effect", "Fel upptäcks genast.")])).await.unwrap().location.unwrap();
    let own = look(&mut sara, &to).await;
    sees(&own, &["Det du sparade i en annan flik finns också med.", "Stadsdirektören", "juni 2025"]);
    sees_none(&own, &["kollega", "ågon annan"]);
}

#[tokio::test]
async fn two_who_change_the_same_field_see_both_texts_with_the_words_that_differ() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let (mut sara, mut siv) = (world.signed_in("Sara Service").await, world.signed_in("Siv Handläggare").await);
    let path = format!("{DESK}/punkter/R1");
    siv.post(&path, &changed("1", &[("action", "Avtalen följs upp varje månad."), ("due", "maj 2025")])).await.unwrap().done().unwrap();
    let clash = sara.post(&path, &changed("1", &[("action", "Avtalen följs upp varje vecka.")])).await.unwrap();
    assert_eq!(clash.status, 422);
    sees(
        &clash,
        &[
            "Siv Handläggare sparade 3 februari 2025 kl. 09.00, medan du skrev.",
            "Åtgärd 1: Åtgärd",
            "Avtalen följs upp varje <mark>vecka.</mark>",
            "Avtalen följs upp varje <mark>månad.</mark>",
            // What only Siv changed stands in the form already.
            "value=\"maj 2025\"",
        ],
    );
    let version = clash.hidden("version").unwrap();
    sara.post(&path, &changed(&version, &[("action", "Avtalen följs upp varje vecka."), ("due", "maj 2025")])).await.unwrap().done().unwrap();
    let own = sara.post(&path, &changed("1", &[("action", "Avtalen följs aldrig upp.")])).await.unwrap();
    sees(&own, &["Du sparade själv i en annan flik, 3 februari 2025 kl. 09.00."]);
    sees_none(&own, &["ågon annan"]);
}

#[tokio::test]
async fn an_equal_text_on_top_of_its_own_version_counts_as_saved() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    // The answer to the first one was lost on its way, and the browser asks again.
    for _ in 0..3 {
        sara.post(&format!("{DESK}/punkter/R1"), &changed("1", &[("due", "maj 2025")])).await.unwrap().done().unwrap();
        sara.post(&format!("{DESK}/sammanfattning"), &[("version", "1"), ("text", "Nämnden instämmer."), ("do", "save")]).await.unwrap().done().unwrap();
    }
    assert_eq!(world.count("select count(*) from desk_version where version = 2").await, 2);
    assert_eq!(world.count("select count(*) from desk_version where version > 2").await, 0);
}

#[tokio::test]
async fn every_version_can_be_read_and_brought_back_and_so_can_a_measure_that_was_taken_away() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let (mut sara, mut siv) = (world.signed_in("Sara Service").await, world.signed_in("Siv Handläggare").await);
    siv.post(&format!("{DESK}/sammanfattning"), &[("version", "1"), ("text", "Nämnden delar inte bilden."), ("do", "save")]).await.unwrap().done().unwrap();
    let versions = format!("{DESK}/sammanfattning/versioner");
    let list = look(&mut sara, &versions).await;
    sees(&list, &["Version 2, sparad 3 februari 2025 kl. 09.00 av Siv Handläggare", "Version 1, sparad 3 februari 2025 kl. 09.00 av Sara Service"]);
    let first = look(&mut sara, &format!("{versions}?version=1")).await;
    sees(&first, &["Nämnden delar bilden.", "value=\"restore-1\""]);
    sees_none(&look(&mut sara, &format!("{versions}?version=2")).await, &["value=\"restore-2\""]);
    assert_eq!(sara.get(&format!("{versions}?version=9")).await.unwrap().status, 404);
    let stale = sara.post(&format!("{DESK}/sammanfattning"), &[("version", "1"), ("do", "restore-1")]).await.unwrap();
    assert_eq!(stale.status, 409, "somebody saved meanwhile");
    let to = sara.post(&format!("{DESK}/sammanfattning"), &[("version", "2"), ("do", "restore-1")]).await.unwrap().location.unwrap();
    sees(&look(&mut sara, &to).await, &["Den tidigare versionen är återställd.", "\nNämnden delar bilden.</textarea>"]);
    // A measure that is taken away.
    let two = [changed("1", &[]), vec![("action", "Rutinen skrivs ned."), ("effect", "Alla vet."), ("due", "2025-11-15"), ("responsible", "")]].concat();
    let path = format!("{DESK}/punkter/R1");
    sara.post(&path, &two).await.unwrap().done().unwrap();
    let mut without = two.clone();
    for (name, value) in [("version", "2"), ("do", "remove-1")] {
        without.iter_mut().find(|(field, _)| *field == name).unwrap().1 = value;
    }
    let to = sara.post(&path, &without).await.unwrap().location.unwrap();
    let gone = look(&mut sara, &to).await;
    sees(&gone, &["Åtgärden är borttagen.", "value=\"restore-2\""]);
    sees_none(&gone, &["Rutinen skrivs ned."]);
    sara.post(&path, &[("version", "3"), ("do", "restore-2")]).await.unwrap().done().unwrap();
    sees(&look(&mut sara, &path).await, &["Rutinen skrivs ned."]);
    sees(&look(&mut siv, &format!("{path}/versioner?version=2")).await, &["Åtgärd 2: Åtgärd", "Rutinen skrivs ned."]);
    let mut kim = world.signed_in("Kim Kommun").await;
    assert_eq!(kim.get(&versions).await.unwrap().status, 404, "another board's drafts");
    // A locked text can be read in its versions, and is not brought back. What was brought back is said to be done first.
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await.done().unwrap();
    saves(&mut sara, "punkter/R1", &planned("next")).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sees_none(&look(&mut sara, &format!("{versions}?version=1")).await, &["restore-"]);
    assert_eq!(sara.post(&format!("{DESK}/sammanfattning"), &[("version", "4"), ("do", "restore-1")]).await.unwrap().status, 409);
}
