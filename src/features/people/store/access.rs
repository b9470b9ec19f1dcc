//! Roles and links that wait for a second administrator. The functions of the database decide whether they do.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::actions::{CorrectPerson, DecidesAccess, GivesRoles, InviteAgain, Invites, MailsLinks, Proposes, ReopenPerson};
use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::actor::Role;
use crate::domain::ids::{BoardId, GrantId, PersonId, ProposalId};
use crate::domain::outbox::INVITATION_LASTS;
use crate::domain::policy::Scope;
use crate::platform::gate::{Change, Scoped};
use crate::platform::session::Secret;
use crate::platform::worker::Job;

/// What an administrator proposed.
pub(crate) struct Waiting {
    pub(crate) id: ProposalId,
    pub(crate) kind: AccessKind,
    pub(crate) person: PersonId,
    pub(crate) role: Option<Role>,
    pub(crate) board: Option<BoardId>,
    pub(crate) board_name: Option<String>,
    /// The last day of a role, if it shall have one.
    pub(crate) to: Option<NaiveDate>,
    pub(crate) proposed_at: DateTime<Utc>,
    pub(crate) proposed_by: PersonId,
    pub(crate) proposer: String,
    pub(crate) step: AccessStep,
    /// When it takes effect if nobody does anything; `None` while another administrator can agree.
    pub(crate) effect_at: Option<DateTime<Utc>>,
}

impl Scoped for Waiting {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// What waits of somebody, and what was decided at this very instant.
pub(crate) async fn waiting(conn: &mut PgConnection, person: PersonId, at: DateTime<Utc>) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select id as "id!: ProposalId", kind as "kind!: AccessKind", person_id as "person!: PersonId", role as "role?: Role",
             board_id as "board?: BoardId", board_name as "board_name?", valid_to as "to?", proposed_at as "proposed_at!", proposed_by as "proposed_by!: PersonId",
             proposer as "proposer!", step as "step!: AccessStep", effect_at as "effect_at?"
           from access_changes($2, $2)
           where person_id = $1::person_id and step = 'proposed'
           order by proposed_at, id"#,
        person as PersonId,
        at
    )
    .fetch_all(conn)
    .await
}

/// A role that waits.
pub(crate) struct WaitingRole {
    pub(crate) person: PersonId,
    pub(crate) role: Role,
    pub(crate) board: Option<BoardId>,
    pub(crate) board_name: Option<String>,
}

/// What stands behind a proposal that somebody has asked for: why, and what may be odd about it.
pub(crate) struct AskedFor {
    pub(crate) proposal: ProposalId,
    pub(crate) why: String,
    pub(crate) address: String,
    pub(crate) domain_known: bool,
    pub(crate) usual_domain: Option<String>,
    pub(crate) namesake: Option<String>,
}

/// The requests behind these proposals, if there are any.
pub(crate) async fn asked_for(conn: &mut PgConnection, waiting: &[Waiting]) -> sqlx::Result<Vec<AskedFor>> {
    let proposals: Vec<Uuid> = waiting.iter().map(|one| one.id.uuid()).collect();
    sqlx::query_as!(
        AskedFor,
        r#"select proposal_id as "proposal!: ProposalId", why as "why!", address as "address!", domain_known as "domain_known!", usual_domain as "usual_domain?",
             namesake as "namesake?"
           from access_requests_seen(null, $1)"#,
        &proposals
    )
    .fetch_all(conn)
    .await
}

/// Roles that wait, of these people.
pub(crate) async fn waiting_roles(conn: &mut PgConnection, people: &[PersonId]) -> sqlx::Result<Vec<WaitingRole>> {
    let people: Vec<Uuid> = people.iter().map(|person| person.uuid()).collect();
    sqlx::query_as!(
        WaitingRole,
        r#"select q.person_id as "person!", q.role as "role!", q.board_id as "board?", b.name as "board_name?"
           from access_proposal q
           left join board b on b.id = q.board_id
           where q.person_id = any ($1::uuid[]) and q.kind = 'role'
             and not exists (select 1 from access_decision d where d.proposal_id = q.id)
           order by q.proposed_at, q.id"#,
        &people
    )
    .fetch_all(conn)
    .await
}

