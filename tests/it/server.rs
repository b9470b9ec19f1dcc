//! The server loop, at the wire: what it takes, what it ends, and that the others go on meanwhile.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use axum::routing::{get, post};
use futures_util::stream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;
use yttrande::app;
use yttrande::platform::database::Database;
use yttrande::platform::hosts::Hosts;
use yttrande::platform::server::{self, Limits};
use yttrande::platform::session::Cookies;

use crate::database;
use crate::world::{DESK, World};

/// Short ones, so that the tests need not wait for what people would.
fn limits() -> Limits {
    let short = Duration::from_millis(400);
    Limits { head: short, idle: Duration::from_secs(2), stall: short, connections: 40, begun: short, linger: Duration::from_millis(300), ..Limits::default() }
}

async fn served(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(listener, false, router, limits(), std::future::pending()));
    address
}

async fn sent(address: SocketAddr, bytes: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    stream
}

/// All that comes until the other end closes.
async fn all(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    // A connection that is reset has said all it had to say.
    let _end = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut all)).await.expect("the connection is kept open");
    String::from_utf8_lossy(&all).into_owned()
}

const ASKS: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

fn hello() -> Router {
    Router::new().route("/", get(async || "hello"))
}

#[tokio::test]
async fn heads_that_are_not_finished_are_ended_and_keep_nobody_out() {
    let address = served(hello()).await;
    let mut unfinished = Vec::new();
    // More than there is room for.
    for _ in 0..120 {
        unfinished.push(sent(address, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await);
    }
    let asked = Instant::now();
    assert!(all(sent(address, ASKS).await).await.ends_with("hello"));
    assert!(asked.elapsed() < Duration::from_millis(300), "{:?}", asked.elapsed());
    for stream in unfinished {
        assert_eq!(all(stream).await, "");
    }
    // A head that has begun on a connection that has been used is no better.
    let mut used = sent(address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut some = [0; 64];
    assert!(used.read(&mut some).await.unwrap() > 0);
    used.write_all(b"GET / HT").await.unwrap();
    let asked = Instant::now();
    all(used).await;
    assert!(asked.elapsed() < Duration::from_millis(1_500), "{:?}", asked.elapsed());
}

/// Sends a form of which a byte comes now and then, for as long as somebody listens.
fn drips(address: SocketAddr) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let mut stream = sent(address, "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n").await;
        while stream.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
}

fn counts() -> Router {
    hello().route("/count", post(async |body: Bytes| body.len().to_string()))
}

#[tokio::test]
async fn bodies_of_which_hardly_anything_comes_keep_nobody_out_and_one_that_comes_slowly_comes_in() {
    let address = served(counts()).await;
    // Eight KiB at a time, ten times a second.
    let slow = tokio::spawn(async move {
        let mut stream = sent(address, "POST /count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 163840\r\n\r\n").await;
        for _ in 0..20 {
            stream.write_all(&[b'a'; 8192]).await.unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        all(stream).await
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    // More than there is room for.
    let crowd: Vec<_> = (0..120).map(|_| drips(address)).collect();
    tokio::time::sleep(Duration::from_millis(700)).await;
    for _ in 0..5 {
        let asked = Instant::now();
        let page = all(sent(address, ASKS).await).await;
        assert!(page.ends_with("hello"), "{page}");
        assert!(asked.elapsed() < Duration::from_millis(500), "{:?}", asked.elapsed());
    }
    assert!(slow.await.unwrap().ends_with("163840"));
    crowd.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn whoever_there_is_no_room_for_is_told_so() {
    let works = Router::new().route("/", get(async || tokio::time::sleep(Duration::from_secs(2)).await));
    let address = served(works).await;
    let mut here = Vec::new();
    for _ in 0..40 {
        here.push(sent(address, ASKS).await);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    for _ in 0..20 {
        let told = all(sent(address, ASKS).await).await;
        assert!(told.starts_with("HTTP/1.1 503") && told.contains("Det är många här just nu."), "{told}");
    }
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let address = served(hello()).await;
    for head in [format!("X-Long: {}\r\n", "a".repeat(420_000)), format!("X-Long: {}\r\n", "a".repeat(17_000)), "X-Many: a\r\n".repeat(90)] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // It is refused before all of it has been sent.
        let _refused = stream.write_all(format!("GET / HTTP/1.1\r\nHost: x\r\n{head}\r\n").as_bytes()).await;
        let mut some = vec![0; 64];
        let n = stream.read(&mut some).await.unwrap_or(0);
        let said = String::from_utf8_lossy(&some[..n]).into_owned();
        assert!(said.starts_with("HTTP/1.1 431") || said.is_empty(), "{said}");
        assert!(head.len() > 100_000 || said.starts_with("HTTP/1.1 431"), "{said}");
    }
    let cookies = format!("GET / HTTP/1.1\r\nHost: x\r\nCookie: {}\r\nConnection: close\r\n\r\n", "a".repeat(8_000));
    assert!(all(sent(address, &cookies).await).await.ends_with("hello"), "what browsers send is taken");
}

#[tokio::test]
async fn a_body_that_stops_coming_is_answered_with_a_page() {
    let world = World::at("2025-02-03 09:00").await;
    let address = served(world.router()).await;
    let head = "POST /logga-in HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=";
    let asked = Instant::now();
    let mut stream = sent(address, head).await;
    let mut page = vec![0; 64 * 1024];
    let n = stream.read(&mut page).await.unwrap();
    let page = String::from_utf8_lossy(&page[..n]).into_owned();
    assert!(page.starts_with("HTTP/1.1 408") && page.contains("Det tog för lång tid") && page.contains("inte sparat"), "{page}");
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
}

/// What is wrong is said as it is, and the connection is ended: whatever stands behind a broken body is no request.
#[tokio::test]
async fn a_body_that_cannot_be_read_is_not_called_too_large() {
    let world = World::at("2025-02-03 09:00").await;
    let address = served(world.router()).await;
    let head = "POST /logga-in HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let next = "GET /om HTTP/1.1\r\nHost: x\r\n\r\n";
    let much = format!("1000\r\n{}\r\n", "a".repeat(0x1000)).repeat(1025);
    for (body, status, sentence) in [
        (format!("Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n{next}"), 422, "Formuläret gick inte att läsa."),
        (format!("Transfer-Encoding: chunked\r\n\r\n5\r\nemail+more\r\n{next}"), 422, "Formuläret gick inte att läsa."),
        (format!("Transfer-Encoding: chunked\r\n\r\n{much}0\r\n\r\n"), 413, "ett formulär högst 4 MB"),
        ("Content-Length: 5000000\r\n\r\n".to_owned(), 413, "ett formulär högst 4 MB"),
        (format!("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{next}"), 422, "Formuläret gick inte att läsa."),
        (format!("Content-Length: 5\r\nContent-Length: 6\r\n\r\nemail{next}"), 400, ""),
    ] {
        let mut stream = sent(address, &format!("{head}{body}")).await;
        let mut all = Vec::new();
        let _reset = tokio::time::timeout(Duration::from_secs(3), stream.read_to_end(&mut all)).await;
        let said = String::from_utf8_lossy(&all);
        assert!(said.starts_with(&format!("HTTP/1.1 {status} ")) && said.contains(sentence), "{status}: {}", said.chars().take(400).collect::<String>());
        assert_eq!(said.matches("HTTP/1.1 ").count(), 1, "what stood behind it was answered: {said}");
    }
}

#[tokio::test]
async fn an_answer_that_nobody_fetches_is_ended_and_a_slow_reader_gets_all_of_it() {
    let chunk = Bytes::from(vec![b'a'; 64 * 1024]);
    let much = move || {
        let chunk = chunk.clone();
        async move { Body::from_stream(stream::iter((0..400).map(move |_| Ok::<_, std::io::Error>(chunk.clone())))) }
    };
    let address = served(Router::new().route("/", get(much))).await;
    let mut stream = sent(address, ASKS).await;
    tokio::time::sleep(Duration::from_millis(1_800)).await;
    let mut fetched = Vec::new();
    let _reset = stream.read_to_end(&mut fetched).await;
    assert!(fetched.len() < 20_000_000, "all of it was sent to somebody who did not take it");
    // Whoever takes a little all the time is slow, and gets it all.
    let mut stream = sent(address, ASKS).await;
    let (mut got, mut some) = (0, vec![0; 512 * 1024]);
    loop {
        let n = stream.read(&mut some).await.unwrap();
        if n == 0 {
            break;
        }
        got += n;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(got > 400 * 64 * 1024, "{got}");
}

#[tokio::test]
async fn whoever_asks_while_it_stops_is_answered_and_told_that_it_was_the_last_time() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(server::serve(listener, false, hello(), limits(), async { drop(stopped.await) }));
    let mut kept = sent(address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut some = [0; 512];
    let n = kept.read(&mut some).await.unwrap();
    assert!(!String::from_utf8_lossy(&some[..n]).contains("connection: close"));
    drop(stop);
    tokio::task::yield_now().await;
    kept.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let last = all(kept).await;
    assert!(last.contains("connection: close") && last.ends_with("hello"), "{last}");
    tokio::time::timeout(Duration::from_secs(2), server).await.expect("it does not end").unwrap();
}

#[tokio::test]
async fn another_name_is_not_answered() {
    let world = World::at("2025-02-03 09:00").await;
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let app = app::program(database, world.clock.clone(), Cookies::Plain).unwrap().answering(Hosts::of("https://uppfoljning.kommun.example"));
    let router = app::router(app, Cookies::Plain);
    for (host, status) in [("uppfoljning.kommun.example", 200), ("uppfoljning.kommun.example:443", 200), ("evil.example", 421), ("127.0.0.1:8080", 421)] {
        let request = Request::get("/logga-in").header(header::HOST, host).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{host}");
        let page = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        assert!(status == 200 || String::from_utf8_lossy(&page).contains("Adressen är inte vår"), "{host}");
    }
    // What looks after the service asks it by its number.
    for path in ["/livez", "/readyz", "/halsa"] {
        let request = Request::get(path).header(header::HOST, "10.0.0.7:8080").body(Body::empty()).unwrap();
        assert_eq!(
            router.clone().oneshot(request).await.unwrap().status().as_u16() / 100,
            if path == "/livez" { 2 } else { 5 },
            "{path}: the tests' database may lose writes"
        );
    }
}

#[tokio::test]
async fn a_change_that_hides_where_it_comes_from_is_refused() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    for headers in [
        vec![],
        vec![("origin", "")],
        vec![("sec-fetch-site", "")],
        vec![("origin", " ")],
        vec![("origin", ""), ("sec-fetch-site", "same-origin")],
        vec![("origin", "null")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
    ] {
        let mut request =
            Request::post(format!("{DESK}/sammanfattning")).header(header::HOST, "x").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let answer = world.router().oneshot(request.body(Body::from("text=a")).unwrap()).await.unwrap();
        assert_eq!(answer.status(), 403, "{headers:?}");
    }
}
