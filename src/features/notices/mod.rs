//! What one has been told, and how one wants to be told: always one's own, on whatever side one works.

mod list;
mod read;
mod settings;
mod store;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .list("/aviseringar", list::show)
        .file("/aviseringar.csv", list::file)
        .post("/aviseringar/lasta", read::act)
        .get("/aviseringar/installningar", settings::show)
        .post("/aviseringar/installningar", settings::act)
}
