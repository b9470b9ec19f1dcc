//! People write while the service, its database or both are killed: what a page was told is saved is there, once and in order.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::Durability;

use crate::harness::{Browser, Program, Server, rounds, signal, spoiled};

pub(crate) const DESK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete";
/// Each has one writer, so that nobody waits for anybody's choice.
pub(crate) const PARTS: [&str; 4] = ["sammanfattning", "punkter/B1", "punkter/R1", "punkter/R2"];

/// An audit that Servicenämnden answers, and the browser of its secretary.
pub(crate) fn a_desk(ada: &mut Browser) -> Browser {
    let done = |answer: std::io::Result<crate::harness::Answer>| assert_eq!(answer.as_ref().unwrap().status, 303, "{}", answer.as_ref().unwrap().body);
    done(ada.post("/admin/namnder/lagg-till", &[("boards", "Servicenämnden\nKommunfullmäktige")]));
    let people = "Rut Revisor; rut@kommun.example; revisor\nSara Service; sara@kommun.example; nämndsekreterare; Servicenämnden";
    let links = ada.post("/admin/personer/lagg-till", &[("people", people)]).unwrap().body;
    let link = |of: &str| {
        let rest = links.split_once(of).unwrap().1;
        rest[rest.find("/inbjudan/").unwrap()..].split(['"', '<']).next().unwrap().to_owned()
    };
    let (mut rut, sara) = (ada.invited(&link("rut@kommun.example")), ada.invited(&link("sara@kommun.example")));
    let day = |ahead: i64| (chrono::Utc::now() + chrono::TimeDelta::days(ahead)).date_naive().to_string();
    let (ago, first, later) = (day(-10), day(120), day(400));
    let audit = [
        ("title", "Städavtal"),
        ("reference", "REV-2025-1"),
        ("decided_by", "Revisorskollegiet"),
        ("decided_on", ago.as_str()),
        ("letter_date", ago.as_str()),
        ("chair", ""),
        ("overall_assessment", ""),
        ("reply_to", ""),
        ("follow_up_period", ""),
        ("instruction_first", ""),
        ("instruction_follow_up", ""),
        ("board", "servicenamnden"),
        ("role", "respond"),
        ("first", first.as_str()),
        ("follow_up", later.as_str()),
        ("board", "kommunfullmaktige"),
        ("role", "information"),
        ("first", ""),
        ("follow_up", ""),
    ];
    done(rut.post("/granskningar/ny/sjalv", &audit));
    let page = rut.get("/granskningar/rev-2025-1/punkter").unwrap().body;
    let board = page.split("<label for=\"boards-").skip(1).find(|label| label.contains(">Servicenämnden</label>")).unwrap().split('"').next().unwrap();
    for kind in ["assessment", "recommendation", "recommendation"] {
        done(rut.post("/granskningar/rev-2025-1/punkter", &[("kind", kind), ("heading", "Följ upp"), ("body", "Följ upp avtalen."), ("boards", board)]));
    }
    done(rut.post("/granskningar/rev-2025-1/skicka", &[("message", ""), ("sure", "ja")]));
    sara
}

/// What one page was told: up to which of its saves everything is saved.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) acknowledged: AtomicU64,
    pub(crate) sent: AtomicU64,
}

/// What the people who write are asked to do.
#[derive(Default)]
pub(crate) struct Asked {
    /// To write a few times a second only, since nothing is killed for a while.
    pub(crate) slowly: AtomicBool,
    pub(crate) stop: AtomicBool,
}

