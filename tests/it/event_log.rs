//! The event log as people read it: their own authority's, in words, and nobody else's.

use crate::world::World;

const LOG: &str = "/handelser";

#[tokio::test]
async fn each_authority_reads_its_own_log_in_words() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    for (name, sees, sees_not) in [
        ("Rut Revisor", vec!["Skickade granskningen: ", "Lämnade in yttrandet", "Rut Revisor", "Sara Service"], vec!["Låste texten", "Gav "]),
        ("Lars Läsare", vec!["Skickade granskningen"], vec!["Låste texten"]),
        ("Sara Service", vec!["Låste texten", "Skrev in beslutet den", "Lämnade in yttrandet"], vec!["Skickade granskningen", "Gav "]),
        ("Kim Kommun", vec!["Inga händelser."], vec!["Låste texten", "Lämnade in"]),
        (
            "Ada Admin",
            vec!["Satte upp tjänsten", "Gav Rut Revisor rollen revisor", "Lade till Servicenämnden", "Loggade in"],
            vec!["Låste texten", "REV-2025-1"],
        ),
    ] {
        let mut reader = world.signed_in(name).await;
        // The page, and all of it as a file.
        let log = reader.get(LOG).await.unwrap().shown().unwrap().body + &reader.get(&format!("{LOG}.csv")).await.unwrap().body;
        for words in sees {
            assert!(log.contains(words), "{name} sees {words}: {log}");
        }
        for words in sees_not {
            assert!(!log.contains(words), "{name} does not see {words}");
        }
    }
    assert_eq!(world.signed_in("Fia Fullmäktig").await.get(LOG).await.unwrap().status, 404);
}

#[tokio::test]
async fn on_english_pages_what_is_swedish_in_an_event_is_marked_and_nothing_else() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let marked = "<span lang=\"sv\">Servicenämnden</span>";
    for (name, sentence) in
        [("Rut Revisor", format!("{marked}, first response</a>")), ("Ada Admin", format!("Gave Siv Handläggare the role contributor at {marked}</td>"))]
    {
        let mut reader = world.signed_in(name).await;
        reader.post("/sprak", &[("sprak", "en"), ("till", LOG)]).await.unwrap().done().unwrap();
        let log = reader.get(LOG).await.unwrap().shown().unwrap().body;
        let isolated = log.replace(['\u{2068}', '\u{2069}'], "");
        assert!(isolated.contains(&sentence), "{name}: {isolated}");
        // In a file, and on Swedish pages, nothing is marked.
        reader.post("/sprak", &[("sprak", "sv"), ("till", LOG)]).await.unwrap().done().unwrap();
        let plain = reader.get(LOG).await.unwrap().body + &reader.get(&format!("{LOG}.csv")).await.unwrap().body;
        assert!(!plain.contains("<span lang=") && !plain.contains(['\u{1fffe}', '\u{1ffff}']), "{plain}");
    }
}

#[tokio::test]
async fn the_log_is_looked_through_by_kind_by_person_by_audit_and_by_day() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let all = rut.get(LOG).await.unwrap().shown().unwrap();
    let hers = all.body.split("href=\"").find(|rest| rest.starts_with("/handelser?vem=")).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    for (query, sees, sees_not) in [
        ("?vad=inkomna", "Lämnade in yttrandet", "Skickade granskningen"),
        ("?vad=granskningar", "Skickade granskningen", "Lämnade in yttrandet"),
        ("?granskning=REV-2025-1", "Skickade granskningen", "Visar 1"),
        ("?granskning=rev-2025-1&vad=inkomna", "Lämnade in yttrandet", "Sparade granskningen"),
        ("?granskning=finns-inte", "Inget matchar filtren.", "Skickade granskningen"),
        ("?fran=2025-02-03&till=2025-02-03", "Skickade granskningen", "Inget matchar filtren."),
        ("?till=2025-02-02", "Inget matchar filtren.", "Skickade granskningen"),
        ("?fran=i+g%C3%A5r", "Filtret ”fran=i går” finns inte", "Inget matchar filtren."),
        ("?vem=inte-en-person", "Filtret ”vem=inte-en-person” finns inte", "Inget matchar filtren."),
        ("?vad=inloggningar", "Filtret ”vad=inloggningar” finns inte", "Loggade in"),
    ] {
        let page = rut.get(&format!("{LOG}{query}")).await.unwrap().shown().unwrap();
        assert!(page.body.contains(sees) && !page.body.contains(sees_not), "{query}: {}", page.sentence());
    }
    let page = rut.get(&hers).await.unwrap().shown().unwrap();
    let names = ["Rut Revisor", "Sara Service"].map(|name| page.body.matches(&format!("Visa bara det {name} har gjort")).count());
    assert!(names.contains(&0) && names.iter().any(|n| *n > 0), "{names:?}");
    let kept = format!("name=\"vem\" value=\"{}\"", hers.split('=').next_back().unwrap());
    assert!(page.body.contains(&kept), "the form keeps whose doings are shown");

    let file = rut.get(&format!("{LOG}.csv?vad=inkomna")).await.unwrap();
    assert!(file.body.contains("Lämnade in yttrandet") && file.body.contains("REV-2025-1, Servicenämnden"), "{}", file.body);
}

#[tokio::test]
async fn a_long_log_is_read_page_by_page_and_nothing_is_left_out() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let items = rut.get("/granskningar/rev-2025-1/punkter").await.unwrap().shown().unwrap();
    let board = items.choice("boards", "Servicenämnden").unwrap();
    for n in 0..60 {
        let heading = format!("Punkt {n}");
        let item = [("kind", "recommendation"), ("heading", heading.as_str()), ("body", "Se över detta."), ("boards", board.as_str())];
        rut.post("/granskningar/rev-2025-1/punkter", &item).await.unwrap().done().unwrap();
    }
    let logged = world.count("select count(*) from event where authority = 'audit'").await;
    let (mut address, mut seen, mut pages) = (LOG.to_owned(), 0, 0);
    loop {
        let page = rut.get(&address).await.unwrap().shown().unwrap();
        seen += page.body.matches("<th scope=\"row\"").count();
        pages += 1;
        let next = page.body.split("href=\"").filter(|rest| rest.starts_with("/handelser?efter=")).find_map(|rest| rest.split('"').next());
        let Some(next) = next else { break };
        address = next.replace("&amp;", "&").replace("&#38;", "&");
    }
    assert_eq!((i64::try_from(seen).unwrap(), pages), (logged, 3));
}
