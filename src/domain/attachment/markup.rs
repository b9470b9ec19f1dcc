//! What is written in the parts of documents: read tag by tag while it is unpacked, for what acts by itself. Nothing is kept
//! but the tag that is open and the beginning of a field's code.

use super::{Fault, xml};

/// The longest tag. Word packs whole drawings into attributes.
const LONGEST_TAG: usize = 8 * 1024 * 1024;
/// So much of a field's code is kept, in bytes: its first word says what it does.
const CODE: usize = 400;
/// Fields inside of fields.
const DEEPEST_FIELD: usize = 200;

/// Elements that act wherever they stand, by their names without prefix: chunks of pages and mails, links that fetch from
/// other programs (DDE, OLE), scripts and whatever listens to events, and what other programs draw.
const ACTS: [&str; 14] = [
    "altChunk",
    "ddeLink",
    "oleLink",
    "macrosheet",
    "script",
    "event-listener",
    "execute-macro",
    "dde-source",
    "dde-connection-decl",
    "dde-link",
    "applet",
    "plugin",
    "floating-frame",
    "handler",
];
/// Elements that a whole part is, and no part of an honest document.
const ROOTS: [&str; 8] = ["html", "customUI", "ocx", "tcg", "webextension", "taskpanes", "toolbar-macros", "module"];
/// Fields that fetch from another program, send signs to a printer, or ask a database (ECMA-376, 17.16.5).
const FIELDS: [&str; 6] = ["DDE", "DDEAUTO", "LINK", "DATABASE", "PRINT", "HTMLCONTROL"];
/// Addresses that run something.
const RUN: [&str; 5] = ["vnd.sun.star.script:", "macro:", "javascript:", "vbscript:", "vnd.sun.star.expand:"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signs {
    /// Nobody has looked yet.
    Unknown,
    Bytes,
    /// Two bytes a sign; whether the first of them is the higher one.
    Pairs(bool),
}

/// Reads one part.
pub(super) struct Markup {
    signs: Signs,
    /// The half of a pair.
    half: Option<u8>,
    /// The tag that is open, with its bracket.
    tag: Vec<u8>,
    /// The sign that ends what is quoted in it.
    quote: Option<u8>,
    is_first: bool,
    is_drawing: bool,
    /// Text here is the code of a field.
    in_code: bool,
    /// The codes of fields that are open and have not come to their results; one that has is `None`.
    fields: Vec<Option<String>>,
}

impl Markup {
    pub(super) fn new() -> Self {
        Self { signs: Signs::Unknown, half: None, tag: Vec::new(), quote: None, is_first: true, is_drawing: false, in_code: false, fields: Vec::new() }
    }

    /// Reads the next piece. The first one must hold the first signs of the part.
    pub(super) fn read(&mut self, piece: &[u8]) -> Result<(), Fault> {
        if self.signs == Signs::Unknown {
            self.signs = signs(piece)?;
        }
        let Signs::Pairs(high_first) = self.signs else { return self.bytes(piece) };
        let mut plain = Vec::with_capacity(piece.len() / 2 + 1);
        for byte in piece {
            match self.half.take() {
                None => self.half = Some(*byte),
                Some(first) => {
                    let (high, low) = if high_first { (first, *byte) } else { (*byte, first) };
                    // What is looked for is ASCII; everything else is a letter like any other.
                    plain.push(if high == 0 { low } else { b'x' });
                }
            }
        }
        self.bytes(&plain)
    }

    /// The part has ended.
    pub(super) fn end(mut self) -> Result<(), Fault> {
        if !self.tag.is_empty() || self.half.is_some() {
            return Err(Fault::Damaged);
        }
        while !self.fields.is_empty() {
            self.judge_code()?;
            self.fields.pop();
        }
        Ok(())
    }

    fn bytes(&mut self, mut rest: &[u8]) -> Result<(), Fault> {
        if rest.contains(&0) {
            return Err(Fault::Damaged);
        }
        while !rest.is_empty() {
            let is_open = !self.tag.is_empty();
            let looked_for = if is_open { b'>' } else { b'<' };
            let at = rest.iter().position(|byte| *byte == looked_for).map_or(rest.len(), |at| if is_open { at + 1 } else { at });
            let (part, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
            rest = after;
            if is_open {
                self.in_tag(part)?;
            } else {
                if self.in_code {
                    self.code(part);
                }
                if let Some((bracket, after)) = rest.split_first() {
                    self.tag.push(*bracket);
                    rest = after;
                }
            }
        }
        Ok(())
    }

    /// The next bytes of the open tag, up to a bracket that may end it.
    fn in_tag(&mut self, part: &[u8]) -> Result<(), Fault> {
        self.tag.extend_from_slice(part);
        if self.tag.len() > LONGEST_TAG {
            return Err(Fault::Bomb);
        }
        let begins = |with: &[u8]| self.tag.starts_with(with);
        let ended = if begins(b"<!--") {
            self.tag.len() >= 7 && self.tag.ends_with(b"-->")
        } else if begins(b"<![CDATA[") {
            self.tag.ends_with(b"]]>")
        } else if begins(b"<?") {
            self.tag.ends_with(b"?>")
        } else {
            for byte in part {
                match self.quote {
                    Some(quote) if quote == *byte => self.quote = None,
                    None if matches!(byte, b'"' | b'\'') => self.quote = Some(*byte),
                    Some(_) | None => {}
                }
            }
            self.quote.is_none() && self.tag.ends_with(b">")
        };
        if !ended {
            return Ok(());
        }
        self.quote = None;
        let tag = std::mem::take(&mut self.tag);
        self.judge(&tag)
    }

    fn judge(&mut self, tag: &[u8]) -> Result<(), Fault> {
        if tag.starts_with(b"<?") || tag.starts_with(b"<!--") {
            return is_readable(tag);
        }
        if let Some(words) = tag.strip_prefix(b"<![CDATA[") {
            if self.in_code {
                self.code(words.strip_suffix(b"]]>").unwrap_or(words));
            }
            return Ok(());
        }
        if tag.starts_with(b"<!") {
            // A document type that gives names of its own can hide anything behind them.
            return if tag.contains(&b'[') { Err(Fault::Damaged) } else { Ok(()) };
        }
        let name = tag.get(1..).unwrap_or_default();
        let name = name.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).next().unwrap_or_default();
        if tag.starts_with(b"</") {
            self.in_code = false;
            return Ok(());
        }
        let local = std::str::from_utf8(name.rsplit(|byte| *byte == b':').next().unwrap_or_default()).unwrap_or_default();
        let is_first = std::mem::replace(&mut self.is_first, false);
        if is_first {
            self.is_drawing = local == "svg";
        }
        if ACTS.contains(&local) || (is_first && ROOTS.contains(&local)) {
            return Err(Fault::OfficeActs);
        }
        self.judge_field(local, tag)?;
        self.judge_attributes(tag)
    }

    /// Addresses that run something, and in drawings what listens to events.
    fn judge_attributes(&self, tag: &[u8]) -> Result<(), Fault> {
        // Most tags have nothing that could be an address.
        let values = tag.iter().position(|byte| *byte == b'=').and_then(|at| tag.get(at..)).unwrap_or_default();
        if !self.is_drawing && !values.contains(&b':') && !values.contains(&b'&') {
            return Ok(());
        }
        // What is written in signs by number could be anything.
        let holds = |word: &[u8]| tag.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
        if !(holds(b"script") || holds(b"macro") || holds(b"sun.star") || holds(b"&#") || (self.is_drawing && holds(b"on"))) {
            return Ok(());
        }
        let text = String::from_utf8_lossy(tag);
        let tag = xml::one(&text)?;
        for (name, value) in tag.attributes() {
            let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(40).collect::<String>().to_lowercase();
            if RUN.iter().any(|run| value.starts_with(run)) || (self.is_drawing && name.to_lowercase().starts_with("on")) {
                return Err(Fault::OfficeActs);
            }
        }
        Ok(())
    }

    /// Fields of Word: `fldSimple` says its code, `fldChar` begins one whose code stands in runs of text, one after the other.
    fn judge_field(&mut self, local: &str, tag: &[u8]) -> Result<(), Fault> {
        let is_closed = tag.ends_with(b"/>");
        let attribute = |wanted: &str| -> Result<String, Fault> {
            let text = String::from_utf8_lossy(tag);
            Ok(xml::one(&text)?.attribute(wanted).unwrap_or_default().to_owned())
        };
        match local {
            "instrText" | "delInstrText" => self.in_code = !is_closed,
            "t" | "delText" => self.in_code = !is_closed && self.fields.last().is_some_and(Option::is_some),
            "fldSimple" => judge_code(&attribute("instr")?)?,
            "fldChar" => match attribute("fldCharType")?.as_str() {
                "begin" => {
                    // A field whose code begins with another one could be any.
                    if self.fields.last().is_some_and(|code| code.as_ref().is_some_and(|code| code.trim().is_empty())) {
                        return Err(Fault::OfficeActs);
                    }
                    if self.fields.len() >= DEEPEST_FIELD {
                        return Err(Fault::Damaged);
                    }
                    self.fields.push(Some(String::new()));
                }
                "separate" => {
                    self.judge_code()?;
                    if let Some(code) = self.fields.last_mut() {
                        *code = None;
                    }
                }
                _ => {
                    self.judge_code()?;
                    self.fields.pop();
                }
            },
            _ => {}
        }
        Ok(())
    }

    fn code(&mut self, words: &[u8]) {
        if self.fields.is_empty() {
            self.fields.push(Some(String::new()));
        }
        if let Some(Some(code)) = self.fields.last_mut() {
            let left = CODE.saturating_sub(code.len());
            let words = if code.is_empty() { words.trim_ascii_start() } else { words };
            code.extend(words.iter().take(left).map(|byte| char::from(*byte)));
        }
    }

    fn judge_code(&self) -> Result<(), Fault> {
        self.fields.last().and_then(Option::as_deref).map_or(Ok(()), judge_code)
    }
}

fn judge_code(code: &str) -> Result<(), Fault> {
    // Signs that are written by number may take more room than is kept.
    if code.len() >= CODE && code.contains("&#") {
        return Err(Fault::OfficeActs);
    }
    let whole = code.rsplit_once('&').filter(|(_, cut)| !cut.contains(';')).map_or(code, |(whole, _)| whole);
    let word: String = xml::plain(whole)?.trim().chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    if FIELDS.contains(&word.as_str()) { Err(Fault::OfficeActs) } else { Ok(()) }
}

/// In which signs a part is written. In one that has other bytes for plain letters, nothing could be found.
fn signs(piece: &[u8]) -> Result<Signs, Fault> {
    match piece {
        [] => Ok(Signs::Unknown),
        [0xff, 0xfe, ..] | [b'<', 0, ..] => Ok(Signs::Pairs(false)),
        [0xfe, 0xff, ..] | [0, b'<', ..] => Ok(Signs::Pairs(true)),
        _ => {
            let text = piece.strip_prefix(b"\xef\xbb\xbf").unwrap_or(piece);
            let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
            if first.is_none_or(|first| *first == b'<') { Ok(Signs::Bytes) } else { Err(Fault::Damaged) }
        }
    }
}

/// The first line may say in which signs it is written: in those that have the plain letters where everybody has them.
fn is_readable(tag: &[u8]) -> Result<(), Fault> {
    let text = String::from_utf8_lossy(tag).to_lowercase();
    let Some(said) = text.strip_prefix("<?xml").and_then(|line| line.split_once("encoding")) else { return Ok(()) };
    let said = said.1.trim_start_matches([' ', '=', '\t', '\r', '\n']).trim_start_matches(['"', '\'']);
    let known = ["utf-8", "utf8", "us-ascii", "ascii", "iso-8859-", "windows-125", "utf-16"];
    if known.iter().any(|known| said.starts_with(known)) { Ok(()) } else { Err(Fault::Damaged) }
}
