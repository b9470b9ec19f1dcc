//! The gate: the only way to the database, and for a change the only way out.
//!
//! A use case says what somebody wants to do ([`Action`]). Opening the gate asks who she is, chooses the side of the
//! house she stands on, finds what it is done to, and asks `domain::policy`. Whoever forgets to ask has no connection;
//! whoever forgets the event log has no [`Committed`] to answer with. See ADR 0003.

mod admission;
mod entrance;
mod handing_out;
mod passkey;
mod sign_on;

use std::ops::{Deref, DerefMut};

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use sqlx::PgConnection;

use super::confirmation::Confirmation;
use super::database::{Begun, Purpose};
use super::failure::Failure;
use super::frame::Frame;
use super::journal;
use super::language::Lang;
use super::network::Network;
use super::outage::Outage;
use super::program::App;
use super::register::Register;
use super::session::Caller;
use super::words::Words;
use crate::domain::actor::{Actor, Person};
use crate::domain::calendar;
use crate::domain::event::Facts;
use crate::domain::ids::PersonId;
use crate::domain::policy::{self, Scope, Side, Verb};
pub use entrance::{GivenBackAt, Started, Steps, Stranger};
pub use handing_out::Cleared;

/// Something that a person may want to do, and what it is done to.
pub trait Action: Send + Sync + 'static {
    /// Looked up in `domain::policy`, nowhere else.
    const VERB: Verb;
    /// What the address says.
    type Path: DeserializeOwned + Send + Sync;
    /// What it means.
    type Subject: Scoped + Send;
    /// Whether what she may is asked again once she has the lock: her role may have ended while she waited for it.
    const ASKS_AGAIN: bool = false;
    /// Takes the lock under which it is changed, before it is found: whoever comes second finds what the first one left,
    /// and no use case can act on what is no longer so. In the order round, response, log. A page takes none.
    fn hold(_: &mut PgConnection, _: &Self::Path) -> impl Future<Output = sqlx::Result<()>> + Send {
        std::future::ready(Ok(()))
    }
    /// Finds it, as the side that has been chosen; `None` when there is no such thing for that side.
    fn find(conn: &mut PgConnection, path: &Self::Path) -> impl Future<Output = sqlx::Result<Option<Self::Subject>>> + Send;
}

/// An action that takes its lock before it finds what it changes: `holding` in [`action!`](crate::action) says which. A
/// function that writes what two must not change at once asks for this, and cannot be reached without the lock.
pub trait Holding: Action {}

/// What permission is asked about.
pub trait Scoped {
    /// The board it belongs to, if it belongs to one.
    fn scope(&self) -> Scope;
}

/// Nothing in particular: a list, a form, one's own affairs.
#[derive(Clone, Copy, Debug)]
pub struct Anything;

