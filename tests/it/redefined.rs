//! Somebody who is superuser of the database leaves every record as it is, and changes what pages read them through: a view, a function,
//! a policy, a trigger, a grant. Whatever she does is found by `verify`, and by the service.

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use yttrande::platform::chain::{self, Builder, Reference, Report};
use yttrande::platform::database::Database;
use yttrande::platform::upkeep;
use yttrande::platform::worker::Worker;

use crate::database;
use crate::spoil::spoiled;
use crate::world::{World, look, sees, sees_none};

/// What somebody may do, how, and what is said of it.
const REDEFINED: [(&str, &str, &str); 58] = [
    (
        "a view leaves rows out",
        "do $$ begin execute 'create or replace view published.round_withdrawal as select * from (' || rtrim(pg_get_viewdef('published.round_withdrawal'), ';') || ') x where false'; end $$",
        "The view published.round_withdrawal is another",
    ),
    ("a view reads as whoever looks", "alter view published.audit set (security_invoker = true)", "The view published.audit is another"),
    ("a view belongs to somebody else", "alter view published.audit owner to yttrande_bridge", "The view published.audit is another"),
    ("a view is put there", "create view published.everything as select * from desk_part", "The view published.everything is none"),
    (
        "a function says something else",
        "create or replace function a_log_is_broken() returns boolean language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$ begin return false; end $$",
        "The function public.a_log_is_broken() is another",
    ),
    ("a function looks elsewhere first", "alter function stand_at_gate set search_path = pg_temp, pg_catalog, public", "The function public.stand_at_gate("),
    ("a function works as whoever calls it", "alter function append_event security invoker", "The function public.append_event("),
    ("a function belongs to somebody else", "alter function append_event owner to yttrande_owner", "The function public.append_event("),
    ("a function says it hides nothing", "alter function has_visible_text leakproof", "The function public.has_visible_text("),
    (
        "a function that fits better stands beside one",
        "create function has_visible_text(in_text varchar) returns boolean language sql as 'select true'",
        "The function public.has_visible_text(character varying) is none",
    ),
    (
        "a function stands among PostgreSQL's own",
        "create function pg_catalog.myself(integer) returns uuid language sql as 'select null::uuid'",
        "The function myself(integer) is none",
    ),
    (
        "a function of PostgreSQL says something else",
        "update pg_proc set prosrc = 'byteane' where oid = 'pg_catalog.byteaeq'::regproc",
        "The built-in functions of PostgreSQL is another",
    ),
    (
        "an operator of PostgreSQL does something else",
        "update pg_operator set oprcode = 'pg_catalog.byteane'::regproc where oid = 'pg_catalog.=(bytea,bytea)'::regoperator",
        "The built-in operators of PostgreSQL is another",
    ),
    (
        "a function is hidden among those of the language",
        "create function hidden() returns trigger language plpgsql as $$ begin return null; end $$; alter extension plpgsql add function hidden()",
        "The function public.hidden() is none",
    ),
    ("a function is taken away", "drop function newest_event()", "The function public.newest_event() is missing"),
    ("a function may be called by more", "grant execute on function append_event to app_council", "The grants on function public.append_event("),
    ("a policy lets everything through", "alter policy own_board on desk_part using (true)", "The policy own_board on public.desk_part is another"),
    ("a policy is for more", "alter policy own_log on event to app_audit, app_council", "The policy own_log on public.event is another"),
    ("a policy is put there", "create policy everybody on desk_part using (true)", "The policy everybody on public.desk_part is none"),
    ("a policy is taken away", "drop policy own_words on desk_aside", "The policy own_words on public.desk_aside is missing"),
    ("row security is off", "alter table desk_part disable row level security", "The table public.desk_part is another"),
    ("row security is not for the owner", "alter table desk_part no force row level security", "The table public.desk_part is another"),
    ("a trigger is off", "alter table submission disable trigger append_only", "The trigger append_only on public.submission is another"),
    (
        "a trigger works only where rows are copied",
        "alter table submission enable replica trigger sealed",
        "The trigger sealed on public.submission is another",
    ),
    ("a trigger is taken away", "drop trigger chained on event", "The trigger chained on public.event is missing"),
    (
        "a trigger is put there",
        "create function late() returns trigger language plpgsql as $$ begin return new; end $$; create trigger aaa before insert on submission for each row execute function late()",
        "The trigger aaa on public.submission is none",
    ),
    ("all triggers are off, those of foreign keys too", "alter table submission disable trigger all", "The trigger of the foreign key "),
    (
        "something happens with each statement that defines",
        "create function late() returns event_trigger language plpgsql as $$ begin end $$; create event trigger watcher on ddl_command_end execute function late()",
        "The event trigger watcher is none",
    ),
    ("what is written is written elsewhere", "create rule elsewhere as on insert to notice do instead nothing", "The rule elsewhere on public.notice is none"),
    (
        "a rule is off",
        "update pg_rewrite set ev_enabled = 'D' where ev_class = 'published.audit'::regclass",
        "The rule \"_RETURN\" on published.audit is another",
    ),
    ("a constraint is taken away", "alter table seal drop constraint seal_salt_check", "The constraint seal_salt_check on public.seal is missing"),
    (
        "a key waits to the end",
        "alter table notice drop constraint notice_once; alter table notice add constraint notice_once unique (id)",
        "The constraint notice_once on public.notice is another",
    ),
    ("a column has another default", "alter table event alter column tx set default '3'", "The column public.event.tx is another"),
    ("a column has no default", "alter table event alter column tx drop default", "The column public.event.tx is another"),
    ("a column may be empty", "alter table person alter column name drop not null", "The column public.person.name is another"),
    ("a column is not worked out any more", "alter table event alter column about_audit drop expression", "The column public.event.about_audit is another"),
    ("a column is put there", "alter table person add column nickname text", "The column public.person.nickname is none"),
    ("a side may read drafts", "grant select on desk_part to app_audit", "The grants on public.desk_part is another"),
    ("a side may read one column of drafts", "grant select (content) on desk_part to app_council", "The grants on public.desk_part is another"),
    ("a side may look into another schema", "grant usage on schema addressed to app_council", "The schema addressed is another"),
    (
        "what is made from now on is everybody's",
        "alter default privileges for role yttrande_owner grant select on tables to public",
        "The grants by default of yttrande_owner",
    ),
    ("a table belongs to the login", "alter table submission owner to yttrande_app", "The table public.submission is another"),
    (
        "rows are read that stand in another table",
        "create table more () inherits (submission)",
        "The inheritance of public.more from public.submission is none",
    ),
    (
        "an index is not asked any more",
        "update pg_index set indisvalid = false where indexrelid = 'notice_once'::regclass",
        "The index notice_once on public.notice is another",
    ),
    ("numbers go in other steps", "alter table seal alter column id set increment by 7", "The sequence public.seal_id_seq is another"),
    ("a kind is put there", "alter type grade add value 'splendid'", "The type public.grade is another"),
    ("a text is taken for a day without asking", "create cast (text as date) with inout as implicit", "The cast from text to date is none"),
    ("a schema is looked into first", "create schema app_board", "The schema app_board is none"),
    (
        "a side may write more into a log",
        "insert into may_append values ('app_council', 'system', 'signed_in')",
        "The line of app_council that may append signed_in to the log of system is none",
    ),
    ("the mark of the version is another", "comment on schema published is 'yttrande 78 of mine'", "The mark of the schema published is another"),
    ("a role passes row security", "alter role app_council bypassrls", "The role app_council is another"),
    ("the login may do everything", "alter role yttrande_app superuser", "The role yttrande_app is another"),
    ("a side may sign in", "alter role app_council login", "The role app_council is another"),
    ("a side has what another has", "grant app_board to app_council", "The membership of app_council in app_board is none"),
    ("the login reads everything", "grant pg_read_all_data to yttrande_app", "The membership of yttrande_app in pg_read_all_data is none"),
    ("somebody else has a side", "create role spy login; grant app_audit to spy", "The membership of spy in app_audit is none"),
    ("the login looks elsewhere first", "alter role yttrande_app set search_path = mine, public", "The setting search_path of yttrande_app is none"),
    (
        "triggers are off in this database",
        "do $$ begin execute format('alter database %I set session_replication_role = replica', current_database()); end $$",
        "The setting session_replication_role of the database is none",
    ),
];

