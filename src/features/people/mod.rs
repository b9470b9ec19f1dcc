//! The administrator's people: invited many at once, given roles for a time, ended, never deleted.

mod add;
mod list;
mod person;
mod roles;
mod rows;
mod store;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .list("/admin/personer", list::show)
        .file("/admin/personer.csv", list::file)
        .get("/admin/personer/lagg-till", add::show)
        .post("/admin/personer/lagg-till", add::act)
        .get("/admin/personer/{id}", person::show)
        .post("/admin/personer/{id}/ny-lank", person::new_link)
        .post("/admin/personer/{id}/avsluta", person::end)
        .post("/admin/personer/{id}/roller", roles::give)
        .post("/admin/personer/{id}/roller/{grant}/avsluta", roles::end)
}
