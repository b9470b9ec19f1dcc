//! A day on a page: written for people, and for machines in `datetime`.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;

use crate::platform::words::Words;

#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(source = "<time datetime=\"{{ iso }}\">{{ written }}</time>", ext = "html")]
pub(super) struct Day {
    iso: String,
    written: String,
}
impl HtmlSafe for Day {}

impl Day {
    /// "31 mars 2025": in running text.
    pub(super) fn in_text(words: Words, day: NaiveDate) -> Self {
        Self { iso: day.to_string(), written: words.date(day) }
    }

    /// "2025-03-31": in tables.
    pub(super) fn in_table(day: NaiveDate) -> Self {
        Self { iso: day.to_string(), written: day.to_string() }
    }
}
