//! The board's side: from the desk, where a response is written, to the receipt; and the received response itself.

mod board_pack;
mod decide;
mod desk;
mod document;
mod drawn;
mod item;
mod item_fields;
mod list;
mod lock;
mod preview;
mod read;
mod receipt;
mod store;
mod submit;
mod summary;
mod texts;
mod work;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .list("/yttranden", list::show)
        .file("/yttranden.csv", list::file)
        .get("/yttranden/{key}/{board}/{round}", read::show)
        .get("/yttranden/{key}/{board}/{round}/kvitto", receipt::show)
        .download("/yttranden/{key}/{board}/{round}/dokument", document::act)
        .get("/yttranden/{key}/{board}/{round}/arbete", desk::show)
        .get("/yttranden/{key}/{board}/{round}/arbete/sammanfattning", summary::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/sammanfattning", summary::act)
        .get("/yttranden/{key}/{board}/{round}/arbete/punkter/{code}", item::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/punkter/{code}", item::act)
        .get("/yttranden/{key}/{board}/{round}/arbete/forhandsgranska", preview::show)
        .get("/yttranden/{key}/{board}/{round}/arbete/utskrift", board_pack::show)
        .get("/yttranden/{key}/{board}/{round}/arbete/klart-for-namnden", lock::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/klart-for-namnden", lock::act)
        .post("/yttranden/{key}/{board}/{round}/arbete/oppna", lock::reopen)
        .get("/yttranden/{key}/{board}/{round}/arbete/beslut", decide::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/beslut", decide::act)
        .get("/yttranden/{key}/{board}/{round}/arbete/skicka", submit::show)
        .post("/yttranden/{key}/{board}/{round}/arbete/skicka", submit::act)
}
