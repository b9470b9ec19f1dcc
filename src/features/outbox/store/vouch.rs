//! Mails with checkpoints.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::email::EmailAddress;
use crate::platform::worker::Job;

/// One mail a day, whoever of several instances is first; none while the logs are as long as at the last one that went, or that waits.
pub(in crate::features::outbox) async fn vouch(job: &mut Job, registrar: &EmailAddress) -> sqlx::Result<()> {
    let (now, today) = (job.now(), job.today());
    sqlx::query!(
        "insert into mail (id, key, kind, address, made_at, due_at, events)
         select gen_random_uuid(), 'checkpoints:' || $2::date, 'checkpoints', $3, $1, $1, all_logs.events
         from (select coalesce(sum(h.seq), 0)::bigint as events from log_heads() h) all_logs
         where all_logs.events > coalesce((
             select max(m.events) from mail m where m.events is not null and m.state in ('sent', 'waiting')
           ), 0)
         on conflict on constraint mail_once do nothing",
        now,
        today,
        registrar.as_str()
    )
    .execute(job.conn())
    .await?;
    Ok(())
}

/// When the last one went, and whether the newest could not be sent, or not yet.
pub(in crate::features::outbox) async fn vouched(conn: &mut PgConnection) -> sqlx::Result<(Option<DateTime<Utc>>, bool)> {
    let row = sqlx::query!(
        r#"select (select max(m.settled_at) from mail m where m.events is not null and m.state = 'sent') as "sent_at?",
             coalesce((
               select m.state = 'failed' or m.state = 'waiting' and m.attempts > 0
               from mail m where m.events is not null order by m.made_at desc limit 1
             ), false) as "stuck!""#
    )
    .fetch_one(conn)
    .await?;
    Ok((row.sent_at, row.stuck))
}
