//! The start page: what there is to do, for whom it is to be done.

mod administrator;
mod auditors;
mod board;
mod home;
mod store;
mod texts;
mod to_do;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new().forward("/", home::act).get("/att-gora", to_do::show)
}
