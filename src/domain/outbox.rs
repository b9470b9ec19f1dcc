//! The outbox: what kinds of mail there are, and what becomes of them.

use serde::{Deserialize, Serialize};

/// What kind of mail it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "mail_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// One notice to one person.
    Notice,
    /// What one person was told since the last one, in one mail.
    Digest,
    /// The receipt of an arrival, to the address that the letter names for answers.
    Receipt,
    /// An administrator tries whether mail works.
    Test,
}

/// What has become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "mail_state", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Not sent yet, or tried and to be tried again.
    Waiting,
    /// The mail server has taken it.
    Sent,
    /// It could not be sent: an administrator must look.
    Failed,
    /// Not needed any more when its turn came.
    Dropped,
}
