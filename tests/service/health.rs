//! What the service says of its own state.

use std::process::Stdio;
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Browser, Program, Server, signal};

#[test]
fn a_service_says_whether_it_is_ready_and_why_not() {
    let server = Server::start(Durability::Lasting);
    let program = Program::start(&server, &[]);
    let mut monitor = Browser::at(program.address);
    let live = monitor.get("/livez").unwrap();
    assert_eq!((live.status, live.body.as_str()), (200, "ok"));
    for path in ["/readyz", "/halsa"] {
        let ready = monitor.get(path).unwrap();
        assert_eq!(ready.status, 200, "{}", ready.body);
        for part in [
            "\"ready\":true",
            "\"database\":\"ok\"",
            "\"schema\":\"ok\"",
            "\"clock\":\"ok\"",
            "\"durability\":\"ok\"",
            "\"disk\":\"not known here: ask the server of the database\"",
        ] {
            assert!(ready.body.contains(part), "{part}: {}", ready.body);
        }
    }
    // A schema that another version has left behind, a clock that is behind the log.
    server.run("yttrande", "comment on schema published is 'yttrande 1 0123'");
    server.run("yttrande", "set session_replication_role = replica; insert into event (authority, seq, at, kind, facts) values ('system', 1000, now() + interval '3 hours', 'signed_in', '{}')");
    std::thread::sleep(Duration::from_millis(1_100));
    let sick = monitor.get("/readyz").unwrap();
    assert_eq!(sick.status, 503);
    assert!(sick.body.contains("\"schema\":\"older than this program\""), "{}", sick.body);
    server.run("yttrande", "comment on schema published is 'yttrande 9999 0123'");
    std::thread::sleep(Duration::from_millis(1_100));
    let sick = monitor.get("/readyz").unwrap();
    assert!(sick.body.contains("\"clock\":\"behind what has already happened\"") && sick.body.contains("\"schema\":\"ok\""), "{}", sick.body);
    // Frozen: soon, and however many ask.
    signal("STOP", &server.processes());
    std::thread::sleep(Duration::from_millis(1_100));
    for _ in 0..3 {
        let asked = Instant::now();
        let frozen = monitor.get("/readyz").unwrap();
        assert_eq!(frozen.status, 503);
        assert!(frozen.body.contains("\"database\":\"does not answer\""), "{}", frozen.body);
        assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    }
    assert_eq!(monitor.get("/livez").unwrap().status, 200, "the process is well");
    signal("CONT", &server.processes());
}

#[test]
fn figures_are_shown_on_another_port_where_somebody_says_so_and_never_on_the_services_own() {
    let server = Server::start(Durability::Throwaway);
    // A port that is free now, and most likely still is in a moment.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let program = Program::start(&server, &["--metrics", &free.to_string()]);
    let mut people = Browser::at(program.address);
    assert_eq!(people.get("/om").unwrap().status, 200);
    assert_eq!(people.get("/metrics").unwrap().status, 404);
    let mut monitor = Browser::at(free);
    let shown = monitor.get("/metrics").unwrap();
    assert!(shown.status == 200 && shown.head.contains("content-type: text/plain; version=0.0.4; charset=utf-8"), "{}", shown.head);
    assert!(shown.body.contains("yttrande_requests_total{route=\"/om\",method=\"GET\",status=\"2xx\"} 1"), "{}", shown.body);
    assert!(shown.body.contains("yttrande_database_up 1"), "{}", shown.body);
    assert_eq!(monitor.get("/om").unwrap().status, 404, "and nobody gets in there");
    // The same port twice is a mistake, and said as one.
    let taken = program.address.to_string();
    let said = Program::begin(&server, Stdio::null(), &["--listen", "127.0.0.1:0", "--metrics", &taken]).ready().err().expect("it must not start");
    assert!(said.contains("is taken. Choose another with --metrics"), "{said}");
    // When the database is away, it says so.
    signal("STOP", &server.processes());
    let away = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(200));
        monitor.get("/metrics").ok().filter(|shown| shown.body.contains("yttrande_database_up 0"))
    });
    signal("CONT", &server.processes());
    assert!(away.is_some_and(|shown| shown.status == 200 && !shown.body.contains("yttrande_sessions")));
}
