//! What a board is told of a verdict: that it has been published. Never a word of it.

use crate::domain::event::{Event, NoticeKind};
use crate::domain::notice::{About, BOARD, Lasts, Notice, NoticeClass, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};

/// A verdict was published.
pub(super) const PUBLISHED: Tells =
    Tells { rule: Rule { kind: NoticeKind::VerdictPublished, audience: BOARD, class: NoticeClass::Response, lasts: Lasts::Always }, message: published };

/// A published verdict was corrected.
pub(super) const CORRECTED: Tells =
    Tells { rule: Rule { kind: NoticeKind::VerdictCorrected, audience: BOARD, class: NoticeClass::Response, lasts: Lasts::Always }, message: corrected };

/// What of an event is told.
pub(super) fn of(event: &Event) -> Vec<Telling> {
    match event {
        Event::VerdictPublished { submission, .. } => vec![PUBLISHED.about(About::Submission(*submission), format!("verdict:{submission}"))],
        Event::VerdictCorrected { submission, entry, .. } => {
            vec![CORRECTED.about(About::Submission(*submission), format!("verdict:{submission}:{entry}"))]
        }
        _ => Vec::new(),
    }
}

crate::texts! {
    told(board: &str, title: &str) { sv: "Revisionen har lämnat omdöme till {board}: {title}.", en: "The auditors have published a verdict on {board}: {title}." }
    subject(title: &str) { sv: "Revisionen har lämnat omdöme: {title}", en: "The auditors have published a verdict: {title}" }
    published(round: &str, board: &str, title: &str, reference: &str) {
        sv: "Revisorerna har lämnat omdöme om {round} från {board} över {title} ({reference}).",
        en: "The auditors have published a verdict on the {round} from {board} on {title} ({reference})."
    }
    told_corrected(board: &str, title: &str) { sv: "Revisionen har rättat ett omdöme till {board}: {title}.", en: "The auditors have corrected a verdict on {board}: {title}." }
    subject_corrected(title: &str) { sv: "Revisionen har rättat ett omdöme: {title}", en: "The auditors have corrected a verdict: {title}" }
    corrected(round: &str, board: &str, title: &str, reference: &str) {
        sv: "Revisorerna har rättat sitt omdöme om {round} från {board} över {title} ({reference}). Skälet står vid omdömet.",
        en: "The auditors have corrected their verdict on the {round} from {board} on {title} ({reference}). The reason stands beside the verdict."
    }
    open_response { sv: "Läs yttrandet", en: "Read the response" }
}

fn published(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, of) = (Texts::from(reading.words.lang()), &notice.round);
    Message {
        sentence: t.told(&of.name.board_name, &of.name.title),
        subject: t.subject(&of.name.title),
        lines: vec![t.published(&reading.words.round(of.name.kind, of.name.ordinal()), &of.name.board_name, &of.name.title, &of.name.reference)],
        link: t.open_response(),
        path: of.name.response_url(),
    }
}

fn corrected(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, of) = (Texts::from(reading.words.lang()), &notice.round);
    Message {
        sentence: t.told_corrected(&of.name.board_name, &of.name.title),
        subject: t.subject_corrected(&of.name.title),
        lines: vec![t.corrected(&reading.words.round(of.name.kind, of.name.ordinal()), &of.name.board_name, &of.name.title, &of.name.reference)],
        link: t.open_response(),
        path: of.name.response_url(),
    }
}
