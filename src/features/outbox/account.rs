//! What mails say to the owner of an account about it: what was done with it, and a link when she has forgotten her password.

use chrono::{DateTime, Utc};

use super::contents::Content;
use super::letters::Stationery;
use super::store::Mail;
use crate::domain::device::Browser;
use crate::domain::outbox::{INVITATION_LASTS, MailKind};
use crate::platform::session::Secret;

/// She, or somebody with her password, has signed in in a browser that is not known. Where that was, nobody knows.
pub(super) fn signed_in(with: &Stationery, browser: &str, at: DateTime<Utc>) -> Content {
    let t = with.t;
    Content {
        subject: t.subject_sign_in().to_owned(),
        lines: vec![t.signed_in(&called(with, browser), &with.words.instant(at)), t.not_you().to_owned()],
        verbatim: String::new(),
        link: t.open_sessions(),
        path: "/konto/inloggningar".to_owned(),
    }
}

/// Her password is another.
pub(super) fn new_password(with: &Stationery, browser: &str, at: DateTime<Utc>) -> Content {
    let t = with.t;
    Content {
        subject: t.subject_password().to_owned(),
        lines: vec![t.password_changed(&called(with, browser), &with.words.instant(at)), t.not_you_password().to_owned()],
        verbatim: String::new(),
        link: t.open_sessions(),
        path: "/konto/inloggningar".to_owned(),
    }
}

/// Something about the second step of signing in has changed.
pub(super) fn two_step(with: &Stationery, kind: MailKind, browser: &str, at: DateTime<Utc>) -> Content {
    let (t, browser, at) = (with.t, called(with, browser), with.words.instant(at));
    let (subject, line) = match kind {
        MailKind::TwoStepOff => (t.subject_two_step_off(), t.two_step_off(&browser, &at)),
        MailKind::RecoveryUsed => (t.subject_recovery_used(), t.recovery_used(&browser, &at)),
        MailKind::RecoveryMade => (t.subject_recovery_made(), t.recovery_made(&browser, &at)),
        // The others are letters of their own.
        MailKind::TwoStepOn
        | MailKind::CodeWrong
        | MailKind::SignIn
        | MailKind::Password
        | MailKind::Reset
        | MailKind::Invitation
        | MailKind::Notice
        | MailKind::Digest
        | MailKind::Board
        | MailKind::Receipt
        | MailKind::Presidium
        | MailKind::Checkpoints
        | MailKind::Test
        | MailKind::Access
        | MailKind::AccessConfirm
        | MailKind::AccessAsked
        | MailKind::AccessDeclined
        | MailKind::AccessLapsed
        | MailKind::RoleEnding
        | MailKind::Address
        | MailKind::FormerLink
        | MailKind::FormerPassword
        | MailKind::FormerTwoStep
        | MailKind::FormerSignOn
        | MailKind::SignOnBound
        | MailKind::SignOnUnbound
        | MailKind::PasskeyAdded
        | MailKind::PasskeyRemoved
        | MailKind::PasskeyRefused
        | MailKind::FormerPasskey => (t.subject_two_step_on(), t.two_step_on(&browser, &at)),
    };
    Content {
        subject: subject.to_owned(),
        lines: vec![line, t.not_you_two_step().to_owned()],
        verbatim: String::new(),
        link: t.open_two_step(),
        path: "/konto/tvasteg".to_owned(),
    }
}

/// She can sign in with the municipality's identity provider from now on, or cannot any more.
pub(super) fn sign_on(with: &Stationery, bound: bool, browser: &str, at: DateTime<Utc>) -> Content {
    let (t, browser, at) = (with.t, called(with, browser), with.words.instant(at));
    let (subject, line) =
        if bound { (t.subject_sign_on_bound(), t.sign_on_bound(&browser, &at)) } else { (t.subject_sign_on_unbound(), t.sign_on_unbound(&browser, &at)) };
    Content {
        subject: subject.to_owned(),
        lines: vec![line, t.not_you_sign_on().to_owned()],
        verbatim: String::new(),
        link: t.open_sign_on(),
        path: "/konto/kommunen".to_owned(),
    }
}

