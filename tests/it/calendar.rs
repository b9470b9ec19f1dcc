//! The calendar: meetings, the agenda, the calendar that one subscribes to, and the auditors' next meeting.

use sqlx::postgres::PgPool;
use yttrande::demo::player::{Page, Player};

use crate::database;
use crate::world::{RESPONSE, World, look};

const PLAN: &str = "/kalender/sammantraden/servicenamnden";
const AUDITORS_PLAN: &str = "/kalender/sammantraden/revisionen";

async fn plans(player: &mut Player, path: &str, days: &str) {
    player.post(path, &[("days", days)]).await.unwrap().done().unwrap();
}

/// The text of a page without its marks, one space between words.
fn text(page: &Page) -> String {
    let main = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let html = scraper::Html::parse_fragment(&format!("<main{main}</main>"));
    html.root_element().text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sees(page: &Page, sentences: &[&str]) {
    let text = text(page);
    for sentence in sentences {
        assert!(text.contains(sentence), "the page lacks {sentence}:\n{text}");
    }
}

/// Sara's own address, without what stands before it.
pub(crate) async fn address_of(player: &mut Player) -> String {
    let page = player.post("/kalender/prenumeration", &[]).await.unwrap().shown().unwrap();
    let found = page.addresses("http://localhost/kalender/");
    found.first().unwrap().strip_prefix("http://localhost").unwrap().to_owned()
}

/// The lines of the entry with this name, unfolded.
fn entry(feed: &str, uid: &str) -> Vec<String> {
    let lines = feed.replace("\r\n ", "");
    let found = lines.split("BEGIN:VEVENT\r\n").skip(1).find(|entry| entry.contains(&format!("UID:{uid}"))).unwrap_or_else(|| panic!("no {uid} in\n{feed}"));
    found.split("\r\n").map(str::to_owned).collect()
}

fn has(entry: &[String], line: &str) -> bool {
    entry.iter().any(|found| found == line)
}

/// Sara asks for a later last day, and Rut grants it.
async fn extends(world: &World, to: &str) {
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{RESPONSE}/anstand"), &[("wished_on", to), ("reason", "Nämnden sammanträder först i april.")]).await.unwrap().done().unwrap();
    sees(&look(&mut sara, "/kalender").await, &["Anstånd begärt"]);
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/sammantrade").await, &["Begäran väntar på ert beslut."]);
    let decide = format!("{RESPONSE}/anstand/beslut");
    let request = look(&mut rut, &decide).await.hidden("request").unwrap();
    let fields = [("request", request.as_str()), ("outcome", "granted"), ("other_day", ""), ("reason", ""), ("next", "keep"), ("next_day", "")];
    rut.post(&decide, &fields).await.unwrap().done().unwrap();
    sees(&look(&mut rut, "/sammantrade").await, &["Ni beviljade 20 mars 2025 anstånd till 25 april 2025."]);
    sees(
        &look(&mut rut, "/kalender").await,
        &["fredag 25 april 2025 Sista dag: första yttrande, Städavtal", "Anstånd till 25 april 2025 (tidigare 31 mars 2025)"],
    );
}

#[tokio::test]
async fn a_board_notes_its_meetings_and_sees_them_among_its_last_days() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    plans(&mut sara, PLAN, "2025-03-19; handlingar senast 2025-03-07\n2025-04-16").await;
    let agenda = look(&mut sara, "/kalender").await;
    sees(
        &agenda,
        &[
            "Mars 2025",
            "fredag 7 mars 2025 Sista dag för handlingar till sammanträdet 19 mars 2025",
            "onsdag 19 mars 2025 Sammanträde",
            "måndag 31 mars 2025 Sista dag: första yttrande, Städavtal",
            "fredag 30 januari 2026 Sista dag: uppföljande yttrande, Städavtal",
        ],
    );
    assert!(!agenda.body.contains("Kommunstyrelsen"));
    assert_eq!(world.events().await.last().unwrap(), "meetings_planned");
    let only = look(&mut sara, "/kalender?typ=handlingar").await;
    sees(&only, &["Sista dag för handlingar"]);
    assert!(!text(&only).contains("första yttrande"));
}

