//! Whoever changes how one signs in shows her password first: a session that somebody left open is not enough. She may guess at it no oftener
//! than at the door.

use super::store::{self, Own};
use crate::domain::ids::PersonId;
use crate::domain::password::Password;
use crate::platform::attempts::{self, On};
use crate::platform::failure::{Failure, Wait};
use crate::platform::gate::{Action, Change, Gate, WithoutEvent};
use crate::platform::page::Frame;
use crate::platform::password::Lane;

/// What became of it.
pub(super) enum Proof<A: Action> {
    /// It is hers. What was counted stays so until it is [`accepted`].
    Right(Gate<A>, Own),
    /// It is not, and the page is drawn again.
    Wrong(Frame),
    /// There were too many.
    Wait(Frame, Wait),
}

/// Counts the attempt, lets the connection go, and looks at the password.
pub(super) async fn of_password<A: WithoutEvent>(mut change: Change<A>, password: &Password) -> Result<Proof<A>, Failure> {
    let person = change.person_id()?;
    let own = store::own(change.conn(), person).await?;
    let frame = change.frame().await?;
    let wait = count_attempt(&mut change, person).await?;
    let gate = change.keep_and_step_out().await?;
    if let Some(wait) = wait {
        return Ok(Proof::Wait(frame, wait));
    }
    let place = gate.hasher().place(Lane::Known(person.uuid().as_bytes().to_vec())).await?;
    let right = place.matches(password, own.password_hash.as_deref()).await?;
    Ok(if right { Proof::Right(gate, own) } else { Proof::Wrong(frame) })
}

/// In this session, and in all of hers together: whoever has got hold of one session cannot guess in many.
pub(super) async fn count_attempt<A: Action>(change: &mut Change<A>, person: PersonId) -> Result<Option<Wait>, Failure> {
    let now = change.now();
    let session = change.token_hash().unwrap_or_default().to_vec();
    let mut wait = attempts::count(change.conn(), On::Session(&session), Some(person), now).await?;
    if wait.is_none() {
        wait = attempts::count(change.conn(), On::Person(person), Some(person), now).await?;
    }
    Ok(wait.map(Wait::For))
}

/// All that she showed was right: nothing has been tried in vain.
pub(super) async fn accepted<A: Action>(change: &mut Change<A>, person: PersonId) -> Result<(), Failure> {
    let session = change.token_hash().unwrap_or_default().to_vec();
    attempts::forget(change.conn(), On::Session(&session)).await?;
    attempts::forget(change.conn(), On::Person(person)).await?;
    Ok(())
}
