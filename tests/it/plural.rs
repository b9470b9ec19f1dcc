//! Facts in the plural, as each side may write them past every page, and as the database keeps them.

use std::time::Duration;

use crate::walls::{ROUND, begun, finished, refused};
use crate::world::{DESK, RESPONSE, World, decision};

/// Somebody of the auditors writes, with an event beside it.
pub(crate) async fn auditors(world: &World, statement: &str) -> String {
    let logged = format!("select append_event('audit', '2025-03-10T09:00:00Z', 'audit_changed', '{{}}'); {statement}");
    refused(world, "app_audit", "Rut Revisor", &logged).await
}

/// Somebody of a board writes, with an event beside it.
pub(crate) async fn board(world: &World, name: &str, statement: &str) -> String {
    let logged = format!("select append_event('board:' || (my_boards())[1], '2025-03-10T09:00:00Z', 'response_sent', '{{}}'); {statement}");
    refused(world, "app_board", name, &logged).await
}

async fn sara(world: &World, statement: &str) -> String {
    board(world, "Sara Service", statement).await
}

pub(crate) const NOTHING: &str = "nothing";

/// A submission of Servicenämnden in its first round. What it does not say is as right as it can be.
#[derive(Clone, Copy)]
struct Sent {
    number: u8,
    kind: &'static str,
    channel: &'static str,
    /// With its hour: "2025-03-10T09:00:00Z".
    received_at: Option<&'static str>,
    received_on: &'static str,
    entered_at: &'static str,
}

/// Handed in by the board in the service, on 10 March 2025 at ten.
const HANDED_IN: Sent = Sent {
    number: 1,
    kind: "response",
    channel: "service",
    received_at: Some("2025-03-10T09:00:00Z"),
    received_on: "2025-03-10",
    entered_at: "2025-03-10T09:00:00Z",
};
/// Came on paper on 7 March, nobody knows when, and was written in on the tenth.
const ON_PAPER: Sent = Sent { channel: "paper", received_at: None, received_on: "2025-03-07", ..HANDED_IN };

impl Sent {
    /// The id that it gets: by its number, so that a test can name it.
    fn id(self) -> String {
        format!("'00000000-0000-0000-0000-00000000000{}'", self.number)
    }

    fn sql(self) -> String {
        let Self { number, kind, channel, received_on, entered_at, .. } = self;
        let received_at = self.received_at.map_or("null".to_owned(), |at| format!("'{at}'"));
        format!(
            "insert into submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by,
               summary, locked_at, document, document_sha256)
             select {id}, r.id, r.board_id, {number}, '{kind}', '{channel}', 'Y2025-900{number}', {received_at}, '{received_on}', '{entered_at}', {{me}},
               'x', '{entered_at}', 'x', sha256('x')
             from published.round r where r.id = {ROUND};",
            id = self.id()
        )
    }

    /// The same with one thing more.
    fn saying(self, column: &str, value: &str) -> String {
        self.sql()
            .replace("document, document_sha256)", &format!("document, document_sha256, {column})"))
            .replace("sha256('x')", &format!("sha256('x'), {value}"))
    }

    fn decided(self, n: u8, decided_on: &str, section: &str) -> String {
        format!(
            "insert into submission_decision (submission_id, n, decider, decided_on, section, board_reference, immediately_adjusted, recorded_at, recorded_by)
             values ({}, {n}, 'board', '{decided_on}', {section}, '', false, '2025-03-10T09:00:00Z', {{me}});",
            self.id()
        )
    }

    fn answer(self, code: &str, version: u8) -> String {
        format!(
            "insert into submitted_answer (submission_id, item_id, item_version, kind, reason)
             values ({}, (select id from published.item where code = '{code}'), {version}, 'none', 'x');",
            self.id()
        )
    }

    /// An outcome without the promise that it is the outcome of.
    fn outcome_of_nothing(self, code: &str) -> String {
        format!(
            "insert into submitted_measure (id, submission_id, item_id, position, kind, outcome, action, effect)
             values (gen_random_uuid(), {}, (select id from published.item where code = '{code}'), 0, 'outcome', 'done', 'x', 'x');",
            self.id()
        )
    }

    fn withdrawn(self, at: &str) -> String {
        format!(
            "insert into submission_withdrawal (submission_id, board_id, reason, withdrawn_at, withdrawn_by)
             select {}, board_id, 'Fel version.', '{at}', {{me}} from published.round where id = {ROUND};",
            self.id()
        )
    }
}

