//! Words, numbers and marks of a sentence, with their places in it.

use super::clean::plain_word;
use super::steps::step;

/// One word, number or mark.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// The token in small letters without accents.
    pub plain: String,
    /// Where it begins in the sentence, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it is a word or a number, not a mark.
    pub word: bool,
}

impl Token {
    /// The number, when the token is nothing but digits.
    pub(super) fn number(&self) -> Option<u32> {
        let digits = !self.plain.is_empty() && self.plain.len() <= 8 && self.plain.bytes().all(|b| b.is_ascii_digit());
        if digits { self.plain.parse().ok() } else { None }
    }

    /// Whether it is a word that says no to what follows. "Ingå" has lost its ring here, and is not "inga".
    pub(super) fn is_none(&self) -> bool {
        self.is_any(&["inget", "ingen", "no"]) || self.is("inga") && self.end - self.start == self.plain.len()
    }

    pub(super) fn is(&self, word: &str) -> bool {
        step();
        self.plain == word
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        step();
        words.contains(&self.plain.as_str())
    }

    pub(super) fn starts_any(&self, stems: &[&str]) -> bool {
        step();
        stems.iter().any(|stem| self.plain.starts_with(stem))
    }
}

/// The tokens of a text: a run of letters and digits is one, every other mark is one by itself.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut begun: Option<usize> = None;
    for (place, character) in text.char_indices() {
        if character.is_alphanumeric() {
            begun.get_or_insert(place);
            continue;
        }
        if let Some(start) = begun.take() {
            found.extend(token(text, start, place, true));
        }
        if !character.is_whitespace() {
            found.extend(token(text, place, place + character.len_utf8(), false));
        }
    }
    if let Some(start) = begun {
        found.extend(token(text, start, text.len(), true));
    }
    found
}

fn token(text: &str, start: usize, end: usize, word: bool) -> Option<Token> {
    let written = text.get(start..end)?;
    let capital = written.starts_with(char::is_uppercase);
    Some(Token { plain: plain_word(written), start, end, capital, word })
}

/// Whether two tokens at these places stand without a space between them.
pub(super) fn touch(tokens: &[Token], first: usize, second: usize) -> bool {
    match (tokens.get(first), tokens.get(second)) {
        (Some(one), Some(other)) => one.end == other.start,
        _ => false,
    }
}

/// Whether the token at a place is one of these words or marks.
pub(super) fn at(tokens: &[Token], place: usize, words: &[&str]) -> bool {
    tokens.get(place).is_some_and(|token| token.is_any(words))
}

/// Whether the token before a place is one of these words or marks.
pub(super) fn before(tokens: &[Token], place: usize, words: &[&str]) -> bool {
    place.checked_sub(1).is_some_and(|earlier| at(tokens, earlier, words))
}

/// Whether any word begins with one of the stems.
pub(super) fn any_starts(tokens: &[Token], stems: &[&str]) -> bool {
    tokens.iter().any(|token| token.starts_any(stems))
}

/// Whether the words stand in the tokens one after the other; each may go on after what is given.
pub(super) fn has_run(tokens: &[Token], run: &[&str]) -> bool {
    run_at(tokens, run).is_some()
}

/// Where the words stand one after the other; each may go on after what is given.
pub(super) fn run_at(tokens: &[Token], run: &[&str]) -> Option<usize> {
    tokens.windows(run.len().max(1)).position(|window| window.iter().zip(run).all(|(token, stem)| token.plain.starts_with(stem)))
}
