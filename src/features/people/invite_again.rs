//! Inviting by mail whoever has not come in yet: one person, or everybody. The link is made when the mail goes, and nobody but the
//! mailbox has it.

use super::Confirmed;
use super::actions::{InviteAgain, MailLink};
use super::person::Form;
use super::store::{self, PersonRow};
use super::told;
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    impl MailLink, Administer, PersonId => PersonRow, store::person
);
crate::action!(impl InviteAgain, Administer);

pub(super) async fn one(gate: Gate<MailLink>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, person) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let page = format!("/admin/personer/{}", person.id);
    if !change.mails() || !store::invite_by_mail(&mut change, person.id).await? {
        return Ok(SeeOther::unchanged(&change, page).saying(Confirmed::NobodyToInvite));
    }
    let done = change.commit(Event::PersonInvited { person: person.id }).await?;
    Ok(SeeOther::to(done, page).saying(Confirmed::LinkMailed))
}

pub(super) async fn everybody(gate: Gate<InviteAgain>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let mut events = Vec::new();
    if change.mails() {
        for person in store::not_come_in(&mut change).await? {
            if store::invite_by_mail(&mut change, person).await? {
                events.push(Event::PersonInvited { person });
            }
        }
    }
    if events.is_empty() {
        return Ok(SeeOther::unchanged(&change, "/admin/personer").saying(Confirmed::NobodyToInvite));
    }
    let done = change.commit(told::facts(events)?).await?;
    Ok(SeeOther::to(done, "/admin/personer?lage=inbjuden").saying(Confirmed::InvitedAgain))
}