#[tokio::test]
async fn every_wrong_line_of_a_plan_is_named_and_nothing_is_lost() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    plans(&mut sara, PLAN, "2025-03-19").await;
    let typed = "2025-03-19\ni vår\n2025-05-14; handlingar senast 2025-05-15\n2025-02-30\n2025-06-11";
    let page = sara.post(PLAN, &[("days", typed)]).await.unwrap();
    assert_eq!(page.status, 422);
    sees(
        &page,
        &[
            "Rad 1: ett sammanträde 19 mars 2025 är redan inlagt.",
            "Rad 2: Skriv ett datum, till exempel 2025-03-31.",
            "Rad 3: handlingarna kan inte vara klara efter sammanträdet.",
            "Rad 4: Det finns inget datum 2025-02-30.",
        ],
    );
    assert!(page.body.contains(typed));
    assert_eq!(world.count("select count(*) from meeting").await, 1);
    for (days, status) in [("", 422), ("\u{200b}\n \n", 422), ("2025-07-01\0", 303), (&"2025-07-02\n".repeat(30_000), 422)] {
        assert_eq!(sara.post(PLAN, &[("days", days)]).await.unwrap().status, status, "{:?}", days.chars().take(20).collect::<String>());
    }
}

#[tokio::test]
async fn a_coming_meeting_can_be_cancelled_once_and_a_held_one_not() {
    let world = World::at("2025-02-03 09:00").await;
    let mut sara = world.signed_in("Sara Service").await;
    plans(&mut sara, PLAN, "2025-03-19\n2025-01-15").await;
    let page = look(&mut sara, "/kalender/sammantraden").await;
    let id = page.body.split("name=\"meeting\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let cancel = format!("{PLAN}/avboka");
    world.move_to("2025-03-19 23:59");
    let mut kim = world.signed_in("Kim Kommun").await;
    assert_eq!(kim.post(&cancel, &[("meeting", &id)]).await.unwrap().status, 404);
    let mut siv = world.signed_in("Siv Handläggare").await;
    assert_eq!(siv.post(&cancel, &[("meeting", &id)]).await.unwrap().status, 403);
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.post("/kalender/sammantraden/kommunstyrelsen/avboka", &[("meeting", &id)]).await.unwrap().status, 404);
    let mut olle = world.signed_in("Olle Ordförande").await;
    olle.post(&cancel, &[("meeting", &id)]).await.unwrap().done().unwrap();
    assert_eq!(olle.post(&cancel, &[("meeting", &id)]).await.unwrap().status, 409);
    assert_eq!(world.events().await.last().unwrap(), "meeting_cancelled");
    // The day is free again.
    plans(&mut olle, PLAN, "2025-03-19").await;
    let page = look(&mut olle, "/kalender/sammantraden").await;
    let id = page.body.split("name=\"meeting\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    world.move_to("2025-03-20 00:00");
    let mut olle = world.signed_in("Olle Ordförande").await;
    assert_eq!(olle.post(&cancel, &[("meeting", &id)]).await.unwrap().status, 409);
    assert_eq!(olle.post(&cancel, &[("meeting", "finns-inte")]).await.unwrap().status, 422);
}

#[tokio::test]
async fn whoever_meets_plans_and_the_auditors_meetings_are_theirs_alone() {
    let world = World::at("2025-02-03 09:00").await;
    let (mut rut, mut lars) = (world.signed_in("Rut Revisor").await, world.signed_in("Lars Läsare").await);
    let (mut sara, mut kim) = (world.signed_in("Sara Service").await, world.signed_in("Kim Kommun").await);
    plans(&mut rut, AUDITORS_PLAN, "2025-04-09").await;
    plans(&mut sara, PLAN, "2025-03-19").await;
    assert_eq!(world.events().await[world.events().await.len() - 2..], ["auditors_meetings_planned", "meetings_planned"]);
    for (player, path, status) in [(&mut lars, AUDITORS_PLAN, 403), (&mut sara, AUDITORS_PLAN, 404), (&mut kim, PLAN, 404), (&mut rut, PLAN, 403)] {
        assert_eq!(player.post(path, &[("days", "2025-05-07")]).await.unwrap().status, status, "{path}");
    }
    sees(&look(&mut lars, "/kalender").await, &["onsdag 9 april 2025 Sammanträde Revisorskollegiet", "onsdag 19 mars 2025 Sammanträde Servicenämnden"]);
    let boards_own = look(&mut sara, "/kalender").await;
    assert!(!text(&boards_own).contains("Revisorskollegiet") && !text(&boards_own).contains("9 april 2025"));
    let others = look(&mut kim, "/kalender").await;
    assert!(!text(&others).contains("19 mars 2025"));
    assert!(!look(&mut lars, "/kalender/sammantraden").await.body.contains("<textarea"));
}

#[tokio::test]
async fn what_is_late_is_not_hidden_among_the_months_that_are_over() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-05-02 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let agenda = look(&mut rut, "/kalender").await;
    sees(&agenda, &["Försenat sedan tidigare månader måndag 31 mars 2025 Sista dag: första yttrande, Städavtal", "32 dagar sent"]);
    assert!(!agenda.body.contains("<details"), "nothing else happened in those months");
    let empty = look(&mut rut, "/kalender?namnd=kommunstyrelsen").await;
    sees(&empty, &["Inga sista dagar de närmaste tolv månaderna."]);
    let english = {
        rut.post("/sprak", &[("sprak", "en"), ("till", "/kalender")]).await.unwrap().done().unwrap();
        look(&mut rut, "/kalender/arslista?ar=2025").await
    };
    sees(&english, &["Calendar 2025", "Friday 4 April 2025", "Last day: first response, Städavtal", "28 days late"]);
    for odd in ["?ar=0", "?ar=99999999999", "?ar=i%20fjol", "?ar=2101"] {
        look(&mut rut, &format!("/kalender/arslista{odd}")).await;
    }
    for odd in ["?namnd=finns-inte&typ=finns-inte", "?namnd=%00", "?typ=%F0%9F%91%8D"] {
        look(&mut rut, &format!("/kalender{odd}")).await;
    }
}

