//! The letterhead: what was audited, and the day of the letter.

use chrono::NaiveDate;

use super::addressees::has_names;
use super::bodies::Vocabulary;
use super::clean::capitalised;
use super::dates::{Day, dates};
use super::found::Found;
use super::kinds::RESPONSE;
use super::layout::{Paragraph, Sentence};
use super::reference::shaped;
use super::words::{Token, any_starts, at};

/// A paragraph of this length is text, and ends the head of the letter.
const TEXT: usize = 160;
/// A line of this length that ends in a full stop is text, too.
const SENTENCE: usize = 45;
/// What may stand before "granskning av" in a title.
const TITLE_LABELS: [&str; 44] = [
    "rattelse",
    "overlamnande",
    "galler",
    "rubricering",
    "§",
    "ang",
    "re",
    "regarding",
    "concerning",
    "the",
    "var",
    "genomford",
    "betraffande",
    "revisionens",
    "gallande",
    "rorande",
    "amne",
    "vb",
    "sv",
    "fw",
    "subject",
    "report",
    "arende",
    "missiv",
    "missivskrivelse",
    "revisionsrapport",
    "rapport",
    "revisionsskrivelse",
    "foljebrev",
    "till",
    "fordjupad",
    "grundlaggande",
    "sarskild",
    "revisorernas",
    "angaende",
    "rubrik",
    "avseende",
    "oversandande",
    "av",
    "granskningsrapport",
    "arendemening",
    "begaran",
    "om",
    "yttrande",
];
const ABOUT: [&str; 9] = ["of", "av", "avseende", "gallande", "rorande", "kring", "om", "angaende", "inom"];
const MARKS: [&str; 10] = [".", ":", "-", "–", "—", "\"", "”", "“", ",", "»"];
/// What ends a title that is taken from a sentence.
const TITLE_ENDS: [&str; 15] = [".", ",", ";", "(", "i", "med", "enligt", "som", "dar", "har", "vid", "och", "for", "under", "utifran"];

/// How many paragraphs stand before the text of the letter.
pub(super) fn head_length(paragraphs: &[Paragraph]) -> usize {
    let is_sentence = |paragraph: &Paragraph| {
        let long = paragraph.text.len() > SENTENCE && paragraph.tokens().count() > 6;
        paragraph.text.ends_with('.') && (long || paragraph.sentences.iter().any(asks_for_answers))
    };
    let is_text = |paragraph: &Paragraph| paragraph.sentences.len() > 1 || paragraph.text.len() > TEXT || is_sentence(paragraph);
    paragraphs.iter().position(is_text).unwrap_or(paragraphs.len())
}

/// "Revisorerna önskar svar enligt nedan.": a sentence that asks is text, however short it is.
fn asks_for_answers(sentence: &Sentence) -> bool {
    const SHORTEST: usize = 5;
    let words = &sentence.tokens;
    words.len() >= SHORTEST && super::kinds::about_responses(words) && super::tense::asks(words)
}

/// The title: a heading in the head of the letter, or else what a sentence says was audited.
pub(super) fn title(paragraphs: &[Paragraph], head: usize, is_address: &[bool], reference: Option<&str>) -> Found<String> {
    let heads = paragraphs.iter().take(head).zip(is_address).filter(|(paragraph, address)| !**address && paragraph.is_heading());
    let sentences = heads.filter_map(|(paragraph, _)| paragraph.sentences.first());
    let headings: Vec<&Sentence> = sentences.collect();
    let as_heading = |start: fn(&Sentence) -> Option<usize>| {
        headings.iter().find_map(|sentence| {
            let value = title_from(sentence, start(sentence)?, reference)?;
            Some(Found::read(value, &sentence.text))
        })
    };
    let found = quoted(&headings)
        .or_else(|| as_heading(audit_start))
        .or_else(|| as_heading(label_end))
        .or_else(|| bare_heading(paragraphs, head, is_address, reference));
    found.or_else(|| title_in_text(paragraphs)).unwrap_or_default()
}

