//! What stands beside a file in the form that brings it, and whether it is taken.

use serde::Deserialize;

use super::texts::Texts;
use crate::domain::attachment::{DAY_FILES, Full, RESPONSE_ROOM, Used};
use crate::domain::response::{AttachedFile, GroundFault, ground};
use crate::domain::text::hex;
use crate::platform::files::{self, File, Uploaded};
use crate::platform::gate::Passage;
use crate::platform::parts::Faults;
use crate::platform::words::Words;

/// What stands beside the file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::features::responses) struct Form {
    /// The code of the item that it belongs to; empty: all of it.
    pub(in crate::features::responses) item: String,
    pub(super) ground: String,
    /// Read apart from the other fields, by `platform/files`.
    #[serde(skip)]
    pub(super) secret: bool,
}

/// What a file is attached to, as the reader is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::features::responses) enum Whole {
    Response,
    Supplement,
}

impl Form {
    /// The form with whether the file is secret.
    pub(in crate::features::responses) fn with(self, uploaded: &Uploaded) -> Self {
        Self { secret: uploaded.secret, ..self }
    }

    /// The file and its provision, empty of an open one; or what is wrong, each at its field. `today`: how many files this person
    /// has attached today.
    pub(in crate::features::responses) fn judge(
        &self,
        uploaded: Uploaded,
        (there, today): (&[AttachedFile], i64),
        whole: Whole,
        visit: &Passage,
        faults: &mut Faults,
    ) -> Option<(File, String)> {
        let (words, t) = (visit.words(), Texts::from(visit.lang()));
        let provision = if self.secret { ground(&self.ground) } else { Ok(String::new()) };
        let ground = faults.take("ground", provision, |fault| match fault {
            GroundFault::Text(fault) => words.text_fault(fault, t.ground_needed()),
            GroundFault::NoChapter => t.ground_without_chapter().to_owned(),
        });
        if !self.secret && !self.ground.trim().is_empty() {
            faults.add("secret", t.secret_or_not());
        }
        let file = uploaded.file.map_err(|fault| files::said(&fault, words.lang())).and_then(|file| fits(file, there, today, whole, words));
        match (file, ground) {
            (Ok(file), Some(ground)) if faults.is_empty() => Some((file, ground)),
            (file, _) => {
                faults.add("file", file.err().unwrap_or_else(|| t.choose_again().to_owned()));
                None
            }
        }
    }
}

/// Whether there is room for it, and whether it is not there already: a form that was sent twice brings it once.
fn fits(file: File, there: &[AttachedFile], today: i64, whole: Whole, words: Words) -> Result<File, String> {
    let t = Texts::from(words.lang());
    let fingerprint = hex(&file.sha256);
    if let Some(same) = there.iter().find(|other| other.fingerprint == fingerprint) {
        return Err(t.there_already(&same.name));
    }
    let files = i64::try_from(there.len()).unwrap_or(i64::MAX);
    let used = Used { files, bytes: there.iter().map(|file| file.byte_count).sum(), today };
    match RESPONSE_ROOM.for_one_more(used, file.byte_count) {
        Ok(()) => Ok(file),
        Err(Full::Files) => Err(match whole {
            Whole::Response => t.files_full(RESPONSE_ROOM.files),
            Whole::Supplement => t.supplement_files_full(RESPONSE_ROOM.files),
        }),
        Err(Full::Bytes(left)) => Err(t.bytes_full(&words.file_size(RESPONSE_ROOM.bytes), &words.file_size(left))),
        Err(Full::Day) => Err(t.day_full(DAY_FILES)),
    }
}
