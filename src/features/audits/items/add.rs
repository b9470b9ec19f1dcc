//! Adding one item.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::AddItem;
use super::super::store::{self, OwnAudit, Unsent};
use super::super::texts::Texts;
use super::Typed;
use crate::domain::address;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl AddItem, RecordAudit, String => OwnAudit, find, holding store::hold_audit
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    super::own_audit(conn, key).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    kind: String,
    heading: String,
    body: String,
    #[serde(default)]
    boards: Vec<String>,
}

pub(crate) async fn act(gate: Gate<AddItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    let audit = Unsent::checked(&change, audit)?;
    let respondents = store::respondents(change.conn(), audit.id).await?;
    let typed = Typed { kind: form.kind, heading: form.heading, body: form.body, boards: form.boards };
    let mut faults = Faults::none();
    if let Some(item) = super::read(&typed, &respondents, &change, &mut faults, "") {
        let highest = store::highest_number(change.conn(), audit.id, item.kind).await?;
        if !super::is_full(highest, 1) {
            store::add_item(&mut change, &audit, highest + 1, &item).await?;
            let done = change.commit(Event::AuditChanged { audit: audit.id }).await?;
            return Ok(SeeOther::to(done, address::below_audit(&audit.key, "punkter")).saying(Confirmed::ItemSaved));
        }
        faults.add("kind", Texts::from(change.lang()).too_many());
    }
    Html::redraw(&super::list::page(&mut change, &audit, Some(typed), None, &faults).await?)
}
