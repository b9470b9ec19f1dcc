//! Files: what is taken and what is said of the others, how they come and go, and what slow people may do.

use std::time::Duration;

use axum::Router;
use sqlx::ConnectOptions as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use yttrande::app;
use yttrande::demo::player::Player;
use yttrande::domain::attachment::AUDIT_FILES;
use yttrande::platform::database::Database;
use yttrande::platform::sender::Patience;
use yttrande::platform::server::{self, Limits};
use yttrande::platform::session::Cookies;

use crate::database;
use crate::world::World;

const FILES: &str = "/granskningar/rev-2025-1/filer";

/// A text of so many bytes in which no two pieces are alike.
pub(crate) fn long_text(bytes: usize) -> Vec<u8> {
    (0u64..).flat_map(|n| format!("Rad {n} av underlaget.\n").into_bytes()).take(bytes).collect()
}

/// The program on a socket, since slowness is a matter of connections, and with more patience for who stands still than it has:
/// machines that test are slow themselves. It goes with the test.
pub(crate) async fn served(router: Router) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let limits = Limits { stall: Duration::from_secs(300), ..Limits::default() };
    tokio::spawn(server::serve(listener, false, router, limits, std::future::pending()));
    address
}

/// The program, with a sender waited for as long as this.
async fn waiting(world: &World, patience: Patience) -> Router {
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    app::router(app::program(database, world.clock.clone(), Cookies::Plain).unwrap().waiting(patience), Cookies::Plain)
}

/// Head and form of an upload, up to its end.
pub(crate) fn upload_of(cookie: &str, path: &str, name: &str, content: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let form = [
        format!("--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n").as_bytes(),
        content,
        b"\r\n--x1--\r\n",
    ]
    .concat();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=x1\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        form.len()
    );
    (head.into_bytes(), form)
}

async fn answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await.expect("no answer comes").unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

async fn files(world: &World) -> i64 {
    world.count("select count(*) from audit_file").await
}

#[tokio::test]
async fn a_refused_file_is_told_what_is_wrong_with_it_in_both_languages() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let mut refused = Vec::new();
    for (name, declared, content, sv) in [
        (
            "svar.doc",
            "application/msword",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
            "Det är en äldre Word-fil (.doc). Öppna den, välj Spara som, och spara den som .docx eller PDF.",
        ),
        ("svar.docx", "", b"PK\x03\x04 word/document.xml", "Filen är skadad"),
        ("svar.docx", "", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "har ett lösenord eller är gjord i en äldre Office"),
        ("rapport.pdf", "", b"%PDF-1.7 1 0 obj<</S/JavaScript>> %%EOF", "PDF-filen kan göra något av sig själv"),
        ("rapport.pdf", "text/html", b"%PDF-1.7 %%EOF", "datorn uppger en annan filtyp"),
        ("program.pdf", "application/pdf", b"MZ\x90\0\x03", "men innehållet är ett program"),
        ("makron.xlsm", "", b"PK\x03\x04", "Filen innehåller makron"),
        ("allt.zip", "application/zip", b"PK\x03\x04", "Packa upp den och bifoga filerna var för sig."),
        ("text.txt", "text/plain", b"caf\xe9", "Texten är inte sparad i UTF-8."),
        ("rapport", "", b"x", "Filnamnet säger inte vilken sorts fil det är."),
        ("tom.pdf", "application/pdf", b"", "Filen är tom."),
        ("", "application/octet-stream", b"", "Välj en fil."),
    ] {
        let answer = rut.upload(FILES, name, declared, content, true).await.unwrap();
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.body.contains(sv), "{name}: {}", answer.sentence());
        refused.push((name, declared, content, answer.sentence()));
    }
    rut.post("/sprak", &[("sprak", "en"), ("till", FILES)]).await.unwrap();
    for (name, declared, content, swedish) in refused {
        let answer = rut.upload(FILES, name, declared, content, true).await.unwrap();
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.sentence() != swedish && !answer.sentence().contains("Filen"), "{name}: {}", answer.sentence());
    }
    assert_eq!(files(&world).await, 0);
}

