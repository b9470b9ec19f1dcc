//! Documents that people attach: what is taken, and how a file is known for what it is. Three must agree: what the name
//! ends with, what the browser declares, and what the bytes are. Nothing is judged by a search for words in the bytes.
//!
//! All readers are bounded: they read where they need to, keep little, and end early on what is too much.

mod looks_of_parts;
mod markup;
mod name;
mod office;
mod packed;
mod parts;
mod pdf;
mod pdf_layers;
mod pdf_names;
mod picture;
mod plain;
mod quota;
#[cfg(test)]
mod tests;
mod xml;

use std::io;

pub use name::clean_name;
pub use quota::{AUDIT_BYTES, AUDIT_FILES, AUDIT_ROOM, DAY_FILES, Full, RESPONSE_ROOM, Room, Used};
use rawzip::ReaderAt;

/// The largest file, in bytes.
pub const FILE_LIMIT: u64 = 20 * 1024 * 1024;

/// What is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Portable Document Format.
    Pdf,
    /// Word since 2007.
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// A text of LibreOffice and others.
    Odt,
    /// A spreadsheet of LibreOffice and others.
    Ods,
    /// A picture without loss.
    Png,
    /// A photograph.
    Jpeg,
    /// Plain text in UTF-8.
    Text,
}

impl Kind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 8] = [Self::Pdf, Self::Docx, Self::Xlsx, Self::Odt, Self::Ods, Self::Png, Self::Jpeg, Self::Text];

    /// What such a name ends with.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Text => "txt",
        }
    }

    /// What it is sent as.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    fn of_extension(extension: &str) -> Option<Self> {
        if extension == "jpeg" {
            return Some(Self::Jpeg);
        }
        Self::ALL.into_iter().find(|kind| kind.extension() == extension)
    }

    /// What browsers call it. One that does not know a type says so with `application/octet-stream` or nothing, and some
    /// go by what is installed: a Windows with an old Office calls a DOCX what its predecessor was called.
    fn is_declared_as(self, declared: &str) -> bool {
        let declared = declared.split(';').next().unwrap_or("").trim().to_lowercase();
        if matches!(declared.as_str(), "" | "application/octet-stream" | "application/binary" | "binary/octet-stream" | "application/x-unknown") {
            return true;
        }
        let zip = matches!(declared.as_str(), "application/zip" | "application/x-zip-compressed" | "application/x-zip");
        let own = self.media_type().split(';').next().unwrap_or("");
        declared == own
            || match self {
                Self::Pdf => matches!(declared.as_str(), "application/x-pdf" | "application/acrobat"),
                Self::Docx => zip || declared == "application/msword",
                Self::Xlsx => zip || declared == "application/vnd.ms-excel",
                Self::Odt | Self::Ods => zip,
                Self::Png => declared == "image/x-png",
                Self::Jpeg => matches!(declared.as_str(), "image/jpg" | "image/pjpeg"),
                Self::Text => declared == "application/txt",
            }
    }
}

/// What a file looks like from its first bytes, when it is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A program for Windows, Linux or Mac, or a script.
    Program,
    /// A page of the web, or a picture made of markup.
    Markup,
    /// Office before 2007, or an Office file with a password, which is wrapped in the same way.
    OldOffice,
    /// Something packed.
    Packed,
    /// Rich Text Format.
    RichText,
    /// One of the kinds that are taken.
    Known(Kind),
    /// Nobody knows.
    Unknown,
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No file was chosen.
    None,
    /// It is empty.
    Empty,
    /// It is larger than [`FILE_LIMIT`].
    TooLarge,
    /// The name does not say what it is.
    NoExtension,
    /// A type that is not taken: the end of its name.
    UnknownType(String),
    /// A type of an older Office, and the one that it has now.
    OldOffice(&'static str, &'static str),
    /// An archive.
    Archive,
    /// The name says one thing, the bytes another.
    WrongContent(Kind, Found),
    /// The name says one thing, the browser another.
    WrongDeclared(Kind),
    /// It carries macros.
    Macros,
    /// Something that can be run lies in it, such as an OLE object, or a document that would not be taken by itself.
    Embedded,
    /// A part that no document of its kind has: the end of its name.
    ForeignPart(String),
    /// A document that does something by itself: fetches from another program, or shows a page that lies in it.
    OfficeActs,
    /// It is encrypted or has a password.
    Locked,
    /// Unpacked it is far larger than it looks.
    Bomb,
    /// It is broken, or put together so that what one program shows is not what another one does.
    Damaged,
    /// A PDF that does something by itself: runs a script, starts a program, sends a form.
    PdfActive,
    /// A PDF with other files in it.
    PdfCarries,
    /// A picture of more than 50 megapixels.
    PictureTooLarge,
    /// A text that is not in UTF-8.
    NotUtf8,
}

/// Why a file could not be judged, or was judged and refused.
#[derive(Debug)]
pub enum Rejected {
    /// It is not taken.
    Fault(Fault),
    /// It could not be read where it was put.
    Io(io::Error),
}

impl From<Fault> for Rejected {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<io::Error> for Rejected {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A file that has come in whole and can be read at any place.
#[derive(Debug)]
pub struct Whole<'a, R> {
    /// Its bytes.
    pub bytes: &'a R,
    /// How many they are.
    pub len: u64,
}

// Not derived: that would ask the same of what is read.
impl<R> Clone for Whole<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Whole<'_, R> {}

impl<R: ReaderAt> Whole<'_, R> {
    /// Up to `most` bytes from a place on; fewer at the end.
    fn piece(&self, at: u64, most: usize) -> io::Result<Vec<u8>> {
        let left = usize::try_from(self.len.saturating_sub(at)).unwrap_or(usize::MAX);
        let mut piece = vec![0; most.min(left)];
        self.bytes.read_exact_at(&mut piece, at)?;
        Ok(piece)
    }

