//! What boards are told of a supplement that the auditors ask for; and both of them, when its day has passed.

use crate::domain::calendar::{self, Standing};
use crate::domain::event::{Event, NoticeKind};
use crate::domain::notice::{About, BOARD, BOARD_AND_AUDITORS, Lasts, Notice, NoticeClass, Reader, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};
use crate::platform::texts::plural;

/// A supplement is asked for.
pub(super) static REQUESTED: Tells = Tells {
    rule: Rule { kind: NoticeKind::SupplementRequested, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::WhileSupplementAwaited },
    message: requested,
};
/// That was taken back.
pub(super) static WITHDRAWN: Tells = Tells {
    rule: Rule { kind: NoticeKind::SupplementRequestWithdrawn, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::Always },
    message: withdrawn,
};
/// Its last day is near, or has passed.
pub(super) static DUE: Tells = Tells {
    rule: Rule { kind: NoticeKind::SupplementDue, audience: BOARD_AND_AUDITORS, class: NoticeClass::Deadline, lasts: Lasts::WhileSupplementAwaited },
    message: due,
};

/// What of an event is told.
pub(super) fn of(event: &Event) -> Vec<Telling> {
    match event {
        Event::SupplementAsked { round, request, .. } => vec![REQUESTED.about(About::Round(*round), format!("supplement:{round}:{request}"))],
        Event::SupplementRequestWithdrawn { round, request, .. } => {
            vec![WITHDRAWN.about(About::Round(*round), format!("supplement-withdrawn:{round}:{request}"))]
        }
        _ => Vec::new(),
    }
}

crate::texts! {
    told_requested(board: &str, round: &str, title: &str, day: &str) { sv: "Revisionen begär att {board} kompletterar sitt {round}, {title}. Senast {day}.", en: "The auditors ask {board} to supplement its {round}, {title}. No later than {day}." }
    subject_requested(title: &str, day: &str) { sv: "Komplettering begärd: {title} – senast {day}", en: "Supplement requested: {title} – by {day}" }
    requested(auditors: &str, board: &str, round: &str, title: &str, reference: &str) {
        sv: "{auditors} har läst {round} från {board} över {title} ({reference}) och begär en komplettering. Vad som saknas står i tjänsten.",
        en: "{auditors} has read the {round} of {board} on {title} ({reference}) and asks for a supplement. What is missing stands in the service."
    }
    last_day(day: &str) { sv: "Sista dag för kompletteringen är {day}. Hela den dagen räknas.", en: "The last day for the supplement is {day}. That whole day counts." }
    stands { sv: "Det som är inlämnat ändras inte. Kompletteringen läggs till bredvid.", en: "What has been submitted is not changed. The supplement is added beside it." }
    told_withdrawn(board: &str, round: &str, title: &str) { sv: "Revisionen har återtagit sin begäran om komplettering till {round} från {board}, {title}.", en: "The auditors have withdrawn their request for a supplement to the {round} of {board}, {title}." }
    subject_withdrawn(title: &str) { sv: "Begäran om komplettering är återtagen: {title}", en: "The request for a supplement is withdrawn: {title}" }
    withdrawn(auditors: &str, board: &str, round: &str, title: &str, reference: &str) {
        sv: "{auditors} har återtagit sin begäran om komplettering till {round} från {board} över {title} ({reference}). Skälet står i tjänsten.",
        en: "{auditors} has withdrawn its request for a supplement to the {round} of {board} on {title} ({reference}). The reason stands in the service."
    }
    told_left(n: i64, board: &str, round: &str, title: &str, day: &str) {
        sv: format!("{} kvar: {board} ska komplettera sitt {round}, {title} ({day}).", plural(n, "1 dag", "dagar")),
        en: format!("{} left: {board} is to supplement its {round}, {title} ({day}).", plural(n, "1 day", "days"))
    }
    told_last_day(board: &str, round: &str, title: &str, day: &str) { sv: "Sista dagen: {board} ska komplettera sitt {round}, {title} ({day}).", en: "Last day: {board} is to supplement its {round}, {title} ({day})." }
    told_late(board: &str, round: &str, title: &str, day: &str) { sv: "Kompletteringen är försenad: {board}, {round}, {title}. Skulle ha kommit {day}.", en: "The supplement is overdue: {board}, {round}, {title}. Was due {day}." }
    subject_left(n: i64, title: &str, day: &str) {
        sv: format!("{} kvar: komplettering om {title} ({day})", plural(n, "1 dag", "dagar")),
        en: format!("{} left: supplement on {title} ({day})", plural(n, "1 day", "days"))
    }
    subject_last_day(title: &str, day: &str) { sv: "Sista dagen i dag: komplettering om {title} ({day})", en: "Last day today: supplement on {title} ({day})" }
    subject_late(title: &str, day: &str) { sv: "Försenad: komplettering om {title} skulle ha kommit {day}", en: "Overdue: supplement on {title} was due on {day}" }
    waits(board: &str, round: &str, title: &str, reference: &str) {
        sv: "Revisorerna väntar på en komplettering till {round} från {board} över {title} ({reference}).",
        en: "The auditors are waiting for a supplement to the {round} of {board} on {title} ({reference})."
    }
    last_day_was(day: &str) { sv: "Sista dag var {day}. Den kan fortfarande lämnas, och märks som sen.", en: "The last day was {day}. It can still be submitted, and is marked as late." }
    answer { sv: "Lämna kompletteringen", en: "Submit the supplement" }
    read { sv: "Läs yttrandet", en: "Read the response" }
}

