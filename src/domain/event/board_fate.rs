//! What is to become of a board.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::access::{AccessKind, AccessStep};
use crate::domain::ids::{BoardId, ProposalId};

/// That a board ends, with or without an heir, or goes on: how far that has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardFate {
    /// What an administrator proposed.
    pub proposal: ProposalId,
    /// The board that ends or goes on.
    pub board: BoardId,
    /// Which of the two.
    pub access: AccessKind,
    /// Who follows it, or has followed it.
    pub heir: Option<BoardId>,
    /// The last day of a board that ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// How far it has come.
    pub step: AccessStep,
}
