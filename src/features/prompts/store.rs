//! The SQL of reminders in the auditors' own words. Writes `prompt`; notices and mails are written by `tell()`.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::actions::Prompts;
use crate::domain::audit::BoardKind;
use crate::domain::calendar;
use crate::domain::ids::{AuditId, BoardId, PersonId, RoundId};
use crate::domain::outbox::MailState;
use crate::domain::policy::Scope;
use crate::domain::round::{LastDay, RoundName, RoundPath};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};

pub(crate) use crate::platform::held::hold_round as hold;

/// A round, and whether its board has been reminded.
pub(crate) struct Round {
    pub(super) id: RoundId,
    pub(super) audit: AuditId,
    pub(super) board: BoardId,
    pub(super) name: RoundName,
    pub(super) last_day: LastDay,
    /// Nothing has come, and it is still asked for.
    pub(super) awaited: bool,
    /// An earlier answer is missing, without which this one cannot be written.
    pub(super) waits_for_first: bool,
    /// How often the board has been reminded.
    pub(super) n: i16,
    pub(super) prompted_at: Option<DateTime<Utc>>,
    pub(super) prompted_by: Option<String>,
}

impl Round {
    /// Whether its answer should have come, and could have.
    pub(super) fn is_late(&self, today: NaiveDate) -> bool {
        self.awaited && !self.waits_for_first && self.last_day.due_on < today
    }

    /// When the board was reminded last and by whom, if that was today.
    pub(super) fn prompted_on(&self, today: NaiveDate) -> Option<(DateTime<Utc>, &str)> {
        self.prompted_at.filter(|at| calendar::day_of(*at) == today).zip(self.prompted_by.as_deref())
    }
}

impl Scoped for Round {
    fn scope(&self) -> Scope {
        Scope::Board(self.board)
    }
}

pub(crate) async fn round(conn: &mut PgConnection, (key, board, round): &RoundPath) -> sqlx::Result<Option<Round>> {
    sqlx::query_as!(
        Round,
        r#"select r.id as "id!", r.audit_id as "audit!", r.board_id as "board!", r.name as "name!", r.last_day as "last_day!",
             r.submission_id is null and r.closed_at is null and r.withdrawn_at is null as "awaited!",
             r.behind as "waits_for_first!",
             coalesce(p.n, 0::smallint) as "n!", p.prompted_at as "prompted_at?", p.prompted_by_name as "prompted_by?"
           from published.round r
           left join lateral (
             select x.n, x.prompted_at, x.prompted_by_name from published.prompt x where x.round_id = r.id order by x.n desc limit 1
           ) p on true
           where r.reference_key = lower($1) and r.board_slug = $2 and r.ordinal = $3"#,
        key,
        board,
        round.ordinal()
    )
    .fetch_optional(conn)
    .await
}

/// Locks several rounds, in the order in which the rounds of an audit are held elsewhere, so that nobody waits in a ring.
pub(super) async fn hold_all(conn: &mut PgConnection, rounds: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!("select r.id from round r where r.id = any ($1::uuid[]) order by r.audit_id, r.board_id, r.ordinal for update", rounds)
        .fetch_all(conn)
        .await?;
    Ok(())
}

/// So many of the rounds that are late; only those of audits for which she is responsible, if she is named. First those whose
/// boards can be reminded, the longest late first: whoever was reminded makes room for the next.
pub(super) async fn late(conn: &mut PgConnection, today: NaiveDate, responsible: Option<PersonId>, most: i64) -> sqlx::Result<Vec<Round>> {
    sqlx::query_as!(
        Round,
        r#"with picked as (
             select r.id, l.left_out
             from published.round r
             cross join lateral (
               select r.extension_asked
                 or exists (select 1 from published.prompt x where x.round_id = r.id and stockholm_day(x.prompted_at) = $1)
                 or not exists (
                   select 1 from published.recipient q
                   where q.board_id = r.board_id and q.role in ('secretary', 'approver') and q.valid_from <= $1
                     and (q.valid_to is null or q.valid_to >= $1)
                 ) as left_out
             ) l
             where r.submission_id is null and r.closed_at is null and r.due_on < $1
               and case when $3::person_id is null then true
                 else r.audit_id in (select m.audit_id from published.responsible_now m where m.person_id = $3) end
               and not r.behind
             order by l.left_out, r.due_on, r.board_name collate "sv-x-icu", r.id
             limit $2
           )
           select r.id as "id!", r.audit_id as "audit!", r.board_id as "board!", r.name as "name!", r.last_day as "last_day!",
             true as "awaited!", false as "waits_for_first!",
             coalesce(p.n, 0::smallint) as "n!", p.prompted_at as "prompted_at?", p.prompted_by_name as "prompted_by?"
           from picked
           cross join lateral (
             select o.id, o.audit_id, o.board_id, o.name, o.last_day, o.due_on, o.board_name from published.round o where o.id = picked.id limit 1
           ) r
           left join lateral (
             select x.n, x.prompted_at, x.prompted_by_name from published.prompt x where x.round_id = r.id order by x.n desc limit 1
           ) p on true
           order by picked.left_out, r.due_on, r.board_name collate "sv-x-icu", r.id"#,
        today,
        most,
        responsible as Option<PersonId>
    )
    .fetch_all(conn)
    .await
}

