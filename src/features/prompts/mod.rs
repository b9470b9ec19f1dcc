//! The auditors remind late boards in their own words: one, or all that are late at once. What the calendar reminds of by itself
//! stands in `reminders`, the letter that is printed in `deadlines`.

mod actions;
mod late;
mod one;
mod reached;
mod store;
mod tells;
mod texts;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .constraint("prompt_is_of_what_is_late", Refusal::NothingIsLate)
        .constraints(&["prompt_pkey", "prompt_is_asked_about"], Refusal::SomebodyWasFirst)
        .labels(&[("words", |lang| Texts::from(lang).words()), ("again", |lang| Texts::from(lang).again_legend())])
        .tells(&[&tells::PROMPTED])
        .on(tells::of)
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A board was reminded.
    BoardPrompted = "pamind" { sv: "Påminnelsen är skickad. Den står på granskningens sida.", en: "The reminder is sent. It stands on the page of the audit." }
    /// Several were.
    BoardsPrompted = "paminda" { sv: "Påminnelserna är skickade. De står på granskningarnas sidor.", en: "The reminders are sent. They stand on the pages of the audits." }
}

fn routes() -> Routes {
    Routes::new()
        .get("/yttranden/paminn", late::show)
        .post("/yttranden/paminn", late::act)
        .get("/yttranden/{key}/{board}/{round}/paminn", one::show)
        .post("/yttranden/{key}/{board}/{round}/paminn", one::act)
}
