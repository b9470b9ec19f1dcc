//! Word's own form since 2007 (docx): paragraphs, tables, and what stands at the top and foot of the pages.

use super::NoText;
use super::columns::Tables;
use super::xml::{Element, Told, walk};
use super::zipped::Parts;

/// A paragraph longer than this is running text, and has an empty line after it.
const RUNNING: usize = 90;

/// The text of a document: letterheads, then the body, then what stands at the foot.
pub(super) fn text(parts: &mut Parts<'_>) -> Result<String, NoText> {
    let heads = furniture(parts, "word/header")?;
    let body = part(parts, "word/document.xml")?.unwrap_or_default();
    let feet = furniture(parts, "word/footer")?;
    let pages: Vec<String> = [heads, body, feet].into_iter().filter(|text| !text.trim().is_empty()).collect();
    Ok(pages.join("\n\n"))
}

/// What the first page and the others have at the top or foot; the same words are taken once.
fn furniture(parts: &mut Parts<'_>, prefix: &str) -> Result<String, NoText> {
    let mut found: Vec<String> = Vec::new();
    for name in parts.names(prefix).into_iter().take(12) {
        if let Some(text) = part(parts, &name)? {
            let text = text.trim().to_owned();
            if !text.is_empty() && !found.contains(&text) {
                found.push(text);
            }
        }
    }
    Ok(found.join("\n"))
}

fn part(parts: &mut Parts<'_>, name: &str) -> Result<Option<String>, NoText> {
    let Some(content) = parts.get(name)? else { return Ok(None) };
    let mut reader = Reader::default();
    walk(&content, parts.budget(), |told| reader.take(&told))?;
    Ok(Some(reader.finish()))
}

/// The paragraphs of the body with the names of their styles, in order, wherever they stand.
pub(super) fn paragraphs(parts: &mut Parts<'_>) -> Result<Vec<(String, String)>, NoText> {
    let Some(content) = parts.get("word/document.xml")? else { return Err(NoText::Unknown) };
    let mut reader = Reader { styled: Some(Vec::new()), ..Reader::default() };
    walk(&content, parts.budget(), |told| reader.take(&told))?;
    Ok(reader.styled.unwrap_or_default())
}

#[derive(Default)]
struct Reader {
    text: String,
    tables: Tables,
    paragraph: String,
    /// The style of the paragraph that is open.
    style: String,
    /// Every paragraph by itself, for whoever asks by their styles.
    styled: Option<Vec<(String, String)>>,
    in_words: bool,
    listed: bool,
    /// How deep inside of what is not read, such as a drawing's second copy for old programs.
    silent: usize,
}

impl Reader {
    /// Where a paragraph goes.
    fn open(&mut self) -> &mut String {
        self.tables.cell().unwrap_or(&mut self.text)
    }

    fn take(&mut self, told: &Told<'_>) {
        match told {
            Told::Begin(element) => self.begin(element),
            Told::End(name) => self.end(name),
            Told::Words(words) if self.in_words && self.silent == 0 => self.paragraph.push_str(words),
            Told::Words(_) => {}
        }
    }

    fn begin(&mut self, element: &Element<'_>) {
        let name = element.name();
        if matches!(name.as_str(), "mc:Fallback" | "w:del" | "w:moveFrom" | "w:instrText") {
            self.silent += 1;
        }
        if self.silent > 0 {
            return;
        }
        match name.as_str() {
            "w:t" => self.in_words = true,
            "w:numPr" => self.listed = true,
            "w:pStyle" => self.style = element.attribute("w:val").unwrap_or_default(),
            "w:tab" if !self.in_words => self.paragraph.push('\t'),
            "w:br" if element.attribute("w:type").as_deref() == Some("page") => self.paragraph.push('\u{c}'),
            "w:br" | "w:cr" => self.paragraph.push('\n'),
            "w:noBreakHyphen" => self.paragraph.push('-'),
            "w:sym" => self.paragraph.push('•'),
            // A text box stands inside of a paragraph, a table after what is open.
            "w:p" if !self.paragraph.is_empty() => self.end_paragraph(),
            "w:tbl" => self.tables.begin(),
            "w:tr" => self.tables.begin_row(),
            "w:tc" => self.tables.begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "mc:Fallback" | "w:del" | "w:moveFrom" | "w:instrText") {
            self.silent = self.silent.saturating_sub(1);
        }
        if self.silent > 0 {
            return;
        }
        match name {
            "w:t" => self.in_words = false,
            // Stops of a tabulator are named like the tabulator itself.
            "w:pPr" => self.paragraph.retain(|c| c != '\t'),
            "w:p" => self.end_paragraph(),
            "w:tbl" => self.end_table(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.paragraph);
        let listed = std::mem::take(&mut self.listed) && !words.trim().is_empty();
        let style = std::mem::take(&mut self.style);
        if let Some(styled) = &mut self.styled {
            styled.push((style, if listed { format!("• {words}") } else { words }));
            return;
        }
        let running = words.chars().count() > RUNNING;
        let open = self.open();
        if running && !listed && !open.is_empty() && !open.ends_with("\n\n") {
            open.push('\n');
        }
        if listed {
            open.push_str("• ");
        }
        open.push_str(&words);
        open.push('\n');
        if running && !listed {
            open.push('\n');
        }
    }

    fn end_table(&mut self) {
        if let Some(laid) = self.tables.end() {
            let open = self.open();
            open.push_str(&laid);
            open.push_str("\n\n");
        }
    }

    fn finish(mut self) -> String {
        self.end_paragraph();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.text
    }
}
