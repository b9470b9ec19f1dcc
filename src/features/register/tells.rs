//! What a board is told of an item that is followed up further: that something has been decided, and where it stands.

use crate::domain::event::{Event, NoticeKind};
use crate::domain::notice::{About, BOARD, Lasts, Notice, NoticeClass, Rule};
use crate::platform::telling::{Message, Reading, Telling, Tells};

/// The auditors have decided about an item after its rounds.
pub(super) const FOLLOWED_UP: Tells =
    Tells { rule: Rule { kind: NoticeKind::ItemFollowedUp, audience: BOARD, class: NoticeClass::Response, lasts: Lasts::Always }, message: followed_up };

/// What of an event is told.
pub(super) fn of(event: &Event) -> Vec<Telling> {
    match event {
        Event::ItemFollowedUp { item, board, round, entry, .. } => {
            vec![FOLLOWED_UP.about(About::Round(*round), format!("followed-up:{item}:{board}:{entry}"))]
        }
        _ => Vec::new(),
    }
}

crate::texts! {
    told(board: &str, title: &str) { sv: "Revisionen har följt upp en rekommendation till {board}: {title}.", en: "The auditors have followed up a recommendation to {board}: {title}." }
    subject(title: &str) { sv: "Revisionen har följt upp: {title}", en: "The auditors have followed up: {title}" }
    line(board: &str, title: &str, reference: &str) {
        sv: "Revisorerna har beslutat om uppföljningen av en rekommendation till {board} i granskningen {title} ({reference}).",
        en: "The auditors have decided on the follow-up of a recommendation to {board} in the audit {title} ({reference})."
    }
    open_register { sv: "Se rekommendationerna", en: "See the recommendations" }
}

fn followed_up(notice: &Notice, reading: &Reading<'_>) -> Message {
    let (t, name) = (Texts::from(reading.words.lang()), &notice.round.name);
    Message {
        sentence: t.told(&name.board_name, &name.title),
        subject: t.subject(&name.title),
        lines: vec![t.line(&name.board_name, &name.title, &name.reference)],
        link: t.open_register(),
        path: format!("/rekommendationer?granskning={}&namnd={}&visa=bedomningar", name.reference_key, name.board_slug),
    }
}
