//! The rules of the house, held against its own source.

use std::fs;
use std::path::{Path, PathBuf};

use crate::world::World;

pub(crate) fn sources(under: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "html" || e == "sql") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "{under}");
    found
}

/// The code without what only tests see.
fn code(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or(source)
}

fn forbid(under: &str, words: &[&str]) {
    for (path, source) in sources(under) {
        for word in words {
            assert!(!code(&source).contains(word), "{} contains {word}", path.display());
        }
    }
}

#[test]
fn the_domain_talks_to_nobody() {
    forbid("src/domain", &["axum", ".await", "sqlx::query"]);
}

#[test]
fn the_database_never_decides_what_time_it_is_and_no_type_is_taken_on_trust() {
    forbid("src/features", &[" now()", "(now()", ",now()", "current_date", "current_timestamp", " as _\"", "as \"_\"", "AssertSqlSafe"]);
    for of_the_database in ["migrations", "src/platform/functions"] {
        forbid(of_the_database, &["current_date", "current_timestamp", " default now()"]);
    }
    forbid("src", &["Utc::now().date", "Local::now"]);
}

/// What is picked is not exchanged for the city's own word; what is said is (`Lang::say`, `texts!`).
#[test]
fn a_sentence_about_a_verdict_is_said_in_the_citys_words() {
    for (path, source) in sources("src") {
        for picked in code(&source).split(".pick(").skip(1) {
            let given = picked.split("\")").next().and_then(|given| given.split("),\n").next()).unwrap_or(picked);
            assert!(!given.contains("mdöme"), "{} picks {given}", path.display());
        }
    }
}

#[test]
fn templates_trust_nothing_and_hold_no_inline_style_or_script() {
    for (path, source) in sources("templates") {
        for word in ["|safe", "| safe", " style=", "<style", "onclick", "javascript:"] {
            assert!(!source.contains(word), "{} contains {word}", path.display());
        }
    }
}

/// The actions for which a trait is implemented, by name.
fn implementors(of: &str) -> Vec<String> {
    let begins = format!("impl {of} for ");
    let mut found: Vec<String> = Vec::new();
    for (_, source) in sources("src") {
        let named = code(&source).lines().filter_map(|line| line.trim_start().strip_prefix(begins.as_str()));
        found.extend(named.map(|rest| rest.trim_end_matches(" {}").to_owned()));
    }
    found.sort();
    found
}

/// What may be committed without an event, by name: working material, a language, failed sign-ins.
#[test]
fn only_these_actions_commit_without_an_event() {
    assert_eq!(
        implementors("WithoutEvent"),
        [
            "AddPasskey",
            "AskAccess",
            "AskNewPassword",
            "AskPasskey",
            "BindSignOn",
            "BringArrival",
            "ChangePassword",
            "ChooseLanguage",
            "ComeBack",
            "DropDecisionWords",
            "EnterCode",
            "KeepDecisionWords",
            "MakeRecoveryCodes",
            "MarkRead",
            "PasteItems",
            "PasteLetter",
            "ReadLetterFile",
            "RemoveArrival",
            "RemoveLetter",
            "RemovePasskey",
            "SaveItem",
            "SaveSettings",
            "SaveSummary",
            "SaveSupplement",
            "SaveVerdict",
            "SignIn",
            "TakeInPasskey",
            "TakeInText",
            "TurnOffTwoStep",
            "TurnOnTwoStep",
            "UnbindSignOn",
            "UsePasskey"
        ]
    );
}

/// What may be read before the gate is open, by name: what anybody may send, where the database is not to be asked by everybody.
#[test]
fn only_these_actions_read_before_the_gate_is_open() {
    assert_eq!(implementors("ReadFirst"), ["AskAccess", "AskNewPassword", "EnterCode", "SignIn", "UsePasskey"]);
}

/// Changes of something that an address names, without a lock that the gate takes before it is found: a key, a constraint or
/// the version that was seen decides between two at once.
const HOLDS_NOTHING: [&str; 31] = [
    "AgreeAccess",
    "AgreeBoardEnd",
    "CancelMeeting",
    "ChoosePassword",
    "ConfirmRequest",
    "CorrectPerson",
    "DeclineRequest",
    "EndBoard",
    "EndPerson",
    "EndRole",
    "EndSubstitute",
    "GiveRole",
    "JoinPeople",
    "MailLink",
    "NameSubstitute",
    "NewLink",
    "PlanMeetings",
    "ProposeColleague",
    "RecordLetter",
    "RefuseAccess",
    "RefuseBoardEnd",
    "RemoveLetter",
    "RenameBoard",
    "ReopenBoard",
    "ReopenPerson",
    "ResendMail",
    "SetLastDay",
    "SetMailbox",
    "SetUp",
    "WithdrawAccess",
    "WithdrawBoardEnd",
];