async fn superuser(world: &World) -> PgConnection {
    database::superuser(&world.database).await.connect().await.unwrap()
}

async fn worker(world: &World) -> Worker {
    Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone())
}

async fn held(conn: &mut PgConnection, reference: &Reference) -> Report {
    let mut report = Report::default();
    chain::hold_definitions(conn, reference, &mut report).await.unwrap();
    report
}

fn said(report: &Report) -> String {
    report.faults.iter().map(|fault| fault.said(report)).collect::<Vec<_>>().join("\n")
}

async fn clean() -> Reference {
    chain::reference(&database::superuser("postgres").await).await.unwrap()
}

#[tokio::test]
async fn whatever_a_superuser_defines_anew_is_found_against_a_clean_database_and_against_the_list_in_the_chain() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    assert!(Builder::default().look(&worker(&world).await).await.unwrap().is_empty(), "the list is written");
    let begun = std::time::Instant::now();
    let reference = clean().await;
    println!("figure: a clean database in {:.1} s", begun.elapsed().as_secs_f32());
    let mut conn = superuser(&world).await;
    let begun = std::time::Instant::now();
    for reference in [&reference, &Reference::Listed] {
        let honest = held(&mut conn, reference).await;
        let definitions = honest.definitions.unwrap().definitions;
        assert!(honest.is_whole() && definitions > 3_000, "a false alarm: {}", said(&honest));
        println!("figure: {definitions} definitions held, no alarm, in {:.2} s", begun.elapsed().as_secs_f32());
    }
    let mut missed = Vec::new();
    for (what, sql, words) in REDEFINED {
        sqlx::raw_sql(AssertSqlSafe(format!("begin; {sql}"))).execute(&mut conn).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        for (against, reference) in [("a clean database", &reference), ("the list", &Reference::Listed)] {
            let found = if spoiled("definitions") { String::new() } else { said(&held(&mut conn, reference).await) };
            // The jobs may not read what each side may append, and list nothing of it.
            let is_listed = against == "a clean database" || !words.starts_with("The line of ");
            if is_listed && !found.contains(words) {
                missed.push(format!("{what}, against {against}: {words:?} is not said: {found}"));
            }
        }
        sqlx::raw_sql("rollback").execute(&mut conn).await.unwrap();
    }
    assert!(missed.is_empty(), "what was defined anew was not found:\n{}", missed.join("\n"));
    println!("figure: {} kinds of redefining, all found twice", REDEFINED.len());
}

