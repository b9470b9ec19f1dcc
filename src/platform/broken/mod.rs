//! Words that lines break in two, in what was pasted: shown beside the form, and put together when somebody asks for it. Wherever long
//! texts are typed that people may have from somewhere else: beside what is a draft, and asked about before what is sent at once.

mod texts;

use serde_json::Value;

use super::language::Lang;
use crate::domain::text::{Broken, broken_words, with_words_joined};
pub(crate) use texts::Texts;

/// So many are shown.
const SHOWN: usize = 5;

/// Them, as they would read.
pub(crate) struct Offered {
    /// What is said of them.
    pub(crate) t: Texts,
    /// Each as it stands and as it would read.
    pub(crate) words: String,
}

/// The words of a draft that lines break in two; none: there are no such words.
pub(crate) fn offered(content: &Value, lang: Lang) -> Option<Offered> {
    let (t, words) = (Texts::from(lang), broken(content));
    if words.is_empty() {
        return None;
    }
    Some(Offered { t, words: shown(&words, t) })
}

fn broken(content: &Value) -> Vec<Broken> {
    match content {
        Value::String(text) => broken_words(text),
        Value::Array(values) => values.iter().flat_map(broken).collect(),
        Value::Object(fields) => fields.values().flat_map(broken).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// The same with its words put together.
pub(crate) fn joined(content: Value) -> Value {
    match content {
        Value::String(text) => Value::String(with_words_joined(&text)),
        Value::Array(values) => Value::Array(values.into_iter().map(joined).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, value)| (name, joined(value))).collect()),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

/// The first of them as they stand and as they would read, and how many more there are.
pub(crate) fn shown(words: &[Broken], t: Texts) -> String {
    let mut shown: Vec<String> = words.iter().take(SHOWN).map(|word| t.broken_word(&word.before, &word.after)).collect();
    if words.len() > SHOWN {
        shown.push(t.more_broken(words.len() - SHOWN));
    }
    shown.join(", ")
}
