//! The gate from outside: what it costs, and that a connection never changes sides.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Once;
use std::time::Instant;

use axum::Router;
use sqlx::PgConnection;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tracing_subscriber::layer::SubscriberExt as _;
use yttrande::app;
use yttrande::demo::player::Player;
use yttrande::domain::policy::Verb;
use yttrande::platform::database::Database;
use yttrande::platform::failure::Failure;
use yttrande::platform::gate::{Action, Anything, Gate};
use yttrande::platform::page::Download;
use yttrande::platform::routes::Routes;
use yttrande::platform::session::Cookies;

use crate::database;
use crate::world::{DESK, PASSWORD, PEOPLE, RESPONSE, World, email, planned, saves};

/// Declares a page that says which connection it was read on, and as whom.
macro_rules! who_reads {
    ($($name:ident, $verb:ident);*) => {
        $(struct $name;
        impl Action for $name {
            const VERB: Verb = Verb::$verb;
            type Path = ();
            type Subject = Anything;
            async fn find(_: &mut PgConnection, (): &()) -> sqlx::Result<Option<Anything>> {
                Ok(Some(Anything))
            }
        })*
    };
}
who_reads!(AsReader, ReadPublished; AsAnybody, Visit; AsAdministrator, Administer; AsBoard, ReadDesk);

async fn who_reads<A: Action>(gate: Gate<A>) -> Result<Download, Failure> {
    let (mut look, _) = gate.look().await?;
    let sql = "select format('%s %s %s', pg_backend_pid(), current_user, coalesce(current_setting('app.boards', true), ''))";
    let content: String = sqlx::query_scalar(sql).fetch_one(look.conn()).await?;
    Ok(Download { name: "who.txt".to_owned(), media_type: "text/plain".to_owned(), content: content.into_bytes() })
}

/// The program, with those pages beside its own.
async fn with_who_reads(world: &World) -> Router {
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let app = app::program(database, world.clock.clone(), Cookies::Plain).unwrap();
    let pages = Routes::new()
        .download("/reader", who_reads::<AsReader>)
        .download("/anybody", who_reads::<AsAnybody>)
        .download("/administrator", who_reads::<AsAdministrator>)
        .download("/board", who_reads::<AsBoard>);
    app::router(app.clone(), Cookies::Plain).nest_service("/who", pages.into_router(app))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_connection_never_serves_two_sides() {
    let world = World::at("2025-02-03 09:00").await;
    let router = with_who_reads(&world).await;
    let mut readers = Vec::new();
    for (name, _) in PEOPLE {
        let mut player = Player::new(router.clone());
        player.sign_in(&email(name), PASSWORD).await.unwrap();
        for page in ["/who/reader", "/who/anybody", "/who/administrator", "/who/board"] {
            let mut player = player.clone();
            readers.push(tokio::spawn(async move {
                let mut seen = Vec::new();
                for turn in 0..40 {
                    // Some go away before they have their answer.
                    let get = player.get(page);
                    match tokio::time::timeout(std::time::Duration::from_micros(if turn % 3 == 0 { 400 } else { 30_000_000 }), get).await {
                        Ok(answer) => seen.push(answer.unwrap()),
                        Err(_) => continue,
                    }
                }
                seen
            }));
        }
    }
    let mut sides: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut pages = 0;
    for reader in readers {
        for page in reader.await.unwrap().into_iter().filter(|page| page.status == 200) {
            pages += 1;
            let words: Vec<&str> = page.body.split(' ').collect();
            sides.entry(words[0].to_owned()).or_default().insert(words[1].to_owned());
            // Whoever works for a board has her boards, and nobody else has what was hers.
            assert_eq!(words[1] == "app_board", words[2].len() > 2, "{}", page.body);
        }
    }
    let roles: BTreeSet<&String> = sides.values().flatten().collect();
    assert_eq!(roles.into_iter().map(String::as_str).collect::<Vec<_>>(), ["app_admin", "app_audit", "app_auth", "app_board", "app_council"]);
    assert!(pages > 300 && sides.len() < 40, "{pages} pages on {} connections", sides.len());
    assert!(sides.values().all(|roles| roles.len() == 1), "{sides:?}");
}

thread_local! {
    static STATEMENTS: Cell<usize> = const { Cell::new(0) };
}

/// Counts what goes to PostgreSQL on this thread, besides begin. A test that does not ask for more has one thread.
struct Statements;

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Statements {
    fn enabled(&self, metadata: &tracing::Metadata<'_>, _: tracing_subscriber::layer::Context<'_, S>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn on_event(&self, _: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        STATEMENTS.set(STATEMENTS.get() + 1);
    }
}

/// How many statements this thread has sent since it last asked.
fn statements() -> usize {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Statements)).unwrap());
    STATEMENTS.replace(0)
}

