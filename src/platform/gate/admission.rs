//! How the gate opens: who stands there, on which side of the house, and whether she may.

use std::borrow::Cow;

use super::super::database::{As, Begun, Purpose};
use super::super::failure::Failure;
use super::super::session::{self, Caller};
use super::{Action, Gate, Scoped as _};
use crate::domain::actor::Actor;
use crate::domain::ids::PersonId;
use crate::domain::policy::{self, Side, Verb};

impl<A: Action> Gate<A> {
    /// Asks whether the gate would open, before a large body is read, and lets the connection go again. Nobody fills the
    /// machine with what she may not send, and nobody holds a connection while she sends it. Says who knocked.
    pub(in super::super) async fn knock(&self) -> Result<Option<PersonId>, Failure> {
        let (caller, ..) = self.admitted(Purpose::Reading).await?;
        Ok(caller.actor.person().map(|person| person.id))
    }

    /// A turn at holding a whole stored file in memory, to be taken before it is fetched and kept until it has been read: two
    /// at a time, together with those who send files.
    ///
    /// # Errors
    /// When the gate would not open, and when the turn does not come in two minutes.
    pub async fn turn(&self) -> Result<impl Send + use<A>, Failure> {
        self.knock().await?;
        self.app.storing().take().await
    }

    pub(super) async fn admitted(&self, purpose: Purpose) -> Result<(Caller, Side, Begun, A::Subject), Failure> {
        let token = self.asked.token_hash.as_deref();
        // Beside the transaction: whoever holds one connection never waits for a second.
        let asking = session::caller(self.app.database().door(), token, self.asked.at);
        let (caller, mut begun) = match self.app.recent().of(token) {
            None => (asking.await?, None),
            Some(before) => {
                let (caller, begun) = tokio::join!(asking, self.beforehand(&before, purpose));
                let caller = caller?;
                let same = session::is_same(&before, &caller.actor);
                (caller, begun.filter(|_| same))
            }
        };
        self.app.recent().note(token, &caller.actor);
        for side in policy::sides(&caller.actor, A::VERB) {
            let work = match begun.take_if(|(begun, _)| *begun == side) {
                Some((_, work)) => work,
                None => self.begin(&caller.actor, side, purpose).await?,
            };
            if let Some((tx, subject)) = self.found(work, &caller.actor, side, A::VERB, purpose).await? {
                return Ok((caller, side, tx, subject));
            }
        }
        Err(self.refusal(&caller.actor).await?)
    }

    /// Begins as whoever stood here a moment ago, on the side that she would be asked on first, where that keeps nobody waiting.
    /// Whether she still is who she was is answered meanwhile; until then nothing is asked here.
    async fn beforehand(&self, before: &Actor, purpose: Purpose) -> Option<(Side, Begun)> {
        let side = policy::sides(before, A::VERB).into_iter().next()?;
        if !self.app.database().has_room(As::Side(side, before), purpose) {
            return None;
        }
        self.begin(before, side, purpose).await.ok().map(|work| (side, work))
    }

    async fn begin(&self, actor: &Actor, side: Side, purpose: Purpose) -> sqlx::Result<Begun> {
        self.app.database().begin(As::Side(side, actor), purpose, self.app.clock().now()).await
    }

    async fn found(&self, mut tx: Begun, actor: &Actor, side: Side, verb: Verb, purpose: Purpose) -> sqlx::Result<Option<(Begun, A::Subject)>> {
        let mut actor = Cow::Borrowed(actor);
        if purpose == Purpose::Writing {
            A::hold(&mut tx, &self.path).await?;
        }
        if purpose == Purpose::Writing && A::ASKS_AGAIN {
            // Her role may have ended while she waited: then what came after that end does not come before her.
            actor = Cow::Owned(session::now(&mut tx, &actor, self.asked.at).await?);
        }
        let subject = A::find(&mut tx, &self.path).await?;
        Ok(subject.filter(|subject| policy::may(&actor, verb, subject.scope(), side)).map(|subject| (tx, subject)))
    }

    /// Not yours is "no such page"; "you may not" is said only about what you may read.
    async fn refusal(&self, actor: &Actor) -> Result<Failure, Failure> {
        // What anybody may visit, signing in does not bring about.
        if matches!(actor, Actor::Visitor) && A::VERB != Verb::Visit {
            return Ok(Failure::SignInFirst(self.asked.address.clone()));
        }
        // Also of what her roles would not open to her: nothing is said of what there is.
        if matches!(actor, Actor::OneStep(_)) && policy::sides(actor, A::VERB).is_empty() {
            return Ok(Failure::SecondStepFirst);
        }
        if let Some(reading) = A::VERB.reading() {
            for side in policy::sides(actor, reading) {
                let work = self.begin(actor, side, Purpose::Reading).await?;
                if self.found(work, actor, side, reading, Purpose::Reading).await?.is_some() {
                    return Ok(Failure::Forbidden);
                }
            }
        }
        Ok(Failure::NotFound)
    }
}
