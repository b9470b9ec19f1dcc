//! The frame that every page shares, and the answers that a use case can give.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::assets;
use super::confirmation::{Confirmation, Confirms};
use super::gate::{Committed, Passage};
use super::language::Lang;
use super::register::{Door, Register};
use crate::domain::actor::Actor;

/// What stands around a page's own content.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The reader's language.
    pub lang: Lang,
    /// The municipality.
    pub organisation: String,
    /// The auditors' body.
    pub auditors: String,
    /// Whom to ask.
    pub contact: String,
    /// The signed-in person.
    pub person: Option<String>,
    /// The main menu: address, name, and whether one is there.
    pub menu: Vec<Link>,
    /// The links at the foot of the page.
    pub footer: Vec<Link>,
    /// Where one signs in.
    pub sign_in: Link,
    /// Where one signs out.
    pub sign_out: Link,
    /// One's own account.
    pub account: Link,
    /// What one has been told.
    pub told: Link,
    /// Where the language is chosen.
    pub language: Link,
    /// Where one is, for coming back after a change of language.
    pub here: String,
    /// What was just done.
    pub confirmation: Option<&'static str>,
    /// When the page was drawn, for prints.
    pub printed: String,
    /// How many notices are unread; none for readers who get none.
    pub notices: Option<i64>,
    /// Drawn without knowing who reads: nobody is asked to sign in who may have done so.
    pub anybody: bool,
    t: FrameTexts,
}

/// A link that every page has.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads.
    pub url: &'static str,
    /// What it says.
    pub name: &'static str,
    /// Whether the reader is there.
    pub current: bool,
}

mod words {
    crate::texts! {
        service { sv: "Revisionsuppföljning", en: "Audit follow-up" }
        skip { sv: "Hoppa till innehållet", en: "Skip to content" }
        menu { sv: "Meny", en: "Menu" }
        main_menu { sv: "Huvudmeny", en: "Main menu" }
        crumbs { sv: "Brödsmulor", en: "Breadcrumbs" }
        unread(n: i64) { sv: crate::platform::texts::plural(n, "1 oläst", "olästa"), en: crate::platform::texts::plural(n, "1 unread", "unread") }
        done { sv: "Klart", en: "Done" }
        code { sv: "Kod", en: "Code" }
        home { sv: "Gå till startsidan", en: "Go to the start page" }
        printed { sv: "Utskrivet", en: "Printed" }
    }
}
pub(crate) use words::Texts as FrameTexts;

impl Frame {
    /// The bare frame for somebody at an address.
    #[must_use]
    pub fn new(register: &Register, lang: Lang, address: &str, actor: &Actor) -> Self {
        let path = address.split('?').next().unwrap_or("/");
        let link = |door: Door| Link { url: door.path, name: (door.name)(lang), current: path == door.path || path.starts_with(&format!("{}/", door.path)) };
        let (person, notices) = match actor {
            Actor::Visitor => (None, None),
            Actor::Person(person) => (Some(person.name.clone()), register.is_told(&person.grants).then_some(0)),
        };
        let doors = register.doors();
        Self {
            lang,
            organisation: String::new(),
            auditors: String::new(),
            contact: String::new(),
            person,
            menu: register.menu(actor).map(link).collect(),
            footer: register.footer().iter().copied().map(link).collect(),
            sign_in: link(doors.sign_in),
            sign_out: link(doors.sign_out),
            account: link(doors.account),
            told: link(doors.notices),
            language: link(doors.language),
            here: path.to_owned(),
            confirmation: None,
            printed: String::new(),
            notices,
            anybody: false,
            t: FrameTexts::from(lang),
        }
    }

    pub(super) fn of(self, organisation: String, auditors: String, contact: String) -> Self {
        Self { organisation, auditors, contact, ..self }
    }

    pub(super) fn unread(self, unread: i64) -> Self {
        Self { notices: self.notices.map(|_| unread), ..self }
    }

    pub(super) fn for_anybody(self) -> Self {
        Self { anybody: true, ..self }
    }

    pub(super) fn printed(self, printed: String) -> Self {
        Self { printed, ..self }
    }

    pub(super) fn after(self, confirmation: Option<&Confirmation>) -> Self {
        Self { confirmation: confirmation.map(|confirmation| confirmation.sentence(self.lang)), ..self }
    }

    /// "2 olästa", when there are any.
    #[must_use]
    pub fn unread_said(&self) -> Option<String> {
        self.notices.filter(|unread| *unread > 0).map(|unread| self.t.unread(unread))
    }

    pub(crate) fn t(&self) -> FrameTexts {
        self.t
    }

    /// The address of the stylesheet, with its fingerprint.
    #[must_use]
    pub fn css(&self) -> &'static str {
        assets::css_url()
    }

    /// The address of the script, with its fingerprint.
    #[must_use]
    pub fn js(&self) -> &'static str {
        assets::js_url()
    }
}

