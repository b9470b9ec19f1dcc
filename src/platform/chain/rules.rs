//! What holds for every honest log, whatever it says (ADR 0076): time goes forward, a record comes with an event that brings such a
//! record, once where it is written once, and its digests stand in the order of their events. Whoever can have the database write for
//! her gets seals and links that fit; she does not get these.

use sqlx::postgres::PgConnection;

use super::bindings::{self, ONCE};
use super::{Fault, How, Place, Report};

pub(super) async fn verify(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    forward(conn, report).await?;
    found_by(conn, report).await?;
    fitting(conn, report).await?;
    in_order(conn, report).await
}

/// `append_event` never writes an event with an earlier time than that of the one before it in the same log.
async fn forward(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let backwards = sqlx::query!(
        r#"select x.authority as "authority!", x.seq as "number!", x.kind as "kind!"
           from (select e.authority, e.seq, e.kind, e.at, lag(e.at) over (partition by e.authority order by e.seq) as before from event e) x
           where x.at < x.before and isfinite(x.at) and isfinite(x.before)
           order by 1, 2"#
    )
    .fetch_all(conn)
    .await?;
    for one in backwards {
        report.add(Fault::Backwards(Place { authority: one.authority, number: one.number }, one.kind));
    }
    Ok(())
}

/// By what pages find the events of an audit, beside what the event itself says: emptied, they would be on no page.
async fn found_by(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let hidden = sqlx::query!(
        r#"select e.authority as "authority!", e.seq as "number!", e.kind as "kind!" from event e
           where e.about_audit::text is distinct from e.facts ->> 'audit'
           order by 1, 2"#
    )
    .fetch_all(conn)
    .await?;
    for one in hidden {
        report.add(Fault::Event(Place { authority: one.authority, number: one.number }, one.kind));
    }
    Ok(())
}

/// A digest that hangs on an event which brings no such record. What was sealed without a transaction of the service, before the
/// chain began, is held against the marks instead.
async fn fitting(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let (kinds, logs, tables) = bindings::brings();
    let strange = sqlx::query!(
        r#"select s.relation as "table!", s.row_key as "row!", e.authority as "authority!", e.seq as "number!", e.kind as "kind!"
           from seal s
           join event e on e.authority = s.authority and e.seq = s.seq
           where s.tx <> '0' and (e.kind, split_part(e.authority, ':', 1), s.relation) not in (
             select b.kind, b.log, b.relation from unnest($1::text[], $2::text[], $3::text[]) b (kind, log, relation))
           order by s.id"#,
        &kinds,
        &logs,
        &tables
    )
    .fetch_all(conn)
    .await?;
    for one in strange {
        let place = Place { authority: one.authority, number: one.number };
        report.add(Fault::Strange { place, kind: one.kind, table: one.table, row: one.row });
    }
    Ok(())
}

/// The digests of each row, from its first to its newest: of what is written once there is one; what was there before the chain
/// comes first; and all others hang in one log, in the order of its events. Their ids are given by the database as the rows are
/// written, and whoever writes a row holds it until its event is written.
async fn in_order(conn: &mut PgConnection, report: &mut Report) -> sqlx::Result<()> {
    let once = ONCE.map(|(table, _)| table.to_owned()).to_vec();
    let wrong = sqlx::query!(
        r#"select x.relation as "table!", x.row_key as "row!", nullif(x.authority, '') as "authority?", x.seq as "number?", x.relation = any ($1) as "once!"
           from (
             select s.id, s.relation, s.row_key, s.authority, s.seq, s.tx, lag(s.authority) over w as log_before, lag(s.seq) over w as seq_before,
               lag(s.tx) over w as tx_before
             from seal s where s.relation not in ('event', 'seal')
             window w as (partition by s.relation, s.row_key order by s.id)
           ) x
           where x.tx_before is not null and (
             x.relation = any ($1) or x.tx = '0' and x.tx_before <> '0'
             or x.tx <> '0' and x.tx_before <> '0' and (x.authority is distinct from x.log_before or x.seq < x.seq_before))
           order by x.id"#,
        &once
    )
    .fetch_all(conn)
    .await?;
    for one in wrong {
        let brought = one.authority.zip(one.number).map(|(authority, number)| Place { authority, number });
        let how = if one.once { How::Twice } else { How::Disordered };
        report.add(Fault::Record { table: one.table, row: one.row, brought, how });
    }
    Ok(())
}
