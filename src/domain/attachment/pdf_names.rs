//! Names in a PDF: what acts by itself and what carries files has one (ISO 32000-1, 7.3.5 and 12.6).

use super::Fault;

/// A name is looked at so far.
const LONGEST_NAME: usize = 32;
/// Behind a name is looked so far, for what it is said of.
pub(super) const AHEAD: usize = 2048;
/// Ways of packing one inside of the other.
const MOST_PACKINGS: usize = 8;

/// A way of packing (ISO 32000-1, 7.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Flate,
    Hex,
    Ascii85,
    RunLength,
    Lzw,
    /// Pictures, which hold no objects.
    Other,
}

impl Packing {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"FlateDecode" | b"Fl" => Self::Flate,
            b"ASCIIHexDecode" | b"AHx" => Self::Hex,
            b"ASCII85Decode" | b"A85" => Self::Ascii85,
            b"RunLengthDecode" | b"RL" => Self::RunLength,
            b"LZWDecode" | b"LZW" => Self::Lzw,
            b"DCTDecode" | b"DCT" | b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" | b"JPXDecode" | b"Crypt" => Self::Other,
            _ => return None,
        })
    }

    /// Whether it is unpacked here.
    pub(super) fn is_readable(self) -> bool {
        matches!(self, Self::Flate | Self::Hex | Self::Ascii85 | Self::RunLength)
    }
}

/// What a name says that does no harm by itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Name {
    Other,
    /// The next stream holds objects.
    Objects,
    /// It says how many objects the next stream holds, or something else.
    Number,
    /// It says where the first of them is, or something else.
    First,
    Predictor,
    Packed(Vec<Packing>),
    /// Something is done when the document, a page or a field is opened, and it is not just a place to begin at.
    Begins,
    /// It leads to another file, or to a printer.
    Leads,
}

/// Judges a name from its slash on, with what stands behind it.
pub(super) fn judge_name(bytes: &[u8]) -> Result<Name, Fault> {
    let (name, after) = name(bytes);
    match name.as_slice() {
        b"JavaScript" | b"Launch" | b"SubmitForm" | b"ImportData" | b"RichMedia" | b"XFA" | b"Rendition" | b"Movie" | b"GoTo3DView" | b"3DJavaScript" => {
            Err(Fault::PdfActive)
        }
        b"EmbeddedFile" | b"EmbeddedFiles" | b"GoToE" | b"FileAttachment" => Err(Fault::PdfCarries),
        b"Encrypt" => Err(Fault::Locked),
        // Short names are many things; what stands behind them tells which.
        b"EF" | b"Collection" if is_dictionary(after) => Err(Fault::PdfCarries),
        b"Subtype" => of_annotation(after),
        b"S" => Ok(if matches!(next_name(after).as_slice(), b"GoToR" | b"Thread") { Name::Leads } else { Name::Other }),
        b"N" => Ok(if matches!(next_name(after).as_slice(), b"Print" | b"SaveAs") { Name::Leads } else { Name::Number }),
        b"OpenAction" => Ok(if is_place(after) { Name::Other } else { Name::Begins }),
        b"AA" if is_dictionary(after) => Ok(Name::Begins),
        b"ObjStm" => Ok(Name::Objects),
        b"First" => Ok(Name::First),
        b"Predictor" => Ok(Name::Predictor),
        b"Filter" => packings(after).map(Name::Packed),
        // The short form, which some programs read in every stream.
        b"F" => Ok(packings(after).map_or(Name::Other, Name::Packed)),
        _ => Ok(Name::Other),
    }
}

/// A name with signs that are written as numbers read, and what stands behind it.
fn name(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
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
    (name, rest)
}

/// Behind blanks and remarks.
fn skip(mut bytes: &[u8]) -> &[u8] {
    loop {
        let blanks = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0).count();
        bytes = bytes.get(blanks..).unwrap_or_default();
        if bytes.first() != Some(&b'%') {
            return bytes;
        }
        let line = bytes.iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
        bytes = bytes.get(line..).unwrap_or_default();
    }
}

/// The name that stands next, or nothing.
fn next_name(after: &[u8]) -> Vec<u8> {
    let after = skip(after);
    if after.first() == Some(&b'/') { name(after).0 } else { Vec::new() }
}

/// `<<…>>`, or a reference such as `12 0 R`.
fn is_dictionary(after: &[u8]) -> bool {
    let after = skip(after);
    after.starts_with(b"<<") || is_reference(after)
}

fn is_reference(after: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = digits(after);
    let rest = skip(after.get(number..).unwrap_or_default());
    let generation = digits(rest);
    number > 0 && generation > 0 && skip(rest.get(generation..).unwrap_or_default()).first() == Some(&b'R')
}

/// Where a document opens: a page (`[3 0 R /Fit]`, or one that has a name), or an action that goes to one.
fn is_place(after: &[u8]) -> bool {
    let after = skip(after);
    if !after.starts_with(b"<<") {
        return after.first().is_some_and(|first| matches!(first, b'[' | b'(' | b'/')) || after.starts_with(b"null");
    }
    let inside = after.get(..after.windows(2).position(|two| two == b">>").unwrap_or(after.len())).unwrap_or_default();
    let says = |place: usize| {
        let (key, behind) = name(inside.get(place..).unwrap_or_default());
        (key.as_slice() == b"S").then(|| next_name(behind))
    };
    let slashes = inside.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(place, _)| place);
    slashes.filter_map(says).all(|action| action.as_slice() == b"GoTo") && !inside.windows(5).any(|five| five == b"/Next")
}

/// What is laid on a page and can act or carry: files, spaces, sounds.
fn of_annotation(after: &[u8]) -> Result<Name, Fault> {
    match next_name(after).as_slice() {
        b"3D" | b"Sound" => Err(Fault::PdfActive),
        _ => Ok(Name::Other),
    }
}

/// `/FlateDecode` or `[/ASCII85Decode /FlateDecode]`. Ways that stand elsewhere (`9 0 R`) cannot be told.
fn packings(after: &[u8]) -> Result<Vec<Packing>, Fault> {
    let after = skip(after);
    if is_reference(after) {
        return Err(Fault::Damaged);
    }
    let Some(mut rest) = after.strip_prefix(b"[").map(skip) else { return Ok(Packing::of(&next_name(after)).into_iter().collect()) };
    let mut packings = Vec::new();
    while rest.first() == Some(&b'/') {
        let (name, behind) = name(rest);
        packings.extend(Packing::of(&name));
        rest = skip(behind);
        if packings.len() > MOST_PACKINGS {
            return Err(Fault::Damaged);
        }
    }
    // One of them stands elsewhere, or it does not end.
    if rest.first() == Some(&b']') || packings.is_empty() { Ok(packings) } else { Err(Fault::Damaged) }
}
