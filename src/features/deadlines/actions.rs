//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// A request is sent to the auditors.
pub(crate) struct AskExtension;

/// A last day is put right.
pub(crate) struct CorrectDeadline;

/// A request is decided.
pub(crate) struct DecideExtension;

/// The rules are changed.
pub(crate) struct SaveRules;

/// A request is taken back.
pub(crate) struct WithdrawRequest;
