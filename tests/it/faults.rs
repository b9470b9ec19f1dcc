//! The database away, full or held, as people see it: an answer within two seconds, what was typed given back, and nothing said
//! that is not known.

use std::time::{Duration, Instant};

use sqlx::postgres::PgPool;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use yttrande::demo::player::{Page, Player};

use crate::database;
use crate::world::{DESK, World, planned};

const TYPED: &str = "Avtalen följs upp varje kvartal.\r\nAnsvaret ligger hos inköpschefen.";
/// People are answered within two seconds. This machine may be busy with other tests besides.
const SOON: Duration = Duration::from_millis(2_500);

async fn superuser(world: &World) -> PgConnection {
    database::superuser(&world.database).await.connect().await.unwrap()
}

async fn run(world: &World, sql: impl Into<String>) {
    let mut conn = superuser(world).await;
    sqlx::raw_sql(AssertSqlSafe(sql.into())).execute(&mut conn).await.unwrap();
}

/// A world in which Servicenämnden answers, and Sara at her desk.
async fn at_the_desk() -> (World, Player) {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let sara = world.signed_in("Sara Service").await;
    (world, sara)
}

async fn saves_an_item(sara: &mut Player) -> (Page, Duration) {
    let version = sara.get(&format!("{DESK}/punkter/R1")).await.unwrap().shown().unwrap().hidden("version").unwrap();
    saves_on(sara, &version).await
}

async fn saves_on(sara: &mut Player, version: &str) -> (Page, Duration) {
    let mut fields = planned("save");
    fields[1].1 = TYPED;
    fields.push(("version", version));
    let asked = Instant::now();
    (sara.post(&format!("{DESK}/punkter/R1"), &fields).await.unwrap(), asked.elapsed())
}

