//! The two languages of the interface. What people write stays in the language they wrote it in.

use axum::http::HeaderMap;

/// The language a page is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Swedish, which comes first.
    #[default]
    Sv,
    /// English.
    En,
}

/// The cookie that remembers the choice. It says nothing about the person.
pub const COOKIE: &str = "sprak";
/// The same behind HTTPS, where no neighbour can plant one.
pub const SECURE_COOKIE: &str = "__Host-sprak";

impl Lang {
    /// The code for `lang=""` and for the cookie.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Sv => Self::En,
            Self::En => Self::Sv,
        }
    }

    /// Picks one of two texts.
    #[must_use]
    pub fn pick<T>(self, sv: T, en: T) -> T {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }

    /// What the reader has chosen.
    #[must_use]
    pub fn of_request(headers: &HeaderMap) -> Self {
        let chosen = super::cookie::value(headers, SECURE_COOKIE).or_else(|| super::cookie::value(headers, COOKIE));
        match chosen.as_deref() {
            Some("en") => Self::En,
            Some(_) | None => Self::Sv,
        }
    }
}
