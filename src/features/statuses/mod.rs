//! Between rounds: a board is asked how a planned measure goes when its day has come, one mail for all of them, and its answer is a
//! record of its own. Where that is shown stands in `register`, `responses` and `overview`.

mod actions;
mod ask;
mod store;
mod tell;
mod tells;
mod texts;

pub(crate) use ask::ask;

use crate::domain::refusal::Refusal;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes())
        .constraints(&["measure_status_pkey", "status_is_of_what_is_open"], Refusal::SomebodyWasFirst)
        .labels(&[
            ("outcome", |lang| Texts::from(lang).how_it_goes()),
            ("words", |lang| Texts::from(lang).in_words()),
            ("date", |lang| Texts::from(lang).day()),
        ])
        .tells(&[&tells::ASKED, &tells::TOLD])
        .on(tells::of)
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A board told how its measures go.
    StatusTold = "lagesbesked" { sv: "Lägesbeskedet är lämnat. Revisorerna har fått veta det, och det står på punkternas sidor.", en: "The status report is given. The auditors have been told, and it stands on the pages of the items." }
}

fn routes() -> Routes {
    Routes::new().get("/yttranden/{key}/{board}/{round}/lagesbesked", tell::show).post("/yttranden/{key}/{board}/{round}/lagesbesked", tell::act)
}
