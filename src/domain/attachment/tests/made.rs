//! Files made for the tests: archives in which everything can be a lie, documents, pictures and pages.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};

/// A member of an archive, with what it says of itself.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) name: String,
    /// The name where it stands, when it is another one.
    pub(super) own_name: Option<String>,
    pub(super) content: Vec<u8>,
    pub(super) stored: bool,
    pub(super) flags: u16,
    /// What it says that it is long, unpacked.
    pub(super) claims: Option<u32>,
    /// As Unix writes it: file or symbolic link.
    pub(super) mode: u32,
}

pub(super) fn part(name: &str, content: impl Into<Vec<u8>>) -> Part {
    Part { name: name.to_owned(), own_name: None, content: content.into(), stored: false, flags: 0, claims: None, mode: 0 }
}

pub(super) fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn zlib(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn crc(content: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    crc.sum()
}

fn numbers(out: &mut Vec<u8>, short: &[u16]) {
    for n in short {
        out.extend_from_slice(&n.to_le_bytes());
    }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap()
}

fn short(bytes: &[u8]) -> u16 {
    u16::try_from(bytes.len()).unwrap()
}

/// Puts parts together, byte by byte as the format says (APPNOTE 4.3).
pub(super) fn archive(parts: &[Part]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = length(&out);
        let packed = if part.stored { part.content.clone() } else { deflated(&part.content) };
        let own_name = part.own_name.as_ref().unwrap_or(&part.name);
        let method = if part.stored { 0 } else { 8 };
        let mut facts = Vec::new();
        numbers(&mut facts, &[20, part.flags, method, 0, 0x21]);
        for n in [crc(&part.content), length(&packed), part.claims.unwrap_or(length(&part.content))] {
            facts.extend_from_slice(&n.to_le_bytes());
        }
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&facts);
        numbers(&mut out, &[short(own_name.as_bytes()), 0]);
        out.extend_from_slice(own_name.as_bytes());
        out.extend_from_slice(&packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\x03");
        directory.extend_from_slice(&facts);
        numbers(&mut directory, &[short(part.name.as_bytes()), 0, 0, 0, 0]);
        directory.extend_from_slice(&(part.mode << 16).to_le_bytes());
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(part.name.as_bytes());
    }
    let at = length(&out);
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06");
    let count = u16::try_from(parts.len()).unwrap();
    numbers(&mut out, &[0, 0, count, count]);
    out.extend_from_slice(&length(&directory).to_le_bytes());
    out.extend_from_slice(&at.to_le_bytes());
    numbers(&mut out, &[0]);
    out
}

pub(super) const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
pub(super) const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";

pub(super) fn types(main: &str, document: &str, more: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>{more}<Override PartName="/{document}" ContentType="{main}"/></Types>"#
    )
}

pub(super) fn relations(document: &str, more: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELATION}" Target="{document}"/>{more}</Relationships>"#
    )
}

/// The parts of a Word document.
pub(super) fn word() -> Vec<Part> {
    vec![
        part("[Content_Types].xml", types(WORD, "word/document.xml", "")),
        part("_rels/.rels", relations("word/document.xml", "")),
        part("word/document.xml", "<w:document><w:body><w:p>Granskning av städavtal</w:p></w:body></w:document>"),
    ]
}

pub(super) fn excel() -> Vec<Part> {
    vec![
        part("[Content_Types].xml", types(EXCEL, "xl/workbook.xml", "")),
        part("_rels/.rels", relations("xl/workbook.xml", "")),
        part("xl/workbook.xml", "<workbook/>"),
    ]
}

/// The parts of an OpenDocument.
pub(super) fn open_document(media_type: &str) -> Vec<Part> {
    vec![
        Part { stored: true, ..part("mimetype", media_type) },
        part("content.xml", "<office:document-content/>"),
        part("META-INF/manifest.xml", r#"<manifest:manifest><manifest:file-entry manifest:full-path="/" manifest:media-type="x"/></manifest:manifest>"#),
    ]
}

/// A page with these objects and streams.
pub(super) fn pdf(inside: &[u8]) -> Vec<u8> {
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>\nendobj\n".as_slice(),
        inside,
        b"\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    ]
    .concat()
}

pub(super) fn stream(says: &str, content: &[u8]) -> Vec<u8> {
    [format!("5 0 obj\n<<{says}/Length {}>>\nstream\r\n", content.len()).as_bytes(), content, b"\nendstream\nendobj\n"].concat()
}

/// A picture of one colour: header, nothing to draw, end.
pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = super::super::picture::PNG.to_vec();
    let mut size = Vec::new();
    size.extend_from_slice(&width.to_be_bytes());
    size.extend_from_slice(&height.to_be_bytes());
    size.extend_from_slice(&[8, 2, 0, 0, 0]);
    for (name, content) in [(b"IHDR", size), (b"IDAT", zlib(&[0])), (b"IEND", Vec::new())] {
        out.extend_from_slice(&length(&content).to_be_bytes());
        out.extend_from_slice(name);
        out.extend_from_slice(&content);
        out.extend_from_slice(&crc(&[name.as_slice(), &content].concat()).to_be_bytes());
    }
    out
}

pub(super) fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut out = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\x00\x11\x08".to_vec();
    out.extend_from_slice(&height.to_be_bytes());
    out.extend_from_slice(&width.to_be_bytes());
    out.extend_from_slice(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xda\x00\x0c\x03\x01\0\x02\x11\x03\x11\0\x3f\0\x55\xff\xd9");
    out
}
