//! Bad inputs that belong to no page in particular: broken cookies, wrong methods, bytes that are no text, signs that are
//! nothing. Those of single forms stand in `bad_input.rs`, `deadlines.rs`, `lists.rs`, `signing_in.rs` and `mail.rs`.

use std::collections::BTreeSet;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use sqlx::Connection as _;
use sqlx::postgres::PgPool;
use tower::ServiceExt as _;
use yttrande::domain::text::has_visible_text;

use crate::database;
use crate::spoil::spoiled;
use crate::world::{DESK, PASSWORD, RESPONSE, World, audit_form, email, planned, saves};

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

/// A request as no browser makes it.
async fn raw(world: &World, method: Method, path: &str, cookie: &str, content_type: &str, body: Vec<u8>) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost").header("sec-fetch-site", "same-origin");
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    if !content_type.is_empty() {
        request = request.header(header::CONTENT_TYPE, content_type);
    }
    let answer = world.router().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let (parts, body) = answer.into_parts();
    let body = String::from_utf8_lossy(&to_bytes(body, 8 << 20).await.unwrap()).into_owned();
    Answer { status: parts.status, headers: parts.headers, body }
}

const FORM: &str = "application/x-www-form-urlencoded";

/// 4, 5: a cookie that is broken, cut, huge or twice there signs nobody in, and none is taken over from the client.
#[tokio::test]
async fn a_cookie_that_is_not_ours_signs_nobody_in() {
    let world = World::at("2025-02-03 09:00").await;
    let sara = world.signed_in("Sara Service").await;
    let own = sara.cookie();
    // Beside it goes what the browser is known by, which signs nobody in.
    let (name, token) = own.split("; ").filter_map(|pair| pair.split_once('=')).find(|(name, _)| !name.contains("enhet")).unwrap();
    let other = if token.starts_with('A') { "B" } else { "A" };
    for bad in [
        format!("{name}={other}{}", &token[1..]),
        format!("{name}={}", &token[..token.len() - 1]),
        format!("{name}={}", "A".repeat(8192)),
        format!("{name}={token}x"),
        format!("{name}="),
        format!("{name}=\"{token}"),
        format!("{name}={other}{}; {name}={other}", &token[1..]),
    ] {
        let answer = raw(&world, Method::GET, "/att-gora", &bad, "", Vec::new()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", bad.chars().take(60).collect::<String>());
        assert!(answer.headers.get(header::LOCATION).unwrap().to_str().unwrap().starts_with("/logga-in"));
    }
    let chosen = format!("{name}={}", "A".repeat(token.len()));
    let fields = format!("email={}&password={}&till=%2F", email("Sara Service"), PASSWORD.replace(' ', "+").replace('ö', "%C3%B6"));
    let signed_in = raw(&world, Method::POST, "/logga-in", &chosen, FORM, fields.into_bytes()).await;
    let given = signed_in.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(!given.contains(&chosen), "a session of the client's choosing was taken over");
    assert_eq!(raw(&world, Method::GET, "/att-gora", &chosen, "", Vec::new()).await.status, StatusCode::SEE_OTHER);
}

/// 9: an address answers only to what it is for, with a page in the reader's language, and says for what.
#[tokio::test]
async fn a_wrong_method_gets_a_page_that_says_so_and_changes_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let sara = world.signed_in("Sara Service").await;
    for (method, path, allow) in [
        (Method::POST, "/oversikt", "GET,HEAD"),
        (Method::DELETE, "/oversikt", "GET,HEAD"),
        (Method::PUT, DESK, "GET,HEAD"),
        (Method::TRACE, "/", "GET,HEAD"),
        (Method::GET, "/logga-ut", "POST"),
    ] {
        let answer = raw(&world, method.clone(), path, &sara.cookie(), FORM, Vec::new()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_eq!(answer.headers.get(header::ALLOW).unwrap().to_str().unwrap(), allow, "{method} {path}");
        assert!(answer.body.contains("Så går sidan inte att använda") && answer.body.contains("<main"), "{method} {path}: {}", answer.body);
    }
    // A method that hides in a field or in a header is none.
    let hidden = raw(&world, Method::POST, &format!("{DESK}/sammanfattning"), &sara.cookie(), FORM, b"_method=DELETE".to_vec()).await;
    assert_eq!(hidden.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.count("select count(*) from desk_version").await, 0);
}

/// 10: what is another board's, made up, or too long is one and the same answer.
#[tokio::test]
async fn what_is_not_there_answers_the_same_whatever_it_is() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut kim = world.signed_in("Kim Kommun").await;
    let long = format!("/granskningar/{}", "x".repeat(10_000));
    let same = |body: &str, path: &str| body.replace(path, "").replace(&path.replace('/', "%2F"), "");
    let mut bodies = BTreeSet::new();
    for path in
        [DESK, "/yttranden/finns-inte/servicenamnden/forsta/arbete", "/granskningar/finns-inte", &long, "/granskningar/..%2F..%2Fetc", "/granskningar/a%00b"]
    {
        let page = kim.get(path).await.unwrap();
        assert_eq!(page.status, 404, "{}", path.chars().take(60).collect::<String>());
        bodies.insert(same(&page.body, path));
    }
    assert_eq!(bodies.len(), 1, "{bodies:#?}");
}

