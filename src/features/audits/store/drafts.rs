//! Intakes and audits before they are sent.

use chrono::NaiveDate;
use sqlx::{Connection as _, PgConnection};

use super::super::actions::{EditAudit, Records};
use super::super::facts::{AuditFacts, Phrase};
use super::{Intake, Unsent};
use crate::domain::audit::{AddresseeRole, Certainty};
use crate::domain::ids::{AuditId, BoardId, IntakeId};
use crate::domain::policy::Scope;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};
use crate::platform::texts::Apart;

/// An audit on the auditors' side, sent or not.
pub(crate) struct OwnAudit {
    pub(crate) id: AuditId,
    pub(crate) key: String,
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) sent: bool,
}

impl OwnAudit {
    /// "SR-2024-38 Städavtal".
    pub(crate) fn called(&self) -> String {
        format!("{} {}", Apart(&self.reference), Apart(&self.title))
    }
}

impl Scoped for OwnAudit {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn own_audit(conn: &mut PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    sqlx::query_as!(
        OwnAudit,
        r#"select a.id, a.reference_key as key, a.reference,
             coalesce((select v.title from audit_version v where v.audit_id = a.id order by v.n desc limit 1), a.title) as "title!",
             exists (select 1 from dispatch d where d.audit_id = a.id) as "sent!"
           from audit a
           where a.reference_key = lower($1)"#,
        key
    )
    .fetch_optional(conn)
    .await
}

/// A board that may be addressed.
#[derive(Clone, Debug)]
pub(crate) struct KnownBoard {
    pub(crate) id: BoardId,
    pub(crate) slug: String,
    pub(crate) name: String,
}

pub(crate) async fn living_boards(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<KnownBoard>> {
    sqlx::query_as!(
        KnownBoard,
        r#"select id as "id!", slug as "slug!", name as "name!"
           from published.board
           where valid_from <= $1
             and (valid_to is null or valid_to >= $1)
           order by name collate "sv-x-icu""#,
        today
    )
    .fetch_all(conn)
    .await
}

/// Whether the constraint on references said no.
fn reference_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|e| e.constraint()) == Some("audit_reference_key")
}

/// Records an audit with its letter and addressees. `None` when the reference is taken.
pub(crate) async fn record<A: Records>(change: &mut Change<A>, facts: &AuditFacts, letter: Option<(&Intake, &[Phrase])>) -> Result<Option<AuditId>, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let id = AuditId::new(now);
    // In a savepoint, so that a refused reference leaves the transaction whole and the form can be drawn again.
    let mut savepoint = change.conn().begin().await?;
    let inserted = sqlx::query!(
        "insert into audit (id, reference, reference_key, title, decided_by, decided_on, letter_date, chair, overall_assessment,
           reply_to, follow_up_period, instruction_first, instruction_follow_up, recorded_at, recorded_by)
         values ($1::audit_id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::person_id)",
        id as AuditId,
        facts.reference,
        facts.reference_key,
        facts.title,
        facts.decided_by,
        facts.decided_on,
        facts.letter_date,
        facts.chair,
        facts.overall_assessment,
        facts.reply_to,
        facts.follow_up_period,
        facts.instruction_first,
        facts.instruction_follow_up,
        now,
        person as crate::domain::ids::PersonId
    )
    .execute(&mut *savepoint)
    .await;
    match inserted {
        Err(error) if reference_taken(&error) => return Ok(None),
        other => other?,
    };
    savepoint.commit().await?;
    if let Some((intake, phrases)) = letter {
        save_letter(change.conn(), id, intake, phrases).await?;
    }
    save_addressees(change.conn(), id, facts).await?;
    // Whoever records it is responsible, until somebody says otherwise.
    super::name_first(change, id).await?;
    Ok(Some(id))
}

async fn save_letter(conn: &mut PgConnection, id: AuditId, intake: &Intake, phrases: &[Phrase]) -> sqlx::Result<()> {
    sqlx::query!("insert into letter (audit_id, body) values ($1::audit_id, $2)", id as AuditId, intake.letter).execute(&mut *conn).await?;
    sqlx::query!(
        "insert into letter_file (audit_id, name, media_type, content) select $1::audit_id, name, media_type, content from intake_file where intake_id = $2::intake_id",
        id as AuditId,
        intake.id as IntakeId
    )
    .execute(&mut *conn)
    .await?;
    for phrase in phrases {
        sqlx::query!(
            "insert into letter_phrase (audit_id, field, body, proposed, phrase, certainty) values ($1::audit_id, $2, $3, $4, $5, $6)
             on conflict do nothing",
            id as AuditId,
            phrase.field,
            phrase.body,
            phrase.proposed,
            phrase.phrase,
            phrase.certainty as Certainty
        )
        .execute(&mut *conn)
        .await?;
    }
    sqlx::query!("delete from intake where id = $1::intake_id", intake.id as IntakeId).execute(&mut *conn).await?;
    Ok(())
}