/// More than a side has connections here, so that one of them has been used before.
const READINGS: usize = 30;

/// The pages that people open most, in a world in which everything has happened that leads to more statements.
const PAGES: [(&str, &[&str]); 4] = [
    (
        "Rut Revisor",
        &[
            "/att-gora",
            "/granskningar",
            "/granskningar/rev-2025-1",
            RESPONSE,
            "/namnder",
            "/namnder/servicenamnden",
            "/oversikt",
            "/kalender",
            "/kalender/prenumeration",
            "/paminnelser",
            "/granskningar/ny",
            "/granskningar/ny/sjalv",
            "/aviseringar",
            "/konto",
            "/hjalp",
            "/yttranden/rev-2025-1/servicenamnden/forsta/omdome",
            "/yttranden/rev-2025-1/servicenamnden/forsta/omdome/R1",
            "/yttranden/rev-2025-1/servicenamnden/forsta/omdome/publicera",
            "/yttranden/rev-2025-1/servicenamnden/forsta/sista-dag",
            "/yttranden/rev-2025-1/servicenamnden/forsta/kvitto",
        ],
    ),
    (
        "Sara Service",
        &[
            "/att-gora",
            "/yttranden",
            DESK,
            "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/sammanfattning",
            "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/punkter/R1",
            "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/forhandsgranska",
            "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/utskrift",
            "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete",
            "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete/punkter/R1",
            "/yttranden/rev-2025-1/servicenamnden/uppfoljande/anstand",
            RESPONSE,
            "/kalender",
            "/granskningar/rev-2025-1",
        ],
    ),
    ("Fia Fullmäktig", &["/granskningar", "/granskningar/rev-2025-1", RESPONSE, "/namnder/servicenamnden"]),
    ("Ada Admin", &["/att-gora", "/admin/personer", "/admin/namnder", "/admin/sista-dagar", "/admin/utskick", "/admin/organisation"]),
];

/// A round in which everything has happened that leads to more statements.
async fn lived_in() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world
}

#[tokio::test]
async fn a_page_takes_one_statement_at_the_gate_and_at_most_four_of_its_own() {
    let world = lived_in().await;
    let mut over = Vec::new();
    for (name, pages) in PAGES {
        let mut reader = world.signed_in(name).await;
        for page in pages {
            // A new connection also asks what types are called, and a side has a few: the least of so many is what the page takes.
            let mut least = usize::MAX;
            for _ in 0..READINGS {
                statements();
                reader.get(page).await.unwrap().shown().unwrap();
                least = least.min(statements());
                if least <= 5 {
                    break;
                }
            }
            if least > 5 {
                over.push(format!("{name} {page}: {}", least - 1));
            }
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}

#[tokio::test]
async fn a_save_takes_eight_statements_with_begin_and_commit() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "punkter/R1", &planned("save")).await.done().unwrap();
    let mut least = usize::MAX;
    for version in 1..=READINGS {
        let version = version.to_string();
        let fields = [&[("version", version.as_str())], planned("save").as_slice()].concat();
        statements();
        sara.post(&format!("{DESK}/punkter/R1"), &fields).await.unwrap().done().unwrap();
        least = least.min(statements());
    }
    // Who, hold, find, the desk, room, save, commit: the commit is among them; the begin is not.
    assert!((4..=7).contains(&least), "{least}");
}

