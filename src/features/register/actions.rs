//! What changes something here, for the store to name.

/// The auditors decide what becomes of an item once its rounds are over.
pub(crate) struct FollowUpItem;
