//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// One's own notices are marked as read.
pub(crate) struct MarkRead;

/// One's own choice is saved: a private matter, no event.
pub(crate) struct SaveSettings;
