//! The auditors' decision: who made it, when, and who signed.

use chrono::NaiveDate;

use super::bodies::{Mention, Vocabulary};
use super::clean::{capitalised, fold_spaces, plain_word};
use super::dates::{DateMention, dates};
use super::found::{Found, Phrase, Place};
use super::kinds::RESPONSE;
use super::layout::{Paragraph, Sentence};
use super::traced::Traced;
use super::words::{Token, any_starts, at, before, tokens};

/// What the one who signs first is called.
const CHAIRS: [&str; 6] = ["ordforande", "ordf", "revisionsordforande", "chair", "chairman", "chairperson"];
/// A longer line that mentions a chair is prose, not a signature.
const LONGEST_SIGNATURE: usize = 120;
/// How far above the title the signatory's name can stand.
const SIGNATURE_REACH: usize = 3;
const DECIDING: [&str; 17] = [
    "dealt",
    "adopted",
    "approved",
    "decided",
    "considered",
    "avlamnat",
    "avlamnade",
    "handlagt",
    "beslut",
    "behandlat",
    "behandlade",
    "antog",
    "antagit",
    "faststall",
    "godkan",
    "stallt",
    "avgav",
];
const MEETING: [&str; 3] = ["sammantrad", "mote", "meeting"];

/// Who decided, and on which day.
pub(super) struct Decision {
    pub by: Found<String>,
    pub on: Found<NaiveDate>,
}

/// The decision, from the sentence that tells of it.
pub(super) fn decision(sentences: &[&Sentence], letter_date: Option<NaiveDate>, vocabulary: &Vocabulary) -> Decision {
    let mut on = Found::Missing;
    let mut by = Found::Missing;
    for sentence in sentences {
        let words = &sentence.tokens;
        if !any_starts(words, &DECIDING) && !any_starts(words, &MEETING) {
            continue;
        }
        let auditors = auditors(sentence);
        let bodies = vocabulary.mentions(sentence);
        if let Some(name) = &auditors
            && by.is_missing()
            && any_starts(words, &DECIDING)
        {
            by = Found::read(name.clone(), &sentence.text);
        }
        if on.is_missing() {
            on = decision_day(sentence, letter_date, auditors.is_some(), &bodies);
        }
    }
    let sender = || sentences.iter().find_map(|sentence| Some(Found::proposed(auditors(sentence)?, &sentence.text)));
    Decision { by: by.or_else(|| sender().unwrap_or_default()), on }
}

fn decision_day(sentence: &Sentence, letter_date: Option<NaiveDate>, by_auditors: bool, bodies: &[Mention]) -> Found<NaiveDate> {
    let words = &sentence.tokens;
    let limit = words.iter().position(|word| word.is_any(&["senast", "fore", "innan"])).unwrap_or(words.len());
    // "Revisorerna har denna dag antagit rapporten".
    let today = at_run(words, &["denna", "dag"]) || words.iter().any(|word| word.is_any(&["idag", "dagens"])) || at_run(words, &["i", "dag"]);
    if today
        && by_auditors
        && any_starts(words, &DECIDING)
        && let Some(day) = letter_date
    {
        return Found::read(day, &sentence.text);
    }
    let all = dates(words);
    let past: Vec<&DateMention> = all.iter().filter(|date| date.first < limit).collect();
    let Some(date) = past.iter().find(|date| follows_meeting(words, date)).or(past.first()) else {
        return Found::Missing;
    };
    // "Kommunstyrelsen beslutade 2023-05-03": somebody else's decision.
    let others = bodies.first().is_some_and(|body| body.first < 2 && !body.genitive);
    let ours = by_auditors || any_starts(words, &["vi", "rapport", "missiv", "skrivelse", "report"]);
    if others || !ours {
        return Found::Missing;
    }
    match (date.whole(), letter_date) {
        (Some(day), _) if by_auditors => Found::read(day, &sentence.text),
        (Some(day), _) => Found::proposed(day, &sentence.text),
        (None, Some(known)) => date.latest_until(known).map_or(Found::Missing, |day| Found::proposed(day, &sentence.text)),
        (None, None) => Found::Missing,
    }
}

