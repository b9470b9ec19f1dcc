//! What is told of a response: that it has come in, to both ends; and to the board's own people that their text was opened.

use std::collections::BTreeSet;

use crate::domain::event::{Event, NoticeKind};
use crate::domain::ids::PersonId;
use crate::domain::notice::{About, BOARD, BOARD_AND_AUDITORS, Lasts, Notice, NoticeClass, Reader, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};
use crate::platform::texts::plural;

/// A response came in.
pub(super) const RECEIVED: Tells = Tells {
    rule: Rule { kind: NoticeKind::ResponseReceived, audience: BOARD_AND_AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always },
    message: received,
};

/// A text that was ready for the board is being changed again.
pub(super) const REOPENED: Tells =
    Tells { rule: Rule { kind: NoticeKind::ResponseReopened, audience: BOARD, class: NoticeClass::Response, lasts: Lasts::UntilAnswered }, message: reopened };

/// What had been handed in was taken back.
pub(super) const WITHDRAWN: Tells = Tells {
    rule: Rule { kind: NoticeKind::ResponseWithdrawn, audience: BOARD_AND_AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always },
    message: withdrawn,
};

/// A response came in before the board's decision on it.
pub(super) const PRELIMINARY: Tells = Tells {
    rule: Rule { kind: NoticeKind::PreliminaryReceived, audience: BOARD_AND_AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always },
    message: preliminary,
};

/// The decision on it came.
pub(super) const DECIDED: Tells = Tells {
    rule: Rule { kind: NoticeKind::DecisionReceived, audience: BOARD_AND_AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always },
    message: decided,
};

/// Something was added to it.
pub(super) const SUPPLEMENT: Tells = Tells {
    rule: Rule { kind: NoticeKind::SupplementReceived, audience: BOARD_AND_AUDITORS, class: NoticeClass::Response, lasts: Lasts::Always },
    message: supplement,
};

/// It came another way, and the auditors have written it in.
pub(super) const WRITTEN_IN: Tells =
    Tells { rule: Rule { kind: NoticeKind::ResponseWrittenIn, audience: BOARD, class: NoticeClass::Response, lasts: Lasts::Always }, message: written_in };

/// Something was added to it that came another way, and the auditors have written it in.
pub(super) const SUPPLEMENT_WRITTEN_IN: Tells = Tells {
    rule: Rule { kind: NoticeKind::SupplementWrittenIn, audience: BOARD, class: NoticeClass::Response, lasts: Lasts::Always },
    message: supplement_written_in,
};

/// A part of it was given to somebody to write.
pub(super) const ASSIGNED: Tells =
    Tells { rule: Rule { kind: NoticeKind::PartsAssigned, audience: BOARD, class: NoticeClass::Response, lasts: Lasts::UntilAnswered }, message: assigned };

/// Its text was locked for the board.
pub(super) const LOCKED: Tells =
    Tells { rule: Rule { kind: NoticeKind::ResponseLocked, audience: BOARD, class: NoticeClass::Response, lasts: Lasts::UntilAnswered }, message: locked };

