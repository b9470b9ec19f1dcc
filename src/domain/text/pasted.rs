//! What other programs put into a text that is copied out of them. Signs that stand for something are turned into what they stand
//! for; a word that a line broke in two is shown and put together only by whoever wrote it, for nobody else knows whether the
//! hyphen is hers.

/// Breaks a line: the vertical tab of Word's line break, its page break, and the separators of Unicode.
pub(super) const LINE_BREAKS: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The sign that a bullet stands for: Word draws its lists with signs of the fonts Symbol and Wingdings, which every other font
/// shows as an empty box.
#[must_use]
pub(super) fn bullet(sign: char) -> Option<char> {
    match sign {
        '\u{f02d}' | '\u{f0be}' => Some('–'),
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0a8}' | '\u{f0b2}' | '\u{f0d8}' | '\u{f0fc}' | '\u{f06c}' | '\u{f06d}' | '\u{f06e}' | '\u{f06f}' | '\u{f071}'
        | '\u{f075}' | '\u{f076}' | '\u{f09f}' | '\u{f0a1}' => Some('•'),
        _ => None,
    }
}

/// A word that a line breaks in two, as it would read in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// "gransk-ning".
    pub before: String,
    /// "granskning".
    pub after: String,
}

/// What is meant to end with a hyphen: "in- och utbetalningar".
const JOINING_WORDS: [&str; 6] = ["och", "eller", "samt", "respektive", "till", "and"];

/// Where a word is broken: the byte of its hyphen, and the byte at which it goes on.
fn breaks(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.match_indices(['-', '\u{ad}', '\u{2010}']).filter_map(|(at, hyphen)| {
        let rest = text.get(at + hyphen.len()..)?;
        let below = rest.trim_start_matches([' ', '\t']).strip_prefix('\n')?.trim_start_matches([' ', '\t']);
        let goes_on = below.chars().next().is_some_and(char::is_lowercase);
        let begun = text.get(..at)?.chars().next_back().is_some_and(char::is_alphabetic);
        let next: String = below.chars().take_while(|c| c.is_alphabetic()).collect();
        (begun && goes_on && !JOINING_WORDS.contains(&next.as_str())).then(|| (at, text.len() - below.len()))
    })
}

/// The words of a text that a line seems to break in two.
#[must_use]
pub fn broken_words(text: &str) -> Vec<Broken> {
    breaks(text)
        .filter_map(|(hyphen, on)| {
            let first = text.get(..hyphen)?.rsplit(|c: char| !c.is_alphanumeric()).next()?;
            let rest = text.get(on..)?;
            let second: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            Some(Broken { before: format!("{first}-{second}"), after: format!("{first}{second}") })
        })
        .collect()
}

/// The text with these words put together. The line goes on where the word ends; every other line stays as it is.
#[must_use]
pub fn with_words_joined(text: &str) -> String {
    let (mut joined, mut from) = (String::with_capacity(text.len()), 0);
    for (hyphen, on) in breaks(text) {
        joined.push_str(text.get(from..hyphen).unwrap_or_default());
        from = on;
    }
    joined.push_str(text.get(from..).unwrap_or_default());
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::text::tidy;

    #[test]
    fn line_breaks_and_bullets_of_word_become_what_they_stand_for() {
        for (pasted, kept) in [
            ("Rad 1\u{b}Rad 2", "Rad 1\nRad 2"),
            ("Rad 1\u{2028}Rad 2\u{2029}Rad 3", "Rad 1\nRad 2\nRad 3"),
            ("Sida 1\u{c}Sida 2\u{85}Sist", "Sida 1\nSida 2\nSist"),
            ("\u{f0b7}\tAvtalen följs upp.\r\n\u{f0b7}\tPriserna jämförs.", "•\tAvtalen följs upp.\n•\tPriserna jämförs."),
            ("\u{f0a7} Ett\n\u{f0d8} Två\n\u{f0fc} Tre\n\u{f02d} Fyra", "• Ett\n• Två\n• Tre\n– Fyra"),
            // A letter of Symbol is no bullet, and what it stood for is not ours to say.
            ("Värdet \u{f061}", "Värdet \u{f061}"),
        ] {
            assert_eq!(tidy(pasted), kept, "{pasted:?}");
        }
    }

    #[test]
    fn a_word_that_a_line_breaks_is_offered_and_what_ends_with_a_hyphen_is_not() {
        let text = "Nämnden har gransk-\nning av städ\u{ad}\n  avtal i sikte.\nIn-\noch utbetalningar samt A-\nBolaget och 2024-\n2025 stäm-  \nmer.";
        let words: Vec<String> = broken_words(text).into_iter().map(|word| format!("{} {}", word.before, word.after)).collect();
        assert_eq!(words, ["gransk-ning granskning", "städ-avtal städavtal", "stäm-mer stämmer"]);
        assert_eq!(with_words_joined(text), "Nämnden har granskning av städavtal i sikte.\nIn-\noch utbetalningar samt A-\nBolaget och 2024-\n2025 stämmer.");
        assert_eq!(tidy(text), text, "nothing is joined silently");
    }

    proptest! {
        #[test]
        fn nothing_else_is_altered(
            lines in prop::collection::vec("[a-zåäöA-ZÅÄÖ0-9 .,;:!?()§%€\"”’…–—•·▪●○*/+=<>&#@\u{a0}\u{ad}\u{e000}\u{f061}\u{f0e0}\u{f8ff}-]{0,30}", 1..8),
            breaks in prop::collection::vec(prop::sample::select(vec!["\r\n", "\n", "\r", "\u{b}", "\u{c}", "\u{2028}", "\u{2029}"]), 8),
            drawn in prop::collection::vec(prop::sample::select(vec!["", "\u{f0b7}\t", "\u{f0a7} ", "\u{f02d} "]), 8),
        ) {
            let mut pasted = String::from("x");
            let mut kept = String::from("x");
            for ((line, ending), mark) in lines.iter().zip(&breaks).zip(&drawn) {
                // A carriage return and a line feed with nothing between them are one line break and not two.
                let ending = if pasted.ends_with('\r') && *ending == "\n" { "\u{b}" } else { ending };
                pasted.push_str(&format!("{ending}{mark}{line}"));
                kept.push('\n');
                kept.push_str(&mark.replace(['\u{f0b7}', '\u{f0a7}'], "•").replace('\u{f02d}', "–"));
                kept.push_str(line);
            }
            pasted.push('x');
            kept.push('x');
            prop_assert_eq!(tidy(&pasted), kept.clone());
            prop_assert_eq!(tidy(&kept), kept, "twice is once");
        }

        #[test]
        fn joining_takes_away_hyphens_and_line_breaks_and_nothing_else(text in "([a-zåäö]{1,6}[-\u{ad} \n,.]{1,2}){0,12}") {
            let signs = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || ",.".contains(*c)).collect::<String>();
            let joined = with_words_joined(&text);
            prop_assert_eq!(signs(&joined), signs(&text));
            prop_assert_eq!(joined == text, broken_words(&text).is_empty());
        }
    }
}
