//! Reading what there is to do. Writes nothing.

mod access;
mod arranged;
mod own_count;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::domain::audit::ItemKind;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::register::BoardStory;
use crate::domain::round::{LastDay, RoundName};
use crate::domain::verdict::Grade;
pub(super) use access::{Access, access};
pub(super) use arranged::{Arranged, Ending, Invited, Unscannable, arranged, boards_without_secretary, scans, unscannable, unused_invitations};
pub(super) use own_count::{AccessRequest, AccessWindow, OwnCount, OwnMeasure, own_count};

/// An awaited round of one's own boards, with how far the desk is. Read on the boards' side only.
pub(super) struct OwnRound {
    pub(super) board: BoardId,
    pub(super) name: RoundName,
    pub(super) last_day: LastDay,
    pub(super) items: i64,
    pub(super) begun: i64,
    pub(super) complete: i64,
    pub(super) saved_at: Option<DateTime<Utc>>,
    pub(super) saved_by: Option<String>,
    pub(super) locked: bool,
    pub(super) decided: bool,
    pub(super) waits_for_first: bool,
}

/// The awaited rounds of one's own boards: so many of those that are late, of those due no later than `near`, and of those due after it.
#[expect(clippy::too_many_lines, reason = "one statement: the rounds, and how far the desk of each is")]
pub(super) async fn own_rounds(
    conn: &mut PgConnection,
    boards: Vec<BoardId>,
    (today, near): (NaiveDate, NaiveDate),
    each: usize,
) -> sqlx::Result<Vec<OwnRound>> {
    sqlx::query_as!(
        OwnRound,
        r#"with picked as (
             -- Board by board: a planner that does not know how many they are reads what is open in the whole city otherwise.
             (select o.id from unnest($1::board_id[]) b(id) cross join lateral (
                select r.id, r.due_on, r.title from published.round r
                where r.board_id = b.id and r.submission_id is null and r.closed_at is null and r.due_on < $2
                order by r.due_on, r.title collate "sv-x-icu" limit $4
              ) o order by o.due_on, o.title collate "sv-x-icu" limit $4)
             union all
             (select o.id from unnest($1::board_id[]) b(id) cross join lateral (
                select r.id, r.due_on, r.title from published.round r
                where r.board_id = b.id and r.submission_id is null and r.closed_at is null and r.due_on between $2 and $3
                order by r.due_on, r.title collate "sv-x-icu" limit $4
              ) o order by o.due_on, o.title collate "sv-x-icu" limit $4)
             union all
             (select o.id from unnest($1::board_id[]) b(id) cross join lateral (
                select r.id, r.due_on, r.title from published.round r
                where r.board_id = b.id and r.submission_id is null and r.closed_at is null and r.due_on > $3
                order by r.due_on, r.title collate "sv-x-icu" limit $4
              ) o order by o.due_on, o.title collate "sv-x-icu" limit $4)
           )
           select r.board_id as "board!", r.name as "name!", r.last_day as "last_day!",
             r.items + 1::bigint as "items!",
             coalesce(p.begun, 0) as "begun!", coalesce(p.complete, 0) as "complete!", last.saved_at as "saved_at?", last.saved_by as "saved_by?",
             coalesce(not l.reopened, false) as "locked!", coalesce(not l.reopened and l.decided, false) as "decided!",
             r.kind <> 'first' and first.submission_id is null as "waits_for_first!"
           from picked
           cross join lateral (
             select o.id, o.audit_id, o.board_id, o.kind, o.name, o.last_day, o.items, o.due_on, o.title
             from published.round o
             where o.id = picked.id
             limit 1
           ) r
           left join published.round first on first.audit_id = r.audit_id and first.board_id = r.board_id and first.kind = 'first'
             and first.withdrawn_at is null
           left join lateral (
             select count(*) as begun, count(*) filter (where d.complete) as complete from desk_part d where d.round_id = r.id
           ) p on true
           left join lateral (
             select d.saved_at, n.name as saved_by
             from desk_part d
             join published.person_name n on n.id = d.saved_by
             where d.round_id = r.id
             order by d.saved_at desc
             limit 1
           ) last on true
           left join lateral (
             select exists (select 1 from desk_reopening o where o.round_id = k.round_id and o.n = k.n) as reopened,
               exists (select 1 from board_decision b where b.round_id = k.round_id and b.n = k.n) as decided
             from desk_lock k
             where k.round_id = r.id
             order by k.n desc
             limit 1
           ) l on true
           order by r.due_on, r.title collate "sv-x-icu""#,
        boards as Vec<BoardId>,
        today,
        near,
        i64::try_from(each).unwrap_or(i64::MAX)
    )
    .fetch_all(conn)
    .await
}

