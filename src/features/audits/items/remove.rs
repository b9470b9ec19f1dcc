//! Taking an item away before sending. The numbers after it close up.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::RemoveItem;
use super::super::store::{self, OwnItem};
use crate::domain::address;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    impl RemoveItem, RecordAudit, (String, String) => OwnItem, store::own_item
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {}

pub(crate) async fn act(gate: Gate<RemoveItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, item) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    store::lock_unsent(&mut change, &item.audit).await?;
    store::remove_item(&mut change, &item).await?;
    let done = change.commit(Event::AuditChanged { audit: item.audit.id }).await?;
    Ok(SeeOther::to(done, address::below_audit(&item.audit.key, "punkter")).saying(Confirmed::ItemRemoved))
}
