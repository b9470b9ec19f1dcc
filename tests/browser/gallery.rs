//! The gallery: the parts that pages are made of, each in every state it can have, in both languages, on pages of its own.
//! Nothing of it is in the program; the files lie in a folder for as long as somebody looks at them. What templates draw
//! beyond these parts the walk through the demo shows; [`SHOWN`] says which of the two shows what.

use std::fs;
use std::path::{Path, PathBuf};

use askama::Template;
use chrono::NaiveDate;
use yttrande::domain::calendar::Standing;
use yttrande::domain::round::{DeadlineKind, LastDay, Lateness, RoundKey, RoundKind, RoundName, RoundState};
use yttrande::platform::language::Lang;
use yttrande::platform::listing::{Count, Filters, Head, Query};
use yttrande::platform::parts::{Chip, Choice, Choices, Due, Faults, Field};
use yttrande::platform::words::Words;

use crate::browser::Browser;
use crate::pages::Inspection;
use crate::walk;

/// A long word that a municipality could well need, and what would be markup if it were not escaped.
const LONG: &str = "Miljö- och hälsoskyddsinspektörernas tillsynsverksamhetsuppföljning <b>enligt 9 § & 12 kap.</b> “i sin helhet”";

/// Where each template is shown: in the gallery, or at a stop of the walk.
const SHOWN: &[(&str, &str)] = &[
    ("access_requests/answer.html", "access-requests"),
    ("access_requests/ask.html", "ask-access"),
    ("access_requests/confirm.html", ELSEWHERE),
    ("access_requests/own.html", "own-requests"),
    ("account/overview.html", "account"),
    ("account/passkey.html", ELSEWHERE),
    ("account/passkey_made.html", ELSEWHERE),
    ("account/passkeys.html", "passkeys"),
    ("account/password.html", "password"),
    ("account/recovery_codes.html", "recovery-codes"),
    ("account/sessions.html", "sessions"),
    ("account/sign_on.html", "sign-on"),
    ("account/two_step.html", "two-step-on"),
    ("account/two_step_again.html", "two-step-off"),
    ("account/two_step_offer.html", "two-step"),
    ("assessments/correct.html", "correct-verdict"),
    ("assessments/judge.html", "judge-first"),
    ("assessments/overview.html", "verdict"),
    ("assessments/publish.html", "publish"),
    ("audits/add_document.html", "add-document"),
    ("audits/beside.html", "check"),
    ("audits/board_fields.html", "check"),
    ("audits/close.html", ELSEWHERE),
    ("audits/draft.html", "draft"),
    ("audits/files.html", "draft-files"),
    ("audits/form.html", "check"),
    ("audits/item.html", "draft-item"),
    ("audits/items.html", "draft-items"),
    ("audits/list.html", "audits"),
    ("audits/open_round.html", "open-round"),
    ("audits/paste_letter.html", "letter"),
    ("audits/preview.html", "items-preview"),
    ("audits/put_right.html", "put-right"),
    ("audits/put_right_form.html", "correct-item"),
    ("audits/send.html", "draft-send"),
    ("audits/show.html", "audit"),
    ("audits/take_up.html", "draft-take-up"),
    ("boards/add.html", "boards-add"),
    ("boards/board.html", "board-admin"),
    ("boards/list.html", "boards-admin"),
    ("calendar/address.html", "calendar-address"),
    ("calendar/agenda.html", "calendar"),
    ("calendar/auditors_meeting.html", "auditors-meeting"),
    ("calendar/lines.html", "calendar"),
    ("calendar/meetings.html", "meetings"),
    ("calendar/subscription.html", "subscription"),
    ("calendar/year_list.html", "year-list"),
    ("audits/responsible.html", "responsible"),
    ("council/form.html", "council-act"),
    ("deadlines/ask.html", "ask"),
    ("deadlines/correct.html", "correct"),
    ("deadlines/decide.html", "decide-extension"),
    ("deadlines/head.html", "ask"),
    ("deadlines/ledger.html", "ledger"),
    ("deadlines/letter.html", "letter-of-reminder"),
    ("deadlines/rules.html", "rules"),
    ("error.html", "no-such-page"),
    ("help/about.html", "about"),
    ("help/accessibility.html", "accessibility"),
    ("help/guide.html", "help"),
    ("help/privacy.html", "privacy"),
    ("layout.html", "no-such-page"),
    ("mail/letter.html", ELSEWHERE),
    ("notices/list.html", "notices"),
    ("notices/settings.html", "notice-settings"),
    ("organisation/details.html", "organisation"),
    ("organisation/second_step.html", "second-step"),
    ("outbox/log.html", "mail-log"),
    ("overview/bar.html", "overview"),
    ("overview/board.html", "board"),
    ("overview/board_year.html", "board-year"),
    ("overview/boards.html", "boards"),
    ("overview/items.html", "board"),
    ("overview/overview.html", "overview"),
    ("overview/rounds.html", "board"),
    ("overview/rows.html", "overview"),
    ("overview/since.html", "since"),
    ("parts/answer.html", "response"),
    ("parts/as_of.html", "overview-then"),
    ("parts/as_of_form.html", "overview"),
    ("parts/broken.html", ELSEWHERE),
    ("parts/choices.html", GALLERY),
    ("parts/due.html", GALLERY),
    ("parts/field.html", GALLERY),
    ("parts/filters.html", GALLERY),
    ("parts/list.html", "audits"),
    ("parts/list_head.html", GALLERY),
    ("parts/pages.html", GALLERY),
    ("parts/summary.html", GALLERY),
    ("people/add.html", "people-add"),
    ("people/links.html", "invited"),
    ("people/list.html", "people"),
    ("people/person.html", "person"),
    ("event_log/list.html", "log"),
    ("prompts/late.html", "prompt-late"),
    ("prompts/one.html", "prompt"),
    ("register/follow_up.html", "follow-up"),
    ("register/item.html", "recommendation"),
    ("register/list.html", "recommendations"),
    ("register/tag.html", "tags"),
    ("search/search.html", "search"),
    ("reminders/coming.html", "coming-reminders"),
    ("responses/answers.html", "response"),
    ("responses/attachments.html", "attachments"),
    ("responses/files.html", "receipt"),
    ("responses/own_files.html", "attachments"),
    ("responses/asides.html", SAVING),
    // Two texts beside each other: tests/it/desk.rs reads it.
    ("responses/compared.html", ELSEWHERE),
    // An item that was corrected while it is answered: tests/it/amended.rs reads it.
    ("responses/corrected.html", ELSEWHERE),
    ("responses/handed_in.html", "handed-in"),
    ("responses/versions.html", "versions"),
    ("responses/board_pack.html", "board-pack"),
    ("responses/copy_received.html", "copy-received"),
    ("responses/copy_text.html", "copy-text"),
    ("responses/decide.html", "decide"),
    ("responses/decide_later.html", "decide-later"),
    ("responses/decision_fields.html", "decide"),
    ("responses/desk.html", "desk-late"),
    ("responses/item.html", "item"),
    ("responses/list.html", "responses"),
    ("responses/lock.html", "lock"),
    ("responses/not_arrived.html", "not-arrived"),
    ("responses/preliminary.html", "preliminary"),
    ("responses/preview.html", "preview"),
    ("responses/read.html", "response"),
    ("responses/receipt.html", "receipt"),
    ("responses/received.html", "response"),
    ("responses/saving.html", "item"),
    // Of a text that was locked under its writer: tests/it/saving.rs reads it.
    ("responses/set_aside.html", ELSEWHERE),
    ("responses/submit.html", "submit"),
    ("responses/summary.html", "summary"),
    ("responses/share.html", "share"),
    // Nobody in the demo asks for one: tests/it/asked_for.rs reads it.
    ("responses/requested.html", ELSEWHERE),
    ("responses/supplement.html", "supplement"),
    ("responses/supplement_kept.html", "supplement-kept"),
    ("responses/withdraw.html", "withdraw"),
    ("responses/whole_text.html", "whole-text"),
    ("responses/write_in.html", "write-in"),
    ("sign_in_again.html", SAVING),
    ("sign_in/choose_password.html", "choose-password"),
    ("sign_in/code.html", "code"),
    ("sign_in/first_administrator.html", JOURNEY),
    ("sign_in/not_signed_on.html", "not-signed-on"),
    ("sign_in/sign_in.html", "sign-in"),
    ("sign_in/forgotten.html", "forgotten"),
    ("start/to_do.html", "to-do-auditor"),
    ("typed_again.html", SAVING),
    ("statuses/tell.html", "tell-status"),
    // Nobody in the demo has told: tests/it/between_rounds.rs reads it.
    ("responses/statuses.html", ELSEWHERE),
    ("substitutes/name.html", "substitutes"),
    ("supplements/ask.html", "ask-supplement"),
    ("supplements/withdraw.html", ELSEWHERE),
];
const GALLERY: &str = "the gallery";
/// Where something is taken away from somebody who writes: `saving.rs` goes there and inspects it.
const SAVING: &str = "saving";
/// Behind a link that is shown once: the journeys go there, with scripts and without, but axe does not.
const JOURNEY: &str = "the journey";
/// In no browser: mails, and what comes of acts that the demo does not play (an audit is closed, words are broken, two write at once,
/// something is corrected, asked for or withdrawn). `tests/it` reads each of them.
const ELSEWHERE: &str = "elsewhere";

