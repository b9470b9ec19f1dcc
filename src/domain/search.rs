//! Searching by words: what was typed becomes words that cannot be anything else, and what was found is shown around the first of
//! them. Which words mean the same (avtal, avtalen, avtalens) the database says.

use super::text::reference_key;

/// The most words that are searched for at once. More than one types; less than a pasted page.
pub const MOST_WORDS: usize = 10;

/// The longest word that is searched for, in characters.
const LONGEST: usize = 60;

/// How many characters around the first word a snippet shows, on each side.
const AROUND: usize = 110;

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// Letters and digits only, in small letters, each once.
    pub words: Vec<String>,
    /// There were more than are searched for.
    pub cut_off: bool,
}

impl Searched {
    /// What was typed, as words. Whatever is neither letter nor digit parts them, so that nothing in it means anything.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let mut searched = Self::default();
        for word in typed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let word: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).take(LONGEST).collect();
            if word.is_empty() || searched.words.contains(&word) {
                continue;
            }
            if searched.words.len() == MOST_WORDS {
                searched.cut_off = true;
                break;
            }
            searched.words.push(word);
        }
        searched
    }

    /// For PostgreSQL's `to_tsquery`: all of the words, each as a beginning.
    #[must_use]
    pub fn query(&self) -> String {
        self.words.iter().map(|word| format!("{word}:*")).collect::<Vec<_>>().join(" & ")
    }
}

/// What was typed, read as a reference: of an audit, or with the code of one of its items after it ("sr 2024 38 R4").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedReference {
    /// All of it, as it would stand in an address.
    pub whole: String,
    /// The part before the code, and the code; empty where there is none.
    pub reference: String,
    /// The code as items have it.
    pub code: String,
}

impl TypedReference {
    /// Whether there is such an audit or item the database says.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let whole = reference_key(typed);
        let parts = whole.rsplit_once('-').and_then(|(reference, code)| Some((reference.to_owned(), item_code(code)?)));
        let (reference, code) = parts.unwrap_or_default();
        Self { whole, reference, code }
    }
}

/// B and a number for an assessment, R and a number for a recommendation.
fn item_code(word: &str) -> Option<String> {
    let number = word.strip_prefix(['b', 'r']).filter(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()));
    number.map(|_| word.to_uppercase())
}

/// The beginnings of words that a query of PostgreSQL looks for, as it writes itself: `'avtal':* & 'städ':*`.
#[must_use]
pub fn beginnings(query: &str) -> Vec<String> {
    query.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A piece of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// As it stands in the text.
    pub text: String,
    /// Whether it is a word that was searched for.
    pub found: bool,
}

/// The text around the first word with one of these beginnings, the words marked. Blanks are one blank; an ellipsis says that the
/// text goes on.
#[must_use]
pub fn snippet(text: &str, beginnings: &[String]) -> Vec<Piece> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_found = |word: &str| parts(word).any(|part| beginnings.iter().any(|beginning| part.starts_with(beginning.as_str())));
    let first = words.iter().position(|word| is_found(word)).unwrap_or(0);
    let (before, after) = (words.get(..first).unwrap_or_default(), words.get(first..).unwrap_or_default());
    let start = first - fitting(before.iter().rev());
    let end = first + fitting(after.iter()).max(1).min(after.len());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: &str, found: bool| match pieces.last_mut() {
        Some(last) if last.found == found => last.text.push_str(text),
        Some(_) | None => pieces.push(Piece { text: text.to_owned(), found }),
    };
    if start > 0 {
        add("… ", false);
    }
    for (n, word) in words.get(start..end).unwrap_or_default().iter().enumerate() {
        if n > 0 {
            add(" ", false);
        }
        // A word that no line holds is no better whole.
        let shown: String = word.chars().take(AROUND).collect();
        add(&shown, is_found(word));
    }
    if end < words.len() {
        add(" …", false);
    }
    pieces
}

