//! Floors point down, slices do not meet, and the platform has an order: held against every path in the source, however it is
//! written. See ADR 0027.

mod paths;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use paths::{Module, Reader};

/// The platform from the bottom up. A module uses only what stands in an earlier line, or below itself.
const LAYERS: &[&[&str]] = &[
    // Knows nothing of the others: PostgreSQL, the clock, bytes and texts.
    &["assets", "clamd", "clock", "cookie", "embedded_postgres", "hosts", "html", "ical", "network", "outage", "pulse", "qr", "sealing", "server"],
    // The pools. What can go wrong, and in which language it is said.
    &["database", "failure", "language"],
    &["aside", "confirmation", "held", "mail", "password", "places", "projections", "protection", "sender", "session", "texts", "throttle"],
    &["device", "theirs", "upkeep", "words"],
    // Parts of pages, and of what is told; what state the database is in.
    &["answer", "attempts", "broken", "condition", "parts", "passkey", "sign_on", "telling", "two_step"],
    // What the slices have announced; the log; how the service is.
    &["at_once", "closed_day", "health", "journal", "metrics", "register"],
    &["frame", "program", "typed", "worker"],
    // What is typed when a session is over; whether the logs are whole.
    &["carried", "chain", "coming"],
    // Backups; how long somebody waits, and what is given back to her.
    &["backup", "patience"],
    // The only way to the database.
    &["error_page", "gate"],
    // What a use case answers with, and where it is asked.
    &["files", "page", "posted"],
    &["routes"],
    // What a slice is made of.
    &["listing", "slice"],
];

