//! Attachments of a response that is being written: added and removed at the board's desk, and nobody else's to know of until
//! they are handed in with it.

mod shown;
mod texts;

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{AttachToResponse, RemoveAttachment};
use super::desk::{Desk, Stage};
use super::handed_in;
use super::show_desk::Head;
use super::store::{self, DeskFile, FilePath, Round};
use super::summary::refuse_unless_open;
use super::texts::Texts as Slice;
use crate::domain::attachment::{DAY_FILES, Full, RESPONSE_ROOM, Used};
use crate::domain::event::Event;
use crate::domain::ids::ItemId;
use crate::domain::policy::{Scope, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::response::{AttachedFile, GroundFault, ground};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::files::{self, File, Upload, Uploaded};
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;
use crate::platform::words::Words;
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

/// What stands beside the file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Form {
    /// The code of the item that it belongs to; empty: the whole response.
    item: String,
    ground: String,
    /// Read apart from the other fields, by `platform/files`.
    #[serde(skip)]
    secret: bool,
}

#[derive(Template)]
#[template(path = "responses/attachments.html")]
struct Page {
    frame: Frame,
    s: Slice,
    t: Texts,
    head: Head,
    summary: Summary,
    visibility: String,
    files: Vec<ShownFile>,
    /// Nothing is added or removed while the text is locked, nor by whoever only reads.
    open: bool,
    locked: bool,
    error: Option<String>,
    secret_error: Option<String>,
    secret: bool,
    item: Choices,
    ground: Field,
    taken: &'static str,
    accept: String,
}

pub(super) async fn show(gate: Gate<ShowAttachments>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let form = Form { item: look.asked_for("punkt").unwrap_or_default(), ..Form::default() };
    let desk = Desk::load(&mut look, round).await?;
    Html::page(&page(&mut look, &desk, &form, &Faults::none()).await?)
}

pub(super) async fn attach(gate: Gate<AttachToResponse>, upload: Upload) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let (Uploaded { file, secret, .. }, form) = upload.read_with(&change)?;
    let form = Form { secret, ..form };
    let desk = Desk::load(&mut change, round).await?;
    refuse_unless_open(&desk)?;
    let item = about(&desk, &form)?;
    let used = Used { today: store::attached_today(&mut change).await?, ..used(&desk.files) };
    let (t, words) = (Texts::from(change.lang()), change.words());
    let mut faults = Faults::none();
    let ground = faults.take("ground", provision(&form), |fault| match fault {
        GroundFault::Text(fault) => words.text_fault(fault, t.ground_needed()),
        GroundFault::NoChapter => t.ground_without_chapter().to_owned(),
    });
    if !secret && !form.ground.trim().is_empty() {
        faults.add("secret", t.secret_or_not());
    }
    let file = file.map_err(|fault| files::said(&fault, words.lang())).and_then(|file| fits(file, &desk, used, t, words));
    match (file, ground) {
        (Ok(mut file), Some(ground)) if faults.is_empty() => {
            let file = store::attach(&mut change, &desk.round, &mut file, item, &ground).await?;
            let done = change.commit(Event::ResponseFileAttached { board: desk.round.board, round: desk.round.id, file }).await?;
            Ok(SeeOther::to(done, desk.round.name.below_desk("bilagor")).saying(Confirmed::FileAttached))
        }
        (file, _) => {
            faults.add("file", file.err().unwrap_or_else(|| t.choose_again().to_owned()));
            Html::redraw(&page(&mut change, &desk, &form, &faults).await?)
        }
    }
}

/// The item that the form names.
fn about(desk: &Desk, form: &Form) -> Result<Option<ItemId>, Failure> {
    match form.item.as_str() {
        "" => Ok(None),
        code => desk.item(code).map(|item| Some(item.item.id)).ok_or_else(|| Refusal::BadForm.into()),
    }
}

/// The provision of a secret file; nothing for an open one.
fn provision(form: &Form) -> Result<String, GroundFault> {
    if form.secret { ground(&form.ground) } else { Ok(String::new()) }
}

fn used(attached: &[AttachedFile]) -> Used {
    let files = i64::try_from(attached.len()).unwrap_or(i64::MAX);
    Used { files, bytes: attached.iter().map(|file| file.byte_count).sum(), today: 0 }
}

/// Whether there is room for it, and whether it is not there already: a form that was sent twice brings it once.
fn fits(file: File, desk: &Desk, used: Used, t: Texts, words: Words) -> Result<File, String> {
    let fingerprint: String = file.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    if let Some(same) = desk.files.iter().find(|other| other.fingerprint == fingerprint) {
        return Err(t.there_already(&same.name));
    }
    match RESPONSE_ROOM.for_one_more(used, file.byte_count) {
        Ok(()) => Ok(file),
        Err(Full::Files) => Err(t.files_full(RESPONSE_ROOM.files)),
        Err(Full::Bytes(left)) => Err(t.bytes_full(&words.file_size(RESPONSE_ROOM.bytes), &words.file_size(left))),
        Err(Full::Day) => Err(t.day_full(DAY_FILES)),
    }
}

/// The files on the desk, each opened there.
pub(super) fn on_desk(desk: &Desk, words: Words) -> Vec<ShownFile> {
    listed(&desk.files, words, |id| desk.round.name.below_desk(&format!("bilagor/{id}")))
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
    let done = change.commit(Event::ResponseFileRemoved { board, round, file: id }).await?;
    Ok(SeeOther::to(done, name.below_desk("bilagor")).saying(Confirmed::FileRemoved))
}

async fn page(visit: &mut Passage, desk: &Desk, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, s, words) = (Texts::from(frame.lang), Slice::from(frame.lang), visit.words());
    let may = visit.may(Verb::DraftResponse, Scope::Board(desk.round.board));
    let mut items = vec![Choice::new("", t.about_all(), form.item.is_empty())];
    items.extend(desk.items.iter().map(|item| {
        let item = &item.item;
        Choice::new(&item.code, format!("{} {}", item.code, Apart(&item.heading)), item.code == form.item)
    }));
    Ok(Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        visibility: s.draft_of(&desk.round.name.board_name),
        files: on_desk(desk, words),
        open: may && matches!(desk.stage, Stage::Open) && !desk.waits_for_first,
        locked: !matches!(desk.stage, Stage::Open),
        error: faults.at("file"),
        secret_error: faults.at("secret"),
        secret: form.secret,
        item: Choices::list(frame.lang, "item", t.about(), items, faults),
        ground: Field::line(frame.lang, "ground", t.ground(), &form.ground, faults).hint(t.ground_hint()),
        taken: files::taken(frame.lang),
        accept: files::accept(),
        s,
        t,
        frame,
    })
}
