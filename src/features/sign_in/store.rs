//! The SQL of signing in. Writes `session`, `sign_in_throttle`, `credential`, and for the first administrator
//! `person`, `role_grant` and `organisation`.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::PgConnection;

use super::actions::{ChoosePassword, SetUp, SignIn, SignOut};
use super::first_administrator::Founding;
use crate::domain::ids::{GrantId, PersonId};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;
use crate::platform::session;

/// Somebody who might be signing in.
pub(super) struct Candidate {
    pub(super) id: PersonId,
    pub(super) password_hash: Option<String>,
}

pub(super) async fn candidate(change: &mut Change<SignIn>, email: &str) -> sqlx::Result<Option<Candidate>> {
    sqlx::query_as!(
        Candidate,
        r#"select p.id, c.password_hash as "password_hash?"
           from person p
           left join credential c on c.person_id = p.id
           where lower(p.email) = lower($1)
             and p.ended_at is null"#,
        email
    )
    .fetch_optional(change.conn())
    .await
}

/// How many attempts have failed for an account lately, and since when.
pub(super) struct Failures {
    pub(super) count: i32,
    pub(super) first: DateTime<Utc>,
}

/// Counts this attempt beforehand, so that a hundred at once are counted as a hundred.
pub(super) async fn count_attempt(change: &mut Change<SignIn>, account: &[u8], window: TimeDelta) -> sqlx::Result<Failures> {
    let now = change.now();
    let row = sqlx::query!(
        "insert into sign_in_throttle as t (account_hash, failures, first_failure_at, last_failure_at) values ($1, 1, $2, $2)
         on conflict (account_hash) do update set
           failures = case when t.first_failure_at < $3 then 1 else t.failures + 1 end,
           first_failure_at = case when t.first_failure_at < $3 then $2 else t.first_failure_at end,
           last_failure_at = $2
         returning failures, first_failure_at",
        account,
        now,
        now - window
    )
    .fetch_one(change.conn())
    .await?;
    Ok(Failures { count: row.failures, first: row.first_failure_at })
}

pub(super) async fn forget_attempts(change: &mut Change<SignIn>, account: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("delete from sign_in_throttle where account_hash = $1", account).execute(change.conn()).await?;
    Ok(())
}

pub(super) async fn end_session(change: &mut Change<SignOut>) -> sqlx::Result<()> {
    let (now, token) = (change.now(), change.token_hash().map(<[u8]>::to_vec));
    sqlx::query!("update session set ended_at = $1 where token_hash = $2 and ended_at is null", now, token).execute(change.conn()).await?;
    Ok(())
}

/// Whoever a one-time link invites.
pub(crate) struct Invited {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) used: bool,
}

pub(super) async fn invited(conn: &mut PgConnection, token: &str) -> sqlx::Result<Option<Invited>> {
    sqlx::query_as!(
        Invited,
        r#"select i.person_id as person, p.name, p.email, i.expires_at, (i.used_at is not null or p.ended_at is not null) as "used!"
           from invitation i
           join person p on p.id = i.person_id
           where i.token_hash = $1"#,
        session::hash(token)
    )
    .fetch_optional(conn)
    .await
}

/// Uses the link up. Two at once: only one of them finds it unused.
pub(super) async fn use_invitation(change: &mut Change<ChoosePassword>, token: &str) -> Result<(), Failure> {
    let now = change.now();
    let used = sqlx::query!("update invitation set used_at = $1 where token_hash = $2 and used_at is null and expires_at > $1", now, session::hash(token))
        .execute(change.conn())
        .await?;
    if used.rows_affected() != 1 {
        return Err(Failure::LinkIsOver);
    }
    // Whoever has chosen a password needs no other link: one that lies in an old message must not work later.
    sqlx::query!(
        "update invitation set used_at = $1 where used_at is null and person_id = (select person_id from invitation where token_hash = $2)",
        now,
        session::hash(token)
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Sets the password and ends every session that the person had.
pub(super) async fn set_password(change: &mut Change<ChoosePassword>, person: PersonId, hash: &str) -> sqlx::Result<()> {
    let now = change.now();
    sqlx::query!(
        "insert into credential (person_id, password_hash, changed_at) values ($1::person_id, $2, $3)
         on conflict (person_id) do update set password_hash = $2, changed_at = $3",
        person as PersonId,
        hash,
        now
    )
    .execute(change.conn())
    .await?;
    sqlx::query!("update session set ended_at = $1 where person_id = $2::person_id and ended_at is null", now, person as PersonId)
        .execute(change.conn())
        .await?;
    Ok(())
}

/// When an unused set-up link was made, while there is nobody.
pub(super) async fn setup_link(conn: &mut PgConnection, token: &str) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select created_at from setup_link where token_hash = $1 and used_at is null and not exists (select 1 from person)",
        session::hash(token)
    )
    .fetch_optional(conn)
    .await
}

/// Makes the first administrator and names the organisation. The link is used up in the same transaction.
pub(super) async fn found(change: &mut Change<SetUp>, token: &str, founding: &Founding, hash: &str) -> Result<PersonId, Failure> {
    let (now, today): (DateTime<Utc>, NaiveDate) = (change.now(), change.today());
    let used =
        sqlx::query!("update setup_link set used_at = $1 where token_hash = $2 and used_at is null", now, session::hash(token)).execute(change.conn()).await?;
    if used.rows_affected() != 1 {
        return Err(Failure::LinkIsOver);
    }
    let person = PersonId::new(now);
    let conn = change.conn();
    sqlx::query!("insert into organisation (name, auditors_name) values ($1, $2)", founding.organisation, founding.auditors).execute(&mut *conn).await?;
    sqlx::query!("insert into person (id, name, email, created_at) values ($1::person_id, $2, $3, $4)", person as PersonId, founding.name, founding.email, now)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "insert into role_grant (id, person_id, role, valid_from) values ($1::grant_id, $2::person_id, 'administrator', $3)",
        GrantId::new(now) as GrantId,
        person as PersonId,
        today
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("insert into credential (person_id, password_hash, changed_at) values ($1::person_id, $2, $3)", person as PersonId, hash, now)
        .execute(&mut *conn)
        .await?;
    Ok(person)
}
