//! Strangers in great number, each on a connection of their own: they keep nobody out who is known, and take no room.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Program, Server, more_files, spoiled};

/// The program behind a web server, that says from where each comes.
const BEHIND: [&str; 2] = ["--trusted-proxies", "127.0.0.1"];

/// One answer on a connection that is kept: the status.
async fn answered(stream: &mut TcpStream) -> std::io::Result<u16> {
    let mut answer = Vec::new();
    let (mut piece, mut end) = (vec![0; 16 * 1024], None);
    loop {
        let n = stream.read(&mut piece).await?;
        if n == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        answer.extend_from_slice(&piece[..n]);
        if end.is_none() {
            let head = String::from_utf8_lossy(&answer);
            end = head.find("\r\n\r\n").map(|head_ends| {
                let length = head.to_lowercase().split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse::<usize>().ok());
                head_ends + 4 + length.unwrap_or(0)
            });
        }
        if end.is_some_and(|end| answer.len() >= end) {
            return Ok(String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0));
        }
    }
}

/// Tries and tries again, as soon as there is an answer, on one connection; every third with a cookie of ours that was forgotten.
async fn stranger(n: u32, address: SocketAddr, forgotten: Arc<str>, over: Arc<AtomicBool>, asked: Arc<AtomicUsize>) {
    let cookie = if n.is_multiple_of(3) { format!("Cookie: {forgotten}\r\n") } else { String::new() };
    let n = if n.is_multiple_of(3) { 2 * n } else { n };
    let whose = if n.is_multiple_of(2) { "ada@kommun.example".to_owned() } else { format!("nobody{n}@kommun.example") };
    let body = format!("password=fel+eller+r%C3%A4tt+eller+fel&till=/&email={whose}");
    let from = std::net::Ipv4Addr::from(0x0a00_0000 + n);
    let request = format!(
        "POST /logga-in HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nX-Forwarded-For: {from}\r\n{cookie}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut open: Option<TcpStream> = None;
    while !over.load(Ordering::Relaxed) {
        let stream = match &mut open {
            Some(stream) => stream,
            None => match TcpStream::connect(address).await {
                Ok(stream) => open.insert(stream),
                Err(_) => continue,
            },
        };
        if stream.write_all(request.as_bytes()).await.is_err() || answered(stream).await.is_err() {
            open = None;
        }
        asked.fetch_add(1, Ordering::Relaxed);
    }
}

fn through_a_crowd(strangers: u32, times: usize) -> Vec<Duration> {
    more_files(u64::from(strangers) * 2 + 500);
    let server = Server::start(Durability::Throwaway);
    let program = Program::start(&server, &BEHIND);
    let former = program.founded();
    // Her browser is forgotten when she signs out everywhere, and she has another since.
    let forgotten: Arc<str> = former.cookie().into();
    assert_eq!(former.another().post("/konto/inloggningar/avsluta-alla", &[]).unwrap().status, 303);
    let mut ada = former.stranger();
    assert_eq!(ada.post("/logga-in", &[("email", "ada@kommun.example"), ("password", crate::harness::PASSWORD), ("till", "/")]).unwrap().status, 303);
    let (over, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let crowd: Vec<_> =
        (0..strangers).map(|n| runtime.spawn(stranger(n, program.address, Arc::clone(&forgotten), Arc::clone(&over), Arc::clone(&asked)))).collect();
    while asked.load(Ordering::Relaxed) < strangers as usize {
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut took = Vec::new();
    for _ in 0..times {
        // The control: a browser that nobody knows has to wait with all the others.
        let mut browser = if spoiled("known device") { ada.stranger() } else { ada.another() };
        let began = Instant::now();
        let answer = browser.post("/logga-in", &[("email", "ada@kommun.example"), ("password", crate::harness::PASSWORD), ("till", "/")]).unwrap();
        took.push(began.elapsed());
        assert_eq!(answer.status, 303, "whoever is known was held up by a crowd of strangers: {}", answer.body);
        std::thread::sleep(Duration::from_millis(200));
    }
    over.store(true, Ordering::Relaxed);
    runtime.block_on(async {
        for one in crowd {
            one.await.unwrap();
        }
    });
    took.sort();
    println!(
        "figure: {strangers} strangers on {strangers} connections, {} attempts of theirs; {times} sign-ins on a known device: {} ms, the slowest {} ms{}",
        asked.load(Ordering::Relaxed),
        took[times / 2].as_millis(),
        took[times - 1].as_millis(),
        if cfg!(debug_assertions) { "" } else { " (release build)" }
    );
    took
}

#[test]
fn a_known_device_gets_in_through_the_connections_of_a_crowd() {
    let took = through_a_crowd(200, 5);
    // Other tests run beside this one: half of them must be quick.
    assert!(took[2] < Duration::from_secs(1), "{took:?}");
}

#[test]
#[ignore = "a minute of full load: ./dev promises --long sign-in-crowd"]
fn a_known_device_gets_in_through_twelve_hundred_connections() {
    let took = through_a_crowd(1_200, 20);
    assert!(took[19] < Duration::from_secs(1), "{took:?}");
}

/// Begins a head and never ends it.
async fn unfinished(address: SocketAddr) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.ok()?;
    Some(stream)
}

/// So many heads that are never finished: how long a page takes meanwhile at most, and how long the last of them stayed.
fn with_unfinished_heads(heads: usize) {
    more_files(u64::try_from(heads).unwrap() * 2 + 500);
    let server = Server::start(Durability::Throwaway);
    let program = Program::start(&server, &[]);
    let ada = program.founded();
    let before = program.memory();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let begun = Instant::now();
    let open: Vec<TcpStream> = runtime.block_on(async {
        let mut open = Vec::new();
        for _ in 0..heads {
            open.extend(unfinished(program.address).await);
        }
        open
    });
    assert_eq!(open.len(), heads, "not all of them were taken in");
    let most = program.memory();
    let mut slowest = Duration::ZERO;
    // The control: no time is allowed for it.
    for _ in 0..20 {
        let asked = Instant::now();
        let page = ada.another().get("/admin/namnder").unwrap();
        slowest = slowest.max(asked.elapsed());
        assert_eq!(page.status, 200);
    }
    assert!(slowest < if spoiled("unfinished heads") { Duration::ZERO } else { Duration::from_secs(1) }, "a page took {slowest:?} beside unfinished heads");
    let ended = runtime.block_on(async {
        for mut stream in open {
            let _what = stream.read(&mut [0; 64]).await;
        }
        begun.elapsed()
    });
    assert!(ended < Duration::from_secs(30), "the last of them stayed {ended:?}");
    assert!(most < before + 64, "{before} MiB became {most}");
    println!(
        "figure: {heads} unfinished heads: a page took at most {} ms beside them, {most} MiB instead of {before}, all ended after {:.0} s",
        slowest.as_millis(),
        ended.as_secs_f32()
    );
}

#[test]
fn unfinished_heads_keep_nobody_out() {
    with_unfinished_heads(300);
}

#[test]
#[ignore = "three thousand connections: ./dev promises --long unfinished-heads"]
fn three_thousand_unfinished_heads_keep_nobody_out() {
    with_unfinished_heads(3_000);
}