/// 27, 36: bytes that are no text, broken escapes, ten thousand fields: refused, and never our fault.
#[tokio::test]
async fn bytes_that_are_no_text_are_refused_and_are_never_our_fault() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let sara = world.signed_in("Sara Service").await;
    let many = (0..10_000).map(|n| format!("f{n}=x")).collect::<Vec<_>>().join("&");
    for (path, content_type, body) in [
        (format!("{DESK}/sammanfattning"), FORM, b"version=0&do=save&text=\xff\xfe".to_vec()),
        (format!("{DESK}/sammanfattning"), FORM, b"version=0&do=save&text=%ff%fe".to_vec()),
        (format!("{DESK}/sammanfattning"), FORM, b"version=0&do=save&text=%c0%af".to_vec()),
        (format!("{DESK}/sammanfattning"), FORM, b"version=0&do=save&text=%ed%a0%80".to_vec()),
        (format!("{DESK}/sammanfattning"), FORM, b"version=0&do=save&text[a]=x".to_vec()),
        (format!("{DESK}/sammanfattning"), FORM, many.into_bytes()),
        (format!("{DESK}/sammanfattning"), "application/json", b"{\"version\":0}".to_vec()),
        (format!("{DESK}/sammanfattning"), "", b"version=0".to_vec()),
        ("/granskningar/ny/sjalv".to_owned(), FORM, b"\0\0\0".to_vec()),
        ("/logga-in".to_owned(), FORM, b"email=%ff&password=%ff&till=/".to_vec()),
    ] {
        let answer = raw(&world, Method::POST, &path, &sara.cookie(), content_type, body.clone()).await;
        assert!(answer.status.is_client_error() || answer.status == StatusCode::SEE_OTHER, "{path} {:?}: {}", String::from_utf8_lossy(&body), answer.status);
    }
    for path in ["/granskningar/%ff", "/yttranden?q=%ff%fe&status=%00", "/oversikt?%zz", "/yttranden?q=%zz&efter=%00"] {
        let answer = raw(&world, Method::GET, path, &sara.cookie(), "", Vec::new()).await;
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
    }
    assert_eq!(world.count("select count(*) from desk_version where content::text like '%ÿ%' or content::text like '%\u{fffd}%'").await, 0);
}

/// What looks like nothing.
const NOTHING: [&str; 9] =
    [" ", "\u{a0}", "\u{200b}\u{feff}", "\u{3164}", "\u{2800}\u{2800}", "\u{ad}", "\u{202e}\u{2066}", "\u{115f}\u{ffa0}", "\u{e0020}\u{fe0f}"];