/// Somebody who can hand in for a board.
pub(super) struct HandsIn {
    pub(super) board: BoardId,
    pub(super) name: String,
    /// What became of the last mail to her, and when.
    last_mail: Option<MailState>,
    last_mail_at: Option<DateTime<Utc>>,
    /// Since when mail waits that could have gone, and nothing has gone.
    pub(super) mail_waits_since: Option<DateTime<Utc>>,
}

/// Why the last mail to somebody has not reached her.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unreached {
    /// It could not be sent, since then.
    Failed(DateTime<Utc>),
    /// Her mailbox does not take it yet, since it was written.
    Held(DateTime<Utc>),
}

impl HandsIn {
    /// Nobody knows of a mail that it was read: only that one did not get through.
    pub(super) fn unreached(&self) -> Option<Unreached> {
        match self.last_mail? {
            MailState::Failed => self.last_mail_at.map(Unreached::Failed),
            MailState::Waiting => self.last_mail_at.map(Unreached::Held),
            MailState::Sent | MailState::Dropped => None,
        }
    }
}

/// Who can hand in for these boards today.
pub(super) async fn who_hands_in(conn: &mut PgConnection, boards: &[Uuid], today: NaiveDate) -> sqlx::Result<Vec<HandsIn>> {
    sqlx::query_as!(
        HandsIn,
        r#"select r.board_id as "board!: BoardId", r.name as "name!",
             last.state as "last_mail?: MailState", last.settled_at as "last_mail_at?",
             (select w.since from published.mail_waits w) as "mail_waits_since?"
           from (
             select distinct q.board_id, q.person_id, q.name
             from published.recipient q
             where q.role in ('secretary', 'approver') and q.board_id = any ($1::uuid[]) and q.valid_from <= $2 and (q.valid_to is null or q.valid_to >= $2)
           ) r
           left join lateral (
             select o.state, o.settled_at from published.mail_outcome o where o.person_id = r.person_id order by o.settled_at desc limit 1
           ) last on true
           order by r.board_id, r.name collate "sv-x-icu""#,
        boards,
        today
    )
    .fetch_all(conn)
    .await
}

/// What the words to a board begin with.
pub(super) struct Facts {
    pub(super) kind: BoardKind,
    pub(super) items: i64,
    pub(super) wished_on: Option<NaiveDate>,
    pub(super) reply_to: String,
}

pub(super) async fn facts(conn: &mut PgConnection, round: &Round) -> sqlx::Result<Facts> {
    sqlx::query_as!(
        Facts,
        r#"select a.reply_to as "reply_to!",
             (select count(*) from published.item_board x where x.audit_id = a.id and x.board_id = $2::board_id) as "items!",
             (select b.kind from published.board b where b.id = $2::board_id) as "kind!: BoardKind",
             (select q.wished_on from published.extension_request q where q.round_id = $3::round_id and q.open) as "wished_on?"
           from published.audit a where a.id = $1::audit_id"#,
        round.audit as AuditId,
        round.board as BoardId,
        round.id as RoundId
    )
    .fetch_one(conn)
    .await
}

/// How many of these reminders stand, in these words, and were made by her: what was clicked twice has been done.
pub(super) async fn made(conn: &mut PgConnection, rounds: &[Uuid], numbers: &[i16], words: &str, by: PersonId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "made!"
           from unnest($1::uuid[], $2::smallint[]) as asked (round_id, n)
           join published.prompt p on p.round_id = asked.round_id and p.n = asked.n
           where p.words = $3 and p.prompted_by = $4::person_id"#,
        rounds,
        numbers,
        words,
        by as PersonId
    )
    .fetch_one(conn)
    .await
}

/// Writes down that a board is reminded. Says for which time.
pub(super) async fn prompt<A: Prompts>(change: &mut Change<A>, round: &Round, words: &str, again: bool) -> Result<i16, Failure> {
    let (now, person, n) = (change.now(), change.person_id()?, round.n + 1);
    sqlx::query!(
        "insert into prompt (round_id, n, words, due_on, again, prompted_at, prompted_by) values ($1::round_id, $2, $3, $4, $5, $6, $7::person_id)",
        round.id as RoundId,
        n,
        words,
        round.last_day.due_on,
        again,
        now,
        person as PersonId
    )
    .execute(change.conn())
    .await?;
    Ok(n)
}
