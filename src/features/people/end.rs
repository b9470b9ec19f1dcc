//! The end of an account, with its reason. Where she was the only one who could hand in for a board, somebody takes over, or it is
//! said outright that nobody does. Nobody is deleted.

use serde::Deserialize;

use super::Confirmed;
use super::actions::{EndPerson, EndsRoles};
use super::person::{self, Typed};
use super::rows;
use super::store::{self, Given, HerBoard, PersonRow};
use super::texts::Texts;
use super::told;
use crate::domain::actor::Role;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl EndPerson, Administer, PersonId => PersonRow, store::person
);

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    end_reason: String,
    /// Only asked for where she is the only one.
    #[serde(default)]
    heir: String,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    alone: String,
    /// She goes now, although whoever takes over cannot hand in yet.
    #[serde(default)]
    at_once: String,
}

pub(super) async fn act(gate: Gate<EndPerson>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, person) = gate.open().await?;
    let form = posted.read(&change)?;
    may_be_ended(&mut change, &person).await?;
    let today = change.today();
    let left: Vec<HerBoard> = store::her_boards(change.conn(), person.id, today).await?.into_iter().filter(|board| board.alone_in > 0).collect();
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let reason = faults.take("end_reason", text::required(&form.end_reason, 500), |f| words.text_fault(f, t.reason_needed()));
    let heir = heir(&mut change, &person, &form, &mut faults).await?;
    if !left.is_empty() && heir.is_none() && form.alone != "yes" && faults.at("heir").is_none() {
        faults.add("heir", t.name_an_heir());
    }
    let taken = taken_over(&mut change, heir, &left).await?;
    // Whoever takes over waits already: said again, and nothing is proposed twice.
    if taken.iter().any(|board| board.waits) && form.at_once != "yes" {
        faults.add("heir", t.heir_waits_already());
    }
    let Some(reason) = reason.filter(|_| faults.is_empty()) else {
        let (alone, at_once) = (form.alone == "yes", form.at_once == "yes");
        let typed = Typed { end_reason: form.end_reason, heir: form.heir, alone, at_once, ..Typed::default() };
        return Html::redraw(&person::page(&mut change, &person, &typed, &faults).await?);
    };
    let (mut handed_over, mut heir_waits) = (Vec::new(), taken.iter().any(|board| board.waits));
    let to_give: Vec<(PersonId, BoardId)> =
        heir.map(|heir| taken.iter().filter(|board| !board.waits).map(|board| (heir, board.id)).collect()).unwrap_or_default();
    for (heir, board) in to_give {
        let given = Given { role: Role::Secretary, board: Some(board), to: None };
        let (id, waits) = store::give_role(&mut change, heir, given).await?;
        handed_over.extend(told::given((id, waits), heir, given));
        heir_waits |= waits;
    }
    let to = format!("/admin/personer/{}", person.id);
    // Her role goes on until the other one takes effect, unless she has to be out at once: nobody could hand in meanwhile.
    if heir_waits && form.at_once != "yes" {
        let done = change.commit(told::facts(handed_over)?).await?;
        return Ok(SeeOther::to(done, to).saying(Confirmed::PersonStays));
    }
    store::end_person(&mut change, &person, &reason).await?;
    let done = change.commit(Facts::of(Event::PersonEnded { person: person.id }, handed_over)).await?;
    let back = SeeOther::to(done, to);
    Ok(if heir_waits { back.saying(Confirmed::PersonEndedHeirWaits) } else { back.saying(Confirmed::PersonEnded) })
}

/// A board that somebody else shall hand in for.
struct Taken {
    id: BoardId,
    /// Her role there is proposed already.
    waits: bool,
}

async fn taken_over(change: &mut Change<EndPerson>, heir: Option<PersonId>, left: &[HerBoard]) -> Result<Vec<Taken>, Failure> {
    let Some(heir) = heir else { return Ok(Vec::new()) };
    let waiting = store::waiting_roles(change.conn(), &[heir]).await?;
    let waits = |board| waiting.iter().any(|one| one.role == Role::Secretary && one.board == Some(board));
    Ok(left.iter().map(|board| Taken { id: board.id, waits: waits(board.id) }).collect())
}

pub(super) async fn may_be_ended<A: EndsRoles>(change: &mut Change<A>, person: &PersonRow) -> Result<(), Failure> {
    if person.ended_at.is_some() {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    // Whoever ends herself could leave nobody: another administrator does it.
    if change.person_id()? == person.id {
        return Err(Refusal::NotYourself.into());
    }
    if store::other_administrators(change, person.id).await? == 0 {
        return Err(Refusal::LastAdministrator.into());
    }
    Ok(())
}

/// Who takes over: somebody who is there already and may be a board's secretary.
async fn heir(change: &mut Change<EndPerson>, person: &PersonRow, form: &Form, faults: &mut Faults) -> Result<Option<PersonId>, Failure> {
    if text::tidy_line(&form.heir).is_empty() {
        return Ok(None);
    }
    let (t, today) = (Texts::from(change.lang()), change.today());
    let Some(email) = faults.take("heir", EmailAddress::parse(&form.heir).ok_or(()), |()| t.no_address().to_owned()) else {
        return Ok(None);
    };
    let known = store::known(change.conn(), &[email.to_string()], today).await?;
    match known.first().filter(|one| !one.ended && one.id != person.id) {
        None => faults.add("heir", t.nobody_there()),
        Some(one) if one.roles.iter().any(|(role, _)| rows::excludes(*role, Role::Secretary)) => faults.add("heir", t.cannot_take_over(&one.name)),
        Some(one) => return Ok(Some(one.id)),
    }
    Ok(None)
}
