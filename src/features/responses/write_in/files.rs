//! The documents that came, before they are written in: brought, opened and taken away again by the auditors.

use serde::Deserialize;

use super::{nothing_typed, refuse_when_withdrawn};
use crate::domain::attachment::{Full, RESPONSE_ROOM, Used};
use crate::domain::event::Event;
use crate::domain::response::{AttachedFile, GroundFault, ground};
use crate::domain::round::RoundPath;
use crate::domain::text::hex;
use crate::features::responses::Confirmed;
use crate::features::responses::actions::{BringArrival, RemoveArrival};
use crate::features::responses::store::{self, FilePath, PublishedFile, PublishedRound, Round};
use crate::features::responses::write_in::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::files::{self, File, Upload, Uploaded};
use crate::platform::gate::{Cleared, Gate, WithoutEvent};
use crate::platform::page::{Html, Piece, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    impl BringArrival, RegisterArrival, RoundPath => PublishedRound, store::published_round, holding store::hold_any
);
// Working material until what it shows is written in.
impl WithoutEvent for BringArrival {}
crate::action!(
    impl RemoveArrival, RegisterArrival, FilePath => PublishedFile, store::published_file, holding store::hold_any_of_file
);
impl WithoutEvent for RemoveArrival {}
crate::action!(
    /// One of them, before it is written in.
    OpenArrival, RegisterArrival, FilePath => PublishedFile, store::published_file
);

/// What stands beside the file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Beside {
    pub(super) ground: String,
    /// Read apart from the other fields, by `platform/files`.
    #[serde(skip)]
    pub(super) secret: bool,
}

pub(in crate::features::responses) async fn bring(gate: Gate<BringArrival>, upload: Upload) -> Result<SeeOther, Failure> {
    let (mut change, PublishedRound(round)) = gate.open().await?;
    let (Uploaded { file, secret, .. }, beside) = upload.read_with(&change)?;
    let beside = Beside { secret, ..beside };
    refuse_when_withdrawn(&round)?;
    let there = store::arrival_files(change.conn(), round.id).await?;
    let (t, words) = (Texts::from(change.lang()), change.words());
    let mut faults = Faults::none();
    let provision = if secret { ground(&beside.ground) } else { Ok(String::new()) };
    let provision = faults.take("ground", provision, |fault| match fault {
        GroundFault::Text(fault) => words.text_fault(fault, t.ground_needed()),
        GroundFault::NoChapter => t.ground_without_chapter().to_owned(),
    });
    if !secret && !beside.ground.trim().is_empty() {
        faults.add("secret", t.secret_or_not());
    }
    let file = file.map_err(|fault| files::said(&fault, words.lang())).and_then(|file| fits(file, &there, t, words));
    match (file, provision) {
        (Ok(mut file), Some(provision)) if faults.is_empty() => {
            store::bring(&mut change, round.id, &mut file, &provision).await?;
            let done = change.keep().await?;
            Ok(SeeOther::to(done, whereto(&round)).saying(Confirmed::ArrivalBrought))
        }
        (file, _) => {
            faults.add("file", file.err().unwrap_or_else(|| t.choose_again().to_owned()));
            Html::redraw(&nothing_typed(&mut change, &round, &there, &beside, &faults).await?)
        }
    }
}

/// Where it is written in: what comes once the round is answered is a supplement.
fn whereto(round: &Round) -> String {
    if round.submission.is_some() { round.name.write_in_supplement_url() } else { round.name.write_in_url() }
}

/// Whether there is room for it, and whether it is not there already.
fn fits(file: File, there: &[AttachedFile], t: Texts, words: Words) -> Result<File, String> {
    let fingerprint = hex(&file.sha256);
    if let Some(same) = there.iter().find(|other| other.fingerprint == fingerprint) {
        return Err(t.there_already(&same.name));
    }
    let files = i64::try_from(there.len()).unwrap_or(i64::MAX);
    let used = Used { files, bytes: there.iter().map(|file| file.byte_count).sum(), today: 0 };
    match RESPONSE_ROOM.for_one_more(used, file.byte_count) {
        Ok(()) => Ok(file),
        Err(Full::Files | Full::Day) => Err(t.files_full(RESPONSE_ROOM.files)),
        Err(Full::Bytes(left)) => Err(t.bytes_full(&words.file_size(RESPONSE_ROOM.bytes), &words.file_size(left))),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::features::responses) struct Nothing {}

pub(in crate::features::responses) async fn remove(gate: Gate<RemoveArrival>, posted: Posted<Nothing>) -> Result<SeeOther, Failure> {
    let (mut change, file) = gate.open().await?;
    let Nothing {} = posted.read(&change)?;
    refuse_when_withdrawn(&file.round)?;
    let back = whereto(&file.round);
    if !store::remove_arrival(&mut change, &file).await? {
        return Err(Failure::NotFound);
    }
    let done = change.keep().await?;
    Ok(SeeOther::to(done, back).saying(Confirmed::FileRemoved))
}

/// Whoever opens a secret one stands in the log before the first byte goes.
pub(in crate::features::responses) async fn open(gate: Gate<OpenArrival>, n: i32) -> Result<Cleared<Piece>, Failure> {
    let (mut look, file) = gate.look().await?;
    let found = store::arrival_piece(look.conn(), &file, n).await?.ok_or(Failure::NotFound)?;
    let cleared = look.cleared(file.id.uuid(), found.piece).await?;
    if found.secret && n == 0 {
        let opened = Event::SecretFileOpened { audit: file.round.audit, round: file.round.id, file: file.id };
        let (change, _) = look.step_out().open().await?;
        change.commit(opened).await?;
    }
    Ok(cleared)
}
