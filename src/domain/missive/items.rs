//! Proposals for the assessments and recommendations that a response is to answer one by one.

use super::layout::{Paragraph, paragraphs, without_item_mark};
use super::words::at;

/// Words of headings that such items stand under.
const HEADINGS: [&str; 6] = ["bedomning", "bedomningar", "rekommendation", "rekommendationer", "iakttagelser", "rekommenderar"];
/// How sentences begin that recommend something themselves.
const RECOMMENDING: [[&str; 2]; 6] = [
    ["vi", "rekommenderar"],
    ["revisorerna", "rekommenderar"],
    ["revisionen", "rekommenderar"],
    ["revisorskollegiet", "rekommenderar"],
    ["kollegiet", "rekommenderar"],
    ["stadsrevisionen", "rekommenderar"],
];

/// Texts of a letter or report that may be assessments or recommendations: what stands under such headings, and
/// sentences that recommend. A person chooses among them.
#[must_use]
pub fn proposed_assessments(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut under = false;
    for paragraph in paragraphs(text) {
        if opens_list(&paragraph) {
            under = true;
        } else if paragraph.is_heading() && !is_point(&paragraph) {
            under = false;
        } else if under {
            found.push(bare(&paragraph.text));
        } else {
            found.extend(recommending(&paragraph));
        }
    }
    found
}

/// Whether a paragraph is a heading for items, or a sentence that ends in a colon before them.
fn opens_list(paragraph: &Paragraph) -> bool {
    let named = paragraph.tokens().any(|token| token.is_any(&HEADINGS));
    let short = paragraph.is_heading() && paragraph.tokens().count() <= 6 && !is_point(paragraph);
    named && (short || paragraph.text.ends_with(':'))
}

fn is_point(paragraph: &Paragraph) -> bool {
    paragraph.is_item() || paragraph.text.starts_with("Att ") || paragraph.text.starts_with("att ")
}

fn recommending(paragraph: &Paragraph) -> impl Iterator<Item = String> {
    let sentences = paragraph.sentences.iter();
    let recommends = |start: &[&str; 2], sentence: &super::layout::Sentence| {
        at(&sentence.tokens, 0, start.get(..1).unwrap_or_default()) && at(&sentence.tokens, 1, start.get(1..).unwrap_or_default())
    };
    sentences
        .filter(move |sentence| RECOMMENDING.iter().any(|start| recommends(start, sentence)) && !sentence.text.ends_with(':'))
        .map(|sentence| sentence.text.to_string())
}

fn bare(text: &str) -> String {
    without_item_mark(text).unwrap_or(text).to_owned()
}
