//! Items: assessments and recommendations, and which boards answer them.

use sqlx::PgConnection;
use sqlx::types::{Json, Uuid};

use super::super::actions::{AddItems, AddsItems, ChangeItem, PasteItems, RemoveItem, ShiftItem};
use super::{OfAudit, OwnAudit, Unsent};
use crate::domain::audit::ItemKind;
use crate::domain::ids::{AuditId, BoardId, FileId, ItemId, PersonId};
use crate::domain::policy::Scope;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};

/// An item as written.
pub(crate) struct NewItem {
    pub(crate) kind: ItemKind,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) boards: Vec<BoardId>,
}

/// An item with the names of the boards that answer it.
pub(crate) struct ItemRow {
    pub(crate) id: ItemId,
    pub(crate) kind: ItemKind,
    pub(crate) number: i16,
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) boards: Vec<String>,
    pub(crate) board_ids: Vec<BoardId>,
    /// Which items of earlier audits it takes up: "R2 i REV-2023-4".
    pub(crate) takes_up: Json<Vec<super::TakenUp>>,
}

pub(crate) async fn own_items(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<ItemRow>> {
    sqlx::query_as!(
        ItemRow,
        r#"select i.id, i.kind, i.number, i.code as "code!", i.heading, i.body,
             coalesce(array_agg(b.name order by b.name collate "sv-x-icu") filter (where b.id is not null), '{}') as "boards!: Vec<String>",
             coalesce(array_agg(b.id) filter (where b.id is not null), '{}') as "board_ids!: Vec<BoardId>",
             coalesce((
               select jsonb_agg(jsonb_build_object('code', e.code, 'reference', a.reference, 'key', a.reference_key) order by a.reference_key, e.code)
               from item_taken_up t
               join item e on e.id = t.earlier_id
               join audit a on a.id = e.audit_id
               where t.item_id = i.id
             ), '[]') as "takes_up!: Json<Vec<super::TakenUp>>"
           from item i
           left join item_board x on x.item_id = i.id
           left join board b on b.id = x.board_id
           where i.audit_id = $1::audit_id
           group by i.id
           order by i.kind, i.number"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}

/// Numbers of a kind that are taken.
pub(crate) async fn highest_number(conn: &mut PgConnection, id: AuditId, kind: ItemKind) -> sqlx::Result<i16> {
    sqlx::query_scalar!(
        r#"select coalesce(max(number), 0)::smallint as "number!" from item where audit_id = $1::audit_id and kind = $2"#,
        id as AuditId,
        kind as ItemKind
    )
    .fetch_one(conn)
    .await
}

pub(crate) async fn add_item<A: AddsItems>(change: &mut Change<A>, audit: &Unsent<OwnAudit>, number: i16, item: &NewItem) -> sqlx::Result<ItemId> {
    let id = ItemId::new(change.now());
    sqlx::query!(
        "insert into item (id, audit_id, kind, number, heading, body) values ($1::item_id, $2::audit_id, $3, $4, $5, $6)",
        id as ItemId,
        audit.id as AuditId,
        item.kind as ItemKind,
        number,
        item.heading,
        item.body
    )
    .execute(change.conn())
    .await?;
    assign(change.conn(), id, &item.boards).await?;
    Ok(id)
}

async fn assign(conn: &mut PgConnection, id: ItemId, boards: &[BoardId]) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into item_board (item_id, board_id) select $1::item_id, board from unnest($2::board_id[]) as board",
        id as ItemId,
        boards.to_vec() as Vec<BoardId>
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An item of an audit that the auditors have not sent, or have.
pub(crate) struct OwnItem {
    pub(crate) audit: OwnAudit,
    pub(crate) id: ItemId,
    pub(crate) kind: ItemKind,
    pub(crate) number: i16,
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) body: String,
    pub(crate) boards: Vec<BoardId>,
}

impl Scoped for OwnItem {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

impl OfAudit for OwnItem {
    fn audit(&self) -> &OwnAudit {
        &self.audit
    }
}

pub(crate) async fn own_item(conn: &mut PgConnection, (key, code): &(String, String)) -> sqlx::Result<Option<OwnItem>> {
    let Some(audit) = super::own_audit(conn, key).await? else { return Ok(None) };
    let row = sqlx::query!(
        r#"select i.id, i.kind, i.number, i.code as "code!", i.heading, i.body,
             coalesce(array_agg(x.board_id) filter (where x.board_id is not null), '{}') as "boards!: Vec<BoardId>"
           from item i
           left join item_board x on x.item_id = i.id
           where i.audit_id = $1::audit_id
             and i.code = $2
           group by i.id"#,
        audit.id as AuditId,
        code
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| OwnItem {
        audit,
        id: row.id,
        kind: row.kind,
        number: row.number,
        code: row.code,
        heading: row.heading,
        body: row.body,
        boards: row.boards,
    }))
}

/// The item that is meant, whatever number it has by now; `None` when it is gone.
pub(crate) async fn item_that_was_seen(conn: &mut PgConnection, audit: &OwnAudit, id: Uuid) -> sqlx::Result<Option<OwnItem>> {
    let code = sqlx::query_scalar!(r#"select code as "code!" from item where id::uuid = $1 and audit_id = $2::audit_id"#, id, audit.id as AuditId)
        .fetch_optional(&mut *conn)
        .await?;
    match code {
        Some(code) => own_item(conn, &(audit.key.clone(), code)).await,
        None => Ok(None),
    }
}

/// Saves an item. When its kind changes it goes last among its new kind, and the old ones close up.
pub(crate) async fn change_item(change: &mut Change<ChangeItem>, old: &Unsent<OwnItem>, new: &NewItem) -> sqlx::Result<()> {
    let number = if new.kind == old.kind { old.number } else { highest_number(change.conn(), old.audit.id, new.kind).await? + 1 };
    sqlx::query!(
        "update item set kind = $2, number = $3, heading = $4, body = $5 where id = $1::item_id",
        old.id as ItemId,
        new.kind as ItemKind,
        number,
        new.heading,
        new.body
    )
    .execute(change.conn())
    .await?;
    sqlx::query!("delete from item_board where item_id = $1::item_id", old.id as ItemId).execute(change.conn()).await?;
    assign(change.conn(), old.id, &new.boards).await?;
    if new.kind != old.kind {
        close_up(change.conn(), old).await?;
    }
    Ok(())
}

pub(crate) async fn remove_item(change: &mut Change<RemoveItem>, item: &Unsent<OwnItem>) -> Result<(), Failure> {
    // What hangs on it goes first, while the item still says which audit they belong to: the trigger asks for it.
    sqlx::query!("delete from item_taken_up where item_id = $1::item_id", item.id as ItemId).execute(change.conn()).await?;
    sqlx::query!("delete from item_board where item_id = $1::item_id", item.id as ItemId).execute(change.conn()).await?;
    let removed = sqlx::query!("delete from item where id = $1::item_id", item.id as ItemId).execute(change.conn()).await?;
    if removed.rows_affected() != 1 {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    Ok(close_up(change.conn(), item).await?)
}

async fn close_up(conn: &mut PgConnection, gone: &OwnItem) -> sqlx::Result<()> {
    sqlx::query!(
        "update item set number = number - 1 where audit_id = $1::audit_id and kind = $2 and number > $3",
        gone.audit.id as AuditId,
        gone.kind as ItemKind,
        gone.number
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Changes places with the neighbour; nothing happens at the ends.
pub(crate) async fn shift_item(change: &mut Change<ShiftItem>, item: &Unsent<OwnItem>, to: i16) -> sqlx::Result<()> {
    sqlx::query!(
        "update item set number = case number when $3 then $4 else $3 end
         where audit_id = $1::audit_id
           and kind = $2
           and number in ($3, $4)
           and exists (select 1 from item n where n.audit_id = $1::audit_id and n.kind = $2 and n.number = $4)",
        item.audit.id as AuditId,
        item.kind as ItemKind,
        item.number,
        to
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// The boards that must respond to an unsent audit.
pub(crate) async fn respondents(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<(BoardId, String)>> {
    let rows = sqlx::query!(
        r#"select x.board_id, b.name
           from addressee x
           join board b on b.id = x.board_id
           where x.audit_id = $1::audit_id
             and x.role = 'respond'
           order by b.name collate "sv-x-icu""#,
        id as AuditId
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.board_id, row.name)).collect())
}

/// A list that waits to be looked at.
pub(crate) struct Pasted {
    pub(crate) kind: Option<ItemKind>,
    pub(crate) body: String,
    pub(crate) boards: Vec<BoardId>,
}

pub(crate) async fn pasted(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Option<Pasted>> {
    sqlx::query_as!(
        Pasted,
        r#"select kind as "kind?: ItemKind", body, boards as "boards: Vec<BoardId>" from item_paste where audit_id = $1::audit_id"#,
        id as AuditId
    )
    .fetch_optional(conn)
    .await
}

/// Keeps a pasted list; the one before it goes.
pub(crate) async fn paste_items(
    change: &mut Change<PasteItems>,
    audit: &Unsent<OwnAudit>,
    kind: Option<ItemKind>,
    body: &str,
    boards: &[BoardId],
) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into item_paste (audit_id, kind, body, boards, pasted_at, pasted_by) values ($1::audit_id, $2, $3, $4::board_id[], $5, $6::person_id)
         on conflict (audit_id) do update set kind = $2, body = $3, boards = $4::board_id[], pasted_at = $5, pasted_by = $6::person_id",
        audit.id as AuditId,
        kind as Option<ItemKind>,
        body,
        boards.to_vec() as Vec<BoardId>,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(crate) async fn forget_paste(change: &mut Change<AddItems>, audit: &Unsent<OwnAudit>) -> sqlx::Result<()> {
    sqlx::query!("delete from item_paste where audit_id = $1::audit_id", audit.id as AuditId).execute(change.conn()).await?;
    Ok(())
}

/// Where items may be found: the letter, and the attached documents.
pub(crate) struct Sources {
    pub(crate) has_letter: bool,
    pub(crate) files: Json<Vec<SourceFile>>,
}

/// An attached document.
#[derive(serde::Deserialize)]
pub(crate) struct SourceFile {
    pub(crate) id: FileId,
    pub(crate) name: String,
}

pub(crate) async fn sources(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Sources> {
    sqlx::query_as!(
        Sources,
        r#"select exists (select 1 from letter where audit_id = $1::audit_id) as "has_letter!",
             coalesce((
               select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.added_at) from audit_file f where f.audit_id = $1::audit_id
             ), '[]') as "files!: Json<Vec<SourceFile>>""#,
        id as AuditId
    )
    .fetch_one(conn)
    .await
}
