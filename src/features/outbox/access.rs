//! What mails say of who shall be able to do what: to whom it concerns, as it stands when they go.

use chrono::{DateTime, Utc};

use super::contents::Content;
use super::letters::Stationery;
use super::store::{AccessTold, EndingTold, Mail};
use crate::domain::access::{AccessKind, AccessStep, Standing};
use crate::domain::outbox::MailKind;

/// One mail of everything that was proposed or decided at once.
pub(super) fn content(with: &Stationery, told: &[AccessTold], now: DateTime<Utc>) -> Content {
    let t = with.t;
    let subject = match told {
        [one] => subject(with, one, now),
        many => t.access_many(i64::try_from(many.len()).unwrap_or(i64::MAX)),
    };
    let administers = told.iter().any(|one| one.administers);
    let until = |one: &AccessTold| one.to.map(|day| t.ends_by_itself(&with.words.weekday_date(day)));
    let mut lines: Vec<String> = told.iter().flat_map(|one| [Some(what(with, one)), until(one), Some(next(with, one, now))]).flatten().collect();
    if told.iter().any(|one| standing(one, now) != Standing::Dropped) {
        lines.push(t.if_wrong().to_owned());
    }
    let only_hers = told.iter().all(|one| one.hers);
    // Whoever is only concerned herself may have no start page yet.
    let path = if only_hers && !administers { "/" } else { "/att-gora" };
    Content { subject, lines, verbatim: String::new(), link: t.open_service(), path: path.to_owned() }
}

/// One mail of all roles of which it is told at once that they will end.
pub(super) fn endings(with: &Stationery, told: &[EndingTold]) -> Content {
    let t = with.t;
    let as_what = |one: &EndingTold| match &one.board {
        Some(board) => t.as_role_in(&one.person, with.words.role(one.role), board),
        None => t.as_role(&one.person, with.words.role(one.role)),
    };
    let subject = match told {
        [one] => t.role_ends(&as_what(one), &with.words.date(one.last_day)),
        many => t.roles_end(i64::try_from(many.len()).unwrap_or(i64::MAX)),
    };
    let said = |one: &EndingTold| {
        let (role, day) = (with.words.role(one.role), with.words.weekday_date(one.last_day));
        match (&one.board, one.hers) {
            (Some(board), true) => t.yours_ends_in(role, board, &day),
            (None, true) => t.yours_ends(role, &day),
            (Some(board), false) => t.somebodys_ends_in(&one.person, role, board, &day),
            (None, false) => t.somebodys_ends(&one.person, role, &day),
        }
    };
    let nobody = |one: &EndingTold| one.board.as_deref().filter(|_| one.leaves_nobody).map(|board| t.then_nobody(board));
    let administers = told.iter().any(|one| one.administers);
    let mut lines: Vec<String> = told.iter().flat_map(|one| [Some(said(one)), nobody(one)]).flatten().collect();
    lines.push(if administers { t.prolong_yourself() } else { t.prolong_ask() }.to_owned());
    Content { subject, lines, verbatim: String::new(), link: t.open_service(), path: if administers { "/att-gora" } else { "/" }.to_owned() }
}

/// To an address that was somebody's: that it is another now, or what has been done with the account since.
pub(super) fn former_address(with: &Stationery, mail: &Mail) -> Content {
    let t = with.t;
    let since = [
        (MailKind::FormerLink, t.former_link()),
        (MailKind::FormerPassword, t.former_password()),
        (MailKind::FormerTwoStep, t.former_two_step()),
        (MailKind::FormerSignOn, t.former_sign_on()),
        (MailKind::FormerPasskey, t.former_passkey()),
    ];
    let (subject, lines) = match since.into_iter().find(|(kind, _)| *kind == mail.kind) {
        Some((_, subject)) => (subject, vec![t.former_done(&with.words.instant(mail.made_at)), t.former_why().to_owned(), t.if_not_you().to_owned()]),
        None => (t.subject_address(), vec![t.address_changed().to_owned(), t.if_wrong().to_owned()]),
    };
    Content { subject: subject.to_owned(), lines, verbatim: String::new(), link: t.open_service(), path: "/".to_owned() }
}

