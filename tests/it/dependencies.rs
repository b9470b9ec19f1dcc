//! What the program is built from: whose it may be, where it may come from, and what is in it twice. This is what
//! `cargo deny` would judge of licences, bans and sources; why it does not, docs/adr/0013-dependencies.md says.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Licences that fit a program under EUPL-1.2: they ask for their own text to be kept, or, the MPL, for changed files
/// of theirs to be handed on. CDLA-Permissive is the one of a list of certificates.
const LICENCES: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// In the program in two versions, because its dependencies do not agree yet: lettre has the newer base64, sqlx the older
/// sha2 with what that stands on, ring the older getrandom, hashlink (of sqlx) the older hashbrown.
const TWICE: [&str; 8] = ["base64", "block-buffer", "cpufeatures", "crypto-common", "digest", "getrandom", "hashbrown", "sha2"];

/// Everything that is built here, as cargo sees it.
fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(rustc.stdout).unwrap().lines().find_map(|line| line.strip_prefix("host: ").map(str::to_owned)).unwrap();
    // Only what this machine needs has been fetched.
    let asked = ["metadata", "--locked", "--format-version", "1", "--filter-platform", &host];
    let output = Command::new(cargo).args(asked).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn packages(metadata: &Value) -> Vec<&Value> {
    metadata["packages"].as_array().unwrap().iter().collect()
}

fn name(package: &Value) -> String {
    format!("{} {}", package["name"].as_str().unwrap(), package["version"].as_str().unwrap())
}

/// Whether an expression of licences leaves a way that is allowed: `MIT OR LGPL-2.1`, `(MIT OR Apache-2.0) AND ISC`.
fn allowed(expression: &str) -> bool {
    let parts = |mark: &str| -> Option<Vec<String>> {
        let (mut depth, mut found) = (0_i32, vec![String::new()]);
        for word in expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ").split_whitespace() {
            depth += i32::from(word == "(") - i32::from(word == ")");
            if depth == 0 && word == mark {
                found.push(String::new());
            } else {
                let last = found.last_mut().unwrap();
                last.push_str(word);
                last.push(' ');
            }
        }
        (found.len() > 1).then_some(found)
    };
    // OR binds less than AND.
    if let Some(ways) = parts("OR") {
        return ways.iter().any(|way| allowed(way));
    }
    if let Some(all) = parts("AND") {
        return all.iter().all(|one| allowed(one));
    }
    let bare = expression.trim();
    match bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => allowed(inner),
        None => LICENCES.contains(&bare),
    }
}

#[test]
fn a_licence_is_read_as_it_is_meant() {
    for good in ["MIT", "MIT/Apache-2.0", "MIT OR LGPL-2.1-or-later", "(MIT OR Apache-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR GPL-2.0"] {
        assert!(allowed(good), "{good}");
    }
    for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(GPL-3.0 OR AGPL-3.0) AND MIT", "MIT WITH a-twist"] {
        assert!(!allowed(bad), "{bad}");
    }
}

#[test]
fn everything_that_is_built_in_may_be_built_in_and_comes_from_the_registry() {
    let metadata = metadata();
    let packages = packages(&metadata);
    assert!(packages.len() > 100, "only {} packages", packages.len());
    for package in packages.iter().filter(|package| package["name"] != "yttrande") {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(allowed(licence), "{} has the licence “{licence}”", name(package));
        assert_eq!(package["source"].as_str(), Some(REGISTRY), "{} comes from elsewhere", name(package));
    }
}

/// The program: not its tests, nor what is only used while it is built.
fn in_the_program(metadata: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|node| (node["id"].as_str().unwrap(), node)).collect();
    let is_macro = |package: &&Value| package["targets"].as_array().unwrap().iter().any(|target| target["kind"][0] == "proc-macro");
    let macros: BTreeSet<&str> = packages(metadata).into_iter().filter(is_macro).map(|package| package["id"].as_str().unwrap()).collect();
    let mut found = BTreeSet::new();
    let mut waiting = vec![metadata["resolve"]["root"].as_str().unwrap()];
    while let Some(id) = waiting.pop() {
        // What a macro needs runs in the compiler, and stays there.
        if !macros.contains(id) && found.insert(id) {
            let used = nodes[id]["deps"].as_array().unwrap().iter();
            let used = used.filter(|dep| dep["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null()));
            waiting.extend(used.map(|dep| dep["pkg"].as_str().unwrap()));
        }
    }
    found
}

#[test]
fn nothing_is_in_the_program_twice_but_what_is_said_to_be() {
    let metadata = metadata();
    let inside = in_the_program(&metadata);
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages(&metadata).into_iter().filter(|package| inside.contains(package["id"].as_str().unwrap())) {
        versions.entry(package["name"].as_str().unwrap()).or_default().insert(package["version"].as_str().unwrap());
    }
    let twice: Vec<&str> = versions.iter().filter(|(_, versions)| versions.len() > 1).map(|(name, _)| *name).collect();
    assert_eq!(twice, TWICE, "{:?}", twice.iter().map(|name| (name, &versions[name])).collect::<Vec<_>>());
}
