//! The SQL of the outbox. Writes `mail`, and which notices a digest has gathered. What is not sent at once is written by
//! `tell()` and `post_receipt()`, in the transaction of what it is about.

mod board_mail;
mod requests;
mod vouch;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::actor::Role;
use crate::domain::event::NoticeKind;
use crate::domain::ids::{BoardId, MailId, PersonId};
use crate::domain::notice::{Notice, RoundTold};
use crate::domain::outbox::{AT_ONCE, LEASE, MailKind, Needless, PATIENCE};
use crate::domain::round::{LastDay, RoundName};
use crate::domain::submission::SubmissionKind;
use crate::domain::terms::VerdictWord;
use crate::platform::worker::Job;
pub(super) use board_mail::untold_to_the_board;
pub(super) use requests::{RequestTold, asking_by_mail, request_told};
pub(super) use vouch::{vouch, vouched};

/// A mail that this worker has, and which try it is. Another worker that takes it over makes another try of it.
pub(super) struct Taken {
    pub(super) id: MailId,
    pub(super) attempt: i16,
}

/// Takes the mail that has waited longest for its turn. Others pass over it; whoever has no key to sign checkpoints passes over theirs.
pub(super) async fn take(job: &mut Job, with_checkpoints: bool) -> sqlx::Result<Option<Taken>> {
    let now = job.now();
    sqlx::query_as!(
        Taken,
        r#"update mail
           set leased_until = $2, attempts = attempts + 1
           where id = (
             select m.id
             from mail m
             where m.state = 'waiting' and m.due_at <= $1 and (m.leased_until is null or m.leased_until <= $1)
               and (m.events is null or $3)
             order by m.due_at, m.made_at
             limit 1
             for update skip locked
           )
           returning id as "id!: MailId", attempts as "attempt!""#,
        now,
        now + LEASE,
        with_checkpoints
    )
    .fetch_optional(job.conn())
    .await
}

/// The mail server has taken it. This holds whoever has the mail now: it cannot be called back.
pub(super) async fn sent(job: &mut Job, id: MailId, reply: &str) -> sqlx::Result<()> {
    let now = job.now();
    sqlx::query!(
        "update mail set state = 'sent', settled_at = $2, reply = $3, leased_until = null, browser = '' where id = $1::mail_id and state = 'waiting'",
        id as MailId,
        now,
        reply
    )
    .execute(job.conn())
    .await?;
    Ok(())
}

/// It could not be sent, and is not tried again by itself.
pub(super) async fn failed(job: &mut Job, taken: &Taken, reply: &str) -> sqlx::Result<()> {
    let now = job.now();
    sqlx::query!(
        "update mail set state = 'failed', settled_at = $3, reply = $4, leased_until = null
         where id = $1::mail_id and attempts = $2 and state = 'waiting'",
        taken.id as MailId,
        taken.attempt,
        now,
        reply
    )
    .execute(job.conn())
    .await?;
    Ok(())
}

/// It is tried again later. `deferred`: the mail server takes others, and would not have this one yet.
pub(super) async fn postponed(job: &mut Job, taken: &Taken, due_at: DateTime<Utc>, deferred: bool, reply: &str) -> sqlx::Result<()> {
    let now = job.now();
    sqlx::query!(
        "update mail
         set due_at = $3, deferred = $4, reply = $5, leased_until = null, tried_at = $6,
           ready_since = case when not $4 then coalesce(ready_since, case when deferred then $6 else due_at end) end
         where id = $1::mail_id and attempts = $2 and state = 'waiting'",
        taken.id as MailId,
        taken.attempt,
        due_at,
        deferred,
        reply,
        now
    )
    .execute(job.conn())
    .await?;
    Ok(())
}

/// It is not needed any more.
pub(super) async fn dropped(job: &mut Job, taken: &Taken, why: Needless) -> sqlx::Result<()> {
    let now = job.now();
    sqlx::query!(
        "update mail set state = 'dropped', settled_at = $3, reply = $4, leased_until = null, browser = ''
         where id = $1::mail_id and attempts = $2 and state = 'waiting'",
        taken.id as MailId,
        taken.attempt,
        now,
        why.key()
    )
    .execute(job.conn())
    .await?;
    Ok(())
}

/// Where there is no mail server, nobody shall get a year of old mail on the day on which one is named.
pub(super) async fn expire(job: &mut Job) -> sqlx::Result<u64> {
    let now = job.now();
    let done = sqlx::query!(
        "update mail set state = 'dropped', settled_at = $1, reply = $3, leased_until = null, browser = '' where state = 'waiting' and made_at < $2",
        now,
        now - PATIENCE,
        Needless::NoServer.key()
    )
    .execute(job.conn())
    .await?;
    Ok(done.rows_affected())
}