/// Every page of the gallery, in every window, in both languages.
pub(crate) async fn is_sound(b: Browser) {
    let folder = std::env::temp_dir().join(format!("yttrande-gallery-{}", uuid::Uuid::now_v7().simple()));
    fs::create_dir(&folder).unwrap();
    let mut inspection = Inspection::begin();
    for (name, lang, page) in write(&folder) {
        b.client.goto(&format!("file://{}", page.display())).await.unwrap();
        inspection.look_at_in(&b, lang.code(), &name).await;
    }
    fs::remove_dir_all(&folder).unwrap();
    inspection.end();
}

/// Writes the gallery: name, language and file of each page.
fn write(folder: &Path) -> Vec<(String, Lang, PathBuf)> {
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/app.css"), folder.join("app.css")).unwrap();
    let mut written = Vec::new();
    for lang in [Lang::SV, Lang::EN] {
        for (name, samples) in [
            ("chips", chips(lang)),
            ("last-days", last_days(lang)),
            ("fields", fields(lang)),
            ("choices", choices(lang)),
            ("errors", errors(lang)),
            ("lists", lists(lang)),
        ] {
            let name = format!("gallery-{name}-{}", lang.code());
            let file = folder.join(format!("{name}.html"));
            fs::write(&file, page(lang, &name, &samples)).unwrap();
            written.push((name, lang, file));
        }
    }
    written
}

