//! Just enough XML to read lists of parts: tags and their attributes. Whatever makes XML hard to read is refused, because
//! no program that writes such lists uses it: other encodings, entities of one's own, comments around tags.

use super::Fault;

/// A tag that opens, without its prefix.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    attributes: Vec<(&'a str, String)>,
}

impl Tag<'_> {
    /// The value of an attribute, without regard to its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// All attributes without their prefixes, with their values.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

/// One tag that opens, from its bracket on.
pub(super) fn one(text: &str) -> Result<Tag<'_>, Fault> {
    tag(text.strip_prefix('<').ok_or(Fault::Damaged)?).map(|(tag, _)| tag)
}

/// All tags that open, in order.
pub(super) fn tags(bytes: &[u8]) -> Result<Vec<Tag<'_>>, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Damaged)?.trim_start_matches('\u{feff}');
    if text.contains('\0') {
        return Err(Fault::Damaged);
    }
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").ok_or(Fault::Damaged)?.1;
        } else if let Some(instruction) = after.strip_prefix('?') {
            rest = instruction.split_once("?>").ok_or(Fault::Damaged)?.1;
        } else if after.starts_with('!') {
            // A document type can give names to anything.
            return Err(Fault::Damaged);
        } else if let Some(closing) = after.strip_prefix('/') {
            rest = closing.split_once('>').ok_or(Fault::Damaged)?.1;
        } else {
            let (tag, after) = tag(after)?;
            tags.push(tag);
            rest = after;
        }
    }
    Ok(tags)
}

fn without_prefix(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

fn tag(text: &str) -> Result<(Tag<'_>, &str), Fault> {
    let end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').ok_or(Fault::Damaged)?;
    let (name, mut rest) = text.split_at_checked(end).ok_or(Fault::Damaged)?;
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
            return Ok((Tag { name: without_prefix(name), attributes }, after));
        }
        let (own, after) = rest.split_once('=').ok_or(Fault::Damaged)?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or(Fault::Damaged)?;
        let (value, after) = after.get(1..).and_then(|inner| inner.split_once(quote)).ok_or(Fault::Damaged)?;
        attributes.push((without_prefix(own.trim()), plain(value)?));
        rest = after;
    }
}

/// The value with its entities read.
pub(super) fn plain(value: &str) -> Result<String, Fault> {
    let mut text = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let (entity, after) = after.split_once(';').ok_or(Fault::Damaged)?;
        let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        let sign = match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            other => match (other.strip_prefix("#x"), other.strip_prefix('#')) {
                (Some(hex), _) => code(hex, 16),
                (None, Some(digits)) => code(digits, 10),
                (None, None) => None,
            },
        };
        text.push(sign.ok_or(Fault::Damaged)?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}
