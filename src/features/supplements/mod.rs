//! Supplements that the auditors ask for, beside what has come: asking, taking it back, and reminding. How a board answers stands in
//! `responses`.

mod actions;
mod ask;
mod remind;
mod store;
mod tells;
mod texts;
mod withdraw;

pub(crate) use remind::remind;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .constraints(
            &["one_supplement_at_a_time", "supplement_request_pkey", "supplement_request_is_open", "supplement_request_withdrawal_pkey"],
            Refusal::SomebodyWasFirst,
        )
        .constraint("supplement_is_asked_for", Refusal::SupplementIsAskedFor)
        .labels(&[("wanted", |lang| Texts::from(lang).wanted()), ("due_on", |lang| Texts::from(lang).day()), ("reason", |lang| Texts::from(lang).reason())])
        .tells(&[&tells::REQUESTED, &tells::WITHDRAWN, &tells::DUE])
        .on(tells::of)
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A supplement was asked for.
    SupplementAsked = "komplettering-begard" { sv: "Kompletteringen är begärd. Nämnden har fått veta det och påminns om dagen.", en: "The supplement is requested. The board has been told and is reminded of the day." }
    /// That was taken back.
    SupplementRequestWithdrawn = "begaran-atertagen" { sv: "Begäran om komplettering är återtagen, och nämnden har fått veta det.", en: "The request for a supplement is withdrawn, and the board has been told." }
}

fn routes() -> Routes {
    Routes::new()
        .get("/yttranden/{key}/{board}/{round}/komplettering", ask::show)
        .post("/yttranden/{key}/{board}/{round}/komplettering", ask::act)
        .get("/yttranden/{key}/{board}/{round}/komplettering/{number}/aterta", withdraw::show)
        .post("/yttranden/{key}/{board}/{round}/komplettering/{number}/aterta", withdraw::act)
}
