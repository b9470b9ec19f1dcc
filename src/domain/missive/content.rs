//! What the letter says in its own words: the overall assessment, and how the responses are to be written.

use super::found::{Found, Phrase, Place};
use super::kinds::{RESPONSE, kinds};
use super::layout::{Paragraph, Sentence};
use super::letter::{Instructions, RoundKind};
use super::words::{any_starts, at, has_run, run_at};

/// Runs of words that announce the overall assessment, the surest first.
const SUMMARIES: [&[&str]; 12] = [
    &["samlad", "bedomning"],
    &["sammanfattande", "bedomning"],
    &["sammantagn", "bedomning"],
    &["overgripande", "bedomning"],
    &["sammanfattning", "bedom"],
    &["sammantaget", "bedom"],
    &["bedom", "sammantaget"],
    &["samlad", "slutsats"],
    &["sammanfattande", "slutsats"],
    &["var", "bedomning", "ar"],
    &["revisorernas", "bedomning", "ar"],
    &["overgripande", "slutsats"],
];
/// How sentences begin that belong to the one before.
const CONTINUING: [&str; 6] = ["dock", "samtidigt", "daremot", "detta", "bedomningen", "emellertid"];
/// Words for how a response is built up.
const STRUCTURE: [&str; 6] = ["struktur", "innehall", "anvisning", "disposition", "mall", "instruktion"];
/// What ends the last instruction.
const CLOSINGS: [&str; 9] = ["bilaga", "bilagor", "sandlista", "kopia", "med", "vanligen", "for", "hogaktningsfullt", "ordforande"];

/// The sentence that sums the audit up.
pub(super) fn overall_assessment(paragraphs: &[Paragraph]) -> Found<String> {
    for run in SUMMARIES {
        for (place, paragraph) in paragraphs.iter().enumerate() {
            if paragraph.is_heading() {
                if paragraph.sentences.iter().any(|sentence| sentence.tokens.len() <= 6 && has_run(&sentence.tokens, run))
                    && let Some(text) = paragraphs.get(place + 1).filter(|next| !next.is_heading())
                {
                    return Found::read(text.text.to_string(), &text.text);
                }
            } else if let Some(phrase) = summary(paragraph, run) {
                return Found::read(phrase.text.clone(), phrase);
            }
        }
    }
    let mut sentences = paragraphs.iter().filter(|paragraph| !paragraph.is_heading()).flat_map(|paragraph| &paragraph.sentences);
    let assessed = sentences.find(|sentence| has_run(&sentence.tokens, &["bedomer", "att"]));
    assessed.map_or(Found::Missing, |sentence| Found::proposed(sentence.text.to_string(), &sentence.text))
}

/// The sentence that sums up, with those after it that take part of it back or explain it.
fn summary(paragraph: &Paragraph, run: &[&str]) -> Option<Phrase> {
    let start = paragraph.sentences.iter().position(|sentence| sums_up(sentence, run))?;
    let rest = paragraph.sentences.get(start..)?;
    let more = rest.iter().skip(1).take_while(|sentence| at(&sentence.tokens, 0, &CONTINUING)).count();
    Some(together(rest.get(..=more)?))
}

/// Sentences that stand one after the other, as one phrase.
fn together(sentences: &[Sentence]) -> Phrase {
    let text = sentences.iter().map(|sentence| &*sentence.text).collect::<Vec<&str>>().join(" ");
    let place = |sentence: &Sentence| sentence.text.place(0..sentence.text.len());
    let first = sentences.first().and_then(place);
    let last = sentences.last().and_then(place);
    Phrase { text, place: first.zip(last).map(|(first, last)| Place { start: first.start, end: last.end }) }
}

/// Whether the sentence is the assessment, and not one that tells where it stands.
fn sums_up(sentence: &Sentence, run: &[&str]) -> bool {
    has_run(&sentence.tokens, run) && !any_starts(&sentence.tokens, &["framgar", "redovisas", "yttra", "yttrande"])
}

/// How the responses are to be written: under headings, or else in paragraphs that say so themselves.
pub(super) fn instructions(paragraphs: &[Paragraph]) -> Instructions {
    let mut found = Instructions { first: Found::Missing, follow_up: Found::Missing };
    for (place, paragraph) in paragraphs.iter().enumerate() {
        if let Some(kind) = heading_kind(paragraph) {
            let text = section(paragraphs.get(place + 1..).unwrap_or_default());
            let slot = slot(&mut found, kind);
            if slot.is_missing() && !text.is_empty() {
                *slot = Found::read(text, &paragraph.text);
            }
        }
    }
    for paragraph in paragraphs {
        if let Some((kind, phrase)) = standing_alone(paragraph) {
            let slot = slot(&mut found, kind);
            if slot.is_missing() {
                *slot = Found::read(phrase.text.clone(), phrase);
            }
        }
    }
    found
}

fn slot(found: &mut Instructions, kind: RoundKind) -> &mut Found<String> {
    match kind {
        RoundKind::First => &mut found.first,
        RoundKind::FollowUp => &mut found.follow_up,
    }
}

/// The response that a heading such as "Struktur för första yttrandet" is about.
fn heading_kind(paragraph: &Paragraph) -> Option<RoundKind> {
    let [sentence] = paragraph.sentences.as_slice() else { return None };
    if !paragraph.is_heading() || any_starts(&sentence.tokens, &["senast", "gransk"]) {
        return None;
    }
    let words = &sentence.tokens;
    let structure = any_starts(words, &STRUCTURE);
    match kinds(words).as_slice() {
        [(_, kind)] if structure || words.len() <= 5 => Some(*kind),
        [] if structure && any_starts(words, &RESPONSE) => Some(RoundKind::First),
        _ => None,
    }
}

