//! From lines to paragraphs and sentences.

use super::clean::{self, plain_word};
use super::columns::one_below_the_other;
use super::found::Phrase;
use super::page::without_furniture;
use super::traced::Traced;
use super::words::{Token, tokens};

/// Lines shorter than this are broken on purpose even in a letter that has only short lines.
const NARROWEST: usize = 40;
/// A paragraph shorter than this may be a heading, which does not go on below an empty line.
const HEADING: usize = 40;

/// No sentence is longer, in bytes. What goes on without an end is cut, so that the work stays in the measure of the text.
const LONGEST_SENTENCE: usize = 6_000;

/// A line with a number and a name is no longer.
const LONGEST_NAME: usize = 70;

/// So many spaces part the columns of a table; justified text has fewer.
const COLUMN_GAP: &str = "   ";

/// Words that never end a paragraph.
const BINDERS: [&str; 20] =
    ["och", "samt", "senast", "den", "till", "av", "i", "respektive", "att", "for", "med", "om", "pa", "fran", "and", "of", "the", "by", "to", "than"];
/// Short words whose full stop does not end a sentence.
const ABBREVIATIONS: [&str; 26] = [
    "no", "kl", "nr", "ca", "dvs", "resp", "inkl", "exkl", "ordf", "tel", "dnr", "ref", "kap", "sid", "jan", "feb", "febr", "apr", "aug", "sep", "sept", "okt",
    "nov", "dec", "enl", "st",
];

/// One sentence and its tokens.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// The sentence as written, on one line.
    pub text: Traced,
    /// Its words and marks.
    pub tokens: Vec<Token>,
}

impl Sentence {
    fn new(text: &Traced) -> Self {
        let text = text.folded();
        let tokens = tokens(&text);
        Sentence { text, tokens }
    }

    /// The sentence with its place in the letter.
    pub(super) fn phrase(&self) -> Phrase {
        (&self.text).into()
    }

    /// The words from one token up to another.
    pub(super) fn between(&self, first: usize, end: usize) -> &str {
        let start = self.tokens.get(first).map(|token| token.start);
        let stop = end.checked_sub(1).and_then(|last| self.tokens.get(last)).map(|token| token.end);
        start.zip(stop).and_then(|(start, stop)| self.text.get(start..stop)).unwrap_or_default()
    }
}

/// A paragraph, a heading, a list item or a line that stands by itself.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    /// All of it on one line.
    pub text: Traced,
    /// The lines it was made of, with their spaces.
    pub rows: Vec<Traced>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Whether an empty line stands before it.
    pub gap: bool,
    /// Whether it is quoted from an earlier mail: "> ".
    pub quoted: bool,
}

impl Paragraph {
    fn new(rows: Vec<Traced>, gap: bool) -> Self {
        let text = rows.iter().fold(Traced::default(), |text, row| joined(text, &row.folded()));
        let sentences = sentences(&text);
        Paragraph { text, rows, sentences, gap, quoted: false }
    }

    /// Whether it can be a heading: short, and not a sentence.
    pub(super) fn is_heading(&self) -> bool {
        self.text.len() <= 110 && self.sentences.len() == 1 && !self.text.ends_with(['.', ',', ';', '!', '?'])
    }

    /// Whether it is one item of a list.
    pub(super) fn is_item(&self) -> bool {
        begins_item(&self.text)
    }

    /// Whether it goes on without an end of a sentence, so that it was cut somewhere.
    pub(super) fn is_cut(&self) -> bool {
        self.sentences.iter().any(|sentence| sentence.text.len() >= LONGEST_SENTENCE)
    }

    /// The tokens of all its sentences.
    pub(super) fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.sentences.iter().flat_map(|sentence| &sentence.tokens)
    }
}

/// The paragraphs of a text, with page furniture gone and what a page break parted put together again.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = one_below_the_other(without_furniture(clean::lines(text)));
    let widest = lines.iter().map(|line| line.trim().chars().count()).max().unwrap_or_default();
    let width = if is_wrapped(&lines, widest) { widest.max(NARROWEST) } else { usize::MAX };
    let mut found = Vec::new();
    let mut rows: Vec<Traced> = Vec::new();
    let (mut gap, mut opening) = (true, true);
    let mut depth = 0;
    for line in lines {
        let (line, quotes) = unquoted(line);
        if quotes != depth && !rows.is_empty() {
            found.push(Paragraph { quoted: depth > 0, ..Paragraph::new(std::mem::take(&mut rows), opening) });
            gap = true;
        }
        depth = quotes;
        if line.trim().is_empty() {
            gap = true;
            continue;
        }
        let next_item = rows.first().zip(rows.last()).is_some_and(|(first, last)| begins_item(first) && last.trim_end().ends_with(',') && begins_item(&line));
        let breaks = |last: &Traced| next_item || breaks_on_purpose(last, &line, width);
        let goes_on = rows.last().is_some_and(|last| if gap { resumes(last, &line, rows.len()) } else { !breaks(last) });
        if !goes_on && !rows.is_empty() {
            found.push(Paragraph { quoted: depth > 0, ..Paragraph::new(std::mem::take(&mut rows), opening) });
        }
        if rows.is_empty() {
            opening = gap;
        }
        rows.push(line);
        gap = false;
    }
    if !rows.is_empty() {
        found.push(Paragraph { quoted: depth > 0, ..Paragraph::new(rows, opening) });
    }
    found
}

