//! What is said of words that lines break in two.

crate::texts! {
    words_are_broken { sv: "Ord som ser ut att vara avstavade i slutet av en rad:", en: "Words that seem to be hyphenated at the end of a line:" }
    broken_word(before: &str, after: &str) { sv: "{before} (blir {after})", en: "{before} (becomes {after})" }
    more_broken(n: usize) { sv: "och {n} till", en: "and {n} more" }
    join_words { sv: "Foga ihop orden", en: "Join the words" }
}
