//! OpenDocument text (odt), as LibreOffice writes it.

use super::NoText;
use super::columns::Tables;
use super::xml::{Element, Told, walk};
use super::zipped::Parts;

/// A paragraph longer than this is running text, and has an empty line after it.
const RUNNING: usize = 90;
/// More blanks than this in a row mean nothing.
const BLANKS: usize = 80;

/// The text of a document: what stands at the top of its pages, then the body, then what stands at the foot.
pub(super) fn text(parts: &mut Parts<'_>) -> Result<String, NoText> {
    let mut reader = Reader { inside: Inside::Furniture, ..Reader::default() };
    if let Some(styles) = parts.get("styles.xml")? {
        walk(&styles, parts.budget(), |told| reader.take(&told))?;
    }
    let (heads, feet) = (std::mem::take(&mut reader.heads), std::mem::take(&mut reader.feet));
    let mut reader = Reader { inside: Inside::Body, ..Reader::default() };
    if let Some(content) = parts.get("content.xml")? {
        walk(&content, parts.budget(), |told| reader.take(&told))?;
    }
    reader.end_paragraph();
    while !reader.tables.is_empty() {
        reader.end_table();
    }
    let pages: Vec<String> = [heads, reader.text, feet].into_iter().filter(|text| !text.trim().is_empty()).collect();
    Ok(pages.join("\n\n"))
}

/// What is read: only what stands in the body, or only heads and feet of pages.
#[derive(Clone, Copy, Default, PartialEq)]
enum Inside {
    #[default]
    Body,
    Furniture,
    Head,
    Foot,
}

#[derive(Default)]
struct Reader {
    inside: Inside,
    text: String,
    heads: String,
    feet: String,
    tables: Tables,
    paragraph: String,
    depth: usize,
    lists: usize,
    begins_item: bool,
    silent: usize,
}

/// Elements whose words are not part of the text.
const SILENT: [&str; 4] = ["text:tracked-changes", "office:annotation", "text:note", "office:meta"];

impl Reader {
    fn take(&mut self, told: &Told<'_>) {
        match told {
            Told::Begin(element) => self.begin(element),
            Told::End(name) => self.end(name),
            Told::Words(words) if self.depth > 0 && self.silent == 0 => self.paragraph.push_str(&words.replace(['\n', '\r', '\t'], " ")),
            Told::Words(_) => {}
        }
    }

    fn begin(&mut self, element: &Element<'_>) {
        let name = element.name();
        self.silent += usize::from(SILENT.contains(&name.as_str()));
        if self.silent > 0 {
            return;
        }
        match name.as_str() {
            "style:header" | "style:header-first" if self.inside == Inside::Furniture => self.inside = Inside::Head,
            "style:footer" | "style:footer-first" if self.inside == Inside::Furniture => self.inside = Inside::Foot,
            "text:p" | "text:h" => self.depth += 1,
            "text:s" => {
                let count = element.attribute("text:c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.paragraph.extend(std::iter::repeat_n(' ', count.min(BLANKS)));
            }
            "text:tab" => self.paragraph.push('\t'),
            "text:line-break" => self.paragraph.push('\n'),
            "text:soft-page-break" if self.depth == 0 => self.open().push('\u{c}'),
            "text:list" => self.lists += 1,
            "text:list-item" => self.begins_item = true,
            "table:table" => self.tables.begin(),
            "table:table-row" => self.tables.begin_row(),
            "table:table-cell" => self.tables.begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
            return;
        }
        if self.silent > 0 {
            return;
        }
        match name {
            "style:header" | "style:header-first" | "style:footer" | "style:footer-first" if self.inside != Inside::Body => self.inside = Inside::Furniture,
            "text:p" | "text:h" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_paragraph();
                }
            }
            "text:list" => self.lists = self.lists.saturating_sub(1),
            "table:table" => self.end_table(),
            _ => {}
        }
    }

    /// Where a paragraph goes.
    fn open(&mut self) -> &mut String {
        let page = match self.inside {
            Inside::Body | Inside::Furniture => &mut self.text,
            Inside::Head => &mut self.heads,
            Inside::Foot => &mut self.feet,
        };
        self.tables.cell().unwrap_or(page)
    }

    fn end_table(&mut self) {
        if let Some(laid) = self.tables.end() {
            let open = self.open();
            open.push_str(&laid);
            open.push('\n');
        }
    }

    fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.paragraph);
        let item = std::mem::take(&mut self.begins_item) && self.lists > 0;
        let running = words.chars().count() > RUNNING && self.lists == 0;
        let open = self.open();
        if running && !open.is_empty() && !open.ends_with("\n\n") {
            open.push('\n');
        }
        if item {
            open.push_str("• ");
        }
        open.push_str(&words);
        open.push('\n');
        if running {
            open.push('\n');
        }
    }
}
