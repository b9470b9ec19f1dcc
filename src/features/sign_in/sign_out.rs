//! Signing out: the session ends in the database, not only in the browser.

use serde::Deserialize;

use super::Confirmed;
use super::actions::SignOut;
use super::store;
use crate::domain::event::Event;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(impl SignOut, KeepSignIn);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

pub(super) async fn act(gate: Gate<SignOut>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let person = change.person_id()?;
    store::end_session(&mut change).await?;
    let cookie = change.ended_cookie();
    let done = change.commit(Event::SignedOut { person }).await?;
    Ok(SeeOther::to(done, "/logga-in").saying(Confirmed::SignedOut).with_cookies(cookie).leaving())
}
