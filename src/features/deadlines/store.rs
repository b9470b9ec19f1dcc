//! The SQL of last days. Writes `extension_request`, `extension_withdrawal`, `extension_decision`, `deadline_rules` and every
//! entry of `deadline_entry` after the first one, which is written at dispatch.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::actions::{AskExtension, CorrectDeadline, DecideExtension, SaveRules, WithdrawRequest};
use crate::domain::audit::BoardKind;
use crate::domain::extension::{Between, ExtensionOutcome};
use crate::domain::ids::{AuditId, BoardId, ExtensionId, PersonId, RoundId};
use crate::domain::policy::Scope;
use crate::domain::round::{DeadlineKind, LastDay, RoundName, RoundPath};
use crate::domain::submission::Received;
use crate::platform::failure::Failure;
use crate::platform::gate::{Action, Change, Scoped};

/// A round with its last day, and those of the same board's rounds around it.
pub(crate) struct Round {
    pub(super) id: RoundId,
    pub(super) audit: AuditId,
    pub(super) board: BoardId,
    pub(super) name: RoundName,
    pub(super) last_day: LastDay,
    pub(super) extensions: i16,
    pub(super) received_on: Option<NaiveDate>,
    pub(super) sent_at: DateTime<Utc>,
    pub(super) closed_at: Option<DateTime<Utc>>,
    /// An earlier answer is missing, without which this one cannot be written.
    pub(super) waits_for_first: bool,
    pub(super) earlier_due_on: Option<NaiveDate>,
    pub(super) next: Option<RoundId>,
    pub(super) next_due_on: Option<NaiveDate>,
    pub(super) next_ordinal: Option<i16>,
    pub(super) next_asked: Option<bool>,
}

impl Round {
    pub(super) fn between(&self) -> Between {
        Between { due_on: self.last_day.due_on, earlier: self.earlier_due_on, next: self.next_due_on }
    }

    /// Whether its last day can still be another: nothing has come, and the audit is not closed.
    pub(super) fn is_open(&self) -> bool {
        self.received_on.is_none() && self.closed_at.is_none()
    }
}

impl Scoped for Round {
    fn scope(&self) -> Scope {
        Scope::Board(self.board)
    }
}

/// A round that anybody may read about.
pub(crate) struct PublishedRound(pub(super) Round);

