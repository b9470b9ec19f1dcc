//! Files are scanned where a scanner is named: received all the same, handed out only when nothing was found, and told of when something was.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::{ConnectOptions as _, Connection as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use yttrande::app;
use yttrande::demo::player::{Page, Player};
use yttrande::jobs::Jobs;
use yttrande::platform::clamd::Scanner;
use yttrande::platform::database::Database;
use yttrande::platform::session::Cookies;

use crate::database;
use crate::post::{Basket, SERVICE, round, worker};
use crate::world::{DESK, PASSWORD, RESPONSE, World, email, look, sees, sees_none};

/// What the scanner of the tests takes for malware.
const MALWARE: &str = "DET HAR LATSAS VARA SKADLIG KOD";
const WAITS: &str = "inte genomsökt efter skadlig kod än";
const INFECTED: &str = "Filen är i karantän";
const UNSCANNABLE: &str = "gick inte att genomsöka";

/// How the scanner behaves.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Well,
    /// It takes no more than so many bytes.
    Takes(usize),
    /// It reads and says nothing.
    Silent,
    /// It falls over such a file.
    ChokesOn(&'static str),
    /// It hangs up in the middle.
    HangsUp,
    /// It says something else.
    Foreign,
}

/// A scanner as clamd is one, which does as it is told.
struct Fake {
    mood: Arc<Mutex<Mood>>,
    asked: Arc<Mutex<usize>>,
    address: String,
    listening: AbortHandle,
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Fake {
    async fn begin() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("tcp://{}", listener.local_addr().unwrap());
        let (mood, asked) = (Arc::new(Mutex::new(Mood::Well)), Arc::new(Mutex::new(0)));
        let (told, counted) = (Arc::clone(&mood), Arc::clone(&asked));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *counted.lock().unwrap() += 1;
                let mood = *told.lock().unwrap();
                tokio::spawn(answer(stream, mood));
            }
        });
        Self { mood, asked, address, listening: task.abort_handle() }
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn asked(&self) -> usize {
        *self.asked.lock().unwrap()
    }

    fn scanner(&self) -> Scanner {
        Scanner::read(&self.address).unwrap().waiting(Duration::from_secs(3))
    }
}

async fn answer(mut stream: TcpStream, mood: Mood) {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut bytes = Vec::new();
    loop {
        let length = stream.read_u32().await.unwrap() as usize;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; length];
        stream.read_exact(&mut piece).await.unwrap();
        bytes.extend_from_slice(&piece);
        match mood {
            Mood::HangsUp => return,
            Mood::Takes(most) if bytes.len() > most => {
                stream.write_all(b"INSTREAM size limit exceeded. ERROR\0").await.unwrap();
                return;
            }
            _ => {}
        }
    }
    if matches!(mood, Mood::ChokesOn(text) if text.as_bytes() == bytes) {
        return;
    }
    let found = bytes.windows(MALWARE.len()).any(|part| part == MALWARE.as_bytes());
    let said: &[u8] = match mood {
        Mood::Silent => return tokio::time::sleep(Duration::from_secs(20)).await,
        Mood::Foreign => b"220 mail.kommun.example ESMTP\r\n",
        _ if found => b"stream: Latsas.Virus FOUND\0",
        _ => b"stream: OK\0",
    };
    stream.write_all(said).await.unwrap();
}

/// The municipality with a scanner.
struct Town {
    world: World,
    fake: Fake,
    basket: Basket,
    jobs: Jobs<Basket>,
    router: axum::Router,
}

impl Town {
    async fn at(wall: &str) -> Self {
        let (world, fake, basket) = (World::at(wall).await, Fake::begin().await, Basket::default());
        let scanner = fake.scanner();
        let jobs = Jobs::new(worker(&world).await, Some((basket.clone(), SERVICE.parse().unwrap()))).unwrap().scanning(Some(scanner));
        let database = Database::connect(database::login(&world.database).await).await.unwrap();
        let router = app::router(app::program(database, world.clock.clone(), Cookies::Plain).unwrap().scanning(true), Cookies::Plain);
        Self { world, fake, basket, jobs, router }
    }

