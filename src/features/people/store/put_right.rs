//! Names, addresses, ends and new beginnings: what was put right, by whom and why. What stood before is kept.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::actions::{CorrectPerson, EndPerson, PutsRight, ReopenPerson};
use super::PersonRow;
use crate::domain::email::EmailAddress;
use crate::domain::ids::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::register::RegisterChange;
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// What was put right, as the register keeps it.
pub(crate) struct Noted {
    pub(crate) kind: RegisterChange,
    pub(crate) name_before: String,
    pub(crate) email_before: String,
    pub(crate) reason: String,
    pub(crate) changed_at: DateTime<Utc>,
    pub(crate) by: String,
}

/// What was put right in somebody's account, the newest first.
pub(crate) async fn noted(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Vec<Noted>> {
    sqlx::query_as!(
        Noted,
        r#"select c.kind, c.name_before, c.email_before, c.reason, c.changed_at, p.name as by
           from person_change c
           join person p on p.id = c.changed_by
           where c.person_id = $1::person_id
           order by c.n desc"#,
        person as PersonId
    )
    .fetch_all(conn)
    .await
}

async fn note<A: PutsRight>(change: &mut Change<A>, person: &PersonRow, kind: RegisterChange, reason: &str) -> sqlx::Result<()> {
    let (now, by) = (change.now(), change.person().map(|own| own.id));
    sqlx::query!(
        "insert into person_change (person_id, n, kind, name_before, email_before, reason, changed_at, changed_by)
         select $1::person_id, 1 + (select count(*) from person_change where person_id = $1::person_id), $2, $3, $4, $5, $6, $7::person_id",
        person.id as PersonId,
        kind as RegisterChange,
        person.name,
        person.email,
        reason,
        now,
        by as Option<PersonId>
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Another name or address. Sessions go on: it is the same person.
pub(crate) async fn correct(change: &mut Change<CorrectPerson>, person: &PersonRow, name: &str, email: &EmailAddress, reason: &str) -> sqlx::Result<()> {
    note(change, person, RegisterChange::Corrected, reason).await?;
    sqlx::query!("update person set name = $2, email = $3 where id = $1::person_id", person.id as PersonId, name, email.as_str())
        .execute(change.conn())
        .await?;
    Ok(())
}

/// Nobody signs in any more, and every session ends now.
pub(crate) async fn end_person(change: &mut Change<EndPerson>, person: &PersonRow, reason: &str) -> Result<(), Failure> {
    let now = change.now();
    note(change, person, RegisterChange::Ended, reason).await?;
    let ended = sqlx::query!("update person set ended_at = $2 where id = $1::person_id and ended_at is null", person.id as PersonId, now);
    if ended.execute(change.conn()).await?.rows_affected() != 1 {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    sqlx::query!("update session set ended_at = $2 where person_id = $1::person_id and ended_at is null", person.id as PersonId, now)
        .execute(change.conn())
        .await?;
    sqlx::query!("update invitation set used_at = $2 where person_id = $1::person_id and used_at is null", person.id as PersonId, now)
        .execute(change.conn())
        .await?;
    Ok(())
}

/// She signs in again, with the password she had and the roles that have no end.
pub(crate) async fn reopen(change: &mut Change<ReopenPerson>, person: &PersonRow, reason: &str) -> sqlx::Result<()> {
    note(change, person, RegisterChange::Reopened, reason).await?;
    sqlx::query!("update person set ended_at = null where id = $1::person_id", person.id as PersonId).execute(change.conn()).await?;
    Ok(())
}

/// Who is called the same already: names in small letters, with the address of each.
pub(crate) async fn namesakes(conn: &mut PgConnection, names: &[String]) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(r#"select lower(name) as "name!", email from person where lower(name) = any ($1) order by email"#, names).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.email)).collect())
}