/// A mail to whom, in which language.
pub(super) struct Mail {
    pub(super) kind: MailKind,
    pub(super) person: Option<PersonId>,
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    pub(super) ended: bool,
    pub(super) lang: String,
    pub(super) made_at: DateTime<Utc>,
    /// In which browser it was done, as that calls itself.
    pub(super) browser: String,
}

/// The link of a mail to somebody who has forgotten her password. Says whose it is; nobody's any more when it is too late.
pub(super) async fn link_by_mail(job: &mut Job, id: MailId, hash: &[u8]) -> sqlx::Result<Option<PersonId>> {
    let now = job.now();
    sqlx::query_scalar!(r#"select link_by_mail($1, $2, $3) as "person?: PersonId""#, id.uuid(), hash, now).fetch_one(job.conn()).await
}

pub(super) async fn mail(conn: &mut PgConnection, id: MailId) -> sqlx::Result<Mail> {
    sqlx::query_as!(
        Mail,
        r#"select kind as "kind!: MailKind", person_id as "person?: PersonId", person_name as "name?", address as "address?",
             ended_at is not null as "ended!", lang as "lang!", made_at as "made_at!", browser as "browser!"
           from published.outgoing
           where id = $1::mail_id"#,
        id as MailId
    )
    .fetch_one(conn)
    .await
}

/// A notice that has not been mailed yet.
pub(super) struct Untold {
    pub(super) notice: Notice,
    /// She was told a later step of the same date afterwards, by mail as well.
    pub(super) overtaken: bool,
    /// Of a question how measures go: some of which the day has come are still to be told of.
    pub(super) measures_wait: bool,
}

/// What a mail tells: the one notice it is about, or what a digest has gathered. `steps` are the kinds of which a later one takes
/// the place of those before.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(super) async fn untold(conn: &mut PgConnection, id: MailId, steps: &[NoticeKind], today: NaiveDate) -> sqlx::Result<Vec<Untold>> {
    let rows = sqlx::query!(
        r#"select n.kind as "notice!: NoticeKind", n.due_on as "told_due_on!", n.days as "days!", coalesce(b.id, r.board_id) as "board!: BoardId",
             -- In whose name she is told, where it is not the board of the round.
             case when b.id is null then r.name
               else row(r.reference, r.reference_key, r.title, b.name, b.slug, r.kind, r.ordinal)::round_name end as "name!: RoundName", p.words as "words?",
             r.last_day as "last_day!: LastDay", r.received_at as "received_at?",
             r.received_on as "received_on?", r.closed_at is not null as "closed!", r.supplement_due_on as "supplement_due_on?",
             exists (
               select 1 from notice later
               where later.person_id = n.person_id and later.round_id = n.round_id and later.due_on = n.due_on and later.days > n.days
                 and n.kind = any ($2) and later.kind = any ($2)
                 and later.delivery <> 'in_app'
             ) as "overtaken!",
             n.kind = 'status_asked' and exists (
               select 1 from published.measure_between b
               where b.board_id = r.board_id and coalesce(b.status, 'under_way') = 'under_way' and coalesce(b.status_due_on, b.now_on) <= $3
             ) as "measures_wait!"
           from mail m
           join notice n on n.id = m.notice_id or n.digest_id = m.id
           join published.round r on r.id = n.round_id
           left join published.board b on b.id = n.told_board
           left join published.prompt p on p.round_id = n.round_id and n.key = 'prompt:' || p.round_id || ':' || p.n
           where m.id = $1::mail_id
           order by n.made_at, r.due_on, r.title"#,
        id as MailId,
        steps as &[NoticeKind],
        today
    )
    .fetch_all(conn)
    .await?;
    let untold = rows.into_iter().map(|row| Untold {
        overtaken: row.overtaken,
        measures_wait: row.measures_wait,
        notice: Notice {
            kind: row.notice,
            told_due_on: row.told_due_on,
            days: row.days,
            words: row.words,
            round: RoundTold {
                board: row.board,
                name: row.name,
                last_day: row.last_day,
                received_at: row.received_at,
                received_on: row.received_on,
                closed: row.closed,
                supplement_due_on: row.supplement_due_on,
            },
        },
    });
    Ok(untold.collect())
}

