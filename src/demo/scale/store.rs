//! The SQL of the generated audits. Writes as the owner of the private PostgreSQL, with `copy`.

use std::collections::BTreeMap;

use anyhow::Context as _;
use sqlx::postgres::PgConnection;

use super::Rules;
use super::books::Books;
use super::town::Board;
use crate::domain::actor::Role;
use crate::domain::ids::{BoardId, PersonId};
use crate::platform::register::Register;

/// The tables that generated audits write, in the order in which the database's own rules take them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    Board,
    Person,
    Grant,
    Credential,
    Event,
    Audit,
    Letter,
    Addressee,
    PlannedRound,
    Item,
    ItemBoard,
    Dispatch,
    Round,
    OriginalDay,
    Request,
    LaterDay,
    RequestDecision,
    Reminder,
    DeskPart,
    DeskVersion,
    DeskLock,
    BoardDecision,
    Submission,
    Decision,
    Answer,
    Measure,
    Registration,
    VerdictPart,
    VerdictVersion,
    Publication,
    Verdict,
    Closing,
    Notice,
    Mail,
}

impl Table {
    fn columns(self) -> &'static str {
        match self {
            Self::Board => "board (id, slug, name, kind, valid_from)",
            Self::Person => "person (id, name, email, created_at)",
            Self::Grant => "role_grant (id, person_id, role, board_id, valid_from)",
            Self::Credential => "credential (person_id, password_hash, changed_at)",
            Self::Event => "event (authority, seq, at, actor, kind, facts)",
            Self::Audit => {
                "audit (id, reference, reference_key, title, decided_by, decided_on, letter_date, chair, overall_assessment, reply_to,
                   follow_up_period, instruction_first, instruction_follow_up, recorded_at, recorded_by)"
            }
            Self::Letter => "letter (audit_id, body)",
            Self::Addressee => "addressee (audit_id, board_id, role)",
            Self::PlannedRound => "planned_round (audit_id, board_id, ordinal, due_on, phrase)",
            Self::Item => "item (id, audit_id, kind, number, heading, body)",
            Self::ItemBoard => "item_board (item_id, board_id)",
            Self::Dispatch => "dispatch (audit_id, sent_at, sent_by, message)",
            Self::Round => "round (id, audit_id, board_id, ordinal, kind, opened_at, opened_by)",
            Self::OriginalDay | Self::LaterDay => "deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by, request_id)",
            Self::Request => "extension_request (id, round_id, board_id, n, due_on, wished_on, reason, asked_at, asked_by)",
            Self::RequestDecision => "extension_decision (request_id, outcome, granted_on, reason, decided_at, decided_by)",
            Self::Reminder => "reminder (round_id, due_on, days, missing, made_at)",
            Self::DeskPart => "desk_part (round_id, item_id, board_id, version, content, complete, saved_at, saved_by)",
            Self::DeskVersion => "desk_version (round_id, item_id, version, board_id, content, complete, saved_at, saved_by)",
            Self::DeskLock => "desk_lock (round_id, n, board_id, content_sha256, locked_at, locked_by)",
            Self::BoardDecision => {
                "board_decision (round_id, n, entry, board_id, decider, decided_on, section, board_reference, immediately_adjusted,
                   recorded_at, recorded_by)"
            }
            Self::Submission => {
                "submission (id, round_id, board_id, number, kind, channel, receipt_number, received_at, received_on, entered_at, entered_by,
                   summary, locked_at, document, document_sha256)"
            }
            Self::Decision => {
                "submission_decision (submission_id, n, decider, decided_on, section, board_reference, immediately_adjusted, recorded_at,
                   recorded_by)"
            }
            Self::Answer => "submitted_answer (submission_id, item_id, item_version, kind, reason, elsewhere_reference)",
            Self::Measure => {
                "submitted_measure (id, submission_id, item_id, position, kind, planned_measure, outcome, action, effect, due_text, due_on,
                   responsible)"
            }
            Self::Registration => "registration (submission_id, n, diary_number, registered_at, registered_by)",
            Self::VerdictPart => "verdict_part (submission_id, item_id, version, grade, comment, note, saved_at, saved_by)",
            Self::VerdictVersion => "verdict_version (submission_id, item_id, version, grade, comment, note, saved_at, saved_by)",
            Self::Publication => "verdict_publication (submission_id, n, overall, published_at, published_by)",
            Self::Verdict => "verdict (submission_id, n, item_id, grade, comment)",
            Self::Closing => "audit_closing (audit_id, n, closed_at, closed_by, motive, without_answer)",
            Self::Notice => "notice (id, person_id, key, kind, round_id, due_on, days, made_at, delivery, read_at)",
            Self::Mail => "mail (id, key, kind, person_id, address, notice_id, round_id, made_at, due_at, attempts, state, settled_at, reply)",
        }
    }
}

/// Somebody's role.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) person: PersonId,
    pub(super) role: Role,
    pub(super) board: Option<BoardId>,
}

/// What the demo knows before.
pub(super) struct Known {
    pub(super) auditor: PersonId,
    pub(super) administrator: PersonId,
    pub(super) auditors_name: String,
    pub(super) boards: Vec<Board>,
    pub(super) held: Vec<Held>,
    /// The auditor's: the newcomers sign in with the same password.
    pub(super) password_hash: String,
}

/// How many generated audits there are, by their references.
pub(super) async fn generated(conn: &mut PgConnection, prefix: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "there!" from audit where starts_with(reference, $1)"#, prefix).fetch_one(conn).await
}

