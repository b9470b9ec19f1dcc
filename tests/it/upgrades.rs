//! What an upgrade must keep: drafts that an older or a newer release has saved, a text that was locked weeks ago, and
//! what has been handed in.

use sqlx::Row as _;
use sqlx::postgres::{PgPool, PgRow};
use yttrande::domain::response::{AnswerRow, AnsweredItem, Backing, BoardDecision, Decider, Document, MeasureRow, render, submitted};

use crate::database;
use crate::world::{DESK, RESPONSE, World, decision, planned, saves, tells_of};

impl World {
    /// What another release would have written, and what no page of this one writes.
    async fn rewrite(&self, sql: &'static str) -> u64 {
        let pool = PgPool::connect_with(database::superuser(&self.database).await).await.unwrap();
        let done = sqlx::query(sql).execute(&pool).await.unwrap().rows_affected();
        pool.close().await;
        done
    }

    /// What the newest submission says, put together from its rows, and the document that was handed in with it.
    #[expect(clippy::too_many_lines, reason = "a line for each column that is stored")]
    async fn handed_in(&self) -> (Vec<AnsweredItem>, String) {
        let pool = PgPool::connect_with(database::superuser(&self.database).await).await.unwrap();
        let newest = "(select id from submission order by received_at desc limit 1)";
        let answers = format!(
            "select a.*, e.kind as earlier_kind, e.elsewhere_reference as earlier_reference, e.again_text as earlier_again_text, e.again_on as earlier_again_on, e.same_code as earlier_same_as
             from published.submitted_answer a
             left join published.round r on r.submission_id = a.submission_id and r.ordinal > 1
             left join published.round f on f.audit_id = r.audit_id and f.board_id = r.board_id and f.ordinal = 1
             left join published.submitted_answer e on e.submission_id = f.submission_id and e.item_id = a.item_id
             where a.submission_id = {newest} order by a.item_kind, a.number"
        );
        let answers: Vec<PgRow> = sqlx::query(sqlx::AssertSqlSafe(answers)).fetch_all(&pool).await.unwrap();
        let measures = format!(
            "select m.*, p.action as p_action, p.effect as p_effect, p.due_text as p_due_text, p.due_on as p_due_on, p.responsible as p_responsible
             from submitted_measure m left join submitted_measure p on p.id = m.planned_measure where m.submission_id = {newest} order by m.item_id, m.position"
        );
        let measures: Vec<PgRow> = sqlx::query(sqlx::AssertSqlSafe(measures)).fetch_all(&pool).await.unwrap();
        let document: Vec<u8> = sqlx::query_scalar("select document from submission order by received_at desc limit 1").fetch_one(&pool).await.unwrap();
        pool.close().await;
        let answers = answers.iter().map(|row| AnswerRow {
            item: row.get("item_id"),
            item_version: row.get("item_version"),
            item_kind: row.get("item_kind"),
            code: row.get("code"),
            heading: row.get("heading"),
            body: row.get("body"),
            kind: row.get("kind"),
            reason: row.get("reason"),
            elsewhere_reference: row.get("elsewhere_reference"),
            earlier_kind: row.get("earlier_kind"),
            earlier_reference: row.get("earlier_reference"),
            earlier_again_text: row.get("earlier_again_text"),
            earlier_again_on: row.get("earlier_again_on"),
            agreement: row.get("agreement"),
            agreement_reason: row.get("agreement_reason"),
            again_text: row.get("again_text"),
            again_on: row.get("again_on"),
            looked_again: row.get("looked_again"),
            same_as: row.get("same_code"),
            earlier_same_as: row.get("earlier_same_as"),
        });
        let measures = measures.iter().map(|row| MeasureRow {
            since: None,
            item: row.get("item_id"),
            kind: row.get("kind"),
            outcome: row.get("outcome"),
            action: row.get("action"),
            effect: row.get("effect"),
            due_text: row.get("due_text"),
            due_on: row.get("due_on"),
            responsible: row.get("responsible"),
            planned: row.get("planned_measure"),
            planned_action: row.get("p_action"),
            planned_effect: row.get("p_effect"),
            planned_due_text: row.get("p_due_text"),
            planned_due_on: row.get("p_due_on"),
            planned_responsible: row.get("p_responsible"),
        });
        (submitted(answers.collect(), measures.collect()).unwrap(), String::from_utf8(document).unwrap())
    }
}