/// "Missiv till rapporten ”Hemlöshet och sociala kontrakt”".
fn quoted(headings: &[&Sentence]) -> Option<Found<String>> {
    headings.iter().find_map(|sentence| {
        let report = any_starts(&sentence.tokens, &["missiv", "rapport", "revisionsrapport", "gransk"]);
        let (_, behind) = sentence.text.split_once(['”', '"', '“', '»']).filter(|_| report)?;
        let (inside, _) = behind.split_once(['”', '"', '“', '«'])?;
        let audit = super::words::tokens(inside);
        let start = if at(&audit, 0, &["granskning"]) && at(&audit, 1, &ABOUT) { audit.get(2)?.start } else { 0 };
        let subject = inside.get(start..)?.trim();
        (subject.len() > 2).then(|| Found::read(capitalised(subject), &sentence.text))
    })
}

/// A heading that says the subject and nothing else: the last one before the text, below the addressees.
fn bare_heading(paragraphs: &[Paragraph], head: usize, is_address: &[bool], reference: Option<&str>) -> Option<Found<String>> {
    const ELSEWHERE: [&str; 11] = ["revis", "missiv", "datum", "diarie", "sida", "kopia", "ordforande", "bilag", "sandlist", "skickat", "motta"];
    /// These are words of their own: "Tillsyn" and "Föreningsbidrag" are subjects.
    const ELSEWHERE_WHOLE: [&str; 14] = ["till", "fran", "for", "amne", "svar", "hej", "box", "tel", "dnr", "att", "cc", "from", "to", "dear"];
    /// Headings of parts of a letter.
    const PARTS: [&str; 12] = [
        "sammanfatt",
        "bakgrund",
        "inledning",
        "bedomning",
        "rekommendation",
        "svarstid",
        "svar",
        "yttrande",
        "kannedom",
        "iakttagelse",
        "slutsats",
        "uppdrag",
    ];
    let before_text = paragraphs.get(..head)?;
    let after_address = is_address.get(..head)?.iter().rposition(|address| *address).map_or(0, |last| last + 1);
    let fits = |paragraph: &&Paragraph| {
        let words: Vec<&Token> = paragraph.tokens().collect();
        let first = words.first().is_some_and(|word| word.capital);
        let named = words.iter().any(|word| word.starts_any(&["revis", "auditor"]))
            || words.iter().take(1).any(|word| word.starts_any(&ELSEWHERE) || word.is_any(&ELSEWHERE_WHOLE))
            || words.iter().any(|word| word.starts_any(&["ordforande", "ordf"]))
            // "Almviks kommun", "Region Väst", "Bäckstads stad".
            || words.len() <= 4 && (words.iter().any(|word| word.is_any(&["kommun", "stad"])) || words.first().is_some_and(|word| word.is("region")));
        let numbers = words.iter().filter(|word| word.number().is_some()).count();
        // "Brandsta den 9 oktober 2019".
        let dated = words.len() <= 7 && paragraph.sentences.iter().any(|sentence| !dates(&sentence.tokens).is_empty());
        paragraph.is_heading()
            && first
            && !named
            && !dated
            && numbers * 2 <= words.len()
            && !words.iter().take(2).any(|word| word.starts_any(&PARTS))
            && !paragraph.text.contains('@')
            && !paragraph.text.ends_with(':')
            && words.len() <= 14
    };
    // The subject stands apart; what stands below it without a space is a part of it.
    let mut below = before_text.iter().skip(after_address).filter(fits);
    let heading = below.clone().find(|heading| heading.gap).or_else(|| below.next_back())?;
    // "Angående bygglovstaxan" is about "Bygglovstaxan".
    let about = heading.sentences.first().filter(|sentence| at(&sentence.tokens, 0, &["angaende", "rorande", "betraffande", "avseende", "gallande"]));
    let subject = about.map_or(&*heading.text, |sentence| sentence.between(1, sentence.tokens.len()));
    let subject = without_number(subject, reference);
    Some(Found::read(capitalised(subject), &heading.text))
}

