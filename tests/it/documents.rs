//! The documents, held against the code: what they name must be there. A sentence can still be untrue; a name cannot.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(top().join(path)).unwrap()
}

/// Every file below a folder with one of these endings.
fn files(under: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![top().join(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| endings.contains(&e.to_string_lossy().as_ref())) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The documents at the top and below `docs`.
fn documents() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        fs::read_dir(top()).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    all.extend(files("docs", &["md"]));
    assert!(all.len() > 20, "{all:?}");
    all
}

/// What stands between backticks in a text, outside of blocks of code.
fn quoted(text: &str) -> Vec<String> {
    let prose: String = text.split("```").step_by(2).collect();
    prose.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn functions(under: &[&str]) -> BTreeSet<String> {
    let sources = under.iter().flat_map(|folder| files(folder, &["rs"]));
    sources
        .flat_map(|path| {
            let source = fs::read_to_string(path).unwrap();
            source.lines().filter_map(|line| line.split("fn ").nth(1)).map(|rest| rest.split(['(', '<']).next().unwrap().to_owned()).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_test_that_a_promise_names_is_there() {
    let (stories, rules) = (functions(&["tests/it"]), functions(&["src"]));
    let private = functions(&["tests"]);
    let modules: Vec<String> = files("src", &["rs"]).iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let mut named = 0;
    for word in quoted(&text("docs/promises.md")).into_iter().chain(quoted(&text("docs/lessons.md"))) {
        let Some((kind, name)) = word.split_once(' ').filter(|(kind, _)| ["T", "L", "P"].contains(kind)) else { continue };
        let name = name.replace(' ', "_");
        named += 1;
        let there = |names: &BTreeSet<String>| names.iter().any(|function| function.contains(&name));
        let found = match kind {
            "T" => there(&stories),
            "L" => there(&rules) || modules.iter().any(|module| module.contains(&name)),
            _ => there(&private),
        };
        assert!(found, "a document names the test {word}, which is not there");
    }
    assert!(named > 80, "only {named} tests are named");
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let folders =
        ["src/", "tests/", "templates/", "migrations/", "docs/", "static/", "tools/", "examples/", "domain/", "platform/", "features/", "demo/", "commands/"];
    for document in documents() {
        for word in quoted(&fs::read_to_string(&document).unwrap()) {
            let path = word.split([' ', '#']).next().unwrap().trim_end_matches(['/', '.', ',']);
            // A name in braces, or one that goes on with a star, stands for several.
            if !folders.iter().any(|folder| path.starts_with(folder)) || path.contains(['{', '*', '<', '…', '(']) {
                continue;
            }
            let there = ["", "src", "src/features"].iter().any(|under| {
                let whole = top().join(under).join(path);
                whole.exists() || whole.with_extension("rs").exists()
            });
            assert!(there, "{} names {path}, which is not there", document.display());
        }
    }
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    for document in documents() {
        let source = fs::read_to_string(&document).unwrap();
        for link in source.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap();
            if path.is_empty() || path.contains("://") {
                continue;
            }
            assert!(document.parent().unwrap().join(path).exists(), "{} links to {path}", document.display());
        }
    }
}

/// The verbs that the program shows, as its own help lists them.
fn verbs() -> BTreeSet<String> {
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_yttrande")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let verbs = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    verbs.filter(|verb| *verb != "help").map(str::to_owned).collect()
}

#[test]
fn the_readme_lists_every_verb_of_the_program_and_no_other() {
    let readme = text("README.md");
    let table = readme.split("| verb | does |").nth(1).unwrap().split("\n\n").next().unwrap();
    let listed: BTreeSet<String> =
        table.lines().filter_map(|line| line.strip_prefix("| `")).map(|rest| rest.split(['`', ' ']).next().unwrap().to_owned()).collect();
    assert_eq!(listed, verbs());
}

#[test]
fn the_readme_explains_every_variable_that_the_program_reads() {
    let readme = text("README.md");
    for path in files("src", &["rs"]) {
        let source = fs::read_to_string(&path).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap();
        for name in code.split('"').skip(1).step_by(2) {
            let is_variable = name.starts_with("YTTRANDE_") && name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            assert!(!is_variable || readme.contains(name), "{} reads {name}, which README.md does not explain", path.display());
        }
    }
}

#[test]
fn every_promise_that_has_a_command_stands_in_its_table_with_the_same_sentence() {
    let table = text("docs/promises.md");
    let table = table.split("| command | promise | shown |").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut rows: Vec<(String, String)> = Vec::new();
    for row in table.lines().filter_map(|line| line.strip_prefix("| `")) {
        let (name, rest) = row.split_once("` | ").unwrap();
        rows.push((name.to_owned(), rest.split(" |").next().unwrap().to_owned()));
    }
    let files = files("tools/promises", &["sh"]);
    let said: Vec<(String, String)> = files
        .iter()
        .map(|path| {
            let source = fs::read_to_string(path).unwrap();
            let sentence = source.lines().find_map(|line| line.strip_prefix("promise=\"")).unwrap().trim_end_matches('"').to_owned();
            assert!(source.contains("\nred=") && source.contains("\ncontrol()") && source.contains("\nshort()"), "{}", path.display());
            (path.file_stem().unwrap().to_string_lossy().into_owned(), sentence)
        })
        .collect();
    rows.sort();
    assert_eq!(rows, said);
}

#[test]
fn no_two_decisions_have_one_number_and_all_stay_short() {
    let mut numbers = Vec::new();
    for path in files("docs/adr", &["md"]) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        numbers.push(name.get(..4).unwrap().parse::<usize>().unwrap());
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 60, "{name} has {lines} lines");
    }
    let different: BTreeSet<_> = numbers.iter().collect();
    assert_eq!(different.len(), numbers.len(), "{numbers:?}");
}
