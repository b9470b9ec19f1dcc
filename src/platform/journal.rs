//! Writing down what happened, and telling those it concerns, in the transaction in which it happens. For the gate and for
//! the jobs; features write events by committing.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::failure::Failure;
use super::telling::Telling;
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::event::{Event, NoticeKind};
use crate::domain::ids::{AuditId, BoardId, PersonId, RoundId, SubmissionId};
use crate::domain::notice::{About, NoticeClass};

/// Appends an event to the log of its authority.
pub(super) async fn append(conn: &mut PgConnection, event: &Event, at: DateTime<Utc>) -> Result<(), Failure> {
    let authority = event.authority().to_string();
    let (kind, facts) = event.kind_and_facts().ok_or_else(|| Failure::broken("an event without a kind"))?;
    sqlx::query_scalar!("select append_event($1, $2, $3, $4)", authority, at, kind, facts).fetch_one(conn).await?;
    Ok(())
}

/// Writes notices, and the mails they lead to. Says to how many; whoever has been told before is not counted.
pub(super) async fn tell(conn: &mut PgConnection, telling: &Telling, days: i16, at: DateTime<Utc>) -> Result<i32, Failure> {
    let roles = telling.roles().to_vec();
    if let About::Addressees(audit, board) = telling.about() {
        return tell_addressees(conn, telling, audit, board, at).await;
    }
    let (round, submission) = match telling.about() {
        About::Round(round) | About::FirstRound(round) => (Some(round), None),
        About::Submission(submission) => (None, Some(submission)),
        About::Addressees(..) => (None, None),
    };
    let told = sqlx::query_scalar!(
        r#"select tell_of($1, $2, $3, coalesce($4::uuid, (select s.round_id from published.submission s where s.id = $5::uuid)), $6, $7, $8::smallint, $9, $10, $11, $12)
             as "told!""#,
        telling.rule().kind as NoticeKind,
        telling.rule().class as NoticeClass,
        telling.key(),
        round.map(RoundId::uuid),
        submission.map(SubmissionId::uuid),
        matches!(telling.about(), About::FirstRound(_)),
        roles as Vec<Role>,
        days,
        at,
        calendar::day_of(at),
        telling.person().map(PersonId::uuid),
        telling.is_for_others()
    )
    .fetch_one(conn)
    .await?;
    Ok(told)
}

/// The same to those who have an audit without having to answer.
async fn tell_addressees(conn: &mut PgConnection, telling: &Telling, audit: AuditId, board: Option<BoardId>, at: DateTime<Utc>) -> Result<i32, Failure> {
    let told = sqlx::query_scalar!(
        r#"select tell_addressees($1, $2, $3, $4, $5, $6, $7) as "told!""#,
        telling.rule().kind as NoticeKind,
        telling.key(),
        audit.uuid(),
        board.map(BoardId::uuid),
        telling.roles().to_vec() as Vec<Role>,
        at,
        calendar::day_of(at)
    )
    .fetch_one(conn)
    .await?;
    Ok(told)
}
