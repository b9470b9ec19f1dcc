//! What a part of a document begins with must be what it is taken for.

use std::io::Read;

use super::parts::Role;
use super::{Fault, OLE, is_program, pdf};

/// So much of a part is looked at, in bytes.
pub(super) const HEAD: usize = 1024;

/// Judges the first bytes of a part, if honest documents have such a part at all; an empty one harms nobody.
pub(super) fn judge(role: Option<Role>, head: &[u8], name: &str) -> Result<(), Fault> {
    if head.starts_with(OLE) || is_program(head) {
        return Err(Fault::Embedded);
    }
    let fits = match role {
        None => false,
        Some(_) if head.is_empty() => true,
        Some(Role::Folder) => false,
        // What is written in it, and what lies in it, is judged by those who read it.
        Some(Role::Markup | Role::Document(_)) => true,
        Some(Role::Picture) => is_picture(head),
        Some(Role::Typeface) => [b"\0\x01\0\0".as_slice(), b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2"].iter().any(|magic| head.starts_with(magic)),
        Some(Role::Kept) => !can_be_opened(head),
    };
    if fits { Ok(()) } else { Err(Fault::ForeignPart(shown(name))) }
}

/// The end of a part's name, for a sentence.
pub(super) fn shown(name: &str) -> String {
    let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    last.chars().filter(|c| c.is_alphanumeric() || " ._-[]()".contains(*c)).take(60).collect()
}

/// Programs call pictures by each other's names; that it is one of them is what counts.
fn is_picture(head: &[u8]) -> bool {
    let begins = [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"II\xbc",
        b"\xd7\xcd\xc6\x9a",
        b"\x01\0\x09\0",
        b"\x02\0\x09\0",
        b"VCLMTF",
    ];
    let is_enhanced = |head: &[u8]| head.starts_with(b"\x01\0\0\0") && head.get(40..44) == Some(b" EMF".as_slice());
    begins.iter().any(|magic| head.starts_with(magic))
        || is_enhanced(head)
        || (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP".as_slice()))
        || is_drawing(head)
        || (head.starts_with(b"\x1f\x8b") && is_picture(&unpacked(head)))
}

/// The first bytes of what lies packed in a picture (EMZ, WMZ), which is not packed again.
fn unpacked(head: &[u8]) -> Vec<u8> {
    let mut first = vec![0; 64];
    let read = flate2::read::GzDecoder::new(head).read(&mut first).unwrap_or(0);
    first.truncate(read);
    if first.starts_with(b"\x1f\x8b") { Vec::new() } else { first }
}

/// A picture made of markup (SVG); what is written in it is read by `markup`.
pub(super) fn is_drawing(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match () {
            () if rest.starts_with("<?") => "?>",
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<!") => ">",
            () => return rest.starts_with("<svg") || rest.starts_with("<svg:svg"),
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
}

/// Archives, documents and pages.
fn can_be_opened(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    [b"PK".as_slice(), b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"MSCF", b"#!", b"{\\rtf", b"ITSF", b"L\0\0\0\x01\x14\x02\0"]
        .iter()
        .any(|magic| head.starts_with(magic))
        || pdf::begin(head).is_some()
        || text.starts_with('<')
        || text.starts_with("mime-version")
}
