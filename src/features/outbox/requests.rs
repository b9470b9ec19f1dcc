//! What mails say of somebody's request to work for a board: to her, and to those who answer for it.

use super::contents::Content;
use super::letters::Stationery;
use super::store::{Mail, RequestTold};
use crate::domain::outbox::MailKind;
use crate::platform::session::Secret;

/// One mail about a request. Of the link by which an address is confirmed only that mail has it, and it says nothing that whoever asked
/// has typed: anybody can ask in anybody's name, and no mail of ours shall carry her words.
pub(super) fn content(with: &Stationery, mail: &Mail, told: &RequestTold, link: Option<&Secret>) -> Content {
    let t = with.t;
    let board = told.board.as_str();
    match (mail.kind, link) {
        (MailKind::AccessConfirm, Some(link)) => Content {
            subject: t.subject_confirm_access().to_owned(),
            lines: vec![t.confirm_access(board, &with.words.instant(mail.made_at)), t.confirm_access_lasts().to_owned(), t.confirm_access_not_you().to_owned()],
            verbatim: String::new(),
            link: t.look_at_request(),
            path: format!("/begar-atkomst/{}", link.reveal()),
        },
        (MailKind::AccessAsked, _) => Content {
            subject: t.subject_access_asked(board),
            lines: vec![t.access_asked(&told.name, &told.address, board), t.access_asked_next().to_owned()],
            verbatim: String::new(),
            link: t.look_at_request(),
            path: format!("/atkomst/{}", told.slug),
        },
        (MailKind::AccessLapsed, _) => Content {
            subject: t.subject_access_lapsed(board),
            lines: vec![t.access_lapsed(board), t.access_lapsed_next().to_owned()],
            verbatim: String::new(),
            link: t.open_service(),
            path: "/".to_owned(),
        },
        _ => Content {
            subject: t.subject_access_declined(board),
            lines: vec![t.access_declined(board), t.access_declined_why(&told.reason)],
            verbatim: String::new(),
            link: t.open_service(),
            path: "/".to_owned(),
        },
    }
}
