//! How long a draft is, all its texts together.

/// The most that one answer may have, in signs, all its fields together: fifty pages. Every version of it is kept.
pub const ANSWER_LIMIT: usize = 100_000;

/// How long all texts of a draft are together.
#[must_use]
pub fn signs(content: &serde_json::Value) -> usize {
    match content {
        serde_json::Value::String(text) => text.chars().count(),
        serde_json::Value::Array(values) => values.iter().map(signs).sum(),
        serde_json::Value::Object(fields) => fields.values().map(signs).sum(),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => 0,
    }
}
