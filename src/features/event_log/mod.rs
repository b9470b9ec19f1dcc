//! The event log of one's own authority: who did what and when, in words. Read only, for everybody.

mod asked;
mod groups;
mod list;
mod mentioned;
mod sentences;
mod store;
mod texts;

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).menu(130, "/handelser", |lang| Texts::from(lang).menu())
}

fn routes() -> Routes {
    Routes::new().list("/handelser", list::show).files("/handelser.csv", "/handelser.xlsx", list::file)
}
