//! The two languages of the interface. What people write stays in the language they wrote it in.

use axum::http::HeaderMap;

use crate::domain::terms::VerdictWord;

pub mod terms;

/// The two languages of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tongue {
    /// Swedish, which comes first.
    #[default]
    Sv,
    /// English.
    En,
}

/// The language a page is drawn in, with the words that its city has chosen ([`VerdictWord`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Lang {
    tongue: Tongue,
    verdict: VerdictWord,
}

/// The cookie that remembers the choice. It says nothing about the person.
pub const COOKIE: &str = "sprak";
/// The same behind HTTPS, where no neighbour can plant one.
pub const SECURE_COOKIE: &str = "__Host-sprak";

impl Lang {
    /// Swedish, as most cities speak it.
    pub const SV: Self = Self { tongue: Tongue::Sv, verdict: VerdictWord::Omdome };
    /// English, likewise.
    pub const EN: Self = Self { tongue: Tongue::En, verdict: VerdictWord::Omdome };

    /// Which of the two it is.
    #[must_use]
    pub fn tongue(self) -> Tongue {
        self.tongue
    }

    /// The code for `lang=""` and for the cookie.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self.tongue {
            Tongue::Sv => "sv",
            Tongue::En => "en",
        }
    }

    /// The language of a code, with the same words. Swedish for a code that is none.
    #[must_use]
    pub fn of_code(self, code: &str) -> Self {
        Self { tongue: if code == "en" { Tongue::En } else { Tongue::Sv }, ..self }
    }

    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        Self { tongue: self.pick(Tongue::En, Tongue::Sv), ..self }
    }

    /// The same language in a city that has chosen a word.
    #[must_use]
    pub fn calling(self, verdict: VerdictWord) -> Self {
        Self { verdict, ..self }
    }

    /// Picks one of two.
    #[must_use]
    pub fn pick<T>(self, sv: T, en: T) -> T {
        match self.tongue {
            Tongue::Sv => sv,
            Tongue::En => en,
        }
    }

    /// Picks one of two texts, in the city's words.
    #[must_use]
    pub fn say(self, sv: &'static str, en: &'static str) -> &'static str {
        terms::fixed(self.pick(sv, en), self)
    }

    /// What the reader has chosen, as [`code`](Self::code) has it.
    #[must_use]
    pub fn of_request(headers: &HeaderMap) -> Self {
        let chosen = super::cookie::value(headers, SECURE_COOKIE).or_else(|| super::cookie::value(headers, COOKIE));
        Self::default().of_code(chosen.as_deref().unwrap_or(""))
    }
}
