//! The counter of receipts is everybody's: whoever hands in takes a number from it as the last thing, and nobody waits while her files
//! are copied.

use std::time::{Duration, Instant};

use sqlx::{ConnectOptions as _, PgConnection};
use yttrande::demo::player::{Page, Player};

use crate::database;
use crate::world::{DESK, RESPONSE, World};

const ADD: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering";
const WRITE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/skriv-in";
const PAPER: &str = "/yttranden/rev-2025-1/kommunstyrelsen/forsta/skriv-in";

async fn superuser(world: &World) -> PgConnection {
    database::superuser(&world.database).await.connect().await.unwrap()
}

async fn attach(player: &mut Player, path: &str, name: &str, content: &[u8]) {
    player.upload_with(path, name, "text/plain", content, &[]).await.unwrap().done().unwrap();
}

/// The form of a page as it is drawn, with what is typed.
async fn form(player: &mut Player, path: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = player.get(path).await.unwrap().shown().unwrap();
    let hidden = ["submission", "newest", "request", "version", "files"].into_iter().filter_map(|name| Some((name.to_owned(), page.hidden(name).ok()?)));
    hidden.chain(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

async fn sends(player: &mut Player, path: &str, form: &[(String, String)]) -> Page {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    player.post(path, &form).await.unwrap()
}

/// Sends a form while somebody else has the counter; which tables it has written in when it waits for the number.
async fn written_before_the_number(world: &World, player: &mut Player, path: &str, form: &[(String, String)]) -> Vec<String> {
    let (mut holder, mut looker) = (superuser(world).await, superuser(world).await);
    sqlx::raw_sql("begin; insert into receipt_counter (year, last) values (2025, 1) on conflict (year) do update set last = receipt_counter.last")
        .execute(&mut holder)
        .await
        .unwrap();
    let begun = Instant::now();
    let looking = async {
        loop {
            let waits: Option<i32> = sqlx::query_scalar(
                "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%next_receipt_number%'",
            )
            .fetch_optional(&mut looker)
            .await
            .unwrap();
            let Some(pid) = waits else {
                assert!(begun.elapsed() < Duration::from_secs(30), "nobody waits for the number");
                continue;
            };
            let tables: Vec<String> = sqlx::query_scalar(
                "select c.relname::text from pg_locks l join pg_class c on c.oid = l.relation
                 where l.pid = $1 and l.mode = 'RowExclusiveLock' and c.relkind = 'r' and c.relname in ('submitted_file_chunk', 'submission') order by 1",
            )
            .bind(pid)
            .fetch_all(&mut looker)
            .await
            .unwrap();
            sqlx::raw_sql("rollback").execute(&mut holder).await.unwrap();
            break tables;
        }
    };
    let (page, tables) = tokio::join!(sends(player, path, form), looking);
    page.done().unwrap();
    tables
}

#[tokio::test]
async fn the_files_of_whatever_is_handed_in_are_copied_before_its_number_is_taken() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    attach(&mut sara, &format!("{DESK}/bilagor"), "Plan.txt", b"Planen.").await;
    world.decides().await;
    let submit = format!("{DESK}/skicka");
    assert_eq!(written_before_the_number(&world, &mut sara, &submit, &[]).await, ["submitted_file_chunk"]);
    attach(&mut sara, &format!("{ADD}/bilagor"), "Rutin.txt", b"Rutinen.").await;
    let supplement = form(&mut sara, ADD, &[("why", "eget"), ("text", "R1: rutinen.")]).await;
    assert_eq!(written_before_the_number(&world, &mut sara, ADD, &supplement).await, ["submitted_file_chunk"]);
    let mut rut = world.signed_in("Rut Revisor").await;
    let came =
        [("channel", "paper"), ("received_on", "2025-03-10"), ("decider", "board"), ("decided_on", "2025-03-10"), ("section", "31"), ("board_reference", "")];
    for (path, own) in [
        (PAPER.to_owned(), [("decided", "star"), ("summary", "Styrelsen delar bilden.")]),
        (format!("{WRITE}/komplettering"), [("why", "eget"), ("summary", "Rutinen gäller.")]),
    ] {
        let files = format!("{}/fil", path.trim_end_matches("/komplettering"));
        rut.upload_with(&files, "Brev.pdf", "application/pdf", b"%PDF-1.7 brevet %%EOF", &[("ground", "")]).await.unwrap().done().unwrap();
        let written = form(&mut rut, &path, &[came.as_slice(), &own].concat()).await;
        assert_eq!(written_before_the_number(&world, &mut rut, &path, &written).await, ["submitted_file_chunk"], "{path}");
    }
    assert_eq!(
        world.text("select string_agg(f.name, ', ' order by s.receipt_number) from submitted_file f join submission s on s.id = f.submission_id").await,
        "Plan.txt, Rutin.txt, Brev.pdf, Brev.pdf"
    );
    assert_eq!(sara.get(RESPONSE).await.unwrap().status, 200);
}

#[tokio::test]
async fn a_file_is_of_what_its_own_transaction_hands_in_or_it_is_refused() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let file = |of: &str| {
        format!(
            "select append_event('board:' || (my_boards())[1], '2025-03-10T09:30:00Z', 'response_sent', '{{}}');
             insert into submitted_file (id, submission_id, name, media_type, byte_count, sha256, secret, position)
             values ('00000000-0000-0000-0000-000000000007', {of}, 'a.txt', 'text/plain', 3, sha256('abc'), false, 0);
             insert into submitted_file_chunk (file_id, n, submission_id, bytes) values ('00000000-0000-0000-0000-000000000007', 0, {of}, 'abc')"
        )
    };
    let stands = "(select id from published.submission limit 1)";
    assert_eq!(crate::walls::refused(&world, "app_board", "Sara Service", &file(stands)).await, "YT002", "nothing is added later");
    assert_eq!(crate::walls::refused(&world, "app_board", "Kim Kommun", &file(stands)).await, "42501", "nor to what another board has handed in");
    let never = "'00000000-0000-0000-0000-000000000008'::uuid";
    let refusal = crate::walls::refused(&world, "app_board", "Sara Service", &file(never)).await;
    assert!(["YT002", "submitted_file_submission_id_fkey"].contains(&refusal.as_str()), "{refusal}");
}

