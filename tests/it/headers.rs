//! The headers that go with every answer, as a scanner grades them, over HTTPS. `tests/service/headers.rs` asks the scanner itself.

use axum::http::{HeaderMap, header};
use yttrande::app::{program, router};
use yttrande::demo::player::Player;
use yttrande::platform::database::Database;
use yttrande::platform::session::Cookies;

use crate::database;
use crate::spoil::spoiled;
use crate::world::{DESK, PASSWORD, RESPONSE, World, email};

/// What is wrong with the headers of an answer.
fn faults(headers: &HeaderMap) -> Vec<String> {
    let said = |name: &str| headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(" + ");
    let policy = said("content-security-policy");
    let mut faults = Vec::new();
    let mut asks = |holds: bool, what: String| faults.extend((!holds).then_some(what));
    asks(policy.starts_with("default-src 'none'"), format!("policy: {policy}"));
    asks(!["unsafe", "data:", "http:", "https:", "*"].iter().any(|wide| policy.contains(wide)), format!("policy is wide: {policy}"));
    // What is saved as a file is in a sandbox and shown in nobody's frame anyway.
    asks(
        policy.contains("sandbox") || ["frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"].iter().all(|part| policy.contains(part)),
        policy.clone(),
    );
    // Text says in which alphabet it is written, and pages stay in no cache.
    let kind = said("content-type");
    let is_text = kind.starts_with("text/") || kind.contains("+xml");
    asks(!is_text || kind.contains("charset=utf-8"), format!("content-type: {kind}"));
    asks(!kind.starts_with("text/html") || said("cache-control") == "no-store", format!("cache-control: {}", said("cache-control")));
    for (name, value) in [
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("access-control-allow-origin", ""),
        ("server", ""),
        ("x-powered-by", ""),
    ] {
        asks(said(name) == value, format!("{name}: {}", said(name)));
    }
    for cookie in headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()) {
        let kept = cookie.starts_with("__Host-") && ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"].iter().all(|part| cookie.contains(part));
        asks(kept, format!("cookie: {cookie}"));
    }
    faults
}

#[tokio::test]
async fn every_answer_carries_what_a_scanner_asks_for() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let served = router(program(database.clone(), world.clock.clone(), Cookies::Secure).unwrap(), Cookies::Secure);
    let mut sara = Player::new(served.clone());
    let signed_in = sara.post("/logga-in", &[("email", &email("Sara Service")), ("password", PASSWORD), ("till", "/")]).await.unwrap();
    assert!(signed_in.status == 303 && signed_in.headers.contains_key(header::SET_COOKIE), "{}", signed_in.status);
    let mut answers = vec![("/logga-in", signed_in)];
    for path in [
        "/",
        "/att-gora",
        "/oversikt",
        "/oversikt.csv",
        "/yttranden",
        "/hjalp",
        DESK,
        RESPONSE,
        "/granskningar/rev-2025-1",
        "/finns-inte",
        "/logga-ut",
        "/kalender/finns-inte.ics",
        "/static/app.css",
        "/static/favicon.svg",
        "/static/finns-inte",
        "/readyz",
        "/livez",
    ] {
        answers.push((path, sara.get(path).await.unwrap()));
        answers.push((path, Player::new(served.clone()).get(path).await.unwrap()));
    }
    let chosen = sara.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap();
    assert!(chosen.headers.contains_key(header::SET_COOKIE), "{}", chosen.status);
    answers.push(("/sprak", chosen));
    answers.push(("a form that is none of ours", sara.post(&format!("{DESK}/sammanfattning"), &[("text", "x")]).await.unwrap()));
    for (path, answer) in &mut answers {
        // The control: a header is taken away, and this test must notice.
        if spoiled("headers") {
            answer.headers.remove("x-content-type-options");
        }
        let faults = faults(&answer.headers);
        assert!(faults.is_empty(), "{} {} without what a scanner asks for: {faults:?}", answer.status, path);
        // No script and no style but one's own, none in the page itself.
        assert!(!answer.body.contains("<style") && !answer.body.contains(" style=") && !answer.body.contains(" onclick="), "{}", path);
        let scripts = answer.body.split("<script").skip(1);
        assert!(scripts.into_iter().all(|script| script.split('>').next().is_some_and(|tag| tag.contains(" src=\"/static/"))), "{}", path);
    }
    let seen = answers.iter().map(|(_, answer)| answer.status.as_u16()).collect::<std::collections::BTreeSet<_>>();
    assert!([200, 303, 404, 405, 422].iter().all(|status| seen.contains(status)), "not every kind of answer has been looked at: {seen:?}");
    database.close().await;
}

#[tokio::test]
async fn whatever_is_asked_wrongly_is_answered_with_a_page() {
    let world = World::at("2025-02-03 09:00").await;
    let mut anybody = world.visitor();
    for path in ["/static/app.css", "/livez", "/readyz", "/halsa", "/logga-ut-igen"] {
        let page = anybody.post(path, &[]).await.unwrap();
        assert!([404, 405].contains(&page.status.as_u16()) && page.body.contains("<h1"), "{path}: {} {}", page.status, page.body);
    }
    let page = anybody.get("/static/finns-inte.css").await.unwrap();
    assert!(page.status == 404 && page.body.contains("<h1"), "{} {}", page.status, page.body);
}