#[tokio::test]
async fn an_extension_moves_the_entry_in_a_subscribed_calendar_and_an_answer_silences_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    plans(&mut sara, PLAN, "2025-03-19; handlingar senast 2025-03-07").await;
    let address = address_of(&mut sara).await;
    // Calendar programs do not sign in.
    let mut outlook = world.visitor();
    let before = look(&mut outlook, &address).await;
    assert_eq!(before.headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(before.headers["cache-control"], "no-store");
    let uid = before.body.split("UID:round:").nth(1).unwrap().split("\r\n").next().unwrap().to_owned();
    let uid = format!("round:{uid}");
    let due = entry(&before.body, &uid);
    assert!(has(&due, "DTSTART;VALUE=DATE:20250331") && has(&due, "SEQUENCE:0") && has(&due, "BEGIN:VALARM"));
    assert!(has(&due, "SUMMARY:Sista dag: första yttrande\\, Städavtal (Servicenämnden)"));
    assert!(has(&due, "URL:http://localhost/yttranden/rev-2025-1/servicenamnden/forsta/arbete"));
    assert!(!before.body.contains("Kommunstyrelsen"));
    for seen in ["SUMMARY:Sammanträde: Servicenämnden", "DTSTART;VALUE=DATE:20250319", "DTSTART;VALUE=DATE:20250307"] {
        assert!(before.body.contains(seen), "{seen}");
    }
    keep("before.ics", &before.body);

    world.move_to("2025-03-20 10:00");
    extends(&world, "2025-04-25").await;
    let moved = look(&mut outlook, &address).await;
    let due = entry(&moved.body, &uid);
    assert!(has(&due, "DTSTART;VALUE=DATE:20250425") && has(&due, "SEQUENCE:1") && has(&due, "LAST-MODIFIED:20250320T090000Z"), "{due:?}");
    assert!(has(&due, "DESCRIPTION:REV-2025-1\\nAnstånd till 25 april 2025 (tidigare 31 mars 2025)."), "{due:?}");
    keep("after.ics", &moved.body);

    world.submitted_response().await;
    let answered = look(&mut outlook, &address).await;
    let due = entry(&answered.body, &uid);
    assert!(!has(&due, "BEGIN:VALARM") && has(&due, "SEQUENCE:1"));
    assert!(!answered.body.contains("Nämnden delar bilden"), "a calendar holds titles and dates only");
}

