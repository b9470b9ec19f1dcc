//! The walls in PostgreSQL, with the program's own policy out of the way: what each side's role can reach at all.

use sqlx::postgres::PgPool;
use sqlx::{ConnectOptions as _, Connection as _};

use crate::database;
use crate::spoil::spoiled;
use crate::world::{RESPONSE, World};

const SIDES: [&str; 6] = ["app_board", "app_audit", "app_council", "app_admin", "app_auth", "app_worker"];
const DESKS: [&str; 11] = [
    "desk_part",
    "desk_version",
    "desk_lock",
    "desk_reopening",
    "board_decision",
    "desk_file",
    "desk_file_chunk",
    "desk_supplement",
    "desk_supplement_draft",
    "desk_supplement_file",
    "desk_supplement_file_chunk",
];

/// A connection as the program's login, with a side and the boards of some person set.
async fn side(world: &World, role: &str, boards: &str) -> sqlx::PgConnection {
    let mut conn = database::login(&world.database).await.connect().await.unwrap();
    sqlx::query("select set_config('role', $1, false), set_config('app.boards', $2, false), set_config('app.person', '', false)")
        .bind(role)
        .bind(boards)
        .execute(&mut conn)
        .await
        .unwrap();
    conn
}

/// What refused it: the name of a constraint, or else the SQLSTATE.
pub(crate) fn guard(error: &sqlx::Error) -> String {
    let error = error.as_database_error().unwrap_or_else(|| panic!("not the database: {error}"));
    error.constraint().map(str::to_owned).or(error.code().map(|code| code.into_owned())).unwrap()
}

async fn may_read(world: &World, role: &str, what: &str) -> bool {
    let mut conn = side(world, role, "{}").await;
    let ask = if what.starts_with("select ") { what.to_owned() } else { format!("select 1 from {what} limit 1") };
    let read = sqlx::query(sqlx::AssertSqlSafe(ask)).fetch_optional(&mut conn).await;
    conn.close().await.unwrap();
    match read {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(guard(&error), "42501", "{role} {what}: {error}");
            false
        }
    }
}

#[tokio::test]
async fn only_the_boards_side_reaches_a_desk() {
    let world = World::at("2025-02-03 09:00").await;
    if spoiled("desks") {
        let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
        sqlx::raw_sql("grant select on desk_part to app_council").execute(&mut conn).await.unwrap();
    }
    for table in DESKS {
        for role in SIDES {
            assert_eq!(may_read(&world, role, table).await, role == "app_board", "{role} and {table}");
        }
    }
}

#[tokio::test]
async fn only_the_auditors_side_reaches_what_the_auditors_have_not_sent_or_published() {
    let world = World::at("2025-02-03 09:00").await;
    for table in [
        "intake",
        "intake_file",
        "item_paste",
        "audit",
        "letter",
        "letter_file",
        "letter_phrase",
        "planned_round",
        "item",
        "audit_file",
        "audit_file_content",
        "audit_file_chunk",
        "item_version",
        "verdict_part",
        "verdict_version",
        "verdict_correction",
    ] {
        for role in SIDES {
            assert_eq!(may_read(&world, role, table).await, role == "app_audit", "{role} and {table}");
        }
    }
}

#[tokio::test]
async fn passwords_are_reached_only_by_signing_in() {
    let world = World::at("2025-02-03 09:00").await;
    for role in SIDES {
        assert_eq!(may_read(&world, role, "select password_hash from credential limit 1").await, role == "app_auth", "{role}");
    }
}

#[tokio::test]
async fn what_a_telephone_shares_is_reached_only_by_signing_in_and_that_somebody_has_one_also_by_administrators() {
    let world = World::at("2025-02-03 09:00").await;
    for role in SIDES {
        let signing_in = role == "app_auth";
        for secret in ["recovery_code", "select sealed from second_step", "select last_step from second_step", "select let_in_by from second_step"] {
            assert_eq!(may_read(&world, role, secret).await, signing_in, "{role} and {secret}");
        }
        let whose = may_read(&world, role, "select person_id, since, key_mark from second_step limit 1").await;
        assert_eq!(whose, signing_in || role == "app_admin", "{role}");
    }
}

