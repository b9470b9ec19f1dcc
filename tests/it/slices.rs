//! What slices announce: that all of it is there, has words, and leads somewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use yttrande::app;
use yttrande::domain::event::NoticeKind;
use yttrande::domain::ids::BoardId;
use yttrande::domain::notice::{Notice, Reader, RoundTold};
use yttrande::domain::round::{DeadlineKind, LastDay, RoundKey, RoundKind, RoundName};
use yttrande::platform::language::Lang;
use yttrande::platform::telling::{Message, Reading};
use yttrande::platform::words::Words;

use crate::world::World;

/// Whether an address is one that a route answers to.
fn is_served(address: &str) -> bool {
    let address = address.split('?').next().unwrap();
    let fits = |route: &str| {
        let (route, address): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), address.split('/').collect());
        route.len() == address.len() && route.iter().zip(&address).all(|(wanted, found)| wanted.starts_with('{') || wanted == found)
    };
    app::routes().iter().any(|route| route.method == "GET" && fits(route.path))
}

fn notice(kind: NoticeKind, answered: bool) -> Notice {
    let (due_on, at) = ("2025-03-31".parse().unwrap(), "2025-03-28T12:00:00Z".parse().unwrap());
    let round = RoundTold {
        board: BoardId::new(at),
        name: RoundName {
            reference: "REV-2025-1".into(),
            reference_key: "rev-2025-1".into(),
            title: "Städavtal".into(),
            board_name: "Servicenämnden".into(),
            board_slug: "servicenamnden".into(),
            kind: RoundKind::First,
            key: RoundKey::new(1),
        },
        last_day: LastDay {
            due_on,
            original_due_on: due_on,
            kind: DeadlineKind::Original,
            extension_asked: !answered,
            moved_after: None,
            undecided: false,
            withdrawn: false,
        },
        received_at: answered.then_some(at),
        received_on: answered.then(|| "2025-03-28".parse().unwrap()),
        closed: false,
        supplement_due_on: (!answered).then_some(due_on),
    };
    Notice { kind, told_due_on: due_on, days: -7, round, words: Some("Vi väntar på er.".into()) }
}

fn said(kind: NoticeKind, answered: bool, lang: Lang, reader: Reader) -> Message {
    let register = app::register().unwrap();
    let reading = Reading { words: Words::new(lang), today: "2025-03-24".parse().unwrap(), auditors: "Revisorskollegiet", reader };
    (register.tells(kind).unwrap().message)(&notice(kind, answered), &reading)
}

#[test]
fn everything_that_is_told_has_words_in_both_languages_and_leads_to_a_page() {
    for kind in NoticeKind::ALL {
        for (answered, reader) in [(true, Reader::Board), (false, Reader::Board), (false, Reader::Auditors), (false, Reader::Administrators)] {
            let (sv, en) = (said(kind, answered, Lang::SV, reader), said(kind, answered, Lang::EN, reader));
            assert!(sv.sentence != en.sentence && sv.subject != en.subject && sv.link != en.link, "{kind:?}: {sv:?} {en:?}");
            for message in [&sv, &en] {
                // What the auditors have brought is no board's.
                let of_none = kind == NoticeKind::DocumentQuarantined;
                assert!(message.sentence.contains("Servicenämnden") || of_none, "{message:?}");
                // One mail asks about the measures of all audits.
                let of_several = matches!(kind, NoticeKind::BoardWithoutSecretary | NoticeKind::StatusAsked);
                assert!(message.subject.contains("Städavtal") || of_several, "{message:?}");
                assert!(is_served(&message.path), "{kind:?} leads {reader:?} to {}", message.path);
            }
        }
    }
}

#[test]
fn an_administrator_is_told_which_board_and_not_which_audit() {
    let message = said(NoticeKind::BoardWithoutSecretary, false, Lang::SV, Reader::Administrators);
    let all = format!("{message:?}");
    assert!(!all.contains("Städavtal") && !all.contains("REV-2025-1") && !all.contains("rev-2025-1"), "{all}");
}

#[test]
fn a_menu_leads_only_to_pages_and_two_slices_never_say_the_same_word() {
    // `register` refuses both, and every kind of notice that no slice announces.
    app::register().unwrap();
}

