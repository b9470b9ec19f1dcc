//! What can go wrong. A failure knows neither language nor reader: the outermost layer draws it (`error_page.rs`).

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::html::Html;
use super::outage::{self, Outage};
use super::server::Stalled;
use crate::domain::refusal::Refusal;

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// Nobody is signed in: go there first, and come back to this address.
    SignInFirst(String),
    /// She has signed in by her password alone, and more is demanded of her: nothing but her account is open to her.
    SecondStepFirst,
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
    /// What was sent came so slowly that it was not waited for any longer.
    TooSlow,
    /// So much is being sent or fetched at once that there is no place for more.
    Crowded(Crowd),
    /// The link has been used, or its time is over.
    LinkIsOver,
    /// A constraint of the database said no, by this name. What it means is announced by a slice; where none does, it is our
    /// fault.
    Hindered(String, anyhow::Error),
    /// There is too much to do right now. Nothing has been done.
    Unavailable,
    /// The database cannot do its work right now.
    Down(Outage),
    /// The address is not one of ours.
    UnknownHost,
    /// Our fault. The cause goes to the log, an incident number to the reader.
    Broken(anyhow::Error),
}

/// Why somebody has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Too much was tried in vain: so long.
    For(chrono::TimeDelta),
    /// Too many try at once: a moment.
    Crowd,
}

/// Whose transfers take all places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowd {
    /// Her own.
    Own,
    /// Those of all.
    All,
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
        if let Some(outage) = outage::of(&error) {
            tracing::error!(%error, ?outage, "the database");
            return Self::Down(outage);
        }
        // Two changes waited for each other, and the database ended this one: nothing of it has happened.
        let deadlock = error.as_database_error().and_then(|e| e.code()).is_some_and(|code| code == "40P01");
        match constraint {
            _ if deadlock => Self::Refused(Refusal::SomebodyWasFirst),
            Some(constraint) => Self::Hindered(constraint, error.into()),
            None => Self::Broken(error.into()),
        }
    }
}

impl Failure {
    /// Why a body did not arrive: nothing more came, or it broke off, or was no body at all.
    pub(super) fn of_body(error: &axum::Error) -> Self {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(error) = cause {
            if error.is::<Stalled>() {
                return Self::Down(Outage::TooSlow);
            }
            cause = error.source();
        }
        Self::Refused(Refusal::BadForm)
    }

    /// What an error of a commit means: unless the database itself said no, nobody knows whether it happened.
    pub(super) fn of_commit(error: sqlx::Error) -> Self {
        match outage::of_commit(&error) {
            Some(outage) => {
                tracing::error!(%error, ?outage, "a commit");
                Self::Down(outage)
            }
            None => error.into(),
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

impl Html {
    /// The form again, with its rows as they were asked to be: nothing has been done, and nothing is wrong.
    ///
    /// # Errors
    /// Always: the page is the failure's content.
    pub fn rearranged<T>(template: &impl Template) -> Result<T, Failure> {
        Err(Failure::Redraw(Self::drawn(StatusCode::OK, template)?))
    }

    /// A rule said no, and the page says more about it than a sentence: 409.
    ///
    /// # Errors
    /// Always: the page is the failure's content.
    pub fn refused<T>(template: &impl Template) -> Result<T, Failure> {
        Err(Failure::Redraw(Self::drawn(StatusCode::CONFLICT, template)?.wrong()))
    }

    /// The form again, because now is not the time: 429 for whoever has tried too often, 503 when too many try at once. Nothing
    /// has been done, and what may be kept of what was typed is kept.
    ///
    /// # Errors
    /// Always: the page is the failure's content.
    pub fn come_back<T>(template: &impl Template, wait: Wait) -> Result<T, Failure> {
        let (status, seconds) = match wait {
            Wait::For(time) => (StatusCode::TOO_MANY_REQUESTS, time.num_seconds().max(1)),
            Wait::Crowd => (StatusCode::SERVICE_UNAVAILABLE, 10),
        };
        Err(Failure::Redraw(Self::drawn(status, template)?.wrong().come_again(seconds)))
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
    SecondStepFirst,
    Forbidden,
    Refused(Refusal),
    ForeignRequest,
    MethodNotAllowed,
    TooLarge,
    TooSlow,
    Crowded(Crowd),
    LinkIsOver,
    Down(Option<Outage>),
    UnknownHost,
    Broken(String),
}

impl Kind {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::SecondStepFirst | Self::ForeignRequest => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(Refusal::BadForm | Refusal::NoFile(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Crowded(Crowd::All) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Crowded(Crowd::Own) => StatusCode::TOO_MANY_REQUESTS,
            Self::LinkIsOver => StatusCode::GONE,
            Self::Down(Some(Outage::TooSlow)) => StatusCode::REQUEST_TIMEOUT,
            Self::Down(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::UnknownHost => StatusCode::MISDIRECTED_REQUEST,
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
            Self::SecondStepFirst => Kind::SecondStepFirst,
            Self::Forbidden => Kind::Forbidden,
            Self::Refused(refusal) => Kind::Refused(refusal),
            Self::ForeignRequest => Kind::ForeignRequest,
            Self::MethodNotAllowed => Kind::MethodNotAllowed,
            Self::TooLarge => Kind::TooLarge,
            Self::TooSlow => Kind::TooSlow,
            Self::Crowded(crowd) => Kind::Crowded(crowd),
            Self::LinkIsOver => Kind::LinkIsOver,
            Self::Unavailable => Kind::Down(None),
            Self::Down(outage) => Kind::Down(Some(outage)),
            Self::UnknownHost => Kind::UnknownHost,
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
