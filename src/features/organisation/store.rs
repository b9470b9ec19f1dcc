//! The SQL of the organisation. Writes `organisation` (its first row is made by the first administrator) and `second_step_demand`.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::actions::{DemandSecondStep, SaveOrganisation};
use crate::domain::actor::Role;
use crate::domain::ids::PersonId;
use crate::domain::terms::VerdictWord;
use crate::platform::gate::Change;

/// The organisation's details.
#[derive(Default)]
pub(super) struct Details {
    pub(super) name: String,
    pub(super) auditors_name: String,
    pub(super) contact: String,
    /// What the auditors call a verdict.
    pub(super) verdict: VerdictWord,
}

pub(super) async fn details(conn: &mut PgConnection) -> sqlx::Result<Details> {
    let row = sqlx::query_as!(Details, r#"select name, auditors_name, contact, coalesce(verdict_word, 'omdome') as "verdict!: VerdictWord" from organisation"#)
        .fetch_optional(conn)
        .await?;
    Ok(row.unwrap_or_default())
}

pub(super) async fn save(change: &mut Change<SaveOrganisation>, details: &Details) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into organisation (name, auditors_name, contact, verdict_word) values ($1, $2, $3, $4)
         on conflict (only_one) do update set name = $1, auditors_name = $2, contact = $3, verdict_word = $4",
        details.name,
        details.auditors_name,
        details.contact,
        details.verdict as VerdictWord
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Of whom a second step of signing in is demanded.
pub(super) struct Demanded {
    /// How often it has been changed.
    pub(super) seen: i64,
    /// Every role, in the order in which pages list them.
    pub(super) roles: Vec<OfRole>,
}

/// Whether it is demanded of a role, and what that would mean for whoever has it today.
pub(super) struct OfRole {
    pub(super) role: Role,
    pub(super) from: Option<NaiveDate>,
    pub(super) people: i64,
    /// So many of them have none.
    pub(super) lacking: i64,
}

pub(super) async fn demanded(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Demanded> {
    let rows = sqlx::query!(
        r#"select r.role as "role!: Role", d.from_day as "from?", count(distinct g.person_id) as "people!",
             count(distinct g.person_id) filter (where not exists (select 1 from second_step s where s.person_id = g.person_id)
               and not exists (select 1 from passkey k where k.person_id = g.person_id)
               and not exists (select 1 from sign_on o where o.person_id = g.person_id)) as "lacking!",
             (select count(*) from second_step_demand) as "seen!"
           from unnest(enum_range(null::grant_role)) r (role)
           left join published.second_step_demanded d on d.role = r.role
           left join (role_held g join person p on p.id = g.person_id and p.ended_at is null)
             on g.role = r.role and g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1)
           group by r.role, d.from_day"#,
        today
    )
    .fetch_all(conn)
    .await?;
    let seen = rows.first().map_or(0, |row| row.seen);
    let mut roles: Vec<OfRole> = rows.into_iter().map(|row| OfRole { role: row.role, from: row.from, people: row.people, lacking: row.lacking }).collect();
    roles.sort_by_key(|one| Role::ALL.iter().position(|role| *role == one.role));
    Ok(Demanded { seen, roles })
}

/// It is demanded of whoever has this role from a day on, or no more. Two at once meet at the key.
pub(super) async fn demand(change: &mut Change<DemandSecondStep>, role: Role, from: Option<NaiveDate>) -> sqlx::Result<()> {
    let (now, by) = (change.now(), change.person().map(|own| own.id));
    sqlx::query!(
        "insert into second_step_demand (role, n, from_day, set_at, set_by)
         select $1, 1 + (select count(*) from second_step_demand where role = $1), $2, $3, $4::person_id",
        role as Role,
        from,
        now,
        by as Option<PersonId>
    )
    .execute(change.conn())
    .await?;
    Ok(())
}