/// Every module with its source; what the binary and the demo add above is not judged.
fn sources() -> Vec<(Module, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&root).unwrap().with_extension("");
                let mut module: Module = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
                    module.pop();
                }
                found.push((module, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

fn floor(module: &[String]) -> usize {
    match module.first().map(String::as_str) {
        Some("domain") => 0,
        Some("platform") => 1,
        Some("features") => 2,
        Some(_) | None => 3,
    }
}

/// Where a module of the platform stands in the order.
fn layer(module: &[String]) -> Option<usize> {
    let name = module.get(1)?;
    LAYERS.iter().position(|layer| layer.contains(&name.as_str()))
}

/// What is wrong with a path from one module to another, if anything.
fn wrong(from: &[String], path: &[String], to: &[String], is_macro: bool) -> Option<String> {
    let said = |why: &str| Some(format!("{} reaches {}: {why}", from.join("::"), path.join("::")));
    if floor(from) == 3 {
        return None;
    }
    // What stands at the root are macros, and they are called by name.
    if to.is_empty() {
        return if is_macro { None } else { said("the root of the crate is above every floor") };
    }
    if floor(to) > floor(from) {
        return said("floors point down");
    }
    if floor(from) == 2 && floor(to) == 2 && from.get(1) != to.get(1) {
        return if from.len() == 1 { None } else { said("slices do not meet") };
    }
    if floor(from) == 1 && floor(to) == 1 && from.len() > 1 && from.get(1) != to.get(1) {
        return match (layer(from), layer(to)) {
            (Some(own), Some(other)) if other < own => None,
            (Some(_), Some(_)) => said("the platform has an order"),
            (None, _) => said("it has no place in the order"),
            (_, None) => said("that has no place in the order"),
        };
    }
    None
}

fn judged(known: &BTreeSet<Module>, module: &[String], source: &str) -> Vec<String> {
    let reader = Reader { known };
    reader.reached(module, source).into_iter().filter_map(|(path, is_macro)| wrong(module, &path, &reader.module_of(&path), is_macro)).collect()
}

#[test]
fn floors_point_down_slices_do_not_meet_and_the_platform_has_an_order() {
    let sources = sources();
    let known: BTreeSet<Module> = sources.iter().map(|(module, _)| module.clone()).collect();
    let wrong: BTreeSet<String> = sources.iter().flat_map(|(module, source)| judged(&known, module, source)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The slice whose store this is, or a part of it.
fn store_of(module: &[String]) -> Option<&String> {
    let named = module.get(2)?;
    module.get(1).filter(|_| floor(module) == 2 && (named == "store" || named.ends_with("_store")))
}

/// Circles between a store and its slice: whatever a store reaches in its slice, at whatever remove, reaches no store.
fn circles(sources: &[(Module, String)]) -> Vec<String> {
    let known: BTreeSet<Module> = sources.iter().map(|(module, _)| module.clone()).collect();
    let reader = Reader { known: &known };
    let mut reached: BTreeMap<&Module, BTreeSet<Module>> = BTreeMap::new();
    for (module, source) in sources.iter().filter(|(module, _)| floor(module) == 2) {
        reached.insert(module, reader.reached(module, source).iter().map(|(path, _)| reader.module_of(path)).collect());
    }
    let mut found = BTreeSet::new();
    for (store, slice) in sources.iter().filter_map(|(module, _)| Some((module, store_of(module)?))) {
        let beside = |module: &Module| module.len() > 2 && module.get(1) == Some(slice) && store_of(module).is_none();
        let (mut seen, mut open) = (BTreeSet::new(), vec![store]);
        while let Some(module) = open.pop() {
            for next in reached.get(module).into_iter().flatten() {
                if store_of(module).is_none() && store_of(next) == Some(slice) {
                    found.insert(format!("{} is reached by {} and reaches {}", module.join("::"), store.join("::"), next.join("::")));
                }
                if beside(next) && seen.insert(next) {
                    open.push(next);
                }
            }
        }
    }
    found.into_iter().collect()
}

#[test]
fn what_a_store_is_given_knows_no_store() {
    let sources = sources();
    assert!(sources.iter().filter(|(module, _)| store_of(module).is_some()).count() > 40);
    assert_eq!(circles(&sources), Vec::<String>::new());
}

#[test]
fn no_circle_between_a_store_and_its_use_cases_goes_unseen() {
    let spoilt = |of: &[(&str, &str)]| {
        let sources: Vec<(Module, String)> =
            of.iter().map(|(module, source)| (module.split("::").map(ToOwned::to_owned).collect(), (*source).to_owned())).collect();
        circles(&sources)
    };
    let store = ("features::audits::store", "use super::facts::Facts;");
    assert_eq!(spoilt(&[store, ("features::audits::facts", "use super::store::Row;")]).len(), 1);
    assert_eq!(spoilt(&[store, ("features::audits::facts", "fn f() { super::store::row(); }")]).len(), 1);
    assert_eq!(spoilt(&[store, ("features::audits::facts", "use super::form::Form;"), ("features::audits::form", "use super::store;")]).len(), 1);
    assert_eq!(spoilt(&[store, ("features::audits::facts", "pub(super) struct Facts;"), ("features::audits::form", "use super::store;")]).len(), 0);
    let part = ("features::audits::store::drafts", "use super::super::form::Form;");
    assert_eq!(spoilt(&[part, ("features::audits::store", "mod drafts;"), ("features::audits::form", "use super::store::Row;")]).len(), 1);
}

/// Spoilt sources: each evades a search for words, and none of them this.
#[test]
fn no_way_of_writing_a_path_evades_the_floors() {
    let known: BTreeSet<Module> = sources().into_iter().map(|(module, _)| module).collect();
    let found = |module: &str, source: &str| judged(&known, &module.split("::").map(ToOwned::to_owned).collect::<Vec<_>>(), source);
    for (module, source) in [
        ("features::audits::send", "use super::super::responses::texts::Texts;"),
        ("features::audits::send", "fn f() { super::super::responses::slice(); }"),
        ("features::audits::send", "use crate::features::responses as others;"),
        ("features::audits::send", "use crate::features as all; fn f() { all::responses::slice(); }"),
        ("features::audits::send", "use crate::features::*;"),
        ("features::audits::send", "use crate::{domain::ids, features::{responses::texts as words}};"),
        ("features::audits::send", "macro_rules! m { () => { $crate::features::responses::slice() } }"),
        ("features::audits::send", "fn f() { println!(\"{}\", crate::features::responses::name()); }"),
        ("features::audits::send", "mod inner { use super::super::super::responses::texts; }"),
        ("features::audits::send", "use crate::jobs::Done;"),
        ("features::audits::send", "use crate::Thing;"),
        ("features::audits::send", "fn f() { for x in crate::features::responses::all() {} }"),
        ("platform::gate", "use crate::features::audits;"),
        ("platform::gate", "use super::super::features;"),
        ("platform::gate", "fn f() { super::super::features::audits::slice() }"),
        ("platform::gate", "use super::slice::Slice;"),
        ("platform::gate", "use super::*; fn f() -> slice::Slice { todo() }"),
        ("platform::words", "use super::gate as g;"),
        ("platform::words", "macro_rules! m { () => { $crate::platform::gate::Gate } }"),
        ("domain::round", "use crate::platform::words::Words;"),
        ("domain::round", "fn f() { crate :: platform :: words :: capital(\"\"); }"),
        ("domain::round", "use super::super::platform::words;"),
    ] {
        assert!(!found(module, source).is_empty(), "{module}: {source}");
    }
    for (module, source) in [
        ("features::audits::send", "use super::store::{self, OwnAudit}; crate::texts! { a { sv: \"x\", en: \"y\" } }"),
        ("features::audits::items::add", "use super::super::Confirmed; use crate::features::audits::texts::Texts;"),
        (
            "features::audits::send",
            "// crate::features::responses\n fn f() { let _ = \"crate::features::responses\"; let _ = r#\"super::super::responses\"#; }",
        ),
        ("features::audits::send", "use crate::domain::audit::{AddresseeRole, Obstacle}; fn f(c: char) -> bool { c == '\"' || AddresseeRole::Respond.is() }"),
        ("platform::gate", "use super::words::Words; use crate::domain::policy::{self, Verb}; fn f() { policy::sides(); }"),
        ("platform::listing::query", "pub(in crate::platform) fn f() {}"),
        ("domain::round", "use super::calendar::{self, Standing}; fn f() { chrono::Utc::now(); calendar::standing(); }"),
    ] {
        assert_eq!(found(module, source), Vec::<String>::new(), "{module}: {source}");
    }
}