/// A page that saves by itself, as fast as it is answered, and sends again what it was not told of.
pub(crate) fn writes(sara: &Browser, part: usize, told: &Arc<Told>, asked: &Arc<Asked>) -> std::thread::JoinHandle<Vec<String>> {
    let (mut browser, told, asked) = (sara.another(), Arc::clone(told), Arc::clone(asked));
    std::thread::spawn(move || {
        let (path, page) = (format!("{DESK}/{}/spara", PARTS.get(part).unwrap()), format!("67e55044-10b1-426f-9247-bb680e5fe0c{part}"));
        let (mut n, mut version, mut odd) = (1_u64, "0".to_owned(), Vec::new());
        while !asked.stop.load(Ordering::Relaxed) {
            let (op, words) = (format!("{page}_{n}"), format!("{n} {}", "Nämnden följer upp. ".repeat(usize::try_from(n % 40).unwrap())));
            let common = [("version", version.as_str()), ("op", op.as_str()), ("do", "save")];
            let own = if part == 0 {
                vec![("text", words.as_str())]
            } else {
                vec![
                    ("stance", "planned"),
                    ("action", words.as_str()),
                    ("effect", ""),
                    ("due", ""),
                    ("responsible", ""),
                    ("reason", ""),
                    ("elsewhere_reference", ""),
                ]
            };
            told.sent.store(n, Ordering::SeqCst);
            match browser.post(&path, &[common.as_slice(), &own].concat()) {
                Ok(answer) if answer.status == 200 => {
                    version = answer.body.split("\"version\":").nth(1).unwrap().split([',', '}']).next().unwrap().to_owned();
                    told.acknowledged.store(n, Ordering::SeqCst);
                    n += 1;
                }
                Ok(answer) if answer.status >= 500 || answer.status == 408 => {}
                Ok(answer) => odd.push(format!("{} {}", answer.status, answer.body.chars().take(300).collect::<String>())),
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
            std::thread::sleep(Duration::from_millis(if asked.slowly.load(Ordering::Relaxed) { 300 } else { 2 }));
        }
        odd
    })
}

/// Until somebody can read at her desk again, wherever she asks.
pub(crate) fn recovered(browsers: &mut [Browser]) -> Duration {
    let asked = Instant::now();
    for browser in browsers {
        while browser.get(DESK).map_or(true, |page| page.status != 200) {
            assert!(asked.elapsed() < Duration::from_secs(40), "the service does not come back");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    asked.elapsed()
}

/// Whoever keeps PostgreSQL running gives up when it ends more than ten times a minute: before that it is let rest.
/// Before the next crash people have written as fast as they can again.
fn rests(killed: &mut Vec<Instant>, asked: &Asked) {
    killed.retain(|at| at.elapsed() < Duration::from_secs(61));
    asked.slowly.store(true, Ordering::Relaxed);
    while killed.len() >= 9 {
        std::thread::sleep(Duration::from_millis(500));
        killed.retain(|at| at.elapsed() < Duration::from_secs(61));
    }
    asked.slowly.store(false, Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(400));
    killed.push(Instant::now());
}

/// For each part how far its newest version has come, and what is wrong with its versions.
pub(crate) fn there(server: &Server) -> BTreeMap<usize, u64> {
    let newest = "select right(v.page::text, 1) || ' ' || split_part(coalesce(p.content ->> 'text', p.content #>> '{measures,0,action}'), ' ', 1)
      from desk_part p join desk_version v on v.round_id = p.round_id and v.item_id is not distinct from p.item_id and v.version = p.version";
    let pairs = server.texts(newest).into_iter().map(|line| {
        let (part, n) = line.split_once(' ').unwrap();
        (part.parse().unwrap(), n.parse().unwrap())
    });
    pairs.collect()
}

pub(crate) fn nothing_is_twice_or_out_of_order(server: &Server) {
    let twice = server.texts("select page || ' ' || step from desk_version group by page, step having count(*) > 1");
    assert!(twice.is_empty(), "saved twice: {twice:?}");
    let back = "select version::text from (select version, page, step, lag(step) over (partition by page order by version) as before from desk_version) v where step < before";
    assert!(server.texts(back).is_empty(), "older words came after newer ones");
    let torn = server
        .texts("select step::text from desk_version where step::text <> split_part(coalesce(content ->> 'text', content #>> '{measures,0,action}'), ' ', 1)");
    assert!(torn.is_empty(), "the words of another save: {torn:?}");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, from the first crash to the last count")]
fn whatever_is_killed_while_people_write_what_was_acknowledged_is_there() {
    let server = Server::start(Durability::Lasting);
    let listeners: Vec<TcpListener> = (0..2).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    // The second one comes when the service has been founded: whoever starts on an empty database prints a link of its own.
    let first = Program::on(&server, &listeners[0]);
    let sara = a_desk(&mut first.founded());
    let mut programs = [first, Program::on(&server, &listeners[1])];
    if spoiled("crash") {
        // For the connections that are made after the first crash.
        server.run("postgres", "alter database yttrande set synchronous_commit = off");
    }
    let mut sides = [sara.another(), sara.at_address(programs[1].address)];
    let asked = Arc::new(Asked::default());
    let told: Vec<Arc<Told>> = PARTS.iter().map(|_| Arc::default()).collect();
    let people: Vec<_> = (0..PARTS.len()).map(|part| writes(&sides[part % 2], part, &told[part], &asked)).collect();
    let (rounds, begun, mut slowest, mut killed) = (rounds(8), Instant::now(), Duration::ZERO, Vec::new());
    for round in 0..rounds {
        std::thread::sleep(Duration::from_millis(150 + u64::from(round * 37 % 200)));
        let which = usize::try_from(round / 4 % 2).unwrap();
        let kind = if spoiled("crash") { 2 } else { round % 4 };
        if kind != 0 {
            rests(&mut killed, &asked);
        }
        match kind {
            0 => {
                signal("KILL", &[programs[which].id()]);
                programs[which] = Program::on_as_soon_as_possible(&server, &listeners[which]);
            }
            1 => signal("QUIT", &[server.postmaster()]),
            2 => signal("KILL", &server.processes()),
            _ => {
                signal("KILL", &[programs[which].id()]);
                signal("KILL", &server.processes());
                programs[which] = Program::on_as_soon_as_possible(&server, &listeners[which]);
            }
        }
        // What had been said until then, and what is there: before anybody can write over it.
        let said: Vec<u64> = told.iter().map(|told| told.acknowledged.load(Ordering::SeqCst)).collect();
        slowest = slowest.max(recovered(&mut sides));
        let there = there(&server);
        let lost: Vec<String> =
            said.iter().enumerate().filter(|(part, n)| there.get(part).copied().unwrap_or(0) < **n).map(|(part, n)| format!("{} {n}", PARTS[part])).collect();
        assert!(lost.is_empty(), "acknowledged saves are lost in crash {round}: {lost:?}, there is {there:?}");
    }
    std::thread::sleep(Duration::from_millis(300));
    asked.stop.store(true, Ordering::Relaxed);
    let odd: Vec<String> = people.into_iter().flat_map(|person| person.join().unwrap()).collect();
    assert!(odd.is_empty(), "{} other answers: {:?}", odd.len(), &odd[..odd.len().min(3)]);
    nothing_is_twice_or_out_of_order(&server);
    let there = there(&server);
    let mut saves = 0;
    for (part, told) in told.iter().enumerate() {
        let (acknowledged, sent) = (told.acknowledged.load(Ordering::SeqCst), told.sent.load(Ordering::SeqCst));
        assert!((acknowledged..=sent).contains(&there[&part]), "{}: {acknowledged} acknowledged, {sent} sent, {} there", PARTS[part], there[&part]);
        saves += acknowledged;
    }
    assert!(saves > 50, "{saves} saves: nothing has been tried");
    println!(
        "figure: {rounds} crashes: 0 of {saves} acknowledged saves lost, none twice or out of order; back after {:.1} s at most, {:.0} s in all",
        slowest.as_secs_f32(),
        begun.elapsed().as_secs_f32()
    );
}
