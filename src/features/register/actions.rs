//! What changes something here, for the store to name.

/// The auditors decide what becomes of an item once its rounds are over.
pub(crate) struct FollowUpItem;

/// They sort it: what matters most, and what it is about.
pub(crate) struct TagItem;
