//! Mail: gathered, written, handed to the mail server and settled by jobs; watched over by the administrators.

mod access;
mod account;
mod actions;
mod contents;
mod deliver;
mod digest;
mod letters;
mod log;
mod log_store;
mod requests;
mod resend;
mod store;
mod texts;
mod vouch;

pub use deliver::Delivered;
pub(crate) use deliver::{Office, deliver, expire};
pub(crate) use digest::{gather, ran};
pub(crate) use vouch::{vouch, vouched};

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).menu(110, "/admin/utskick", |lang| Texts::from(lang).mails()).confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A failed mail is sent again.
    MailResent = "mejl-igen" { sv: "Mejlet skickas igen inom en halv minut.", en: "The mail is sent again within half a minute." }
    /// A test mail was asked for.
    TestMailAsked = "testmejl" { sv: "Testmejlet ligger i kön. Ladda om sidan om en halv minut och se hur det gick.", en: "The test mail is in the queue. Reload the page in half a minute to see what became of it." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/admin/utskick", log::show)
        .files("/admin/utskick.csv", "/admin/utskick.xlsx", log::file)
        .post("/admin/utskick/testmejl", resend::test)
        .post("/admin/utskick/{mail}/igen", resend::act)
}
