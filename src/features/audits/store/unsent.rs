//! An audit, or something of one, while it can be changed: held, and found not to be sent.

use sqlx::PgConnection;

use super::super::actions::ChangesUnsent;
use super::OwnAudit;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// Holds the audit, so that two people cannot send and change it at once. It is found behind the lock.
pub(crate) async fn hold_audit(conn: &mut PgConnection, key: &str) -> sqlx::Result<()> {
    sqlx::query!("select id from audit where reference_key = lower($1) for update", key).fetch_optional(conn).await?;
    Ok(())
}

/// Holds the audit of something that stands below it.
pub(crate) async fn hold_audit_of<T: Sync>(conn: &mut PgConnection, (key, _): &(String, T)) -> sqlx::Result<()> {
    hold_audit(conn, key).await
}

/// Something of an audit that has not been sent, found while the audit is held. Whatever changes it asks for this.
pub(crate) struct Unsent<T>(T);

impl<T> Unsent<T> {
    /// # Errors
    /// [`Refusal::AuditIsSent`] when it has been sent.
    pub(crate) fn checked<A: ChangesUnsent>(_: &Change<A>, found: T) -> Result<Self, Failure>
    where
        T: OfAudit,
    {
        if found.audit().sent { Err(Refusal::AuditIsSent.into()) } else { Ok(Self(found)) }
    }
}

impl<T> std::ops::Deref for Unsent<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// An audit, or something that belongs to one.
pub(crate) trait OfAudit {
    /// The audit.
    fn audit(&self) -> &OwnAudit;
}

impl OfAudit for OwnAudit {
    fn audit(&self) -> &OwnAudit {
        self
    }
}
