//! What a change holds before it reads what it goes by.

use sqlx::PgConnection;

use crate::domain::round::RoundPath;

/// Locks the round of an address, whoever's it is: nobody hands in, takes back, judges, asks or moves its last day meanwhile. Nothing
/// when there is none; whoever reads it next finds out.
///
/// # Errors
/// When the database cannot be asked, and when somebody else holds it too long.
pub async fn hold_round(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<()> {
    sqlx::query!(
        "select r.id from round r
         where r.id = (select p.id from published.round p where p.reference_key = lower($1) and p.board_slug = $2 and p.ordinal = $3)
         for update",
        key,
        board,
        round.ordinal()
    )
    .fetch_optional(conn)
    .await?;
    Ok(())
}
