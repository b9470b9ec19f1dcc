//! The SQL of the register: its rows in pages. Reads the published views and nothing else.

mod life;
mod tags;
mod then;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::audit::ItemKind;
use crate::domain::ids::{BoardId, ItemId, PersonId};
use crate::domain::standing::ItemStanding;
use crate::domain::verdict::Grade;
use crate::platform::listing::{self, Count, Places, Window};

pub(super) use tags::{NewTagging, tag, tags};
pub(super) use then::{count_then, rows_then};

pub(crate) use life::{Alike, AnswerCame, Came, FollowUp, Found, ItemPath, NewFollowUp, OpenPlan, Said, TakenUp, find, follow_up, hold, life};

/// What the register is narrowed to.
pub(super) struct Wanted {
    /// Whether the rows of all boards are asked for.
    pub(super) all: bool,
    /// Whose are shown while no board is asked for.
    pub(super) own: Vec<BoardId>,
    /// The board that is asked for, by its slug; empty: none.
    pub(super) board: String,
    /// The audit, by its reference as it stands in addresses; empty: any.
    pub(super) audit: String,
    /// A pattern; empty: any heading, title and reference.
    pub(super) like: String,
    pub(super) kinds: &'static [&'static str],
    /// How they may stand, as the database names it.
    pub(super) standings: Vec<String>,
    pub(super) places: Places,
    /// The first and the last day among which it was sent.
    pub(super) sent: Option<(NaiveDate, NaiveDate)>,
    pub(super) sent_before: Option<NaiveDate>,
    /// The first and the last year of the newest verdict by which a recommendation counts as implemented, in part or not.
    pub(super) graded_in: Option<(i32, i32)>,
    /// Only those of which a planned day was moved.
    pub(super) moved: bool,
    /// Only those that the auditors wanted to look at by then.
    pub(super) look_by: Option<NaiveDate>,
    /// Only those that the auditors look at after then.
    pub(super) look_after: Option<NaiveDate>,
    /// Only those that are not settled and that nobody looks at any more (`published.item_left`).
    pub(super) left: bool,
    pub(super) grade: Option<Grade>,
    /// Only those that wait for a verdict in a follow-up.
    pub(super) waits: bool,
    /// Only those of audits for which she is responsible.
    pub(super) responsible: Option<PersonId>,
    /// Only those that matter most.
    pub(super) prioritised: bool,
    /// Only those with this tag; empty: with any or none.
    pub(super) tag: String,
}

impl Wanted {
    /// By which index the rows are found: that of an audit's address, that of boards, or that of the whole register.
    fn way(&self) -> &'static str {
        match (self.audit.is_empty(), self.all) {
            (false, _) => "audit",
            (true, false) => "boards",
            (true, true) => "all",
        }
    }

    fn kinds(&self) -> Vec<String> {
        self.kinds.iter().map(|kind| (*kind).to_owned()).collect()
    }
}

/// Where a row stands in the register: what is owed by the day first promised, then what is open, then what is settled.
pub(super) type Place = (i32, Uuid, Uuid);

/// Comes before every row.
pub(super) const BEFORE_ALL: Place = (i32::MIN, Uuid::nil(), Uuid::nil());

/// A row of the register.
pub(super) struct Row {
    pub(super) item: ItemId,
    pub(super) board: BoardId,
    pub(super) place: i32,
    pub(super) reference: String,
    pub(super) key: String,
    pub(super) code: String,
    pub(super) kind: ItemKind,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) board_name: String,
    pub(super) board_slug: String,
    pub(super) standing: ItemStanding,
    /// The first day promised that still counts.
    pub(super) owed_on: Option<NaiveDate>,
    pub(super) first_promised_on: Option<NaiveDate>,
    pub(super) promised_on: Option<NaiveDate>,
    pub(super) times_moved: i16,
    pub(super) grade: Option<Grade>,
    pub(super) graded_at: Option<DateTime<Utc>>,
    pub(super) look_on: Option<NaiveDate>,
    pub(super) sent_on: NaiveDate,
    pub(super) changed_on: NaiveDate,
    pub(super) prioritised: bool,
    pub(super) tags: Vec<String>,
}

impl Row {
    pub(super) fn place(&self) -> Place {
        (self.place, self.item.uuid(), self.board.uuid())
    }
}

