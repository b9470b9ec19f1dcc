//! One's own account: who one is here, and the password.

mod overview;
mod password;
mod store;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/konto", overview::show).get("/konto/losenord", password::show).post("/konto/losenord", password::act)
}