#[tokio::test]
async fn a_passkey_is_reached_only_by_signing_in_and_that_somebody_has_one_also_by_administrators() {
    let world = World::at("2025-02-03 09:00").await;
    for role in SIDES {
        for column in ["credential", "public_key", "counter", "name", "used_at"] {
            assert_eq!(may_read(&world, role, &format!("select {column} from passkey")).await, role == "app_auth", "{role}: {column}");
        }
        assert_eq!(may_read(&world, role, "select added_at from passkey").await, ["app_auth", "app_admin"].contains(&role), "{role}");
    }
}

#[tokio::test]
async fn who_somebody_is_for_the_identity_provider_is_reached_only_by_signing_in() {
    let world = World::at("2025-02-03 09:00").await;
    for role in SIDES {
        assert_eq!(may_read(&world, role, "select subject from sign_on").await, role == "app_auth", "{role}");
        assert_eq!(may_read(&world, role, "select since from sign_on").await, ["app_auth", "app_admin"].contains(&role), "{role}");
    }
}

#[tokio::test]
async fn the_council_reads_nothing_but_what_is_published() {
    let world = World::at("2025-02-03 09:00").await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let readable: Vec<String> =
        sqlx::query_scalar("select table_schema || '.' || table_name from information_schema.table_privileges where grantee = 'app_council' order by 1")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert!(!readable.is_empty() && readable.iter().all(|table| table.starts_with("published.")), "{readable:?}");
    assert!(!readable.contains(&"published.person_name".to_owned()));
}

#[tokio::test]
async fn the_login_owns_nothing_and_reaches_nothing_before_it_has_chosen_a_side() {
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = database::login(&world.database).await.connect().await.unwrap();
    for table in ["person", "audit", "desk_part", "submission", "event", "published.audit"] {
        let read = sqlx::query(sqlx::AssertSqlSafe(format!("select 1 from {table}"))).fetch_optional(&mut conn).await;
        assert_eq!(guard(&read.unwrap_err()), "42501", "{table}");
    }
    let owned: i64 = sqlx::query_scalar("select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = 'yttrande_app')")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(owned, 0);
}

#[tokio::test]
async fn row_security_keeps_one_boards_desk_from_another() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let boards: Vec<(String, String)> = sqlx::query_as("select slug, id::text from board").fetch_all(&pool).await.unwrap();
    for (slug, id) in boards {
        let mut conn = side(&world, "app_board", &format!("{{{id}}}")).await;
        let rows: i64 = sqlx::query_scalar("select count(*) from desk_part").fetch_one(&mut conn).await.unwrap();
        assert_eq!(rows, if slug == "servicenamnden" { 4 } else { 0 }, "{slug}");
    }
}

#[tokio::test]
async fn nobody_adds_to_what_another_board_has_handed_in() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let (submission, item): (String, String) =
        sqlx::query_as("select submission_id::text, item_id::text from submitted_answer limit 1").fetch_one(&pool).await.unwrap();
    for slug in ["kommunstyrelsen", "servicenamnden"] {
        let board: String = sqlx::query_scalar("select id::text from board where slug = $1").bind(slug).fetch_one(&pool).await.unwrap();
        let mut conn = side(&world, "app_board", &format!("{{{board}}}")).await;
        let error = sqlx::query("insert into submitted_answer (submission_id, item_id, item_version, kind) values ($1::uuid, $2::uuid, 1, 'none')")
            .bind(&submission)
            .bind(&item)
            .execute(&mut conn)
            .await
            .unwrap_err();
        // The board itself is stopped too: what was handed in came in one transaction.
        assert_eq!(guard(&error), "YT002", "{slug}: {error}");
    }
}

#[tokio::test]
async fn a_draft_of_a_verdict_stands_when_the_verdict_is_published() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for code in ["B1", "R1", "R2"] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "save")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "")]).await.unwrap().done().unwrap();
    let mut conn = side(&world, "app_audit", "").await;
    let error = sqlx::query("update verdict_part set comment = 'annan'").execute(&mut conn).await.unwrap_err();
    assert_eq!(guard(&error), "verdict_is_published", "{error}");
}

