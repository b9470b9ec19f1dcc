//! The SQL of searching. Only views of `published` are asked, so that nobody finds what she may not read. Each kind of text has an
//! index of its words (`…_words`), whose expression stands here word for word.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::round::RoundName;
use crate::domain::search::TypedReference;
use crate::platform::listing::Window;

/// So many texts of a kind are looked at; where there are more, the page says so.
pub(crate) const MOST: i64 = 100;

/// The kind, then the newest first: as one number; and what tells two of one day apart.
pub(crate) type Place = (i32, Uuid);

/// Comes before everything that is found.
pub(crate) const BEFORE_ALL: Place = (i32::MIN, Uuid::nil());

/// What PostgreSQL makes of the words, and the audit whose reference was typed.
pub(crate) struct Understood {
    /// Empty when every word is too common to be searched for.
    pub(crate) query: String,
    /// What it is called in addresses, and the item of it whose code was typed after the reference.
    pub(crate) exact: Option<(String, Option<String>)>,
}

pub(crate) async fn understood(conn: &mut PgConnection, query: &str, typed: &TypedReference) -> sqlx::Result<Understood> {
    let row = sqlx::query!(
        r#"select to_tsquery('swedish', $1)::text as "query!", coalesce(a.reference_key, i.reference_key) as "key?", i.code as "code?"
           from (select 1) one
           left join published.audit a on a.reference_key = $2
           left join lateral (
             select b.reference_key, i.code
             from published.audit b
             join published.item i on i.audit_id = b.id
             where a.id is null and b.reference_key = $3 and i.code = $4
           ) i on true"#,
        query,
        typed.whole,
        typed.reference,
        typed.code
    )
    .fetch_one(conn)
    .await?;
    Ok(Understood { query: row.query, exact: row.key.map(|key| (key, row.code)) })
}

/// Which kind of text was found, by its name in the statement below.
#[derive(Clone, Copy, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(crate) enum Kind {
    Audit,
    Assessment,
    Item,
    Summary,
    Measure,
    Answer,
    Verdict,
    Overall,
    CouncilAct,
}

/// A text that was found.
pub(crate) struct Hit {
    pub(crate) place: i32,
    pub(crate) id: Uuid,
    pub(crate) kind: Kind,
    pub(crate) reference: String,
    pub(crate) key: String,
    pub(crate) title: String,
    /// Of an item and of what was said about one.
    pub(crate) code: Option<String>,
    /// Of what a board answered, and of what was said of it.
    pub(crate) round: Option<RoundName>,
    pub(crate) on: NaiveDate,
    pub(crate) text: String,
    /// How many there are before the page, of all kinds together, and in the kind that has most.
    pub(crate) before: i64,
    pub(crate) total: i64,
    pub(crate) most: i64,
}

impl Hit {
    pub(crate) fn place(&self) -> Place {
        (self.place, self.id)
    }
}

