//! What a receipt is known by: its number, and how the log stood when it was given.

use sqlx::PgConnection;

use super::super::actions::HandsIn;
use crate::domain::checkpoint::Checkpoint;
use crate::domain::ids::SubmissionId;
use crate::platform::gate::Change;

/// Takes the next number: until the transaction ends, nobody else can. Whatever takes long comes before it.
pub(crate) async fn receipt_number<A: HandsIn>(change: &mut Change<A>, year: i32) -> sqlx::Result<String> {
    sqlx::query_scalar!(r#"select next_receipt_number($1) as "number!""#, year).fetch_one(change.conn()).await
}

/// How the log stood when it came in. None of what is older than the chain.
pub(crate) async fn checkpoint(conn: &mut PgConnection, submission: SubmissionId) -> sqlx::Result<Option<Checkpoint>> {
    let row = sqlx::query!(
        r#"select authority as "authority!", seq as "number!", hash as "hash!" from published.submission_checkpoint where submission_id = $1"#,
        submission.to_string()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| Some(Checkpoint { authority: row.authority, number: row.number, hash: row.hash.try_into().ok()? })))
}
