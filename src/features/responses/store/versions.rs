//! Every version of a part that was ever saved.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Round;
use crate::domain::ids::{ItemId, PersonId, RoundId};

/// A part as it was last saved.
pub(crate) struct PartRow {
    /// The item that it answers; none: the summary.
    pub(crate) item: Option<ItemId>,
    pub(crate) version: i32,
    pub(crate) content: serde_json::Value,
    /// Whoever saved it said that it is done.
    pub(crate) complete: bool,
    pub(crate) saved_at: DateTime<Utc>,
    pub(crate) saved_by: String,
    pub(crate) saved_by_id: PersonId,
}

/// A text that somebody else replaced, in a field in which both had written: who, when, and in which version it stands.
#[derive(Clone)]
pub(crate) struct Replaced {
    pub(crate) by: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) version: i32,
}

/// The most versions on one page.
pub(crate) const MOST_VERSIONS: i64 = 50;

/// A version in the list.
pub(crate) struct VersionLine {
    pub(crate) version: i32,
    pub(crate) saved_at: DateTime<Utc>,
    pub(crate) saved_by: String,
}

/// The newest versions before one, one more than a page shows. Of what a page saved by itself in one sitting, the last.
pub(crate) async fn versions(conn: &mut PgConnection, round: &Round, item: Option<ItemId>, before: i32) -> sqlx::Result<Vec<VersionLine>> {
    sqlx::query_as!(
        VersionLine,
        r#"select v.version as "version!", v.saved_at as "saved_at!", p.name as "saved_by!"
           from desk_version v
           join published.person_name p on p.id = v.saved_by
           where v.round_id = $1::round_id and v.item_id is not distinct from $2::item_id and v.version < $3
             and not (v.by_itself and exists (
               select 1 from desk_version n
               where n.round_id = v.round_id and n.item_id is not distinct from v.item_id and n.version = v.version + 1
                 and goes_on(v, n)
             ))
           order by v.version desc
           limit $4"#,
        round.id as RoundId,
        item as Option<ItemId>,
        before,
        MOST_VERSIONS + 1
    )
    .fetch_all(conn)
    .await
}

/// What a version says.
pub(crate) async fn version(conn: &mut PgConnection, round: &Round, item: Option<ItemId>, version: i32) -> sqlx::Result<Option<serde_json::Value>> {
    sqlx::query_scalar!(
        r#"select content as "content!" from desk_version where round_id = $1::round_id and item_id is not distinct from $2::item_id and version = $3"#,
        round.id as RoundId,
        item as Option<ItemId>,
        version
    )
    .fetch_optional(conn)
    .await
}

/// What a version said on top of which somebody wrote. Where it has gone since, because its words went on in the next one, what
/// stood before it: then more may look changed than was, and nothing less.
pub(crate) async fn base(conn: &mut PgConnection, round: &Round, item: Option<ItemId>, version: i32) -> sqlx::Result<Option<serde_json::Value>> {
    sqlx::query_scalar!(
        r#"select content as "content!" from desk_version
           where round_id = $1::round_id and item_id is not distinct from $2::item_id and version <= $3
           order by version desc
           limit 1"#,
        round.id as RoundId,
        item as Option<ItemId>,
        version
    )
    .fetch_optional(conn)
    .await
}

/// The version in which this person has saved these very words, after the one that she saw: she is told that they are saved,
/// however often her browser asks.
pub(crate) async fn is_saved(
    conn: &mut PgConnection,
    round: &Round,
    item: Option<ItemId>,
    (seen, content): (i32, &serde_json::Value),
    person: PersonId,
) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar!(
        r#"select max(version) from desk_version
           where round_id = $1::round_id and item_id is not distinct from $2::item_id and version > $3 and content = $4 and saved_by = $5::person_id"#,
        round.id as RoundId,
        item as Option<ItemId>,
        seen,
        content,
        person as PersonId
    )
    .fetch_one(conn)
    .await
}

/// The newest version that a page has saved, and how far it had come. Only its writer's own: an id is made by whoever sends it.
pub(crate) async fn last_of_page(
    conn: &mut PgConnection,
    round: &Round,
    item: Option<ItemId>,
    page: uuid::Uuid,
    person: PersonId,
) -> sqlx::Result<Option<(i32, i64)>> {
    let row = sqlx::query!(
        r#"select version, step as "step!" from desk_version
           where round_id = $1::round_id and item_id is not distinct from $2::item_id and page = $3 and saved_by = $4::person_id
           order by version desc
           limit 1"#,
        round.id as RoundId,
        item as Option<ItemId>,
        page,
        person as PersonId
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.version, row.step)))
}
