//! The SQL of searching. Only views of `published` are asked, so that nobody finds what she may not read. Each kind of text has an
//! index of its words (`…_words`), whose expression stands here word for word.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::round::RoundName;
use crate::platform::listing::Window;

/// So many texts of a kind are looked at; where there are more, the page says so.
pub(crate) const MOST: i64 = 200;

/// The kind, then the newest first: as one number; and what tells two of one day apart.
pub(crate) type Place = (i32, Uuid);

/// Comes before everything that is found.
pub(crate) const BEFORE_ALL: Place = (i32::MIN, Uuid::nil());

/// What PostgreSQL makes of the words, and the audit whose reference was typed.
pub(crate) struct Understood {
    /// Empty when every word is too common to be searched for.
    pub(crate) query: String,
    /// Its address, its reference and its title.
    pub(crate) exact: Option<(String, String, String)>,
}

pub(crate) async fn understood(conn: &mut PgConnection, query: &str, key: &str) -> sqlx::Result<Understood> {
    let row = sqlx::query!(
        r#"select to_tsquery('swedish', $1)::text as "query!", a.reference_key as "key?", a.reference as "reference?", a.title as "title?"
           from (select 1) one
           left join published.audit a on a.reference_key = $2"#,
        query,
        key
    )
    .fetch_one(conn)
    .await?;
    let exact = row.key.zip(row.reference).zip(row.title).map(|((key, reference), title)| (key, reference, title));
    Ok(Understood { query: row.query, exact })
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

/// A page of what was found.
#[expect(clippy::too_many_lines, reason = "one statement, a branch for each kind of text")]
pub(crate) async fn hits(conn: &mut PgConnection, query: &str, window: &Window<Place>) -> sqlx::Result<Vec<Hit>> {
    let (place, id) = window.key(BEFORE_ALL);
    sqlx::query_as!(
        Hit,
        r#"with found as materialized (
             (select 'audit' as kind, 1 as nth, a.id::uuid as id, stockholm_day(a.sent_at) as day, a.reference, a.reference_key, a.title,
                null::text as code, null::round_name as round, a.title as text
              from published.audit_now a
              where to_tsvector('swedish', lower(a.title collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'assessment', 2, a.id::uuid, stockholm_day(a.sent_at), a.reference, a.reference_key, a.title, null, null, a.overall_assessment
              from published.audit a
              where to_tsvector('swedish', lower(a.overall_assessment collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
              limit $6)
             union all
             (select 'item', 3, i.id::uuid, stockholm_day(w.worded_at), a.reference, a.reference_key, a.title, i.code, null, w.heading || '. ' || w.body
              from (
                select w.item_id, w.n, w.heading, w.body, w.worded_at
                from published.item_version w
                where to_tsvector('swedish', lower((w.heading || ' ' || w.body) collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
                limit $6
              ) w
              cross join lateral (
                select i.id, i.code, i.audit_id from published.item i where i.id = w.item_id and i.version = w.n limit 1
              ) i
              cross join lateral (
                select a.reference, a.reference_key, a.title from published.audit_now a where a.id = i.audit_id limit 1
              ) a)
             union all
             (select 'summary', 4, s.id::uuid, r.received_on, r.reference, r.reference_key, r.title, null, r.name, s.summary
              from (
                select s.id, s.summary
                from published.submission s
                where to_tsvector('swedish', lower(s.summary collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
                limit $6
              ) s
              cross join lateral (
                select r.received_on, r.reference, r.reference_key, r.title, r.name from published.round r where r.submission_id = s.id limit 1
              ) r)
             union all
             (select 'measure', 5, m.id::uuid, r.received_on, r.reference, r.reference_key, r.title, i.code, r.name, m.action || ' ' || m.effect
              from (
                select m.id, m.submission_id, m.item_id, m.action, m.effect
                from published.submitted_measure m
                where to_tsvector('swedish', lower((m.action || ' ' || m.effect) collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
                limit $6
              ) m
              cross join lateral (
                select r.received_on, r.reference, r.reference_key, r.title, r.name from published.round r where r.submission_id = m.submission_id limit 1
              ) r
              cross join lateral (
                select i.code from published.item i where i.id = m.item_id limit 1
              ) i)
             union all
             (select 'answer', 6, md5(w.submission_id::text || w.item_id::text)::uuid, r.received_on, r.reference, r.reference_key, r.title, w.code, r.name, w.reason
              from (
                select w.submission_id, w.item_id, w.code, w.reason
                from published.submitted_answer w
                where to_tsvector('swedish', lower(w.reason collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
                limit $6
              ) w
              cross join lateral (
                select r.received_on, r.reference, r.reference_key, r.title, r.name from published.round r where r.submission_id = w.submission_id limit 1
              ) r)
             union all
             (select 'verdict', 7, md5(v.submission_id::text || v.item_id::text)::uuid, stockholm_day(v.published_at), r.reference, r.reference_key, r.title,
                i.code, r.name, v.comment
              from (
                select v.submission_id, v.item_id, v.comment, v.published_at
                from published.verdict v
                where to_tsvector('swedish', lower(v.comment collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
                limit $6
              ) v
              cross join lateral (
                select r.reference, r.reference_key, r.title, r.name from published.round r where r.submission_id = v.submission_id limit 1
              ) r
              cross join lateral (
                select i.code from published.item i where i.id = v.item_id limit 1
              ) i)
             union all
             (select 'overall', 8, v.submission_id::uuid, stockholm_day(v.published_at), r.reference, r.reference_key, r.title, null, r.name, v.overall
              from (
                select v.submission_id, v.overall, v.published_at
                from published.verdict_publication v
                where to_tsvector('swedish', lower(v.overall collate "sv-x-icu")) @@ to_tsquery('swedish', $1)
                limit $6
              ) v
              cross join lateral (
                select r.reference, r.reference_key, r.title, r.name from published.round r where r.submission_id = v.submission_id limit 1
              ) r)
           ),
           placed as (
             select nth * 100000 - (day - date '2000-01-01') as place, f.* from found f
           ),
           page as (
             (select p.* from placed p where not $2 and (place, id) > ($3, $4::uuid) order by place, id limit $5)
             union all
             (select p.* from placed p where $2 and (place, id) < ($3, $4::uuid) order by place desc, id desc limit $5)
           )
           select p.place as "place!", p.id as "id!", p.kind as "kind!: Kind", p.reference as "reference!", p.reference_key as "key!", p.title as "title!",
             p.code as "code?", p.round as "round?: RoundName", p.day as "on!", p.text as "text!",
             (select count(*) from placed b where (b.place, b.id) < (select c.place, c.id from page c order by c.place, c.id limit 1)) as "before!",
             (select count(*) from placed) as "total!",
             (select max(k.n) from (select count(*) as n from placed group by kind) k) as "most!"
           from page p
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
