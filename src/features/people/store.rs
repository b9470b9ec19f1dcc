//! The SQL of people. Writes `person`, `person_change` and `role_end`; ends `role_grant`, `invitation` and `session`. Roles and links are given by
//! functions of the database, which ask for a second administrator.

mod access;
mod put_right;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::actions::{AddPeople, EndRole, EndsRoles, SetLastDay};
use super::rows::Known;
use crate::domain::actor::Role;
use crate::domain::email::EmailAddress;
use crate::domain::ids::{BoardId, GrantId, PersonId};
use crate::domain::outbox::MailState;
use crate::domain::policy::Scope;
use crate::platform::gate::{Change, Scoped};
use crate::platform::listing::{Count, Window};
pub(crate) use access::{
    AskedFor, Given, Waiting, WaitingRole, asked_for, boards_of, decide, give_role, invite, invite_by_mail, may_be_invited_by_mail, not_come_in, proposal,
    settle, takes_effect, tell_former_address, tell_reopening, waiting, waiting_roles, warn,
};
pub(crate) use put_right::{Noted, correct, end_person, join, namesakes, noted, reopen};

/// A person as the administrator sees her: no content, only who she is and what she may be.
pub(crate) struct PersonRow {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) ended_at: Option<DateTime<Utc>>,
    pub(crate) has_password: bool,
    pub(crate) link_expires_at: Option<DateTime<Utc>>,
    pub(crate) last_seen: Option<DateTime<Utc>>,
    /// What became of the last mail to her, and when; not asked for lists.
    pub(crate) last_mail: Option<MailState>,
    pub(crate) last_mail_at: Option<DateTime<Utc>>,
    /// The references of the audits for which she is responsible and that are not closed, and how many of hers have not been sent; not
    /// asked for lists.
    pub(crate) leads: Vec<String>,
    pub(crate) leads_unsent: i64,
}

impl Scoped for PersonRow {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// Where somebody stands, for the filter; the names that addresses have.
pub(crate) struct Wanted {
    /// A pattern; empty: any name and address.
    pub(crate) like: String,
    pub(crate) state: Option<&'static str>,
}

/// Where somebody stands in the list: by name, those who have ended last.
pub(crate) type PersonPlace = (bool, String, Uuid);

/// Comes before everybody.
pub(crate) fn before_all() -> PersonPlace {
    (false, String::new(), Uuid::nil())
}

/// A page of people. `at` is now: invitations end.
pub(crate) async fn listed(conn: &mut PgConnection, wanted: &Wanted, window: &Window<PersonPlace>, at: DateTime<Utc>) -> sqlx::Result<Vec<PersonRow>> {
    let (ended, name, id) = window.key(before_all());
    sqlx::query_as!(
        PersonRow,
        r#"with wanted as not materialized (
             select p.id, p.name, p.ended_at
             from person p
             where ($1 = '' or p.name ilike $1 or p.email ilike $1)
               and ($2::text is null or $2 = case
                 when p.ended_at is not null then 'avslutad'
                 when exists (select 1 from credential c where c.person_id = p.id) then 'aktiv'
                 when exists (select 1 from invitation i where i.person_id = p.id and not i.by_mail and i.used_at is null and i.expires_at > $3) then 'inbjuden'
                 else 'utgangen' end)
           ),
           page as (
             (select id from wanted
              where not $4 and (ended_at is not null, name collate "sv-x-icu", id) > ($5, $6 collate "sv-x-icu", $7::uuid)
              order by ended_at is not null, name collate "sv-x-icu", id
              limit $8)
             union all
             (select id from wanted
              where $4 and (ended_at is not null, name collate "sv-x-icu", id) < ($5, $6 collate "sv-x-icu", $7::uuid)
              order by ended_at is not null desc, name collate "sv-x-icu" desc, id desc
              limit $8)
           )
           select p.id as "id!: PersonId", p.name as "name!", p.email as "email!", p.ended_at as "ended_at?",
             exists (select 1 from credential c where c.person_id = p.id) as "has_password!",
             (select max(i.expires_at) from invitation i where i.person_id = p.id and not i.by_mail and i.used_at is null) as link_expires_at,
             (select max(s.seen_at) from session s where s.person_id = p.id) as last_seen,
             null::mail_state as "last_mail?: MailState", null::timestamptz as "last_mail_at?",
             '{}'::text[] as "leads!: Vec<String>", 0::bigint as "leads_unsent!"
           from page
           join person p on p.id = page.id
           order by p.ended_at is not null, p.name collate "sv-x-icu", p.id"#,
        wanted.like,
        wanted.state,
        at,
        window.back(),
        ended,
        name,
        id,
        window.most()
    )
    .fetch_all(conn)
    .await
}

