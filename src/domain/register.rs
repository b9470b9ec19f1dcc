//! What is put right in the register of people and boards.

/// What became of a person or a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "register_change", rename_all = "snake_case")]
pub enum RegisterChange {
    /// A name or an address became another.
    Corrected,
    /// It ended.
    Ended,
    /// It goes on again.
    Reopened,
}
