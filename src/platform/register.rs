//! What the slices have announced, collected: this floor knows of features what stands here, and learns it when the program is
//! put together. `app.rs` names the slices.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::http::HeaderMap;

use super::confirmation::Confirmation;
use super::language::Lang;
use super::telling::{Telling, Tells};
use crate::domain::actor::{Actor, Grant, Role};
use crate::domain::event::{Event, NoticeKind};
use crate::domain::policy::{self, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::terms::VerdictWord;

/// An address with its name.
#[derive(Clone, Copy, Debug)]
pub struct Door {
    /// Where it leads.
    pub path: &'static str,
    /// What it says.
    pub name: fn(Lang) -> &'static str,
}

/// The doors that every page has. A house without one of them does not compile.
#[derive(Clone, Copy, Debug)]
pub struct Doors {
    /// Where one signs in.
    pub sign_in: Door,
    /// Where one signs out.
    pub sign_out: Door,
    /// One's own account.
    pub account: Door,
    /// What one has been told.
    pub notices: Door,
    /// Where the language is chosen.
    pub language: Door,
}

/// An entry of the main menu. Who sees it follows from the policy: whoever has the verb of the route that it leads to.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Entries stand in this order.
    pub order: u8,
    /// Where it leads, and what it says.
    pub door: Door,
    /// What one must be allowed besides, for a page that others may read but do not work from.
    pub besides: Option<Verb>,
}

/// What a field of a form is called.
pub(super) type Label = fn(Lang) -> &'static str;

/// What a slice brings into the house besides its routes.
#[derive(Debug, Default)]
pub(super) struct Announced {
    pub(super) menu: Vec<Entry>,
    pub(super) footer: Vec<Door>,
    pub(super) confirmations: Vec<&'static Confirmation>,
    pub(super) constraints: Vec<(&'static str, Refusal)>,
    pub(super) labels: Vec<(&'static str, Label)>,
    /// Where its forms are sent to.
    pub(super) forms: Vec<&'static str>,
    pub(super) tells: Vec<&'static Tells>,
    pub(super) tellers: Vec<fn(&Event) -> Vec<Telling>>,
}

/// What all slices have announced.
#[derive(Debug)]
pub struct Register {
    doors: Doors,
    /// What the auditors of this city call a verdict, as a gate has heard it last: for what is said where none is open.
    verdict: AtomicU8,
    /// By their order, each with what one must be allowed.
    menu: Vec<(Entry, Verb)>,
    footer: Vec<Door>,
    confirmations: BTreeMap<&'static str, &'static Confirmation>,
    constraints: BTreeMap<&'static str, Refusal>,
    /// By slice: where its forms are sent to, and what their fields are called.
    labels: Vec<(Vec<&'static str>, BTreeMap<&'static str, Label>)>,
    tells: Vec<&'static Tells>,
    tellers: Vec<fn(&Event) -> Vec<Telling>>,
}

impl Register {
    /// The reader's language, in the words that this city was last heard to use.
    #[must_use]
    pub fn lang(&self, headers: &HeaderMap) -> Lang {
        let heard = VerdictWord::ALL.get(usize::from(self.verdict.load(Ordering::Relaxed))).copied();
        Lang::of_request(headers).calling(heard.unwrap_or_default())
    }

    /// Remembers what a gate has heard.
    pub(super) fn hear(&self, verdict: VerdictWord) {
        let place = VerdictWord::ALL.iter().position(|word| *word == verdict).and_then(|place| u8::try_from(place).ok());
        self.verdict.store(place.unwrap_or(0), Ordering::Relaxed);
    }

    /// Collects what has been announced; `verb` says what the page at an address asks the policy for.
    ///
    /// # Errors
    /// When two slices say the same thing, when a menu leads nowhere, or when a kind of notice has no words.
    pub(super) fn collect(doors: Doors, slices: Vec<Announced>, verb: impl Fn(&str) -> Option<Verb>) -> anyhow::Result<Self> {
        let mut all = Self {
            doors,
            verdict: AtomicU8::new(0),
            menu: Vec::new(),
            footer: Vec::new(),
            confirmations: BTreeMap::new(),
            constraints: BTreeMap::new(),
            labels: Vec::new(),
            tells: Vec::new(),
            tellers: Vec::new(),
        };
        for slice in slices {
            for entry in slice.menu {
                let verb = verb(entry.door.path).ok_or_else(|| anyhow::anyhow!("the menu leads to {}, where no page is", entry.door.path))?;
                all.menu.push((entry, verb));
            }
            all.footer.extend(slice.footer);
            for confirmation in slice.confirmations {
                if all.confirmations.insert(confirmation.key, confirmation).is_some() {
                    anyhow::bail!("two confirmations are called {}", confirmation.key);
                }
            }
            for (name, refusal) in slice.constraints {
                if all.constraints.insert(name, refusal).is_some_and(|other| other != refusal) {
                    anyhow::bail!("two slices say what {name} means, and not the same");
                }
            }
            all.labels.push((slice.forms, slice.labels.into_iter().collect()));
            all.tells.extend(slice.tells);
            all.tellers.extend(slice.tellers);
        }
        all.menu.sort_by_key(|(entry, _)| entry.order);
        for kind in NoticeKind::ALL {
            let count = all.tells.iter().filter(|tells| tells.rule.kind == kind).count();
            anyhow::ensure!(count == 1, "{kind:?} is announced by {count} slices");
        }
        Ok(all)
    }

    pub(super) fn doors(&self) -> &Doors {
        &self.doors
    }

    /// The main menu for somebody.
    pub(super) fn menu(&self, actor: &Actor) -> impl Iterator<Item = Door> {
        let may = |verb: Verb| !policy::sides(actor, verb).is_empty();
        self.menu.iter().filter(move |(entry, verb)| may(*verb) && entry.besides.is_none_or(may)).map(|(entry, _)| entry.door)
    }

    pub(super) fn footer(&self) -> &[Door] {
        &self.footer
    }

    /// What stands in an address, if it is one of ours.
    pub(super) fn confirmation(&self, key: &str) -> Option<&'static Confirmation> {
        self.confirmations.get(key).copied()
    }

    /// What a constraint says no to.
    pub(super) fn refusal(&self, constraint: &str) -> Option<Refusal> {
        self.constraints.get(constraint).copied()
    }

    /// What a field of a form is called that is sent to this address, in the slice that takes it.
    #[must_use]
    pub fn label(&self, address: &str, field: &str, lang: Lang) -> Option<&'static str> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let (_, labels) = self.labels.iter().find(|(forms, _)| forms.iter().any(|form| fits(form, path)))?;
        labels.get(field).map(|label| label(lang))
    }

