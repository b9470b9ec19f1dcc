//! What the council did with an audit: taken up when, under which section, as information or as a matter, and what it asked of the
//! boards. The auditors write it down, and correct it in the open. It is shown on the audit's page and in the overview.

mod actions;
mod correct;
mod enter;
mod form;
mod store;
mod texts;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .constraints(&["council_act_pkey", "council_act_of_what_is_sent"], Refusal::SomebodyWasFirst)
        .labels(&[
            ("held_on", |lang| Texts::from(lang).held_on()),
            ("section", |lang| Texts::from(lang).section()),
            ("handling", |lang| Texts::from(lang).handling()),
            ("asked", |lang| Texts::from(lang).asked()),
            ("minutes", |lang| Texts::from(lang).minutes()),
            ("reason", |lang| Texts::from(lang).reason()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// It was written down.
    CouncilActEntered = "fullmaktige" { sv: "Fullmäktiges behandling är inskriven.", en: "What the council did is recorded." }
    /// It was corrected.
    CouncilActCorrected = "fullmaktige-rattat" { sv: "Uppgiften är rättad. Det som stod förut går att läsa.", en: "The entry is corrected. What stood there before can be read." }
}

fn routes() -> Routes {
    Routes::new()
        .get("/granskningar/{key}/fullmaktige", enter::show)
        .post("/granskningar/{key}/fullmaktige", enter::act)
        .get("/granskningar/{key}/fullmaktige/{number}/ratta", correct::show)
        .post("/granskningar/{key}/fullmaktige/{number}/ratta", correct::act)
}
