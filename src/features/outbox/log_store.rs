//! The SQL of the mail log, on the administrators' side: which mails there are, to whom, and what became of them. What they
//! are about is not in reach.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::resend::{AskTestMail, ResendMail};
use crate::domain::ids::{MailId, PersonId};
use crate::domain::outbox::{MailKind, MailState};
use crate::domain::policy::Scope;
use crate::platform::gate::{Change, Scoped};

/// A mail in the log.
pub(super) struct Logged {
    pub(super) id: MailId,
    pub(super) kind: MailKind,
    pub(super) to: String,
    pub(super) made_at: DateTime<Utc>,
    pub(super) due_at: DateTime<Utc>,
    pub(super) attempts: i16,
    pub(super) state: MailState,
    pub(super) settled_at: Option<DateTime<Utc>>,
    pub(super) reply: String,
}

/// The newest mails, or the newest failed ones.
pub(super) async fn mails(conn: &mut PgConnection, only_failed: bool, skip: i64, most: i64) -> sqlx::Result<Vec<Logged>> {
    sqlx::query_as!(
        Logged,
        r#"select m.id, m.kind, coalesce(p.name || ' <' || p.email || '>', m.address, '') as "to!", m.made_at, m.due_at, m.attempts, m.state,
             m.settled_at, m.reply
           from mail m
           left join person p on p.id = m.person_id
           where m.state = 'failed' or not $1
           order by m.made_at desc, m.id
           limit $3 offset $2"#,
        only_failed,
        skip,
        most
    )
    .fetch_all(conn)
    .await
}

/// How many there are.
pub(super) async fn count(conn: &mut PgConnection, only_failed: bool) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from mail m where m.state = 'failed' or not $1"#, only_failed).fetch_one(conn).await
}

/// A mail that an address names.
pub(crate) struct Named(pub(super) MailId);

impl Scoped for Named {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(super) async fn named(conn: &mut PgConnection, id: &MailId) -> sqlx::Result<Option<Named>> {
    let found = sqlx::query_scalar!("select id from mail where id = $1::mail_id", *id as MailId).fetch_optional(conn).await?;
    Ok(found.map(Named))
}

/// Lets a failed mail wait again, from the beginning. `false` when it has not failed, or not any more.
pub(super) async fn resend(change: &mut Change<ResendMail>, id: MailId) -> sqlx::Result<bool> {
    let now = change.now();
    let done = sqlx::query!(
        "update mail set state = 'waiting', due_at = $2, attempts = 0, settled_at = null, leased_until = null where id = $1::mail_id and state = 'failed'",
        id as MailId,
        now
    )
    .execute(change.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A mail to oneself.
pub(super) async fn save_test(change: &mut Change<AskTestMail>, person: PersonId) -> sqlx::Result<MailId> {
    let now = change.now();
    let id = MailId::new(now);
    sqlx::query!(
        "insert into mail (id, key, kind, person_id, made_at, due_at) values ($1::mail_id, $2, 'test', $3::person_id, $4, $4)",
        id as MailId,
        format!("test:{id}"),
        person as PersonId,
        now
    )
    .execute(change.conn())
    .await?;
    Ok(id)
}