/// How many of these words fit beside the first one.
fn fitting<'a>(words: impl Iterator<Item = &'a &'a str>) -> usize {
    let mut room = AROUND;
    words
        .take_while(|word| {
            let fits = word.chars().count() < room;
            room = room.saturating_sub(word.chars().count() + 1);
            fits
        })
        .count()
}

/// The parts of a word between what is neither letter nor digit, in small letters.
fn parts(word: &str) -> impl Iterator<Item = String> {
    word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_after_a_reference_means_that_item() {
        let of = |typed| {
            let typed = TypedReference::of(typed);
            (typed.whole, typed.reference, typed.code)
        };
        let item = |reference: &str, code: &str| (format!("{reference}-{}", code.to_lowercase()), reference.to_owned(), code.to_owned());
        for typed in ["SR-2024-38 R4", "sr 2024 38 r4", "sr-2024/38, R4"] {
            assert_eq!(of(typed), item("sr-2024-38", "R4"), "{typed}");
        }
        assert_eq!(of("REV 2025:1 B12"), item("rev-2025-1", "B12"));
        for whole in ["sr-2024-38", "R4", "rb", "sr 2024 r", "sr r4b"] {
            assert_eq!(of(whole).2, "", "{whole}");
        }
    }

    #[test]
    fn whatever_is_typed_becomes_words() {
        let words = |typed: &str| Searched::of(typed).words.join(" ");
        assert_eq!(words("Städ-avtalen, ÖVER allt!"), "städ avtalen över allt");
        assert_eq!(words("100 % _ ' \" \\ & | ! ( ) :* <-> avtal avtal"), "100 avtal");
        assert_eq!(words("' OR 1=1 --"), "or 1");
        assert_eq!(words("  %_\"'  "), "");
        assert_eq!(Searched::of("Avtal åtta").query(), "avtal:* & åtta:*");
        let long = Searched::of(&"ord1 ord2 ".repeat(500));
        assert!(long.words.len() == 2 && !long.cut_off);
        let many = Searched::of(&(0..500).map(|n| format!("ord{n} ")).collect::<String>());
        assert!(many.words.len() == MOST_WORDS && many.cut_off);
    }

    #[test]
    fn a_snippet_shows_the_first_word_that_was_found() {
        let text = format!("{} Städavtalen följs inte upp, och städningen brister. {}", "Inledning ord. ".repeat(40), "Slut ord. ".repeat(40));
        let pieces = snippet(&text, &["städ".to_owned()]);
        let found: Vec<&str> = pieces.iter().filter(|piece| piece.found).map(|piece| piece.text.as_str()).collect();
        assert_eq!(found, ["Städavtalen", "städningen"]);
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert!(whole.starts_with("… ") && whole.ends_with(" …") && whole.chars().count() < 260, "{whole}");
        assert_eq!(snippet("Kort text", &["finns".into()]), [Piece { text: "Kort text".into(), found: false }]);
        assert_eq!(snippet("", &["avtal".into()]), []);
        assert_eq!(beginnings("'städavtal':* & 'up':*"), ["städavtal", "up"]);
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_means_anything_else(typed in ".{0,300}") {
            let searched = Searched::of(&typed);
            prop_assert!(searched.words.len() <= MOST_WORDS);
            prop_assert!(searched.words.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric)));
        }

        #[test]
        fn a_snippet_is_short_and_stands_in_the_text(text in "[a-zåäö .,\n]{0,900}", word in "[a-zåäö]{1,6}") {
            let whole: String = snippet(&text, &[word]).iter().map(|piece| piece.text.as_str()).collect();
            prop_assert!(whole.chars().count() <= 3 * AROUND + 6);
            let plain = whole.trim_start_matches("… ").trim_end_matches(" …");
            prop_assert!(text.split_whitespace().any(|word| word.chars().count() > AROUND) || text.split_whitespace().collect::<Vec<_>>().join(" ").contains(plain));
        }
    }
}