#[test]
fn whatever_is_changed_is_held_by_the_gate_before_it_is_found() {
    let mut holding = 0;
    let mut without: Vec<String> = Vec::new();
    for (_, source) in sources("src/features") {
        for declared in code(&source).split("crate::action!(").skip(1) {
            let declared = declared.split(");").next().unwrap().trim();
            let Some(name) = declared.strip_prefix("impl ").and_then(|rest| rest.split(',').next()) else { continue };
            match (declared.contains("=>"), declared.contains("holding ") || declared.contains("drafting ")) {
                (_, true) => holding += 1,
                (true, false) => without.push(name.to_owned()),
                (false, false) => {}
            }
        }
    }
    without.sort();
    assert_eq!(without, HOLDS_NOTHING);
    assert!(holding > 20, "{holding}");
    // A lock that a use case takes by itself is taken after it has read.
    for (path, source) in sources("src/features") {
        if !path.ends_with("store.rs") && !path.to_string_lossy().contains("/store/") {
            assert!(!code(&source).contains("::lock_") && !code(&source).contains("for update"), "{} locks by itself", path.display());
        }
    }
}

/// Where long texts are typed and nobody is asked about words that lines break in two, and why.
const NOT_ASKED: [(&str, &str); 22] = [
    ("assessments/judge.rs", "a draft: offered beside it"),
    ("audits/close.rs", "a reason of a line or two"),
    ("audits/form_page.rs", "taken from the letter, whose reader puts them together"),
    ("audits/items/list.rs", "becomes items, beside which it is offered"),
    ("audits/items/mod.rs", "an item of a draft: offered beside it"),
    ("audits/items/preview.rs", "becomes items, beside which it is offered"),
    ("audits/paste_letter.rs", "read by a reader who puts them together"),
    ("audits/put_right/mod.rs", "a reason of a line or two"),
    ("audits/put_right/reopen.rs", "a reason of a line or two"),
    ("audits/put_right/withdraw.rs", "a reason of a line or two"),
    ("audits/send.rs", "a greeting"),
    ("boards/add.rs", "names"),
    ("calendar/meetings.rs", "days"),
    ("people/add.rs", "names"),
    ("prompts/late.rs", "written there, to several boards"),
    ("responses/decision_fields.rs", "before it is handed in it can be changed; what is added later asks in decide_later.rs"),
    ("responses/item_fields.rs", "a draft: offered beside it"),
    ("responses/lock.rs", "a reason of a line or two"),
    ("responses/summary.rs", "a draft: offered beside it"),
    ("responses/whole_text.rs", "becomes drafts, beside which it is offered"),
    ("responses/withdraw.rs", "a reason of a line or two"),
    ("supplements/withdraw.rs", "a reason of a line or two"),
];

#[test]
fn whoever_sends_a_long_text_at_once_is_asked_about_its_broken_words() {
    let mut asked = 0;
    let mut silent: Vec<String> = Vec::new();
    for (path, source) in sources("src/features") {
        let source = code(&source);
        if !source.contains("Field::area(") {
            continue;
        }
        if source.contains("AtOnce::of(") || source.contains("at_once()") {
            asked += 1;
        } else {
            silent.push(path.to_string_lossy().split("src/features/").nth(1).unwrap().to_owned());
        }
    }
    silent.sort();
    let mut expected: Vec<&str> = NOT_ASKED.iter().map(|(file, _)| *file).collect();
    expected.sort_unstable();
    assert_eq!(silent, expected);
    assert!(asked >= 12, "{asked}");
}

/// Written by several of the slices of accounts and people, and by the gate.
const ACCOUNTS: [&str; 5] = ["person", "role_grant", "organisation", "credential", "invitation"];
/// Written by functions of the database alone.
const BY_THE_DATABASE: [&str; 9] =
    ["access_decision", "access_proposal", "access_request", "access_request_answer", "board_succession", "event", "file_scan", "link", "role_warning"];
