//! Writing a mail when its turn has come: for whom, in which language, whether it is still needed, and what it says as
//! things stand now. Only what, when and where to read more. What a notice says is announced by the slice that causes it.

use chrono::NaiveDate;
use url::Url;

use super::access;
use super::account;
use super::contents::{self, Content};
use super::deliver::Office;
use super::requests;
use super::store::{self, Mail, Sender, Untold};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::ids::{BoardId, MailId};
use crate::domain::notice::{Reader, RoundTold};
use crate::domain::outbox::{MailKind, Needless, Present, needless};
use crate::platform::failure::Failure;
use crate::platform::language::Lang;
use crate::platform::mail::{Letter, Link, Mailbox, MessageId};
use crate::platform::register::Register;
use crate::platform::session::Secret;
use crate::platform::telling::{Message, Reading};
use crate::platform::texts::Apart;
use crate::platform::words::Words;
use crate::platform::worker::Job;

/// What came of writing.
pub(super) enum Written {
    /// A letter.
    Letter(Box<Letter>),
    /// It is not needed any more, and why.
    Needless(Needless),
    /// The address cannot be sent to.
    Unsendable,
}

/// What a letter is written with.
pub(super) struct Stationery {
    pub(super) t: Texts,
    pub(super) words: Words,
    pub(super) today: NaiveDate,
    pub(super) sender: Sender,
}

/// What is still to be said, and about which round.
pub(super) type News = Vec<(Message, RoundTold)>;

/// Writes a mail.
pub(super) async fn write<P>(look: &mut Job, id: MailId, mail: &Mail, link: Option<&Secret>, office: &Office<P>) -> Result<Written, Failure> {
    if mail.ended {
        return Ok(Written::Needless(Needless::NotHers));
    }
    let Some(to) = mail.address.as_deref().and_then(|address| Mailbox::new(mail.name.as_deref().unwrap_or(""), address)) else {
        return Ok(Written::Unsendable);
    };
    let sender = store::sender(look.conn()).await?;
    let lang = Lang::SV.of_code(&mail.lang).calling(sender.verdict);
    let with = Stationery { t: Texts::from(lang), words: Words::new(lang), today: look.today(), sender };
    let content = match content(look, id, mail, link, &with, office).await? {
        Ok(content) => content,
        Err(why) => return Ok(Written::Needless(why)),
    };
    let message_id = MessageId::of(id.uuid(), &office.service);
    Ok(Written::Letter(Box::new(letter(&with, mail, to, content, message_id, &office.service))))
}

/// What it says as things stand, or why it is not needed any more.
async fn content<P>(
    look: &mut Job,
    id: MailId,
    mail: &Mail,
    link: Option<&Secret>,
    with: &Stationery,
    office: &Office<P>,
) -> Result<Result<Content, Needless>, Failure> {
    Ok(Ok(match mail.kind {
        MailKind::Notice | MailKind::Digest => match still_true(look, id, mail, with, &office.register).await? {
            Ok(news) if mail.kind == MailKind::Digest => contents::digest(with, &news),
            Ok(news) => match news.into_iter().next() {
                Some((message, _)) => Content::from(message),
                None => return Ok(Err(Needless::NotHers)),
            },
            Err(why) => return Ok(Err(why)),
        },
        MailKind::Board => return to_the_board(look, id, with, &office.register).await,
        MailKind::Receipt => contents::receipt(with, &store::arrival(look.conn(), id).await?),
        MailKind::Checkpoints => match &office.keeper {
            Some(keeper) => contents::checkpoints(with, &keeper.newest(look).await?),
            None => return Ok(Err(Needless::NotHers)),
        },
        MailKind::Presidium => return to_the_presidium(look, id, with).await,
        MailKind::Test => contents::test(with),
        MailKind::Access => match store::access_told(look, id).await?.as_slice() {
            [] => return Ok(Err(Needless::NotHers)),
            told => access::content(with, told, look.now()),
        },
        MailKind::RoleEnding => match store::endings_told(look, id).await?.as_slice() {
            [] => return Ok(Err(Needless::NotHers)),
            told => access::endings(with, told),
        },
        MailKind::AccessConfirm | MailKind::AccessAsked | MailKind::AccessDeclined | MailKind::AccessLapsed => {
            return of_request(look, id, mail, link, with).await;
        }
        MailKind::Address | MailKind::FormerLink | MailKind::FormerPassword | MailKind::FormerTwoStep | MailKind::FormerSignOn | MailKind::FormerPasskey => {
            access::former_address(with, mail)
        }
        MailKind::SignIn => account::signed_in(with, &mail.browser, mail.made_at),
        MailKind::Password => account::new_password(with, &mail.browser, mail.made_at),
        MailKind::TwoStepOn | MailKind::TwoStepOff | MailKind::RecoveryUsed | MailKind::RecoveryMade => {
            account::two_step(with, mail.kind, &mail.browser, mail.made_at)
        }
        MailKind::SignOnBound | MailKind::SignOnUnbound => account::sign_on(with, mail.kind == MailKind::SignOnBound, &mail.browser, mail.made_at),
        MailKind::PasskeyAdded | MailKind::PasskeyRemoved => account::passkey(with, mail.kind == MailKind::PasskeyAdded, &mail.browser, mail.made_at),
        MailKind::PasskeyRefused => account::passkey_refused(with, &mail.browser, mail.made_at),
        MailKind::CodeWrong => account::code_wrong(with, &mail.browser, mail.made_at),
        MailKind::Reset | MailKind::Invitation => match link {
            Some(link) => account::with_link(with, mail, link),
            None => return Ok(Err(Needless::NotHers)),
        },
    }))
}

