//! Lists: a page of rows at a time, filters that say what they did, and the same rows as a file. One part, for every
//! list there is; see ADR 0024.
//!
//! A list asks its [`Query`] for filter values and for a [`Window`], reads one row more than it shows, [`Window::cut`]s
//! it off, counts, and draws [`Filters`] above, a [`Head`] and [`Pages`] around its rows: a [`ListPage`].

mod as_of;
mod filters;
mod key;
mod list_page;
mod pages;
mod places;
mod query;
mod routing;
mod sheet;
mod texts;
mod workbook;
mod years;

pub use as_of::{AsOf, OtherDay, ShownDay};
pub use filters::Filters;
pub use key::{Key, Part};
pub use list_page::ListPage;
pub use pages::{Count, Cut, Head, Pages, Window};
pub use places::Places;
pub use query::{Query, Value};
pub use routing::Meant;
pub use sheet::{Cell, Csv, Sheet};
pub use years::Years;

/// Rows on a page.
pub const SIZE: usize = 25;

/// Rows that are read at a time for a file.
pub(super) const CHUNK: usize = 500;

/// So far rows are counted. What is more is said to be more: counting an archive would take longer the older it gets.
pub const COUNTED: i64 = 1_000;

/// So far they are counted when words are searched for: whether a row has them is seen by reading it.
const COUNTED_BY_WORDS: i64 = 100;

/// How far a list is counted by the database that looks for this pattern.
#[must_use]
pub fn limit(like: &str) -> i64 {
    if like.is_empty() { COUNTED } else { COUNTED_BY_WORDS }
}

/// What is searched for, as a pattern that finds it literally; empty when nothing is.
#[must_use]
pub fn like(searched: &str) -> String {
    if searched.is_empty() {
        return String::new();
    }
    let mut pattern = String::from("%");
    for letter in searched.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn what_is_searched_for_is_meant_literally() {
        assert_eq!(like(""), "");
        assert_eq!(like("100 %_\\"), "%100 \\%\\_\\\\%");
    }
}
