//! The text of a file: what a letter or a report says, out of the forms that it comes in.
//!
//! Lines, columns and pages are kept as far as a reader needs them: a paragraph is a line, cells that stand beside each other
//! are parted by at least three spaces, and a form feed stands where a page begins. The files come from outside. Whatever
//! they hold, what is unpacked from them and what is done with it has a bound, and nothing in them is run or fetched.

mod budget;
mod columns;
mod html;
mod mail;
mod mend;
mod opendocument;
mod pdf;
mod plain;
mod rtf;
mod word;
mod xml;
mod zipped;

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use mend::{is_damaged, mended};

/// The longest text that is taken, in characters: a report of some hundred pages.
pub const TEXT_LIMIT: usize = 1_000_000;

/// The most bytes that such a text takes.
const TEXT_BYTES: usize = 4 * TEXT_LIMIT;

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// Its text.
    pub text: String,
    /// Letters that had been turned into others (`Ã¤` for ä) were turned back.
    pub mended: bool,
    /// Some letters are lost, and nobody can tell which they were.
    pub damaged: bool,
}

/// Why a file has no text for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoText {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It holds pictures of pages, or fonts without names of letters.
    #[error("the file holds no text, perhaps it is scanned: copy or type the text of the letter instead")]
    Picture,
    /// It asks for a password.
    #[error("the file is locked with a password: save it without one")]
    Locked,
    /// It is cut off, or not what it says it is.
    #[error("the file is damaged: open it, and save it anew")]
    Broken,
    /// It unpacks to more than any letter or report.
    #[error("there is more in the file than in any letter: copy the text of the letter instead")]
    TooMuch,
    /// The form that Word had before 2007.
    #[error("the file is in the old form of Word: save it as docx or PDF")]
    OldWord,
    /// A program, a picture, a table of figures …
    #[error("the file is of another kind: it must be text, PDF, Word (docx), OpenDocument (odt), RTF, an e-mail (eml) or a web page (html)")]
    Unknown,
}

/// The forms that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Pdf,
    Zip,
    Rtf,
    Mail,
    Html,
    Text,
}

/// Reads the text of a file, known by what it holds and not by its name.
///
/// # Errors
/// [`NoText`], when there is none to be had.
pub fn read(bytes: &[u8]) -> Result<FileText, NoText> {
    // The readers of others are well kept, but a file that makes one of them stumble must not take anything with it.
    let raw = catch_unwind(AssertUnwindSafe(|| raw_text(bytes))).unwrap_or(Err(NoText::Broken))?;
    let kept: String = raw.chars().filter(|c| matches!(c, '\n' | '\t' | '\u{c}') || !c.is_control()).collect();
    if kept.chars().count() > TEXT_LIMIT {
        return Err(NoText::TooMuch);
    }
    if !kept.chars().any(char::is_alphanumeric) {
        return Err(NoText::Picture);
    }
    let (text, was_mended) = mended(&kept);
    Ok(FileText { damaged: is_damaged(&text), text, mended: was_mended })
}

/// The paragraphs of a Word document, each with the name of its style. For documents of our own, which are known by their
/// styles: nothing is mended in them. `None` for every other form of file.
///
/// # Errors
/// [`NoText`], when it cannot be read.
pub fn paragraphs(bytes: &[u8]) -> Result<Option<Vec<(String, String)>>, NoText> {
    if form_of(bytes)? != Form::Zip {
        return Ok(None);
    }
    let read = catch_unwind(AssertUnwindSafe(|| zipped::paragraphs(bytes))).unwrap_or(Err(NoText::Broken))?;
    let Some(paragraphs) = read else { return Ok(None) };
    if paragraphs.iter().map(|(_, words)| words.chars().count()).sum::<usize>() > TEXT_LIMIT {
        return Err(NoText::TooMuch);
    }
    Ok(Some(paragraphs))
}

fn raw_text(bytes: &[u8]) -> Result<String, NoText> {
    match form_of(bytes)? {
        Form::Pdf => pdf::text(bytes),
        Form::Zip => zipped::text(bytes),
        Form::Rtf => rtf::text(bytes),
        Form::Mail => mail::text(bytes),
        // What is longer in bytes than the longest text can be is not copied, let alone read.
        Form::Html if bytes.len() > 2 * TEXT_BYTES => Err(NoText::TooMuch),
        Form::Text if bytes.len() > TEXT_BYTES => Err(NoText::TooMuch),
        Form::Html => Ok(html::text(&plain::text(bytes)?)),
        Form::Text => plain::text(bytes),
    }
}

/// So far into the file its form must show.
const HEAD: usize = 1024;

fn form_of(bytes: &[u8]) -> Result<Form, NoText> {
    if bytes.is_empty() {
        return Err(NoText::Empty);
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if head.windows(5).any(|part| part == b"%PDF-") {
        return Ok(Form::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Form::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(NoText::OldWord);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Form::Rtf);
    }
    if mail::begins(bytes) {
        return Ok(Form::Mail);
    }
    Ok(if html::begins(head) { Form::Html } else { Form::Text })
}
