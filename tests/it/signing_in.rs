//! Getting in, and not getting in.

use axum::http::header;

use crate::world::{PASSWORD, World, email};

#[tokio::test]
async fn every_failed_sign_in_answers_the_same_bytes() {
    let world = World::at("2025-02-03 09:00").await;
    let mut bodies = Vec::new();
    for (address, password) in [("sara.service@kommun.example", "fel lösenord här nu"), ("finns.inte@kommun.example", PASSWORD)] {
        let answer = world.visitor().post("/logga-in", &[("email", address), ("password", password), ("till", "/")]).await.unwrap();
        assert_eq!(answer.status, 422);
        bodies.push(answer.body.replace(address, "ADDRESS"));
    }
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test]
async fn the_eleventh_attempt_within_a_quarter_waits_even_with_the_right_password() {
    let world = World::at("2025-02-03 09:00").await;
    let mut visitor = world.visitor();
    let mut attempt = async |password: &str| {
        visitor.post("/logga-in", &[("email", &email("Sara Service")), ("password", password), ("till", "/")]).await.unwrap().status.as_u16()
    };
    for _ in 0..10 {
        assert_eq!(attempt("fel lösenord här nu").await, 422);
    }
    assert_eq!(attempt(PASSWORD).await, 429);
    world.move_to("2025-02-03 09:16");
    assert_eq!(attempt(PASSWORD).await, 303);
    assert_eq!(world.events().await, [""; 0], "a job writes it down, so that the time it takes tells nothing");
}

#[tokio::test]
async fn a_session_ends_after_45_idle_minutes_and_after_ten_hours() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    world.move_to("2025-02-03 09:44");
    sara.get("/att-gora").await.unwrap().shown().unwrap();
    world.move_to("2025-02-03 10:28");
    sara.get("/att-gora").await.unwrap().shown().unwrap();
    world.move_to("2025-02-03 11:14");
    sara.get("/hjalp").await.unwrap().shown().unwrap();
    assert_eq!(sara.get("/att-gora").await.unwrap().location.as_deref(), Some("/logga-in?till=/att-gora"));
    let mut sara = world.signed_in("Sara Service").await;
    for half_hour in 1..=20 {
        let minutes = 11 * 60 + 14 + half_hour * 30;
        world.move_to(&format!("2025-02-03 {:02}:{:02}", minutes / 60, minutes % 60));
        let signed_in = sara.get("/att-gora").await.unwrap().status == 200;
        assert_eq!(signed_in, half_hour < 20, "after {half_hour} half hours");
    }
}

#[tokio::test]
async fn whoever_signs_out_is_signed_out_at_the_service_and_not_only_in_her_browser() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    // The same cookie, kept by somebody else.
    let mut kept = sara.clone();
    kept.get("/att-gora").await.unwrap().shown().unwrap();
    assert_eq!(sara.post("/logga-ut", &[]).await.unwrap().status, 303);
    assert_eq!(kept.get("/att-gora").await.unwrap().location.as_deref(), Some("/logga-in?till=/att-gora"));
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_the_old_password() {
    let world = World::at("2025-02-03 09:00").await;
    let (mut here, mut there) = (world.signed_in("Sara Service").await, world.signed_in("Sara Service").await);
    let new = "ett annat långt lösenord";
    let wrong = here.post("/konto/losenord", &[("current", "fel"), ("password", new), ("again", new)]).await.unwrap();
    assert_eq!(wrong.status, 422);
    let mut copied = here.clone();
    here.post("/konto/losenord", &[("current", PASSWORD), ("password", new), ("again", new)]).await.unwrap().done().unwrap();
    here.get("/att-gora").await.unwrap().shown().unwrap();
    assert_eq!(copied.get("/att-gora").await.unwrap().status, 303, "whoever had copied the cookie is out");
    assert_eq!(there.get("/att-gora").await.unwrap().status, 303);
    assert!(world.visitor().sign_in(&email("Sara Service"), PASSWORD).await.is_err());
    world.visitor().sign_in(&email("Sara Service"), new).await.unwrap();
}