    /// Somebody's browser, signed in.
    async fn player(&self, name: &str) -> Player {
        let mut player = Player::new(self.router.clone()).known(&self.world.browser_of(name).cookie());
        player.sign_in(&email(name), PASSWORD).await.unwrap();
        player
    }

    async fn scans(&self) -> usize {
        self.jobs.scan().await.unwrap()
    }
}

/// Sara attaches a text, and where it is on the desk.
async fn attaches(sara: &mut Player, name: &str, text: &str) -> String {
    sara.upload(&format!("{DESK}/bilagor"), name, "text/plain", text.as_bytes(), false).await.unwrap().done().unwrap();
    let page = look(sara, &format!("{DESK}/bilagor")).await;
    page.addresses(&format!("{DESK}/bilagor/")).into_iter().rfind(|address| !address.ends_with("/ta-bort")).unwrap()
}

async fn is_held(player: &mut Player, path: &str, why: &str) {
    let page: Page = player.get(path).await.unwrap();
    assert_eq!(page.status, 409, "{}", page.body);
    sees(&page, &[why]);
    sees_none(&page, &[MALWARE]);
}

/// What the auditors find of a response that was handed in.
async fn received(player: &mut Player) -> Vec<String> {
    let page = look(player, RESPONSE).await;
    page.addresses(&format!("{RESPONSE}/bilagor/"))
}

#[tokio::test]
async fn a_file_is_received_at_once_and_handed_out_once_the_scanner_has_found_nothing() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    let mut sara = town.player("Sara Service").await;
    let file = attaches(&mut sara, "Plan.txt", "En plan.").await;
    town.world.decides().await;
    town.world.hands_in().await;
    // What was handed in counts as it came, and nobody has looked at the file yet.
    let mut rut = town.player("Rut Revisor").await;
    let of_rut = received(&mut rut).await;
    sees(&look(&mut rut, RESPONSE).await, &["3 februari 2025", "Plan.txt"]);
    for (player, path) in [(&mut sara, &file), (&mut rut, &of_rut[0])] {
        is_held(player, path, WAITS).await;
    }
    sees(&look(&mut town.player("Ada Admin").await, "/att-gora").await, &["2 väntar på att sökas igenom"]);
    assert_eq!(town.scans().await, 1, "the same bytes are looked at once");
    assert_eq!(town.scans().await, 0);
    assert_eq!(look(&mut rut, &of_rut[0]).await.body, "En plan.");
    assert_eq!(look(&mut sara, &file).await.body, "En plan.");
    assert!(town.world.events().await.contains(&"files_scanned".to_owned()));
    sees(&look(&mut town.player("Ada Admin").await, "/handelser").await, &["Sökte igenom filer efter skadlig kod: rena 1, i karantän 0"]);
    // Where no scanner is named all is as it was.
    assert_eq!(look(&mut town.world.signed_in("Rut Revisor").await, &of_rut[0]).await.body, "En plan.");
    assert_eq!(town.fake.asked(), 1);
}

#[tokio::test]
async fn an_infected_file_is_in_quarantine_for_everybody_and_both_sides_are_told_once() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    let mut sara = town.player("Sara Service").await;
    let file = attaches(&mut sara, "Smittad.txt", MALWARE).await;
    town.scans().await;
    is_held(&mut sara, &file, INFECTED).await;
    round(&town.jobs).await;
    let told = "En fil är i karantän: Städavtal";
    let mut subjects = town.basket.subjects_of(told);
    assert_eq!(subjects, ["olle.ordforande", "sara.service", "siv.handlaggare"].map(|name| format!("{name}: {told}")), "of a draft only its board is told");
    // It is handed in all the same, and then the auditors are told.
    town.world.decides().await;
    town.world.hands_in().await;
    town.scans().await;
    town.scans().await;
    round(&town.jobs).await;
    subjects = town.basket.subjects_of(told);
    assert_eq!(subjects.iter().filter(|subject| subject.starts_with("rut.revisor")).count(), 1, "{subjects:?}");
    for name in ["Rut Revisor", "Sara Service", "Fia Fullmäktig", "Kim Kommun"] {
        let mut reader = town.player(name).await;
        let files = received(&mut reader).await;
        is_held(&mut reader, &files[0], INFECTED).await;
    }
    // The record stands, with its check value.
    sees(&look(&mut sara, &format!("{RESPONSE}/kvitto")).await, &["Smittad.txt", "SHA-256"]);
    let mut rut = town.player("Rut Revisor").await;
    sees(&look(&mut rut, "/aviseringar").await, &["En fil är i karantän: skadlig kod har hittats i den."]);
    assert_eq!(town.world.text("select outcome || ' ' || said from file_scan").await, "infected Latsas.Virus");
}