/// The paragraphs up to the next heading of the kind or the end of the letter.
fn section(paragraphs: &[Paragraph]) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        if heading_kind(paragraph).is_some() || closes(paragraph) || paragraph.text.contains('@') {
            break;
        }
        if text.is_empty() && is_deadline(paragraph) {
            continue;
        }
        if !text.is_empty() {
            text.push_str(if paragraph.is_item() && !paragraph.gap { "\n" } else { "\n\n" });
        }
        text.push_str(&paragraph.text);
    }
    text
}

/// Whether the paragraph belongs to what follows the instructions: attachments, a greeting, a signature.
fn closes(paragraph: &Paragraph) -> bool {
    let Some(sentence) = paragraph.sentences.first() else { return false };
    let greeting = has_run(&sentence.tokens, &["med", "vanlig"]) || has_run(&sentence.tokens, &["for", "kannedom"]);
    let word = sentence.tokens.first().is_some_and(|word| word.is_any(&CLOSINGS) && !word.is_any(&["med", "for"]));
    let signed = paragraph.rows.len() < 3 && sentence.tokens.len() < 12 && any_starts(&sentence.tokens, &["ordforande"]);
    paragraph.is_heading() && (greeting || word || signed)
}

fn is_deadline(paragraph: &Paragraph) -> bool {
    let dated = |sentence: &Sentence| sentence.tokens.len() <= 30 && !super::dates::dates(&sentence.tokens).is_empty();
    paragraph.sentences.iter().all(dated)
}

/// Sentences that say in running text what a response is to contain, with the sentences after them.
fn standing_alone(paragraph: &Paragraph) -> Option<(RoundKind, Phrase)> {
    if paragraph.is_heading() {
        return None;
    }
    let start = paragraph.sentences.iter().position(tells_contents)?;
    let chosen = paragraph.sentences.get(start..)?;
    let kind = chosen.first().and_then(|sentence| kinds(&sentence.tokens).first().map(|(_, kind)| *kind));
    let same = |sentence: &&Sentence| kinds(&sentence.tokens).iter().all(|(_, other)| Some(*other) == kind || kind.is_none());
    let mut length = 0;
    for (count, sentence) in chosen.iter().take_while(same).enumerate() {
        let goes_on = count == 0 || any_starts(&sentence.tokens, &["framga", "innehall", "redovis", "nar", "atgard"]);
        if !goes_on || !super::dates::dates(&sentence.tokens).is_empty() {
            break;
        }
        length = count + 1;
    }
    let chosen = chosen.get(..length).filter(|chosen| !chosen.is_empty())?;
    Some((kind.unwrap_or(RoundKind::First), together(chosen)))
}

fn tells_contents(sentence: &Sentence) -> bool {
    let words = &sentence.tokens;
    let opens = at(words, 0, &["i", "av", "ur"]);
    let answer = words.iter().take(5).any(|word| word.starts_any(&["yttrande", "svar", "redovisning"]));
    let contents = ["framga", "innehall", "redovis", "beskriv", "ange", "omfatta"];
    let must = any_starts(words, &["ska", "bor", "onskar"]);
    let dated = any_starts(words, &["senast"]) && !super::dates::dates(words).is_empty();
    answer && must && !dated && any_starts(words, &contents) && (opens || words.first().is_some_and(|word| word.capital))
}

/// The years of which a follow-up response tells: those in the letter, or else those of the last days.
pub(super) fn follow_up_period(sentences: &[&Sentence], years: Option<(i32, i32)>) -> Found<String> {
    let mut placeholder: Option<&Sentence> = None;
    let mut about_follow_up = false;
    for sentence in sentences {
        let words = &sentence.tokens;
        if let Some((_, kind)) = kinds(words).last() {
            about_follow_up = *kind == RoundKind::FollowUp;
        }
        let taken = any_starts(words, &["vidtag", "genomfor", "atgard"]);
        if !about_follow_up || !taken {
            continue;
        }
        if let Some(period) = run_at(words, &["under"]).and_then(|place| period_from(sentence, place + 1)) {
            return Found::read(period, &sentence.text);
        }
        if words.iter().any(|word| word.plain.starts_with("20") && word.plain.ends_with("xx")) {
            placeholder = placeholder.or(Some(sentence));
        }
    }
    let Some((first, last)) = years else { return Found::Missing };
    let value = if first == last { first.to_string() } else { format!("{first}–{last}") };
    Found::Proposed { value, phrase: placeholder.map(|sentence| (&sentence.text).into()) }
}

fn period_from(sentence: &Sentence, place: usize) -> Option<String> {
    let words = &sentence.tokens;
    let mut start = place;
    while at(words, start, &["ar", "aren", "perioden", "kalenderaret"]) {
        start += 1;
    }
    let first = words.get(start)?.number().filter(|year| (1990..2200).contains(year))?;
    let last = if at(words, start + 1, &["-", "–", "/", "och", "till"]) { words.get(start + 2).and_then(super::words::Token::number) } else { None };
    // "2025/26" leaves the century out.
    let last = last.map(|last| if last < 100 { first / 100 * 100 + last } else { last });
    match last.filter(|last| *last > first && *last < 2200) {
        Some(last) => Some(format!("{first}–{last}")),
        None => Some(first.to_string()),
    }
}
