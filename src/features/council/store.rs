//! The SQL of what the council did. Writes `council_act`.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::actions::WritesCouncilActs;
use crate::domain::council::Handling;
use crate::domain::ids::{AuditId, PersonId};
use crate::domain::policy::Scope;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};

/// An audit that has been sent.
pub(crate) struct Audit {
    pub(super) id: AuditId,
    pub(super) key: String,
    pub(super) reference: String,
    pub(super) title: String,
    /// The day of the letter, or what is known instead: before it there was nothing for the council to take up.
    pub(super) dated_on: NaiveDate,
    /// How often the council has taken it up.
    pub(super) acts: i16,
}

impl Scoped for Audit {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn audit(conn: &mut PgConnection, key: &str) -> sqlx::Result<Option<Audit>> {
    sqlx::query_as!(
        Audit,
        r#"select a.id as "id!: AuditId", a.reference_key as "key!", a.reference as "reference!", a.title as "title!",
             least(coalesce(a.letter_date, a.decided_on), stockholm_day(a.sent_at)) as "dated_on!",
             (select coalesce(max(c.n), 0::smallint) from published.council_act c where c.audit_id = a.id) as "acts!"
           from published.audit a
           where a.reference_key = lower($1)"#,
        key
    )
    .fetch_optional(conn)
    .await
}

/// Nobody else writes down what the council did with it meanwhile.
pub(crate) async fn hold(conn: &mut PgConnection, key: &str) -> sqlx::Result<()> {
    sqlx::query!("select id from audit where reference_key = lower($1) for update", key).fetch_optional(conn).await?;
    Ok(())
}

/// The address of one of them.
pub(crate) type ActPath = (String, i16);

/// What stands of one of them.
pub(crate) struct Standing {
    pub(super) audit: Audit,
    pub(super) n: i16,
    pub(super) version: i16,
    pub(super) act: Act,
    /// Why it was corrected last.
    pub(super) reason: String,
}

impl Scoped for Standing {
    fn scope(&self) -> Scope {
        self.audit.scope()
    }
}

/// What the council did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) held_on: NaiveDate,
    pub(super) section: String,
    pub(super) handling: Handling,
    pub(super) asked: String,
    pub(super) minutes: String,
    /// It did not happen.
    pub(super) struck: bool,
}

/// One that stands, or is struck: that is not corrected any more.
pub(crate) async fn standing(conn: &mut PgConnection, (key, n): &ActPath) -> sqlx::Result<Option<Standing>> {
    let Some(audit) = audit(conn, key).await? else { return Ok(None) };
    let found = sqlx::query!(
        r#"select c.version as "version!", c.held_on as "held_on!", c.section as "section!", c.handling as "handling!: Handling", c.asked as "asked!",
             c.minutes as "minutes!", c.struck as "struck!", c.reason as "reason!"
           from published.council_act c
           where c.audit_id = $1::audit_id and c.n = $2 and c.stands"#,
        audit.id as AuditId,
        n
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.map(|row| Standing {
        audit,
        n: *n,
        version: row.version,
        reason: row.reason,
        act: Act { held_on: row.held_on, section: row.section, handling: row.handling, asked: row.asked, minutes: row.minutes, struck: row.struck },
    }))
}

pub(crate) async fn hold_act(conn: &mut PgConnection, (key, _): &ActPath) -> sqlx::Result<()> {
    hold(conn, key).await
}

/// Whether another one stands of the same meeting and section.
pub(super) async fn stands_already(conn: &mut PgConnection, audit: AuditId, act: &Act, n: i16) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from published.council_act c
             where c.audit_id = $1::audit_id and c.n <> $2 and c.stands and not c.struck and c.held_on = $3 and c.section = $4
           ) as "stands!""#,
        audit as AuditId,
        n,
        act.held_on,
        act.section
    )
    .fetch_one(conn)
    .await
}

/// Writes a version of one down: the first without a reason.
pub(super) async fn write<A: WritesCouncilActs>(
    change: &mut Change<A>,
    audit: AuditId,
    (n, version): (i16, i16),
    act: &Act,
    reason: &str,
) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into council_act (audit_id, n, version, held_on, section, handling, asked, minutes, struck, reason, entered_at, entered_by)
         values ($1::audit_id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::person_id)",
        audit as AuditId,
        n,
        version,
        act.held_on,
        act.section,
        act.handling as Handling,
        act.asked,
        act.minutes,
        act.struck,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