/// What one of one's own boards has handed in, and something of which is still awaited: its decision, or a supplement that the auditors
/// have asked for.
pub(super) struct Undecided {
    pub(super) board: BoardId,
    pub(super) name: RoundName,
    pub(super) last_day: LastDay,
    pub(super) received_on: NaiveDate,
    /// The last day of the supplement.
    pub(super) supplement_due_on: Option<NaiveDate>,
    /// How many wait for their decision, and for how many a supplement is asked.
    pub(super) of_all: i64,
    pub(super) of_all_asked: i64,
}

/// So many of each, the oldest first. Once the audit is closed nothing more is waited for.
pub(super) async fn own_undecided(conn: &mut PgConnection, boards: Vec<BoardId>, most: usize) -> sqlx::Result<Vec<Undecided>> {
    sqlx::query_as!(
        Undecided,
        r#"with picked as (
             (select id from published.round where undecided and closed_at is null and board_id = any ($1::board_id[]) order by received_on, id limit $2)
             union
             (select id from published.round where supplement_request is not null and board_id = any ($1::board_id[])
              order by supplement_due_on, id limit $2)
           )
           select r.board_id as "board!", r.name as "name!", r.last_day as "last_day!", r.received_on as "received_on!",
             r.supplement_due_on as "supplement_due_on?",
             (
               select count(*) from published.round a where a.undecided and a.closed_at is null and a.board_id = any ($1::board_id[])
             ) as "of_all!",
             (select count(*) from published.round a where a.supplement_request is not null and a.board_id = any ($1::board_id[])) as "of_all_asked!"
           from picked
           cross join lateral (
             select o.id, o.board_id, o.name, o.last_day, o.received_on, o.supplement_due_on
             from published.round o
             where o.id = picked.id
             limit 1
           ) r
           order by r.supplement_due_on, r.received_on, r.id"#,
        boards as Vec<BoardId>,
        i64::try_from(most).unwrap_or(i64::MAX)
    )
    .fetch_all(conn)
    .await
}

/// A round of which parts are somebody's to write, and not done.
pub(super) struct OwnPart {
    pub(super) name: RoundName,
    pub(super) last_day: LastDay,
    /// The codes of its items, and an empty one for the summary.
    pub(super) parts: Vec<String>,
    /// How many such rounds there are.
    pub(super) of_all: i64,
}

/// So many of them, by their last days. Nobody is asked for what is locked.
pub(super) async fn own_parts(conn: &mut PgConnection, person: PersonId, boards: Vec<BoardId>, most: usize) -> sqlx::Result<Vec<OwnPart>> {
    sqlx::query_as!(
        OwnPart,
        r#"select r.name as "name!", r.last_day as "last_day!", own.parts as "parts!: Vec<String>", count(*) over () as "of_all!"
           from (
             select g.round_id, array_agg(coalesce(i.code, '') order by i.kind nulls first, i.number) as parts
             from desk_assignment g
             left join published.item i on i.id = g.item_id
             where g.person_id = $1::person_id and g.board_id = any ($2::board_id[])
               and not exists (
                 select 1 from desk_part p where p.round_id = g.round_id and p.item_id is not distinct from g.item_id and p.complete
               )
               and not exists (
                 select 1 from desk_lock k
                 where k.round_id = g.round_id and not exists (select 1 from desk_reopening o where o.round_id = k.round_id and o.n = k.n)
               )
             group by g.round_id
           ) own
           join published.round r on r.id = own.round_id and r.submission_id is null and r.closed_at is null
           order by r.due_on, r.id
           limit $3"#,
        person as PersonId,
        boards as Vec<BoardId>,
        i64::try_from(most).unwrap_or(i64::MAX)
    )
    .fetch_all(conn)
    .await
}

