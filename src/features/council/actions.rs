//! What changes something here. Each stands before the gate in the file of its use case, and the function of `store.rs` that
//! writes names the trait of those it writes for.

use crate::platform::gate::Action;

/// It is written down that the council took an audit up.
pub(crate) struct EnterCouncilAct;

/// What stands of that is corrected.
pub(crate) struct CorrectCouncilAct;

/// Writes down what the council did.
pub(crate) trait WritesCouncilActs: Action {}
impl WritesCouncilActs for EnterCouncilAct {}
impl WritesCouncilActs for CorrectCouncilAct {}
