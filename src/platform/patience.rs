//! How long somebody waits: not at all for a database that has stopped answering, and in all only so long.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::coming::Coming;
use super::failure::Failure;
use super::outage::{self, Outage};
use super::pulse::Pulse;
use super::typed::Typed;

/// From the head of a request to the beginning of its answer.
const FORM: Duration = Duration::from_secs(60);
/// The same with a file, over a slow line: 20 MB at 170 kbit/s. Whoever sends nothing for a while is ended by the server.
const FILE: Duration = Duration::from_secs(1000);

/// Ends what waits in vain, and says what is known of it. What was typed and is still on its way is taken in, to be given back.
pub async fn kept(State(pulse): State<Pulse>, request: Request, next: Next) -> Response {
    let has_file = request.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    let limit = if has_file { FILE } else { FORM };
    let trouble = async {
        match tokio::time::timeout(limit, pulse.lost()).await {
            Ok(()) => Outage::Away,
            Err(_) => Outage::TooSlow,
        }
    };
    let typed = request.extensions().get::<Typed>().cloned();
    let (request, coming) = Coming::of(request);
    match outage::watched(next.run(request), trouble).await {
        Ok(response) => response,
        Err(outage) => {
            tracing::warn!(?outage, "a request was ended");
            if let Some((coming, typed)) = coming.zip(typed).filter(|(_, typed)| typed.body().is_none()) {
                coming.take_in(&typed).await;
            }
            Failure::Down(outage).into_response()
        }
    }
}
