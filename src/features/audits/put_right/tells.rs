//! What the boards are told of what was put right: that it was, and where it stands. Why, and what stood before, they read there.

use crate::domain::event::{Event, NoticeKind};
use crate::domain::ids::RoundId;
use crate::domain::notice::{About, BOARD, Lasts, Notice, NoticeClass, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};

const fn told(kind: NoticeKind, message: fn(&Notice, &Reading<'_>) -> Message) -> Tells {
    Tells { rule: Rule { kind, audience: BOARD, class: NoticeClass::Deadline, lasts: Lasts::Always }, message }
}

static TITLE: Tells = told(NoticeKind::TitleCorrected, title);
static REPLY_TO: Tells = told(NoticeKind::ReplyToCorrected, reply_to);
static ITEM: Tells = told(NoticeKind::ItemCorrected, item);
static DOCUMENT: Tells = told(NoticeKind::DocumentAdded, document);
static WITHDRAWN: Tells =
    Tells { rule: Rule { kind: NoticeKind::RoundWithdrawn, audience: BOARD, class: NoticeClass::DeadlineMoved, lasts: Lasts::Always }, message: withdrawn };
static REOPENED: Tells = told(NoticeKind::AuditReopened, reopened);

/// All of them.
pub(crate) const ALL: &[&Tells] = &[&TITLE, &REPLY_TO, &ITEM, &DOCUMENT, &WITHDRAWN, &REOPENED];

/// What of an event is told.
pub(crate) fn of(event: &Event) -> Vec<Telling> {
    let all = |tells: &'static Tells, rounds: &[RoundId], cause: &str| {
        rounds.iter().map(|round| tells.about(About::Round(*round), format!("{cause}:{round}"))).collect()
    };
    match event {
        Event::TitleCorrected { entry, rounds, .. } => all(&TITLE, rounds, &format!("title:{entry}")),
        Event::ReplyToCorrected { entry, rounds, .. } => all(&REPLY_TO, rounds, &format!("reply_to:{entry}")),
        Event::ItemCorrected { item, entry, rounds, .. } => all(&ITEM, rounds, &format!("item:{item}:{entry}")),
        Event::DocumentAdded { file, rounds, .. } => all(&DOCUMENT, rounds, &format!("document:{file}")),
        Event::RoundsWithdrawn { rounds, .. } => all(&WITHDRAWN, rounds, "withdrawn"),
        // An audit is opened again once for each time that it was closed, and each time is told.
        Event::AuditReopened { closing, rounds, .. } => all(&REOPENED, rounds, &format!("reopened:{closing}")),
        _ => Vec::new(),
    }
}

