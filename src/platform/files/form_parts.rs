//! A form with a file, read while it comes (RFC 7578). It keeps no more than a piece of it: what a browser sends has short
//! heads, and whoever sends long ones is no browser.

use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::StreamExt as _;
use tokio::time::timeout_at;

use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::sender::{Patience, Waiting};

/// The longest head of a field, in bytes. A name of a file has at most a few hundred.
const LONGEST_HEAD: usize = 8 * 1024;
/// The longest mark between fields (RFC 2046).
const LONGEST_MARK: usize = 70;

/// What stands before the content of a field.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    /// The type that the browser declares.
    pub(super) declared: String,
}

/// The fields of a form, one after the other.
pub(super) struct FormParts {
    body: BodyDataStream,
    waiting: Waiting,
    kept: Vec<u8>,
    /// What parts the fields, with the line break before it.
    mark: Vec<u8>,
    /// How much may still come.
    left: usize,
}

fn bad() -> Failure {
    Failure::Refused(Refusal::BadForm)
}

impl FormParts {
    /// The fields of a body of this type, when it is a form with files.
    pub(super) fn of(content_type: &str, body: Body, most: usize, patience: Patience) -> Result<Self, Failure> {
        let mark = mark(content_type).ok_or_else(bad)?;
        let waiting = Waiting::begin(patience);
        // The first mark has no line before it: here is one.
        Ok(Self { body: body.into_data_stream(), waiting, kept: b"\r\n".to_vec(), mark: format!("\r\n--{mark}").into_bytes(), left: most })
    }

    /// Waits for more. `false` at the end.
    async fn fill(&mut self) -> Result<bool, Failure> {
        let next = timeout_at(self.waiting.deadline(), self.body.next()).await.map_err(|_| Failure::TooSlow)?;
        let Some(more) = next else { return Ok(false) };
        // Whoever stands still is told so by the server; whoever breaks off has not sent a form.
        let more = more.map_err(|error| Failure::of_body(&error))?;
        self.waiting.came(more.len());
        self.left = self.left.checked_sub(more.len()).ok_or(Failure::TooLarge)?;
        self.kept.extend_from_slice(&more);
        Ok(true)
    }

    /// The next field's head. What has not been read of the field before is passed over.
    pub(super) async fn next(&mut self) -> Result<Option<Head>, Failure> {
        while self.piece().await?.is_some() {}
        self.kept.drain(..self.mark.len());
        while self.kept.len() < 2 {
            if !self.fill().await? {
                return Err(bad());
            }
        }
        if self.kept.starts_with(b"--") {
            return Ok(None);
        }
        let end = loop {
            if let Some(end) = place(&self.kept, b"\r\n\r\n") {
                break end;
            }
            if self.kept.len() > LONGEST_HEAD || !self.fill().await? {
                return Err(bad());
            }
        };
        let head: Vec<u8> = self.kept.drain(..end + 4).collect();
        Head::read(&String::from_utf8_lossy(&head)).map(Some).ok_or_else(bad)
    }

    /// The next piece of this field's content; `None` at its end.
    pub(super) async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        loop {
            match place(&self.kept, &self.mark) {
                Some(0) => return Ok(None),
                Some(end) => return Ok(Some(self.given(end))),
                None => {}
            }
            // The beginning of a mark may stand at the end.
            let sure = self.kept.len().saturating_sub(self.mark.len());
            if sure > 0 {
                return Ok(Some(self.given(sure)));
            }
            if !self.fill().await? {
                return Err(bad());
            }
        }
    }

    /// Gives away what stands at the beginning, and keeps no room for it.
    fn given(&mut self, end: usize) -> Bytes {
        let rest = self.kept.split_off(end);
        std::mem::replace(&mut self.kept, rest).into()
    }

    /// The content of a short field.
    pub(super) async fn short(&mut self, most: usize) -> Result<String, Failure> {
        let mut text = Vec::new();
        while let Some(piece) = self.piece().await? {
            text.extend_from_slice(&piece);
            if text.len() > most {
                return Err(bad());
            }
        }
        String::from_utf8(text).map_err(|_| bad())
    }
}

