//! The SQL of requests to work for a board. All of it is done by functions of the database: whoever asks is on no side that could see
//! who answers, and whoever answers on none that could see who has an account.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::actions::{AnswersRequest, AskAccess, ConfirmRequest, RequestAccess};
use crate::domain::access::{AccessStep, RequestHindrance, RequestStep};
use crate::domain::email::EmailAddress;
use crate::domain::ids::{AccessRequestId, BoardId, PersonId, ProposalId};
use crate::domain::policy::Scope;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Scoped};
use crate::platform::session;
use crate::platform::worker::Job;

/// A board.
pub(crate) struct Board {
    pub(super) id: BoardId,
    pub(super) slug: String,
    pub(super) name: String,
}

impl Scoped for Board {
    fn scope(&self) -> Scope {
        Scope::Board(self.id)
    }
}

pub(crate) async fn board(conn: &mut PgConnection, slug: &str) -> sqlx::Result<Option<Board>> {
    sqlx::query_as!(Board, r#"select id as "id!", slug as "slug!", name as "name!" from published.board where slug = $1"#, slug).fetch_optional(conn).await
}

/// The board of a request's address.
pub(crate) async fn board_of(conn: &mut PgConnection, (slug, _): &(String, AccessRequestId)) -> sqlx::Result<Option<Board>> {
    board(conn, slug).await
}

/// The boards that can be asked: those for which somebody answers.
pub(super) async fn boards_to_ask(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<Board>> {
    sqlx::query_as!(Board, r#"select id as "id!: BoardId", slug as "slug!", name as "name!" from boards_to_ask($1)"#, today).fetch_all(conn).await
}

/// What somebody asks for.
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) address: EmailAddress,
    pub(super) board: BoardId,
    pub(super) why: String,
}

/// Puts down what a stranger asks, until the address is confirmed. Whose that is, is not looked at.
pub(super) async fn ask(change: &mut Change<AskAccess>, asked: &Asked) -> sqlx::Result<()> {
    let (now, lang, browser) = (change.now(), change.lang().code(), change.browser().to_owned());
    sqlx::query!(
        r#"select ask_access($1, $2, $3, $4, $5, $6, $7, $8)::text as "done?""#,
        AccessRequestId::new(now).uuid(),
        asked.name,
        asked.address.as_str(),
        asked.board.uuid(),
        asked.why,
        lang,
        browser,
        now
    )
    .fetch_one(change.conn())
    .await?;
    Ok(())
}

/// What stands behind a link by which an address is confirmed.
pub(crate) struct Asking {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) board: String,
    pub(super) why: String,
    pub(super) asked_at: DateTime<Utc>,
    pub(super) confirmed: bool,
}

