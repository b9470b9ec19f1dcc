//! What a monitor is shown: figures by route, and nothing of anybody. The requests go through the whole router.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use tower::ServiceExt as _;
use yttrande::app;
use yttrande::demo::player::Player;
use yttrande::platform::chain;
use yttrande::platform::database::Database;
use yttrande::platform::session::Cookies;
use yttrande::platform::worker::Worker;

use crate::database;
use crate::world::{DESK, PASSWORD, World, email};

/// The program with its monitor's port, on a world's database.
async fn measured(world: &World) -> (Router, Router) {
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let app = app::program(database, world.clock.clone(), Cookies::Plain).unwrap().measuring(app::meters());
    let figures = app.figures().unwrap();
    (app::router(app, Cookies::Plain), figures)
}

async fn asked(router: &Router, method: &str, path: &str) -> (StatusCode, String) {
    let request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path).header("host", "127.0.0.1").body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    (status, String::from_utf8_lossy(&axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap()).into_owned())
}

async fn shown(figures: &Router) -> String {
    let (status, text) = asked(figures, "GET", "/metrics").await;
    assert_eq!(status, StatusCode::OK);
    text
}

/// The value of a line.
fn figure(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

/// Every label with its value, as they stand there.
fn labels(text: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((_, rest)) = line.split_once('{') else { continue };
        let (inside, _) = rest.rsplit_once("\"}").unwrap();
        for pair in inside.split("\",") {
            let (name, value) = pair.split_once("=\"").unwrap();
            found.insert((name.to_owned(), value.to_owned()));
        }
    }
    found
}

