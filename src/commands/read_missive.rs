//! `yttrande read-missive`: covering letters in, their facts as JSON out.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Serialize;
use yttrande::domain::file_text;
use yttrande::domain::missive::{self, Letter};

use super::print;

/// Larger than any letter.
const LIMIT: u64 = 20 * 1024 * 1024;

/// A letter with its file, as one line of many.
#[derive(Serialize)]
struct Line<'l> {
    file: &'l str,
    #[serde(flatten)]
    outcome: LetterOrError,
}

#[derive(Serialize)]
#[serde(untagged)]
enum LetterOrError {
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
            Ok(letter) => LetterOrError::Read(Box::new(letter)),
            Err(error) => LetterOrError::Failed { error: format!("{error:#}") },
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

fn text(name: &str, bytes: &[u8]) -> anyhow::Result<String> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT) {
        bail!("{name} is too large for a letter (more than 20 MB). Is it the right file?");
    }
    Ok(file_text::read(bytes).with_context(|| format!("cannot read {name}"))?.text)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_letter_is_read_from_its_file() {
        let printed = include_bytes!("../domain/file_text/samples/ekhamra.pdf");
        assert!(text("missiv.pdf", printed).unwrap().contains("Ekhamra kommun"));
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_way_out() {
        for (bytes, way) in [(&b"%PDF-1.7"[..], "save it anew"), (b"\xd0\xcf\x11\xe0", "save it as docx"), (b"a\0b", "it must be text")] {
            let why = format!("{:#}", text("brev", bytes).unwrap_err());
            assert!(why.contains("brev") && why.contains(way), "{why}");
        }
    }
}
