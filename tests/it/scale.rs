//! Generated audits: what they are, and that they are as true as what people write.

use sqlx::postgres::PgPool;
use yttrande::demo::scale::{self, Rules};
use yttrande::platform::projections::{self, Purpose};

use crate::{database, demo};

/// Everything of the audits with a number below `below`, as one fingerprint.
async fn fingerprint(name: &str, below: &str) -> String {
    let pool = PgPool::connect_with(database::superuser(name).await).await.unwrap();
    let print = sqlx::query_scalar(
        "with mine as (select id from audit where starts_with(reference, 'STR-') and right(reference, 5) < $1), mine_round as (
           select r.id from round r join mine on mine.id = r.audit_id
         )
         select md5(string_agg(line, '' order by line)) from (
           select a::text as line from audit a where id in (select id from mine)
           union all select i::text from item i where audit_id in (select id from mine)
           union all select e::text from deadline_entry e where round_id in (select id from mine_round)
           union all select row(s.id, s.summary, s.received_at, m.action, m.effect, m.due_on)::text
             from submission s join submitted_measure m on m.submission_id = s.id where s.round_id in (select id from mine_round)
           union all select p::text from desk_part p where round_id in (select id from mine_round)
         ) lines",
    )
    .bind(below)
    .fetch_one(&pool)
    .await
    .unwrap();
    pool.close().await;
    print
}

async fn count(name: &str, sql: &'static str) -> i64 {
    let pool = PgPool::connect_with(database::superuser(name).await).await.unwrap();
    let count = sqlx::query_scalar(sql).fetch_one(&pool).await.unwrap();
    pool.close().await;
    count
}

#[tokio::test]
async fn generated_audits_follow_every_rule_that_the_database_holds() {
    let name = demo::played().await;
    let owner = database::superuser(&name).await;
    // With the rules held every constraint and trigger sees every row; one that is broken ends this here.
    assert_eq!(scale::add(&owner, 60, Rules::Held, |_, _| {}).await.unwrap(), 60);
    assert_eq!(count(&name, "select count(*) from audit where starts_with(reference, 'STR-')").await, 60);
    assert_eq!(count(&name, "select count(*) from chain_head h where seq <> (select count(*) from event e where e.authority = h.authority)").await, 0);
    let differing = projections::check(&owner, Purpose::Compare, |_, _| {}).await.unwrap();
    assert_eq!(differing.rows(), 0, "{differing:?}");
    let closed = "select count(*) from audit_closing c join audit a on a.id = c.audit_id where starts_with(a.reference, 'STR-')";
    assert!(count(&name, closed).await > 20);
}

#[tokio::test]
async fn a_larger_set_begins_with_the_smaller_one_and_the_same_number_adds_nothing() {
    let (slow, quick) = (demo::played().await, demo::played().await);
    let (slow_owner, quick_owner) = (database::superuser(&slow).await, database::superuser(&quick).await);
    assert_eq!(scale::add(&slow_owner, 15, Rules::Held, |_, _| {}).await.unwrap(), 15);
    let before = fingerprint(&slow, "00015").await;
    assert_eq!(scale::add(&slow_owner, 15, Rules::Held, |_, _| {}).await.unwrap(), 0);
    assert_eq!(scale::add(&slow_owner, 25, Rules::Known, |_, _| {}).await.unwrap(), 10);
    assert_eq!(fingerprint(&slow, "00015").await, before);
    assert_eq!(projections::check(&slow_owner, Purpose::Compare, |_, _| {}).await.unwrap().rows(), 0);
    assert_eq!(scale::add(&quick_owner, 25, Rules::Known, |_, _| {}).await.unwrap(), 25);
    assert_eq!(fingerprint(&quick, "00015").await, before);
}

#[tokio::test]
async fn ten_audits_have_about_the_shape_that_speed_is_promised_for() {
    let name = demo::played().await;
    scale::add(&database::superuser(&name).await, 200, Rules::Known, |_, _| {}).await.unwrap();
    let of = async |what: &'static str| count(&name, what).await;
    assert_eq!(of("select count(*) from item i join audit a on a.id = i.audit_id where starts_with(a.reference, 'STR-')").await, 2_000);
    assert_eq!(of("select count(*) from round r join audit a on a.id = r.audit_id where starts_with(a.reference, 'STR-')").await, 800);
    let answers = of("select count(*) from submitted_answer x join submission s on s.id = x.submission_id join round r on r.id = s.round_id
         join audit a on a.id = r.audit_id where starts_with(a.reference, 'STR-')")
    .await;
    assert!((28 * 200..35 * 200).contains(&answers), "{answers} answers");
}
