use crate::platform::routes::Routes;
pub(crate) fn routes() -> Routes { Routes::new() }
