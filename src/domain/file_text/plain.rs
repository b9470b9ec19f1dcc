//! Plain text in whatever signs: UTF-8, UTF-16, Windows, old DOS and old Macintosh.

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::NoText;

/// The text of the bytes.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoText> {
    if let Some(text) = utf16(bytes) {
        return Ok(lines(&text));
    }
    if bytes.contains(&0) {
        return Err(NoText::Unknown);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => one_byte(bytes),
    };
    // Control signs, tab, line feed and page feed aside, stand in programs and pictures.
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{1a}')).count();
    if controls * 50 > text.chars().count() {
        return Err(NoText::Unknown);
    }
    Ok(lines(&text))
}

/// One kind of line break.
pub(super) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{b}'], "\n")
}

/// UTF-16 as Windows marks it, or unmarked with every second byte empty, as Latin letters have it.
fn utf16(bytes: &[u8]) -> Option<String> {
    let decoded = |encoding: &'static encoding_rs::Encoding, bytes| Some(encoding.decode_without_bom_handling(bytes).0.into_owned());
    match bytes {
        [0xff, 0xfe, rest @ ..] => return decoded(UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => return decoded(UTF_16BE, rest),
        _ => {}
    }
    let pairs = bytes.get(..bytes.len().min(400))?.as_chunks::<2>().0;
    let empty = |at: usize| pairs.iter().filter(|pair| pair.get(at) == Some(&0)).count();
    let (first, second) = (empty(0), empty(1));
    if pairs.len() >= 8 && second * 10 > pairs.len() * 9 && first == 0 {
        return decoded(UTF_16LE, bytes);
    }
    if pairs.len() >= 8 && first * 10 > pairs.len() * 9 && second == 0 {
        return decoded(UTF_16BE, bytes);
    }
    None
}

/// Swedish letters in the alphabet of DOS (code page 850, and 437 for these).
const DOS: [(u8, char); 13] = [
    (0x84, 'ä'),
    (0x86, 'å'),
    (0x94, 'ö'),
    (0x8e, 'Ä'),
    (0x8f, 'Å'),
    (0x99, 'Ö'),
    (0x82, 'é'),
    (0x90, 'É'),
    (0x81, 'ü'),
    (0x9a, 'Ü'),
    (0xf5, '§'),
    (0xae, '«'),
    (0xaf, '»'),
];
/// å, ä and ö in each alphabet that a byte can be a letter of.
const WINDOWS_LETTERS: [u8; 6] = [0xe5, 0xe4, 0xf6, 0xc5, 0xc4, 0xd6];
const DOS_LETTERS: [u8; 6] = [0x84, 0x86, 0x94, 0x8e, 0x8f, 0x99];
const MACINTOSH_LETTERS: [u8; 6] = [0x8a, 0x8c, 0x9a, 0x80, 0x81, 0x85];

/// A text of one byte a sign: in the alphabet in which most Swedish letters stand beside letters.
fn one_byte(bytes: &[u8]) -> String {
    let beside_letters = |letters: [u8; 6]| bytes.array_windows().filter(|[before, sign]| before.is_ascii_alphabetic() && letters.contains(sign)).count();
    let (windows, dos, macintosh) = (beside_letters(WINDOWS_LETTERS), beside_letters(DOS_LETTERS), beside_letters(MACINTOSH_LETTERS));
    if macintosh > windows && macintosh > dos {
        return MACINTOSH.decode_without_bom_handling(bytes).0.into_owned();
    }
    let windows_sign = |byte: u8| WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{fffd}');
    if dos > windows {
        let dos_sign = |byte: u8| DOS.iter().find(|(code, _)| *code == byte).map_or_else(|| windows_sign(byte), |(_, letter)| *letter);
        return bytes.iter().map(|byte| dos_sign(*byte)).collect();
    }
    bytes.iter().map(|byte| windows_sign(*byte)).collect()
}