/// What somebody is on a day, and for which board.
pub(super) async fn roles(conn: &mut PgConnection, person: PersonId, day: NaiveDate) -> sqlx::Result<Vec<(Role, Option<BoardId>)>> {
    let rows = sqlx::query!(
        r#"select role as "role!: Role", board_id as "board?: BoardId"
           from published.recipient
           where person_id = $1::person_id and valid_from <= $2 and (valid_to is null or valid_to >= $2)"#,
        person as PersonId,
        day
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.role, row.board)).collect())
}

/// An arrival as its receipt has it.
pub(super) struct Arrival {
    pub(super) receipt_number: String,
    pub(super) received_at: Option<DateTime<Utc>>,
    pub(super) received_on: NaiveDate,
    pub(super) document_sha256: Vec<u8>,
    /// Which it is among all that has come in for its round.
    pub(super) number: i16,
    /// Of which kind it is.
    pub(super) kind: SubmissionKind,
    /// The board has taken it back.
    pub(super) withdrawn: bool,
    pub(super) name: RoundName,
}

/// The arrival that a receipt is for: its mail is called after it.
pub(super) async fn arrival(conn: &mut PgConnection, id: MailId) -> sqlx::Result<Arrival> {
    sqlx::query_as!(
        Arrival,
        r#"select s.number as "number!", s.receipt_number as "receipt_number!", s.received_at as "received_at?", s.received_on as "received_on!",
             s.document_sha256 as "document_sha256!", s.kind as "kind!", s.withdrawn_at is not null as "withdrawn!",
             r.name as "name!: RoundName"
           from mail m
           join published.submission s on s.id = split_part(m.key, ':', 2)::uuid
           join published.round r on r.id = s.round_id
           where m.id = $1::mail_id"#,
        id as MailId
    )
    .fetch_one(conn)
    .await
}

/// A response that has been late for long.
pub(super) struct LongLate {
    pub(super) name: RoundName,
    pub(super) due_on: NaiveDate,
}

/// What was told at the instant of this mail and is still missing; what has another last day by now is not late for long.
pub(super) async fn long_late(conn: &mut PgConnection, id: MailId) -> sqlx::Result<Vec<LongLate>> {
    sqlx::query_as!(
        LongLate,
        r#"select r.name as "name!: RoundName", r.due_on as "due_on!"
           from mail m
           join presidium_notice p on p.told_at = m.made_at
           join published.round r on r.id = p.round_id and r.due_on = p.due_on
           where m.id = $1::mail_id and r.submission_id is null and r.closed_at is null and r.withdrawn_at is null
           order by r.due_on, r.board_name collate "sv-x-icu", r.title collate "sv-x-icu""#,
        id as MailId
    )
    .fetch_all(conn)
    .await
}

/// Whom letters come from, and whom to ask.
#[derive(Default)]
pub(super) struct Sender {
    pub(super) organisation: String,
    pub(super) auditors: String,
    pub(super) contact: String,
    /// What the auditors call a verdict.
    pub(super) verdict: VerdictWord,
}

pub(super) async fn sender(conn: &mut PgConnection) -> sqlx::Result<Sender> {
    let row = sqlx::query_as!(
        Sender,
        r#"select name as "organisation!", auditors_name as "auditors!", contact as "contact!",
             verdict_word as "verdict!: VerdictWord" from published.organisation"#
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.unwrap_or_default())
}

/// That the jobs run: to the minute, so that it is not written twice in each.
pub(super) async fn ran(job: &mut Job) -> sqlx::Result<()> {
    let now = job.now();
    sqlx::query!(
        "insert into job_round as r (ran_at) values ($1)
         on conflict (single) do update set ran_at = excluded.ran_at where r.ran_at <= excluded.ran_at - interval '1 minute'",
        now
    )
    .execute(job.conn())
    .await?;
    Ok(())
}

/// One mail to each person with what she has been told and not yet been mailed, gathered in the same statement. At most one
/// a day: a day's key belongs to whoever is first. Says how many.
pub(super) async fn gather(job: &mut Job) -> sqlx::Result<i64> {
    let (now, today) = (job.now(), job.today());
    sqlx::query_scalar!(
        r#"with made as (
             insert into mail (id, key, kind, person_id, made_at, due_at)
             select gen_random_uuid(), 'digest:' || waiting.person_id || ':' || $2::date, 'digest', waiting.person_id, $1, $1
             from (select distinct person_id from notice where delivery = 'digest' and digest_id is null) waiting
             on conflict on constraint mail_once do nothing
             returning id, person_id
           ), gathered as (
             update notice n set digest_id = made.id
             from made
             where n.person_id = made.person_id and n.delivery = 'digest' and n.digest_id is null
           )
           select count(*) as "made!" from made"#,
        now,
        today
    )
    .fetch_one(job.conn())
    .await
}

