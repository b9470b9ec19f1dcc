//! Pasting many items at once. They are kept aside, and added only when somebody has looked at each.

use serde::Deserialize;

use super::super::actions::PasteItems;
use super::super::store::{self, OwnAudit, Unsent};
use super::super::texts::Texts;
use super::list::Many;
use crate::domain::address;
use crate::domain::missive::pasted_items;
use crate::domain::text::{self, TextFault};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, WithoutEvent};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl PasteItems, RecordAudit, String => OwnAudit, find, holding store::hold_audit
);
// A pasted list is working material until its items are added.
impl WithoutEvent for PasteItems {}

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    super::own_audit(conn, key).await
}

/// The longest list, in characters.
const LIST_LIMIT: usize = 200_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    kind: String,
    text: String,
    #[serde(default)]
    boards: Vec<String>,
}

pub(crate) async fn act(gate: Gate<PasteItems>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    let audit = Unsent::checked(&change, audit)?;
    let respondents = store::respondents(change.conn(), audit.id).await?;
    let (t, words) = (Texts::from(change.lang()), change.words());
    let mut faults = Faults::none();
    let list = faults.take("many-text", text::required(&form.text, LIST_LIMIT), |fault| match fault {
        TextFault::Empty => t.many_needed().to_owned(),
        TextFault::TooLong(..) => words.text_fault(fault, ""),
    });
    if list.as_deref().is_some_and(|list| pasted_items(list).is_empty()) {
        faults.add("many-text", t.many_needed());
    }
    match list.filter(|_| faults.is_empty()) {
        Some(list) => {
            let boards = super::chosen_boards(&form.boards, &respondents);
            store::paste_items(&mut change, &audit, super::kind_of(&form.kind), &list, &boards).await?;
            let done = change.keep().await?;
            Ok(SeeOther::to(done, address::below_audit(&audit.key, "punkter/flera")))
        }
        None => {
            let many = Many { kind: form.kind, text: form.text, boards: form.boards };
            Html::redraw(&super::list::page(&mut change, &audit, None, Some(many), &faults).await?)
        }
    }
}