#[tokio::test]
async fn documents_and_the_letter_of_an_audit_wait_as_well() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.unsent_audit().await;
    let mut rut = town.player("Rut Revisor").await;
    rut.upload("/granskningar/rev-2025-1/filer", "Bilaga.txt", "text/plain", MALWARE.as_bytes(), false).await.unwrap().done().unwrap();
    rut.upload("/granskningar/rev-2025-1/missiv", "Missiv.txt", "text/plain", b"Missivet.", false).await.unwrap().done().unwrap();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    let mut sara = town.player("Sara Service").await;
    let page = look(&mut sara, "/granskningar/rev-2025-1").await;
    let document = page.addresses("/granskningar/rev-2025-1/filer/")[0].clone();
    for path in [document.as_str(), "/granskningar/rev-2025-1/missiv"] {
        is_held(&mut sara, path, WAITS).await;
    }
    assert_eq!(town.scans().await, 2);
    is_held(&mut sara, &document, INFECTED).await;
    assert_eq!(look(&mut sara, "/granskningar/rev-2025-1/missiv").await.body, "Missivet.");
    round(&town.jobs).await;
    let subjects = town.basket.subjects_of("En fil är i karantän");
    let told = look(&mut sara, "/aviseringar").await;
    sees(&told, &["Den hör till revisionens handlingar om Städavtal.", "/granskningar/rev-2025-1"]);
    sees_none(&told, &["första yttrande från"]);
    let names: Vec<&str> = subjects.iter().filter_map(|subject| subject.split(':').next()).collect();
    assert_eq!(names, ["kim.kommun", "olle.ordforande", "rut.revisor", "sara.service", "siv.handlaggare"], "each once: {subjects:?}");
}

#[tokio::test]
async fn a_scanner_that_is_away_slow_or_no_scanner_leaves_files_waiting_and_receives_them() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    let mut sara = town.player("Sara Service").await;
    let file = attaches(&mut sara, "Plan.txt", "En plan.").await;
    for mood in [Mood::Silent, Mood::HangsUp, Mood::Foreign] {
        town.fake.is(mood);
        let asked = town.fake.asked();
        assert_eq!(town.scans().await, 0);
        assert!(town.fake.asked() > asked, "the scanner was not asked");
        is_held(&mut sara, &file, WAITS).await;
    }
    let gone = Scanner::read("tcp://127.0.0.1:1").unwrap();
    assert!(gone.scan(b"En plan.").await.is_err());
    assert_eq!(gone.state(), "does not answer: files wait");
    assert_eq!(town.world.count("select count(*) from file_scan").await, 0, "no answer is no outcome");
    town.fake.is(Mood::Well);
    assert_eq!(town.scans().await, 1);
    assert_eq!(look(&mut sara, &file).await.body, "En plan.");
}

#[tokio::test]
async fn a_file_that_the_scanner_chokes_on_holds_up_no_other() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    let mut sara = town.player("Sara Service").await;
    let bad = attaches(&mut sara, "Avbruten.txt", "En trasig plan.").await;
    // What came first is looked at first.
    town.world.move_to("2025-02-03 09:01");
    let good = attaches(&mut sara, "Plan.txt", "En plan.").await;
    town.fake.is(Mood::ChokesOn("En trasig plan."));
    assert_eq!([town.scans().await, town.scans().await], [0, 1], "the other one comes next");
    is_held(&mut sara, &bad, WAITS).await;
    assert_eq!(look(&mut sara, &good).await.body, "En plan.");
    town.fake.is(Mood::Well);
    town.scans().await;
    town.scans().await;
    assert_eq!(look(&mut sara, &bad).await.body, "En trasig plan.", "and it is tried again once nothing else waits");
}

