//! The power goes while people write: what had been forced to the disk is there afterwards and nothing else. What a page was told is
//! saved is there all the same. The disk is one of our own making, which takes root; `./dev promises power-cut` says so where it
//! cannot be had.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::Durability;

use crate::crash::{Asked, PARTS, Told, a_desk, nothing_is_twice_or_out_of_order, recovered, there, writes};
use crate::disk::{Cut, Disk};
use crate::harness::{Browser, Program, Server, rounds, signal, spoiled};

/// What has been told to people, in the order of the parts.
fn acknowledged(told: &[Arc<Told>]) -> Vec<u64> {
    told.iter().map(|told| told.acknowledged.load(Ordering::SeqCst)).collect()
}

fn nothing_is_lost(server: &Server, said: &[u64], cut: u32) {
    let there = there(server);
    let lost: Vec<String> =
        said.iter().enumerate().filter(|(part, n)| there.get(part).copied().unwrap_or(0) < **n).map(|(part, n)| format!("{} {n}", PARTS[part])).collect();
    assert!(lost.is_empty(), "acknowledged saves are lost in power cut {cut}: {lost:?}, there is {there:?}");
}

/// The database where people write, on a disk of its own. The control has one that forces nothing to the disk.
fn database(disk: &Disk) -> Server {
    let durability = if spoiled("power cut") { Durability::Throwaway } else { Durability::Lasting };
    Server::start_in(disk.at.join("database"), durability)
}

/// Every other time in the middle of a checkpoint, when PostgreSQL writes its tables themselves.
fn waits(server: &Server, cut: u32) {
    std::thread::sleep(Duration::from_millis(400 + u64::from(cut * 137 % 600)));
    if cut % 2 == 1 && !spoiled("power cut") {
        // Whoever asks for one goes away at once; it goes on.
        server.tries("postgres", "set statement_timeout = '1ms'; checkpoint");
        std::thread::sleep(Duration::from_millis(u64::from(cut * 7 % 25)));
    }
}

#[test]
#[ignore = "makes a disk and mounts it, which takes root: ./dev promises power-cut"]
fn a_power_cut_while_people_write_takes_nothing_that_was_acknowledged() {
    let mut disk = Disk::new();
    let mut server = database(&disk);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut program = Program::on(&server, &listener);
    let sara = a_desk(&mut program.founded());
    if spoiled("power cut") {
        // PostgreSQL writes before it answers, as it should; only that nothing is forced to the disk.
        server.run("postgres", "alter database yttrande set synchronous_commit = on; checkpoint");
        drop(program);
        program = Program::on(&server, &listener);
        disk.sync();
    }
    let (asked, told) = (Arc::new(Asked::default()), PARTS.iter().map(|_| Arc::default()).collect::<Vec<Arc<Told>>>());
    let people: Vec<_> = (0..PARTS.len()).map(|part| writes(&sara, part, &told[part], &asked)).collect();
    let (cuts, mut slowest) = (rounds(3), Duration::ZERO);
    for cut in 0..cuts {
        waits(&server, cut);
        disk.cut(if cut % 3 == 2 { Cut::Some(u64::from(cut)) } else { Cut::Everything });
        let gone = Instant::now();
        // The machine of the database alone, or that of the service as well.
        let both = cut % 2 == 0;
        if both {
            signal("KILL", &[program.id()]);
        }
        let root = server.killed();
        let said = acknowledged(&told);
        disk.power_returns();
        server = Server::start_in(root, if spoiled("power cut") { Durability::Throwaway } else { Durability::Lasting });
        if both {
            program = Program::on_as_soon_as_possible(&server, &listener);
        }
        recovered(&mut [sara.another()]);
        slowest = slowest.max(gone.elapsed());
        nothing_is_lost(&server, &said, cut);
    }
    std::thread::sleep(Duration::from_millis(300));
    asked.stop.store(true, Ordering::Relaxed);
    let odd: Vec<String> = people.into_iter().flat_map(|person| person.join().unwrap()).collect();
    assert!(odd.is_empty(), "{} other answers: {:?}", odd.len(), &odd[..odd.len().min(3)]);
    all_is_whole(&server, &told, &sara);
    let saves: u64 = acknowledged(&told).iter().sum();
    assert!(saves > 50, "{saves} saves: nothing has been tried");
    println!(
        "figure: {cuts} power cuts: 0 of {saves} acknowledged saves lost, none twice or out of order, {} kB that were written and not yet forced to the disk dropped; people work again after {:.1} s at most",
        disk.dropped() / 1000,
        slowest.as_secs_f32()
    );
    drop((program, server, disk));
}

/// After the last cut: order, log, and what lists read.
fn all_is_whole(server: &Server, told: &[Arc<Told>], sara: &Browser) {
    nothing_is_twice_or_out_of_order(server);
    let there = there(server);
    for (part, told) in told.iter().enumerate() {
        let (acknowledged, sent) = (told.acknowledged.load(Ordering::SeqCst), told.sent.load(Ordering::SeqCst));
        assert!((acknowledged..=sent).contains(&there[&part]), "{}: {acknowledged} acknowledged, {sent} sent, {} there", PARTS[part], there[&part]);
    }
    recovered(&mut [sara.another()]);
    for arguments in [["verify"].as_slice(), &["rebuild", "--check"]] {
        let output = Program::command(server, arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
}
