//! The picture that everybody shares: the overview, the list of boards, one board's page, and its year. All of it is read from
//! the published views, so that council, boards and auditors see the same figures.

mod bar;
mod board;
mod board_so_far;
mod board_year;
mod boards;
mod day;
mod figures;
mod linked;
mod overview;
mod sentences;
mod since;
mod store;
mod tables;
mod texts;

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).menu(40, "/namnder", |lang| Texts::from(lang).boards()).menu(60, "/oversikt", |lang| Texts::from(lang).menu())
}

fn routes() -> Routes {
    Routes::new()
        .list("/oversikt", overview::show)
        .list("/oversikt/sedan", since::show)
        .files("/oversikt/sedan.csv", "/oversikt/sedan.xlsx", since::file)
        .list("/namnder", boards::show)
        .files("/namnder.csv", "/namnder.xlsx", boards::file)
        .list("/namnder/{slug}", board::show)
        .get("/namnder/{slug}/ar/{year}", board_year::show)
        .files("/namnder/{slug}/yttranden.csv", "/namnder/{slug}/yttranden.xlsx", board::file)
}
