//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// The details are changed.
pub(crate) struct SaveOrganisation;

/// A second step of signing in is demanded of whoever has a role, or no more.
pub(crate) struct DemandSecondStep;