#[tokio::test]
async fn an_item_of_a_first_response_is_two_questions_behind_the_gate() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    saves(&mut sara, "punkter/R1", &planned("save")).await.done().unwrap();
    let mut least = usize::MAX;
    for _ in 0..READINGS {
        statements();
        sara.get(&format!("{DESK}/punkter/R1")).await.unwrap().shown().unwrap();
        least = least.min(statements());
    }
    assert_eq!(least, 3, "the gate's, the round, the desk");
}

/// A transaction is begun as whoever stood there a moment ago; nothing of that counts any more when it does not.
#[tokio::test]
async fn what_somebody_was_a_moment_ago_opens_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (mut sara, mut ada) = (world.signed_in("Sara Service").await, world.signed_in("Ada Admin").await);
    let mut elsewhere = world.signed_in("Sara Service").await;
    let warm = async |player: &mut Player| {
        for _ in 0..5 {
            player.get(DESK).await.unwrap().shown().unwrap();
        }
    };
    warm(&mut sara).await;
    warm(&mut elsewhere).await;
    assert_eq!(sara.post("/konto/inloggningar/avsluta-alla", &[]).await.unwrap().status, 303);
    assert_eq!(elsewhere.get(DESK).await.unwrap().status, 303, "her session has ended: she signs in first");
    let mut sara = world.signed_in("Sara Service").await;
    warm(&mut sara).await;
    let list = ada.get("/admin/personer").await.unwrap().shown().unwrap();
    let own = list.body.split(">Sara Service").next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let end = ada.get(&own).await.unwrap().shown().unwrap().address_after("Nämndsekreterare", &format!("{own}/roller/")).unwrap();
    ada.post(&end, &[("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
    assert_eq!(sara.get(DESK).await.unwrap().status, 404, "her role has ended");
    assert_eq!(sara.post(&format!("{DESK}/punkter/R1"), &planned("save")).await.unwrap().status, 404);
}

/// Somebody sends a form and waits for the round; meanwhile her role ends, and then the round is let go.
async fn loses_her_role_while_she_waits(world: &World, name: &str, role: &str, path: &str, fields: &[(&str, &str)]) -> u16 {
    let (mut player, mut ada) = (world.signed_in(name).await, world.signed_in("Ada Admin").await);
    let list = ada.get("/admin/personer").await.unwrap().shown().unwrap();
    let own = list.body.split(&format!(">{name}")).next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let end = ada.get(&own).await.unwrap().shown().unwrap().address_after(role, &format!("{own}/roller/")).unwrap();
    let pool = sqlx::postgres::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
    let mut held = pool.begin().await.unwrap();
    sqlx::query("select id from round for update").execute(&mut *held).await.unwrap();
    let (answer, ()) = tokio::join!(player.post(path, fields), async {
        crate::deadlines::waits(&pool, 1).await;
        ada.post(&end, &[("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
        held.rollback().await.unwrap();
    });
    answer.unwrap().status.as_u16()
}

/// Who she is was asked before she waited for the lock. What she may when she has it is what counts, for a record and for a draft.
#[tokio::test]
async fn whoever_has_lost_her_role_while_she_waited_for_a_lock_changes_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let fields = [&[("version", "0")], planned("save").as_slice()].concat();
    let path = format!("{DESK}/punkter/R1");
    assert_eq!(loses_her_role_while_she_waits(&world, "Siv Handläggare", "Handläggare", &path, &fields).await, 403);
    assert_eq!(world.count("select count(*) from desk_version").await, 0);
    world.submitted_response().await;
    let added = [("submission", "1"), ("why", "eget"), ("text", "En sak till.")];
    let path = format!("{DESK}/komplettering");
    assert_eq!(loses_her_role_while_she_waits(&world, "Olle Ordförande", "Ordförande", &path, &added).await, 403);
    assert_eq!(world.count("select count(*) from submission").await, 1);
}

/// Sends the head of a request that announces a large body, and never the body. What is answered?
async fn announces(world: &World, cookie: &str, path: &str, media_type: &str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(axum::serve(listener, world.router()).into_future());
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\nContent-Type: {media_type}\r\nContent-Length: 3000000\r\n\r\nmessage="
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 64];
    let read = tokio::time::timeout(std::time::Duration::from_secs(5), stream.read(&mut answer)).await;
    server.abort();
    read.map_or_else(|_| "waits for the body".to_owned(), |n| String::from_utf8_lossy(&answer[..n.unwrap()]).lines().next().unwrap_or("").to_owned())
}

#[tokio::test]
async fn whoever_may_not_is_told_before_a_large_body_has_been_read() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let send = "/granskningar/rev-2025-1/skicka";
    let files = "/granskningar/rev-2025-1/filer";
    let form = "application/x-www-form-urlencoded";
    let multipart = "multipart/form-data; boundary=x";
    for (name, answer) in [
        ("", "HTTP/1.1 303 See Other"),
        ("Fia Fullmäktig", "HTTP/1.1 404 Not Found"),
        ("Sara Service", "HTTP/1.1 404 Not Found"),
        ("Lars Läsare", "HTTP/1.1 403 Forbidden"),
        ("Rut Revisor", "waits for the body"),
    ] {
        let cookie = if name.is_empty() { String::new() } else { world.signed_in(name).await.cookie() };
        assert_eq!(announces(&world, &cookie, send, form).await, answer, "{name}");
        assert_eq!(announces(&world, &cookie, files, multipart).await, answer, "{name}");
    }
    // And while they wait, everybody else has the connections.
    world.signed_in("Rut Revisor").await.get("/granskningar/rev-2025-1").await.unwrap().shown().unwrap();
}

/// Milliseconds a page, when these readers take turns.
async fn turns(readers: &mut [Player], path: &str, pages: u32) -> f64 {
    for reader in readers.iter_mut() {
        for _ in 0..20 {
            reader.get(path).await.unwrap().shown().unwrap();
        }
    }
    let began = Instant::now();
    for _ in 0..pages {
        for reader in readers.iter_mut() {
            reader.get(path).await.unwrap().shown().unwrap();
        }
    }
    began.elapsed().as_secs_f64() * 1000.0 / f64::from(pages * u32::try_from(readers.len()).unwrap())
}

#[tokio::test]
#[ignore = "a measurement: cargo test --release --test it what_a_change_of_role_costs -- --ignored --nocapture"]
async fn what_a_change_of_role_costs() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    for path in ["/granskningar/rev-2025-1", "/yttranden/rev-2025-1/servicenamnden/forsta", "/oversikt", "/namnder"] {
        let alone = turns(&mut [world.signed_in("Rut Revisor").await], path, 300).await;
        let mut three = Vec::new();
        for name in ["Rut Revisor", "Sara Service", "Fia Fullmäktig"] {
            three.push(world.signed_in(name).await);
        }
        println!("{path}: {alone:.2} ms for one reader, {:.2} when three roles take turns", turns(&mut three, path, 100).await);
    }
    let desk = world.signed_in("Sara Service").await;
    println!("{DESK}: {:.2} ms", turns(&mut [desk], DESK, 300).await);
}

#[tokio::test]
#[ignore = "a measurement: cargo test --release --test it what_a_save_costs -- --ignored --nocapture"]
async fn what_a_save_costs() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let part = format!("{DESK}/punkter/R1");
    println!("{part}: {:.2} ms", turns(&mut [world.signed_in("Sara Service").await], &part, 300).await);
    saves(&mut sara, "punkter/R1", &planned("save")).await.done().unwrap();
    let began = Instant::now();
    for version in 1..=200 {
        let version = version.to_string();
        let fields = [&[("version", version.as_str())], planned("save").as_slice()].concat();
        sara.post(&part, &fields).await.unwrap().done().unwrap();
    }
    println!("a save: {:.2} ms", began.elapsed().as_secs_f64() * 1000.0 / 200.0);
}