#[tokio::test]
async fn no_name_no_id_and_no_secret_can_be_a_label_whatever_is_asked_for() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (router, figures) = measured(&world).await;
    let routes: BTreeSet<String> = app::routes().iter().map(|route| route.path.to_owned()).collect();
    let canary = "hemligt-namn-19121212-1212";
    // Everything that varies in an address is the canary; behind it and as a method, too.
    for route in &routes {
        let filled = route.split('/').map(|part| if part.contains('{') { canary } else { part }).collect::<Vec<_>>().join("/");
        for method in ["GET", "HEAD", "POST", "DELETE", "HEMLIGT-NAMN"] {
            asked(&router, method, &format!("{filled}?till={canary}&{canary}")).await;
        }
    }
    let odd = format!("/{canary}");
    for path in
        [odd.as_str(), "/static/hemligt-namn-19121212-1212", "/inbjudan/hemligt-namn-19121212-1212/%00", "/metrics", "/%FF", "//hemligt-namn-19121212-1212"]
    {
        asked(&router, "GET", path).await;
    }
    // And people at work, with names, an address, ids and a session.
    let mut sara = Player::new(router.clone()).known(&world.browser_of("Sara Service").cookie());
    sara.sign_in(&email("Sara Service"), PASSWORD).await.unwrap();
    sara.get(DESK).await.unwrap().shown().unwrap();
    sara.get("/granskningar/rev-2025-1").await.unwrap().shown().unwrap();
    sara.post("/logga-in", &[("email", &email("Rut Revisor")), ("password", canary)]).await.unwrap();

    let text = shown(&figures).await;
    assert!(!text.to_lowercase().contains("hemligt") && !text.contains("rev-2025-1") && !text.contains("kommun.example"), "{text}");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    let own = ["none", "/static/{name}", "/readyz", "/livez", "/halsa"];
    for (name, value) in labels(&text) {
        let allowed = match name.as_str() {
            "route" => routes.union(&words(&own)).cloned().collect(),
            "method" => words(&["GET", "HEAD", "POST", "other"]),
            "status" => words(&["1xx", "2xx", "3xx", "4xx", "5xx"]),
            "le" => words(&["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "1", "5", "30", "+Inf"]),
            "pool" => words(&["board", "audit", "council", "admin", "auth", "worker", "door"]),
            "state" => words(&["busy", "idle", "most", "waited_for"]),
            "kind" => words(&["turn", "mailbox"]),
            "log" => words(&["audit", "boards", "system"]),
            _ => panic!("a label that nobody has thought of: {name}={value}"),
        };
        assert!(allowed.contains(&value), "{name}={value}");
    }
    // Every route was counted, so none of them was judged as something else.
    for route in &routes {
        assert!(text.contains(&format!("route=\"{route}\"")), "{route} is not counted");
    }
}

#[tokio::test]
async fn a_monitor_reads_how_the_service_is() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (router, figures) = measured(&world).await;
    let first = shown(&figures).await;
    assert_eq!(figure(&first, "yttrande_database_up"), Some(1.0));
    assert_eq!(figure(&first, "yttrande_jobs_last_run_timestamp_seconds"), None, "what has never been is not there, and no nought");
    assert_eq!(figure(&first, "yttrande_backup_last_timestamp_seconds"), None);
    let waiting = figure(&first, "yttrande_mail_waiting{kind=\"turn\"}").unwrap();
    assert!(waiting > 0.0, "{first}");
    assert_eq!(figure(&first, "yttrande_mail_oldest_timestamp_seconds"), Some(1_738_569_600.0), "{first}");
    assert_eq!(figure(&first, "yttrande_log_verified_events{log=\"audit\"}"), Some(0.0));

    let worker = Worker::new(Database::connect(database::login(&world.database).await).await.unwrap(), world.clock.clone());
    chain::watch(&worker).await.unwrap();
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let noted = "insert into backup values ('2025-02-02 22:30+00', 1, sha256('x')); insert into job_round values (true, '2025-02-03 07:59:30+00');
      insert into chain_head values ('board:00000000-0000-0000-0000-000000000001', 3)";
    sqlx::raw_sql(AssertSqlSafe(noted)).execute(&mut conn).await.unwrap();
    let sara = Player::new(router.clone()).known(&world.browser_of("Sara Service").cookie());
    let before = figure(&first, "yttrande_sessions").unwrap();
    sara.another().sign_in(&email("Sara Service"), PASSWORD).await.unwrap();

    // A monitor that asks too often is told what was found a moment ago: another program asks anew.
    let (_, figures) = measured(&world).await;
    let text = shown(&figures).await;
    assert_eq!(figure(&text, "yttrande_backup_last_timestamp_seconds"), Some(1_738_535_400.0), "{text}");
    assert_eq!(figure(&text, "yttrande_jobs_last_run_timestamp_seconds"), Some(1_738_569_570.0));
    assert_eq!(figure(&text, "yttrande_sessions"), Some(before + 1.0));
    let (events, whole) = (figure(&text, "yttrande_log_events{log=\"audit\"}"), figure(&text, "yttrande_log_verified_events{log=\"audit\"}"));
    assert!(events.is_some_and(|events| events > 0.0) && events == whole, "{text}");
    assert_eq!(figure(&text, "yttrande_log_broken{log=\"boards\"}"), Some(0.0));
    assert!(figure(&text, "yttrande_log_events{log=\"boards\"}") > figure(&text, "yttrande_log_verified_events{log=\"boards\"}"));
    assert!(figure(&text, "yttrande_pool_connections{pool=\"auth\",state=\"most\"}").unwrap() >= 4.0);
    world.move_to("2025-02-03 09:46");
    let (_, figures) = measured(&world).await;
    assert_eq!(figure(&shown(&figures).await, "yttrande_sessions"), Some(0.0), "a session that nobody uses is over");
}

#[tokio::test]
async fn figures_are_on_no_page_of_the_service_and_only_where_somebody_wants_them() {
    let world = World::at("2025-02-03 09:00").await;
    let (router, figures) = measured(&world).await;
    assert_eq!(asked(&router, "GET", "/metrics").await.0, StatusCode::NOT_FOUND);
    assert_eq!(asked(&router, "GET", "/om").await.0, StatusCode::OK);
    let text = shown(&figures).await;
    assert_eq!(figure(&text, "yttrande_requests_total{route=\"/om\",method=\"GET\",status=\"2xx\"}"), Some(1.0), "{text}");
    assert_eq!(figure(&text, "yttrande_requests_total{route=\"none\",method=\"GET\",status=\"4xx\"}"), Some(1.0));
    assert_eq!(figure(&text, "yttrande_request_duration_seconds_count{route=\"/om\"}"), Some(1.0));
    assert_eq!(asked(&figures, "GET", "/om").await.0, StatusCode::NOT_FOUND, "nothing else is on the other port");
    assert_eq!(asked(&figures, "POST", "/metrics").await.0, StatusCode::METHOD_NOT_ALLOWED);
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    assert!(app::program(database, world.clock.clone(), Cookies::Plain).unwrap().figures().is_none(), "nobody counts unless asked to");
}