pub(super) async fn known(conn: &mut PgConnection, auditor: &str, administrator: &str) -> anyhow::Result<Known> {
    let person = |email: &str, found: Option<PersonId>| found.with_context(|| format!("the demo has no {email}"));
    let one = sqlx::query!(
        r#"select p.id as "id!: PersonId", c.password_hash as "hash!", o.auditors_name as "auditors!"
           from person p
           join credential c on c.person_id = p.id
           cross join organisation o
           where p.email = $1"#,
        auditor
    )
    .fetch_optional(&mut *conn)
    .await?;
    let one = one.with_context(|| format!("the demo has no {auditor}"))?;
    let other = sqlx::query_scalar!(r#"select id as "id!: PersonId" from person where email = $1"#, administrator).fetch_optional(&mut *conn).await?;
    let boards = sqlx::query_as!(Board, r#"select id as "id!: BoardId", name as "name!" from board where valid_to is null"#).fetch_all(&mut *conn).await?;
    let held = sqlx::query_as!(
        Held,
        r#"select g.person_id as "person!: PersonId", g.role as "role!: Role", g.board_id as "board?: BoardId"
           from role_grant g
           join person p on p.id = g.person_id
           where g.valid_to is null and p.ended_at is null"#
    )
    .fetch_all(conn)
    .await?;
    Ok(Known { auditor: one.id, administrator: person(administrator, other)?, auditors_name: one.auditors, boards, held, password_hash: one.hash })
}

/// The numbers that have no gaps, as they stand.
pub(super) async fn numbers(conn: &mut PgConnection, register: Register) -> sqlx::Result<Books> {
    let logs = sqlx::query!(r#"select authority as "authority!", seq as "seq!" from chain_head"#).fetch_all(&mut *conn).await?;
    let receipts = sqlx::query!(r#"select year as "year!", last as "last!" from receipt_counter"#).fetch_all(conn).await?;
    let logs: BTreeMap<String, i64> = logs.into_iter().map(|head| (head.authority, head.seq)).collect();
    let receipts = receipts.into_iter().map(|counter| (i32::from(counter.year), counter.last)).collect();
    Ok(Books::begun(register, logs, receipts))
}

/// Generated audits are chained as all are: past the other triggers, not past these.
const CHAINED: &str = "do $$ declare own record; begin
  for own in select t.tgrelid::regclass as guarded, t.tgname as name from pg_trigger t where t.tgname in ('sealed', 'chained') loop
    execute format('alter table %s enable always trigger %I', own.guarded, own.name);
  end loop;
end $$";

/// Writes all sheets and numbers in one transaction. With the rules held, every constraint and trigger looks at every
/// row; the tests write so, and that is why the demo need not. Only that everything is signed in one's own name is left
/// out: here one writes for all.
pub(super) async fn write(conn: &mut PgConnection, books: &mut Books, rules: Rules, auditor: PersonId) -> anyhow::Result<()> {
    if rules == Rules::Held {
        sqlx::raw_sql("alter table submission disable trigger signed; alter table submission_decision disable trigger signed").execute(&mut *conn).await?;
    }
    if rules == Rules::Known {
        sqlx::raw_sql(CHAINED).execute(&mut *conn).await?;
    }
    sqlx::raw_sql("begin").execute(&mut *conn).await?;
    match rules {
        Rules::Held => {
            sqlx::query_scalar!("select set_config('app.person', $1, true)", auditor.to_string()).fetch_one(&mut *conn).await?;
        }
        Rules::Known => {
            sqlx::raw_sql("set local session_replication_role = replica; set local synchronous_commit = off").execute(&mut *conn).await?;
        }
    }
    for (table, sheet) in books.sheets() {
        if sheet.is_empty() {
            continue;
        }
        let mut copy = conn.copy_in_raw(&format!("copy {} from stdin", table.columns())).await?;
        copy.send(sheet.take().into_bytes()).await?;
        copy.finish().await.with_context(|| format!("the generated rows of {table:?} do not fit"))?;
    }
    count_on(conn, books).await?;
    sqlx::raw_sql("commit").execute(&mut *conn).await.context("the generated audits do not follow the rules of the database")?;
    if rules == Rules::Held {
        sqlx::raw_sql("alter table submission enable trigger signed; alter table submission_decision enable trigger signed").execute(&mut *conn).await?;
    }
    if rules == Rules::Known {
        sqlx::raw_sql(sqlx::AssertSqlSafe(CHAINED.replace("enable always", "enable"))).execute(conn).await?;
    }
    Ok(())
}

/// The numbers that have no gaps, as they stand afterwards.
async fn count_on(conn: &mut PgConnection, books: &Books) -> sqlx::Result<()> {
    let (authorities, seqs): (Vec<String>, Vec<i64>) = books.logs.clone().into_iter().unzip();
    sqlx::query!(
        "insert into chain_head (authority, seq) select * from unnest($1::text[], $2::bigint[])
         on conflict (authority) do update set seq = excluded.seq",
        &authorities,
        &seqs
    )
    .execute(&mut *conn)
    .await?;
    let (years, lasts): (Vec<i32>, Vec<i32>) = books.receipts.clone().into_iter().unzip();
    sqlx::query!(
        "insert into receipt_counter (year, last) select * from unnest($1::int[], $2::int[])
         on conflict (year) do update set last = excluded.last",
        &years,
        &lasts
    )
    .execute(&mut *conn)
    .await?;
    Ok(())
}

/// Tells the planner what there is now.
pub(super) async fn settle(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::raw_sql("vacuum (analyze)").execute(conn).await?;
    Ok(())
}
