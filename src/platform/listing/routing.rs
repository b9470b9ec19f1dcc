//! How lists and their files stand in the register of routes.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing;

use super::query::Query;
use super::sheet::{Csv, Reading, Sheet};
use super::workbook::{Growing, Workbook};
use crate::platform::failure::Failure;
use crate::platform::gate::{Action, Gate};
use crate::platform::page::{Html, SeeOther};
use crate::platform::program::App;
use crate::platform::routes::{Routes, arrive};

/// What a search answers: what it found, or the one page that was meant.
pub enum Meant {
    /// What was found.
    List(Html),
    /// Where it is.
    Page(SeeOther),
}

impl IntoResponse for Meant {
    fn into_response(self) -> Response {
        match self {
            Self::List(html) => html.into_response(),
            Self::Page(elsewhere) => elsewhere.into_response(),
        }
    }
}

impl Routes {
    /// A list: its page answers what its address asks for.
    #[must_use]
    pub fn list<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Html, Failure>> + Send + 'static,
    {
        self.listing(path, handler)
    }

    /// A search: whoever types what one page is called is led to it.
    #[must_use]
    pub fn list_or_page<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Meant, Failure>> + Send + 'static,
    {
        self.listing(path, handler)
    }

    fn listing<A, H, F, R>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<R, Failure>> + Send + 'static,
        R: IntoResponse,
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

    /// A page that can be asked how it was on another day.
    #[must_use]
    pub fn as_of<A, H, F>(self, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Html, Failure>> + Send + 'static,
    {
        self.list(path, handler)
    }

    /// All rows of a list as files: as CSV and for Excel. The gate is opened for each part of it, so that no connection waits for
    /// a slow reader, and nothing more is sent once somebody may not read on.
    #[must_use]
    pub fn files<A, H, F>(self, csv: &'static str, excel: &'static str, handler: H) -> Self
    where
        A: Action,
        A::Path: Clone + 'static,
        H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Sheet, Failure>> + Send + 'static,
    {
        let own = handler.clone();
        let as_csv = async move |State(app): State<App>, request: Request| -> Response {
            match begun::<A, H, F>(app, request, own).await {
                Ok((first, read)) => Csv::new(first, read).into_response(),
                Err(failure) => failure.into_response(),
            }
        };
        let as_workbook = async move |State(app): State<App>, request: Request| -> Response {
            match begun::<A, H, F>(app, request, handler).await {
                Ok((first, read)) => workbook(first, read).await.into_response(),
                Err(failure) => failure.into_response(),
            }
        };
        self.line::<A>(csv, "GET", routing::get(as_csv)).line::<A>(excel, "GET", routing::get(as_workbook))
    }
}

/// The first rows of a file, and how the next ones are read.
async fn begun<A, H, F>(app: App, request: Request, handler: H) -> Result<(Sheet, impl Fn(String) -> Reading + Send + Sync + use<A, H, F>), Failure>
where
    A: Action,
    A::Path: Clone + 'static,
    H: Fn(Gate<A>, Query) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Sheet, Failure>> + Send + 'static,
{
    let query = Query::of_file(request.uri().path(), request.uri().query());
    let (gate, _) = arrive::<A>(app, request).await?;
    let first = handler(gate.again(), query.clone()).await?;
    Ok((first, reading(gate, query, handler)))
}

async fn workbook(first: Sheet, read: impl Fn(String) -> Reading + Send + Sync) -> Result<Workbook, Failure> {
    let mut growing = Growing::new(&first)?;
    let mut next = first.next;
    while let Some(place) = next {
        let sheet = read(place).await?;
        growing.add(&sheet)?;
        next = sheet.next;
    }
    growing.finish()
}

fn reading<A, H, F>(gate: Gate<A>, query: Query, handler: H) -> impl Fn(String) -> Reading + Send + Sync + use<A, H, F>
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