/// How many there are, and how many of them come before a place; counted only so far.
pub(crate) async fn count(conn: &mut PgConnection, wanted: &Wanted, before: PersonPlace, at: DateTime<Utc>) -> sqlx::Result<Count> {
    let row = sqlx::query!(
        r#"with wanted as not materialized (
             select p.id, p.name, p.ended_at
             from person p
             where ($1 = '' or p.name ilike $1 or p.email ilike $1)
               and ($2::text is null or $2 = case
                 when p.ended_at is not null then 'avslutad'
                 when exists (select 1 from credential c where c.person_id = p.id) then 'aktiv'
                 when exists (select 1 from invitation i where i.person_id = p.id and not i.by_mail and i.used_at is null and i.expires_at > $3) then 'inbjuden'
                 else 'utgangen' end)
           )
           select (select count(*) from (select 1 from wanted limit $7) t) as "total!",
             (select count(*) from (
                select 1 from wanted
                where (ended_at is not null, name collate "sv-x-icu", id) < ($4, $5 collate "sv-x-icu", $6::uuid)
                limit $7) b) as "before!""#,
        wanted.like,
        wanted.state,
        at,
        before.0,
        before.1,
        before.2,
        Count::LIMIT
    )
    .fetch_one(conn)
    .await?;
    Ok(Count::new(row.before, row.total))
}

pub(crate) async fn person(conn: &mut PgConnection, id: &PersonId) -> sqlx::Result<Option<PersonRow>> {
    sqlx::query_as!(
        PersonRow,
        r#"select p.id, p.name, p.email, p.ended_at,
             exists (select 1 from credential c where c.person_id = p.id) as "has_password!",
             (select max(i.expires_at) from invitation i where i.person_id = p.id and not i.by_mail and i.used_at is null) as link_expires_at,
             (select max(s.seen_at) from session s where s.person_id = p.id) as last_seen,
             last.state as "last_mail?: MailState", last.settled_at as "last_mail_at?",
             array(select l.reference from published.leads l where l.person_id = p.id and l.reference is not null order by 1) as "leads!: Vec<String>",
             (select count(*) from published.leads l where l.person_id = p.id and l.reference is null) as "leads_unsent!"
           from person p
           left join lateral (
             select o.state, o.settled_at from published.mail_outcome o where o.person_id = p.id order by o.settled_at desc limit 1
           ) last on true
           where p.id = $1::person_id"#,
        *id as PersonId
    )
    .fetch_optional(conn)
    .await
}

/// A role that somebody holds or held.
pub(crate) struct GrantRow {
    pub(crate) id: GrantId,
    pub(crate) person: PersonId,
    pub(crate) role: Role,
    pub(crate) board: Option<BoardId>,
    pub(crate) board_name: Option<String>,
    pub(crate) valid_from: NaiveDate,
    pub(crate) valid_to: Option<NaiveDate>,
    /// In whose place she holds it, named by that person.
    pub(crate) instead_of: Option<String>,
    /// When an administrator ended it, who and why.
    pub(crate) ended_at: Option<DateTime<Utc>>,
    pub(crate) ended_by: Option<String>,
    pub(crate) end_reason: Option<String>,
}