#[tokio::test]
async fn the_service_writes_its_list_once_with_an_event_and_says_loudly_when_something_is_another() {
    let world = World::at("2025-02-03 09:00").await;
    let (worker, builder) = (worker(&world).await, Builder::default());
    assert_eq!(builder.said(), "not looked at yet");
    for wall in ["2025-02-03 09:00", "2025-02-03 09:20"] {
        world.move_to(wall);
        assert!(builder.look(&worker).await.unwrap().is_empty());
        assert!(Builder::default().look(&worker).await.unwrap().is_empty(), "nor does another instance");
    }
    assert_eq!(world.count("select count(*) from definition_list").await, 1);
    assert_eq!(world.count("select count(*) from event where kind = 'definitions_listed'").await, 1);
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, "/handelser").await, &["Skrev upp hur databasen är uppbyggd"]);
    sees_none(&look(&mut ada, "/att-gora").await, &["inte längre uppbyggd"]);
    let report = chain::verify(&database::superuser(&world.database).await, &[], |_| ()).await.unwrap();
    assert!(report.is_whole() && report.told.iter().any(|told| told.starts_with("superuser ")), "{}: {:?}", said(&report), report.told);

    let mut conn = superuser(&world).await;
    sqlx::raw_sql("grant select on desk_part to app_audit").execute(&mut conn).await.unwrap();
    assert!(builder.look(&worker).await.unwrap().is_empty(), "it is looked at every five minutes");
    world.move_to("2025-02-03 09:26");
    assert_eq!(builder.look(&worker).await.unwrap(), ["The grants on public.desk_part is another than the program makes."]);
    assert_eq!(builder.said(), "1 are not what they were: run yttrande verify");
    sees(&look(&mut ada, "/att-gora").await, &["Databasen är inte längre uppbyggd som tjänsten gjorde den", "databasen är ändrad vid sidan av tjänsten"]);
    let report = chain::verify(&database::superuser(&world.database).await, &[], |_| ()).await.unwrap();
    assert_eq!(said(&report), "The grants on public.desk_part is another than the program makes.");
    // Whoever also rewrites the list is found by the chain.
    let rewritten = "set session_replication_role = replica; update definition_list set objects = jsonb_set(objects, array['grants' || E'\\t' || 'on public.desk_part'], '\"x\"')";
    sqlx::raw_sql(rewritten).execute(&mut conn).await.unwrap();
    let report = chain::verify(&database::superuser(&world.database).await, &[], |_| ()).await.unwrap();
    assert!(said(&report).contains("The record definition_list 1"), "{}", said(&report));
    // It is put right.
    sqlx::raw_sql("revoke select on desk_part from app_audit").execute(&mut conn).await.unwrap();
}

