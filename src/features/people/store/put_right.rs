//! Names, addresses, ends and new beginnings: what was put right, by whom and why. What stood before is kept.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::actions::{CorrectPerson, EndsAccounts, PutsRight, ReopenPerson};
use super::PersonRow;
use crate::domain::email::EmailAddress;
use crate::domain::ids::PersonId;
use crate::domain::register::RegisterChange;
use crate::platform::gate::Change;

/// What was put right, as the register keeps it.
pub(crate) struct Noted {
    pub(crate) kind: RegisterChange,
    pub(crate) name_before: String,
    pub(crate) email_before: String,
    pub(crate) reason: String,
    pub(crate) changed_at: DateTime<Utc>,
    pub(crate) by: String,
    /// The account was joined with another one, which stays: its name and address today.
    pub(crate) joined_into: Option<(String, String)>,
    /// It is the other one that was ended, and joined with this.
    pub(crate) of_another: bool,
}

/// What was put right in somebody's account, the newest first.
pub(crate) async fn noted(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Vec<Noted>> {
    let rows = sqlx::query!(
        r#"select c.kind as "kind: RegisterChange", c.name_before, c.email_before, c.reason, c.changed_at, p.name as by, j.name as "joined?",
             j.email as "joined_email?", c.person_id <> $1::person_id as "of_another!"
           from person_change c
           join person p on p.id = c.changed_by
           left join person j on j.id = c.joined_into
           where c.person_id = $1::person_id or c.joined_into = $1::person_id
           order by c.changed_at desc, c.n desc"#,
        person as PersonId
    )
    .fetch_all(conn)
    .await?;
    let noted = rows.into_iter().map(|row| Noted {
        kind: row.kind,
        name_before: row.name_before,
        email_before: row.email_before,
        reason: row.reason,
        changed_at: row.changed_at,
        by: row.by,
        joined_into: row.joined.zip(row.joined_email),
        of_another: row.of_another,
    });
    Ok(noted.collect())
}

async fn note<A: PutsRight>(change: &mut Change<A>, person: &PersonRow, kind: RegisterChange, reason: &str, joined_into: Option<PersonId>) -> sqlx::Result<()> {
    let (now, by) = (change.now(), change.person().map(|own| own.id));
    sqlx::query!(
        "insert into person_change (person_id, n, kind, name_before, email_before, reason, changed_at, changed_by, joined_into)
         select $1::person_id, 1 + (select count(*) from person_change where person_id = $1::person_id), $2, $3, $4, $5, $6, $7::person_id, $8::person_id",
        person.id as PersonId,
        kind as RegisterChange,
        person.name,
        person.email,
        reason,
        now,
        by as Option<PersonId>,
        joined_into as Option<PersonId>
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Another name or address. Sessions go on: it is the same person.
pub(crate) async fn correct(change: &mut Change<CorrectPerson>, person: &PersonRow, name: &str, email: &EmailAddress, reason: &str) -> sqlx::Result<()> {
    note(change, person, RegisterChange::Corrected, reason, None).await?;
    sqlx::query!("update person set name = $2, email = $3 where id = $1::person_id", person.id as PersonId, name, email.as_str())
        .execute(change.conn())
        .await?;
    Ok(())
}

/// Nobody signs in any more, and every session ends now. Who goes on with another account is said to.
pub(crate) async fn end_person<A: EndsAccounts + PutsRight>(
    change: &mut Change<A>,
    person: &PersonRow,
    reason: &str,
    joined_into: Option<PersonId>,
) -> sqlx::Result<()> {
    let now = change.now();
    note(change, person, RegisterChange::Ended, reason, joined_into).await?;
    sqlx::query!("update person set ended_at = $2 where id = $1::person_id and ended_at is null", person.id as PersonId, now).execute(change.conn()).await?;
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
    note(change, person, RegisterChange::Reopened, reason, None).await?;
    sqlx::query!("update person set ended_at = null where id = $1::person_id", person.id as PersonId).execute(change.conn()).await?;
    Ok(())
}

/// Who is called the same already: names in small letters, with the address of each.
pub(crate) async fn namesakes(conn: &mut PgConnection, names: &[String]) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(r#"select lower(name) as "name!", email from person where lower(name) = any ($1) order by email"#, names).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.email)).collect())
}