/// What a sample shows, and the sample.
type Sample = (&'static str, String);

fn page(lang: Lang, name: &str, samples: &[Sample]) -> String {
    let shown: Vec<String> = samples.iter().map(|(what, drawn)| format!("<h2>{what}</h2>\n<div>{drawn}</div>\n")).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{name}</title>\n<link rel=\"stylesheet\" href=\"app.css\">\n</head>\n\
         <body>\n<main><div class=\"wrap\">\n<h1>{name}</h1>\n{}</div></main>\n</body>\n</html>\n",
        lang.code(),
        shown.concat()
    )
}

fn drawn(part: &impl Template) -> String {
    part.render().unwrap()
}

fn chips(lang: Lang) -> Vec<Sample> {
    let words = Words::new(lang);
    let states = [
        ("awaited", RoundState::Awaited(Standing::DaysLeft(30))),
        ("late", RoundState::Awaited(Standing::DaysLate(9))),
        ("received", RoundState::Received { late: Lateness::default() }),
        ("received late", RoundState::Received { late: Lateness { in_force: Some(3), by_letter: Some(3), ..Lateness::default() } }),
        ("preliminary", RoundState::Received { late: Lateness { undecided: true, ..Lateness::default() } }),
        ("assessed", RoundState::Assessed { late: Lateness::default() }),
        ("unanswered", RoundState::Unanswered),
        ("withdrawn", RoundState::Withdrawn),
    ];
    let tones = [
        Chip::plain("–"),
        Chip::ok("ok"),
        Chip::info("info"),
        Chip::warn("warn"),
        Chip::hold("hold"),
        Chip::bad(lang.pick("Försenat med 400 dagar", "400 days late")),
    ];
    let deadlines = [Standing::DaysLeft(1), Standing::LastDay, Standing::DaysLate(1), Standing::DaysLate(400)];
    let mut samples: Vec<Sample> = states.map(|(what, state)| (what, drawn(&Chip::of_round(words, state)))).into();
    samples.push(("tones", tones.iter().map(drawn).collect::<Vec<_>>().join(" ")));
    samples.push((
        "deadlines",
        deadlines.iter().filter_map(|standing| Chip::of_deadline(words, *standing)).map(|chip| drawn(&chip)).collect::<Vec<_>>().join(" "),
    ));
    samples
}