/// When what this administrator proposes now takes effect by itself; `None`: when another one agrees, or at once while there is nothing
/// to protect.
pub(crate) async fn takes_effect<A: Proposes>(change: &mut Change<A>) -> sqlx::Result<Option<DateTime<Utc>>> {
    let now = change.now();
    sqlx::query_scalar!("select case when access_is_guarded() then access_takes_effect(myself(), $1, $1) end", now).fetch_one(change.conn()).await
}

/// The boards in whose logs it stands.
pub(crate) async fn boards_of(conn: &mut PgConnection, proposal: ProposalId) -> sqlx::Result<Vec<BoardId>> {
    sqlx::query_scalar!(r#"select access_boards($1) as "boards!: Vec<BoardId>""#, proposal.uuid()).fetch_one(conn).await
}

/// A role that is given: for a board, for good or with a last day.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) role: Role,
    pub(crate) board: Option<BoardId>,
    pub(crate) to: Option<NaiveDate>,
}

/// Gives a role, and says whether it waits. The same role again, with a later last day, goes on where the first one ends.
pub(crate) async fn give_role<A: GivesRoles>(change: &mut Change<A>, person: PersonId, given: Given) -> sqlx::Result<(ProposalId, bool)> {
    let (now, today) = (change.now(), change.today());
    let id = ProposalId::new(now);
    let waits = sqlx::query_scalar!(
        r#"select propose_role($1, $2, $3, $4, $5, $6, $7) as "waits!""#,
        id.uuid(),
        person.uuid(),
        given.role as Role,
        given.board.map(BoardId::uuid),
        now,
        today,
        given.to
    )
    .fetch_one(change.conn())
    .await?;
    Ok((id, waits))
}

/// A new one-time link; `Some`: it waits, by this proposal. Older ones of the same person stop working.
pub(crate) async fn invite<A: Invites>(change: &mut Change<A>, person: PersonId) -> sqlx::Result<(Secret, Option<ProposalId>)> {
    let (secret, now, today) = (Secret::new(), change.now(), change.today());
    let id = ProposalId::new(now);
    let waits = sqlx::query_scalar!(
        r#"select propose_link($1, $2, $3, $4, $5, $6) as "waits!""#,
        secret.hash(),
        id.uuid(),
        person.uuid(),
        now + INVITATION_LASTS,
        now,
        today
    )
    .fetch_one(change.conn())
    .await?;
    Ok((secret, waits.then_some(id)))
}