#[tokio::test]
async fn what_is_official_is_changed_by_nobody_not_even_the_owner() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.upload("/granskningar/rev-2025-1/filer", "Rapport.pdf", "application/pdf", b"%PDF-1.7 %%EOF", false).await.unwrap().done().unwrap();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    world.submitted_response().await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    // Every record, as the migrations name them.
    let records: Vec<String> =
        sqlx::query_scalar("select tgrelid::regclass::text from pg_trigger where tgname = 'append_only' order by 1").fetch_all(&pool).await.unwrap();
    assert!(records.len() > 20 && records.contains(&"submission".to_owned()), "{records:?}");
    for table in records {
        for act in [format!("delete from {table}"), format!("truncate {table} cascade")] {
            let error = sqlx::query(sqlx::AssertSqlSafe(act.clone())).execute(&pool).await.unwrap_err();
            assert_eq!(guard(&error), "YT002", "{act}: {error}");
        }
    }
    for (act, wanted) in [
        ("update submission set summary = 'annan'", "YT002"),
        ("update submission_decision set section = '46'", "YT002"),
        ("update deadline_entry set due_on = due_on + 30", "YT002"),
        ("update round set ordinal = ordinal + 10, kind = 'further'", "YT002"),
        ("update event set actor = null", "YT002"),
        ("update item set body = 'annan'", "audit_is_sent"),
        ("update audit set title = 'annan'", "audit_is_sent"),
        ("delete from audit_file_chunk", "audit_is_sent"),
        ("update audit_file_chunk set n = n + 1", "audit_is_sent"),
        ("insert into verdict (submission_id, n, item_id, grade, comment) select s.id, 1, i.id, 'sufficient', '' from submission s, item i limit 1", "YT002"),
        (
            "insert into desk_part select round_id, item_id, board_id, version + 1, content, true, saved_at, saved_by from desk_part limit 1",
            "response_is_submitted",
        ),
    ] {
        let error = sqlx::query(act).execute(&pool).await.unwrap_err();
        assert_eq!(guard(&error), wanted, "{act}: {error}");
    }
}

#[tokio::test]
async fn a_table_of_state_that_changes_without_an_event_does_not_commit() {
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = side(&world, "app_admin", "").await;
    let error = sqlx::query("update board set name = name || ' 2'").execute(&mut conn).await.unwrap_err();
    assert_eq!(guard(&error), "YT001", "{error}");
}

#[tokio::test]
async fn nobody_writes_in_the_log_of_another_authority() {
    let world = World::at("2025-02-03 09:00").await;
    const ANOTHER: &str = "board:00000000-0000-0000-0000-000000000000";
    for (role, authority, kind) in [
        ("app_board", "audit", "audit_sent"),
        ("app_board", "audit", "response_sent"),
        ("app_board", ANOTHER, "response_sent"),
        ("app_audit", "system", "audit_sent"),
        ("app_audit", ANOTHER, "response_sent"),
        ("app_audit", "audit", "made_up"),
        ("app_admin", "audit", "board_added"),
        ("app_admin", ANOTHER, "response_sent"),
        ("app_worker", ANOTHER, "response_sent"),
        ("app_admin", "system", "signed_in"),
        ("app_auth", "system", "role_granted"),
        ("app_worker", "audit", "audit_closed"),
        ("app_council", "audit", "audit_sent"),
    ] {
        let mut conn = side(&world, role, "{}").await;
        let written = sqlx::query("select append_event($1, now(), $2, '{}')").bind(authority).bind(kind).execute(&mut conn).await;
        assert_eq!(guard(&written.unwrap_err()), "42501", "{role} writes {kind} in {authority}");
    }
    for (role, table) in [("app_audit", "may_append"), ("app_board", "may_append"), ("app_worker", "may_tell"), ("app_admin", "may_append")] {
        assert!(!may_read(&world, role, table).await, "{role} reaches {table}");
    }
}

