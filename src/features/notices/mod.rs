//! What one has been told, and how one wants to be told: always one's own, on whatever side one works.

mod actions;
mod list;
mod read;
mod settings;
mod store;
mod texts;

use crate::platform::register::Door;
use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What one has been told.
pub(crate) const NOTICES: Door = Door { path: "/aviseringar", name: |lang| Texts::from(lang).notices() };

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).confirmations(Confirmed::all())
}

crate::confirmations! {
    /// One's own choice of how to be told was saved.
    SettingsSaved = "val" { sv: "Ditt val är sparat.", en: "Your choice is saved." }
}

fn routes() -> Routes {
    Routes::new()
        .list("/aviseringar", list::show)
        .files("/aviseringar.csv", "/aviseringar.xlsx", list::file)
        .post("/aviseringar/lasta", read::act)
        .get("/aviseringar/installningar", settings::show)
        .post("/aviseringar/installningar", settings::act)
}