/// Where one stands in the other.
fn place(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|byte| byte == first) {
        if bytes.get(from + at..)?.starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// The mark that the head of the request names.
fn mark(content_type: &str) -> Option<&str> {
    let rest = content_type.strip_prefix("multipart/form-data")?;
    let mark = rest.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?.trim_matches('"');
    (!mark.is_empty() && mark.len() <= LONGEST_MARK && mark.is_ascii()).then_some(mark)
}

impl Head {
    fn read(text: &str) -> Option<Self> {
        let (mut head, mut named) = (Self::default(), false);
        for line in text.split("\r\n").filter(|line| !line.is_empty()) {
            let (field, value) = line.split_once(':')?;
            match field.trim().to_ascii_lowercase().as_str() {
                "content-disposition" => {
                    head.name = parameter(value, "name")?;
                    head.file_name = parameter(value, "filename");
                    named = value.trim_start().starts_with("form-data");
                }
                "content-type" => value.trim().clone_into(&mut head.declared),
                _ => {}
            }
        }
        named.then_some(head)
    }
}

/// A parameter in quotation marks, as browsers write it: quotation marks and line breaks in it are written as numbers.
fn parameter(value: &str, name: &str) -> Option<String> {
    let begin = format!("{name}=\"");
    let (before, rest) = value.match_indices(&begin).map(|(at, _)| value.split_at(at)).find(|(before, _)| before.ends_with([' ', ';']))?;
    let inside = rest.get(begin.len()..)?.split('"').next()?;
    debug_assert!(before.len() < value.len(), "it was found there");
    Some(inside.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::time::Duration;

    use futures_util::stream;

    use super::*;

    const FORM: &str = "--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Råd %22ett%22.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--x\r\n\r\n--x1\r\ncontent-disposition: form-data; name=\"secret\"\r\n\r\nja\r\n--x1--\r\n";

    /// The same form in pieces of this length.
    fn in_pieces(form: &str, length: usize) -> FormParts {
        let pieces: Vec<Result<Vec<u8>, Infallible>> = form.as_bytes().chunks(length).map(|piece| Ok(piece.to_vec())).collect();
        FormParts::of("multipart/form-data; boundary=x1", Body::from_stream(stream::iter(pieces)), 100_000, Patience::default()).unwrap()
    }

    async fn all(mut parts: FormParts) -> Result<Vec<(Head, Vec<u8>)>, Failure> {
        let mut found = Vec::new();
        while let Some(head) = parts.next().await? {
            let mut content = Vec::new();
            while let Some(piece) = parts.piece().await? {
                content.extend_from_slice(&piece);
            }
            found.push((head, content));
        }
        Ok(found)
    }

    #[tokio::test]
    async fn a_form_is_the_same_however_it_comes() {
        for length in 1..FORM.len() {
            let fields = all(in_pieces(FORM, length)).await.unwrap();
            let file = Head { name: "file".into(), file_name: Some("Råd \"ett\".pdf".into()), declared: "application/pdf".into() };
            let secret = Head { name: "secret".into(), ..Head::default() };
            assert_eq!(fields, [(file, b"%PDF\r\n--x\r\n".to_vec()), (secret, b"ja".to_vec())], "{length}");
        }
    }

    #[tokio::test]
    async fn half_a_form_is_none() {
        for cut in 0..FORM.len() - 4 {
            assert!(matches!(all(in_pieces(&FORM[..FORM.floor_char_boundary(cut)], 7)).await, Err(Failure::Refused(Refusal::BadForm))), "{cut}");
        }
    }

    #[tokio::test]
    async fn what_no_browser_sends_is_refused_before_it_takes_room() {
        let long = format!("--x1\r\nContent-Disposition: form-data; name=\"{}\"", "a".repeat(60_000));
        assert!(matches!(all(in_pieces(&long, 1000)).await, Err(Failure::Refused(Refusal::BadForm))));
        let much = FORM.replace("%PDF", &"a".repeat(200_000));
        assert!(matches!(all(in_pieces(&much, 1000)).await, Err(Failure::TooLarge)));
        assert!(matches!(all(in_pieces(&"a".repeat(50_000), 1000)).await, Err(Failure::Refused(Refusal::BadForm))));
        for other in ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary=", &format!("multipart/form-data; boundary={}", "a".repeat(71))] {
            assert!(FormParts::of(other, Body::empty(), 100, Patience::default()).is_err(), "{other}");
        }
    }

    #[tokio::test]
    async fn a_slow_sender_is_waited_for_and_one_that_stands_still_is_not() {
        let patience = Patience { within: Duration::from_millis(40), least: 1, in_all: Duration::from_secs(20) };
        let begun = stream::iter([Ok::<_, Infallible>(FORM.as_bytes()[..150].to_vec())]).chain(stream::pending());
        let stalled = FormParts::of("multipart/form-data; boundary=x1", Body::from_stream(begun), 100_000, patience).unwrap();
        assert!(matches!(all(stalled).await, Err(Failure::TooSlow)));
        // Something comes every ten milliseconds, for longer than the pause that is allowed.
        let mut ticks = tokio::time::interval(Duration::from_millis(10));
        let mut pieces: Vec<Vec<u8>> = FORM.as_bytes().chunks(20).map(<[u8]>::to_vec).rev().collect();
        let slow = stream::poll_fn(move |waker| ticks.poll_tick(waker).map(|_| pieces.pop().map(Ok::<_, Infallible>)));
        let slow = FormParts::of("multipart/form-data; boundary=x1", Body::from_stream(slow), 100_000, patience).unwrap();
        assert_eq!(all(slow).await.unwrap().len(), 2);
        // But not for ever: whoever drips is a minute away from nothing.
        let mut ticks = tokio::time::interval(Duration::from_millis(5));
        let drip = stream::poll_fn(move |waker| ticks.poll_tick(waker).map(|_| Some(Ok::<_, Infallible>(vec![b'a']))));
        let patience = Patience { least: 1000, ..patience };
        let begun = stream::iter([Ok::<_, Infallible>(FORM.as_bytes()[..150].to_vec())]).chain(drip);
        let drip = FormParts::of("multipart/form-data; boundary=x1", Body::from_stream(begun), 100_000, patience).unwrap();
        assert!(matches!(all(drip).await, Err(Failure::TooSlow)));
    }
}