/// The feeds are left where another program's reader can look at them: `tools/oracle/calendars.py --moved`.
fn keep(name: &str, feed: &str) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("calendar");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), feed).unwrap();
}

#[tokio::test]
async fn a_calendar_address_is_shown_once_and_a_new_one_stops_the_old() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (mut sara, mut visitor) = (world.signed_in("Sara Service").await, world.visitor());
    let old = address_of(&mut sara).await;
    assert!(!look(&mut sara, "/kalender/prenumeration").await.body.contains(".ics"));
    world.move_to("2025-02-04 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/kalender/prenumeration").await, &["Du har en adress sedan 3 februari 2025."]);
    let new = address_of(&mut sara).await;
    assert_eq!(visitor.get(&old).await.unwrap().status, 404);
    look(&mut visitor, &new).await;
    sara.post("/kalender/prenumeration/avsluta", &[]).await.unwrap().done().unwrap();
    assert_eq!(visitor.get(&new).await.unwrap().status, 404);
    sara.post("/kalender/prenumeration/avsluta", &[]).await.unwrap().done().unwrap();
    let events = world.events().await;
    assert_eq!(events[events.len() - 3..], ["calendar_address_made", "calendar_address_made", "calendar_address_ended"]);
    for odd in ["/kalender/finns-inte", "/kalender/.ics", "/kalender/a.ics.ics", "/kalender/%00.ics", "/kalender/%C3%A5.ics"] {
        assert_eq!(visitor.get(odd).await.unwrap().status, 404, "{odd}");
    }
    assert_eq!(world.count("select count(*) from calendar_address where token_hash = sha256('x')").await, 0);
}

