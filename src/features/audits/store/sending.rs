//! Sending an audit to its boards, and closing it.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::super::actions::{Closes, OpenRound, OpensRounds, SendAudit};
use super::{OwnAudit, PlannedAddressee, Unsent};
use crate::domain::audit::ItemKind;
use crate::domain::calendar;
use crate::domain::ids::{AuditId, BoardId, PersonId, RoundId};
use crate::domain::round::{DeadlineKind, RoundKind};
use crate::domain::verdict::Grade;
use crate::platform::failure::Failure;
use crate::platform::gate::Change;

/// How many items each board is to answer.
pub(crate) async fn items_per_board(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<(BoardId, i64)>> {
    let rows = sqlx::query!(
        r#"select x.board_id, count(*) as "n!"
           from item_board x
           join item i on i.id = x.item_id
           where i.audit_id = $1::audit_id
           group by x.board_id"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.board_id, row.n)).collect())
}

/// Secretaries in force, by board.
pub(crate) async fn secretaries(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<(BoardId, String)>> {
    let rows = sqlx::query!(
        r#"select board_id as "board_id!", name as "name!"
           from published.secretary
           where valid_from <= $1 and (valid_to is null or valid_to >= $1)
           order by name collate "sv-x-icu""#,
        today
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.board_id, row.name)).collect())
}

/// Sends: the audit stands from here on. Every round gets the first entry of its deadline ledger, with the phrase of
/// the letter as its reason.
pub(crate) async fn send(
    change: &mut Change<SendAudit>,
    audit: &Unsent<OwnAudit>,
    planned: &[PlannedAddressee],
    message: &str,
) -> Result<Vec<RoundId>, Failure> {
    let (audit, now, person) = (audit.id, change.now(), change.person_id()?);
    sqlx::query!(
        "insert into dispatch (audit_id, sent_at, sent_by, message) values ($1::audit_id, $2, $3::person_id, $4)",
        audit as AuditId,
        now,
        person as PersonId,
        message
    )
    .execute(change.conn())
    .await?;
    let moving = moves_to_weekday(change.conn()).await?;
    let mut rounds = Vec::new();
    for row in planned {
        if let (Some(ordinal), Some(due_on)) = (row.ordinal, row.due_on) {
            let round = RoundId::new(now);
            sqlx::query!(
                "insert into round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by)
                 values ($1::round_id, $2::audit_id, $3::board_id, $4, $5, $6, $7::person_id)",
                round as RoundId,
                audit as AuditId,
                row.board as BoardId,
                ordinal,
                RoundKind::of(ordinal) as RoundKind,
                now,
                person as PersonId
            )
            .execute(change.conn())
            .await?;
            enter(change, round, (1, DeadlineKind::Original), due_on, row.phrase.as_deref().unwrap_or("")).await?;
            if moving && calendar::next_weekday(due_on) != due_on {
                enter(change, round, (2, DeadlineKind::Weekday), calendar::next_weekday(due_on), MOVED_BY_RULE).await?;
            }
            rounds.push(round);
        }
    }
    Ok(rounds)
}

/// Stands in the ledger, which is an official record: in Swedish, whatever language the auditor reads.
const MOVED_BY_RULE: &str = "Kommunens regel: en sista dag på en helg flyttas till närmaste vardag när granskningen skickas.";

const MOVED_BY_RULE_LATER: &str = "Kommunens regel: en sista dag på en helg flyttas till närmaste vardag när omgången öppnas.";

async fn enter<A: OpensRounds>(change: &mut Change<A>, round: RoundId, (n, kind): (i16, DeadlineKind), due_on: NaiveDate, reason: &str) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by)
         values ($1::round_id, $2, $3, $4, $5, $6, $7::person_id)",
        round as RoundId,
        n,
        kind as DeadlineKind,
        due_on,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// The newest round of a board.