crate::texts! {
    told_title(board: &str, title: &str) { sv: "Revisionen har rättat titeln på en granskning som {board} har fått. Den heter nu {title}.", en: "The auditors have corrected the title of an audit that {board} has received. It is now called {title}." }
    subject_title(title: &str) { sv: "Rättad titel: {title}", en: "Corrected title: {title}" }
    line_title(auditors: &str, reference: &str, title: &str) { sv: "{auditors} har rättat titeln på granskningen {reference}. Den heter nu {title}.", en: "{auditors} has corrected the title of the audit {reference}. It is now called {title}." }

    told_reply_to(board: &str, title: &str) { sv: "Revisionen har rättat svarsadressen i en granskning som {board} har fått: {title}.", en: "The auditors have corrected the reply address of an audit that {board} has received: {title}." }
    subject_reply_to(title: &str) { sv: "Rättad svarsadress: {title}", en: "Corrected reply address: {title}" }
    line_reply_to(auditors: &str, title: &str, reference: &str) { sv: "{auditors} har rättat svarsadressen i granskningen {title} ({reference}). Ni som svarar i tjänsten behöver inte göra något.", en: "{auditors} has corrected the reply address of the audit {title} ({reference}). If you answer in the service there is nothing to do." }

    told_item(board: &str, title: &str) { sv: "Revisionen har rättat en punkt som {board} svarar på: {title}.", en: "The auditors have corrected an item that {board} answers: {title}." }
    subject_item(title: &str) { sv: "Revisionen har rättat en punkt: {title}", en: "The auditors have corrected an item: {title}" }
    line_item(auditors: &str, title: &str, reference: &str) { sv: "{auditors} har rättat en punkt i granskningen {title} ({reference}).", en: "{auditors} has corrected an item of the audit {title} ({reference})." }
    kept_item { sv: "Det ni har skrivit finns kvar. På sidan för punkten ser ni vad som är ändrat, och varför.", en: "What you have written is kept. The page of the item shows what has changed, and why." }

    told_document(board: &str, title: &str) { sv: "Revisionen har lagt till ett dokument i en granskning som {board} har fått: {title}.", en: "The auditors have added a document to an audit that {board} has received: {title}." }
    subject_document(title: &str) { sv: "Nytt dokument i granskningen: {title}", en: "New document in the audit: {title}" }
    line_document(auditors: &str, title: &str, reference: &str) { sv: "{auditors} har lagt till ett dokument i granskningen {title} ({reference}).", en: "{auditors} has added a document to the audit {title} ({reference})." }

    told_withdrawn(board: &str, round: &str, title: &str) { sv: "Revisionen har återkallat sin begäran till {board}: {round}, {title}. Ni behöver inte svara.", en: "The auditors have withdrawn their request to {board}: {round}, {title}. You do not have to answer." }
    subject_withdrawn(title: &str) { sv: "Ni behöver inte svara: {title}", en: "You do not have to answer: {title}" }
    line_withdrawn(auditors: &str, round: &str, board: &str, title: &str, reference: &str) { sv: "{auditors} har återkallat sin begäran om {round} från {board} över {title} ({reference}). Skälet står på granskningens sida.", en: "{auditors} has withdrawn its request for the {round} of {board} on {title} ({reference}). The reason stands on the page of the audit." }
    kept_withdrawn { sv: "Ni behöver inte svara. Det ni har skrivit finns kvar hos er.", en: "You do not have to answer. What you have written stays with you." }

    told_reopened(board: &str, title: &str) { sv: "Revisionen har öppnat en avslutad granskning som {board} har fått igen: {title}.", en: "The auditors have reopened a closed audit that {board} has received: {title}." }
    subject_reopened(title: &str) { sv: "Granskningen är öppen igen: {title}", en: "The audit is open again: {title}" }
    line_reopened(auditors: &str, title: &str, reference: &str) { sv: "{auditors} har öppnat granskningen {title} ({reference}) igen. Skälet står på granskningens sida.", en: "{auditors} has opened the audit {title} ({reference}) again. The reason stands on the page of the audit." }

    open_audit { sv: "Läs granskningen", en: "Read the audit" }
}

fn message(notice: &Notice, t: Texts, sentence: String, subject: String, lines: Vec<String>) -> Message {
    Message { sentence, subject, lines, link: t.open_audit(), path: notice.round.name.audit_url() }
}

fn title(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    let line = t.line_title(reading.auditors, &name.reference, &name.title);
    message(notice, t, t.told_title(&name.board_name, &name.title), t.subject_title(&name.title), vec![line])
}

fn reply_to(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    let line = t.line_reply_to(reading.auditors, &name.title, &name.reference);
    message(notice, t, t.told_reply_to(&name.board_name, &name.title), t.subject_reply_to(&name.title), vec![line])
}

fn item(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    let lines = vec![t.line_item(reading.auditors, &name.title, &name.reference), t.kept_item().to_owned()];
    message(notice, t, t.told_item(&name.board_name, &name.title), t.subject_item(&name.title), lines)
}

fn document(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    let line = t.line_document(reading.auditors, &name.title, &name.reference);
    message(notice, t, t.told_document(&name.board_name, &name.title), t.subject_document(&name.title), vec![line])
}

fn reopened(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    let line = t.line_reopened(reading.auditors, &name.title, &name.reference);
    message(notice, t, t.told_reopened(&name.board_name, &name.title), t.subject_reopened(&name.title), vec![line])
}

fn withdrawn(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    let round = reading.words.round(name.kind, name.ordinal());
    let lines = vec![t.line_withdrawn(reading.auditors, &round, &name.board_name, &name.title, &name.reference), t.kept_withdrawn().to_owned()];
    message(notice, t, t.told_withdrawn(&name.board_name, &round, &name.title), t.subject_withdrawn(&name.title), lines)
}
