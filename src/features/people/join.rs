//! Two accounts of one person become one: the roles of this one are given to the other, and then this one ends. What each has signed
//! stays signed by that one.

use serde::Deserialize;

use super::Confirmed;
use super::actions::JoinPeople;
use super::end;
use super::person::{self, Typed};
use super::rows::{self, Known};
use super::store::{self, Given, GrantRow, PersonRow};
use super::texts::Texts;
use super::told;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::PersonId;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl JoinPeople, Administer, PersonId => PersonRow, store::person
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The address of the account that goes on.
    same_as: String,
    join_reason: String,
}

pub(super) async fn act(gate: Gate<JoinPeople>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, person) = gate.open().await?;
    let form = posted.read(&change)?;
    end::may_be_ended(&mut change, &person).await?;
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    let mut faults = Faults::none();
    let held: Vec<GrantRow> = store::grants(change.conn(), &[person.id]).await?;
    let own: Vec<GrantRow> = held.into_iter().filter(|grant| grant.is_in_force(today) && grant.instead_of.is_none()).collect();
    let other = same_as(&mut change, &person, &form.same_as, &own, &mut faults).await?;
    let reason = faults.take("join_reason", text::required(&form.join_reason, 500), |f| words.text_fault(f, t.reason_needed()));
    let (Some(other), Some(reason), true) = (other, reason, faults.is_empty()) else {
        return again(change, &person, form, &faults).await;
    };
    let (events, waits) = give_what_is_missing(&mut change, &other, &own).await?;
    let back = format!("/admin/personer/{}", person.id);
    if waits && events.is_empty() {
        faults.add("same_as", t.join_waits_already(&other.name));
        return again(change, &person, form, &faults).await;
    }
    // This account goes on until the other one can do the same: nobody could meanwhile.
    if waits {
        let done = change.commit(told::facts(events)?).await?;
        return Ok(SeeOther::to(done, back).saying(Confirmed::JoinWaits));
    }
    store::join(&mut change, &person, other.id, &reason).await?;
    let done = change.commit(Facts::of(Event::PersonJoined { person: person.id, into: other.id }, events)).await?;
    Ok(SeeOther::to(done, format!("/admin/personer/{}", other.id)).saying(Confirmed::PeopleJoined))
}

async fn again(mut change: Change<JoinPeople>, person: &PersonRow, form: Form, faults: &Faults) -> Result<SeeOther, Failure> {
    let typed = Typed { same_as: form.same_as, join_reason: form.join_reason, ..Typed::default() };
    Html::redraw(&person::page(&mut change, person, &typed, faults).await?)
}

/// The account that goes on: another one that somebody can sign in with, whose roles go together with these.
async fn same_as(change: &mut Change<JoinPeople>, person: &PersonRow, typed: &str, own: &[GrantRow], faults: &mut Faults) -> Result<Option<Known>, Failure> {
    let (t, today) = (Texts::from(change.lang()), change.today());
    let Some(email) = faults.take("same_as", EmailAddress::parse(typed).ok_or(()), |()| t.no_address().to_owned()) else {
        return Ok(None);
    };
    let known = store::known(change.conn(), &[email.to_string()], today).await?;
    match known.into_iter().find(|one| !one.ended && one.id != person.id) {
        None => faults.add("same_as", t.nobody_there()),
        Some(one) if own.iter().any(|grant| one.roles.iter().any(|(role, _)| rows::excludes(*role, grant.role))) => {
            faults.add("same_as", t.cannot_be_joined(&one.name));
        }
        Some(one) => return Ok(Some(one)),
    }
    Ok(None)
}

/// The roles of an account, each once: one that goes on in another has the last day of that one.
fn each_once(own: &[GrantRow]) -> Vec<Given> {
    let mut roles: Vec<Given> = Vec::new();
    for grant in own {
        match roles.iter_mut().find(|given| given.role == grant.role && given.board == grant.board) {
            Some(given) => given.to = given.to.zip(grant.valid_to).map(|(one, other)| one.max(other)),
            None => roles.push(Given { role: grant.role, board: grant.board, to: grant.valid_to }),
        }
    }
    roles
}

/// Gives the other account each role that only this one has. Says whether any of them waits, for a second administrator or a day.
async fn give_what_is_missing(change: &mut Change<JoinPeople>, other: &Known, own: &[GrantRow]) -> Result<(Vec<Event>, bool), Failure> {
    let waiting = store::waiting_roles(change.conn(), &[other.id]).await?;
    let mut waits = own.iter().any(|grant| waiting.iter().any(|one| one.role == grant.role && one.board == grant.board));
    let mut events = Vec::new();
    for given in each_once(own).into_iter().filter(|given| !other.roles.contains(&(given.role, given.board))) {
        let (id, has_to_wait) = store::give_role(change, other.id, given).await?;
        events.extend(told::given((id, has_to_wait), other.id, given));
        waits |= has_to_wait;
    }
    Ok((events, waits))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::actor::Role;
    use crate::domain::ids::{BoardId, GrantId};

    fn grant(role: Role, board: Option<BoardId>, to: Option<&str>) -> GrantRow {
        GrantRow {
            id: GrantId::new(chrono::DateTime::UNIX_EPOCH),
            person: PersonId::new(chrono::DateTime::UNIX_EPOCH),
            role,
            board,
            board_name: None,
            valid_from: NaiveDate::MIN,
            valid_to: to.map(|day| day.parse().unwrap()),
            instead_of: None,
            ended_at: None,
            ended_by: None,
            end_reason: None,
        }
    }

    #[test]
    fn a_role_that_was_prolonged_is_given_once_and_to_its_last_day() {
        let board = Some(BoardId::new(chrono::DateTime::UNIX_EPOCH));
        let own = [
            grant(Role::Secretary, board, Some("2025-06-30")),
            grant(Role::Secretary, board, Some("2025-12-31")),
            grant(Role::Council, None, Some("2026-12-31")),
            grant(Role::Council, None, None),
        ];
        let days: Vec<_> = each_once(&own).into_iter().map(|given| (given.role, given.to.map(|day| day.to_string()))).collect();
        assert_eq!(days, [(Role::Secretary, Some("2025-12-31".to_owned())), (Role::Council, None)]);
    }
}
