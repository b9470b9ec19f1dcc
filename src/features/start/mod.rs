//! The start page: what there is to do, for whom it is to be done.

mod access;
mod administrator;
mod auditors;
mod board;
mod home;
mod setting_up;
mod store;
mod texts;
mod to_do;

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).menu(10, "/att-gora", |lang| Texts::from(lang).to_do())
}

fn routes() -> Routes {
    Routes::new().forward("/", home::act).get("/att-gora", to_do::show)
}
