//! A whole response as one text: officials write in Word, and paste everything at once. Here it is split by its headings
//! ("B1", "R 4", "Rekommendation 4", "R1–R3", the item's own heading, "Sammanfattande svar"), and each part is read by
//! its labels ("Åtgärd:", "Förväntad effekt:", "Klart senast:"). What cannot be placed is handed back, never dropped.

mod headings;
mod labels;
#[cfg(test)]
mod tests;
mod written;

pub use labels::{ReadAnswer, first_answer, follow_up_answer};
pub use written::{first_fields, first_written, follow_up_fields, follow_up_written, summary_written};

use super::AskedItem;

/// A whole text, split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WholeText {
    /// What stands under "Sammanfattande svar"; empty when there is no such heading.
    pub summary: String,
    /// What stands under the heading of each item that the text names, in the items' order. An item may be here once.
    pub items: Vec<Placed>,
    /// What belongs to no item of this board, as it was written, with its heading.
    pub leftover: Vec<String>,
}

/// The text of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The item, as a place in the list that was given to [`split`].
    pub at: usize,
    /// Its text, without its heading.
    pub text: String,
}

/// Where the lines that follow a heading belong.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Nowhere: before the first heading, or under one of an item that this board is not asked about.
    Nowhere,
    Summary,
    Items(Vec<usize>),
}

/// Splits a pasted text by the headings of the summary and of the items that the board is asked about. A heading that
/// names several items gives its text to each of them.
#[must_use]
pub fn split(text: &str, items: &[AskedItem]) -> WholeText {
    let mut whole = WholeText::default();
    let mut place = Place::Nowhere;
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        match headings::heading(line, items) {
            Some((next, rest)) => {
                whole.put(&place, &lines, items.len());
                lines = vec![if next == Place::Nowhere { line } else { rest }];
                place = next;
            }
            None => lines.push(line),
        }
    }
    whole.put(&place, &lines, items.len());
    whole.items.sort_by_key(|placed| placed.at);
    whole
}

impl WholeText {
    /// Whether the text has no heading of the kind that [`split`] knows.
    #[must_use]
    pub fn is_unplaced(&self) -> bool {
        self.summary.is_empty() && self.items.is_empty()
    }

    fn put(&mut self, place: &Place, lines: &[&str], items: usize) {
        let text = lines.join("\n").trim().to_owned();
        match place {
            Place::Nowhere if text.is_empty() => {}
            Place::Nowhere => self.leftover.push(text),
            Place::Summary => append(&mut self.summary, &text),
            Place::Items(places) => {
                for at in places.iter().copied().filter(|at| *at < items) {
                    match self.items.iter_mut().find(|placed| placed.at == at) {
                        Some(placed) => append(&mut placed.text, &text),
                        None => self.items.push(Placed { at, text: text.clone() }),
                    }
                }
            }
        }
    }
}

/// A second part under the same heading stands below the first.
fn append(whole: &mut String, more: &str) {
    if !whole.is_empty() && !more.is_empty() {
        whole.push_str("\n\n");
    }
    whole.push_str(more);
}
