//! Who works for a board, and who stands in for whom. Writes nothing itself: functions of the database know whose role it is.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::actions::{EndSubstitute, NameSubstitute};
use crate::domain::actor::Role;
use crate::domain::ids::{BoardId, GrantId, PersonId};
use crate::domain::policy::Scope;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};

/// A board.
pub(crate) struct Board {
    pub(super) id: BoardId,
    pub(super) slug: String,
    pub(super) name: String,
}

impl Scoped for Board {
    fn scope(&self) -> Scope {
        Scope::Board(self.id)
    }
}

pub(crate) async fn board(conn: &mut PgConnection, slug: &str) -> sqlx::Result<Option<Board>> {
    sqlx::query_as!(Board, r#"select id as "id!", slug as "slug!", name as "name!" from published.board where slug = $1"#, slug).fetch_optional(conn).await
}

/// The board of a substitute's address.
pub(crate) async fn board_of(conn: &mut PgConnection, (slug, _): &(String, GrantId)) -> sqlx::Result<Option<Board>> {
    board(conn, slug).await
}

/// A role of somebody who works for the board.
pub(super) struct Colleague {
    pub(super) grant: GrantId,
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) from: NaiveDate,
    pub(super) to: Option<NaiveDate>,
    /// Whose role it is otherwise.
    pub(super) instead_of: Option<PersonId>,
    pub(super) instead_of_name: Option<String>,
}

/// Roles at a board that are not over, in the order of their days.
pub(super) async fn colleagues(conn: &mut PgConnection, board: BoardId, today: NaiveDate) -> sqlx::Result<Vec<Colleague>> {
    sqlx::query_as!(
        Colleague,
        r#"select grant_id as "grant!: GrantId", person_id as "person!: PersonId", name as "name!", role as "role!: Role", valid_from as "from!", valid_to as "to?",
             instead_of as "instead_of?: PersonId", instead_of_name as "instead_of_name?"
           from published.colleague
           where board_id = $1::board_id and (valid_to is null or (valid_to >= $2 and valid_to >= valid_from))
           order by valid_from, name collate "sv-x-icu", grant_id"#,
        board as BoardId,
        today
    )
    .fetch_all(conn)
    .await
}

/// Gives one's own role to a colleague for some days.
pub(super) async fn name(
    change: &mut Change<NameSubstitute>,
    board: &Board,
    grant: GrantId,
    person: PersonId,
    days: (NaiveDate, NaiveDate),
) -> Result<(), Failure> {
    let today = change.today();
    sqlx::query_scalar!(
        "select name_substitute($1::uuid, $2::uuid, $3::uuid, $4, $5, $6)::text",
        grant.uuid(),
        board.id.uuid(),
        person.uuid(),
        days.0,
        days.1,
        today
    )
    .fetch_one(change.conn())
    .await?;
    Ok(())
}

/// Ends it. `false` when it is not one's own to end, or over.
pub(super) async fn end(change: &mut Change<EndSubstitute>, grant: GrantId) -> Result<bool, Failure> {
    let today = change.today();
    Ok(sqlx::query_scalar!(r#"select end_substitute($1::uuid, $2) as "ended!""#, grant.uuid(), today).fetch_one(change.conn()).await?)
}
