//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// A verdict is drafted.
pub(crate) struct SaveVerdict;

/// The verdict is published.
pub(crate) struct PublishVerdict;

/// The diary number is noted.
pub(crate) struct RegisterArrival;
