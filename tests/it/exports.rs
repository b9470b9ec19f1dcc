//! What leaves in files: nothing that whoever has them could not read on a page, and whole rows, also while everything changes.

use yttrande::demo::player::Player;

use crate::excel::sheet;
use crate::world::{RESPONSE, World, planned, saves};

/// Every list that is had as a file; with what is looked for.
const LISTS: [&str; 16] = [
    "/aviseringar",
    "/rekommendationer",
    "/granskningar",
    "/oversikt/sedan",
    "/namnder",
    "/namnder/servicenamnden/yttranden",
    "/sok?q=Kanarie",
    "/yttranden",
    "/handelser",
    "/paminnelser",
    "/sammantrade",
    "/kalender",
    "/kalender/arslista",
    "/admin/namnder",
    "/admin/personer",
    "/admin/utskick",
];

/// A list as a file of this kind, where she may have it.
async fn file(player: &mut Player, list: &str, kind: &str) -> Option<String> {
    let (path, query) = list.split_once('?').map_or((list, String::new()), |(path, query)| (path, format!("?{query}")));
    let page = player.get(&format!("{path}.{kind}{query}")).await.unwrap();
    match page.status.as_u16() {
        200 if kind == "xlsx" => Some(sheet(&page)),
        200 => Some(page.body),
        _ => None,
    }
}

/// The files in which the word stands that nobody but its writer may read, and how many files there were.
async fn found(world: &World, name: &str, word: &str) -> (Vec<String>, usize) {
    let mut player = world.signed_in(name).await;
    let (mut holding, mut files) = (Vec::new(), 0);
    for list in LISTS {
        for kind in ["csv", "xlsx"] {
            let Some(text) = file(&mut player, list, kind).await else { continue };
            files += 1;
            if text.contains(word) {
                holding.push(format!("{list}.{kind}"));
            }
        }
    }
    (holding, files)
}

/// Servicenämnden has answered, Rut judges it and notes something for herself, Sara drafts the follow-up.
async fn words_that_nobody_else_may_read() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let verdict = [
        ("submission", "1"),
        ("version", "0"),
        ("grade", "insufficient"),
        ("comment", "Kanarieomdömet väntar."),
        ("note", "Kanarieanteckningen."),
        ("do", "next"),
    ];
    rut.post(&format!("{RESPONSE}/omdome/R1"), &verdict).await.unwrap().done().unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    let part = format!("{}/arbete/sammanfattning", RESPONSE.replace("forsta", "uppfoljande"));
    sara.post(&part, &[("text", "Kanarieutkastet sjunger."), ("do", "save"), ("version", "0")]).await.unwrap().done().unwrap();
    world
}

#[tokio::test]
async fn no_file_holds_a_draft_an_unpublished_verdict_or_an_internal_note() {
    let world = words_that_nobody_else_may_read().await;
    let mut files = 0;
    for name in ["Rut Revisor", "Lars Läsare", "Sara Service", "Kim Kommun", "Fia Fullmäktig", "Ada Admin"] {
        let (holding, there) = found(&world, name, "Kanarie").await;
        assert!(holding.is_empty(), "{name} gets what is nobody's but its writer's in {holding:?}");
        files += there;
    }
    assert!(files > 80, "only {files} files were had");
}

/// The same look finds what has been handed in, so that it would have found the others.
#[tokio::test]
async fn what_has_been_handed_in_is_found_in_files() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let mut promise = planned("next");
    promise[1].1 = "Kanariefågeln lyfter.";
    saves(&mut sara, "punkter/R1", &promise).await.done().unwrap();
    assert!(found(&world, "Fia Fullmäktig", "Kanarie").await.0.is_empty());
    world.decides().await;
    world.hands_in().await;
    let (holding, _) = found(&world, "Fia Fullmäktig", "Kanarie").await;
    assert!(holding.contains(&"/sok?q=Kanarie.csv".to_owned()) && holding.contains(&"/sok?q=Kanarie.xlsx".to_owned()), "{holding:?}");
}

#[tokio::test]
async fn a_file_that_is_had_while_audits_are_recorded_has_whole_rows_and_each_once() {
    let world = World::at("2025-02-03 09:00").await;
    crate::lists::archive(&world, 300, 100).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let records = async {
        for n in 0..12 {
            let (reference, title) = (format!("NY-2025-{n}"), format!("Under tiden {n}"));
            let form = crate::world::audit_form(&[("reference", &reference), ("title", &title)]);
            rut.post("/granskningar/ny/sjalv", &form).await.unwrap().done().unwrap();
        }
    };
    let mut lars = world.signed_in("Lars Läsare").await;
    let reads = async {
        let mut sizes = Vec::new();
        for _ in 0..12 {
            let text = file(&mut lars, "/granskningar", "csv").await.unwrap();
            let mut rows: Vec<&str> = text.lines().collect();
            let columns = rows[0].matches(';').count();
            assert!(rows.iter().all(|row| row.matches(';').count() == columns), "a row is cut: {text}");
            sizes.push(rows.len());
            rows.sort_unstable();
            rows.dedup();
            assert_eq!(rows.len(), sizes[sizes.len() - 1], "a row stands twice");
        }
        sizes
    };
    let ((), sizes) = tokio::join!(records, reads);
    assert!(sizes.is_sorted() && sizes[0] >= 301, "{sizes:?}");
}