/// What of an event is told.
pub(super) fn of(event: &Event) -> Vec<Telling> {
    match event {
        Event::ResponseReceived { round, submission, preliminary: true, .. } => {
            vec![PRELIMINARY.about(About::Round(*round), format!("received:{submission}"))]
        }
        Event::ResponseWrittenIn { round, submission, .. } => {
            vec![WRITTEN_IN.about(About::Round(*round), format!("written-in:{submission}"))]
        }
        Event::SupplementWrittenIn { round, submission, .. } => {
            vec![SUPPLEMENT_WRITTEN_IN.about(About::Round(*round), format!("written-in:{submission}"))]
        }
        Event::SupplementReceived { round, submission, .. } => {
            vec![SUPPLEMENT.about(About::Round(*round), format!("supplement:{submission}"))]
        }
        Event::DecisionReceived { round, submission, entry, .. } => {
            vec![DECIDED.about(About::Round(*round), format!("decided:{submission}:{entry}"))]
        }
        Event::ResponseReceived { round, submission, .. } => vec![RECEIVED.about(About::Round(*round), format!("received:{submission}"))],
        Event::ArrivalWithdrawn { round, submission, .. } => vec![WITHDRAWN.about(About::Round(*round), format!("withdrawn:{submission}"))],
        // What happens at a board's desk is the board's own; the auditors hear of what is handed in.
        Event::WorkShared { round, shared_at, parts, .. } => {
            let people: BTreeSet<PersonId> = parts.iter().filter_map(|part| part.to).collect();
            let one = |person: PersonId| {
                let cause = format!("shared:{round}:{person}:{}", shared_at.timestamp_micros());
                ASSIGNED.about(About::Round(*round), cause).only_to_person(person).to_others()
            };
            people.into_iter().map(one).collect()
        }
        Event::ResponseLocked { round, lock, .. } => vec![LOCKED.about(About::Round(*round), format!("locked:{round}:{lock}")).to_others()],
        Event::ResponseReopened { round, lock, .. } => vec![REOPENED.about(About::Round(*round), format!("reopened:{round}:{lock}"))],
        _ => Vec::new(),
    }
}

