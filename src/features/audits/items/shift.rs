//! Moving an item up or down among its kind, by buttons (no dragging needed).

use serde::Deserialize;

use super::super::actions::ShiftItem;
use super::super::store::{self, OwnItem};
use crate::domain::address;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    impl ShiftItem, RecordAudit, (String, String) => OwnItem, store::own_item
);

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Direction {
    Up,
    Down,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    direction: Direction,
}

pub(crate) async fn act(gate: Gate<ShiftItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, item) = gate.open().await?;
    let form = posted.read(&change)?;
    store::lock_unsent(&mut change, &item.audit).await?;
    let to = match form.direction {
        Direction::Up => item.number - 1,
        Direction::Down => item.number + 1,
    };
    store::shift_item(&mut change, &item, to).await?;
    let done = change.commit(Event::AuditChanged { audit: item.audit.id }).await?;
    Ok(SeeOther::to(done, address::below_audit(&item.audit.key, &format!("punkter#{}", item.code))))
}
