//! Mail: gathered, written, handed to the mail server and settled by jobs; watched over by the administrators.

mod deliver;
mod digest;
mod letters;
mod sayings;
mod store;
mod texts;

pub use deliver::Delivered;
pub(crate) use deliver::{Office, deliver};
pub(crate) use digest::gather;