/// How long a row cannot be had while something happens.
async fn held(conn: &mut PgConnection, row: &'static str, over: &std::sync::atomic::AtomicBool) -> Duration {
    let (mut since, mut longest) = (None, Duration::ZERO);
    while !over.load(std::sync::atomic::Ordering::SeqCst) {
        let free = sqlx::query(row).execute(&mut *conn).await.is_ok();
        match (free, since) {
            (false, None) => since = Some(Instant::now()),
            (true, Some(from)) => {
                longest = longest.max(Instant::now().duration_since(from));
                since = None;
            }
            _ => {}
        }
    }
    longest.max(since.map_or(Duration::ZERO, |from: Instant| from.elapsed()))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measured by hand: a clock is no rule"]
async fn how_long_the_number_is_held_while_ten_files_of_five_megabytes_are_handed_in() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    for n in 0..10_u8 {
        let line: String = (0..100_u32).map(|at| char::from(b'a' + u8::try_from((at * 7 + u32::from(n)) % 26).unwrap())).chain(['\n']).collect();
        let content = line.repeat(5_000_000 / line.len());
        attach(&mut sara, &format!("{ADD}/bilagor"), &format!("{n}.txt"), content.as_bytes()).await;
    }
    let supplement = form(&mut sara, ADD, &[("why", "eget"), ("text", "R1: rutinen.")]).await;
    let over = std::sync::atomic::AtomicBool::new(false);
    let (mut first, mut second) = (superuser(&world).await, superuser(&world).await);
    let handing_in = async {
        let begun = Instant::now();
        sends(&mut sara, ADD, &supplement).await.done().unwrap();
        over.store(true, std::sync::atomic::Ordering::SeqCst);
        begun.elapsed()
    };
    let (all, counter, audit) = tokio::join!(
        handing_in,
        held(&mut first, "select from receipt_counter where year = 2025 for update nowait", &over),
        held(&mut second, "select from dispatch for no key update nowait", &over)
    );
    println!(
        "figure: 10 files of 5 MB handed in within {} ms; the counter was held {} ms, the row of the audit {} ms",
        all.as_millis(),
        counter.as_millis(),
        audit.as_millis()
    );
}
