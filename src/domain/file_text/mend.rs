//! Letters that a program has turned into others on the way: recognised, and turned back.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// What is looked for: the letters and marks of Swedish letters.
const SIGNS: &str = "åäöÅÄÖéÉüÜèàáøØæÆ§°·–—‘’“”„•…»«½\u{a0}\u{ad}";
/// Without one of these turned into something else nothing is mended: they stand in every Swedish text.
const SURE: &str = "åäöÅÄÖ";
/// A text that has been turned into others more than this often is left alone.
const ROUNDS: usize = 3;

/// The text with its letters turned back, and whether there was anything to turn.
#[must_use]
pub fn mended(text: &str) -> (String, bool) {
    let (mut text, mut changed) = (text.to_owned(), false);
    for _ in 0..ROUNDS {
        let Some(better) = unfolded(&text).or_else(|| other_alphabet(&text)) else { break };
        (text, changed) = (better, true);
    }
    (text, changed)
}

/// Whether letters are lost: a sign that stands for nothing, or question marks inside words of a text that has no å, ä or ö.
pub(super) fn is_damaged(text: &str) -> bool {
    let swedish = text.chars().any(|c| SURE.contains(c));
    text.contains('\u{fffd}') || (!swedish && inside_words(text, |c| c == '?') >= 3)
}

/// How often one of these stands between two letters.
fn inside_words(text: &str, is_sign: impl Fn(char) -> bool) -> usize {
    let (mut count, mut before, mut sign) = (0, ' ', ' ');
    for after in text.chars() {
        count += usize::from(before.is_alphabetic() && is_sign(sign) && after.is_alphabetic());
        (before, sign) = (sign, after);
    }
    count
}

/// UTF-8 that was read as Windows, ISO 8859-1, Macintosh or DOS: each letter became two or three signs.
fn unfolded(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let better = runs_unfolded(text);
    if better != text {
        return Some(better);
    }
    [as_windows, as_macintosh, as_dos].iter().find_map(|alphabet| {
        let pairs: Vec<(char, String)> = SIGNS.chars().map(|sign| (sign, folded(sign, alphabet))).filter(|(_, wrong)| !wrong.is_empty()).collect();
        let sure = pairs.iter().any(|(sign, wrong)| SURE.contains(*sign) && text.contains(wrong.as_str()));
        sure.then(|| pairs.iter().fold(text.to_owned(), |text, (sign, wrong)| text.replace(wrong.as_str(), sign.encode_utf8(&mut [0; 4]))))
    })
}

/// The text with every run of signs that is UTF-8 when it is written in the alphabet of Windows read as that; as it was, unless
/// one of ours comes out, or what one of ours becomes.
fn runs_unfolded(text: &str) -> String {
    let (mut better, mut run, mut bytes) = (String::with_capacity(text.len()), String::new(), Vec::new());
    let mut sure = false;
    let mut close = |run: &mut String, bytes: &mut Vec<u8>, better: &mut String| {
        match std::str::from_utf8(bytes) {
            Ok(letters) => {
                sure |= letters.chars().any(|letter| SURE.contains(letter) || matches!(letter, 'Ã' | 'Â'));
                better.push_str(letters);
            }
            Err(_) => better.push_str(run),
        }
        run.clear();
        bytes.clear();
    };
    for sign in text.chars() {
        match windows_byte(sign) {
            Some(byte) => {
                run.push(sign);
                bytes.push(byte);
            }
            None => {
                close(&mut run, &mut bytes, &mut better);
                better.push(sign);
            }
        }
    }
    close(&mut run, &mut bytes, &mut better);
    if sure { better } else { text.to_owned() }
}

/// The byte of a sign outside of ASCII, in the alphabet of Windows or of ISO 8859-1.
fn windows_byte(sign: char) -> Option<u8> {
    let code = u32::from(sign);
    if code < 0x80 {
        return None;
    }
    u8::try_from(code).ok().or_else(|| (0x80..0xa0).find(|byte| as_windows(*byte) == Some(sign)))
}

/// The sign's bytes in UTF-8, read in another alphabet.
fn folded(sign: char, alphabet: &fn(u8) -> Option<char>) -> String {
    let mut buffer = [0; 4];
    let bytes = sign.encode_utf8(&mut buffer).bytes();
    bytes.map(alphabet).collect::<Option<String>>().unwrap_or_default()
}

