//! The document of what came in, set for Word: for whoever files it, or quotes from it. The words are those of the document; what
//! counts stays the text whose fingerprint stands on the receipt.

use super::whole_text::Block;

/// The lines of the document as blocks: its title, the remark that says what this is, and headings where the text underlines them.
#[must_use]
pub fn record_blocks(document: &str, remark: &str) -> Vec<Block> {
    let lines: Vec<&str> = document.trim_end().split('\n').collect();
    let (title, rest) = lines.split_first().map_or(("", &[][..]), |(title, rest)| (*title, rest));
    let mut blocks = vec![Block::Title(title.to_owned()), Block::Remark(remark.to_owned())];
    let mut lines = rest.iter().peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        if lines.next_if(|below| underlines(below, line)).is_some() {
            blocks.push(Block::Heading((*line).to_owned()));
        } else {
            blocks.push(Block::Text((*line).to_owned()));
        }
    }
    blocks
}

fn underlines(below: &str, line: &str) -> bool {
    below.chars().count() == line.chars().count() && below.chars().all(|c| c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(blocks: &[Block]) -> Vec<String> {
        let text = |block: &Block| match block {
            Block::Title(text) | Block::Heading(text) | Block::Text(text) | Block::Remark(text) | Block::Auditors(text) => text.clone(),
            Block::Field(label, text) => format!("{label} {text}"),
        };
        let all = blocks.iter().map(text).collect::<Vec<_>>().join(" ");
        all.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn every_word_of_a_document_stands_in_its_word_file_in_order_and_underlined_lines_are_headings() {
        for document in [
            include_str!("../../../tests/fixtures/document_1.txt"),
            include_str!("../../../tests/fixtures/document_supplement.txt"),
            include_str!("../../../tests/fixtures/document_supplement_whole.txt"),
            include_str!("../../../tests/fixtures/document_written_in.txt"),
            "Rubrik\n\nAvsnitt\n-------\nEn rad:\n---\nslut",
        ] {
            let blocks = record_blocks(document, "");
            let lines = document.lines().collect::<Vec<_>>();
            let underlines = |n: usize| n > 0 && lines[n].chars().all(|c| c == '-') && lines[n].chars().count() == lines[n - 1].chars().count();
            let kept: Vec<&str> =
                lines.iter().enumerate().filter(|(n, line)| line.is_empty() || !underlines(*n)).flat_map(|(_, line)| line.split_whitespace()).collect();
            assert_eq!(words(&blocks), kept);
        }
        let headings = record_blocks("Rubrik\n\nAvsnitt\n-------\nEn rad:\n---\nslut", "Kopia.");
        assert!(
            matches!(headings.as_slice(), [Block::Title(_), Block::Remark(_), Block::Heading(_), Block::Text(_), Block::Text(_), Block::Text(_)]),
            "{headings:?}"
        );
    }
}
