//! Putting the address for answers right: receipts go there from then on.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::CorrectReplyTo;
use super::super::form::read_reply_to;
use super::super::store::{self, ReplyToRow, SentAudit, SentReplyTo};
use super::{Parts, Texts, audit_texts, form_page, read_reason, reason_field, refuse_closed};
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
    ShowCorrectReplyTo, SendAudit, String => SentAudit, super::find
);
crate::action!(
    impl CorrectReplyTo, SendAudit, String => SentAudit, super::find, holding store::hold_rounds
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    /// Which address the form follows on.
    seen: i16,
    reply_to: String,
    reason: String,
}

pub(crate) async fn show(gate: Gate<ShowCorrectReplyTo>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    refuse_closed(&audit)?;
    let now = store::sent_reply_to(look.conn(), audit.id).await?;
    let form = Form { seen: now.n, reply_to: now.reply_to.clone(), reason: String::new() };
    Html::page(&page(&mut look, &audit, &now, &form, &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<CorrectReplyTo>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse_closed(&audit)?;
    let now = store::sent_reply_to(change.conn(), audit.id).await?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    let address = read_reply_to(&form.reply_to, audit_texts(t), &mut faults);
    if form.seen.checked_add(1) == Some(now.n) && address == now.reply_to && text::tidy(&form.reason) == now.reason {
        // Clicked twice: it is so, for this reason.
        return Ok(SeeOther::unchanged(&change, address::audit(&audit.key)));
    }
    if faults.is_empty() && form.seen != now.n {
        faults.add("reply_to", t.corrected_meanwhile(&now.reply_to));
    } else if faults.is_empty() && address == now.reply_to {
        faults.add("reply_to", t.reply_to_is_same());
    }
    let reason = read_reason(&form.reason, &change, &mut faults);
    match reason.filter(|_| faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &audit, &now, &form, &faults).await?),
        Some(reason) => {
            let entry = now.n + 1;
            store::correct_reply_to(&mut change, audit.id, entry, &address, &reason).await?;
            let done = change.commit(Event::ReplyToCorrected { audit: audit.id, entry, rounds: audit.rounds }).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::Corrected))
        }
    }
}

async fn page(visit: &mut Passage, audit: &SentAudit, now: &SentReplyTo, form: &Form, faults: &Faults) -> Result<super::FormPage, Failure> {
    let t = Texts::from(visit.lang());
    let parts = Parts {
        heading: t.put_reply_to_right().to_owned(),
        lead: t.reply_to_lead(),
        now: Some((if now.reply_to.is_empty() { t.no_reply_to().to_owned() } else { now.reply_to.clone() }, String::new())),
        seen: Some(now.n),
        choices: Vec::new(),
        fields: vec![Field::email(t.lang, "reply_to", t.new_reply_to(), &form.reply_to, faults)],
    };
    form_page(visit, audit, parts, reason_field(t, &form.reason, faults), faults).await
}

/// What was put right of it, in order: "Rättad 3 mars 2025, förut a@b.se. Skäl: …"
pub(crate) fn corrections(addresses: &[ReplyToRow], t: Texts, day: impl Fn(DateTime<Utc>) -> String) -> Vec<String> {
    let said = |(before, one): (&ReplyToRow, &ReplyToRow)| {
        let day = day(one.worded_at);
        match (before.reply_to.as_str(), one.reply_to.as_str()) {
            ("", _) => t.reply_to_was_added(&day, &one.reason),
            (before, "") => t.reply_to_was_removed(&day, before, &one.reason),
            (before, _) => t.reply_to_was_corrected(&day, before, &one.reason),
        }
    };
    addresses.iter().zip(addresses.iter().skip(1)).map(said).collect()
}