#[tokio::test]
async fn a_large_file_comes_back_as_it_was_and_is_not_compressed() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let content = long_text(3_000_000);
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.upload(FILES, "Underlag å.txt", "text/plain", &content, false).await.unwrap().done().unwrap();
    let page = rut.get(FILES).await.unwrap().shown().unwrap();
    let file = page.addresses(&format!("{FILES}/"))[0].clone();
    assert_eq!(world.count("select count(*) from audit_file_chunk").await, 23);
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    for name in ["Rut Revisor", "Sara Service", "Fia Fullmäktig"] {
        let got = world.signed_in(name).await.get(&file).await.unwrap().shown().unwrap();
        assert!(got.content == content, "{name} got something else");
        assert_eq!(got.headers["content-length"], "3000000");
        assert_eq!(got.headers["content-disposition"], "attachment; filename=\"Underlag _.txt\"; filename*=UTF-8''Underlag%20%C3%A5.txt");
    }
    let address = served(world.router()).await;
    let asks = async |path: &str| {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let cookie = rut.cookie();
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        answer(&mut stream).await.split("\r\n\r\n").next().unwrap().to_lowercase()
    };
    assert!(!asks(&file).await.contains("content-encoding"), "a file is compressed");
    assert!(!asks("/granskningar.csv").await.contains("content-encoding"), "a list that is saved is compressed");
    assert!(asks("/granskningar").await.contains("content-encoding: gzip"), "a page is not");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_told_so_on_its_page() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let limit = 20 * 1024 * 1024;
    let answer = rut.upload(FILES, "stor.txt", "text/plain", &long_text(limit + 1), false).await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.body.contains("Filen är större än 20 MB.")), (422, true), "{}", answer.sentence());
    assert_eq!(files(&world).await, 0);
    rut.upload(FILES, "nästan.txt", "text/plain", &long_text(limit), false).await.unwrap().done().unwrap();
    assert_eq!(world.count("select sum(length(bytes)) from audit_file_chunk").await, i64::try_from(limit).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_upload_gets_through_and_one_that_stands_still_ends_with_a_page() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let patience = Patience { within: Duration::from_millis(250), least: 1000, in_all: Duration::from_secs(60) };
    let address = served(waiting(&world, patience).await).await;
    let cookie = world.signed_in("Rut Revisor").await.cookie();
    let (head, form) = upload_of(&cookie, FILES, "långsam.txt", &long_text(20_000));
    // For longer than anybody may stand still, with something now and then.
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(&head).await.unwrap();
    let mut ticks = tokio::time::interval(Duration::from_millis(25));
    for piece in form.chunks(500) {
        ticks.tick().await;
        slow.write_all(piece).await.unwrap();
    }
    let said = answer(&mut slow).await;
    assert!(said.starts_with("HTTP/1.1 303"), "{said}");
    assert_eq!(files(&world).await, 1);
    let mut stalled = TcpStream::connect(address).await.unwrap();
    stalled.write_all(&head).await.unwrap();
    stalled.write_all(&form[..10_000]).await.unwrap();
    let said = answer(&mut stalled).await;
    assert!(said.starts_with("HTTP/1.1 408") && said.contains("Överföringen stod still för länge, så inget har sparats."), "{said}");
    // Nothing is left of it, and the place is free for the next ones.
    assert_eq!(files(&world).await, 1);
    for _ in 0..4 {
        let mut broken = TcpStream::connect(address).await.unwrap();
        broken.write_all(&head).await.unwrap();
        broken.write_all(&form[..12_000]).await.unwrap();
        broken.shutdown().await.unwrap();
        let said = answer(&mut broken).await;
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
    }
    assert_eq!(files(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_sends_three_files_at_once_and_is_told_so_at_the_fourth() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let address = served(world.router()).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let (head, form) = upload_of(&rut.cookie(), FILES, "underlag.txt", &long_text(20_000));
    // Five begin, and none of them ends: three have places, and two are answered.
    let (answered, mut answers) = tokio::sync::mpsc::channel(5);
    let mut writers = Vec::new();
    for n in 0..5 {
        let (mut reader, mut writer) = TcpStream::connect(address).await.unwrap().into_split();
        writer.write_all(&[head.as_slice(), &form[..9000]].concat()).await.unwrap();
        writers.push(writer);
        let answered = answered.clone();
        tokio::spawn(async move {
            let mut answer = Vec::new();
            reader.read_to_end(&mut answer).await.unwrap();
            answered.send((n, String::from_utf8_lossy(&answer).into_owned())).await.unwrap();
        });
    }
    let mut told = Vec::new();
    for _ in 0..2 {
        let (n, answer) = answers.recv().await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 429"), "{answer}");
        assert!(answer.contains("Du skickar eller hämtar redan så många filer samtidigt som det går."), "{answer}");
        told.push(n);
    }
    // Others are not in the way, and pages are not either.
    rut.get(FILES).await.unwrap().shown().unwrap();
    for (n, writer) in writers.iter_mut().enumerate().filter(|(n, _)| !told.contains(n)) {
        writer.write_all(&form[9000..]).await.unwrap();
        let (who, answer) = answers.recv().await.unwrap();
        assert!(who == n && answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    rut.upload(FILES, "sist.txt", "text/plain", b"Hej", false).await.unwrap().done().unwrap();
    assert_eq!(files(&world).await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_who_stop_reading_hold_no_connection_of_the_database() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let content = long_text(12_000_000);
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.upload(FILES, "underlag.txt", "text/plain", &content, false).await.unwrap().done().unwrap();
    let file = rut.get(FILES).await.unwrap().shown().unwrap().addresses(&format!("{FILES}/"))[0].clone();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    let address = served(world.router()).await;
    let mut readers = Vec::new();
    for name in ["Rut Revisor", "Lars Läsare", "Sara Service", "Fia Fullmäktig"] {
        let cookie = world.signed_in(name).await.cookie();
        for _ in 0..6 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let head = format!("GET {file} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            let mut begin = [0; 12];
            stream.read_exact(&mut begin).await.unwrap();
            assert_eq!(&begin, b"HTTP/1.1 200", "{name}");
            readers.push(stream);
        }
        let seventh = world.signed_in(name).await.get(&file).await.unwrap();
        assert_eq!(seventh.status, 429, "{name}");
    }
    // All of them have begun, and nobody reads on: everybody else goes on as ever.
    for name in ["Rut Revisor", "Sara Service", "Fia Fullmäktig"] {
        world.signed_in(name).await.get("/granskningar/rev-2025-1").await.unwrap().shown().unwrap();
    }
    let mut first = readers.remove(0);
    let all = {
        let mut all = Vec::new();
        first.read_to_end(&mut all).await.unwrap();
        all
    };
    assert!(all.ends_with(&content), "whoever reads on does not get everything");
}

#[tokio::test]
async fn whoever_may_not_read_on_gets_no_more() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.upload(FILES, "underlag.txt", "text/plain", &long_text(500_000), true).await.unwrap().done().unwrap();
    let file = rut.get(FILES).await.unwrap().shown().unwrap().addresses(&format!("{FILES}/"))[0].clone();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    assert_eq!(world.signed_in("Fia Fullmäktig").await.get(&file).await.unwrap().status, 404);
    assert_eq!(world.signed_in("Sara Service").await.get(&file).await.unwrap().shown().unwrap().content.len(), 500_000);
    assert_eq!(world.visitor().get(&file).await.unwrap().status, 303);
}

#[tokio::test]
async fn an_audit_has_room_for_so_many_files_and_says_so() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for n in 0..AUDIT_FILES {
        rut.upload(FILES, &format!("{n}.txt"), "text/plain", b"Hej", false).await.unwrap().done().unwrap();
    }
    let over = rut.upload(FILES, "över.txt", "text/plain", b"Hej", false).await.unwrap();
    assert_eq!(over.status, 422);
    assert!(over.sentence().contains("Granskningen har redan 50 dokument, och fler får den inte ha."), "{}", over.sentence());
    // What is taken away makes room in the audit, but not in the day: nobody sends without an end.
    let remove = async |rut: &mut Player| {
        let file = rut.get(FILES).await.unwrap().shown().unwrap().addresses(&format!("{FILES}/"))[0].clone();
        rut.post(&format!("{file}/ta-bort").replace("/ta-bort/ta-bort", "/ta-bort"), &[]).await.unwrap().done().unwrap();
    };
    for _ in 0..50 {
        remove(&mut rut).await;
        rut.upload(FILES, "ny.txt", "text/plain", b"Hej", false).await.unwrap().done().unwrap();
    }
    remove(&mut rut).await;
    let over = rut.upload(FILES, "över.txt", "text/plain", b"Hej", false).await.unwrap();
    assert!(over.sentence().contains("Du har bifogat 100 filer i dag"), "{}", over.sentence());
    world.move_to("2025-02-04 00:01");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.upload(FILES, "i dag.txt", "text/plain", b"Hej", false).await.unwrap().done().unwrap();
}

/// A connection that may do everything, inside a transaction, with one file of Rut's.
async fn beside_the_program(world: &World) -> sqlx::PgConnection {
    world.unsent_audit().await;
    world.signed_in("Rut Revisor").await.upload(FILES, "underlag.txt", "text/plain", &long_text(300_000), false).await.unwrap().done().unwrap();
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql("begin").execute(&mut conn).await.unwrap();
    conn
}

#[tokio::test]
async fn the_database_keeps_a_file_whole() {
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = beside_the_program(&world).await;
    for (what, pieces, is_whole) in [
        ("all", "(0, 131072), (1, 131072), (2, 37856)", true),
        ("none", "(0, 0)", false),
        ("half", "(0, 131072), (1, 131072)", false),
        ("a gap", "(0, 131072), (2, 131072), (3, 37856)", false),
    ] {
        let file = format!(
            "with made as (
               insert into audit_file (id, audit_id, name, media_type, byte_count, sha256, secret, added_at, added_by)
               select gen_random_uuid(), audit_id, 'b.txt', media_type, byte_count, sha256, secret, added_at, added_by from audit_file limit 1 returning id)
             select set_config('test.made', id::text, true) from made;
             insert into audit_file_chunk select current_setting('test.made')::uuid, n, convert_to(repeat('a', length), 'UTF8')
             from (values {pieces}) as piece (n, length) where length > 0;
             set constraints pieces_are_whole immediate"
        );
        sqlx::raw_sql("savepoint before").execute(&mut conn).await.unwrap();
        let outcome = sqlx::raw_sql(sqlx::AssertSqlSafe(file)).execute(&mut conn).await;
        let guard = outcome.as_ref().err().and_then(|error| error.as_database_error()?.constraint());
        assert_eq!(guard, if is_whole { None } else { Some("file_is_whole") }, "{what}: {outcome:?}");
        assert_eq!(outcome.is_ok(), is_whole, "{what}: {outcome:?}");
        sqlx::raw_sql("rollback to savepoint before").execute(&mut conn).await.unwrap();
    }
}

/// While one instance is brought up to date, another may still be running that stores files whole.
#[tokio::test]
async fn what_an_older_program_stores_whole_is_cut_up() {
    let world = World::at("2025-02-03 09:00").await;
    let mut conn = beside_the_program(&world).await;
    sqlx::raw_sql(
        "create temp table old as select file_id, string_agg(bytes, ''::bytea order by n) as content from audit_file_chunk group by file_id;
         create temp table pieces as select * from audit_file_chunk;
         delete from audit_file_chunk;
         insert into audit_file_content (file_id, content) select file_id, content from old",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    let (whole, other): (i64, i64) = sqlx::query_as(
        "select (select count(*) from audit_file_content), (select count(*) from pieces p full join audit_file_chunk c using (file_id, n, bytes)
           where p.file_id is null or c.file_id is null)",
    )
    .fetch_one(&mut conn)
    .await
    .unwrap();
    assert_eq!((whole, other), (0, 0));
}
