//! What somebody has written of a supplement is saved: before she goes to its attachments, or to go on another day. It is the
//! board's own until it is handed in.

use axum::http::StatusCode;

use super::form::{Form, REQUEST};
use super::standing;
use crate::domain::refusal::Refusal;
use crate::domain::response::DraftSupplement;
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::features::responses::Confirmed;
use crate::features::responses::actions::SaveSupplement;
use crate::features::responses::autosave::Facts;
use crate::features::responses::requested;
use crate::features::responses::saving::Pen;
use crate::features::responses::store::{self, Round};
use crate::features::responses::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, WithoutEvent};
use crate::platform::page::{Html, SeeOther, ToScript};
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
    Pen::read("", &form.by, None, &change)?;
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

/// The page saves by itself. What it cannot save stays on the page, which says so: of a supplement nothing is put aside.
pub(in crate::features::responses) async fn save_by_itself(gate: Gate<SaveSupplement>, posted: Posted<Form>) -> Result<ToScript, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    Pen::read("", &form.by, None, &change)?;
    let (t, words) = (Texts::from(change.lang()), change.words());
    let desk = store::supplement_desk(change.conn(), &round).await?;
    let (draft, saved) = (form.draft(), desk.draft.as_ref().map(|draft| draft.0.clone()).unwrap_or_default());
    let refused = |said: String, status| (Facts { said, ..Facts::default() }, status);
    let (facts, status) = if draft == saved || (desk.version == 0 && says_nothing(&draft)) {
        (is_saved(desk.version, &change), StatusCode::OK)
    } else if text::optional(&form.text, FIELD_LIMIT).is_err() {
        refused(t.supplement_too_long().to_owned(), StatusCode::CONFLICT)
    } else if form.version != desk.version || !store::save_supplement(&mut change, &round, desk.version, &draft).await? {
        refused(words.refusal(Refusal::SomebodyWasFirst).to_owned(), StatusCode::CONFLICT)
    } else {
        (is_saved(desk.version + 1, &change), StatusCode::OK)
    };
    ToScript::done(change.keep().await?, status, &facts)
}

fn is_saved(version: i32, visit: &Passage) -> Facts {
    let at = visit.words().time(visit.now());
    Facts { said: Texts::from(visit.lang()).saved_at(&at), version: Some(version), link: None, kept: true }
}

/// The form as it is found: what is chosen for the reader is no word of hers.
fn says_nothing(draft: &DraftSupplement) -> bool {
    let chosen = if draft.why == REQUEST { DraftSupplement { why: REQUEST.to_owned(), ..DraftSupplement::default() } } else { DraftSupplement::default() };
    *draft == chosen
}
