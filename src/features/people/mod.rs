//! The administrator's people: invited many at once, given roles for a time, ended, never deleted.

mod actions;
mod add;
mod details;
mod end;
mod list;
mod person;
mod reopen;
mod roles;
mod rows;
mod store;
mod texts;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(80, "/admin/personer", |lang| Texts::from(lang).people())
        .constraint("role_grant_conflict", Refusal::RolesConflict)
        .constraints(&["person_email_key", "person_address_key", "person_change_pkey"], Refusal::SomebodyWasFirst)
        .labels(&[
            ("people", |lang| Texts::from(lang).label()),
            ("name", |lang| Texts::from(lang).name()),
            ("email", |lang| Texts::from(lang).email()),
            ("correct_reason", |lang| Texts::from(lang).reason()),
            ("end_reason", |lang| Texts::from(lang).reason()),
            ("heir", |lang| Texts::from(lang).heir()),
            ("reopen_reason", |lang| Texts::from(lang).reason()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A role was given.
    RoleGiven = "roll" { sv: "Rollen är tillagd.", en: "The role is added." }
    /// A role was ended.
    RoleEnded = "roll-avslutad" { sv: "Rollen är avslutad.", en: "The role is ended." }
    /// A person was ended.
    PersonEnded = "person-avslutad" { sv: "Personen kan inte längre logga in.", en: "The person can no longer sign in." }
    /// A name or an address was put right.
    PersonCorrected = "person-rattad" { sv: "Uppgifterna är rättade.", en: "The details are corrected." }
    /// A person goes on.
    PersonReopened = "person-oppnad" { sv: "Personen kan logga in igen.", en: "The person can sign in again." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/admin/personer", list::show)
        .files("/admin/personer.csv", "/admin/personer.xlsx", list::file)
        .get("/admin/personer/lagg-till", add::show)
        .post("/admin/personer/lagg-till", add::act)
        .get("/admin/personer/{id}", person::show)
        .post("/admin/personer/{id}/ny-lank", person::new_link)
        .post("/admin/personer/{id}/uppgifter", details::act)
        .post("/admin/personer/{id}/avsluta", end::act)
        .post("/admin/personer/{id}/oppna", reopen::act)
        .post("/admin/personer/{id}/roller", roles::give)
        .post("/admin/personer/{id}/roller/{grant}/avsluta", roles::end)
}
