//! From characters as they come, out of Word, PDF and mail, to lines of plain text.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use super::traced::Traced;
use super::{markup, scanned};

/// The line that stands where the text began a new page.
pub(super) const NEW_PAGE: &str = "\u{C}";

/// The lines of a text: every kind of line break ends one, every kind of space is a space, and marks that
/// nobody sees are gone. Spaces inside a line are kept, because columns are told from them.
pub(super) fn lines(text: &str) -> Vec<Traced> {
    let mut lines = Vec::new();
    let mut line = Traced::default();
    let mut characters = text.char_indices().peekable();
    let questioned = is_questioned(text);
    let markup = markup::is_markup(text);
    while let Some((at, character)) = characters.next() {
        let here = at..at + character.len_utf8();
        match character {
            // "\r\n" is one break.
            '\r' if characters.peek().is_some_and(|(_, next)| *next == '\n') => {}
            // A new page stays to be seen, for what stands at the top of each is not part of the text.
            '\u{C}' => lines.extend([std::mem::take(&mut line), new_page(here)]),
            _ if breaks_line(character) => lines.push(std::mem::take(&mut line)),
            // A soft hyphen at the end of a line says that the word goes on below.
            '\u{AD}' => skip_break(&mut characters),
            '\t' => (0..4).for_each(|_| line.push(' ', here.clone())),
            '\u{2010}' | '\u{2011}' | '\u{2212}' => line.push('-', here),
            // The source of a page of the web that was pasted.
            '<' if markup => {
                let tag = markup::tag(text.get(at..).unwrap_or_default());
                skip_to(&mut characters, at + tag.length);
                lines.extend(tag.breaks.then(|| std::mem::take(&mut line)));
                lines.extend(tag.parts.then(Traced::default));
            }
            '&' if markup => {
                let (letter, length) = markup::entity(text.get(at..).unwrap_or_default()).unwrap_or(('&', 1));
                skip_to(&mut characters, at + length);
                line.push(letter, at..at + length);
            }
            // "~~14 mars~~ 28 mars": what is struck out is gone.
            '~' if text.get(at..).is_some_and(|rest| markup::struck(rest).is_some()) => {
                skip_to(&mut characters, at + text.get(at..).and_then(markup::struck).unwrap_or(1));
            }
            // UTF-8 that was taken for Latin letters: "nÃ¤mnden".
            'Ã' | 'â' if mended(character, &characters).is_some() => {
                let (whole, length) = mended(character, &characters).unwrap_or((character, 0));
                let end = (0..length).filter_map(|_| characters.next()).last().map_or(here.end, |(at, last)| at + last.len_utf8());
                line.push(whole, here.start..end);
            }
            // A letter that was lost is most often one with a ring or dots.
            '\u{FFFD}' => line.push('ä', here),
            '?' if questioned && line.ends_with(char::is_alphabetic) && characters.peek().is_some_and(|(_, next)| next.is_alphabetic()) => line.push('ä', here),
            // Letters that are set as one sign: "ﬁ", "ﬂ".
            '\u{FB00}'..='\u{FB06}' => parts(character).chars().for_each(|letter| line.push(letter, here.clone())),
            '\u{300}'..='\u{36F}' => compose(&mut line, character, here.end),
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            _ if character.is_control() => {}
            _ if character.is_whitespace() => line.push(' ', here),
            // Full-width digits and marks come from other keyboards and from scanning programs.
            '\u{FF01}'..='\u{FF5E}' => line.push(narrow(character), here),
            _ => line.push(character, here),
        }
    }
    lines.push(line);
    as_written(lines, scanned::is_scanned(text))
}

/// The lines with words as they were written, before a scanning program read them.
fn as_written(lines: Vec<Traced>, is_scanned: bool) -> Vec<Traced> {
    let lines = lines.into_iter().map(scanned::closed_up).map(scanned::put_together);
    if is_scanned { lines.map(scanned::mended).collect() } else { lines.collect() }
}

/// The letters that are set as one sign.
fn parts(sign: char) -> &'static str {
    match sign {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        _ => "st",
    }
}

/// The line that stands for a new page.
fn new_page(here: Range<usize>) -> Traced {
    let mut page = Traced::default();
    page.push('\u{C}', here);
    page
}

fn skip_to(characters: &mut Peekable<CharIndices<'_>>, place: usize) {
    while characters.next_if(|(at, _)| *at < place).is_some() {}
}

