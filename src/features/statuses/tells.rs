//! What boards are told when the day of their measures has come, and what the auditors are told of their answer.

use crate::domain::event::{Event, NoticeKind};
use crate::domain::notice::{AUDITORS, About, HANDS_IN, Lasts, Notice, NoticeClass, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};

/// The day of measures has come.
pub(super) static ASKED: Tells =
    Tells { rule: Rule { kind: NoticeKind::StatusAsked, audience: HANDS_IN, class: NoticeClass::Deadline, lasts: Lasts::WhileStatusAsked }, message: asked };
/// A board has told how they go.
pub(super) static TOLD: Tells =
    Tells { rule: Rule { kind: NoticeKind::StatusTold, audience: AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always }, message: told };

/// What of an event is told.
pub(super) fn of(event: &Event) -> Vec<Telling> {
    match event {
        Event::StatusReceived { round, measures, entry, .. } => {
            let first = measures.first().map(ToString::to_string).unwrap_or_default();
            vec![TOLD.about(About::Round(*round), format!("status-told:{first}:{entry}"))]
        }
        _ => Vec::new(),
    }
}

crate::texts! {
    asked(board: &str) { sv: "Dagen har kommit för åtgärder som {board} har planerat. Berätta hur det går.", en: "The day has come of measures that {board} has planned. Tell how they go." }
    subject_asked(board: &str) { sv: "Hur går det? Åtgärder vars dag har kommit – {board}", en: "How is it going? Measures whose day has come – {board}" }
    day_has_come(board: &str) {
        sv: "Dagen har kommit för en eller flera åtgärder som {board} har planerat i sina yttranden till revisorerna.",
        en: "The day has come of one or more measures that {board} has planned in its responses to the auditors."
    }
    tell { sv: "Lämna ett kort lägesbesked: är åtgärden genomförd, pågår den till en ny dag, eller genomförs den inte?", en: "Give a short status report: is the measure done, does it go on until a new day, or will it not be done?" }
    no_deadline { sv: "Detta är ingen sista dag. Det uppföljande yttrandet lämnas som vanligt.", en: "This is no deadline. The follow-up response is submitted as usual." }
    open_page { sv: "Lämna lägesbesked", en: "Give the status report" }
    told(board: &str, title: &str) { sv: "{board} har lämnat lägesbesked om sina åtgärder: {title}.", en: "{board} has given a status report on its measures: {title}." }
    subject_told(board: &str, title: &str) { sv: "Lägesbesked från {board}: {title}", en: "Status report from {board}: {title}" }
    own_word(board: &str, title: &str, reference: &str) {
        sv: "{board} har mellan omgångarna berättat hur åtgärderna efter granskningen {title} ({reference}) går.",
        en: "{board} has told between the rounds how the measures after the audit {title} ({reference}) go."
    }
    not_judged { sv: "Det är nämndens egna ord. Ni har inte bedömt dem.", en: "It is the board’s own word. You have not judged it." }
    read { sv: "Läs yttrandet med lägesbeskedet", en: "Read the response with the status report" }
}

fn asked(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    Message {
        sentence: t.asked(&name.board_name),
        subject: t.subject_asked(&name.board_name),
        lines: vec![t.day_has_come(&name.board_name), t.tell().to_owned(), t.no_deadline().to_owned()],
        link: t.open_page(),
        path: name.status_url(),
    }
}

fn told(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    Message {
        sentence: t.told(&name.board_name, &name.title),
        subject: t.subject_told(&name.board_name, &name.title),
        lines: vec![t.own_word(&name.board_name, &name.title, &name.reference), t.not_judged().to_owned()],
        link: t.read(),
        path: name.response_url(),
    }
}
