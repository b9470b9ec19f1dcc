//! What one person's versions of a text may take: there is an end to them, and no word is lost at it.

use serde_json::Value;
use yttrande::demo::player::Player;

use crate::database;
use crate::world::{DESK, RESPONSE, World, planned, saves};

const PAGE: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";
const FULL: &str = "Du har sparat så många versioner av yttrandet att det inte finns plats för fler.";

/// Does what would take thousands of visits.
async fn sql(world: &World, statements: &'static str) {
    let pool = sqlx::postgres::PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    sqlx::raw_sql(statements).execute(&pool).await.unwrap();
    pool.close().await;
}

/// Sara has saved the summary so many times as there is room for.
const BY_HAND: &str = r#"
    insert into desk_version (round_id, item_id, version, board_id, content, complete, saved_at, saved_by)
    select p.round_id, null, n, p.board_id, json_build_object('text', 'Utkast ' || n), false, p.saved_at, p.saved_by
    from desk_part p, generate_series(2, 5000) n;
    update desk_part set version = 5000, content = '{"text": "Utkast 5000"}';
"#;

async fn at_the_end_of_her_room() -> (World, Player) {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "sammanfattning", &[("text", "Utkast 1"), ("do", "save")]).await.done().unwrap();
    sql(&world, BY_HAND).await;
    (world, sara)
}

async fn writes(player: &mut Player, text: &str, version: &str, step: u32) -> (u16, Value) {
    let op = format!("{PAGE}_{step}");
    let page = player.tell(&format!("{DESK}/sammanfattning/spara"), &[("version", version), ("text", text), ("op", &op), ("do", "save")]).await.unwrap();
    (page.status.as_u16(), serde_json::from_str(&page.body).unwrap())
}

#[tokio::test]
async fn whoever_has_saved_too_many_versions_is_told_and_her_words_are_kept_for_her() {
    let (world, mut sara) = at_the_end_of_her_room().await;
    let by_hand = [("version", "5000"), ("text", "Det sista jag skrev."), ("do", "save")];
    let refused = sara.post(&format!("{DESK}/sammanfattning"), &by_hand).await.unwrap();
    assert!(
        refused.status == 409 && refused.body.contains(FULL) && refused.body.contains("Det sista jag skrev."),
        "{}: {}",
        refused.status,
        refused.sentence()
    );
    let (status, facts) = writes(&mut sara, "Sidan skrev det.", "5000", 1).await;
    assert_eq!((status, &facts["kept"]), (409, &true.into()), "{facts}");
    assert!(facts["said"].as_str().unwrap().starts_with(FULL) && facts["link"][0].as_str().unwrap().ends_with("/undanlagt"), "{facts}");
    let refused = saves(&mut sara, "punkter/R1", &planned("next")).await;
    assert!(refused.status == 409 && refused.body.contains(FULL) && refused.body.contains("Inköpschefen"), "{}", refused.sentence());
    assert_eq!(world.count("select count(*) from desk_version").await, 5000);
    let asides = sara.get(&format!("{DESK}/sammanfattning/undanlagt")).await.unwrap().shown().unwrap();
    assert!(asides.body.contains("Det sista jag skrev.") && asides.body.contains("Sidan skrev det.") && asides.body.contains(FULL));

    // Taking it in, bringing an older version back, and a whole text need room, too, and say so.
    let id = world.text("select id::text from desk_aside where item_id is null order by kept_at limit 1").await;
    for button in [format!("take-{id}"), "restore-7".to_owned()] {
        let answer = sara.post(&format!("{DESK}/sammanfattning"), &[("version", "5000"), ("do", &button)]).await.unwrap();
        assert!(answer.status == 409 && answer.body.contains(FULL), "{button}: {} {}", answer.status, answer.sentence());
    }
    let part = [("part", "sammanfattning"), ("version", "5000"), ("content", r#"{"text":"Hela svaret."}"#), ("rest", ""), ("take", "sammanfattning")];
    let answer = sara.post(&format!("{DESK}/hela-svaret/ta-in"), &part).await.unwrap();
    assert!(answer.status == 422 && answer.body.contains(FULL) && answer.body.contains("Hela svaret."), "{}: {}", answer.status, answer.sentence());
    assert_eq!(world.count("select count(*) from desk_aside where why = 'full'").await, 3);
    let pool = sqlx::postgres::PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let refused = sqlx::query("update desk_aside set why = 'other'").execute(&pool).await.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|error| error.constraint()), Some("desk_aside_why_check"));
    pool.close().await;

    // What is there already needs no room, and a colleague has her own.
    let (status, facts) = writes(&mut sara, "Utkast 5000", "5000", 2).await;
    assert_eq!((status, &facts["version"]), (200, &5000.into()), "{facts}");
    let mut siv = world.signed_in("Siv Handläggare").await;
    siv.post(&format!("{DESK}/sammanfattning"), &by_hand).await.unwrap().done().unwrap();
    assert_eq!(world.text("select content ->> 'text' from desk_part where item_id is null").await, "Det sista jag skrev.");
}

