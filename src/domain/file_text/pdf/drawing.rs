//! What a page draws: the operators of text, followed letter by letter (ISO 32000-1, 9.4).

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

use super::super::NoText;
use super::super::budget::Budget;
use super::font::{Font, for_copying};
use super::lines::Letter;
use super::matrix::Matrix;

/// Drawings inside of drawings deeper than this are in no document.
const DEEPEST: usize = 6;
/// States that are put aside deeper than this, neither.
const SAVED: usize = 200;

/// How text is drawn just now.
#[derive(Clone, Copy)]
struct State<'f> {
    page: Matrix,
    font: Option<&'f Font<'f>>,
    size: f32,
    between_letters: f32,
    between_words: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// A page being drawn.
pub(super) struct Drawing<'a> {
    document: &'a Document,
    page: Matrix,
    letters: Vec<Letter>,
    depth: usize,
}

impl<'a> Drawing<'a> {
    /// An empty page.
    pub(super) fn new(document: &'a Document, turned: i64) -> Self {
        Self { document, page: Matrix::turning(turned), letters: Vec::new(), depth: 0 }
    }

    /// What has been drawn.
    pub(super) fn letters(self) -> Vec<Letter> {
        self.letters
    }

    /// Draws a content with the fonts that it has.
    pub(super) fn draw(&mut self, content: &[u8], resources: Option<&'a Dictionary>, budget: &mut Budget) -> Result<(), NoText> {
        let document = self.document;
        let within = |key: &[u8]| resources.and_then(|found| found.get_deref(key, document).and_then(Object::as_dict).ok());
        let named: Vec<(&[u8], &Dictionary)> = within(b"Font")
            .map(|fonts| fonts.iter())
            .into_iter()
            .flatten()
            .filter_map(|(name, font)| {
                let font = document.dereference(font).ok()?.1.as_dict().ok()?;
                Some((name.as_slice(), font))
            })
            .take(200)
            .collect();
        let copying: Vec<Option<Dictionary>> = named.iter().map(|(_, font)| for_copying(document, font)).collect();
        let mut fonts = BTreeMap::new();
        for ((name, font), copying) in named.into_iter().zip(&copying) {
            fonts.insert(name, Font::read(document, font, copying.as_ref(), budget)?);
        }
        let state = State { page: self.page, font: None, size: 0.0, between_letters: 0.0, between_words: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 };
        let mut pen = Pen { fonts: &fonts, state, saved: Vec::new(), line: Matrix::SAME, at: Matrix::SAME, letters: Vec::new() };
        // One after the other: all at once would take many times the room of what was unpacked.
        for operation in Content::decode_iter(content) {
            budget.step()?;
            // What comes after something that nobody can read is not read, either.
            let Ok(operation) = &operation else { break };
            if operation.operator == "Do" {
                self.letters.append(&mut pen.letters);
                self.draw_within(operation, within(b"XObject"), resources, pen.state.page, budget)?;
            } else {
                pen.take(operation, budget)?;
            }
        }
        self.letters.append(&mut pen.letters);
        Ok(())
    }

    /// Draws a form: a content inside of the content.
    fn draw_within(
        &mut self,
        operation: &Operation,
        forms: Option<&'a Dictionary>,
        outer: Option<&'a Dictionary>,
        page: Matrix,
        budget: &mut Budget,
    ) -> Result<(), NoText> {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let form = name.zip(forms).and_then(|(name, forms)| forms.get_deref(name, self.document).and_then(Object::as_stream).ok());
        let Some(form) = form.filter(|form| form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")) else { return Ok(()) };
        if self.depth >= DEEPEST {
            return Ok(());
        }
        let Ok(content) = form.get_plain_content_with_limit(budget.bytes()) else { return Err(NoText::TooMuch) };
        budget.unpacked(content.len())?;
        let own = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok().and_then(|list| Matrix::of(list));
        let resources = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok().or(outer);
        let before = self.page;
        self.page = own.unwrap_or(Matrix::SAME).then(page);
        self.depth += 1;
        let drawn = self.draw(&content, resources, budget);
        self.depth -= 1;
        self.page = before;
        drawn
    }
}

/// What draws: where it stands, and how.
struct Pen<'f> {
    fonts: &'f BTreeMap<&'f [u8], Font<'f>>,
    state: State<'f>,
    saved: Vec<State<'f>>,
    line: Matrix,
    at: Matrix,
    letters: Vec<Letter>,
}

