//! `yttrande read-missive`: covering letters in, their facts as JSON out.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Serialize;
use yttrande::domain::missive::{self, Letter};

use super::print;

/// Longer than any letter.
const LIMIT: u64 = 4 * 1024 * 1024;

/// A letter with its file, as one line of many.
#[derive(Serialize)]
struct Line<'l> {
    file: &'l str,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Read(Box<Letter>),
    Failed { error: String },
}

/// Reads each file. Among many on lines, one that cannot be read says so on its own line and does not stop the others;
/// the command fails at its end.
pub(super) fn run(files: &[PathBuf], lines: bool) -> anyhow::Result<()> {
    let mut failed = 0_usize;
    for file in files {
        let letter = letter(file);
        if !lines {
            print(&format!("{}\n", serde_json::to_string_pretty(&letter?)?))?;
            continue;
        }
        failed += usize::from(letter.is_err());
        let outcome = match letter {
            Ok(letter) => Outcome::Read(Box::new(letter)),
            Err(error) => Outcome::Failed { error: format!("{error:#}") },
        };
        print(&format!("{}\n", serde_json::to_string(&Line { file: &file.display().to_string(), outcome })?))?;
    }
    if failed > 0 {
        bail!("{failed} of {} files could not be read; their lines say why", files.len());
    }
    Ok(())
}

fn letter(file: &Path) -> anyhow::Result<Letter> {
    let (name, bytes) = if file == Path::new("-") {
        ("standard input".to_owned(), read(std::io::stdin().lock()).context("cannot read standard input")?)
    } else {
        let name = file.display().to_string();
        let opened = std::fs::File::open(file).with_context(|| format!("cannot open {name}. Check the name, or use - to read standard input"))?;
        let bytes = read(opened).with_context(|| format!("cannot read {name}"))?;
        (name, bytes)
    };
    let text = text(&name, &bytes)?;
    Ok(missive::read(&text, &[]))
}

fn read(source: impl std::io::Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of the file: UTF-8, UTF-16 as Windows marks it, or else Windows-1252.
fn text(name: &str, bytes: &[u8]) -> anyhow::Result<String> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT) {
        bail!("{name} is too long for a letter (more than 4 MB). Is it the right file?");
    }
    if bytes.starts_with(b"%PDF-") {
        bail!("{name} is a PDF. Open it, copy its text into a plain text file, and read that.");
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        bail!("{name} is a word processor's file. Save it as plain text, and read that.");
    }
    if let Some(text) = utf16(bytes) {
        return Ok(text);
    }
    if bytes.contains(&0) {
        bail!("{name} is not a text. Save the letter as plain text, and read that.");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    })
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let (rest, unit): (&[u8], fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes),
        _ => return None,
    };
    let units: Vec<u16> = rest.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(unit)).collect();
    Some(String::from_utf16_lossy(&units))
}

/// Windows-1252 differs from Unicode's first 256 signs only here; five places of it are empty.
fn windows_1252(byte: u8) -> char {
    const SIGNS: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—',
        '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|at| SIGNS.get(usize::from(at))).copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn old_and_new_texts_are_read() {
        assert_eq!(text("a", "Nämnden – svar".as_bytes()).unwrap(), "Nämnden – svar");
        assert_eq!(text("a", b"\xef\xbb\xbfN\xc3\xa4mnd").unwrap(), "Nämnd");
        assert_eq!(text("a", b"N\xe4mnden \x96 svar").unwrap(), "Nämnden – svar");
        assert_eq!(text("a", b"\xff\xfeN\0\xe4\0").unwrap(), "Nä");
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_way_out() {
        for bytes in [&b"%PDF-1.7"[..], b"PK\x03\x04", b"a\0b"] {
            assert!(text("brev", bytes).unwrap_err().to_string().contains("plain text"));
        }
    }
}
