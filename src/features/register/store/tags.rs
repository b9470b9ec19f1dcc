//! How items are sorted, and every tag that there is. Writes `item_tagging`.

use sqlx::PgConnection;

use super::super::actions::TagItem;
use super::Found;
use crate::domain::ids::{ItemId, PersonId};
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// A sorting that is to be written down.
pub(in super::super) struct NewTagging<'a> {
    pub(in super::super) n: i16,
    pub(in super::super) prioritised: bool,
    pub(in super::super) tags: &'a [String],
}

pub(in super::super) async fn tag(change: &mut Change<TagItem>, found: &Found, new: &NewTagging<'_>) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into item_tagging (item_id, n, prioritised, tags, tagged_at, tagged_by) values ($1::item_id, $2, $3, $4, $5, $6::person_id)",
        found.item as ItemId,
        new.n,
        new.prioritised,
        new.tags,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Every tag that an item has or has had, in the order of the alphabet: a day that is over had its own.
pub(in super::super) async fn tags(conn: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(r#"select distinct g.tag as "tag!" from published.item_tagging t cross join unnest(t.tags) g (tag) order by 1"#).fetch_all(conn).await
}