/// 25: nothing that can be seen is nothing, wherever something must be written.
#[tokio::test]
async fn what_cannot_be_seen_counts_as_empty_wherever_something_must_be_written() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    // A control of `./dev promises`: what can be seen is taken, and this test must notice.
    let nothing: Vec<&str> = if spoiled("empty texts") { vec!["synligt"] } else { NOTHING.to_vec() };
    for empty in &nothing {
        for (field, sentence) in [("title", "Skriv en titel."), ("reference", "Skriv diarienumret.")] {
            let answer = rut.post("/granskningar/ny/sjalv", &audit_form(&[(field, empty)])).await.unwrap();
            assert!(answer.status == 422 && answer.body.contains(sentence), "{field} {empty:?}: {}", answer.sentence());
        }
    }
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    for empty in &nothing {
        for (at, sentence) in [(1, "Skriv vilken åtgärden är."), (2, "Skriv vilken effekt åtgärden ger.")] {
            let mut fields = planned("next");
            fields[at].1 = empty;
            let answer = saves(&mut sara, "punkter/R1", &fields).await;
            assert!(answer.status == 422 && answer.body.contains(sentence), "{empty:?}: {}", answer.sentence());
        }
        let none = [
            ("stance", "none"),
            ("action", ""),
            ("effect", ""),
            ("due", ""),
            ("responsible", ""),
            ("reason", empty),
            ("elsewhere_reference", ""),
            ("do", "next"),
        ];
        assert_eq!(saves(&mut sara, "punkter/R1", &none).await.status, 422, "{empty:?}");
        assert_eq!(saves(&mut sara, "sammanfattning", &[("text", empty), ("do", "next")]).await.status, 422, "{empty:?}");
        let asked = sara.post(&format!("{RESPONSE}/anstand"), &[("wished_on", "2025-04-25"), ("reason", empty)]).await.unwrap();
        assert_eq!(asked.status, 422, "{empty:?}");
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    for empty in &nothing {
        let corrected = rut.post(&format!("{RESPONSE}/sista-dag/ratta"), &[("due_on", "2025-04-25"), ("reason", empty)]).await.unwrap();
        assert_eq!(corrected.status, 422, "{empty:?}");
    }
}

/// And the database holds the same rule, for every sign that there is.
#[tokio::test]
async fn the_database_knows_the_same_signs_for_nothing_as_the_program() {
    let world = World::at("2025-02-03 09:00").await;
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let codes = "select n from generate_series(1, 1114111) n where n not between 55296 and 57343 and not has_visible_text(chr(n))";
    let nothing: BTreeSet<u32> = sqlx::query_scalar::<_, i32>(codes).fetch_all(&pool).await.unwrap().into_iter().map(|n| u32::try_from(n).unwrap()).collect();
    let expected: BTreeSet<u32> = ('\u{1}'..=char::MAX).filter(|c| !has_visible_text(&c.to_string())).map(u32::from).collect();
    let differing: Vec<String> = nothing.symmetric_difference(&expected).map(|n| format!("{n:x}")).collect();
    assert!(differing.is_empty(), "{differing:?}");
    assert!(expected.len() > 4000, "{}", expected.len());
    pool.close().await;
}

/// What has nothing to be seen cannot be handed in past the program either.
#[tokio::test]
async fn the_database_takes_no_answer_without_anything_to_be_seen() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut kim = world.signed_in("Kim Kommun").await;
    let ask = "/yttranden/rev-2025-1/kommunstyrelsen/forsta/anstand";
    kim.post(ask, &[("wished_on", "2025-05-30"), ("reason", "Mer tid.")]).await.unwrap().done().unwrap();
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    for (table, change, constraint) in [
        ("submission", "summary = $1", "a_summary_says_something"),
        ("submitted_answer", "kind = 'none', reason = $1", "a_refusal_says_why"),
        ("submitted_measure", "action = $1", "a_measure_says_something"),
        ("extension_request", "reason = $1", "a_request_says_why"),
    ] {
        // The records are not changed by anybody; the rule must hold by itself.
        let mut tx = pool.begin().await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("alter table {table} disable trigger user"))).execute(&mut *tx).await.unwrap();
        for empty in NOTHING {
            let mut savepoint = tx.begin().await.unwrap();
            let update = sqlx::AssertSqlSafe(format!("update {table} set {change}"));
            let error = sqlx::query(update).bind(empty).execute(&mut *savepoint).await.unwrap_err();
            savepoint.rollback().await.unwrap();
            assert_eq!(error.as_database_error().and_then(|e| e.constraint()), Some(constraint), "{empty:?}: {error}");
        }
        tx.rollback().await.unwrap();
    }
    pool.close().await;
}

