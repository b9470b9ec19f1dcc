//! How a page that shows a list begins and ends, wherever it stands. Its template draws the rows, and what is its own.

use super::filters::Filters;
use super::pages::{Head, Pages};

/// The head of a list's page, its filters, and the ways on. Templates that extend `parts/list.html` have it as `list`.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// What the page is called.
    pub title: String,
    /// What can be done beside its name: what the button says, and where it leads.
    pub button: Option<(&'static str, &'static str)>,
    /// What the list holds, in a sentence.
    pub lead: String,
    /// The form above it.
    pub filters: Filters,
    /// How many there are, and the file; none where the page says something else instead.
    pub head: Option<Head>,
    /// The ways on and back.
    pub pages: Pages,
}

impl ListPage {
    /// A list by its name.
    #[must_use]
    pub fn new(title: impl Into<String>, filters: Filters, head: impl Into<Option<Head>>, pages: Pages) -> Self {
        Self { title: title.into(), button: None, lead: String::new(), filters, head: head.into(), pages }
    }

    /// With a sentence below its name.
    #[must_use]
    pub fn lead(self, lead: impl Into<String>) -> Self {
        Self { lead: lead.into(), ..self }
    }

    /// With a button beside its name.
    #[must_use]
    pub fn button(self, says: &'static str, leads_to: &'static str) -> Self {
        Self { button: Some((says, leads_to)), ..self }
    }
}
