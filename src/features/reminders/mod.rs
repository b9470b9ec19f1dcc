//! Reminders: made by a job each morning, and shown to the auditors beforehand by the same rule. And what is told to the council's
//! presidium of responses that have been late for long.

mod ahead;
mod coming;
mod presidium;
mod remind;
mod store;
mod tells;
mod texts;

pub use ahead::Planned;
pub(crate) use ahead::plan;
pub(crate) use presidium::tell_presidium;
pub use remind::Made;
pub(crate) use remind::remind;

use crate::platform::routes::Routes;
use crate::platform::slice::Slice;
use texts::Texts;

/// What this slice brings into the house.
pub(crate) fn slice() -> Slice {
    Slice::new(routes()).menu(70, "/paminnelser", |lang| Texts::from(lang).reminders()).tells(&tells::ALL)
}

fn routes() -> Routes {
    Routes::new().list("/paminnelser", coming::show).files("/paminnelser.csv", "/paminnelser.xlsx", coming::file)
}