#[tokio::test]
async fn bytes_that_are_not_those_of_the_digest_are_never_called_clean() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    let mut sara = town.player("Sara Service").await;
    let file = attaches(&mut sara, "Plan.txt", "En plan.").await;
    let cut = "with cut as (update desk_file_chunk set bytes = 'En pl' returning 1) select count(*) from cut";
    assert_eq!(town.world.count(cut).await, 1);
    town.scans().await;
    assert_eq!(town.fake.asked(), 0);
    // Nothing is said of the digest: the same file may lie whole elsewhere.
    is_held(&mut sara, &file, WAITS).await;
    assert_eq!(town.world.count("select count(*) from file_scan").await, 0);
}

#[tokio::test]
async fn what_is_too_much_for_the_scanner_is_not_handed_out_and_is_looked_at_again_after_ever_longer_times() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    let mut sara = town.player("Sara Service").await;
    let long = "En lång plan. ".repeat(40_000);
    let file = attaches(&mut sara, "Plan.txt", &long).await;
    town.fake.is(Mood::Takes(200_000));
    assert_eq!(town.scans().await, 1);
    is_held(&mut sara, &file, UNSCANNABLE).await;
    assert_eq!(town.world.text("select said from file_scan").await, "INSTREAM size limit exceeded");
    for (at, looked) in [("09:59", 0), ("10:00", 1), ("13:59", 0), ("14:00", 1)] {
        town.world.move_to(&format!("2025-02-03 {at}"));
        assert_eq!(town.scans().await, looked, "{at}: after an hour, and then four");
    }
    town.fake.is(Mood::Well);
    town.world.move_to("2025-02-04 06:00");
    assert_eq!(town.scans().await, 1, "and then sixteen");
    assert_eq!(look(&mut town.player("Sara Service").await, &file).await.body, long);
    assert_eq!(town.world.count("select count(*) from file_scan").await, 4, "each outcome stands");
}

#[tokio::test]
async fn an_administrator_reads_whose_file_could_not_be_scanned_and_a_new_start_has_it_scanned_again() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    let mut sara = town.player("Sara Service").await;
    let file = attaches(&mut sara, "Plan.txt", &"En lång plan. ".repeat(40_000)).await;
    sees_none(&look(&mut town.player("Ada Admin").await, "/att-gora").await, &["Filer som inte gick att söka igenom"]);
    town.fake.is(Mood::Takes(200_000));
    for at in ["09:00", "10:00"] {
        town.world.move_to(&format!("2025-02-03 {at}"));
        town.scans().await;
    }
    let page = look(&mut town.player("Ada Admin").await, "/att-gora").await;
    sees(
        &page,
        &["1 gick inte att söka igenom", "Filer som inte gick att söka igenom", "En fil på 600 kB från Servicenämnden", "INSTREAM size limit exceeded"],
    );
    sees(&page, &["söks igenom igen 3 februari 2025 kl. 14.00"]);
    sees_none(&page, &["Plan.txt"]);
    // The operator mends the limits and starts the service again.
    town.fake.is(Mood::Well);
    town.world.move_to("2025-02-03 11:00");
    assert_eq!(town.scans().await, 0);
    let anew = Jobs::<Basket>::new(worker(&town.world).await, None).unwrap().scanning(Some(town.fake.scanner()));
    assert_eq!([anew.scan().await.unwrap(), anew.scan().await.unwrap()], [1, 0]);
    assert_eq!(town.player("Sara Service").await.get(&file).await.unwrap().status, 200);
    sees_none(&look(&mut town.player("Ada Admin").await, "/att-gora").await, &["Filer som inte gick att söka igenom"]);
}

