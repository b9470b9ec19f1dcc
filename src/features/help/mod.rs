//! What anybody may read about the service, signed in or not, and the choice of language.

mod about;
mod accessibility;
mod answers;
mod guide;
mod language;
mod privacy;
mod texts;

use crate::platform::register::Door;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// Where the language is chosen.
pub(crate) const LANGUAGE: Door = Door { path: "/sprak", name: |lang| Texts::from(lang).other_language() };

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .footer("/hjalp", |lang| Texts::from(lang).help())
        .footer("/tillganglighet", |lang| Texts::from(lang).accessibility_link())
        .footer("/personuppgifter", |lang| Texts::from(lang).privacy())
        .footer("/om", |lang| Texts::from(lang).about())
}

fn routes() -> Routes {
    Routes::new()
        .get("/hjalp", guide::show)
        .get("/tillganglighet", accessibility::show)
        .get("/personuppgifter", privacy::show)
        .get("/om", about::show)
        .post("/sprak", language::act)
}