async fn save_addressees(conn: &mut PgConnection, id: AuditId, facts: &AuditFacts) -> sqlx::Result<()> {
    for addressee in &facts.addressees {
        sqlx::query!(
            "insert into addressee (audit_id, board_id, role) values ($1::audit_id, $2::board_id, $3)
             on conflict (audit_id, board_id) do update set role = $3",
            id as AuditId,
            addressee.board as BoardId,
            addressee.role as AddresseeRole
        )
        .execute(&mut *conn)
        .await?;
        for round in &addressee.rounds {
            sqlx::query!(
                "insert into planned_round (audit_id, board_id, ordinal, due_on, phrase) values ($1::audit_id, $2::board_id, $3, $4, $5)",
                id as AuditId,
                addressee.board as BoardId,
                round.ordinal,
                round.due_on,
                round.phrase
            )
            .execute(&mut *conn)
            .await?;
        }
    }
    Ok(())
}

/// Saves changed facts of an unsent audit. `false` when the reference is taken.
pub(crate) async fn change_facts(change: &mut Change<EditAudit>, audit: &Unsent<OwnAudit>, facts: &AuditFacts) -> Result<bool, Failure> {
    let id = audit.id;
    let mut savepoint = change.conn().begin().await?;
    let updated = sqlx::query!(
        "update audit set reference = $2, reference_key = $3, title = $4, decided_by = $5, decided_on = $6, letter_date = $7, chair = $8,
           overall_assessment = $9, reply_to = $10, follow_up_period = $11, instruction_first = $12, instruction_follow_up = $13
         where id = $1::audit_id",
        id as AuditId,
        facts.reference,
        facts.reference_key,
        facts.title,
        facts.decided_by,
        facts.decided_on,
        facts.letter_date,
        facts.chair,
        facts.overall_assessment,
        facts.reply_to,
        facts.follow_up_period,
        facts.instruction_first,
        facts.instruction_follow_up
    )
    .execute(&mut *savepoint)
    .await;
    match updated {
        Err(error) if reference_taken(&error) => return Ok(false),
        other => other?,
    };
    savepoint.commit().await?;
    let kept: Vec<BoardId> = facts.addressees.iter().map(|addressee| addressee.board).collect();
    let respond: Vec<BoardId> = facts.addressees.iter().filter(|a| a.role == AddresseeRole::Respond).map(|a| a.board).collect();
    sqlx::query!("delete from planned_round where audit_id = $1::audit_id", id as AuditId).execute(change.conn()).await?;
    sqlx::query!("delete from addressee where audit_id = $1::audit_id and board_id <> all ($2::board_id[])", id as AuditId, kept as Vec<BoardId>)
        .execute(change.conn())
        .await?;
    // An item is answered only by those who must respond: whoever no longer must is taken off the items.
    sqlx::query!(
        "delete from item_board where board_id <> all ($2::board_id[]) and item_id in (select id from item where audit_id = $1::audit_id)",
        id as AuditId,
        respond as Vec<BoardId>
    )
    .execute(change.conn())
    .await?;
    save_addressees(change.conn(), id, facts).await?;
    Ok(true)
}

/// Everything that the form of an unsent audit shows.
pub(crate) struct RecordedFacts {
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) decided_by: String,
    pub(crate) decided_on: Option<NaiveDate>,
    pub(crate) letter_date: Option<NaiveDate>,
    pub(crate) chair: String,
    pub(crate) overall_assessment: String,
    pub(crate) reply_to: String,
    pub(crate) follow_up_period: String,
    pub(crate) instruction_first: String,
    pub(crate) instruction_follow_up: String,
}

pub(crate) async fn recorded_facts(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<RecordedFacts> {
    sqlx::query_as!(
        RecordedFacts,
        "select reference, title, decided_by, decided_on, letter_date, chair, overall_assessment, reply_to, follow_up_period,
           instruction_first, instruction_follow_up
         from audit where id = $1::audit_id",
        id as AuditId
    )
    .fetch_one(conn)
    .await
}

/// An addressee of an unsent audit with its planned days.
pub(crate) struct PlannedAddressee {
    pub(crate) board: BoardId,
    pub(crate) name: String,
    pub(crate) role: AddresseeRole,
    pub(crate) ordinal: Option<i16>,
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) phrase: Option<String>,
}

/// One row per addressee and planned round, boards by name.
pub(crate) async fn planned_addressees(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<PlannedAddressee>> {
    sqlx::query_as!(
        PlannedAddressee,
        r#"select x.board_id as board, b.name, x.role, p.ordinal as "ordinal?", p.due_on as "due_on?", p.phrase as "phrase?"
           from addressee x
           join board b on b.id = x.board_id
           left join planned_round p on p.audit_id = x.audit_id and p.board_id = x.board_id
           where x.audit_id = $1::audit_id
           order by b.name collate "sv-x-icu", p.ordinal"#,
        id as AuditId
    )
    .fetch_all(conn)
    .await
}

/// A phrase behind a value of the letter.
pub(crate) async fn phrases(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Vec<Phrase>> {
    sqlx::query_as!(Phrase, "select field, body, proposed, phrase, certainty from letter_phrase where audit_id = $1::audit_id", id as AuditId)
        .fetch_all(conn)
        .await
}

pub(crate) async fn letter_body(conn: &mut PgConnection, id: AuditId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select body from letter where audit_id = $1::audit_id", id as AuditId).fetch_optional(conn).await
}
