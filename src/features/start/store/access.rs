//! Who shall be able to do what, as far as the reader's side may know of it.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::actor::Role;
use crate::domain::ids::PersonId;

/// Who shall be able to do what: proposed or decided.
#[derive(serde::Deserialize)]
pub(in crate::features::start) struct Access {
    pub(in crate::features::start) kind: AccessKind,
    /// Nobody's, where it is about a board.
    pub(in crate::features::start) person_id: Option<PersonId>,
    pub(in crate::features::start) person_name: Option<String>,
    pub(in crate::features::start) role: Option<Role>,
    pub(in crate::features::start) board_name: Option<String>,
    pub(in crate::features::start) board_slug: Option<String>,
    /// Who follows a board, or has followed it.
    pub(in crate::features::start) heir_name: Option<String>,
    /// The last day of a board that ends.
    pub(in crate::features::start) ends_on: Option<NaiveDate>,
    /// The last day of a role, if it has one.
    pub(in crate::features::start) valid_to: Option<NaiveDate>,
    pub(in crate::features::start) proposed_at: DateTime<Utc>,
    pub(in crate::features::start) proposed_by: PersonId,
    pub(in crate::features::start) proposer: String,
    pub(in crate::features::start) step: AccessStep,
    pub(in crate::features::start) decided_at: Option<DateTime<Utc>>,
    pub(in crate::features::start) effect_at: Option<DateTime<Utc>>,
    /// From when it holds, where it is a role by now.
    pub(in crate::features::start) begins: Option<NaiveDate>,
    /// How many there are.
    pub(in crate::features::start) of_all: i64,
}

/// The newest of what waits, and of what was proposed or decided since: what the reader's side may know of it.
pub(in crate::features::start) async fn access(conn: &mut PgConnection, since: DateTime<Utc>, at: DateTime<Utc>, most: usize) -> sqlx::Result<Vec<Access>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let list = sqlx::query_scalar!(r#"select access_list($1, $2, $3) as "list!: Json<Vec<Access>>""#, since, at, most).fetch_one(conn).await?;
    Ok(list.0)
}
