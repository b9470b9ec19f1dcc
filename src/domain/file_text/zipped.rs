//! Word and OpenDocument are archives of parts; only the parts with the text are unpacked.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::budget::Budget;
use super::{NoText, opendocument, word};

/// More parts than this are in no document.
const PARTS: u64 = 5_000;

/// A part: where it stands, and whether it is packed.
struct Part {
    way: ZipArchiveEntryWayfinder,
    stored: bool,
    locked: bool,
}

/// An archive whose parts can be asked for.
pub(super) struct Parts<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    parts: BTreeMap<String, Part>,
    budget: Budget,
}

/// The text of a document in an archive.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoText> {
    let mut parts = Parts::open(bytes)?;
    if parts.has("word/document.xml") {
        word::text(&mut parts)
    } else if parts.has("content.xml") {
        opendocument::text(&mut parts)
    } else {
        Err(NoText::Unknown)
    }
}

/// The paragraphs of a Word document with the names of their styles; `None` for everything else.
pub(super) fn paragraphs(bytes: &[u8]) -> Result<Option<Vec<(String, String)>>, NoText> {
    let mut parts = Parts::open(bytes)?;
    if parts.has("word/document.xml") { word::paragraphs(&mut parts).map(Some) } else { Ok(None) }
}

fn broken(_: rawzip::Error) -> NoText {
    NoText::Broken
}

impl<'a> Parts<'a> {
    /// Reads the directory of an archive. Of two parts with the same name the first counts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, NoText> {
        let archive = ZipArchive::from_slice(bytes).map_err(broken)?;
        if archive.entries_hint() > PARTS {
            return Err(NoText::TooMuch);
        }
        let mut parts = BTreeMap::new();
        let mut entries = archive.entries();
        let mut left = PARTS;
        while let Some(entry) = entries.next_entry().map_err(broken)? {
            left = left.checked_sub(1).ok_or(NoText::TooMuch)?;
            let method = entry.compression_method();
            if let Ok(name) = std::str::from_utf8(entry.file_path().as_ref())
                && (method == CompressionMethod::STORE || method == CompressionMethod::DEFLATE)
            {
                let part = Part { way: entry.wayfinder(), stored: method == CompressionMethod::STORE, locked: entry.flags().is_encrypted() };
                parts.entry(name.to_owned()).or_insert(part);
            }
        }
        Ok(Self { archive, parts, budget: Budget::of_a_document() })
    }

    fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// The names of all parts that begin so.
    pub(super) fn names(&self, prefix: &str) -> Vec<String> {
        self.parts.keys().filter(|name| name.starts_with(prefix)).cloned().collect()
    }

    /// A part as text; `None` when there is no such part.
    pub(super) fn get(&mut self, name: &str) -> Result<Option<String>, NoText> {
        match self.bytes(name)? {
            None => Ok(None),
            Some(content) => super::plain::text(&content).map(Some).map_err(|_| NoText::Broken),
        }
    }

    /// A part as it is.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, NoText> {
        let Some(part) = self.parts.get(name) else { return Ok(None) };
        if part.locked {
            return Err(NoText::Locked);
        }
        let entry = self.archive.get_entry(part.way).map_err(broken)?;
        let unpacked: Box<dyn Read + '_> = if part.stored { Box::new(entry.data()) } else { Box::new(DeflateDecoder::new(entry.data())) };
        // What the archive says of its sizes is not believed.
        let left = u64::try_from(self.budget.bytes()).unwrap_or(0);
        let mut content = Vec::new();
        unpacked.take(left + 1).read_to_end(&mut content).map_err(|_| NoText::Broken)?;
        self.budget.unpacked(content.len())?;
        Ok(Some(content))
    }

    /// What is left to spend.
    pub(super) fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }
}
