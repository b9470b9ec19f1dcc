//! The organisation's own name, the auditors' name, and whom to ask.

mod actions;
mod details;
mod store;
mod texts;

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(120, "/admin/organisation", |lang| Texts::from(lang).organisation())
        .labels(&[
            ("name", |lang| Texts::from(lang).name()),
            ("auditors_name", |lang| Texts::from(lang).auditors()),
            ("contact", |lang| Texts::from(lang).contact()),
            ("verdict", |lang| Texts::from(lang).verdict_word()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// The organisation was saved.
    OrganisationSaved = "organisation" { sv: "Uppgifterna är sparade.", en: "The details are saved." }
}

fn routes() -> Routes {
    Routes::new().get("/admin/organisation", details::show).post("/admin/organisation", details::act)
}