impl Pen<'_> {
    fn take(&mut self, operation: &Operation, budget: &mut Budget) -> Result<(), NoText> {
        let operands = operation.operands.as_slice();
        let n = |at: usize| operands.get(at).and_then(|object| object.as_float().ok()).filter(|n| n.is_finite()).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if self.saved.len() < SAVED => self.saved.push(self.state),
            "Q" => self.state = self.saved.pop().unwrap_or(self.state),
            "cm" => self.state.page = Matrix::of(operands).unwrap_or(Matrix::SAME).then(self.state.page),
            "BT" => (self.line, self.at) = (Matrix::SAME, Matrix::SAME),
            "Tf" => {
                self.state.font = operands.first().and_then(|name| name.as_name().ok()).and_then(|name| self.fonts.get(name));
                self.state.size = n(1);
            }
            "Tc" => self.state.between_letters = n(0),
            "Tw" => self.state.between_words = n(0),
            "Tz" => self.state.stretch = n(0) / 100.0,
            "TL" => self.state.leading = n(0),
            "Ts" => self.state.rise = n(0),
            "Td" => self.next_line(n(0), n(1)),
            "TD" => {
                self.state.leading = -n(1);
                self.next_line(n(0), n(1));
            }
            "Tm" => self.line = Matrix::of(operands).unwrap_or(self.line),
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" | "TJ" => return self.show_all(operands.first(), budget),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                return self.show_all(operands.first(), budget);
            }
            "\"" => {
                (self.state.between_words, self.state.between_letters) = (n(0), n(1));
                self.next_line(0.0, -self.state.leading);
                return self.show_all(operands.get(2), budget);
            }
            _ => {}
        }
        if operation.operator == "Tm" {
            self.at = self.line;
        }
        Ok(())
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::moving(x, y).then(self.line);
        self.at = self.line;
    }

    /// A string, or strings with steps of thousandths between them.
    fn show_all(&mut self, shown: Option<&Object>, budget: &mut Budget) -> Result<(), NoText> {
        match shown {
            Some(Object::String(bytes, _)) => self.show(bytes, budget),
            Some(Object::Array(parts)) => {
                for part in parts {
                    match part {
                        Object::String(bytes, _) => self.show(bytes, budget)?,
                        other => self.step(-other.as_float().unwrap_or(0.0) / 1000.0 * self.state.size * self.state.stretch),
                    }
                }
                Ok(())
            }
            Some(_) | None => Ok(()),
        }
    }

    fn step(&mut self, x: f32) {
        self.at = Matrix::moving(x, 0.0).then(self.at);
    }

    fn show(&mut self, bytes: &[u8], budget: &mut Budget) -> Result<(), NoText> {
        let Some(font) = self.state.font else { return Ok(()) };
        for code in bytes.chunks(if font.wide { 2 } else { 1 }) {
            budget.step()?;
            let number = code.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
            let state = self.state;
            let width = font.width(number) / 1000.0 * state.size;
            let space = if code == b" " { state.between_words } else { 0.0 };
            let place = self.at.then(state.page);
            let (x, y) = place.point(0.0, state.rise);
            let (end, end_y) = place.point(width * state.stretch, state.rise);
            // Text that runs up the margin is the number of a form or of an archive.
            if (end_y - y).abs() <= (end - x).abs() || width == 0.0 {
                self.letters.push(Letter { x: x.min(end), end: end.max(x), y, size: place.height(state.size).max(0.1), text: font.letters(code) });
            }
            self.step((width + state.between_letters + space) * state.stretch);
        }
        Ok(())
    }
}
