//! Our own Word document: every paragraph is of a style that says what it is. Programs keep styles through every editing, and
//! so the document is read by them and not by its words.

use super::{Block, Line, Mark};
use crate::domain::file_text::{self, NoText};
use crate::domain::word_file::{self, Look, Paragraph, Style};

const TITLE: &str = "YttrandeTitel";
const REMARK: &str = "YttrandeAnmarkning";
const HEADING: &str = "YttrandePunkt";
const LABEL: &str = "YttrandeEtikett";
const ANSWER: &str = "YttrandeSvar";
const AUDITORS: &str = "YttrandeRevision";

const STYLES: [Style; 6] = [
    Style { name: TITLE, look: Look::Title, next: REMARK },
    Style { name: REMARK, look: Look::Remark, next: REMARK },
    Style { name: HEADING, look: Look::Heading, next: ANSWER },
    Style { name: LABEL, look: Look::Label, next: ANSWER },
    Style { name: ANSWER, look: Look::Text, next: ANSWER },
    Style { name: AUDITORS, look: Look::Quoted, next: ANSWER },
];

/// Blocks as a Word document.
///
/// # Errors
/// Only what writing into memory can bring.
pub fn as_docx(title: &str, blocks: &[Block]) -> Result<Vec<u8>, rawzip::Error> {
    let mut paragraphs = Vec::new();
    let mut put = |style, text: &str| paragraphs.extend(text.split('\n').map(|line| Paragraph { style, text: line.to_owned() }));
    for block in blocks {
        match block {
            Block::Title(text) => put(TITLE, text),
            Block::Remark(text) => put(REMARK, text),
            Block::Heading(text) => put(HEADING, text),
            Block::Auditors(text) => put(AUDITORS, text),
            Block::Text(text) => put(ANSWER, text),
            Block::Field(label, text) => {
                put(LABEL, &format!("{label}:"));
                put(ANSWER, text);
            }
        }
    }
    word_file::write(title, &STYLES, &paragraphs)
}

/// The lines of a file: with marks where it is a document of ours, and without them of every other one.
///
/// # Errors
/// [`NoText`], when it has no text that can be read.
pub fn read_docx(bytes: &[u8]) -> Result<Vec<Line>, NoText> {
    let paragraphs = file_text::paragraphs(bytes)?.unwrap_or_default();
    if !paragraphs.iter().any(|(style, _)| mark(style) == Mark::Heading) {
        return file_text::read(bytes).map(|file| super::lines(&file.text));
    }
    let marked = |(style, text): &(String, String)| {
        let mark = mark(style);
        let lines = text.split(['\n', '\u{c}']).map(move |line| Line { mark, text: line.to_owned() });
        lines.collect::<Vec<_>>()
    };
    Ok(paragraphs.iter().flat_map(marked).collect())
}

/// Some programs make names of styles anew, with other capitals.
fn mark(style: &str) -> Mark {
    let is = |own: &str| style.eq_ignore_ascii_case(own);
    match () {
        () if is(HEADING) => Mark::Heading,
        () if is(LABEL) => Mark::Label,
        () if is(ANSWER) => Mark::Answer,
        () if is(AUDITORS) => Mark::Auditors,
        () if is(TITLE) || is(REMARK) => Mark::Remark,
        () => Mark::None,
    }
}
