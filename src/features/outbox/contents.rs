//! What mails say that are not one notice: digests, receipts to a registry, and test mails.

use super::letters::{News, Stationery};
use super::store::Arrival;
use crate::domain::submission::SubmissionKind;
use crate::platform::telling::Message;

/// Subject, paragraphs, and one link.
pub(super) struct Content {
    pub(super) subject: String,
    pub(super) lines: Vec<String>,
    pub(super) link: &'static str,
    pub(super) path: String,
}

impl From<Message> for Content {
    fn from(message: Message) -> Self {
        let Message { subject, lines, link, path, .. } = message;
        Self { subject, lines, link, path }
    }
}

/// What somebody was told since the last one: the subjects, a line each.
pub(super) fn digest(with: &Stationery, news: &News) -> Content {
    let lines = news.iter().map(|(message, round)| {
        let (subject, board) = (&message.subject, &round.name.board_name);
        // Somebody may work for two boards that answer the same audit.
        if subject.contains(board.as_str()) { format!("• {subject}") } else { format!("• {subject} ({board})") }
    });
    let count = i64::try_from(news.len()).unwrap_or(i64::MAX);
    Content {
        subject: with.t.subject_digest(count, &with.words.date(with.today)),
        lines: std::iter::once(with.t.digest().to_owned()).chain(lines).collect(),
        link: with.t.open_notices(),
        path: "/aviseringar".to_owned(),
    }
}

/// The receipt of an arrival, to the address that the letter names for answers.
pub(super) fn receipt(with: &Stationery, arrival: &Arrival) -> Content {
    let (t, words) = (with.t, with.words);
    let (name, round) = (&arrival.name, words.round(arrival.name.kind, arrival.name.ordinal()));
    let sum: String = arrival.document_sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut lines = vec![
        t.received(&name.board_name, &round, &name.title, &name.reference, &words.received(arrival.received_at, arrival.received_on)),
        t.receipt_number(&arrival.receipt_number),
        t.fingerprint(&sum),
    ];
    match arrival.kind {
        SubmissionKind::Response => {}
        SubmissionKind::Preliminary => lines.push(t.came_as_preliminary().to_owned()),
        SubmissionKind::Supplement => lines.push(t.came_as_supplement().to_owned()),
    }
    if arrival.withdrawn {
        lines.push(t.withdrawn_since().to_owned());
    }
    Content { subject: t.subject_receipt(&words.genitive(&name.board_name), &name.title), lines, link: t.open_receipt(), path: name.receipt_url() }
}

/// A mail to oneself.
pub(super) fn test(with: &Stationery) -> Content {
    Content { subject: with.t.subject_test().to_owned(), lines: vec![with.t.test().to_owned()], link: with.t.open_mails(), path: "/admin/utskick".to_owned() }
}