crate::texts! {
    told_taken_back(board: &str, round: &str, title: &str) { sv: "{board}: {round} om {title} kom in, och har återtagits sedan dess.", en: "{board}: {round} on {title} was received, and has been withdrawn since." }
    told_received(board: &str, round: &str, title: &str) { sv: "{board}: {round} om {title} har kommit in.", en: "{board}: {round} on {title} has been received." }
    subject_receipt(boards: &str, title: &str) { sv: "Kvitto: {boards} yttrande om {title} är inskickat", en: "Receipt: {boards} response on {title} has been submitted" }
    subject_received(title: &str, board: &str) { sv: "Yttrande inkommet: {title} – {board}", en: "Response received: {title} – {board}" }
    received(board: &str, round: &str, title: &str, reference: &str, at: &str) {
        sv: "{board} lämnade sitt {round} över {title} ({reference}) {at}.",
        en: "{board} submitted its {round} on {title} ({reference}) on {at}."
    }
    in_time(day: &str) { sv: "Det kom i tid. Sista dag var {day}.", en: "It came on time. The last day was {day}." }
    came_late(n: i64, day: &str) {
        sv: format!("Det kom {} efter sista dagen, {day}.", plural(n, "1 dag", "dagar")),
        en: format!("It came {} after the last day, {day}.", plural(n, "1 day", "days"))
    }
    by_letter(day: &str, late: &str) { sv: "Mot missivets dag, {day}: {late}.", en: "By the letter’s date, {day}: {late}." }
    told_reopened(board: &str, round: &str, title: &str) { sv: "Texten är öppen för ändringar igen: {round} från {board}, {title}.", en: "The text is open for changes again: {round} of {board}, {title}." }
    subject_reopened(title: &str) { sv: "Texten är öppen för ändringar igen: {title}", en: "The text is open for changes again: {title}" }
    reopened(board: &str, round: &str, title: &str, reference: &str) {
        sv: "Texten som var klar för nämnden har öppnats igen: {round} från {board} över {title} ({reference}). Ett beslut som var inskrivet gäller inte den nya texten. Varför den öppnades står i tjänsten.",
        en: "The text that was ready for the board has been opened again: the {round} of {board} on {title} ({reference}). A decision that was recorded does not apply to the new text. Why it was opened stands in the service."
    }
    told_assigned(round: &str, board: &str, title: &str) { sv: "Du har fått delar att skriva i {round} från {board}, {title}.", en: "You have been assigned parts of the {round} of {board}, {title}." }
    subject_assigned(title: &str) { sv: "Tilldelat dig: {title}", en: "Assigned to you: {title}" }
    assigned(round: &str, board: &str, title: &str, reference: &str, day: &str) {
        sv: "Du har fått delar att skriva i {round} från {board} över {title} ({reference}). Vilka det är ser du vid yttrandet. Det ska vara inne senast {day}.",
        en: "You have been assigned parts to write of the {round} of {board} on {title} ({reference}). Which ones stands with the response. It must be in by {day}."
    }
    told_locked(board: &str, round: &str, title: &str) { sv: "Texten är låst för nämnden: {round} från {board}, {title}.", en: "The text is locked for the board: {round} of {board}, {title}." }
    subject_locked(title: &str) { sv: "Texten är låst för nämnden: {title}", en: "The text is locked for the board: {title}" }
    locked(board: &str, round: &str, title: &str, reference: &str) {
        sv: "Texten är klar för nämnden och låst: {round} från {board} över {title} ({reference}). Den ändras inte förrän någon öppnar den igen.",
        en: "The text is ready for the board and locked: the {round} of {board} on {title} ({reference}). It does not change until somebody opens it again."
    }
    taken_back_since { sv: "Nämnden har återtagit yttrandet sedan dess.", en: "The board has withdrawn the response since then." }
    told_preliminary(board: &str, round: &str, title: &str) { sv: "{board}: {round} om {title} har kommit in preliminärt.", en: "{board}: {round} on {title} has been received as preliminary." }
    decision_awaited { sv: "Nämndens beslut väntas.", en: "The board’s decision is awaited." }
    subject_preliminary(title: &str, board: &str) { sv: "Preliminärt yttrande inkommet: {title} – {board}", en: "Preliminary response received: {title} – {board}" }
    preliminary(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har lämnat sitt {round} över {title} ({reference}) preliminärt, innan nämnden hade beslutat.",
        en: "{board} has submitted its {round} on {title} ({reference}) as preliminary, before the board had decided."
    }
    decision_to_come { sv: "Beslutet skrivs in när det är fattat, och ni får veta det då.", en: "The decision is recorded when it has been made, and you will be told." }
    told_decided(board: &str, round: &str, title: &str) { sv: "{board} har skrivit in sitt beslut om {round}, {title}.", en: "{board} has recorded its decision on its {round}, {title}." }
    subject_decided(title: &str, board: &str) { sv: "Nämndens beslut har kommit: {title} – {board}", en: "The board’s decision has come: {title} – {board}" }
    decided(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har skrivit in beslutsuppgifter till sitt {round} över {title} ({reference}), som redan hade lämnats in. De står med yttrandet i tjänsten.",
        en: "{board} has recorded the decision on its {round} on {title} ({reference}), which had been submitted already. It stands with the response in the service."
    }
    told_supplement(board: &str, round: &str, title: &str) { sv: "{board} har lämnat en komplettering till sitt {round} om {title}.", en: "{board} has submitted a supplement to its {round} on {title}." }
    subject_supplement(title: &str, board: &str) { sv: "Komplettering inkommen: {title} – {board}", en: "Supplement received: {title} – {board}" }
    supplement(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har lämnat en komplettering till sitt {round} över {title} ({reference}). Den står vid yttrandet i tjänsten, med ett eget kvitto.",
        en: "{board} has submitted a supplement to its {round} on {title} ({reference}). It stands with the response in the service, with a receipt of its own."
    }
    told_withdrawn(board: &str, round: &str, title: &str) { sv: "{board} har återtagit sitt {round} om {title}.", en: "{board} has withdrawn its {round} on {title}." }
    awaited_again { sv: "Svaret väntas igen.", en: "The answer is awaited again." }
    told_supplement_written_in(board: &str, round: &str, title: &str) { sv: "Revisionen har skrivit in en komplettering till {round} från {board}, {title}, som kom in på annat sätt än genom tjänsten.", en: "The auditors have written in a supplement to the {round} of {board}, {title}, which came another way than through the service." }
    subject_supplement_written_in(title: &str) { sv: "Er komplettering är inskriven av revisionen: {title}", en: "Your supplement has been written in by the auditors: {title}" }
    supplement_written_in(board: &str, round: &str, title: &str, reference: &str) {
        sv: "En komplettering till {round} från {board} över {title} ({reference}) kom in på annat sätt än genom tjänsten, och revisionen har skrivit in den med den dag då den kom. Läs vad som står. Är något fel, säg det till revisionen eller i en komplettering till.",
        en: "A supplement to the {round} of {board} on {title} ({reference}) came another way than through the service, and the auditors have written it in with the day on which it came. Read what it says. If something is wrong, tell the auditors or say so in another supplement."
    }
    told_written_in(board: &str, round: &str, title: &str) { sv: "Revisionen har skrivit in {round} från {board}, {title}, som kom in på annat sätt än genom tjänsten.", en: "The auditors have written in the {round} of {board}, {title}, which came another way than through the service." }
    subject_written_in(title: &str) { sv: "Ert yttrande är inskrivet av revisionen: {title}", en: "Your response has been written in by the auditors: {title}" }
    written_in(board: &str, round: &str, title: &str, reference: &str, day: &str) {
        sv: "Revisionen har skrivit in {round} från {board} över {title} ({reference}), som kom in {day} på annat sätt än genom tjänsten. Det räknas från den dagen. Stämmer något inte kontaktar ni revisionen.",
        en: "The auditors have written in the {round} of {board} on {title} ({reference}), which was received on {day} another way than through the service. It counts from that day. Contact the auditors if something is wrong."
    }
    subject_withdrawn(title: &str, board: &str) { sv: "Yttrande återtaget: {title} – {board}", en: "Response withdrawn: {title} – {board}" }
    withdrawn(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har återtagit sitt {round} över {title} ({reference}). Det som kom in finns kvar och går att läsa, med skälet. Det räknas inte längre som nämndens svar.",
        en: "{board} has withdrawn its {round} on {title} ({reference}). What was received remains and can be read, with the reason. It no longer counts as the board’s answer."
    }
    still_due(day: &str) { sv: "Sista dag för svaret är {day}.", en: "The last day for the answer is {day}." }
    open_desk { sv: "Öppna yttrandet", en: "Open the response" }
    open_receipt { sv: "Öppna kvittot", en: "Open the receipt" }
    open_response { sv: "Läs yttrandet", en: "Read the response" }
}

