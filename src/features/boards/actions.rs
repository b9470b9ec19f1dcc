//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// Boards are added.
pub(crate) struct AddBoards;

/// A board is ended.
pub(crate) struct EndBoard;
