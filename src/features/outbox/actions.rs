//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// A mail to oneself.
pub(crate) struct AskTestMail;

/// A failed mail is sent again.
pub(crate) struct ResendMail;
