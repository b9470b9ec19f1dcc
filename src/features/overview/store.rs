//! The SQL of the overview and of the boards' pages. Reads the published views and nothing else; writes nothing. What the
//! passing of days cannot change has been counted already; what is overdue today is counted from the rounds that are open,
//! so that no page grows with the archive.

mod board;
mod board_year;
mod boards;
mod since;
mod then;

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::figures::Tally;
use crate::domain::calendar;
use crate::domain::council::Handling;
use crate::domain::ids::BoardId;
use crate::domain::response::Outcome;
use crate::domain::round::{LastDay, RoundName};
use crate::domain::standing::ItemStanding;
pub(crate) use board::Board;
pub(super) use board::{BEFORE_ALL, Round, board, count_rounds, rounds};
pub(super) use board_year::{OfYear, of_year, rounds_of_year};
pub(super) use boards::{Listed, Owing, boards};
pub(super) use since::{Beginnings, Happened, What, beginnings, since};
pub(super) use then::{audits_then, counted_then, missing_then, passed_then};

/// A board that has been asked to answer something.
pub(super) struct AskedBoard {
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) tally: Tally,
}

/// Everything that is counted, boards in alphabetical order. Responses per board, and per year of their last day in force.
/// Recommendations per board, and per year of the verdict: each counted once for every board that must answer it, by the
/// newest published verdict of a follow-up. One that is no longer relevant counts nowhere, and one that never got a verdict
/// before its audit was closed waits for nothing. With a board: of that one only.
pub(super) async fn counted(conn: &mut PgConnection, today: NaiveDate, board: Option<BoardId>) -> sqlx::Result<Counted> {
    Ok(by_boards_and_years(counted_rows(conn, today, board).await?))
}

/// The boards in alphabetical order, and the years.
pub(super) type Counted = (Vec<AskedBoard>, BTreeMap<i32, Tally>);

fn by_boards_and_years(rows: Vec<CountedRow>) -> Counted {
    let (mut boards, mut years) = (Vec::new(), BTreeMap::new());
    for row in rows {
        let tally = row.tally();
        match (row.name, row.slug, row.year) {
            (Some(name), Some(slug), _) => boards.push(AskedBoard { name, slug, tally }),
            // Year 0: not due or not judged yet.
            (_, _, Some(year @ 1..)) => drop(years.insert(i32::from(year), tally)),
            _ => {}
        }
    }
    (boards, years)
}

/// The counts of a board, or of a year.
struct CountedRow {
    name: Option<String>,
    slug: Option<String>,
    year: Option<i16>,
    submitted: i64,
    late: i64,
    overdue: i64,
    unanswered: i64,
    extended: i64,
    late_by_letter: i64,
    overdue_by_letter: i64,
    moved_after: i64,
    moved_after_open: i64,
    implemented: i64,
    partly: i64,
    not_implemented: i64,
    waiting: i64,
}

impl CountedRow {
    fn tally(&self) -> Tally {
        Tally {
            submitted: self.submitted,
            late: self.late,
            overdue: self.overdue,
            unanswered: self.unanswered,
            extended: self.extended,
            late_by_letter: self.late_by_letter,
            overdue_by_letter: self.overdue_by_letter,
            moved_after: self.moved_after,
            moved_after_open: self.moved_after_open,
            implemented: self.implemented,
            partly: self.partly,
            not_implemented: self.not_implemented,
            waiting: self.waiting,
        }
    }
}

/// What has been counted already, and beside it what is open: by its day in force, by the date of the letter, and marked.
async fn counted_rows(conn: &mut PgConnection, today: NaiveDate, board: Option<BoardId>) -> sqlx::Result<Vec<CountedRow>> {
    sqlx::query_as!(
        CountedRow,
        r#"with counted as (
             select t.board_id, t.year, t.submitted, t.late, 0 as overdue, t.unanswered, t.extended, t.late_by_letter, 0 as overdue_by_letter,
               t.moved_after, 0 as moved_after_open, t.implemented, t.partly, t.not_implemented, t.waiting
             from published.tally t
             where case when $2::board_id is null then true else t.board_id = $2 end
             union all
             -- While the first response is missing no follow-up can be written: one silent board is overdue once.
             select r.board_id, extract(year from r.due_on)::smallint, 0, 0, (r.due_on < $1 and not r.behind)::integer, 0,
               (r.due_on < $1 and not r.behind and r.extensions > 0)::integer, 0, (r.original_due_on < $1 and not r.behind)::integer,
               (r.moved_after is not null)::integer, (r.moved_after is not null)::integer, 0, 0, 0, 0
             from published.round r
             where r.submission_id is null
               and r.closed_at is null
               and (r.moved_after is not null or not r.behind and least(r.due_on, r.original_due_on) < $1)
               and case when $2::board_id is null then true else r.board_id = $2 end
           ), summed as (
             select board_id, year, sum(submitted) as submitted, sum(late) as late, sum(overdue) as overdue, sum(unanswered) as unanswered,
               sum(extended) as extended, sum(late_by_letter) as late_by_letter, sum(overdue_by_letter) as overdue_by_letter,
               sum(moved_after) as moved_after, sum(moved_after_open) as moved_after_open, sum(implemented) as implemented, sum(partly) as partly, sum(not_implemented) as not_implemented,
               sum(waiting) as waiting
             from counted
             group by grouping sets ((board_id), (year))
           )
           select b.name as "name?", b.slug as "slug?", s.year as "year?", s.submitted as "submitted!", s.late as "late!", s.overdue as "overdue!",
             s.unanswered as "unanswered!", s.extended as "extended!", s.late_by_letter as "late_by_letter!",
             s.overdue_by_letter as "overdue_by_letter!", s.moved_after as "moved_after!", s.moved_after_open as "moved_after_open!", s.implemented as "implemented!", s.partly as "partly!",
             s.not_implemented as "not_implemented!", s.waiting as "waiting!"
           from summed s
           left join published.board b on b.id = s.board_id
           order by b.name collate "sv-x-icu", b.id, s.year"#,
        today,
        board as Option<BoardId>
    )
    .fetch_all(conn)
    .await
}

