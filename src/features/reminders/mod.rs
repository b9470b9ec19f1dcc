//! Reminders: made by a job each morning, and shown to the auditors beforehand by the same rule.

mod ahead;
mod coming;
mod remind;
mod store;
mod texts;

pub use ahead::Planned;
pub(crate) use ahead::plan;
pub use remind::Made;
pub(crate) use remind::remind;

use crate::platform::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new().list("/paminnelser", coming::show).file("/paminnelser.csv", coming::file)
}
