//! The program as a whole: the one place that names every slice, and the layers around them.

use axum::Router;
use axum::extract::Path;
use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate as _, SizeAbove};
use tower_http::csrf::CsrfLayer;

use crate::features;
use crate::platform::clock::Clock;
use crate::platform::database::Database;
use crate::platform::failure::Failure;
use crate::platform::metrics::{self, Meters};
use crate::platform::program::App;
use crate::platform::register::{Doors, Register};
use crate::platform::routes::Route;
use crate::platform::session::Cookies;
use crate::platform::slice::House;
use crate::platform::{assets, error_page, health, patience, protection};

fn house() -> House {
    let doors = Doors {
        sign_in: features::sign_in::SIGN_IN,
        sign_out: features::sign_in::SIGN_OUT,
        account: features::account::ACCOUNT,
        notices: features::notices::NOTICES,
        language: features::help::LANGUAGE,
    };
    House::new(doors)
        .with(features::start::slice())
        .with(features::sign_in::slice())
        .with(features::account::slice())
        .with(features::people::slice())
        .with(features::boards::slice())
        .with(features::organisation::slice())
        .with(features::audits::slice())
        .with(features::responses::slice())
        .with(features::scans::slice())
        .with(features::supplements::slice())
        .with(features::statuses::slice())
        .with(features::substitutes::slice())
        .with(features::access_requests::slice())
        .with(features::deadlines::slice())
        .with(features::prompts::slice())
        .with(features::council::slice())
        .with(features::notices::slice())
        .with(features::assessments::slice())
        .with(features::calendar::slice())
        .with(features::overview::slice())
        .with(features::event_log::slice())
        .with(features::register::slice())
        .with(features::search::slice())
        .with(features::reminders::slice())
        .with(features::outbox::slice())
        .with(features::help::slice())
}

/// Every route with its verb, for the print of who may do what.
#[must_use]
pub fn routes() -> Vec<Route> {
    house().lines()
}

/// What all slices have announced: menus, confirmations, constraints, and what is told to whom.
///
/// # Errors
/// When two slices contradict each other, or something is announced without its words.
pub fn register() -> anyhow::Result<Register> {
    house().register()
}

/// The program on a database, by a clock.
///
/// # Errors
/// When the slices do not fit together, or the machine has no randomness.
pub fn program(database: Database, clock: Clock, cookies: Cookies) -> anyhow::Result<App> {
    App::new(register()?, database, clock, cookies)
}

/// Where the municipality's identity provider sends people back to, as it must know it.
pub const BACK_FROM_PROVIDER: &str = features::sign_in::BACK;

/// Where the stylesheet, the script and pictures are.
const ASSETS: &str = "/static/{name}";

/// Counts what is asked and how long it takes, by route.
#[must_use]
pub fn meters() -> Meters {
    Meters::new(routes().into_iter().map(|route| route.path).chain([ASSETS]).chain(health::ADDRESSES))
}

/// The router with everything around it.
pub fn router(app: App, cookies: Cookies) -> Router {
    let (register, hosts, pulse, health, meters) = (app.register(), app.hosts(), app.pulse(), app.health().clone(), app.meters());
    let router = house()
        .into_router(app)
        .layer(CsrfLayer::new())
        .layer(from_fn(protection::known_origin))
        .layer(from_fn_with_state(pulse, patience::kept))
        .layer(from_fn_with_state(hosts, protection::known_host))
        .layer(CatchPanicLayer::custom(panicked))
        .route(ASSETS, get(asset).fallback(async || Failure::MethodNotAllowed))
        .merge(health::routes(health))
        .layer(from_fn_with_state(register, error_page::draw))
        .layer(from_fn(protection::headers))
        .layer(compression());
    let router = match cookies {
        Cookies::Secure => router.layer(from_fn(protection::strict_transport)),
        Cookies::Plain => router,
    };
    match meters {
        Some(meters) => router.layer(from_fn_with_state(meters, metrics::measured)),
        None => router,
    }
}

/// Pages, the stylesheet and the script become a fifth of their size, quickly. What is saved as a file goes as it is: most
/// of it is packed already, and packing it again would keep others waiting.
fn compression() -> CompressionLayer<impl tower_http::compression::Predicate> {
    let text = |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        !headers.contains_key(header::CONTENT_DISPOSITION)
            && ["text/html", "text/css", "text/javascript", "image/svg+xml"].iter().any(|own| kind.starts_with(own))
    };
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(SizeAbove::new(1024).and(text))
}

async fn asset(Path(name): Path<String>) -> Result<axum::response::Response, Failure> {
    assets::named(&name).ok_or(Failure::NotFound)
}

fn panicked(_cause: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    axum::response::IntoResponse::into_response(Failure::broken("a handler panicked"))
}