#[tokio::test]
async fn everybody_has_the_menu_of_what_she_may_do() {
    let world = World::at("2025-02-03 09:00").await;
    let audits = ["Att göra", "Granskningar", "Rekommendationer", "Nämnder", "Kalender", "Översikt", "Påminnelser", "Sök", "Händelser"].as_slice();
    let board = ["Att göra", "Yttranden", "Granskningar", "Rekommendationer", "Nämnder", "Kalender", "Översikt", "Sök", "Händelser"].as_slice();
    let council = ["Granskningar", "Rekommendationer", "Nämnder", "Översikt", "Sök"].as_slice();
    let admin = ["Att göra", "Personer", "Nämnder", "Sista dagar", "Utskick", "Organisation", "Händelser"].as_slice();
    let people = [("Rut Revisor", audits), ("Lars Läsare", audits), ("Siv Handläggare", board), ("Fia Fullmäktig", council), ("Ada Admin", admin)];
    for (name, wanted) in people {
        let page = world.signed_in(name).await.get("/konto").await.unwrap().shown().unwrap();
        let list = page.body.split("id=\"huvudmeny\"").nth(1).unwrap().split("</ul>").next().unwrap();
        let entries: Vec<&str> = list.split("</a>").filter_map(|entry| entry.rsplit_once('>')).map(|(_, name)| name.trim()).collect();
        assert_eq!(entries[..entries.len() - 1], *wanted, "{name}");
    }
    let visitor = world.visitor().get("/hjalp").await.unwrap().shown().unwrap();
    assert!(!visitor.body.contains("huvudmeny") && visitor.body.contains("href=\"/logga-in\""));
}

/// Names that the database can say no with: keys that are not an id of our own making, checks that have a name of their own,
/// and what functions raise.
const NAMES: &str = r"
    select string_agg(n, ' ') from (
    select c.conname::text
    from pg_constraint c
    join pg_class t on t.oid = c.conrelid
    where c.connamespace = 'public'::regnamespace
      and (c.contype in ('u', 'x')
        or (c.contype = 'p' and not (cardinality(c.conkey) = 1 and exists (
          select 1 from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[1] and a.attname = 'id')))
        or (c.contype = 'c' and c.conname not like t.relname || '\_%\_check%' and c.conname not like t.relname || '\_check%'))
    union
    select i.relname::text
    from pg_index x
    join pg_class i on i.oid = x.indexrelid
    where x.indisunique and i.relnamespace = 'public'::regnamespace and not exists (select 1 from pg_constraint c where c.conindid = i.oid)
    union
    select raised[1]
    from pg_proc p, regexp_matches(p.prosrc, 'constraint = ''([a-z_]+)''', 'g') raised
    where p.pronamespace = 'public'::regnamespace
    ) all_names (n)";

