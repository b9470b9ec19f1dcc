//! Who one is here, and what one may be today.

use askama::Template;

use super::store;
use super::texts::Texts;
use crate::domain::actor::{BoardRole, Grant, Role};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::passkey;
use crate::platform::sign_on;
use crate::platform::texts::Apart;
use crate::platform::two_step;
use crate::platform::words::{Words, capital};

crate::action!(
    /// One's own account.
    ShowAccount, KeepSignIn
);

#[derive(Template)]
#[template(path = "account/overview.html")]
struct Page {
    frame: Frame,
    t: Texts,
    name: String,
    email: String,
    roles: Vec<String>,
    /// It is offered, or on.
    two_step: bool,
    /// The same of the municipality's sign-in.
    sign_on: bool,
    /// And of passkeys.
    passkeys: bool,
    /// No role of hers excludes that she works for a board.
    may_ask: bool,
}

pub(super) async fn show(gate: Gate<ShowAccount>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let Some(person) = look.person().cloned() else { return Err(Failure::NotFound) };
    let own = store::own(look.conn(), person.id).await?;
    let two_step = look.two_step_keys().is_some() || two_step::is_on(look.conn(), person.id).await?;
    let sign_on = look.provider().is_some() || sign_on::bound_since(look.conn(), person.id, None).await?.is_some();
    let passkeys = frame.passkeys || passkey::how_many(look.conn(), person.id).await? > 0;
    let boards = store::board_names(look.conn()).await?;
    let last_days = store::last_days(look.conn(), today).await?;
    let named = |grant: &Grant| {
        let (role, board) = role_of(*grant);
        let to = last_days.iter().find(|one| one.role == role && one.board == board).map(|one| words.date(one.to));
        let board = board.and_then(|id| boards.iter().find(|(other, _)| *other == id)).map(|(_, name)| name.as_str());
        let said = said(words, role, board);
        to.map_or_else(|| said.clone(), |day| t.role_until(&said, &day))
    };
    let may_ask = !person.grants.iter().any(|grant| matches!(grant, Grant::Auditor | Grant::AuditReader | Grant::Administrator));
    Html::page(&Page { t, may_ask, roles: person.grants.iter().map(named).collect(), name: own.name, email: own.email, two_step, sign_on, passkeys, frame })
}

fn role_of(grant: Grant) -> (Role, Option<crate::domain::ids::BoardId>) {
    match grant {
        Grant::Auditor => (Role::Auditor, None),
        Grant::AuditReader => (Role::AuditReader, None),
        Grant::Council => (Role::Council, None),
        Grant::Administrator => (Role::Administrator, None),
        Grant::Board(BoardRole::Secretary, board) => (Role::Secretary, Some(board)),
        Grant::Board(BoardRole::Contributor, board) => (Role::Contributor, Some(board)),
        Grant::Board(BoardRole::Approver, board) => (Role::Approver, Some(board)),
    }
}

fn said(words: Words, role: Role, board: Option<&str>) -> String {
    let role = capital(words.role(role));
    board.map_or_else(|| role.clone(), |board| format!("{role}, {}", Apart(board)))
}
