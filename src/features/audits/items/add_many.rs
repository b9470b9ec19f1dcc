//! Pasting many items at once: one per paragraph.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::AddItems;
use super::super::store::{self, NewItem, OwnAudit};
use super::super::texts::Texts;
use super::list::Many;
use crate::domain::address;
use crate::domain::audit::{proposed_heading, split_items};
use crate::domain::event::Event;
use crate::domain::ids::BoardId;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl AddItems, RecordAudit, String => OwnAudit, find
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    super::own_audit(conn, key).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    kind: String,
    text: String,
    #[serde(default)]
    boards: Vec<String>,
}

pub(crate) async fn act(gate: Gate<AddItems>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    store::lock_unsent(&mut change, &audit).await?;
    let respondents = store::respondents(change.conn(), audit.id).await?;
    let mut faults = Faults::none();
    if let Some(items) = read(&form, &respondents, &change, &mut faults) {
        if save(&mut change, &audit, &items).await? {
            let done = change.commit(Event::AuditChanged { audit: audit.id }).await?;
            return Ok(SeeOther::to(done, address::below_audit(&audit.key, "punkter")).saying(Confirmed::ItemsAdded));
        }
        faults.add("many-text", Texts::from(change.lang()).too_many());
    }
    let many = Many { kind: form.kind, text: form.text, boards: form.boards };
    Html::redraw(&super::list::page(&mut change, &audit, None, Some(many), &faults).await?)
}

fn read(form: &Form, respondents: &[(BoardId, String)], visit: &Passage, faults: &mut Faults) -> Option<Vec<NewItem>> {
    let t = Texts::from(visit.lang());
    let kind = faults.take("many-kind", super::kind_of(&form.kind).ok_or(()), |()| t.kind_needed().to_owned());
    let texts = split_items(&text::tidy(&form.text));
    if texts.is_empty() {
        faults.add("many-text", t.many_needed());
    }
    if let Some(at) = texts.iter().position(|text| text.chars().count() > FIELD_LIMIT) {
        faults.add("many-text", t.item_too_long(at + 1));
    }
    let boards = super::chosen_boards(&form.boards, respondents);
    if boards.is_empty() {
        faults.add("many-boards", t.board_needed());
    }
    let kind = kind?;
    let items = texts.into_iter().map(|body| NewItem { kind, heading: proposed_heading(&body), body, boards: boards.clone() }).collect();
    faults.is_empty().then_some(items)
}

/// `false` when there are not numbers enough.
async fn save(change: &mut Change<AddItems>, audit: &OwnAudit, items: &[NewItem]) -> Result<bool, Failure> {
    let Some(first) = items.first() else { return Ok(true) };
    let mut number = store::highest_number(change.conn(), audit.id, first.kind).await?;
    if super::is_full(number, items.len()) {
        return Ok(false);
    }
    for item in items {
        number += 1;
        store::add_item(change, audit.id, number, item).await?;
    }
    Ok(true)
}
