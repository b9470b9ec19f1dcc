//! The rules of what people see, held against the stylesheet and the templates: each rule in one place, none that
//! nothing uses, and lines that a person can read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The order of the stylesheet.
const LAYERS: [&str; 8] = ["reset", "tokens", "base", "layout", "parts", "pages", "utilities", "print"];

/// Classes of templates that have no rule: they are there to be found by a test.
const HOOKS: [&str; 0] = [];

/// As long as a line of a template may be.
const LINE: usize = 140;

fn files(under: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "{under}");
    found
}

/// One rule of the stylesheet.
#[derive(Debug)]
struct Rule {
    /// What it stands in, from the layer inwards: `parts`, `@media (max-width:40rem)`.
    within: Vec<String>,
    selector: String,
}

fn stylesheet() -> String {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/app.css")).unwrap();
    let mut bare = String::new();
    let mut rest = source.as_str();
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").expect("a comment of the stylesheet has no end").1;
    }
    bare + rest
}

/// The rules in their order. Braces are all that is needed for it: no value of ours has one.
fn rules(css: &str) -> Vec<Rule> {
    let mut found = Vec::new();
    let mut within: Vec<String> = Vec::new();
    let mut words = String::new();
    for letter in css.chars() {
        match letter {
            '{' => {
                let opened = words.rsplit(['}', ';']).next().unwrap().trim().to_owned();
                words.clear();
                if !opened.starts_with('@') {
                    found.push(Rule { within: within.clone(), selector: opened.clone() });
                }
                within.push(opened);
            }
            '}' => {
                words.clear();
                within.pop().expect("the stylesheet closes more than it opens");
            }
            letter => words.push(letter),
        }
    }
    assert!(within.is_empty(), "the stylesheet does not close {within:?}");
    found
}

/// A list of selectors, one by one.
fn selectors(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut found = vec![String::new()];
    for letter in list.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if letter == ',' && depth == 0 {
            found.push(String::new());
        } else {
            found.last_mut().unwrap().push(letter);
        }
    }
    found.iter().map(|one| one.trim().to_owned()).collect()
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

/// The classes that a selector names.
fn classes_of(selector: &str) -> Vec<String> {
    selector.split('.').skip(1).map(|rest| rest.chars().take_while(|letter| is_name(*letter)).collect()).filter(|class: &String| !class.is_empty()).collect()
}

/// A text without what stands between two marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once(open) {
        left.push_str(before);
        left.push(' ');
        rest = inner.split_once(close).unwrap_or(("", "")).1;
    }
    left + rest
}

