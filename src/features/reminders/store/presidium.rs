//! Whom to tell of what has been late for long, and that it was told. Writes `presidium_notice`; the mail is written by
//! `post_to_presidium()`.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::domain::ids::{AuditId, MailId, RoundId};
use crate::platform::worker::Job;

/// Where the presidium is told, and of responses that are so many days late.
pub(in super::super) struct Presidium {
    pub(in super::super) address: String,
    pub(in super::super) after: i16,
}

/// `None` where the municipality has not said so.
pub(in super::super) async fn presidium(conn: &mut PgConnection) -> sqlx::Result<Option<Presidium>> {
    sqlx::query_as!(
        Presidium,
        r#"select presidium_address as "address!", presidium_after as "after!" from published.deadline_rules where presidium_address is not null"#
    )
    .fetch_optional(conn)
    .await
}

/// A round whose answer has been late for long, and of which the presidium has not been told.
pub(in super::super) struct LongLate {
    pub(in super::super) id: RoundId,
    pub(in super::super) audit: AuditId,
    pub(in super::super) due_on: NaiveDate,
}

/// Those that were due on this day or before it. A follow-up is not late while the response before it is missing.
pub(in super::super) async fn long_late(conn: &mut PgConnection, until: NaiveDate) -> sqlx::Result<Vec<LongLate>> {
    sqlx::query_as!(
        LongLate,
        r#"select r.id as "id!: RoundId", r.audit_id as "audit!: AuditId", r.due_on as "due_on!"
           from published.round r
           where r.submission_id is null and r.closed_at is null and r.withdrawn_at is null and not r.behind and r.due_on <= $1
             and not exists (select 1 from presidium_notice p where p.round_id = r.id and p.due_on = r.due_on)
           order by r.due_on, r.id"#,
        until
    )
    .fetch_all(conn)
    .await
}

/// Holds the rounds against whoever hands in, in the order of all who hold several.
pub(in super::super) async fn hold(job: &mut Job, rounds: &[LongLate]) -> sqlx::Result<()> {
    let ids: Vec<uuid::Uuid> = rounds.iter().map(|round| round.id.uuid()).collect();
    sqlx::query_scalar!("select lock_no from round where id = any ($1::uuid[]) order by id for update", &ids).fetch_all(job.conn()).await?;
    Ok(())
}

/// Writes down that it is told of these, and the mail.
pub(in super::super) async fn tell_presidium(job: &mut Job, rounds: &[LongLate], address: &str) -> sqlx::Result<()> {
    let now = job.now();
    let (ids, days): (Vec<uuid::Uuid>, Vec<NaiveDate>) = rounds.iter().map(|round| (round.id.uuid(), round.due_on)).unzip();
    sqlx::query!(
        "insert into presidium_notice (round_id, due_on, told_at) select r.id, r.due_on, $3 from unnest($1::uuid[], $2::date[]) r (id, due_on)",
        &ids,
        &days,
        now
    )
    .execute(job.conn())
    .await?;
    let id = MailId::new(now);
    sqlx::query!("select post_to_presidium($1, $2, $3)", id.uuid(), address, now).execute(job.conn()).await?;
    Ok(())
}
