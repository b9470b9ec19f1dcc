//! Wrong passwords, counted in the database, so that all instances count together: by address for whoever is a stranger, by
//! device and by session for whoever is known. What strangers do is never counted where the person herself is counted.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::device::Device;
use super::session;
use crate::domain::email::EmailAddress;
use crate::domain::ids::PersonId;

/// The time within which wrong passwords are counted.
pub const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// So many are let through within [`WINDOW`].
pub const MOST: i32 = 10;
/// So many for one person in all of her sessions: more than one session has, so that a stolen one cannot use up hers.
pub const MOST_IN_ALL_SESSIONS: i32 = 30;
/// How long a count is kept when its time is over, for the job that notes it.
const KEPT: TimeDelta = TimeDelta::hours(1);

/// On what a password is tried.
#[derive(Clone, Copy, Debug)]
pub enum On<'a> {
    /// An address, by a stranger.
    Address(&'a EmailAddress),
    /// A device that has let its owner in before.
    Device(&'a Device),
    /// A session, by its token's hash.
    Session(&'a [u8]),
    /// All sessions of a person.
    Person(PersonId),
}

impl On<'_> {
    fn key(self) -> Vec<u8> {
        match self {
            Self::Address(address) => session::hash(&format!("address {address}")),
            Self::Device(device) => device.hash(),
            Self::Session(token) => token.to_vec(),
            Self::Person(person) => session::hash(&format!("person {person}")),
        }
    }

    fn inside(self) -> bool {
        !matches!(self, Self::Address(_))
    }

    fn most(self) -> i32 {
        match self {
            Self::Address(_) | Self::Device(_) | Self::Session(_) => MOST,
            Self::Person(_) => MOST_IN_ALL_SESSIONS,
        }
    }
}

/// Counts an attempt beforehand, so that a hundred at once are counted as a hundred. The time to wait, if there were too many.
/// The same work whether the address is somebody's or not.
///
/// # Errors
/// When the database cannot be written.
pub async fn count(conn: &mut PgConnection, on: On<'_>, person: Option<PersonId>, at: DateTime<Utc>) -> sqlx::Result<Option<TimeDelta>> {
    let row = sqlx::query!(
        "insert into attempt as a (key_hash, person_id, inside, failures, first_at, last_at) values ($1, $2::uuid, $3, 1, $4, $4)
         on conflict (key_hash) do update set
           person_id = $2::uuid,
           failures = case when a.first_at <= $5 then 1 else a.failures + 1 end,
           first_at = case when a.first_at <= $5 then $4 else a.first_at end,
           last_at = $4,
           noted = a.noted and a.first_at > $5
         returning failures, first_at",
        on.key(),
        person.map(PersonId::uuid),
        on.inside(),
        at,
        at - WINDOW
    )
    .fetch_one(conn)
    .await?;
    Ok((row.failures > on.most()).then(|| WINDOW - (at - row.first_at)))
}

/// How often it was tried in vain, with what has just been counted.
///
/// # Errors
/// When the database cannot be read.
pub async fn so_far(conn: &mut PgConnection, on: On<'_>) -> sqlx::Result<i32> {
    Ok(sqlx::query_scalar!("select failures from attempt where key_hash = $1", on.key()).fetch_optional(conn).await?.unwrap_or(0))
}

/// The password was right, and a code is still asked for: this one was no attempt, and those before it stay counted.
///
/// # Errors
/// When the database cannot be written.
pub async fn give_back(conn: &mut PgConnection, on: On<'_>) -> sqlx::Result<()> {
    sqlx::query!("delete from attempt where key_hash = $1 and failures <= 1", on.key()).execute(&mut *conn).await?;
    sqlx::query!("update attempt set failures = failures - 1 where key_hash = $1", on.key()).execute(conn).await?;
    Ok(())
}

/// The password was right: nothing has been tried in vain.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget(conn: &mut PgConnection, on: On<'_>) -> sqlx::Result<()> {
    sqlx::query!("delete from attempt where key_hash = $1", on.key()).execute(conn).await?;
    Ok(())
}

/// What was tried in vain, for the log.
pub struct Vain {
    /// On whom; `None` for all that is nobody's.
    pub person: Option<PersonId>,
    /// On a device of hers, or in a session.
    pub inside: bool,
    /// How often.
    pub failures: i32,
    /// Whether further attempts had to wait.
    pub held_back: bool,
}

/// Takes what has not been noted, and marks it as noted: a person's count as soon as it holds her up, or when its time is over;
/// what is nobody's once the quarter of the clock is over in which it began, all together.
///
/// # Errors
/// When the database cannot be written.
pub async fn take(conn: &mut PgConnection, at: DateTime<Utc>) -> sqlx::Result<Vec<Vain>> {
    sqlx::query_as!(
        Vain,
        r#"with taken as (
             update attempt set noted = true
             where not noted
               and case when person_id is null then first_at < date_bin('15 minutes', $1::timestamptz, 'epoch'::timestamptz) else first_at <= $2 or failures > $3 end
             returning key_hash, person_id, inside, failures
           )
           select person_id as "person?: PersonId", inside as "inside!", failures as "failures!", failures > $3 as "held_back!"
           from taken
           where person_id is not null
           union all
           select null, false, sum(failures)::int, bool_or(failures > $3) from taken where person_id is null having count(*) > 0"#,
        at,
        at - WINDOW,
        MOST
    )
    .fetch_all(conn)
    .await
}

/// Lets go of counts that are over and noted, and of devices that nobody has signed in on for long.
///
/// # Errors
/// When the database cannot be written.
pub async fn let_go(conn: &mut PgConnection, at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("delete from attempt where noted and first_at < $1", at - WINDOW - KEPT).execute(&mut *conn).await?;
    sqlx::query!("delete from known_device where seen_at < $1", at - super::device::LIFETIME).execute(conn).await?;
    Ok(())
}