/// A page of the register. Each standing, each board, or an audit, is read by the index that has its order, so far as a page goes;
/// then the first ones of all are taken.
#[expect(clippy::too_many_lines, reason = "one statement: all boards, some, and an audit, forwards and back")]
pub(super) async fn rows(conn: &mut PgConnection, wanted: &Wanted, window: &Window<Place>) -> sqlx::Result<Vec<Row>> {
    let (place, item, board) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        Row,
        r#"with wanted as not materialized (
             select i.item_id, i.board_id, i.place, i.kind, i.standing, i.reference_key
             from published.item_now i
             where i.responds
               and case when $8 = '' then true else i.heading ilike $8 or i.title ilike $8 or i.reference ilike $8 end
               and case when $9::date is null then true else i.sent_on between $9 and $10 end
               and case when $11::date is null then true else i.sent_on < $11 end
               and case when $12 then i.times_moved > 0 else true end
               and case when $13::date is null then true else i.look_on <= $13 end
               and case when $24::date is null then true else i.look_on > $24 end
               and case when $25 then exists (select 1 from published.item_left l where l.item_id = i.item_id and l.board_id = i.board_id) else true end
               and case when $26 then exists (select 1 from published.item_tags t where t.item_id = i.item_id and t.prioritised) else true end
               and case when $27 = '' then true else exists (select 1 from published.item_tags t where t.item_id = i.item_id and $27 = any (t.tags)) end
               and case when $14::grade is null then true else i.grade = $14 end
               and case when $28::int is null then true
                 else i.grade in ('implemented', 'partly_implemented', 'not_implemented') and extract(year from stockholm_day(i.graded_at)) between $28 and $29::int end
               and case when $15 then i.waits else true end
               and case when $23::person_id is null then true
                 else i.audit_id in (select m.audit_id from published.responsible_now m where m.person_id = $23) end
           ),
           asked as (
             select b.id from published.board b where case when $2 = '' then b.id = any ($3::board_id[]) else b.slug = $2 end
           ),
           found as (
             select x.item_id, x.board_id, x.place
             from unnest($4::text[]::item_kind[]) k cross join unnest($5::text[]::item_standing[]) s cross join lateral (
               (select w.item_id, w.board_id, w.place from wanted w
                where $1 = 'all' and not $16 and w.kind = k and w.standing = s and w.place between $6 and $7 and (w.place, w.item_id, w.board_id) > ($17, $18::uuid, $19::uuid)
                order by w.place, w.item_id, w.board_id limit $20)
               union all
               (select w.item_id, w.board_id, w.place from wanted w
                where $1 = 'all' and $16 and w.kind = k and w.standing = s and w.place between $6 and $7 and (w.place, w.item_id, w.board_id) < ($17, $18::uuid, $19::uuid)
                order by w.place desc, w.item_id desc, w.board_id desc limit $20)
             ) x
             union all
             select x.item_id, x.board_id, x.place
             from asked b cross join unnest($4::text[]::item_kind[]) k cross join unnest($5::text[]::item_standing[]) s cross join lateral (
               (select w.item_id, w.board_id, w.place from wanted w
                where $1 = 'boards' and not $16 and w.board_id = b.id and w.kind = k and w.standing = s and w.place between $6 and $7
                  and (w.place, w.item_id) > ($17, $18::uuid)
                order by w.place, w.item_id limit $20)
               union all
               (select w.item_id, w.board_id, w.place from wanted w
                where $1 = 'boards' and $16 and w.board_id = b.id and w.kind = k and w.standing = s and w.place between $6 and $7
                  and (w.place, w.item_id) < ($17, $18::uuid)
                order by w.place desc, w.item_id desc limit $20)
             ) x
             union all
             select w.item_id, w.board_id, w.place
             from wanted w
             -- In other words than the others: the index of all rows by kind, standing and place would be read whole beside that of the audit.
             where $1 = 'audit' and w.reference_key = $21 and w.kind::text = any ($4) and w.standing::text = any ($5) and w.place + 0 between $6 and $7
               and ($22 or w.board_id in (select id from asked))
               and case when $16 then (w.place, w.item_id, w.board_id) < ($17, $18::uuid, $19::uuid)
                 else (w.place, w.item_id, w.board_id) > ($17, $18::uuid, $19::uuid) end
           ),
           page as (
             (select item_id, board_id from found where not $16 order by place, item_id, board_id limit $20)
             union all
             (select item_id, board_id from found where $16 order by place desc, item_id desc, board_id desc limit $20)
           )
           select r.item_id as "item!: ItemId", r.board_id as "board!: BoardId", r.place as "place!", r.reference as "reference!",
             r.reference_key as "key!", r.code as "code!", r.kind as "kind!: ItemKind", r.title as "title!", r.heading as "heading!", r.board_name as "board_name!",
             r.board_slug as "board_slug!", r.standing as "standing!: ItemStanding", r.owed_on as "owed_on?",
             r.first_promised_on as "first_promised_on?", r.promised_on as "promised_on?", r.times_moved as "times_moved!",
             r.grade as "grade?: Grade", r.graded_at as "graded_at?", r.look_on as "look_on?", r.sent_on as "sent_on!", r.changed_on as "changed_on!",
             coalesce(t.prioritised, false) as "prioritised!", coalesce(t.tags, '{}') as "tags!"
           from page
           cross join lateral (
             select o.item_id, o.board_id, o.place, o.reference, o.reference_key, o.code, o.kind, o.title, o.heading, o.board_name, o.board_slug, o.standing,
               o.owed_on, o.first_promised_on, o.promised_on, o.times_moved, o.grade, o.graded_at, o.look_on, o.sent_on, o.changed_on
             from published.item_now o
             where o.item_id = page.item_id and o.board_id = page.board_id
             limit 1
           ) r
           left join lateral (select g.prioritised, g.tags from published.item_tags g where g.item_id = r.item_id limit 1) t on true
           order by r.place, r.item_id, r.board_id"#,
        wanted.way(),
        wanted.board,
        &wanted.own as &[BoardId],
        &wanted.kinds(),
        &wanted.standings,
        wanted.places.from,
        wanted.places.to,
        wanted.like,
        wanted.sent.map(|(from, _)| from),
        wanted.sent.map(|(_, to)| to),
        wanted.sent_before,
        wanted.moved,
        wanted.look_by,
        wanted.grade as Option<Grade>,
        wanted.waits,
        window.back(),
        place,
        item,
        board,
        window.most(),
        wanted.audit,
        wanted.all,
        wanted.responsible as Option<PersonId>,
        wanted.look_after,
        wanted.left,
        wanted.prioritised,
        wanted.tag,
        wanted.graded_in.map(|(first, _)| first),
        wanted.graded_in.map(|(_, last)| last)
    )
    .fetch_all(conn)
    .await
}

