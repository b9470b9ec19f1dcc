//! What is said of each demand of OWASP ASVS 5.0 in `docs/asvs.csv`, held against the repository: what is named as evidence must
//! be there. Whether it shows what is demanded, people judge.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How many demands each chapter has, as version 5.0.0 counts them: 345 in all.
const CHAPTERS: [usize; 17] = [30, 13, 31, 16, 13, 47, 19, 13, 7, 36, 24, 12, 21, 13, 21, 17, 12];

struct Demand {
    id: Vec<u32>,
    level: String,
    demands: String,
    applies: String,
    state: String,
    evidence: Vec<String>,
    note: String,
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn demands() -> Vec<Demand> {
    let mut reader = csv::Reader::from_path(top().join("docs/asvs.csv")).unwrap();
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), ["id", "level", "demands", "applies", "state", "evidence", "note"]);
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let cell = |n: usize| row[n].to_owned();
        Demand {
            id: row[0].split('.').map(|part| part.parse().unwrap()).collect(),
            level: cell(1),
            demands: cell(2),
            applies: cell(3),
            state: cell(4),
            evidence: row[5].split(" | ").filter(|one| !one.is_empty()).map(str::to_owned).collect(),
            note: cell(6),
        }
    });
    rows.collect()
}

/// Whether a source has a test of this name.
fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let is_it = |line: &str| line.strip_prefix("async ").unwrap_or(line).starts_with(&format!("fn {name}("));
    lines.iter().enumerate().filter(|(_, line)| is_it(line)).any(|(at, _)| {
        let mut above = lines[..at].iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("///"));
        above.any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
    })
}

/// A file, or `file#what`: a test, the head of a chapter of a document, or words that stand in the file.
fn is_there(evidence: &str) -> bool {
    let (path, what) = evidence.split_once('#').map_or((evidence, None), |(path, what)| (path, Some(what)));
    let Ok(source) = fs::read_to_string(top().join(path)) else { return false };
    match what {
        None => true,
        Some(name) if path.starts_with("tests/") => has_test(&source, name),
        Some(head) if path.ends_with(".md") => source.lines().any(|line| line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) == Some(head)),
        Some(words) => source.contains(words),
    }
}

#[test]
fn every_demand_stands_there_once_and_in_order() {
    let demands = demands();
    assert!(demands.windows(2).all(|two| two[0].id < two[1].id), "two have one number, or they are not in order");
    let mut chapters: BTreeMap<u32, usize> = BTreeMap::new();
    for demand in &demands {
        assert_eq!(demand.id.len(), 3, "{:?}", demand.id);
        *chapters.entry(demand.id[0]).or_default() += 1;
    }
    assert!(chapters.keys().copied().eq(1..=17), "{chapters:?}");
    assert_eq!(chapters.into_values().collect::<Vec<_>>(), CHAPTERS);
}

#[test]
fn every_demand_has_its_state_with_evidence_or_the_reason() {
    for Demand { id, level, demands, applies, state, evidence, note } in demands() {
        assert!(["1", "2", "3"].contains(&level.as_str()) && !demands.is_empty(), "{id:?}");
        assert_eq!(applies, if state == "not applicable" { "no" } else { "yes" }, "{id:?}");
        match state.as_str() {
            "met" => assert!(!evidence.is_empty(), "{id:?} is met, and nothing shows it"),
            "partly" => assert!(!evidence.is_empty() && !note.is_empty(), "{id:?}: what is there, and what is missing?"),
            "not met" => assert!(!note.is_empty(), "{id:?}: what is missing?"),
            "not applicable" => assert!(evidence.is_empty() && !note.is_empty(), "{id:?}: why not?"),
            other => panic!("{id:?} has the state {other}"),
        }
    }
}

#[test]
fn whatever_is_named_as_evidence_is_there() {
    let mut looked_at = 0;
    for Demand { id, evidence, .. } in demands() {
        for one in evidence {
            assert!(is_there(&one), "{id:?} names {one}, which is not there");
            looked_at += 1;
        }
    }
    assert!(looked_at > 300, "{looked_at}");
    // What would hide that nothing is looked at.
    for nothing in
        ["tests/it/door.rs#nobody", "tests/it/door.rs#jobs_are_done", "SECURITY.md#No such head", "src/no_such_file.rs", "Cargo.toml#unsafe_code = \"allow\""]
    {
        assert!(!is_there(nothing), "{nothing}");
    }
}
