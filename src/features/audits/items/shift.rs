//! Moving an item up or down among its kind, by buttons (no dragging needed).

use serde::Deserialize;

use super::super::actions::ShiftItem;
use super::super::store::{self, OwnItem, Unsent};
use super::super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl ShiftItem, RecordAudit, (String, String) => OwnItem, store::own_item, holding store::hold_audit_of
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
    #[serde(default)]
    seen: String,
    direction: Direction,
}

pub(crate) async fn act(gate: Gate<ShiftItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, item) = gate.open().await?;
    let form = posted.read(&change)?;
    let addressed = Unsent::checked(&change, item)?;
    let Some(item) = super::meant(&mut change, &addressed, &form.seen).await? else {
        let mut faults = Faults::none();
        faults.add("punkter", Texts::from(change.lang()).item_gone());
        return Html::redraw(&super::list::page(&mut change, &addressed.audit, None, None, &faults).await?);
    };
    let to = match form.direction {
        Direction::Up => item.number - 1,
        Direction::Down => item.number + 1,
    };
    store::shift_item(&mut change, &item, to).await?;
    let done = change.commit(Event::AuditChanged { audit: item.audit.id }).await?;
    Ok(SeeOther::to(done, address::below_audit(&item.audit.key, &format!("punkter#{}", item.code))))
}
