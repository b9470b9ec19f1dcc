//! How a slice announces itself: its routes, its entries in the menu, what it says when something is done, what its tables say
//! no to, and what it tells people. Nothing of this stands anywhere else.

use axum::Router;

use super::confirmation::Confirmation;
use super::language::Lang;
use super::program::App;
use super::register::{Announced, Door, Doors, Entry, Register};
use super::routes::{Route, Routes};
use super::telling::{Telling, Tells};
use crate::domain::event::Event;
use crate::domain::policy::Verb;
use crate::domain::refusal::Refusal;

/// A field's name, and what it is called.
pub type Label = (&'static str, fn(Lang) -> &'static str);

/// A slice of features, as it announces itself.
#[derive(Default)]
pub struct Slice {
    routes: Routes,
    announced: Announced,
}

impl Slice {
    /// With its routes.
    #[must_use]
    pub fn new(routes: Routes) -> Self {
        Self { routes, announced: Announced::default() }
    }

    /// An entry of the main menu, for whoever has the verb of the page that it leads to.
    #[must_use]
    pub fn menu(self, order: u8, path: &'static str, name: fn(Lang) -> &'static str) -> Self {
        self.entry(Entry { order, door: Door { path, name }, besides: None })
    }

    /// The same, but only for whoever may do this besides.
    #[must_use]
    pub fn menu_for(self, verb: Verb, order: u8, path: &'static str, name: fn(Lang) -> &'static str) -> Self {
        self.entry(Entry { order, door: Door { path, name }, besides: Some(verb) })
    }

    fn entry(mut self, entry: Entry) -> Self {
        self.announced.menu.push(entry);
        self
    }

    /// A link at the foot of every page, in the order in which they are announced.
    #[must_use]
    pub fn footer(mut self, path: &'static str, name: fn(Lang) -> &'static str) -> Self {
        self.announced.footer.push(Door { path, name });
        self
    }

    /// What it says when something is done: `Confirmed::all()`.
    #[must_use]
    pub fn confirmations(mut self, all: Vec<&'static Confirmation>) -> Self {
        self.announced.confirmations.extend(all);
        self
    }

    /// A constraint that people can run into, and what it says no to.
    #[must_use]
    pub fn constraint(mut self, name: &'static str, refusal: Refusal) -> Self {
        self.announced.constraints.push((name, refusal));
        self
    }

    /// Several constraints that say no to the same.
    #[must_use]
    pub fn constraints(mut self, names: &[&'static str], refusal: Refusal) -> Self {
        self.announced.constraints.extend(names.iter().map(|name| (*name, refusal)));
        self
    }

    /// What the fields are called in which people write: for the page that gives back what could not be saved.
    #[must_use]
    pub fn labels(mut self, all: &[Label]) -> Self {
        self.announced.labels.extend(all);
        self
    }

    /// What it tells people.
    #[must_use]
    pub fn tells(mut self, all: &[&'static Tells]) -> Self {
        self.announced.tells.extend(all);
        self
    }

    /// What of its events is told, and about what: asked about every event that a change is committed with.
    #[must_use]
    pub fn on(mut self, teller: fn(&Event) -> Vec<Telling>) -> Self {
        self.announced.tellers.push(teller);
        self
    }
}

/// All slices of the program.
pub struct House {
    doors: Doors,
    routes: Routes,
    announced: Vec<Announced>,
}

impl House {
    /// With the doors that every page has.
    #[must_use]
    pub fn new(doors: Doors) -> Self {
        Self { doors, routes: Routes::new(), announced: Vec::new() }
    }

    /// And a slice.
    #[must_use]
    pub fn with(mut self, slice: Slice) -> Self {
        let forms = slice.routes.lines().into_iter().filter(|line| line.method == "POST").map(|line| line.path).collect();
        self.routes = self.routes.with(slice.routes);
        self.announced.push(Announced { forms, ..slice.announced });
        self
    }

    /// Every route with its verb.
    #[must_use]
    pub fn lines(&self) -> Vec<Route> {
        self.routes.lines()
    }

    /// What all slices have announced.
    ///
    /// # Errors
    /// When it does not fit together.
    pub fn register(self) -> anyhow::Result<Register> {
        let lines = self.routes.lines();
        let verb = |path: &str| lines.iter().find(|line| line.path == path && line.method == "GET").map(|line| line.verb);
        Register::collect(self.doors, self.announced, verb)
    }

    /// The router of their routes.
    pub fn into_router(self, app: App) -> Router {
        self.routes.into_router(app)
    }
}