impl Scoped for Anything {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// Declares an action, on nothing in particular or on what an address means. With `impl` it stands before an action that has
/// been declared elsewhere, so that the store may name it. `holding` says which lock is taken before anything is read, and what she
/// may is asked again; with `drafting` the one who saves asks that herself, with what she must ask anyway.
#[macro_export]
macro_rules! action {
    (impl $name:ident, $verb:ident) => {
        impl $crate::platform::gate::Action for $name {
            const VERB: $crate::domain::policy::Verb = $crate::domain::policy::Verb::$verb;
            type Path = ();
            type Subject = $crate::platform::gate::Anything;
            async fn find(_: &mut sqlx::PgConnection, (): &()) -> sqlx::Result<Option<Self::Subject>> {
                Ok(Some($crate::platform::gate::Anything))
            }
        }
    };
    (@holding $name:ident $hold:path) => {
        impl $crate::platform::gate::Holding for $name {}
    };
    (impl $name:ident, $verb:ident, $path:ty => $subject:ty, $find:path $(, holding $hold:path)? $(, drafting $draft:path)?) => {
        $($crate::action!(@holding $name $hold);)?
        $($crate::action!(@holding $name $draft);)?
        impl $crate::platform::gate::Action for $name {
            const VERB: $crate::domain::policy::Verb = $crate::domain::policy::Verb::$verb;
            type Path = $path;
            type Subject = $subject;
            $(
                const ASKS_AGAIN: bool = true;
                async fn hold(conn: &mut sqlx::PgConnection, path: &$path) -> sqlx::Result<()> {
                    $hold(conn, path).await
                }
            )?
            $(async fn hold(conn: &mut sqlx::PgConnection, path: &$path) -> sqlx::Result<()> {
                $draft(conn, path).await
            })?
            async fn find(conn: &mut sqlx::PgConnection, path: &$path) -> sqlx::Result<Option<$subject>> {
                $find(conn, path).await
            }
        }
    };
    ($(#[$doc:meta])* $name:ident, $verb:ident $($rest:tt)*) => {
        $(#[$doc])*
        pub(crate) struct $name;
        $crate::action!(impl $name, $verb $($rest)*);
    };
}

/// A change that saves working material, which is its own record: no event. House rule: listed by name in the tests.
pub trait WithoutEvent: Action {}

/// What anybody may do, and what must be read before the gate is open, because the database is not to be asked by everybody who
/// likes to. House rule: listed by name in the tests.
pub trait ReadFirst: Action {}

/// The request, as far as use cases may know it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) lang: Lang,
    pub(super) token_hash: Option<Vec<u8>>,
    /// The cookies as they came, for the one of the device, whose name depends on whose it is.
    pub(super) cookies: axum::http::HeaderMap,
    /// From where, if the listener says.
    pub(super) network: Option<Network>,
    /// Path and query, for coming back after signing in.
    pub(super) address: String,
    pub(super) confirmation: Option<&'static Confirmation>,
    pub(super) browser: String,
    /// The instant at which the request had arrived in full.
    pub(super) at: DateTime<Utc>,
}

impl Asked {
    fn value(&self, name: &str) -> Option<String> {
        let query = self.address.split_once('?').map_or("", |(_, query)| query);
        let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// A person standing before an action.
pub struct Gate<A: Action> {
    pub(super) app: App,
    pub(super) asked: Asked,
    pub(super) path: A::Path,
}

impl<A: Action> Gate<A> {
    /// Does long work before the gate is opened, or after [`step_out`](Change::step_out): only a gate can, so
    /// nobody holds a connection meanwhile.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when there is so much to do that the turn does not come within ten seconds.
    pub async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
        self.app.aside().done(work).await
    }

    /// What the address says.
    pub fn path(&self) -> &A::Path {
        &self.path
    }

    /// A value of the address's query, decoded.
    #[must_use]
    pub fn asked_for(&self, name: &str) -> Option<String> {
        self.asked.value(name)
    }

    /// The reader's language, for what must be said before the gate is open.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.asked.lang
    }

    /// The one place that hashes passwords, so that many sign-ins at once cannot exhaust the machine.
    #[must_use]
    pub fn hasher(&self) -> super::password::Hasher {
        self.app.hasher().clone()
    }

    /// The same person before the same action: for what is read in several parts.
    pub(super) fn again(&self) -> Self
    where
        A::Path: Clone,
    {
        Self { app: self.app.clone(), asked: self.asked.clone(), path: self.path.clone() }
    }

    /// For a page: a read-only transaction that sees one unchanging picture.
    ///
    /// # Errors
    /// [`Failure::SignInFirst`], [`Failure::NotFound`] or [`Failure::Forbidden`].
    pub async fn look(self) -> Result<(Look<A>, A::Subject), Failure> {
        let (passage, path, subject) = self.enter(Purpose::Reading).await?;
        Ok((Look { passage, path }, subject))
    }

    /// For a change. Rows are locked by the store functions that need it.
    ///
    /// # Errors
    /// [`Failure::SignInFirst`], [`Failure::NotFound`] or [`Failure::Forbidden`].
    pub async fn open(self) -> Result<(Change<A>, A::Subject), Failure> {
        // Readers may go on; but nothing is written with a time that is before what has already happened.
        if self.app.clock().is_behind() {
            return Err(Failure::Down(Outage::ClockBehind));
        }
        let (passage, path, subject) = self.enter(Purpose::Writing).await?;
        Ok((Change { passage, path }, subject))
    }

    async fn enter(mut self, purpose: Purpose) -> Result<(Passage, A::Path, A::Subject), Failure> {
        let (caller, side, tx, subject) = self.admitted(purpose).await?;
        self.asked.lang = self.asked.lang.calling(caller.house.verdict);
        self.app.register().hear(caller.house.verdict);
        Ok((Passage { tx, caller, side, asked: self.asked, app: self.app }, self.path, subject))
    }
}

/// A transaction behind the gate, and who is in it.
pub struct Passage {
    tx: Begun,
    caller: Caller,
    side: Side,
    asked: Asked,
    app: App,
}

impl Passage {
    /// The database, as the side that was chosen.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// The one instant of this visit: when the request had arrived in full.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.asked.at
    }

    /// The day in Stockholm.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        calendar::day_of(self.asked.at)
    }