/// The classes that a template writes out, whatever decides whether it does.
fn classes_in(template: &str) -> BTreeSet<String> {
    let bare = without(&without(template, "{%", "%}"), "{{", "}}");
    bare.split("class=\"").skip(1).flat_map(|rest| rest.split('"').next().unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn the_stylesheet_has_its_layers_in_their_order_and_opens_each_once() {
    let css = stylesheet();
    assert!(css.contains(&format!("@layer {};", LAYERS.join(", "))), "the order of the layers is not declared");
    let opened: Vec<&str> = css.split("@layer ").skip(2).map(|rest| rest.split('{').next().unwrap().trim()).collect();
    assert_eq!(opened, LAYERS, "each layer is opened once, in the order in which they win");
    for rule in rules(&css) {
        assert!(rule.within.first().is_some_and(|outermost| outermost.starts_with("@layer ")), "{} stands in no layer", rule.selector);
    }
}

#[test]
fn a_selector_stands_in_one_place() {
    let mut places: BTreeMap<(Vec<String>, String), usize> = BTreeMap::new();
    let mut layers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for rule in rules(&stylesheet()) {
        for selector in selectors(&rule.selector) {
            layers.entry(selector).or_default().insert(rule.within[0].clone());
        }
        *places.entry((rule.within, rule.selector)).or_default() += 1;
    }
    let twice: Vec<_> = places.iter().filter(|(_, times)| **times > 1).map(|((within, selector), _)| format!("{selector} in {}", within.join(" "))).collect();
    assert!(twice.is_empty(), "opened again: {twice:#?}");
    for (selector, mut layers) in layers {
        // What every element begins from, and what it is on paper, is said of what has its own rule as well.
        layers.remove("@layer reset");
        layers.remove("@layer print");
        assert!(layers.len() <= 1, "{selector} stands in several layers: {layers:?}");
    }
}

#[test]
fn every_class_of_the_stylesheet_is_used_and_every_class_in_use_has_a_rule() {
    let templates = files("templates", "html");
    let code = files("src", "rs");
    let styled: BTreeSet<String> = rules(&stylesheet()).iter().flat_map(|rule| classes_of(&rule.selector)).collect();
    let written: BTreeSet<String> = templates.iter().flat_map(|(_, template)| classes_in(template)).collect();
    for class in &styled {
        // What a value decides is written in Rust: the tone of a chip, the width of a field, a piece of a bar.
        let in_code = || code.iter().any(|(_, source)| source.contains(&format!("\"{class}\"")) || source.contains(&format!("class=\\\"{class} ")));
        assert!(written.contains(class) || in_code(), "no page has the class {class} of the stylesheet");
    }
    for (path, template) in &templates {
        for class in classes_in(template) {
            assert!(styled.contains(&class) || HOOKS.contains(&class.as_str()), "{}: the class {class} has no rule", path.display());
        }
    }
}

#[test]
fn every_name_of_a_colour_or_measure_is_used() {
    let css = stylesheet();
    let tokens = css.split("@layer tokens{").nth(1).unwrap().split("@layer ").next().unwrap();
    for name in tokens.split("--").skip(1).filter_map(|rest| rest.split_once(':')).map(|(name, _)| name).filter(|name| name.chars().all(is_name)) {
        assert!(css.contains(&format!("var(--{name})")), "nothing has the colour or measure --{name}");
    }
}

#[test]
fn a_line_of_a_template_can_be_read() {
    for (path, template) in files("templates", "html") {
        for (number, line) in template.lines().enumerate() {
            let length = line.chars().count();
            assert!(length <= LINE, "{}:{} has {length} characters", path.display(), number + 1);
        }
    }
}

#[test]
fn every_list_begins_and_ends_with_the_same_part() {
    let mut lists = 0;
    for (path, source) in files("templates", "html") {
        lists += usize::from(source.starts_with("{% extends \"parts/list.html\" %}"));
        // The part itself.
        if path.ends_with("parts/list.html") {
            continue;
        }
        for part in ["{{ filters }}", "{{ head }}", "{{ pages }}"] {
            assert!(!source.contains(part), "{} draws {part} by itself", path.display());
        }
    }
    let slices = files("src/features", "rs");
    let routes: usize = slices.iter().map(|(_, source)| source.matches(".list(\"/").count() + source.matches(".list_or_page(\"/").count()).sum();
    // The overview is no list, but one of its tables has pages.
    assert_eq!(lists + 1, routes, "a list's page extends parts/list.html");
}

/// A list whose page is not called as its file is: where the file is, and why.
const FILE_ELSEWHERE: [(&str, &str); 2] = [
    // The rows of its table are those of the list of boards.
    ("/oversikt", "/namnder"),
    // The page is about a board; its list is of the board's responses.
    ("/namnder/{slug}", "/namnder/{slug}/yttranden"),
];

#[test]
fn every_list_is_also_a_file() {
    let routes: Vec<&str> = yttrande::app::routes().iter().map(|route| route.path).collect();
    let mut lists = 0;
    for (path, source) in files("src/features", "rs") {
        let calls = [".list(\"/", ".list_or_page(\"/"].into_iter().flat_map(|call| source.split(call).skip(1));
        for list in calls.filter_map(|rest| rest.split('"').next()) {
            lists += 1;
            let list = format!("/{list}");
            let file = FILE_ELSEWHERE.iter().find(|(page, _)| *page == list).map_or(list.as_str(), |(_, file)| file);
            for ending in ["csv", "xlsx"] {
                assert!(routes.contains(&format!("{file}.{ending}").as_str()), "{}: {list} is no file {ending}", path.display());
            }
        }
    }
    assert!(lists > 12, "{lists}");
}