fn last_days(lang: Lang) -> Vec<Sample> {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let of = |kind, due, asked| LastDay {
        due_on: day(due),
        original_due_on: day("2025-03-31"),
        kind,
        extension_asked: asked,
        moved_after: None,
        undecided: false,
        withdrawn: false,
    };
    let days = [
        ("as in the letter", of(DeadlineKind::Original, "2025-03-31", false)),
        ("asked to be moved", of(DeadlineKind::Original, "2025-03-31", true)),
        ("extended", of(DeadlineKind::Extension, "2025-04-28", false)),
        ("extended and asked again", of(DeadlineKind::Extension, "2025-04-28", true)),
        ("corrected", of(DeadlineKind::Correction, "2025-03-13", false)),
        ("moved to a weekday", of(DeadlineKind::Weekday, "2025-04-01", false)),
    ];
    let words = Words::new(lang);
    let name = RoundName {
        reference: "A".into(),
        reference_key: "a".into(),
        title: "Städavtal".into(),
        board_name: "B".into(),
        board_slug: "b".into(),
        kind: RoundKind::First,
        key: RoundKey::new(1),
    };
    let drawn_both = |last| format!("<p>{}</p><p>{}</p>", drawn(&Due::new(words, last, &name)), drawn(&Due::with_weekday(words, last, &name)));
    days.map(|(what, last)| (what, drawn_both(last))).into()
}

fn wrong(field: &str, lang: Lang) -> Faults {
    let mut faults = Faults::none();
    faults.add(field, lang.pick("Skriv ett datum, till exempel 2025-03-31.", "Write a date, for example 2025-03-31."));
    faults
}

fn fields(lang: Lang) -> Vec<Sample> {
    let label = lang.pick("Diarienummer", "Reference");
    let hint = lang.pick("Som det står i missivet.", "As it stands in the letter.");
    let none = Faults::none();
    let form = |fields: &[Field]| format!("<form>{}</form>", fields.iter().map(drawn).collect::<String>());
    vec![
        ("a line", form(&[Field::line(lang, "line", label, "SR-2025-03", &none)])),
        ("with a hint", form(&[Field::line(lang, "hinted", label, "", &none).hint(hint)])),
        ("with everything", {
            let chip = Chip::info(lang.pick("Från missivet", "From the letter"));
            form(&[Field::line(lang, "all", LONG, LONG, &wrong("all", lang)).hint(hint).from(Some(chip), LONG)])
        }),
        ("a day, a number, an address, a password", {
            let date = Field::date(lang, "date", lang.pick("Sista dag", "Last day"), "i vår", &wrong("date", lang));
            let number = Field::line(lang, "number", lang.pick("Antal dagar", "Number of days"), "30", &none).class("w6");
            let email = Field::email(lang, "email", lang.pick("E-postadress", "E-mail address"), "åsa@example.se", &none);
            form(&[date, number, email, Field::password(lang, "password", lang.pick("Lösenord", "Password"), &wrong("password", lang))])
        }),
        ("settled, and missing", {
            let change = lang.pick("Ändra", "Change");
            let found = Field::line(lang, "found", LONG, LONG, &none).to_mark(Some("#found".to_owned())).settled(change);
            form(&[found, Field::line(lang, "missing", label, "", &none).settled(change).shown_as(lang.pick("Står inte i missivet", "Not in the letter"))])
        }),
        ("many lines", form(&[Field::area(lang, "area", label, format!("{LONG}\n\n<script>\n{LONG}"), &none).hint(hint)])),
        ("many lines with an error", form(&[Field::area(lang, "tall", label, "", &wrong("tall", lang)).class("tall")])),
    ]
}

