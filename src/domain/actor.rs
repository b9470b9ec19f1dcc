//! Who acts: a visitor, or a person with the roles that she holds today.

use super::ids::{BoardId, PersonId};

/// The roles as the database stores them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "grant_role", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Elected auditor or the auditors' office: writes on the auditors' side.
    Auditor,
    /// Reads the auditors' side: other auditors, engaged experts.
    AuditReader,
    /// Board secretary: drafts, locks and submits for a board.
    Secretary,
    /// A colleague at the board's administration who drafts.
    Contributor,
    /// The chair or somebody else who decides for the board.
    Approver,
    /// Member of the council: reads what is official.
    Council,
    /// Manages people and boards; no content at all.
    Administrator,
}

impl Role {
    /// All roles, in the order in which pages list them.
    pub const ALL: [Self; 7] = [Self::Auditor, Self::AuditReader, Self::Secretary, Self::Contributor, Self::Approver, Self::Council, Self::Administrator];

    /// Whether the role is held for one board.
    #[must_use]
    pub fn needs_board(self) -> bool {
        match self {
            Self::Secretary | Self::Contributor | Self::Approver => true,
            Self::Auditor | Self::AuditReader | Self::Council | Self::Administrator => false,
        }
    }
}

/// A role in force, with the board it is held for where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// Writes on the auditors' side.
    Auditor,
    /// Reads on the auditors' side.
    AuditReader,
    /// Works for a board.
    Board(BoardRole, BoardId),
    /// Reads what is official.
    Council,
    /// Manages people and boards.
    Administrator,
}

/// What somebody is at a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardRole {
    /// Drafts, locks, records decisions and submits.
    Secretary,
    /// Drafts.
    Contributor,
    /// Reads and changes drafts, locks, records decisions and submits.
    Approver,
}

impl Grant {
    /// As the database stores it.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::Auditor => Role::Auditor,
            Self::AuditReader => Role::AuditReader,
            Self::Council => Role::Council,
            Self::Administrator => Role::Administrator,
            Self::Board(BoardRole::Secretary, _) => Role::Secretary,
            Self::Board(BoardRole::Contributor, _) => Role::Contributor,
            Self::Board(BoardRole::Approver, _) => Role::Approver,
        }
    }

    /// The board it is held for.
    #[must_use]
    pub fn board(self) -> Option<BoardId> {
        match self {
            Self::Board(_, board) => Some(board),
            Self::Auditor | Self::AuditReader | Self::Council | Self::Administrator => None,
        }
    }

    /// From the columns of a stored grant; `None` for a board role without its board, which the database refuses.
    #[must_use]
    pub fn from_columns(role: Role, board: Option<BoardId>) -> Option<Self> {
        Some(match role {
            Role::Auditor => Self::Auditor,
            Role::AuditReader => Self::AuditReader,
            Role::Council => Self::Council,
            Role::Administrator => Self::Administrator,
            Role::Secretary => Self::Board(BoardRole::Secretary, board?),
            Role::Contributor => Self::Board(BoardRole::Contributor, board?),
            Role::Approver => Self::Board(BoardRole::Approver, board?),
        })
    }
}

/// A signed-in person and the grants that are in force today.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The name shown to others.
    pub name: String,
    /// What she may be today. Empty for somebody whose roles have all ended.
    pub grants: Vec<Grant>,
}

impl Person {
    /// The boards that she works for.
    #[must_use]
    pub fn boards(&self) -> Vec<BoardId> {
        let mut boards: Vec<BoardId> = self.grants.iter().filter_map(|grant| grant.board()).collect();
        boards.sort_unstable();
        boards.dedup();
        boards
    }
}

/// Who stands at the gate.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Nobody has signed in.
    Visitor,
    /// Somebody has.
    Person(Person),
    /// Somebody has by her password alone, and more is demanded of her: none of her roles opens anything to her (ADR 0084).
    OneStep(Person),
}

impl Actor {
    /// Whoever has signed in, however far she gets.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Visitor => None,
            Self::Person(person) | Self::OneStep(person) => Some(person),
        }
    }
}
