//! Searching everything that has been published, by words.

mod search;
mod store;
mod texts;

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).menu(75, "/sok", |lang| Texts::from(lang).menu())
}

fn routes() -> Routes {
    Routes::new().list_or_page("/sok", search::show).files("/sok.csv", "/sok.xlsx", search::file)
}