#[tokio::test]
async fn the_jobs_read_of_a_desk_only_what_waits_for_the_scanner() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    let mut sara = town.player("Sara Service").await;
    attaches(&mut sara, "Plan.txt", "En plan.").await;
    const PIECE: &str = "select coalesce(convert_from(piece_to_scan((select id from next_to_scan(now(), now(), '{}')), 0), 'UTF8'), '')";
    const SCANNING: &str = "with on_now as materialized (select set_config('app.scans', 'on', true) as set)
        select coalesce(convert_from(piece_to_scan((select id from next_to_scan(now(), now(), '{}') where set = 'on'), 0), 'UTF8'), '') from on_now";
    assert_eq!(town.world.asked_as("app_worker", "", PIECE).await, "", "where no scanner is named");
    assert_eq!(town.world.asked_as("app_worker", "", SCANNING).await, "En plan.");
    let id = town.world.text("select id::text from stored_file where place = 'desk'").await;
    town.scans().await;
    let later: &'static str = Box::leak(
        format!(
            "with on_now as materialized (select set_config('app.scans', 'on', true) as set)
             select coalesce(convert_from(piece_to_scan(case set when 'on' then '{id}'::uuid end, 0), 'UTF8'), '') from on_now"
        )
        .into_boxed_str(),
    );
    assert_eq!(town.world.asked_as("app_worker", "", later).await, "");
    for side in ["app_board", "app_audit", "app_admin"] {
        assert_eq!(crate::walls::refused(&town.world, side, "Sara Service", later).await, "42501", "{side}");
    }
}

/// A function that some other side may call, by a mistake of ours, and that reads pieces on a desk.
const MISTAKE: &str = "create function mistaken() returns bigint language sql security definer set search_path = pg_catalog, public
      as 'select count(*) from desk_file_chunk';
    alter function mistaken() owner to yttrande_bridge;
    grant execute on function mistaken() to app_board, app_audit, app_council, app_admin, app_auth, app_worker";

#[tokio::test]
async fn no_side_comes_through_the_hole_that_the_scanner_needs_whatever_it_says() {
    let town = Town::at("2025-02-03 09:00").await;
    town.world.sent_audit().await;
    town.world.drafted_response().await;
    attaches(&mut town.player("Sara Service").await, "Plan.txt", "En plan.").await;
    let mut superuser = database::superuser(&town.world.database).await.connect().await.unwrap();
    sqlx::raw_sql(MISTAKE).execute(&mut superuser).await.unwrap();
    superuser.close().await.unwrap();
    const READ: &str = "with on_now as materialized (select set_config('app.scans', 'on', true) as set)
        select case set when 'on' then mistaken() end::text from on_now";
    for side in ["app_board", "app_audit", "app_council", "app_admin", "app_auth"] {
        assert_eq!(town.world.asked_as(side, "", READ).await, "0", "{side}");
        for call in ["piece_to_scan(gen_random_uuid(), 0)", "is_to_be_scanned(gen_random_uuid())", "next_to_scan(now(), now(), '{}')"] {
            assert_eq!(crate::walls::refused(&town.world, side, "Sara Service", &format!("select {call}")).await, "42501", "{side}: {call}");
        }
    }
    assert_eq!(town.world.asked_as("app_worker", "", READ).await, "1", "the jobs, where they say that they scan");
    assert_eq!(town.world.asked_as("app_worker", "", "select mistaken()::text").await, "0");
    // And nothing in the program says it but what asks for a scanner.
    let saying: Vec<String> = crate::house::sources("src")
        .into_iter()
        .filter(|(_, text)| text.contains("set_config('app.scans'"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(matches!(&saying[..], [one] if one.ends_with("src/features/scans/store.rs")), "{saying:?}");
}

/// What ClamAV's own clamd says, at the addresses of `YTTRANDE_CLAMD_TRY`, with spaces between. Its answers are for the reader.
#[tokio::test]
#[ignore = "needs a clamd: YTTRANDE_CLAMD_TRY='tcp://127.0.0.1:3310' cargo test --test it a_real_clamd -- --ignored --nocapture"]
async fn a_real_clamd_answers() {
    let named = std::env::var("YTTRANDE_CLAMD_TRY").expect("name one in YTTRANDE_CLAMD_TRY");
    for address in named.split_whitespace() {
        let scanner = Scanner::read(address).unwrap();
        let mut long = "En plan. ".repeat(2_000_000).into_bytes();
        long.extend_from_slice(MALWARE.as_bytes());
        for (what, bytes) in [("a text", b"En plan.".as_slice()), ("our malware", MALWARE.as_bytes()), ("18 MB with it at the end", &long)] {
            println!("{address}, {what}: {:?}", scanner.scan(bytes).await);
        }
        assert_eq!(scanner.state(), "ok");
    }
}
