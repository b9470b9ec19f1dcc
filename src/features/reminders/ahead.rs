//! What will be told to whom in the coming days, if nothing changes in between. For the auditors' page and for the dry run.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use super::store::{self, Open, Recipient};
use crate::domain::actor::Role;
use crate::domain::event::NoticeKind;
use crate::domain::ids::{BoardId, PersonId};
use crate::domain::notice::Delivery;
use crate::domain::reminder::{self, Staff};

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

impl Planned {
    /// Where it stands among what is planned: a round is told of one thing a day, and of its missing besides.
    pub(super) fn place(&self) -> (NaiveDate, Uuid, i16, bool) {
        (self.day, self.round.id.uuid(), self.days, self.kind == NoticeKind::ResponseMissing)
    }
}

/// Plans from today on, for so many days. What has been told today is not ahead any more.
pub(crate) async fn plan(conn: &mut PgConnection, today: NaiveDate, days: usize) -> sqlx::Result<Vec<Planned>> {
    let rules = store::rules(&mut *conn).await?;
    let recipients = store::recipients(&mut *conn).await?;
    let mut planned = Vec::new();
    for round in store::open_rounds(conn, None).await? {
        let ahead = reminder::ahead(&rules, round.awaited(), round.climbed(), today.iter_days().take(days));
        for (day, step) in ahead {
            let (kind, roles) = reminder::audience(step, staff(&recipients, round.board, day));
            let to = told(&recipients, round.board, roles, day);
            planned.push(Planned { day, kind, days: reminder::days_from(round.due_on, day), to, round: round.clone() });
        }
    }
    // The rounds come in order of their last days; a stable sort keeps that within a day.
    planned.sort_by_key(|planned| planned.day);
    Ok(planned)
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
