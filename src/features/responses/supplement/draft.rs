//! What somebody has written of a supplement is saved: before she goes to its attachments, or to go on another day. It is the
//! board's own until it is handed in.

use super::form::{Form, REQUEST};
use super::standing;
use crate::domain::refusal::Refusal;
use crate::domain::response::DraftSupplement;
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::features::responses::Confirmed;
use crate::features::responses::actions::SaveSupplement;
use crate::features::responses::requested;
use crate::features::responses::store::{self, Round};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, WithoutEvent};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl SaveSupplement, DraftResponse, RoundPath => Round, store::round, holding store::hold
);
// A draft; its files have events.
impl WithoutEvent for SaveSupplement {}

pub(in crate::features::responses) async fn save(gate: Gate<SaveSupplement>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let page = standing(&mut change, &round).await?;
    let desk = store::supplement_desk(change.conn(), &round).await?;
    let (draft, saved) = (form.draft(), desk.draft.as_ref().map(|draft| draft.0.clone()).unwrap_or_default());
    let goes_to_files = form.button == "bilagor";
    let whereto = if goes_to_files { round.name.below_desk("komplettering/bilagor") } else { round.name.supplement_url() };
    if draft == saved || (desk.version == 0 && says_nothing(&draft)) {
        return Ok(SeeOther::unchanged(&change, whereto));
    }
    let mut faults = Faults::none();
    let words = change.words();
    faults.take("text", text::optional(&form.text, FIELD_LIMIT), |fault| words.text_fault(fault, ""));
    if !faults.is_empty() {
        let requests = store::requests(change.conn(), round.id).await?;
        return Html::redraw(&super::draw(&mut change, (&round, &page, &desk), requested::open(&requests), &form, &faults).await?);
    }
    if form.version != desk.version || !store::save_supplement(&mut change, &round, desk.version, &draft).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let done = change.keep().await?;
    let seen = SeeOther::to(done, whereto);
    Ok(if goes_to_files { seen } else { seen.saying(Confirmed::DraftSaved) })
}

/// The form as it is found: what is chosen for the reader is no word of hers.
fn says_nothing(draft: &DraftSupplement) -> bool {
    let chosen = if draft.why == REQUEST { DraftSupplement { why: REQUEST.to_owned(), ..DraftSupplement::default() } } else { DraftSupplement::default() };
    *draft == chosen
}
