//! The organisation's own name, the auditors' name, and whom to ask; and of whom a second step of signing in is demanded.

mod actions;
mod details;
mod second_step;
mod store;
mod texts;

use crate::domain::actor::Role;
use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use crate::platform::words::Words;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .menu(120, "/admin/organisation", |lang| Texts::from(lang).organisation())
        .constraints(&["second_step_demand_pkey"], Refusal::SomebodyWasFirst)
        .labels(&[
            ("name", |lang| Texts::from(lang).name()),
            ("auditors_name", |lang| Texts::from(lang).auditors()),
            ("contact", |lang| Texts::from(lang).contact()),
            ("verdict", |lang| Texts::from(lang).verdict_word()),
            ("auditor", |lang| Words::new(lang).role(Role::Auditor)),
            ("audit_reader", |lang| Words::new(lang).role(Role::AuditReader)),
            ("secretary", |lang| Words::new(lang).role(Role::Secretary)),
            ("contributor", |lang| Words::new(lang).role(Role::Contributor)),
            ("approver", |lang| Words::new(lang).role(Role::Approver)),
            ("council", |lang| Words::new(lang).role(Role::Council)),
            ("administrator", |lang| Words::new(lang).role(Role::Administrator)),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// The organisation was saved.
    OrganisationSaved = "organisation" { sv: "Uppgifterna är sparade.", en: "The details are saved." }
    /// Of whom a second step is demanded was saved.
    SecondStepSaved = "andra-steg" { sv: "Kraven är sparade. De som berörs ser det på varje sida.", en: "The demands are saved. Those concerned see it on every page." }
}

fn routes() -> Routes {
    Routes::new()
        .get("/admin/organisation", details::show)
        .post("/admin/organisation", details::act)
        .get("/admin/andra-steg", second_step::show)
        .post("/admin/andra-steg", second_step::act)
}
