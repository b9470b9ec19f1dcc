//! What the auditors have asked for beside what has come. Written by another slice; here it is shown and answered.

use sqlx::PgConnection;

use crate::domain::ids::RoundId;
use crate::domain::supplement_request::SupplementRequest;

/// Everything that was asked for in a round, in order.
pub(crate) async fn requests(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Vec<SupplementRequest>> {
    sqlx::query_as!(
        SupplementRequest,
        r#"select n as "n!", wanted as "wanted!", due_on as "due_on!", asked_at as "asked_at!", withdrawn_at as "withdrawn_at?",
             withdrawal_reason as "withdrawal_reason?", answered_number as "answered_number?", answered_on as "answered_on?"
           from published.supplement_request
           where round_id = $1::round_id
           order by n"#,
        round as RoundId
    )
    .fetch_all(conn)
    .await
}
