//! What is told of a last day: to the auditors what a board asks for, and to the board what became of it.

use chrono::NaiveDate;

use crate::domain::actor::Role;
use crate::domain::event::{Event, NoticeKind};
use crate::domain::extension::ExtensionOutcome;
use crate::domain::notice::{AUDITORS, About, BOARD, Lasts, Notice, NoticeClass, Reader, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};
use crate::platform::words::Words;

/// A board asks for a later last day.
pub(super) const REQUESTED: Tells = Tells { rule: rule(NoticeKind::ExtensionRequested, AUDITORS, NoticeClass::Extension), message: requested };
/// It took the request back.
pub(super) const WITHDRAWN: Tells = Tells { rule: rule(NoticeKind::ExtensionRequestWithdrawn, AUDITORS, NoticeClass::Extension), message: withdrawn };
/// The auditors granted a later last day.
pub(super) const GRANTED: Tells = Tells { rule: rule(NoticeKind::ExtensionGranted, BOARD, NoticeClass::Extension), message: granted };
/// They did not.
pub(super) const REFUSED: Tells = Tells { rule: rule(NoticeKind::ExtensionRefused, BOARD, NoticeClass::Extension), message: refused };
/// A last day is another than before, without a request for that.
pub(super) const CHANGED: Tells = Tells { rule: rule(NoticeKind::DeadlineChanged, BOARD, NoticeClass::DeadlineMoved), message: changed };

const fn rule(kind: NoticeKind, audience: &'static [Role], class: NoticeClass) -> Rule {
    Rule { kind, audience, class, lasts: Lasts::Always }
}

/// What of an event is told.
pub(super) fn of(event: &Event) -> Vec<Telling> {
    match event {
        Event::ExtensionRequested { round, extension, .. } => vec![REQUESTED.about(About::Round(*round), format!("asked:{extension}"))],
        Event::ExtensionRequestWithdrawn { round, extension, .. } => vec![WITHDRAWN.about(About::Round(*round), format!("withdrawn:{extension}"))],
        Event::ExtensionDecided { round, extension, outcome, .. } => {
            let tells = match outcome {
                ExtensionOutcome::Granted | ExtensionOutcome::GrantedOther => &GRANTED,
                ExtensionOutcome::Refused => &REFUSED,
            };
            vec![tells.about(About::Round(*round), format!("decided:{extension}"))]
        }
        // Named by the entry: a date that is put right twice is told twice.
        Event::RoundMovedAlong { round, entry, .. } | Event::DeadlineCorrected { round, entry, .. } => {
            vec![CHANGED.about(About::Round(*round), format!("entry:{round}:{entry}"))]
        }
        _ => Vec::new(),
    }
}

crate::texts! {
    told_requested(board: &str, title: &str, day: &str) { sv: "{board} begär anstånd: {title}. Nuvarande sista dag {day}.", en: "{board} requests an extension: {title}. Current last day {day}." }
    told_had_requested(board: &str, title: &str, day: &str) { sv: "{board} begärde anstånd: {title}. Sista dag var då {day}.", en: "{board} requested an extension: {title}. The last day was then {day}." }
    no_longer_asked { sv: "Begäran är avgjord eller återtagen sedan dess.", en: "The request has been decided or withdrawn since then." }
    subject_requested(title: &str, board: &str) { sv: "Anstånd begärt: {title} – {board}", en: "Extension requested: {title} – {board}" }
    requested(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} ber om en senare sista dag för sitt {round} över {title} ({reference}).",
        en: "{board} asks for a later last day for its {round} on {title} ({reference})."
    }
    until_decided(day: &str) { sv: "Tills revisorerna har beslutat gäller {day}.", en: "Until the auditors have decided, {day} applies." }
    open_request { sv: "Läs begäran", en: "Read the request" }

    told_withdrawn(board: &str, title: &str) { sv: "{board} har tagit tillbaka sin begäran om anstånd: {title}.", en: "{board} has withdrawn its request for an extension: {title}." }
    subject_withdrawn(title: &str, board: &str) { sv: "Begäran om anstånd återtagen: {title} – {board}", en: "Extension request withdrawn: {title} – {board}" }
    withdrawn(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har återtagit sin begäran om en senare sista dag för sitt {round} över {title} ({reference}).",
        en: "{board} has withdrawn its request for a later last day for its {round} on {title} ({reference})."
    }

    told_granted(board: &str, day: &str, title: &str) { sv: "Anstånd beviljat för {board} till {day}: {title}.", en: "Extension granted for {board} to {day}: {title}." }
    subject_granted(title: &str, day: &str) { sv: "Anstånd beviljat till {day}: {title}", en: "Extension granted to {day}: {title}" }
    granted(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har fått anstånd med sitt {round} över {title} ({reference}).",
        en: "{board} has been granted an extension of its {round} on {title} ({reference})."
    }

    told_refused(board: &str, title: &str, day: &str) { sv: "Anstånd avslaget för {board}: {title}. {day}", en: "Extension refused for {board}: {title}. {day}" }
    subject_refused(title: &str, day: &str) { sv: "Anstånd avslaget: {title} – sista dag är {day}", en: "Extension not granted: {title} – the last day is {day}" }
    refused(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har inte fått anstånd med sitt {round} över {title} ({reference}). Skälen står i tjänsten.",
        en: "{board} has not been granted an extension of its {round} on {title} ({reference}). The reasons stand in the service."
    }

    told_changed(board: &str, round: &str, day: &str, title: &str) { sv: "Ny sista dag {day} för {board}: {round}, {title}.", en: "New last day {day} for {board}: {round}, {title}." }
    subject_changed(title: &str, day: &str) { sv: "Ny sista dag {day}: {title}", en: "New last day {day}: {title}" }
    changed(board: &str, round: &str, title: &str, reference: &str) {
        sv: "Sista dagen är ändrad för {round} från {board} över {title} ({reference}).",
        en: "The last day has been changed for the {round} from {board} on {title} ({reference})."
    }

    last_day_is(day: &str) { sv: "Sista dag är {day}.", en: "The last day is {day}." }
    last_day_was(then: &str, now: &str) { sv: "Sista dag var då {then}. Nu är den {now}.", en: "The last day was then {then}. Now it is {now}." }
    open_ledger { sv: "Se sista dagen och besluten", en: "See the last day and the decisions" }
}

