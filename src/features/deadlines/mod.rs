//! Last days after dispatch: why a date is what it is, extensions that boards ask for and auditors decide, corrections,
//! the letter of reminder, and the municipality's own rules. No date moves in any other way.

mod ask;
mod correct;
mod decide;
mod ledger;
mod letter;
mod rules;
mod store;
mod texts;
mod withdraw;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/yttranden/{key}/{board}/{round}/sista-dag", ledger::show)
        .get("/yttranden/{key}/{board}/{round}/sista-dag/ratta", correct::show)
        .post("/yttranden/{key}/{board}/{round}/sista-dag/ratta", correct::act)
        .get("/yttranden/{key}/{board}/{round}/anstand", ask::show)
        .post("/yttranden/{key}/{board}/{round}/anstand", ask::act)
        .post("/yttranden/{key}/{board}/{round}/anstand/aterkalla", withdraw::act)
        .get("/yttranden/{key}/{board}/{round}/anstand/beslut", decide::show)
        .post("/yttranden/{key}/{board}/{round}/anstand/beslut", decide::act)
        .get("/yttranden/{key}/{board}/{round}/paminnelsebrev", letter::show)
        .get("/admin/sista-dagar", rules::show)
        .post("/admin/sista-dagar", rules::act)
}
