//! What boards are told of an audit: that a response is asked for, and that it was closed without theirs. And what those are told who
//! have it without having to answer.

use crate::domain::event::{Event, NoticeKind};
use crate::domain::notice::{About, BOARD, BOARD_AND_COUNCIL, Lasts, Notice, NoticeClass, Reader, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};

/// An audit was sent: a response is asked for.
pub(super) const REQUESTED: Tells = Tells {
    rule: Rule { kind: NoticeKind::ResponseRequested, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::UntilAnswered },
    message: requested,
};
/// The audit was closed without the board's answer.
pub(super) const CLOSED: Tells =
    Tells { rule: Rule { kind: NoticeKind::ClosedWithoutAnswer, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::Always }, message: closed };

/// An audit was sent to somebody who need not answer. It hangs on a round of others and speaks of the audit only.
pub(super) const INFORMED: Tells =
    Tells { rule: Rule { kind: NoticeKind::Informed, audience: BOARD_AND_COUNCIL, class: NoticeClass::Response, lasts: Lasts::Always }, message: informed };

/// What of an event is told.
pub(super) fn of(event: &Event) -> Vec<Telling> {
    match event {
        Event::AuditSent { audit, rounds } => {
            let asked = rounds.iter().map(|round| REQUESTED.about(About::FirstRound(*round), format!("sent:{round}")));
            asked.chain([INFORMED.about(About::Addressees(*audit, None), format!("informed:{audit}"))]).collect()
        }
        Event::RecipientAdded { audit, board } => vec![INFORMED.about(About::Addressees(*audit, Some(*board)), format!("informed:{audit}:{board}"))],
        Event::RoundOpened { round, .. } => vec![REQUESTED.about(About::Round(*round), format!("opened:{round}"))],
        Event::AuditClosed { without_answer, .. } => without_answer.iter().map(|round| CLOSED.about(About::Round(*round), format!("closed:{round}"))).collect(),
        _ => Vec::new(),
    }
}

crate::texts! {
    told_requested(board: &str, round: &str, title: &str, day: &str) { sv: "Yttrande begärt av {board}: {round}, {title}. Senast {day}.", en: "Response requested of {board}: {round}, {title}. No later than {day}." }
    subject_requested(title: &str, day: &str) { sv: "Yttrande begärt: {title} – senast {day}", en: "Response requested: {title} – by {day}" }
    requested(auditors: &str, board: &str, title: &str, reference: &str) {
        sv: "{auditors} har skickat granskningen {title} ({reference}) och ber {board} att yttra sig.",
        en: "{auditors} has sent the audit {title} ({reference}) and asks {board} to respond."
    }
    asked_again(auditors: &str, board: &str, title: &str, reference: &str) {
        sv: "{auditors} har en fråga till om granskningen {title} ({reference}) och ber {board} att svara. Vad det gäller står i tjänsten.",
        en: "{auditors} has a further question on the audit {title} ({reference}) and asks {board} to answer. What it is about stands in the service."
    }
    requested_due(round: &str, day: &str) { sv: "Sista dag för {round} är {day}. Hela den dagen räknas.", en: "The last day for the {round} is {day}. That whole day counts." }
    open_desk { sv: "Öppna yttrandet", en: "Open the response" }

    told_informed(title: &str, board: &str) { sv: "Revisionen har skickat granskningen {title} till {board}. Inget yttrande begärs.", en: "The auditors have sent the audit {title} to {board}. No response is asked for." }
    subject_informed(title: &str) { sv: "Granskning att ta del av: {title}", en: "An audit for you to read: {title}" }
    informed(auditors: &str, title: &str, reference: &str, board: &str) {
        sv: "{auditors} har skickat granskningen {title} ({reference}) till {board}. Inget yttrande begärs.",
        en: "{auditors} has sent the audit {title} ({reference}) to {board}. No response is asked for."
    }
    informed_where { sv: "Det som har skickats finns i tjänsten. Där syns sedan också svaren och revisionens omdömen.", en: "What was sent is in the service. The responses and the auditors’ verdicts are shown there as they come." }
    open_audit { sv: "Läs granskningen", en: "Read the audit" }

    told_closed(board: &str, round: &str, title: &str) { sv: "Granskningen är avslutad utan svar från {board}: {round}, {title}.", en: "The audit is closed without an answer from {board}: {round}, {title}." }
    subject_closed(title: &str) { sv: "Granskningen är avslutad utan svar: {title}", en: "The audit is closed without an answer: {title}" }
    closed(board: &str, round: &str, title: &str, reference: &str) {
        sv: "Revisorerna har avslutat granskningen ”{title}” ({reference}) utan {round} från {board}.",
        en: "The auditors have closed the audit “{title}” ({reference}) without the {round} of {board}."
    }
    open_ledger { sv: "Se sista dagen och besluten", en: "See the last day and the decisions" }
}

fn requested(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    // Once the answer has come, there is nothing left to do at the desk.
    let to_desk = reading.reader == Reader::Board && of.received_on.is_none();
    let (link, path) = if to_desk { (t.open_desk(), of.name.desk_url()) } else { (t.open_ledger(), of.name.ledger_url()) };
    // With the dispatch only the first round is told; a later one has been opened since.
    let why = if of.name.ordinal() > 1 {
        t.asked_again(reading.auditors, board, title, &of.name.reference)
    } else {
        t.requested(reading.auditors, board, title, &of.name.reference)
    };
    Message {
        sentence: t.told_requested(board, &round, title, &words.date(notice.told_due_on)),
        subject: t.subject_requested(title, &words.date(of.last_day.due_on)),
        lines: vec![why, t.requested_due(&round, &words.weekday_date(of.last_day.due_on))],
        link,
        path,
    }
}

fn closed(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    Message {
        sentence: t.told_closed(board, &round, title),
        subject: t.subject_closed(title),
        lines: vec![t.closed(board, &round, title, &of.name.reference)],
        link: t.open_ledger(),
        path: of.name.ledger_url(),
    }
}

fn informed(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    Message {
        sentence: t.told_informed(&name.title, &name.board_name),
        subject: t.subject_informed(&name.title),
        lines: vec![t.informed(reading.auditors, &name.title, &name.reference, &name.board_name), t.informed_where().to_owned()],
        link: t.open_audit(),
        path: name.audit_url(),
    }
}
