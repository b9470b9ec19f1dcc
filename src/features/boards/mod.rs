//! The administrator's boards: added many at once, ended, never deleted.

mod actions;
mod add;
mod board;
mod end;
mod list;
mod rename;
mod reopen;
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
        .menu(90, "/admin/namnder", |lang| Texts::from(lang).boards())
        .constraints(&["board_name_key", "board_slug_key", "board_change_pkey"], Refusal::SomebodyWasFirst)
        .labels(&[
            ("boards", |lang| Texts::from(lang).label()),
            ("name", |lang| Texts::from(lang).name()),
            ("rename_reason", |lang| Texts::from(lang).reason()),
            ("on", |lang| Texts::from(lang).end_on()),
            ("end_reason", |lang| Texts::from(lang).reason()),
            ("reopen_reason", |lang| Texts::from(lang).reason()),
        ])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A board was added.
    BoardsAdded = "namnder" { sv: "Nämnderna är tillagda.", en: "The boards are added." }
    /// A board was ended.
    BoardEnded = "namnd-avslutad" { sv: "Nämnden är avslutad. Det den har lämnat finns kvar.", en: "The board is ended. What it has submitted remains." }
    /// A board has another name.
    BoardRenamed = "namnd-namn" { sv: "Nämnden har fått sitt nya namn.", en: "The board has its new name." }
    /// A board goes on.
    BoardReopened = "namnd-oppnad" { sv: "Nämnden finns igen.", en: "The board exists again." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/admin/namnder", list::show)
        .files("/admin/namnder.csv", "/admin/namnder.xlsx", list::file)
        .get("/admin/namnder/lagg-till", add::show)
        .post("/admin/namnder/lagg-till", add::act)
        .get("/admin/namnder/{slug}", board::show)
        .post("/admin/namnder/{slug}/namn", rename::act)
        .post("/admin/namnder/{slug}/avsluta", end::act)
        .post("/admin/namnder/{slug}/oppna", reopen::act)
}