/// What all of these say: the day is the one that was told. Where another is in force by now, that is said, too.
struct Said<'a> {
    t: Texts,
    board: &'a str,
    title: &'a str,
    reference: &'a str,
    round: String,
    day: String,
    last_day: String,
    /// The same in short, without the day of the week.
    last_day_short: String,
    weekday: String,
    ledger: String,
}

impl<'a> Said<'a> {
    fn of(notice: &'a Notice, reading: &Reading<'_>) -> Self {
        let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
        let (weekday, now) = (words.weekday_date(notice.told_due_on), of.last_day.due_on);
        let stands = |day: fn(Words, NaiveDate) -> String| {
            if now == notice.told_due_on { t.last_day_is(&day(words, now)) } else { t.last_day_was(&day(words, notice.told_due_on), &day(words, now)) }
        };
        Self {
            board: &of.name.board_name,
            title: &of.name.title,
            reference: &of.name.reference,
            round: words.round(of.name.kind, of.name.ordinal()),
            day: words.date(notice.told_due_on),
            last_day: stands(Words::weekday_date),
            last_day_short: stands(Words::date),
            weekday,
            ledger: of.name.ledger_url(),
            t,
        }
    }

    fn message(self, sentence: String, subject: String, what: fn(Texts, &str, &str, &str, &str) -> String) -> Message {
        let what = what(self.t, self.board, &self.round, self.title, self.reference);
        Message { sentence, subject, lines: vec![what, self.last_day], link: self.t.open_ledger(), path: self.ledger }
    }
}

fn requested(notice: &Notice, reading: &Reading<'_>) -> Message {
    let said = Said::of(notice, reading);
    let (t, asked) = (said.t, notice.round.last_day.extension_asked);
    let (sentence, until) = if asked {
        (t.told_requested(said.board, said.title, &said.day), t.until_decided(&said.weekday))
    } else {
        (t.told_had_requested(said.board, said.title, &said.day), t.no_longer_asked().to_owned())
    };
    let subject = t.subject_requested(said.title, said.board);
    let what = t.requested(said.board, &said.round, said.title, said.reference);
    let decides = reading.reader == Reader::Auditors && asked;
    let (link, path) = if decides { (t.open_request(), notice.round.name.extension_decision_url()) } else { (t.open_ledger(), said.ledger) };
    Message { sentence, subject, lines: vec![what, until], link, path }
}

fn withdrawn(notice: &Notice, reading: &Reading<'_>) -> Message {
    let said = Said::of(notice, reading);
    let (sentence, subject) = (said.t.told_withdrawn(said.board, said.title), said.t.subject_withdrawn(said.title, said.board));
    said.message(sentence, subject, Texts::withdrawn)
}

fn granted(notice: &Notice, reading: &Reading<'_>) -> Message {
    let said = Said::of(notice, reading);
    let (sentence, subject) = (said.t.told_granted(said.board, &said.day, said.title), said.t.subject_granted(said.title, &said.day));
    said.message(sentence, subject, Texts::granted)
}

fn refused(notice: &Notice, reading: &Reading<'_>) -> Message {
    let said = Said::of(notice, reading);
    let (sentence, subject) = (said.t.told_refused(said.board, said.title, &said.last_day_short), said.t.subject_refused(said.title, &said.day));
    said.message(sentence, subject, Texts::refused)
}

fn changed(notice: &Notice, reading: &Reading<'_>) -> Message {
    let said = Said::of(notice, reading);
    let sentence = said.t.told_changed(said.board, &said.round, &said.day, said.title);
    let subject = said.t.subject_changed(said.title, &said.day);
    said.message(sentence, subject, Texts::changed)
}
