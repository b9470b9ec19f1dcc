//! Attachments of a supplement that is being written: added, opened and taken away again by the board.

use super::{kept, standing};
use crate::domain::event::Event;
use crate::domain::policy::{Scope, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::features::responses::Confirmed;
use crate::features::responses::actions::{AttachToSupplement, RemoveSupplementFile};
use crate::features::responses::attachments::{Attached, Form, Nothing, Whole};
use crate::features::responses::store::{self, AboutItem, DeskFile, FilePath, Round, SupplementDesk};
use crate::platform::failure::Failure;
use crate::platform::files::Upload;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    /// The attachments of a supplement that is being written.
    ShowSupplementFiles, ReadDesk, RoundPath => Round, store::round
);
crate::action!(
    impl AttachToSupplement, DraftResponse, RoundPath => Round, store::round, holding store::hold
);
crate::action!(
    impl RemoveSupplementFile, DraftResponse, FilePath => DeskFile, store::desk_file, holding store::hold_of_file
);

pub(in crate::features::responses) async fn show(gate: Gate<ShowSupplementFiles>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_none() {
        return kept::page(&mut look, &round).await;
    }
    let desk = store::supplement_desk(look.conn(), &round).await?;
    let items = store::asked_items(look.conn(), &round).await?;
    Html::page(&attached(&round, &desk, &items, &look).draw(&mut look, &Form::default(), &Faults::none()).await?)
}

fn attached<'a>(round: &'a Round, desk: &'a SupplementDesk, items: &[AboutItem], visit: &Passage) -> Attached<'a> {
    Attached {
        whole: Whole::Supplement,
        round,
        files: &desk.files,
        items: items.iter().map(|item| (item.code.clone(), item.heading.clone())).collect(),
        open: visit.may(Verb::DraftResponse, Scope::Board(round.board)),
        locked: false,
    }
}

pub(in crate::features::responses) async fn attach(gate: Gate<AttachToSupplement>, upload: Upload) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let (uploaded, form) = upload.read_with::<_, Form>(&change)?;
    let form = form.with(&uploaded);
    standing(&mut change, &round).await?;
    let desk = store::supplement_desk(change.conn(), &round).await?;
    let items = store::asked_items(change.conn(), &round).await?;
    let item = match form.item.as_str() {
        "" => None,
        code => Some(items.iter().find(|item| item.code == code).ok_or(Refusal::BadForm)?.id),
    };
    let today = store::attached_today(&mut change).await?;
    let mut faults = Faults::none();
    let Some((mut file, ground)) = form.judge(uploaded, (&desk.files, today), Whole::Supplement, &change, &mut faults) else {
        let page = attached(&round, &desk, &items, &change).draw(&mut change, &form, &faults).await?;
        return Html::redraw(&page);
    };
    let file = store::attach_to_supplement(&mut change, &round, &mut file, item, &ground).await?;
    let done = change.commit(Event::ResponseFileAttached { board: round.board, round: round.id, file, supplement: true }).await?;
    Ok(SeeOther::to(done, round.name.below_desk("komplettering/bilagor")).saying(Confirmed::FileAttached))
}

pub(in crate::features::responses) async fn remove(gate: Gate<RemoveSupplementFile>, posted: Posted<Nothing>) -> Result<SeeOther, Failure> {
    let (mut change, file) = gate.open().await?;
    let Nothing {} = posted.read(&change)?;
    let (board, round, id) = (file.round.board, file.round.id, file.id);
    if !store::remove_from_supplement(&mut change, &file).await? {
        return Err(Failure::NotFound);
    }
    // Taken back meanwhile: what is left of it is shown as long as something is.
    let back = match file.round.submission {
        Some(_) => file.round.name.below_desk("komplettering/bilagor"),
        None if store::supplement_begun(change.conn(), round).await? => file.round.name.supplement_url(),
        None => file.round.name.desk_url(),
    };
    let done = change.commit(Event::ResponseFileRemoved { board, round, file: id, supplement: true }).await?;
    Ok(SeeOther::to(done, back).saying(Confirmed::FileRemoved))
}