impl GrantRow {
    pub(crate) fn is_in_force(&self, today: NaiveDate) -> bool {
        self.valid_to.is_none_or(|day| day >= today && day >= self.valid_from)
    }

    /// Whether it goes on in another one from the day after its last day. Who stands in for somebody does not go on in her own role.
    pub(crate) fn goes_on(&self, among: &[Self]) -> bool {
        let after = self.valid_to.and_then(|day| day.succ_opt());
        among.iter().any(|other| other.is_like(self) && other.instead_of.is_none() && Some(other.valid_from) == after && other.is_in_force(other.valid_from))
    }

    /// Whether it is the same role, held by the same person.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.person == other.person && self.role == other.role && self.board == other.board
    }
}

/// The roles of these people, those without an end first.
pub(crate) async fn grants(conn: &mut PgConnection, people: &[PersonId]) -> sqlx::Result<Vec<GrantRow>> {
    let people: Vec<Uuid> = people.iter().map(|person| person.uuid()).collect();
    sqlx::query_as!(
        GrantRow,
        r#"select g.id, g.person_id as person, g.role, g.board_id as "board?", b.name as "board_name?", g.valid_from, g.valid_to, q.name as "instead_of?",
             e.ended_at as "ended_at?", e.ended_by as "ended_by?", e.reason as "end_reason?"
           from role_grant g
           left join board b on b.id = g.board_id
           left join lateral (
             select x.ended_at, y.name as ended_by, x.reason
             from role_end x join person y on y.id = x.ended_by
             where x.grant_id = g.id
             order by x.n desc
             limit 1
           ) e on true
           left join role_grant o on o.id = g.stands_in_for
           left join person q on q.id = o.person_id
           where g.person_id = any ($1::uuid[])
           order by g.valid_to is not null, g.role, b.name, g.valid_from, g.id"#,
        &people
    )
    .fetch_all(conn)
    .await
}