fn choices(lang: Lang) -> Vec<Sample> {
    let legend = lang.pick("Hur går det?", "How is it going?");
    let some =
        || vec![Choice::new("1", lang.pick("Bra", "Well"), true), Choice::new("2", LONG, false), Choice::new("3", lang.pick("Inte alls", "Not at all"), false)];
    let hint = lang.pick("Välj det som stämmer bäst.", "Choose what fits best.");
    let (none, form) = (Faults::none(), |part: Choices| format!("<form>{}</form>", drawn(&part)));
    vec![
        ("one of these", form(Choices::radios(lang, "radios", legend, some(), &none))),
        ("one of these, with an error", form(Choices::radios(lang, "radios-wrong", legend, some(), &wrong("radios-wrong", lang)).hint(hint))),
        ("any of these", form(Choices::boxes(lang, "boxes", legend, some(), &none).hint(hint))),
        ("any of these, with an error", form(Choices::boxes(lang, "boxes-wrong", LONG, some(), &wrong("boxes-wrong", lang)))),
        ("from a list", form(Choices::list(lang, "list", legend, some(), &none).hint(hint))),
        ("from a list, with an error", form(Choices::list(lang, "list-wrong", legend, some(), &wrong("list-wrong", lang)))),
    ]
}

fn errors(lang: Lang) -> Vec<Sample> {
    let mut faults = wrong("first", lang);
    faults.add("second", LONG);
    let fields = [Field::line(lang, "first", "1", "", &faults), Field::line(lang, "second", "2", "", &faults)];
    let form = format!("{}<form>{}</form>", drawn(&faults.summary(lang)), fields.iter().map(drawn).collect::<String>());
    vec![("nothing wrong", drawn(&Faults::none().summary(lang))), ("two things wrong", form)]
}

/// The second page of a list that is narrowed, with a filter that it does not have.
fn lists(lang: Lang) -> Vec<Sample> {
    let mut query = Query::of("/bilar", Some("q=r%C3%B6d&farg=1&kaross=%3Cb%3Ekombi&efter=25"));
    let colours = [("1".to_owned(), LONG.to_owned()), ("2".to_owned(), lang.pick("Blå", "Blue").to_owned())];
    let search = query.text("q");
    let colour = query.among("farg", &colours, |(value, _)| value.as_str()).map(|(value, _)| value.clone());
    let window = query.window::<(i64,)>();
    let cut = window.cut((26..=51).collect(), |n: &i64| (*n,));
    let pages = cut.pages(&query, lang, Count::new(25, 1_001));
    let filters = Filters::new(&query, lang).text(&query, "q", lang.pick("Sök på namn", "Search by name"), &search).list(
        &query,
        "farg",
        lang.pick("Färg", "Colour"),
        &colours,
        colour.as_deref(),
    );
    let head = Head::new(&query, &pages, |n| format!("{n} {}", lang.pick("bilar", "cars")), lang.pick("Inga bilar.", "No cars."), "/bilar.csv");
    vec![("filters", drawn(&filters)), ("how many", drawn(&head)), ("the way on", drawn(&pages))]
}

/// Every template is shown, and is said to be shown where it is.
pub(crate) fn every_template_is_shown() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut there = Vec::new();
    for entry in fs::read_dir(&folder).unwrap().flatten() {
        let inner = if entry.path().is_dir() { fs::read_dir(entry.path()).unwrap().flatten().map(|entry| entry.path()).collect() } else { vec![entry.path()] };
        there.extend(inner.iter().map(|path| path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned()));
    }
    let stops = walk::stops();
    for template in &there {
        let shown = SHOWN.iter().find(|(name, _)| name == template);
        let (_, at) = shown.unwrap_or_else(|| panic!("templates/{template} is shown neither in the gallery nor on the walk"));
        assert!(
            [GALLERY, JOURNEY, SAVING, ELSEWHERE].contains(at) || stops.contains(at),
            "{template} is said to be shown at {at}, which is no stop of the walk"
        );
    }
    for (template, _) in SHOWN {
        assert!(there.iter().any(|name| name == template), "templates/{template} is not there");
    }
}
