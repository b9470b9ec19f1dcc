//! A stranger asks to work for a board. Whatever the address is, the same is done and the same is answered: whose it is, is not looked at
//! before whoever reads its mailbox has confirmed it.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::AskAccess;
use super::store::{self, Asked, Board};
use super::texts::Texts;
use crate::domain::email::EmailAddress;
use crate::domain::password::LONGEST;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, ReadFirst, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form.
    ShowAsk, Visit
);
crate::action!(impl AskAccess, Visit);
// That somebody asks is no event: anybody can ask, in anybody's name. That whoever has the mailbox has confirmed it is one.
impl WithoutEvent for AskAccess {}
impl ReadFirst for AskAccess {}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    ask_name: String,
    ask_email: String,
    #[serde(default)]
    ask_board: String,
    ask_why: String,
}

#[derive(Template)]
#[template(path = "access_requests/ask.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    name: Field,
    email: Field,
    board: Choices,
    why: Field,
    /// No board can be asked.
    nobody: bool,
    otherwise: String,
}

/// A name is so long at most, and a line why.
pub(super) const LONGEST_NAME: usize = 200;
pub(super) const LONGEST_WHY: usize = 500;

pub(super) async fn show(gate: Gate<ShowAsk>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let today = look.today();
    let boards = store::boards_to_ask(look.conn(), today).await?;
    Html::page(&page(look.frame().await?, &Form::default(), &boards, &Faults::none()))
}

pub(super) async fn act(gate: Gate<AskAccess>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let form = posted.read_first(&gate)?;
    // Strangers are held up as at the door. The page is then drawn without the database: the board that was chosen stays chosen.
    if let Err(wait) = gate.stranger().await {
        let (frame, mut faults) = (gate.bare_frame(), Faults::none());
        faults.wait("ask_email", Words::new(frame.lang).wait(wait));
        return Html::come_back(&page(frame, &form, &[], &faults), wait);
    }
    let (mut change, _) = gate.open().await?;
    let today = change.today();
    let boards = store::boards_to_ask(change.conn(), today).await?;
    let mut faults = Faults::none();
    let asked = read(&form, &boards, change.words(), &mut faults);
    let Some(asked) = asked.filter(|_| faults.is_empty() && change.mails()) else {
        return Html::redraw(&page(change.frame().await?, &form, &boards, &faults));
    };
    store::ask(&mut change, &asked).await?;
    let done = change.keep().await?;
    Ok(SeeOther::to(done, "/logga-in").saying(Confirmed::AskedByMail))
}

fn read(form: &Form, boards: &[Board], words: Words, faults: &mut Faults) -> Option<Asked> {
    let t = Texts::from(words.lang());
    let name = faults.take("ask_name", text::required(&form.ask_name, LONGEST_NAME), |fault| words.text_fault(fault, t.name_needed()));
    let address = faults.take("ask_email", EmailAddress::parse(&form.ask_email).ok_or(()), |()| t.email_needed().to_owned());
    let board = chosen(&form.ask_board, boards, t, faults);
    let why = faults.take("ask_why", text::required(&form.ask_why, LONGEST_WHY), |fault| words.text_fault(fault, t.why_needed()));
    Some(Asked { name: text::tidy_line(&name?), address: address?, board: board?, why: text::tidy_line(&why?) })
}

/// The board that was chosen.
pub(super) fn chosen(typed: &str, boards: &[Board], t: Texts, faults: &mut Faults) -> Option<crate::domain::ids::BoardId> {
    let board = boards.iter().find(|board| board.slug == typed).map(|board| board.id);
    faults.take("ask_board", board.ok_or(()), |()| t.board_needed().to_owned())
}

/// The boards to choose from; where they are not known, the one that was chosen.
pub(super) fn choices(typed: &str, boards: &[Board], t: Texts, faults: &Faults) -> Choices {
    let mut choices = vec![Choice::new("", t.choose_board(), typed.is_empty())];
    choices.extend(boards.iter().map(|board| Choice::new(board.slug.clone(), board.name.clone(), board.slug == typed)));
    if boards.is_empty() && !typed.is_empty() {
        choices.push(Choice::new(typed, typed, true));
    }
    Choices::list(t.lang, "ask_board", t.board(), choices, faults)
}

fn page(frame: Frame, form: &Form, boards: &[Board], faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let email: String = text::tidy_line(&form.ask_email).chars().take(LONGEST).collect();
    Page {
        t,
        summary: faults.summary(lang),
        name: Field::line(lang, "ask_name", t.name(), &form.ask_name, faults).autocomplete("name"),
        email: Field::email(lang, "ask_email", t.email(), email, faults).hint(t.email_hint()).autocomplete("email"),
        board: choices(&form.ask_board, boards, t, faults),
        why: Field::line(lang, "ask_why", t.why(), &form.ask_why, faults).hint(t.why_hint()),
        nobody: boards.is_empty() && form.ask_board.is_empty(),
        otherwise: match frame.contact.as_str() {
            "" => t.ask_the_administrator_plain().to_owned(),
            contact => t.ask_the_administrator(contact),
        },
        frame,
    }
}