fn received(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title, weekday) =
        (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str(), words.weekday_date(of.last_day.due_on));
    let mut lines = Vec::new();
    if let Some(day) = of.received_on {
        lines.push(t.received(board, &round, title, &of.name.reference, &words.received(of.received_at, day)));
        let late = of.last_day.lateness(day);
        lines.push(late.in_force.map_or_else(|| t.in_time(&weekday), |n| t.came_late(n, &weekday)));
        if late.by_letter != late.in_force {
            lines.push(t.by_letter(&words.weekday_date(of.last_day.original_due_on), &words.lateness_by_day(late.by_letter)));
        }
        lines.extend(words.moved(of.last_day).map(|moved| format!("{moved}.")));
    } else {
        lines.push(t.taken_back_since().to_owned());
    }
    let (subject, link, path) = match reading.reader {
        Reader::Board => (t.subject_receipt(&words.genitive(board), title), t.open_receipt(), of.name.receipt_url()),
        Reader::Auditors | Reader::Administrators => (t.subject_received(title, board), t.open_response(), of.name.response_url()),
    };
    // What is read later is read as it is then: whether it still stands.
    let sentence = if of.received_on.is_some() { t.told_received(board, &round, title) } else { t.told_taken_back(board, &round, title) };
    Message { sentence, subject, lines, link, path }
}

fn reopened(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    Message {
        sentence: t.told_reopened(board, &round, title),
        subject: t.subject_reopened(title),
        lines: vec![t.reopened(board, &round, title, &of.name.reference)],
        link: t.open_desk(),
        path: of.name.desk_url(),
    }
}