/// How many there are, and how many of them come before a place; counted only so far.
#[expect(clippy::too_many_lines, reason = "one statement: all boards, some, and an audit")]
pub(super) async fn count(conn: &mut PgConnection, wanted: &Wanted, (place, item, board): Place) -> sqlx::Result<Count> {
    let limit = listing::limit(&wanted.like);
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select i.item_id, i.board_id, i.place, i.kind, i.standing, i.reference_key
             from published.item_now i
             where i.responds
               and case when $8 = '' then true else i.heading ilike $8 or i.title ilike $8 or i.reference ilike $8 end
               and case when $9::date is null then true else i.sent_on between $9 and $10 end
               and case when $11::date is null then true else i.sent_on < $11 end
               and case when $12 then i.times_moved > 0 else true end
               and case when $13::date is null then true else i.look_on <= $13 end
               and case when $23::date is null then true else i.look_on > $23 end
               and case when $24 then exists (select 1 from published.item_left l where l.item_id = i.item_id and l.board_id = i.board_id) else true end
               and case when $25 then exists (select 1 from published.item_tags t where t.item_id = i.item_id and t.prioritised) else true end
               and case when $26 = '' then true else exists (select 1 from published.item_tags t where t.item_id = i.item_id and $26 = any (t.tags)) end
               and case when $14::grade is null then true else i.grade = $14 end
               and case when $27::int is null then true
                 else i.grade in ('implemented', 'partly_implemented', 'not_implemented') and extract(year from stockholm_day(i.graded_at)) between $27 and $28::int end
               and case when $15 then i.waits else true end
               and case when $22::person_id is null then true
                 else i.audit_id in (select m.audit_id from published.responsible_now m where m.person_id = $22) end
           ),
           asked as (
             select b.id from published.board b where case when $2 = '' then b.id = any ($3::board_id[]) else b.slug = $2 end
           ),
           -- Standing by standing, as the rows are read: a planner that may not count on a value reads all rows of a board else.
           read as (
             select k, s from unnest($4::text[]::item_kind[]) k cross join unnest($5::text[]::item_standing[]) s
           ),
           mine as (
             (select 1 from read cross join lateral (
                select 1 from wanted w where $1 = 'all' and w.kind = read.k and w.standing = read.s and w.place between $6 and $7 limit $16
              ) x limit $16)
             union all
             (select 1 from asked b cross join read cross join lateral (
                select 1 from wanted w where $1 = 'boards' and w.board_id = b.id and w.kind = read.k and w.standing = read.s and w.place between $6 and $7 limit $16
              ) x limit $16)
             union all
             (select 1 from wanted w
              where $1 = 'audit' and w.reference_key = $17 and w.kind::text = any ($4) and w.standing::text = any ($5) and w.place + 0 between $6 and $7
                and ($18 or w.board_id in (select id from asked))
              limit $16)
           ),
           before as (
             (select 1 from read cross join lateral (
                select 1 from wanted w
                where $1 = 'all' and w.kind = read.k and w.standing = read.s and w.place between $6 and $7 and (w.place, w.item_id, w.board_id) < ($19, $20::uuid, $21::uuid)
                limit $16
              ) x limit $16)
             union all
             (select 1 from asked b cross join read cross join lateral (
                select 1 from wanted w
                where $1 = 'boards' and w.board_id = b.id and w.kind = read.k and w.standing = read.s and w.place between $6 and $7
                  and (w.place, w.item_id) <= ($19, $20::uuid) and (w.place, w.item_id, w.board_id) < ($19, $20::uuid, $21::uuid)
                limit $16
              ) x limit $16)
             union all
             (select 1 from wanted w
              where $1 = 'audit' and w.reference_key = $17 and w.kind::text = any ($4) and w.standing::text = any ($5) and w.place + 0 between $6 and $7
                and ($18 or w.board_id in (select id from asked)) and (w.place, w.item_id, w.board_id) < ($19, $20::uuid, $21::uuid)
              limit $16)
           )
           select (select count(*) from mine) as "total!", (select count(*) from before) as "before!""#,
        wanted.way(),
        wanted.board,
        &wanted.own as &[BoardId],
        &wanted.kinds(),
        &wanted.standings,
        wanted.places.from,
        wanted.places.to,
        wanted.like,
        wanted.sent.map(|(from, _)| from),
        wanted.sent.map(|(_, to)| to),
        wanted.sent_before,
        wanted.moved,
        wanted.look_by,
        wanted.grade as Option<Grade>,
        wanted.waits,
        limit + 1,
        wanted.audit,
        wanted.all,
        place,
        item,
        board,
        wanted.responsible as Option<PersonId>,
        wanted.look_after,
        wanted.left,
        wanted.prioritised,
        wanted.tag,
        wanted.graded_in.map(|(first, _)| first),
        wanted.graded_in.map(|(_, last)| last)
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::up_to(limit, row.before, row.total))
}

/// The boards by slug and what they were called on a day, and the day of the oldest audit.
pub(super) async fn choices(conn: &mut PgConnection, day: NaiveDate) -> sqlx::Result<(Vec<(String, String)>, Option<NaiveDate>)> {
    let rows = sqlx::query!(
        r#"select b.slug as "slug!", c.name as "name!", (select stockholm_day(min(a.sent_at)) from published.audit_now a) as "since?"
           from published.board b
           cross join lateral (
             -- As `called_then` says it, written out: a value that stands in no condition does not show that one plan serves all.
             select coalesce(
               (select k.name_before from published.board_called k where k.board_id = b.id and k.changed_at > end_of_day($1) order by k.n limit 1), b.name
             ) as name
           ) c
           where b.kind <> 'council'
           order by c.name collate "sv-x-icu", b.slug"#,
        day
    )
    .fetch_all(conn)
    .await?;
    let since = rows.first().and_then(|row| row.since);
    Ok((rows.into_iter().map(|row| (row.slug, row.name)).collect(), since))
}
