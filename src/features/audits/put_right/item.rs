//! Putting an item right. Its number, and which boards answer it, stay: they are asked, and address it by its number.

use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::CorrectItem;
use super::super::store::{self, SentItem};
use super::{Parts, Texts, audit_texts, form_page, read_reason, reason_field, refuse_closed};
use crate::domain::address;
use crate::domain::audit::{HEADING_LIMIT, proposed_heading};
use crate::domain::event::Event;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::{Faults, Field};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;

crate::action!(
    /// The form.
    ShowCorrectItem, SendAudit, (String, String) => SentItem, store::sent_item
);
crate::action!(
    impl CorrectItem, SendAudit, (String, String) => SentItem, store::sent_item, holding store::hold_rounds_of
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    /// Which wording the form follows on.
    seen: i16,
    heading: String,
    body: String,
    reason: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

impl Form {
    fn at_once(&self) -> AtOnce {
        AtOnce::of([self.body.as_str(), self.reason.as_str()], &self.broken)
    }
}

pub(crate) async fn show(gate: Gate<ShowCorrectItem>) -> Result<Html, Failure> {
    let (mut look, item) = gate.look().await?;
    refuse_closed(&item.audit)?;
    let form = Form { seen: item.version, heading: item.heading.clone(), body: item.body.clone(), reason: String::new(), broken: String::new() };
    Html::page(&page(&mut look, &item, &form, &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<CorrectItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, item) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse_closed(&item.audit)?;
    let mut faults = Faults::none();
    let wording = read(&form, &change, &mut faults);
    let t = Texts::from(change.lang());
    let is_same = wording.as_ref().is_some_and(|(heading, body)| *heading == item.heading && *body == item.body);
    let reason = form.at_once().settled(text::tidy(&form.reason));
    if is_same && form.seen.checked_add(1) == Some(item.version) && store::reason_of_item(change.conn(), &item).await? == Some(reason) {
        // Clicked twice: it stands so, for this reason.
        return Ok(SeeOther::unchanged(&change, format!("{}#{}", address::audit(&item.audit.key), item.code)));
    }
    if form.seen != item.version {
        for (field, typed, now) in [("heading", &form.heading, &item.heading), ("body", &form.body, &item.body)] {
            if typed != now {
                faults.add(field, t.corrected_meanwhile(now));
            }
        }
    }
    if is_same {
        faults.add("body", t.item_is_same());
    }
    form.at_once().ask(t.lang, &mut faults);
    let reason = read_reason(&form.reason, &change, &mut faults).map(|reason| form.at_once().settled(reason));
    match wording.zip(reason).filter(|_| faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &item, &form, &faults).await?),
        Some(((heading, body), reason)) => {
            let entry = item.version + 1;
            store::correct_item(&mut change, item.id, entry, (&heading, &body), &reason).await?;
            let done = change.commit(Event::ItemCorrected { audit: item.audit.id, item: item.id, entry, rounds: item.rounds }).await?;
            Ok(SeeOther::to(done, format!("{}#{}", address::audit(&item.audit.key), item.code)).saying(Confirmed::Corrected))
        }
    }
}

/// The heading and the text as they are to stand. A heading that is left out is proposed from the text.
fn read(form: &Form, visit: &Passage, faults: &mut Faults) -> Option<(String, String)> {
    let (words, t) = (visit.words(), audit_texts(Texts::from(visit.lang())));
    let heading = faults.take("heading", text::optional(&text::tidy_line(&form.heading), HEADING_LIMIT), |fault| words.text_fault(fault, ""));
    let body = faults.take("body", text::required(&form.body, FIELD_LIMIT), |fault| words.text_fault(fault, t.body_needed()));
    let (heading, body) = (heading?, form.at_once().settled(body?));
    Some((if heading.is_empty() { proposed_heading(&body) } else { heading }, body))
}

async fn page(visit: &mut Passage, item: &SentItem, form: &Form, faults: &Faults) -> Result<super::FormPage, Failure> {
    let t = Texts::from(visit.lang());
    let parts = Parts {
        heading: t.put_item_right(&item.code),
        lead: t.item_lead(),
        now: Some((format!("{} {}", item.code, Apart(&item.heading)), item.body.clone())),
        seen: Some(item.version),
        choices: form.at_once().question(t.lang, faults).into_iter().collect(),
        fields: vec![
            Field::line(t.lang, "heading", audit_texts(t).heading(), &form.heading, faults).hint(audit_texts(t).heading_hint()),
            Field::area(t.lang, "body", audit_texts(t).body(), &form.body, faults),
        ],
    };
    form_page(visit, &item.audit, parts, reason_field(t, &form.reason, faults), faults).await
}