impl Scoped for Asking {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(crate) async fn asking(conn: &mut PgConnection, token: &str) -> sqlx::Result<Option<Asking>> {
    sqlx::query_as!(
        Asking,
        r#"select name as "name!", address as "address!", board_name as "board!", why as "why!", asked_at as "asked_at!", confirmed as "confirmed!"
           from asking_of($1)"#,
        session::hash(token)
    )
    .fetch_optional(conn)
    .await
}

/// A request that was entered, or why not.
pub(super) struct Entered {
    pub(super) request: AccessRequestId,
    pub(super) board: BoardId,
    pub(super) person: Option<PersonId>,
    pub(super) hindrance: Option<RequestHindrance>,
}

/// Enters what stands behind a link, once.
pub(super) async fn confirm(change: &mut Change<ConfirmRequest>, token: &str) -> Result<Entered, Failure> {
    let (now, today) = (change.now(), change.today());
    let row = sqlx::query!(
        r#"select request as "request!: AccessRequestId", board as "board!: BoardId", person as "person?: PersonId", hindrance as "hindrance!"
           from confirm_access_request($1, $2, $3)"#,
        session::hash(token),
        now,
        today
    )
    .fetch_optional(change.conn())
    .await?;
    let row = row.ok_or(Failure::LinkIsOver)?;
    Ok(Entered { request: row.request, board: row.board, person: row.person, hindrance: RequestHindrance::of(&row.hindrance) })
}

/// Enters what whoever stands here asks for.
pub(super) async fn request(change: &mut Change<RequestAccess>, board: BoardId, why: &str) -> Result<Entered, Failure> {
    let (now, today, lang, person) = (change.now(), change.today(), change.lang().code(), change.person_id()?);
    let request = AccessRequestId::new(now);
    let hindrance =
        sqlx::query_scalar!(r#"select request_access($1, $2, $3, $4, $5, $6) as "hindrance!""#, request.uuid(), board.uuid(), why, lang, now, today)
            .fetch_one(change.conn())
            .await?;
    Ok(Entered { request, board, person: Some(person), hindrance: RequestHindrance::of(&hindrance) })
}

/// What the reader has asked for herself.
pub(super) struct Own {
    pub(super) board: String,
    pub(super) asked_at: DateTime<Utc>,
    pub(super) step: RequestStep,
    pub(super) reason: String,
    /// What an administrator decided, and why.
    pub(super) decided: Option<AccessStep>,
    pub(super) decided_why: String,
}

pub(super) async fn own(conn: &mut PgConnection) -> sqlx::Result<Vec<Own>> {
    sqlx::query_as!(
        Own,
        r#"select board_name as "board!", asked_at as "asked_at!", step as "step!: RequestStep", reason as "reason!", decided as "decided?: AccessStep",
             decided_why as "decided_why!"
           from own_access_requests()"#
    )
    .fetch_all(conn)
    .await
}

/// A request, as whoever answers it sees it, with what may be odd about it.
pub(super) struct Request {
    pub(super) id: AccessRequestId,
    pub(super) name: String,
    pub(super) address: String,
    pub(super) why: String,
    pub(super) asked_at: DateTime<Utc>,
    pub(super) has_account: bool,
    pub(super) step: RequestStep,
    pub(super) reason: String,
    pub(super) answered_at: Option<DateTime<Utc>>,
    pub(super) answerer: Option<String>,
    /// Somebody who has come in has an address of that domain.
    pub(super) domain_known: bool,
    pub(super) usual_domain: Option<String>,
    /// The address of somebody else of that name.
    pub(super) namesake: Option<String>,
}

/// Those of a board: what waits first, then what was answered, the newest first. No more wait than the database takes in.
pub(super) async fn requests(conn: &mut PgConnection, board: BoardId) -> sqlx::Result<Vec<Request>> {
    sqlx::query_as!(
        Request,
        r#"select id as "id!: AccessRequestId", name as "name!", address as "address!", why as "why!", asked_at as "asked_at!", has_account as "has_account!",
             step as "step!: RequestStep", reason as "reason!", answered_at as "answered_at?", answerer as "answerer?", domain_known as "domain_known!",
             usual_domain as "usual_domain?", namesake as "namesake?"
           from access_requests_seen($1, '{}')"#,
        board.uuid()
    )
    .fetch_all(conn)
    .await
}

/// Answers one: by proposing a role under this number, or by a reason why not. Says who it is, if she is among the people.
pub(super) async fn answer<A: AnswersRequest>(
    change: &mut Change<A>,
    request: AccessRequestId,
    board: &Board,
    proposal: Option<ProposalId>,
    reason: &str,
) -> Result<Option<PersonId>, Failure> {
    let (now, today) = (change.now(), change.today());
    let person = sqlx::query_scalar!(
        r#"select answer_access_request($1, $2, $3, $4, $5, $6, $7) as "person?: PersonId""#,
        request.uuid(),
        board.id.uuid(),
        proposal.map(ProposalId::uuid),
        PersonId::new(now).uuid(),
        reason,
        now,
        today
    )
    .fetch_one(change.conn())
    .await?;
    Ok(person)
}

/// A request of which something has become by itself.
pub(super) struct Settled {
    pub(super) request: AccessRequestId,
    pub(super) board: BoardId,
    pub(super) person: Option<PersonId>,
}

/// Lets the next one lapse that nobody has answered in time.
pub(super) async fn lapse(job: &mut Job) -> sqlx::Result<Option<Settled>> {
    let now = job.now();
    sqlx::query_as!(
        Settled,
        r#"select request as "request!: AccessRequestId", board as "board!: BoardId", person as "person?: PersonId" from lapse_access_requests($1)"#,
        now
    )
    .fetch_optional(job.conn())
    .await
}

/// Removes what the next one says of whoever asked, when it has been answered for long.
pub(super) async fn remove(job: &mut Job) -> sqlx::Result<Option<Settled>> {
    let now = job.now();
    sqlx::query_as!(
        Settled,
        r#"select request as "request!: AccessRequestId", board as "board!: BoardId", person as "person?: PersonId" from remove_access_requests($1)"#,
        now
    )
    .fetch_optional(job.conn())
    .await
}

/// Lets go of what was never confirmed.
pub(super) async fn tidy(job: &mut Job, before: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!(r#"select let_askings_go($1)::text as "done?""#, before).fetch_one(job.conn()).await?;
    Ok(())
}
