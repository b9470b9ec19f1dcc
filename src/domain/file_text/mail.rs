//! Mails that were saved as files: what is written in them, and the letters that they bring along.

use mail_parser::{MessageParser, MimeHeaders as _, PartType};

use super::{Form, NoText, form_of, html, raw_text};

/// How many enclosed files are read.
const ENCLOSED: usize = 8;

/// Whether a file begins as a mail does: with a head that says how its body is to be read.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(32 * 1024)).unwrap_or_default();
    let head = String::from_utf8_lossy(start);
    let head = head.trim_start_matches('\u{feff}');
    let mut names = Vec::new();
    for line in head.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        match line.split_once(':') {
            Some((name, _)) if name.len() <= 60 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => names.push(name.to_ascii_lowercase()),
            _ => return false,
        }
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    has("mime-version") || has("message-id") || (has("from") && has("date") && (has("subject") || has("to")))
}

/// The subject, what is written, and what the enclosed files say, each on a page of its own.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoText> {
    let message = MessageParser::default().parse(bytes).ok_or(NoText::Broken)?;
    let mut pages = Vec::new();
    let bodies = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(super::plain::lines(text)),
        PartType::Html(page) => Some(html::text(page)),
        PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) | PartType::Multipart(_) => None,
    });
    let written: Vec<String> = bodies.collect();
    let subject = message.subject().unwrap_or_default();
    pages.push([&[subject.to_owned()][..], &written].concat().join("\n\n"));
    let enclosed = message.attachments().filter(|part| part.attachment_name().is_some()).take(ENCLOSED);
    let mut fault = None;
    for part in enclosed {
        // A mail inside of a mail is not opened: somebody else's letter, and no end to it.
        match form_of(part.contents()) {
            Ok(Form::Pdf | Form::Zip | Form::Rtf | Form::Html | Form::Text) => match raw_text(part.contents()) {
                Ok(text) => pages.push(text),
                Err(why) => fault = fault.or(Some(why)),
            },
            Ok(Form::Mail) => {}
            Err(why) => fault = fault.or(Some(why)),
        }
    }
    // The letter may be the file that could not be read: better to say so than to read the covering lines alone.
    let short = pages.iter().map(String::len).sum::<usize>() < 400;
    match fault {
        Some(why) if pages.len() == 1 && short => Err(why),
        _ => Ok(pages.join("\n\u{c}\n")),
    }
}
