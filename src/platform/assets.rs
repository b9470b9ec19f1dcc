//! The few static files, built into the program.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

use crate::domain::text::hex;

const CSS: &str = include_str!("../../static/app.css");
const JS: &str = include_str!("../../static/app.js");
const SAVING: &str = include_str!("../../static/saving.js");
const PASSKEYS: &str = include_str!("../../static/passkeys.js");
const ICON: &str = include_str!("../../static/favicon.svg");

static CSS_URL: LazyLock<String> = LazyLock::new(|| fingerprinted("app.css", CSS));
static JS_URL: LazyLock<String> = LazyLock::new(|| fingerprinted("app.js", JS));
static SAVING_URL: LazyLock<String> = LazyLock::new(|| fingerprinted("saving.js", SAVING));
static PASSKEYS_URL: LazyLock<String> = LazyLock::new(|| fingerprinted("passkeys.js", PASSKEYS));

fn fingerprinted(name: &str, content: &str) -> String {
    let digest = hex(Sha256::digest(content.as_bytes()).iter().take(6));
    format!("/static/{name}?v={digest}")
}

/// The stylesheet's address. It changes with its content, so that it may be kept for a year.
#[must_use]
pub fn css_url() -> &'static str {
    &CSS_URL
}

/// The script's address.
#[must_use]
pub fn js_url() -> &'static str {
    &JS_URL
}

/// The address of the script that saves while somebody writes, for the pages that need it.
#[must_use]
pub fn saving_url() -> &'static str {
    &SAVING_URL
}

/// The address of the script that asks for passkeys, for the pages that need it.
#[must_use]
pub fn passkeys_url() -> &'static str {
    &PASSKEYS_URL
}

/// What stands at `/static/{name}`, if anything does.
#[must_use]
pub fn named(name: &str) -> Option<Response> {
    let (content, kind) = match name {
        "app.css" => (CSS, "text/css; charset=utf-8"),
        "app.js" => (JS, "text/javascript; charset=utf-8"),
        "saving.js" => (SAVING, "text/javascript; charset=utf-8"),
        "passkeys.js" => (PASSKEYS, "text/javascript; charset=utf-8"),
        "favicon.svg" => (ICON, "image/svg+xml; charset=utf-8"),
        _ => return None,
    };
    // The icon's address has no fingerprint, so it is asked for anew every day.
    let kept = if name == "favicon.svg" { "public, max-age=86400" } else { "public, max-age=31536000, immutable" };
    Some(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], content).into_response())
}