/// Why a round stands on the auditors' start page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(super) enum Waits {
    /// For an answer that should have come.
    Late,
    /// For a decision on an extension.
    Asked,
    /// For a verdict.
    Unread,
    /// For a diary number, although it has its verdict.
    Unregistered,
    /// For a supplement that was asked for.
    Supplement,
    /// For its last day, which is near.
    Coming,
}

/// A round as the auditors see it: awaited, or arrived and not yet judged.
pub(super) struct AuditedRound {
    pub(super) waits: Waits,
    pub(super) name: RoundName,
    pub(super) last_day: LastDay,
    pub(super) received_at: Option<DateTime<Utc>>,
    pub(super) received_on: Option<NaiveDate>,
    /// Which of what has come in stands.
    pub(super) number: Option<i16>,
    pub(super) diary_number: Option<String>,
    pub(super) items: i64,
    pub(super) judged: i64,
    pub(super) assessed: bool,
    /// The last day of the supplement that was asked for.
    pub(super) supplement_due_on: Option<NaiveDate>,
}

/// Everything that waits, so many of each kind by their last days: late, asked about, arrived without verdict or without
/// diary number, and near.
#[expect(clippy::too_many_lines, reason = "one statement: each group in its order")]
pub(super) async fn audited_rounds(
    conn: &mut PgConnection,
    today: NaiveDate,
    near: NaiveDate,
    whose: Option<&[Uuid]>,
    each: usize,
) -> sqlx::Result<Vec<AuditedRound>> {
    sqlx::query_as!(
        AuditedRound,
        r#"with picked as (
             (select 'late' as waits, id from published.round r where submission_id is null and closed_at is null and due_on < $1 and not r.behind
                and case when $4::uuid[] is null then true else r.audit_id = any ($4) end
              order by due_on, board_name collate "sv-x-icu" limit $3)
             union all
             (select 'asked', id from published.round where extension_asked
                and case when $4::uuid[] is null then true else audit_id = any ($4) end
              order by due_on, board_name collate "sv-x-icu" limit $3)
             union all
             (select 'unread', id from published.round where submission_id is not null and assessed_at is null
                and case when $4::uuid[] is null then true else audit_id = any ($4) end
              order by due_on, board_name collate "sv-x-icu" limit $3)
             union all
             (select 'unregistered', id from published.round where submission_id is not null and assessed_at is not null and diary_number is null
                and case when $4::uuid[] is null then true else audit_id = any ($4) end
              order by due_on, board_name collate "sv-x-icu" limit $3)
             union all
             (select 'supplement', id from published.round where supplement_request is not null
                and case when $4::uuid[] is null then true else audit_id = any ($4) end
              order by supplement_due_on, board_name collate "sv-x-icu" limit $3)
             union all
             (select 'coming', id from published.round where submission_id is null and closed_at is null and due_on between $1 and $2
                and case when $4::uuid[] is null then true else audit_id = any ($4) end
              order by due_on, board_name collate "sv-x-icu" limit $3)
           )
           select p.waits as "waits!: Waits", r.name as "name!", r.last_day as "last_day!",
             r.received_at, r.received_on,
             (select s.number from published.submission s where s.id = r.submission_id) as "number?",
             r.diary_number as "diary_number?",
             (select count(*) from published.submitted_answer a where a.submission_id = r.submission_id) as "items!",
             (select count(*) from verdict_part v where v.submission_id = r.submission_id and v.grade is not null) as "judged!",
             r.assessed_at is not null as "assessed!", r.supplement_due_on as "supplement_due_on?"
           from picked p
           cross join lateral (
             select o.name, o.last_day, o.received_at, o.received_on, o.diary_number, o.submission_id, o.assessed_at, o.due_on, o.board_name,
               o.supplement_due_on
             from published.round o
             where o.id = p.id
             limit 1
           ) r
           order by r.due_on, r.board_name collate "sv-x-icu""#,
        today,
        near,
        i64::try_from(each).unwrap_or(i64::MAX),
        whose
    )
    .fetch_all(conn)
    .await
}