/// A database of the migration before the newest, as a service has lived in it.
async fn of_before(name: &str) {
    let administrator = database::superuser("postgres").await;
    upkeep::make_roles(&administrator, None, None).await.unwrap();
    upkeep::create_database(&administrator, name).await.unwrap();
    let mut conn = database::superuser(name).await.connect().await.unwrap();
    sqlx::raw_sql("set client_min_messages = warning; set role yttrande_owner").execute(&mut conn).await.unwrap();
    let all = Migrator::new(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).await.unwrap();
    let newest = all.iter().map(|migration| migration.version).max().unwrap();
    Migrator::with_migrations(all.iter().filter(|migration| migration.version < newest).cloned().collect()).run(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}

#[tokio::test]
async fn an_upgraded_database_is_built_as_a_new_one_and_migrating_again_changes_nothing() {
    let reference = clean().await;
    of_before("it_before_the_newest").await;
    for _ in 0..2 {
        upkeep::migrate(&database::superuser("it_before_the_newest").await).await.unwrap();
        let mut conn = database::superuser("it_before_the_newest").await.connect().await.unwrap();
        let report = held(&mut conn, &reference).await;
        assert!(report.is_whole(), "a false alarm: {}", said(&report));
        conn.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_login_that_may_only_read_holds_the_definitions_against_the_list_and_says_so_where_there_is_none() {
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = superuser(&world).await;
    let reader = "do $$ begin create role it_reader login bypassrls; grant pg_read_all_data to it_reader; exception when duplicate_object then null; end $$";
    sqlx::raw_sql(reader).execute(&mut conn).await.unwrap();
    let reader = database::superuser(&world.database).await.username("it_reader");
    let report = chain::verify(&reader, &[], |_| ()).await.unwrap();
    assert!(report.is_whole() && report.definitions.is_none() && report.are_definitions_asked, "{}", said(&report));
    Builder::default().look(&worker(&world).await).await.unwrap();
    let report = chain::verify(&reader, &[], |_| ()).await.unwrap();
    assert!(report.is_whole() && report.definitions.is_some_and(|held| held.is_listed), "{}", said(&report));
    sqlx::raw_sql("alter table submission disable trigger append_only").execute(&mut conn).await.unwrap();
    let report = chain::verify(&reader, &[], |_| ()).await.unwrap();
    assert_eq!(said(&report), "The trigger append_only on public.submission is another than the program makes.");
}
