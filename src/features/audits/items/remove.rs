//! Taking an item away before sending, as it was seen. The numbers after it close up.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::RemoveItem;
use super::super::store::{self, OwnItem, Unsent};
use super::super::texts::Texts;
use super::seen::Seen;
use crate::domain::address;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl RemoveItem, RecordAudit, (String, String) => OwnItem, store::own_item, holding store::hold_audit_of
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    seen: String,
}

pub(crate) async fn act(gate: Gate<RemoveItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, item) = gate.open().await?;
    let form = posted.read(&change)?;
    let addressed = Unsent::checked(&change, item)?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    match super::meant(&mut change, &addressed, &form.seen).await? {
        None => faults.add("punkter", t.item_gone()),
        Some(item) if Seen::read(&form.seen) != Some(Seen::from(&*item)) => faults.add(item.code.clone(), t.item_changed_meanwhile(&item.code)),
        Some(item) => {
            store::remove_item(&mut change, &item).await?;
            let done = change.commit(Event::AuditChanged { audit: item.audit.id }).await?;
            return Ok(SeeOther::to(done, address::below_audit(&item.audit.key, "punkter")).saying(Confirmed::ItemRemoved));
        }
    }
    Html::redraw(&super::list::page(&mut change, &addressed.audit, None, None, &faults).await?)
}
