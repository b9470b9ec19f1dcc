//! Who a letter is from and to, and the words that may stand in the head of a letter.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::domain::email::EmailAddress;
use crate::domain::text;

/// The longest name that is shown beside an address.
const LONGEST_NAME: usize = 100;

/// One address with the name that is shown beside it. There is no type for several: a letter has one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    name: Option<String>,
    address: lettre::Address,
}

impl Mailbox {
    /// A name, which may be empty, and an address. `None` when mail cannot be sent to it.
    #[must_use]
    pub fn new(name: &str, email: &str) -> Option<Self> {
        let email = EmailAddress::parse(email)?;
        let address = lettre::Address::new(email.local(), email.ascii_domain()).ok()?;
        let name = head_line(name, LONGEST_NAME);
        Some(Self { name: Some(name).filter(|name| !name.is_empty()), address })
    }

    /// Reads `Name <address>`, `"Name" <address>` or a bare address.
    #[must_use]
    pub fn read(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        match raw.strip_suffix('>').and_then(|raw| raw.rsplit_once('<')) {
            Some((name, email)) => Self::new(name.trim().trim_matches('"'), email),
            None => Self::new("", raw),
        }
    }

    pub(super) fn address(&self) -> &lettre::Address {
        &self.address
    }

    pub(super) fn in_head(&self) -> lettre::message::Mailbox {
        lettre::message::Mailbox::new(self.name.clone(), self.address.clone())
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => write!(f, "{}", self.address),
        }
    }
}

/// A text of somebody's as one line in the head of a letter: nothing that ends a line, nothing that turns the direction of
/// writing around, and nothing that a mail program would take for an encoded word and decode into something else.
pub(super) fn head_line(raw: &str, limit: usize) -> String {
    let line = visible_line(raw).replace("=?", "= ?");
    if line.chars().count() <= limit {
        return line;
    }
    let kept: String = line.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A text as one line of what can be seen.
pub(super) fn visible_line(raw: &str) -> String {
    let visible: String = raw.chars().map(|c| if is_line_end(c) { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    text::tidy_line(&visible)
}

/// A text as one line of a letter's body: of what can be seen, and what is set apart in it stays apart.
pub(super) fn body_line(raw: &str) -> String {
    // One that is begun and never ended is not ours.
    let balanced = raw.matches('\u{2068}').count() == raw.matches('\u{2069}').count();
    let apart = |c: char| balanced && matches!(c, '\u{2068}' | '\u{2069}');
    let blank = |c: char| is_line_end(c) || matches!(c, '\n' | '\r' | '\t');
    let kept = raw.nfc().map(|c| if blank(c) { ' ' } else { c }).filter(|c| apart(*c) || !(is_invisible(*c) || c.is_control()));
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks for the direction of writing, and characters that look like nothing at all.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_swedish_letters_is_written_as_the_mail_system_wants_it() {
        let registrar = Mailbox::new("Registrator", "Registrator@malmö.se").unwrap();
        assert_eq!(registrar.to_string(), "Registrator <registrator@xn--malm-8qa.se>");
    }

    #[test]
    fn a_sender_is_read_with_and_without_a_name() {
        for (raw, read) in [
            ("Revisionen <revision@kommun.se>", "Revisionen <revision@kommun.se>"),
            ("\"Revisionen, Å\" <revision@kommun.se>", "Revisionen, Å <revision@kommun.se>"),
            (" revision@kommun.se ", "revision@kommun.se"),
            ("<revision@kommun.se>", "revision@kommun.se"),
        ] {
            assert_eq!(Mailbox::read(raw).map(|mailbox| mailbox.to_string()).as_deref(), Some(read), "{raw}");
        }
    }

    #[test]
    fn what_is_not_exactly_one_address_is_refused() {
        for raw in ["", "Revisionen", "a@kommun.se, b@kommun.se", "a@kommun.se\r\nBcc: b@kommun.se", "<a@kommun.se> b", "a@127.0.0.1", "a@[127.0.0.1]"] {
            assert_eq!(Mailbox::read(raw), None, "{raw:?}");
        }
    }

    #[test]
    fn a_line_in_the_head_stays_one_line_of_what_is_seen() {
        assert_eq!(head_line("IT-säkerhet\r\nBcc: x@y.se\0", 80), "IT-säkerhet Bcc: x@y.se");
        assert_eq!(head_line("fakturor\u{202e}fdp.exe\u{2028}\u{200b} ny", 80), "fakturorfdp.exe ny");
        assert_eq!(head_line("=?utf-8?q?Hej?=", 80), "= ?utf-8?q?Hej?=");
        assert_eq!(head_line("En ganska lång titel", 10), "En ganska…");
        assert_eq!(head_line("Svar från \u{2068}לשכה\u{2069}", 80), "Svar från לשכה");
    }

    #[test]
    fn what_is_set_apart_in_a_sentence_stays_apart_in_the_letter() {
        assert_eq!(body_line("Svar  från \u{2068}לשכה\u{2069}\u{202e}.\r\nHej\u{200b}"), "Svar från \u{2068}לשכה\u{2069}. Hej");
    }
}