/// One mail to each person for whom more wait than she should get at once, with all that they would have told. Only those that
/// nobody has tried to send. What the auditors remind of in their own words goes as they wrote it. Says how many.
pub(super) async fn bundle(job: &mut Job) -> sqlx::Result<i64> {
    let now = job.now();
    sqlx::query_scalar!(
        r#"with many as (
             select m.person_id
             from mail m
             where m.state = 'waiting' and m.kind = 'notice' and m.attempts = 0 and m.due_at <= $1
               and not exists (select 1 from notice w where w.id = m.notice_id and w.kind = 'prompted')
             group by m.person_id
             having count(*) > $2
           ), folded as (
             update mail m set state = 'dropped', settled_at = $1, reply = $3
             from many
             where m.person_id = many.person_id and m.state = 'waiting' and m.kind = 'notice' and m.attempts = 0 and m.due_at <= $1
               and not exists (select 1 from notice w where w.id = m.notice_id and w.kind = 'prompted')
             returning m.person_id, m.notice_id
           ), made as (
             insert into mail (id, key, kind, person_id, made_at, due_at)
             select gen_random_uuid(), 'bundle:' || f.person_id || ':' || $1::timestamptz, 'digest', f.person_id, $1, $1
             from (select distinct person_id from folded) f
             returning id, person_id
           ), told as (
             update notice n set digest_id = made.id
             from folded f
             join made on made.person_id = f.person_id
             where n.id = f.notice_id
           )
           select count(*) as "made!" from made"#,
        now,
        AT_ONCE,
        Needless::Gathered.key()
    )
    .fetch_one(job.conn())
    .await
}

/// A role, a link or a new beginning that somebody is told of, as it stands now.
pub(super) struct AccessTold {
    pub(super) kind: AccessKind,
    /// Nobody, where it is about a board.
    pub(super) person: Option<String>,
    /// It is the reader's own.
    pub(super) hers: bool,
    pub(super) role: Option<Role>,
    pub(super) board: Option<String>,
    /// Who follows a board, or has followed it.
    pub(super) heir: Option<String>,
    /// The last day of a board that ends.
    pub(super) ends_on: Option<NaiveDate>,
    /// The last day of a role, if it has one.
    pub(super) to: Option<NaiveDate>,
    pub(super) proposer: String,
    pub(super) step: AccessStep,
    pub(super) decider: Option<String>,
    pub(super) effect_at: Option<DateTime<Utc>>,
    /// From when it holds, where it is a role by now.
    pub(super) begins: Option<NaiveDate>,
    /// The reader is an administrator.
    pub(super) administers: bool,
}

/// What a mail tells of who shall be able to do what.
pub(super) async fn access_told(job: &mut Job, mail: MailId) -> sqlx::Result<Vec<AccessTold>> {
    let (now, today) = (job.now(), job.today());
    sqlx::query_as!(
        AccessTold,
        r#"select kind as "kind!: AccessKind", person_name as "person?", hers as "hers!", role as "role?: Role", board_name as "board?",
             heir_name as "heir?", ends_on as "ends_on?", valid_to as "to?", proposer as "proposer!", step as "step!: AccessStep", decider as "decider?", effect_at as "effect_at?", begins as "begins?",
             administers as "administers!"
           from access_told($1, $2, $3)"#,
        mail.uuid(),
        now,
        today
    )
    .fetch_all(job.conn())
    .await
}

/// A role that will end, as it stands now.
pub(super) struct EndingTold {
    pub(super) person: String,
    /// It is the reader's own.
    pub(super) hers: bool,
    pub(super) role: Role,
    pub(super) board: Option<String>,
    pub(super) last_day: NaiveDate,
    /// Nobody can hand in for the board the day after.
    pub(super) leaves_nobody: bool,
    /// The reader is an administrator.
    pub(super) administers: bool,
}

/// What a mail tells of roles that will end.
pub(super) async fn endings_told(job: &mut Job, mail: MailId) -> sqlx::Result<Vec<EndingTold>> {
    let today = job.today();
    sqlx::query_as!(
        EndingTold,
        r#"select person_name as "person!", hers as "hers!", role as "role!: Role", board_name as "board?", last_day as "last_day!",
             leaves_nobody as "leaves_nobody!", administers as "administers!"
           from endings_told($1, $2)"#,
        mail.uuid(),
        today
    )
    .fetch_all(job.conn())
    .await
}