/// A line without the marks of what is quoted in a mail ("> ", ">> "), and how many there were.
fn unquoted(line: Traced) -> (Traced, usize) {
    let marks = line.chars().take_while(|sign| matches!(sign, '>' | ' ')).filter(|sign| *sign == '>').count();
    if marks == 0 {
        return (line, 0);
    }
    let start = line.len() - line.trim_start_matches(['>', ' ']).len();
    (line.part(start..line.len()), marks)
}

/// Whether the text was broken to fit a width: somewhere a long line goes on below in the middle of a sentence. Where none
/// does, every break was meant, and a long line is not full.
fn is_wrapped(lines: &[Traced], widest: usize) -> bool {
    lines.iter().zip(lines.iter().skip(1)).any(|(line, next)| {
        let (line, next) = (line.trim(), next.trim());
        let long = line.chars().count() * 10 >= widest * 6;
        long && !line.ends_with(['.', ':', '!', '?']) && !line.contains(COLUMN_GAP) && next.starts_with(char::is_lowercase)
    })
}

/// Whether a line break without an empty line parts two paragraphs.
fn breaks_on_purpose(last: &str, next: &str, width: usize) -> bool {
    let (last, next) = (last.trim(), next.trim());
    if begins_item(next) {
        return !bound(last) || opens_names(last) && names_a_body(next);
    }
    // Two rows of a table, whatever the first of them ends in.
    if last.contains(COLUMN_GAP) && next.contains(COLUMN_GAP) && !next.starts_with(char::is_lowercase) {
        return true;
    }
    if next.starts_with(|first: char| first.is_lowercase() || first == '(') || bound(last) || parts_a_date(last, next) {
        return false;
    }
    if last.contains(COLUMN_GAP) || next.contains(COLUMN_GAP) || (is_labelled(last) && is_labelled(next)) {
        return true;
    }
    !is_full(last, next, width)
}

/// Whether a month stands at the end of a line, and its year on the next.
fn parts_a_date(last: &str, next: &str) -> bool {
    let month = last.split_whitespace().next_back().map(plain_word).is_some_and(|word| super::months::month(&word).is_some());
    let year = next.chars().take_while(char::is_ascii_digit).count() == 4;
    month && year
}

/// "… senast den 30 maj", and "2025 …" behind the end of the page; "… senast den 30", and "maj 2025 …".
pub(super) fn completes_date(last: &str, next: &str) -> bool {
    let is_day = |word: &str| (1..=2).contains(&word.len()) && word.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
    let is_month = |word: &str| super::months::month(&plain_word(word)).is_some();
    let is_year = |word: &str| {
        let year = word.trim_end_matches([',', '.', ';']);
        year.len() == 4 && year.starts_with("20") && year.bytes().all(|sign| sign.is_ascii_digit())
    };
    let mut ends = last.split_whitespace().rev();
    let (end, earlier) = (ends.next().unwrap_or_default(), ends.next().unwrap_or_default());
    let mut words = next.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let year_is_missing = is_month(end) && is_day(earlier) && is_year(first) && !second.starts_with("års");
    let month_is_missing = is_day(end) && matches!(plain_word(earlier).as_str(), "den" | "senast") && is_month(first) && is_year(second);
    year_is_missing || month_is_missing
}

/// "Valnämnden: 2025-03-31", "| Valnämnden | …": one of several lines that stand by themselves.
fn is_labelled(line: &str) -> bool {
    line.starts_with('|') || line.split_once(": ").is_some_and(|(label, rest)| label.len() <= HEADING && !rest.is_empty() && !label.contains(". "))
}

/// Whether the next word had no room on the line, so that the break means nothing.
fn is_full(last: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    last.chars().count().saturating_add(1 + word.chars().count()) > width
}

/// Whether the text goes on after an empty line, as it does over a page break.
fn resumes(last: &str, next: &str, rows: usize) -> bool {
    let (last, next) = (last.trim(), next.trim());
    // The head of a table and its first row, whatever the head ends in.
    let cells = last.contains(COLUMN_GAP) && next.contains(COLUMN_GAP);
    // "2026-03-", and "13. Yttrandena …" on the next page.
    let in_number =
        last.strip_suffix('-').is_some_and(|rest| rest.ends_with(|sign: char| sign.is_ascii_digit())) && next.starts_with(|sign: char| sign.is_ascii_digit());
    if in_number || last.len() > HEADING && completes_date(last, next) {
        return true;
    }
    if cells || begins_item(next) || last.ends_with(['.', '!', '?', ':']) {
        return false;
    }
    let long = rows > 1 || last.len() > HEADING;
    let open = bound(last) && (long || !next.starts_with(char::is_uppercase)) && next.starts_with(char::is_alphanumeric);
    open || (long && next.starts_with(char::is_lowercase))
}

