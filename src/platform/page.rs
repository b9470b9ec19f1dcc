//! The answers that a use case can give.

mod sending;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::confirmation::Confirms;
use super::failure::Failure;
pub use super::frame::Frame;
use super::gate::{Committed, Passage};
pub use super::html::Html;
pub use sending::Piece;
pub(in crate::platform) use sending::Sending;

/// The only successful answer to a POST: go and look. Made from the proof that something was committed.
#[derive(Debug)]
pub struct SeeOther {
    to: String,
    cookies: Vec<HeaderValue>,
    /// Nothing is to stay in the browser.
    leaves: bool,
}

impl SeeOther {
    /// To a page, after a change.
    #[must_use]
    pub fn to(_done: Committed, page: impl Into<String>) -> Self {
        Self { to: page.into(), cookies: Vec::new(), leaves: false }
    }

    /// To a page, when there was nothing to change. Whoever asked has been let in all the same.
    #[must_use]
    pub fn unchanged(_open: &Passage, page: impl Into<String>) -> Self {
        Self { to: page.into(), cookies: Vec::new(), leaves: false }
    }

    /// And nothing of what she has read stays in the browser. Cookies do: by one of them she is known again when she comes back.
    #[must_use]
    pub fn leaving(self) -> Self {
        Self { leaves: true, ..self }
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

    /// With cookies.
    #[must_use]
    pub fn with_cookies(mut self, cookies: impl IntoIterator<Item = HeaderValue>) -> Self {
        self.cookies.extend(cookies);
        self
    }
}

impl IntoResponse for SeeOther {
    fn into_response(self) -> Response {
        let Ok(to) = HeaderValue::from_str(&self.to) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
        for cookie in self.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        if self.leaves {
            response.headers_mut().insert("clear-site-data", HeaderValue::from_static(r#""cache", "storage""#));
        }
        response
    }
}

/// What a script is told that has saved something while its page stays open. A failure is told in the same form by the
/// outermost layer (`error_page.rs`).
#[derive(Debug)]
pub struct ToScript {
    status: StatusCode,
    facts: String,
    cookie: Option<HeaderValue>,
}

impl ToScript {
    /// After a change.
    ///
    /// # Errors
    /// When the facts cannot be written as JSON.
    pub fn done(_done: Committed, status: StatusCode, facts: &impl serde::Serialize) -> Result<Self, Failure> {
        Ok(Self { status, facts: serde_json::to_string(facts).map_err(Failure::broken)?, cookie: None })
    }

    /// With a cookie.
    #[must_use]
    pub fn with_cookie(self, cookie: HeaderValue) -> Self {
        Self { cookie: Some(cookie), ..self }
    }
}

impl IntoResponse for ToScript {
    fn into_response(self) -> Response {
        let mut response = (self.status, [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], self.facts).into_response();
        response.headers_mut().extend(self.cookie.map(|cookie| (header::SET_COOKIE, cookie)));
        response
    }
}

/// What a POST answers: usually "go and look"; a page only where something is shown once, such as a
/// one-time link, or shown before it is done.
#[derive(Debug)]
pub enum AfterPost {
    /// Go and look.
    Go(SeeOther),
    /// Shown once, after a change, with cookies.
    Once(Html, Vec<HeaderValue>),
    /// For the script of a page that stays open.
    ToScript(ToScript),
    /// What was made of the input, before anything is changed.
    Preview(Html),
}

impl AfterPost {
    /// A page that is shown once, after a change.
    #[must_use]
    pub fn once(_done: Committed, page: Html) -> Self {
        Self::Once(page, Vec::new())
    }

    /// The same, with cookies.
    #[must_use]
    pub fn once_with_cookies(_done: Committed, page: Html, cookies: Vec<HeaderValue>) -> Self {
        Self::Once(page, cookies)
    }

    /// What would come of what was typed. Whoever asked has been let in, and nothing is changed.
    #[must_use]
    pub fn preview(_open: &Passage, page: Html) -> Self {
        Self::Preview(page)
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
            Self::Once(page, cookies) => {
                let mut response = page.into_response();
                for cookie in cookies {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
                response
            }
            Self::ToScript(answer) => answer.into_response(),
            Self::Preview(page) => page.into_response(),
        }
    }
}

impl From<ToScript> for AfterPost {
    fn from(answer: ToScript) -> Self {
        Self::ToScript(answer)
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

/// A short file to keep.
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
        let mut response = Response::new(Body::from(self.content));
        stored_headers(response.headers_mut(), &self.media_type, &saved_as(&self.name));
        response
    }
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// To be saved under this name (RFC 6266): once in ASCII, once as it is.
fn saved_as(name: &str) -> String {
    let ascii: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let encoded = super::failure::form_encoded(name).replace('/', "%2F");
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

fn stored_headers(headers: &mut HeaderMap, media_type: &str, disposition: &str) {
    insert(headers, header::CONTENT_TYPE, media_type);
    insert(headers, header::CONTENT_DISPOSITION, disposition);
    insert(headers, header::CACHE_CONTROL, "no-store");
    // A file that somebody opens in the browser anyway may run nothing.
    insert(headers, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
}