/// Written by the platform: what the database is built of is no slice's.
const BY_THE_PLATFORM: [&str; 1] = ["definition_list"];
/// Records that no page makes yet. Whoever makes the first takes it out of here.
const NO_PAGE_YET: [&str; 1] = ["desk_supplement"];
/// Programs of before wrote there; what they write is moved to where it stands now (`audit_file_chunk`).
const FORMER: [&str; 1] = ["audit_file_content"];
/// Drafts and mails: neither state with an event nor a record, and written in one place all the same.
const WORKING_MATERIAL: [&str; 9] =
    ["desk_part", "desk_aside", "desk_decision_words", "desk_file", "desk_supplement_draft", "desk_supplement_file", "verdict_part", "mail", "notice_setting"];

#[tokio::test]
async fn every_table_of_state_has_one_writing_slice() {
    let world = World::at("2025-02-03 09:00").await;
    let guarded = world.text(
        "select string_agg(distinct c.relname, ' ') from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname in ('must_be_logged', 'append_only')",
    );
    let guarded = guarded.await;
    let tables: Vec<&str> = guarded.split(' ').chain(WORKING_MATERIAL).collect();
    assert!(tables.len() > 40, "{tables:?}");
    let slices = sources("src/features");
    for table in tables.iter().filter(|table| !ACCOUNTS.contains(table)) {
        let mut writers: Vec<String> = slices
            .iter()
            .filter(|(_, source)| {
                [format!("insert into {table} "), format!("update {table} "), format!("delete from {table} ")].iter().any(|act| source.contains(act.as_str()))
            })
            .map(|(path, _)| {
                let text = path.to_string_lossy().into_owned();
                text.split("src/features/").nth(1).unwrap().split('/').next().unwrap().to_owned()
            })
            .collect();
        writers.sort();
        writers.dedup();
        let wanted = match *table {
            // The first entry is made at dispatch, all later ones where last days are decided.
            "deadline_entry" => 2,
            table if NO_PAGE_YET.contains(&table) || FORMER.contains(&table) || BY_THE_DATABASE.contains(&table) || BY_THE_PLATFORM.contains(&table) => 0,
            _ => 1,
        };
        assert_eq!(writers.len(), wanted, "{table} is written by {writers:?}");
    }
}

/// Where SQL reads only so many rows, and what tells the reader that there are more.
const LIMITS: [(&str, &str); 23] = [
    ("start/store/arranged.rs", "the files that could not be scanned; how many there are stands among how the service is"),
    ("prompts/store.rs", "the boards that are late, as many as a page shows; where there are more, it says so"),
    ("search/store.rs", "pages of what was found, of 101 texts of a kind; where there are more, the page says so"),
    ("register/store.rs", "pages of the register, and how far they are counted"),
    ("register/store/then.rs", "the same of a day that is over"),
    ("register/store/life.rs", "the items that are most alike: what is less so is none"),
    ("responses/store/versions.rs", "the newest versions of a part, with a link to the older ones"),
    ("audits/store/lists.rs", "pages of the list, and how far they are counted"),
    ("audits/store/taken_up.rs", "what was judged last; where there is more, the page says so and asks for a reference"),
    ("audits/store/intakes.rs", "the letters that wait, one's own first, with how many there are"),
    ("event_log/store.rs", "pages of the log, and how far they are counted"),
    ("responses/store/listed.rs", "pages of the list, and how far they are counted"),
    ("people/store.rs", "pages of the list, and how far they are counted"),
    ("notices/store.rs", "pages of the list, and how far they are counted"),
    ("outbox/log_store.rs", "pages of the list, and how far they are counted"),
    ("overview/store.rs", "measures whose date has passed, named with how many there are"),
    ("overview/store/since.rs", "pages of the list, with how many there are"),
    ("overview/store/board.rs", "pages of a board's responses, and how far they are counted"),
    ("overview/store/board_year.rs", "what fits a sheet; where there is more, it says so and leads to all of them"),
    ("overview/store/then.rs", "the same of a day that is over: what is named, with how many there were"),
    ("start/store.rs", "the first of each group, with how many there are and where all of them stand"),
    ("platform/projections.rs", "so many at a time, until all are done"),
    ("calendar/store/days.rs", "pages of the agenda; what is late, with a link to all that is"),
];