    /// The last bytes, up to `most`.
    fn tail(&self, most: usize) -> io::Result<Vec<u8>> {
        let from = self.len.saturating_sub(u64::try_from(most).unwrap_or(u64::MAX));
        self.piece(from, most)
    }
}

/// Says what a name promises, before any byte has come.
///
/// # Errors
/// When such files are not taken.
pub fn promised(name: &str, declared: &str) -> Result<Kind, Fault> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.trim().to_lowercase()).unwrap_or_default();
    let kind = Kind::of_extension(&extension).ok_or_else(|| match extension.as_str() {
        "" => Fault::NoExtension,
        "doc" | "dot" => Fault::OldOffice("doc", "docx"),
        "xls" | "xlt" => Fault::OldOffice("xls", "xlsx"),
        "docm" | "dotm" | "xlsm" | "xltm" | "xlsb" | "xlam" | "pptm" => Fault::Macros,
        "zip" | "7z" | "rar" | "gz" | "tgz" | "tar" | "bz2" | "xz" | "cab" | "iso" => Fault::Archive,
        other => Fault::UnknownType(other.chars().filter(|c| c.is_alphanumeric()).take(10).collect()),
    })?;
    if kind.is_declared_as(declared) { Ok(kind) } else { Err(Fault::WrongDeclared(kind)) }
}

/// Whether a file of such a name may hold text for whoever only reads it, though it is not taken as a document: a mail, a page
/// of the web, rich text, and text in an older alphabet.
#[must_use]
pub fn may_be_read(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.trim().to_lowercase()).unwrap_or_default();
    matches!(extension.as_str(), "eml" | "htm" | "html" | "rtf" | "txt")
}

/// Judges a file that is there whole: does its content keep what name and browser have promised?
///
/// # Errors
/// A [`Fault`] when it is not taken; an I/O error when it cannot be read.
pub fn judge<R: ReaderAt>(name: &str, declared: &str, file: Whole<'_, R>) -> Result<Kind, Rejected> {
    if file.len == 0 {
        return Err(if name.is_empty() { Fault::None } else { Fault::Empty }.into());
    }
    if file.len > FILE_LIMIT {
        return Err(Fault::TooLarge.into());
    }
    let kind = promised(name, declared)?;
    let looks = looks(&file.piece(0, 1024)?);
    if looks != Found::Known(kind) && !(kind == Kind::Text && looks == Found::Unknown) && !is_packed(kind, looks) {
        return Err(Fault::WrongContent(kind, looks).into());
    }
    match kind {
        Kind::Pdf => pdf::judge(file)?,
        Kind::Docx | Kind::Xlsx | Kind::Odt | Kind::Ods => office::judge(kind, file)?,
        Kind::Png => picture::judge_png(file)?,
        Kind::Jpeg => picture::judge_jpeg(file)?,
        Kind::Text => plain::judge(file)?,
    }
    Ok(kind)
}

fn is_packed(kind: Kind, looks: Found) -> bool {
    looks == Found::Packed && matches!(kind, Kind::Docx | Kind::Xlsx | Kind::Odt | Kind::Ods)
}

/// A guess from the first bytes: for the words of a refusal, and for a first no.
fn looks(head: &[u8]) -> Found {
    let begins = |magic: &[u8]| head.starts_with(magic);
    if pdf::begin(head).is_some() {
        return Found::Known(Kind::Pdf);
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") || begins(b"\x1f\x8b") || begins(b"7z\xbc\xaf") || begins(b"Rar!") {
        return Found::Packed;
    }
    if begins(OLE) {
        return Found::OldOffice;
    }
    if is_program(head) || begins(b"#!") {
        return Found::Program;
    }
    if begins(picture::PNG) {
        return Found::Known(Kind::Png);
    }
    if begins(picture::JPEG) {
        return Found::Known(Kind::Jpeg);
    }
    if begins(b"{\\rtf") {
        return Found::RichText;
    }
    let text = String::from_utf8_lossy(head).trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).to_lowercase();
    if ["<!doctype", "<html", "<script", "<svg", "<?xml", "<body", "<head", "<!--"].iter().any(|tag| text.starts_with(tag)) {
        return Found::Markup;
    }
    Found::Unknown
}

/// What Office before 2007 and OLE objects begin with.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Programs of Windows, Linux and Mac, and of the Java machine.
fn is_program(head: &[u8]) -> bool {
    // "MZ" alone may begin a sentence; with a zero soon after it does not.
    (head.starts_with(b"MZ") && head.iter().take(64).any(|byte| *byte == 0))
        || [b"\x7fELF".as_slice(), b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"]
            .iter()
            .any(|magic| head.starts_with(magic))
}

/// Whether the end of a packed archive ends these bytes exactly: then a file that is something else is an archive as well.
fn ends_packed(tail: &[u8]) -> bool {
    tail.windows(22).enumerate().any(|(at, record)| {
        let comment = record.get(20..22).map_or(0, |length| length.iter().rev().fold(0usize, |sum, byte| sum * 256 + usize::from(*byte)));
        record.starts_with(b"PK\x05\x06") && at + 22 + comment == tail.len()
    })
}

/// More than the end of a packed archive and its comment can take.
const PACKED_END: usize = 22 + 65_535;
