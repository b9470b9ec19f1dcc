//! A role gets another last day. An earlier one ends it, by one administrator alone, as every end; a later one, or none, gives it anew from
//! the day after, and waits for a second administrator as every role that is given (ADR 0066).

use chrono::NaiveDate;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SetLastDay;
use super::person::{self, Typed};
use super::roles::{self, HeldRole};
use super::store::{self, Given};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::event::Event;
use crate::domain::ids::{GrantId, PersonId};
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl SetLastDay, Administer, (PersonId, GrantId) => HeldRole, roles::find
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    last_day: String,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    alone: String,
}

/// The field of a role among those of the page.
pub(super) fn field(grant: GrantId) -> String {
    format!("last-day-{grant}")
}

pub(super) async fn act(gate: Gate<SetLastDay>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, held) = gate.open().await?;
    let form = posted.read(&change)?;
    let today = change.today();
    if held.stands_in {
        return Err(Failure::NotFound);
    }
    // Where it goes on in another one, its last day is where that ends.
    let grants = store::grants(change.conn(), &[held.person.id]).await?;
    if !held.in_force_on(today) || grants.iter().any(|row| row.id == held.grant && row.goes_on(&grants)) {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let (t, field) = (Texts::from(change.lang()), field(held.grant));
    let mut faults = Faults::none();
    let wanted = roles::last_day(&form.last_day, &field, &change, &mut faults);
    if let Some(wanted) = wanted {
        match (held.last_day, wanted) {
            (was, is) if was == is => faults.add(&field, t.same_last_day()),
            (was, Some(day)) if was.is_none_or(|was| day < was) => {
                if may_be_shortened(&mut change, &held, &form, day, &mut faults).await? {
                    return shorten(change, &held, day).await;
                }
            }
            (_, later) => {
                let given = Given { role: held.role, board: held.board, to: later };
                let now = change.now();
                let waiting = store::waiting(change.conn(), held.person.id, now).await?;
                if waiting.iter().any(|one| one.role == Some(held.role) && one.board == held.board) {
                    faults.add(&field, t.already_waits());
                } else if let Some(fault) = roles::too_early(&mut change, later).await? {
                    faults.add(&field, fault);
                } else {
                    return roles::propose(change, held.person.id, given).await;
                }
            }
        }
    }
    let typed = Typed { new_last_day: Some((held.grant, form.last_day, form.alone == "yes")), ..Typed::default() };
    Html::redraw(&person::page(&mut change, &held.person, &typed, &faults).await?)
}

/// As with every end: somebody administers afterwards, and somebody hands in for the board, or it is said that nobody does.
async fn may_be_shortened(change: &mut Change<SetLastDay>, held: &HeldRole, form: &Form, day: NaiveDate, faults: &mut Faults) -> Result<bool, Failure> {
    let t = Texts::from(change.lang());
    if held.role == Role::Administrator && store::other_administrators(change, held.person.id).await? == 0 {
        faults.add(field(held.grant), change.words().refusal(Refusal::LastAdministrator));
    }
    if day < held.first_day {
        faults.add(field(held.grant), t.last_day_before_first(&change.words().date(held.first_day)));
    }
    if form.alone != "yes" && roles::is_last_to_hand_in(change, held).await? {
        faults.add(format!("alone-until-{}", held.grant), t.give_it_first());
    }
    Ok(faults.is_empty())
}

async fn shorten(mut change: Change<SetLastDay>, held: &HeldRole, day: NaiveDate) -> Result<SeeOther, Failure> {
    if !store::shorten_role(&mut change, held.grant, day).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let done = change.commit(Event::RoleShortened { grant: held.grant, person: held.person.id, to: day }).await?;
    Ok(SeeOther::to(done, format!("/admin/personer/{}", held.person.id)).saying(Confirmed::RoleShortened))
}
