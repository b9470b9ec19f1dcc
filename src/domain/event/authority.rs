//! In whose log an event stands.

use crate::domain::ids::BoardId;

/// In whose log an event stands. Every board, and the auditors together, are authorities of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// The auditors.
    Audit,
    /// A board.
    Board(BoardId),
    /// The running of the service: people, boards, sign-ins.
    System,
}

impl std::fmt::Display for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Audit => f.write_str("audit"),
            Self::Board(board) => write!(f, "board:{board}"),
            Self::System => f.write_str("system"),
        }
    }
}
