//! What changes something here. It stands before the gate in the file of its use case, and the function of `store.rs` that writes
//! names it.

/// A board tells how its measures go.
pub(crate) struct TellStatus;