/// Where it is answered; to everybody else the response.
fn place(notice: &Notice, reading: &Reading<'_>, t: Texts) -> (&'static str, String) {
    let of = &notice.round;
    match reading.reader {
        Reader::Board if of.supplement_due_on.is_some() => (t.answer(), of.name.supplement_url()),
        Reader::Board | Reader::Auditors | Reader::Administrators => (t.read(), of.name.response_url()),
    }
}

fn requested(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    let (link, path) = place(notice, reading, t);
    Message {
        sentence: t.told_requested(board, &round, title, &words.date(notice.told_due_on)),
        subject: t.subject_requested(title, &words.date(notice.told_due_on)),
        lines: vec![
            t.requested(reading.auditors, board, &round, title, &of.name.reference),
            t.last_day(&words.weekday_date(notice.told_due_on)),
            t.stands().to_owned(),
        ],
        link,
        path,
    }
}

fn withdrawn(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    Message {
        sentence: t.told_withdrawn(board, &round, title),
        subject: t.subject_withdrawn(title),
        lines: vec![t.withdrawn(reading.auditors, board, &round, title, &of.name.reference)],
        link: t.read(),
        path: of.name.response_url(),
    }
}

/// In the service it is said as it was told; the mail counts from the day on which it is sent.
fn due(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title, told) =
        (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str(), words.date(notice.told_due_on));
    let sentence = match i64::from(notice.days) {
        0 => t.told_last_day(board, &round, title, &told),
        1.. => t.told_late(board, &round, title, &told),
        days => t.told_left(-days, board, &round, title, &told),
    };
    let weekday = words.weekday_date(notice.told_due_on);
    let (subject, day) = match calendar::standing(notice.told_due_on, reading.today) {
        Standing::DaysLeft(n) => (t.subject_left(n, title, &told), t.last_day(&weekday)),
        Standing::LastDay => (t.subject_last_day(title, &told), t.last_day(&weekday)),
        Standing::DaysLate(_) => (t.subject_late(title, &told), t.last_day_was(&weekday)),
    };
    let (link, path) = place(notice, reading, t);
    Message { sentence, subject, lines: vec![t.waits(board, &round, title, &of.name.reference), day], link, path }
}
