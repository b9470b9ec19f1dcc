//! Attachments of a response: a board's own while it writes, locked with the text, a record once handed in; and secret ones.

use sha2::{Digest as _, Sha256};
use sqlx::ConnectOptions as _;
use yttrande::demo::player::{Page, Player};
use yttrande::domain::attachment::RESPONSE_ROOM;

use crate::database;
use crate::files::long_text;
use crate::walls::refused;
use crate::world::{DESK, RESPONSE, World, look, sees, sees_none};

const FILES: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/bilagor";

async fn attach(player: &mut Player, name: &str, content: &[u8], fields: &[(&str, &str)]) -> Page {
    player.upload_with(FILES, name, "text/plain", content, fields).await.unwrap()
}

/// The files that a page leads to.
fn leads_to(page: &Page) -> Vec<String> {
    let mut files: Vec<String> = page.addresses(&format!("{RESPONSE}/bilagor/")).into_iter().chain(page.addresses(&format!("{FILES}/"))).collect();
    files.retain(|file| !file.ends_with("/ta-bort"));
    files.dedup();
    files
}

fn fingerprint(content: &[u8]) -> String {
    yttrande::domain::text::hex(&Sha256::digest(content))
}

/// A drafted response with these files, each with the fields beside it.
async fn drafted_with(world: &World, files: &[(&str, &[u8], &[(&str, &str)])]) -> Player {
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    for (name, content, fields) in files {
        attach(&mut sara, name, content, fields).await.done().unwrap();
    }
    sara
}

#[tokio::test]
async fn a_file_is_locked_with_the_text_and_handed_in_byte_for_byte_for_everybody() {
    let world = World::at("2025-02-03 09:00").await;
    let long = long_text(300_000);
    let mut sara = drafted_with(&world, &[("Plan å.txt", &long, &[("item", "R1"), ("ground", "")]), ("Utgår.txt", b"Fel.", &[])]).await;
    let page = look(&mut sara, FILES).await;
    sees(&page, &["Plan å.txt", "(till R1, 300 kB)", "Utgår.txt", "Utkast – syns bara för Servicenämnden."]);
    let wrong = leads_to(&page).pop().unwrap();
    sara.post(&format!("{wrong}/ta-bort"), &[]).await.unwrap().done().unwrap();
    assert_eq!(sara.get(&wrong).await.unwrap().status, 404);
    sees(&look(&mut sara, DESK).await, &["Bilagor", "1 fil<"]);
    for page in ["forhandsgranska", "klart-for-namnden", "utskrift"] {
        sees(&look(&mut sara, &format!("{DESK}/{page}")).await, &["Plan å.txt", "till R1"]);
    }
    // A colleague who helps to write opens it, and attaches as well.
    let mut siv = world.signed_in("Siv Handläggare").await;
    let on_desk = leads_to(&look(&mut siv, FILES).await)[0].clone();
    assert!(look(&mut siv, &on_desk).await.content == long);
    world.decides().await;
    let locked = look(&mut sara, FILES).await;
    sees(&locked, &["Texten är låst för nämnden, och bilagorna med den."]);
    sees_none(&locked, &["name=\"file\"", "/ta-bort"]);
    assert_eq!(attach(&mut sara, "Ny.txt", b"Ny.", &[]).await.status, 409);
    assert_eq!(sara.post(&format!("{on_desk}/ta-bort"), &[]).await.unwrap().status, 409);
    sees(&look(&mut sara, &format!("{DESK}/skicka")).await, &["Plan å.txt"]);
    world.hands_in().await;
    let digest = fingerprint(&long);
    for name in ["Rut Revisor", "Lars Läsare", "Sara Service", "Kim Kommun", "Fia Fullmäktig"] {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, RESPONSE).await;
        sees(&page, &["Plan å.txt", "till R1"]);
        sees_none(&page, &["Utgår"]);
        let file = leads_to(&page)[0].clone();
        let got = look(&mut reader, &file).await;
        assert!(got.content == long, "{name} got something else");
        assert_eq!(got.headers["content-disposition"], "attachment; filename=\"Plan _.txt\"; filename*=UTF-8''Plan%20%C3%A5.txt");
        sees(&look(&mut reader, &format!("{RESPONSE}/kvitto")).await, &["Plan å.txt", &digest]);
        let document = reader.get(&format!("{RESPONSE}/dokument")).await.unwrap();
        sees(&document, &["Bilagor\n-------\nBilaga 1 till R1: Plan å.txt (300000 byte)\nSHA-256: ", &digest]);
    }
    sees(&look(&mut sara, &format!("{DESK}/utskrift")).await, &["Plan å.txt", &digest]);
    assert_eq!(world.count("select count(*) from submitted_file_chunk").await, 3);
    let events = world.events().await;
    for (kind, times) in [("response_file_attached", 2), ("response_file_removed", 1), ("own_secret_file_opened", 0), ("secret_file_opened", 0)] {
        assert_eq!(events.iter().filter(|event| *event == kind).count(), times, "{kind}");
    }
}

