//! Assessments and recommendations in a text: what each is, and where it ends.
//!
//! Words and numbers stay as they are written. Only what stands before an item is taken off, a point, a number of the list; and
//! what leads in to a list ("Vi rekommenderar nämnden att:") is no item, but says what kind the items below are.

use crate::domain::audit::ItemKind;

mod marks;

#[cfg(test)]
mod tests;

use marks::without_mark;

/// A text that may be an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its words.
    pub text: String,
    /// What it is, where the text around it says so.
    pub kind: Option<ItemKind>,
}

/// More items than this are not looked for in one text: an audit has at most so many of a kind.
const MOST: usize = 99;
/// Lines longer than this were not broken to fit a page: each is a paragraph.
const UNBROKEN: usize = 130;
/// Headings have no more words than this.
const HEADING: usize = 8;

/// What is pasted as a list: each paragraph, point or numbered line is an item.
#[must_use]
pub fn pasted_items(text: &str) -> Vec<Proposal> {
    let mut kind = None;
    let mut found = Vec::new();
    for block in blocks(text) {
        if let Some(said) = block.leads_in_to() {
            kind = said.or(kind);
        } else if found.len() < MOST {
            found.push(Proposal { text: block.text, kind });
        }
    }
    found
}

/// What in a letter or a report may be an item: what stands in lists after such a lead-in or below such a heading, and sentences
/// that assess or recommend. A person chooses among them.
#[must_use]
pub fn proposed_items(text: &str) -> Vec<Proposal> {
    let (mut list, mut below) = (None, None);
    let mut found: Vec<Proposal> = Vec::new();
    for block in blocks(text) {
        if let Some(said) = block.leads_in_to() {
            (list, below) = if block.is_heading() { (None, said) } else { (said, below) };
        } else if block.is_heading() {
            (list, below) = (None, None);
        } else if let Some(kind) = list.or(below).filter(|_| block.marked) {
            found.push(Proposal { text: block.text, kind: Some(kind) });
        } else {
            list = None;
            found.extend(sentences(&block.text).into_iter().filter_map(|sentence| Some(Proposal { kind: Some(says(sentence)?), text: sentence.to_owned() })));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|proposal| seen.insert(proposal.text.clone()));
    found.truncate(MOST);
    found
}

/// A paragraph, a point of a list, or a heading.
#[derive(Debug)]
struct Block {
    text: String,
    marked: bool,
}

impl Block {
    /// Whether it only says what comes below: and then of what kind that is, as far as it says.
    fn leads_in_to(&self) -> Option<Option<ItemKind>> {
        let text = self.text.trim_end();
        let plain = text.to_lowercase();
        let opens = text.ends_with(':') || plain.ends_with(" att") || plain.ends_with(" följande");
        let kind = kind_in(&plain);
        (opens || (self.is_heading() && kind.is_some())).then_some(kind)
    }

    fn is_heading(&self) -> bool {
        !self.marked && self.text.split_whitespace().count() <= HEADING && !self.text.ends_with(['.', ',', ';', '!', '?', ':']) && !begins_with_att(&self.text)
    }
}

/// The kind that a heading or a lead-in names.
fn kind_in(plain: &str) -> Option<ItemKind> {
    if plain.contains("rekommend") || plain.contains("förbättringsåtgärd") {
        Some(ItemKind::Recommendation)
    } else if ["bedöm", "iakttag", "slutsats", "brister"].iter().any(|word| plain.contains(word)) {
        Some(ItemKind::Assessment)
    } else {
        None
    }
}

/// What a sentence says, if it is one that assesses or recommends.
fn says(sentence: &str) -> Option<ItemKind> {
    const ASSESSING: [&str; 9] = [
        "bedöm",
        "har inte säkerställt",
        "behöver utvecklas",
        "behöver stärkas",
        "är inte tillräcklig",
        "inte är tillräcklig",
        "inte helt tillräcklig",
        "brister",
        "i allt väsentligt",
    ];
    let plain = sentence.to_lowercase();
    let asks_for_an_answer = plain.contains("senast") && ["svar", "yttra"].iter().any(|word| plain.contains(word));
    if asks_for_an_answer || sentence.split_whitespace().count() < 4 {
        return None;
    }
    if plain.contains("rekommenderar") || plain.contains("rekommenderas") {
        return Some(ItemKind::Recommendation);
    }
    ASSESSING.iter().any(|words| plain.contains(words)).then_some(ItemKind::Assessment)
}

fn begins_with_att(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("att ") || start.eq_ignore_ascii_case("att\t"))
}

