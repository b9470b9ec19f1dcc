//! What each kind of mail says, and where it leads. Days are counted when it is sent, not when it was made.

use super::letters::{Desk, Reader};
use super::store::{Arrival, Round, Told};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar::{self, Standing};
use crate::domain::notice::NoticeKind;
use crate::domain::round::RoundKey;
use crate::platform::language::Lang;

/// Subject, paragraphs, and one link.
pub(super) struct Saying {
    pub(super) subject: String,
    pub(super) lines: Vec<String>,
    pub(super) words: &'static str,
    pub(super) path: String,
}

/// One notice.
pub(super) fn notice(desk: &Desk, told: &Told, reader: Reader) -> Saying {
    let round = &told.round;
    match told.kind {
        NoticeKind::ResponseRequested => requested(desk, round),
        NoticeKind::Reminder | NoticeKind::Overdue => reminder(desk, round, reader),
        NoticeKind::ResponseMissing => missing(desk, round),
        NoticeKind::BoardWithoutSecretary => unstaffed(desk, round, reader),
        NoticeKind::ResponseReceived => received(desk, round, reader),
        NoticeKind::VerdictPublished => {
            let of = Of::new(desk, round);
            let lines = vec![desk.t.verdict(&of.round, of.board, of.title, of.reference)];
            Saying { subject: desk.t.subject_verdict(of.title), lines, words: desk.t.open_response(), path: of.response() }
        }
        NoticeKind::ExtensionRequested
        | NoticeKind::ExtensionRequestWithdrawn
        | NoticeKind::ExtensionGranted
        | NoticeKind::ExtensionRefused
        | NoticeKind::DeadlineChanged
        | NoticeKind::ClosedWithoutAnswer => deadline(desk, told),
    }
}

/// What letters say of a round, in the reader's language.
struct Of<'a> {
    board: &'a str,
    title: &'a str,
    reference: &'a str,
    round: String,
    day: String,
    weekday: String,
    facts: &'a Round,
}

impl<'a> Of<'a> {
    fn new(desk: &Desk, facts: &'a Round) -> Self {
        Self {
            board: &facts.board_name,
            title: &facts.title,
            reference: &facts.reference,
            round: desk.words.round(facts.kind, facts.ordinal),
            day: desk.words.date(facts.due_on),
            weekday: desk.words.weekday_date(facts.due_on),
            facts,
        }
    }

    fn key(&self) -> RoundKey {
        RoundKey::new(self.facts.ordinal)
    }

    fn desk(&self) -> String {
        address::desk(&self.facts.key, &self.facts.board_slug, self.key())
    }

    fn response(&self) -> String {
        address::response(&self.facts.key, &self.facts.board_slug, self.key())
    }

    fn below(&self, page: &str) -> String {
        address::below_response(&self.facts.key, &self.facts.board_slug, self.key(), page)
    }

    /// Where to do something about it.
    fn place(&self, desk: &Desk, reader: Reader) -> (&'static str, String) {
        match reader {
            Reader::Board => (desk.t.open_desk(), self.desk()),
            Reader::Auditors | Reader::Administrators => (desk.t.open_audit(), address::audit(&self.facts.key)),
        }
    }
}

fn requested(desk: &Desk, round: &Round) -> Saying {
    let (t, of) = (desk.t, Of::new(desk, round));
    let lines = vec![t.requested(&desk.house.auditors, of.board, of.title, of.reference), t.requested_due(&of.round, &of.weekday)];
    Saying { subject: t.subject_requested(of.title, &of.day), lines, words: t.open_desk(), path: of.desk() }
}

