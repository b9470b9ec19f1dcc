//! What somebody has typed of a promise that is not asked about any more: while her page was open it was settled in another round, or
//! what it stands in was taken back. It is put aside for her, under the promise that it is about, and never written at another one.

use serde::Deserialize as _;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::actions::WritesParts;
use super::desk::DeskItem;
use super::saving::{Part, Pen};
use super::set_aside::Why;
use super::texts::Texts as Slice;
use super::{store, two_writers};
use crate::domain::ids::{AsideId, MeasureId};
use crate::domain::response::Outcome;
use crate::domain::text::{has_visible_text, tidy};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

crate::texts! {
    is_aside { sv: "Ett löfte som du skrev om frågas inte längre efter här, för nämnden har redovisat eller ändrat det i ett annat yttrande, eller återtagit det. Det du skrev om det är sparat vid sidan av svaret.", en: "A promise that you wrote of is not asked about here any more, because the board has reported or changed it in another response, or withdrawn it. What you wrote of it is saved beside the answer." }
    why { sv: "Löftet frågades inte längre efter när du sparade.", en: "The promise was not asked about any more when you saved." }
}

/// Rows of a form that have no place in the draft.
#[derive(Default)]
pub(super) struct Unasked {
    rows: Vec<Value>,
    /// Which of them are about promises that the desk does not know any more.
    unknown: Vec<(usize, MeasureId)>,
}

impl Unasked {
    /// Adds what was typed in a row, if anything was.
    pub(super) fn add(&mut self, item: &DeskItem, promise: Option<MeasureId>, outcome: Option<Outcome>, [action, effect, date]: [&str; 3]) {
        if outcome.is_some() || [action, effect, date].into_iter().any(has_visible_text) {
            let settled = item.settled.iter().find(|settled| Some(settled.id) == promise);
            self.unknown.extend(promise.filter(|_| settled.is_none()).map(|promise| (self.rows.len(), promise)));
            let promised = settled.map_or("", |promise| promise.measure.action.as_str());
            let outcome = outcome.map_or("", Outcome::key);
            self.rows.push(json!({ "promised": promised, "outcome": outcome, "action": tidy(action), "effect": tidy(effect), "date": tidy(date) }));
        }
    }

    /// With the words of what was promised in a response that has been taken back.
    pub(super) async fn named(mut self, conn: &mut PgConnection, round: &store::Round) -> sqlx::Result<Self> {
        if self.unknown.is_empty() {
            return Ok(self);
        }
        let ids: Vec<MeasureId> = self.unknown.iter().map(|(_, promise)| *promise).collect();
        for (id, action) in store::promised(conn, round, &ids).await? {
            for (n, _) in self.unknown.iter().filter(|(_, promise)| *promise == id) {
                if let Some(row) = self.rows.get_mut(*n).and_then(Value::as_object_mut) {
                    row.insert("promised".to_owned(), Value::String(action.clone()));
                }
            }
        }
        Ok(self)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A draft with these rows after its own, for putting all of it aside.
    pub(super) fn with(&self, mut content: Value) -> Value {
        if let Some(rows) = content.get_mut("outcomes").and_then(Value::as_array_mut) {
            rows.extend(self.rows.iter().cloned());
        }
        content
    }

    /// Puts them aside, after the draft where that is not saved either. Nothing where there are none.
    pub(super) async fn put<A: WritesParts>(
        &self,
        change: &mut Change<A>,
        part: Part<'_>,
        pen: &Pen,
        draft: Option<&Value>,
    ) -> Result<Option<AsideId>, Failure> {
        if self.is_empty() {
            return Ok(None);
        }
        let content = draft.map_or_else(|| json!({ "outcomes": self.rows }), |draft| self.with(draft.clone()));
        store::keep_aside(change, &part.desk().round, (part.item(), &content), Why::Settled.key(), pen.op).await.map(Some)
    }
}

/// Whether a text that was put aside has rows like these: it can be read and copied, and not taken in as it is.
pub(super) fn has_unasked(content: &Value) -> bool {
    content.get("outcomes").and_then(Value::as_array).is_some_and(|rows| rows.iter().any(|row| row.get("planned").is_none()))
}

/// What a draft says of promises that an item does not ask about any more, in words; empty: nothing.
pub(super) async fn in_words(conn: &mut PgConnection, round: &store::Round, item: &DeskItem, content: &Value, t: Slice) -> sqlx::Result<String> {
    let asked = |id: &str| item.promises.iter().any(|promise| promise.id.to_string() == id);
    let mut unasked = Unasked::default();
    for row in content.get("outcomes").and_then(Value::as_array).into_iter().flatten() {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        if !asked(text("planned")) {
            let promise = row.get("planned").and_then(|id| MeasureId::deserialize(id).ok());
            let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.key() == text("outcome"));
            unasked.add(item, promise, outcome, [text("action"), text("effect"), text("date")]);
        }
    }
    let lines = two_writers::lines(&json!({ "outcomes": unasked.named(conn, round).await?.rows }), t);
    Ok(lines.into_iter().map(|(what, text)| format!("{what}: {text}")).collect::<Vec<_>>().join("\n"))
}
