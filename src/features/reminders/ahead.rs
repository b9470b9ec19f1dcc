//! What will be told to whom in the coming days, if nothing changes in between. For the auditors' page and for the dry run.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sqlx::PgConnection;
use uuid::Uuid;

use super::store::{self, Called, Recipient, Waiting};
use crate::domain::actor::Role;
use crate::domain::event::NoticeKind;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::notice::{Delivery, HANDS_IN};
use crate::domain::reminder::{self, Staff, Step};

/// Something that will be told.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The day; the reminder is made from seven in the morning.
    pub day: NaiveDate,
    /// About which round.
    pub round: Called,
    /// What.
    pub kind: NoticeKind,
    /// Days from the last day.
    pub days: i16,
    /// To whom, and how.
    pub to: Vec<(String, Delivery)>,
}

/// A step that comes in the coming days. What its round is called, and to whom it is told, is worked out for what is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coming {
    day: NaiveDate,
    step: Step,
    round: Waiting,
}

impl Coming {
    fn days(&self) -> i16 {
        reminder::days_from(self.round.due_on, self.day)
    }

    /// Where it stands among what is planned: a round is told of one thing a day, and of its missing besides.
    pub(super) fn place(&self) -> (NaiveDate, Uuid, i16, bool) {
        (self.day, self.round.id.uuid(), self.days(), matches!(self.step, Step::Missing(_)))
    }
}

/// The steps from today on, for so many days. What has been told today is not ahead any more.
pub(super) async fn coming(conn: &mut PgConnection, today: NaiveDate, days: usize) -> sqlx::Result<Vec<Coming>> {
    let rules = store::rules(&mut *conn).await?;
    let last = today.checked_add_days(Days::new(u64::try_from(days.saturating_sub(1)).unwrap_or(0))).unwrap_or(today);
    let mut coming = Vec::new();
    for round in store::waiting(conn, &rules, rules.reach(last)).await? {
        for (day, step) in reminder::ahead(&rules, round.awaited(), round.climbed(), today, last) {
            coming.push(Coming { day, step, round });
        }
    }
    // The rounds come in order of their last days; a stable sort keeps that within a day.
    coming.sort_by_key(|coming| coming.day);
    Ok(coming)
}

/// To whom, and about what, these will be told.
pub(super) async fn planned(conn: &mut PgConnection, coming: &[Coming]) -> sqlx::Result<Vec<Planned>> {
    let mut ids: Vec<Uuid> = coming.iter().map(|one| one.round.id.uuid()).collect();
    ids.sort_unstable();
    ids.dedup();
    let called = store::called(&mut *conn, &ids).await?;
    let told: Vec<(Uuid, NaiveDate)> = coming.iter().filter_map(|one| Some((called.get(&one.round.id)?.board.uuid(), one.day))).collect();
    let recipients = store::recipients(conn, &told).await?;
    Ok(coming.iter().filter_map(|one| Some(plan_of(one, called.get(&one.round.id)?.clone(), &recipients))).collect())
}

fn plan_of(one: &Coming, round: Called, recipients: &[Recipient]) -> Planned {
    let (kind, roles) = reminder::audience(one.step, staff(recipients, round.board, one.day));
    let mut to = told(recipients, round.board, roles, one.day);
    if kind == NoticeKind::BoardWithoutSecretary {
        // Nobody works for the board; its mailbox is told what its people would be.
        to.extend(told(recipients, round.board, HANDS_IN, one.day));
    }
    Planned { day: one.day, kind, days: one.days(), to, round }
}

/// All that will be told in these days, and to whom.
pub(crate) async fn plan(conn: &mut PgConnection, today: NaiveDate, days: usize) -> sqlx::Result<Vec<Planned>> {
    let coming = coming(&mut *conn, today, days).await?;
    planned(conn, &coming).await
}

fn in_force(recipient: &Recipient, day: NaiveDate) -> bool {
    recipient.from <= day && recipient.to.is_none_or(|to| to >= day)
}

fn staff(recipients: &[Recipient], board: BoardId, day: NaiveDate) -> Staff {
    let somebody = |r: &Recipient, wanted: &[Role]| r.person.is_some() && wanted.contains(&r.role) && in_force(r, day);
    let has = |wanted: &[Role]| recipients.iter().any(|r| r.board == Some(board) && somebody(r, wanted));
    Staff { hands_in: has(&[Role::Secretary, Role::Approver]), contributes: has(&[Role::Contributor]) }
}

/// Each person and mailbox once, in the way that reaches her first: a secretary is mailed whatever else she is.
fn told(recipients: &[Recipient], board: BoardId, roles: &[Role], day: NaiveDate) -> Vec<(String, Delivery)> {
    let mut people: BTreeMap<(Option<PersonId>, &str), (String, Delivery)> = BTreeMap::new();
    let fits = |r: &&Recipient| roles.contains(&r.role) && r.board.is_none_or(|own| own == board) && in_force(r, day);
    for recipient in recipients.iter().filter(fits) {
        // A person is one whatever she is called; a mailbox is its address.
        let who = (recipient.person, recipient.person.map_or(recipient.name.as_str(), |_| ""));
        let entry = people.entry(who).or_insert_with(|| (recipient.name.clone(), recipient.delivery));
        if recipient.delivery == Delivery::AtOnce {
            entry.1 = Delivery::AtOnce;
        }
    }
    let mut people: Vec<(String, Delivery)> = people.into_values().collect();
    people.sort_by(|a, b| a.0.cmp(&b.0));
    people
}
