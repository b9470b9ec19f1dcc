//! What mails about somebody's request to work for a board need.

use crate::domain::ids::MailId;
use crate::platform::worker::Job;

/// The link by which an address is confirmed for which somebody asks to work for a board; `false` when it is too late.
pub(in crate::features::outbox) async fn asking_by_mail(job: &mut Job, id: MailId, hash: &[u8]) -> sqlx::Result<bool> {
    let now = job.now();
    sqlx::query_scalar!(r#"select asking_by_mail($1, $2, $3) as "made!""#, id.uuid(), hash, now).fetch_one(job.conn()).await
}

/// What a mail about somebody's request to work for a board says.
pub(in crate::features::outbox) struct RequestTold {
    pub(in crate::features::outbox) board: String,
    pub(in crate::features::outbox) slug: String,
    pub(in crate::features::outbox) name: String,
    pub(in crate::features::outbox) address: String,
    pub(in crate::features::outbox) reason: String,
}

/// As it stands now; nothing once there is nothing to say.
pub(in crate::features::outbox) async fn request_told(job: &mut Job, id: MailId) -> sqlx::Result<Option<RequestTold>> {
    let today = job.today();
    sqlx::query_as!(
        RequestTold,
        r#"select board_name as "board!", board_slug as "slug!", name as "name!", address as "address!", reason as "reason!"
           from access_request_told($1, $2)"#,
        id.uuid(),
        today
    )
    .fetch_optional(job.conn())
    .await
}
