//! The auditors' audits: from a pasted letter to an audit that has been sent to its boards and is followed up.

mod attach;
mod close;
mod download;
mod edit;
mod form;
mod items;
mod list;
mod paste_letter;
mod record;
mod send;
mod show;
mod store;
mod texts;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .list("/granskningar", list::show)
        .file("/granskningar.csv", list::file)
        .get("/granskningar/ny", paste_letter::show)
        .post("/granskningar/ny", paste_letter::act)
        .get("/granskningar/ny/sjalv", record::show_blank)
        .post("/granskningar/ny/sjalv", record::act_blank)
        .get("/granskningar/ny/kontrollera/{intake}", record::show)
        .post("/granskningar/ny/kontrollera/{intake}", record::act)
        .get("/granskningar/{key}", show::show)
        .get("/granskningar/{key}/redigera", edit::show)
        .post("/granskningar/{key}/redigera", edit::act)
        .get("/granskningar/{key}/punkter", items::list::show)
        .post("/granskningar/{key}/punkter", items::add::act)
        .post("/granskningar/{key}/punkter/flera", items::add_many::act)
        .get("/granskningar/{key}/punkter/{code}", items::change::show)
        .post("/granskningar/{key}/punkter/{code}", items::change::act)
        .post("/granskningar/{key}/punkter/{code}/ta-bort", items::remove::act)
        .post("/granskningar/{key}/punkter/{code}/flytta", items::shift::act)
        .get("/granskningar/{key}/filer", attach::show)
        .upload("/granskningar/{key}/filer", attach::act)
        .download("/granskningar/{key}/filer/{file}", download::act)
        .post("/granskningar/{key}/filer/{file}/ta-bort", attach::remove)
        .get("/granskningar/{key}/skicka", send::show)
        .post("/granskningar/{key}/skicka", send::act)
        .get("/granskningar/{key}/avsluta", close::show)
        .post("/granskningar/{key}/avsluta", close::act)
}
