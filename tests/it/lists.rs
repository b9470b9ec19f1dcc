//! Lists: every row once, filters that say what they did, and the same rows as a file.

use std::collections::BTreeSet;

use sqlx::postgres::PgPool;
use yttrande::app;
use yttrande::demo::player::Page;

use crate::database;
use crate::world::{World, email, look};

/// Many audits of an earlier year, sent by Rut to Servicenämnden, the last `closed` of them closed without an answer.
/// Written as facts, straight into the database: the pages would take minutes.
pub(crate) async fn archive(world: &World, audits: i32, closed: i32) {
    archive_of(world, "ARK", audits, closed).await;
}

async fn archive_of(world: &World, prefix: &str, audits: i32, closed: i32) {
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("select set_config('app.person', (select id::text from person where name = 'Rut Revisor'), true)").execute(&mut *tx).await.unwrap();
    sqlx::query(
        "create temporary table many on commit drop as
         select n, n > $1 - $2 as closes, $3 || '-' || lpad(n::text, 5, '0') as reference, gen_random_uuid() as audit, gen_random_uuid() as round,
           b.id as board, p.id as rut, '2020-01-20'::timestamptz + n * interval '1 minute' as sent_at
         from generate_series(1, $1) n, board b, person p
         where b.name = 'Servicenämnden' and p.name = 'Rut Revisor'",
    )
    .bind(audits)
    .bind(closed)
    .bind(prefix)
    .execute(&mut *tx)
    .await
    .unwrap();
    for statement in [
        "insert into audit (id, reference, reference_key, title, recorded_at, recorded_by)
         select audit, reference, lower(reference), 'Arkivets granskning ' || n, '2020-01-10', rut from many",
        "insert into addressee (audit_id, board_id, role) select audit, board, 'respond' from many",
        "insert into dispatch (audit_id, sent_at, sent_by, message) select audit, sent_at, rut, '' from many",
        "insert into round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by) select round, audit, board, 1, 'first', sent_at, rut from many",
        "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by)
         select round, 1, 'original', '2020-03-01'::date + n % 40, '', sent_at, rut from many",
        "insert into audit_closing (audit_id, n, closed_at, closed_by, motive, without_answer)
         select audit, 1, '2021-01-20', rut, 'Nämnden svarade aldrig.', true from many where closes",
        "select set_config('role', 'app_audit', true)",
        // Past audits are written into the log of today, where it goes on.
        "select set_config('app.clock', 'infinity', true)",
        "select append_event('audit', '2020-01-20'::timestamptz, 'audit_sent', '{}')",
        "select set_config('role', 'none', true)",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    sqlx::query("analyze").execute(&pool).await.unwrap();
    pool.close().await;
}

/// The address that a link of the page leads to.
fn link(page: &Page, mark: &str) -> Option<String> {
    let before = page.body.split(mark).next().filter(|before| before.len() < page.body.len())?;
    let address = before.rsplit("href=\"").next()?.split('"').next()?;
    Some(address.replace("&#38;", "&"))
}

fn next(page: &Page) -> Option<String> {
    link(page, "rel=\"next\"")
}

/// The references on a page, in its order.
fn references(page: &Page) -> Vec<String> {
    let cells = page.body.split("<span class=\"muted small num\">").skip(1);
    cells.filter_map(|rest| rest.split('<').next().map(ToOwned::to_owned)).collect()
}

/// A file read back by a reader that knows nothing of this program.
fn rows(page: &Page) -> Vec<Vec<String>> {
    let text = page.content.strip_prefix("\u{feff}".as_bytes()).expect("the file begins with its mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

#[tokio::test]
async fn a_closed_audit_is_found_by_its_status_however_many_are_open() {
    let world = World::at("2025-02-03 09:00").await;
    archive(&world, 502, 1).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = look(&mut rut, "/granskningar?status=avslutad").await;
    assert_eq!(references(&page), ["ARK-00502"]);
    assert!(page.body.contains(">1 granskning<"), "{}", page.sentence());
}

#[tokio::test]
async fn whoever_pages_through_a_list_meets_every_row_once_while_rows_are_added() {
    let world = World::at("2025-02-03 09:00").await;
    archive(&world, 120, 40).await;
    let readers = [("Rut Revisor", "/granskningar"), ("Fia Fullmäktig", "/granskningar"), ("Sara Service", "/yttranden"), ("Lars Läsare", "/yttranden")];
    for (turn, (name, list)) in readers.into_iter().enumerate() {
        let mut reader = world.signed_in(name).await;
        let (mut met, mut page) = (Vec::new(), look(&mut reader, list).await);
        let mut pages = 1;
        loop {
            let shown = references(&page);
            assert!(shown.len() <= 25, "{} rows on a page", shown.len());
            met.extend(shown);
            if pages == 2 {
                // They end up among the rows that have been passed and among those to come.
                archive_of(&world, &format!("NY{turn}"), 30, 10).await;
            }
            let Some(address) = next(&page) else { break };
            page = look(&mut reader, &address).await;
            pages += 1;
        }
        let old: Vec<&String> = met.iter().filter(|reference| reference.starts_with("ARK")).collect();
        assert_eq!((old.len(), old.iter().collect::<BTreeSet<_>>().len()), (120, 120), "{name}, {list}");
        assert_eq!(met.len(), met.iter().collect::<BTreeSet<_>>().len(), "{name} meets no row twice in {list}");
        // And back again, to the list itself.
        let mut steps = 0;
        while let Some(address) = link(&page, "rel=\"prev\"") {
            page = look(&mut reader, &address).await;
            steps += 1;
            assert!(steps <= 20, "the way back ends");
        }
        assert_eq!(references(&page), references(&look(&mut reader, list).await), "{name}, {list}");
    }
}

#[tokio::test]
async fn a_list_says_how_many_there_are_and_which_of_them_it_shows() {
    let world = World::at("2025-02-03 09:00").await;
    archive(&world, 42, 5).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let first = look(&mut rut, "/granskningar").await;
    assert!(first.body.contains(">42 granskningar<") && first.body.contains("Visar 1–25 av 42"), "{}", first.sentence());
    assert!(link(&first, "rel=\"prev\"").is_none());
    let second = look(&mut rut, &next(&first).unwrap()).await;
    assert!(second.body.contains(">42 granskningar<") && second.body.contains("Visar 26–42 av 42"), "{}", second.sentence());
    assert_eq!((next(&second), link(&second, "rel=\"prev\"").as_deref()), (None, Some("/granskningar")));
    assert!(look(&mut rut, "/granskningar?status=avslutad").await.body.contains(">5 granskningar<"));
    archive_of(&world, "MER", 1_000, 0).await;
    let many = look(&mut rut, "/granskningar").await;
    assert!(many.body.contains(">1\u{a0}042 granskningar<") && many.body.contains("Visar 1–25 av 1\u{a0}042"), "{}", many.sentence());
    assert!(look(&mut rut, &next(&many).unwrap()).await.body.contains("Visar 26–50 av 1\u{a0}042"));
    assert!(look(&mut rut, "/granskningar?status=avslutad").await.body.contains(">5 granskningar<"));
    // What the database has not counted beforehand it counts only so far; words, which must be read, less far.
    let of_a_year = look(&mut rut, "/granskningar?ar=2020").await;
    assert!(of_a_year.body.contains(">Fler än 1\u{a0}000 granskningar<"), "{}", of_a_year.sentence());
    assert!(of_a_year.body.contains("Visar 1–25 av fler än 1\u{a0}000"), "{}", of_a_year.sentence());
    let words = look(&mut rut, "/granskningar?q=arkivets").await;
    assert!(words.body.contains(">Fler än 100 granskningar<") && words.body.contains("Visar 1–25 av fler än 100"), "{}", words.sentence());
    let few = look(&mut rut, "/granskningar?q=arkivets&status=avslutad").await;
    assert!(few.body.contains(">5 granskningar<"), "a smaller part is still counted in full");
}

#[tokio::test]
async fn filters_work_together_and_stay_in_every_link_of_the_list() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    archive(&world, 60, 40).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let asked = "/granskningar?q=Arkivets%20granskning&status=avslutad&namnd=servicenamnden&ar=2020";
    let page = look(&mut rut, asked).await;
    assert!(page.body.contains(">40 granskningar<"), "{}", page.sentence());
    let on = next(&page).unwrap();
    assert!(on.starts_with(&format!("{asked}&efter=")), "{on}");
    assert_eq!(link(&page, " download>").as_deref(), Some(asked.replace("/granskningar?", "/granskningar.xlsx?").as_str()));
    assert_eq!(link(&page, " download>Hämta som CSV").as_deref(), Some(asked.replace("/granskningar?", "/granskningar.csv?").as_str()));
    assert_eq!(link(&page, ">Ta bort Avslutad").as_deref(), Some("/granskningar?q=Arkivets%20granskning&namnd=servicenamnden&ar=2020"));
    assert_eq!(page.hidden("till").unwrap().replace("&#38;", "&"), asked);
    // Each of them does something.
    for (filter, found) in [
        ("status=forsenat", 20),
        ("q=Arkivets+granskning+60", 1),
        ("q=rev-2025", 1),
        ("ar=2025", 1),
        ("namnd=kommunstyrelsen", 1),
        ("namnd=miljonamnden", 0),
        ("ar=2019", 0),
    ] {
        let page = look(&mut rut, &format!("/granskningar?{filter}")).await;
        let said = if found == 1 { ">1 granskning<".to_owned() } else { format!(">{found} granskningar<") };
        assert!(page.body.contains(&said), "{filter}: {}", page.sentence());
    }
    let none = look(&mut rut, "/granskningar?ar=2019").await;
    assert!(none.body.contains("Inget matchar filtren.") && link(&none, ">Rensa filtren").as_deref() == Some("/granskningar"), "{}", none.sentence());
    // What is searched for is meant literally.
    assert!(look(&mut rut, "/granskningar?q=%25").await.body.contains(">0 granskningar<"));
}

#[tokio::test]
async fn what_a_list_does_not_know_is_named_and_never_an_error() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut ada = world.signed_in("Ada Admin").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for list in every_list() {
        for odd in ["status=foo&sida=2", "efter=x", "fore=%00", "efter=1~2~3~4", "efter=9999999999~00000000-0000-0000-0000-000000000000", "efter=%FF%FE"] {
            let reader = if list.starts_with("/admin") { &mut ada } else { &mut rut };
            let page = look(reader, &format!("{list}?{odd}")).await;
            let said = if odd.contains("foo") { "Filtret ”status=foo” finns inte och har inte använts." } else { "Platsen i listan gick inte att läsa." };
            assert!(page.body.contains(said), "{list}?{odd}");
            assert!(!odd.contains("sida") || page.body.contains("Filtret ”sida=2” finns inte"), "{list}?{odd}");
        }
    }
    assert!(look(&mut fia, "/granskningar?status=utkast").await.body.contains("Filtret ”status=utkast” finns inte"), "the council has no drafts to ask for");
    assert!(!look(&mut rut, "/granskningar?status=utkast&klart=audit_sent").await.body.contains("finns inte"));
    let english = {
        rut.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap().done().unwrap();
        look(&mut rut, "/granskningar?status=foo").await
    };
    assert!(english.body.contains("There is no filter “status=foo”, and it has not been used."));
    // A file cannot say so.
    let file = rut.get("/granskningar.csv?status=foo").await.unwrap();
    assert_eq!(file.status, 422);
}

/// The addresses of all lists, from the register: a list has a file.
fn every_list() -> Vec<String> {
    let files = app::routes().into_iter().filter(|route| route.path.ends_with(".csv"));
    files.map(|route| route.path.trim_end_matches(".csv").replace("/{slug}/yttranden", "/{slug}").replace("{slug}", "servicenamnden")).collect()
}

#[tokio::test]
async fn a_file_holds_the_rows_of_the_list_and_nothing_that_a_spreadsheet_would_evaluate() {
    let world = World::at("2025-02-03 09:00").await;
    archive(&world, 1_130, 560).await;
    let title = "=HYPERLINK(\"http://x\";\"Städ; avtal\")";
    world.unsent_audit_of(&crate::world::audit_form(&[("title", title)])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let file = look(&mut rut, "/granskningar.csv").await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8; header=present");
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("granskningar.csv"));
    let all = rows(&file);
    assert_eq!(all[0], ["Diarienummer", "Titel", "Nämnder", "Skickad", "Nästa sista dag", "Status", "Avslutad den", "Flyttad efter dagen"]);
    assert_eq!(all.len(), 1 + 1 + 1_130);
    assert_eq!(all[1][..3], ["REV-2025-1".to_owned(), format!("'{title}"), "Kommunstyrelsen, Servicenämnden".to_owned()]);
    assert_eq!(all[1][5], "Utkast");
    let references_in_file: BTreeSet<&String> = all[1..].iter().map(|row| &row[0]).collect();
    assert_eq!(references_in_file.len(), 1_131, "every row once");
    // The same rows, in the same order, as the pages show.
    let narrowed = rows(&look(&mut rut, "/granskningar.csv?status=avslutad&q=00").await);
    let (mut met, mut page) = (Vec::new(), look(&mut rut, "/granskningar?status=avslutad&q=00").await);
    loop {
        met.extend(references(&page));
        let Some(address) = next(&page) else { break };
        page = look(&mut rut, &address).await;
    }
    assert_eq!(narrowed[1..].iter().map(|row| row[0].clone()).collect::<Vec<_>>(), met);
    assert!(narrowed[1..].iter().all(|row| row[5] == "Avslutad" && row[6] == "2021-01-20" && row[3] == "2020-01-20"));
    rut.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap().done().unwrap();
    assert_eq!(rows(&look(&mut rut, "/granskningar.csv").await)[0][..2], ["Reference".to_owned(), "Title".to_owned()]);
}

#[tokio::test]
async fn what_was_found_by_words_is_a_file_too_unless_the_file_would_lack_some_of_it() {
    let world = World::at("2025-02-03 09:00").await;
    let title = "=SUM(1) städavtal";
    world.unsent_audit_of(&crate::world::audit_form(&[("title", title)])).await;
    archive(&world, 120, 0).await;
    let (mut rut, mut fia) = (world.signed_in("Rut Revisor").await, world.signed_in("Fia Fullmäktig").await);
    assert_eq!(rows(&look(&mut fia, "/sok.csv?q=st%C3%A4davtal").await).len(), 1, "a draft is found by nobody");
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    let page = look(&mut fia, "/sok?q=st%C3%A4davtal").await;
    assert_eq!(link(&page, " download>").as_deref(), Some("/sok.xlsx?q=st%C3%A4davtal"), "{}", page.body);
    assert_eq!(link(&page, " download>Hämta som CSV").as_deref(), Some("/sok.csv?q=st%C3%A4davtal"));
    let file = rows(&look(&mut fia, "/sok.csv?q=st%C3%A4davtal").await);
    assert_eq!(file[0], ["Typ av text", "Dag", "Diarienummer", "Granskning", "Punkt", "Nämnd", "Yttrande", "Text"]);
    let inert = format!("'{title}");
    assert_eq!(file[1], ["Granskning", "2025-02-03", "REV-2025-1", &inert, "", "", "", &inert]);
    assert!(page.body.contains(&format!(">{} träff", file.len() - 1)), "{}", page.body);
    // More than are looked for: the page says so, and a file could not.
    let page = look(&mut fia, "/sok?q=arkivets").await;
    assert!(page.body.contains("och alla visas inte") && link(&page, " download>").is_none(), "{}", page.body);
    let refused = fia.get("/sok.csv?q=arkivets").await.unwrap();
    assert!(refused.status == 422 && refused.body.contains("Filen skulle inte ha med allt"), "{}", refused.body);
}

#[tokio::test]
async fn everybody_lists_only_what_she_may_see() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    archive(&world, 3, 0).await;
    for name in ["Sara Service", "Fia Fullmäktig", "Kim Kommun"] {
        let mut reader = world.signed_in(name).await;
        for address in ["/granskningar", "/granskningar.csv", "/granskningar?q=Städavtal", "/granskningar?namnd=kommunstyrelsen"] {
            assert!(!look(&mut reader, address).await.body.contains("REV-2025-1"), "{name} sees a draft in {address}");
        }
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(references(&look(&mut rut, "/granskningar").await)[0], "REV-2025-1");
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    let own = |rows: Vec<Vec<String>>| rows[1..].iter().map(|row| row[2].clone()).collect::<BTreeSet<String>>();
    let mut sara = world.signed_in("Sara Service").await;
    let mut kim = world.signed_in("Kim Kommun").await;
    assert_eq!(own(rows(&look(&mut sara, "/yttranden.csv").await)), BTreeSet::from(["Servicenämnden".to_owned()]));
    assert_eq!(own(rows(&look(&mut kim, "/yttranden.csv").await)), BTreeSet::from(["Kommunstyrelsen".to_owned()]));
    assert!(look(&mut kim, "/yttranden?namnd=servicenamnden").await.body.contains("Filtret ”namnd=servicenamnden” finns inte"));
    assert_eq!(own(rows(&look(&mut rut, "/yttranden.csv").await)).len(), 2);
}

#[tokio::test]
async fn people_and_mails_are_paged_and_found_like_everything_else() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let lines: Vec<String> = (1..=60).map(|n| format!("Örjan Läsare {n:02}; orjan.{n:02}@kommun.example; läsare")).collect();
    ada.post("/admin/personer/lagg-till", &[("people", &lines.join("\n"))]).await.unwrap().shown().unwrap();
    let (mut met, mut page) = (Vec::new(), look(&mut ada, "/admin/personer").await);
    loop {
        met.extend(page.body.split("data-l=\"E-postadress\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect::<Vec<_>>());
        let Some(address) = next(&page) else { break };
        page = look(&mut ada, &address).await;
    }
    assert_eq!((met.len(), met.iter().collect::<BTreeSet<_>>().len()), (68, 68));
    assert_eq!(met.last().unwrap(), "orjan.60@kommun.example", "ö comes last in Swedish");
    assert!(look(&mut ada, "/admin/personer?lage=inbjuden&q=%C3%96RJAN").await.body.contains(">60 personer<"));
    assert!(look(&mut ada, "/admin/personer?lage=aktiv").await.body.contains(">8 personer<"));
    let file = rows(&look(&mut ada, "/admin/personer.csv?q=rut").await);
    assert_eq!(file[1][..4], ["Rut Revisor".to_owned(), email("Rut Revisor"), "Revisor".to_owned(), "Aktiv".to_owned()]);
    for _ in 0..27 {
        ada.post("/admin/utskick/testmejl", &[]).await.unwrap().done().unwrap();
    }
    let first = look(&mut ada, "/admin/utskick").await;
    assert!(first.body.contains(">27 mejl<") && first.body.contains("Visar 1–25 av 27"), "{}", first.sentence());
    let second = look(&mut ada, &next(&first).unwrap()).await;
    assert_eq!(second.body.matches(">Testmejl<").count(), 2, "mails of one instant are told apart");
    assert!(look(&mut ada, "/admin/utskick?visa=misslyckade").await.body.contains(">0 mejl<"));
    assert_eq!(rows(&look(&mut ada, "/admin/utskick.csv?visa=vantar").await).len(), 28);
}

#[tokio::test]
async fn a_page_of_a_list_stays_small_however_much_there_is() {
    let world = World::at("2025-02-03 09:00").await;
    archive(&world, 1_500, 300).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for list in every_list().iter().filter(|list| !list.starts_with("/admin")) {
        let bytes = look(&mut rut, list).await.content.len();
        assert!(bytes <= 60_000, "{list} has {bytes} bytes");
    }
}
