//! A whole response as one text: officials write in Word, and hand over everything at once. Here it is split by its headings
//! ("B1", "R 4", "Rekommendation 4", "R1–R3", the item's own heading, "Sammanfattande svar"), and each part is read by
//! its labels ("Åtgärd:", "Förväntad effekt:", "Klart senast:"). What cannot be placed is handed back, never dropped.
//!
//! The other way a response is written out as blocks, and these as text or as a Word document of our own. In that one every
//! paragraph has a mark, its style, and so it comes back as it was, whatever stands in it.

mod blocks;
mod choices;
mod first;
mod follow_up;
mod headings;
mod labels;
mod marks;
#[cfg(test)]
mod tests;

pub use blocks::{Block, as_text, first_fields, first_item, follow_up_fields, follow_up_item, summary};
pub use first::first_answer;
pub use follow_up::follow_up_answer;
pub use marks::{as_docx, read_docx};

use super::AskedItem;

/// A line of a text or a paragraph of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is, where the document says so.
    pub mark: Mark,
    /// Its words.
    pub text: String,
}

/// What a paragraph of our own documents is. Lines of other texts have no mark, and are judged by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// None: it may be anything.
    None,
    /// The head of the document and how it is used.
    Remark,
    /// The heading of an item, or of the summary.
    Heading,
    /// A label.
    Label,
    /// The board's words, whatever they look like.
    Answer,
    /// The auditors' words.
    Auditors,
}

/// The lines of a text that has no marks.
#[must_use]
pub fn lines(text: &str) -> Vec<Line> {
    text.replace('\u{c}', "\n").lines().map(|line| Line { mark: Mark::None, text: line.to_owned() }).collect()
}

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
    /// Its lines, without its heading.
    pub lines: Vec<Line>,
}

/// An answer as read from a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAnswer<T> {
    /// What could be read. Empty in every field that the text says nothing of.
    pub draft: T,
    /// What could not be placed in a field.
    pub rest: String,
}

/// Where the lines that follow a heading belong.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Nowhere: before the first heading, or under one of an item that this board is not asked about.
    Nowhere,
    Summary,
    Items(Vec<usize>),
}

/// Splits a text by the headings of the summary and of the items that the board is asked about. A heading that names several
/// items gives its text to each of them. `own` are the remarks that we write into our documents ourselves: they are left out
/// as long as nobody has written in them.
#[must_use]
pub fn split(text: &[Line], items: &[AskedItem], own: &[String]) -> WholeText {
    let mut whole = WholeText::default();
    let mut place = Place::Nowhere;
    let mut open: Vec<Line> = Vec::new();
    for line in text {
        let found = match line.mark {
            Mark::None => headings::heading(&line.text, items),
            Mark::Heading => headings::heading(&line.text, items).or(Some((Place::Nowhere, line.text.as_str()))),
            Mark::Remark if own.contains(&line.text) => continue,
            Mark::Remark => Some((Place::Nowhere, line.text.as_str())),
            Mark::Label | Mark::Answer | Mark::Auditors => None,
        };
        match found {
            Some((next, rest)) => {
                whole.put(&place, &open, items.len());
                let kept = if next == Place::Nowhere { line.text.clone() } else { rest.to_owned() };
                open = vec![Line { mark: Mark::None, text: kept }];
                place = next;
            }
            None => open.push(line.clone()),
        }
    }
    whole.put(&place, &open, items.len());
    whole.items.sort_by_key(|placed| placed.at);
    whole
}

impl WholeText {
    /// Whether the text has no heading of the kind that [`split`] knows.
    #[must_use]
    pub fn is_unplaced(&self) -> bool {
        self.summary.is_empty() && self.items.is_empty()
    }

    fn put(&mut self, place: &Place, lines: &[Line], items: usize) {
        let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n").trim().to_owned();
        match place {
            Place::Nowhere if text.is_empty() => {}
            Place::Nowhere => self.leftover.push(text),
            Place::Summary => append(&mut self.summary, &text),
            Place::Items(places) => {
                for at in places.iter().copied().filter(|at| *at < items) {
                    match self.items.iter_mut().find(|placed| placed.at == at) {
                        // A second part under the same heading stands below the first.
                        Some(placed) => {
                            placed.lines.push(Line { mark: Mark::None, text: String::new() });
                            placed.lines.extend_from_slice(lines);
                        }
                        None => self.items.push(Placed { at, lines: lines.to_vec() }),
                    }
                }
            }
        }
    }
}

fn append(whole: &mut String, more: &str) {
    if !whole.is_empty() && !more.is_empty() {
        whole.push_str("\n\n");
    }
    whole.push_str(more);
}

fn joined(field: &mut String, more: &str) {
    if !field.is_empty() && !more.is_empty() {
        field.push('\n');
    }
    field.push_str(more);
}

fn whole(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n\n")
}
