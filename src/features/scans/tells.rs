//! What both sides are told of a file in quarantine.

use crate::domain::event::NoticeKind;
use crate::domain::notice::{BOARD_AND_AUDITORS, Lasts, Notice, NoticeClass, Reader, Rule};
use crate::platform::telling::{Message, Reading, Tells};

/// Malware was found in a file.
pub(super) static QUARANTINED: Tells = Tells {
    rule: Rule { kind: NoticeKind::FileQuarantined, audience: BOARD_AND_AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always },
    message: quarantined,
};

crate::texts! {
    told(board: &str, round: &str, title: &str) { sv: "En fil är i karantän: skadlig kod har hittats i den. Den hör till {round} från {board}, {title}.", en: "A file is in quarantine: malware was found in it. It belongs to the {round} of {board}, {title}." }
    subject(title: &str) { sv: "En fil är i karantän: {title}", en: "A file is in quarantine: {title}" }
    nobody { sv: "Ingen kan hämta den. Att den finns står kvar, med dess kontrollvärde; det som kom in räknas som det kom.", en: "Nobody can download it. That it is there still stands, with its check value; what came in counts as it came." }
    what_to_do { sv: "Den som bifogade filen söker igenom sin dator och bifogar en ren fil, som en komplettering om yttrandet redan är inskickat.", en: "Whoever attached the file scans her or his computer and attaches a clean file, as a supplement if the response has been submitted." }
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
    Message {
        sentence: t.told(board, &round, title),
        subject: t.subject(title),
        lines: vec![t.told(board, &round, title), t.nobody().to_owned(), t.what_to_do().to_owned()],
        link: t.open(),
        path,
    }
}