/// The text, part by part.
fn blocks(text: &str) -> Vec<Block> {
    // Several points may have come to stand on one line.
    let text = text.replace(['\u{c}', '\u{2028}', '\u{2029}'], "\n").replace(" • ", "\n• ");
    let widest = text.lines().map(|line| line.trim().chars().count()).max().unwrap_or(0);
    let mut blocks: Vec<Block> = Vec::new();
    let (mut gap, mut last) = (true, String::new());
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            gap = true;
            continue;
        }
        let mark = without_mark(line).filter(|(_, sure)| *sure || gap || ends(&last));
        let words = mark.map_or(line, |(words, _)| words);
        let begins = mark.is_some() || begins_anew(line, &last, gap, widest);
        match blocks.last_mut() {
            Some(open) if !begins => join(&mut open.text, words),
            Some(_) | None => blocks.push(Block { text: words.to_owned(), marked: mark.is_some() || begins_with_att(line) }),
        }
        (gap, last) = (false, line.to_owned());
    }
    blocks.retain(|block| block.text.chars().any(char::is_alphanumeric));
    blocks
}

/// Whether a line without a mark begins something new.
fn begins_anew(line: &str, last: &str, gap: bool, widest: usize) -> bool {
    let small = line.starts_with(char::is_lowercase);
    if line.starts_with("Att ") {
        return true;
    }
    if begins_with_att(line) {
        return gap || ends(last) || last.ends_with(" och") || last.ends_with(" samt");
    }
    // A page that ends in the middle of a sentence leaves an empty line in it.
    if gap {
        return !small || last.is_empty() || last.ends_with(['.', '!', '?', ':']);
    }
    if small {
        return false;
    }
    let word = line.split_whitespace().next().unwrap_or_default();
    let had_room = last.chars().count() + 1 + word.chars().count() <= widest;
    widest > UNBROKEN || (ends(last) && had_room)
}

/// Whether a line ends something: a sentence, a part of a list, or the lead-in to one.
fn ends(line: &str) -> bool {
    line.is_empty() || line.ends_with(['.', '!', '?', ';', ':', ','])
}

/// Puts a line behind the one that it goes on from; a word that was parted between them is whole again.
fn join(text: &mut String, line: &str) {
    let mut ends = text.chars().rev();
    let parted = ends.next() == Some('-') && ends.next().is_some_and(char::is_lowercase) && line.starts_with(char::is_lowercase);
    let listed = ["och ", "eller ", "samt "].iter().any(|word| line.starts_with(word));
    if parted && !listed {
        text.pop();
    } else {
        text.push(' ');
    }
    text.push_str(line);
}

/// The sentences of a paragraph.
fn sentences(text: &str) -> Vec<&str> {
    const SHORT: [&str; 14] = ["bl.a", "t.ex", "m.m", "m.fl", "dvs", "kap", "nr", "dnr", "ca", "resp", "inkl", "s.k", "f.d", "osv"];
    let (mut found, mut start) = (Vec::new(), 0);
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let after = text.get(at + mark.len_utf8()..).unwrap_or_default();
        let next = after.strip_prefix(' ').is_some_and(|next| next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '”'));
        // Looked at first: a text of full stops without a blank would be searched from its beginning at each of them.
        if !next {
            continue;
        }
        let word = text.get(start..at).unwrap_or_default().rsplit([' ', '(']).next().unwrap_or_default().to_lowercase();
        let number = word.chars().all(|c| c.is_ascii_digit()) && after.trim_start().starts_with(char::is_lowercase);
        if !SHORT.contains(&word.as_str()) && !number {
            found.push(text.get(start..at + mark.len_utf8()).unwrap_or_default().trim());
            start = at + mark.len_utf8();
        }
    }
    found.push(text.get(start..).unwrap_or_default().trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}