/// Before, on and after the last day, by the day on which it is sent.
fn reminder(desk: &Desk, round: &Round, reader: Reader) -> Saying {
    let (t, of) = (desk.t, Of::new(desk, round));
    let (words, path) = of.place(desk, reader);
    let ahead = |subject: String| {
        let lines = vec![t.due(of.board, &of.round, of.title, of.reference, &of.weekday), t.ask_for_time().to_owned()];
        (subject, lines)
    };
    let (subject, lines) = match calendar::standing(round.due_on, desk.today) {
        Standing::DaysLeft(n) => ahead(t.subject_left(n, of.title, &of.day)),
        Standing::LastDay => ahead(t.subject_last_day(of.title, &of.day)),
        Standing::DaysLate(n) => {
            let mut lines = vec![t.late(of.board, &of.round, of.title, of.reference, &of.weekday), t.late_by(n)];
            if reader == Reader::Board {
                lines.push(t.still_possible().to_owned());
            }
            (t.subject_overdue(of.title, &of.day), lines)
        }
    };
    Saying { subject, lines, words, path }
}

fn missing(desk: &Desk, round: &Round) -> Saying {
    let (t, of) = (desk.t, Of::new(desk, round));
    let late = calendar::days_late(round.due_on, desk.today).unwrap_or(0);
    let lines = vec![t.late(of.board, &of.round, of.title, of.reference, &of.weekday), t.late_by(late), t.taken_up().to_owned()];
    Saying { subject: t.subject_missing(of.title, of.board, &of.day), lines, words: t.open_reminder_letter(), path: of.below("paminnelsebrev") }
}

/// Administrators see no content: they are told board and day, and not which audit it is about.
fn unstaffed(desk: &Desk, round: &Round, reader: Reader) -> Saying {
    let (t, of) = (desk.t, Of::new(desk, round));
    let day = if round.due_on < desk.today { t.unstaffed_day_was(&of.weekday) } else { t.unstaffed_day(&of.weekday) };
    let (advice, words, path) = match reader {
        Reader::Administrators => (t.add_secretary(), t.open_board(), format!("/admin/namnder/{}", round.board_slug)),
        Reader::Board | Reader::Auditors => (t.contact_board(), t.open_audit(), address::audit(&round.key)),
    };
    Saying { subject: t.subject_unstaffed(of.board, &of.day), lines: vec![t.unstaffed(of.board), day, advice.to_owned()], words, path }
}

fn received(desk: &Desk, round: &Round, reader: Reader) -> Saying {
    let (t, of) = (desk.t, Of::new(desk, round));
    let mut lines = Vec::new();
    if let Some(day) = round.received_on {
        lines.push(t.received(of.board, &of.round, of.title, of.reference, &desk.words.received(round.received_at, day)));
        lines.push(calendar::days_late(round.due_on, day).map_or_else(|| t.in_time(&of.weekday), |n| t.came_late(n, &of.weekday)));
    }
    let (subject, words, path) = match reader {
        Reader::Board => (t.subject_receipt(&genitive(t.lang, of.board), of.title), t.open_receipt(), of.below("kvitto")),
        Reader::Auditors | Reader::Administrators => (t.subject_received(of.title, of.board), t.open_response(), of.response()),
    };
    Saying { subject, lines, words, path }
}