/// "Krisberedskap   SR 2025-09", "Väntetider, rapport nr 7": the subject without the number of the letter or the report behind it.
fn without_number<'s>(subject: &'s str, reference: Option<&str>) -> &'s str {
    let cut = reference.and_then(|reference| subject.find(reference)).filter(|cut| *cut > 0);
    let subject = subject.get(..cut.unwrap_or(subject.len())).unwrap_or(subject);
    let number = |end: &str| subject.rfind(end).filter(|cut| *cut > 0 && subject.len() - cut < 24);
    let cut = [", rapport", " (rapport", " (nr", ", nr", ", revisionsrapport"].into_iter().find_map(number);
    let subject = subject.get(..cut.unwrap_or(subject.len())).unwrap_or(subject);
    subject.trim_end_matches(|mark: char| mark.is_whitespace() || ",–-—(:;".contains(mark))
}

/// Where the subject begins in "Granskning av …". A follow-up audit keeps its first words, which tell it from the audit.
fn audit_start(sentence: &Sentence) -> Option<usize> {
    let words = &sentence.tokens;
    let audit = words.iter().position(|word| word.is_any(&["granskning", "granskningen", "audit"]))?;
    let ahead = words.get(..audit)?;
    if let Some(follow_up) = ahead.iter().position(|word| word.plain.starts_with("uppfolj")) {
        return all_labels(ahead.get(..follow_up)?).then_some(follow_up);
    }
    let about = at(words, audit + 1, &ABOUT);
    // "Ärende: Förlängd svarstid, granskning av …": what stands before the comma is what is done about it.
    let errand = words.first().is_some_and(|word| word.is_any(&["arende", "amne", "subject", "re", "rubrik"]))
        && ahead.last().is_some_and(|word| word.is_any(&[",", ":", "–", "-"]));
    let start = if at(words, audit + 2, &["the"]) { audit + 3 } else { audit + 2 };
    (about && (all_labels(ahead) || errand)).then_some(start)
}

fn all_labels(words: &[Token]) -> bool {
    let numbered = |word: &Token| word.is_any(&["nr", "/"]) || word.plain.starts_with(|first: char| first.is_ascii_digit());
    words.iter().all(|word| word.is_any(&TITLE_LABELS) || word.is_any(&MARKS) || numbered(word))
}

/// Where the subject begins after "Revisionsrapport:" and the like.
fn label_end(sentence: &Sentence) -> Option<usize> {
    let words = &sentence.tokens;
    // "Rapport nr 3/2025, …".
    let numbered =
        |place: usize, word: &Token| word.is_any(&["nr", "/"]) || place > 1 && word.number().is_some() && words.iter().take(place).any(|word| word.is("nr"));
    let end = words.iter().enumerate().position(|(place, word)| !word.is_any(&TITLE_LABELS) && !word.is_any(&MARKS) && !numbered(place, word))?;
    let labelled = words.first()?.is_any(&TITLE_LABELS) && !words.first()?.is_any(&["till", "av", "om", "yttrande"]);
    let marked = words.get(..end)?.iter().any(|word| word.is_any(&MARKS));
    (labelled && marked).then_some(end)
}

