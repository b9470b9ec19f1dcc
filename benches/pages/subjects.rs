//! Which audit, desk and response are visited: the first generated ones that fit, so that they are the same at every size.

use anyhow::Context as _;
use sqlx::postgres::PgConnection;

/// The address of a round, without what stands before and behind it, and who writes there.
pub(crate) struct Desk {
    pub(crate) path: String,
    pub(crate) secretary: String,
    pub(crate) code: String,
}

pub(crate) struct Subjects {
    pub(crate) audit: String,
    pub(crate) begun: Desk,
    pub(crate) decided: Desk,
    pub(crate) judged: Desk,
    pub(crate) unjudged: Desk,
    /// An audit of which a board is late.
    pub(crate) late: String,
    /// An audit that has not been sent.
    pub(crate) unsent: String,
}

const ROUND: &str = "select a.reference_key || '/' || b.slug || '/' || (array['forsta', 'uppfoljande'])[r.ordinal], p.email,
    (select i.code from item i join item_board x on x.item_id = i.id and x.board_id = b.id where i.audit_id = a.id and i.kind = 'recommendation' order by i.number limit 1)
  from round r
  join audit a on a.id = r.audit_id
  join board b on b.id = r.board_id
  join role_grant g on g.board_id = b.id and g.role = 'secretary' and g.valid_to is null
  join person p on p.id = g.person_id
  where starts_with(a.reference, 'STR-') and not exists (select 1 from audit_closing c where c.audit_id = a.id) and ";
const ORDER: &str = " order by right(a.reference, 5), b.slug, r.ordinal limit 1";

impl Subjects {
    pub(crate) async fn find(conn: &mut PgConnection) -> anyhow::Result<Self> {
        let unsent = "not exists (select 1 from submission s where s.round_id = r.id)";
        let begun = format!(
            "{unsent} and r.ordinal = 1 and exists (select 1 from desk_part d where d.round_id = r.id)
          and not exists (select 1 from desk_lock k where k.round_id = r.id)"
        );
        let decided = format!("{unsent} and exists (select 1 from board_decision d where d.round_id = r.id)");
        let judged = "r.ordinal = 1 and exists (select 1 from submission s join verdict_publication v on v.submission_id = s.id where s.round_id = r.id)";
        let unjudged = "exists (select 1 from submission s where s.round_id = r.id
          and not exists (select 1 from verdict_publication v where v.submission_id = s.id))";
        let begun = desk(conn, &begun).await.context("no desk is begun")?;
        let decided = desk(conn, &decided).await.context("no board has decided")?;
        let judged = desk(conn, judged).await.context("no response is judged")?;
        let unjudged = desk(conn, unjudged).await.context("no response waits for its verdict")?;
        let late = "select r.reference_key from round_now r where r.told_missing and r.submission_id is null and r.closed_at is null
          and starts_with(r.reference, 'STR-') order by right(r.reference, 5), r.board_slug limit 1";
        let late = sqlx::query_scalar(late).fetch_one(&mut *conn).await.context("no board is late")?;
        let unsent = "select a.reference_key from audit a where not exists (select 1 from dispatch d where d.audit_id = a.id)
          order by a.reference_key limit 1";
        let unsent = sqlx::query_scalar(unsent).fetch_one(&mut *conn).await.context("no audit is being written")?;
        let audit = judged.path.split('/').nth(2).unwrap_or_default().to_owned();
        Ok(Self { audit, begun, decided, judged, unjudged, late, unsent })
    }
}

async fn desk(conn: &mut PgConnection, which: &str) -> anyhow::Result<Desk> {
    let sql = sqlx::AssertSqlSafe(format!("{ROUND}{which}{ORDER}"));
    let (path, secretary, code): (String, String, String) = sqlx::query_as(sql).fetch_one(conn).await?;
    Ok(Desk { path: format!("/yttranden/{path}"), secretary, code })
}
