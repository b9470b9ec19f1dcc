//! Getting in and out: signing in, the one-time links by which passwords are chosen, signing out.

mod choose_password;
mod first_administrator;
mod sign_in;
mod sign_out;
mod store;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/logga-in", sign_in::show)
        .post("/logga-in", sign_in::act)
        .post("/logga-ut", sign_out::act)
        .get("/inbjudan/{token}", choose_password::show)
        .post("/inbjudan/{token}", choose_password::act)
        .get("/kom-igang/{token}", first_administrator::show)
        .post("/kom-igang/{token}", first_administrator::act)
}
