//! Whoever changes how one signs in shows her password first: a session that somebody left open is not enough. She may guess at it no oftener
//! than at the door.

use super::actions::RestsOnPassword;
use super::store::{self, Own};
use super::texts::Texts;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::PersonId;
use crate::domain::password::Password;
use crate::domain::refusal::Refusal;
use crate::platform::attempts::{self, On};
use crate::platform::failure::{Failure, Wait};
use crate::platform::gate::{Action, Change, Gate, WithoutEvent};
use crate::platform::page::Frame;
use crate::platform::parts::Faults;
use crate::platform::password::Lane;
use crate::platform::two_step::{self, Tried};

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

/// What became of password and code together.
pub(super) enum Both<A: Action> {
    /// Both are hers. That the code was one that she had kept is an event.
    Right(Box<Change<A>>, Option<Event>),
    /// They are not, and the page is drawn again with this.
    Wrong(Frame, Faults),
    /// There were too many.
    Wait(Frame, Faults, Wait),
}

/// Looks at the password, and then at the code of whoever has a second step.
pub(super) async fn of_both<A: RestsOnPassword + WithoutEvent>(change: Change<A>, password: &Password, code: &Password) -> Result<Both<A>, Failure> {
    let (t, words) = (Texts::from(change.lang()), change.words());
    let mut faults = Faults::none();
    match of_password(change, password).await? {
        Proof::Right(gate, own) => with_code(gate, &own, code).await,
        Proof::Wrong(frame) => {
            faults.add("password", t.wrong());
            Ok(Both::Wrong(frame, faults))
        }
        Proof::Wait(frame, wait) => {
            faults.wait("password", words.wait(wait));
            Ok(Both::Wait(frame, faults, wait))
        }
    }
}

/// What was counted with the password stays counted when the code is wrong.
async fn with_code<A: RestsOnPassword>(gate: Gate<A>, own: &Own, code: &Password) -> Result<Both<A>, Failure> {
    let (mut change, _) = gate.open().await?;
    let (person, now, t) = (change.person_id()?, change.now(), Texts::from(change.lang()));
    if !store::is_still(&mut change, person, own).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let keys = change.two_step_keys();
    let used = match two_step::tried(change.conn(), keys.as_ref(), person, code.as_str(), now).await? {
        Tried::Code | Tried::NotOn => None,
        Tried::Recovery { left } => Some(Event::RecoveryCodeUsed { person, left }),
        wrong @ (Tried::Wrong | Tried::Before | Tried::Unreadable) => {
            let mut faults = Faults::none();
            faults.add("code", if wrong == Tried::Unreadable { t.code_unreadable() } else { t.code_wrong() });
            return Ok(Both::Wrong(change.frame().await?, faults));
        }
    };
    accepted(&mut change, person).await?;
    Ok(Both::Right(Box::new(change), used))
}

/// What is written of it: that a code was one that she had kept comes first.
pub(super) fn facts(used: Option<Event>, what: Event) -> Facts {
    match used {
        Some(used) => Facts::of(used, vec![what]),
        None => what.into(),
    }
}