/// Has somebody mailed the link by which she comes in for the first time; `false`: it may not be mailed. Older ones stop working.
pub(crate) async fn invite_by_mail<A: MailsLinks>(change: &mut Change<A>, person: PersonId) -> sqlx::Result<bool> {
    let now = change.now();
    sqlx::query_scalar!(r#"select invite_by_mail($1, $2, $3) as "mailed!""#, person.uuid(), now, now + INVITATION_LASTS).fetch_one(change.conn()).await
}

/// Everybody who has not come in yet and may be invited by mail, but for those who were just now.
pub(crate) async fn not_come_in(change: &mut Change<InviteAgain>) -> sqlx::Result<Vec<PersonId>> {
    let now = change.now();
    sqlx::query_scalar!(r#"select person_id as "person!: PersonId" from not_come_in($1)"#, now).fetch_all(change.conn()).await
}

/// Whether the link by which she comes in may be mailed.
pub(crate) async fn may_be_invited_by_mail(conn: &mut PgConnection, person: PersonId, at: DateTime<Utc>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select may_be_invited_by_mail($1, $2) as "may!""#, person.uuid(), at).fetch_one(conn).await
}

/// Tells that somebody signs in again; `None` while nobody needs to know.
pub(crate) async fn tell_reopening(change: &mut Change<ReopenPerson>, person: PersonId) -> sqlx::Result<Option<ProposalId>> {
    let (now, today) = (change.now(), change.today());
    let id = ProposalId::new(now);
    let told =
        sqlx::query_scalar!(r#"select tell_reopening($1, $2, $3, $4) as "told!""#, id.uuid(), person.uuid(), now, today).fetch_one(change.conn()).await?;
    Ok(told.then_some(id))
}

/// Tells the address that was somebody's until now.
pub(crate) async fn tell_former_address(change: &mut Change<CorrectPerson>, person: PersonId, address: &str) -> sqlx::Result<()> {
    let now = change.now();
    sqlx::query!("select tell_former_address($1, $2, $3)", person.uuid(), address, now).fetch_one(change.conn()).await?;
    Ok(())
}

/// Decides. The database refuses what was decided before, and whoever may not.
pub(crate) async fn decide<A: DecidesAccess>(change: &mut Change<A>, proposal: ProposalId, step: AccessStep, reason: &str) -> sqlx::Result<()> {
    let (now, today) = (change.now(), change.today());
    sqlx::query!("select decide_access($1, $2, $3, $4, $5)", proposal.uuid(), step as AccessStep, reason, now, today).fetch_one(change.conn()).await?;
    Ok(())
}

/// What has waited its day.
pub(crate) struct Settled {
    pub(crate) proposal: ProposalId,
    pub(crate) person: PersonId,
    pub(crate) role: Role,
    pub(crate) board: Option<BoardId>,
    pub(crate) last_day: Option<NaiveDate>,
    pub(crate) step: AccessStep,
}

/// Lets the next role take effect that has waited its day, or drops one that cannot any more.
pub(crate) async fn settle(job: &mut Job) -> sqlx::Result<Option<Settled>> {
    let (now, today) = (job.now(), job.today());
    sqlx::query_as!(
        Settled,
        r#"select proposal as "proposal!: ProposalId", person as "person!: PersonId", role as "role!: Role", board as "board?: BoardId", last_day as "last_day?",
             step as "step!: AccessStep"
           from settle_access($1, $2)"#,
        now,
        today
    )
    .fetch_optional(job.conn())
    .await
}

/// A role of which it is told that it will end.
pub(crate) struct Ending {
    pub(crate) grant: GrantId,
    pub(crate) person: PersonId,
    pub(crate) last_day: NaiveDate,
}

/// Writes the mails of all roles of which it is time to tell that they will end, and says which.
pub(crate) async fn warn(job: &mut Job) -> sqlx::Result<Vec<Ending>> {
    let (now, today) = (job.now(), job.today());
    sqlx::query_as!(
        Ending,
        r#"select grant_id as "grant!: GrantId", person_id as "person!: PersonId", last_day as "last_day!" from warn_of_ending_roles($1, $2)"#,
        now,
        today
    )
    .fetch_all(job.conn())
    .await
}

/// One proposal, decided or not.
pub(crate) async fn proposal(conn: &mut PgConnection, (person, id): &(PersonId, ProposalId)) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select q.id as "id!", q.kind as "kind!", q.person_id as "person!", q.role as "role?", q.board_id as "board?", b.name as "board_name?",
             q.valid_to as "to?", q.proposed_at as "proposed_at!", q.proposed_by as "proposed_by!", o.name as "proposer!",
             coalesce(d.step, 'proposed') as "step!: AccessStep", null::timestamptz as "effect_at?"
           from access_proposal q
           join person o on o.id = q.proposed_by
           left join board b on b.id = q.board_id
           left join access_decision d on d.proposal_id = q.id
           where q.id = $2::proposal_id and q.person_id = $1::person_id"#,
        *person as PersonId,
        *id as ProposalId
    )
    .fetch_optional(conn)
    .await
}
