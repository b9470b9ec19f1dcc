//! Bringing a database up to date: with rows in its tables, beside a running service, and when it cannot be done.

use sqlx::postgres::PgPool;
use yttrande::platform::database::Database;
use yttrande::platform::upkeep;

use crate::database;
use crate::world::{RESPONSE, World};

/// Every row of every table of the program, as a digest by table.
async fn rows(pool: &PgPool) -> Vec<(String, i64, String)> {
    let tables: Vec<String> = sqlx::query_scalar("select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1")
        .fetch_all(pool)
        .await
        .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let ask = format!("select count(*), coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t");
        let (count, digest) = sqlx::query_as(sqlx::AssertSqlSafe(ask)).fetch_one(pool).await.unwrap();
        found.push((table, count, digest));
    }
    found
}

/// Everything that the walls give: grants on tables, columns, functions and schemas, owners of functions, policies, forced
/// row security.
async fn walls(pool: &PgPool) -> Vec<String> {
    let ask = "
        select 'table ' || c.relname || ' ' || coalesce(c.relacl::text, '') || ' ' || c.relrowsecurity || c.relforcerowsecurity
          from pg_class c where c.relnamespace in ('public'::regnamespace, 'published'::regnamespace, 'addressed'::regnamespace)
        union all select 'column ' || a.attrelid::regclass || ' ' || a.attname || ' ' || a.attacl::text from pg_attribute a where a.attacl is not null
        union all select 'function ' || p.oid::regprocedure || ' ' || p.proowner::regrole || ' ' || coalesce(p.proacl::text, '') from pg_proc p where p.pronamespace = 'public'::regnamespace
        union all select 'schema ' || n.nspname || ' ' || coalesce(n.nspacl::text, '') from pg_namespace n where n.nspname in ('public', 'published', 'addressed')
        union all select 'policy ' || p::text from pg_policies p
        union all select 'append ' || m::text from may_append m
        union all select 'tell ' || m::text from may_tell m
        order by 1";
    sqlx::query_scalar(ask).fetch_all(pool).await.unwrap()
}

async fn lived_in() -> (World, PgPool) {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    (world, pool)
}

async fn migrate(world: &World) -> anyhow::Result<()> {
    upkeep::migrate(&database::superuser(&world.database).await).await
}

/// Makes the next run build the walls, as a newer version of the program would.
async fn forget_the_walls(pool: &PgPool) {
    sqlx::raw_sql("comment on schema published is 'yttrande 1 another'").execute(pool).await.unwrap();
}

