//! Writing a mail when its turn has come: for whom, in which language, whether it is still needed, and what it says as
//! things stand now. Only what, when and where to read more.

use chrono::NaiveDate;
use url::Url;

use super::sayings::{self, Saying};
use super::store::{self, House, Mail, Told};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::ids::{BoardId, MailId};
use crate::domain::outbox::{MailKind, Needless, Present, needless};
use crate::platform::failure::Failure;
use crate::platform::language::Lang;
use crate::platform::mail::{Letter, Link, Mailbox, MessageId};
use crate::platform::shift::Shift;
use crate::platform::words::Words;

/// What came of writing.
pub(super) enum Written {
    /// A letter.
    Letter(Box<Letter>),
    /// It is not needed any more, and why.
    Needless(Needless),
    /// The address cannot be sent to.
    Unsendable,
}

/// Somebody's roles today, each with its board.
type Roles = Vec<(Role, Option<BoardId>)>;

/// Who reads: the same thing is said differently to each, and leads to another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Board,
    Auditors,
    Administrators,
}

/// What a letter is written with.
pub(super) struct Desk {
    pub(super) t: Texts,
    pub(super) words: Words,
    pub(super) today: NaiveDate,
    pub(super) house: House,
}

/// Writes a mail.
pub(super) async fn write(look: &mut Shift, id: MailId, mail: &Mail, service: &Url) -> Result<Written, Failure> {
    let lang = if mail.lang == "en" { Lang::En } else { Lang::Sv };
    if mail.ended {
        return Ok(Written::Needless(Needless::NotHers));
    }
    let Some(to) = mail.address.as_deref().and_then(|address| Mailbox::new(mail.name.as_deref().unwrap_or(""), address)) else {
        return Ok(Written::Unsendable);
    };
    let desk = Desk { t: Texts::from(lang), words: Words::new(lang), today: look.today(), house: store::house(look.conn()).await? };
    let saying = match mail.kind {
        MailKind::Notice | MailKind::Digest => match still_true(look, id, mail).await? {
            Ok(told) if mail.kind == MailKind::Digest => sayings::digest(&desk, &told),
            Ok(told) => match told.first() {
                Some((told, reader)) => sayings::notice(&desk, told, *reader),
                None => return Ok(Written::Needless(Needless::NotHers)),
            },
            Err(why) => return Ok(Written::Needless(why)),
        },
        MailKind::Receipt => sayings::receipt(&desk, &store::arrival(look.conn(), id).await?),
        MailKind::Test => sayings::test(&desk),
    };
    let message_id = MessageId::of(id.uuid(), service);
    Ok(Written::Letter(Box::new(letter(&desk, mail, to, saying, message_id, service))))
}

/// What is still to be said, and as whom she reads it; or why nothing is.
async fn still_true(look: &mut Shift, id: MailId, mail: &Mail) -> Result<Result<Vec<(Told, Reader)>, Needless>, Failure> {
    let Some(person) = mail.person else { return Ok(Err(Needless::NotHers)) };
    let today = look.today();
    let roles = store::roles(look.conn(), person, today).await?;
    let (mut told, mut why) = (Vec::new(), Needless::NotHers);
    for one in store::told(look.conn(), id).await? {
        match needless(one.kind, &present(&one, &roles)) {
            None => {
                let reader = reader(&roles, one.round.board);
                told.push((one, reader));
            }
            Some(reason) => why = reason,
        }
    }
    Ok(if told.is_empty() { Err(why) } else { Ok(told) })
}

fn present(told: &Told, roles: &Roles) -> Present {
    let fitting = roles.iter().filter(|(_, board)| board.is_none_or(|board| board == told.round.board));
    Present {
        answered: told.round.received_on.is_some(),
        closed: told.round.closed,
        told_due_on: told.told_due_on,
        due_on: told.round.due_on,
        overtaken: told.overtaken,
        roles: fitting.map(|(role, _)| *role).collect(),
    }
}

/// Whoever works for the board is written to as the board, whatever else she is.
fn reader(roles: &Roles, board: BoardId) -> Reader {
    if roles.iter().any(|(_, own)| *own == Some(board)) {
        Reader::Board
    } else if roles.iter().any(|(role, _)| *role == Role::Auditor) {
        Reader::Auditors
    } else {
        Reader::Administrators
    }
}

fn letter(desk: &Desk, mail: &Mail, to: Mailbox, saying: Saying, message_id: MessageId, service: &Url) -> Letter {
    let address = |path: &str| service.join(path).map_or_else(|_| service.to_string(), |address| address.to_string());
    let House { organisation, auditors, contact } = &desk.house;
    let mut signature = vec![format!("{auditors}, {organisation}")];
    if !contact.is_empty() {
        signature.push(desk.t.questions(contact));
    }
    if mail.person.is_some() {
        signature.push(desk.t.settings(&address("/aviseringar/installningar")));
    }
    let greeting = mail.name.as_deref().map(|name| desk.t.hello(name));
    Letter {
        message_id,
        to,
        lang: desk.t.lang,
        subject: saying.subject,
        lines: greeting.into_iter().chain(saying.lines).collect(),
        link: Link { words: saying.words.to_owned(), address: address(&saying.path) },
        signature,
    }
}
