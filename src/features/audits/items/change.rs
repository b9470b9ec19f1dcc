//! Changing one item.

use askama::Template;
use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::ChangeItem;
use super::super::store::{self, OwnItem};
use super::super::texts::Texts;
use super::{Fields, Typed};
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form of an item.
    ShowItem, RecordAudit, (String, String) => OwnItem, store::own_item
);
crate::action!(
    impl ChangeItem, RecordAudit, (String, String) => OwnItem, store::own_item
);

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

#[derive(Template)]
#[template(path = "audits/item.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: String,
    audit_title: String,
    audit_url: String,
    back: String,
    fields: Fields,
}

pub(crate) async fn show(gate: Gate<ShowItem>) -> Result<Html, Failure> {
    let (mut look, item) = gate.look().await?;
    if item.audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    let typed = Typed {
        kind: super::kind_key(item.kind).to_owned(),
        heading: item.heading.clone(),
        body: item.body.clone(),
        boards: item.boards.iter().map(ToString::to_string).collect(),
    };
    Html::page(&page(&mut look, &item, &typed, &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<ChangeItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, item) = gate.open().await?;
    let form = posted.read(&change)?;
    store::lock_unsent(&mut change, &item.audit).await?;
    let respondents = store::respondents(change.conn(), item.audit.id).await?;
    let typed = Typed { kind: form.kind, heading: form.heading, body: form.body, boards: form.boards };
    let mut faults = Faults::none();
    match super::read(&typed, &respondents, &change, &mut faults, "") {
        None => Html::redraw(&page(&mut change, &item, &typed, &faults).await?),
        Some(new) => {
            store::change_item(&mut change, &item, &new).await?;
            let done = change.commit(Event::AuditChanged { audit: item.audit.id }).await?;
            Ok(SeeOther::to(done, address::below_audit(&item.audit.key, "punkter")).saying(Confirmed::ItemSaved))
        }
    }
}

async fn page(visit: &mut Passage, item: &OwnItem, typed: &Typed, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    let respondents = store::respondents(visit.conn(), item.audit.id).await?;
    Ok(Page {
        summary: faults.summary(frame.lang),
        heading: t.change_item(&item.code),
        audit_title: format!("{} {}", item.audit.reference, item.audit.title),
        audit_url: address::audit(&item.audit.key),
        back: address::below_audit(&item.audit.key, "punkter"),
        fields: super::fields(t, typed, &respondents, faults, ""),
        t,
        frame,
    })
}
