//! The organisation's own name, the auditors' name, and whom to ask.

mod details;
mod store;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/admin/organisation", details::show).post("/admin/organisation", details::act)
}
