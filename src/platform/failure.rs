//! What can go wrong, and how it is said. A failure knows neither language nor reader: the outermost layer draws it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::language::Lang;
use super::page::{Frame, Html};
use super::register::Register;
use super::texts::plural;
use super::words::Words;
use crate::domain::actor::Actor;
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

/// A failure on its way out, to be drawn in the reader's language.
#[derive(Clone, Debug)]
enum Undrawn {
    /// To wherever one signs in, and back to this address.
    SignInFirst(String),
    /// The constraint, and the cause for the log.
    Hindered(String, String),
    Page(Kind),
}

#[derive(Clone, Debug)]
enum Kind {
    NotFound,
    Forbidden,
    Refused(Refusal),
    ForeignRequest,
    TooLarge,
    TooMany(i64),
    LinkIsOver,
    Unavailable,
    Broken(String),
}

impl Kind {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::ForeignRequest => StatusCode::FORBIDDEN,
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
fn broken(cause: &str) -> Kind {
    let incident = format!("{:08x}", rand::random::<u32>());
    tracing::error!(%incident, cause, "something went wrong");
    Kind::Broken(incident)
}

fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
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

/// The outermost layer: draws failures as pages in the reader's language.
pub async fn draw(State(register): State<Arc<Register>>, request: Request, next: Next) -> Response {
    let lang = Lang::of_request(request.headers());
    let response = next.run(request).await;
    let kind = match response.extensions().get::<Undrawn>() {
        None => return response,
        Some(Undrawn::SignInFirst(address)) => return see_other(&format!("{}?till={}", register.doors().sign_in.path, form_encoded(address))),
        Some(Undrawn::Hindered(constraint, cause)) => register.refusal(constraint).map_or_else(|| broken(cause), Kind::Refused),
        Some(Undrawn::Page(kind)) => kind.clone(),
    };
    let mut drawn = page(&register, lang, &kind);
    if matches!(kind, Kind::Unavailable) {
        drawn.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    drawn
}

#[derive(askama::Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    heading: &'static str,
    sentence: String,
    code: String,
}

fn page(register: &Register, lang: Lang, kind: &Kind) -> Response {
    let (heading, sentence, code) = said(lang, kind);
    let frame = Frame::new(register, lang, "/", &Actor::Visitor).for_anybody();
    match Html::with_status(kind.status(), &ErrorPage { frame, heading, sentence, code }) {
        Ok(html) => html.into_response(),
        Err(_) => kind.status().into_response(),
    }
}

#[expect(clippy::too_many_lines, reason = "a table of words")]
fn said(lang: Lang, kind: &Kind) -> (&'static str, String, String) {
    let none = String::new();
    match kind {
        Kind::NotFound => (
            lang.pick("Sidan finns inte", "The page does not exist"),
            lang.pick(
                "Adressen kan vara felskriven eller ändrad. Sidan kan också höra till en annan nämnd eller roll.",
                "The address may be mistyped or changed. The page may also belong to another board or role.",
            )
            .to_owned(),
            none,
        ),
        Kind::Forbidden => (
            lang.pick("Du kan läsa det här, men inte göra det", "You can read this, but not do it"),
            lang.pick(
                "Det krävs en annan roll. Kontakta den som administrerar tjänsten om du tror att det är fel.",
                "Another role is needed. Contact the administrator of the service if you think this is wrong.",
            )
            .to_owned(),
            none,
        ),
        Kind::Refused(refusal) => (lang.pick("Det går inte just nu", "That is not possible right now"), Words::new(lang).refusal(*refusal).to_owned(), none),
        Kind::ForeignRequest => (
            lang.pick("Begäran kom inte härifrån", "The request did not come from here"),
            lang.pick(
                "Din webbläsare visade inte att formuläret hör hit, så inget har ändrats. Öppna sidan igen och försök på nytt.",
                "Your browser did not show that the form belongs here, so nothing has been changed. Open the page again and retry.",
            )
            .to_owned(),
            none,
        ),
        Kind::TooLarge => (
            lang.pick("Det är för stort", "That is too large"),
            lang.pick(
                "En fil får vara högst 20 MB och ett formulär högst 4 MB. Gå tillbaka och skicka mindre.",
                "A file can be at most 20 MB and a form at most 4 MB. Go back and send less.",
            )
            .to_owned(),
            none,
        ),
        Kind::TooMany(minutes) => (
            lang.pick("För många försök", "Too many attempts"),
            lang.pick(
                format!("Vänta {} och försök igen.", plural(*minutes, "en minut", "minuter")),
                format!("Wait {} and try again.", plural(*minutes, "a minute", "minutes")),
            ),
            none,
        ),
        Kind::LinkIsOver => (
            lang.pick("Länken gäller inte längre", "The link is no longer valid"),
            lang.pick(
                "Den är använd eller för gammal. Be den som administrerar tjänsten om en ny.",
                "It has been used or is too old. Ask the administrator of the service for a new one.",
            )
            .to_owned(),
            none,
        ),
        Kind::Unavailable => (
            lang.pick("Tjänsten svarar inte just nu", "The service does not answer right now"),
            lang.pick("Inget har ändrats. Försök igen om en stund.", "Nothing has been changed. Try again in a while.").to_owned(),
            none,
        ),
        Kind::Broken(incident) => (
            lang.pick("Något gick fel hos oss", "Something went wrong on our side"),
            lang.pick(
                "Det du senast sparade finns kvar. Försök igen om en stund. Kontakta oss om felet är kvar och uppge koden.",
                "What you last saved is kept. Try again in a while. If the error remains, contact us and give the code.",
            )
            .to_owned(),
            incident.clone(),
        ),
    }
}