/// She can sign in with a passkey from now on, or cannot any more.
pub(super) fn passkey(with: &Stationery, added: bool, browser: &str, at: DateTime<Utc>) -> Content {
    let (t, browser, at) = (with.t, called(with, browser), with.words.instant(at));
    let (subject, line) =
        if added { (t.subject_passkey_added(), t.passkey_added(&browser, &at)) } else { (t.subject_passkey_removed(), t.passkey_removed(&browser, &at)) };
    Content {
        subject: subject.to_owned(),
        lines: vec![line, t.not_you_passkey().to_owned()],
        verbatim: String::new(),
        link: t.open_passkeys(),
        path: "/konto/nycklar".to_owned(),
    }
}

/// A passkey of hers was refused: there may be a copy of it, and whoever tried may have been she.
pub(super) fn passkey_refused(with: &Stationery, browser: &str, at: DateTime<Utc>) -> Content {
    let t = with.t;
    Content {
        subject: t.subject_passkey_refused().to_owned(),
        lines: vec![t.passkey_refused(&called(with, browser), &with.words.instant(at)), t.passkey_refused_what().to_owned(), t.once_a_day().to_owned()],
        verbatim: String::new(),
        link: t.open_passkeys(),
        path: "/konto/nycklar".to_owned(),
    }
}

/// Somebody who is not in: her password is not hers alone any more, if it was not she herself.
pub(super) fn code_wrong(with: &Stationery, browser: &str, at: DateTime<Utc>) -> Content {
    let t = with.t;
    Content {
        subject: t.subject_code_wrong().to_owned(),
        lines: vec![t.code_wrong(&called(with, browser), &with.words.instant(at)), t.not_you_code().to_owned(), t.once_a_day().to_owned()],
        verbatim: String::new(),
        link: t.open_password(),
        path: "/konto/losenord".to_owned(),
    }
}

/// What leads to a page where she chooses a password.
pub(super) fn with_link(with: &Stationery, mail: &Mail, link: &Secret) -> Content {
    match mail.kind {
        MailKind::Invitation => invited(with, mail.address.as_deref().unwrap_or_default(), mail.made_at, link),
        _ => reset(with, &mail.browser, mail.made_at, link),
    }
}

/// The link by which she chooses another one.
fn reset(with: &Stationery, browser: &str, at: DateTime<Utc>, link: &Secret) -> Content {
    let t = with.t;
    Content {
        subject: t.subject_reset().to_owned(),
        lines: vec![t.reset_asked(&called(with, browser), &with.words.instant(at)), t.reset_lasts().to_owned(), t.reset_not_you().to_owned()],
        verbatim: String::new(),
        link: t.choose_new_password(),
        path: format!("/inbjudan/{}", link.reveal()),
    }
}

/// The link by which she comes in for the first time. The instant is that at which she was invited.
fn invited(with: &Stationery, address: &str, at: DateTime<Utc>, link: &Secret) -> Content {
    let t = with.t;
    Content {
        subject: t.subject_invited().to_owned(),
        lines: vec![t.invited(&with.sender.organisation), t.invited_lasts(&with.words.instant(at + INVITATION_LASTS)), t.invited_address(address)],
        verbatim: String::new(),
        link: t.choose_password(),
        path: format!("/inbjudan/{}", link.reveal()),
    }
}

/// "Firefox på Windows".
fn called(with: &Stationery, browser: &str) -> String {
    match Browser::of(browser) {
        Browser { name: Some(name), system: Some(system) } => with.t.browser_on(name, system),
        Browser { name: Some(one), system: None } | Browser { name: None, system: Some(one) } => one.to_owned(),
        Browser { name: None, system: None } => with.t.some_browser().to_owned(),
    }
}
