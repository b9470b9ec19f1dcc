//! How lists and their files stand in the register of routes.

use std::pin::Pin;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing;

use super::query::Query;
use super::sheet::{Csv, Sheet};
use crate::platform::failure::Failure;
use crate::platform::gate::{Action, Gate};
use crate::platform::page::Html;
use crate::platform::program::App;
use crate::platform::routes::{Routes, arrive};

impl Routes {
    /// A list: its page answers what its address asks for.
    #[must_use]
    pub fn list<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Html, Failure>> + Send + 'static,
    {
        let answer = async move |State(app): State<App>, request: Request| -> Response {
            let query = Query::of(request.uri().path(), request.uri().query());
            match arrive::<A>(app, request).await {
                Ok((gate, _)) => handler(gate, query).await.into_response(),
                Err(failure) => failure.into_response(),
            }
        };
        self.line::<A>(path, "GET", routing::get(answer))
    }

    /// A page that a list leads to, and that keeps what the list was narrowed to: it knows the rows beside it.
    #[must_use]
    pub fn within_list<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Html, Failure>> + Send + 'static,
    {
        self.list(path, handler)
    }

    /// All rows of a list as a file. The gate is opened for each part of it, so that no connection waits for a slow
    /// reader, and nothing more is sent once somebody may not read on.
    #[must_use]
    pub fn file<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        A::Path: Clone + 'static,
        H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Sheet, Failure>> + Send + 'static,
    {
        let answer = async move |State(app): State<App>, request: Request| -> Response {
            let query = Query::of_file(request.uri().path(), request.uri().query());
            let (gate, _) = match arrive::<A>(app, request).await {
                Ok(arrived) => arrived,
                Err(failure) => return failure.into_response(),
            };
            match handler(gate.again(), query.clone()).await {
                Ok(first) => Csv::new(first, reading(gate, query, handler)).into_response(),
                Err(failure) => failure.into_response(),
            }
        };
        self.line::<A>(path, "GET", routing::get(answer))
    }
}

fn reading<A, H, F>(gate: Gate<A>, query: Query, handler: H) -> impl Fn(String) -> Pin<Box<dyn Future<Output = F::Output> + Send>> + Send + Sync
where
    A: Action,
    A::Path: Clone + 'static,
    H: Fn(Gate<A>, Query) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Sheet, Failure>> + Send + 'static,
{
    move |place| {
        let mut query = query.clone();
        query.resume(place);
        Box::pin(handler(gate.again(), query))
    }
}