/// The title from a token on, without the reference and what belongs to it.
fn title_from(sentence: &Sentence, start: usize, reference: Option<&str>) -> Option<String> {
    let whole = sentence.between(start, sentence.tokens.len());
    let shaped_at = shaped(sentence, true).filter(|(first, _)| *first >= start);
    let own = shaped_at.map(|(first, end)| sentence.between(first, end));
    // "SSR 2025:9 Strandskydd": what stands behind the number.
    let behind = shaped_at.filter(|(first, end)| *first == start && *end < sentence.tokens.len()).map(|(_, end)| sentence.between(end, sentence.tokens.len()));
    let (whole, own) = match behind {
        Some(behind) => (behind, None),
        None => (whole, own),
    };
    let cut = [reference, own].into_iter().flatten().filter_map(|number| whole.find(number)).min();
    let subject = whole.get(..cut.unwrap_or(whole.len()))?.trim();
    let mut subject = subject;
    for label in ["dnr", "Dnr", "diarienummer", "Diarienummer", "diarienr", "Diarienr"] {
        let bare = subject.trim_end_matches([':', '.', ' ', ',']);
        subject = bare.strip_suffix(label).unwrap_or(subject);
    }
    let subject = subject.trim_matches(|mark: char| mark.is_whitespace() || ",–-—(:;.\"”“»«".contains(mark));
    (subject.len() > 1).then(|| capitalised(subject))
}

/// What a sentence says was audited, for a person to shorten.
fn title_in_text(paragraphs: &[Paragraph]) -> Option<Found<String>> {
    let all = || paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    // "Vi översänder rapporten ”Fordon och drivmedel”".
    if let Some(found) = all().find_map(|sentence| quoted(&[sentence])) {
        return Some(found);
    }
    all().find_map(|sentence| {
        let words = &sentence.tokens;
        let start = words.iter().enumerate().find_map(|(place, word)| {
            let audit = word.is_any(&["granskning", "granskningen", "audit"]) && at(words, place + 1, &ABOUT);
            if audit { Some(place + 2) } else { word.is("granskat").then_some(place + 1) }
        })?;
        let length = words.iter().skip(start).position(|word| word.is_any(&TITLE_ENDS));
        let value = sentence.between(start, length.map_or(words.len(), |length| start + length));
        (value.len() > 2).then(|| Found::proposed(capitalised(value), &sentence.text))
    })
}

/// The earliest day that stands in the head: what is after it may be a last day, where the letter's own day was not read.
pub(super) fn earliest_day(paragraphs: &[Paragraph]) -> Option<NaiveDate> {
    const HEAD: usize = 12;
    let sentences = paragraphs.iter().take(HEAD).flat_map(|paragraph| &paragraph.sentences);
    sentences.flat_map(|sentence| dates(&sentence.tokens)).filter_map(|date| date.whole()).min()
}

/// The day of the letter: a line that is little more than a date.
pub(super) fn letter_date(paragraphs: &[Paragraph], vocabulary: &Vocabulary) -> Found<NaiveDate> {
    let mut found: Found<NaiveDate> = Found::Missing;
    for paragraph in paragraphs {
        let [sentence] = paragraph.sentences.as_slice() else { continue };
        if !paragraph.is_heading() {
            continue;
        }
        let Some(date) = date_line(sentence, vocabulary) else { continue };
        if sentence.tokens.first().is_some_and(|word| word.is_any(&["datum", "datering"])) && sentence.tokens.len() < 10 {
            return Found::read(date, &sentence.text);
        }
        match found.value() {
            None => found = Found::read(date, &sentence.text),
            Some(earlier) if *earlier != date => found = found.doubted(),
            Some(_) => {}
        }
    }
    found
}

fn date_line(sentence: &Sentence, vocabulary: &Vocabulary) -> Option<NaiveDate> {
    let words = &sentence.tokens;
    if words.len() > 20 || any_starts(words, &RESPONSE) || any_starts(words, &["senast", "beslut", "sammantr", "protokoll", "gransk"]) {
        return None;
    }
    let all = dates(words);
    let [mention] = all.as_slice() else { return None };
    let Day::Exact(date) = mention.day else { return None };
    let rest = words.len().saturating_sub(mention.end - mention.first);
    let marks = words.iter().filter(|word| !word.word).count();
    (rest <= 9 + marks.min(5) && !has_names(sentence, vocabulary)).then_some(date)
}
