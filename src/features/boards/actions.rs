//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::Action;

/// Boards are added.
pub(crate) struct AddBoards;

/// A board is ended.
pub(crate) struct EndBoard;

/// A board is called something else.
pub(crate) struct RenameBoard;

/// A board has another mailbox of its own, or none any more.
pub(crate) struct SetMailbox;

/// A board that had ceased goes on.
pub(crate) struct ReopenBoard;

/// A second administrator agrees to what another proposed of a board.
pub(crate) struct AgreeBoardEnd;

/// A second administrator refuses it.
pub(crate) struct RefuseBoardEnd;

/// Whoever proposed it takes it back.
pub(crate) struct WithdrawBoardEnd;

/// Decides about what waits.
pub(crate) trait DecidesBoardEnd: Action {}
impl DecidesBoardEnd for AgreeBoardEnd {}
impl DecidesBoardEnd for RefuseBoardEnd {}
impl DecidesBoardEnd for WithdrawBoardEnd {}
