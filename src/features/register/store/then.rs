//! The register as it stood at the end of a day that is over (ADR 0069): found and put in order by what is stored of its days, in the
//! order of indexes that leave out what stood so on other days only; the rows of a page are folded from the facts.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{BEFORE_ALL, Place, Row, Wanted};
use crate::domain::audit::ItemKind;
use crate::domain::ids::{BoardId, ItemId, PersonId};
use crate::domain::standing::ItemStanding;
use crate::domain::verdict::Grade;
use crate::platform::listing::{self, Count, Window};

/// A page of it.
#[expect(clippy::too_many_lines, reason = "one statement: all boards, some, and an audit, forwards and back")]
pub(in super::super) async fn rows_then(conn: &mut PgConnection, wanted: &Wanted, window: &Window<Place>, day: NaiveDate) -> sqlx::Result<Vec<Row>> {
    let (place, item, board) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        Row,
        r#"with wanted as not materialized (
             select i.item_id, i.board_id, i.place, i.kind, i.standing, i.reference_key
             from published.item_then i
             where i.responds and i.from_on <= $24 and i.to_on > $24
               and case when $8 = '' then true else i.heading ilike $8 or i.title ilike $8 or i.reference ilike $8 end
               and case when $9::date is null then true else i.sent_on between $9 and $10 end
               and case when $11::date is null then true else i.sent_on < $11 end
               and case when $12 then i.times_moved > 0 else true end
               and case when $13::date is null then true else i.look_on <= $13 end
               and case when $25::date is null then true else i.look_on > $25 end
               and case when $26 then i.look_on is null
                 and (i.standing in ('partly_implemented', 'not_implemented')
                   or i.standing = 'judged_once' and (i.kind = 'recommendation' or i.grade is distinct from 'sufficient'))
                 and not exists (
                   select 1 from published.round r join published.open_then o on o.round_id = r.id and o.days @> $24::date
                   where r.audit_id = i.audit_id and r.board_id = i.board_id
                 )
                 and not exists (
                   select 1 from published.item_taken_up u join published.item_board x on x.item_id = u.item_id and x.board_id = i.board_id
                   where u.earlier_id = i.item_id and u.sent_at <= end_of_day($24)
                 ) else true end
               and case when $27 or $28 <> '' then exists (
                 select 1 from published.item_tagging t
                 where t.item_id = i.item_id and t.tagged_at <= end_of_day($24) and (t.prioritised or not $27) and ($28 = '' or $28 = any (t.tags))
                   and not exists (select 1 from published.item_tagging l where l.item_id = t.item_id and l.n > t.n and l.tagged_at <= end_of_day($24))
               ) else true end
               and case when $14::grade is null then true else i.grade = $14 end
               and case when $29::int is null then true else i.graded_in between $29 and $30::int end
               and case when $15 then i.waits else true end
               and case when $23::person_id is null then true
                 else i.audit_id in (
                   select m.audit_id from published.responsible m
                   where m.person_id = $23 and m.named_at <= end_of_day($24)
                     and not exists (select 1 from published.responsible l where l.audit_id = m.audit_id and l.n > m.n and l.named_at <= end_of_day($24))
                 ) end
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
             r.reference_key as "key!", r.code as "code!", r.kind as "kind!: ItemKind", r.title as "title!", r.heading as "heading!", c.name as "board_name!",
             r.board_slug as "board_slug!", r.standing as "standing!: ItemStanding", r.owed_on as "owed_on?",
             r.first_promised_on as "first_promised_on?", r.promised_on as "promised_on?", r.times_moved as "times_moved!",
             r.grade as "grade?: Grade", r.graded_at as "graded_at?", r.look_on as "look_on?", r.sent_on as "sent_on!", r.changed_on as "changed_on!",
             coalesce(t.prioritised, false) as "prioritised!", coalesce(t.tags, '{}') as "tags!"
           from items_of_day($24, array(select p.item_id::uuid from page p), array(select p.board_id::uuid from page p)) r
           join page p on p.item_id = r.item_id and p.board_id = r.board_id
           cross join lateral (select called_then(r.board_id, r.board_name, $24) as name) c
           left join lateral (
             select g.prioritised, g.tags from published.item_tagging g where g.item_id = r.item_id and g.tagged_at <= end_of_day($24) order by g.n desc limit 1
           ) t on true
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
        day,
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

/// How many there were, and how many of them come before a place; counted only so far.
#[expect(clippy::too_many_lines, reason = "one statement: all boards, some, and an audit")]
pub(in super::super) async fn count_then(conn: &mut PgConnection, wanted: &Wanted, (place, item, board): Place, day: NaiveDate) -> sqlx::Result<Count> {
    let limit = listing::limit(&wanted.like);
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select i.item_id, i.board_id, i.place, i.kind, i.standing, i.reference_key
             from published.item_then i
             where i.responds and i.from_on <= $23 and i.to_on > $23
               and case when $8 = '' then true else i.heading ilike $8 or i.title ilike $8 or i.reference ilike $8 end
               and case when $9::date is null then true else i.sent_on between $9 and $10 end
               and case when $11::date is null then true else i.sent_on < $11 end
               and case when $12 then i.times_moved > 0 else true end
               and case when $13::date is null then true else i.look_on <= $13 end
               and case when $24::date is null then true else i.look_on > $24 end
               and case when $25 then i.look_on is null
                 and (i.standing in ('partly_implemented', 'not_implemented')
                   or i.standing = 'judged_once' and (i.kind = 'recommendation' or i.grade is distinct from 'sufficient'))
                 and not exists (
                   select 1 from published.round r join published.open_then o on o.round_id = r.id and o.days @> $23::date
                   where r.audit_id = i.audit_id and r.board_id = i.board_id
                 )
                 and not exists (
                   select 1 from published.item_taken_up u join published.item_board x on x.item_id = u.item_id and x.board_id = i.board_id
                   where u.earlier_id = i.item_id and u.sent_at <= end_of_day($23)
                 ) else true end
               and case when $26 or $27 <> '' then exists (
                 select 1 from published.item_tagging t
                 where t.item_id = i.item_id and t.tagged_at <= end_of_day($23) and (t.prioritised or not $26) and ($27 = '' or $27 = any (t.tags))
                   and not exists (select 1 from published.item_tagging l where l.item_id = t.item_id and l.n > t.n and l.tagged_at <= end_of_day($23))
               ) else true end
               and case when $14::grade is null then true else i.grade = $14 end
               and case when $28::int is null then true else i.graded_in between $28 and $29::int end
               and case when $15 then i.waits else true end
               and case when $22::person_id is null then true
                 else i.audit_id in (
                   select m.audit_id from published.responsible m
                   where m.person_id = $22 and m.named_at <= end_of_day($23)
                     and not exists (select 1 from published.responsible l where l.audit_id = m.audit_id and l.n > m.n and l.named_at <= end_of_day($23))
                 ) end
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
        day,
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