#[test]
fn no_list_ends_without_saying_so() {
    let mut used = Vec::new();
    for (path, source) in sources("src") {
        let path = path.to_string_lossy().into_owned();
        for word in code(&source).split("limit ").skip(1) {
            let most: String = word.chars().take_while(|c| c.is_ascii_digit() || *c == '$').collect();
            // One row: the newest of something.
            if most.is_empty() || most == "1" {
                continue;
            }
            let allowed = LIMITS.iter().find(|(file, _)| path.ends_with(file));
            assert!(allowed.is_some(), "{path} reads only {most} rows: use platform::listing, or say here how the reader learns of the others");
            assert!(most.starts_with('$'), "{path} has the limit {most} in its SQL");
            used.extend(allowed.map(|(file, _)| *file));
        }
    }
    for (file, _) in LIMITS {
        assert!(used.contains(&file), "{file} has no limit any more");
    }
}

/// What is looked up or taken away by what it refers to, is found without reading the whole table.
#[tokio::test]
async fn every_foreign_key_has_an_index() {
    let world = World::at("2025-02-03 09:00").await;
    // People and boards are never deleted, and nothing is looked up by who signed it.
    let bare = world
        .text(
            "select coalesce(string_agg(c.conrelid::regclass || ' ' || c.conname, ', '), '')
             from pg_constraint c
             where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.confrelid not in ('person'::regclass, 'board'::regclass)
               and not exists (
                 select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = any (c.conkey)
                   and (i.indpred is null or cardinality(c.conkey) = 1)
               )",
        )
        .await;
    assert_eq!(bare, "");
}

/// Whatever a rule of the database is called by, some test has seen it refuse. Keys are tried where they are broken.
#[test]
fn every_rule_of_the_database_that_has_a_name_is_tried_by_a_test() {
    let tests: String = sources("tests/it").into_iter().map(|(_, source)| source).collect();
    let mut rules = Vec::new();
    for (path, source) in sources("migrations").into_iter().chain(sources("src/platform/functions")) {
        let raised = source.match_indices("constraint = '").filter_map(|(at, before)| source[at + before.len()..].split('\'').next());
        let checked = source.match_indices("constraint ").filter_map(|(at, before)| {
            let mut words = source[at + before.len()..].split_whitespace();
            let name = words.next()?;
            (words.next()? == "check").then_some(name)
        });
        rules.extend(raised.chain(checked).map(|rule| (path.clone(), rule.to_owned())));
    }
    assert!(rules.len() > 60, "{rules:?}");
    for (path, rule) in rules {
        assert!(tests.contains(&format!("\"{rule}\"")), "{}: nothing tries {rule}", path.display());
    }
}

/// What people have typed, by the names of the fields that hold it.
const TYPED: [&str; 8] = ["title", "board_name", "name", "heading", "reference", "action", "organisation", "auditors"];

/// The arguments of each `format!` that draws a sentence: not an address, a name of a file, or a constraint.
fn sentences(source: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for call in source.split("format!(\"").skip(1) {
        let Some((literal, rest)) = call.split_once("\",") else { continue };
        let (mut depth, mut args) = (0, vec![String::new()]);
        for letter in rest.chars() {
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => {
                    args.push(String::new());
                    continue;
                }
                _ => {}
            }
            args.last_mut().unwrap().push(letter);
        }
        if !literal.contains('\n') && literal.contains(' ') {
            found.push((literal.to_owned(), args.iter().map(|arg| arg.trim().to_owned()).collect()));
        }
    }
    found
}

/// `texts!` sets apart every text that it puts into a sentence. Here are the sentences that are put together without it, and what
/// `texts!` cannot see, because it is no plain text.
#[test]
fn what_somebody_typed_is_set_apart_in_every_sentence() {
    let drawn = |path: &Path| !path.to_string_lossy().contains("store") && !path.ends_with("document.rs");
    let mut looked_at = 0;
    for (path, source) in sources("src/features").into_iter().chain(sources("src/platform/words")).filter(|(path, _)| drawn(path)) {
        for (literal, args) in sentences(code(&source)) {
            looked_at += 1;
            for arg in args {
                let field = arg.rsplit('.').next().unwrap();
                assert!(!(arg.contains('.') && TYPED.contains(&field)), "{}: format!(\"{literal}\", … {arg} …) is not set Apart", path.display());
            }
        }
        for line in source.lines().filter(|line| line.starts_with("    ") && line.contains("Option<&str>") && line.contains(") { sv: ")) {
            let typed = line.split(": Option<&str>").next().and_then(|before| before.rsplit(['(', ' ']).next()).is_some_and(|name| TYPED.contains(&name));
            assert!(!typed || line.contains("Apart("), "{}: {line}", path.display());
        }
    }
    assert!(looked_at > 30, "{looked_at}");
}

