//! A drawn page.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A page.
#[derive(Debug)]
pub struct Html {
    status: StatusCode,
    body: String,
}

impl Html {
    pub(super) fn drawn(status: StatusCode, template: &impl Template) -> askama::Result<Self> {
        Ok(Self { status, body: template.render()? })
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
        (self.status, headers, self.body).into_response()
    }
}
