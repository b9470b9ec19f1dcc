//! How a failure is said: the outermost layer knows language and register, and draws it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::carried::is_of_a_script;
use super::failure::{Crowd, Kind, Undrawn, broken, form_encoded};
use super::frame::Frame;
use super::html::Html;
use super::language::Lang;
use super::outage::Outage;
use super::register::Register;
use super::typed::{GivenBack, Sent, Typed};
use super::words::Words;
use crate::domain::actor::Actor;
use crate::domain::refusal::{FileHeld, Refusal};

/// The outermost layer: draws failures as pages in the reader's language.
pub async fn draw(State(register): State<Arc<Register>>, mut request: Request, next: Next) -> Response {
    let lang = register.lang(request.headers());
    let way = way_back(&request);
    let script = is_of_a_script(request.headers());
    let typed = Typed::begin(&mut request).map(|typed| (typed, Sent::of(&request)));
    let response = next.run(request).await;
    let allow = response.headers().get(header::ALLOW).cloned();
    let kind = match response.extensions().get::<Undrawn>() {
        None => return response,
        Some(Undrawn::SignInFirst(_)) if script => return told(StatusCode::UNAUTHORIZED, "", true),
        Some(Undrawn::SignInFirst(address)) => return see_other(&format!("{}?till={}", register.doors().sign_in.path, form_encoded(address))),
        // A page leads to where she adds one; whoever has sent something reads here why it was not taken, with what she typed.
        Some(Undrawn::Page(Kind::SecondStepFirst)) if typed.is_none() && !script => return see_other(register.doors().account.path),
        Some(Undrawn::Hindered(constraint, cause)) => register.refusal(constraint).map_or_else(|| broken(cause), Kind::Refused),
        Some(Undrawn::Page(kind)) => kind.clone(),
    };
    let in_trouble = matches!(kind, Kind::Down(_) | Kind::Broken(_));
    let changes = typed.is_some();
    if script {
        let (heading, sentence, _) = said(lang, &kind);
        let unsaved = match kind {
            Kind::Down(outage) => became(lang, outage, true).is_some(),
            Kind::Broken(_) => false,
            _ => true,
        };
        return told(kind.status(), &format!("{heading}. {sentence}"), unsaved);
    }
    // What came from elsewhere was not typed here; and what somebody else has typed is hers.
    let typed = typed.filter(|_| !matches!(kind, Kind::ForeignRequest | Kind::UnknownHost | Kind::Refused(Refusal::SignedInAsAnother)));
    let first = matches!(kind, Kind::SecondStepFirst);
    let back = typed.and_then(|(typed, sent)| GivenBack::of(&register, lang, &typed, sent, in_trouble || first));
    // Where a rule said no there is a page on which it stands how things are; elsewhere there may be none.
    let way = way.filter(|_| back.is_none() && matches!(kind, Kind::Refused(_))).map(|way| (way, lang.pick("Tillbaka till sidan", "Back to the page")));
    let account = register.doors().account;
    let way = if first { Some((account.path.to_owned(), (account.name)(lang))) } else { way };
    let mut drawn = page(&register, lang, &kind, changes, Ways { back, way });
    if kind.status() == StatusCode::SERVICE_UNAVAILABLE {
        drawn.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    // What the address can be asked for (RFC 9110, 15.5.6).
    if let Some(allow) = allow {
        drawn.headers_mut().insert(header::ALLOW, allow);
    }
    drawn
}

/// A failure in the form in which a script is told what went well (`page.rs`), and whether it is known that nothing was saved.
fn told(status: StatusCode, said: &str, unsaved: bool) -> Response {
    let facts = serde_json::json!({ "said": said, "unsaved": unsaved }).to_string();
    (status, [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], facts).into_response()
}

fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The page that led here; without one, or from the page itself, the one above it.
fn way_back(request: &Request) -> Option<String> {
    let own = request.uri().path();
    let from = Some(Sent::of(request).from).filter(|from| from != "/" && (*request.method() != Method::GET || from.split('?').next() != Some(own)));
    from.or_else(|| own.rsplit_once('/').map(|(above, _)| above.to_owned()).filter(|above| !above.is_empty() && *request.method() == Method::GET))
}

/// Where to go from here.
struct Ways {
    /// What was typed, with the page on which it was.
    back: Option<GivenBack>,
    /// Where that is, and what it is called.
    way: Option<(String, &'static str)>,
}

#[derive(askama::Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    heading: &'static str,
    sentence: String,
    code: String,
    back: Option<GivenBack>,
    way: Option<(String, &'static str)>,
}

fn page(register: &Register, lang: Lang, kind: &Kind, changes: bool, Ways { back, way }: Ways) -> Response {
    let (heading, mut sentence, code) = said(lang, kind);
    if let Kind::Down(outage) = kind
        && let Some(became) = became(lang, *outage, changes)
    {
        sentence = format!("{became} {sentence}");
    }
    let frame = Frame::new(register, lang, "/", &Actor::Visitor).for_anybody();
    match Html::drawn(kind.status(), &ErrorPage { frame, heading, sentence, code, back, way }) {
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
                "Adressen kan vara felskriven eller ändrad. Sidan kan också höra till en annan nämnd eller roll, eller så har din roll ändrats.",
                "The address may be mistyped or changed. The page may also belong to another board or role, or your role has changed.",
            )
            .to_owned(),
            none,
        ),
        Kind::SecondStepFirst => (
            lang.pick("Först behövs ett andra steg", "A second step is needed first"),
            lang.pick(
                "Lösenordet räcker inte för din roll, så inget har sparats. Lägg till ett andra steg under ditt konto, eller logga in med det du redan har. Sedan kan du skicka igen.",
                "A password alone is not enough for your role, so nothing has been saved. Add a second step in your account, or sign in with the one you have. Then you can send it again.",
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
        Kind::Refused(refusal @ Refusal::NotLateYet(day)) => (refused(lang, *refusal), Words::new(lang).not_late_yet(*day), none),
        Kind::Refused(refusal) => (refused(lang, *refusal), Words::new(lang).refusal(*refusal).to_owned(), none),
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
        Kind::TooSlow => (
            lang.pick("Det kom för långsamt", "It came too slowly"),
            lang.pick(
                "Överföringen stod still för länge, så inget har sparats. Kontrollera nätet, gå tillbaka och försök igen.",
                "The transfer stood still for too long, so nothing has been saved. Check your connection, go back and try again.",
            )
            .to_owned(),
            none,
        ),
        Kind::Crowded(crowd) => crowded(lang, *crowd),
        Kind::LinkIsOver => (
            lang.pick("Länken gäller inte längre", "The link is no longer valid"),
            lang.pick(
                "Den är använd, för gammal eller ersatt av en nyare. Har du fått flera mejl gäller det senaste. Annars ber du den som administrerar tjänsten om en ny.",
                "It has been used, is too old, or has been replaced by a newer one. If you got several mails, the latest works. Otherwise ask the administrator of the service for a new one.",
            )
            .to_owned(),
            none,
        ),
        Kind::Down(outage) => down(lang, *outage),
        Kind::UnknownHost => (
            lang.pick("Adressen är inte vår", "The address is not ours"),
            lang.pick(
                "Tjänsten finns inte under det namn som står i webbläsarens adressfält. Kontrollera adressen.",
                "The service is not to be found under the name in your browser's address bar. Check the address.",
            )
            .to_owned(),
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

/// Whether it will ever be possible: nobody comes back in vain.
fn refused(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::AuditIsSent
        | Refusal::RoundIsWithdrawn
        | Refusal::ResponseIsSubmitted
        | Refusal::VerdictIsPublished
        | Refusal::MeetingIsOver
        | Refusal::IsDecided
        | Refusal::ResponseIsRegistered
        | Refusal::NothingToWithdraw
        | Refusal::NothingIsLate
        | Refusal::FollowUpIsBegun
        | Refusal::ResponseIsSupplemented
        | Refusal::SupplementIsAskedFor
        | Refusal::VersionsAreMany
        | Refusal::NoOpenRequest => lang.pick("Det går inte längre", "That is no longer possible"),
        Refusal::ResponseIsLocked
        | Refusal::ResponseIsNotLocked
        | Refusal::NotDecided
        | Refusal::DecisionIsOlder
        | Refusal::FirstResponseIsMissing
        | Refusal::ResponseIsIncomplete
        | Refusal::RoundsAreOpen
        | Refusal::NothingIsHandedIn
        | Refusal::NothingToSupplement
        | Refusal::NothingIsPublished
        | Refusal::NotLateYet(_)
        | Refusal::FileHeld(FileHeld::Waits | FileHeld::Unscannable)
        | Refusal::SomethingRestsOnIt
        | Refusal::RequestIsOpen => lang.pick("Det går inte än", "That is not possible yet"),
        Refusal::SomebodyWasFirst | Refusal::TextHasChanged | Refusal::SignedInAsAnother | Refusal::ResponseIsAnother => {
            lang.pick("Det har ändrats under tiden", "It has changed meanwhile")
        }
        Refusal::AuditIsClosed
        | Refusal::AuditIsOpen
        | Refusal::NotYourself
        | Refusal::NeedsAnother
        | Refusal::AccountHasEnded
        | Refusal::RolesConflict
        | Refusal::RoleHasNoDay
        | Refusal::LastAdministrator
        | Refusal::ExtensionLimit
        | Refusal::DatesInWrongOrder
        | Refusal::BadForm
        | Refusal::FileHeld(FileHeld::Infected)
        | Refusal::NoFile(_) => lang.pick("Det går inte", "That is not possible"),
    }
}

/// What became of a change, and nothing that is not known.
fn became(lang: Lang, outage: Option<Outage>, changes: bool) -> Option<&'static str> {
    match outage {
        Some(Outage::OutcomeUnknown) => None,
        _ if !changes => None,
        Some(Outage::Away | Outage::Full | Outage::Held | Outage::ClockBehind | Outage::TooSlow) | None => {
            Some(lang.pick("Det du skickade är inte sparat.", "What you sent is not saved."))
        }
    }
}

fn down(lang: Lang, outage: Option<Outage>) -> (&'static str, String, String) {
    let away = lang.pick("Tjänsten svarar inte just nu", "The service does not answer right now");
    let (heading, sentence) = match outage {
        Some(Outage::OutcomeUnknown) => (
            lang.pick("Det går inte att veta om det sparades", "It is not known whether it was saved"),
            lang.pick(
                "Förbindelsen bröts just när det skulle sparas. Se efter på sidan om det finns där, innan du skickar igen.",
                "The connection was lost at the very moment of saving. Look at the page whether it is there before you send it again.",
            ),
        ),
        Some(Outage::Held) => (
            lang.pick("Det är upptaget just nu", "It is in use right now"),
            lang.pick(
                "Det du vill läsa eller ändra ändras just nu av någon annan, eller av tjänsten själv. Försök igen om några sekunder.",
                "What you want to read or change is being changed by somebody else, or by the service itself. Try again in a few seconds.",
            ),
        ),
        Some(Outage::ClockBehind) => (
            lang.pick("Tjänstens klocka går fel", "The clock of the service is wrong"),
            lang.pick(
                "Den visar en tidigare tid än det senaste som har hänt. Därför sparas inget förrän den går rätt. Det går bra att läsa. Säg till den som administrerar tjänsten.",
                "It shows an earlier time than the latest that has happened, so nothing is saved until it is right. Reading works. Tell the administrator of the service.",
            ),
        ),
        Some(Outage::TooSlow) => (
            lang.pick("Det tog för lång tid", "It took too long"),
            lang.pick(
                "Förbindelsen är kanske långsam. Försök igen, eller skicka mindre åt gången.",
                "Your connection may be slow. Try again, or send less at a time.",
            ),
        ),
        Some(Outage::Full) => (
            away,
            lang.pick(
                "Databasen har inte plats. Försök igen om en stund. Säg till den som administrerar tjänsten om det står kvar.",
                "The database has no room. Try again in a while. Tell the administrator of the service if this remains.",
            ),
        ),
        Some(Outage::Away) | None => (away, lang.pick("Försök igen om en stund.", "Try again in a while.")),
    };
    (heading, sentence.to_owned(), String::new())
}

fn crowded(lang: Lang, crowd: Crowd) -> (&'static str, String, String) {
    let sentence = match crowd {
        Crowd::Own => lang.pick(
            "Du skickar eller hämtar redan så många filer samtidigt som det går. Vänta tills någon är klar, gå tillbaka och försök igen.",
            "You are already sending or fetching as many files at once as is possible. Wait until one has finished, go back and try again.",
        ),
        Crowd::All => lang.pick(
            "Många skickar och hämtar filer just nu. Inget har ändrats. Vänta en stund, gå tillbaka och försök igen.",
            "Many people are sending and fetching files right now. Nothing has been changed. Wait a while, go back and try again.",
        ),
    };
    (lang.pick("Det är fullt just nu", "All places are taken right now"), sentence.to_owned(), String::new())
}
