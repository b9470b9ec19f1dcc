//! What will be told to whom in the coming days, if nothing changes in between. For the auditors' page and for the dry run.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sqlx::PgConnection;
use uuid::Uuid;

use super::store::{self, Open, Recipient};
use crate::domain::actor::Role;
use crate::domain::event::NoticeKind;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::notice::Delivery;
use crate::domain::reminder::{self, Staff, Step};

/// Something that will be told.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The day; the reminder is made from seven in the morning.
    pub day: NaiveDate,
    /// About which round.
    pub round: Open,
    /// What.
    pub kind: NoticeKind,
    /// Days from the last day.
    pub days: i16,
    /// To whom, and how.
    pub to: Vec<(String, Delivery)>,
}

/// A step that comes in the coming days. To whom it is told is worked out for what is shown.
#[derive(Clone, Debug)]
pub(super) struct Coming {
    day: NaiveDate,
    step: Step,
    round: Open,
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

/// Everybody who may be told something.
pub(super) struct Audience(Vec<Recipient>);

impl Audience {
    pub(super) fn of(&self, coming: Coming) -> Planned {
        let days = coming.days();
        let Coming { day, step, round } = coming;
        let (kind, roles) = reminder::audience(step, staff(&self.0, round.board, day));
        Planned { day, kind, days, to: told(&self.0, round.board, roles, day), round }
    }
}

/// The steps from today on, for so many days. What has been told today is not ahead any more.
pub(super) async fn coming(conn: &mut PgConnection, today: NaiveDate, days: usize) -> sqlx::Result<(Vec<Coming>, Audience)> {
    let rules = store::rules(&mut *conn).await?;
    let recipients = store::recipients(&mut *conn).await?;
    let last = today.checked_add_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(today);
    let mut coming = Vec::new();
    for round in store::open_rounds(conn, rules.reach(last)).await? {
        for (day, step) in reminder::ahead(&rules, round.awaited(), round.climbed(), today.iter_days().take(days)) {
            coming.push(Coming { day, step, round: round.clone() });
        }
    }
    // The rounds come in order of their last days; a stable sort keeps that within a day.
    coming.sort_by_key(|coming| coming.day);
    Ok((coming, Audience(recipients)))
}

/// All that will be told in these days, and to whom.
pub(crate) async fn plan(conn: &mut PgConnection, today: NaiveDate, days: usize) -> sqlx::Result<Vec<Planned>> {
    let (coming, audience) = coming(conn, today, days).await?;
    Ok(coming.into_iter().map(|one| audience.of(one)).collect())
}

fn in_force(recipient: &Recipient, day: NaiveDate) -> bool {
    recipient.from <= day && recipient.to.is_none_or(|to| to >= day)
}

fn staff(recipients: &[Recipient], board: BoardId, day: NaiveDate) -> Staff {
    let has = |wanted: &[Role]| recipients.iter().any(|r| r.board == Some(board) && wanted.contains(&r.role) && in_force(r, day));
    Staff { hands_in: has(&[Role::Secretary, Role::Approver]), contributes: has(&[Role::Contributor]) }
}

/// Each person once, in the way that reaches her first: a secretary is mailed whatever else she is.
fn told(recipients: &[Recipient], board: BoardId, roles: &[Role], day: NaiveDate) -> Vec<(String, Delivery)> {
    let mut people: BTreeMap<PersonId, (String, Delivery)> = BTreeMap::new();
    let fits = |r: &&Recipient| roles.contains(&r.role) && r.board.is_none_or(|own| own == board) && in_force(r, day);
    for recipient in recipients.iter().filter(fits) {
        let entry = people.entry(recipient.person).or_insert_with(|| (recipient.name.clone(), recipient.delivery));
        if recipient.delivery == Delivery::AtOnce {
            entry.1 = Delivery::AtOnce;
        }
    }
    let mut people: Vec<(String, Delivery)> = people.into_values().collect();
    people.sort_by(|a, b| a.0.cmp(&b.0));
    people
}
