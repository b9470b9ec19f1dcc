//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// A supplement is asked for.
pub(crate) struct AskSupplement;

/// That is taken back.
pub(crate) struct WithdrawSupplementRequest;
