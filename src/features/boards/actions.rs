//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::Action;

/// Boards are added.
pub(crate) struct AddBoards;

/// A board is ended.
pub(crate) struct EndBoard;

/// A board is called something else.
pub(crate) struct RenameBoard;

/// A board that had ceased goes on.
pub(crate) struct ReopenBoard;

/// Changes what stands of a board in the register, and says why.
pub(crate) trait PutsRight: Action {}
impl PutsRight for EndBoard {}
impl PutsRight for RenameBoard {}
impl PutsRight for ReopenBoard {}
