//! A drawn page.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A page.
#[derive(Debug)]
pub struct Html {
    status: StatusCode,
    body: String,
    /// After so many seconds it is worth to come again.
    retry_after: Option<i64>,
}

impl Html {
    pub(super) fn drawn(status: StatusCode, template: &impl Template) -> askama::Result<Self> {
        Ok(Self { status, body: template.render()?, retry_after: None })
    }

    pub(super) fn come_again(self, seconds: i64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// Whoever hears the page hears the title first: it says at once that something is wrong.
    pub(super) fn wrong(self) -> Self {
        let wrong = if self.body.contains("<html lang=\"en\">") { "<title>Error: " } else { "<title>Fel: " };
        Self { body: self.body.replacen("<title>", wrong, 1), ..self }
    }
}

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
        let mut response = (self.status, headers, self.body).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
