//! Fonts, as far as reading goes: which letter a code draws, and how wide it is.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::super::NoText;
use super::super::budget::Budget;

/// A font of a page.
pub(super) struct Font<'a> {
    /// What the font itself says each code means for somebody who copies it.
    copied: Option<Encoding<'a>>,
    /// What its alphabet says.
    drawn: Option<Encoding<'a>>,
    /// Codes of two bytes.
    pub(super) wide: bool,
    widths: HashMap<u32, f32>,
    usual: f32,
}

/// Maps and alphabets of fonts are not larger than this.
const MAP: usize = 4 * 1024 * 1024;
/// Fonts have not more letters than this.
const LETTERS: u32 = 0x1_0000;

/// The dictionary of a font without its alphabet, when it says what to copy: what is copied is surer than what is drawn.
pub(super) fn for_copying(document: &Document, font: &Dictionary) -> Option<Dictionary> {
    font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok()?;
    let mut copying = Dictionary::new();
    copying.set("Type", "Font");
    copying.set("ToUnicode", font.get(b"ToUnicode").ok()?.clone());
    Some(copying)
}

impl<'a> Font<'a> {
    /// Reads a font.
    pub(super) fn read(document: &'a Document, font: &'a Dictionary, copying: Option<&'a Dictionary>, budget: &mut Budget) -> Result<Self, NoText> {
        let limit = MAP.min(budget.bytes());
        let encoding = |dictionary: &'a Dictionary| dictionary.get_font_encoding_with_limit(document, limit).ok();
        let copied = copying.and_then(encoding);
        if copied.is_some() {
            // What it took is not told: what it may have taken is counted in part.
            budget.unpacked(64 * 1024)?;
        }
        let name = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_name).unwrap_or_default();
        let wide = name(b"Subtype") == b"Type0";
        let base = String::from_utf8_lossy(name(b"BaseFont")).into_owned();
        let (widths, usual) = if wide { wide_widths(document, font) } else { simple_widths(document, font, &base) };
        Ok(Self { copied, drawn: encoding(font), wide, widths, usual })
    }

    /// The letters of a code.
    pub(super) fn letters(&self, code: &[u8]) -> String {
        let with = |encoding: &Option<Encoding>| encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(code).ok());
        let copied = with(&self.copied).filter(|text| !text.is_empty() && !text.contains('\u{fffd}'));
        let text = copied.or_else(|| with(&self.drawn)).unwrap_or_else(|| "\u{fffd}".to_owned());
        text.chars().filter(|c| !c.is_control()).flat_map(unbound).collect()
    }

    /// The width of a code, in thousandths of the size.
    pub(super) fn width(&self, code: u32) -> f32 {
        self.widths.get(&code).copied().unwrap_or(self.usual)
    }
}

/// Letters that are bound together are parted again.
fn unbound(letter: char) -> impl Iterator<Item = char> {
    let parts = match letter {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => "",
    };
    parts.chars().chain(parts.is_empty().then_some(letter))
}

fn number(document: &Document, object: &Object) -> Option<f32> {
    document.dereference(object).ok()?.1.as_float().ok().filter(|n| n.is_finite())
}

fn code(object: &Object) -> Option<u32> {
    object.as_i64().ok().and_then(|n| u32::try_from(n).ok()).filter(|n| *n < LETTERS)
}

fn simple_widths(document: &Document, font: &Dictionary, base: &str) -> (HashMap<u32, f32>, f32) {
    let first = font.get_deref(b"FirstChar", document).ok().and_then(code).unwrap_or(0);
    // Fonts of type 3 measure in units of their own, near enough to thousandths for telling words apart.
    let scale = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok().and_then(|m| m.first()).and_then(|a| number(document, a));
    let scale = scale.map_or(1.0, |a| a.abs() * 1000.0);
    match font.get_deref(b"Widths", document).and_then(Object::as_array) {
        Ok(list) => {
            let widths = list.iter().take(256).zip(first..).filter_map(|(width, code)| Some((code, number(document, width)? * scale)));
            (widths.collect(), 500.0)
        }
        Err(_) => standard_widths(base),
    }
}

/// `[c [w1 w2 …] c1 c2 w …]`, ISO 32000-1, 9.7.4.3.
fn wide_widths(document: &Document, font: &Dictionary) -> (HashMap<u32, f32>, f32) {
    let descendant = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok().and_then(|list| list.first());
    let descendant = descendant.and_then(|first| document.dereference(first).ok()).and_then(|(_, object)| object.as_dict().ok());
    let usual = descendant.and_then(|font| font.get(b"DW").ok()).and_then(|width| number(document, width)).unwrap_or(1000.0);
    let mut widths = HashMap::new();
    let list = descendant.and_then(|font| font.get_deref(b"W", document).and_then(Object::as_array).ok());
    let mut rest: &[Object] = list.map_or(&[], Vec::as_slice);
    while let [first, second, after @ ..] = rest {
        let Some(from) = code(first) else { break };
        match document.dereference(second).map(|(_, object)| object) {
            Ok(Object::Array(each)) => {
                widths.extend(each.iter().zip(from..LETTERS).filter_map(|(width, code)| Some((code, number(document, width)?))));
                rest = after;
            }
            Ok(last) => {
                let (Some(last), [width, after @ ..]) = (code(last), after) else { break };
                if let Some(width) = number(document, width) {
                    widths.extend((from..=last).map(|code| (code, width)));
                }
                rest = after;
            }
            Err(_) => break,
        }
    }
    (widths, usual)
}

/// Widths of the letters from space to tilde in the fonts that every reader of PDF has, and that need not say them.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584,
    556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278,
    469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260,
    334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564,
    444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333,
    469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200,
    480, 541,
];

fn standard_widths(base: &str) -> (HashMap<u32, f32>, f32) {
    let table = if base.contains("Times") { &TIMES } else { &HELVETICA };
    if base.contains("Courier") {
        return (HashMap::new(), 600.0);
    }
    // Bold letters are a little wider.
    let wider = if base.contains("Bold") { 1.05 } else { 1.0 };
    (table.iter().zip(32..).map(|(width, code)| (code, f32::from(*width) * wider)).collect(), 550.0)
}
