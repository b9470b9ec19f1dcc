//! Each later migration runs over a database that is lived in: the first set is made as it was, the demo's story is put
//! into it as the program of then had stored it, and the rest follows.

use std::collections::BTreeSet;

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnection;
use sqlx::{ConnectOptions as _, Connection as _};
use yttrande::demo::player::Player;
use yttrande::demo::story;
use yttrande::platform::chain;
use yttrande::platform::projections::{self, Purpose};
use yttrande::platform::upkeep;

use crate::world::{DESK, World, email};
use crate::{database, demo};

const NAME: &str = "it_first_set";
/// The story as the first set had it. Never changed: a later migration must carry it over.
const STORED: &str = include_str!("../fixtures/database_0013.txt");

/// What everybody signed in with in that story.
const PASSWORD_THEN: &str = "demo-i-strandkoping";

/// 0020 has been among them from the beginning.
fn is_of_the_first_set(version: i64) -> bool {
    version <= 13 || version == 20
}

/// The tables, by the first set's migrations alone.
async fn first_set() {
    let administrator = database::superuser("postgres").await;
    upkeep::make_roles(&administrator, None, None).await.unwrap();
    upkeep::create_database(&administrator, NAME).await.unwrap();
    let mut conn = database::superuser(NAME).await.connect().await.unwrap();
    sqlx::raw_sql("set client_min_messages = warning; set role yttrande_owner").execute(&mut conn).await.unwrap();
    let all = Migrator::new(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).await.unwrap();
    let first = all.iter().filter(|migration| is_of_the_first_set(migration.version)).cloned().collect();
    Migrator::with_migrations(first).run(&mut conn).await.unwrap();
    sqlx::raw_sql("reset role; set session_replication_role = replica").execute(&mut conn).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar("select format('%I', relname) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
        .fetch_all(&mut conn)
        .await
        .unwrap();
    // What a migration has put there is in the story as well.
    let emptied = format!("truncate {}", tables.into_iter().filter(|table| table != "_sqlx_migrations").collect::<Vec<_>>().join(", "));
    sqlx::raw_sql(sqlx::AssertSqlSafe(emptied)).execute(&mut conn).await.unwrap();
    for (statement, rows) in stored() {
        let mut copy = conn.copy_in_raw(statement).await.unwrap();
        copy.send(rows.as_bytes()).await.unwrap();
        copy.finish().await.unwrap();
    }
    conn.close().await.unwrap();
}

/// What is copied into which table: `copy … from stdin;`, the rows, and a line with `\.`.
fn stored() -> Vec<(&'static str, &'static str)> {
    let blocks = STORED.split("\n\\.\n").filter_map(|block| {
        let (_, copy) = block.split_at(block.find("COPY ")?);
        let (statement, rows) = copy.split_once(";\n")?;
        Some((statement, rows))
    });
    blocks.collect()
}

/// How many rows each table has, and a digest of what the first set's columns say.
async fn rows(conn: &mut PgConnection) -> Vec<(String, i64, String)> {
    let mut found = Vec::new();
    for (statement, _) in stored() {
        let (table, columns) = statement.trim_start_matches("COPY ").trim_end_matches(" FROM stdin").split_once(' ').unwrap();
        let columns = columns.trim_matches(['(', ')']);
        let ask = format!("select count(*), coalesce(md5(string_agg(r::text, '|' order by r::text)), '') from (select {columns} from {table}) r");
        let (count, digest) = sqlx::query_as(sqlx::AssertSqlSafe(ask)).fetch_one(&mut *conn).await.unwrap();
        found.push((table.trim_start_matches("public.").to_owned(), count, digest));
    }
    found
}

/// The attached files put together again from their pieces, as the first set had them.
async fn files_in_pieces(conn: &mut PgConnection) -> (i64, String) {
    let ask = "with whole as (select file_id, string_agg(bytes, ''::bytea order by n) as content from audit_file_chunk group by file_id)
      select count(*), md5(string_agg(r::text, '|' order by r::text)) from (select file_id, content from whole) r";
    sqlx::query_as(ask).fetch_one(conn).await.unwrap()
}

#[tokio::test]
async fn a_database_of_the_first_set_with_the_whole_story_in_it_is_carried_over_by_every_later_migration() {
    first_set().await;
    let mut conn = database::superuser(NAME).await.connect().await.unwrap();
    let before = rows(&mut conn).await;
    assert!(before.iter().filter(|(_, count, _)| *count > 0).count() >= 50, "{before:?}");
    upkeep::migrate(&database::superuser(NAME).await).await.unwrap();
    for (was, is) in before.iter().zip(rows(&mut conn).await) {
        // What a side may append and tell is of the walls, which are of the program. Files have moved into pieces. What is folded
        // is folded anew, and looked at below.
        let of_the_program = was.0.starts_with("may_") || was.0.ends_with("_now");
        assert!(*was == is || of_the_program || was.0 == "audit_file_content", "{was:?} has become {is:?}");
    }
    let whole = before.iter().find(|(table, ..)| table == "audit_file_content").map(|(_, count, digest)| (*count, digest.clone()));
    assert_eq!(whole, Some(files_in_pieces(&mut conn).await), "not a byte of a file is another");
    let differing = projections::check(&database::superuser(NAME).await, Purpose::Compare, |_, _| ()).await.unwrap();
    assert_eq!(differing.rows(), 0, "what is stored of how everything stands is what the facts say");
    let report = chain::verify(&database::superuser(NAME).await, &[], |_| ()).await.unwrap();
    assert!(
        report.is_whole() && report.waiting && report.before > 100,
        "nothing has happened yet: {:?}",
        report.faults.iter().map(|fault| fault.said(&report)).collect::<Vec<_>>()
    );
    // People go on where they were.
    let visitor = Player::new(demo::router(NAME).await);
    for (who, pages) in [
        (story::AUDITOR, ["/att-gora", "/granskningar", "/yttranden", "/sammantrade"]),
        (story::SECRETARY, ["/att-gora", "/granskningar", "/yttranden", "/kalender"]),
        (story::COUNCIL_MEMBER, ["/oversikt", "/granskningar", "/yttranden", "/namnder"]),
    ] {
        let mut player = visitor.another();
        player.sign_in(who, PASSWORD_THEN).await.unwrap();
        for page in pages {
            assert_eq!(player.get(page).await.unwrap().status, 200, "{who}, {page}");
        }
    }
    // What was there is older than the chain, and what they do from now on stands in it.
    let report = chain::verify(&database::superuser(NAME).await, &[], |_| ()).await.unwrap();
    let logs: Vec<_> = report.logs.values().filter(|log| log.head.is_some()).map(|log| log.events - log.before).collect();
    assert!(report.is_whole() && report.before > 0, "{:?}", report.faults.iter().map(|fault| fault.said(&report)).collect::<Vec<_>>());
    assert_eq!(logs, [3], "three have signed in, in one log");
}

/// As a database was before files were scanned, with whatever is in it. An enum keeps its values.
const BEFORE_SCANNING: &str = "drop trigger noted on audit_file; drop trigger noted on letter_file; drop trigger noted on desk_file;
    drop trigger noted on desk_supplement_file; drop trigger noted on arrival_file; drop trigger noted on submitted_file;
    drop function is_to_be_scanned, note_stored, piece_to_scan, file_stands, next_to_scan, quarantine_untold, scans_counted, unscannable_files cascade;
    drop table stored_file, file_scan, quarantine_told cascade;
    drop type scan_outcome cascade;
    alter type notice_kind rename value 'file_quarantined' to 'was_file_quarantined';
    alter type notice_kind rename value 'document_quarantined' to 'was_document_quarantined';
    delete from _sqlx_migrations where version = 109;
    comment on schema published is 'yttrande 108 another another'";

const STORED_FILES: &str = "select place || ' ' || id || ' ' || encode(sha256, 'hex') || ' ' || byte_count || ' ' || coalesce(audit_id, round_id, submission_id) || ' ' || waits from stored_file order by 1";

/// A file in each place where files lie: sent and handed in, on desks, and with the auditors.
async fn filed() -> World {
    let world = World::at("2025-03-10 10:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let (mut sara, mut kim) = (world.signed_in("Sara Service").await, world.signed_in("Kim Kommun").await);
    let audit = "/granskningar/rev-2025-1";
    for (path, name) in [("filer", "Bilaga.txt"), ("missiv", "Missiv.txt")] {
        rut.upload(&format!("{audit}/{path}"), name, "text/plain", name.as_bytes(), false).await.unwrap().done().unwrap();
    }
    rut.post(&format!("{audit}/skicka"), &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    world.drafted_response().await;
    sara.upload(&format!("{DESK}/bilagor"), "Plan.txt", "text/plain", b"Planen.", false).await.unwrap().done().unwrap();
    world.decides().await;
    world.hands_in().await;
    sara.upload(&format!("{DESK}/komplettering/bilagor"), "Mer.txt", "text/plain", b"Mer.", false).await.unwrap().done().unwrap();
    let other = "/yttranden/rev-2025-1/kommunstyrelsen/forsta";
    kim.upload(&format!("{other}/arbete/bilagor"), "Utkast.txt", "text/plain", b"Ett utkast.", false).await.unwrap().done().unwrap();
    rut.upload(&format!("{other}/skriv-in/fil"), "Papper.txt", "text/plain", b"Ett papper.", false).await.unwrap().done().unwrap();
    world
}

#[tokio::test]
async fn files_that_lie_in_a_database_before_there_is_a_scanner_wait_for_it_wherever_they_lie() {
    let world = filed().await;
    let administrator = database::superuser(&world.database).await;
    let mut conn = administrator.connect().await.unwrap();
    let before: Vec<String> = sqlx::query_scalar(STORED_FILES).fetch_all(&mut conn).await.unwrap();
    let places: BTreeSet<&str> = before.iter().filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(places, BTreeSet::from(["arrival", "desk", "document", "letter", "submitted", "supplement"]), "{before:?}");
    sqlx::raw_sql(BEFORE_SCANNING).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    upkeep::migrate(&administrator).await.unwrap();
    let mut conn = administrator.connect().await.unwrap();
    let after: Vec<String> = sqlx::query_scalar(STORED_FILES).fetch_all(&mut conn).await.unwrap();
    assert_eq!(after, before);
    let open: i64 = sqlx::query_scalar("select count(*) from pg_class where relname in ('desk_file', 'desk_supplement_file') and not relforcerowsecurity")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(open, 0, "the desks are closed to the owner of the tables again");
    conn.close().await.unwrap();
    // And what comes now is noted, too.
    let mut sara = Player::new(world.another_program().await).known(&world.browser_of("Sara Service").cookie());
    sara.sign_in(&email("Sara Service"), crate::world::PASSWORD).await.unwrap();
    sara.upload(&format!("{DESK}/komplettering/bilagor"), "Nytt.txt", "text/plain", b"Nytt.", false).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from stored_file where waits").await, i64::try_from(before.len()).unwrap() + 1);
}