fn at_run(words: &[Token], run: &[&str]) -> bool {
    words.windows(run.len()).any(|window| window.iter().zip(run).all(|(word, wanted)| word.is(wanted)))
}

fn follows_meeting(words: &[Token], date: &DateMention) -> bool {
    let nearby = words.get(date.first.saturating_sub(4)..date.first).unwrap_or_default();
    any_starts(nearby, &MEETING) || any_starts(nearby, &DECIDING)
}

/// The auditors as a sentence calls them.
pub(super) fn auditors(sentence: &Sentence) -> Option<String> {
    let words = &sentence.tokens;
    let place = words.iter().position(is_auditors)?;
    let mut first = place;
    if before(words, first, &["fortroendevalda", "valda"]) {
        first -= 1;
    }
    let owner = first.checked_sub(1).and_then(|owner| words.get(owner));
    let plain_word = words.get(place)?;
    let has_owner = owner.is_some_and(|owner| {
        owner.is_any(&["de", "kommunens", "regionens", "stadens"]) || (owner.capital && owner.word && plain_word.plain.starts_with("stadsrev"))
    });
    if has_owner {
        first -= 1;
    }
    // "Revisorsgrupp 2" is one of several.
    let numbered = plain_word.plain.starts_with("revisorsgrupp") && words.get(place + 1).is_some_and(|next| next.number().is_some_and(|number| number < 20));
    let written = sentence.between(first, if numbered { place + 2 } else { place + 1 });
    let genitive = plain_word.plain.ends_with("ts") || plain_word.plain.ends_with("ns") || plain_word.plain.ends_with("nas");
    Some(capitalised(if genitive { written.trim_end_matches('s') } else { written }))
}

fn is_auditors(word: &Token) -> bool {
    const NAMES: [&str; 10] = [
        "auditors",
        "lekmannarevisorn",
        "revisorskollegi",
        "revisorerna",
        "revisorer",
        "revisionen",
        "stadsrevision",
        "kommunrevision",
        "regionrevision",
        "lekmannarevisorerna",
    ];
    const LONGER: [&str; 2] = ["revisionsr", "revisionss"];
    word.starts_any(&NAMES) && !word.starts_any(&LONGER) || word.is("revisionens") || word.plain.starts_with("revisorsgrupp")
}

/// The address for responses: the one in a sentence about them, or else the only one there is.
pub(super) fn reply_to(sentences: &[&Sentence]) -> Found<String> {
    let mut others: Found<String> = Found::Missing;
    for sentence in sentences {
        let mut addresses = sentence.text.split_whitespace().filter_map(mail_address);
        let Some(address) = addresses.next() else { continue };
        if any_starts(&sentence.tokens, &RESPONSE) || any_starts(&sentence.tokens, &["skicka", "sand", "mejla"]) {
            let found = Found::read(address, &sentence.text);
            return if addresses.next().is_some() { found.doubted() } else { found };
        }
        others = others.or_else(|| Found::proposed(address, &sentence.text));
    }
    others
}

fn mail_address(word: &str) -> Option<String> {
    let word = word.rsplit("mailto:").next()?;
    let address = word.trim_matches(|mark: char| !mark.is_alphanumeric());
    let (local, domain) = address.split_once('@')?;
    let (name, ending) = domain.rsplit_once('.')?;
    let fit = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || ".-_+".contains(c));
    (fit(local) && fit(name) && ending.chars().count() > 1 && fit(ending)).then(|| address.to_owned())
}

