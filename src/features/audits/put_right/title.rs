//! Putting a title right.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::CorrectTitle;
use super::super::store::{self, SentAudit};
use super::{Parts, Texts, form_page, read_reason, reason_field, refuse_closed};
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::{Faults, Field};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowCorrectTitle, SendAudit, String => SentAudit, super::find
);
crate::action!(
    impl CorrectTitle, SendAudit, String => SentAudit, super::find, holding store::hold_rounds
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    /// Which title the form follows on.
    seen: i16,
    title: String,
    reason: String,
}

pub(crate) async fn show(gate: Gate<ShowCorrectTitle>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    refuse_closed(&audit)?;
    let form = Form { seen: audit.version, title: audit.title.clone(), reason: String::new() };
    Html::page(&page(&mut look, &audit, &form, &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<CorrectTitle>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse_closed(&audit)?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let is_next = form.seen.checked_add(1) == Some(audit.version) && text::tidy_line(&form.title) == audit.title;
    if is_next && store::reason_of_title(change.conn(), &audit).await? == Some(text::tidy(&form.reason)) {
        // Clicked twice: it is called so, for this reason.
        return Ok(SeeOther::unchanged(&change, address::audit(&audit.key)));
    }
    let mut faults = Faults::none();
    let title = faults.take("title", text::required(&text::tidy_line(&form.title), 200), |fault| words.text_fault(fault, t.title_needed()));
    if form.seen != audit.version {
        faults.add("title", t.corrected_meanwhile(&audit.title));
    } else if title.as_ref() == Some(&audit.title) {
        faults.add("title", t.title_is_same());
    }
    let reason = read_reason(&form.reason, &change, &mut faults);
    match title.zip(reason).filter(|_| faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &audit, &form, &faults).await?),
        Some((title, reason)) => {
            let entry = audit.version + 1;
            store::correct_title(&mut change, audit.id, entry, &title, &reason).await?;
            let done = change.commit(Event::TitleCorrected { audit: audit.id, entry, rounds: audit.rounds }).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::Corrected))
        }
    }
}

async fn page(visit: &mut Passage, audit: &SentAudit, form: &Form, faults: &Faults) -> Result<super::FormPage, Failure> {
    let t = Texts::from(visit.lang());
    let parts = Parts {
        heading: t.put_title_right().to_owned(),
        lead: t.title_lead(),
        now: Some((audit.title.clone(), String::new())),
        seen: Some(audit.version),
        choices: Vec::new(),
        fields: vec![Field::line(t.lang, "title", t.new_title(), &form.title, faults)],
    };
    form_page(visit, audit, parts, reason_field(t, &form.reason, faults), faults).await
}
