//! What both sides are told of a file in quarantine.

use crate::domain::event::NoticeKind;
use crate::domain::notice::{BOARD_AND_AUDITORS, Lasts, Notice, NoticeClass, Reader, Rule};
use crate::platform::telling::{Message, Reading, Tells};

/// Malware was found in a file of a response.
pub(super) static QUARANTINED: Tells = Tells {
    rule: Rule { kind: NoticeKind::FileQuarantined, audience: BOARD_AND_AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always },
    message: quarantined,
};

/// Malware was found in a document of an audit, or in its letter.
pub(super) static DOCUMENT_QUARANTINED: Tells = Tells {
    rule: Rule { kind: NoticeKind::DocumentQuarantined, audience: BOARD_AND_AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always },
    message: document_quarantined,
};

crate::texts! {
    told(board: &str, round: &str, title: &str) { sv: "En fil är i karantän: skadlig kod har hittats i den. Den hör till {round} från {board}, {title}.", en: "A file is in quarantine: malware was found in it. It belongs to the {round} of {board}, {title}." }
    told_of_document(title: &str) { sv: "En fil är i karantän: skadlig kod har hittats i den. Den hör till revisionens handlingar om {title}.", en: "A file is in quarantine: malware was found in it. It is one of the auditors’ documents on {title}." }
    subject(title: &str) { sv: "En fil är i karantän: {title}", en: "A file is in quarantine: {title}" }
    nobody { sv: "Ingen kan hämta den. Att den finns står kvar, med dess kontrollvärde; det som kom in räknas som det kom.", en: "Nobody can download it. That it is there still stands, with its check value; what came in counts as it came." }
    what_to_do { sv: "Den som bifogade filen söker igenom sin dator och bifogar en ren fil. Är yttrandet redan inskickat lämnas den som komplettering.", en: "Whoever attached the file scans their computer and attaches a clean file. If the response has been submitted, it is handed in as a supplement." }
    what_auditors_do { sv: "Revisionen söker igenom sin dator och bifogar en ren fil på granskningens sida.", en: "The auditors scan their computer and attach a clean file on the audit’s page." }
    open { sv: "Öppna", en: "Open" }
}

fn quarantined(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    let path = match (of.received_at, reading.reader) {
        (Some(_), _) => of.name.response_url(),
        (None, Reader::Board) => of.name.desk_url(),
        (None, Reader::Auditors | Reader::Administrators) => of.name.audit_url(),
    };
    message(t, title, t.told(board, &round, title), t.what_to_do(), path)
}

fn document_quarantined(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, of) = (Texts::from(reading.words.lang()), &notice.round);
    message(t, &of.name.title, t.told_of_document(&of.name.title), t.what_auditors_do(), of.name.audit_url())
}

fn message(t: Texts, title: &str, told: String, what_to_do: &str, path: String) -> Message {
    let lines = vec![told.clone(), t.nobody().to_owned(), what_to_do.to_owned()];
    Message { sentence: told, subject: t.subject(title), lines, link: t.open(), path }
}
