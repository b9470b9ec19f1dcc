//! The auditors' diary number.

use super::dates::dates;
use super::found::Found;
use super::layout::{Paragraph, Sentence};
use super::words::{Token, at, before, touch};

const LABELS: [&str; 14] = [
    "arende",
    "arendet",
    "dnr",
    "diarienr",
    "diarienummer",
    "beteckning",
    "arendenummer",
    "arendenr",
    "referens",
    "referensnummer",
    "ref",
    "rapportnummer",
    "diariebeteckning",
    "arendebeteckning",
];
/// Capitals before numbers that are laws, standards and the like.
const NOT_DIARIES: [&str; 8] = ["sfs", "iso", "eu", "afs", "sosfs", "covid", "prop", "tel"];

/// No reference has more parts than this.
const MOST_PARTS: usize = 9;

/// Where a reference stands in a sentence: its first token and the token after it.
pub(super) type Place = (usize, usize);

/// The reference: one that a label introduces, or one in the letterhead, or one with letters anywhere.
pub(super) fn reference(paragraphs: &[Paragraph], head: usize) -> Found<String> {
    let labelled = first_of(paragraphs, labelled);
    let in_head = || first_of(paragraphs.get(..head).unwrap_or_default(), |sentence| shaped(sentence, true));
    labelled.or_else(in_head).or_else(|| first_of(paragraphs, |sentence| shaped(sentence, false)).doubted())
}

fn first_of(paragraphs: &[Paragraph], find: impl Fn(&Sentence) -> Option<Place>) -> Found<String> {
    let mut found: Found<String> = Found::Missing;
    for sentence in paragraphs.iter().flat_map(|paragraph| &paragraph.sentences) {
        let Some((first, end)) = find(sentence) else { continue };
        let value = sentence.between(first, end);
        match found.value() {
            None => found = Found::read(value.to_owned(), &sentence.text),
            Some(earlier) if earlier == value => {}
            Some(_) => return found.doubted(),
        }
    }
    found
}

/// A reference after "Dnr", "Diarienummer" and the like.
fn labelled(sentence: &Sentence) -> Option<Place> {
    let words = &sentence.tokens;
    words.iter().enumerate().filter(|(_, word)| word.is_any(&LABELS)).find_map(|(place, _)| {
        // "Er beteckning" is the other side's number.
        if before(words, place, &["er", "ert", "eder"]) {
            return None;
        }
        let mut next = place + 1;
        // "Beteckning NR 2025/19": capitals are part of it.
        let small = |place: usize| words.get(place).is_some_and(|word| !word.capital);
        while at(words, next, &[":", ".", "nr", "nummer", "no"]) && small(next) {
            next += 1;
        }
        // "Dnr SRF REV 2025/3": two words of letters before the number, behind the label.
        let letters = |place: usize| part_at(sentence, place) == Some(Part::Letters);
        let ahead = usize::from(letters(next) && letters(next + 1) && !touch(words, next, next + 1));
        let (first, end, groups) = reference_at(sentence, next + ahead)?;
        let first = first - ahead;
        (groups > 0 && !is_date(words, first)).then(|| (first, with_class(words, end)))
    })
}

/// "Dnr 2026-00033 (1.2.5)": the class of the archive behind the number is part of it.
fn with_class(words: &[Token], end: usize) -> usize {
    let close = words.iter().enumerate().skip(end + 1).take(MOST_PARTS).find(|(_, word)| word.is(")")).map(|(close, _)| close);
    let class = close.and_then(|close| words.get(end + 1..close)).unwrap_or_default();
    let dotted = class.len() > 2 && class.iter().all(|word| word.number().is_some() || word.is("."));
    if at(words, end, &["("]) && dotted { close.map_or(end, |close| close + 1) } else { end }
}

