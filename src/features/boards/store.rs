//! The SQL of boards. Writes `board`, `board_change` and `board_mailbox`; who follows whom is written by functions that ask for a second administrator.

mod put_right;
mod waiting;

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::actions::{AddBoards, SetMailbox};
use super::rows::Row;
use super::texts::Texts;
use crate::domain::audit::BoardKind;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::policy::Scope;
use crate::domain::text;
use crate::platform::gate::{Change, Scoped};
use crate::platform::texts::Apart;
use crate::platform::words::Words;
pub(crate) use put_right::{LeftToDo, Noted, living, noted, rename, work};
pub(crate) use waiting::{Waiting, decide, end, heir_of, proposal, reopen, settle, waiting};

/// A board in the administrator's list.
pub(crate) struct BoardRow {
    pub(crate) id: BoardId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) kind: BoardKind,
    pub(crate) valid_from: NaiveDate,
    pub(crate) valid_to: Option<NaiveDate>,
    pub(crate) secretaries: Json<Vec<Secretary>>,
    /// Its own mailbox; empty: none.
    pub(crate) mailbox: String,
}

/// Whoever is, was or will be secretary, and from when to when.
#[derive(serde::Deserialize)]
pub(crate) struct Secretary {
    person: PersonId,
    name: String,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

impl BoardRow {
    /// Her last day, or that of the role in which she goes on from the day after.
    fn last_day_of(&self, one: &Secretary) -> Option<NaiveDate> {
        let to = one.to?;
        let goes_on = |other: &&Secretary| other.person == one.person && Some(other.from) == to.succ_opt() && other.to.is_none_or(|last| last > to);
        self.secretaries.iter().find(goes_on).map_or(Some(to), |next| self.last_day_of(next))
    }

    /// Its secretaries of a day, each with her last day if she has one.
    pub(super) fn secretaries_on(&self, day: NaiveDate, t: Texts, words: Words) -> String {
        let said = |one: &Secretary| {
            let name = Apart(&one.name).to_string();
            self.last_day_of(one).map_or_else(|| name.clone(), |to| t.secretary_until(&name, &words.date(to)))
        };
        let held = |one: &&Secretary| one.from <= day && one.to.is_none_or(|to| to >= day);
        self.secretaries.iter().filter(held).map(said).collect::<Vec<_>>().join(", ")
    }
}

impl Scoped for BoardRow {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn boards(conn: &mut PgConnection) -> sqlx::Result<Vec<BoardRow>> {
    sqlx::query_as!(
        BoardRow,
        r#"select b.id, b.slug, b.name, b.kind, b.valid_from, b.valid_to,
             coalesce(jsonb_agg(jsonb_build_object('person', p.id, 'name', p.name, 'from', g.valid_from, 'to', g.valid_to) order by p.name collate "sv-x-icu", g.id)
               filter (where p.id is not null), '[]') as "secretaries!: Json<Vec<Secretary>>",
             coalesce((select m.address from board_mailbox m where m.board_id = b.id order by m.n desc limit 1), '') as "mailbox!"
           from board b
           left join role_held g on g.board_id = b.id and g.role = 'secretary'
           left join person p on p.id = g.person_id and p.ended_at is null
           group by b.id
           order by b.valid_to is not null, b.name collate "sv-x-icu""#
    )
    .fetch_all(conn)
    .await
}

pub(crate) async fn board(conn: &mut PgConnection, slug: &str) -> sqlx::Result<Option<BoardRow>> {
    Ok(boards(conn).await?.into_iter().find(|board| board.slug == slug))
}

/// Another mailbox; empty: none any more. Two at once meet at the key.
pub(crate) async fn set_mailbox(change: &mut Change<SetMailbox>, board: BoardId, address: &str) -> sqlx::Result<()> {
    let (now, by) = (change.now(), change.person().map(|own| own.id));
    sqlx::query!(
        "insert into board_mailbox (board_id, n, address, set_at, set_by)
         select $1::board_id, 1 + (select count(*) from board_mailbox where board_id = $1::board_id), $2, $3, $4::person_id",
        board as BoardId,
        address,
        now,
        by as Option<PersonId>
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Adds a board. Two boards in one address are told apart by a number.
pub(crate) async fn add(change: &mut Change<AddBoards>, row: &Row, taken: &mut Vec<String>) -> sqlx::Result<BoardId> {
    let (id, today) = (BoardId::new(change.now()), change.today());
    let base = Some(text::slug(&row.name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "namnd".to_owned());
    let slug = (1..).map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") }).find(|slug| !taken.contains(slug)).unwrap_or(base);
    sqlx::query!(
        "insert into board (id, slug, name, kind, valid_from) values ($1::board_id, $2, $3, $4, $5)",
        id as BoardId,
        slug,
        row.name,
        row.kind as BoardKind,
        today
    )
    .execute(change.conn())
    .await?;
    taken.push(slug);
    Ok(id)
}
