//! A letter: what, when, and one link. Written as plain text and as simple HTML that says the same.

use std::fmt;

use askama::Template;
use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{MultiPart, SinglePart};
use url::Url;
use uuid::Uuid;

use super::address::{Mailbox, body_line, head_line, visible_line};
use crate::platform::language::Lang;

/// The longest subject. Lists of mail show less.
const LONGEST_SUBJECT: usize = 180;

/// A letter to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The same for every try of the same letter, so that a mail program can see that it has it already.
    pub message_id: MessageId,
    /// Who.
    pub to: Mailbox,
    /// The language it is written in.
    pub lang: Lang,
    /// What and when.
    pub subject: String,
    /// What it says: one paragraph each.
    pub lines: Vec<String>,
    /// What stands below them letter by letter, as somebody saves it again: nothing, in most.
    pub verbatim: String,
    /// Where to read more.
    pub link: Link,
    /// Who it is from and whom to ask, below.
    pub signature: Vec<String>,
}

/// The one link of a letter.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it leads to, in words.
    pub words: String,
    /// A whole address, with `https://`.
    pub address: String,
}

/// What a letter is known by, the same at every try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageId {
    id: Uuid,
    host: String,
}

impl MessageId {
    /// The mail's id in the outbox, and the service's own host to make it the only one in the world.
    #[must_use]
    pub fn of(id: Uuid, service: &Url) -> Self {
        Self { id, host: service.host_str().unwrap_or("localhost").to_owned() }
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}@{}>", self.id, self.host)
    }
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Page<'a> {
    lang: &'static str,
    subject: &'a str,
    lines: &'a [String],
    verbatim: &'a str,
    address: &'a str,
    words: &'a str,
    signature: &'a [String],
}

/// Why a letter could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("the link is no address of a page")]
    Link,
    #[error("the page of the letter could not be drawn: {0}")]
    Page(#[from] askama::Error),
    #[error("the letter could not be put together: {0}")]
    Message(#[from] lettre::error::Error),
}

impl Letter {
    /// The letter as it goes over the wire. The same letter gives the same bytes.
    pub(super) fn message(&self, from: &Mailbox, at: DateTime<Utc>) -> Result<Message, Unfit> {
        let subject = head_line(&self.subject, LONGEST_SUBJECT);
        // The envelope is said outright: the library would otherwise read it back out of the heads, names and all.
        let envelope = Envelope::new(Some(from.address().clone()), vec![self.to.address().clone()])?;
        let message = Message::builder()
            .envelope(envelope)
            .from(from.in_head())
            .to(self.to.in_head())
            .subject(subject.clone())
            .date(at.into())
            .message_id(Some(self.message_id.to_string()))
            .raw_header(head("Content-Language", self.lang.code()))
            // Nobody's absence note is sent in answer to a machine (RFC 3834, and Exchange's own word for it).
            .raw_header(head("Auto-Submitted", "auto-generated"))
            .raw_header(head("X-Auto-Response-Suppress", "All"));
        Ok(message.multipart(self.parts(&subject)?)?)
    }

    fn parts(&self, subject: &str) -> Result<MultiPart, Unfit> {
        let address = page_address(&self.link.address).ok_or(Unfit::Link)?;
        let (lines, signature) = (lines_of(&self.lines), lines_of(&self.signature));
        let words = visible_line(&self.link.words);
        let page = Page { lang: self.lang.code(), subject, lines: &lines, verbatim: &self.verbatim, address: &address, words: &words, signature: &signature };
        let html = page.render()?;
        let verbatim = if self.verbatim.is_empty() { String::new() } else { format!("\n\n{}", self.verbatim.trim_end()) };
        let plain = format!("{}{verbatim}\n\n{words}:\n{address}\n\n-- \n{}\n", lines.join("\n\n"), signature.join("\n"));
        // Quoted-printable has no "=_", so that nothing in a letter can look like the line between its parts.
        Ok(MultiPart::alternative()
            .boundary(format!("=_{}", self.message_id.id.simple()))
            .singlepart(part(ContentType::TEXT_PLAIN, plain))
            .singlepart(part(ContentType::TEXT_HTML, html)))
    }
}

fn part(kind: ContentType, body: String) -> SinglePart {
    SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable).body(body)
}

fn head(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn lines_of(raw: &[String]) -> Vec<String> {
    raw.iter().map(|line| body_line(line)).collect()
}

/// A page on the web, and nothing else that can be clicked on.
fn page_address(raw: &str) -> Option<String> {
    let address = Url::parse(raw).ok()?;
    let fits = matches!(address.scheme(), "https" | "http") && address.has_host() && address.username().is_empty() && address.password().is_none();
    fits.then(|| address.to_string())
}

#[cfg(test)]
mod tests;
