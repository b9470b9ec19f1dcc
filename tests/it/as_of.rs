//! How it was on a day that is over: the overview, an audit and the register, as somebody would have read them that evening.

use yttrande::demo::player::Player;

use crate::projections::pages::said;
use crate::world::{RESPONSE, World, look, sees, sees_none};

const AUDIT: &str = "/granskningar/rev-2025-1";
const REGISTER: &str = "/rekommendationer?visa=bedomningar";
const PAGES: [&str; 3] = ["/oversikt", AUDIT, REGISTER];
const READERS: [&str; 4] = ["Fia Fullmäktig", "Rut Revisor", "Sara Service", "Kim Kommun"];

fn of_day(path: &str, day: &str) -> String {
    format!("{path}{}per={day}", if path.contains('?') { '&' } else { '?' })
}

/// What somebody from the council reads on the three pages; years by their numbers, as a day that is over has them.
async fn evening(world: &World, day: &str) -> Vec<String> {
    world.move_to(&format!("{day} 23:50"));
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let mut read = Vec::new();
    for path in PAGES {
        read.push(said(&look(&mut fia, path).await.body));
    }
    read
}

async fn posts(world: &World, name: &str, path: &str, fields: &[(&str, &str)]) {
    world.signed_in(name).await.post(path, fields).await.unwrap().done().unwrap_or_else(|error| panic!("{path}: {error}"));
}

pub(crate) async fn judges(world: &World) {
    for (code, grade) in [("B1", "sufficient"), ("R1", "partly_sufficient"), ("R2", "insufficient")] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", grade), ("comment", "Se rapporten."), ("note", "Bara vi."), ("do", "next")];
        posts(world, "Rut Revisor", &format!("{RESPONSE}/omdome/{code}"), &fields).await;
    }
    posts(world, "Rut Revisor", &format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Delvis.")]).await;
}

/// A spring in which much happens to one audit; what was read at the end of each day.
async fn a_spring() -> (World, Vec<(&'static str, Vec<String>)>) {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut evenings = vec![("2025-02-03", evening(&world, "2025-02-03").await)];
    world.move_to("2025-02-10 09:00");
    let item = [("seen", "1"), ("heading", "Följ upp städavtalen"), ("body", "Varje kvartal."), ("reason", "Det sades inte vad.")];
    posts(&world, "Rut Revisor", &format!("{AUDIT}/ratta/punkter/R1"), &item).await;
    evenings.push(("2025-02-10", evening(&world, "2025-02-10").await));
    world.move_to("2025-03-01 09:00");
    let name = [("name", "Fastighetsnämnden"), ("rename_reason", "Ny organisation")];
    posts(&world, "Ada Admin", "/admin/namnder/servicenamnden/namn", &name).await;
    evenings.push(("2025-03-01", evening(&world, "2025-03-01").await));
    world.move_to("2025-04-02 09:00");
    world.submitted_response().await;
    evenings.push(("2025-04-02", evening(&world, "2025-04-02").await));
    world.move_to("2025-04-10 09:00");
    judges(&world).await;
    evenings.push(("2025-04-10", evening(&world, "2025-04-10").await));
    world.move_to("2025-05-02 09:00");
    let act = [
        ("held_on", "2025-04-24"),
        ("section", "45"),
        ("handling", "arende"),
        ("asked", "Nämnden återkommer i juni."),
        ("minutes", "https://kommun.example/kf/45"),
        ("seen", "0"),
    ];
    posts(&world, "Rut Revisor", &format!("{AUDIT}/fullmaktige"), &act).await;
    evenings.push(("2025-05-02", evening(&world, "2025-05-02").await));
    // The promises of September pass.
    evenings.push(("2025-10-20", evening(&world, "2025-10-20").await));
    world.move_to("2025-10-22 09:00");
    (world, evenings)
}

#[tokio::test]
async fn each_of_the_three_pages_says_of_a_day_what_it_said_that_evening() {
    let (world, evenings) = a_spring().await;
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        for (day, evening) in &evenings {
            for (path, read) in PAGES.iter().zip(evening) {
                // A board's people see their own rows of the register first.
                let path = if *path == REGISTER { &format!("{REGISTER}&namnd=alla") } else { *path };
                let path = if name.ends_with("Fullmäktig") || name.ends_with("Revisor") { path.trim_end_matches("&namnd=alla") } else { path };
                let page = look(&mut reader, &of_day(path, day)).await;
                sees(&page, &["Så här var det den ", "Visa läget i dag"]);
                if name == "Fia Fullmäktig" || path == "/oversikt" {
                    assert_eq!(&said(&page.body), read, "{name} reads {path} as of {day}");
                }
            }
        }
    }
    let mut read: Vec<&String> = evenings.iter().flat_map(|(_, read)| read).collect();
    read.sort();
    read.dedup();
    assert!(read.len() > 14, "little happened: {}", read.len());
}

#[tokio::test]
async fn a_day_that_is_over_shows_nothing_of_what_came_later_and_offers_nothing_to_do() {
    let (world, _) = a_spring().await;
    // An audit that nobody has sent.
    let draft = crate::world::audit_form(&[("reference", "REV-2025-9"), ("title", "Hemligt utkast")]);
    posts(&world, "Rut Revisor", "/granskningar/ny/sjalv", &draft).await;
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        for path in PAGES {
            let page = look(&mut reader, &of_day(path, "2025-02-05")).await;
            let later = ["städavtalen", "Det sades inte vad", "Fastighetsnämnden", "Delvis tillräckligt", "§\u{a0}45", "Hemligt utkast", "Bara vi."];
            sees_none(&page, &later);
            sees_none(&page, &["Påminn nämnden", "/ratta\"", "/ansvarig\"", "/avsluta\"", "/ny-omgang\"", "/arbete\"", "/handelser?granskning"]);
        }
    }
}

