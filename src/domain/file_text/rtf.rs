//! Rich Text Format, as WordPad and case systems write it.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1252};

use super::{NoText, columns};

/// Deeper groups than this are in no document.
const DEEPEST: usize = 200;
/// Groups whose words are not part of the text.
const SILENT: [&str; 19] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "filetbl",
    "fldinst",
    "bkmkstart",
    "bkmkend",
];

/// What holds inside of a group.
#[derive(Clone, Copy)]
struct Group {
    silent: bool,
    /// How many signs stand in for a sign of Unicode, for readers that know none.
    stand_ins: usize,
}

struct Reader {
    text: String,
    cells: Vec<String>,
    /// Where in the text the open row of a table begins.
    row: Option<usize>,
    group: Group,
    outer: Vec<Group>,
    skip: usize,
    alphabet: &'static Encoding,
    /// The first half of a sign that UTF-16 parts.
    half: Option<u16>,
}

/// The text of a document.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoText> {
    let group = Group { silent: false, stand_ins: 1 };
    let mut reader = Reader { text: String::new(), cells: Vec::new(), row: None, group, outer: Vec::new(), skip: 0, alphabet: WINDOWS_1252, half: None };
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'{' => {
                if reader.outer.len() >= DEEPEST {
                    return Err(NoText::TooMuch);
                }
                reader.outer.push(reader.group);
            }
            b'}' => reader.group = reader.outer.pop().unwrap_or(group),
            b'\\' => rest = reader.control(after),
            b'\r' | b'\n' => {}
            byte => reader.byte(*byte),
        }
    }
    reader.end_row();
    Ok(reader.text)
}

impl Reader {
    fn byte(&mut self, byte: u8) {
        let sign = self.alphabet.decode_without_bom_handling(&[byte]).0.chars().next();
        self.shown(sign.unwrap_or('\u{fffd}'));
    }

    /// A sign that is seen, unless it only stands in for the one before it.
    fn shown(&mut self, sign: char) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.put(sign);
        }
    }

    fn put(&mut self, sign: char) {
        if !self.group.silent {
            self.text.push(sign);
        }
    }

    /// Takes what stands after a backslash, and says where the text goes on.
    fn control<'a>(&mut self, after: &'a [u8]) -> &'a [u8] {
        let Some((first, rest)) = after.split_first() else { return after };
        if !first.is_ascii_alphabetic() {
            return self.symbol(*first, rest);
        }
        let letters = after.iter().take_while(|b| b.is_ascii_alphabetic()).count().min(32);
        let word = after.get(..letters).map(String::from_utf8_lossy).unwrap_or_default().into_owned();
        let rest = after.get(letters..).unwrap_or_default();
        let minus = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(minus).take_while(|b| b.is_ascii_digit()).count().min(10);
        let number = rest.get(..minus + digits).and_then(|n| std::str::from_utf8(n).ok()).and_then(|n| n.parse::<i64>().ok());
        let rest = rest.get(if digits > 0 { minus + digits } else { 0 }..).unwrap_or_default();
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return rest.get(length..).unwrap_or_default();
        }
        self.word(&word, number);
        rest
    }

    fn symbol<'a>(&mut self, symbol: u8, rest: &'a [u8]) -> &'a [u8] {
        match symbol {
            b'\'' => {
                let code = rest.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
                if let Some(byte) = code {
                    self.byte(byte);
                }
                return rest.get(2..).unwrap_or_default();
            }
            b'*' => self.group.silent = true,
            b'~' => self.shown(' '),
            b'_' => self.shown('-'),
            b'-' | b':' | b'|' => {}
            b'\r' | b'\n' => self.put('\n'),
            other => self.shown(char::from(other)),
        }
        rest
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "ansicpg" => self.alphabet = if number == Some(1250) { WINDOWS_1250 } else { WINDOWS_1252 },
            "mac" => self.alphabet = MACINTOSH,
            "uc" => self.group.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "u" => self.unicode(number.unwrap_or(0)),
            "par" | "line" | "sect" => self.put('\n'),
            "page" => self.put('\u{c}'),
            "tab" => self.put('\t'),
            "trowd" if self.cells.is_empty() => self.row = Some(self.text.len()),
            "cell" | "nestcell" if !self.group.silent => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "emdash" => self.put('—'),
            "endash" => self.put('–'),
            "bullet" => self.put('•'),
            "lquote" => self.put('‘'),
            "rquote" => self.put('’'),
            "ldblquote" => self.put('“'),
            "rdblquote" => self.put('”'),
            "emspace" | "enspace" | "qmspace" => self.put(' '),
            word if SILENT.contains(&word) => self.group.silent = true,
            _ => {}
        }
    }

    /// A sign by its number, which is written as a signed one; in halves where it is rare.
    fn unicode(&mut self, number: i64) {
        let unit = u16::try_from(if number < 0 { number + 0x1_0000 } else { number }).unwrap_or(0xfffd);
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
        } else {
            for sign in char::decode_utf16(units) {
                self.put(sign.unwrap_or('\u{fffd}'));
            }
        }
        self.skip = self.group.stand_ins;
    }

    /// What stands since the row began, or since the last line, is the cell.
    fn end_cell(&mut self) {
        let line = self.text.rfind('\n').map_or(0, |at| at + 1);
        let start = self.row.unwrap_or(line);
        self.row = Some(start);
        let cell = self.text.split_off(start.min(self.text.len()));
        self.cells.push(cell);
    }

    fn end_row(&mut self) {
        self.row = None;
        if !self.cells.is_empty() {
            let row = columns::laid(&[std::mem::take(&mut self.cells)]);
            self.text.push_str(&row);
            self.text.push('\n');
        }
    }
}
