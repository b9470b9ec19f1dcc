//! An administrator has a failed mail sent again, or a mail to herself to see whether mail works.

use serde::Deserialize;

use super::Confirmed;
use super::actions::{AskTestMail, ResendMail};
use super::log_store::{self, Named};
use crate::domain::event::Event;
use crate::domain::ids::MailId;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    impl ResendMail, Administer, MailId => Named, log_store::named
);
crate::action!(impl AskTestMail, Administer);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

pub(super) async fn act(gate: Gate<ResendMail>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, Named(mail)) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    if !log_store::resend(&mut change, mail).await? {
        // Somebody was first, or it has gone in the meantime: the list says so.
        return Ok(SeeOther::unchanged(&change, "/admin/utskick"));
    }
    let done = change.commit(Event::MailResent { mail }).await?;
    Ok(SeeOther::to(done, "/admin/utskick").saying(Confirmed::MailResent))
}

pub(super) async fn test(gate: Gate<AskTestMail>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let person = change.person_id()?;
    let mail = log_store::save_test(&mut change, person).await?;
    let done = change.commit(Event::TestMailAsked { mail }).await?;
    Ok(SeeOther::to(done, "/admin/utskick").saying(Confirmed::TestMailAsked))
}
