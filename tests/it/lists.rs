//! Lists: every row once, filters that say what they did, and the same rows as a file.

use sqlx::postgres::PgPool;
use yttrande::demo::player::{Page, Player};

use crate::database;
use crate::world::World;

/// Many audits of an earlier year, sent by Rut to Servicenämnden, the last `closed` of them closed without an answer.
/// Written as facts, straight into the database: the pages would take minutes.
async fn archive(world: &World, audits: i32, closed: i32) {
    let pool = PgPool::connect_with(database::superuser(&world.database).await).await.unwrap();
    let mut tx = pool.begin().await.unwrap();
    let statements = [
        "select set_config('app.person', (select id::text from person where name = 'Rut Revisor'), true)",
        "create temporary table many on commit drop as
         select n, gen_random_uuid() as audit, gen_random_uuid() as round, b.id as board, p.id as rut
         from generate_series(1, $1) n, board b, person p
         where b.name = 'Servicenämnden' and p.name = 'Rut Revisor' and $2 >= 0",
        "insert into audit (id, reference, reference_key, title, recorded_at, recorded_by)
         select audit, 'ARK-' || lpad(n::text, 5, '0'), 'ark-' || lpad(n::text, 5, '0'), 'Arkivets granskning ' || n, '2020-01-10'::timestamptz, rut
         from many where $1 > 0 and $2 >= 0",
        "insert into addressee (audit_id, board_id, role) select audit, board, 'respond' from many where $1 > 0 and $2 >= 0",
        "insert into dispatch (audit_id, sent_at, sent_by, message)
         select audit, '2020-01-20'::timestamptz + n * interval '1 minute', rut, '' from many where $1 > 0 and $2 >= 0",
        "insert into round (id, audit_id, board_id, ordinal, kind) select round, audit, board, 1, 'first' from many where $1 > 0 and $2 >= 0",
        "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by)
         select round, 1, 'original', '2020-03-01'::date + n % 40, '', '2020-01-20'::timestamptz + n * interval '1 minute', rut from many where $1 > 0 and $2 >= 0",
        "insert into audit_closing (audit_id, closed_at, closed_by, motive, without_answer)
         select audit, '2021-01-20'::timestamptz, rut, 'Nämnden svarade aldrig.', true from many where n > $1 - $2",
        "select set_config('role', 'app_audit', true)",
        "select append_event('audit', '2020-01-20'::timestamptz, 'audit_sent', '{}')",
        "select set_config('role', 'none', true)",
    ];
    for statement in statements {
        let query = sqlx::query(statement);
        let query = if statement.contains("$1") { query.bind(audits).bind(closed) } else { query };
        query.execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    sqlx::query("analyze").execute(&pool).await.unwrap();
    pool.close().await;
}

async fn look(player: &mut Player, path: &str) -> Page {
    player.get(path).await.unwrap().shown().unwrap()
}

#[tokio::test]
async fn a_closed_audit_is_found_by_its_status_however_many_are_open() {
    let world = World::at("2025-02-03 09:00").await;
    archive(&world, 502, 1).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = look(&mut rut, "/granskningar?status=avslutad").await;
    assert!(page.body.contains("Arkivets granskning 502"), "{}", page.sentence());
    assert!(page.body.contains(">1 granskning<"), "{}", page.sentence());
}
