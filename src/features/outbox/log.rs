//! The mail log: newest first, what became of each, and a button for those that could not be sent; and the same as a file.

use askama::Template;

use super::log_store::{self, Logged};
use super::texts::Texts;
use crate::domain::outbox::{MailKind, MailState, Needless};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::listing::{Cell, Filters, Head, ListPage, Query, Sheet, Value};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::words::Words;

crate::action!(
    /// The mail log.
    ShowMails, Administer
);

impl Value for MailState {
    const ALL: &'static [Self] = &[Self::Waiting, Self::Sent, Self::Failed, Self::Dropped];

    fn key(self) -> &'static str {
        match self {
            Self::Waiting => "vantar",
            Self::Sent => "skickade",
            Self::Failed => "misslyckade",
            Self::Dropped => "skickades-inte",
        }
    }
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
    list: ListPage,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ShowMails>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let state = query.one_of::<MailState>("visa", |_| true);
    let window = query.window();
    let cut = window.cut(log_store::mails(look.conn(), state, &window).await?, |mail| (mail.made_at, mail.id.uuid()));
    let count = log_store::count(look.conn(), state, cut.begins(log_store::before_all())).await?;
    let pages = cut.pages(&query, frame.lang, count);
    let states: Vec<(String, String)> = MailState::ALL.iter().map(|state| (state.key().to_owned(), state_name(t, *state).to_owned())).collect();
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.mails(),
            Filters::new(&query, frame.lang).list(&query, "visa", t.state(), &states, state.map(Value::key)),
            Head::new(&query, &pages, |n| t.count(n), t.none(), "/admin/utskick.csv"),
            pages,
        )
        .lead(t.lead()),
        lines: cut.rows.into_iter().map(|mail| line(t, words, mail)).collect(),
        t,
        frame,
    })
}

/// The same mails as a file, all of them.
pub(super) async fn file(gate: Gate<ShowMails>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let t = Texts::from(look.lang());
    let state = query.one_of::<MailState>("visa", |_| true);
    let window = query.window();
    let cut = window.cut(log_store::mails(look.conn(), state, &window).await?, |mail| (mail.made_at, mail.id.uuid()));
    let header = vec![t.to(), t.what(), t.made(), t.state(), t.settled(), t.tries(), t.answer()];
    Sheet::new(&query, t.lang.pick("utskick", "mail-log"), header, cut, |mail| {
        let why = Needless::of(&mail.reply).filter(|_| mail.state == MailState::Dropped);
        vec![
            mail.to.into(),
            kind(t, mail.kind).into(),
            Cell::Moment(Some(mail.made_at)),
            state_name(t, mail.state).into(),
            Cell::Moment(mail.settled_at),
            Cell::Number(mail.attempts.into()),
            why.map_or(mail.reply, |why| reason(t, why).to_owned()).into(),
        ]
    })
}

fn state_name(t: Texts, state: MailState) -> &'static str {
    match state {
        MailState::Waiting => t.waiting(),
        MailState::Sent => t.sent(),
        MailState::Failed => t.failed(),
        MailState::Dropped => t.dropped(),
    }
}

fn line(t: Texts, words: Words, mail: Logged) -> Line {
    let settled = mail.settled_at.map(|at| words.instant(at)).unwrap_or_default();
    let (chip, when) = match mail.state {
        MailState::Waiting if mail.attempts > 0 => (Chip::warn(t.waiting()), t.again_at(&words.instant(mail.due_at))),
        MailState::Waiting => (Chip::plain(t.waiting()), String::new()),
        MailState::Sent => (Chip::plain(t.sent()), settled),
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
        MailKind::Board => t.to_board(),
        MailKind::Presidium => t.presidium(),
        MailKind::Checkpoints => t.checkpoints_mail(),
        MailKind::Test => t.test_mail(),
        MailKind::Access
        | MailKind::AccessConfirm
        | MailKind::AccessAsked
        | MailKind::AccessDeclined
        | MailKind::AccessLapsed
        | MailKind::Address
        | MailKind::RoleEnding
        | MailKind::FormerLink
        | MailKind::FormerPassword
        | MailKind::FormerTwoStep
        | MailKind::FormerSignOn
        | MailKind::FormerPasskey => t.access_mail(),
        MailKind::SignIn
        | MailKind::Password
        | MailKind::Reset
        | MailKind::Invitation
        | MailKind::TwoStepOn
        | MailKind::TwoStepOff
        | MailKind::RecoveryUsed
        | MailKind::RecoveryMade
        | MailKind::SignOnBound
        | MailKind::SignOnUnbound
        | MailKind::PasskeyAdded
        | MailKind::PasskeyRemoved
        | MailKind::PasskeyRefused
        | MailKind::CodeWrong => t.account_mail(),
    }
}

fn reason(t: Texts, why: Needless) -> &'static str {
    match why {
        Needless::Answered => t.why_answered(),
        Needless::Closed => t.why_closed(),
        Needless::OtherDate => t.why_other_date(),
        Needless::Overtaken => t.why_overtaken(),
        Needless::NotAwaited => t.why_not_awaited(),
        Needless::NotHers => t.why_not_hers(),
        Needless::NoServer => t.why_no_server(),
        Needless::Gathered => t.why_gathered(),
    }
}
