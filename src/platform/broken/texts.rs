//! What is said of words that lines break in two.

crate::texts! {
    words_are_broken { sv: "Ord som ser ut att vara avstavade i slutet av en rad:", en: "Words that seem to be hyphenated at the end of a line:" }
    broken_word(before: &str, after: &str) { sv: "{before} (blir {after})", en: "{before} (becomes {after})" }
    more_broken(n: usize) { sv: "och {n} till", en: "and {n} more" }
    say_what_to_do { sv: "Välj vad som ska göras med de avstavade orden.", en: "Choose what is to be done with the hyphenated words." }
    keep_words { sv: "Låt texten stå som den är", en: "Leave the text as it is" }
    join_words { sv: "Foga ihop orden", en: "Join the words" }
}
