//! The administrator's boards: added many at once, ended, never deleted.

mod add;
mod change;
mod list;
mod rows;
mod store;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .list("/admin/namnder", list::show)
        .file("/admin/namnder.csv", list::file)
        .get("/admin/namnder/lagg-till", add::show)
        .post("/admin/namnder/lagg-till", add::act)
        .get("/admin/namnder/{slug}", change::show)
        .post("/admin/namnder/{slug}/avsluta", change::end)
}