fn withdrawn(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    let (mut sentence, mut lines) = (t.told_withdrawn(board, &round, title), vec![t.withdrawn(board, &round, title, &of.name.reference)]);
    // A further answer may have come since, or the audit may be closed.
    if of.received_on.is_none() && !of.closed {
        sentence = format!("{sentence} {}", t.awaited_again());
        lines.push(t.still_due(&words.weekday_date(of.last_day.due_on)));
    }
    let (link, path) = match reading.reader {
        Reader::Board => (t.open_desk(), of.name.desk_url()),
        Reader::Auditors | Reader::Administrators => (t.open_response(), of.name.response_url()),
    };
    Message { sentence, subject: t.subject_withdrawn(title, board), lines, link, path }
}

fn preliminary(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    let (link, path) = whereto(notice, reading, t);
    let (mut sentence, mut lines) = (t.told_preliminary(board, &round, title), vec![t.preliminary(board, &round, title, &of.name.reference)]);
    if of.received_on.is_none() {
        sentence = t.told_taken_back(board, &round, title);
        lines.push(t.taken_back_since().to_owned());
    } else if of.last_day.undecided {
        sentence = format!("{sentence} {}", t.decision_awaited());
        lines.push(t.decision_to_come().to_owned());
    }
    Message { sentence, subject: t.subject_preliminary(title, board), lines, link, path }
}

fn decided(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    Message {
        sentence: t.told_decided(board, &round, title),
        subject: t.subject_decided(title, board),
        lines: vec![t.decided(board, &round, title, &of.name.reference)],
        link: t.open_response(),
        path: of.name.response_url(),
    }
}

/// The board reads its receipt, the auditors the response.
fn whereto(notice: &Notice, reading: &Reading<'_>, t: Texts) -> (&'static str, String) {
    let name = &notice.round.name;
    match reading.reader {
        Reader::Board => (t.open_receipt(), name.receipt_url()),
        Reader::Auditors | Reader::Administrators => (t.open_response(), name.response_url()),
    }
}

fn supplement(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    Message {
        sentence: t.told_supplement(board, &round, title),
        subject: t.subject_supplement(title, board),
        lines: vec![t.supplement(board, &round, title, &of.name.reference)],
        link: t.open_response(),
        path: of.name.response_url(),
    }
}

fn written_in(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    let day = of.received_on.map(|day| words.date(day)).unwrap_or_default();
    Message {
        sentence: t.told_written_in(board, &round, title),
        subject: t.subject_written_in(title),
        lines: vec![t.written_in(board, &round, title, &of.name.reference, &day)],
        link: t.open_response(),
        path: of.name.response_url(),
    }
}

fn supplement_written_in(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    Message {
        sentence: t.told_supplement_written_in(board, &round, title),
        subject: t.subject_supplement_written_in(title),
        lines: vec![t.supplement_written_in(board, &round, title, &of.name.reference)],
        link: t.open_response(),
        path: of.name.response_url(),
    }
}

fn assigned(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    Message {
        sentence: t.told_assigned(&round, board, title),
        subject: t.subject_assigned(title),
        lines: vec![t.assigned(&round, board, title, &of.name.reference, &words.weekday_date(of.last_day.due_on))],
        link: t.open_desk(),
        path: of.name.desk_url(),
    }
}

fn locked(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (words, t, of) = (reading.words, Texts::from(reading.words.lang()), &notice.round);
    let (round, board, title) = (words.round(of.name.kind, of.name.ordinal()), of.name.board_name.as_str(), of.name.title.as_str());
    Message {
        sentence: t.told_locked(board, &round, title),
        subject: t.subject_locked(title),
        lines: vec![t.locked(board, &round, title, &of.name.reference)],
        link: t.open_desk(),
        path: of.name.desk_url(),
    }
}
