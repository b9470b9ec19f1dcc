//! Mail over SMTP. A [`Letter`] says what, when and where to read more; a [`Mailer`] hands it to the mail server of the
//! municipality and tells what became of it. When a letter is due, and whether it is tried again, is for the caller.
//! See ADR 0016.

mod address;
mod handover;
mod letter;
mod mailer;
mod settings;

pub use address::Mailbox;
pub use handover::{Handover, Reply, Stage};
pub use letter::{Letter, Link, MessageId};
pub use mailer::{Mailer, Patience, Post};
pub use settings::{CA, FROM, Settings, SettingsFault, URL};
