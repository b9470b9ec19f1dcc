//! What stands in the logs of a role or a link that waits, takes effect or does not: in the administrators' own, the auditors', and
//! that of each board that it concerns.

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
}

/// The event of a role that holds from now on.
fn granted(id: ProposalId, person: PersonId, role: Role, board: Option<BoardId>) -> Event {
    Event::RoleGranted { grant: id.into(), person, role, board }
}

/// The events of a role that was given: it holds, or it waits.
pub(super) fn given((id, waits): (ProposalId, bool), person: PersonId, role: Role, board: Option<BoardId>) -> Vec<Event> {
    if !waits {
        return vec![granted(id, person, role, board)];
    }
    let boards: Vec<BoardId> = board.into_iter().collect();
    events(Proposed { id, kind: AccessKind::Role, person, role: Some(role), board }, &boards, AccessStep::Proposed)
}

/// The events of a step, the administrators' first.
pub(super) fn events(what: Proposed, boards: &[BoardId], step: AccessStep) -> Vec<Event> {
    let Proposed { id: proposal, kind: access, person, role, board } = what;
    let own = Event::AccessChanged { proposal, person, access, role, board, step };
    let audit = Event::AuditAccessChanged { proposal, person, access, role, board, step };
    let concerned = boards.iter().map(|board| Event::BoardAccessChanged { proposal, person, access, role, board: *board, step });
    // One that takes effect is a role, which is an event of its own.
    let effect = match (role, step) {
        (Some(role), AccessStep::Agreed | AccessStep::AfterADay) => Some(granted(proposal, person, role, board)),
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
