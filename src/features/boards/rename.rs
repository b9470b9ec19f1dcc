//! A board is called something else. Its address stays, so that no link breaks, and the register keeps what it was called before.

use serde::Deserialize;

use super::Confirmed;
use super::actions::RenameBoard;
use super::board::{self, Typed, find};
use super::store::{self, BoardRow};
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl RenameBoard, Administer, String => BoardRow, find
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    name: String,
    rename_reason: String,
}

pub(super) async fn act(gate: Gate<RenameBoard>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, board) = gate.open().await?;
    let form = posted.read(&change)?;
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    let mut faults = Faults::none();
    let name = faults.take("name", text::required(&text::tidy_line(&form.name), 200), |f| words.text_fault(f, t.name_needed()));
    let reason = faults.take("rename_reason", text::required(&form.rename_reason, 500), |f| words.text_fault(f, t.reason_needed()));
    if let Some(name) = &name {
        let living = store::living(change.conn(), today).await?;
        if *name == board.name {
            faults.add("name", t.nothing_changed());
        } else if living.iter().any(|other| other.id != board.id && other.name.to_lowercase() == name.to_lowercase()) {
            faults.add("name", t.name_is_taken());
        }
    }
    match (name, reason) {
        (Some(name), Some(reason)) if faults.is_empty() => {
            store::rename(&mut change, &board, &name, &reason).await?;
            let done = change.commit(Event::BoardRenamed { board: board.id }).await?;
            Ok(SeeOther::to(done, format!("/admin/namnder/{}", board.slug)).saying(Confirmed::BoardRenamed))
        }
        _ => {
            let typed = Typed { name: Some(form.name), rename_reason: form.rename_reason, ..Typed::default() };
            Html::redraw(&board::page(&mut change, &board, &typed, &faults).await?)
        }
    }
}
