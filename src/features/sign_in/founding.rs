//! What is needed for the very first start, as the form is read and the store writes it.

use crate::domain::email::EmailAddress;

/// The organisation, and who becomes its first administrator.
pub(super) struct Founding {
    pub(super) organisation: String,
    pub(super) auditors: String,
    pub(super) name: String,
    pub(super) email: EmailAddress,
}
