//! Putting right what has been sent, and opening again what was closed.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::super::actions::{AddDocument, AddRecipient, CorrectItem, CorrectReplyTo, CorrectTitle, ReopenAudit, WithdrawRounds};
use crate::domain::audit::AddresseeRole;
use crate::domain::ids::{AuditId, BoardId, FileId, ItemId, PersonId, RoundId};
use crate::domain::policy::Scope;
use crate::domain::round::RoundKind;
use crate::platform::failure::Failure;
use crate::platform::files::File;
use crate::platform::gate::{Change, Scoped};

/// An audit that has been sent.
pub(crate) struct SentAudit {
    pub(crate) id: AuditId,
    pub(crate) key: String,
    pub(crate) reference: String,
    pub(crate) title: String,
    /// How many titles it has had.
    pub(crate) version: i16,
    pub(crate) closed: bool,
    /// Of each board that was asked, the newest round: of what concerns all of them, their people are told.
    pub(crate) rounds: Vec<RoundId>,
}

impl Scoped for SentAudit {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn sent_audit(conn: &mut PgConnection, key: &str) -> sqlx::Result<Option<SentAudit>> {
    sqlx::query_as!(
        SentAudit,
        r#"select a.id as "id!: AuditId", a.reference_key as "key!", a.reference as "reference!", a.title as "title!",
             (select max(v.n) from published.audit_version v where v.audit_id = a.id) as "version!", a.closed_at is not null as "closed!",
             array(select r.id::uuid from published.round r where r.audit_id = a.id and r.newest order by r.board_id) as "rounds!: Vec<RoundId>"
           from published.audit a
           where a.reference_key = lower($1)"#,
        key
    )
    .fetch_optional(conn)
    .await
}

/// An item of a sent audit, in its newest wording.
pub(crate) struct SentItem {
    pub(crate) audit: SentAudit,
    pub(crate) id: ItemId,
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) body: String,
    /// How many wordings it has had.
    pub(crate) version: i16,
    /// Of each board that answers it, the newest round.
    pub(crate) rounds: Vec<RoundId>,
}

impl Scoped for SentItem {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn sent_item(conn: &mut PgConnection, (key, code): &(String, String)) -> sqlx::Result<Option<SentItem>> {
    let Some(audit) = sent_audit(conn, key).await? else { return Ok(None) };
    let row = sqlx::query!(
        r#"select i.id as "id!: ItemId", i.code as "code!", i.heading as "heading!", i.body as "body!", i.version as "version!",
             array(
               select r.id::uuid from published.round r
               join published.item_board x on x.board_id = r.board_id and x.item_id = i.id
               where r.audit_id = i.audit_id and r.newest
               order by r.board_id
             ) as "rounds!: Vec<RoundId>"
           from published.item i
           where i.audit_id = $1::audit_id and i.code = upper($2)"#,
        audit.id as AuditId,
        code
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| SentItem { audit, id: row.id, code: row.code, heading: row.heading, body: row.body, version: row.version, rounds: row.rounds }))
}