#[tokio::test]
async fn a_draft_of_an_older_release_that_lacks_a_field_is_read_with_that_field_empty() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    // An older release knew no responsible function and no answers in special order.
    let old = "update desk_part set content = jsonb_set(content - 'elsewhere_reference', '{measures,0}', (content #> '{measures,0}') - 'responsible')
               where content ? 'measures'";
    assert_eq!(world.rewrite(old).await, 3);
    let mut sara = world.signed_in("Sara Service").await;
    for page in ["", "/punkter/R1", "/sammanfattning", "/forhandsgranska", "/utskrift", "/klart-for-namnden"] {
        let shown = sara.get(&format!("{DESK}{page}")).await.unwrap();
        assert_eq!(shown.status, 200, "{page}");
    }
    let item = sara.get(&format!("{DESK}/punkter/R1")).await.unwrap().shown().unwrap();
    assert!(item.body.contains("Avtalen följs upp varje kvartal."), "what is there is kept");
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_draft_that_cannot_be_read_shows_its_texts_and_the_rest_of_the_desk_goes_on() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    // A newer release knew one more way to answer, and was taken back.
    let newer = r#"update desk_part set content = content || '{"stance": "together_with_others"}'
                   where item_id = (select id from item where code = 'R1')"#;
    assert_eq!(world.rewrite(newer).await, 1);
    let mut sara = world.signed_in("Sara Service").await;
    let desk = sara.get(DESK).await.unwrap().shown().unwrap();
    for seen in ["3 av 4 svar är klara", "R1: Den sparade texten kan inte läsas här. Skriv svaret på nytt."] {
        assert!(desk.body.contains(seen), "the desk lacks {seen}");
    }
    for page in ["/punkter/B1", "/punkter/R2", "/sammanfattning", "/forhandsgranska", "/utskrift", "/klart-for-namnden"] {
        assert_eq!(sara.get(&format!("{DESK}{page}")).await.unwrap().status, 200, "{page}");
    }
    assert_eq!(sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().status, 409, "it is not complete");
    let item = sara.get(&format!("{DESK}/punkter/R1")).await.unwrap().shown().unwrap();
    for seen in ["Den sparade texten kan inte läsas", "Avtalen följs upp varje kvartal.", "Fel upptäcks inom tre månader.", "Inköpschefen"] {
        assert!(item.body.contains(seen), "the page lacks {seen}");
    }
    saves(&mut sara, "punkter/R1", &planned("next")).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let kept = "select count(*) from desk_version where content ->> 'stance' = 'planned' and item_id = (select id from item where code = 'R1')";
    assert_eq!(world.count(kept).await, 2, "the earlier versions stay");
}