#[tokio::test]
async fn nobody_but_the_board_learns_of_a_file_before_it_is_handed_in() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = drafted_with(&world, &[("kanariefagel.txt", b"Kanariefagel", &[])]).await;
    let file = leads_to(&look(&mut sara, FILES).await)[0].clone();
    let as_if_received = file.replace("/arbete/", "/");
    for name in ["Rut Revisor", "Lars Läsare", "Kim Kommun", "Fia Fullmäktig", "Ada Admin"] {
        let mut other = world.signed_in(name).await;
        for path in [&file, &as_if_received, &FILES.to_owned()] {
            assert_eq!(other.get(path).await.unwrap().status, 404, "{name}: {path}");
        }
        for path in [RESPONSE, "/granskningar/rev-2025-1", "/att-gora", "/yttranden", "/aviseringar", "/oversikt"] {
            sees_none(&other.get(path).await.unwrap(), &["kanariefagel"]);
        }
    }
    // The walls themselves, with the program out of the way: tests/it/walls.rs asks every other side.
    assert_eq!(world.asked_as("app_board", "Kommunstyrelsen", "select count(*)::text from desk_file").await, "0");
    assert_eq!(world.asked_as("app_board", "Kommunstyrelsen", "select count(*)::text from desk_file_chunk").await, "0");
    assert_eq!(world.asked_as("app_board", "Servicenämnden", "select count(*)::text from desk_file_chunk").await, "1");
}

#[tokio::test]
async fn a_secret_file_is_listed_for_all_opened_by_few_and_every_opening_stands_in_the_log() {
    let world = World::at("2025-02-03 09:00").await;
    let secret: &[(&str, &str)] = &[("secret", "ja"), ("ground", " OSL 25 kap. 1 § "), ("item", "R2")];
    let mut sara = drafted_with(&world, &[("hemlig-patient.txt", b"Hemligt innehall", secret), ("öppen.txt", b"Alla.", &[])]).await;
    let on_desk = leads_to(&look(&mut sara, FILES).await)[0].clone();
    sees(&look(&mut sara, FILES).await, &["hemlig-patient.txt", "Sekretess: OSL 25 kap. 1 §"]);
    assert_eq!(look(&mut sara, &on_desk).await.content, b"Hemligt innehall");
    // Paper goes anywhere.
    let pack = look(&mut sara, &format!("{DESK}/utskrift")).await;
    sees(&pack, &["Sekretessbelagd bilaga", "OSL 25 kap. 1 §", "öppen.txt"]);
    sees_none(&pack, &["hemlig-patient"]);
    world.decides().await;
    world.hands_in().await;
    let digest = fingerprint(b"Hemligt innehall");
    for (name, opens) in [("Rut Revisor", true), ("Lars Läsare", true), ("Sara Service", true), ("Kim Kommun", false), ("Fia Fullmäktig", false)] {
        let mut reader = world.signed_in(name).await;
        let pages = [look(&mut reader, RESPONSE).await, look(&mut reader, &format!("{RESPONSE}/kvitto")).await];
        for page in &pages {
            sees(page, &["Sekretess: OSL 25 kap. 1 §", "till R2", "öppen.txt"]);
            assert_eq!(page.body.contains("hemlig-patient.txt"), opens, "{name}");
            assert_eq!(page.body.contains("Sekretessbelagd bilaga"), !opens, "{name}");
        }
        assert_eq!(pages[1].body.contains(&digest), opens, "{name}");
        assert_eq!(leads_to(&pages[0]).len(), if opens { 2 } else { 1 }, "{name}");
        let document = reader.get(&format!("{RESPONSE}/dokument")).await.unwrap();
        sees(&document, &["Bilaga 1 till R2: omfattas av sekretess, OSL 25 kap. 1 §. Lämnad för sig.", "Bilaga 2: öppen.txt (5 byte)"]);
        sees_none(&document, &["hemlig-patient", &digest]);
    }
    let file = leads_to(&look(&mut sara, RESPONSE).await)[0].clone();
    for (name, status) in
        [("Rut Revisor", 200), ("Rut Revisor", 200), ("Lars Läsare", 200), ("Sara Service", 200), ("Kim Kommun", 404), ("Fia Fullmäktig", 404)]
    {
        let mut reader = world.signed_in(name).await;
        let got = reader.get(&file).await.unwrap();
        assert_eq!(got.status, status, "{name}");
        assert_eq!(got.content == b"Hemligt innehall", status == 200, "{name}");
    }
    // Each opening once, in the log of whoever opened it, in her name.
    let log = "select string_agg(e.kind || ' ' || split_part(p.name, ' ', 1) || ' ' || split_part(e.authority, ':', 1), ', ' order by e.at, e.tx, e.seq)
       from event e join person p on p.id = e.actor where e.kind like '%secret_file_opened'";
    assert_eq!(
        world.text(log).await,
        "own_secret_file_opened Sara board, secret_file_opened Rut audit, secret_file_opened Rut audit, secret_file_opened Lars audit, own_secret_file_opened Sara board"
    );
    // What is open is nobody's to count.
    look(&mut sara, &leads_to(&look(&mut world.signed_in("Fia Fullmäktig").await, RESPONSE).await)[0]).await;
    assert_eq!(world.count("select count(*) from event where kind like '%secret_file_opened'").await, 5);
    the_walls_hide_the_secret_file(&world).await;
}

