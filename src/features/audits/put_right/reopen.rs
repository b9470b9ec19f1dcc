//! Opening again what was closed. The closing stays, and is read together with why it was taken back.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::ReopenAudit;
use super::super::store::{self, SentAudit};
use super::{FormPage, Parts, Texts, form_page, read_reason};
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::{Faults, Field};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowReopen, CloseAudit, String => SentAudit, super::find
);
crate::action!(
    impl ReopenAudit, CloseAudit, String => SentAudit, super::find, holding store::hold_rounds
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    reason: String,
}

pub(crate) async fn show(gate: Gate<ShowReopen>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if !audit.closed {
        return Err(Refusal::AuditIsOpen.into());
    }
    Html::page(&page(&mut look, &audit, &Form::default(), &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<ReopenAudit>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    if !audit.closed {
        // Clicked twice: it is open, for this reason.
        let closing = store::newest_closing(change.conn(), audit.id).await?;
        let is_so = closing.and_then(|closing| closing.reopening).is_some_and(|reason| reason == text::tidy(&form.reason));
        return if is_so { Ok(SeeOther::unchanged(&change, address::audit(&audit.key))) } else { Err(Refusal::SomebodyWasFirst.into()) };
    }
    let mut faults = Faults::none();
    match read_reason(&form.reason, &change, &mut faults) {
        None => Html::redraw(&page(&mut change, &audit, &form, &faults).await?),
        Some(reason) => {
            let closing = store::reopen(&mut change, audit.id, &reason).await?;
            let done = change.commit(Event::AuditReopened { audit: audit.id, closing, rounds: audit.rounds }).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::Reopened))
        }
    }
}

async fn page(visit: &mut Passage, audit: &SentAudit, form: &Form, faults: &Faults) -> Result<FormPage, Failure> {
    let t = Texts::from(visit.lang());
    let parts = Parts { heading: t.reopen().to_owned(), lead: t.reopen_lead(), now: None, seen: None, choices: Vec::new(), fields: Vec::new() };
    let reason = Field::area(t.lang, "reason", t.reopen_reason(), &form.reason, faults).hint(t.reason_hint());
    let page = form_page(visit, audit, parts, reason, faults).await?;
    Ok(FormPage { back: address::audit(&audit.key), button: t.reopen(), ..page })
}