fn standing(one: &AccessTold, now: DateTime<Utc>) -> Standing {
    Standing::of(one.kind, one.step, one.effect_at, now)
}

fn subject(with: &Stationery, one: &AccessTold, now: DateTime<Utc>) -> String {
    let t = with.t;
    let person = one.person.as_deref().unwrap_or_default();
    let what = match (one.kind, one.role, &one.board) {
        (AccessKind::Role, Some(role), Some(board)) => t.as_role_in(person, with.words.role(role), board),
        (AccessKind::Role, Some(role), None) => t.as_role(person, with.words.role(role)),
        (AccessKind::Link, ..) => t.as_link(person),
        (AccessKind::Reopening | AccessKind::Role, ..) => t.as_reopened(person),
        (AccessKind::BoardEnd | AccessKind::BoardReopening, ..) => return board_subject(with, one, now),
    };
    match standing(one, now) {
        Standing::WaitsForAnother | Standing::Until(_) => t.access_waits(&what),
        Standing::InEffect => t.access_holds(&what),
        Standing::Dropped => t.access_dropped(&what),
    }
}

fn board_subject(with: &Stationery, one: &AccessTold, now: DateTime<Utc>) -> String {
    let what = with.words.board_fate(one.board.as_deref().unwrap_or_default(), one.ends_on, one.heir.as_deref());
    match standing(one, now) {
        Standing::WaitsForAnother | Standing::Until(_) => with.t.board_waits(&what),
        Standing::InEffect => what,
        Standing::Dropped => with.t.board_dropped(&what),
    }
}

fn what(with: &Stationery, one: &AccessTold) -> String {
    let (t, by) = (with.t, one.proposer.as_str());
    let person = one.person.as_deref().unwrap_or_default();
    match (one.kind, one.role, &one.board) {
        (AccessKind::Role, Some(role), Some(board)) => t.told_role_in(by, person, with.words.role(role), board),
        (AccessKind::Role, Some(role), None) => t.told_role(by, person, with.words.role(role)),
        (AccessKind::Link, ..) => t.told_link(by, person),
        (AccessKind::Reopening | AccessKind::Role, ..) => t.told_reopened(by, person),
        (AccessKind::BoardEnd | AccessKind::BoardReopening, ..) => told_board(with, one),
    }
}

/// What is to become of a board, and who reads what then.
fn told_board(with: &Stationery, one: &AccessTold) -> String {
    let (t, by, board) = (with.t, one.proposer.as_str(), one.board.as_deref().unwrap_or_default());
    match (one.ends_on.map(|day| with.words.date(day)), one.heir.as_deref()) {
        (Some(day), Some(heir)) => t.told_board_followed(by, board, &day, heir),
        (Some(day), None) => t.told_board_ended(by, board, &day),
        // Opened again before anybody had begun, it is its own as before.
        (None, Some(heir)) if one.step != AccessStep::AtOnce => t.told_board_goes_on_after(by, board, heir),
        (None, _) => t.told_board_goes_on(by, board),
    }
}

/// What happens next, or what became of it.
fn next(with: &Stationery, one: &AccessTold, now: DateTime<Utc>) -> String {
    let t = with.t;
    match (standing(one, now), &one.decider) {
        (Standing::WaitsForAnother, _) if one.administers => t.next_yours().to_owned(),
        (Standing::WaitsForAnother, _) => t.next_another().to_owned(),
        (Standing::Until(at), _) => t.next_at(&with.words.instant(at)),
        (Standing::InEffect, by) => {
            // What prolongs another role begins after that one.
            let begins = one.begins.filter(|day| *day > with.today).map(|day| with.words.date(day));
            match (by.as_ref().filter(|_| one.step == AccessStep::Agreed), begins) {
                (Some(by), Some(day)) => t.next_agreed_from(by, &day),
                (Some(by), None) => t.next_agreed(by),
                (None, Some(day)) => t.next_from(&day),
                (None, None) => t.next_now().to_owned(),
            }
        }
        (Standing::Dropped, _) if one.step == AccessStep::Withdrawn => t.next_withdrawn().to_owned(),
        (Standing::Dropped, _) => t.next_refused().to_owned(),
    }
}
