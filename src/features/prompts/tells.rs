//! What a board is told when the auditors remind it: what is late, and the auditors' own words.

use crate::domain::calendar;
use crate::domain::event::{Event, NoticeKind};
use crate::domain::notice::{About, HANDS_IN, Lasts, Notice, NoticeClass, Reader, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};
use crate::platform::texts::plural;

/// A late board is reminded. Whoever hands in for it is told at once.
pub(super) static PROMPTED: Tells =
    Tells { rule: Rule { kind: NoticeKind::Prompted, audience: HANDS_IN, class: NoticeClass::DeadlineMoved, lasts: Lasts::WhileDue }, message: prompted };

/// What of an event is told.
pub(super) fn of(event: &Event) -> Vec<Telling> {
    match event {
        // By this cause the mail finds the words (`untold` of the outbox).
        Event::BoardPrompted { round, entry, .. } => vec![PROMPTED.about(About::Round(*round), format!("prompt:{round}:{entry}"))],
        _ => Vec::new(),
    }
}

crate::texts! {
    told(board: &str, round: &str, title: &str, day: &str) { sv: "Revisionen har påmint {board}: {round}, {title}. Skulle ha kommit {day}.", en: "The auditors have reminded {board}: {round}, {title}. Was due {day}." }
    subject(title: &str, day: &str) { sv: "Påminnelse från revisionen: yttrande om {title} skulle ha kommit {day}", en: "Reminder from the auditors: response on {title} was due on {day}" }
    late(auditors: &str, board: &str, round: &str, title: &str, reference: &str, day: &str) {
        sv: "{auditors} väntar på {round} från {board} över {title} ({reference}). Sista dag var {day}.",
        en: "{auditors} is waiting for the {round} of {board} on {title} ({reference}). The last day was {day}."
    }
    late_by(n: i64) {
        sv: format!("Yttrandet är {} försenat.", plural(n, "1 dag", "dagar")),
        en: format!("The response is {} late.", plural(n, "1 day", "days"))
    }
    they_write(auditors: &str) { sv: "{auditors} skriver:", en: "{auditors} writes:" }
    open_desk { sv: "Öppna yttrandet", en: "Open the response" }
    open_ledger { sv: "Se sista dagen och påminnelserna", en: "See the last day and the reminders" }
}

/// The paragraphs that the service writes itself, before the auditors' words.
pub(super) fn beginning(notice: &Notice, reading: &Reading<'_>) -> Vec<String> {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let name = &of.name;
    let day = words.weekday_date(of.last_day.due_on);
    let late = calendar::days_late(of.last_day.due_on, reading.today).unwrap_or(0);
    vec![
        t.late(reading.auditors, &name.board_name, &words.round(name.kind, name.ordinal()), &name.title, &name.reference, &day),
        t.late_by(late),
        t.they_write(reading.auditors),
    ]
}

fn prompted(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let name = &of.name;
    let mut lines = beginning(notice, reading);
    let own = notice.words.as_deref().unwrap_or_default();
    lines.extend(own.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(str::to_owned));
    let at_desk = reading.reader == Reader::Board && of.received_on.is_none();
    let (link, path) = if at_desk { (t.open_desk(), name.desk_url()) } else { (t.open_ledger(), name.ledger_url()) };
    Message {
        sentence: t.told(&name.board_name, &words.round(name.kind, name.ordinal()), &name.title, &words.date(notice.told_due_on)),
        subject: t.subject(&name.title, &words.date(of.last_day.due_on)),
        lines,
        link,
        path,
    }
}