#[tokio::test]
async fn a_summary_that_cannot_be_read_shows_its_texts_and_is_written_again() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    assert_eq!(world.rewrite(r#"update desk_part set content = '{"text": ["Nämnden", "delar bilden."]}' where item_id is null"#).await, 1);
    let mut sara = world.signed_in("Sara Service").await;
    let desk = sara.get(DESK).await.unwrap().shown().unwrap();
    assert!(desk.body.contains("Sammanfattande svar: Den sparade texten kan inte läsas här"));
    let summary = sara.get(&format!("{DESK}/sammanfattning")).await.unwrap().shown().unwrap();
    assert!(summary.body.contains("delar bilden."));
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_locked_text_is_recognised_by_what_it_says_and_not_by_how_it_is_stored() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    // A later release writes a further field, and leaves out those that are empty.
    let stored = r#"update desk_part set content = '{"later": 1}' || content - 'reason' - 'elsewhere_reference'"#;
    assert_eq!(world.rewrite(stored).await, 4);
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_word_that_was_changed_behind_the_lock_is_not_handed_in() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    assert_eq!(world.rewrite(r#"update desk_part set content = '{"text": "Nämnden delar inte bilden."}' where item_id is null"#).await, 1);
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().status, 500);
    assert_eq!(world.count("select count(*) from submission").await, 0);
}

const FOLLOW_UP: &str = "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete";

fn head(round: &str, due_on: &str, received: &str, number: &str, decided_on: &str, summary: &str, items: Vec<AnsweredItem>) -> Document {
    Document {
        board: "Servicenämnden".into(),
        auditors: "Revisorskollegiet".into(),
        reference: "REV-2025-1".into(),
        title: "Städavtal".into(),
        round: round.into(),
        due_on: due_on.parse().unwrap(),
        received: received.into(),
        receipt_number: number.into(),
        locked: String::new(),
        backing: Backing::Decided(BoardDecision {
            decider: Decider::Board,
            decided_on: decided_on.parse().unwrap(),
            section: "45".into(),
            board_reference: "SN-2025-17".into(),
            immediately_adjusted: true,
            predates: String::new(),
            amended: String::new(),
            reservations: String::new(),
            minutes_later: false,
        }),
        summary: summary.into(),
        items,
        files: Vec::new(),
    }
}

#[tokio::test]
async fn what_was_handed_in_is_put_together_again_as_the_very_document_and_everybody_reads_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let none = [
        ("stance", "none"),
        ("action", ""),
        ("effect", ""),
        ("due", ""),
        ("responsible", ""),
        ("reason", "Kostnaden är\nför hög – \"100\" % & <b>"),
        ("elsewhere_reference", ""),
        ("do", "next"),
    ];
    saves(&mut sara, "punkter/B1", &none).await.done().unwrap();
    let two = [
        [("stance", "planned")].as_slice(),
        &[("action", "Avtalen följs upp."), ("effect", "Färre fel."), ("due", "kvartal 3 2025"), ("responsible", "Inköpschefen")],
        &[("action", "Rutinen skrivs ned."), ("effect", "Alla vet."), ("due", "2025-11-15"), ("responsible", "")],
        &[("reason", ""), ("elsewhere_reference", ""), ("do", "next")],
    ]
    .concat();
    saves(&mut sara, "punkter/R1", &two).await.done().unwrap();
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    world.move_to("2025-03-28 14:32");
    sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/beslut"), &decision("2025-03-20")).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    let (items, document) = world.handed_in().await;
    assert_eq!(render(&head("Första yttrande", "2025-03-31", "2025-03-28 kl. 14.32", "Y2025-0001", "2025-03-20", "Nämnden delar bilden.", items)), document);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let read = fia.get(RESPONSE).await.unwrap().shown().unwrap();
    for seen in ["Nämnden planerar inga åtgärder.", "Rutinen skrivs ned.", "kvartal 3 2025", "Senast genomförd", "Inköpschefen"] {
        assert!(read.body.contains(seen), "the response lacks {seen}");
    }
    follow_up(&world).await;
}

/// The follow-up: each promise with its outcome, beside what was promised.
async fn follow_up(world: &World) {
    world.move_to("2026-01-20 10:00");
    let mut sara = world.signed_in("Sara Service").await;
    let at = |part: &str| format!("{FOLLOW_UP}/{part}");
    sara.post(&at("sammanfattning"), &[("version", "0"), ("text", "Det mesta är gjort."), ("do", "next")]).await.unwrap().done().unwrap();
    let outcomes = [
        [("version", "0"), ("do", "next")].as_slice(),
        &[("outcome", "done"), ("outcome_action", "Avtalen följs upp."), ("outcome_effect", "Färre fel."), ("outcome_date", "2025-11-15")],
        &[("outcome", "not_done"), ("outcome_action", "Upphandlingen överklagades."), ("outcome_effect", ""), ("outcome_date", "maj 2026")],
        &[("action", "Ett nytt system."), ("effect", "Allt syns."), ("due", "december 2025"), ("responsible", "It-chefen")],
    ]
    .concat();
    tells_of(&mut sara, &at("punkter/R1"), &outcomes).await.done().unwrap();
    let third =
        [("version", "0"), ("do", "next"), ("outcome", "under_way"), ("outcome_action", "Pågår."), ("outcome_effect", ""), ("outcome_date", "juni 2026")];
    tells_of(&mut sara, &at("punkter/R2"), &third).await.done().unwrap();
    sara.post(&at("klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&at("beslut"), &decision("2026-01-20")).await.unwrap().done().unwrap();
    sara.post(&at("skicka"), &[]).await.unwrap().done().unwrap();
    let (items, document) = world.handed_in().await;
    let whole = head("Uppföljande yttrande", "2026-01-30", "2026-01-20 kl. 10.00", "Y2026-0001", "2026-01-20", "Det mesta är gjort.", items);
    assert_eq!(render(&whole), document);
    let mut rut = world.signed_in("Rut Revisor").await;
    let judged = rut.get("/yttranden/rev-2025-1/servicenamnden/uppfoljande/omdome/R1").await.unwrap().shown().unwrap();
    for seen in ["46 dagar efter planen", "kvartal 3 2025", "Upphandlingen överklagades.", "Fanns inte i första yttrandet", "Ett nytt system.", "Inköpschefen"]
    {
        assert!(judged.body.contains(seen), "the comparison lacks {seen}");
    }
}
