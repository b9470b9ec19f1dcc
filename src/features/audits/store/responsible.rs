//! Who is responsible for an audit, and who was.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::super::actions::{NameResponsible, Records};
use crate::domain::ids::{AuditId, PersonId};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// Somebody who is responsible, or was.
pub(crate) struct Responsible {
    pub(crate) n: i16,
    pub(crate) person: PersonId,
    pub(crate) name: String,
    /// She is an auditor today.
    pub(crate) audits: bool,
}

/// Who is responsible now; nobody, where nobody has been named.
pub(crate) async fn responsible(conn: &mut PgConnection, audit: AuditId, today: NaiveDate) -> sqlx::Result<Option<Responsible>> {
    sqlx::query_as!(
        Responsible,
        r#"select r.n, r.person_id as "person: PersonId", p.name as "name!",
             exists (
               select 1 from published.auditor o where o.person_id = r.person_id and o.valid_from <= $2 and (o.valid_to is null or o.valid_to >= $2)
             ) as "audits!"
           from audit_responsible r
           join published.person_name p on p.id = r.person_id
           where r.audit_id = $1::audit_id
           order by r.n desc
           limit 1"#,
        audit as AuditId,
        today
    )
    .fetch_optional(conn)
    .await
}

/// Who can be: the auditors of today.
pub(crate) async fn auditors(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<(PersonId, String)>> {
    let rows = sqlx::query!(
        r#"select q.person_id as "person!: PersonId", q.name as "name!"
           from (
             select distinct r.person_id, r.name
             from published.recipient r
             where r.role = 'auditor' and r.valid_from <= $1 and (r.valid_to is null or r.valid_to >= $1)
           ) q
           order by q.name collate "sv-x-icu", q.person_id"#,
        today
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.person, row.name)).collect())
}

/// Whoever records an audit is the first to be responsible for it.
pub(super) async fn name_first<A: Records>(change: &mut Change<A>, audit: AuditId) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into audit_responsible (audit_id, n, person_id, named_at, named_by) values ($1::audit_id, 1, $2::person_id, $3, $2::person_id)",
        audit as AuditId,
        person as PersonId,
        now
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Somebody else is responsible from now on.
pub(crate) async fn name_responsible(change: &mut Change<NameResponsible>, audit: AuditId, n: i16, person: PersonId) -> Result<(), Failure> {
    let (now, by) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into audit_responsible (audit_id, n, person_id, named_at, named_by) values ($1::audit_id, $2, $3::person_id, $4, $5::person_id)",
        audit as AuditId,
        n,
        person as PersonId,
        now,
        by as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