    /// Who.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.caller.actor
    }

    /// The signed-in person, if there is one.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        self.caller.actor.person()
    }

    /// The side of the house.
    #[must_use]
    pub fn side(&self) -> Side {
        self.side
    }

    /// The reader's language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.asked.lang
    }

    /// Dates and names of things in the reader's language.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::new(self.asked.lang)
    }

    /// What the browser calls itself, shortened.
    #[must_use]
    pub fn browser(&self) -> &str {
        &self.asked.browser
    }

    /// A value of the address's query, decoded.
    #[must_use]
    pub fn asked_for(&self, name: &str) -> Option<String> {
        self.asked.value(name)
    }

    /// An address of ours as it is written outside of the program.
    #[must_use]
    pub fn whole_address(&self, path: &str) -> String {
        format!("{}{path}", self.app.public_url())
    }

    /// A cookie that takes the session's cookie away.
    #[must_use]
    pub fn ended_cookie(&self) -> Option<axum::http::HeaderValue> {
        self.app.cookies().end()
    }

    /// What the organisation, its auditors and its boards are called: nobody's password.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn house(&mut self) -> sqlx::Result<Vec<String>> {
        let mut names = vec![self.caller.house.organisation.clone(), self.caller.house.auditors.clone()];
        names.extend(sqlx::query_scalar!(r#"select name as "name!" from published.board"#).fetch_all(self.conn()).await?);
        Ok(names)
    }

    /// A cookie that remembers a language.
    #[must_use]
    pub fn language_cookie(&self, lang: Lang) -> Option<axum::http::HeaderValue> {
        self.app.cookies().language(lang)
    }

    /// The session's hash, for ending all others.
    #[must_use]
    pub fn token_hash(&self) -> Option<&[u8]> {
        self.asked.token_hash.as_deref()
    }

    /// What the slices have announced.
    #[must_use]
    pub fn register(&self) -> std::sync::Arc<Register> {
        self.app.register()
    }

    /// The same decision as the gate's, for drawing a button only where it works.
    #[must_use]
    pub fn may(&self, verb: Verb, on: Scope) -> bool {
        policy::sides(self.actor(), verb).into_iter().any(|side| policy::may(self.actor(), verb, on, side))
    }

    /// Whether the service sends mail.
    #[must_use]
    pub fn mails(&self) -> bool {
        self.app.mails()
    }

    /// The frame of a page: organisation, person, menu, language, and what was just done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn frame(&mut self) -> Result<Frame, Failure> {
        let house = &self.caller.house;
        Ok(Frame::new(&self.app.register(), self.asked.lang, &self.asked.address, self.actor())
            .of(house.organisation.clone(), house.auditors.clone(), house.contact.clone())
            .unread(self.caller.unread)
            .mailing(self.app.mails())
            .signing_on(self.app.provider())
            .with_passkeys(self.app.site().is_some())
            .demanding(self.demand())
            .printed(self.words().instant(self.asked.at))
            .after(self.asked.confirmation))
    }
}

/// A page being drawn.
pub struct Look<A: Action> {
    passage: Passage,
    path: A::Path,
}

impl<A: Action> Deref for Look<A> {
    type Target = Passage;
    fn deref(&self) -> &Passage {
        &self.passage
    }
}

impl<A: Action> DerefMut for Look<A> {
    fn deref_mut(&mut self) -> &mut Passage {
        &mut self.passage
    }
}

impl<A: Action> Look<A> {
    /// Back to before the gate, without a connection: for work that takes long. Whoever comes back is asked again.
    pub fn step_out(self) -> Gate<A> {
        Gate { app: self.passage.app, asked: self.passage.asked, path: self.path }
    }
}

/// A change being made. Dropped, it never happened.
pub struct Change<A: Action> {
    passage: Passage,
    path: A::Path,
}

impl<A: Action> Deref for Change<A> {
    type Target = Passage;
    fn deref(&self) -> &Passage {
        &self.passage
    }
}

impl<A: Action> DerefMut for Change<A> {
    fn deref_mut(&mut self) -> &mut Passage {
        &mut self.passage
    }
}

/// Proof that a change was committed. Only this file makes it.
#[derive(Debug)]
pub struct Committed(());

impl<A: Action> Change<A> {
    /// Back to before the gate, without a connection, and nothing has happened: for work that takes long. Whoever comes back
    /// is asked again.
    pub fn step_out(self) -> Gate<A> {
        Gate { app: self.passage.app, asked: self.passage.asked, path: self.path }
    }

    /// The signed-in person's id.
    ///
    /// # Errors
    /// [`Failure::SignInFirst`] for a visitor.
    pub fn person_id(&self) -> Result<PersonId, Failure> {
        self.person().map(|person| person.id).ok_or_else(|| Failure::SignInFirst(self.asked.address.clone()))
    }

    /// From here on the events are in this person's name: she has just proved who she is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_as(&mut self, person: PersonId) -> Result<(), Failure> {
        sqlx::query_scalar!("select set_config('app.person', $1, true)", person.to_string()).fetch_one(self.conn()).await?;
        Ok(())
    }

    /// Writes the facts to the event log, tells everybody whom a slice wants to tell of them, and commits, all or nothing:
    /// nothing is told that did not happen, and nothing happens untold. Actor and time are the change's own.
    ///
    /// # Errors
    /// When the database refuses: a constraint, a wall, or a table of state that changed without an event.
    pub async fn commit(mut self, facts: impl Into<Facts>) -> Result<Committed, Failure> {
        let (at, register) = (self.now(), self.app.register());
        for event in facts.into().events() {
            journal::append(self.conn(), event, at).await?;
            for telling in register.tellings(event) {
                journal::tell(self.conn(), &telling, 0, at).await?;
            }
        }
        self.passage.tx.commit().await.map_err(Failure::of_commit)?;
        Ok(Committed(()))
    }
}

impl<A: WithoutEvent> Change<A> {
    /// Commits working material: its version row is its record.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep(self) -> Result<Committed, Failure> {
        self.passage.tx.commit().await.map_err(Failure::of_commit)?;
        Ok(Committed(()))
    }
}