/// Where the links of a page lead.
fn links(body: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(body);
    let links = scraper::Selector::parse("main a[href]").unwrap();
    page.select(&links).map(|link| link.value().attr("href").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_day_is_kept_in_every_link_that_can_show_it_and_there_is_a_way_back_to_today() {
    let (world, _) = a_spring().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for path in ["/oversikt", REGISTER] {
        let page = look(&mut fia, &of_day(path, "2025-04-15")).await;
        let all = links(&page.body);
        assert!(all.iter().any(|link| link == path), "no way back to today: {all:?}");
        for link in all.iter().filter(|link| *link != path && !link.starts_with('#')) {
            let shows_a_day = ["/oversikt", "/granskningar/", "/rekommendationer"].iter().any(|page| link.starts_with(page));
            // The list's own ways to let a filter go are its rows of another choice.
            assert!(link.contains("per=2025-04-15") || !shows_a_day || link.starts_with(path.split('?').next().unwrap()), "{path} leads to {link}");
            assert!(!["/namnder", "/granskningar?"].iter().any(|today| link.starts_with(today)), "{path} leads to today's {link}");
        }
    }
    // The rows that a number leads to are those that were counted.
    let overview = look(&mut fia, "/oversikt?per=2025-04-15").await;
    let waits = links(&overview.body).into_iter().find(|link| link.contains("omdome=vantar")).unwrap();
    sees(&look(&mut fia, &waits).await, &["Så här var det den 15 april 2025."]);
    // From an item there is the way back to the same day.
    let register = look(&mut fia, &of_day(REGISTER, "2025-04-15")).await;
    let item = links(&register.body).into_iter().find(|link| link.starts_with("/rekommendationer/rev-2025-1/R1/")).unwrap();
    let page = look(&mut fia, &item).await;
    sees(&page, &["Du kom hit från läget den 15 april 2025."]);
    let crumbs = scraper::Html::parse_document(&page.body);
    let back = scraper::Selector::parse(".crumbs a").unwrap();
    let back: Vec<&str> = crumbs.select(&back).map(|link| link.value().attr("href").unwrap()).collect();
    assert_eq!(back, ["/rekommendationer?per=2025-04-15&visa=bedomningar", "/granskningar/rev-2025-1?per=2025-04-15"]);
    // Whoever changes the language stays at the day.
    let till = scraper::Selector::parse("input[name=till]").unwrap();
    let register = scraper::Html::parse_document(&register.body);
    assert_eq!(register.select(&till).next().unwrap().value().attr("value"), Some("/rekommendationer?per=2025-04-15&visa=bedomningar"));
}

#[tokio::test]
async fn the_register_of_a_day_is_also_a_file_that_says_which_day_it_is() {
    let (world, _) = a_spring().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let file = fia.get("/rekommendationer.csv?per=2025-03-15").await.unwrap();
    assert_eq!(file.status, 200);
    let lines: Vec<&str> = file.body.trim_end().lines().collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[0].ends_with(";Läget den") && lines[1..].iter().all(|line| line.ends_with(";2025-03-15") && line.contains("Svar väntas")), "{lines:?}");
    let today = fia.get("/rekommendationer.csv").await.unwrap();
    assert!(!today.body.contains("Läget den"), "{}", today.body);
    for refused in ["/rekommendationer.csv?per=2030-01-01", "/rekommendationer.csv?per=2020-01-01", "/rekommendationer.xlsx?per=igår"] {
        assert_eq!(fia.get(refused).await.unwrap().status, 422, "{refused}: a file cannot say that it shows another day");
    }
}

async fn refuses(reader: &mut Player, path: &str, day: &str, why: &str) {
    let page = look(reader, &of_day(path, day)).await;
    assert!(page.body.contains(why), "{path} as of {day}: {}", page.body);
    sees_none(&page, &["Så här var det"]);
}

#[tokio::test]
async fn a_day_that_cannot_be_shown_is_refused_with_its_reason_and_today_is_shown() {
    let (world, _) = a_spring().await;
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        for path in PAGES {
            refuses(&mut reader, path, "2025-10-23", "Den 23 oktober 2025 har inte varit än. Här är läget i dag.").await;
            refuses(&mut reader, path, "2099-12-31", "har inte varit än.").await;
            for nonsense in ["hej", "2025-02-30", "%27%3B%20drop%20table%20audit", "0", "-1", "2025-03", "99999999999999999999", "9999-12-31", "0001-01-01"] {
                refuses(&mut reader, path, nonsense, "är ingen dag.").await;
            }
            let first = if path == AUDIT { "Granskningen skickades den 3 februari 2025." } else { "Den första granskningen skickades den 3 februari 2025." };
            refuses(&mut reader, path, "2025-02-02", first).await;
            refuses(&mut reader, path, "2000-01-01", first).await;
            sees(&look(&mut reader, &of_day(path, "3 mars 2025").replace(' ', "%20")).await, &["Så här var det den 3 mars 2025."]);
            sees_none(&look(&mut reader, &of_day(path, "2025-10-22")).await, &["Så här var det", "är ingen dag", "Filtret"]);
        }
    }
    // Markup is what somebody typed.
    let page = look(&mut world.signed_in("Fia Fullmäktig").await, "/oversikt?per=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    sees_none(&page, &["<script>alert"]);
}

#[tokio::test]
async fn where_nothing_has_been_sent_no_day_can_be_shown() {
    let world = World::at("2025-02-03 09:00").await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for path in ["/oversikt", REGISTER] {
        refuses(&mut fia, path, "2025-01-15", "Ingen granskning har skickats än.").await;
    }
}
