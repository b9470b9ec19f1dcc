//! Attachments of a response that is being written: added and removed at the board's desk, and nobody else's to know of until
//! they are handed in with it.

mod form;
mod page;
mod shown;
mod texts;

use serde::Deserialize;

use super::Confirmed;
use super::actions::{AttachToResponse, RemoveAttachment};
use super::desk::{Desk, Stage};
use super::handed_in;
use super::store::{self, DeskFile, FilePath, Round};
use super::summary::refuse_unless_open;
use crate::domain::event::Event;
use crate::domain::ids::ItemId;
use crate::domain::policy::{Scope, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::response::AttachedFile;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::files::Upload;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;
use crate::platform::words::Words;
pub(super) use form::{Form, Whole};
pub(super) use page::Attached;
use shown::listed;
pub(super) use shown::{ShownFile, printed};
pub(super) use texts::Texts;

crate::action!(
    /// The attachments on the desk.
    ShowAttachments, ReadDesk, RoundPath => Round, store::round
);
crate::action!(
    impl AttachToResponse, DraftResponse, RoundPath => Round, store::round, holding store::hold
);
crate::action!(
    impl RemoveAttachment, DraftResponse, FilePath => DeskFile, store::desk_file, holding store::hold_of_file
);

pub(super) async fn show(gate: Gate<ShowAttachments>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let form = Form { item: look.asked_for("punkt").unwrap_or_default(), ..Form::default() };
    let desk = Desk::load(&mut look, round).await?;
    Html::page(&of_desk(&desk, &look).draw(&mut look, &form, &Faults::none()).await?)
}

pub(super) async fn attach(gate: Gate<AttachToResponse>, upload: Upload) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let (uploaded, form) = upload.read_with::<_, Form>(&change)?;
    let form = form.with(&uploaded);
    let desk = Desk::load(&mut change, round).await?;
    refuse_unless_open(&desk)?;
    let item = about(&desk, &form)?;
    let today = store::attached_today(&mut change).await?;
    let mut faults = Faults::none();
    let Some((mut file, ground)) = form.judge(uploaded, (&desk.files, today), Whole::Response, &change, &mut faults) else {
        return Html::redraw(&of_desk(&desk, &change).draw(&mut change, &form, &faults).await?);
    };
    let file = store::attach(&mut change, &desk.round, &mut file, item, &ground).await?;
    let done = change.commit(Event::ResponseFileAttached { board: desk.round.board, round: desk.round.id, file, supplement: false }).await?;
    Ok(SeeOther::to(done, desk.round.name.below_desk("bilagor")).saying(Confirmed::FileAttached))
}

/// The item that the form names.
fn about(desk: &Desk, form: &Form) -> Result<Option<ItemId>, Failure> {
    match form.item.as_str() {
        "" => Ok(None),
        code => desk.item(code).map(|item| Some(item.item.id)).ok_or_else(|| Refusal::BadForm.into()),
    }
}

/// The files on the desk, each opened there.
pub(super) fn on_desk(desk: &Desk, words: Words) -> Vec<ShownFile> {
    listed(&desk.files, words, |id| desk.round.name.below_desk(&format!("bilagor/{id}")))
}

/// The files of a supplement that is being written, each opened there.
pub(super) fn of_supplement(round: &Round, files: &[AttachedFile], words: Words) -> Vec<ShownFile> {
    listed(files, words, |id| round.name.below_desk(&format!("komplettering/bilagor/{id}")))
}

/// The files of a received response, each opened there by whoever may.
pub(super) fn received(round: &Round, files: &[AttachedFile], words: Words) -> Vec<ShownFile> {
    listed(files, words, |id| format!("{}/bilagor/{id}", round.name.response_url()))
}

/// The files of a response that came another way, before they are written in.
pub(super) fn arrived(round: &Round, files: &[AttachedFile], words: Words) -> Vec<ShownFile> {
    listed(files, words, |id| format!("{}/fil/{id}", round.name.write_in_url()))
}

/// How many there are, in words.
pub(super) fn counted(files: usize, words: Words) -> String {
    let t = Texts::from(words.lang());
    if files == 0 { t.none().to_owned() } else { t.count(files) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

pub(super) async fn remove(gate: Gate<RemoveAttachment>, posted: Posted<Nothing>) -> Result<SeeOther, Failure> {
    let (mut change, file) = gate.open().await?;
    let Nothing {} = posted.read(&change)?;
    let (name, board, round, id) = (file.round.name.clone(), file.round.board, file.round.id, file.id);
    let desk = Desk::load(&mut change, file.round.clone()).await?;
    refuse_unless_open(&desk)?;
    if !store::remove_file(&mut change, &file).await? {
        return Err(Failure::NotFound);
    }
    let done = change.commit(Event::ResponseFileRemoved { board, round, file: id, supplement: false }).await?;
    Ok(SeeOther::to(done, name.below_desk("bilagor")).saying(Confirmed::FileRemoved))
}

fn of_desk<'a>(desk: &'a Desk, visit: &Passage) -> Attached<'a> {
    Attached {
        whole: Whole::Response,
        round: &desk.round,
        files: &desk.files,
        items: desk.items.iter().map(|item| (item.item.code.clone(), item.item.heading.clone())).collect(),
        open: visit.may(Verb::DraftResponse, Scope::Board(desk.round.board)) && matches!(desk.stage, Stage::Open) && !desk.waits_for_first,
        locked: !matches!(desk.stage, Stage::Open),
    }
}
