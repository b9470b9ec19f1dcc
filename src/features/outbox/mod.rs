//! Mail: gathered, written, handed to the mail server and settled by jobs; watched over by the administrators.

mod deliver;
mod digest;
mod letters;
mod log;
mod log_store;
mod resend;
mod sayings;
mod store;
mod texts;

pub use deliver::Delivered;
pub(crate) use deliver::{Office, deliver, expire};
pub(crate) use digest::gather;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .list("/admin/utskick", log::show)
        .file("/admin/utskick.csv", log::file)
        .post("/admin/utskick/testmejl", resend::test)
        .post("/admin/utskick/{mail}/igen", resend::act)
}
