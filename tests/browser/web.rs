//! Plain HTTP, for what is asked past the browser's window: a download's bytes, and the browser's own protocol.

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

const LIMIT: usize = 256 * 1024 * 1024;

/// The bytes behind an address, asked for with a cookie.
pub(crate) async fn download(url: &str, cookie: &str) -> (StatusCode, Vec<u8>) {
    let request = Request::builder().uri(url).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    send(request).await
}

/// Sends JSON and receives JSON.
pub(crate) async fn post_json(url: &str, body: &Value) -> Value {
    let request = Request::builder().method(Method::POST).uri(url).header(header::CONTENT_TYPE, "application/json");
    let (status, bytes) = send(request.body(Body::from(body.to_string())).unwrap()).await;
    let answer: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    assert_eq!(status, StatusCode::OK, "{body} was answered {answer}");
    answer
}

async fn send(request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let client: Client<HttpConnector, Body> = Client::builder(TokioExecutor::new()).build_http();
    let (parts, body) = client.request(request).await.unwrap().into_parts();
    (parts.status, to_bytes(Body::new(body), LIMIT).await.unwrap().to_vec())
}