/// The walls themselves, with the program out of the way.
async fn the_walls_hide_the_secret_file(world: &World) {
    for (role, board, known, pieces) in [
        ("app_council", "", "", "1"),
        ("app_board", "Kommunstyrelsen", "", "1"),
        ("app_board", "Servicenämnden", "hemlig-patient.txt", "2"),
        ("app_audit", "", "hemlig-patient.txt", "2"),
    ] {
        assert_eq!(world.asked_as(role, board, "select name from published.submitted_file where secret").await, known, "{role} {board}");
        let told = "select (byte_count = 0 and fingerprint = '')::text from published.submitted_file where secret";
        assert_eq!(world.asked_as(role, board, told).await, if known.is_empty() { "true" } else { "false" }, "{role} {board}");
        assert_eq!(world.asked_as(role, board, "select count(*)::text from published.submitted_file_chunk").await, pieces, "{role} {board}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_attachment_is_said_at_its_field_and_the_rest_is_kept() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = drafted_with(&world, &[("underlag.txt", b"Hej", &[])]).await;
    let again = "Välj filen igen: webbläsaren behåller den inte.";
    let chapter = "Skriv kapitel och paragraf, till exempel OSL 25 kap. 1 §.";
    for (name, content, secret, ground, said) in [
        ("brev.txt", b"A".as_slice(), true, "", ["Skriv lagrummet, till exempel OSL 25 kap. 1 §.", again]),
        ("brev.txt", b"A", true, "sekretess", [chapter, again]),
        ("brev.txt", b"A", true, &"1".repeat(101), ["Texten får ha högst 100 tecken. Den har 101.", again]),
        ("brev.txt", b"A", false, "OSL 25:1", ["Kryssa i att filen är sekretessbelagd, eller ta bort lagrummet.", again]),
        ("brev.exe", b"MZ", true, "OSL 25:1", ["Filer av typen .exe tas inte emot.", "checked"]),
        ("samma.txt", b"Hej", false, "", ["Filen finns redan bland bilagorna, som ”underlag.txt”.", "R1 Följ upp avtalen"]),
        ("", b"", false, "", ["Välj en fil.", "R1 Följ upp avtalen"]),
    ] {
        let mut fields = vec![("item", "R1"), ("ground", ground)];
        if secret {
            fields.push(("secret", "ja"));
        }
        let answer = attach(&mut sara, name, content, &fields).await;
        assert_eq!(answer.status, 422, "{name} {ground}: {}", answer.sentence());
        sees(&answer, &said);
        sees(&answer, &["<option value=\"R1\" selected>", &format!("value=\"{ground}\"")]);
        assert_eq!(answer.body.contains("value=\"ja\" checked"), secret, "{name} {ground}");
    }
    // What no form of ours sends.
    for fields in [&[("item", "R9")][..], &[("item", "R1"), ("item", "R2")], &[("secret", "nej")], &[("other", "1")]] {
        let answer = attach(&mut sara, "brev.txt", b"A", fields).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        sees(&answer, &["Formuläret gick inte att läsa."]);
    }
    sees(&look(&mut sara, &format!("{FILES}?punkt=R2")).await, &["<option value=\"R2\" selected>"]);
    assert_eq!(world.count("select count(*) from desk_file").await, 1);
    for n in 1..RESPONSE_ROOM.files {
        attach(&mut sara, &format!("{n}.txt"), n.to_string().as_bytes(), &[]).await.done().unwrap();
    }
    let over = attach(&mut sara, "brev.txt", b"A", &[]).await;
    assert_eq!(over.status, 422);
    sees(&over, &["Ett yttrande kan ha högst 20 bilagor."]);
    sara.post("/sprak", &[("sprak", "en"), ("till", FILES)]).await.unwrap();
    sees(&attach(&mut sara, "brev.txt", b"A", &[]).await, &["A response can have at most 20 attachments."]);
}

#[tokio::test]
async fn what_is_taken_away_makes_room_on_the_desk_but_not_in_the_day() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = drafted_with(&world, &[]).await;
    for n in 0..100 {
        attach(&mut sara, "underlag.txt", format!("{n}").as_bytes(), &[]).await.done().unwrap();
        let file = leads_to(&look(&mut sara, FILES).await)[0].clone();
        sara.post(&format!("{file}/ta-bort"), &[]).await.unwrap().done().unwrap();
    }
    sees(&attach(&mut sara, "underlag.txt", b"Hej", &[]).await, &["Du har lagt till 100 filer i dag, och fler går inte."]);
}

#[tokio::test]
async fn a_file_that_was_exchanged_behind_the_lock_is_not_handed_in() {
    let world = World::at("2025-02-03 09:00").await;
    drafted_with(&world, &[("underlag.txt", b"Hej", &[])]).await;
    world.decides().await;
    let mut sara = world.signed_in("Sara Service").await;
    for act in ["update desk_file set name = 'annat.txt'", "update desk_file_chunk set bytes = convert_to('Nej', 'UTF8')"] {
        let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
        sqlx::raw_sql("set session_replication_role = replica").execute(&mut conn).await.unwrap();
        sqlx::raw_sql(act).execute(&mut conn).await.unwrap();
        assert_eq!(sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().status, 500, "{act}");
        assert_eq!(world.count("select count(*) from submission").await, 0, "{act}");
        sqlx::raw_sql("update desk_file set name = 'underlag.txt'").execute(&mut conn).await.unwrap();
    }
}

const DESK_ROUND: &str =
    "(select id from published.round where board_slug = 'servicenamnden' and ordinal = 1), (select id from published.board where slug = 'servicenamnden')";

#[tokio::test]
async fn the_database_holds_files_with_the_lock_and_copies_only_what_is_whole() {
    let world = World::at("2025-02-03 09:00").await;
    drafted_with(&world, &[("underlag.txt", b"Hej", &[])]).await;
    let new = |secret: bool, ground: &str, digest: &str| {
        format!(
            "with made as (insert into desk_file (id, round_id, board_id, name, media_type, byte_count, sha256, secret, ground, added_at, added_by)
               values (gen_random_uuid(), {DESK_ROUND}, 'b.txt', 'text/plain', 3, sha256('{digest}'), {secret}, '{ground}', now(), {{me}}) returning id, board_id)
             insert into desk_file_chunk (file_id, n, board_id, bytes) select id, 0, board_id, 'abc' from made"
        )
    };
    for (statement, guard) in [
        (new(true, "", "abc"), "a_secret_file_says_why"),
        (new(false, "OSL 25:1", "abc"), "a_secret_file_says_why"),
        (new(false, "", "abd"), "file_is_whole"),
        // Right in everything, but without an event.
        (new(false, "", "abc"), "YT001"),
        ("update desk_file set name = 'x'".to_owned(), "42501"),
        ("delete from desk_file_chunk".to_owned(), "42501"),
    ] {
        assert_eq!(refused(&world, "app_board", "Sara Service", &statement).await, guard, "{statement}");
    }
    // Another board's desk, and the auditors' hands.
    assert_eq!(refused(&world, "app_board", "Kim Kommun", &new(false, "", "abc")).await, "42501");
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", "select 1 from desk_file").await, "42501");
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", "select 1 from desk_file_chunk").await, "42501");
    world.decides().await;
    for statement in [new(false, "", "abc"), "delete from desk_file".to_owned()] {
        assert_eq!(refused(&world, "app_board", "Sara Service", &statement).await, "locked_files_stand", "{statement}");
    }
    world.hands_in().await;
    for (statement, guard) in [
        (new(false, "", "abc"), "response_is_submitted"),
        (
            "select append_event('board:' || (my_boards())[1], '2025-02-03T09:30:00Z', 'response_sent', '{}');
             insert into submitted_file (id, submission_id, name, media_type, byte_count, sha256, secret, ground)
               select gen_random_uuid(), id, 'b.txt', 'text/plain', 3, sha256('abc'), false, '' from published.submission"
                .to_owned(),
            "YT002",
        ),
        (
            "insert into submitted_file_chunk (file_id, n, submission_id, bytes) select f.id, 9, f.submission_id, 'abc' from published.submitted_file f"
                .to_owned(),
            "YT002",
        ),
    ] {
        assert_eq!(refused(&world, "app_board", "Sara Service", &statement).await, guard, "{statement}");
    }
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let unsaid = "alter table submitted_file disable trigger user;
      insert into submitted_file (id, submission_id, name, media_type, byte_count, sha256, secret, ground)
        select gen_random_uuid(), id, 'b.txt', 'text/plain', 3, sha256('abc'), true, '' from submission";
    let error = sqlx::raw_sql(unsaid).execute(&mut conn).await.unwrap_err();
    assert_eq!(error.as_database_error().unwrap().constraint(), Some("a_secret_record_says_why"));
}