/// Of somebody's request to work for a board, as long as there is something to say.
async fn of_request(look: &mut Job, id: MailId, mail: &Mail, link: Option<&Secret>, with: &Stationery) -> Result<Result<Content, Needless>, Failure> {
    let told = store::request_told(look, id).await?.filter(|_| link.is_some() || mail.kind != MailKind::AccessConfirm);
    Ok(told.map(|told| requests::content(with, mail, &told, link)).ok_or(Needless::NotHers))
}

/// What is still to be said, as it is said to her; or why nothing is.
async fn still_true(look: &mut Job, id: MailId, mail: &Mail, with: &Stationery, register: &Register) -> Result<Result<News, Needless>, Failure> {
    let Some(person) = mail.person else { return Ok(Err(Needless::NotHers)) };
    let roles = store::roles(look.conn(), person, with.today).await?;
    let (mut news, mut why) = (Vec::new(), Needless::NotHers);
    for untold in store::untold(look.conn(), id, &register.steps(), with.today).await? {
        let notice = untold.notice.clone();
        let tells = register.tells(notice.kind).ok_or_else(|| Failure::broken("a notice that no slice announces"))?;
        match needless(&tells.rule, &present(&untold, &roles)) {
            None => {
                let reader = Reader::of(&roles, notice.round.board);
                let reading = Reading { words: with.words, today: with.today, auditors: &with.sender.auditors, reader };
                news.push(((tells.message)(&notice, &reading), notice.round));
            }
            Some(reason) => why = reason,
        }
    }
    Ok(if news.is_empty() { Err(why) } else { Ok(news) })
}

/// What a whole board was told, as its mailbox reads it: while the mailbox is that of the board, and it is still true.
async fn to_the_board(look: &mut Job, id: MailId, with: &Stationery, register: &Register) -> Result<Result<Content, Needless>, Failure> {
    let Some(untold) = store::untold_to_the_board(look.conn(), id, &register.steps(), with.today).await? else { return Ok(Err(Needless::NotHers)) };
    let notice = &untold.notice;
    let tells = register.tells(notice.kind).ok_or_else(|| Failure::broken("a notice that no slice announces"))?;
    let whoever_hands_in = [(Role::Secretary, Some(notice.round.board))];
    if let Some(why) = needless(&tells.rule, &present(&untold, &whoever_hands_in)) {
        return Ok(Err(why));
    }
    let reading = Reading { words: with.words, today: with.today, auditors: &with.sender.auditors, reader: Reader::Board };
    Ok(Ok(contents::to_the_board(with, (tells.message)(notice, &reading))))
}

/// What has been late for long, and still is.
async fn to_the_presidium(look: &mut Job, id: MailId, with: &Stationery) -> Result<Result<Content, Needless>, Failure> {
    let late = store::long_late(look.conn(), id).await?;
    Ok(if late.is_empty() { Err(Needless::Answered) } else { Ok(contents::long_late(with, &late)) })
}

fn present(untold: &Untold, roles: &[(Role, Option<BoardId>)]) -> Present {
    let (notice, round) = (&untold.notice, &untold.notice.round);
    let fitting = roles.iter().filter(|(_, board)| board.is_none_or(|board| board == round.board));
    Present {
        answered: round.received_on.is_some(),
        closed: round.closed,
        told_due_on: notice.told_due_on,
        due_on: round.last_day.due_on,
        overtaken: untold.overtaken,
        supplement_due_on: round.supplement_due_on,
        measures_wait: untold.measures_wait,
        roles: fitting.map(|(role, _)| *role).collect(),
    }
}

fn letter(with: &Stationery, mail: &Mail, to: Mailbox, content: Content, message_id: MessageId, service: &Url) -> Letter {
    let address = |path: &str| service.join(path).map_or_else(|_| service.to_string(), |address| address.to_string());
    let Sender { organisation, auditors, contact, .. } = &with.sender;
    let mut signature = vec![format!("{}, {}", Apart(auditors), Apart(organisation))];
    if !contact.is_empty() {
        signature.push(with.t.questions(contact));
    }
    // What she is told of her own account nobody can switch off.
    if mail.person.is_some() && !mail.kind.is_of_account() {
        signature.push(with.t.settings(&address("/aviseringar/installningar")));
    }
    let greeting = mail.name.as_deref().map(|name| with.t.hello(name));
    Letter {
        message_id,
        to,
        lang: with.t.lang,
        subject: content.subject,
        lines: greeting.into_iter().chain(content.lines).collect(),
        verbatim: content.verbatim,
        link: Link { words: content.link.to_owned(), address: address(&content.path) },
        signature,
    }
}