/// Why nobody runs into these through a page, by the reason.
const REASONS: &[(&str, &[&str])] = &[
    (
        "no page writes there",
        &["_sqlx_migrations_pkey", "setup_link_pkey", "may_append_pkey", "may_tell_pkey", "definition_check_pkey", "definition_list_pkey"],
    ),
    ("the page asks the store, which answers in its own words", &["audit_reference_key", "passkey_credential"]),
    (
        "written once, or on top of what is there",
        &[
            "notice_setting_pkey",
            "sign_in_throttle_pkey",
            "sign_on_pkey",
            "sign_on_answer_pkey",
            "passkey_answer_pkey",
            "chain_head_pkey",
            "receipt_counter_pkey",
            "credential_pkey",
            "second_step_pkey",
            "attempt_pkey",
        ],
    ),
    (
        "the program asks the same before, with the same rule",
        &[
            "a_summary_says_something",
            "a_refusal_says_why",
            "a_measure_says_something",
            "a_status_says_something",
            "a_status_is_of_what_goes_on",
            "a_status_has_its_day",
            "a_request_says_why",
            "who_does_not_agree_says_why",
            "looked_at_again_where_nothing_is_planned",
            "the_same_as_another_item",
            "council_act_is_over",
            "takes_up_another",
            "takes_up_what_was_sent",
            "council_act_after_audit",
            "corrections_say_why",
            "first_is_not_struck",
            "joined_when_ended",
        ],
    ),
    ("there is one, from the beginning", &["organisation_pkey", "deadline_rules_pkey", "device_key_pkey"]),
    ("a file comes with all its pieces, or the store is wrong", &["file_is_whole"]),
    (
        "told once: whoever comes second tells nobody",
        &[
            "notice_once",
            "mail_once",
            "reminder_once",
            "reminder_missing_once",
            "supplement_reminder_once",
            "status_request_once",
            "role_warning_pkey",
            "presidium_notice_once",
            "board_mail_pkey",
        ],
    ),
    (
        "numbered or named behind a lock",
        &[
            "event_pkey",
            "link_pkey",
            "dispatch_pkey",
            "item_taken_up_pkey",
            "desk_lock_pkey",
            "desk_lock_board_key",
            "desk_reopening_pkey",
            "board_decision_pkey",
            "submission_receipt_number_key",
            "deadline_entry_request",
        ],
    ),
    (
        "random, or made together with what it belongs to",
        &[
            "session_pkey",
            "recovery_code_pkey",
            "session_id_key",
            "known_device_pkey",
            "invitation_pkey",
            "calendar_address_pkey",
            "audit_file_content_pkey",
            "audit_file_chunk_pkey",
            "desk_file_chunk_pkey",
            "desk_supplement_file_board_key",
            "desk_supplement_file_chunk_pkey",
            "desk_supplement_draft_pkey",
            "desk_decision_words_pkey",
            "submitted_file_chunk_pkey",
            "letter_pkey",
            "letter_file_pkey",
            "intake_file_pkey",
            "item_paste_pkey",
            "arrival_file_chunk_pkey",
            "letter_phrase_pkey",
            "round_board_key",
            "submitted_answer_pkey",
            "verdict_pkey",
        ],
    ),
    (
        "the rule stands in the form, or in the program before it",
        &[
            "a_grant_has_its_day",
            "a_secret_file_says_why",
            "a_secret_record_says_why",
            "person_email_has_one_spelling",
            "a_grant_is_entered",
            "a_no_says_why",
            "a_request_extends",
            "board_roles_name_their_board",
            "criticism_is_explained",
            "date_after_dispatch",
            "extension_is_later",
            "ledger_is_signed",
            "nobody_without_a_date",
            "original_comes_first",
            "outcomes_answer_a_plan",
            "papers_come_first",
            "received_on_its_day",
            "reopening_says_why",
            "somebody_cancels",
            "wish_is_later",
        ],
    ),
    (
        "written by functions of the database, which keep it",
        &[
            "access_asking_token",
            "boards_end_on_a_day",
            "decisions_end_something",
            "invitation_proposal",
            "no_board_follows_itself_by_proposal",
            "only_roles_have_a_last_day",
            "proposals_are_of_a_person_or_a_board",
            "requests_are_answered_with_a_reason",
            "proposed_roles_are_named",
            "proposed_roles_name_their_board",
            "roles_are_agreed",
        ],
    ),
    ("kept by jobs of the service", &["forgotten_pkey", "job_round_pkey", "log_check_pkey"]),
    ("kept by a command", &["backup_pkey"]),
    ("kept by the outbox itself", &["a_notice_is_told", "one_recipient", "settled_or_waiting"]),
    ("saved on top of the version that was seen", &["desk_part_key", "verdict_part_key", "verdict_version_key"]),
    ("there is no page for it yet", &["desk_supplement_pkey"]),
    (
        "whoever asks a board once more is asked for a day and a reason, and only of a sent audit; which round it is, the store says",
        &["a_later_round_says_why", "no_round_without_a_date", "opened_after_dispatch", "first_is_first"],
    ),
    ("an answer is about the wording that the store has read with it", &["answered_wording_exists"]),
    (
        "numbered behind a lock",
        &[
            "follow_ups_go_forward",
            "versions_go_forward",
            "reopenings_go_forward",
            "closings_go_forward",
            "decisions_have_no_gaps",
            "publications_have_no_gaps",
            "submission_decision_pkey",
        ],
    ),
    (
        "the program says so before the database does",
        &[
            "no_board_follows_itself",
            "a_correction_says_why",
            "added_with_a_reason",
            "whoever_comes_later_does_not_answer",
            "item_is_sent",
            "nothing_open_is_left",
            "tags_are_few_and_short",
            "who_is_told_and_when",
            "whoever_lets_go_says_why",
            "a_board_decides_under_a_section",
            "a_meeting_decides_under_a_section",
            "a_response_is_decided",
            "answers_are_asked_for",
            "decided_before_it_is_recorded",
            "entered_when_received",
            "only_supplements_are_asked_for",
            "only_what_is_asked_for_answers",
            "supplement_day_is_ahead",
            "second_step_is_demanded_from_a_day_to_come",
            "only_what_is_preliminary_waits",
            "received_after_opening",
            "service_knows_the_hour",
            "service_sends_what_was_locked",
            "signed_in_own_name",
            "supplement_follows_response",
        ],
    ),
    ("said as what it is: the clock is wrong", &["follows_its_cause", "log_goes_by_the_clock", "log_goes_forward", "withdrawn_after_it_came"]),
    ("made together", &["board_succession_pkey", "submission_board_key", "desk_file_board_key", "submitted_file_submission_key"]),
    (
        "kept by the database, which no page writes",
        &[
            "audit_now_address",
            "item_now_address",
            "audit_tally_now_pkey",
            "audit_then_pkey",
            "audits_then_pkey",
            "item_now_pkey",
            "item_then_pkey",
            "item_marks_pkey",
            "owed_now_pkey",
            "round_now_address",
            "round_now_beside",
            "round_then_pkey",
            "tally_now_pkey",
            "tally_then_pkey",
            "file_scan_pkey",
            "quarantine_told_pkey",
        ],
    ),
];

