//! The text layer of PDF: where each letter stands on its page, and from that the lines and columns that people see.

mod drawing;
mod font;
mod lines;
mod matrix;

use lopdf::{Dictionary, Document, Error, LoadOptions, Object, ObjectId};

use super::NoText;
use super::budget::Budget;
use drawing::Drawing;

/// Longer than any report.
const PAGES: usize = 400;

/// The text of a document, page by page.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoText> {
    let mut budget = Budget::of_a_file();
    let options = LoadOptions::with_max_decompressed_size(budget.bytes());
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| why(&error))?;
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(NoText::Locked);
    }
    let mut pages = Vec::new();
    for page in document.page_iter().take(PAGES) {
        pages.push(page_text(&document, page, &mut budget)?);
    }
    if pages.is_empty() {
        return Err(NoText::Broken);
    }
    let text = pages.join("\u{c}\n");
    let (readable, unreadable) = (text.chars().filter(|c| c.is_alphanumeric()).count(), text.matches('\u{fffd}').count());
    // Fonts that do not say which letters they draw give only signs for nothing.
    if readable == 0 || unreadable > readable { Err(NoText::Picture) } else { Ok(text) }
}

fn why(error: &Error) -> NoText {
    match error {
        Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => NoText::TooMuch,
        Error::InvalidPassword | Error::Decryption(_) => NoText::Locked,
        _ => NoText::Broken,
    }
}

fn page_text(document: &Document, page: ObjectId, budget: &mut Budget) -> Result<String, NoText> {
    let content = document.get_page_content_with_limit(page, budget.bytes()).map_err(|error| why(&error))?;
    budget.unpacked(content.len())?;
    let dictionary = document.get_dictionary(page).map_err(|_| NoText::Broken)?;
    let turned = inherited(document, dictionary, b"Rotate").and_then(|angle| angle.as_i64().ok()).unwrap_or(0);
    let resources = inherited(document, dictionary, b"Resources").and_then(|found| found.as_dict().ok());
    let mut drawing = Drawing::new(document, turned);
    drawing.draw(&content, resources, budget)?;
    Ok(lines::laid_out(drawing.letters()))
}

/// What a page says, or what holds it says for all of its pages.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    /// Trees of pages are not this deep.
    const DEEPEST: usize = 40;
    let mut node = page;
    for _ in 0..DEEPEST {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}
