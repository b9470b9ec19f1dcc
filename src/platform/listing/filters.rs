//! The form above a list: what can be chosen, what is chosen and how to let it go, and what was asked for in vain.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;

use super::query::{MINE, Query, Unused, WHOSE};
use super::texts::Texts;
use super::years::Years;
use crate::domain::text::tidy_line;
use crate::platform::language::Lang;
use crate::platform::parts::{Choice, Choices, Faults, Field};

/// So many lists are shown; what there are more are folded away.
const SHOWN: usize = 3;

/// A form that asks for a part of a list. It is sent by its button only, so that nothing moves while somebody chooses.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/filters.html")]
pub struct Filters {
    t: Texts,
    action: String,
    texts: Vec<Field>,
    lists: Vec<Choices>,
    /// What another page chose, and the form keeps: the name and the value.
    fixed: Vec<(&'static str, String)>,
    /// What is chosen, and the address without it.
    chosen: Vec<(String, String)>,
    notes: Vec<String>,
    clear: String,
    /// One of those that are folded away is chosen.
    further: bool,
    button: &'static str,
}
impl HtmlSafe for Filters {}

impl Filters {
    /// A form without fields yet. Made after the window was asked for: only then is it known what was asked in vain.
    #[must_use]
    pub fn new(query: &Query, lang: Lang) -> Self {
        let t = Texts::from(lang);
        let notes = query.unused().iter().map(|unused| match unused {
            Unused::Filter(name, value) => t.unknown_filter(&shortened(&tidy_line(&format!("{name}={value}")))),
            Unused::Place => t.unknown_place().to_owned(),
            Unused::Day(why) => why.said(t, shortened),
        });
        Self {
            t,
            action: query.path().to_owned(),
            texts: Vec::new(),
            lists: Vec::new(),
            fixed: Vec::new(),
            chosen: Vec::new(),
            notes: notes.collect(),
            clear: query.path().to_owned(),
            further: false,
            button: t.show(),
        }
    }

    /// With something else on its button.
    #[must_use]
    pub fn button(self, says: &'static str) -> Self {
        Self { button: says, ..self }
    }

    /// Words to search for.
    #[must_use]
    pub fn text(mut self, query: &Query, name: &'static str, label: &str, searched: &str) -> Self {
        if !searched.is_empty() {
            self.chosen.push((format!("”{searched}”"), query.without(name)));
        }
        self.texts.push(Field::line(self.t.lang, name, label, searched, &Faults::none()));
        self
    }

    /// A day from which or to which rows are shown.
    #[must_use]
    pub fn day(mut self, query: &Query, name: &'static str, label: &str, day: Option<NaiveDate>) -> Self {
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        if !day.is_empty() {
            self.chosen.push((format!("{label} {day}"), query.without(name)));
        }
        self.texts.push(Field::line(self.t.lang, name, label, &day, &Faults::none()));
        self
    }

    /// What was chosen on another page: it is kept when the form is sent, and can be let go.
    #[must_use]
    pub fn fixed(mut self, query: &Query, name: &'static str, value: &str, said: &str) -> Self {
        self.chosen.push((said.to_owned(), query.without(name)));
        self.fixed.push((name, value.to_owned()));
        self
    }

    /// One of several, or all: the value as it stands in the address, and what it is called.
    #[must_use]
    pub fn list(self, query: &Query, name: &'static str, label: &str, offered: &[(String, String)], chosen: Option<&str>) -> Self {
        let all = self.t.all();
        self.list_or(query, name, label, all, offered, chosen)
    }

    /// The same, where nothing chosen is called something else than all.
    #[must_use]
    pub fn list_or(mut self, query: &Query, name: &'static str, label: &str, none: &str, offered: &[(String, String)], chosen: Option<&str>) -> Self {
        let mut choices = vec![Choice::new("", none, chosen.is_none())];
        choices.extend(offered.iter().map(|(value, said)| Choice::new(value, said, chosen == Some(value))));
        if let Some((_, said)) = offered.iter().find(|(value, _)| chosen == Some(value)) {
            self.chosen.push((said.clone(), query.without(name)));
            self.further |= self.lists.len() >= SHOWN;
        }
        self.lists.push(Choices::list(self.t.lang, name, label, choices, &Faults::none()));
        self
    }

    /// All, or only those for which the reader is responsible.
    #[must_use]
    pub fn mine(self, query: &Query, chosen: bool) -> Self {
        let (whose, mine) = (self.t.whose(), vec![(MINE.to_owned(), self.t.mine().to_owned())]);
        self.list(query, WHOSE, whose, &mine, chosen.then_some(MINE))
    }

    /// One of these years, the newest first.
    #[must_use]
    pub fn years(self, query: &Query, name: &'static str, label: &str, from: i32, to: i32, chosen: Option<Years>) -> Self {
        let offered = (from..=to).rev().map(Years::Year);
        // What is not offered was asked for by its address, and must stand in the form as well.
        let asked = chosen.filter(|chosen| !offered.clone().any(|one| one == *chosen));
        let said = |years: Years| match years {
            Years::Year(year) => year.to_string(),
            Years::Before(year) => self.t.before_year(year),
        };
        let years: Vec<(String, String)> = asked
            .filter(|one| matches!(one, Years::Year(_)))
            .into_iter()
            .chain(offered)
            .chain(asked.filter(|one| matches!(one, Years::Before(_))))
            .map(|one| (one.key(), said(one)))
            .collect();
        self.list(query, name, label, &years, chosen.map(Years::key).as_deref())
    }

    /// The lists that are folded away.
    fn folded(&self) -> &[Choices] {
        self.lists.get(SHOWN..).unwrap_or_default()
    }

    fn has_fields(&self) -> bool {
        !self.texts.is_empty() || !self.lists.is_empty()
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 80 { text.to_owned() } else { text.chars().take(79).chain(['…']).collect() }
}
