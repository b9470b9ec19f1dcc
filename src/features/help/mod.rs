//! What anybody may read about the service, signed in or not, and the choice of language.

mod about;
mod accessibility;
mod answers;
mod guide;
mod language;
mod privacy;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/hjalp", guide::show)
        .get("/tillganglighet", accessibility::show)
        .get("/personuppgifter", privacy::show)
        .get("/om", about::show)
        .post("/sprak", language::act)
}