#[tokio::test]
async fn roles_that_exclude_each_other_are_refused_by_the_database_itself() {
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = side(&world, "app_admin", "").await;
    let error = sqlx::query(
        "select propose_role(gen_random_uuid(), id, 'auditor', null, '2025-02-03T08:00:00Z', '2025-02-03') from person where name = 'Sara Service'",
    )
    .execute(&mut conn)
    .await
    .unwrap_err();
    assert_eq!(guard(&error), "role_grant_conflict", "{error}");
    let error =
        sqlx::query("select propose_role(gen_random_uuid(), id, 'secretary', null, '2025-02-03T08:00:00Z', '2025-02-03') from person where name = 'Ada Admin'")
            .execute(&mut conn)
            .await
            .unwrap_err();
    // The conflict is looked for first; a reader of the council has none.
    assert_eq!(guard(&error), "role_grant_conflict", "{error}");
    let error = sqlx::query(
        "select propose_role(gen_random_uuid(), id, 'secretary', null, '2025-02-03T08:00:00Z', '2025-02-03') from person where name = 'Fia Fullmäktig'",
    )
    .execute(&mut conn)
    .await
    .unwrap_err();
    assert_eq!(guard(&error), "board_roles_name_their_board", "{error}");
}

/// A connection as a side in somebody's name, with her boards, in a transaction that has begun.
pub(crate) async fn begun(world: &World, role: &str, name: &str) -> (sqlx::PgConnection, String) {
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let (person, board): (String, String) = sqlx::query_as(
        "select p.id::text, coalesce((select '{' || g.board_id || '}' from role_grant g where g.person_id = p.id and g.board_id is not null), '{}') from person p where p.name = $1",
    )
    .bind(name)
    .fetch_one(&pool)
    .await
    .unwrap();
    pool.close().await;
    let mut conn = database::login(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql("begin").execute(&mut conn).await.unwrap();
    sqlx::query("select set_config('role', $1, true), set_config('app.boards', $2, true), set_config('app.person', $3, true)")
        .bind(role)
        .bind(board)
        .bind(&person)
        .execute(&mut conn)
        .await
        .unwrap();
    (conn, format!("'{person}'"))
}

/// Runs statements and commits; what refused them.
pub(crate) async fn finished(mut conn: sqlx::PgConnection, me: &str, statements: &str) -> String {
    let written = format!("{}; commit", statements.replace("{me}", me));
    match sqlx::raw_sql(sqlx::AssertSqlSafe(written)).execute(&mut conn).await {
        Ok(_) => "nothing".to_owned(),
        Err(error) => guard(&error),
    }
}

/// Tries a statement as a side in somebody's name, in a transaction of its own; what refused it.
pub(crate) async fn refused(world: &World, role: &str, name: &str, statement: &str) -> String {
    let (conn, me) = begun(world, role, name).await;
    finished(conn, &me, statement).await
}

pub(crate) const ROUND: &str = "(select id from published.round where board_slug = 'servicenamnden' and ordinal = 1)";

fn entry(n: u8, kind: &str, day: &str, at: &str, by: &str) -> String {
    format!(
        "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by) values ({ROUND}, {n}, '{kind}', '{day}', 'x', '{at}', {by})"
    )
}

#[tokio::test]
async fn the_database_keeps_the_ledger_whatever_the_program_says() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let now = "2025-03-10T10:00:00Z";
    for (statement, guard) in [
        (entry(3, "extension", "2025-04-25", now, "{me}"), "ledger_has_no_gaps"),
        (entry(1, "original", "2025-04-25", now, "{me}"), "ledger_has_no_gaps"),
        (entry(2, "original", "2025-04-25", now, "{me}"), "original_comes_first"),
        (entry(2, "extension", "2025-03-31", now, "{me}"), "extension_is_later"),
        (entry(2, "extension", "2025-04-25", "2025-03-01T10:00:00Z", "{me}"), "ledger_goes_forward"),
        (entry(2, "extension", "2025-04-25", now, "(select id from published.person_name where name = 'Sara Service')"), "ledger_is_signed"),
        (entry(2, "correction", "2025-03-09", now, "{me}"), "correction_is_ahead"),
        (entry(2, "extension", "2026-01-30", now, "{me}"), "dates_in_order"),
        (
            entry(2, "correction", "2025-04-25", now, "{me}").replace("entered_by)", "entered_by, request_id)").replace("{me})", "{me}, gen_random_uuid())"),
            "a_request_extends",
        ),
        // Right in everything, but without an event.
        (entry(2, "extension", "2025-04-25", now, "{me}"), "YT001"),
        ("update deadline_entry set due_on = '2025-05-01'".to_owned(), "42501"),
    ] {
        assert_eq!(refused(&world, "app_audit", "Rut Revisor", &statement).await, guard, "{statement}");
    }
    assert_eq!(refused(&world, "app_board", "Sara Service", &entry(2, "extension", "2025-04-25", now, "{me}")).await, "42501", "a board writes no last day");
    world.submitted_response().await;
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", &entry(2, "extension", "2025-04-25", now, "{me}")).await, "response_is_submitted");
}

