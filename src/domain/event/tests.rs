use std::collections::BTreeSet;

use super::*;

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/events")
}

/// Every kind that can be written, by the names under which the log keeps them.
fn kinds() -> BTreeSet<String> {
    let unknown = serde_json::from_str::<Event>(r#"{"kind":"?"}"#).unwrap_err().to_string();
    unknown.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn fixture(kind: &str) -> Vec<serde_json::Value> {
    let path = folder().join(format!("{kind}.jsonl"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} has no fixture", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_kind_of_event_has_a_fixture_and_no_fixture_is_without_its_kind() {
    let files: BTreeSet<String> =
        std::fs::read_dir(folder()).unwrap().flatten().map(|file| file.path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert!(files.len() > 40, "{files:?}");
    assert_eq!(files, kinds());
}

/// The log is never rewritten: what a release has written, every later one must read. A line is added when an event
/// gets another form; none is ever changed or taken away.
#[test]
fn every_event_that_a_release_has_written_is_read_for_ever_and_the_last_line_is_as_it_is_written_now() {
    for kind in kinds() {
        let lines = fixture(&kind);
        let events: Vec<Event> = lines.iter().map(|line| serde_json::from_value(line.clone()).unwrap_or_else(|why| panic!("{line}: {why}"))).collect();
        let last = events.last().unwrap();
        assert_eq!(serde_json::to_value(last).unwrap(), *lines.last().unwrap(), "{kind} is written otherwise now: add a line");
        assert_eq!(last.kind_and_facts().unwrap().0, kind);
    }
}
