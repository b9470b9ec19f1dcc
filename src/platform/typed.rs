//! What somebody typed, kept while her form is worked on: when it cannot be saved, the page that says so gives it back, with
//! a button that sends it again. Nothing of it is stored anywhere.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::{Method, header};
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use tokio::time::{Duration, timeout};

use super::language::Lang;
use super::register::Register;
use crate::domain::ids::PersonId;

crate::texts! {
    heading { sv: "Det här skrev du", en: "This is what you typed" }
    again { sv: "Skicka igen", en: "Send again" }
    back { sv: "Tillbaka till sidan", en: "Back to the page" }
    keep { sv: "Kopiera det du vill ha kvar innan du lämnar sidan.", en: "Copy what you want to keep before you leave the page." }
    any { sv: "Text", en: "Text" }
    file { sv: "Filen är inte sparad. Välj den igen på sidan.", en: "The file is not saved. Choose it again on the page." }
    secret { sv: "Lösenordet visas inte. Skriv det igen på sidan.", en: "The password is not shown. Type it again on the page." }
    much { sv: "Det du skrev kan inte visas här, men webbläsaren har det kvar. Stanna på sidan. Ladda om den om en stund och svara ja om webbläsaren frågar om formuläret ska skickas igen.", en: "What you typed cannot be shown here, but your browser still has it. Stay on this page. Reload it in a while, and answer yes if your browser asks whether to send the form again." }
}

/// The most that is taken in to be given back, when it is already known that it cannot be saved.
pub(super) const MOST: usize = 512 * 1024;
/// And the longest that is waited for it.
const PATIENCE: Duration = Duration::from_millis(800);
/// Fields whose values are never shown and never kept.
const SECRET: [&str; 3] = ["password", "again", "current"];

/// A form as it arrived. Clones hold the same one.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed(Arc<Mutex<Option<Bytes>>>);

impl Typed {
    /// Begins to keep what comes with a request, if it is a form.
    pub(super) fn begin(request: &mut Request) -> Option<Self> {
        if *request.method() != Method::POST {
            return None;
        }
        let typed = Self::default();
        request.extensions_mut().insert(typed.clone());
        Some(typed)
    }

    /// Keeps a form that has arrived in full.
    pub(super) fn keep(&self, body: &Bytes) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body.clone());
    }

    /// What has been kept.
    pub(super) fn body(&self) -> Option<Bytes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes in the rest of a form that cannot be saved, only in order to give it back.
    pub(super) async fn take_in(&self, mut read: Vec<u8>, rest: Body) {
        let room = MOST.saturating_sub(read.len());
        if rest.size_hint().lower() <= u64::try_from(room).unwrap_or(u64::MAX)
            && let Ok(Ok(rest)) = timeout(PATIENCE, to_bytes(rest, room)).await
        {
            read.extend_from_slice(&rest);
            self.keep(&Bytes::from(read));
        }
    }
}

/// What the page gives back.
pub(super) struct GivenBack {
    pub(super) t: Texts,
    /// In the order in which they came.
    pub(super) fields: Vec<Field>,
    /// What cannot be given back, and what to do.
    pub(super) notes: Vec<&'static str>,
    /// Where it is sent again; none when that cannot be done from here.
    pub(super) again: Option<String>,
    /// The page on which it was typed.
    pub(super) page: String,
}

/// One field of the form.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
    /// What it is called, and how many lines it takes; hidden fields have none.
    pub(super) shown: Option<(&'static str, usize)>,
}

/// Where a form was sent, and from where.
pub(super) struct Sent {
    pub(super) to: String,
    pub(super) from: String,
    is_form: bool,
    has_file: bool,
}

impl Sent {
    /// A form that was sent before, and is to be sent again.
    pub(super) fn again(to: String, from: String) -> Self {
        Self { to, from, is_form: true, has_file: false }
    }

    pub(super) fn of(request: &Request) -> Self {
        let to = request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned();
        let referer = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok()).and_then(|url| url.parse::<axum::http::Uri>().ok());
        let from = referer.and_then(|page| page.path_and_query().map(ToString::to_string)).unwrap_or_else(|| "/".to_owned());
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        Self { to, from, is_form: kind.starts_with("application/x-www-form-urlencoded"), has_file: kind.starts_with("multipart/") }
    }
}

impl GivenBack {
    /// What is to be given back of a form; nothing when nothing in it was typed. When the service itself is in trouble, it can be
    /// sent again, and what never arrived is spoken of, too.
    pub(super) fn of(register: &Register, lang: Lang, typed: &Typed, sent: Sent, in_trouble: bool) -> Option<Self> {
        let t = Texts::from(lang);
        let mut given = Self { t, fields: Vec::new(), notes: Vec::new(), again: None, page: sent.from };
        if sent.has_file {
            given.notes.push(t.file());
            return in_trouble.then_some(given);
        }
        let body = typed.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(body) = body.filter(|_| sent.is_form) else {
            given.notes.push(t.much());
            return (in_trouble && sent.is_form).then_some(given);
        };
        let pairs: Vec<(String, String)> = serde_html_form::from_bytes(&body).unwrap_or_default();
        let secret = pairs.iter().any(|(name, _)| SECRET.contains(&name.as_str()));
        given.fields =
            pairs.into_iter().filter(|(name, _)| !SECRET.contains(&name.as_str())).map(|(name, value)| field(register, t, &sent.to, name, value)).collect();
        if !given.fields.iter().any(|field| field.shown.is_some()) && !secret {
            return None;
        }
        if secret && !in_trouble {
            return None;
        }
        if secret {
            given.notes.push(t.secret());
        } else if in_trouble {
            given.again = Some(sent.to);
        }
        given.notes.push(t.keep());
        Some(given)
    }
}

/// Whose a form is, when somebody has typed something in it and nothing secret: the person whom its page was opened for, as far as
/// the form says (`by`). Nothing when there is nothing in it to be carried anywhere.
pub(super) fn of_a_person(register: &Register, lang: Lang, sent: &Sent, body: &[u8]) -> Option<Option<PersonId>> {
    let pairs: Vec<(String, String)> = serde_html_form::from_bytes(body).ok()?;
    let secret = pairs.iter().any(|(name, _)| SECRET.contains(&name.as_str()));
    let by = pairs.iter().find(|(name, _)| name == "by").and_then(|(_, id)| {
        let id: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = id.as_str().into_deserializer();
        PersonId::deserialize(id).ok()
    });
    let typed = pairs.into_iter().any(|(name, value)| field(register, Texts::from(lang), &sent.to, name, value).shown.is_some());
    (typed && !secret).then_some(by)
}

/// "B1" and "R12" name items; nobody has typed them.
fn is_code(value: &str) -> bool {
    let mut signs = value.chars();
    value.len() <= 4 && signs.next().is_some_and(|kind| kind.is_ascii_uppercase()) && !signs.as_str().is_empty() && signs.all(|c| c.is_ascii_digit())
}

/// Shown is what a slice has a word for, and what somebody must have written; ids and choices are not.
fn field(register: &Register, t: Texts, to: &str, name: String, value: String) -> Field {
    let known = register.label(to, &name, t.lang);
    // What the page itself sends along is made of small letters and digits: ids, choices, versions.
    let ours = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    // Where to go on afterwards is an address.
    let written = name != "till" && !value.chars().all(ours) && !is_code(&value);
    let lines = value.lines().map(|line| 1 + line.chars().count() / 80).sum::<usize>().clamp(1, 15);
    let shown = (!value.trim().is_empty() && (known.is_some() || written)).then(|| (known.unwrap_or_else(|| t.any()), lines));
    Field { name, value, shown }
}
