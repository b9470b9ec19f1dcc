//! What a request's cookies say.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// Most cookies hold a token.
const SHORT: usize = 256;

/// A cookie's value. Two of one name are none: somebody may have planted one.
#[must_use]
pub fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    value_up_to(headers, name, SHORT)
}

/// The same of one that holds more.
#[must_use]
pub fn value_up_to(headers: &HeaderMap, name: &str, most: usize) -> Option<String> {
    let mut found = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, value)| *key == name && value.len() <= most);
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Some(value.to_owned()),
        (Some(_) | None, _) => None,
    }
}
