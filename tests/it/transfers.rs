//! What thirty who send and thirty who fetch cost, all at once and all slowly. A measurement of this process, so it runs alone:
//! `./dev promises transfers`.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use yttrande::app;
use yttrande::domain::policy::Verb;
use yttrande::platform::database::Database;
use yttrande::platform::failure::Failure;
use yttrande::platform::gate::{Action, Anything, Gate};
use yttrande::platform::page::Download;
use yttrande::platform::routes::Routes;
use yttrande::platform::session::Cookies;

use crate::database;
use crate::files::{long_text, upload_of};
use crate::spoil::spoiled;
use crate::world::{PASSWORD, World, audit_form, email};

/// Beyond this, thirty people make the machine of a small municipality swap.
const MOST: u64 = 120;
const LARGE: usize = 20 * 1000 * 1000;
const AUDITORS: usize = 10;

/// Megabytes that this process has in memory, the server and those who send and fetch: now, and at most so far.
fn memory() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse::<u64>().ok()).unwrap() / 1024;
    (of("VmRSS:"), of("VmHWM:"))
}

/// Begins to count anew what this process has had at most.
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}

/// What the program did before: a file is whole in memory for each reader. The control fetches this.
struct AsBefore;

impl Action for AsBefore {
    const VERB: Verb = Verb::ReadPublished;
    type Path = ();
    type Subject = Anything;
    async fn find(_: &mut sqlx::PgConnection, (): &()) -> sqlx::Result<Option<Anything>> {
        Ok(Some(Anything))
    }
}

async fn as_before(gate: Gate<AsBefore>) -> Result<Download, Failure> {
    let (mut look, _) = gate.look().await?;
    let content = sqlx::query_scalar("select string_agg(bytes, ''::bytea order by n) from published.open_file_chunk").fetch_one(look.conn()).await?;
    Ok(Download { name: "a.txt".to_owned(), media_type: "text/plain".to_owned(), content })
}

/// Ten auditors, each in a browser of her own.
async fn auditors(world: &World) -> Vec<String> {
    let mut ada = world.signed_in("Ada Admin").await;
    let names: Vec<String> = (0..AUDITORS).map(|n| format!("Rev Isor{n}")).collect();
    let lines: Vec<String> = names.iter().map(|name| format!("{name}; {}; revisor", email(name))).collect();
    let links = ada.post("/admin/personer/lagg-till", &[("people", &lines.join("\n"))]).await.unwrap().shown().unwrap();
    let mut cookies = Vec::new();
    for name in &names {
        let link = links.address_after(&email(name), "/inbjudan/").unwrap();
        let mut player = ada.another();
        player.post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
        player.sign_in(&email(name), PASSWORD).await.unwrap();
        cookies.push(player.cookie());
    }
    cookies
}

/// The time an ordinary page takes.
async fn page(world: &World, name: &str) -> Duration {
    let mut player = world.signed_in(name).await;
    let began = std::time::Instant::now();
    player.get("/granskningar").await.unwrap().shown().unwrap();
    began.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement of the whole process: ./dev promises transfers"]
#[expect(clippy::too_many_lines, reason = "one course of events, measured as a whole")]
async fn thirty_who_send_and_thirty_who_fetch_take_little_memory() {
    let world = World::at("2025-02-03 09:00").await;
    // Before there is an audit to protect: nobody waits for a second administrator.
    let cookies = auditors(&world).await;
    world.unsent_audit().await;
    let files = "/granskningar/rev-2025-1/filer";
    let content = long_text(LARGE);
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.upload(files, "underlag.txt", "text/plain", &content, false).await.unwrap().done().unwrap();
    let fetched = rut.get(files).await.unwrap().shown().unwrap().addresses(&format!("{files}/"))[0].clone();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    rut.post("/granskningar/ny/sjalv", &audit_form(&[("reference", "REV-2025-2")])).await.unwrap().done().unwrap();
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let app = app::program(database, world.clock.clone(), Cookies::Plain).unwrap();
    let before = Routes::new().download("/whole", as_before).into_router(app.clone());
    let address = crate::files::served(app::router(app, Cookies::Plain).nest_service("/before", before)).await;
    let (head, form) = upload_of(&cookies[0], "/granskningar/rev-2025-2/filer", "underlag.txt", &content);
    drop((content, head));
    let form: &'static [u8] = form.leak();

    forget_peak();
    let (begun, _) = memory();
    let mut senders = Vec::new();
    let mut readers = Vec::new();
    let fetched = if spoiled("transfers") { "/before/whole".to_owned() } else { fetched };
    for turn in 0..AUDITORS * 3 {
        let cookie = &cookies[turn % AUDITORS];
        let mut sender = TcpStream::connect(address).await.unwrap();
        let (head, _) = upload_of(cookie, "/granskningar/rev-2025-2/filer", "underlag.txt", b"");
        let head = String::from_utf8(head).unwrap();
        let length = head.split("Content-Length: ").nth(1).unwrap().split('\r').next().unwrap().to_owned();
        sender.write_all(head.replace(&format!("Content-Length: {length}"), &format!("Content-Length: {}", form.len())).as_bytes()).await.unwrap();
        sender.write_all(&form[..LARGE / 2]).await.unwrap();
        senders.push(sender);
        let mut reader = TcpStream::connect(address).await.unwrap();
        let head = format!("GET {fetched} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
        reader.write_all(head.as_bytes()).await.unwrap();
        let mut begin = vec![0; 100_000];
        reader.read_exact(&mut begin).await.unwrap();
        assert!(begin.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&begin[..300]));
        readers.push(reader);
    }
    let (standing, _) = memory();
    let meanwhile = page(&world, "Lars Läsare").await;
    // Everybody to the end: files are judged and stored, and read by ten at a time.
    for sender in &mut senders {
        sender.write_all(&form[LARGE / 2..]).await.unwrap();
    }
    for sender in &mut senders {
        let mut answer = [0; 12];
        sender.read_exact(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        // An audit has room for fifteen files of this size; the others are told so.
        assert!(matches!(&*answer, "HTTP/1.1 303" | "HTTP/1.1 422"), "{answer}");
    }
    let mut buffer = vec![0; 64 * 1024];
    for reader in &mut readers {
        let mut got = 100_000;
        loop {
            match reader.read(&mut buffer).await.unwrap() {
                0 => break,
                n => got += n,
            }
        }
        assert!(got > LARGE, "{got}");
    }
    let (_, most) = memory();
    let of_the_test = u64::try_from(form.len()).unwrap() / (1024 * 1024);
    println!("figure: {} MB before, {} MB while all stand still, {} MB at most", begun - of_the_test, standing - of_the_test, most - of_the_test);
    println!("figure: a page takes {} ms meanwhile", meanwhile.as_millis());
    assert_eq!(world.count("select count(*) from audit_file f join audit a on a.id = f.audit_id where a.reference_key = 'rev-2025-2'").await, 15);
    assert!(most - of_the_test < MOST, "sixty transfers take more than {MOST} MB");
    assert!(meanwhile < Duration::from_secs(2), "{meanwhile:?}");
}
