//! PDF: recognised where readers recognise it, and without anything that acts by itself. What acts has a name, and names
//! are looked for in every byte and in whatever is packed with the usual method, so that no table of contents can hide
//! them; nothing is drawn, run or followed.

use rawzip::ReaderAt;

use super::pdf_layers::{Layer, Looking, is_flate};
use super::pdf_names::{AHEAD, Name, Packing, judge_name};
use super::{Fault, PACKED_END, Rejected, Whole, ends_packed};

/// Readers look for the beginning in so many bytes (ISO 32000-1, note 13 of annex H).
const HEAD: usize = 1024;
const STEP: usize = 64 * 1024;
/// How much of one packed part is looked through, and of all. Parts that hold objects are far smaller.
const MOST_OF_ONE: u64 = 16 * 1024 * 1024;
const MOST_OF_ALL: u64 = 128 * 1024 * 1024;
/// More packed parts than twenty megabytes of honest pages have.
const MOST_PARTS: usize = 50_000;
/// More ways of packing than any stream has.
const MOST_PACKINGS: usize = 64;
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
    let mut looking = Looking::default();
    let found = outline(file, &mut looking)?;
    // A part of objects that cannot be looked through can hide anything.
    let (objects, others): (Vec<&Part>, Vec<&Part>) = found.parts.iter().partition(|part| part.holds_objects);
    let mut left = MOST_OF_ALL;
    for part in objects.into_iter().chain(others) {
        looking.left = MOST_OF_ONE.min(left);
        left -= looking.left;
        if !look_into(file, part, &mut looking)? && part.holds_objects {
            return Err(Fault::Damaged.into());
        }
        left += looking.left;
    }
    // Something is done when the document or a page is opened, and something leads to another file or a printer.
    if looking.begins && looking.leads {
        return Err(Fault::PdfActive.into());
    }
    match found.end {
        Some(end) if file.len.saturating_sub(end) <= AFTER_END && is_nothing(&file.piece(end, file.len.saturating_sub(end).try_into().unwrap_or(0))?) => Ok(()),
        _ => Err(Fault::Damaged.into()),
    }
}

/// A PDF that is a picture in another document.
pub(super) fn judge_drawn<R: ReaderAt>(file: Whole<'_, R>) -> Result<(), Rejected> {
    if begin(&file.piece(0, HEAD)?).is_none() {
        return Err(Fault::Embedded.into());
    }
    judge(file)
}

/// What may stand behind the last mark of an end: blanks, and the end of a printer's job.
fn is_nothing(after: &[u8]) -> bool {
    after.split(|byte| matches!(byte, b'\n' | b'\r')).all(|line| {
        let line = line.trim_ascii();
        let line = line.strip_prefix(b"\x1b%-12345X").unwrap_or(line);
        line.starts_with(b"@PJL") || line.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, 0 | 0x1a))
    })
}

/// Behind a mark of an end there may be more: objects that were added, and nothing that is not PDF.
fn goes_on(after: &[u8]) -> bool {
    let first = after.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0x1a));
    first.is_none_or(|first| first.is_ascii_digit() || matches!(first, b'%' | b'x' | b's' | b't' | b'e' | 0x1b | b'@'))
}

/// A part of its own: where its content begins, how it says that it is packed, and whether it was announced as one that
/// holds objects.
struct Part {
    at: u64,
    holds_objects: bool,
    packing: Vec<Packing>,
}

#[derive(Default)]
struct Outline {
    parts: Vec<Part>,
    /// Behind the last mark of an end.
    end: Option<u64>,
}

