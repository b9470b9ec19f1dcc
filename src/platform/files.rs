//! Uploaded files: one at a time, known by what they are and not by what they call themselves.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use super::failure::Failure;
use super::gate::{Action, Change};
use crate::domain::refusal::Refusal;

/// The largest file, in bytes.
pub const FILE_LIMIT: usize = 20 * 1024 * 1024;
/// What the whole request may hold: the file and its few fields.
pub(super) const UPLOAD_LIMIT: usize = FILE_LIMIT + 64 * 1024;

/// A file that was sent, with its cleaned name and its true type.
#[derive(Clone, Debug)]
pub struct File {
    /// For showing and for saving; no path, no control characters.
    pub name: String,
    /// From its content.
    pub media_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
    /// SHA-256 of its bytes.
    pub sha256: Vec<u8>,
}

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// No file was chosen.
    None,
    /// It is empty.
    Empty,
    /// It is larger than [`FILE_LIMIT`].
    TooLarge,
    /// It is no PDF, Word, OpenDocument or text.
    WrongType,
}

/// What came with an upload.
#[derive(Debug)]
pub struct Uploaded {
    /// The file, or why it was not taken.
    pub file: Result<File, FileFault>,
    /// Marked as secret.
    pub secret: bool,
}

/// A request with a file that has arrived but has not been judged.
pub struct Upload {
    pub(super) file: Option<(String, Vec<u8>)>,
    pub(super) secret: bool,
}

impl Upload {
    pub(super) async fn receive(mut multipart: Multipart) -> Result<Self, Failure> {
        let mut upload = Self { file: None, secret: false };
        while let Some(field) = multipart.next_field().await.map_err(|e| refused(&e))? {
            match field.name() {
                Some("file") if upload.file.is_none() => {
                    let name = field.file_name().unwrap_or("").to_owned();
                    let content = field.bytes().await.map_err(|e| refused(&e))?.to_vec();
                    upload.file = Some((name, content));
                }
                // Whatever else stands there must not make a secret file an open one.
                Some("secret") => match field.text().await.map_err(|e| refused(&e))?.as_str() {
                    "ja" => upload.secret = true,
                    _ => return Err(Failure::Refused(Refusal::BadForm)),
                },
                Some(_) | None => return Err(Failure::Refused(Refusal::BadForm)),
            }
        }
        Ok(upload)
    }

    /// Judges it, once the gate is open.
    #[must_use]
    pub fn read<A: Action>(self, _open: &Change<A>) -> Uploaded {
        Uploaded { secret: self.secret, file: self.file.ok_or(FileFault::None).and_then(|(name, content)| judge(&name, content)) }
    }
}

fn refused(error: &MultipartError) -> Failure {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::Refused(Refusal::BadForm) }
}

fn judge(name: &str, content: Vec<u8>) -> Result<File, FileFault> {
    if name.is_empty() && content.is_empty() {
        return Err(FileFault::None);
    }
    if content.is_empty() {
        return Err(FileFault::Empty);
    }
    if content.len() > FILE_LIMIT {
        return Err(FileFault::TooLarge);
    }
    let name = clean_name(name);
    let media_type = media_type(&name, &content).ok_or(FileFault::WrongType)?;
    let sha256 = Sha256::digest(&content).to_vec();
    Ok(File { name, media_type, content, sha256 })
}

/// The type, when name and content agree. Documents with macros, programs, pages and pictures are none of ours.
fn media_type(name: &str, content: &[u8]) -> Option<&'static str> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase())?;
    let is_zip = content.starts_with(b"PK\x03\x04");
    let holds = |part: &[u8]| content.windows(part.len()).any(|window| window == part);
    match extension.as_str() {
        "pdf" => (content.starts_with(b"%PDF-") && holds(b"%%EOF")).then_some("application/pdf"),
        "docx" => (is_zip && holds(b"word/document.xml") && !holds(b"vbaProject"))
            .then_some("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "odt" => (is_zip && holds(b"application/vnd.oasis.opendocument.text")).then_some("application/vnd.oasis.opendocument.text"),
        "txt" => (std::str::from_utf8(content).is_ok() && !content.contains(&0)).then_some("text/plain; charset=utf-8"),
        _ => None,
    }
}

/// The last part of the name, without anything that a path, a header or an eye could stumble on.
fn clean_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or("");
    let hidden = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let kept: String = last.nfc().filter(|c| !hidden(*c) && !"\"<>:|?*;".contains(*c)).collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    let (stem, extension) = match kept.rsplit_once('.') {
        Some((stem, extension)) => (stem.to_owned(), format!(".{extension}")),
        None => (kept, String::new()),
    };
    let stem: String = stem.chars().take(150).collect();
    if stem.is_empty() { format!("fil{extension}") } else { format!("{stem}{extension}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_is_and_not_what_it_calls_itself() {
        let judged = |name: &str, content: &[u8]| judge(name, content.to_vec()).map(|file| file.media_type);
        assert_eq!(judged("rapport.pdf", b"%PDF-1.7 ... %%EOF"), Ok("application/pdf"));
        assert_eq!(judged("program.pdf", b"MZ\x90\0"), Err(FileFault::WrongType));
        assert_eq!(judged("sida.html", b"<script>"), Err(FileFault::WrongType));
        assert_eq!(judged("text.txt", b"a\0b"), Err(FileFault::WrongType));
        assert_eq!(judged("tom.pdf", b""), Err(FileFault::Empty));
        assert_eq!(judged("", b""), Err(FileFault::None));
        assert_eq!(judged("makron.docx", b"PK\x03\x04 word/document.xml vbaProject.bin"), Err(FileFault::WrongType));
    }

    #[test]
    fn a_name_carries_no_path_and_no_trick() {
        for (raw, clean) in [
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\mapp\\Rapport å.pdf", "Rapport å.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            (".pdf", "pdf"),
            ("", "fil"),
        ] {
            assert_eq!(clean_name(raw), clean, "{raw:?}");
        }
        assert!(clean_name(&format!("{}.pdf", "å".repeat(300))).chars().count() <= 160);
    }
}
