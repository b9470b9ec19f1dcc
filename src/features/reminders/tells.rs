//! What the calendar says to whom. Who is told a step depends on the step and on who is there: `domain/reminder.rs`.

use crate::domain::address;
use crate::domain::calendar::{self, Standing};
use crate::domain::event::NoticeKind;
use crate::domain::notice::{ADMINISTRATORS_AND_AUDITORS, AUDITORS, BOARD, BOARD_AND_AUDITORS, Lasts, Notice, NoticeClass, Reader, RoundTold, Rule};
use crate::platform::telling::{Message, Reading, Tells};
use crate::platform::texts::plural;

/// The last day is near.
pub(super) const REMINDER: Tells =
    Tells { rule: Rule { kind: NoticeKind::Reminder, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::UntilNextStep }, message: reminder };
/// The last day has passed without an answer.
pub(super) const OVERDUE: Tells = Tells {
    rule: Rule { kind: NoticeKind::Overdue, audience: BOARD_AND_AUDITORS, class: NoticeClass::Deadline, lasts: Lasts::UntilNextStep },
    message: overdue,
};
/// The answer has been missing so long that the auditors take it up.
pub(super) const MISSING: Tells =
    Tells { rule: Rule { kind: NoticeKind::ResponseMissing, audience: AUDITORS, class: NoticeClass::Deadline, lasts: Lasts::WhileDue }, message: missing };
/// A last day is near and the board has nobody who can be reminded.
pub(super) const UNSTAFFED: Tells = Tells {
    rule: Rule { kind: NoticeKind::BoardWithoutSecretary, audience: ADMINISTRATORS_AND_AUDITORS, class: NoticeClass::Deadline, lasts: Lasts::UntilNextStep },
    message: unstaffed,
};

/// All of them.
pub(super) const ALL: [&Tells; 4] = [&REMINDER, &OVERDUE, &MISSING, &UNSTAFFED];

crate::texts! {
    told_reminder(left: &str, board: &str, round: &str, title: &str, day: &str) { sv: "{left} för {board}: {round}, {title} ({day}).", en: "{left} for {board}: {round}, {title} ({day})." }
    told_overdue(board: &str, round: &str, title: &str, day: &str) { sv: "Försenat: {board}, {round}, {title}. Skulle ha kommit {day}.", en: "Overdue: {board}, {round}, {title}. Was due {day}." }
    subject_left(n: i64, title: &str, day: &str) {
        sv: format!("{} kvar: yttrande om {title} ({day})", plural(n, "1 dag", "dagar")),
        en: format!("{} left: response on {title} ({day})", plural(n, "1 day", "days"))
    }
    subject_last_day(title: &str, day: &str) { sv: "Sista dagen i dag: yttrande om {title} ({day})", en: "Last day today: response on {title} ({day})" }
    subject_overdue(title: &str, day: &str) { sv: "Försenat: yttrande om {title} skulle ha kommit {day}", en: "Overdue: response on {title} was due on {day}" }
    due(board: &str, round: &str, title: &str, reference: &str, day: &str) {
        sv: "{board} ska lämna sitt {round} över {title} ({reference}) senast {day}. Hela den dagen räknas.",
        en: "{board} is to submit its {round} on {title} ({reference}) no later than {day}. That whole day counts."
    }
    ask_for_time { sv: "Räcker inte tiden kan nämnden begära anstånd hos revisorerna.", en: "If there is not enough time, the board can ask the auditors for an extension." }
    late(board: &str, round: &str, title: &str, reference: &str, day: &str) {
        sv: "Revisorerna väntar på {round} från {board} över {title} ({reference}). Sista dag var {day}.",
        en: "The auditors are waiting for the {round} of {board} on {title} ({reference}). The last day was {day}."
    }
    late_by(n: i64) {
        sv: format!("Yttrandet är {} försenat.", plural(n, "1 dag", "dagar")),
        en: format!("The response is {} late.", plural(n, "1 day", "days"))
    }
    still_possible { sv: "Det går fortfarande att lämna det. Det märks som försenat.", en: "It can still be submitted. It is marked as late." }
    open_desk { sv: "Öppna yttrandet", en: "Open the response" }
    open_audit { sv: "Öppna granskningen", en: "Open the audit" }
    open_ledger { sv: "Se sista dagen och besluten", en: "See the last day and the decisions" }

    told_missing(board: &str, title: &str) { sv: "Uteblivet yttrande från {board}: {title}. Ett påminnelsebrev är förberett.", en: "Missing response from {board}: {title}. A letter of reminder is prepared." }
    subject_missing(title: &str, board: &str, day: &str) { sv: "Uteblivet yttrande: {title} – {board}, sista dag {day}", en: "Missing response: {title} – {board}, last day {day}" }
    taken_up { sv: "Det står nu som uteblivet yttrande till revisorernas nästa sammanträde.", en: "It now stands as a missing response for the auditors' next meeting." }
    open_reminder_letter { sv: "Öppna förslaget till påminnelsebrev", en: "Open the proposed letter of reminder" }

    told_unstaffed(board: &str) { sv: "{board} har ingen som kan få påminnelser om sista dagen. Nämnden behöver en nämndsekreterare i tjänsten.", en: "{board} has nobody who can be reminded of its last day. The board needs a board secretary in the service." }
    subject_unstaffed(board: &str, day: &str) { sv: "{board} har ingen att påminna – sista dag {day}", en: "{board} has nobody to remind – last day {day}" }
    unstaffed(board: &str) {
        sv: "{board} har ingen nämndsekreterare, ordförande eller handläggare i tjänsten. Påminnelsen om sista dagen har därför inte gått till någon på nämnden.",
        en: "{board} has no secretary, chair or contributor in the service. The reminder of the last day has therefore reached nobody at the board."
    }
    unstaffed_day(day: &str) { sv: "Sista dagen är {day}.", en: "The last day is {day}." }
    unstaffed_day_was(day: &str) { sv: "Sista dagen var {day}.", en: "The last day was {day}." }
    add_secretary { sv: "Lägg till en nämndsekreterare, eller ta kontakt med nämnden på annat sätt.", en: "Add a secretary, or contact the board in another way." }
    contact_board { sv: "Ta kontakt med nämnden på annat sätt. Administratörerna har också fått veta det.", en: "Contact the board in another way. The administrators have been told too." }
    open_board { sv: "Öppna nämnden", en: "Open the board" }
}