fn breaks_line(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The letter that two or three others stand for, and how many come after the first.
fn mended(first: char, rest: &Peekable<CharIndices<'_>>) -> Option<(char, usize)> {
    let mut rest = rest.clone();
    let second = rest.next().map(|(_, next)| next)?;
    if first == 'â' {
        let third = rest.next().map(|(_, next)| next);
        let dash = matches!((second, third), ('€', Some('“' | '”' | '–')));
        return dash.then_some(('–', 2));
    }
    let letter = match second {
        '¥' => 'å',
        '¤' => 'ä',
        '¶' => 'ö',
        '…' | '\u{85}' => 'Å',
        '„' | '\u{84}' => 'Ä',
        '–' | '\u{96}' => 'Ö',
        '©' => 'é',
        _ => return None,
    };
    Some((letter, 1))
}

/// Whether letters of the text are lost, so that nothing in it can be taken for certain.
pub(super) fn has_lost_letters(text: &str) -> bool {
    text.contains('\u{FFFD}') || is_questioned(text) || is_bare(text) || scanned::is_scanned(text)
}

/// Whether question marks stand where letters with rings and dots were: "n?mnden".
fn is_questioned(text: &str) -> bool {
    text.contains("n?mnd")
}

/// Whether a Swedish text has none of its letters with rings and dots: "NAMNDEN".
fn is_bare(text: &str) -> bool {
    let ringed = text.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']);
    !ringed && ["namnden", "NAMNDEN", "Namnden", "fullmaktige", "FULLMAKTIGE"].iter().any(|word| text.contains(word))
}

/// Parts of names of boards, without their rings and dots and with them.
const RINGS: [(&str, &str); 25] = [
    ("namnd", "nämnd"),
    ("fullmaktige", "fullmäktige"),
    ("overformyndar", "överförmyndar"),
    ("miljo", "miljö"),
    ("halso", "hälso"),
    ("halsa", "hälsa"),
    ("sjukvard", "sjukvård"),
    ("vard-", "vård-"),
    ("vard ", "vård "),
    ("vardnamnd", "vårdnämnd"),
    ("aldre", "äldre"),
    ("samhall", "samhäll"),
    ("naring", "näring"),
    ("forskol", "förskol"),
    ("forsorj", "försörj"),
    ("forbund", "förbund"),
    ("raddning", "räddning"),
    ("funktionsstod", "funktionsstöd"),
    ("stod", "stöd"),
    ("valfard", "välfärd"),
    ("tillvaxt", "tillväxt"),
    ("hallbar", "hållbar"),
    ("sodra", "södra"),
    ("ostra", "östra"),
    ("vastra", "västra"),
];

/// A name with its rings and dots, where it has lost them.
pub(super) fn with_rings(name: &str) -> String {
    let bare = !name.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']) && ["namnd", "fullmaktige", "forbund"].iter().any(|part| name.to_lowercase().contains(part));
    if !bare {
        return name.to_owned();
    }
    capitalised(&RINGS.iter().fold(name.to_lowercase(), |name, (without, with)| name.replace(without, with)))
}

/// The ordinary form of a full-width character.
fn narrow(character: char) -> char {
    char::from_u32(u32::from(character).saturating_sub(0xFEE0)).unwrap_or(character)
}

fn skip_break(characters: &mut Peekable<CharIndices<'_>>) {
    let mut broke = false;
    while characters.next_if(|&(_, next)| breaks_line(next) || (broke && next == ' ')).is_some() {
        broke = true;
    }
}

/// Puts a loose accent on the letter before it: PDFs often hold å, ä and ö in two parts.
fn compose(line: &mut Traced, accent: char, end: usize) {
    let Some((letter, from)) = line.pop() else { return };
    let whole = match (letter, accent) {
        ('a', '\u{30A}') => 'å',
        ('A', '\u{30A}') => 'Å',
        ('a', '\u{308}') => 'ä',
        ('A', '\u{308}') => 'Ä',
        ('o', '\u{308}') => 'ö',
        ('O', '\u{308}') => 'Ö',
        ('u', '\u{308}') => 'ü',
        ('e', '\u{301}') => 'é',
        ('E', '\u{301}') => 'É',
        _ => letter,
    };
    line.push(whole, from.start..end);
}

/// The line with every run of spaces made one, and none at its ends.
pub(super) fn fold_spaces(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The word as matching sees it: small letters without accents.
pub(super) fn plain_word(word: &str) -> String {
    word.chars().map(plain).collect()
}

/// A letter as matching sees it: small, and without its accent.
fn plain(letter: char) -> char {
    match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        'å' | 'ä' | 'á' | 'à' | 'â' | 'Å' | 'Ä' | 'Á' | 'À' | 'Â' => 'a',
        'ö' | 'ó' | 'ò' | 'ô' | 'ø' | 'Ö' | 'Ó' | 'Ò' | 'Ô' | 'Ø' => 'o',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'ü' | 'Ü' => 'u',
        _ => letter,
    }
}

/// The text with a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