/// How much of each kind waits, and what became of the last day that was yesterday.
pub(super) struct AuditedCount {
    pub(super) late: i64,
    pub(super) asked: i64,
    pub(super) unread: i64,
    pub(super) unregistered: i64,
    pub(super) supplements: i64,
    pub(super) coming: i64,
    pub(super) due_yesterday: i64,
    pub(super) came_in_time: i64,
    pub(super) came_by_letter: i64,
    pub(super) missing: i64,
    /// Who shall be able to do what, as the auditors are told.
    pub(super) access: Json<Vec<Access>>,
}

pub(super) async fn audited_count(
    conn: &mut PgConnection,
    near: NaiveDate,
    yesterday: NaiveDate,
    whose: Option<&[Uuid]>,
    window: &AccessWindow,
) -> sqlx::Result<AuditedCount> {
    sqlx::query_as!(
        AuditedCount,
        r#"select
             (
               select count(*) from published.round r
               where submission_id is null and closed_at is null and due_on < $1
                and case when $7::uuid[] is null then true else r.audit_id = any ($7) end
                 -- While the first response is missing no follow-up can be written: one silent board is late once.
                 and not r.behind
             ) as "late!",
             (select count(*) from published.round where extension_asked
               and case when $7::uuid[] is null then true else audit_id = any ($7) end) as "asked!",
             (select count(*) from published.round where submission_id is not null and assessed_at is null
               and case when $7::uuid[] is null then true else audit_id = any ($7) end) as "unread!",
             (select count(*) from published.round where submission_id is not null and assessed_at is not null and diary_number is null
               and case when $7::uuid[] is null then true else audit_id = any ($7) end) as "unregistered!",
             (select count(*) from published.round where supplement_request is not null
               and case when $7::uuid[] is null then true else audit_id = any ($7) end) as "supplements!",
             (select count(*) from published.round where submission_id is null and closed_at is null and due_on between $1 and $2
               and case when $7::uuid[] is null then true else audit_id = any ($7) end) as "coming!",
             y.due as "due_yesterday!", y.came as "came_in_time!", y.came_by_letter as "came_by_letter!", y.missing as "missing!",
             access_list($4, $5, $6) as "access!: Json<Vec<Access>>"
           from (
             select count(*) as due, count(*) filter (where received_on <= due_on) as came,
               count(*) filter (where received_on <= original_due_on) as came_by_letter, count(*) filter (where received_on is null) as missing
             from published.round
             where due_on = $3 and closed_at is null
               and case when $7::uuid[] is null then true else audit_id = any ($7) end
           ) y"#,
        window.today,
        near,
        yesterday,
        window.since,
        window.at,
        i64::try_from(window.most).unwrap_or(i64::MAX),
        whose
    )
    .fetch_one(conn)
    .await
}

/// An item with one of its boards that is for the auditors to look at: on a day that has come, or nobody has said when.
pub(super) struct ToLookAt {
    pub(super) key: String,
    pub(super) reference: String,
    pub(super) code: String,
    pub(super) heading: String,
    pub(super) board_name: String,
    pub(super) board_slug: String,
    pub(super) kind: ItemKind,
    pub(super) grade: Option<Grade>,
    /// None: it is not settled, is asked about no more, and no day is planned.
    pub(super) look_on: Option<NaiveDate>,
    /// How many there are of its kind; of those without a day counted up to `COUNTED`.
    pub(super) of_all: i64,
}

/// What is left to decide is counted so far and no further.
pub(super) const COUNTED: i64 = 1000;