#[tokio::test]
async fn what_pages_saved_by_themselves_and_went_on_makes_room_before_anything_is_refused() {
    let (world, mut sara) = at_the_end_of_her_room().await;
    // Of three that a page saved, the words of the first two went on within ten minutes; those of the last in another sitting.
    sql(
        &world,
        "set session_replication_role = replica;
         update desk_version set by_itself = true where version in (20, 30, 40);
         update desk_version set saved_at = saved_at - interval '2 days' where version <= 20;
         update desk_version set saved_at = saved_at - interval '1 day' where version between 21 and 40;",
    )
    .await;
    let (status, facts) = writes(&mut sara, "Det finns plats.", "5000", 1).await;
    assert_eq!((status, &facts["version"]), (200, &5001.into()), "{facts}");
    assert_eq!(
        world.text("select string_agg(n::text, ' ') from generate_series(1, 5001) n where not exists (select 1 from desk_version where version = n)").await,
        "30"
    );
    let (status, facts) = writes(&mut sara, "Nu är det fullt.", "5001", 2).await;
    assert_eq!(status, 409, "{facts}");
}

#[tokio::test]
async fn versions_that_are_long_leave_room_for_fewer() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "sammanfattning", &[("text", "Kort."), ("do", "save")]).await.done().unwrap();
    let long = "
        insert into desk_version (round_id, item_id, version, board_id, content, complete, saved_at, saved_by)
        select p.round_id, null, 2, p.board_id, (select jsonb_build_object('text', string_agg(md5(n::text), '')) from generate_series(1, 2200000) n),
          false, p.saved_at, p.saved_by
        from desk_part p;
        update desk_part set version = 2;";
    sql(&world, long).await;
    let (status, facts) = writes(&mut sara, "Ett ord.", "2", 1).await;
    assert!(status == 409 && facts["said"].as_str().unwrap().starts_with(FULL), "{status} {facts}");
}

#[tokio::test]
async fn an_auditor_who_has_saved_too_many_versions_of_a_verdict_keeps_what_she_typed_and_a_colleague_can_save() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let fields = |version, comment| [("submission", "1"), ("version", version), ("grade", "sufficient"), ("comment", comment), ("note", ""), ("do", "save")];
    let path = format!("{RESPONSE}/omdome/R1");
    rut.post(&path, &fields("0", "Först.")).await.unwrap().done().unwrap();
    sql(
        &world,
        "insert into verdict_version (submission_id, item_id, version, grade, comment, note, saved_at, saved_by)
         select submission_id, item_id, n, grade, comment, note, saved_at, saved_by from verdict_part, generate_series(2, 5000) n;
         update verdict_part set version = 5000;",
    )
    .await;
    let refused = rut.post(&path, &fields("5000", "Sedan.")).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Du har sparat så många versioner av omdömet") && refused.body.contains("Sedan."), "{}", refused.sentence());
    assert_eq!(world.count("select count(*) from verdict_version").await, 5000);
}
