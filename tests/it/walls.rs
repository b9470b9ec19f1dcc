//! The walls in PostgreSQL, with the program's own policy out of the way: what each side's role can reach at all.

use sqlx::postgres::PgPool;
use sqlx::{ConnectOptions as _, Connection as _};

use crate::database;
use crate::world::{RESPONSE, World};

const SIDES: [&str; 5] = ["app_board", "app_audit", "app_council", "app_admin", "app_auth"];
const DESKS: [&str; 6] = ["desk_part", "desk_version", "desk_lock", "desk_reopening", "board_decision", "desk_file"];

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

async fn may_read(world: &World, role: &str, table: &str) -> bool {
    let mut conn = side(world, role, "{}").await;
    let read = sqlx::query(sqlx::AssertSqlSafe(format!("select 1 from {table} limit 1"))).fetch_optional(&mut conn).await;
    conn.close().await.unwrap();
    match read {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.as_database_error().and_then(|e| e.code()).as_deref(), Some("42501"), "{role} {table}: {error}");
            false
        }
    }
}

#[tokio::test]
async fn only_the_boards_side_reaches_a_desk() {
    let world = World::at("2025-02-03 09:00").await;
    for table in DESKS {
        for role in SIDES {
            assert_eq!(may_read(&world, role, table).await, role == "app_board", "{role} and {table}");
        }
    }
}

#[tokio::test]
async fn only_the_auditors_side_reaches_what_the_auditors_have_not_sent_or_published() {
    let world = World::at("2025-02-03 09:00").await;
    for table in ["intake", "audit", "letter", "letter_phrase", "planned_round", "item", "audit_file", "audit_file_content", "verdict_part", "verdict_version"]
    {
        for role in SIDES {
            assert_eq!(may_read(&world, role, table).await, role == "app_audit", "{role} and {table}");
        }
    }
}

#[tokio::test]
async fn passwords_are_reached_only_by_signing_in() {
    let world = World::at("2025-02-03 09:00").await;
    for role in SIDES {
        let mut conn = side(&world, role, "{}").await;
        let read = sqlx::query("select password_hash from credential limit 1").fetch_optional(&mut conn).await.is_ok();
        assert_eq!(read, role == "app_auth", "{role}");
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
        assert!(read.is_err(), "{table}");
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
    for (slug, code) in [("kommunstyrelsen", "42501"), ("servicenamnden", "23505")] {
        let board: String = sqlx::query_scalar("select id::text from board where slug = $1").bind(slug).fetch_one(&pool).await.unwrap();
        let mut conn = side(&world, "app_board", &format!("{{{board}}}")).await;
        let error = sqlx::query("insert into submitted_answer (submission_id, item_id, kind) values ($1::uuid, $2::uuid, 'none')")
            .bind(&submission)
            .bind(&item)
            .execute(&mut conn)
            .await
            .unwrap_err();
        // The board itself is stopped too, later: by the answer that stands.
        assert_eq!(error.as_database_error().and_then(|e| e.code()).as_deref(), Some(code), "{slug}: {error}");
    }
}

#[tokio::test]
async fn a_draft_of_a_verdict_stands_when_the_verdict_is_published() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for code in ["B1", "R1", "R2"] {
        let fields = [("version", "0"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "save")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("overall", "")]).await.unwrap().done().unwrap();
    let mut conn = side(&world, "app_audit", "").await;
    let error = sqlx::query("update verdict_part set comment = 'annan'").execute(&mut conn).await.unwrap_err();
    assert_eq!(error.as_database_error().and_then(|e| e.constraint()), Some("verdict_is_published"), "{error}");
}

#[tokio::test]
async fn what_is_official_is_changed_by_nobody_not_even_the_owner() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    for table in ["event", "deadline_entry", "dispatch", "submission", "submitted_answer", "submitted_measure", "board_decision", "desk_lock", "desk_version"] {
        for act in [format!("delete from {table}"), format!("truncate {table} cascade")] {
            let error = sqlx::query(sqlx::AssertSqlSafe(act.clone())).execute(&pool).await.unwrap_err();
            assert!(error.to_string().contains("record") || error.to_string().contains("submitted"), "{act}: {error}");
        }
    }
    for act in [
        "update submission set summary = 'annan'",
        "update deadline_entry set due_on = due_on + 30",
        "update event set actor = null",
        "update item set body = 'annan'",
        "update audit set title = 'annan'",
        "insert into desk_part select round_id, 'R9', board_id, 1, content, true, saved_at, saved_by from desk_part limit 1",
    ] {
        assert!(sqlx::query(act).execute(&pool).await.is_err(), "{act}");
    }
}

#[tokio::test]
async fn a_table_of_state_that_changes_without_an_event_does_not_commit() {
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = side(&world, "app_admin", "").await;
    let error = sqlx::query("update board set name = name || ' 2'").execute(&mut conn).await.unwrap_err();
    assert_eq!(error.as_database_error().and_then(|e| e.code()).as_deref(), Some("YT001"), "{error}");
}

#[tokio::test]
async fn nobody_writes_in_the_log_of_another_authority() {
    let world = World::at("2025-02-03 09:00").await;
    for (role, authority) in [
        ("app_board", "audit"),
        ("app_audit", "system"),
        ("app_admin", "audit"),
        ("app_council", "audit"),
        ("app_board", "board:00000000-0000-0000-0000-000000000000"),
    ] {
        let mut conn = side(&world, role, "{}").await;
        let written = sqlx::query("select append_event($1, now(), 'audit_sent', '{}')").bind(authority).execute(&mut conn).await;
        assert!(written.is_err(), "{role} in {authority}");
    }
}

#[tokio::test]
async fn roles_that_exclude_each_other_are_refused_by_the_database_itself() {
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = side(&world, "app_admin", "").await;
    let error = sqlx::query("insert into role_grant (id, person_id, role, valid_from) select gen_random_uuid(), id, 'auditor', '2025-02-03' from person where name = 'Sara Service'")
        .execute(&mut conn)
        .await
        .unwrap_err();
    assert_eq!(error.as_database_error().and_then(|e| e.constraint()), Some("role_grant_conflict"), "{error}");
}
