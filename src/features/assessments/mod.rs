//! The auditors' side of a received response: registering its arrival, judging it item by item, publishing.

mod judge;
mod overview;
mod publish;
mod register_arrival;
mod store;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post("/yttranden/{key}/{board}/{round}/diarienummer", register_arrival::act)
        .get("/yttranden/{key}/{board}/{round}/omdome", overview::show)
        .get("/yttranden/{key}/{board}/{round}/omdome/publicera", publish::show)
        .post("/yttranden/{key}/{board}/{round}/omdome/publicera", publish::act)
        .get("/yttranden/{key}/{board}/{round}/omdome/{code}", judge::show)
        .post("/yttranden/{key}/{board}/{round}/omdome/{code}", judge::act)
}
