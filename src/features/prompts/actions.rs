//! What changes something here. Each stands before the gate in the file of its use case, and the function of `store.rs` that
//! writes names the trait of those it writes for.

use crate::platform::gate::Action;

/// One board is reminded.
pub(crate) struct PromptBoard;

/// All boards that are late are reminded, or those of them that are chosen.
pub(crate) struct PromptLate;

/// Reminds boards.
pub(crate) trait Prompts: Action {}
impl Prompts for PromptBoard {}
impl Prompts for PromptLate {}