async fn names(world: &World) -> BTreeSet<String> {
    world.text(NAMES).await.split(' ').map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn every_constraint_that_a_slice_names_is_in_the_database() {
    let world = World::at("2025-02-03 09:00").await;
    let names = names(&world).await;
    let missing: Vec<&str> = app::register().unwrap().constraints().map(|(name, _)| name).filter(|name| !names.contains(*name)).collect();
    assert!(missing.is_empty(), "announced and not there: {missing:?}");
}

#[tokio::test]
async fn every_constraint_that_people_can_run_into_has_a_sentence_or_a_reason() {
    let world = World::at("2025-02-03 09:00").await;
    let register = app::register().unwrap();
    let announced: BTreeSet<&str> = register.constraints().map(|(name, _)| name).collect();
    let excused: BTreeSet<&str> = REASONS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let names = names(&world).await;
    let open: Vec<&String> = names.iter().filter(|name| !announced.contains(name.as_str()) && !excused.contains(name.as_str())).collect();
    assert!(open.is_empty(), "neither sentence nor reason: {open:#?}");
    let stale: Vec<&&str> = excused.iter().filter(|name| !names.contains(**name) || announced.contains(**name)).collect();
    assert!(stale.is_empty(), "reasons for what is not there, or has a sentence: {stale:?}");
}

/// The name of the field in a call such as `Field::area(lang, "body", …).named("body")`; `None` where it is put together.
fn field_names(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for call in source.split("Field::").skip(1).filter(|call| ["line(", "area(", "date(", "email("].iter().any(|kind| call.starts_with(kind))) {
        // Up to the next statement or field of a page.
        let (mut depth, mut end) = (0, call.len());
        for (at, letter) in call.char_indices() {
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => end = end.min(at),
                ')' | ']' | '}' => depth -= 1,
                ',' | ';' if depth == 0 => end = end.min(at),
                _ => {}
            }
            if end <= at {
                break;
            }
        }
        let call = &call[..end];
        let first = call.split_once('(').unwrap().1.split(',').nth(1).unwrap_or_default().trim();
        let named = call.split(".named(\"").nth(1).map(|rest| rest.split('"').next().unwrap());
        names.extend(named.or_else(|| first.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))).map(str::to_owned));
    }
    names
}

/// Fields whose names are put together where they are drawn.
const PUT_TOGETHER: [(&str, &str); 4] = [("audits", "instruction_first"), ("audits", "instruction_follow_up"), ("audits", "first"), ("audits", "follow_up")];
/// Of a form that asks for a part of a list: nothing of it is saved.
/// And a code that is used once: no page gives it back.
const ASKED: [&str; 2] = ["sedan", "code"];

#[test]
fn every_field_that_somebody_types_into_has_its_name_on_the_page_that_gives_it_back() {
    let register = yttrande::app::register().unwrap();
    let mut found: BTreeSet<(String, String)> = PUT_TOGETHER.iter().map(|(slice, field)| ((*slice).to_owned(), (*field).to_owned())).collect();
    for slice in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features")).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        let (mut folders, name) = (vec![slice.path()], slice.file_name().to_string_lossy().into_owned());
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    found.extend(field_names(&fs::read_to_string(&path).unwrap()).into_iter().map(|field| (name.clone(), field)));
                }
            }
        }
    }
    assert!(found.len() > 45, "{found:?}");
    for (slice, field) in found.iter().filter(|(_, field)| !ASKED.contains(&field.as_str())) {
        let announced = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features").join(slice).join("mod.rs")).unwrap();
        let form = announced.split(".post(\"").nth(1).and_then(|rest| rest.split('"').next());
        let form = form.unwrap_or_else(|| panic!("{slice} has fields and no form"));
        for lang in [Lang::SV, Lang::EN] {
            assert!(register.label(form, field, lang).is_some(), "{slice} does not say in `labels` what {field} is called");
        }
    }
}