/// Words that have named several things at once: whoever looked for one found another.
const ONE_THING_EACH: [&str; 6] = ["Around", "Outcome", "Told", "Work", "drawn", "shares"];

#[test]
fn no_such_word_names_two_things() {
    let sources = sources("src");
    for word in ONE_THING_EACH {
        let mut named = Vec::new();
        for declared in ["enum", "fn", "struct", "trait", "type"].map(|kind| format!("{kind} {word}")) {
            for (path, source) in &sources {
                let whole = |at: usize| !source[at + declared.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
                named.extend(source.match_indices(&declared).filter(|(at, _)| whole(*at)).map(|_| path.display().to_string()));
            }
        }
        assert!(named.len() < 2, "{word} names something in each of {named:#?}");
    }
}

#[test]
fn bytes_are_written_out_in_one_place() {
    for (path, source) in sources("src") {
        assert!(!source.contains(":02x}") || path.ends_with("domain/text.rs"), "{} writes bytes out by itself: use text::hex", path.display());
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for (path, source) in sources("src") {
        let lines = code(&source).lines().count();
        assert!(lines <= 480, "{} has {lines} lines", path.display());
    }
}

/// The sources of the platform without its tests, and the templates that belong to it.
fn platform() -> Vec<(PathBuf, String)> {
    let mut all: Vec<_> = sources("src/platform").into_iter().filter(|(path, _)| !path.ends_with("tests.rs")).collect();
    all.extend(
        sources("templates").into_iter().filter(|(path, _)| path.parent().is_some_and(|folder| folder.ends_with("templates") || folder.ends_with("parts"))),
    );
    all
}

#[test]
fn the_platform_knows_no_feature() {
    let routes: std::collections::BTreeSet<String> = yttrande::app::routes()
        .iter()
        .filter_map(|route| route.path.split('/').nth(1).filter(|first| !first.is_empty()).map(|first| format!("/{first}")))
        .collect();
    let register = yttrande::app::register().unwrap();
    for (path, source) in platform() {
        for address in &routes {
            let named = code(&source).match_indices(address.as_str()).any(|(at, found)| {
                let after = code(&source)[at + found.len()..].chars().next();
                !after.is_some_and(|c| c.is_alphanumeric() || c == '-')
            });
            assert!(!named, "{} knows the address {address}", path.display());
        }
        for (name, _) in register.constraints() {
            assert!(!code(&source).contains(&format!("\"{name}\"")), "{} knows the constraint {name}", path.display());
        }
    }
}

#[test]
fn a_slice_announces_what_it_says_when_something_is_done() {
    for (path, source) in sources("src/features") {
        if source.contains("crate::confirmations!") {
            assert!(source.contains(".confirmations(Confirmed::all())"), "{}", path.display());
        }
        for (at, said) in source.match_indices(".saying(") {
            assert!(source[at + said.len()..].starts_with("Confirmed::"), "{} says what nobody has announced", path.display());
        }
    }
}

/// What stands in "Skriv {…}." is no sentence of its own: "Skriv Skriv varför..".
#[test]
fn what_is_asked_for_in_a_sentence_is_no_sentence_itself() {
    let mut found = 0;
    for (path, source) in sources("src/features") {
        for call in source.split("text_fault(").skip(1) {
            let Some(name) = call.split_once("t.").and_then(|(before, rest)| (before.len() < 12).then(|| rest.split('(').next()).flatten()) else { continue };
            let texts: Vec<String> =
                path.ancestors().skip(1).map(|folder| folder.join("texts.rs")).filter_map(|file| std::fs::read_to_string(file).ok()).collect();
            let text = texts.iter().find_map(|texts| texts.split_once(&format!(" {name} {{"))).map(|(_, rest)| rest.split('}').next().unwrap_or_default());
            let text = text.unwrap_or_else(|| panic!("{}: {name} stands in no texts", path.display()));
            let said: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
            for one in said {
                let begins = one.chars().next().is_some_and(char::is_lowercase);
                assert!(begins && !one.ends_with('.'), "{}: “Skriv {one}.”", path.display());
            }
            found += 1;
        }
    }
    assert!(found > 25, "{found} were found");
}
