//! The rows of a list as a file: CSV as Swedish spreadsheets open it, in which nothing is ever evaluated.

use std::borrow::Cow;
use std::pin::Pin;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use futures_util::stream;

use super::key::Key;
use super::pages::Cut;
use super::query::Query;
use crate::domain::calendar;
use crate::domain::refusal::{NoFile, Refusal};
use crate::domain::text::has_visible_text;
use crate::platform::failure::Failure;

/// A value in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, as somebody wrote them.
    Text(String),
    /// A number.
    Number(i64),
    /// A day: 2025-03-31.
    Day(Option<NaiveDate>),
    /// A moment in Stockholm: 2025-03-28 14:32:05.
    Moment(Option<DateTime<Utc>>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Cell {
    fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => inert(text),
            Self::Number(n) => Cow::Owned(n.to_string()),
            Self::Day(day) => Cow::Owned(day.map(|day| day.to_string()).unwrap_or_default()),
            Self::Moment(at) => Cow::Owned(at.map(|at| format!("{} {}", calendar::day_of(at), calendar::time_of(at).format("%H:%M:%S"))).unwrap_or_default()),
        }
    }
}

/// Text that no spreadsheet takes for a formula: an apostrophe before what would begin one, on each line, whatever
/// blanks stand before it (ASVS 1.2.10; the list of beginnings has grown over the years, CVE-2021-41270).
fn inert(text: &str) -> Cow<'_, str> {
    let begins = |line: &str| {
        let seen = line.trim_start_matches(|c: char| c != '\t' && c != '\r' && c != '\0' && !has_visible_text(c.encode_utf8(&mut [0; 4])));
        seen.chars().next().is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\0' | '＝' | '＋' | '－' | '＠'))
    };
    if !text.split('\n').any(begins) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(|line| if begins(line) { Cow::Owned(format!("'{line}")) } else { Cow::Borrowed(line) }).collect();
    Cow::Owned(lines.join("\n"))
}

/// Some rows of a file, and where the next ones begin.
#[derive(Debug)]
pub struct Sheet {
    pub(super) name: &'static str,
    pub(super) header: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) next: Option<String>,
}

impl Sheet {
    /// The rows that were read for a file with this name. `draw` makes the cells of one, as many as `header` names.
    ///
    /// # Errors
    /// [`NoFile::UnknownFilter`]: a file cannot say that a filter was not used.
    pub fn new<T, K: Key>(
        query: &Query,
        name: &'static str,
        header: Vec<&'static str>,
        cut: Cut<T, K>,
        draw: impl FnMut(T) -> Vec<Cell>,
    ) -> Result<Self, Failure> {
        if !query.knows_all() {
            return Err(Failure::Refused(Refusal::NoFile(NoFile::UnknownFilter)));
        }
        let next = cut.next();
        Ok(Self { name, header, rows: cut.rows.into_iter().map(draw).collect(), next })
    }

    fn written(&self, begins: bool) -> Result<Bytes, Failure> {
        let mut out = Vec::new();
        if begins {
            // Without the mark Excel reads å as Ã¥.
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        // Excel in Swedish parts columns at semicolons.
        let mut writer = WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary).from_writer(&mut out);
        if begins {
            writer.write_record(&self.header).map_err(Failure::broken)?;
        }
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| cell.written().into_owned())).map_err(Failure::broken)?;
        }
        writer.flush().map_err(Failure::broken)?;
        drop(writer);
        Ok(Bytes::from(out))
    }
}

pub(super) type Reading = Pin<Box<dyn Future<Output = Result<Sheet, Failure>> + Send>>;

/// A file that is read while it is sent: so many rows at a time, each time through the gate. It holds no connection while
/// the reader is slow, and no more rows than it sends.
pub struct Csv {
    first: Sheet,
    read: Box<dyn Fn(String) -> Reading + Send + Sync>,
}

impl Csv {
    /// The first rows have been read; `read` reads those that begin at a place.
    pub(in crate::platform) fn new(first: Sheet, read: impl Fn(String) -> Reading + Send + Sync + 'static) -> Self {
        Self { first, read: Box::new(read) }
    }
}

impl IntoResponse for Csv {
    fn into_response(self) -> Response {
        let Self { first, read } = self;
        let name = format!("{}.csv", first.name);
        let begun = (Some(Next::Rows(first)), read);
        let content = stream::try_unfold(begun, |(next, read)| async move {
            let (sheet, begins) = match next {
                None => return Ok(None),
                Some(Next::Rows(sheet)) => (sheet, true),
                Some(Next::At(place)) => (read(place).await.map_err(broken_off)?, false),
            };
            let written = sheet.written(begins).map_err(broken_off)?;
            Ok::<_, String>(Some((written, (sheet.next.map(Next::At), read))))
        });
        let mut response = Response::new(Body::from_stream(content));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
        sent_for_saving(&mut response, &name);
        response
    }
}

/// A file is saved under its name, and neither kept on the way nor opened as a page.
pub(super) fn sent_for_saving(response: &mut Response, name: &str) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
}

/// What is sent next.
enum Next {
    Rows(Sheet),
    At(String),
}

/// Ends the connection: half a file must not look like a whole one.
fn broken_off(failure: Failure) -> String {
    tracing::error!(?failure, "a file was not read to its end");
    "the file could not be read to its end".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_file_is_a_formula() {
        for (typed, written) in [
            ("Städavtal", "Städavtal"),
            ("R1 - avtal", "R1 - avtal"),
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+46 40 34 10 00", "'+46 40 34 10 00"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\u{a0} ＝1", "'\u{a0} ＝1"),
            ("\u{ad}=1", "'\u{ad}=1"),
            ("Först\n=1+1\nsist", "Först\n'=1+1\nsist"),
        ] {
            assert_eq!(inert(typed), written, "{typed:?}");
        }
        assert_eq!(Cell::Number(-2).written(), "-2");
    }

    #[test]
    fn days_and_moments_can_be_sorted() {
        assert_eq!(Cell::Day("2025-03-31".parse().ok()).written(), "2025-03-31");
        assert_eq!(Cell::Moment("2025-03-28T13:32:05Z".parse().ok()).written(), "2025-03-28 14:32:05");
        assert_eq!((Cell::Day(None).written(), Cell::Moment(None).written()), (Cow::Borrowed(""), Cow::Borrowed("")));
    }
}