/// The chair, from the signatures.
pub(super) fn chair(paragraphs: &[Paragraph]) -> Found<String> {
    let rows: Vec<Traced> = paragraphs.iter().flat_map(|paragraph| &paragraph.rows).map(Traced::trimmed).collect();
    let lines: Vec<&str> = rows.iter().map(|row| &**row).collect();
    for ((place, line), row) in lines.iter().enumerate().zip(&rows) {
        if line.len() > LONGEST_SIGNATURE {
            continue;
        }
        for (column, cell) in columns(line).iter().enumerate() {
            if !is_chair(cell) {
                continue;
            }
            if let Some(name) = name_beside(cell) {
                return Found::read(name, &row.folded());
            }
            let above = (1..=SIGNATURE_REACH).filter_map(|up| Some((place.checked_sub(up)?, lines.get(place.checked_sub(up)?)?)));
            let mut names = above.filter_map(|(at, line)| {
                let cells = columns(line);
                cells.get(column).filter(|cell| is_name(cell)).map(|cell| (at, (*cell).to_owned()))
            });
            if let Some((at, name)) = names.next() {
                let phrase = Phrase { text: format!("{name} {}", fold_spaces(cell)), place: across(rows.get(at), Some(row)) };
                return Found::read(name, phrase);
            }
            if let Some(below) = lines.get(place + 1).filter(|line| is_name(line)) {
                return Found::read(
                    (*below).to_owned(),
                    Phrase { text: format!("{} {below}", fold_spaces(cell)), place: across(Some(row), rows.get(place + 1)) },
                );
            }
        }
    }
    Found::Missing
}

/// From the beginning of one line to the end of another.
fn across(first: Option<&Traced>, last: Option<&Traced>) -> Option<Place> {
    let whole = |row: &Traced| row.place(0..row.len());
    let (first, last) = (first.and_then(whole)?, last.and_then(whole)?);
    Some(Place { start: first.start, end: last.end })
}

/// The cells of a line that is set in columns.
fn columns(line: &str) -> Vec<&str> {
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

fn is_chair(cell: &str) -> bool {
    let words = tokens(cell);
    let chair = words.iter().position(|word| word.is_any(&CHAIRS));
    chair.is_some_and(|place| !before(&words, place, &["vice", "v", ".", "deputy"]) && !at(&words, 0, &["vice"]))
}

fn name_beside(cell: &str) -> Option<String> {
    let folded = fold_spaces(cell);
    let words = tokens(&folded);
    let title = words.iter().find(|word| word.is_any(&CHAIRS))?;
    let tidy = |part: &str| part.trim_matches(|mark: char| !mark.is_alphanumeric()).to_owned();
    // "För revisorerna: Nils Ask, ordförande", "/Revisorerna genom Ulla Sten, ordf."
    let ahead = folded.get(..title.start)?.split([',', '(', '/', ':']).flat_map(|part| part.split(" genom ")).map(tidy);
    let ahead: Vec<String> = ahead.collect();
    let behind = folded.get(title.end..)?;
    let behind = behind.trim_start_matches([':', ',', '.', ' ']).split([',', '(']).next().map(tidy);
    ahead.into_iter().rev().chain(behind).find(|part| is_name(part))
}

/// Whether the words look like a person's name.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len()) && words.iter().all(|word| is_name_word(word)) && words.first().is_some_and(|w| w.starts_with(char::is_uppercase))
}

fn is_name_word(word: &str) -> bool {
    const NOT_NAMES: [&str; 9] = ["med", "for", "enligt", "datum", "kommun", "stad", "vanliga", "vice", "till"];
    let plain = plain_word(word);
    let shape = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '’' | '\''));
    let particle = matches!(plain.as_str(), "von" | "af" | "de" | "van" | "der");
    let office = ["revis", "ordforande", "namnd", "styrelse", "fullmaktige", "auditor", "chair"].iter().any(|stem| plain.contains(stem));
    shape && !office && !NOT_NAMES.contains(&plain.as_str()) && (particle || word.starts_with(char::is_uppercase))
}
