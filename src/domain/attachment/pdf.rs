//! PDF: recognised where readers recognise it, and without anything that acts by itself. What acts has a name, and names
//! are looked for in every byte and in whatever is packed with the usual method, so that no table of contents can hide
//! them; nothing is drawn, run or followed.

use std::io::Read;

use flate2::read::ZlibDecoder;
use rawzip::{RangeReader, ReaderAt};

use super::{Fault, PACKED_END, Rejected, Whole, ends_packed};

/// Readers look for the beginning in so many bytes (ISO 32000-1, note 13 of annex H).
const HEAD: usize = 1024;
const STEP: usize = 64 * 1024;
/// How much of one packed part is looked through, and of all. Parts that hold objects are far smaller.
const MOST_OF_ONE: u64 = 16 * 1024 * 1024;
const MOST_OF_ALL: u64 = 128 * 1024 * 1024;
/// More packed parts than twenty megabytes of honest pages have.
const MOST_PARTS: usize = 50_000;
/// A name is looked at so far.
const LONGEST_NAME: usize = 32;
/// What may follow after the end.
const AFTER_END: u64 = 2048;

/// Where the document begins, if it is one: after nothing, a byte order mark and blanks, or a printer's job language.
pub(super) fn begin(head: &[u8]) -> Option<usize> {
    let head = head.get(..HEAD).unwrap_or(head);
    let at = head.windows(5).position(|five| five == b"%PDF-")?;
    let before = head.get(..at)?;
    let before = before.strip_prefix(b"\xef\xbb\xbf").unwrap_or(before);
    let is_blank = before.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0);
    // UEL, then lines that all begin with @PJL.
    let job = before.strip_prefix(b"\x1b%-12345X").unwrap_or(before);
    let is_job = job.split(|byte| *byte == b'\n').all(|line| line.starts_with(b"@PJL") || line.iter().all(u8::is_ascii_whitespace));
    (is_blank || is_job).then_some(at)
}

pub(super) fn judge<R: ReaderAt>(file: Whole<'_, R>) -> Result<(), Rejected> {
    if ends_packed(&file.tail(PACKED_END)?) {
        return Err(Fault::Damaged.into());
    }
    let found = outline(file)?;
    // A part of objects that cannot be looked through can hide anything.
    let (objects, others): (Vec<&Part>, Vec<&Part>) = found.parts.iter().partition(|part| part.holds_objects);
    let mut left = MOST_OF_ALL;
    for part in objects {
        let (read, all) = look_into(file, part.at, MOST_OF_ONE.min(left))?;
        left = left.saturating_sub(read);
        if !all {
            return Err(Fault::Damaged.into());
        }
    }
    for part in others {
        left = left.saturating_sub(look_into(file, part.at, MOST_OF_ONE.min(left))?.0);
    }
    match found.end {
        Some(end) if file.len.saturating_sub(end) <= AFTER_END => Ok(()),
        _ => Err(Fault::Damaged.into()),
    }
}

/// A packed part: where it begins, and whether it was announced as one that holds objects.
struct Part {
    at: u64,
    holds_objects: bool,
}

struct Outline {
    parts: Vec<Part>,
    /// Behind the last mark of an end.
    end: Option<u64>,
}

/// Goes through the bytes once: judges every name, and notes where packed parts begin.
fn outline<R: ReaderAt>(file: Whole<'_, R>) -> Result<Outline, Rejected> {
    let mut outline = Outline { parts: Vec::new(), end: None };
    let (mut at, mut announced) = (0, Announced::default());
    while at < file.len {
        // Each step sees the beginning of the next one, so that nothing is cut in two.
        let piece = file.piece(at, STEP + LONGEST_NAME * 3)?;
        let own = piece.len().min(STEP);
        for place in (0..own).filter(|place| matches!(piece.get(*place), Some(b'/' | b's' | b'%'))) {
            let rest = piece.get(place..).unwrap_or_default();
            let here = at + u64::try_from(place).unwrap_or(u64::MAX);
            if rest.first() == Some(&b'/') {
                announced.note(&judge_name(rest)?);
            } else if rest.starts_with(b"%%EOF") {
                outline.end = Some(here + 5);
            } else if let Some(content) = stream(rest).filter(|_| !piece.get(..place).unwrap_or_default().ends_with(b"end")) {
                if is_packed_as_usual(rest.get(content..).unwrap_or_default()) {
                    outline.parts.push(Part { at: here + u64::try_from(content).unwrap_or(u64::MAX), holds_objects: announced.objects });
                } else if announced.objects {
                    return Err(Fault::Damaged.into());
                }
                if outline.parts.len() > MOST_PARTS || (announced.objects && announced.predicted) {
                    return Err(Fault::Damaged.into());
                }
                announced = Announced::default();
            }
        }
        at += u64::try_from(own).unwrap_or(u64::MAX);
    }
    Ok(outline)
}

