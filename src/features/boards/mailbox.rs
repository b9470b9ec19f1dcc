//! A board's own mailbox, which several read: what the whole board is told goes there as well, also when nobody has the role.

use serde::Deserialize;

use super::Confirmed;
use super::actions::SetMailbox;
use super::board::{self, Typed, find};
use super::store::{self, BoardRow};
use super::texts::Texts;
use crate::domain::email::EmailAddress;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl SetMailbox, Administer, String => BoardRow, find
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    mailbox: String,
}

pub(super) async fn act(gate: Gate<SetMailbox>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, board) = gate.open().await?;
    let form = posted.read(&change)?;
    let t = Texts::from(change.lang());
    let url = format!("/admin/namnder/{}", board.slug);
    let typed = form.mailbox.trim();
    let address = if typed.is_empty() { Some(String::new()) } else { EmailAddress::parse(typed).map(|address| address.to_string()) };
    match address {
        Some(address) if address == board.mailbox => Ok(SeeOther::unchanged(&change, url)),
        Some(address) => {
            store::set_mailbox(&mut change, board.id, &address).await?;
            let done = change.commit(Event::BoardMailboxSet { board: board.id }).await?;
            let back = SeeOther::to(done, url);
            Ok(if address.is_empty() { back.saying(Confirmed::BoardMailboxEnded) } else { back.saying(Confirmed::BoardMailboxSet) })
        }
        None => {
            let mut faults = Faults::none();
            faults.add("mailbox", t.mailbox_wrong());
            let typed = Typed { mailbox: Some(form.mailbox), ..Typed::default() };
            Html::redraw(&board::page(&mut change, &board, &typed, &faults).await?)
        }
    }
}