    /// All constraints that have been announced.
    pub fn constraints(&self) -> impl Iterator<Item = (&'static str, Refusal)> {
        self.constraints.iter().map(|(name, refusal)| (*name, *refusal))
    }

    /// What is told of an event, and to whom.
    pub fn tellings(&self, event: &Event) -> Vec<Telling> {
        self.tellers.iter().flat_map(|teller| teller(event)).collect()
    }

    /// How a kind of notice is told.
    #[must_use]
    pub fn tells(&self, kind: NoticeKind) -> Option<&'static Tells> {
        self.tells.iter().copied().find(|tells| tells.rule.kind == kind)
    }

    /// The kinds of notices that are steps of one ladder: a later one takes the place of those before.
    #[must_use]
    pub fn steps(&self) -> Vec<NoticeKind> {
        self.tells.iter().map(|tells| &tells.rule).filter(|rule| rule.lasts == crate::domain::notice::Lasts::UntilNextStep).map(|rule| rule.kind).collect()
    }

    /// Whether somebody is ever told anything.
    pub(super) fn is_told(&self, grants: &[Grant]) -> bool {
        let told = |role: Role| self.tells.iter().any(|tells| tells.rule.audience.contains(&role));
        grants.iter().any(|grant| told(grant.role()))
    }
}

/// Whether an address is one of those that a route with gaps stands for.
fn fits(route: &str, path: &str) -> bool {
    let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len() && route.iter().zip(path).all(|(own, asked)| own.starts_with('{') || *own == asked)
}
