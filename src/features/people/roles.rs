//! Giving a role, and ending one. Roles that exclude each other are refused by the database itself.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{EndRole, GiveRole, GivesRoles, Proposes};
use super::person::{self, Typed};
use super::store::{self, Given, GrantRow, PersonRow};
use super::texts::Texts;
use super::told;
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::ids::{BoardId, GrantId, PersonId};
use crate::domain::policy::Scope;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, Scoped};
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
    pub(super) person: PersonRow,
    pub(super) grant: GrantId,
    pub(super) role: Role,
    pub(super) board: Option<BoardId>,
    pub(super) first_day: NaiveDate,
    pub(super) last_day: Option<NaiveDate>,
    /// She was named by whoever holds it otherwise.
    pub(super) stands_in: bool,
}

impl HeldRole {
    pub(super) fn in_force_on(&self, day: NaiveDate) -> bool {
        self.person.ended_at.is_none() && self.last_day.is_none_or(|last| last >= day && last >= self.first_day)
    }
}

impl Scoped for HeldRole {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(super) async fn find(conn: &mut sqlx::PgConnection, (person, grant): &(PersonId, GrantId)) -> sqlx::Result<Option<HeldRole>> {
    let held = store::grants(conn, &[*person]).await?.into_iter().find(|row| row.id == *grant && row.person == *person);
    let person = store::person(conn, person).await?;
    Ok(person.zip(held).map(|(person, row)| HeldRole {
        person,
        grant: row.id,
        role: row.role,
        board: row.board,
        first_day: row.valid_from,
        last_day: row.valid_to,
        stands_in: row.instead_of.is_some(),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    role: String,
    board: String,
    /// Empty: it has no end.
    #[serde(default)]
    last_day: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    #[serde(default)]
    role_end_reason: String,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    alone: String,
}

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
    let now = change.now();
    let waiting = store::waiting(change.conn(), person.id, now).await?;
    let mut faults = Faults::none();
    let chosen = read(&form, &boards, &change, &mut faults);
    if let Some(given @ Given { role, board, to }) = chosen {
        let covers = |last: Option<NaiveDate>| last.is_none_or(|last| to.is_some_and(|to| to <= last));
        let has = held.iter().any(|g| g.person == person.id && g.is_in_force(today) && g.role == role && g.board == board && covers(g.valid_to));
        let waits = waiting.iter().any(|one| one.role == Some(role) && one.board == board);
        if waits {
            faults.add("role", Texts::from(change.lang()).already_waits());
        } else if has {
            faults.add("role", Texts::from(change.lang()).already());
        } else if let Some((other, day)) = stands_in(&held, given, today) {
            faults.add("role", Texts::from(change.lang()).stands_in_until(other, &change.words().date(day)));
        } else if let Some(fault) = too_early(&mut change, to).await? {
            faults.add("last_day", fault);
        } else {
            return propose(change, person.id, given).await;
        }
    }
    let typed = Typed { role: form.role, board: form.board, last_day: form.last_day, ..Typed::default() };
    Html::redraw(&person::page(&mut change, &person, &typed, &faults).await?)
}

/// Gives the role: it holds, or it waits.
pub(super) async fn propose<A: GivesRoles + Proposes>(mut change: Change<A>, person: PersonId, given: Given) -> Result<SeeOther, Failure> {
    let (id, waits) = store::give_role(&mut change, person, given).await?;
    let effect_at = store::takes_effect(&mut change).await?;
    let done = change.commit(told::facts(told::given((id, waits), person, given))?).await?;
    let back = SeeOther::to(done, format!("/admin/personer/{person}"));
    Ok(match (waits, effect_at) {
        (false, _) => back.saying(Confirmed::RoleGiven),
        (true, None) => back.saying(Confirmed::RoleWaits),
        (true, Some(_)) => back.saying(Confirmed::RoleIsToCome),
    })
}

/// Whose substitute she is in that very role, and until when: nobody holds a role twice.
fn stands_in(held: &[GrantRow], given: Given, today: NaiveDate) -> Option<(&str, NaiveDate)> {
    let same = held
        .iter()
        .filter(|row| row.is_in_force(today) && row.role == given.role && row.board == given.board && given.to.is_none_or(|to| to >= row.valid_from));
    same.filter_map(|row| row.instead_of.as_deref().zip(row.valid_to)).next()
}

/// Where no other administrator can agree, a role takes effect a day later: it would be over before it began.
pub(super) async fn too_early<A: Proposes>(change: &mut Change<A>, to: Option<NaiveDate>) -> Result<Option<String>, Failure> {
    let Some(to) = to else { return Ok(None) };
    let takes_effect = store::takes_effect(change).await?.filter(|at| to < calendar::day_of(*at));
    Ok(takes_effect.map(|at| Texts::from(change.lang()).last_day_too_early(&change.words().instant(at))))
}

/// A last day that was typed, or none. It may be today, and not over.
pub(super) fn last_day(typed: &str, field: &str, visit: &Passage, faults: &mut Faults) -> Option<Option<NaiveDate>> {
    if typed.trim().is_empty() {
        return Some(None);
    }
    let (t, words, today) = (Texts::from(visit.lang()), visit.words(), visit.today());
    let day = faults.take(field, calendar::date(typed), |fault| words.date_fault(&fault))?;
    faults.take(field, (day >= today).then_some(Some(day)).ok_or(()), |()| t.last_day_is_over().to_owned())
}

fn read(form: &Form, boards: &[(BoardId, String)], visit: &Passage, faults: &mut Faults) -> Option<Given> {
    let t = Texts::from(visit.lang());
    let role = Role::ALL.into_iter().find(|role| key(*role) == form.role);
    let role = faults.take("role", role.ok_or(()), |()| t.choose_role().to_owned())?;
    let board = boards.iter().find(|(id, _)| id.to_string() == form.board).map(|(id, _)| *id);
    match (role.needs_board(), board) {
        (true, None) => faults.add("board", t.choose_board()),
        (false, Some(_)) => faults.add("board", t.choose_no_board()),
        (true, Some(_)) | (false, None) => {}
    }
    let to = last_day(&form.last_day, "last_day", visit, faults)?;
    faults.is_empty().then_some(Given { role, board, to })
}

pub(super) async fn end(gate: Gate<EndRole>, posted: Posted<End>) -> Result<SeeOther, Failure> {
    let (mut change, held) = gate.open().await?;
    let form = posted.read(&change)?;
    if !held.in_force_on(change.today()) {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let reason = faults.take(&end_reason(held.grant), text::required(&form.role_end_reason, 500), |f| words.text_fault(f, t.reason_needed()));
    if form.alone != "yes" && is_last_to_hand_in(&mut change, &held).await? {
        faults.add(format!("alone-{}", held.grant), t.give_it_first());
    }
    if held.role == Role::Administrator && store::other_administrators(&mut change, held.person.id).await? == 0 {
        faults.add(end_reason(held.grant), words.refusal(Refusal::LastAdministrator));
    }
    let Some(reason) = reason.filter(|_| faults.is_empty()) else {
        let typed = Typed { role_end: Some((held.grant, form.role_end_reason, form.alone == "yes")), ..Typed::default() };
        return Html::redraw(&person::page(&mut change, &held.person, &typed, &faults).await?);
    };
    if !store::end_role(&mut change, held.grant, &reason).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let done = change.commit(Event::RoleEnded { grant: held.grant, person: held.person.id }).await?;
    Ok(SeeOther::to(done, format!("/admin/personer/{}", held.person.id)).saying(Confirmed::RoleEnded))
}

/// The field of a role among those of the page.
pub(super) fn end_reason(grant: GrantId) -> String {
    format!("role-end-reason-{grant}")
}

/// Whether nobody could hand in for the board any more.
pub(super) async fn is_last_to_hand_in(visit: &mut Passage, held: &HeldRole) -> Result<bool, Failure> {
    let today = visit.today();
    if !held.in_force_on(today) || !matches!(held.role, Role::Secretary | Role::Approver) {
        return Ok(false);
    }
    let boards = store::her_boards(visit.conn(), held.person.id, today).await?;
    Ok(boards.iter().any(|board| Some(board.id) == held.board && board.alone_in == 1))
}