#[tokio::test]
async fn a_password_is_the_same_on_every_keyboard() {
    let world = World::at("2025-02-03 09:00").await;
    let mut here = world.signed_in("Sara Service").await;
    // A letter and a ring, and a space that does not break.
    let typed = "tre bla\u{30a}\u{a0}ba\u{30a}tar i vinden";
    here.post("/konto/losenord", &[("current", PASSWORD), ("password", typed), ("again", typed)]).await.unwrap().done().unwrap();
    for same in ["tre blå båtar i vinden", typed] {
        world.visitor().sign_in(&email("Sara Service"), same).await.unwrap();
    }
}

#[tokio::test]
async fn a_one_time_link_works_once_and_for_seven_days() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let pasted = "Nina Ny; nina@kommun.example; revisor\nBo Bra; bo@kommun.example; revisor";
    let page = ada.post("/admin/personer/lagg-till", &[("people", pasted)]).await.unwrap().shown().unwrap();
    let (nina, bo) = (page.address_after("nina@", "/inbjudan/").unwrap(), page.address_after("bo@", "/inbjudan/").unwrap());
    let choose = [("password", "fem helt vanliga ord här"), ("again", "fem helt vanliga ord här")];
    world.visitor().post(&nina, &choose).await.unwrap().done().unwrap();
    assert_eq!(world.visitor().post(&nina, &choose).await.unwrap().status, 410);
    world.move_to("2025-02-10 09:01");
    assert_eq!(world.visitor().get(&bo).await.unwrap().status, 410);
}

#[tokio::test]
async fn whoever_is_ended_is_out_at_once_and_a_role_that_is_ended_stops_working_at_once() {
    let world = World::at("2025-02-03 09:00").await;
    let (mut ada, mut sara, mut fia) = (world.signed_in("Ada Admin").await, world.signed_in("Sara Service").await, world.signed_in("Fia Fullmäktig").await);
    let list = ada.get("/admin/personer").await.unwrap().shown().unwrap();
    let person = |name: &str| list.body.split(name).next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let (sara_page, fia_page, ada_page) = (person(">Sara Service"), person(">Fia Fullmäktig"), person(">Ada Admin</a></th>"));
    let end_role = ada.get(&sara_page).await.unwrap().shown().unwrap().address_after("Nämndsekreterare", &format!("{sara_page}/roller/")).unwrap();
    ada.post(&end_role, &[("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
    assert_eq!(sara.get("/att-gora").await.unwrap().status, 404);
    ada.post(&format!("{fia_page}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    assert_eq!(fia.get("/oversikt").await.unwrap().status, 303);
    assert_eq!(ada.post(&format!("{ada_page}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().status, 409, "somebody must administer");
    assert!(world.count("select count(*) from person where ended_at is not null").await == 1);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    use tower::ServiceExt as _;
    let world = World::at("2025-02-03 09:00").await;
    for (name, value) in [(Some("sec-fetch-site"), "cross-site"), (Some("sec-fetch-site"), "same-site"), (Some("origin"), "https://evil.example"), (None, "")] {
        let mut request =
            axum::http::Request::post("/logga-in").header(header::HOST, "localhost").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(name) = name {
            request = request.header(name, value);
        }
        let request = request.body(axum::body::Body::from("email=a&password=b&till=/")).unwrap();
        let answer = world.router().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 403, "{name:?} {value}");
    }
}

#[tokio::test]
async fn every_answer_forbids_what_the_product_does_not_need() {
    let world = World::at("2025-02-03 09:00").await;
    for path in ["/logga-in", "/finns-inte", "/static/app.css"] {
        let answer = world.visitor().get(path).await.unwrap();
        let policy = answer.headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.headers.get(header::X_CONTENT_TYPE_OPTIONS).unwrap(), "nosniff");
    }
}
