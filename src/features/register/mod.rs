//! The register: each recommendation with each of its boards, from the letter until it is solved; and what the auditors decide
//! about one when its rounds are over.

mod asked;
mod item;
mod life;
mod list;
mod remarks;
mod store;
mod texts;

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).menu(35, "/rekommendationer", |lang| Texts::from(lang).menu())
}

fn routes() -> Routes {
    Routes::new()
        .list("/rekommendationer", list::show)
        .file("/rekommendationer.csv", list::file)
        .within_list("/rekommendationer/{key}/{code}/{board}", item::show)
}