pub(crate) async fn correct_title(change: &mut Change<CorrectTitle>, audit: AuditId, n: i16, title: &str, reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into audit_version (audit_id, n, title, reason, corrected_at, corrected_by) values ($1::audit_id, $2, $3, $4, $5, $6::person_id)",
        audit as AuditId,
        n,
        title,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// The address for answers that a sent audit has now.
pub(crate) struct SentReplyTo {
    /// How many it has had.
    pub(crate) n: i16,
    pub(crate) reply_to: String,
    /// Why it was put right; nothing of the first.
    pub(crate) reason: String,
}

pub(crate) async fn sent_reply_to(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<SentReplyTo> {
    sqlx::query_as!(
        SentReplyTo,
        r#"select n as "n!", reply_to as "reply_to!", reason as "reason!" from published.audit_reply_to where audit_id = $1::audit_id order by n desc limit 1"#,
        audit as AuditId
    )
    .fetch_one(conn)
    .await
}

pub(crate) async fn correct_reply_to(change: &mut Change<CorrectReplyTo>, audit: AuditId, n: i16, reply_to: &str, reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into audit_reply_to (audit_id, n, reply_to, reason, corrected_at, corrected_by) values ($1::audit_id, $2, $3, $4, $5, $6::person_id)",
        audit as AuditId,
        n,
        reply_to,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Why a title was put right.
pub(crate) async fn reason_of_title(conn: &mut PgConnection, audit: &SentAudit) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"select reason as "reason!" from published.audit_version where audit_id = $1::audit_id and n = $2"#,
        audit.id as AuditId,
        audit.version
    )
    .fetch_optional(conn)
    .await
}

/// Why an item was put right.
pub(crate) async fn reason_of_item(conn: &mut PgConnection, item: &SentItem) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(r#"select reason as "reason!" from published.item_version where item_id = $1::item_id and n = $2"#, item.id as ItemId, item.version)
        .fetch_optional(conn)
        .await
}

pub(crate) async fn correct_item(change: &mut Change<CorrectItem>, item: ItemId, n: i16, (heading, body): (&str, &str), reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into item_version (item_id, n, heading, body, reason, corrected_at, corrected_by)
         values ($1::item_id, $2, $3, $4, $5, $6, $7::person_id)",
        item as ItemId,
        n,
        heading,
        body,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(crate) async fn add_document(change: &mut Change<AddDocument>, audit: AuditId, file: &mut File, secret: bool, reason: &str) -> Result<FileId, Failure> {
    super::files::store(change, audit, file, secret, reason).await
}

/// The bodies that have not received an audit, of those that there are on a day.
pub(crate) async fn boards_without(conn: &mut PgConnection, audit: AuditId, today: NaiveDate) -> sqlx::Result<Vec<(BoardId, String)>> {
    let rows = sqlx::query!(
        r#"select b.id as "id!: BoardId", b.name as "name!"
           from published.board b
           where b.valid_from <= $2
             and (b.valid_to is null or b.valid_to >= $2)
             and not exists (select 1 from published.addressee x where x.audit_id = $1::audit_id and x.board_id = b.id)
           order by b.name collate "sv-x-icu""#,
        audit as AuditId,
        today
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

pub(crate) async fn add_recipient(change: &mut Change<AddRecipient>, audit: AuditId, board: BoardId, role: AddresseeRole, reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into addressee (audit_id, board_id, role, added_at, added_by, added_reason)
         values ($1::audit_id, $2::board_id, $3, $4, $5::person_id, $6)",
        audit as AuditId,
        board as BoardId,
        role as AddresseeRole,
        now,
        person as PersonId,
        reason
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Takes the newest closing back, and says which one that was.
/// Why an audit was last closed, and why it was opened again, if it was.
pub(crate) struct Closing {
    pub(crate) motive: String,
    pub(crate) reopening: Option<String>,
}

pub(crate) async fn newest_closing(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Option<Closing>> {
    sqlx::query_as!(
        Closing,
        r#"select motive as "motive!", reopening_reason as "reopening?" from published.audit_closing where audit_id = $1::audit_id order by n desc limit 1"#,
        audit as AuditId
    )
    .fetch_optional(conn)
    .await
}

/// The boards, by their names in addresses, whose newest round of an audit is withdrawn for this very reason.
pub(crate) async fn withdrawn_because(conn: &mut PgConnection, audit: AuditId, reason: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"select r.board_slug as "slug!"
           from published.round_withdrawal w
           join published.round r on r.id = w.round_id
           where r.audit_id = $1::audit_id and w.reason = $2
             and not exists (
               select 1 from published.round later
               where later.audit_id = r.audit_id and later.board_id = r.board_id and later.ordinal > r.ordinal
             )"#,
        audit as AuditId,
        reason
    )
    .fetch_all(conn)
    .await
}

pub(crate) async fn reopen(change: &mut Change<ReopenAudit>, audit: AuditId, reason: &str) -> Result<i16, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let closing = sqlx::query_scalar!(
        "insert into audit_reopening (audit_id, n, reason, reopened_at, reopened_by)
         select c.audit_id, max(c.n), $2, $3, $4::person_id from audit_closing c where c.audit_id = $1::audit_id group by c.audit_id
         returning n",
        audit as AuditId,
        reason,
        now,
        person as PersonId
    );
    Ok(closing.fetch_one(change.conn()).await?)
}

/// A round of an audit that nobody has answered, and that is asked for.
pub(crate) struct OpenRound {
    pub(crate) id: RoundId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) kind: RoundKind,
    pub(crate) ordinal: i16,
    /// Whether the board waits for a decision on an extension.
    pub(crate) asked: bool,
}

pub(crate) async fn open_rounds(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Vec<OpenRound>> {
    sqlx::query_as!(
        OpenRound,
        r#"select r.id as "id!", r.board_slug as "slug!", r.board_name as "name!", r.kind as "kind!: RoundKind", r.ordinal as "ordinal!",
             r.extension_asked as "asked!"
           from published.round r
           where r.audit_id = $1::audit_id and r.submission_id is null and r.closed_at is null
           order by r.board_name collate "sv-x-icu", r.board_id, r.ordinal"#,
        audit as AuditId
    )
    .fetch_all(conn)
    .await
}

pub(crate) async fn withdraw_rounds(change: &mut Change<WithdrawRounds>, rounds: &[RoundId], reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    for round in rounds {
        sqlx::query!(
            "insert into round_withdrawal (round_id, reason, withdrawn_at, withdrawn_by) values ($1::round_id, $2, $3, $4::person_id)",
            *round as RoundId,
            reason,
            now,
            person as PersonId
        )
        .execute(change.conn())
        .await?;
    }
    Ok(())
}
