//! What stands in the logs of a board that ends or goes on: in the administrators' own, the auditors', and those of the board and its heir.

use chrono::NaiveDate;

use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::event::{BoardFate, Event, Facts};
use crate::domain::ids::{BoardId, ProposalId};
use crate::platform::failure::Failure;

/// What was proposed, of which board.
#[derive(Clone, Copy)]
pub(super) struct Proposed {
    pub(super) id: ProposalId,
    pub(super) kind: AccessKind,
    pub(super) board: BoardId,
    pub(super) heir: Option<BoardId>,
    /// The last day of a board that ends.
    pub(super) on: Option<NaiveDate>,
}

impl Proposed {
    /// What is so once it takes effect.
    pub(super) fn effect(self) -> Event {
        let Self { board, heir, .. } = self;
        match self.on {
            Some(on) => Event::BoardEnded { board, on, heir },
            None => Event::BoardReopened { board },
        }
    }

    /// The events of a step, the administrators' first.
    pub(super) fn events(self, step: AccessStep) -> Vec<Event> {
        let Self { id: proposal, kind: access, board, heir, on } = self;
        let fate = BoardFate { proposal, board, access, heir, on, step };
        let told = [Some(board), heir].into_iter().flatten();
        let concerned = told.map(|told| Event::OwnBoardEndChanged { told, fate });
        let effect = match step {
            AccessStep::Agreed | AccessStep::AfterADay | AccessStep::AtOnce => Some(self.effect()),
            AccessStep::Proposed | AccessStep::Refused | AccessStep::Withdrawn => None,
        };
        [Event::BoardEndChanged(fate), Event::AuditBoardEndChanged(fate)].into_iter().chain(concerned).chain(effect).collect()
    }

    /// The same, as what a change commits. `None`: there is nothing to protect yet, and it is so.
    pub(super) fn facts(self, step: Option<AccessStep>) -> Result<Facts, Failure> {
        let mut events = step.map_or_else(|| vec![self.effect()], |step| self.events(step)).into_iter();
        let first = events.next().ok_or_else(|| Failure::broken("nothing has happened"))?;
        Ok(Facts::of(first, events.collect()))
    }
}