impl Scoped for PublishedRound {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(super) async fn round(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<Option<Round>> {
    sqlx::query_as!(
        Round,
        r#"select r.id as "id!", r.audit_id as "audit!", r.board_id as "board!", r.name as "name!", r.last_day as "last_day!",
             r.extensions as "extensions!", r.received_on, r.sent_at as "sent_at!", r.closed_at,
             r.behind as "waits_for_first!", before.due_on as "earlier_due_on?",
             after.id as "next?", after.due_on as "next_due_on?", after.ordinal as "next_ordinal?",
             after.extension_asked as "next_asked?"
           from published.round r
           left join published.round before on before.audit_id = r.audit_id and before.board_id = r.board_id and before.ordinal = r.ordinal - 1
           left join published.round after on after.audit_id = r.audit_id and after.board_id = r.board_id and after.ordinal = r.ordinal + 1
           where r.reference_key = lower($1)
             and r.board_slug = $2
             and r.ordinal = $3"#,
        key,
        board,
        round.ordinal()
    )
    .fetch_optional(conn)
    .await
}

pub(super) async fn published_round(conn: &mut PgConnection, path: &RoundPath) -> sqlx::Result<Option<PublishedRound>> {
    Ok(round(conn, path).await?.map(PublishedRound))
}

/// Nothing else happens to the board's rounds of this audit until this change is over: no answer, no request, no other
/// decision. All of them, because they end one after the other; in one order, so that nobody waits in a ring.
pub(super) async fn hold(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<()> {
    sqlx::query!(
        "select r.id from round r
         join published.round asked on asked.audit_id = r.audit_id and asked.board_id = r.board_id
         where asked.reference_key = lower($1) and asked.board_slug = $2 and asked.ordinal = $3
         order by r.ordinal
         for update of r",
        key,
        board,
        round.ordinal()
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// The same, for one's own board.
pub(super) async fn hold_own(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<()> {
    sqlx::query!(
        "select r.id from round r
         join published.round asked on asked.audit_id = r.audit_id and asked.board_id = r.board_id
         where asked.reference_key = lower($1) and asked.board_slug = $2 and asked.ordinal = $3
           and r.board_id = any ((select my_boards())::uuid[])
         order by r.ordinal
         for update of r",
        key,
        board,
        round.ordinal()
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// An entry of the ledger.
pub(super) struct Entry {
    pub(super) kind: DeadlineKind,
    pub(super) due_on: NaiveDate,
    pub(super) reason: String,
    pub(super) entered_at: DateTime<Utc>,
    pub(super) entered_by: String,
    /// Why the round was opened after the dispatch; empty, when it came with it.
    pub(super) opening: String,
    /// How many extensions the municipality's rules allow.
    pub(super) extension_limit: Option<i16>,
    /// With the first entry: how the auditors have reminded the board.
    pub(super) prompts: Option<Json<Vec<Prompt>>>,
}

pub(super) async fn entries(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Vec<Entry>> {
    sqlx::query_as!(
        Entry,
        r#"select kind as "kind!", due_on as "due_on!", reason as "reason!", entered_at as "entered_at!", entered_by as "entered_by!",
             (select o.reason from published.round_opening o where o.round_id = $1::round_id) as "opening!",
             (select extension_limit from published.deadline_rules) as "extension_limit?",
             case when n = 1 then (
               select jsonb_agg(jsonb_build_object('words', p.words, 'prompted_at', p.prompted_at, 'prompted_by', p.prompted_by_name) order by p.n)
               from published.prompt p where p.round_id = $1::round_id
             ) end as "prompts?: Json<Vec<Prompt>>"
           from published.deadline_entry where round_id = $1::round_id order by n"#,
        round as RoundId
    )
    .fetch_all(conn)
    .await
}

/// A request and what became of it.
pub(super) struct Request {
    pub(super) id: ExtensionId,
    pub(super) wished_on: NaiveDate,
    pub(super) reason: String,
    pub(super) asked_at: DateTime<Utc>,
    pub(super) asked_by: String,
    pub(super) withdrawn_at: Option<DateTime<Utc>>,
    pub(super) outcome: Option<ExtensionOutcome>,
    pub(super) granted_on: Option<NaiveDate>,
    pub(super) decision_reason: Option<String>,
    pub(super) decided_at: Option<DateTime<Utc>>,
    pub(super) decided_by: Option<String>,
    pub(super) open: bool,
}

pub(super) async fn requests(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Vec<Request>> {
    sqlx::query_as!(
        Request,
        r#"select id as "id!", wished_on as "wished_on!", reason as "reason!", asked_at as "asked_at!", asked_by as "asked_by!",
             withdrawn_at, outcome as "outcome?", granted_on, decision_reason, decided_at, decided_by as "decided_by?", open as "open!"
           from published.extension_request where round_id = $1::round_id order by n"#,
        round as RoundId
    )
    .fetch_all(conn)
    .await
}

pub(super) async fn ask(change: &mut Change<AskExtension>, round: &Round, wished_on: NaiveDate, reason: &str) -> Result<ExtensionId, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let id = ExtensionId::new(now);
    sqlx::query!(
        "insert into extension_request (id, round_id, board_id, n, due_on, wished_on, reason, asked_at, asked_by)
         values ($1::extension_id, $2::round_id, $3::board_id,
           (select count(*) + 1 from published.extension_request q where q.round_id = $2::round_id), $4, $5, $6, $7, $8::person_id)",
        id as ExtensionId,
        round.id as RoundId,
        round.board as BoardId,
        round.last_day.due_on,
        wished_on,
        reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(id)
}

pub(super) async fn withdraw(change: &mut Change<WithdrawRequest>, round: &Round, request: ExtensionId) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into extension_withdrawal (request_id, board_id, withdrawn_at, withdrawn_by) values ($1::extension_id, $2::board_id, $3, $4::person_id)",
        request as ExtensionId,
        round.board as BoardId,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// What the auditors decided on a request.
pub(super) struct Decision {
    pub(super) outcome: ExtensionOutcome,
    pub(super) granted_on: Option<NaiveDate>,
    pub(super) reason: String,
}

pub(super) async fn decide(change: &mut Change<DecideExtension>, request: ExtensionId, decision: &Decision) -> Result<(), Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    sqlx::query!(
        "insert into extension_decision (request_id, outcome, granted_on, reason, decided_at, decided_by)
         values ($1::extension_id, $2, $3, $4, $5, $6::person_id)",
        request as ExtensionId,
        decision.outcome as ExtensionOutcome,
        decision.granted_on,
        decision.reason,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Adds an extension to the ledger; `request` is none for a round that is moved along with an earlier one.
pub(super) async fn extend(
    change: &mut Change<DecideExtension>,
    round: RoundId,
    due_on: NaiveDate,
    reason: &str,
    request: Option<ExtensionId>,
) -> Result<i16, Failure> {
    enter(change, round, DeadlineKind::Extension, due_on, reason, request).await
}

/// Adds a correction to the ledger.
pub(super) async fn correct(change: &mut Change<CorrectDeadline>, round: RoundId, due_on: NaiveDate, reason: &str) -> Result<i16, Failure> {
    enter(change, round, DeadlineKind::Correction, due_on, reason, None).await
}

/// Adds an entry, and says which one it is.
async fn enter<A: Action>(
    change: &mut Change<A>,
    round: RoundId,
    kind: DeadlineKind,
    due_on: NaiveDate,
    reason: &str,
    request: Option<ExtensionId>,
) -> Result<i16, Failure> {
    let (now, person) = (change.now(), change.person_id()?);
    let n = sqlx::query_scalar!(
        "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by, request_id)
         values ($1::round_id, (select max(n) + 1 from deadline_entry where round_id = $1::round_id), $2, $3, $4, $5, $6::person_id, $7::extension_id)
         returning n",
        round as RoundId,
        kind as DeadlineKind,
        due_on,
        reason,
        now,
        person as PersonId,
        request as Option<ExtensionId>
    )
    .fetch_one(change.conn())
    .await?;
    Ok(n)
}

/// How a board has kept its last days since a day, over all audits, and when it meets.
pub(super) struct Keeping {
    pub(super) extensions: i64,
    /// How many answers came, and how many of them by the last day that was in force.
    pub(super) answered: i64,
    pub(super) in_time: i64,
    /// Its next meeting.
    pub(super) next_on: Option<NaiveDate>,
    pub(super) next_papers: Option<NaiveDate>,
    /// The last one from today to the day that is wished for, and the first one after that day.
    pub(super) until_on: Option<NaiveDate>,
    pub(super) until_papers: Option<NaiveDate>,
    pub(super) after_on: Option<NaiveDate>,
    pub(super) after_papers: Option<NaiveDate>,
    /// The auditors' own next meeting.
    pub(super) own_on: Option<NaiveDate>,
}

pub(super) async fn keeping(conn: &mut PgConnection, board: BoardId, since: DateTime<Utc>, today: NaiveDate, wished_on: NaiveDate) -> sqlx::Result<Keeping> {
    sqlx::query_as!(
        Keeping,
        r#"select (
               select count(*)
               from published.deadline_entry e
               join published.round r on r.id = e.round_id
               where e.request_id is not null and e.entered_at >= $2 and r.board_id = $1::board_id
             ) as "extensions!",
             a.answered as "answered!", a.in_time as "in_time!",
             n.held_on as "next_on?", n.papers_by as "next_papers?", u.held_on as "until_on?", u.papers_by as "until_papers?",
             l.held_on as "after_on?", l.papers_by as "after_papers?",
             (select min(o.held_on) from meeting o where o.board_id is null and o.cancelled_at is null and o.held_on >= $3) as "own_on?"
           from (
             select count(*) as answered, count(*) filter (where r.received_on <= r.due_on) as in_time
             from published.round r
             where r.board_id = $1::board_id and r.received_on >= stockholm_day($2)
           ) a
           left join lateral (
             select m.held_on, m.papers_by from published.meeting m where m.board_id = $1::board_id and m.held_on >= $3 order by m.held_on limit 1
           ) n on true
           left join lateral (
             select m.held_on, m.papers_by from published.meeting m
             where m.board_id = $1::board_id and m.held_on between $3 and $4 order by m.held_on desc limit 1
           ) u on true
           left join lateral (
             select m.held_on, m.papers_by from published.meeting m
             where m.board_id = $1::board_id and m.held_on > greatest($3, $4) order by m.held_on limit 1
           ) l on true"#,
        board as BoardId,
        since,
        today,
        wished_on
    )
    .fetch_one(conn)
    .await
}

/// The last days of the other boards in the same round of the same audit.
pub(super) async fn other_boards(conn: &mut PgConnection, round: &Round) -> sqlx::Result<Vec<(String, NaiveDate, Option<NaiveDate>)>> {
    let rows = sqlx::query!(
        r#"select board_name as "board!", due_on as "due_on!", received_on
           from published.round
           where audit_id = $1::audit_id and ordinal = $2 and id <> $3::round_id
           order by board_name collate "sv-x-icu""#,
        round.audit as AuditId,
        round.name.ordinal(),
        round.id as RoundId
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.board, row.due_on, row.received_on)).collect())
}

/// What was told to whom about a round, newest last: the reminders are part of its history.
pub(super) struct Reminded {
    pub(super) made_at: DateTime<Utc>,
    pub(super) days: i16,
    pub(super) people: i64,
}

pub(super) async fn reminders(conn: &mut PgConnection, round: RoundId) -> sqlx::Result<Vec<Reminded>> {
    sqlx::query_as!(
        Reminded,
        r#"select min(made_at) as "made_at!", days as "days!", count(*) as "people!"
           from notice
           where round_id = $1::round_id and kind in ('reminder', 'overdue')
           group by due_on, days, kind
           order by 1"#,
        round as RoundId
    )
    .fetch_all(conn)
    .await
}

/// A reminder in the auditors' own words.
#[derive(serde::Deserialize)]
pub(super) struct Prompt {
    pub(super) words: String,
    pub(super) prompted_at: DateTime<Utc>,
    pub(super) prompted_by: String,
}

/// The municipality's rules.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) remind_before: Vec<i16>,
    pub(super) remind_after: Vec<i16>,
    pub(super) letter_after: i16,
    pub(super) extension_limit: Option<i16>,
    pub(super) move_to_weekday: bool,
    /// Where the council's presidium is told of a response that is so many days late; both or neither.
    pub(super) presidium_address: Option<String>,
    pub(super) presidium_after: Option<i16>,
}

pub(super) async fn rules(conn: &mut PgConnection) -> sqlx::Result<Rules> {
    sqlx::query_as!(
        Rules,
        r#"select remind_before as "remind_before!", remind_after as "remind_after!", letter_after as "letter_after!", extension_limit,
             move_to_weekday as "move_to_weekday!", presidium_address, presidium_after
           from published.deadline_rules"#
    )
    .fetch_one(conn)
    .await
}

pub(super) async fn save_rules(change: &mut Change<SaveRules>, rules: &Rules) -> sqlx::Result<()> {
    sqlx::query!(
        "update deadline_rules set remind_before = $1, remind_after = $2, letter_after = $3, extension_limit = $4, move_to_weekday = $5,
           presidium_address = $6, presidium_after = $7",
        &rules.remind_before,
        &rules.remind_after,
        rules.letter_after,
        rules.extension_limit,
        rules.move_to_weekday,
        rules.presidium_address,
        rules.presidium_after
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// What the letter of reminder says besides the round: who wrote, and when.
pub(super) struct LetterFacts {
    pub(super) chair: String,
    pub(super) reply_to: String,
    pub(super) letter_date: Option<NaiveDate>,
    pub(super) items: i64,
    pub(super) board_kind: BoardKind,
    /// The day that the board has asked for, while nobody has decided on it.
    pub(super) wished_on: Option<NaiveDate>,
    received: Option<Json<Vec<Received>>>,
}

impl LetterFacts {
    /// When the last of what was taken back had come, and when it was taken back.
    pub(super) fn withdrawn(&self) -> Option<(NaiveDate, DateTime<Utc>)> {
        let Json(received) = self.received.as_ref()?;
        received.iter().rev().find_map(|one| Some((one.received_on, one.withdrawn_at?)))
    }
}

pub(super) async fn letter_facts(conn: &mut PgConnection, round: &Round) -> sqlx::Result<LetterFacts> {
    sqlx::query_as!(
        LetterFacts,
        r#"select a.chair as "chair!", a.reply_to as "reply_to!", a.letter_date,
             (select count(*) from published.item_board x where x.audit_id = a.id and x.board_id = $2::board_id) as "items!",
             (select b.kind from published.board b where b.id = $2::board_id) as "board_kind!: BoardKind",
             (select q.wished_on from published.extension_request q where q.round_id = $3::round_id and q.open) as "wished_on?",
             (select jsonb_agg(x.entry order by x.number) from published.received x where x.round_id = $3::round_id) as "received: Json<Vec<Received>>"
           from published.audit a where a.id = $1::audit_id"#,
        round.audit as AuditId,
        round.board as BoardId,
        round.id as RoundId
    )
    .fetch_one(conn)
    .await
}
