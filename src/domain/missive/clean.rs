//! From characters as they come, out of Word, PDF and mail, to lines of plain text.

use std::iter::Peekable;
use std::str::Chars;

/// The line that stands where the text began a new page.
pub(super) const NEW_PAGE: &str = "\u{C}";

/// The lines of a text: every kind of line break ends one, every kind of space is a space, and marks that
/// nobody sees are gone. Spaces inside a line are kept, because columns are told from them.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                lines.push(std::mem::take(&mut line));
            }
            // A new page stays to be seen, for what stands at the top of each is not part of the text.
            '\u{C}' => lines.extend([std::mem::take(&mut line), NEW_PAGE.to_owned()]),
            _ if breaks_line(character) => lines.push(std::mem::take(&mut line)),
            // A soft hyphen at the end of a line says that the word goes on below.
            '\u{AD}' => skip_break(&mut characters),
            '\t' => line.push_str("    "),
            '\u{2010}' | '\u{2011}' | '\u{2212}' => line.push('-'),
            '\u{300}'..='\u{36F}' => compose(&mut line, character),
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            _ if character.is_control() => {}
            _ if character.is_whitespace() => line.push(' '),
            _ => line.push(character),
        }
    }
    lines.push(line);
    lines
}

fn breaks_line(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn skip_break(characters: &mut Peekable<Chars<'_>>) {
    let mut broke = false;
    while characters.next_if(|&next| breaks_line(next) || (broke && next == ' ')).is_some() {
        broke = true;
    }
}

/// Puts a loose accent on the letter before it: PDFs often hold å, ä and ö in two parts.
fn compose(line: &mut String, accent: char) {
    let Some(letter) = line.pop() else { return };
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
    line.push(whole);
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