/// 20, 21: a last day that is none is said at its field, on every form that asks for one.
#[tokio::test]
async fn a_day_that_is_none_is_said_at_its_field_on_every_form() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (mut sara, mut rut) = (world.signed_in("Sara Service").await, world.signed_in("Rut Revisor").await);
    for bad in ["2025-02-30", "2025-13-01", "0000-00-00", "31/3-25", "99999-01-01", "", "٢٠٢٥-٠٣-٣١", "2025-04-25\0", "-2025-04-25", "1e9"] {
        for (page, typed) in [
            (sara.post(&format!("{RESPONSE}/anstand"), &[("wished_on", bad), ("reason", "Mer tid.")]).await.unwrap(), "Mer tid."),
            (rut.post(&format!("{RESPONSE}/sista-dag/ratta"), &[("due_on", bad), ("reason", "Fel dag.")]).await.unwrap(), "Fel dag."),
        ] {
            if bad.ends_with('\0') {
                // A zero byte is taken away, and the day stands.
                continue;
            }
            assert!(page.status == 422 && page.body.contains(typed), "{bad:?}: {}", page.sentence());
            assert!(page.body.contains("2025-03-31") || page.sentence().contains("Det finns inget datum"), "{bad:?}: {}", page.sentence());
        }
    }
    assert_eq!(world.count("select count(*) from deadline_entry where n > 1 and due_on <> '2025-04-25'").await, 0);
}

/// 28, 29, 30: odd letters and markup are text, everywhere; a search takes signs literally.
#[tokio::test]
async fn nothing_that_is_typed_turns_round_breaks_out_or_is_obeyed() {
    let world = World::at("2025-02-03 09:00").await;
    let title = "<script>alert(1)</script> <img src=x onerror=alert(1)> {{7*7}} {% raw %} \u{202e}txt.exe\u{2066} a\u{30a} %_\\ '); DROP TABLE audit;--";
    world.unsent_audit_of(&audit_form(&[("title", title)])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    for name in ["Rut Revisor", "Sara Service", "Fia Fullmäktig"] {
        let mut reader = world.signed_in(name).await;
        for path in ["/", "/att-gora", "/granskningar", "/granskningar/rev-2025-1", "/oversikt", "/yttranden", "/namnder/servicenamnden", "/kalender"] {
            let page = reader.get(path).await.unwrap();
            assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{name} {path}");
            assert!(!page.body.contains('\u{202e}') && !page.body.contains('\u{2066}'), "{name} {path}: the direction turns");
        }
    }
    for (search, found) in [("%_\\", true), ("a\u{30a}", true), ("å", true), ("__", false), ("%%%", false), ("'); DROP TABLE audit;--", true)] {
        let path = format!("/granskningar?q={}", yttrande::platform::failure::form_encoded(search));
        let page = rut.get(&path).await.unwrap().shown().unwrap();
        assert_eq!(page.body.contains("REV-2025-1"), found, "{search}");
    }
    let long = format!("/granskningar?q={}", "(a+)+".repeat(1000).replace('+', "%2B"));
    rut.get(&long).await.unwrap().shown().unwrap();
    assert_eq!(world.count("select count(*) from audit").await, 1);
}

/// 34: a name of a file is a name: no path, no second header, nothing that turns round.
#[tokio::test]
async fn a_name_of_a_file_is_a_name_and_nothing_else() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let files = "/granskningar/rev-2025-1/filer";
    for name in ["../../etc/passwd.txt", "C:\\temp\\CON.txt", "faktura\u{202e}txt.exe.txt", "a\";filename=\"x.txt", &format!("{}.txt", "å".repeat(300))] {
        let answer = rut.upload(files, name, "text/plain", b"x", false).await.unwrap();
        assert!(answer.status == 303 || answer.status == 422, "{name}: {}", answer.status);
    }
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let names: Vec<String> = sqlx::query_scalar("select name from audit_file").fetch_all(&pool).await.unwrap();
    pool.close().await;
    assert!(!names.is_empty());
    for name in &names {
        assert!(!name.contains(['/', '\\', '"', '\r', '\n', '\u{202e}']) && name.chars().count() <= 200, "{name}");
    }
    let page = rut.get(files).await.unwrap().shown().unwrap();
    for url in page.addresses("/granskningar/rev-2025-1/filer/") {
        let Ok(file) = rut.get(&url).await.unwrap().shown() else { continue };
        let heads = file.headers.get_all(header::CONTENT_DISPOSITION).iter().count();
        assert_eq!(heads, 1, "{url}");
        assert!(file.headers.get(header::SET_COOKIE).is_none());
    }
}

/// 37: where a sign-in leads is a page of ours.
#[tokio::test]
async fn a_sign_in_leads_to_a_page_of_ours() {
    let world = World::at("2025-02-03 09:00").await;
    for to in
        ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)"]
    {
        let answer = world.visitor().post("/logga-in", &[("email", &email("Sara Service")), ("password", PASSWORD), ("till", to)]).await.unwrap();
        assert_eq!(answer.location.as_deref(), Some("/"), "{to}");
    }
}
