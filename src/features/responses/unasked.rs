//! What somebody has typed of a promise that is not asked about any more: while her page was open it was settled in another round, or
//! what it stands in was taken back. It is put aside for her, under the promise that it is about, and never written at another one.

use serde_json::{Value, json};

use super::actions::WritesParts;
use super::desk::DeskItem;
use super::saving::{Part, Pen};
use super::set_aside::Why;
use super::texts::Texts as Slice;
use super::{store, two_writers};
use crate::domain::ids::AsideId;
use crate::domain::response::{Outcome, Promise};
use crate::domain::text::{has_visible_text, tidy};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

crate::texts! {
    is_aside { sv: "Ett löfte som du skrev om frågas inte längre efter här, för nämnden har redovisat eller ändrat det i ett annat yttrande. Det du skrev om det är sparat vid sidan av svaret.", en: "A promise that you wrote of is not asked about here any more, because the board has reported or changed it in another response. What you wrote of it is saved beside the answer." }
    why { sv: "Löftet frågades inte längre efter när du sparade.", en: "The promise was not asked about any more when you saved." }
}

/// Rows of a form that have no place in the draft.
#[derive(Default)]
pub(super) struct Unasked(Vec<Value>);

impl Unasked {
    /// Adds what was typed in a row, if anything was.
    pub(super) fn add(&mut self, promise: Option<&Promise>, outcome: Option<Outcome>, [action, effect, date]: [&str; 3]) {
        if outcome.is_some() || [action, effect, date].into_iter().any(has_visible_text) {
            let promised = promise.map_or("", |promise| promise.measure.action.as_str());
            let outcome = outcome.map_or("", Outcome::key);
            self.0.push(json!({ "promised": promised, "outcome": outcome, "action": tidy(action), "effect": tidy(effect), "date": tidy(date) }));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A draft with these rows after its own, for putting all of it aside.
    pub(super) fn with(&self, mut content: Value) -> Value {
        if let Some(rows) = content.get_mut("outcomes").and_then(Value::as_array_mut) {
            rows.extend(self.0.iter().cloned());
        }
        content
    }

    /// Puts them aside. Nothing where there are none.
    pub(super) async fn put<A: WritesParts>(&self, change: &mut Change<A>, part: Part<'_>, pen: &Pen) -> Result<Option<AsideId>, Failure> {
        if self.is_empty() {
            return Ok(None);
        }
        let content = json!({ "outcomes": self.0 });
        store::keep_aside(change, &part.desk().round, (part.item(), &content), Why::Settled.key(), pen.op).await.map(Some)
    }
}

/// Whether a text that was put aside has rows like these: it can be read and copied, and not taken in as it is.
pub(super) fn has_unasked(content: &Value) -> bool {
    content.get("outcomes").and_then(Value::as_array).is_some_and(|rows| rows.iter().any(|row| row.get("planned").is_none()))
}

/// What a draft says of promises that an item does not ask about any more, in words; empty: nothing.
pub(super) fn in_words(item: &DeskItem, content: &Value, t: Slice) -> String {
    let asked = |id: &str| item.promises.iter().any(|promise| promise.id.to_string() == id);
    let mut unasked = Unasked::default();
    for row in content.get("outcomes").and_then(Value::as_array).into_iter().flatten() {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        if !asked(text("planned")) {
            let promise = item.settled.iter().find(|promise| promise.id.to_string() == text("planned"));
            let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.key() == text("outcome"));
            unasked.add(promise, outcome, [text("action"), text("effect"), text("date")]);
        }
    }
    let lines = two_writers::lines(&json!({ "outcomes": unasked.0 }), t);
    lines.into_iter().map(|(what, text)| format!("{what}: {text}")).collect::<Vec<_>>().join("\n")
}