fn one(encoding: &'static Encoding, byte: u8) -> Option<char> {
    encoding.decode_without_bom_handling(&[byte]).0.chars().next()
}

fn as_windows(byte: u8) -> Option<char> {
    one(WINDOWS_1252, byte)
}

fn as_macintosh(byte: u8) -> Option<char> {
    one(MACINTOSH, byte)
}

/// Only what the bytes of å, ä, ö and their capitals become in code page 850.
fn as_dos(byte: u8) -> Option<char> {
    const SIGNS: [(u8, char); 7] = [(0xc3, '├'), (0xa5, 'Ñ'), (0xa4, 'ñ'), (0xb6, 'Â'), (0x85, 'à'), (0x84, 'ä'), (0x96, 'û')];
    SIGNS.iter().find(|(code, _)| *code == byte).map(|(_, sign)| *sign)
}

/// Bytes of Macintosh or DOS that were read as Windows: each letter became one other, in a text that else has none of ours.
fn other_alphabet(text: &str) -> Option<String> {
    const MACINTOSH: [(char, char); 6] = [('Œ', 'å'), ('Š', 'ä'), ('š', 'ö'), ('€', 'Ä'), ('\u{81}', 'Å'), ('…', 'Ö')];
    const DOS: [(char, char); 5] = [('†', 'å'), ('„', 'ä'), ('”', 'ö'), ('Ž', 'Ä'), ('™', 'Ö')];
    if text.is_ascii() || text.chars().any(|c| SURE.contains(c)) {
        return None;
    }
    [&MACINTOSH[..], &DOS[..]].iter().find_map(|table| {
        let small = |c: char| table.iter().take(3).any(|(wrong, _)| *wrong == c);
        let turned = |c: char| table.iter().find(|(wrong, _)| *wrong == c).map_or(c, |(_, right)| *right);
        (inside_words(text, small) >= 3).then(|| text.chars().map(turned).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::{as_dos, as_macintosh, as_windows, folded, is_damaged, mended};

    fn as_iso(byte: u8) -> Option<char> {
        Some(char::from(byte))
    }

    const LETTER: &str = "Härmed översänds granskningen till nämnden – svar önskas senast den 31 mars. Årets Ärenden Östra é § • ”x”";

    #[test]
    fn letters_that_were_turned_into_two_are_turned_back() {
        for alphabet in [as_windows as fn(u8) -> Option<char>, as_iso, as_macintosh] {
            let spoiled: String = LETTER.chars().map(|c| if c.is_ascii() { c.to_string() } else { folded(c, &alphabet) }).collect();
            assert_ne!(spoiled, LETTER);
            assert_eq!(mended(&spoiled), (LETTER.to_owned(), true), "{spoiled}");
        }
        let spoil = |text: String| -> String {
            text.chars().map(|c| if c.is_ascii() { c.to_string() } else { folded(c, &(as_windows as fn(u8) -> Option<char>)) }).collect()
        };
        assert_eq!(mended(&spoil(spoil(LETTER.to_owned()))), (LETTER.to_owned(), true));
        let dos: String =
            "Härmed önskas åter".chars().map(|c| if c.is_ascii() { c.to_string() } else { folded(c, &(as_dos as fn(u8) -> Option<char>)) }).collect();
        assert_eq!(mended(&dos), ("Härmed önskas åter".to_owned(), true));
    }

    #[test]
    fn a_text_that_is_right_stays_as_it_is() {
        for text in [LETTER, "", "plain ascii", "Dvořák, Škoda och Œuvre à la carte", "50 € och 3 ™ – ”så”", "A\u{304} Â och Ã i ett namn"] {
            assert_eq!(mended(text), (text.to_owned(), false));
        }
    }

    #[test]
    fn bytes_of_another_machine_are_turned_back() {
        assert_eq!(mended("nŠmnden fŒr fšr kŠnnedom").0, "nämnden får för kännedom");
        assert_eq!(mended("n„mnden f†r f”r k„nnedom").0, "nämnden får för kännedom");
    }

    #[test]
    fn what_is_lost_is_said() {
        assert!(is_damaged("n\u{fffd}mnden"));
        assert!(is_damaged("n?mnden f?r f?r k?nnedom"));
        assert!(!is_damaged("Får nämnden svara? Ja. Vem?Alla?"));
    }
}