pub(crate) struct NewestRound {
    pub(crate) board_id: BoardId,
    pub(crate) board: String,
    pub(crate) slug: String,
    pub(crate) ordinal: i16,
    /// Its own kind, and that of the one that may follow it.
    pub(crate) kind: RoundKind,
    pub(crate) next_kind: RoundKind,
    /// The date in force.
    pub(crate) due_on: NaiveDate,
    /// After which the next one ends: nothing, where every round has been withdrawn.
    pub(crate) ends_after: Option<NaiveDate>,
    /// Nothing is waited for: it is answered, or withdrawn.
    pub(crate) settled: bool,
}

/// The newest round of each board that has been asked.
pub(crate) async fn newest_rounds(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Vec<NewestRound>> {
    let rows = sqlx::query!(
        r#"select r.board_id as "board_id!", r.board_name as "board!", r.board_slug as "slug!", r.ordinal as "ordinal!", r.due_on as "due_on!",
             r.kind as "kind!: RoundKind", r.submission_id is not null or r.withdrawn_at is not null as "settled!", standing.first as "first!", standing.ends_after
           from published.round r
           cross join lateral (
             select coalesce(bool_or(e.kind = 'first'), false) as first, max(e.due_on) as ends_after
             from published.round e
             where e.audit_id = $1::audit_id and e.board_id = r.board_id and e.withdrawn_at is null
           ) standing
           where r.audit_id = $1::audit_id and r.newest
           order by r.board_name collate "sv-x-icu""#,
        audit as AuditId
    )
    .fetch_all(conn)
    .await?;
    let newest = rows.into_iter().map(|row| NewestRound {
        next_kind: RoundKind::further(row.ordinal.saturating_add(1), row.first),
        board_id: row.board_id,
        board: row.board,
        slug: row.slug,
        ordinal: row.ordinal,
        kind: row.kind,
        due_on: row.due_on,
        ends_after: row.ends_after,
        settled: row.settled,
    });
    Ok(newest.collect())
}

/// The greeting that an audit was sent with.
pub(crate) async fn sent_with(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(r#"select message as "message!" from published.audit where id = $1::audit_id"#, audit as AuditId).fetch_optional(conn).await
}

/// What a round was opened with: its last day at first, and why.
pub(crate) async fn opened_with(conn: &mut PgConnection, audit: AuditId, board: BoardId) -> sqlx::Result<Option<(NaiveDate, String)>> {
    let row = sqlx::query!(
        r#"select r.original_due_on as "due_on!", o.reason as "why!"
           from published.round r
           join published.round_opening o on o.round_id = r.id
           where r.audit_id = $1::audit_id and r.board_id = $2::board_id and r.newest"#,
        audit as AuditId,
        board as BoardId
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.due_on, row.why)))
}

/// Asks a board once more, after the round before it. A last day on a day on which offices are closed moves as at the dispatch.
pub(crate) async fn open_round(change: &mut Change<OpenRound>, audit: AuditId, after: &NewestRound, due_on: NaiveDate, why: &str) -> Result<RoundId, Failure> {
    let (now, person, ordinal) = (change.now(), change.person_id()?, after.ordinal.saturating_add(1));
    let round = RoundId::new(now);
    sqlx::query!(
        "insert into round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by, reason)
         values ($1::round_id, $2::audit_id, $3::board_id, $4, $5, $6, $7::person_id, $8)",
        round as RoundId,
        audit as AuditId,
        after.board_id as BoardId,
        ordinal,
        after.next_kind as RoundKind,
        now,
        person as PersonId,
        why
    )
    .execute(change.conn())
    .await?;
    enter(change, round, (1, DeadlineKind::Original), due_on, "").await?;
    if moves_to_weekday(change.conn()).await? && calendar::next_weekday(due_on) != due_on {
        enter(change, round, (2, DeadlineKind::Weekday), calendar::next_weekday(due_on), MOVED_BY_RULE_LATER).await?;
    }
    Ok(round)
}