/// A page.
#[derive(Debug)]
pub struct Html {
    status: StatusCode,
    body: String,
}

impl Html {
    /// A page that is as it should be.
    ///
    /// # Errors
    /// When the template fails, which only running out of memory can make it do.
    pub fn page(template: &impl Template) -> Result<Self, super::failure::Failure> {
        Self::with_status(StatusCode::OK, template)
    }

    /// The form again: 422, with the errors at their places.
    ///
    /// # Errors
    /// Always: the page is the failure's content.
    pub fn redraw<T>(template: &impl Template) -> Result<T, super::failure::Failure> {
        let mut page = Self::with_status(StatusCode::UNPROCESSABLE_ENTITY, template)?;
        // Whoever hears the page hears the title first: it says at once that something is wrong.
        let wrong = if page.body.contains("<html lang=\"en\">") { "<title>Error: " } else { "<title>Fel: " };
        page.body = page.body.replacen("<title>", wrong, 1);
        Err(super::failure::Failure::Redraw(page))
    }

    /// A page with another status.
    ///
    /// # Errors
    /// When the template fails.
    pub fn with_status(status: StatusCode, template: &impl Template) -> Result<Self, super::failure::Failure> {
        Ok(Self { status, body: template.render()? })
    }
}

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
        (self.status, headers, self.body).into_response()
    }
}

/// The only successful answer to a POST: go and look. Made from the proof that something was committed.
#[derive(Debug)]
pub struct SeeOther {
    to: String,
    cookie: Option<HeaderValue>,
}

impl SeeOther {
    /// To a page, after a change.
    #[must_use]
    pub fn to(_done: Committed, page: impl Into<String>) -> Self {
        Self { to: page.into(), cookie: None }
    }

    /// To a page, when there was nothing to change. Whoever asked has been let in all the same.
    #[must_use]
    pub fn unchanged(_open: &Passage, page: impl Into<String>) -> Self {
        Self { to: page.into(), cookie: None }
    }

    /// With a sentence there about what was done.
    #[must_use]
    pub fn saying(mut self, done: impl Confirms) -> Self {
        let (base, fragment) = match self.to.split_once('#') {
            Some((base, fragment)) => (base.to_owned(), format!("#{fragment}")),
            None => (self.to.clone(), String::new()),
        };
        let mark = if base.contains('?') { '&' } else { '?' };
        self.to = format!("{base}{mark}klart={}{fragment}", done.confirmation().key);
        self
    }

    /// With a cookie.
    #[must_use]
    pub fn with_cookie(self, cookie: Option<HeaderValue>) -> Self {
        Self { cookie, ..self }
    }
}

impl IntoResponse for SeeOther {
    fn into_response(self) -> Response {
        let Ok(to) = HeaderValue::from_str(&self.to) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
        if let Some(cookie) = self.cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// What a POST answers: usually "go and look"; a page only where something is shown once, such as a one-time link.
#[derive(Debug)]
pub enum AfterPost {
    /// Go and look.
    Go(SeeOther),
    /// Shown once, after a change.
    Once(Html),
}

impl AfterPost {
    /// A page that is shown once, after a change.
    #[must_use]
    pub fn once(_done: Committed, page: Html) -> Self {
        Self::Once(page)
    }
}

impl From<SeeOther> for AfterPost {
    fn from(to: SeeOther) -> Self {
        Self::Go(to)
    }
}

impl IntoResponse for AfterPost {
    fn into_response(self) -> Response {
        match self {
            Self::Go(to) => to.into_response(),
            Self::Once(page) => page.into_response(),
        }
    }
}

/// A calendar that a program fetches again and again.
#[derive(Debug)]
pub struct Feed {
    /// What [`super::ical`] wrote.
    pub content: String,
}

impl IntoResponse for Feed {
    fn into_response(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "inline; filename=\"kalender.ics\""),
            // It is one person's, and each time it may have changed.
            (header::CACHE_CONTROL, "no-store"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        ];
        (headers, self.content).into_response()
    }
}

/// A file to keep.
#[derive(Debug)]
pub struct Download {
    /// The name it is saved under.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let ascii: String = self.name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
        let encoded = super::failure::form_encoded(&self.name).replace('/', "%2F");
        let disposition = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}");
        let mut response = Response::new(Body::from(self.content));
        let headers = response.headers_mut();
        let insert = |headers: &mut axum::http::HeaderMap, name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        insert(headers, header::CONTENT_TYPE, &self.media_type);
        insert(headers, header::CONTENT_DISPOSITION, &disposition);
        insert(headers, header::CACHE_CONTROL, "no-store");
        // A file that somebody opens in the browser anyway may run nothing.
        insert(headers, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
        response
    }
}
