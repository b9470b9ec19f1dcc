//! How a failure is said: the outermost layer knows language and register, and draws it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::failure::{Kind, Undrawn, broken, form_encoded};
use super::frame::Frame;
use super::html::Html;
use super::language::Lang;
use super::register::Register;
use super::texts::plural;
use super::words::Words;
use crate::domain::actor::Actor;

/// The outermost layer: draws failures as pages in the reader's language.
pub async fn draw(State(register): State<Arc<Register>>, request: Request, next: Next) -> Response {
    let lang = Lang::of_request(request.headers());
    let response = next.run(request).await;
    let allow = response.headers().get(header::ALLOW).cloned();
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
    // What the address can be asked for (RFC 9110, 15.5.6).
    if let Some(allow) = allow {
        drawn.headers_mut().insert(header::ALLOW, allow);
    }
    drawn
}

fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
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
    match Html::drawn(kind.status(), &ErrorPage { frame, heading, sentence, code }) {
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
        Kind::MethodNotAllowed => (
            lang.pick("Så går sidan inte att använda", "The page cannot be used in that way"),
            lang.pick(
                "Adressen finns, men inte för det som webbläsaren bad om. Inget har ändrats. Gå tillbaka och försök igen därifrån.",
                "The address exists, but not for what your browser asked for. Nothing has been changed. Go back and try again from there.",
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
