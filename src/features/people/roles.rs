//! Giving a role, and ending one. Roles that exclude each other are refused by the database itself.

use serde::Deserialize;

use super::Confirmed;
use super::actions::{EndRole, GiveRole};
use super::person;
use super::store::{self, PersonRow};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::event::Event;
use crate::domain::ids::{BoardId, GrantId, PersonId};
use crate::domain::policy::Scope;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, Scoped};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl GiveRole, Administer, PersonId => PersonRow, store::person
);
crate::action!(
    impl EndRole, Administer, (PersonId, GrantId) => HeldRole, find
);

/// A role that somebody holds.
pub(crate) struct HeldRole {
    person: PersonId,
    grant: GrantId,
    role: Role,
}

impl Scoped for HeldRole {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

async fn find(conn: &mut sqlx::PgConnection, (person, grant): &(PersonId, GrantId)) -> sqlx::Result<Option<HeldRole>> {
    let held = store::grants(conn, &[*person]).await?.into_iter().find(|row| row.id == *grant && row.person == *person);
    Ok(held.map(|row| HeldRole { person: row.person, grant: row.id, role: row.role }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    role: String,
    board: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// The name of a role in forms.
pub(super) fn key(role: Role) -> &'static str {
    match role {
        Role::Auditor => "auditor",
        Role::AuditReader => "audit_reader",
        Role::Secretary => "secretary",
        Role::Contributor => "contributor",
        Role::Approver => "approver",
        Role::Council => "council",
        Role::Administrator => "administrator",
    }
}

pub(super) async fn give(gate: Gate<GiveRole>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, person) = gate.open().await?;
    let form = posted.read(&change)?;
    if person.ended_at.is_some() {
        return Err(Failure::NotFound);
    }
    let today = change.today();
    let boards = store::boards(change.conn(), today).await?;
    let held = store::grants(change.conn(), &[person.id]).await?;
    let mut faults = Faults::none();
    let chosen = read(&form, &boards, &change, &mut faults);
    if let Some((role, board)) = chosen {
        let has = held.iter().any(|g| g.person == person.id && g.is_in_force(today) && g.role == role && g.board == board);
        if !has {
            let grant = store::give_role(&mut change, person.id, role, board).await?;
            let done = change.commit(Event::RoleGranted { grant, person: person.id, role, board }).await?;
            return Ok(SeeOther::to(done, format!("/admin/personer/{}", person.id)).saying(Confirmed::RoleGiven));
        }
        faults.add("role", Texts::from(change.lang()).already());
    }
    Html::redraw(&person::page(&mut change, &person, (&form.role, &form.board), &faults).await?)
}

fn read(form: &Form, boards: &[(BoardId, String)], visit: &Passage, faults: &mut Faults) -> Option<(Role, Option<BoardId>)> {
    let t = Texts::from(visit.lang());
    let role = Role::ALL.into_iter().find(|role| key(*role) == form.role);
    let role = faults.take("role", role.ok_or(()), |()| t.choose_role().to_owned())?;
    let board = boards.iter().find(|(id, _)| id.to_string() == form.board).map(|(id, _)| *id);
    match (role.needs_board(), board) {
        (true, None) => faults.add("board", t.choose_board()),
        (false, Some(_)) => faults.add("board", t.choose_no_board()),
        (true, Some(_)) | (false, None) => {}
    }
    faults.is_empty().then_some((role, board))
}

pub(super) async fn end(gate: Gate<EndRole>, posted: Posted<Nothing>) -> Result<SeeOther, Failure> {
    let (mut change, held) = gate.open().await?;
    let Nothing {} = posted.read(&change)?;
    if held.role == Role::Administrator && store::other_administrators(&mut change, held.person).await? == 0 {
        return Err(Refusal::LastAdministrator.into());
    }
    store::end_role(&mut change, held.grant).await?;
    let done = change.commit(Event::RoleEnded { grant: held.grant, person: held.person }).await?;
    Ok(SeeOther::to(done, format!("/admin/personer/{}", held.person)).saying(Confirmed::RoleEnded))
}
