//! What every answer carries and every request must show: headers, and where a change comes from.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::ProtectionError;

use super::failure::Failure;
use super::hosts::Hosts;

/// Nothing inline, nothing from elsewhere, nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With no-referrer, browsers would send "Origin: null" and no form could be told from a foreign one.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Adds the headers to every answer that does not bring stricter ones itself.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Tells the browser to come by HTTPS only, for two years.
pub async fn strict_transport(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    response
}

/// Answers only who asks for the service by one of its names.
pub async fn known_host(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    if hosts.know(request.uri(), request.headers()) {
        return next.run(request).await;
    }
    Failure::UnknownHost.into_response()
}

/// A change that shows neither where it comes from (Origin) nor how (Sec-Fetch-Site) is refused: every browser
/// since 2023 sends one of them with a form. What another site sends is refused by the layer below this one.
pub async fn known_origin(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // An empty one shows nothing, and no browser sends it: whoever does wants to slip through.
    let values: Vec<&HeaderValue> =
        [header::ORIGIN, HeaderName::from_static("sec-fetch-site")].iter().flat_map(|name| request.headers().get_all(name)).collect();
    let shown = !values.is_empty() && values.iter().all(|value| !value.as_bytes().trim_ascii().is_empty());
    if !reads && !shown {
        return Failure::ForeignRequest.into_response();
    }
    let response = next.run(request).await;
    if response.extensions().get::<ProtectionError>().is_some() {
        return Failure::ForeignRequest.into_response();
    }
    response
}
