//! What can go wrong. A failure knows neither language nor reader: the outermost layer draws it (`error_page.rs`).

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::html::Html;
use crate::domain::refusal::Refusal;

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// Nobody is signed in: go there first, and come back to this address.
    SignInFirst(String),
    /// There is no such page for this person.
    NotFound,
    /// She may read it, but not do this.
    Forbidden,
    /// A rule said no.
    Refused(Refusal),
    /// The form again, with what was typed and what is wrong.
    Redraw(Html),
    /// The request came from another site, or hides where it comes from.
    ForeignRequest,
    /// There is such an address, but not for this.
    MethodNotAllowed,
    /// More was sent than is taken.
    TooLarge,
    /// Too many attempts: wait so many minutes.
    TooMany(i64),
    /// The link has been used, or its time is over.
    LinkIsOver,
    /// A constraint of the database said no, by this name. What it means is announced by a slice; where none does, it is our
    /// fault.
    Hindered(String, anyhow::Error),
    /// The database cannot be reached right now.
    Unavailable,
    /// Our fault. The cause goes to the log, an incident number to the reader.
    Broken(anyhow::Error),
}

impl Failure {
    /// Something that cannot happen did.
    pub fn broken(cause: impl std::fmt::Display) -> Self {
        Self::Broken(anyhow::anyhow!("{cause}"))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        let constraint = error.as_database_error().and_then(|e| e.constraint()).map(ToOwned::to_owned);
        // Two changes waited for each other, and the database ended this one: nothing of it has happened.
        let deadlock = error.as_database_error().and_then(|e| e.code()).is_some_and(|code| code == "40P01");
        match (constraint, &error) {
            _ if deadlock => Self::Refused(Refusal::SomebodyWasFirst),
            (Some(constraint), _) => Self::Hindered(constraint, error.into()),
            (None, sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_)) => {
                tracing::error!(%error, "the database cannot be reached");
                Self::Unavailable
            }
            (None, _) => Self::Broken(error.into()),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.into())
    }
}

impl Html {
    /// A page that is as it should be.
    ///
    /// # Errors
    /// When the template fails, which only running out of memory can make it do.
    pub fn page(template: &impl Template) -> Result<Self, Failure> {
        Ok(Self::drawn(StatusCode::OK, template)?)
    }

    /// The form again: 422, with the errors at their places.
    ///
    /// # Errors
    /// Always: the page is the failure's content.
    pub fn redraw<T>(template: &impl Template) -> Result<T, Failure> {
        Err(Failure::Redraw(Self::drawn(StatusCode::UNPROCESSABLE_ENTITY, template)?.wrong()))
    }
}

/// A failure on its way out, to be drawn in the reader's language.
#[derive(Clone, Debug)]
pub(super) enum Undrawn {
    /// To wherever one signs in, and back to this address.
    SignInFirst(String),
    /// The constraint, and the cause for the log.
    Hindered(String, String),
    Page(Kind),
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    NotFound,
    Forbidden,
    Refused(Refusal),
    ForeignRequest,
    MethodNotAllowed,
    TooLarge,
    TooMany(i64),
    LinkIsOver,
    Unavailable,
    Broken(String),
}

impl Kind {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::ForeignRequest => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(Refusal::BadForm | Refusal::UnknownFilter) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::LinkIsOver => StatusCode::GONE,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let kind = match self {
            Self::Redraw(page) => return page.into_response(),
            Self::SignInFirst(address) => return undrawn(StatusCode::UNAUTHORIZED, Undrawn::SignInFirst(address)),
            Self::Hindered(constraint, cause) => return undrawn(StatusCode::CONFLICT, Undrawn::Hindered(constraint, format!("{cause:#}"))),
            Self::NotFound => Kind::NotFound,
            Self::Forbidden => Kind::Forbidden,
            Self::Refused(refusal) => Kind::Refused(refusal),
            Self::ForeignRequest => Kind::ForeignRequest,
            Self::MethodNotAllowed => Kind::MethodNotAllowed,
            Self::TooLarge => Kind::TooLarge,
            Self::TooMany(minutes) => Kind::TooMany(minutes),
            Self::LinkIsOver => Kind::LinkIsOver,
            Self::Unavailable => Kind::Unavailable,
            Self::Broken(cause) => broken(&format!("{cause:#}")),
        };
        undrawn(kind.status(), Undrawn::Page(kind))
    }
}

fn undrawn(status: StatusCode, undrawn: Undrawn) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(undrawn);
    response
}

/// The cause goes to the log, an incident number to the reader.
pub(super) fn broken(cause: &str) -> Kind {
    let incident = format!("{:08x}", rand::random::<u32>());
    tracing::error!(%incident, cause, "something went wrong");
    Kind::Broken(incident)
}

/// Percent-encodes a value for a query.
#[must_use]
pub fn form_encoded(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