#[tokio::test]
async fn a_board_sends_a_preliminary_response_then_its_decision_and_then_a_supplement() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-10 10:00");
    let preliminary = Sent { kind: "preliminary", ..HANDED_IN };
    let supplement = Sent { kind: "supplement", number: 2, ..HANDED_IN };
    for (statement, guard) in [
        (Sent { number: 1, ..supplement }.sql(), "supplement_follows_response"),
        (Sent { number: 2, ..preliminary }.sql(), "submissions_have_no_gaps"),
        (HANDED_IN.sql(), "a_response_is_decided"),
        (Sent { channel: "paper", ..preliminary }.sql(), "42501"),
        (Sent { received_at: None, ..preliminary }.sql(), "service_knows_the_hour"),
        (preliminary.sql().replace("'x', '2025-03-10T09:00:00Z', 'x'", "'x', null, 'x'"), "service_sends_what_was_locked"),
        (format!("{}{}{}", preliminary.sql(), preliminary.answer("R1", 1), preliminary.outcome_of_nothing("R1")), "outcomes_answer_a_plan"),
        (Sent { received_at: Some("2025-03-10T08:00:00Z"), ..preliminary }.sql(), "service_knows_the_hour"),
        (Sent { received_on: "2025-03-11", ..preliminary }.sql(), "entered_when_received"),
        (Sent { received_on: "2025-03-09", ..preliminary }.sql(), "received_on_its_day"),
        (preliminary.saying("on_request", "true"), "only_supplements_are_asked_for"),
        (preliminary.sql().replace("{me}", "(select id from published.person_name where name = 'Siv Handläggare')"), "signed_in_own_name"),
        (preliminary.sql(), NOTHING),
    ] {
        assert_eq!(sara(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(world.text("select received_on::text from published.round where board_slug = 'servicenamnden' and ordinal = 1").await, "2025-03-10");
    let page = world.signed_in("Fia Fullmäktig").await.get(RESPONSE).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Nämndens beslut har inte kommit än."), "{}", page.body);
    for (statement, guard) in [
        (Sent { number: 2, ..preliminary }.sql(), "one_response_stands"),
        (preliminary.decided(2, "2025-03-10", "'45'"), "decisions_have_no_gaps"),
        (preliminary.decided(1, "2025-03-10", "null"), "a_board_decides_under_a_section"),
        (preliminary.decided(1, "2025-03-11", "'45'"), "decided_before_it_is_recorded"),
        (preliminary.decided(1, "2025-03-10", "'45'"), NOTHING),
        (preliminary.answer("B1", 1), "YT002"),
    ] {
        assert_eq!(sara(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(board(&world, "Kim Kommun", &preliminary.decided(2, "2025-03-10", "'45'")).await, "42501", "another board decides nothing here");
    assert_eq!(auditors(&world, &preliminary.decided(2, "2025-03-10", "'45'")).await, "42501", "nor do the auditors");
    let page = world.signed_in("Fia Fullmäktig").await.get(RESPONSE).await.unwrap().shown().unwrap();
    assert!(page.body.contains("beslutade 10 mars 2025, § 45."), "{}", page.body);
    for (statement, guard) in [
        (supplement.saying("decision_expected_on", "'2025-04-16'"), "only_what_is_preliminary_waits"),
        (format!("{}{}", supplement.sql(), supplement.answer("R1", 2)), "answered_wording_exists"),
        (format!("{}{}", supplement.sql(), supplement.answer("R1", 1)), NOTHING),
    ] {
        assert_eq!(sara(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(world.count("select count(*) from published.submission").await, 2);
    assert_eq!(world.text("select submission_id::text from published.round where submission_id is not null").await, "00000000-0000-0000-0000-000000000001");
}

#[tokio::test]
async fn an_answer_is_about_what_the_board_was_asked() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let executive = "(select id from published.round where board_slug = 'kommunstyrelsen')";
    let preliminary = Sent { kind: "preliminary", ..HANDED_IN };
    let theirs = preliminary.sql().replace(ROUND, executive);
    // R2 is for Servicenämnden alone.
    assert_eq!(board(&world, "Kim Kommun", &format!("{theirs}{}", preliminary.answer("R2", 1))).await, "answers_are_asked_for");
    assert_eq!(board(&world, "Sara Service", &theirs).await, "42501", "a board hands in for itself");
    assert_eq!(board(&world, "Kim Kommun", &format!("{theirs}{}", preliminary.answer("R1", 1))).await, NOTHING);
}

#[tokio::test]
async fn what_came_on_paper_is_written_in_by_the_auditors_with_its_true_day() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-10 10:00");
    let whole = |sent: Sent| format!("{}{}{}", sent.sql(), sent.decided(1, "2025-03-05", "'31'"), sent.answer("B1", 1));
    for (sent, guard) in [
        (HANDED_IN, "42501"),
        (Sent { received_on: "2025-03-11", ..ON_PAPER }, "entered_when_received"),
        // The letter is of 30 January.
        (Sent { received_on: "2025-01-29", ..ON_PAPER }, "received_after_opening"),
        (Sent { received_on: "2025-03-07", received_at: Some("2025-03-08T09:00:00Z"), ..ON_PAPER }, "received_on_its_day"),
        (ON_PAPER, NOTHING),
    ] {
        assert_eq!(auditors(&world, &whole(sent)).await, guard, "{}", sent.sql());
    }
    assert_eq!(auditors(&world, &ON_PAPER.answer("R1", 1)).await, "YT002", "nothing is added to it later");
    assert_eq!(sara(&world, &ON_PAPER.answer("R1", 1)).await, "YT002", "nor by the board");
    assert_eq!(auditors(&world, &Sent { number: 2, kind: "supplement", channel: "email", ..HANDED_IN }.sql()).await, NOTHING, "more of it may come");
    // Everybody reads it, with its day and without an hour.
    for (name, path) in [("Fia Fullmäktig", RESPONSE.to_owned()), ("Sara Service", format!("{RESPONSE}/kvitto")), ("Rut Revisor", format!("{RESPONSE}/omdome"))]
    {
        let page = world.signed_in(name).await.get(&path).await.unwrap().shown().unwrap();
        assert!(page.body.contains("7 mars 2025") && !page.body.contains("7 mars 2025 kl."), "{path}: {}", page.body);
    }
    let start = world.signed_in("Rut Revisor").await.get("/att-gora").await.unwrap().shown().unwrap();
    assert!(start.body.contains("7 mars 2025"), "{}", start.body);
    // In time or late is judged by its day, not by when it was written in.
    assert_eq!(world.count("select count(*) from published.round where received_on < due_on and submission_id is not null").await, 1);
}

#[tokio::test]
async fn what_was_answered_before_the_letter_was_entered_here_is_written_in_too() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-10 10:00");
    let early = Sent { received_on: "2025-02-20", ..ON_PAPER };
    let whole = format!("{}{}{}", early.sql(), early.decided(1, "2025-02-18", "'31'"), early.answer("B1", 1));
    assert_eq!(auditors(&world, &whole).await, NOTHING);
}

#[tokio::test]
async fn a_board_takes_its_answer_back_until_the_auditors_have_registered_it() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let preliminary = Sent { kind: "preliminary", ..HANDED_IN };
    assert_eq!(sara(&world, &preliminary.sql()).await, NOTHING);
    let supplement = Sent { kind: "supplement", number: 2, ..HANDED_IN };
    assert_eq!(sara(&world, &supplement.sql()).await, NOTHING);
    for (statement, guard) in [
        (preliminary.withdrawn("2025-03-10T09:05:00Z"), "supplements_stand"),
        (supplement.withdrawn("2025-03-10T08:55:00Z"), "withdrawn_after_it_came"),
        (supplement.withdrawn("2025-03-10T09:05:00Z").replace("Fel version.", " "), "submission_withdrawal_reason_check"),
        (supplement.withdrawn("2025-03-10T09:05:00Z"), NOTHING),
        (supplement.withdrawn("2025-03-10T09:06:00Z"), "submission_withdrawal_pkey"),
        (preliminary.withdrawn("2025-03-10T09:05:00Z"), NOTHING),
        (preliminary.decided(1, "2025-03-10", "'45'"), "submission_is_withdrawn"),
    ] {
        assert_eq!(sara(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(auditors(&world, &preliminary.withdrawn("2025-03-10T09:05:00Z")).await, "42501", "the auditors take nothing back");
    let register = |id: &str| {
        format!(
            "insert into registration (submission_id, n, diary_number, registered_at, registered_by) values ({id}, 1, 'REV 7', '2025-03-10T09:10:00Z', {{me}})"
        )
    };
    assert_eq!(auditors(&world, &register(&preliminary.id())).await, "submission_is_withdrawn");
    assert_eq!(auditors(&world, &publication_of(&preliminary.id(), 1, "")).await, "submission_is_withdrawn");
    let judge = format!(
        "insert into verdict_part (submission_id, item_id, version, grade, comment, note, saved_at, saved_by) values ({}, null, 1, null, '', '', '2025-03-10T09:10:00Z', {{me}})",
        preliminary.id()
    );
    assert_eq!(auditors(&world, &judge).await, "submission_is_withdrawn");
    // The round waits again, and its day can move; the next answer is the third submission.
    assert_eq!(world.count("select count(*) from published.round where submission_id is null and ordinal = 1").await, 2);
    world.submitted_response().await;
    assert_eq!(world.count("select number::bigint from published.submission where withdrawn_at is null").await, 3);
    assert_eq!(world.count("select count(*) from published.submission").await, 3, "what came in is kept");
    let third = "(select submission_id from published.round where submission_id is not null)";
    assert_eq!(auditors(&world, &register(third)).await, NOTHING);
    let back = preliminary.withdrawn("2025-03-10T09:30:00Z").replace(&preliminary.id(), third);
    assert_eq!(sara(&world, &back).await, "submission_is_registered");
}

#[tokio::test]
async fn whoever_is_first_takes_back_or_registers_and_the_other_is_told() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let preliminary = Sent { kind: "preliminary", ..HANDED_IN };
    assert_eq!(sara(&world, &preliminary.sql()).await, NOTHING);
    let event = "select append_event('audit', '2025-03-10T09:00:00Z', 'arrival_registered', '{}');";
    let register = format!(
        "insert into registration (submission_id, n, diary_number, registered_at, registered_by) values ({}, 1, 'REV 7', '2025-03-10T09:10:00Z', {{me}})",
        preliminary.id()
    );
    // Rut has registered it and not committed; Sara waits, and is then refused.
    let (mut rut, rut_id) = begun(&world, "app_audit", "Rut Revisor").await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("{event}{}", register.replace("{me}", &rut_id)))).execute(&mut rut).await.unwrap();
    let back = preliminary.withdrawn("2025-03-10T09:11:00Z");
    let (sara_says, rut_says) = tokio::join!(sara(&world, &back), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        finished(rut, &rut_id, "select 1").await
    });
    assert_eq!((sara_says.as_str(), rut_says.as_str()), ("submission_is_registered", NOTHING));
}

#[tokio::test]
async fn a_desk_is_closed_by_its_submission_and_opened_by_a_supplement_that_is_begun() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let begin = |n: u8| {
        format!(
            "insert into desk_supplement (round_id, n, board_id, begun_at, begun_by) select id, {n}, board_id, '2025-03-10T09:00:00Z', {{me}} from published.round where id = {ROUND};"
        )
    };
    assert_eq!(sara(&world, &begin(2)).await, "supplement_follows_response");
    world.submitted_response().await;
    let write = "update desk_part set version = version + 1";
    assert_eq!(sara(&world, write).await, "response_is_submitted");
    assert_eq!(sara(&world, &begin(3)).await, "submissions_have_no_gaps");
    assert_eq!(auditors(&world, &begin(2)).await, "42501", "only the board begins");
    assert_eq!(board(&world, "Kim Kommun", &begin(2)).await, "42501", "for itself");
    assert_eq!(sara(&world, &begin(2)).await, NOTHING);
    assert_eq!(sara(&world, write).await, NOTHING);
    assert_eq!(sara(&world, &Sent { kind: "supplement", number: 2, ..HANDED_IN }.sql()).await, NOTHING);
    assert_eq!(sara(&world, write).await, "response_is_submitted", "the supplement has come: the desk is closed again");
    // A part is the summary or an item, and there is one of each.
    let part = |item: &str| {
        format!(
            "insert into desk_part (round_id, item_id, board_id, version, content, complete, saved_at, saved_by)
             select r.id, {item}, r.board_id, 1, '{{}}', false, '2025-03-10T09:00:00Z', {{me}} from published.round r where r.board_slug = 'kommunstyrelsen'"
        )
    };
    assert_eq!(board(&world, "Kim Kommun", &part("null")).await, NOTHING);
    assert_eq!(board(&world, "Kim Kommun", &part("null")).await, "desk_part_key");
    assert_eq!(board(&world, "Kim Kommun", &part("(select id from published.item where code = 'R2')")).await, "desk_part_item_id_board_id_fkey");
}

fn publication_of(submission: &str, n: u8, reason: &str) -> String {
    format!(
        "insert into verdict_publication (submission_id, n, overall, reason, published_at, published_by)
         values ({submission}, {n}, 'Omdöme {n}', '{reason}', '2025-03-1{n}T09:00:00Z', {{me}});
         insert into verdict (submission_id, n, item_id, grade, comment)
         select a.submission_id, {n}, a.item_id, case {n} when 1 then 'sufficient' else 'partly_sufficient' end::grade, ''
         from published.submitted_answer a where a.submission_id = {submission};"
    )
}

const ANSWERED: &str = "(select submission_id from published.round where submission_id is not null)";

async fn judged(world: &World) {
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for code in ["B1", "R1", "R2"] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "save")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Omdöme 1")]).await.unwrap().done().unwrap();
}

fn correction(n: u8) -> String {
    format!(
        "insert into verdict_correction (submission_id, n, reason, begun_at, begun_by) values ({ANSWERED}, {n}, 'R1 var fel bedömd.', '2025-03-11T09:00:00Z', {{me}});"
    )
}

#[tokio::test]
async fn a_published_verdict_is_corrected_by_a_further_publication_with_its_reason() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    assert_eq!(auditors(&world, &correction(2)).await, "correction_follows_publication", "there is nothing to correct");
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    judged(&world).await;
    let write = "update verdict_part set comment = 'annan'";
    let on_the_whole = format!(
        "insert into verdict_part (submission_id, item_id, version, grade, comment, note, saved_at, saved_by) values ({ANSWERED}, null, 1, null, 'x', '', '2025-03-11T09:10:00Z', {{me}})"
    );
    for (statement, guard) in [
        (write.to_owned(), "verdict_is_published"),
        (publication_of(ANSWERED, 1, ""), "verdict_is_published"),
        (publication_of(ANSWERED, 2, "Rättat."), "verdict_is_published"),
        (publication_of(ANSWERED, 3, "Rättat."), "publications_have_no_gaps"),
        (correction(3), "correction_follows_publication"),
        (correction(2), NOTHING),
        (correction(2), "verdict_correction_pkey"),
        (write.to_owned(), NOTHING),
        (publication_of(ANSWERED, 2, ""), "a_correction_says_why"),
        (publication_of(ANSWERED, 2, "R1 var fel bedömd.").replace("partly_sufficient", "insufficient"), "criticism_is_explained"),
        (on_the_whole.clone(), NOTHING),
        (on_the_whole, "verdict_part_key"),
        (publication_of(ANSWERED, 2, "R1 var fel bedömd."), NOTHING),
        (write.to_owned(), "verdict_is_published"),
        (correction(3), NOTHING),
    ] {
        assert_eq!(auditors(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(sara(&world, &correction(4)).await, "42501", "a board corrects no verdict");
    assert_eq!(world.text("select overall || n from published.verdict_publication").await, "Omdöme 22", "the newest counts");
    assert_eq!(world.text("select string_agg(distinct grade::text, ' ') from published.verdict").await, "partly_sufficient");
    assert_eq!(world.count("select count(*) from published.verdict_history").await, 6, "and all of them are kept");
    let page = world.signed_in("Fia Fullmäktig").await.get(RESPONSE).await.unwrap().shown().unwrap();
    let (newest, before) = (page.body.find("Omdöme 2").unwrap(), page.body.find("Omdöme 1").unwrap());
    assert!(before < newest && page.body[..before].contains("Samlat omdöme till 12 mars 2025"), "what was said before stands with its day: {}", page.body);
}

fn closing(n: u8, at: &str) -> String {
    format!(
        "insert into audit_closing (audit_id, n, closed_at, closed_by, motive, without_answer) values ((select id from audit), {n}, '{at}', {{me}}, 'Klart.', true);"
    )
}

fn reopening(n: u8, at: &str) -> String {
    format!(
        "insert into audit_reopening (audit_id, n, reason, reopened_at, reopened_by) values ((select id from audit), {n}, 'Nya uppgifter.', '{at}', {{me}});"
    )
}

#[tokio::test]
async fn an_audit_is_closed_and_opened_again_and_closed_again() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    judged(&world).await;
    let later = "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by)
        values ((select id from published.round where board_slug = 'kommunstyrelsen'), 2, 'extension', '2026-12-01', 'x', '2026-03-02T09:00:00Z', {me})";
    for (statement, guard) in [
        (reopening(1, "2026-03-01T09:00:00Z"), "audit_reopening_audit_id_n_fkey"),
        (closing(2, "2026-03-01T09:00:00Z"), "closings_have_no_gaps"),
        (correction(2), NOTHING),
        (closing(1, "2026-03-01T09:00:00Z"), "closed_when_corrected"),
        (publication_of(ANSWERED, 2, "R1 var fel bedömd."), NOTHING),
        (closing(1, "2026-01-01T09:00:00Z"), "closed_when_judged"),
        (closing(1, "2026-03-01T09:00:00Z"), NOTHING),
        (closing(2, "2026-03-01T09:00:00Z"), "audit_is_closed"),
        (later.to_owned(), "audit_is_closed"),
        (correction(3), "audit_is_closed"),
        (reopening(1, "2026-02-01T09:00:00Z"), "reopenings_go_forward"),
        (reopening(1, "2026-03-02T09:00:00Z"), NOTHING),
        (reopening(1, "2026-03-03T09:00:00Z"), "audit_reopening_pkey"),
    ] {
        assert_eq!(auditors(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(world.count("select count(*) from published.round where closed_at is null").await, 3, "it is followed up again");
    for (statement, guard) in [
        (later.to_owned(), NOTHING),
        (closing(2, "2026-03-01T10:00:00Z"), "closings_go_forward"),
        (closing(2, "2026-03-10T10:00:00Z"), "closed_when_judged"),
        (closing(2, "2026-12-10T10:00:00Z"), NOTHING),
    ] {
        assert_eq!(auditors(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(world.text("select closed_at::date::text from published.audit").await, "2026-12-10");
    assert_eq!(world.count("select count(*) from published.audit_closing").await, 2);
    assert_eq!(sara(&world, &reopening(2, "2026-12-11T09:00:00Z")).await, "42501", "a board opens nothing again");
}

#[tokio::test]
async fn boards_of_one_audit_have_as_many_rounds_as_they_need() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    assert_eq!(
        world.text("select string_agg(board_slug || ordinal, ' ' order by board_slug, ordinal) from published.round").await,
        "kommunstyrelsen1 servicenamnden1 servicenamnden2"
    );
    let open = |board: &str, ordinal: u8, kind: &str, reason: &str, due_on: &str| {
        let entry = if due_on.is_empty() {
            String::new()
        } else {
            format!(
                "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by) select id, 1, 'original', '{due_on}', 'x', '2025-03-10T09:00:00Z', {{me}} from made"
            )
        };
        let insert = format!(
            "insert into round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by, reason)
             values (gen_random_uuid(), (select id from audit), (select id from published.board where slug = '{board}'), {ordinal}, '{kind}', '2025-03-10T09:00:00Z', {{me}}, '{reason}') returning id"
        );
        if entry.is_empty() { insert } else { format!("with made as ({insert}) {entry}") }
    };
    for (statement, guard) in [
        (open("servicenamnden", 4, "further", "Kvarstår.", "2026-06-01"), "rounds_have_no_gaps"),
        (open("servicenamnden", 2, "further", "Kvarstår.", "2026-06-01"), "rounds_have_no_gaps"),
        (open("miljonamnden", 1, "first", "Glömd.", "2026-06-01"), "rounds_have_no_gaps"),
        (open("servicenamnden", 3, "first", "Kvarstår.", "2026-06-01"), "first_is_first"),
        (open("servicenamnden", 3, "further", " ", "2026-06-01"), "a_later_round_says_why"),
        (open("servicenamnden", 3, "further", "Kvarstår.", ""), "no_round_without_a_date"),
        (open("servicenamnden", 3, "further", "Kvarstår.", "2026-06-01").replace("'further', '2025-03-10", "'further', '2025-01-10"), "opened_after_dispatch"),
        (open("servicenamnden", 3, "further", "Kvarstår.", "2026-06-01").replace("'further', '2025-03-10", "'further', '2026-06-01"), "date_after_dispatch"),
        (open("servicenamnden", 3, "further", "Kvarstår.", "2025-12-01"), "dates_in_order"),
        (open("kommunstyrelsen", 2, "follow_up", "Kvarstår.", "2025-03-10"), "dates_in_order"),
        (open("servicenamnden", 3, "further", "Kvarstår.", "2026-06-01"), NOTHING),
        (open("kommunstyrelsen", 2, "further", "Kvarstår.", "2026-06-01"), NOTHING),
        ("update round set lock_no = lock_no + 1".to_owned(), NOTHING),
        ("update round set reason = 'annan'".to_owned(), "42501"),
    ] {
        assert_eq!(auditors(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(sara(&world, &open("servicenamnden", 4, "further", "Kvarstår.", "2026-09-01")).await, "42501", "a board opens no round");
    assert_eq!(world.count("select count(*) from published.round").await, 5);
    let page = world.signed_in("Fia Fullmäktig").await.get("/yttranden/rev-2025-1/servicenamnden/omgang-3").await.unwrap().shown().unwrap();
    assert!(page.body.contains("1 juni 2026"), "{}", page.body);
    world.move_to("2026-07-01 09:00");
    assert_eq!(auditors(&world, &closing(1, "2026-07-01T09:00:00Z")).await, NOTHING);
    assert_eq!(auditors(&world, &open("servicenamnden", 4, "further", "Kvarstår.", "2026-09-01")).await, "audit_is_closed");
}

#[tokio::test]
async fn an_item_that_was_sent_is_corrected_by_a_further_version_and_answers_keep_their_wording() {
    let world = World::at("2025-03-10 10:00").await;
    world.unsent_audit().await;
    let correct = |n: u8, reason: &str, at: &str| {
        format!(
            "insert into item_version (item_id, n, heading, body, reason, corrected_at, corrected_by)
             values ((select id from item where code = 'R1'), {n}, 'Följ upp alla avtal', 'Lydelse {n}', '{reason}', '{at}', {{me}})"
        )
    };
    assert_eq!(auditors(&world, &correct(2, "Fel ord.", "2025-03-10T09:30:00Z")).await, "item_is_sent");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    world.submitted_response().await;
    for (statement, guard) in [
        (correct(1, "Fel ord.", "2025-03-10T09:30:00Z"), "versions_have_no_gaps"),
        (correct(3, "Fel ord.", "2025-03-10T09:30:00Z"), "versions_have_no_gaps"),
        (correct(2, " ", "2025-03-10T09:30:00Z"), "item_version_reason_check"),
        (correct(2, "Fel ord.", "2025-03-09T09:30:00Z"), "versions_go_forward"),
        (correct(2, "Fel ord.", "2025-03-10T09:30:00Z"), NOTHING),
        (correct(3, "Fel igen.", "2025-03-10T09:29:00Z"), "versions_go_forward"),
        ("update item set body = 'annan'".to_owned(), "audit_is_sent"),
        ("update item_version set body = 'annan'".to_owned(), "42501"),
    ] {
        assert_eq!(auditors(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(sara(&world, &correct(3, "Vi menade annat.", "2025-03-10T09:30:00Z").replace("from item ", "from published.item ")).await, "42501");
    let page = world.signed_in("Fia Fullmäktig").await.get("/granskningar/rev-2025-1").await.unwrap().shown().unwrap();
    assert!(page.body.contains("Följ upp alla avtal"), "the newest wording stands: {}", page.body);
    let page = world.signed_in("Fia Fullmäktig").await.get(RESPONSE).await.unwrap().shown().unwrap();
    assert!(page.body.contains("Följ upp avtalen") && !page.body.contains("Följ upp alla avtal"), "an answer stands below what it answers: {}", page.body);
    assert_eq!(
        world.text("select string_agg(n || heading, ', ' order by n) from published.item_version where n = 2 or heading = 'Följ upp avtalen'").await,
        "1Följ upp avtalen, 2Följ upp alla avtal"
    );
    // What is handed in from now on answers the new wording.
    let supplement = Sent { kind: "supplement", number: 2, ..HANDED_IN };
    assert_eq!(sara(&world, &format!("{}{}", supplement.sql(), supplement.answer("R1", 2))).await, NOTHING);
    world.move_to("2026-07-01 09:00");
    let judge = "insert into verdict_publication (submission_id, n, overall, published_at, published_by) values ((select submission_id from published.round where submission_id is not null), 1, '', '2026-07-01T07:00:00Z', {me});";
    assert_eq!(auditors(&world, &format!("{judge}{}", closing(1, "2026-07-01T07:00:00Z"))).await, NOTHING);
    assert_eq!(auditors(&world, &correct(3, "Fel igen.", "2026-07-01T08:00:00Z")).await, "audit_is_closed");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn an_item_is_followed_up_after_its_rounds_with_a_day_or_a_reason() {
    let world = World::at("2025-03-10 10:00").await;
    world.unsent_audit_of(&crate::world::audit_form(&[("follow_up-servicenamnden", "")])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    world.submitted_response().await;
    let decide = |n: u8, look_on: &str, grade: &str, given_up: bool, reason: &str, at: &str| {
        let or_null = |value: &str| if value.is_empty() { "null".to_owned() } else { format!("'{value}'") };
        format!(
            "insert into item_follow_up (item_id, board_id, n, look_on, grade, given_up, reason, decided_at, decided_by)
             values ((select id from item where code = 'R1'), (select id from published.board where slug = 'servicenamnden'), {n}, {}, {}, {given_up},
               '{reason}', '{at}', {{me}})",
            or_null(look_on),
            or_null(grade)
        )
    };
    let at = "2025-03-10T09:30:00Z";
    assert_eq!(auditors(&world, &decide(1, "2025-09-01", "", false, "", at)).await, "followed_up_when_judged");
    for code in ["B1", "R1", "R2"] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", "insufficient"), ("comment", "För lite."), ("note", ""), ("do", "next")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "")]).await.unwrap().done().unwrap();
    for (statement, guard) in [
        (decide(2, "2025-09-01", "", false, "", at), "follow_ups_have_no_gaps"),
        (decide(1, "", "", false, "", at), "nothing_open_is_left"),
        (decide(1, "", "partly_implemented", false, "Halva.", at), "nothing_open_is_left"),
        (decide(1, "2025-09-01", "implemented", false, "", at), "nothing_open_is_left"),
        (decide(1, "2025-09-01", "", true, "Nej.", at), "nothing_open_is_left"),
        (decide(1, "", "", true, " ", at), "whoever_lets_go_says_why"),
        (decide(1, "", "no_longer_relevant", false, "", at), "whoever_lets_go_says_why"),
        (decide(1, "2025-09-01", "sufficient", false, "", at), "item_follow_up_grade_check"),
        (decide(1, "2025-09-01", "", false, "", at), NOTHING),
        (decide(2, "", "", true, "Nej.", "2025-03-10T09:29:00Z"), "follow_ups_go_forward"),
        ("update item_follow_up set reason = 'annat'".to_owned(), "42501"),
    ] {
        assert_eq!(auditors(&world, &statement).await, guard, "{statement}");
    }
    assert_eq!(sara(&world, &decide(2, "", "", true, "Nej.", at).replace("from item ", "from published.item ")).await, "42501");
    let stands =
        "select standing || ' ' || waits || ' ' || coalesce(look_on::text, '') from published.item_now where code = 'R1' and board_slug = 'servicenamnden'";
    assert_eq!(world.text(stands).await, "judged_once true 2025-09-01", "it waits again, and the day says until when");
    for (entry, said) in [
        (decide(2, "2026-03-01", "partly_implemented", false, "Halva.", "2025-09-01T09:00:00Z"), "partly_implemented false 2026-03-01"),
        (decide(3, "", "", true, "Nämnden vill inte.", "2026-03-01T09:00:00Z"), "given_up false "),
        (decide(4, "", "implemented", false, "", "2026-04-01T09:00:00Z"), "implemented false "),
    ] {
        assert_eq!(auditors(&world, &entry).await, NOTHING, "{entry}");
        assert_eq!(world.text(stands).await, said);
        let differing = "select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()";
        assert_eq!(world.count(differing).await, 0, "{entry}");
    }
    assert_eq!(
        world.asked_as("app_council", "", "select string_agg(reason, ',' order by n) from published.item_follow_up").await,
        ",Halva.,Nämnden vill inte.,"
    );
}

#[tokio::test]
async fn through_the_pages_a_round_still_has_one_answer() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    // Clicked again, later: the same receipt.
    assert_eq!(sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap(), format!("{RESPONSE}/kvitto"));
    assert!(sara.post(&format!("{DESK}/beslut"), &decision("2025-03-10")).await.unwrap().done().is_err());
    assert_eq!(world.count("select count(*) from submission where kind = 'response' and channel = 'service' and number = 1").await, 1);
    assert_eq!(world.count("select count(*) from submission_decision where n = 1 and section = '45'").await, 1);
    assert_eq!(world.count("select count(*) from submitted_answer where item_version = 1").await, 3);
}