/// What has happened to a last day.
fn deadline(desk: &Desk, told: &Told) -> Saying {
    let (t, of) = (desk.t, Of::new(desk, &told.round));
    let (about, ledger) = ((of.board, of.round.as_str(), of.title, of.reference), (t.open_ledger(), of.below("sista-dag")));
    // The day that was told: another may be in force by now, and has been told by itself.
    let (day, weekday) = (desk.words.date(told.told_due_on), desk.words.weekday_date(told.told_due_on));
    let now = t.last_day_is(&weekday);
    let said = |say: fn(Texts, &str, &str, &str, &str) -> String| say(t, about.0, about.1, about.2, about.3);
    let (subject, lines, (words, path)) = match told.kind {
        NoticeKind::ExtensionRequested => {
            let lines = vec![said(Texts::extension_asked), t.until_decided(&weekday)];
            (t.subject_extension_asked(of.title, of.board), lines, (t.open_request(), of.below("sista-dag")))
        }
        NoticeKind::ExtensionRequestWithdrawn => (t.subject_extension_withdrawn(of.title, of.board), vec![said(Texts::extension_withdrawn), now], ledger),
        NoticeKind::ExtensionGranted => (t.subject_granted(of.title, &day), vec![said(Texts::granted), now], ledger),
        NoticeKind::ExtensionRefused => (t.subject_refused(of.title, &day), vec![said(Texts::refused), now], ledger),
        NoticeKind::ClosedWithoutAnswer => (t.subject_closed(of.title), vec![said(Texts::closed_without_answer)], ledger),
        NoticeKind::ResponseRequested
        | NoticeKind::ResponseReceived
        | NoticeKind::DeadlineChanged
        | NoticeKind::VerdictPublished
        | NoticeKind::Reminder
        | NoticeKind::Overdue
        | NoticeKind::ResponseMissing
        | NoticeKind::BoardWithoutSecretary => (t.subject_moved(of.title, &day), vec![said(Texts::moved), now], ledger),
    };
    Saying { subject, lines, words, path }
}

/// What somebody was told since the last one: the subjects, a line each.
pub(super) fn digest(desk: &Desk, told: &[(Told, Reader)]) -> Saying {
    let news = told.iter().map(|(told, reader)| {
        let (subject, board) = (notice(desk, told, *reader).subject, &told.round.board_name);
        // Somebody may work for two boards that answer the same audit.
        if subject.contains(board.as_str()) { format!("• {subject}") } else { format!("• {subject} ({board})") }
    });
    let count = i64::try_from(told.len()).unwrap_or(i64::MAX);
    Saying {
        subject: desk.t.subject_digest(count, &desk.words.date(desk.today)),
        lines: std::iter::once(desk.t.digest().to_owned()).chain(news).collect(),
        words: desk.t.open_notices(),
        path: "/aviseringar".to_owned(),
    }
}

/// The receipt of an arrival, to the address that the letter names for answers.
pub(super) fn receipt(desk: &Desk, arrival: &Arrival) -> Saying {
    let t = desk.t;
    let round = desk.words.round(arrival.kind, arrival.ordinal);
    let sum: String = arrival.document_sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    Saying {
        subject: t.subject_receipt(&genitive(t.lang, &arrival.board_name), &arrival.title),
        lines: vec![
            t.received(&arrival.board_name, &round, &arrival.title, &arrival.reference, &desk.words.received(arrival.received_at, arrival.received_on)),
            t.receipt_number(&arrival.receipt_number),
            t.fingerprint(&sum),
        ],
        words: t.open_receipt(),
        path: address::below_response(&arrival.key, &arrival.board_slug, RoundKey::new(arrival.ordinal), "kvitto"),
    }
}

/// A mail to oneself.
pub(super) fn test(desk: &Desk) -> Saying {
    Saying { subject: desk.t.subject_test().to_owned(), lines: vec![desk.t.test().to_owned()], words: desk.t.open_mails(), path: "/admin/utskick".to_owned() }
}

/// "Servicenämndens", "Bolaget AB:s"; "Servicenämnden's".
fn genitive(lang: Lang, name: &str) -> String {
    let abbreviated = name.split_whitespace().last().is_some_and(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase));
    let ending = match lang {
        Lang::En => "'s",
        Lang::Sv if abbreviated => ":s",
        Lang::Sv if name.ends_with(['s', 'x', 'z']) => "",
        Lang::Sv => "s",
    };
    format!("{name}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_bent_as_people_bend_them() {
        assert_eq!(genitive(Lang::Sv, "Servicenämnden"), "Servicenämndens");
        assert_eq!(genitive(Lang::Sv, "Strandhus AB"), "Strandhus AB:s");
        assert_eq!(genitive(Lang::Sv, "Nämnden för Mariefors"), "Nämnden för Mariefors");
        assert_eq!(genitive(Lang::En, "Servicenämnden"), "Servicenämnden's");
    }
}