/// How many audits have been sent, and how many of them are not closed.
pub(super) struct Audits {
    pub(super) sent: i64,
    pub(super) followed_up: i64,
    /// How many recommendations wait for a verdict in a follow-up, each counted once however many boards it is for.
    pub(super) waiting: i64,
    /// What the council took up last.
    pub(super) council: Option<Json<CouncilAct>>,
    /// How old what is open has become.
    pub(super) ages: Option<Json<Ages>>,
}

/// Open recommendations by their age, as the register counts them: once for each board that was asked to answer.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Ages {
    /// When the oldest was sent; none where none is open.
    pub(super) oldest_on: Option<NaiveDate>,
    /// Older than two years, and than four: counted only so far.
    pub(super) two: i64,
    pub(super) four: i64,
}

impl Ages {
    /// So many are counted.
    pub(super) const LIMIT: i64 = 1000;

    /// The standings of what is open, by their names.
    fn open() -> Vec<String> {
        ItemStanding::ALL.into_iter().filter(|standing| !standing.is_settled()).map(|standing| standing.name().to_owned()).collect()
    }

    /// What was sent before this day is so many years old on the other.
    fn before(day: NaiveDate, years: i32) -> NaiveDate {
        calendar::years_before(day, years).unwrap_or(day)
    }
}

/// An audit that the council took up, and how many it has taken up this year.
#[derive(Debug, serde::Deserialize)]
pub(super) struct CouncilAct {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) held_on: NaiveDate,
    pub(super) section: String,
    pub(super) handling: Handling,
    pub(super) this_year: i64,
}

