//! A browser without a window: asks the program's router directly, keeps cookies, fills in forms. One per person.
//!
//! Knows how pages of this program are built, and nothing of any story. Used by the demo and by the tests.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt as _;

use crate::platform::failure::form_encoded;

/// More than any page or file of the program.
const ANSWER_LIMIT: usize = 64 * 1024 * 1024;
const BOUNDARY: &str = "----yttrande-player-0d2f6c1b";
const FORM: &str = "application/x-www-form-urlencoded";
/// What a browser asks for when somebody goes somewhere.
const PAGES: &str = "text/html";

/// Why a request did not lead where it should.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// The request could not be made or its answer not be read.
    #[error("{method} {path} could not be asked: {cause}")]
    Request {
        /// GET or POST.
        method: Method,
        /// Where.
        path: String,
        /// What went wrong.
        cause: String,
    },
    /// Another answer than the expected one.
    #[error("{method} {path} answered {status}: {sentence}")]
    Unexpected {
        /// GET or POST.
        method: Method,
        /// Where.
        path: String,
        /// What was answered.
        status: StatusCode,
        /// What the page says about it.
        sentence: String,
    },
    /// Something that should stand on the page does not.
    #[error("{path} has no {what}")]
    Missing {
        /// The page.
        path: String,
        /// What was looked for.
        what: String,
    },
}

/// An answer of the program.
#[derive(Clone, Debug)]
pub struct Page {
    method: Method,
    path: String,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its bytes.
    pub content: Vec<u8>,
    /// Its text.
    pub body: String,
    /// Where it sends the browser, if it does.
    pub location: Option<String>,
}

impl Page {
    /// The page, when it is one.
    ///
    /// # Errors
    /// Any status but 200.
    pub fn shown(self) -> Result<Self, PlayError> {
        if self.status == StatusCode::OK { Ok(self) } else { Err(self.unexpected()) }
    }

    /// Where a change leads, without query and fragment.
    ///
    /// # Errors
    /// Any status but 303, and being sent to sign in.
    pub fn done(&self) -> Result<&str, PlayError> {
        let path = self.location.as_deref().map(|to| to.split(['?', '#']).next().unwrap_or(to));
        match path {
            Some(path) if self.status == StatusCode::SEE_OTHER && path != "/logga-in" => Ok(path),
            Some(_) | None => Err(self.unexpected()),
        }
    }

    /// What the page says when something is wrong: its error summary, or else its heading and first sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        if let Some(to) = &self.location {
            return format!("sent to {to}");
        }
        let summary = between(&self.body, "<div class=\"errors\"", "</div>").and_then(|part| part.split_once('>')).map(|(_, inner)| inner);
        let content = between(&self.body, "<h1", "</main>").and_then(|part| part.split_once('>')).map(|(_, inner)| inner);
        let text = plain(summary.or(content).unwrap_or(&self.body));
        text.chars().take(300).collect()
    }

    /// The value of a hidden field.
    ///
    /// # Errors
    /// When the page has no such field.
    pub fn hidden(&self, name: &str) -> Result<String, PlayError> {
        let mark = format!("name=\"{name}\" value=\"");
        between(&self.body, &mark, "\"").map(unescaped).ok_or_else(|| self.missing(&format!("hidden field {name}")))
    }

    /// The values of all hidden fields of a name, in the order of the page.
    #[must_use]
    pub fn hiddens(&self, name: &str) -> Vec<String> {
        let mark = format!("name=\"{name}\" value=\"");
        self.body.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).map(unescaped).collect()
    }

    /// The value of the check box or radio button `name` with this label.
    ///
    /// # Errors
    /// When the page has no such choice.
    pub fn choice(&self, name: &str, label: &str) -> Result<String, PlayError> {
        let mark = format!("<label for=\"{name}-");
        let mut labels = self.body.split(mark.as_str()).skip(1).filter_map(|rest| rest.split_once("\">"));
        let found = labels.find(|(_, rest)| rest.split("</label>").next().is_some_and(|text| unescaped(text) == label));
        found.map(|(value, _)| value.to_owned()).ok_or_else(|| self.missing(&format!("choice {label}")))
    }

    /// How many fields of this name the page has.
    #[must_use]
    pub fn fields(&self, name: &str) -> usize {
        self.body.matches(&format!("name=\"{name}\"")).count()
    }

    /// All addresses on the page that begin so, in the order of the page, with whatever stands before them removed.
    #[must_use]
    pub fn addresses(&self, beginning: &str) -> Vec<String> {
        let rests = self.body.match_indices(beginning).filter_map(|(at, _)| self.body.get(at..));
        rests.map(|rest| rest.split(['"', '<', ' ', '\n', '&', '?']).next().unwrap_or(rest).to_owned()).collect()
    }

    /// The first address that begins so after a piece of text.
    ///
    /// # Errors
    /// When the page has none.
    pub fn address_after(&self, text: &str, beginning: &str) -> Result<String, PlayError> {
        let rest = self.body.split_once(text).and_then(|(_, rest)| rest.find(beginning).and_then(|at| rest.get(at..)));
        let found = rest.map(|rest| rest.split(['"', '<', ' ', '\n', '&', '?']).next().unwrap_or(rest).to_owned());
        found.ok_or_else(|| self.missing(&format!("address {beginning}… after {text}")))
    }

    /// An error that says that something is not there.
    #[must_use]
    pub fn missing(&self, what: &str) -> PlayError {
        PlayError::Missing { path: self.path.clone(), what: what.to_owned() }
    }

    fn unexpected(&self) -> PlayError {
        PlayError::Unexpected { method: self.method.clone(), path: self.path.clone(), status: self.status, sentence: self.sentence() }
    }
}

