//! Word and OpenDocument are archives of parts; only the parts with the text are unpacked.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::budget::Budget;
use super::{NoText, opendocument, word};

/// More parts than this are in no document.
const PARTS: usize = 5_000;

/// An archive whose parts can be asked for.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    budget: Budget,
}

/// The text of a document in an archive.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoText> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NoText::Broken)?;
    if archive.len() > PARTS {
        return Err(NoText::TooMuch);
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    let (is_word, is_open) = (has("word/document.xml"), has("content.xml"));
    let mut parts = Parts { archive, budget: Budget::of_a_file() };
    if is_word {
        word::text(&mut parts)
    } else if is_open {
        opendocument::text(&mut parts)
    } else {
        Err(NoText::Unknown)
    }
}

impl Parts<'_> {
    /// The names of all parts that begin so.
    pub(super) fn names(&self, prefix: &str) -> Vec<String> {
        let mut names: Vec<String> =
            self.archive.file_names().filter_map(Result::ok).filter(|name| name.starts_with(prefix)).map(std::borrow::Cow::into_owned).collect();
        names.sort();
        names
    }

    /// A part as text; `None` when there is no such part.
    pub(super) fn get(&mut self, name: &str) -> Result<Option<String>, NoText> {
        if self.archive.index_for_name(name).is_none() {
            return Ok(None);
        }
        let part = self.archive.by_name(name).map_err(|_| NoText::Broken)?;
        if part.encrypted() {
            return Err(NoText::Locked);
        }
        let left = self.budget.bytes();
        let mut content = Vec::new();
        // What the archive says of its sizes is not believed.
        part.take(u64::try_from(left).unwrap_or(0) + 1).read_to_end(&mut content).map_err(|_| NoText::Broken)?;
        self.budget.unpacked(content.len())?;
        super::plain::text(&content).map(Some).map_err(|_| NoText::Broken)
    }

    /// What is left to spend.
    pub(super) fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }
}
