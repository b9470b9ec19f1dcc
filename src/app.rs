//! The program as a whole: the one place that names every slice, and the layers around them.

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::features;
use crate::platform::routes::{App, Route, Routes};
use crate::platform::session::Cookies;
use crate::platform::{assets, failure, protection};

fn routes() -> Routes {
    Routes::new()
        .with(features::start::routes())
        .with(features::sign_in::routes())
        .with(features::account::routes())
        .with(features::people::routes())
        .with(features::boards::routes())
        .with(features::organisation::routes())
        .with(features::audits::routes())
        .with(features::responses::routes())
        .with(features::deadlines::routes())
        .with(features::notices::routes())
        .with(features::assessments::routes())
        .with(features::calendar::routes())
        .with(features::overview::routes())
        .with(features::reminders::routes())
        .with(features::outbox::routes())
        .with(features::help::routes())
}

/// Every route with its verb, for the print of who may do what.
#[must_use]
pub fn register() -> Vec<Route> {
    routes().lines()
}

/// The router with everything around it.
pub fn router(app: App, cookies: Cookies) -> Router {
    let router = routes()
        .into_router(app)
        .layer(CsrfLayer::new())
        .layer(from_fn(protection::known_origin))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::REQUEST_TIMEOUT, std::time::Duration::from_secs(60)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(failure::draw))
        .route("/static/{name}", get(assets::serve))
        .route("/halsa", get(async || "ok"))
        .layer(from_fn(protection::headers))
        .layer(CompressionLayer::new());
    match cookies {
        Cookies::Secure => router.layer(from_fn(protection::strict_transport)),
        Cookies::Plain => router,
    }
}

fn panicked(_cause: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    axum::response::IntoResponse::into_response(failure::Failure::broken("a handler panicked"))
}
