//! The register of routes. A route takes a gate or it is none; what stands here is what `docs/access.txt` prints.

use std::marker::PhantomData;
use std::pin::Pin;

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{FromRequestParts as _, Path, Request, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing;
use serde::de::DeserializeOwned;
use tokio::sync::OwnedSemaphorePermit;

use super::carried::OnItsWay;
use super::failure::Failure;
use super::files::{Arrived, Upload};
use super::gate::{Action, Asked, Cleared, Gate};
use super::html::Html;
use super::page::{AfterPost, Download, Feed, Piece, Sending};
use super::places::Place;
use super::posted::{self, Posted};
use super::program::App;
use super::typed::Typed;
use crate::domain::policy::Verb;

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// Its address, with names in braces for what varies.
    pub path: &'static str,
    /// GET or POST.
    pub method: &'static str,
    /// What is asked of the policy.
    pub verb: Verb,
}

/// Routes being collected.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    lines: Vec<Route>,
}

impl Routes {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    #[must_use]
    pub fn get<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Html, Failure>> + Send + 'static,
    {
        self.reading(path, handler)
    }

    /// A page that sends elsewhere.
    #[must_use]
    pub fn forward<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<super::page::SeeOther, Failure>> + Send + 'static,
    {
        self.reading(path, handler)
    }

    /// Where another site sends somebody back to: what no page does, it may change something. What its address carries is worth something only
    /// in the browser that has asked for it, and once.
    #[must_use]
    pub fn landing<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<AfterPost, Failure>> + Send + 'static,
    {
        self.reading(path, handler)
    }

    /// A stored file, read piece by piece while it is sent: the gate is opened for each, so that no connection waits for a
    /// slow reader, and nothing more is sent once somebody may not read on. The handler is told the number of the piece.
    #[must_use]
    pub fn stored<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        A::Path: Clone + 'static,
        H: Fn(Gate<A>, i32) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Cleared<Piece>, Failure>> + Send + 'static,
    {
        let answer = async move |State(app): State<App>, request: Request| -> Response {
            match begin_sending(app, request, handler).await {
                Ok(sending) => sending.into_response(),
                Err(failure) => failure.into_response(),
            }
        };
        self.line::<A>(path, "GET", routing::get(answer))
    }

    /// A short file to keep.
    #[must_use]
    pub fn download<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Download, Failure>> + Send + 'static,
    {
        self.reading(path, handler)
    }

    /// A calendar to subscribe to.
    #[must_use]
    pub fn feed<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Feed, Failure>> + Send + 'static,
    {
        self.reading(path, handler)
    }

    fn reading<A, H, F, R>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<R, Failure>> + Send + 'static,
        R: IntoResponse,
    {
        let answer = async move |State(app): State<App>, request: Request| -> Response {
            match arrive::<A>(app, request).await {
                Ok((gate, _)) => handler(gate).await.into_response(),
                Err(failure) => failure.into_response(),
            }
        };
        self.line::<A>(path, "GET", routing::get(answer))
    }

    /// A list with filters: unknown filters are ignored.
    #[must_use]
    pub fn search<A, Q, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        Q: DeserializeOwned + Default + Send + 'static,
        H: Fn(Gate<A>, Q) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Html, Failure>> + Send + 'static,
    {
        let answer = async move |State(app): State<App>, request: Request| -> Response {
            let query = serde_html_form::from_str(request.uri().query().unwrap_or("")).unwrap_or_default();
            match arrive::<A>(app, request).await {
                Ok((gate, _)) => handler(gate, query).await.into_response(),
                Err(failure) => failure.into_response(),
            }
        };
        self.line::<A>(path, "GET", routing::get(answer))
    }

    /// A change.
    #[must_use]
    pub fn post<A, P, H, F, R>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        P: DeserializeOwned + Send + 'static,
        H: Fn(Gate<A>, Posted<P>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<R, Failure>> + Send + 'static,
        R: Into<AfterPost>,
    {
        let answer = async move |State(app): State<App>, request: Request| -> Response {
            let way = OnItsWay::of(&app, &request);
            let done = match receive::<A, P>(app, request).await {
                Ok((gate, posted, _place)) => handler(gate, posted).await.map(Into::<AfterPost>::into),
                Err(failure) => Err(failure),
            };
            match done {
                Err(Failure::SignInFirst(till)) => way.signs_in(till).await,
                done => done.into_response(),
            }
        };
        self.line::<A>(path, "POST", routing::post(answer))
    }

    /// A change that brings a file.
    #[must_use]
    pub fn upload<A, H, F, R>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>, Upload) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<R, Failure>> + Send + 'static,
        R: Into<AfterPost>,
    {
        let answer = async move |State(app): State<App>, request: Request| -> Response {
            match receive_file::<A>(app, request).await {
                Ok((gate, upload, _places)) => handler(gate, upload).await.map(Into::<AfterPost>::into).into_response(),
                Err(failure) => failure.into_response(),
            }
        };
        self.line::<A>(path, "POST", routing::post(answer))
    }

    pub(super) fn line<A: Action>(mut self, path: &'static str, method: &'static str, route: routing::MethodRouter<App>) -> Self {
        self.lines.push(Route { path, method, verb: A::VERB });
        self.router = self.router.route(path, route);
        self
    }