#[tokio::test]
async fn the_database_keeps_requests_apart_and_lets_each_be_settled_once() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    let ask = |board: &str, n: u8| {
        format!(
            "insert into extension_request (id, round_id, board_id, n, due_on, wished_on, reason, asked_at, asked_by)
             values (gen_random_uuid(), {ROUND}, (select id from published.board where slug = '{board}'), {n}, '2025-03-31', '2025-04-25', 'x', '2025-03-10T10:00:00Z', {{me}})"
        )
    };
    assert_eq!(refused(&world, "app_board", "Kim Kommun", &ask("servicenamnden", 1)).await, "42501", "another board's round");
    assert_eq!(refused(&world, "app_board", "Kim Kommun", &ask("kommunstyrelsen", 1)).await, "extension_request_round_id_board_id_fkey");
    assert_eq!(refused(&world, "app_board", "Sara Service", &ask("servicenamnden", 2)).await, "extension_request_key");
    assert_eq!(refused(&world, "app_board", "Sara Service", &ask("servicenamnden", 1).replace("'2025-04-25'", "'2025-03-31'")).await, "wish_is_later");
    let from_another = ask("servicenamnden", 1).replace("'2025-03-31'", "'2025-03-30'");
    assert_eq!(refused(&world, "app_board", "Sara Service", &from_another).await, "asked_from_the_date_in_force");
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{RESPONSE}/anstand"), &[("wished_on", "2025-04-25"), ("reason", "Mer tid.")]).await.unwrap().done().unwrap();
    assert_eq!(refused(&world, "app_board", "Sara Service", &ask("servicenamnden", 2)).await, "one_request_at_a_time");
    let decide = "insert into extension_decision (request_id, outcome, granted_on, reason, decided_at, decided_by)
         values ((select id from published.extension_request), 'granted', '2025-04-25', '', '2025-03-10T10:00:00Z', {me})";
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", decide).await, "a_grant_is_entered", "a grant without its entry in the ledger");
    assert_eq!(refused(&world, "app_board", "Sara Service", decide).await, "42501", "a board decides nothing");
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", &decide.replace("'2025-04-25'", "null")).await, "a_grant_has_its_day");
    let no = decide.replace("'granted', '2025-04-25'", "'refused', null");
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", &no).await, "a_no_says_why");
    sara.post(&format!("{RESPONSE}/anstand/aterkalla"), &[]).await.unwrap().done().unwrap();
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", decide).await, "request_is_open");
}

#[tokio::test]
async fn nothing_is_sent_without_a_date_and_nothing_closed_without_a_verdict() {
    let world = World::at("2025-03-10 09:00").await;
    world.unsent_audit().await;
    let send = "select append_event('audit', '2025-03-10T10:00:00Z', 'audit_sent', '{}'); insert into dispatch (audit_id, sent_at, sent_by, message) values ((select id from audit), '2025-03-10T10:00:00Z', {me}, '')";
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", send).await, "nobody_without_a_date");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    let close = "insert into audit_closing (audit_id, n, closed_at, closed_by, motive) values ((select id from audit), 1, '2025-03-10T10:00:00Z', {me}, 'x')";
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", close).await, "closed_when_judged");
}

#[tokio::test]
async fn jobs_reach_mails_and_dates_and_no_draft() {
    let world = World::at("2025-03-10 09:00").await;
    for table in DESKS.iter().chain(&["audit", "item", "verdict_part", "verdict_version", "intake", "letter", "credential", "session", "invitation"]) {
        assert!(!may_read(&world, "app_worker", table).await, "jobs read {table}");
    }
    for table in ["mail", "notice", "published.round", "published.recipient", "published.outgoing"] {
        assert!(may_read(&world, "app_worker", table).await, "jobs need {table}");
    }
    for role in ["app_board", "app_council", "app_auth"] {
        assert!(!may_read(&world, role, "mail").await, "{role} reads the outbox");
    }
}