/// Whether a line ends in something that cannot end a paragraph.
fn bound(line: &str) -> bool {
    if line.ends_with('-') {
        return true;
    }
    let mut words = line.split_whitespace().rev();
    let last = words.next().map(plain_word).unwrap_or_default();
    words.next().is_some() && (last.ends_with(',') || BINDERS.contains(&last.as_str()))
}

/// Whether a line begins a list item: with a mark, or with a number or letter and a stop.
pub(super) fn begins_item(line: &str) -> bool {
    without_item_mark(line).is_some()
}

/// The words of a list item after its mark.
pub(super) fn without_item_mark(line: &str) -> Option<&str> {
    let (mark, words) = line.trim().split_once(' ')?;
    let drawn = matches!(mark, "-" | "–" | "—" | "*" | "•" | "·" | "▪" | "●" | "○" | "o" | "\u{F0B7}" | "\u{F0A7}");
    let counted = mark.len() <= 3
        && mark.ends_with(['.', ')'])
        && (mark.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit()) || (mark.len() == 2 && mark.ends_with(')')));
    // "2  Parknämnden": a number without a stop counts names, and nothing else.
    let bare = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
    let counts_names =
        bare && words.trim_start().starts_with(char::is_uppercase) && words.len() <= LONGEST_NAME && !words.ends_with('.') && names_a_body(words);
    (drawn || counted || counts_names).then(|| words.trim_start())
}

/// "Skrivelsen riktas till", and then a list: the line does not go on with its first item alone.
fn opens_names(line: &str) -> bool {
    line.len() <= HEADING && line.split_whitespace().next_back().is_some_and(|word| matches!(word, "till" | "av" | "från"))
}

/// Whether a word of a line is what bodies are called.
pub(super) fn names_a_body(line: &str) -> bool {
    line.split_whitespace().map(plain_word).any(|word| super::names::HEADS.iter().any(|head| word.contains(head)))
}

/// Two lines of a paragraph made one.
fn joined(mut text: Traced, next: &Traced) -> Traced {
    let glued = ends_inside_word(&text, next);
    if glued == Glue::Hyphen {
        text.pop();
    }
    if glued == Glue::Space && !text.is_empty() {
        text.push_space();
    }
    text.append(next);
    text
}

#[derive(PartialEq)]
enum Glue {
    Space,
    Nothing,
    /// The hyphen was there only for the line break.
    Hyphen,
}

fn ends_inside_word(text: &str, next: &str) -> Glue {
    let mut ends = text.chars().rev();
    let (last, earlier) = (ends.next().unwrap_or(' '), ends.next().unwrap_or(' '));
    let first = next.chars().next().unwrap_or(' ');
    let numbers = earlier.is_ascii_digit() && first.is_ascii_digit();
    if last == '@' || first == '@' || (numbers && matches!(last, '-' | '–' | '/')) {
        return Glue::Nothing;
    }
    if last != '-' || !earlier.is_alphanumeric() {
        return Glue::Space;
    }
    let word = next.split_whitespace().next().map(plain_word).unwrap_or_default();
    if matches!(word.as_str(), "och" | "eller" | "samt" | "respektive" | "resp") {
        return Glue::Space;
    }
    // A single letter before the hyphen, as in "e-post", keeps it; so does a capital, as in "IT-stöd".
    let part_of_word = earlier.is_lowercase() && first.is_lowercase() && ends.next().is_some_and(char::is_alphabetic);
    if part_of_word { Glue::Hyphen } else { Glue::Nothing }
}

/// The sentences of a text.
pub(super) fn sentences(text: &Traced) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut word_start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        if character.is_whitespace() {
            word_start = place + character.len_utf8();
            if place.saturating_sub(start) >= LONGEST_SENTENCE {
                found.push(Sentence::new(&text.part(start..place)));
                start = word_start;
            }
        }
        if !matches!(character, '.' | '!' | '?') || characters.peek().is_none_or(|(_, next)| *next != ' ') {
            continue;
        }
        let after = text.get(place + 2..).unwrap_or_default();
        let word = text.get(word_start..place).unwrap_or_default();
        let begins = after.starts_with(|next: char| next.is_uppercase() || next.is_ascii_digit() || "\"”’–•-".contains(next));
        if begins && !(character == '.' && is_abbreviation(word, word_start == start)) {
            found.push(Sentence::new(&text.part(start..place + character.len_utf8())));
            start = place + 2;
        }
    }
    if text.get(start..).is_some_and(|rest| !rest.trim().is_empty()) {
        found.push(Sentence::new(&text.part(start..text.len())));
    }
    found
}

/// Whether the full stop after a word belongs to the word.
fn is_abbreviation(word: &str, first_in_sentence: bool) -> bool {
    let word = plain_word(word.trim_start_matches(['(', '"', '”']));
    if word.contains('@') || matches!(word.as_str(), "m.m" | "o.d" | "etc" | "osv") {
        return false;
    }
    let numbered = first_in_sentence && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let dotted = word.contains('.') && word.split('.').all(|part| part.len() <= 3 && part.chars().all(char::is_alphabetic));
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    numbered || dotted || initial || ABBREVIATIONS.contains(&word.as_str())
}
