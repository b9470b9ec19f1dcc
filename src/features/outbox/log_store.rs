//! The SQL of the mail log, on the administrators' side: which mails there are, to whom, and what became of them. What they
//! are about is not in reach.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::actions::{AskTestMail, ResendMail};
use crate::domain::ids::{MailId, PersonId};
use crate::domain::outbox::{MailKind, MailState};
use crate::domain::policy::Scope;
use crate::platform::gate::{Change, Scoped};
use crate::platform::listing::{Count, Window};

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

/// Where a mail stands in the log: the newest first.
pub(super) type MailPlace = (DateTime<Utc>, Uuid);

/// Newer than every mail.
pub(super) fn before_all() -> MailPlace {
    (NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default().and_time(NaiveTime::MIN).and_utc(), Uuid::max())
}

/// A page of the mails, or of those that have come to this.
pub(super) async fn mails(conn: &mut PgConnection, state: Option<MailState>, window: &Window<MailPlace>) -> sqlx::Result<Vec<Logged>> {
    let (at, id) = window.key(before_all());
    sqlx::query_as!(
        Logged,
        r#"with page as (
             (select id from mail
              where not $1 and $4::mail_state is null and (made_at, id) < ($2, $3::uuid)
              order by made_at desc, id desc limit $5)
             union all
             (select id from mail
              where $1 and $4::mail_state is null and (made_at, id) > ($2, $3::uuid)
              order by made_at, id limit $5)
             union all
             (select id from mail
              where not $1 and state = $4 and (made_at, id) < ($2, $3::uuid)
              order by made_at desc, id desc limit $5)
             union all
             (select id from mail
              where $1 and state = $4 and (made_at, id) > ($2, $3::uuid)
              order by made_at, id limit $5)
           )
           select m.id, m.kind, coalesce(p.name || ' <' || p.email || '>', m.address, '') as "to!", m.made_at, m.due_at, m.attempts, m.state,
             m.settled_at, m.reply
           from page
           cross join lateral (
             select o.id, o.kind, o.person_id, o.address, o.made_at, o.due_at, o.attempts, o.state, o.settled_at, o.reply
             from mail o
             where o.id = page.id
             limit 1
           ) m
           left join person p on p.id = m.person_id
           order by m.made_at desc, m.id desc"#,
        window.back(),
        at,
        id,
        state as Option<MailState>,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// How many there are, and how many of them are newer than a place; counted only so far.
pub(super) async fn count(conn: &mut PgConnection, state: Option<MailState>, before: MailPlace) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"select
             case when $1::mail_state is null then (select count(*) from (select 1 from mail limit $4) t)
               else (select count(*) from (select 1 from mail where state = $1 limit $4) t) end as "total!",
             case when $1::mail_state is null then (select count(*) from (select 1 from mail where (made_at, id) > ($2, $3::uuid) limit $4) b)
               else (select count(*) from (select 1 from mail where state = $1 and (made_at, id) > ($2, $3::uuid) limit $4) b) end as "before!""#,
        state as Option<MailState>,
        before.0,
        before.1,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::new(row.before, row.total))
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
        "update mail set state = 'waiting', due_at = $2, attempts = 0, deferred = false, ready_since = null, settled_at = null, leased_until = null where id = $1::mail_id and state = 'failed'",
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