#[tokio::test]
async fn a_job_tells_what_the_calendar_says_and_nothing_else() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut worker = side(&world, "app_worker", "{}").await;
    for refused in [
        "select append_event('system', '2025-02-03', 'person_invited', '{}')",
        "select append_event('audit', '2025-02-03', 'deadline_corrected', '{}')",
        "select tell('verdict_published', 'response', 'x', (select id from published.round limit 1), false, '{secretary}', 0::smallint, '2025-02-03', '2025-02-03')::text",
        "update deadline_rules set letter_after = 1",
        "update notice set read_at = '2025-02-03'",
        "delete from mail",
        "insert into submission (id) values (null)",
    ] {
        let error = sqlx::query(refused).execute(&mut worker).await.unwrap_err();
        assert_eq!(guard(&error), "42501", "{refused}: {error}");
    }
    worker.close().await.unwrap();
    let mut administrator = side(&world, "app_admin", "{}").await;
    for refused in
        ["select notice_id from mail", "select round_id from mail", "update mail set reply = ''", "select 1 from notice", "select 1 from published.outgoing"]
    {
        let error = sqlx::query(refused).execute(&mut administrator).await.unwrap_err();
        assert_eq!(guard(&error), "42501", "{refused}: {error}");
    }
    administrator.close().await.unwrap();
}

/// What somebody may append is what can happen: no kind is left behind, and none is written that no event has.
#[tokio::test]
async fn every_event_and_no_other_may_be_written_by_some_side() {
    let world = World::at("2025-02-03 09:00").await;
    let written = world.text("select string_agg(distinct kind, ' ' order by kind) from may_append").await;
    let source = include_str!("../../src/domain/event.rs").split("pub enum Event {").nth(1).unwrap().split("\nimpl Event").next().unwrap();
    let mut events: Vec<String> = source
        .lines()
        .filter_map(|line| line.strip_prefix("    ").filter(|rest| rest.starts_with(char::is_uppercase)))
        .map(|line| line.split([' ', ',', '{', '(']).next().unwrap())
        .map(|name| {
            name.chars().fold(String::new(), |snake, c| {
                if c.is_uppercase() && !snake.is_empty() { format!("{snake}_{}", c.to_lowercase()) } else { format!("{snake}{}", c.to_lowercase()) }
            })
        })
        .collect();
    events.sort();
    assert!(events.len() > 40, "{events:?}");
    assert_eq!(written.split(' ').collect::<Vec<_>>(), events);
}

#[tokio::test]
async fn meetings_and_mails_say_all_of_it() {
    let world = World::at("2025-03-10 09:00").await;
    let meeting = |columns: &str, values: &str| {
        format!(
            "insert into meeting (id, board_id, held_on, planned_at, planned_by{columns}) values (gen_random_uuid(), (my_boards())[1], '2025-05-05', '2025-03-10', {{me}}{values})"
        )
    };
    for (statement, wanted) in [
        (meeting(", papers_by", ", '2025-05-06'"), "papers_come_first"),
        (format!("select append_event('board:' || (my_boards())[1], '2025-03-10', 'meetings_planned', '{{}}'); {}", meeting("", "")), "nothing"),
        (meeting("", ""), "meeting_day_key"),
        ("update meeting set cancelled_at = '2025-03-11'".to_owned(), "somebody_cancels"),
    ] {
        assert_eq!(refused(&world, "app_board", "Sara Service", &statement).await, wanted, "{statement}");
    }
    let mail = |columns: &str, values: &str| {
        format!("insert into mail (id, key, kind, made_at, due_at{columns}) values (gen_random_uuid(), 'k', 'test', '2025-03-10', '2025-03-10'{values})")
    };
    for (statement, wanted) in [
        (mail("", ""), "one_recipient"),
        (mail(", address, person_id", ", 'a@b.example', {me}"), "one_recipient"),
        (mail(", address", ", 'a@b.example'").replace("'test'", "'notice'"), "a_notice_is_told"),
        (mail(", address, state", ", 'a@b.example', 'sent'"), "settled_or_waiting"),
        (mail(", address", ", 'a@b.example'"), "nothing"),
        (mail(", address", ", 'a@b.example'"), "mail_once"),
    ] {
        assert_eq!(refused(&world, "app_worker", "Rut Revisor", &statement).await, wanted, "{statement}");
    }
}