/// A page of what was found. What a text is called and whose it is, is asked of those that are shown.
#[expect(clippy::too_many_lines, reason = "one statement, a branch for each kind of text")]
pub(crate) async fn hits(conn: &mut PgConnection, query: &str, window: &Window<Place>) -> sqlx::Result<Vec<Hit>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        Hit,
        r#"with found as materialized (
             (select 'audit' as kind, 1 as nth, a.id::uuid as id, stockholm_day(a.sent_at) as day, a.id::uuid as audit_id,
                null::uuid as round_id, null::uuid as item_id, a.title as text
              from published.audit_now a
              where to_tsvector('swedish', lower(a.title collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'assessment', 2, a.audit_id::uuid, stockholm_day(a.sent_at), a.audit_id::uuid, null, null, a.overall_assessment
              from published.searched_assessment a
              where to_tsvector('swedish', lower(a.overall_assessment collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'item', 3, i.item_id::uuid, stockholm_day(i.worded_at), i.audit_id::uuid, null, i.item_id::uuid, i.heading || '. ' || i.body
              from published.searched_item i
              where to_tsvector('swedish', lower((i.heading || ' ' || i.body) collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'item', 3, i.item_id::uuid, stockholm_day(i.worded_at), i.audit_id::uuid, null, i.item_id::uuid, i.heading || '. ' || i.body
              from published.searched_item_version i
              where to_tsvector('swedish', lower((i.heading || ' ' || i.body) collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'summary', 4, s.submission_id::uuid, s.received_on, null, s.round_id::uuid, null, s.summary
              from published.searched_submission s
              where to_tsvector('swedish', lower(s.summary collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'measure', 5, m.id::uuid, s.received_on, null, s.round_id::uuid, m.item_id::uuid, m.action || ' ' || m.effect
              from published.submitted_measure m
              cross join lateral (
                select s.round_id, s.received_on from published.searched_submission s where s.submission_id = m.submission_id limit 1
              ) s
              where to_tsvector('swedish', lower((m.action || ' ' || m.effect) collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'answer', 6, md5(w.submission_id::text || w.item_id::text)::uuid, s.received_on, null, s.round_id::uuid, w.item_id::uuid, w.reason
              from published.submitted_answer w
              cross join lateral (
                select s.round_id, s.received_on from published.searched_submission s where s.submission_id = w.submission_id limit 1
              ) s
              where to_tsvector('swedish', lower(w.reason collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'verdict', 7, md5(v.submission_id::text || v.item_id::text)::uuid, stockholm_day(v.published_at), null, s.round_id::uuid,
                v.item_id::uuid, v.comment
              from published.verdict v
              cross join lateral (select s.round_id from published.searched_submission s where s.submission_id = v.submission_id limit 1) s
              where to_tsvector('swedish', lower(v.comment collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'overall', 8, v.submission_id::uuid, stockholm_day(v.published_at), null, s.round_id::uuid, null, v.overall
              from published.verdict_publication v
              cross join lateral (select s.round_id from published.searched_submission s where s.submission_id = v.submission_id limit 1) s
              where to_tsvector('swedish', lower(v.overall collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'council_act', 9, md5(c.audit_id::text || c.n)::uuid, c.held_on, c.audit_id::uuid, null, null, c.asked
              from published.searched_council_act c
              where to_tsvector('swedish', lower(c.asked collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
           ),
           placed as (
             select nth * 100000 - (day - date '2000-01-01') as place, f.kind, f.id, f.day, f.audit_id, f.round_id, f.item_id, f.text from found f
           ),
           page as (
             (select p.place, p.id, p.kind, p.day, p.audit_id, p.round_id, p.item_id, p.text
              from placed p where not $2 and (place, id) > ($3, $4::uuid) order by place, id limit $5)
             union all
             (select p.place, p.id, p.kind, p.day, p.audit_id, p.round_id, p.item_id, p.text
              from placed p where $2 and (place, id) < ($3, $4::uuid) order by place desc, id desc limit $5)
           )
           select p.place as "place!", p.id as "id!", p.kind as "kind!: Kind", coalesce(r.reference, a.reference) as "reference!",
             coalesce(r.reference_key, a.reference_key) as "key!", coalesce(r.title, a.title) as "title!",
             i.code as "code?", r.name as "round?: RoundName", p.day as "on!", p.text as "text!",
             (select count(*) from placed b where (b.place, b.id) < (select c.place, c.id from page c order by c.place, c.id limit 1)) as "before!",
             (select count(*) from placed) as "total!",
             (select max(k.n) from (select count(*) as n from placed group by kind) k) as "most!"
           from page p
           left join lateral (select a.reference, a.reference_key, a.title from published.audit_now a where a.id = p.audit_id limit 1) a on true
           left join lateral (select r.reference, r.reference_key, r.title, r.name from published.round r where r.id = p.round_id limit 1) r on true
           left join lateral (select i.code from published.item i where i.id = p.item_id limit 1) i on true
           order by p.place, p.id"#,
        query,
        window.back(),
        place,
        id,
        window.most(),
        MOST + 1
    )
    .fetch_all(conn)
    .await
}
