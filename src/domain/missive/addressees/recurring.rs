//! Names that no rule for names would find: a line of the address block that a sentence about answers has again, as the one who
//! is to answer. "Räddningstjänsten Älven", and below: "Räddningstjänsten Älven ska yttra sig".

use std::collections::HashSet;

use super::super::bodies::{Mention, stems};
use super::super::clean::capitalised;
use super::super::dates::dates;
use super::super::kinds::about_responses;
use super::super::layout::Paragraph;
use super::super::words::{Token, at};
use super::AddressLine;
use super::labels::label_at;

/// Longer lines are no names.
const LONGEST: usize = 8;
/// Verbs by which whoever stands before them is asked.
const ASKED: [&str; 12] = ["ska", "skall", "bor", "ombeds", "anmodas", "uppmanas", "forvantas", "behover", "svarar", "yttrar", "must", "shall"];
/// Words by which whoever stands behind them is asked.
const ASKED_OF: [&str; 4] = ["fran", "att", "from", "of"];

/// The runs of words that sentences about answers have as the ones who are to answer.
#[derive(Debug, Default)]
pub(super) struct Recurring {
    runs: HashSet<String>,
}

impl Recurring {
    pub(super) fn of(paragraphs: &[Paragraph]) -> Self {
        let mut runs = HashSet::new();
        for sentence in paragraphs.iter().flat_map(|paragraph| &paragraph.sentences).filter(|sentence| about_responses(&sentence.tokens)) {
            let words = &sentence.tokens;
            for place in 0..words.len() {
                if at(words, place, &ASKED) {
                    runs.extend((1..=LONGEST).filter_map(|length| key(words.get(place.checked_sub(length)?..place)?)));
                }
                if at(words, place, &ASKED_OF) {
                    runs.extend((1..=LONGEST).filter_map(|length| key(words.get(place + 1..=place + length)?)));
                }
            }
        }
        Recurring { runs }
    }

    /// The line as a name, when it stands under a label, or has one, and comes again.
    pub(super) fn name(&self, paragraph: &Paragraph, labelled: bool) -> Option<AddressLine> {
        let [sentence] = paragraph.sentences.as_slice() else { return None };
        let words = &sentence.tokens;
        let (label, first) = label_at(words, 0).map_or((None, 0), |(asked, end)| (Some(asked), end));
        let first = if at(words, first, &[":"]) { first + 1 } else { first };
        let rest = words.get(first..)?;
        let sends = rest.iter().any(|word| word.plain.contains("revis"));
        let fits = (labelled || label.is_some()) && paragraph.is_heading() && rest.len() <= LONGEST && dates(rest).is_empty() && !sends;
        let key = key(rest).filter(|key| fits && self.runs.contains(key))?;
        let name = capitalised(sentence.between(first, words.len()));
        let mention = Mention::body(name, key, first, words.len(), false);
        Some(AddressLine { bodies: vec![(mention, label)], label, ..AddressLine::default() })
    }
}

/// The same for the line and the sentence; nothing for what is too short to be a name.
fn key(words: &[Token]) -> Option<String> {
    let key = stems(words).join(" ");
    (key.len() >= 8 && words.iter().all(|word| word.number().is_none())).then_some(key)
}
