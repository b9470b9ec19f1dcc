//! What stands of what the council did is corrected, or struck: by a further version with its reason.

use super::Confirmed;
use super::actions::CorrectCouncilAct;
use super::form::{self, Form, REASON_LIMIT};
use super::store::{self, ActPath, Standing};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowCorrectCouncilAct, SendAudit, ActPath => Standing, store::standing
);
crate::action!(
    impl CorrectCouncilAct, SendAudit, ActPath => Standing, store::standing, holding store::hold_act
);

pub(super) async fn show(gate: Gate<ShowCorrectCouncilAct>) -> Result<Html, Failure> {
    let (mut look, standing) = gate.look().await?;
    if standing.act.struck {
        return Err(Failure::NotFound);
    }
    let form = Form::of(&standing.act, standing.version);
    Html::page(&form::page(&mut look, &standing.audit, &form, true, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<CorrectCouncilAct>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, standing) = gate.open().await?;
    let mut form = posted.read(&change)?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let act = form.read(&change, &standing.audit, &mut faults);
    if act.as_ref() == Some(&standing.act) {
        let same_reason = form.at_once().settled(text::tidy(&form.reason)) == standing.reason;
        if same_reason && form.seen.checked_add(1) == Some(standing.version) {
            // Clicked twice.
            return Ok(SeeOther::unchanged(&change, address::audit(&standing.audit.key)));
        }
        faults.add("held_on", t.is_same());
    } else if standing.act.struck {
        return Err(Failure::NotFound);
    } else if form.seen != standing.version {
        faults.add("held_on", t.corrected_meanwhile());
        form.seen = standing.version;
    }
    if let Some(act) = &act {
        form::ask_about_twice(&mut change, &form, (standing.audit.id, standing.n), act, &mut faults).await?;
    }
    let reason = faults.take("reason", text::required(&form.reason, REASON_LIMIT), |fault| words.text_fault(fault, t.reason_needed()));
    let Some((act, reason)) = act.zip(reason).filter(|_| faults.is_empty()) else {
        return Html::redraw(&form::page(&mut change, &standing.audit, &form, true, &faults).await?);
    };
    let (audit, entry, version) = (standing.audit, standing.n, standing.version + 1);
    store::write(&mut change, audit.id, (entry, version), &act, &form.at_once().settled(reason)).await?;
    let done = change.commit(Event::CouncilActCorrected { audit: audit.id, entry, version }).await?;
    Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::CouncilActCorrected))
}