#[tokio::test]
async fn a_subscribed_calendar_follows_the_roles_of_the_day_and_ends_with_the_person() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (mut rut, mut fia) = (world.signed_in("Rut Revisor").await, world.signed_in("Fia Fullmäktig").await);
    let (auditors, empty) = (address_of(&mut rut).await, address_of(&mut fia).await);
    let mut visitor = world.visitor();
    let feed = look(&mut visitor, &auditors).await;
    assert!(feed.body.contains("Kommunstyrelsen") && feed.body.contains("Servicenämnden"));
    assert!(feed.body.replace("\r\n ", "").contains("URL:http://localhost/granskningar/rev-2025-1\r\n"));
    assert!(!look(&mut visitor, &empty).await.body.contains("BEGIN:VEVENT"), "the council has no last days of its own");
    let mut ada = world.signed_in("Ada Admin").await;
    let list = look(&mut ada, "/admin/personer").await;
    let id = list.body.split(">Rut Revisor").next().unwrap().rsplit("/admin/personer/").next().unwrap().split('"').next().unwrap().to_owned();
    let own = look(&mut ada, &format!("/admin/personer/{id}")).await;
    let grant = own.address_after("Revisor", "/admin/personer/").ok().filter(|to| to.contains("/roller/"));
    let end = grant.unwrap_or_else(|| own.addresses(&format!("/admin/personer/{id}/roller/")).first().unwrap().clone());
    ada.post(&end, &[("role_end_reason", "Slutat")]).await.unwrap().done().unwrap();
    assert!(!look(&mut visitor, &auditors).await.body.contains("BEGIN:VEVENT"), "without the role, nothing");
    ada.post(&format!("/admin/personer/{id}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    assert_eq!(visitor.get(&auditors).await.unwrap().status, 404);
}

#[tokio::test]
async fn to_their_meeting_the_auditors_hear_of_what_came_and_was_taken_back_and_of_what_was_added() {
    let world = World::at("2025-03-14 10:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    plans(&mut rut, AUDITORS_PLAN, "2025-03-12\n2025-04-23").await;
    world.move_to("2025-03-17 10:00");
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let desk = crate::world::DESK;
    sara.post(&format!("{desk}/aterta/1"), &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    world.move_to("2025-03-18 10:00");
    let mut lars = world.signed_in("Lars Läsare").await;
    let back = "Servicenämnden, första yttrande Yttrandet Y2025-0001 kom in 17 mars 2025 och återtogs av nämnden 17 mars 2025. Skäl: Fel version.";
    sees(&look(&mut lars, "/sammantrade").await, &["Städavtal REV-2025-1", back, "Återtaget"]);
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{desk}/skicka"), &[]).await.unwrap().done().unwrap();
    let added = [("submission", "2"), ("why", "begaran"), ("text", "Bilagan skickas om.")];
    world.move_to("2025-03-19 10:00");
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{desk}/komplettering"), &added).await.unwrap().done().unwrap();
    let mut lars = world.signed_in("Lars Läsare").await;
    let page = look(&mut lars, "/sammantrade").await;
    sees(&page, &[back, "Kompletteringen Y2025-0003 kom in 19 mars 2025.", "Servicenämnden, första yttrande Kom in 18 mars 2025"]);
    // What was taken up before is not taken up again.
    assert!(!text(&look(&mut lars, "/sammantrade?sedan=2025-03-19").await).contains("återtogs"));
    assert!(look(&mut lars, "/sammantrade.csv?sedan=2025-03-14").await.body.contains("återtogs av nämnden 17 mars 2025"));
}

#[tokio::test]
async fn the_auditors_come_to_their_meeting_with_what_has_happened_since_the_last() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    plans(&mut rut, AUDITORS_PLAN, "2025-01-29\n2025-03-12\n2025-04-23").await;
    let mut kim = world.signed_in("Kim Kommun").await;
    plans(&mut kim, "/kalender/sammantraden/kommunstyrelsen", "2025-05-07; handlingar senast 2025-04-25").await;
    world.move_to("2025-04-02 10:00");
    world.submitted_response().await;
    world.move_to("2025-04-17 10:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = look(&mut rut, "/sammantrade").await;
    sees(
        &page,
        &[
            "Nästa sammanträde är onsdag 23 april 2025.",
            "Listan gäller från och med det senaste sammanträdet, 12 mars 2025.",
            "Städavtal REV-2025-1",
            "Servicenämnden, första yttrande Kom in 2 april 2025, 2 dagar sent mot sista dagen 31 mars 2025.",
            "Kommunstyrelsen, första yttrande Skulle ha kommit senast 4 april 2025, 13 dagar sent. Nämnden sammanträder onsdag 7 maj 2025. Handlingar senast fredag 25 april 2025.",
        ],
    );
    assert!(!text(&page).contains("Uteblivet yttrande"));
    world.move_to("2025-04-18 10:00");
    let mut lars = world.signed_in("Lars Läsare").await;
    sees(&look(&mut lars, "/sammantrade").await, &["Uteblivet yttrande"]);
    let later = look(&mut lars, "/sammantrade?sedan=2025-04-03").await;
    assert!(!text(&later).contains("Kom in 2 april"));
    sees(&later, &["Listan gäller från och med 3 april 2025.", "Kommunstyrelsen, första yttrande"]);
    sees(&look(&mut lars, "/sammantrade?sedan=i+fjol").await, &["Skriv ett datum, till exempel 2025-03-31."]);
    sees(&look(&mut lars, "/sammantrade?sedan=1900-01-01").await, &["Året ska vara mellan 1990 och 2100. Du skrev 1900-01-01."]);
    let mut sara = world.signed_in("Sara Service").await;
    assert_eq!(sara.get("/sammantrade").await.unwrap().status, 404);
}

#[tokio::test]
async fn two_who_plan_the_same_day_at_once_plan_it_once() {
    let world = World::at("2025-02-03 09:00").await;
    let (mut sara, mut olle) = (world.signed_in("Sara Service").await, world.signed_in("Olle Ordförande").await);
    for day in ["2025-03-19", "2025-04-16", "2025-05-14", "2025-06-11"] {
        let form = [("days", day)];
        let (one, other) = tokio::join!(sara.post(PLAN, &form), olle.post(PLAN, &form));
        let mut statuses = [one.unwrap().status.as_u16(), other.unwrap().status.as_u16()];
        statuses.sort_unstable();
        assert!(statuses == [303, 409] || statuses == [303, 422], "{day}: {statuses:?}");
    }
    assert_eq!(world.count("select count(*) from meeting").await, 4);
}

/// Tries a statement as a side of the house, behind the program's back. Nothing of it stays.
async fn tries(world: &World, role: &str, person: &str, board: &str, statement: &'static str) -> Result<u64, String> {
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let mut tx = pool.begin().await.unwrap();
    sqlx::query(
        "select set_config('app.person', (select id::text from person where name = $2), true),
           set_config('app.boards', coalesce((select '{' || id || '}' from board where slug = $3), ''), true), set_config('role', $1, true)",
    )
    .bind(role)
    .bind(person)
    .bind(board)
    .execute(&mut *tx)
    .await
    .unwrap();
    let done = sqlx::query(statement).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    pool.close().await;
    done.map(|done| done.rows_affected()).map_err(|error| error.as_database_error().and_then(|e| e.code()).unwrap_or_default().into_owned())
}

#[tokio::test]
async fn the_database_keeps_meetings_and_addresses_apart_whatever_the_program_says() {
    let world = World::at("2025-02-03 09:00").await;
    let (mut rut, mut sara) = (world.signed_in("Rut Revisor").await, world.signed_in("Sara Service").await);
    plans(&mut rut, AUDITORS_PLAN, "2025-04-09").await;
    plans(&mut sara, PLAN, "2025-03-19").await;
    address_of(&mut sara).await;
    let forbidden = Err("42501".to_owned());
    let (sara, rut) = (("app_board", "Sara Service", "servicenamnden"), ("app_audit", "Rut Revisor", ""));
    let insert = "insert into meeting (id, board_id, held_on, planned_at, planned_by)
        select gen_random_uuid(), b.id, '2025-05-07', '2025-02-03', nullif(current_setting('app.person'), '')::uuid from published.board b where b.slug = 'miljonamnden'";
    let of_the_auditors = "insert into meeting (id, held_on, planned_at, planned_by)
        values (gen_random_uuid(), '2025-05-07', '2025-02-03', nullif(current_setting('app.person'), '')::uuid)";
    let in_anothers_name = "insert into meeting (id, board_id, held_on, planned_at, planned_by)
        select gen_random_uuid(), b.id, '2025-05-07', '2025-02-03', p.id from published.board b, published.person_name p
        where b.slug = 'servicenamnden' and p.name = 'Kim Kommun'";
    for ((role, person, board), statement, outcome) in [
        (sara, insert, forbidden.clone()),
        (sara, of_the_auditors, forbidden.clone()),
        (sara, in_anothers_name, forbidden.clone()),
        (rut, insert, forbidden.clone()),
        (rut, of_the_auditors, Ok(1)),
        // Each sees her own in the table; the auditors see boards' meetings in the published view.
        (sara, "select 1 from meeting", Ok(1)),
        (rut, "select 1 from meeting", Ok(1)),
        (rut, "select 1 from published.meeting", Ok(1)),
        (("app_board", "Kim Kommun", "kommunstyrelsen"), "select 1 from meeting", Ok(0)),
        (("app_board", "Kim Kommun", "kommunstyrelsen"), "update meeting set cancelled_at = '2025-02-03', cancelled_by = planned_by", Ok(0)),
        (sara, "update meeting set held_on = '2025-03-20'", forbidden.clone()),
        (("app_council", "Fia Fullmäktig", ""), "select 1 from meeting", forbidden.clone()),
        (("app_council", "Fia Fullmäktig", ""), "select 1 from published.meeting", forbidden.clone()),
        (("app_auth", "Sara Service", ""), "select made_at from calendar_address", Ok(1)),
        (("app_auth", "Kim Kommun", ""), "select made_at from calendar_address", Ok(0)),
        (("app_auth", "Kim Kommun", ""), "update calendar_address set ended_at = '2025-02-03'", Ok(0)),
        (("app_auth", "Sara Service", ""), "select token_hash from calendar_address", forbidden.clone()),
        (sara, "select * from reader_of_calendar('x')", forbidden.clone()),
    ] {
        assert_eq!(tries(&world, role, person, board, statement).await, outcome, "{role} {person}: {statement}");
    }
}

#[tokio::test]
async fn to_their_meeting_the_auditors_hear_of_what_was_corrected_followed_up_and_taken_up_by_the_council() {
    let world = World::at("2025-03-14 10:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    plans(&mut rut, AUDITORS_PLAN, "2025-03-12\n2025-04-23").await;
    world.move_to("2025-03-17 10:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let item = [("seen", "1"), ("heading", "Följ upp städavtalen"), ("body", "Nämnden bör följa upp."), ("reason", "Otydligt.")];
    rut.post("/granskningar/rev-2025-1/ratta/punkter/R1", &item).await.unwrap().done().unwrap();
    let act = [("held_on", "2025-03-16"), ("section", "45"), ("handling", "arende"), ("asked", ""), ("minutes", ""), ("seen", "0")];
    rut.post("/granskningar/rev-2025-1/fullmaktige", &act).await.unwrap().done().unwrap();
    world.move_to("2025-03-18 10:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/ratta/aterkalla", &[("boards", "kommunstyrelsen"), ("reason", "Skickat fel.")]).await.unwrap().done().unwrap();
    let mut lars = world.signed_in("Lars Läsare").await;
    let all = [
        "R1 Ni rättade lydelsen 17 mars 2025. Skäl: Otydligt.",
        "Fullmäktige Fullmäktige tog upp granskningen 16 mars 2025, §\u{a0}45.",
        "Kommunstyrelsen Ni återkallade 18 mars 2025 begäran om yttrande. Skäl: Skickat fel.",
    ];
    let page = look(&mut lars, "/sammantrade").await;
    let said = text(&page).replace('\u{a0}', " ");
    for one in all {
        assert!(said.contains(&one.replace('\u{a0}', " ")), "the page lacks {one}:\n{said}");
    }
    assert!(!text(&look(&mut lars, "/sammantrade?sedan=2025-03-18").await).contains("rättade"), "what was taken up before is not taken up again");
    assert!(look(&mut lars, "/sammantrade.csv").await.body.contains("Ni rättade lydelsen 17 mars 2025."));
    // A request that waits leads whoever decides to the decision, and whoever reads to the day.
    let mut sara = world.signed_in("Sara Service").await;
    let asks = [("wished_on", "2025-04-25"), ("reason", "Nämnden sammanträder sent.")];
    sara.post("/yttranden/rev-2025-1/servicenamnden/forsta/anstand", &asks).await.unwrap().done().unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    assert!(look(&mut rut, "/sammantrade").await.body.contains("servicenamnden/forsta/anstand/beslut\""));
    let page = look(&mut lars, "/sammantrade").await;
    assert!(!page.body.contains("/anstand/beslut") && page.body.contains("servicenamnden/forsta/sista-dag\""));
}
