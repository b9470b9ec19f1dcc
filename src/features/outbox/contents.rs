//! What mails say that are not one notice: digests, receipts to a registry, and test mails.

use super::letters::{News, Stationery};
use super::store::{Arrival, LongLate};
use crate::domain::submission::SubmissionKind;
use crate::domain::text::hex;
use crate::platform::telling::Message;
use crate::platform::texts::Apart;

/// Subject, paragraphs, and one link.
pub(super) struct Content {
    pub(super) subject: String,
    pub(super) lines: Vec<String>,
    /// What stands below them letter by letter.
    pub(super) verbatim: String,
    pub(super) link: &'static str,
    pub(super) path: String,
}

impl From<Message> for Content {
    fn from(message: Message) -> Self {
        let Message { subject, lines, link, path, .. } = message;
        Self { subject, lines, verbatim: String::new(), link, path }
    }
}

/// The newest checkpoint of each log, to whoever keeps what vouches for it where the service cannot reach.
pub(super) fn checkpoints(with: &Stationery, notes: &str) -> Content {
    let t = with.t;
    Content {
        subject: t.subject_checkpoints(&with.words.date(with.today)),
        lines: vec![t.checkpoints(&with.sender.organisation), t.keep_checkpoints().to_owned()],
        verbatim: notes.to_owned(),
        link: t.open_service(),
        path: "/".to_owned(),
    }
}

/// What somebody was told since the last one: the subjects, a line each.
pub(super) fn digest(with: &Stationery, news: &News) -> Content {
    let lines = news.iter().map(|(message, round)| {
        let (subject, board) = (&message.subject, &round.name.board_name);
        // Somebody may work for two boards that answer the same audit.
        if subject.contains(board.as_str()) { format!("• {subject}") } else { format!("• {subject} ({})", Apart(board)) }
    });
    let count = i64::try_from(news.len()).unwrap_or(i64::MAX);
    Content {
        subject: with.t.subject_digest(count, &with.words.date(with.today)),
        lines: std::iter::once(with.t.digest().to_owned()).chain(lines).collect(),
        verbatim: String::new(),
        link: with.t.open_notices(),
        path: "/aviseringar".to_owned(),
    }
}

/// What a whole board is told. Whoever reads it in the board's mailbox may have no role in it, and cannot open what the link leads to.
pub(super) fn to_the_board(with: &Stationery, message: Message) -> Content {
    let mut content = Content::from(message);
    content.lines.push(with.t.why_to_the_board().to_owned());
    content
}

/// The receipt of an arrival, to the address that the letter names for answers. It leads to the receipt of just this: the round may
/// have another by now.
pub(super) fn receipt(with: &Stationery, arrival: &Arrival) -> Content {
    let (t, words) = (with.t, with.words);
    let (name, round) = (&arrival.name, words.round(arrival.name.kind, arrival.name.ordinal()));
    let sum = hex(&arrival.document_sha256);
    let when = words.received(arrival.received_at, arrival.received_on);
    let by = words.genitive(&name.board_name);
    let (subject, first) = match arrival.kind {
        SubmissionKind::Response | SubmissionKind::Preliminary => {
            (t.subject_receipt(&by, &name.title), t.received(&name.board_name, &round, &name.title, &name.reference, &when))
        }
        SubmissionKind::Supplement => {
            (t.subject_supplement(&by, &name.title), t.received_supplement(&name.board_name, &round, &name.title, &name.reference, &when))
        }
    };
    let mut lines = vec![first, t.receipt_number(&arrival.receipt_number), t.fingerprint(&sum)];
    if arrival.kind == SubmissionKind::Preliminary {
        lines.push(t.came_as_preliminary().to_owned());
    }
    if arrival.withdrawn {
        lines.push(t.withdrawn_since().to_owned());
    }
    Content { subject, lines, verbatim: String::new(), link: t.open_receipt(), path: name.below_submission(arrival.number, "kvitto") }
}

/// So many responses are named in a mail to the presidium.
const NAMED: usize = 20;

/// Responses that have been late for long, and have not come since it was written down that they are told.
pub(super) fn long_late(with: &Stationery, late: &[LongLate]) -> Content {
    let (t, words) = (with.t, with.words);
    let count = i64::try_from(late.len()).unwrap_or(i64::MAX);
    let line = |one: &LongLate| {
        let round = words.round(one.name.kind, one.name.ordinal());
        let days = words.days_late((with.today - one.due_on).num_days());
        format!("• {}", t.long_late_line(&one.name.board_name, &round, &one.name.title, &one.name.reference, &words.date(one.due_on), &days))
    };
    let mut lines = vec![t.long_late(count)];
    lines.extend(late.iter().take(NAMED).map(line));
    if let Some(more) = late.len().checked_sub(NAMED).filter(|more| *more > 0) {
        lines.push(t.long_late_more(i64::try_from(more).unwrap_or(i64::MAX)));
    }
    lines.push(t.long_late_why().to_owned());
    Content { subject: t.subject_long_late(count), lines, verbatim: String::new(), link: t.open_overview(), path: "/oversikt".to_owned() }
}

/// A mail to oneself.
pub(super) fn test(with: &Stationery) -> Content {
    Content {
        subject: with.t.subject_test().to_owned(),
        lines: vec![with.t.test().to_owned()],
        verbatim: String::new(),
        link: with.t.open_mails(),
        path: "/admin/utskick".to_owned(),
    }
}
