//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// A substitute is named.
pub(crate) struct NameSubstitute;

/// One is ended before her last day.
pub(crate) struct EndSubstitute;
