//! The administrator's boards: added many at once, ended, never deleted.

mod actions;
mod add;
mod change;
mod list;
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
        .constraints(&["board_name_key", "board_slug_key"], Refusal::SomebodyWasFirst)
        .labels(&[("boards", |lang| Texts::from(lang).label()), ("on", |lang| Texts::from(lang).end_on())])
        .confirmations(Confirmed::all())
}

crate::confirmations! {
    /// A board was added.
    BoardsAdded = "namnder" { sv: "Nämnderna är tillagda.", en: "The boards are added." }
    /// A board was ended.
    BoardEnded = "namnd-avslutad" { sv: "Nämnden är avslutad. Det den har lämnat finns kvar.", en: "The board is ended. What it has submitted remains." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/admin/namnder", list::show)
        .file("/admin/namnder.csv", list::file)
        .get("/admin/namnder/lagg-till", add::show)
        .post("/admin/namnder/lagg-till", add::act)
        .get("/admin/namnder/{slug}", change::show)
        .post("/admin/namnder/{slug}/avsluta", change::end)
}
