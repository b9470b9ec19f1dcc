//! What stands in the logs of a role or a link that waits, takes effect or does not: in the administrators' own, the auditors', and
//! that of each board that it concerns.

use chrono::NaiveDate;

use super::store::Given;
use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::actor::Role;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::{BoardId, PersonId, ProposalId};
use crate::platform::failure::Failure;

/// What was proposed, for whom.
#[derive(Clone, Copy)]
pub(super) struct Proposed {
    pub(super) id: ProposalId,
    pub(super) kind: AccessKind,
    pub(super) person: PersonId,
    pub(super) role: Option<Role>,
    pub(super) board: Option<BoardId>,
    /// The last day of a role.
    pub(super) to: Option<NaiveDate>,
}

/// The event of a role that holds from now on.
fn granted(what: Proposed, role: Role) -> Event {
    let Proposed { id, person, board, to, .. } = what;
    Event::RoleGranted { grant: id.into(), person, role, board, to }
}

/// The events of a role that was given: it holds, or it waits.
pub(super) fn given((id, waits): (ProposalId, bool), person: PersonId, given: Given) -> Vec<Event> {
    let Given { role, board, to } = given;
    let what = Proposed { id, kind: AccessKind::Role, person, role: Some(role), board, to };
    if !waits {
        return vec![granted(what, role)];
    }
    let boards: Vec<BoardId> = board.into_iter().collect();
    events(what, &boards, AccessStep::Proposed)
}

/// The events of a step, the administrators' first.
pub(super) fn events(what: Proposed, boards: &[BoardId], step: AccessStep) -> Vec<Event> {
    let Proposed { id: proposal, kind: access, person, role, board, to } = what;
    let own = Event::AccessChanged { proposal, person, access, role, board, step, to };
    let audit = Event::AuditAccessChanged { proposal, person, access, role, board, step, to };
    let concerned = boards.iter().map(|board| Event::BoardAccessChanged { proposal, person, access, role, board: *board, step, to });
    // One that takes effect is a role, which is an event of its own.
    let effect = match (role, step) {
        (Some(role), AccessStep::Agreed | AccessStep::AfterADay) => Some(granted(what, role)),
        (_, AccessStep::Proposed | AccessStep::Agreed | AccessStep::AfterADay | AccessStep::Refused | AccessStep::Withdrawn | AccessStep::AtOnce) => None,
    };
    [own, audit].into_iter().chain(concerned).chain(effect).collect()
}

/// Several events, of which there is at least one.
pub(super) fn facts(events: Vec<Event>) -> Result<Facts, Failure> {
    let mut events = events.into_iter();
    let first = events.next().ok_or_else(|| Failure::broken("nothing has happened"))?;
    Ok(Facts::of(first, events.collect()))
}
