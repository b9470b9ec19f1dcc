//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// The password is changed.
pub(crate) struct ChangePassword;

/// Signs out of one's own session in another browser.
pub(crate) struct EndSession;

/// Signs out everywhere.
pub(crate) struct EndEverySession;