/// The boards that have planned their meetings, and none of them from a day on until the last day of their first answer.
pub(crate) async fn boards_that_meet_too_late(conn: &mut PgConnection, audit: AuditId, today: NaiveDate) -> sqlx::Result<Vec<BoardId>> {
    sqlx::query_scalar!(
        r#"select p.board_id
           from planned_round p
           where p.audit_id = $1::audit_id
             and p.ordinal = 1
             and exists (select 1 from published.meeting m where m.board_id = p.board_id and m.held_on >= $2)
             and not exists (select 1 from published.meeting m where m.board_id = p.board_id and m.held_on between $2 and p.due_on)"#,
        audit as AuditId,
        today
    )
    .fetch_all(conn)
    .await
}

/// Whether the municipality has chosen that last days on weekends and holidays move to the next weekday.
pub(crate) async fn moves_to_weekday(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select move_to_weekday as "move_to_weekday!" from published.deadline_rules"#).fetch_one(conn).await
}

/// A round of a sent audit that has no published verdict.
pub(crate) struct Unjudged {
    pub(crate) id: RoundId,
    pub(crate) board: String,
    pub(crate) kind: RoundKind,
    pub(crate) ordinal: i16,
    pub(crate) due_on: NaiveDate,
    pub(crate) received: bool,
    /// Whether the board waits for a decision on an extension.
    pub(crate) asked: bool,
}

/// Nobody answers, asks or decides while the audit is being closed, put right or asked about once more.
pub(crate) async fn hold_rounds(conn: &mut PgConnection, key: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "select r.id from round r join audit a on a.id = r.audit_id where a.reference_key = lower($1) order by r.board_id, r.ordinal for update of r",
        key
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// The same for something that stands below the audit.
pub(crate) async fn hold_rounds_of<T: Sync>(conn: &mut PgConnection, (key, _): &(String, T)) -> sqlx::Result<()> {
    hold_rounds(conn, key).await
}

pub(crate) async fn unjudged(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Vec<Unjudged>> {
    sqlx::query_as!(
        Unjudged,
        r#"select id as "id!", board_name as "board!", kind as "kind!", ordinal as "ordinal!", due_on as "due_on!", received_on is not null as "received!",
             extension_asked as "asked!"
           from published.round
           where audit_id = $1::audit_id and assessed_at is null and withdrawn_at is null
           order by board_name collate "sv-x-icu", ordinal"#,
        audit as AuditId
    )
    .fetch_all(conn)
    .await
}

/// An item with a board that is not settled, about which nobody is asked any more, and at which nobody has planned to look again.
pub(crate) struct StillOpen {
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) board: String,
    pub(crate) board_slug: String,
    pub(crate) kind: ItemKind,
    pub(crate) grade: Option<Grade>,
}

/// What nobody looks at again as it is now.
pub(crate) async fn still_open(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<Vec<StillOpen>> {
    sqlx::query_as!(
        StillOpen,
        r#"select code as "code!", heading as "heading!", board_name as "board!", board_slug as "board_slug!", kind as "kind!: ItemKind", grade as "grade?: Grade"
           from published.item_left
           where audit_id = $1::audit_id
           order by board_name collate "sv-x-icu", kind, number"#,
        audit as AuditId
    )
    .fetch_all(conn)
    .await
}

pub(crate) async fn is_closed(conn: &mut PgConnection, audit: AuditId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select closed_at is not null as "closed!" from published.audit where id = $1::audit_id"#, audit as AuditId).fetch_one(conn).await
}

pub(crate) async fn close<A: Closes>(change: &mut Change<A>, audit: AuditId, motive: &str, without_answer: bool) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into audit_closing (audit_id, n, closed_at, closed_by, motive, without_answer)
         select $1::audit_id, coalesce(max(c.n), 0) + 1, $2, $3::person_id, $4, $5 from audit_closing c where c.audit_id = $1::audit_id",
        audit as AuditId,
        now,
        person as PersonId,
        motive,
        without_answer
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
