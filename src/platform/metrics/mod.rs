//! Figures for a monitor, on a port of their own: how many requests of each kind, how long they took, and how the service is. Off unless
//! somebody has said where. No label can hold anything of anybody: each is a word of the program, by its type (ADR 0071).

mod figures;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::prometheus_text::{CONTENT_TYPE, encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use tokio::sync::Mutex;

use super::clock::Clock;
use super::database::Database;
use figures::Figures;

/// What stands in place of the address of a request that no route is for. Whatever was asked for there is nobody's business.
const NONE: &str = "none";
/// In seconds. A page takes some milliseconds; people begin to wait at a quarter of a second; a form may take a minute.
const BUCKETS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
/// The database is asked at most so often, however many ask.
const FRESH: Duration = Duration::from_secs(5);

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    method: &'static str,
    status: &'static str,
}

/// Where it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Place {
    route: &'static str,
}

/// Says what is so just now.
type Saying<T> = Box<dyn Fn() -> T + Send + Sync>;

/// Counts requests. Clones count together.
#[derive(Clone)]
pub struct Meters(Arc<Counted>);

struct Counted {
    registry: Registry,
    /// The addresses that there are, with names in braces for what varies.
    routes: BTreeSet<&'static str>,
    requests: Family<Answered, Counter>,
    durations: Family<Place, Histogram, fn() -> Histogram>,
    /// When the newest checkpoint of the log was written, where any are.
    checkpoints: OnceLock<Saying<Option<DateTime<Utc>>>>,
    /// How many definitions of the database are not as they were, once somebody has looked.
    definitions: OnceLock<Saying<Option<usize>>>,
}

impl Meters {
    /// For these routes.
    pub fn new(routes: impl IntoIterator<Item = &'static str>) -> Self {
        let requests = Family::default();
        let durations = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let mut registry = Registry::with_prefix("yttrande");
        registry.register("requests", "Requests that were answered, by route", requests.clone());
        registry.register("request_duration_seconds", "From the head of a request to the head of its answer", durations.clone());
        Self(Arc::new(Counted {
            registry,
            routes: routes.into_iter().collect(),
            requests,
            durations,
            checkpoints: OnceLock::new(),
            definitions: OnceLock::new(),
        }))
    }

    /// Also says when the newest checkpoint of the log was written.
    pub fn watch_checkpoints(&self, newest: impl Fn() -> Option<DateTime<Utc>> + Send + Sync + 'static) {
        // It is said once, at the start.
        drop(self.0.checkpoints.set(Box::new(newest)));
    }

    /// Also says how many definitions of the database are not as they were.
    pub fn watch_definitions(&self, differing: impl Fn() -> Option<usize> + Send + Sync + 'static) {
        // It is said once, at the start.
        drop(self.0.definitions.set(Box::new(differing)));
    }

    /// What the program itself calls the route, or that there is none: never what was asked for.
    fn route(&self, matched: Option<&MatchedPath>) -> &'static str {
        matched.and_then(|path| self.0.routes.get(path.as_str())).copied().unwrap_or(NONE)
    }

    fn count(&self, route: &'static str, method: &'static str, status: StatusCode, took: Duration) {
        self.0.requests.get_or_create(&Answered { route, method, status: class(status) }).inc();
        self.0.durations.get_or_create(&Place { route }).observe(took.as_secs_f64());
    }
}

fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        // A method can be any word that somebody sends.
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

/// Counts a request and how long it took.
pub async fn measured(State(meters): State<Meters>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let route = meters.route(request.extensions().get::<MatchedPath>());
    let method = method(request.method());
    let response = next.run(request).await;
    meters.count(route, method, response.status(), begun.elapsed());
    response
}

/// What is shown, and when the database was asked last.
struct Board {
    meters: Meters,
    database: Database,
    clock: Clock,
    told: Mutex<Option<(Instant, Option<Figures>)>>,
}

impl Board {
    async fn text(&self) -> Result<String, std::fmt::Error> {
        let found = {
            // One asks, the others wait for it.
            let mut told = self.told.lock().await;
            match told.as_ref() {
                Some((at, found)) if at.elapsed() < FRESH => found.clone(),
                _ => {
                    let found = Figures::of(&self.database, self.clock.now()).await;
                    *told = Some((Instant::now(), found.clone()));
                    found
                }
            }
        };
        let mut text = String::new();
        encode(&mut text, &self.meters.0.registry)?;
        encode(&mut text, &figures::of_pools(&self.database))?;
        encode(&mut text, &figures::of_service(found.as_ref()))?;
        let (checkpoints, definitions) = (self.meters.0.checkpoints.get(), self.meters.0.definitions.get());
        encode(&mut text, &figures::of_trust(checkpoints.and_then(|newest| newest()), definitions.and_then(|differing| differing())))?;
        Ok(text)
    }
}

/// The one address of the other port.
pub fn routes(meters: Meters, database: Database, clock: Clock) -> Router {
    let board = Arc::new(Board { meters, database, clock, told: Mutex::new(None) });
    Router::new().route("/metrics", get(shown)).with_state(board)
}

async fn shown(State(board): State<Arc<Board>>) -> Response {
    match board.text().await {
        Ok(text) => ([(header::CONTENT_TYPE, CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
