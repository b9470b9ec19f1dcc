//! What the service says of its own state.

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
        for part in ["\"ready\":true", "\"database\":\"ok\"", "\"schema\":\"ok\"", "\"clock\":\"ok\"", "\"durability\":\"ok\"", "\"disk\":\"ok\""] {
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