/// Goes through the bytes once: judges every name, and notes where packed parts begin.
fn outline<R: ReaderAt>(file: Whole<'_, R>, looking: &mut Looking) -> Result<Outline, Rejected> {
    let mut outline = Outline::default();
    let (mut at, mut announced) = (0, Announced::default());
    while at < file.len {
        // Each step sees the beginning of the next one, so that nothing is cut in two.
        let piece = file.piece(at, STEP + AHEAD)?;
        let own = piece.len().min(STEP);
        for place in (0..own).filter(|place| matches!(piece.get(*place), Some(b'/' | b's' | b'%'))) {
            let rest = piece.get(place..).unwrap_or_default();
            let rest = rest.get(..AHEAD).unwrap_or(rest);
            let here = at + u64::try_from(place).unwrap_or(u64::MAX);
            if rest.first() == Some(&b'/') {
                let name = judge_name(rest)?;
                looking.note(&name);
                announced.note(name)?;
            } else if let Some(after) = rest.strip_prefix(b"%%EOF") {
                if !goes_on(after) {
                    return Err(Fault::Damaged.into());
                }
                outline.end = Some(here + 5);
            } else if let Some(content) = stream(rest).filter(|_| !piece.get(..place).unwrap_or_default().ends_with(b"end")) {
                let announced = std::mem::take(&mut announced);
                let begins = here + u64::try_from(content).unwrap_or(u64::MAX);
                outline.parts.extend(announced.part(begins, rest.get(content..).unwrap_or_default())?);
                if outline.parts.len() > MOST_PARTS {
                    return Err(Fault::Damaged.into());
                }
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
    /// Some programs find objects in any stream that says how many they are, and where the first one is.
    number: bool,
    first: bool,
    /// Rows are stored as differences: names would be cut in pieces. Pictures and tables use it, objects never do.
    predicted: bool,
    packing: Vec<Packing>,
}

impl Announced {
    fn note(&mut self, name: Name) -> Result<(), Fault> {
        match name {
            Name::Objects => self.objects = true,
            Name::Number => self.number = true,
            Name::First => self.first = true,
            Name::Predictor => self.predicted = true,
            Name::Packed(packing) => self.packing.extend(packing),
            Name::Other | Name::Begins | Name::Leads => {}
        }
        if self.packing.len() > MOST_PACKINGS { Err(Fault::Damaged) } else { Ok(()) }
    }

    /// The stream that this was said of, if it is to be looked into.
    fn part(self, at: u64, content: &[u8]) -> Result<Option<Part>, Fault> {
        let as_usual = is_flate(content);
        // Nobody packs objects in another way than once as usual. Not at all is nearly as rare, and could be packed in a way unheard of.
        let strange =
            self.predicted || self.packing.len() > 1 || (as_usual == self.packing.is_empty()) || self.packing.iter().any(|one| *one != Packing::Flate);
        if self.objects && (strange || !as_usual) {
            return Err(Fault::Damaged);
        }
        let hides = |one: &Packing| matches!(one, Packing::Lzw | Packing::RunLength);
        if self.number && self.first && self.packing.iter().any(hides) {
            return Err(Fault::Damaged);
        }
        let looked_into = as_usual || self.packing.first().is_some_and(|one| one.is_readable());
        Ok(looked_into.then_some(Part { at, holds_objects: self.objects, packing: self.packing }))
    }
}

/// How far behind the word `stream` its content begins, if this is the word. Some programs are content with half a line
/// break, or with blanks before it.
fn stream(rest: &[u8]) -> Option<usize> {
    let after = rest.strip_prefix(b"stream")?;
    let blanks = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let line = after.get(blanks..)?;
    let end = if line.starts_with(b"\r\n") { 2 } else { usize::from(line.starts_with(b"\n") || line.starts_with(b"\r")) };
    (end > 0).then_some(6 + blanks + end)
}

/// Unpacks a part as far as there is room and judges its names. Says whether it was all, and what objects begin with.
fn look_into<R: ReaderAt>(file: Whole<'_, R>, part: &Part, looking: &mut Looking) -> Result<bool, Rejected> {
    let mut layer = Layer::of(part.packing.clone());
    let mut at = part.at;
    while at < file.len && looking.left > 0 {
        let piece = file.piece(at, STEP)?;
        at += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if !layer.take(&piece, looking)? {
            break;
        }
    }
    let ended = layer.end(looking)?;
    // Numbers and places come first; anything else is packed once more, or is read otherwise by others.
    let holds = |layer: &Layer| layer.first.is_none_or(|first| first.is_ascii_digit());
    Ok(ended && looking.left > 0 && layer.inner().is_some_and(holds))
}