fn reminder(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let left = words.days_left(-i64::from(notice.days));
    let sentence = t.told_reminder(&left, &of.name.board_name, &words.round(of.name.kind, of.name.ordinal()), &of.name.title, &words.date(notice.told_due_on));
    step(notice, reading, sentence)
}

fn overdue(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let sentence = t.told_overdue(&of.name.board_name, &words.round(of.name.kind, of.name.ordinal()), &of.name.title, &words.date(notice.told_due_on));
    step(notice, reading, sentence)
}

/// Before, on and after the last day. What the mail says depends on the day on which it is sent.
fn step(notice: &Notice, reading: &Reading<'_>, sentence: String) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title, day, weekday) = (
        words.round(of.name.kind, of.name.ordinal()),
        of.name.board_name.as_str(),
        of.name.title.as_str(),
        words.date(of.last_day.due_on),
        words.weekday_date(of.last_day.due_on),
    );
    let ahead = || vec![t.due(board, &round, title, &of.name.reference, &weekday), t.ask_for_time().to_owned()];
    let (subject, lines) = match calendar::standing(of.last_day.due_on, reading.today) {
        Standing::DaysLeft(n) => (t.subject_left(n, title, &day), ahead()),
        Standing::LastDay => (t.subject_last_day(title, &day), ahead()),
        Standing::DaysLate(n) => {
            let mut lines = vec![t.late(board, &round, title, &of.name.reference, &weekday), t.late_by(n)];
            if reading.reader == Reader::Board {
                lines.push(t.still_possible().to_owned());
            }
            (t.subject_overdue(title, &day), lines)
        }
    };
    let (link, path) = place(of, reading.reader, t);
    Message { sentence, subject, lines, link, path }
}

/// Where to do something about it; once the answer has come, there is nothing left to do.
fn place(of: &RoundTold, reader: Reader, t: Texts) -> (&'static str, String) {
    match reader {
        Reader::Board if of.received_on.is_none() => (t.open_desk(), of.name.desk_url()),
        Reader::Board => (t.open_ledger(), of.name.ledger_url()),
        Reader::Auditors | Reader::Administrators => (t.open_audit(), of.name.audit_url()),
    }
}

fn missing(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    let late = calendar::days_late(of.last_day.due_on, reading.today).unwrap_or(0);
    Message {
        sentence: t.told_missing(board, title),
        subject: t.subject_missing(title, board, &words.date(of.last_day.due_on)),
        lines: vec![t.late(board, &round, title, &of.name.reference, &words.weekday_date(of.last_day.due_on)), t.late_by(late), t.taken_up().to_owned()],
        link: t.open_reminder_letter(),
        path: of.name.reminder_letter_url(),
    }
}

/// Administrators see no content: they are told board and day, and not which audit it is about.
fn unstaffed(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (board, weekday) = (of.name.board_name.as_str(), words.weekday_date(of.last_day.due_on));
    let day = if of.last_day.due_on < reading.today { t.unstaffed_day_was(&weekday) } else { t.unstaffed_day(&weekday) };
    let (advice, link, path) = match reading.reader {
        Reader::Administrators => (t.add_secretary(), t.open_board(), address::kept_board(&of.name.board_slug)),
        Reader::Board | Reader::Auditors => (t.contact_board(), t.open_audit(), of.name.audit_url()),
    };
    Message {
        sentence: t.told_unstaffed(board),
        subject: t.subject_unstaffed(board, &words.date(of.last_day.due_on)),
        lines: vec![t.unstaffed(board), day, advice.to_owned()],
        link,
        path,
    }
}