pub(super) async fn audits(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Audits> {
    let since = calendar::year(today.year()).map_or(today, |(first, _)| first);
    sqlx::query_as!(
        Audits,
        r#"select coalesce(sum(sent), 0)::bigint as "sent!", coalesce(sum(sent - closed), 0)::bigint as "followed_up!",
             coalesce(sum(waiting), 0)::bigint as "waiting!",
             (
               select jsonb_build_object('key', a.reference_key, 'title', a.title, 'held_on', c.held_on, 'section', c.section, 'handling', c.handling,
                 'this_year', (select count(distinct y.audit_id) from published.council_act y where y.stands and not y.struck and y.held_on >= $1))
               from published.council_act c
               join published.audit a on a.id = c.audit_id
               where c.stands and not c.struck
               order by c.held_on desc, c.entered_at desc
               limit 1
             ) as "council: Json<CouncilAct>",
             (
               select jsonb_build_object('oldest_on', min(o.oldest_on),
                 'two', (select count(*) from (
                   select 1 from published.item_now i
                   where i.responds and i.kind = 'recommendation' and i.standing = any ($2::text[]::item_standing[]) and i.sent_on < $3 limit $5) t),
                 'four', (select count(*) from (
                   select 1 from published.item_now i
                   where i.responds and i.kind = 'recommendation' and i.standing = any ($2::text[]::item_standing[]) and i.sent_on < $4 limit $5) f))
               from unnest($2::text[]::item_standing[]) s
               cross join lateral (
                 select i.sent_on as oldest_on from published.item_now i
                 where i.responds and i.kind = 'recommendation' and i.standing = s
                 order by i.sent_on
                 limit 1
               ) o
             ) as "ages: Json<Ages>"
           from published.audit_tally"#,
        since,
        &Ages::open(),
        Ages::before(today, 2),
        Ages::before(today, 4),
        Ages::LIMIT
    )
    .fetch_one(conn)
    .await
}

/// A response that has not come.
pub(super) struct Missing {
    pub(super) name: RoundName,
    pub(super) last_day: LastDay,
}

/// The most overdue and the next ones to come, so many of each, by their last day.
pub(super) async fn missing(conn: &mut PgConnection, today: NaiveDate, each: i64) -> sqlx::Result<Vec<Missing>> {
    sqlx::query_as!(
        Missing,
        r#"select m.name as "name!: RoundName", m.last_day as "last_day!: LastDay"
           from (
             (
               select r.name, r.last_day, r.due_on, r.board_name, r.title, r.ordinal
               from published.round r
               where r.submission_id is null and r.closed_at is null and r.due_on < $1 and not r.behind
               order by r.due_on, r.board_name collate "sv-x-icu", r.title collate "sv-x-icu", r.ordinal
               limit $2
             )
             union all
             (
               select r.name, r.last_day, r.due_on, r.board_name, r.title, r.ordinal
               from published.round r
               where r.submission_id is null and r.closed_at is null and r.due_on >= $1
               order by r.due_on, r.board_name collate "sv-x-icu", r.title collate "sv-x-icu", r.ordinal
               limit $2
             )
           ) m
           order by m.due_on, m.board_name collate "sv-x-icu", m.title collate "sv-x-icu", m.ordinal"#,
        today,
        each
    )
    .fetch_all(conn)
    .await
}

/// A promised measure that counts although its first date has passed.
pub(super) struct Passed {
    pub(super) key: String,
    pub(super) board: String,
    pub(super) board_slug: String,
    pub(super) code: String,
    pub(super) heading: String,
    /// Empty: no measures were planned, and the question was to be looked at again by then.
    pub(super) action: String,
    /// The day first promised, and the one promised now; none when the board will not do it.
    pub(super) first_on: NaiveDate,
    pub(super) now_on: Option<NaiveDate>,
    pub(super) moves: i16,
    /// What the board's last answer says became of it; none when no later response tells.
    pub(super) outcome: Option<Outcome>,
    /// Its newest answer was given in special order, in a later round: of it nothing more is said here.
    pub(super) elsewhere: bool,
    /// What the board has told since that answer: how it goes, until when, and when it told so.
    pub(super) status: Option<Outcome>,
    pub(super) status_on: Option<NaiveDate>,
    pub(super) status_told_on: Option<NaiveDate>,
    pub(super) of_all: i64,
}

impl Passed {
    pub(super) fn promise(&self) -> Promise {
        Promise { first_on: self.first_on, now_on: self.now_on, moves: self.moves, outcome: self.outcome, elsewhere: self.elsewhere }
    }
}

/// What a board has promised by a day that has passed, and what it has said of it since: as in [`Passed`].
pub(super) struct Promise {
    pub(super) first_on: NaiveDate,
    pub(super) now_on: Option<NaiveDate>,
    pub(super) moves: i16,
    pub(super) outcome: Option<Outcome>,
    pub(super) elsewhere: bool,
}

/// The oldest so many. A promise counts until it is done or replaced, or the auditors have found it carried out or no longer
/// relevant: also when a later answer has moved it, and when the audit is closed. The plans of the items with the earliest
/// such days are looked at: no other can be among the oldest.
pub(super) async fn passed(conn: &mut PgConnection, today: NaiveDate, most: i64) -> sqlx::Result<Vec<Passed>> {
    sqlx::query_as!(
        Passed,
        r#"select i.reference_key as "key!", i.board_name as "board!", i.board_slug as "board_slug!", i.code as "code!", i.heading as "heading!", coalesce(m.action, '') as "action!",
             p.first_on as "first_on!", p.now_on as "now_on?", p.moves as "moves!", p.outcome as "outcome?: Outcome",
             coalesce(i.answer_kind = 'elsewhere' and i.ordinal > 1, false) as "elsewhere!",
             s.outcome as "status?: Outcome", s.due_on as "status_on?", stockholm_day(s.told_at) as "status_told_on?",
             coalesce((select o.measures from published.owed o where o.day = 'infinity'), 0)
               - (select coalesce(sum(o.measures), 0)::bigint from published.owed o where o.day >= $1 and o.day < 'infinity') as "of_all!"
           from (
             select n.reference_key, n.board_name, n.board_slug, n.code, n.heading, n.number, n.item_id, n.open_plans, n.answer_kind, n.ordinal, n.submission_id
             from published.item_now n
             where n.owed_on < $1
             order by n.owed_on, n.board_name collate "sv-x-icu", n.reference_key, n.number, n.item_id
             limit $2
           ) i
           cross join lateral (
             select q.measure, q.first_on, q.now_on, q.moves, q.outcome, q.place
             from unnest(i.open_plans) with ordinality as q (measure, first_on, now_on, moves, outcome, place)
             where q.first_on < $1
             order by q.place
             limit $2
           ) p
           left join lateral (
             -- Each measure by its own key: with a limit no other way is open. What is looked at again has none.
             select o.action from published.submitted_measure o where o.id = p.measure limit 1
           ) m on true
           left join lateral (
             select t.outcome, t.due_on, t.told_at from published.measure_status t
             where t.measure_id = p.measure and t.submission_id = i.submission_id
             order by t.n desc
             limit 1
           ) s on true
           order by p.first_on, i.board_name collate "sv-x-icu", i.reference_key, i.number, i.item_id, p.place
           limit $2"#,
        today,
        most
    )
    .fetch_all(conn)
    .await
}
