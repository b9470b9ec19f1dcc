//! What a function of the database says stands in one place, and is said again when it or a migration is another.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sqlx::postgres::PgPool;
use yttrande::platform::upkeep;

use crate::database;
use crate::world::World;

/// By these, migrations say what a new table is. Nothing calls them afterwards.
const TOOLS_OF_MIGRATIONS: [&str; 4] = ["must_be_logged", "only_added", "sealed", "signed_by"];
/// The last migration in which functions were still said again.
const LAST_WITH_FUNCTIONS: u32 = 31;
const MAKES: &str = "create or replace function ";

fn sources(under: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(under);
    let files = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())).collect()
}

/// Every function of the program, by its name and what it is given, with its text.
fn written() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (file, source) in sources("src/platform/functions") {
        for one in source.split(MAKES).skip(1) {
            let name = one.split('(').next().unwrap();
            let whole = if name == "tally_of" { one.split(')').next().unwrap() } else { name };
            let text = one.split("$$").nth(1).unwrap();
            assert_eq!(found.insert(whole.to_owned(), text.to_owned()), None, "{file}: {whole} stands twice");
        }
    }
    assert!(found.len() > 70, "{found:?}");
    found
}

/// Those of the database that no extension has brought, in the same way.
async fn defined(pool: &PgPool) -> BTreeMap<String, String> {
    let all: Vec<(String, String)> = sqlx::query_as(
        "select p.proname || case p.proname when 'tally_of' then '(' || pg_get_function_arguments(p.oid) else '' end, p.prosrc from pg_proc p
         where p.pronamespace = 'public'::regnamespace
           and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    all.into_iter().collect()
}

#[tokio::test]
async fn what_a_function_of_the_database_says_stands_in_one_place() {
    let world = World::at("2025-02-03 09:00").await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let (written, defined) = (written(), defined(&pool).await);
    for (name, text) in &written {
        assert_eq!(defined.get(name), Some(text), "{name}: the database says something else than its file");
    }
    let mut born: BTreeMap<String, u32> = BTreeMap::new();
    for (file, source) in sources("migrations").into_iter().filter(|(file, _)| file[..4].parse::<u32>().unwrap() > LAST_WITH_FUNCTIONS) {
        assert!(!source.contains(MAKES), "{file}: a function is changed in src/platform/functions, and not said again in a migration");
        for one in source.split("create function ").skip(1) {
            *born.entry(one.split('(').next().unwrap().trim().to_owned()).or_default() += 1;
        }
    }
    for name in defined.keys().filter(|name| !written.contains_key(*name) && !TOOLS_OF_MIGRATIONS.contains(&name.as_str())) {
        assert_eq!(born.get(name), Some(&1), "{name} stands neither in src/platform/functions nor in one migration alone");
    }
}

#[tokio::test]
async fn functions_and_what_is_stored_by_them_are_made_anew_when_one_of_them_is_another() {
    let world = World::at("2025-03-10 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let administrator = database::superuser(&world.database).await;
    let pool = PgPool::connect_with(administrator.clone()).await.unwrap();
    let built = world.text("select obj_description('published'::regnamespace)").await;
    let stored = "select md5((select array_agg(n::text order by n.id)::text from round_now n) || (select array_agg(n::text order by n.board_id, n.year)::text
      from tally_now n where n.awaited + n.submitted <> 0))";
    let (before, functions) = (world.text(stored).await, defined(&pool).await);
    // An earlier version of the program: it folded in another way, and a rule of it said something else.
    let earlier = "
      create or replace function is_closed(in_audit uuid) returns boolean language plpgsql stable as $$ begin return true; end $$;
      create or replace function tally_of(r round_now) returns tally_now language sql immutable as $$ select null::tally_now $$;
      update round_now set title = 'En annan titel', items = 99;
      update tally_now set awaited = awaited + 1";
    sqlx::raw_sql(earlier).execute(&pool).await.unwrap();
    upkeep::migrate(&administrator).await.unwrap();
    assert_ne!(world.text(stored).await, before, "nothing is made anew while all files are the same");
    sqlx::raw_sql("comment on schema published is 'yttrande 31 0123'").execute(&pool).await.unwrap();
    upkeep::migrate(&administrator).await.unwrap();
    assert_eq!(defined(&pool).await, functions);
    assert_eq!(world.text(stored).await, before);
    assert_eq!(world.text("select obj_description('published'::regnamespace)").await, built);
    // It was interrupted while it folded anew: the next one goes on.
    sqlx::raw_sql("update round_now set items = 99").execute(&pool).await.unwrap();
    let interrupted = sqlx::AssertSqlSafe(format!("comment on schema published is '{} 0123'", built.rsplit_once(' ').unwrap().0));
    sqlx::raw_sql(interrupted).execute(&pool).await.unwrap();
    upkeep::migrate(&administrator).await.unwrap();
    assert_eq!(world.text(stored).await, before);
}