/// One person's browser.
#[derive(Clone, Debug)]
pub struct Player {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Player {
    /// A fresh browser in front of the program.
    #[must_use]
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new() }
    }

    /// Somebody else's browser in front of the same program.
    #[must_use]
    pub fn another(&self) -> Self {
        Self::new(self.router.clone())
    }

    /// Asks for a page.
    ///
    /// # Errors
    /// [`PlayError::Request`] only; whatever is answered is a page.
    pub async fn get(&mut self, path: &str) -> Result<Page, PlayError> {
        self.ask(Method::GET, path, None, Vec::new(), PAGES).await
    }

    /// Sends a form.
    ///
    /// # Errors
    /// [`PlayError::Request`] only; whatever is answered is a page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Page, PlayError> {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", form_encoded(name), form_encoded(value))).collect();
        self.ask(Method::POST, path, Some(FORM.to_owned()), pairs.join("&").into_bytes(), PAGES).await
    }

    /// Sends a form as the script of a page does that stays where it is.
    ///
    /// # Errors
    /// [`PlayError::Request`] only; whatever is answered is told.
    pub async fn tell(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Page, PlayError> {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", form_encoded(name), form_encoded(value))).collect();
        self.ask(Method::POST, path, Some(FORM.to_owned()), pairs.join("&").into_bytes(), "application/json").await
    }

    /// Sends a file in the field `file`, marked as secret or not.
    ///
    /// # Errors
    /// [`PlayError::Request`] only; whatever is answered is a page.
    pub async fn upload(&mut self, path: &str, name: &str, content_type: &str, bytes: &[u8], secret: bool) -> Result<Page, PlayError> {
        let fields: &[(&str, &str)] = if secret { &[("secret", "ja")] } else { &[] };
        self.upload_with(path, name, content_type, bytes, fields).await
    }

    /// Sends a file with further fields.
    ///
    /// # Errors
    /// [`PlayError::Request`] only.
    pub async fn upload_with(&mut self, path: &str, name: &str, content_type: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Result<Page, PlayError> {
        let name = name.replace('"', "%22");
        let mut body =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {content_type}\r\n\r\n").into_bytes();
        body.extend_from_slice(bytes);
        for (name, value) in fields {
            body.extend_from_slice(format!("\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}").as_bytes());
        }
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.ask(Method::POST, path, Some(format!("multipart/form-data; boundary={BOUNDARY}")), body, PAGES).await
    }

    /// Goes where an answer leads; the answer itself when it leads nowhere.
    ///
    /// # Errors
    /// [`PlayError::Request`] only.
    pub async fn follow(&mut self, page: Page) -> Result<Page, PlayError> {
        match page.location.clone() {
            Some(to) => self.get(to.split('#').next().unwrap_or(&to)).await,
            None => Ok(page),
        }
    }

    /// The same browser another day: it is known by its cookie, and nobody is signed in.
    #[must_use]
    pub fn known(mut self, cookies: &str) -> Self {
        let pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
        self.cookies.extend(pairs.filter(|(name, _)| is_of_a_browser(name)).map(|(name, value)| (name.to_owned(), value.to_owned())));
        self
    }

    /// Signs in, in a browser that is known to whomever it was known to.
    ///
    /// # Errors
    /// When the program does not let her in.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Result<(), PlayError> {
        self.cookies.retain(|name, _| is_of_a_browser(name));
        let page = self.post("/logga-in", &[("email", email), ("password", password), ("till", "/")]).await?;
        page.done().map(|_| ())
    }

    async fn ask(&mut self, method: Method, path: &str, content_type: Option<String>, body: Vec<u8>, accept: &str) -> Result<Page, PlayError> {
        let failed = |cause: String| PlayError::Request { method: method.clone(), path: path.to_owned(), cause };
        let mut request = Request::builder().method(method.clone()).uri(path).header(header::HOST, "localhost").header("sec-fetch-site", "same-origin");
        request = request.header(header::ACCEPT, accept);
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        if !self.cookies.is_empty() {
            request = request.header(header::COOKIE, self.cookie());
        }
        let request = request.body(Body::from(body)).map_err(|error| failed(error.to_string()))?;
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        let content = to_bytes(body, ANSWER_LIMIT).await.map_err(|error| failed(error.to_string()))?.to_vec();
        self.keep_cookies(&parts.headers);
        let location = parts.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).map(ToOwned::to_owned);
        let body = String::from_utf8_lossy(&content).into_owned();
        Ok(Page { method, path: path.to_owned(), status: parts.status, headers: parts.headers, content, body, location })
    }

    /// The cookies as this browser sends them.
    #[must_use]
    pub fn cookie(&self) -> String {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            if attributes.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.remove(name.trim());
            } else {
                self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
    }
}

