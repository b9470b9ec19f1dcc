//! Several at once on one database, empty or up to date; and a database that can lose what was saved.

use std::process::Stdio;
use std::time::Instant;

use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Program, Server, rounds, spoiled};

/// Takes away everything that the program makes on a server.
fn empty(server: &Server) {
    server.run("postgres", "drop database if exists yttrande with (force)");
    let roles = "yttrande_app, yttrande_owner, yttrande_bridge, app_board, app_audit, app_council, app_admin, app_auth, app_worker";
    server.run("postgres", &format!("drop role if exists {roles}"));
}

/// Starts so many at once, and says what those said that did not come up.
fn start(server: &Server, n: u32) -> Vec<String> {
    let starting: Vec<_> = (0..n).map(|_| Program::begin(server, Stdio::null(), &["--listen", "127.0.0.1:0"])).collect();
    let spoil = spoiled("start");
    if spoil {
        // Somebody who is not in line rewrites what they have made.
        server.run("postgres", "do $$ begin for i in 1..400 loop if exists (select 1 from pg_roles where rolname = 'yttrande_app') then alter role yttrande_app nologin; end if; perform pg_sleep(0.01); end loop; end $$");
    }
    let ended = starting.into_iter().map(super::harness::Starting::ready);
    ended.filter_map(Result::err).collect()
}

#[test]
fn two_to_five_that_start_at_once_all_come_up() {
    let server = Server::start(Durability::Throwaway);
    let (begun, rounds) = (Instant::now(), rounds(3));
    let mut started = 0;
    for round in 0..rounds {
        let n = 2 + round % 4;
        empty(&server);
        for state in ["empty", "up to date"] {
            let failed = start(&server, n);
            assert!(failed.is_empty(), "{} of {n} did not come up on a database that is {state}, in round {round}: {}", failed.len(), failed.join("\n---\n"));
            started += n;
        }
    }
    println!(
        "figure: {started} programs in {rounds} rounds of two to five at once, on an empty database and on one up to date: all came up, {:.0} s",
        begun.elapsed().as_secs_f32()
    );
}

#[test]
fn a_database_that_can_lose_what_was_saved_is_refused_unless_that_is_accepted() {
    let server = Server::start(Durability::Throwaway);
    drop(Program::start(&server, &[]));
    let said = Program::begin_strictly(&server).ready().err().expect("it must not start");
    assert!(said.contains("PostgreSQL runs with fsync=off, full_page_writes=off, synchronous_commit=off"), "{said}");
    assert!(said.contains("What to do:") && said.contains("--accept lost-writes"), "{said}");
}
