//! Items of an audit: one by one, many at once, changed and moved until the audit is sent.

pub(super) mod add;
pub(super) mod change;
pub(super) mod list;
pub(super) mod paste;
pub(super) mod preview;
pub(super) mod remove;
mod reshape;
mod seen;
pub(super) mod shift;
pub(super) mod take_up;

use super::actions::ChangesUnsent;
use super::store::{self, NewItem, OwnItem, Unsent};
use super::texts::Texts;
use crate::domain::audit::{HEADING_LIMIT, ItemKind, proposed_heading};
use crate::domain::ids::BoardId;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Passage};
use crate::platform::parts::{Choice, Choices, Faults, Field};
use crate::platform::words::Words;
use seen::Seen;

/// The fields of one item as typed.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub(super) kind: String,
    pub(super) heading: String,
    pub(super) body: String,
    pub(super) boards: Vec<String>,
}

/// The fields of one item, drawn. `prefix` keeps ids apart where a page has two forms.
pub(super) struct Fields {
    pub(super) kind: Choices,
    pub(super) heading: Field,
    pub(super) body: Field,
    pub(super) boards: Choices,
}

pub(super) fn fields(t: Texts, typed: &Typed, respondents: &[(BoardId, String)], faults: &Faults, prefix: &str) -> Fields {
    let id = |name: &str| format!("{prefix}{name}");
    Fields {
        kind: kinds(t, &typed.kind, faults, prefix),
        heading: Field::line(t.lang, id("heading"), t.heading(), &typed.heading, faults).hint(t.heading_hint()).named("heading"),
        body: Field::area(t.lang, id("body"), t.body(), &typed.body, faults).named("body"),
        boards: boards(t, &typed.boards, respondents, faults, prefix),
    }
}

pub(super) fn kinds(t: Texts, chosen: &str, faults: &Faults, prefix: &str) -> Choices {
    let words = Words::new(t.lang);
    let choices = [("assessment", ItemKind::Assessment), ("recommendation", ItemKind::Recommendation)];
    let choices = choices.into_iter().map(|(key, kind)| Choice::new(key, words.item_kind(kind), chosen == key)).collect();
    Choices::radios(t.lang, format!("{prefix}kind"), t.kind(), choices, faults).named("kind")
}

pub(super) fn boards(t: Texts, chosen: &[String], respondents: &[(BoardId, String)], faults: &Faults, prefix: &str) -> Choices {
    let choices = respondents.iter().map(|(id, name)| Choice::new(id.to_string(), name, chosen.contains(&id.to_string()))).collect();
    Choices::boxes(t.lang, format!("{prefix}boards"), t.which_boards(), choices, faults).named("boards")
}

pub(super) fn kind_of(key: &str) -> Option<ItemKind> {
    match key {
        "assessment" => Some(ItemKind::Assessment),
        "recommendation" => Some(ItemKind::Recommendation),
        _ => None,
    }
}

/// The name of a kind in forms.
pub(super) fn kind_key(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Assessment => "assessment",
        ItemKind::Recommendation => "recommendation",
    }
}

/// The boards that were ticked, as far as they must respond.
pub(super) fn chosen_boards(ticked: &[String], respondents: &[(BoardId, String)]) -> Vec<BoardId> {
    respondents.iter().filter(|(id, _)| ticked.contains(&id.to_string())).map(|(id, _)| *id).collect()
}

/// Reads one item. A heading that was left out is proposed from the text.
pub(super) fn read(typed: &Typed, respondents: &[(BoardId, String)], visit: &Passage, faults: &mut Faults, prefix: &str) -> Option<NewItem> {
    let (t, words) = (Texts::from(visit.lang()), visit.words());
    let id = |name: &str| format!("{prefix}{name}");
    let kind = faults.take(&id("kind"), kind_of(&typed.kind).ok_or(()), |()| t.kind_needed().to_owned());
    let heading = faults.take(&id("heading"), text::optional(&text::tidy_line(&typed.heading), HEADING_LIMIT), |f| words.text_fault(f, ""));
    let body = faults.take(&id("body"), text::required(&typed.body, FIELD_LIMIT), |f| words.text_fault(f, t.body_needed()));
    let boards = chosen_boards(&typed.boards, respondents);
    if boards.is_empty() {
        faults.add(id("boards"), t.board_needed());
    }
    let (heading, body) = (heading?, body?);
    let heading = if heading.is_empty() { proposed_heading(&body) } else { heading };
    let item = NewItem { kind: kind?, heading, body, boards };
    faults.is_empty().then_some(item)
}

/// The sentence when a kind has run out of numbers.
pub(super) fn is_full(highest: i16, more: usize) -> bool {
    usize::try_from(highest).unwrap_or(0) + more > 99
}

/// The item that a form was about: the address may have come to mean another one. `None` when it has been removed.
pub(super) async fn meant<A: ChangesUnsent>(change: &mut Change<A>, addressed: &Unsent<OwnItem>, seen: &str) -> Result<Option<Unsent<OwnItem>>, Failure> {
    let Some(seen) = Seen::read(seen) else { return Ok(None) };
    let found = store::item_that_was_seen(change.conn(), &addressed.audit, seen.item).await?;
    found.map(|item| Unsent::checked(change, item)).transpose()
}

pub(super) use store::own_audit;