#[tokio::test]
async fn a_database_that_has_been_lived_in_is_brought_up_to_date_with_every_row_and_beside_a_running_service() {
    let (world, pool) = lived_in().await;
    let (before, walls_before) = (rows(&pool).await, walls(&pool).await);
    assert!(before.iter().any(|(table, count, _)| table == "submitted_answer" && *count == 3), "{before:?}");
    migrate(&world).await.unwrap();
    assert_eq!(rows(&pool).await, before);
    forget_the_walls(&pool).await;
    // A page is being read meanwhile.
    let mut reading = pool.begin().await.unwrap();
    sqlx::query("select count(*) from person").fetch_one(&mut *reading).await.unwrap();
    migrate(&world).await.unwrap();
    reading.commit().await.unwrap();
    assert_eq!(rows(&pool).await, before, "rows are as they were");
    assert_eq!(walls(&pool).await, walls_before, "and so is what each side may touch");
    // The service goes on where it was.
    world.signed_in("Fia Fullmäktig").await.get(RESPONSE).await.unwrap().shown().unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(&format!("{RESPONSE}/diarienummer"), &[("submission", "1"), ("diary_number", "REV-2025-7")]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn what_somebody_broke_into_the_walls_is_gone_when_they_are_built_anew() {
    let (world, pool) = lived_in().await;
    let before = walls(&pool).await;
    sqlx::raw_sql(
        "grant select on desk_part to app_council; grant update (summary) on submission to app_board; create policy everybody on desk_part using (true);
         grant execute on function tell to public; grant usage on schema addressed to app_council; alter table desk_part no force row level security;
         insert into may_append values ('app_council', 'audit', 'audit_sent'); alter function append_event owner to yttrande_owner;
         alter table submission disable row level security",
    )
    .execute(&pool)
    .await
    .unwrap();
    assert_ne!(walls(&pool).await, before);
    migrate(&world).await.unwrap();
    assert_ne!(walls(&pool).await, before, "nothing is built anew while the page is the same: it costs locks");
    forget_the_walls(&pool).await;
    migrate(&world).await.unwrap();
    assert_eq!(walls(&pool).await, before);
}

#[tokio::test]
async fn what_somebody_else_has_put_into_the_schema_does_not_stand_in_the_way() {
    let (world, pool) = lived_in().await;
    let foreign = |line: &String| ["seen_by_nobody", "of_an_extension", "pg_stat_"].iter().any(|name| line.contains(name));
    let before = walls(&pool).await;
    // As an extension does: of the superuser, some of it for everybody, some for nobody.
    sqlx::raw_sql(
        "create function seen_by_nobody() returns integer language sql security definer as 'select 1';
         revoke all on function seen_by_nobody from public;
         create table of_an_extension (n integer); grant select on of_an_extension to public",
    )
    .execute(&pool)
    .await
    .unwrap();
    let there: bool =
        sqlx::query_scalar("select exists (select 1 from pg_available_extensions where name = 'pg_stat_statements')").fetch_one(&pool).await.unwrap();
    if there {
        sqlx::raw_sql("create extension pg_stat_statements schema public").execute(&pool).await.unwrap();
    }
    forget_the_walls(&pool).await;
    migrate(&world).await.unwrap();
    let ours: Vec<String> = walls(&pool).await.into_iter().filter(|line| !foreign(line)).collect();
    assert!(ours == before, "what each side may touch is another");
    sqlx::query("select n from of_an_extension").fetch_all(&pool).await.unwrap();
}

#[tokio::test]
async fn two_that_start_at_once_take_turns() {
    let (world, pool) = lived_in().await;
    forget_the_walls(&pool).await;
    let (one, other) = tokio::join!(migrate(&world), migrate(&world));
    one.unwrap();
    other.unwrap();
}

#[tokio::test]
async fn a_database_of_the_earlier_set_or_of_a_newer_version_is_answered_with_what_to_do() {
    for (spoil, said) in [
        ("update _sqlx_migrations set checksum = sha384('another') where version = 1", "from before its first release"),
        // The earlier set had a number that this one leaves out, or had another text under it.
        (
            "insert into _sqlx_migrations select 0, description, installed_on, success, checksum, execution_time from _sqlx_migrations limit 1",
            "from before its first release",
        ),
        (
            "insert into _sqlx_migrations select 9999, description, installed_on, success, checksum, execution_time from _sqlx_migrations limit 1",
            "a newer version",
        ),
    ] {
        let (world, pool) = lived_in().await;
        let before = rows(&pool).await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(spoil)).execute(&pool).await.unwrap();
        let error = migrate(&world).await.unwrap_err().to_string();
        assert!(error.contains(said) && error.contains("What to do:"), "{spoil}: {error}");
        let untouched = |rows: Vec<(String, i64, String)>| rows.into_iter().filter(|(table, _, _)| table != "_sqlx_migrations").collect::<Vec<_>>();
        assert_eq!(untouched(rows(&pool).await), untouched(before), "nothing has been changed");
    }
}

#[tokio::test]
async fn the_service_does_not_start_on_tables_that_it_does_not_know() {
    let (world, pool) = lived_in().await;
    let service = Database::connect(database::login(&world.database).await).await.unwrap();
    upkeep::check_schema(&service, false).await.unwrap();
    for (written, said) in [
        ("null", "from before its first release"),
        ("'something else'", "from before its first release"),
        ("'yttrande 1 0123'", "has not been brought up to date"),
    ] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("comment on schema published is {written}"))).execute(&pool).await.unwrap();
        let error = upkeep::check_schema(&service, false).await.unwrap_err().to_string();
        assert!(error.contains(said), "{written}: {error}");
    }
    // A newer version has been here: this one goes on only when it is told to.
    sqlx::raw_sql("comment on schema published is 'yttrande 9999 0123'").execute(&pool).await.unwrap();
    let error = upkeep::check_schema(&service, false).await.unwrap_err().to_string();
    assert!(error.contains("a newer version") && error.contains("What to do:") && error.contains("--accept newer-schema"), "{error}");
    upkeep::check_schema(&service, true).await.unwrap();
}

#[tokio::test]
async fn a_postgresql_that_cannot_sort_swedish_is_refused_before_anything_is_made() {
    let administrator = database::superuser("postgres").await;
    upkeep::make_roles(&administrator, None, None).await.unwrap();
    upkeep::create_database(&administrator, "it_without_icu").await.unwrap();
    let pool = PgPool::connect_with(database::superuser("it_without_icu").await).await.unwrap();
    let forget_swedish = "delete from pg_collation where collname = 'sv-x-icu'";
    sqlx::raw_sql(forget_swedish).execute(&pool).await.unwrap();
    let told = upkeep::migrate(&database::superuser("it_without_icu").await).await.unwrap_err().to_string();
    assert!(told.contains("cannot sort Swedish") && told.contains("What to do: use one with ICU"), "{told}");
    let made: i64 = sqlx::query_scalar("select count(*) from pg_class where relnamespace = 'public'::regnamespace").fetch_one(&pool).await.unwrap();
    assert_eq!(made, 0);
    // A service on somebody else's server, whose administrator has made the tables.
    let (world, pool) = lived_in().await;
    let service = Database::connect(database::login(&world.database).await).await.unwrap();
    upkeep::check_schema(&service, false).await.unwrap();
    sqlx::raw_sql(forget_swedish).execute(&pool).await.unwrap();
    let told = upkeep::check_schema(&service, false).await.unwrap_err().to_string();
    assert!(told.contains("cannot sort Swedish"), "{told}");
}
