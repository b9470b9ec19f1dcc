//! What a mail to a board's own mailbox tells (ADR 0081).

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::Untold;
use crate::domain::event::NoticeKind;
use crate::domain::ids::{BoardId, MailId};
use crate::domain::notice::{Notice, RoundTold};
use crate::domain::round::{LastDay, RoundName};

/// What a mail to a board's own mailbox tells. `None`: the mailbox is not that board's any more.
pub(in super::super) async fn untold_to_the_board(conn: &mut PgConnection, id: MailId, steps: &[NoticeKind], today: NaiveDate) -> sqlx::Result<Option<Untold>> {
    let row = sqlx::query!(
        r#"select t.kind as "kind!: NoticeKind", t.due_on as "told_due_on!", t.days as "days!", r.board_id as "board!: BoardId",
             r.name as "name!: RoundName", p.words as "words?", r.last_day as "last_day!: LastDay", r.received_at as "received_at?",
             r.received_on as "received_on?", r.closed_at is not null as "closed!", r.supplement_due_on as "supplement_due_on?",
             exists (
               select 1 from mail o join board_mail later on later.mail_id = o.id
               where o.round_id = m.round_id and o.address = m.address and later.due_on = t.due_on and later.days > t.days
                 and t.kind = any ($2) and later.kind = any ($2)
             ) as "overtaken!",
             t.kind = 'status_asked' and exists (
               select 1 from published.measure_between b
               where b.board_id = r.board_id and coalesce(b.status, 'under_way') = 'under_way' and coalesce(b.status_due_on, b.now_on) <= $3
             ) as "measures_wait!"
           from mail m
           join board_mail t on t.mail_id = m.id
           join published.round r on r.id = m.round_id
           left join lateral (
             select w.words from published.prompt w where t.kind = 'prompted' and w.round_id = r.id and w.prompted_at = m.made_at limit 1
           ) p on true
           where m.id = $1::mail_id and m.address in (select b.address from board_mailboxes(r.board_id::uuid, $3) b)"#,
        id as MailId,
        steps as &[NoticeKind],
        today
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Untold {
        overtaken: row.overtaken,
        measures_wait: row.measures_wait,
        notice: Notice {
            kind: row.kind,
            told_due_on: row.told_due_on,
            days: row.days,
            words: row.words,
            round: RoundTold {
                board: row.board,
                name: row.name,
                last_day: row.last_day,
                received_at: row.received_at,
                received_on: row.received_on,
                closed: row.closed,
                supplement_due_on: row.supplement_due_on,
            },
        },
    }))
}