/// A page that says that nothing was saved, and gives everything back so that it can be sent again.
fn gives_everything_back(page: &Page, heading: &str) {
    assert_eq!(page.status, 503, "{}", page.sentence());
    assert!(page.body.contains(heading), "{}", page.sentence());
    assert!(page.body.contains("Det du skickade är inte sparat."), "{}", page.sentence());
    assert!(page.headers.contains_key("retry-after"));
    for said in ["<label for=\"back-", "Åtgärd</label>", "Avtalen följs upp varje kvartal.", "Ansvaret ligger hos inköpschefen.", "Inköpschefen", "Skicka igen"]
    {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert!(page.body.contains(&format!("<form method=\"post\" action=\"{DESK}/punkter/R1\">")), "{}", page.body);
    assert_eq!(page.hidden("version").unwrap(), "0", "what is not shown is sent along");
}

#[tokio::test]
async fn a_session_that_somebody_holds_keeps_nobody_from_reading() {
    let (world, mut sara) = at_the_desk().await;
    world.move_to("2025-02-03 09:05");
    let mut holder = superuser(&world).await;
    let mut held = holder.begin().await.unwrap();
    sqlx::query("update session set browser = browser").execute(&mut *held).await.unwrap();
    let asked = Instant::now();
    sara.get(DESK).await.unwrap().shown().unwrap();
    assert!(asked.elapsed() < SOON, "{:?}", asked.elapsed());
    held.rollback().await.unwrap();
    // Once nobody holds it, her idle clock is renewed as ever.
    sara.get(DESK).await.unwrap().shown().unwrap();
    assert_eq!(world.count("select count(*) from session where seen_at = '2025-02-03T08:05:00Z'").await, 1);
}

#[tokio::test]
async fn whoever_waits_for_a_lock_in_vain_is_told_soon_and_gets_back_what_she_typed() {
    let (world, mut sara) = at_the_desk().await;
    let mut holder = superuser(&world).await;
    let mut held = holder.begin().await.unwrap();
    sqlx::query("select 1 from round for update").execute(&mut *held).await.unwrap();
    let (page, took) = saves_an_item(&mut sara).await;
    gives_everything_back(&page, "Det är upptaget just nu");
    assert!(took < SOON, "{took:?}");
    assert_eq!(world.count("select count(*) from desk_version").await, 0);
    // However many wait for the lock, whoever reads on the same side does not.
    let waiting: Vec<_> = (0..12)
        .map(|_| {
            let mut sara = sara.clone();
            tokio::spawn(async move { saves_on(&mut sara, "0").await.0.status.as_u16() })
        })
        .collect();
    tokio::task::yield_now().await;
    for page in [DESK, "/yttranden", "/oversikt"] {
        let asked = Instant::now();
        sara.get(page).await.unwrap().shown().unwrap();
        assert!(asked.elapsed() < Duration::from_secs(1), "{page}: {:?}", asked.elapsed());
    }
    for one in waiting {
        assert_eq!(one.await.unwrap(), 503);
    }
    held.rollback().await.unwrap();
    saves_an_item(&mut sara).await.0.done().unwrap();
    assert_eq!(world.count("select count(*) from desk_version").await, 1);
}

#[tokio::test]
async fn what_the_page_gives_back_can_be_sent_again_as_it_was() {
    let (world, mut sara) = at_the_desk().await;
    run(&world, "create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'no space' using errcode = '53100'; end $$; create trigger full_disk before insert on desk_version for each row execute function full_disk()").await;
    let (page, _) = saves_an_item(&mut sara).await;
    gives_everything_back(&page, "Databasen har inte plats.");
    run(&world, "drop trigger full_disk on desk_version").await;
    let again = sara.post(&format!("{DESK}/punkter/R1"), &sent_again(&page).iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>()).await.unwrap();
    again.done().unwrap();
    let kept = world.text("select content #>> '{measures,0,action}' from desk_version").await;
    assert_eq!(kept.replace('\n', "\r\n"), TYPED.replace("\r\r", "\r"), "as it was typed");
}

/// What the form of the page would send.
fn sent_again(page: &Page) -> Vec<(String, String)> {
    let html = scraper::Html::parse_document(&page.body);
    let fields = scraper::Selector::parse("main form input[name], main form textarea[name]").unwrap();
    html.select(&fields)
        .map(|field| {
            let value = field.value().attr("value").map_or_else(|| field.text().collect::<String>(), str::to_owned);
            (field.value().attr("name").unwrap().to_owned(), value)
        })
        .collect()
}

#[tokio::test]
async fn a_connection_that_is_lost_while_it_is_saved_is_not_called_unsaved() {
    let (world, mut sara) = at_the_desk().await;
    run(
        &world,
        "create function die() returns trigger language plpgsql security definer as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
         create constraint trigger die after insert on desk_version deferrable initially deferred for each row execute function die()",
    )
    .await;
    let (page, took) = saves_an_item(&mut sara).await;
    assert_eq!(page.status, 503);
    assert!(page.body.contains("Det går inte att veta om det sparades"), "{}", page.sentence());
    assert!(!page.body.contains("inte sparat"), "{}", page.sentence());
    assert!(page.body.contains("Avtalen följs upp varje kvartal.") && page.body.contains("Skicka igen"));
    assert!(took < SOON, "{took:?}");
}

#[tokio::test]
async fn a_database_that_ends_its_connections_is_never_our_fault() {
    let (world, mut sara) = at_the_desk().await;
    for round in 0..6 {
        let version = sara.get(&format!("{DESK}/punkter/R1")).await.unwrap();
        let version = if version.status == 200 { version.hidden("version").unwrap() } else { "0".to_owned() };
        run(&world, "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'yttrande_app' and datname = current_database()").await;
        let page = if round % 2 == 0 { sara.get(DESK).await.unwrap() } else { saves_on(&mut sara, &version).await.0 };
        assert!([200, 303, 422, 503].contains(&page.status.as_u16()), "{}: {}", page.status, page.sentence());
    }
}

#[tokio::test]
async fn a_visitor_is_answered_in_her_own_language_and_never_sees_her_password() {
    let world = World::at("2025-02-03 09:00").await;
    let mut anna = world.visitor();
    anna.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap();
    run(&world, "create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'no space' using errcode = '53100'; end $$; create trigger full_disk before insert or update on session for each row execute function full_disk()").await;
    let page = anna.post("/logga-in", &[("email", "sara.service@kommun.example"), ("password", crate::world::PASSWORD), ("till", "/")]).await.unwrap();
    assert_eq!(page.status, 503, "{}", page.sentence());
    assert!(page.body.contains("<html lang=\"en\">") && page.body.contains("What you sent is not saved. The database has no room."), "{}", page.sentence());
    assert!(!page.body.contains(crate::world::PASSWORD) && !page.body.contains("Send again"), "{}", page.body);
    assert!(page.body.contains("The password is not shown."), "{}", page.sentence());
}

#[tokio::test]
async fn a_clock_behind_the_log_writes_nothing_and_says_why() {
    let (world, _) = at_the_desk().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let events = world.count("select count(*) from event").await;
    world.move_to("2025-02-03 08:59");
    let page = rut.post("/granskningar/ny/sjalv", &crate::world::audit_form(&[("reference", "REV-2025-2")])).await.unwrap();
    assert_eq!(page.status, 503, "{}", page.sentence());
    assert!(page.body.contains("Tjänstens klocka går fel") && page.body.contains("Det du skickade är inte sparat."), "{}", page.sentence());
    assert!(page.body.contains("Städavtal"), "what was typed is gone");
    rut.get("/granskningar/rev-2025-1").await.unwrap().shown().unwrap();
    assert_eq!((world.count("select count(*) from audit").await, world.count("select count(*) from event").await), (1, events));
    // Seconds are nothing: two machines are never quite together.
    world.clock.move_to(world.clock.now() + chrono::TimeDelta::seconds(55));
    rut.post("/granskningar/ny/sjalv", &crate::world::audit_form(&[("reference", "REV-2025-2")])).await.unwrap().done().unwrap();
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a statement for each rule")]
async fn the_log_never_goes_back_in_time_and_nothing_is_before_what_it_answers() {
    let (world, _) = at_the_desk().await;
    world.submitted_response().await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let back: i64 = sqlx::query_scalar(
        "select count(*) from event e join event before on before.authority = e.authority and before.seq = e.seq - 1 where e.at < before.at",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(back, 0);
    let rut: uuid::Uuid = sqlx::query_scalar("select id::uuid from person where name = 'Rut Revisor'").fetch_one(&pool).await.unwrap();
    // A form that arrived a few seconds before what is already written is written after it.
    let mut tx = pool.begin().await.unwrap();
    let appended = "set local role app_audit; select append_event('audit', (select max(at) from event where authority = 'audit') - interval '3 seconds', 'audit_changed', '{}')";
    sqlx::raw_sql(appended).execute(&mut *tx).await.unwrap();
    let together: bool = sqlx::query_scalar(
        "select (select at from event where authority = 'audit' order by seq desc limit 1) = (select max(at) from event where authority = 'audit')",
    )
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    assert!(together);
    tx.rollback().await.unwrap();
    for (statement, rule) in [
        ("select append_event('audit', '2025-02-03T07:00:00Z', 'audit_changed', '{}')".to_owned(), "log_goes_forward"),
        (
            "set local app.clock = '2098-12-31T07:00:00Z'; select append_event('audit', '2099-01-01T07:00:00Z', 'audit_changed', '{}')".to_owned(),
            "log_goes_by_the_clock",
        ),
        (
            format!(
                "insert into registration (submission_id, n, diary_number, registered_at, registered_by) select id, 1, 'R', received_at - interval '1 second', '{rut}' from submission"
            ),
            "follows_its_cause",
        ),
        (
            format!(
                "insert into verdict_publication (submission_id, n, overall, published_at, published_by) select id, 1, '', received_at - interval '1 second', '{rut}' from submission"
            ),
            "follows_its_cause",
        ),
        (
            format!(
                "insert into audit_closing (audit_id, n, closed_at, closed_by, motive) select audit_id, 1, sent_at - interval '1 second', '{rut}', 'x' from dispatch"
            ),
            "follows_its_cause",
        ),
    ] {
        let mut tx = pool.begin().await.unwrap();
        let asked = format!("set local role app_audit; set local app.person = '{rut}'; {statement}");
        let refused = sqlx::raw_sql(AssertSqlSafe(asked)).execute(&mut *tx).await.unwrap_err();
        let refused = refused.as_database_error().unwrap();
        assert_eq!((refused.code().as_deref(), refused.constraint()), (Some("YT003"), Some(rule)), "{statement}: {refused}");
    }
}