/// The first so many of those whose day has come, and of those that have none.
pub(super) async fn looks(conn: &mut PgConnection, today: NaiveDate, whose: Option<&[Uuid]>, most: usize) -> sqlx::Result<Vec<ToLookAt>> {
    sqlx::query_as!(
        ToLookAt,
        r#"with due as (
             select i.item_id, i.board_id, i.look_on, i.graded_at, count(*) over () as of_all
             from published.item_now i
             where i.look_on <= $1 and i.standing not in ('implemented', 'no_longer_relevant')
               and case when $3::uuid[] is null then true else i.audit_id = any ($3) end
             order by i.look_on, i.board_name collate "sv-x-icu", i.reference_key, i.number
             limit $2
           ), undecided as (
             select l.item_id, l.board_id, null::date as look_on, l.graded_at, count(*) over () as of_all
             from (
               select x.item_id, x.board_id, x.graded_at
               from published.item_left x
               where case when $3::uuid[] is null then true else x.audit_id = any ($3) end
               order by x.graded_at, x.item_id, x.board_id
               limit $4
             ) l
             order by l.graded_at, l.item_id, l.board_id
             limit $2
           )
           select o.reference_key as "key!", o.reference as "reference!", o.code as "code!", o.heading as "heading!", o.board_name as "board_name!",
             o.board_slug as "board_slug!", o.kind as "kind!: ItemKind", o.grade as "grade?: Grade", a.look_on as "look_on?", a.of_all as "of_all!"
           from (
             select d.item_id, d.board_id, d.look_on, d.graded_at, d.of_all from due d
             union all
             select u.item_id, u.board_id, u.look_on, u.graded_at, u.of_all from undecided u
           ) a
           cross join lateral (
             select i.reference_key, i.reference, i.code, i.kind, i.number, i.heading, i.board_name, i.board_slug, i.grade
             from published.item_now i
             where i.item_id = a.item_id and i.board_id = a.board_id
             limit 1
           ) o
           order by a.look_on, a.graded_at, o.board_name collate "sv-x-icu", o.reference_key, o.number"#,
        today,
        i64::try_from(most).unwrap_or(i64::MAX),
        whose,
        COUNTED + 1
    )
    .fetch_all(conn)
    .await
}

/// Audits that have not been sent, by key, reference and title; and whose audits the page is about.
pub(super) struct Unsent {
    pub(super) drafts: Json<Vec<(String, String, String)>>,
    /// Those for which she is responsible, sent or not; none: everybody's.
    pub(super) mine: Option<Vec<Uuid>>,
    /// Audits that are not closed, and whose responsible is no auditor any more: with who that was.
    pub(super) without: Json<Vec<(String, String, String, String)>>,
    /// Boards that end, or have ended, with something left to hand in: address, name and what has become of each.
    pub(super) ending_boards: Json<Vec<(String, String, BoardStory)>>,
}

/// Only hers, if somebody is named.
pub(super) async fn unsent(conn: &mut PgConnection, responsible: Option<PersonId>, today: NaiveDate) -> sqlx::Result<Unsent> {
    sqlx::query_as!(
        Unsent,
        r#"with mine as (
             select m.audit_id::uuid as id from own_responsible_now m where m.person_id = $1::person_id
           )
           select coalesce((
               select jsonb_agg(jsonb_build_array(a.reference_key, a.reference, a.title) order by u.recorded_at desc, u.id)
               from unsent_now u
               join audit a on a.id = u.id
               where case when $1::person_id is null then true else u.id in (select id from mine) end
             ), '[]') as "drafts!: Json<Vec<(String, String, String)>>",
             case when $1::person_id is not null then array(select id from mine) end as "mine?: Vec<Uuid>",
             coalesce((
               select jsonb_agg(jsonb_build_array(a.reference_key, a.reference,
                 coalesce((select v.title from audit_version v where v.audit_id = a.id order by v.n desc limit 1), a.title), p.name) order by a.reference_key)
               from published.person_name p
               join own_responsible_now m on m.person_id = p.id
               join audit a on a.id = m.audit_id
               where $1::person_id is null
                 and not exists (
                   select 1 from published.auditor o where o.person_id = p.id and o.valid_from <= $2 and (o.valid_to is null or o.valid_to >= $2)
                 )
                 and not exists (select 1 from published.audit s where s.id = a.id and s.closed_at is not null)
             ), '[]') as "without!: Json<Vec<(String, String, String, String)>>",
             coalesce((
               select jsonb_agg(jsonb_build_array(b.slug, b.name, y.story) order by b.valid_to, b.slug)
               from published.board b
               join published.board_work w on w.board_id = b.id
               join published.board_story y on y.board_id = b.id
               where b.valid_to is not null
             ), '[]') as "ending_boards!: Json<Vec<(String, String, BoardStory)>>""#,
        responsible as Option<PersonId>,
        today
    )
    .fetch_one(conn)
    .await
}