/// A reference that is known by its shape alone.
pub(super) fn shaped(sentence: &Sentence, in_head: bool) -> Option<Place> {
    let words = &sentence.tokens;
    let days = dates(words);
    let mut place = 0;
    while place < words.len() {
        if let Some(day) = days.binary_search_by_key(&place, |day| day.first).ok().and_then(|at| days.get(at)) {
            place = day.end.max(place + 1);
            continue;
        }
        if let Some((first, end, groups)) = reference_at(sentence, place) {
            let parts = words.get(first..end)?;
            let lettered = parts.first().is_some_and(|part| part.number().is_none() && part.capital);
            let year = parts.iter().filter_map(Token::number).any(|number| (1990..2100).contains(&number));
            let stroke = parts.iter().any(|part| part.is("/"));
            // "SR 25-118" alone on its line: a year in two digits.
            let alone = first == 0 && end == words.len() && parts.iter().find_map(Token::number).is_some_and(|number| (15..60).contains(&number));
            // "REV 24/102" beside other things of the head: the letters of auditors' diaries have an R.
            // "Rev 9/25" has its year behind the stroke.
            let in_short = |number: u32| (15..40).contains(&number);
            let behind = stroke && parts.iter().rev().find_map(Token::number).is_some_and(in_short);
            let short = behind || parts.iter().find_map(Token::number).is_some_and(in_short);
            let theirs = lettered && parts.first().is_some_and(|part| part.plain.starts_with('r') || part.plain.contains("rev"));
            // "R2016/11" alone on its line: the year is part of the first word.
            let glued = in_head && first == 0 && end == words.len() && parts.first().is_some_and(holds_a_year);
            let (lettered, year) = (lettered || glued, year || glued);
            let year = year || (in_head && lettered && (alone || theirs && short));
            // "2025-REV-14".
            let with_letters = parts.iter().any(|part| part.word && part.plain.contains("rev"));
            let fits = groups >= 2 && year && (lettered || (in_head && (with_letters || stroke && groups <= 3)));
            // "PM 2025-04-02": letters before the day of the letter are no diary.
            let day = !theirs && days.iter().any(|day| day.first == first + 1 && day.end == end && day.whole().is_some());
            if fits && !day && !is_date(words, first) {
                return Some((first, end));
            }
            place = end;
        }
        place += 1;
    }
    None
}

/// "R2016": a few letters, and a year.
fn holds_a_year(word: &Token) -> bool {
    let digits = word.plain.trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
    let letters = word.plain.len() - digits.len();
    word.capital && (1..=3).contains(&letters) && digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year))
}

fn is_date(words: &[Token], place: usize) -> bool {
    words.get(place..words.len().min(place + 6)).is_some_and(|rest| dates(rest).first().is_some_and(|date| date.first == 0))
}

/// Something like "REV 2025/14", "2025/REV 0031" or "7.1-12/2024" at a place: its tokens, and how many groups with
/// digits it has.
fn reference_at(sentence: &Sentence, place: usize) -> Option<(usize, usize, usize)> {
    let words = &sentence.tokens;
    if place > 0 && touch(words, place - 1, place) && !before(words, place, &["(", ":", "\"", "”"]) {
        return None;
    }
    let (mut groups, mut next, mut end) = (0, place, place);
    for _ in 0..MOST_PARTS {
        let Some(part) = part_at(sentence, next) else { break };
        if part == Part::Letters && words.get(next).is_some_and(|word| word.is_any(&NOT_DIARIES)) {
            return None;
        }
        groups += usize::from(part == Part::Digits);
        next += 1;
        end = if part == Part::Digits || groups > 0 { next } else { end };
        let mark = at(words, next, &["-", "/", ":", ".", "_"]) && touch(words, next - 1, next) && touch(words, next, next + 1);
        // A space may stand between letters and number, on either side.
        let spaced = part_at(sentence, next).is_some_and(|other| other != part) && !(part == Part::Digits && numbers_follow(sentence, next));
        if mark {
            next += 1;
        } else if !spaced {
            break;
        }
    }
    (groups > 0).then_some((place, end, groups))
}

#[derive(PartialEq)]
enum Part {
    Letters,
    Digits,
}

/// A part of a reference: capitals, or something with digits.
fn part_at(sentence: &Sentence, place: usize) -> Option<Part> {
    let word = sentence.tokens.get(place).filter(|word| word.word)?;
    let written = sentence.between(place, place + 1);
    if word.plain.bytes().any(|byte| byte.is_ascii_digit()) {
        return (word.plain.len() <= 10).then_some(Part::Digits);
    }
    // Small letters count where strokes or hyphens hold them to a number: "rev-2025/4".
    let held = sentence.tokens.get(place + 1).is_some_and(|mark| mark.is_any(&["-", "/"]))
        && touch(&sentence.tokens, place, place + 1)
        && touch(&sentence.tokens, place + 1, place + 2);
    // "KRev 2024:17" has small letters among its capitals.
    let mixed = word.capital && word.plain.contains("rev") && written.len() <= 5;
    let capitals = written.len() <= 8 && written.chars().all(char::is_uppercase) || mixed;
    let small = held && written.len() <= 4 && sentence.tokens.get(place + 2).is_some_and(|next| next.plain.starts_with(|c: char| c.is_ascii_digit()));
    (capitals || small).then_some(Part::Letters)
}

/// "2025/4 KS 2025/9" are two references.
fn numbers_follow(sentence: &Sentence, place: usize) -> bool {
    part_at(sentence, place) == Some(Part::Letters) && part_at(sentence, place + 1) == Some(Part::Digits)
}