/// What has been said of the next stream.
#[derive(Default)]
struct Announced {
    objects: bool,
    /// Rows are stored as differences: names would be cut in pieces. Pictures and tables use it, objects never do.
    predicted: bool,
}

impl Announced {
    fn note(&mut self, name: &Name) {
        match name {
            Name::Objects => self.objects = true,
            Name::Predictor => self.predicted = true,
            Name::Other => {}
        }
    }
}

/// How far behind the word `stream` its content begins, if this is the word.
fn stream(rest: &[u8]) -> Option<usize> {
    let after = rest.strip_prefix(b"stream")?;
    if after.starts_with(b"\r\n") { Some(8) } else { after.starts_with(b"\n").then_some(7) }
}

/// RFC 1950: deflate, and a first pair of bytes that can be divided by 31.
fn is_packed_as_usual(content: &[u8]) -> bool {
    let pair = content.first().zip(content.get(1)).map(|(method, check)| (u16::from(*method), u16::from(*check)));
    pair.is_some_and(|(method, check)| method & 0x0f == 8 && method >> 4 <= 7 && (method * 256 + check) % 31 == 0)
}

/// Unpacks a part as far as is asked and judges its names. Says how much it was, and whether it was all.
fn look_into<R: ReaderAt>(file: Whole<'_, R>, at: u64, most: u64) -> Result<(u64, bool), Rejected> {
    let mut unpacked = ZlibDecoder::new(RangeReader::new(file.bytes, at..file.len));
    let (mut kept, mut buffer, mut read) = (Vec::new(), vec![0; STEP], 0);
    while read < most {
        // What is broken ends here, as it does for readers; a part of objects is then not all.
        let Ok(n) = unpacked.read(&mut buffer) else {
            judge_names(&kept)?;
            return Ok((read, false));
        };
        kept.extend_from_slice(buffer.get(..n).unwrap_or_default());
        read += u64::try_from(n).unwrap_or(u64::MAX);
        judge_names(&kept)?;
        if n == 0 {
            return Ok((read, true));
        }
        let from = kept.len().saturating_sub(LONGEST_NAME * 3);
        kept.drain(..from);
    }
    Ok((read, false))
}

fn judge_names(bytes: &[u8]) -> Result<(), Fault> {
    for (place, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/') {
        judge_name(bytes.get(place..).unwrap_or_default())?;
    }
    Ok(())
}

/// What a name says that does no harm.
enum Name {
    Other,
    /// The next stream holds objects.
    Objects,
    Predictor,
}

/// A name from its slash on, with signs that are written as numbers read.
fn judge_name(bytes: &[u8]) -> Result<Name, Fault> {
    let mut name = Vec::with_capacity(LONGEST_NAME);
    let mut rest = bytes.get(1..).unwrap_or_default();
    while let [first, after @ ..] = rest {
        let hex = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (first, after) {
            (b'#', [high, low, after @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                name.push(hex(high).unwrap_or(0) * 16 + hex(low).unwrap_or(0));
                rest = after;
            }
            (0 | b' ' | b'\t' | b'\r' | b'\n' | 0x0c | b'/' | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'%', _) => break,
            (other, after) => {
                name.push(*other);
                rest = after;
            }
        }
        if name.len() >= LONGEST_NAME {
            break;
        }
    }
    match name.as_slice() {
        b"JavaScript" | b"Launch" | b"SubmitForm" | b"ImportData" | b"RichMedia" | b"XFA" | b"Rendition" | b"Movie" => Err(Fault::PdfActive),
        b"EmbeddedFile" | b"EmbeddedFiles" | b"GoToE" => Err(Fault::PdfCarries),
        b"Encrypt" => Err(Fault::Locked),
        b"ObjStm" => Ok(Name::Objects),
        b"Predictor" => Ok(Name::Predictor),
        _ => Ok(Name::Other),
    }
}
