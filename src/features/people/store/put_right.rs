//! Names, addresses, ends and new beginnings: what was put right, by whom and why. What stood before is kept.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::actions::{CorrectPerson, EndPerson, JoinPeople, PutsRight, ReopenPerson};
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
    /// Name and address of the account of the same person that goes on.
    pub(crate) joined_to: Option<String>,
    /// Name and address of the account of the same person that ended: it is written down with that one.
    pub(crate) joined_from: Option<String>,
}

/// What was put right in somebody's account, the newest first.
pub(crate) async fn noted(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Vec<Noted>> {
    sqlx::query_as!(
        Noted,
        r#"select c.kind, c.name_before, c.email_before, c.reason, c.changed_at, p.name as by, o.name || ' (' || o.email || ')' as "joined_to?",
             case when c.person_id <> $1::person_id then c.name_before || ' (' || c.email_before || ')' end as "joined_from?"
           from person_change c
           join person p on p.id = c.changed_by
           left join person o on o.id = c.joined_to
           where c.person_id = $1::person_id or c.joined_to = $1::person_id
           order by c.changed_at desc, c.n desc"#,
        person as PersonId
    )
    .fetch_all(conn)
    .await
}

async fn note<A: PutsRight>(change: &mut Change<A>, person: &PersonRow, kind: RegisterChange, reason: &str) -> sqlx::Result<()> {
    note_joined(change, person, kind, reason, None).await
}

async fn note_joined<A: PutsRight>(
    change: &mut Change<A>,
    person: &PersonRow,
    kind: RegisterChange,
    reason: &str,
    joined_to: Option<PersonId>,
) -> sqlx::Result<()> {
    let (now, by) = (change.now(), change.person().map(|own| own.id));
    sqlx::query!(
        "insert into person_change (person_id, n, kind, name_before, email_before, reason, changed_at, changed_by, joined_to)
         select $1::person_id, 1 + (select count(*) from person_change where person_id = $1::person_id), $2, $3, $4, $5, $6, $7::person_id, $8::person_id",
        person.id as PersonId,
        kind as RegisterChange,
        person.name,
        person.email,
        reason,
        now,
        by as Option<PersonId>,
        joined_to as Option<PersonId>
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
    note(change, person, RegisterChange::Ended, reason).await?;
    close_account(change, person).await
}

/// The same, of whoever goes on with another account.
pub(crate) async fn join(change: &mut Change<JoinPeople>, person: &PersonRow, other: PersonId, reason: &str) -> Result<(), Failure> {
    note_joined(change, person, RegisterChange::Ended, reason, Some(other)).await?;
    close_account(change, person).await
}

async fn close_account<A: PutsRight>(change: &mut Change<A>, person: &PersonRow) -> Result<(), Failure> {
    let now = change.now();
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
