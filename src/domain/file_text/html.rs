//! Web pages, and letters in mails: the words and the lines, and nothing that runs or is fetched.

use super::columns::Tables;

/// Whether a file begins as a page does.
pub(super) fn begins(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let start = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    start.starts_with("<!doctype html") || start.starts_with("<html") || (start.starts_with('<') && (head.contains("<html") || head.contains("<body")))
}

/// What is not read at all.
const SILENT: [&str; 7] = ["script", "style", "head", "template", "noscript", "svg", "textarea"];
/// What stands on lines of its own.
const BLOCKS: [&str; 19] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "section",
    "tbody",
    "thead",
    "ul",
];
/// What has an empty line on each side.
const PARAGRAPHS: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "figure"];

/// The text of a page.
pub(super) fn text(page: &str) -> String {
    let mut reader = Reader::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        reader.words(rest.get(..at).unwrap_or_default());
        let from = rest.get(at..).unwrap_or_default();
        rest = match tag(from) {
            Some((tag, after)) => reader.tag(&tag, after),
            None => {
                reader.words("<");
                from.get(1..).unwrap_or_default()
            }
        };
    }
    reader.words(rest);
    reader.finish()
}

struct Tag {
    name: String,
    closes: bool,
}

/// The tag or comment at the beginning of a text, and what comes after it.
fn tag(from: &str) -> Option<(Tag, &str)> {
    if let Some(comment) = from.strip_prefix("<!--") {
        let after = comment.split_once("-->").map_or("", |(_, after)| after);
        return Some((Tag { name: String::new(), closes: false }, after));
    }
    let inner = from.get(1..)?;
    let closes = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
        return None;
    }
    let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric()).take(20).collect::<String>().to_lowercase();
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => return Some((Tag { name, closes }, inner.get(at + 1..).unwrap_or_default())),
            _ => {}
        }
    }
    Some((Tag { name, closes }, ""))
}

/// What has been read so far: the page, and inside of it the tables that are open.
#[derive(Default)]
struct Reader {
    text: String,
    tables: Tables,
    wants_space: bool,
    keeps_lines: bool,
}

impl Reader {
    /// Where words go: the open cell, else the page.
    fn open(&mut self) -> &mut String {
        self.tables.cell().unwrap_or(&mut self.text)
    }

    fn words(&mut self, raw: &str) {
        let words = entities(raw);
        if self.keeps_lines {
            self.open().push_str(&words);
            return;
        }
        let wants_space = std::mem::take(&mut self.wants_space) || words.starts_with(char::is_whitespace);
        let mut parts = words.split([' ', '\n', '\t', '\r']).filter(|part| !part.is_empty()).peekable();
        if parts.peek().is_none() {
            self.wants_space = wants_space || !words.is_empty();
            return;
        }
        let ends_in_space = words.ends_with([' ', '\n', '\t', '\r']);
        let open = self.open();
        if wants_space && !open.is_empty() && !open.ends_with('\n') {
            open.push(' ');
        }
        open.push_str(&parts.collect::<Vec<_>>().join(" "));
        self.wants_space = ends_in_space;
    }

    fn line(&mut self, breaks: usize) {
        self.wants_space = false;
        let open = self.open();
        let has = open.chars().rev().take_while(|c| *c == '\n').count();
        if !open.is_empty() {
            open.extend(std::iter::repeat_n('\n', breaks.saturating_sub(has)));
        }
    }

    /// Takes a tag, and says where the text goes on.
    fn tag<'a>(&mut self, tag: &Tag, after: &'a str) -> &'a str {
        let name = tag.name.as_str();
        if SILENT.contains(&name) && !tag.closes {
            return silenced(name, after);
        }
        match name {
            "br" => self.open().push('\n'),
            "pre" => {
                self.line(2);
                self.keeps_lines = !tag.closes;
            }
            "li" if !tag.closes => {
                self.line(1);
                self.open().push_str("• ");
            }
            "table" if tag.closes => self.end_table(),
            "table" => {
                self.line(1);
                self.tables.begin();
            }
            "tr" if !tag.closes => {
                self.line(1);
                self.tables.begin_row();
            }
            "td" | "th" if !tag.closes => {
                self.wants_space = !self.open().is_empty();
                self.tables.begin_cell();
            }
            name if PARAGRAPHS.contains(&name) => self.line(2),
            name if BLOCKS.contains(&name) || name == "li" => self.line(1),
            _ => {}
        }
        after
    }

    fn end_table(&mut self) {
        if let Some(laid) = self.tables.end() {
            self.line(1);
            self.open().push_str(&laid);
            self.line(1);
        }
    }

    fn finish(mut self) -> String {
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.text.replace('\u{a0}', " ")
    }
}

/// What comes after the end of an element that is not read.
fn silenced<'a>(name: &str, after: &'a str) -> &'a str {
    let mut rest = after;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest.split_once('>').map_or("", |(_, after)| after);
        }
    }
    ""
}

/// Names of signs that letters have.
const NAMED: [(&str, char); 46] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("auml", 'ä'),
    ("Auml", 'Ä'),
    ("ouml", 'ö'),
    ("Ouml", 'Ö'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("uuml", 'ü'),
    ("Uuml", 'Ü'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("sect", '§'),
    ("para", '¶'),
    ("deg", '°'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("euro", '€'),
    ("times", '×'),
    ("frac12", '½'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwnj", '\u{200c}'),
];

/// The words with the names of signs made signs.
pub(super) fn entities(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(rest.get(..at).unwrap_or_default());
        let from = rest.get(at + 1..).unwrap_or_default();
        let end = from.char_indices().take(12).find(|(_, c)| !(c.is_ascii_alphanumeric() || *c == '#')).map_or(from.len().min(12), |(end, _)| end);
        match from.get(..end).and_then(sign) {
            Some(sign) => {
                text.push(sign);
                let after = from.get(end..).unwrap_or_default();
                rest = after.strip_prefix(';').unwrap_or(after);
            }
            None => {
                text.push('&');
                rest = from;
            }
        }
    }
    text.push_str(rest);
    text
}

/// The sign that a name or number stands for.
pub(super) fn sign(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(|| number.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok())?;
        return char::from_u32(code);
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
}