    /// Adds a slice's routes.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.lines.extend(other.lines);
        self.router = self.router.merge(other.router);
        self
    }

    /// The register, by address.
    #[must_use]
    pub fn lines(&self) -> Vec<Route> {
        let mut lines = self.lines.clone();
        lines.sort();
        lines
    }

    /// The router that serves them.
    pub fn into_router(self, app: App) -> Router {
        self.router.fallback(async || Failure::NotFound).method_not_allowed_fallback(async || Failure::MethodNotAllowed).with_state(app)
    }
}

/// Takes what the address says and what the request carries; opens nothing.
pub(super) async fn arrive<A: Action>(app: App, request: Request) -> Result<(Gate<A>, Body), Failure> {
    let (mut parts, body) = request.into_parts();
    // No name holds a zero byte, and no text of PostgreSQL can.
    if parts.uri.path().contains("%00") {
        return Err(Failure::NotFound);
    }
    let path = Path::<A::Path>::from_request_parts(&mut parts, &app).await.map_err(|_| Failure::NotFound)?.0;
    let browser = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let asked = Asked {
        lang: app.register().lang(&parts.headers),
        token_hash: app.cookies().token_hash(&parts.headers),
        cookies: parts.headers.get_all(header::COOKIE).iter().map(|line| (header::COOKIE, line.clone())).collect(),
        network: app.proxies().network(&parts.extensions, &parts.headers),
        address: address(&parts.method, &parts.uri, &parts.headers),
        confirmation: query_value(parts.uri.query(), "klart")
            .and_then(|key| app.register().confirmation(&key))
            // A form that is drawn again has not done what an earlier one did.
            .filter(|confirmation| parts.method == Method::GET && confirmation.fits(parts.uri.path())),
        browser: browser.chars().take(200).collect(),
        at: app.clock().now(),
    };
    Ok((Gate { app, asked, path }, body))
}

/// Where to come back to: the page itself, or for a form the page it stood on.
fn address(method: &Method, uri: &axum::http::Uri, headers: &axum::http::HeaderMap) -> String {
    let own = uri.path_and_query().map_or("/", |address| address.as_str());
    if *method == Method::GET {
        return own.to_owned();
    }
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).and_then(|url| url.parse::<axum::http::Uri>().ok());
    referer.map_or_else(|| "/".to_owned(), |page| page.path().to_owned())
}

fn query_value(query: Option<&str>, name: &str) -> Option<String> {
    query?.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// What is taken in without asking who sends it. For more than this, and for what does not say how much it is, she knocks.
const AT_ONCE: u64 = 64 * 1024;

/// Receives a form in full, and only then looks at the clock: what counts is when everything had arrived (FL 22 §).
async fn receive<A: Action, P>(app: App, request: Request) -> Result<(Gate<A>, Posted<P>, Option<Place>), Failure> {
    let typed = request.extensions().get::<Typed>().cloned().unwrap_or_default();
    let (mut gate, body) = arrive::<A>(app.clone(), request).await?;
    let mut place = None;
    if body.size_hint().upper().is_none_or(|size| size > AT_ONCE) {
        match gate.knock().await {
            Ok(person) => place = Some(app.long_forms().take(person)?),
            Err(failure) => {
                // Of strangers nothing is taken in, and of those whose session is over as much as there are places for.
                let was_in = matches!(failure, Failure::SignInFirst(_)) && gate.asked.token_hash.is_some();
                let _place = was_in.then(|| app.long_forms().take(None)).transpose()?;
                if was_in || matches!(failure, Failure::Down(_)) {
                    typed.take_in(Vec::new(), body).await;
                }
                return Err(failure);
            }
        }
    }
    let body = posted::taken_in(body).await?;
    typed.keep(&body);
    gate.asked.at = app.clock().now();
    Ok((gate, Posted { body, form: PhantomData }, place))
}

/// Receives a form with a file: asked first, taken in while it comes, judged when it is there.
async fn receive_file<A: Action>(app: App, request: Request) -> Result<(Gate<A>, Upload, (Place, OwnedSemaphorePermit)), Failure> {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
    let (mut gate, body) = arrive::<A>(app.clone(), request).await?;
    let place = app.uploads().take(gate.knock().await?)?;
    let arrived = Arrived::receive(&content_type, body, app.patience()).await?;
    gate.asked.at = app.clock().now();
    // From here on the machine works: two at a time, and the others wait without a connection.
    let turn = app.storing().take().await?;
    let upload = arrived.judged(&gate).await?;
    Ok((gate, upload, (place, turn)))
}

/// Reads the first piece of a stored file; the others follow as the reader takes them.
async fn begin_sending<A, H, F>(app: App, request: Request, handler: H) -> Result<Sending, Failure>
where
    A: Action,
    A::Path: Clone + 'static,
    H: Fn(Gate<A>, i32) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Cleared<Piece>, Failure>> + Send + 'static,
{
    let (gate, _) = arrive::<A>(app.clone(), request).await?;
    let place = app.downloads().take(gate.knock().await?)?;
    let first = handler(gate.again(), 0).await?;
    let read = move |n| -> Pin<Box<dyn Future<Output = Result<Cleared<Piece>, Failure>> + Send>> { Box::pin(handler(gate.again(), n)) };
    Ok(Sending::new(first, place, read))
}
