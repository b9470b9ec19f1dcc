//! Two accounts of one person become one. The administrator stands at the one that is to go, and says which one stays: this one is ended
//! with its reason, and its roles are proposed for the other one, as every role that is given (ADR 0057). What was done with an account
//! stays done with it; both say that they were joined.

use serde::Deserialize;

use super::Confirmed;
use super::actions::JoinPersons;
use super::end;
use super::person::{self, Typed};
use super::rows::{self, Known};
use super::store::{self, Given, PersonRow};
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
    impl JoinPersons, Administer, PersonId => PersonRow, store::person
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    join_email: String,
    join_reason: String,
}

pub(super) async fn act(gate: Gate<JoinPersons>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, person) = gate.open().await?;
    let form = posted.read(&change)?;
    end::may_be_ended(&mut change, &person).await?;
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    let mut faults = Faults::none();
    let reason = faults.take("join_reason", text::required(&form.join_reason, 500), |f| words.text_fault(f, t.reason_needed()));
    let stays = stays(&mut change, &person, &form, &mut faults).await?;
    let held = store::grants(change.conn(), &[person.id]).await?;
    // Where she stands in for somebody, that one names her again.
    let moved: Vec<Given> = held
        .iter()
        .filter(|row| row.is_in_force(today) && row.instead_of.is_none())
        .map(|row| Given { role: row.role, board: row.board, to: row.valid_to })
        .filter(|given| stays.as_ref().is_none_or(|one| !one.roles.contains(&(given.role, given.board))))
        .collect();
    if let Some(one) = stays.as_ref().filter(|one| one.roles.iter().any(|(role, _)| moved.iter().any(|given| rows::excludes(*role, given.role)))) {
        faults.add("join_email", t.cannot_be_joined(&one.name));
    }
    let Some((reason, stays)) = reason.zip(stays).filter(|_| faults.is_empty()) else {
        let typed = Typed { join_email: form.join_email, join_reason: form.join_reason, ..Typed::default() };
        return Html::redraw(&person::page(&mut change, &person, &typed, &faults).await?);
    };
    let (mut events, mut waiting) = (vec![Event::PersonsJoined { person: person.id, into: stays.id }], false);
    for given in moved {
        let (id, waits) = store::give_role(&mut change, stays.id, given).await?;
        events.extend(told::given((id, waits), stays.id, given));
        waiting |= waits;
    }
    store::end_person(&mut change, &person, &reason, Some(stays.id)).await?;
    let done = change.commit(Facts::of(Event::PersonEnded { person: person.id }, events)).await?;
    let back = SeeOther::to(done, format!("/admin/personer/{}", stays.id));
    Ok(if waiting { back.saying(Confirmed::PersonsJoinedRolesWait) } else { back.saying(Confirmed::PersonsJoined) })
}

/// The account that stays: another one, that can sign in.
async fn stays(change: &mut Change<JoinPersons>, person: &PersonRow, form: &Form, faults: &mut Faults) -> Result<Option<Known>, Failure> {
    let (t, today) = (Texts::from(change.lang()), change.today());
    let Some(email) = faults.take("join_email", EmailAddress::parse(&form.join_email).ok_or(()), |()| t.no_address().to_owned()) else {
        return Ok(None);
    };
    match store::known(change.conn(), &[email.to_string()], today).await?.into_iter().next() {
        Some(one) if one.id == person.id => faults.add("join_email", t.is_this_account()),
        Some(one) if !one.ended => return Ok(Some(one)),
        Some(_) | None => faults.add("join_email", t.nobody_there()),
    }
    Ok(None)
}
