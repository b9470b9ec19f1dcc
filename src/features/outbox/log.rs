//! The mail log: newest first, what became of each, and a button for those that could not be sent.

use askama::Template;
use serde::Deserialize;

use super::log_store::{self, Logged};
use super::texts::Texts;
use crate::domain::outbox::{MailKind, MailState, Needless};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::words::Words;

/// Mails on a page.
const PAGE: i64 = 50;

crate::action!(
    /// The mail log.
    ShowMails, Administer
);

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    visa: String,
    sida: i64,
}

struct Line {
    made: String,
    to: String,
    what: &'static str,
    chip: Chip,
    /// When it went, or when it is tried next.
    when: String,
    attempts: i16,
    /// In our words why it was not needed.
    reason: &'static str,
    /// In the mail server's own words, which are English as a rule.
    reply: String,
    /// Where to have it sent again, and what the button says to whoever hears it.
    again: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "outbox/log.html")]
struct Page {
    frame: Frame,
    t: Texts,
    count: String,
    shown: String,
    only_failed: bool,
    lines: Vec<Line>,
    newer: Option<String>,
    older: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowMails>, filters: Filters) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let only_failed = filters.visa == "misslyckade";
    let count = log_store::count(look.conn(), only_failed).await?;
    let last = (count - 1).max(0) / PAGE + 1;
    let page = filters.sida.clamp(1, last);
    let mails = log_store::mails(look.conn(), only_failed, (page - 1) * PAGE, PAGE).await?;
    let address = |page: i64| format!("/admin/utskick?visa={}&sida={page}", if only_failed { "misslyckade" } else { "alla" });
    let from = (page - 1) * PAGE;
    Html::page(&Page {
        count: t.count(count),
        shown: t.shown((from + 1).min(count), (from + PAGE).min(count), count),
        only_failed,
        lines: mails.into_iter().map(|mail| line(t, words, mail)).collect(),
        newer: (page > 1).then(|| address(page - 1)),
        older: (page < last).then(|| address(page + 1)),
        t,
        frame,
    })
}

fn line(t: Texts, words: Words, mail: Logged) -> Line {
    let settled = mail.settled_at.map(|at| words.instant(at)).unwrap_or_default();
    let (chip, when) = match mail.state {
        MailState::Waiting if mail.attempts > 0 => (Chip::warn(t.waiting()), t.again_at(&words.instant(mail.due_at))),
        MailState::Waiting => (Chip::plain(t.waiting()), String::new()),
        MailState::Sent => (Chip::ok(t.sent()), settled),
        MailState::Failed => (Chip::bad(t.failed()), settled),
        MailState::Dropped => (Chip::plain(t.dropped()), settled),
    };
    let dropped = mail.state == MailState::Dropped;
    Line {
        made: words.instant(mail.made_at),
        what: kind(t, mail.kind),
        chip,
        when,
        attempts: mail.attempts,
        reason: Needless::of(&mail.reply).filter(|_| dropped).map_or("", |why| reason(t, why)),
        reply: if dropped { String::new() } else { mail.reply },
        again: (mail.state == MailState::Failed).then(|| (format!("/admin/utskick/{}/igen", mail.id), t.try_again_for(&mail.to))),
        to: mail.to,
    }
}

fn kind(t: Texts, kind: MailKind) -> &'static str {
    match kind {
        MailKind::Notice => t.notice(),
        MailKind::Digest => t.daily(),
        MailKind::Receipt => t.receipt(),
        MailKind::Test => t.test_mail(),
    }
}

fn reason(t: Texts, why: Needless) -> &'static str {
    match why {
        Needless::Answered => t.why_answered(),
        Needless::Closed => t.why_closed(),
        Needless::OtherDate => t.why_other_date(),
        Needless::Overtaken => t.why_overtaken(),
        Needless::NotHers => t.why_not_hers(),
        Needless::NoServer => t.why_no_server(),
    }
}