/// Boards that a role can be given for.
pub(crate) async fn boards(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<(BoardId, String)>> {
    let rows =
        sqlx::query!(r#"select id, name from board where valid_to is null or valid_to >= $1 order by name collate "sv-x-icu""#, today).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// A board as one person's page needs it.
pub(crate) struct HerBoard {
    pub(crate) id: BoardId,
    pub(crate) name: String,
    /// A role can be given for it.
    pub(crate) living: bool,
    /// How many responses it has left to hand in, and the next last day.
    pub(crate) awaited: i64,
    pub(crate) next_due_on: Option<NaiveDate>,
    /// In how many roles she hands in for it, if nobody else does.
    pub(crate) alone_in: i64,
}

/// Every board that lives or has something left to hand in, and whether this person is the only one who can.
pub(crate) async fn her_boards(conn: &mut PgConnection, person: PersonId, today: NaiveDate) -> sqlx::Result<Vec<HerBoard>> {
    sqlx::query_as!(
        HerBoard,
        r#"select b.id, b.name, (b.valid_to is null or b.valid_to >= $2) as "living!", coalesce(w.awaited, 0) as "awaited!", w.next_due_on,
             case when h.others = 0 then h.hers else 0 end as "alone_in!"
           from board b
           left join published.board_work w on w.board_id = b.id
           cross join lateral (
             select count(*) filter (where p.id = $1::person_id) as hers, count(*) filter (where p.id <> $1::person_id) as others
             from role_held g
             join person p on p.id = g.person_id and p.ended_at is null
             where g.board_id = b.id and g.role in ('secretary', 'approver')
               and g.valid_from <= $2 and (g.valid_to is null or g.valid_to >= $2)
               -- Who stands in for somebody does so for some days.
               and not exists (select 1 from role_grant s where s.id = g.id and s.stands_in_for is not null)
           ) h
           where b.valid_to is null or b.valid_to >= $2 or w.awaited > 0
           order by b.name collate "sv-x-icu""#,
        person as PersonId,
        today
    )
    .fetch_all(conn)
    .await
}

/// Everybody with one of these addresses, with the roles in force and those that wait, for holding pasted lines against.
pub(crate) async fn known(conn: &mut PgConnection, emails: &[String], today: NaiveDate) -> sqlx::Result<Vec<Known>> {
    let people = sqlx::query!("select id, name, email, ended_at from person where email = any ($1)", emails).fetch_all(&mut *conn).await?;
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let held = grants(conn, &ids).await?;
    let waiting = access::waiting_roles(conn, &ids).await?;
    Ok(people
        .into_iter()
        .map(|person| Known {
            roles: held
                .iter()
                .filter(|g| g.person == person.id && g.is_in_force(today))
                .map(|g| (g.role, g.board))
                .chain(waiting.iter().filter(|one| one.person == person.id).map(|one| (one.role, one.board)))
                .collect(),
            id: person.id,
            name: person.name,
            email: person.email,
            ended: person.ended_at.is_some(),
        })
        .collect())
}

pub(crate) async fn add_person(change: &mut Change<AddPeople>, name: &str, email: &EmailAddress) -> sqlx::Result<PersonId> {
    let now = change.now();
    let id = PersonId::new(now);
    sqlx::query!("insert into person (id, name, email, created_at) values ($1::person_id, $2, $3, $4)", id as PersonId, name, email.as_str(), now)
        .execute(change.conn())
        .await?;
    Ok(id)
}

/// Ends a role from this moment: its last day was yesterday, or it has no day at all where it has not begun. `false` when it is over already.
/// Why and when is a record of its own.
pub(crate) async fn end_role(change: &mut Change<EndRole>, grant: GrantId, reason: &str) -> sqlx::Result<bool> {
    let (now, today, by) = (change.now(), change.today(), change.person().map(|own| own.id));
    let ended = sqlx::query!(
        "update role_grant set valid_to = greatest(valid_from, $2) - 1
         where id = $1::grant_id and (valid_to is null or valid_to >= greatest(valid_from, $2))",
        grant as GrantId,
        today
    )
    .execute(change.conn())
    .await?;
    if ended.rows_affected() != 1 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into role_end (grant_id, n, reason, ended_at, ended_by)
         select $1::grant_id, 1 + (select count(*) from role_end where grant_id = $1::grant_id), $2, $3, $4::person_id",
        grant as GrantId,
        reason,
        now,
        by as Option<PersonId>
    )
    .execute(change.conn())
    .await?;
    Ok(true)
}

/// Lets a role end by itself after this day, which is earlier than it would have ended. `false` when it has ended, or would end earlier.
pub(crate) async fn shorten_role(change: &mut Change<SetLastDay>, grant: GrantId, last_day: NaiveDate) -> sqlx::Result<bool> {
    let today = change.today();
    let shortened = sqlx::query!(
        "update role_grant set valid_to = $2
         where id = $1::grant_id and stands_in_for is null and valid_from <= $2 and $2 >= $3 and (valid_to is null or valid_to > $2)",
        grant as GrantId,
        last_day,
        today
    )
    .execute(change.conn())
    .await?;
    Ok(shortened.rows_affected() == 1)
}

/// Administrators besides this one whose role has no end and who have chosen a password: somebody who is only invited can save nobody,
/// and whoever has a last day leaves as well.
/// All their grants are locked, in one order, so that two cannot end each other at once.
pub(crate) async fn other_administrators<A: EndsRoles>(change: &mut Change<A>, person: PersonId) -> sqlx::Result<usize> {
    let today = change.today();
    let rows = sqlx::query!(
        "select g.person_id
         from role_grant g
         join person p on p.id = g.person_id
         where g.role = 'administrator' and p.ended_at is null
           and g.valid_from <= $1 and g.valid_to is null
           and exists (select 1 from credential c where c.person_id = p.id)
         order by g.id
         for update of g",
        today
    )
    .fetch_all(change.conn())
    .await?;
    Ok(rows.iter().filter(|row| row.person_id != person).count())
}