/// A cookie by which a browser is known again.
fn is_of_a_browser(name: &str) -> bool {
    name.starts_with("enhet-") || name.starts_with("__Host-enhet-")
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(inner, _)| inner)
}

/// The text of a piece of page: without tags, with single blanks.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if inside => {}
            other => text.push(other),
        }
    }
    unescaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn unescaped(html: &str) -> String {
    let marks =
        [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#38;", "&"), ("&amp;", "&")];
    marks.iter().fold(html.to_owned(), |text, (mark, sign)| text.replace(mark, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Page {
        Page {
            method: Method::GET,
            path: "/a".to_owned(),
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            content: Vec::new(),
            body: body.to_owned(),
            location: None,
        }
    }

    #[test]
    fn a_choice_is_found_by_its_label() {
        let page = page("<input name=\"boards\" value=\"7\"><label for=\"boards-7\">Vatten &#38; vägar</label><label for=\"boards-8\">Vägar</label>");
        assert_eq!(page.choice("boards", "Vägar").unwrap(), "8");
        assert_eq!(page.choice("boards", "Vatten & vägar").unwrap(), "7");
        assert!(page.choice("boards", "Skolor").is_err());
    }

    #[test]
    fn what_is_wrong_is_told_in_the_words_of_the_page() {
        let wrong = page("<h1>Sida</h1><div class=\"errors\" tabindex=\"-1\"><h2>Rätta</h2><ul><li><a href=\"#a\">Skriv en titel.</a></li></ul></div>");
        assert_eq!(wrong.sentence(), "Rätta Skriv en titel.");
        assert_eq!(page("<main><h1 lang=\"sv\">Sidan finns inte</h1>\n<p>Tyvärr.</p></main>").sentence(), "Sidan finns inte Tyvärr.");
    }

    #[test]
    fn links_are_read_beside_their_person() {
        let page = page("<li>a@b.se <code>http://x/inbjudan/abc</code></li><li>c@d.se <a href=\"/inbjudan/def\">Länk</a></li>");
        assert_eq!(page.address_after("c@d.se", "/inbjudan/").unwrap(), "/inbjudan/def");
        assert_eq!(page.addresses("/inbjudan/"), ["/inbjudan/abc", "/inbjudan/def"]);
    }
}
